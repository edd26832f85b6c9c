/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/rdata_fields.h"
#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <string.h>

static void names_stand_where_the_standards_put_them(void **state)
{
    (void)state;

    static const struct {
        uint16_t type;
        unsigned names;
    } cases[] = {
        {GS_TYPE_A, 0},          {GS_TYPE_NS, 1},       {GS_TYPE_SOA, 3},
        {GS_TYPE_MX, 2},         {GS_TYPE_SRV, 1 << 3}, {GS_TYPE_NAPTR, 1 << 5},
        {GS_TYPE_RRSIG, 1 << 7}, {GS_TYPE_SIG, 1 << 7}, {GS_TYPE_NSEC, 1},
        {GS_TYPE_NXT, 1},        {GS_TYPE_PX, 6},       {GS_TYPE_HTTPS, 2},
        {GS_TYPE_DSYNC, 1 << 3}, {GS_TYPE_TXT, 0},      {65280, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (gs_rdata_names(cases[i].type) != cases[i].names) {
            fail_msg("TYPE%u has names %x", cases[i].type, gs_rdata_names(cases[i].type));
        }
    }
}

static void every_field_is_a_known_letter_and_what_has_no_end_is_last(void **state)
{
    (void)state;
    for (unsigned type = 0; type <= UINT16_MAX; type++) {
        const char *fields = gs_rdata_fields((uint16_t)type);
        size_t len = strlen(fields);
        bool fits =
            len <= GS_RDATA_FIELDS_MAX && strspn(fields, "124nsTa6DltxSBop") == len;
        size_t ended = strcspn(fields, "txSBop");
        if (!fits || (ended < len && ended + 1 != len)) {
            fail_msg("TYPE%u: %s", type, fields);
        }
    }
    assert_string_equal(gs_rdata_fields(65280), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_where_the_standards_put_them),
        cmocka_unit_test(every_field_is_a_known_letter_and_what_has_no_end_is_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
