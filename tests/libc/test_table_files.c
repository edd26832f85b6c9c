/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/table_files.h"

#include <string.h>

enum {
    ROOM = 256,
};

static struct gs_tables *parse_bytes(const char *services, size_t services_len,
                                     const char *protocols)
{
    return gs_tables_parse(
        (struct gs_table_text){services, services_len},
        (struct gs_table_text){protocols, protocols == NULL ? 0 : strlen(protocols)});
}

static struct gs_tables *parse(const char *services, const char *protocols)
{
    return parse_bytes(services, services == NULL ? 0 : strlen(services), protocols);
}

/* "name|port|t-s o|aliases|other" of every service, parted by `;`. */
static void write_services(const struct gs_tables *tables, struct gs_buf *out)
{
    for (size_t i = 0; i < tables->services.count; i++) {
        const struct gs_table_service *service = &tables->services.items[i];
        gs_buf_addf(out, "%s%s %u/%s%s%s%s", i == 0 ? "" : "; ", service->name,
                    (unsigned)service->port,
                    (service->protocols & GS_TABLE_TCP) != 0 ? "t" : "",
                    (service->protocols & GS_TABLE_UDP) != 0 ? "u" : "",
                    (service->protocols & GS_TABLE_SCTP) != 0 ? "s" : "",
                    (service->protocols & GS_TABLE_OTHER) != 0 ? "o" : "");
        gs_buf_addf(out, "%s%s", *service->other == '\0' ? "" : "+", service->other);
        gs_buf_addf(out, "%s%s", *service->aliases == '\0' ? "" : " = ",
                    service->aliases);
        gs_buf_addf(out, "%s", service->conflicts != 0 ? " !port" : "");
        gs_buf_addf(out, "%s", service->elsewhere != 0 ? " !name" : "");
    }
}

static void services_are_one_entry_a_name_and_port(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *entries;
    } cases[] = {
        {"usual", "smtp\t\t25/tcp\t\tmail\n", "smtp 25/t = mail"},
        {"two protocols", "domain 53/tcp\ndomain 53/udp\n", "domain 53/tu"},
        {"three protocols, apart", "a 5/sctp\nb 6/tcp\na 5/udp\na 5/tcp\n",
         "a 5/tus; b 6/t"},
        {"protocol without a column", "x 7/dccp\nx 7/tcp\nx 7/ddp\nx 7/dccp\n",
         "x 7/to+dccp ddp"},
        {"sorted by port, then by line", "z 9/tcp\nb 5/tcp\na 5/udp\n",
         "b 5/t; a 5/u; z 9/t"},
        {"aliases of all its lines, each once", "h 80/tcp www\nh 80/udp web www\n",
         "h 80/tu = www web"},
        {"an alias as a line has another name", "http 80/tcp www\nwww 80/udp\n",
         "http 80/t = www; www 80/u"},
        {"comments", "# a\n#\nssh 22/tcp # Secure shell\nx 1/tcp#y\n", "x 1/t; ssh 22/t"},
        {"blanks before, tabs, carriage return", "  a \t 1/tcp \t b  c \r\n",
         "a 1/t = b c"},
        {"no end of line", "a 1/tcp b", "a 1/t = b"},
        {"port 0", "a 0/tcp\n", "a 0/t"},
        {"last port", "a 65535/tcp\n", "a 65535/t"},
        {"two names at a port conflict", "a 5/tcp\nb 5/tcp\n",
         "a 5/t !port; b 5/t !port"},
        {"not so by other protocols", "exec 512/tcp\nbiff 512/udp\n",
         "exec 512/t; biff 512/u"},
        {"one name at two ports conflicts", "a 5/tcp\na 6/tcp\n",
         "a 5/t !name; a 6/t !name"},
        {"not so by other protocols of the name", "a 5/tcp\na 6/udp\n", "a 5/t; a 6/u"},
        {"case counts", "A 5/tcp\na 5/udp\n", "A 5/t; a 5/u"},
        {"control bytes", "a\x1b 5/tcp b\x07\n", "a\\x1B 5/t = b\\x07"},
        {"no UTF-8", "a\xff 5/tcp\n", "a\\xFF 5/t"},
        {"empty file", "", ""},
        {"no file", NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].label);
        struct gs_tables *tables = parse(cases[i].text, NULL);
        write_services(tables, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].entries);
        assert_int_equal(tables->errors.count, 0);
        assert_int_equal(tables->error_count, 0);
        assert_int_equal(tables->has_services, cases[i].text != NULL);
        assert_false(tables->has_protocols);
        gs_buf_fini(&out);
        gs_tables_free(tables);
    }
}

static void a_line_that_is_no_entry_is_an_error_with_its_line(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *reason;
    } cases[] = {
        {"name alone", "a\n", "there is no number"},
        {"no port", "a /tcp\n", "there is no number"},
        {"no protocol", "a 5\n",
         "no protocol follows the port: libc finds it for any protocol alone"},
        {"no protocol behind the slash", "a 5/\n",
         "no protocol follows the port: libc finds it for any protocol alone"},
        {"letters", "a b/tcp\n", "the number is not made of digits"},
        {"negative", "a -1/tcp\n", "the number is not made of digits"},
        {"octal for libc", "a 010/tcp\n",
         "the port begins with 0: libc reads it as octal, with 0x as hexadecimal"},
        {"hexadecimal for libc", "a 0x10/tcp\n",
         "the port begins with 0: libc reads it as octal, with 0x as hexadecimal"},
        {"one too many", "a 65536/tcp\n",
         "the number is over 65535: libc takes its low 16 bits as the port"},
        {"far too many", "a 99999999999999999999999/tcp\n", "the number is over 65535"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[ROOM];
        check_case(cases[i].label);
        (void)snprintf(text, sizeof text, "x 1/tcp\n\n%sy 2/tcp\n", cases[i].text);
        struct gs_tables *tables = parse(text, NULL);
        assert_int_equal(tables->services.count, 2);
        assert_int_equal(tables->errors.count, 1);
        assert_int_equal(tables->errors.items[0].line, 3);
        assert_string_equal(tables->errors.items[0].file, "/etc/services");
        assert_string_equal(tables->errors.items[0].reason, cases[i].reason);
        gs_tables_free(tables);
    }
}

