/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/rules/canonical.h"

#include <stdlib.h>

#include <sys/socket.h>

static struct gs_system_answer *libc_answer(const char *canonname)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    struct gs_addrinfo row = {.family = AF_INET,
                              .canonname =
                                  canonname == NULL ? NULL : gs_mem_copy_text(canonname)};
    gs_vec_push(&answer->rows, row);
    return answer;
}

/* www.test is an alias of host.test. */
static struct gs_dns_answer *alias_answer(bool has_address)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("www.test", GS_TYPE_A);
    struct gs_record alias = {.name = gs_mem_copy_text("www.test"),
                              .text = gs_mem_copy_text("host.test"),
                              .type = GS_TYPE_CNAME};
    struct gs_record address = {.name = gs_mem_copy_text("host.test"),
                                .text = gs_mem_copy_text("192.0.2.1"),
                                .type = GS_TYPE_A,
                                .address.family = has_address ? AF_INET : 0};
    gs_vec_push(&answer->answer, alias);
    gs_vec_push(&answer->answer, address);
    return answer;
}

static void libc_comes_before_dns(void **state)
{
    static const struct {
        const char *label;
        bool has_libc;
        const char *canonname;
        bool has_dns;
        bool has_address;
        const char *want;
    } cases[] = {
        {"as libc says", true, "libc.test", true, true, "libc.test"},
        {"libc was not asked for it", true, NULL, true, true, "host.test"},
        {"DNS alone", false, NULL, true, true, "host.test"},
        {"an alias of nothing", false, NULL, true, false, NULL},
        {"libc without a name", true, NULL, false, false, NULL},
        {"nothing", false, NULL, false, false, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_facts facts = {0};
        check_case(cases[i].label);
        facts.system = cases[i].has_libc ? libc_answer(cases[i].canonname) : NULL;
        if (cases[i].has_dns) {
            struct gs_dns_query query = {.answer = alias_answer(cases[i].has_address)};
            gs_vec_push(&facts.dns, query);
        }
        const char *name = gs_canonical_of(&facts);
        if (cases[i].want == NULL) {
            assert_null(name);
        } else {
            assert_string_equal(name, cases[i].want);
        }
        gs_facts_clear(&facts, GS_PART_SYSTEM);
        gs_facts_clear(&facts, GS_PART_DNS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libc_comes_before_dns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
