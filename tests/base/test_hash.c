/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/hash.h"

#include <string.h>

/* The values that the function's authors publish: files bear them, so they must stay. */
static void numbers_are_those_of_fnv_1a(void **state)
{
    static const struct {
        const char *text;
        uint64_t hash;
        uint32_t hash32;
    } cases[] = {
        {"", UINT64_C(0xcbf29ce484222325), UINT32_C(0x811c9dc5)},
        {"a", UINT64_C(0xaf63dc4c8601ec8c), UINT32_C(0xe40c292c)},
        {"foobar", UINT64_C(0x85944171f73967e8), UINT32_C(0xbf9cf968)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        size_t len = strlen(cases[i].text);
        assert_true(gs_hash(GS_HASH_START, cases[i].text, len) == cases[i].hash);
        assert_true(gs_hash32(GS_HASH32_START, cases[i].text, len) == cases[i].hash32);
    }
}

static void bytes_that_follow_are_the_same_as_all_at_once(void **state)
{
    static const char bytes[] = "\xff\0\x80 and on";
    (void)state;
    uint64_t all = gs_hash(GS_HASH_START, bytes, sizeof bytes);
    uint32_t all32 = gs_hash32(GS_HASH32_START, bytes, sizeof bytes);
    for (size_t cut = 0; cut <= sizeof bytes; cut++) {
        uint64_t hash = gs_hash(GS_HASH_START, bytes, cut);
        uint32_t hash32 = gs_hash32(GS_HASH32_START, bytes, cut);
        assert_true(gs_hash(hash, bytes + cut, sizeof bytes - cut) == all);
        assert_true(gs_hash32(hash32, bytes + cut, sizeof bytes - cut) == all32);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_fnv_1a),
        cmocka_unit_test(bytes_that_follow_are_the_same_as_all_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
