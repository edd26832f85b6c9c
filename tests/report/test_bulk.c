/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/report/bulk.h"

#include <stdlib.h>
#include <string.h>

static struct gs_address address_of(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static void check_row(const struct gs_bulk_row *row, enum gs_bulk_format format,
                      const char *wanted)
{
    struct gs_buf out = {0};
    gs_bulk_add(format, row, &out);
    assert_string_equal(gs_buf_text(&out), wanted);
    gs_buf_fini(&out);
}

static void half_an_answer_is_never_a_whole_one(void **state)
{
    (void)state;
    struct gs_address a = address_of("192.0.2.1");
    const struct gs_bulk_cell cells[] = {{.type = "A",
                                          .outcome = GS_OUTCOME_ANSWERED,
                                          .ttl_s = 60,
                                          .elapsed_us = 800,
                                          .tries = 1,
                                          .addresses = &a,
                                          .address_count = 1},
                                         {.type = "AAAA",
                                          .outcome = GS_OUTCOME_TIMED_OUT,
                                          .elapsed_us = 9000,
                                          .tries = 6}};
    const struct gs_bulk_row row = {
        .line = 7, .host = "half.test", .cells = cells, .cell_count = 2};
    check_row(&row, GS_BULK_TEXT,
              "half.test                        A 192.0.2.1  AAAA timed out\n");
    check_row(&row, GS_BULK_CSV,
              "7,half.test,A,answered,192.0.2.1,60,800\r\n"
              "7,half.test,AAAA,timed_out,,,9000\r\n");
    check_row(&row, GS_BULK_JSON,
              "{\"line\":7,\"host\":\"half.test\",\"asked\":\"half.test\",\"outcome\":"
              "\"answered\",\"reason\":null,\"canonical\":null,\"elapsed_us\":9000,"
              "\"answers\":[{\"type\":\"A\",\"outcome\":\"answered\",\"ttl_s\":60,"
              "\"elapsed_us\":800,\"tries\":1,\"values\":[\"192.0.2.1\"],\"left_out\":0},"
              "{\"type\":\"AAAA\",\"outcome\":\"timed_out\",\"ttl_s\":null,"
              "\"elapsed_us\":9000,\"tries\":6,\"values\":[],\"left_out\":0}]}\n");
}

static void libc_tells_no_ttl(void **state)
{
    (void)state;
    struct gs_address a = address_of("192.0.2.1");
    const struct gs_bulk_cell cell = {.type = "getaddrinfo",
                                      .outcome = GS_OUTCOME_ANSWERED,
                                      .is_libc = true,
                                      .elapsed_us = 800,
                                      .tries = 1,
                                      .addresses = &a,
                                      .address_count = 1};
    const struct gs_bulk_row row = {
        .line = 7, .host = "a.test", .cells = &cell, .cell_count = 1};
    struct gs_buf out = {0};
    check_row(&row, GS_BULK_CSV, "7,a.test,getaddrinfo,answered,192.0.2.1,,800\r\n");
    gs_bulk_add(GS_BULK_JSON, &row, &out);
    assert_non_null(strstr(gs_buf_text(&out), "\"ttl_s\":null,"));
    gs_buf_fini(&out);
}

static void what_is_not_asked_is_named_with_its_line(void **state)
{
    (void)state;
    const struct gs_bulk_row row = {
        .line = 7, .host = "a..test", .reason = "an empty label"};
    check_row(&row, GS_BULK_TEXT,
              "a..test                          not asked, line 7: an empty label\n");
}

static void same_nothing_is_said_once(void **state)
{
    (void)state;
    const struct gs_bulk_cell cells[] = {
        {.type = "A", .outcome = GS_OUTCOME_NO_SUCH_NAME},
        {.type = "AAAA", .outcome = GS_OUTCOME_NO_SUCH_NAME}};
    const struct gs_bulk_row row = {
        .line = 1, .host = "nx.test", .cells = cells, .cell_count = 2};
    check_row(&row, GS_BULK_TEXT, "nx.test                          no such name\n");
}

static void hostile_bytes_never_come_out_raw(void **state)
{
    (void)state;
    char text[] = "v=\x1b[2J\xe2\x80\xae \"q\",\n\x85\xff";
    struct gs_bulk_values values = {0};
    gs_vec_push(&values, text);
    const struct gs_bulk_cell cell = {.type = "TXT",
                                      .outcome = GS_OUTCOME_ANSWERED,
                                      .elapsed_us = 1,
                                      .values = &values};
    const struct gs_bulk_row row = {.line = 1,
                                    .host = "\x1b]0;x\x07.test",
                                    .asked = "a\"b",
                                    .canonical = "\xc2\x85.test",
                                    .cells = &cell,
                                    .cell_count = 1};

    static const enum gs_bulk_format formats[] = {GS_BULK_TEXT, GS_BULK_JSON,
                                                  GS_BULK_CSV};

    for (size_t i = 0; i < 3; i++) {
        struct gs_buf out = {0};
        gs_bulk_add(formats[i], &row, &out);
        const char *end = gs_buf_text(&out) + out.len - 1;
        for (const char *at = gs_buf_text(&out); at < end - 1; at++) {
            assert_true((unsigned char)*at >= ' ');
            assert_true(*at != 0x7F && (unsigned char)*at != 0x85 && *at != '\xff');
        }
        assert_null(strstr(gs_buf_text(&out), "\xe2\x80\xae"));
        assert_null(strstr(gs_buf_text(&out), "\xc2\x85"));
        gs_buf_fini(&out);
    }
    check_row(
        &row, GS_BULK_JSON,
        "{\"line\":1,\"host\":\"\\u001b]0;x\\u0007.test\",\"asked\":\"a\\u0022b\","
        "\"outcome\":\"answered\",\"reason\":null,\"canonical\":\"\\u0085.test\","
        "\"elapsed_us\":1,\"answers\":[{\"type\":\"TXT\",\"outcome\":\"answered\","
        "\"ttl_s\":0,\"elapsed_us\":1,\"tries\":0,\"values\":[\"v=\\u001b[2J\\u202e "
        "\\u0022q\\u0022,\\u000a\\ufffd\\ufffd\"],\"left_out\":0}]}\n");
    gs_vec_fini(&values);
}

static void character_beyond_the_plane_is_a_pair_in_json(void **state)
{
    (void)state;
    const struct gs_bulk_row row = {
        .line = 1, .host = "\xf0\x9f\x98\x80.test", .reason = "no host name"};
    struct gs_buf out = {0};
    gs_bulk_add(GS_BULK_JSON, &row, &out);
    assert_non_null(strstr(gs_buf_text(&out), "\"\\ud83d\\ude00.test\""));
    gs_buf_fini(&out);
}

static void csv_begins_with_its_columns(void **state)
{
    (void)state;
    struct gs_buf out = {0};
    gs_bulk_begin(GS_BULK_CSV, &out);
    assert_string_equal(gs_buf_text(&out),
                        "line,host,type,outcome,value,ttl_s,elapsed_us\r\n");
    gs_buf_clear(&out);
    gs_bulk_begin(GS_BULK_JSON, &out);
    gs_bulk_begin(GS_BULK_TEXT, &out);
    assert_int_equal(out.len, 0);
    gs_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_an_answer_is_never_a_whole_one),
        cmocka_unit_test(libc_tells_no_ttl),
        cmocka_unit_test(what_is_not_asked_is_named_with_its_line),
        cmocka_unit_test(same_nothing_is_said_once),
        cmocka_unit_test(hostile_bytes_never_come_out_raw),
        cmocka_unit_test(character_beyond_the_plane_is_a_pair_in_json),
        cmocka_unit_test(csv_begins_with_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
