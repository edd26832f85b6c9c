/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/whois_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DAY      INT64_C(86400)
#define D_140326 INT64_C(1773446400) /* 2026-03-14 00:00:00 UTC */

struct date_case {
    const char *text;
    int64_t wanted; /* -1: no date */
};

static const struct date_case dates[] = {
    {"2026-03-14T07:20:11Z", D_140326 + 26411},
    {"2026-03-14T07:20:11.123Z", D_140326 + 26411},
    {"2026-03-14T07:20:11+02:00", D_140326 + 26411 - 7200},
    {"2026-03-14T07:20:11-0500", D_140326 + 26411 + 18000},
    {"2026-03-14 07:20:11", D_140326 + 26411},
    {"2026-03-14 07:20:11 (UTC+8)", D_140326 + 26411 - 28800},
    {"2026-03-14", D_140326},
    {"2026/03/14", D_140326},
    {"2026.03.14", D_140326},
    {"2026. 03. 14.", D_140326},
    {"20260314", D_140326},
    {"20260314 #1234567", D_140326},
    {"14-Mar-2026", D_140326},
    {"14-mar-2026", D_140326},
    {"14-Mar-2026 07:20:11", D_140326 + 26411},
    {"14 March 2026", D_140326},
    {"March 14, 2026", D_140326},
    {"Sat Mar 14 07:20:11 2026", D_140326 + 26411},
    {"Sat, 14 Mar 2026 07:20:11 GMT", D_140326 + 26411},
    {"14.03.2026", D_140326},
    {"14.3.2026 07:20:11", D_140326 + 26411},
    {"14/03/2026", D_140326},
    {"03/14/2026", D_140326},
    {"before Aug-1996", INT64_C(838857600)},
    {"1995-03-27T05:00:00Z", INT64_C(796280400)},
    {"2024-02-29", INT64_C(1709164800)},
    {"2023-02-29", -1},
    {"2026-13-01", -1},
    {"2026-00-10", -1},
    {"99999999", -1},
    {"REDACTED FOR PRIVACY", -1},
    {"", -1},
    {"12:30", -1},
    {"March", -1},
    {"1969-12-31", -1},
    {"999999999999999999999999999999", -1},
    {"2026-03-14T99:99:99Z", -1},
};

static void dates_of_registries_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        int64_t found = -1;
        bool is_date = gs_whois_date_parse(dates[i].text, strlen(dates[i].text), &found);
        if (is_date != (dates[i].wanted >= 0) || found != dates[i].wanted) {
            fail_msg("%s: %lld, wanted %lld", dates[i].text, (long long)found,
                     (long long)dates[i].wanted);
        }
    }
}

struct age_case {
    int64_t days;
    const char *text;
};

static const struct age_case ages[] = {
    {0, "in less than a day"}, {-1, "1 day ago"},     {1, "in 1 day"},
    {12, "in 12 days"},        {-61, "61 days ago"},  {-254, "8 months ago"},
    {62, "in 2 months"},       {729, "in 23 months"}, {731, "in 2 years"},
    {-11575, "31 years ago"},  {2326, "in 6 years"},
};

static void ages_are_told_in_the_unit_that_fits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
        char text[GS_WHOIS_AGE_MAX];
        gs_whois_age_format(D_140326 + ages[i].days * DAY, D_140326, text);
        assert_string_equal(text, ages[i].text);
    }
    char text[GS_WHOIS_AGE_MAX];
    gs_whois_age_format(D_140326 - 60, D_140326, text);
    assert_string_equal(text, "less than a day ago");
}

static void a_date_is_written_with_the_month_in_letters(void **state)
{
    (void)state;
    char text[GS_WHOIS_AGE_MAX];
    gs_whois_date_format(D_140326 + DAY - 1, text);
    assert_string_equal(text, "14 Mar 2026");
    gs_whois_date_format(INT64_C(1709164800), text);
    assert_string_equal(text, "29 Feb 2024");
    gs_whois_date_format(0, text);
    assert_string_equal(text, "1 Jan 1970");
}

static void days_until_are_whole_and_negative_when_past(void **state)
{
    (void)state;
    assert_int_equal(gs_whois_days_until(D_140326 + 10 * DAY + 5, D_140326), 10);
    assert_int_equal(gs_whois_days_until(D_140326 - 5, D_140326), -1);
    assert_int_equal(gs_whois_days_until(D_140326, D_140326), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_registries_are_read),
        cmocka_unit_test(ages_are_told_in_the_unit_that_fits),
        cmocka_unit_test(a_date_is_written_with_the_month_in_letters),
        cmocka_unit_test(days_until_are_whole_and_negative_when_past),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
