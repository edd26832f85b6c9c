/* SPDX-License-Identifier: MIT */
#include "gaiscope/dns/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char zone_text[] = "$ORIGIN Example.TEST.\n"
                                "$TTL 300\n"
                                "; a comment\n"
                                "@ IN SOA ns hostmaster ( 1 7200 900\n"
                                "                         1209600 60 )\n"
                                "     IN NS ns\n"
                                "ns   60 IN A 192.0.2.53\n"
                                "WWW  IN AAAA 2001:db8::1\n"
                                "txt  IN TXT \"one two\" three\n"
                                "odd  IN TYPE65280 \\# 3 010203\n"
                                "https IN HTTPS 1 . alpn=h2\n";

static const struct expected {
    const char *owner; /* without its final zero */
    uint16_t type;
    uint32_t ttl_s;
    const char *rdata;
    size_t rdata_len;
} records[] = {
    {"\7example\4test", 6, 300, NULL, 0},
    {"\7example\4test", 2, 300, "\2ns\7Example\4TEST", 17},
    {"\2ns\7example\4test", 1, 60, "\300\0\2\65", 4},
    {"\3www\7example\4test", 28, 300, NULL, 16},
    {"\3txt\7example\4test", 16, 300, "\7one two\5three", 14},
    {"\3odd\7example\4test", 65280, 300, "\1\2\3", 3},
    {"\5https\7example\4test", 65, 300, "\0\1\0\0\1\0\3\2h2", 10},
};

static void a_zone_file_becomes_wire_records(void **state)
{
    (void)state;
    struct gs_zone zone = {0};
    struct gs_buf error = {0};
    enum gs_status status = gs_zone_parse(zone_text, &zone, &error);
    assert_string_equal(gs_buf_text(&error), "");
    assert_int_equal(status, GS_OK);
    assert_int_equal(zone.count, sizeof records / sizeof *records);
    for (size_t i = 0; i < zone.count; i++) {
        const struct gs_zone_record *got = &zone.items[i];
        const struct expected *want = &records[i];
        assert_int_equal(got->owner_len, strlen(want->owner) + 1);
        assert_memory_equal(got->owner, want->owner, got->owner_len);
        assert_int_equal(got->type, want->type);
        assert_int_equal(got->ttl_s, want->ttl_s);
        if (want->rdata_len > 0) {
            assert_int_equal(got->rdata_len, want->rdata_len);
        }
        if (want->rdata != NULL) {
            assert_memory_equal(got->rdata, want->rdata, want->rdata_len);
        }
    }
    gs_zone_fini(&zone);
    gs_buf_fini(&error);
}

static void a_bad_line_is_named(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        const char *error;
    } cases[] = {
        {"address", "a.test. 1 IN A 192.0.2.1\nb.test. 1 IN A 192.0.2.256\n", "line 2: "},
        {"include", "$INCLUDE /etc/hostname\n", "line 1: "},
        {"class", "a.test. 1 CH TXT hello\n", "line 1: "},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_zone zone = {.count = 77};
        struct gs_buf error = {0};
        print_message("%s\n", cases[i].label);
        assert_int_equal(gs_zone_parse(cases[i].text, &zone, &error), GS_EFORMAT);
        assert_memory_equal(gs_buf_text(&error), cases[i].error, strlen(cases[i].error));
        assert_true(error.len > strlen(cases[i].error));
        assert_int_equal(zone.count, 77);
        gs_buf_fini(&error);
    }
}

static void an_empty_text_is_an_empty_zone(void **state)
{
    (void)state;
    struct gs_zone zone = {.count = 77};
    assert_int_equal(gs_zone_parse("", &zone, NULL), GS_OK);
    assert_int_equal(zone.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zone_file_becomes_wire_records),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(an_empty_text_is_an_empty_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
