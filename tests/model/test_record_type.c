/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/record_type.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void types_are_written_and_read_by_name(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        uint16_t type;
    } cases[] = {
        {"A", 1},
        {"NS", 2},
        {"CNAME", 5},
        {"SOA", 6},
        {"PTR", 12},
        {"MX", 15},
        {"TXT", 16},
        {"AAAA", 28},
        {"SRV", 33},
        {"NAPTR", 35},
        {"DNAME", 39},
        {"OPT", 41},
        {"DS", 43},
        {"SSHFP", 44},
        {"DNSKEY", 48},
        {"TLSA", 52},
        {"SVCB", 64},
        {"HTTPS", 65},
        {"NSEC3PARAM", 51},
        {"ANY", 255},
        {"CAA", 257},
        {"NSAP-PTR", 23},
        {"NXNAME", 128},
        {"DSYNC", 66},
        {"WALLET", 262},
        {"URI", 256},
        {"LOC", 29},
        {"TYPE0", 0},
        {"TYPE65280", 65280},
        {"TYPE65535", 65535},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_TYPE_TEXT_MAX];
        uint16_t type = 4711;
        check_case(cases[i].text);
        gs_type_format(cases[i].type, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(gs_type_parse(cases[i].text, &type), GS_OK);
        assert_int_equal(type, cases[i].type);
    }
}

static void every_number_has_a_name_that_leads_back(void **state)
{
    (void)state;
    for (unsigned number = 0; number <= UINT16_MAX; number++) {
        char text[GS_TYPE_TEXT_MAX];
        uint16_t type = 0;
        gs_type_format((uint16_t)number, text);
        assert_int_equal(gs_type_parse(text, &type), GS_OK);
        assert_int_equal(type, number);
    }
}

static void types_are_read_in_any_case_and_by_number(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        uint16_t type;
    } cases[] = {{"aaaa", 28}, {"Type28", 28}, {"TYPE028", 28}, {"hTtPs", 65}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint16_t type = 0;
        check_case(cases[i].text);
        assert_int_equal(gs_type_parse(cases[i].text, &type), GS_OK);
        assert_int_equal(type, cases[i].type);
    }
}

static void what_is_no_type_is_not_found(void **state)
{
    (void)state;
    static const char *const cases[] = {"",   "AAAAA",  "TYPE",      "TYPE65536",
                                        "28", "TYPE-1", "TYPE1x",    "TYPE 1",
                                        "A ", "TYPE+1", "TYPE000028"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint16_t type = 4711;
        check_case(cases[i]);
        assert_int_equal(gs_type_parse(cases[i], &type), GS_ENOTFOUND);
        assert_int_equal(type, 4711);
    }
}

static void response_codes_have_their_registry_names(void **state)
{
    (void)state;

    static const struct {
        int rcode;
        const char *text;
    } cases[] = {
        {0, "NOERROR"},    {1, "FORMERR"},  {2, "SERVFAIL"},  {3, "NXDOMAIN"},
        {4, "NOTIMP"},     {5, "REFUSED"},  {6, "YXDOMAIN"},  {7, "YXRRSET"},
        {8, "NXRRSET"},    {9, "NOTAUTH"},  {10, "NOTZONE"},  {11, "DSOTYPENI"},
        {15, "RCODE15"},   {17, "BADKEY"},  {22, "BADTRUNC"}, {16, "BADVERS"},
        {23, "BADCOOKIE"}, {12, "RCODE12"}, {24, "RCODE24"},  {4095, "RCODE4095"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_RCODE_TEXT_MAX];
        check_case(cases[i].text);
        gs_rcode_format(cases[i].rcode, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void extended_errors_have_their_registry_names(void **state)
{
    (void)state;
    assert_string_equal(gs_ede_name(0), "Other Error");
    assert_string_equal(gs_ede_name(6), "DNSSEC Bogus");
    assert_string_equal(gs_ede_name(22), "No Reachable Authority");
    assert_string_equal(gs_ede_name(30), "Invalid Query Type");
    assert_null(gs_ede_name(49152)); /* private use */
    assert_null(gs_ede_name(65535));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extended_errors_have_their_registry_names),
        cmocka_unit_test(types_are_written_and_read_by_name),
        cmocka_unit_test(every_number_has_a_name_that_leads_back),
        cmocka_unit_test(types_are_read_in_any_case_and_by_number),
        cmocka_unit_test(what_is_no_type_is_not_found),
        cmocka_unit_test(response_codes_have_their_registry_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