static void a_nul_ends_its_line_as_it_does_for_libc(void **state)
{
    static const char text[] = "a 5/tcp b\0c\nd 6/tcp\n";
    struct gs_buf out = {0};
    (void)state;
    struct gs_tables *tables = parse_bytes(text, sizeof text - 1, NULL);
    write_services(tables, &out);
    assert_string_equal(gs_buf_text(&out), "a 5/t = b; d 6/t");
    assert_int_equal(tables->errors.count, 1);
    assert_int_equal(tables->errors.items[0].line, 1);
    gs_buf_fini(&out);
    gs_tables_free(tables);
}

static void protocols_are_sorted_by_number(void **state)
{
    (void)state;
    struct gs_tables *tables = parse(
        NULL,
        "# p\nudp 17 UDP # User\nip 0 IP\ntcp\t6\tTCP transmission\nbad\nx 70000\n");
    assert_true(tables->has_protocols);
    assert_false(tables->has_services);
    assert_int_equal(tables->protocols.count, 3);
    assert_string_equal(tables->protocols.items[0].name, "ip");
    assert_int_equal(tables->protocols.items[1].number, 6);
    assert_string_equal(tables->protocols.items[1].aliases, "TCP transmission");
    assert_int_equal(tables->protocols.items[2].line, 2);
    assert_int_equal(tables->errors.count, 2);
    assert_int_equal(tables->errors.items[0].line, 5);
    assert_string_equal(tables->errors.items[1].file, "/etc/protocols");
    gs_tables_free(tables);
}

static void what_is_kept_is_bounded(void **state)
{
    struct gs_buf text = {0};
    (void)state;
    for (int i = 0; i < GS_TABLE_LINES_MAX + 1; i++) {
        gs_buf_addf(&text, "n%d 5/tcp\n", i);
    }
    struct gs_tables *tables = parse_bytes(gs_buf_text(&text), text.len, NULL);
    assert_int_equal(tables->services.count, GS_TABLE_LINES_MAX);
    assert_true(tables->is_truncated);
    assert_string_equal(tables->services.items[GS_TABLE_LINES_MAX - 1].name, "n199999");
    gs_tables_free(tables);

    gs_buf_clear(&text);
    for (int i = 0; i < 100; i++) {
        gs_buf_addf(&text, "x%d\n", i);
    }
    tables = parse_bytes(gs_buf_text(&text), text.len, NULL);
    assert_int_equal(tables->errors.count, GS_TABLE_ERRORS_MAX);
    assert_int_equal(tables->error_count, 100);
    assert_false(tables->is_truncated);
    gs_tables_free(tables);

    gs_buf_clear(&text);
    gs_buf_add_text(&text, "a 5/tcp");
    for (int i = 0; i < 100; i++) {
        gs_buf_addf(&text, " b%d", i);
    }
    tables = parse_bytes(gs_buf_text(&text), text.len, NULL);
    assert_string_equal(tables->services.items[0].aliases,
                        "b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 b15");
    gs_tables_free(tables);
    gs_buf_fini(&text);
}

static void a_name_over_the_limit_is_an_error(void **state)
{
    struct gs_buf text = {0};
    (void)state;
    for (int i = 0; i <= GS_TABLE_NAME_MAX; i++) {
        gs_buf_add_text(&text, "n");
    }
    gs_buf_add_text(&text, " 5/tcp\nb 6/tcp\n");
    struct gs_tables *tables = parse_bytes(gs_buf_text(&text), text.len, NULL);
    assert_int_equal(tables->services.count, 1);
    assert_string_equal(
        tables->errors.items[0].reason,
        "a name is over 255 bytes: libc finds it, this list does not show it");
    gs_tables_free(tables);
    gs_buf_fini(&text);
}

/* What a lane's answer is put into. */
struct heard {
    struct gs_tables *tables;
    struct gs_lanes *lanes;
};

static void heard_tables(void *context, uint64_t id, struct gs_tables *tables)
{
    struct heard *heard = context;
    (void)id;
    heard->tables = tables;
    gs_lanes_close(heard->lanes);
}

static void both_files_are_read_on_a_lane(void **state)
{
    struct heard heard = {0};
    uv_loop_t loop;
    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &heard.lanes), GS_OK);
    assert_int_not_equal(
        gs_tables_start(heard.lanes, GS_LANE_BACKGROUND, heard_tables, &heard), 0);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_non_null(heard.tables);
    assert_true(heard.tables->read_wall_s > 0);
    assert_true(heard.tables->elapsed_us >= 0);
    gs_tables_free(heard.tables);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_one_entry_a_name_and_port),
        cmocka_unit_test(a_line_that_is_no_entry_is_an_error_with_its_line),
        cmocka_unit_test(a_nul_ends_its_line_as_it_does_for_libc),
        cmocka_unit_test(protocols_are_sorted_by_number),
        cmocka_unit_test(what_is_kept_is_bounded),
        cmocka_unit_test(a_name_over_the_limit_is_an_error),
        cmocka_unit_test(both_files_are_read_on_a_lane),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
