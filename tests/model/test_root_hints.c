/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/root_hints.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

#define ROOT ". NS a.test.\n"

static const struct {
    const char *label;
    const char *text;
    const char *error; /* NULL: fine */
} cases[] = {
    {"one server", ROOT "a.test. A 192.0.2.1\n", NULL},
    {"TTL, class and case", ". 3600 in ns a.test.\na.test. 3600 IN aaaa ::1\n", NULL},
    {"an address before its NS line", "a.test. A 192.0.2.1\n" ROOT, NULL},
    {"comments and blank lines", "; x\n\n" ROOT "a.test. A 192.0.2.1 ; y\n", NULL},
    {"no name repeats the last", ROOT "a.test. A 192.0.2.1\n  AAAA ::1\n", NULL},
    {"no line end at the end", ROOT "a.test. A 192.0.2.1", NULL},
    {"line ends of another system", ". NS a.test.\r\na.test. A 192.0.2.1\r\n", NULL},
    {"a TTL directive", "$TTL 60\n" ROOT "a.test. A 192.0.2.1\n", NULL},
    {"a port", ";! port 5300\n" ROOT "a.test. A 192.0.2.1\n", NULL},
    {"nothing at all", "", "line 0: no address of a root server stands in it"},
    {"no address", ROOT, "line 1: no address of a root server stands in it"},
    {"an address of no server", ROOT "b.test. A 192.0.2.1\n",
     "line 2: no NS line names \"b.test\""},
    {"another zone", "org. NS a.test.\n",
     "line 1: \"org\" is not the root, whose name is \".\""},
    {"a bad address", ROOT "a.test. A 192.0.2.300\n",
     "line 2: \"192.0.2.300\" is no IPv4 address"},
    {"an address of the other family", ROOT "a.test. AAAA 192.0.2.1\n",
     "line 2: \"192.0.2.1\" is no IPv6 address"},
    {"another type", ROOT "a.test. TXT x\n", "line 2: \"TXT\" is not NS, A or AAAA"},
    {"a word too few", ROOT "a.test. A\n",
     "line 2: a line is NAME [TTL] [IN] NS, A or AAAA, and one value"},
    {"another directive", "$ORIGIN org.\n", "line 1: \"$ORIGIN\" is not known here"},
    {"no name on the first line", "  NS a.test.\n",
     "line 1: the first line needs a name"},
    {"a port that is none", ";! port 70000\n",
     "line 1: a port is a number from 1 to 65535"},
    {"a port with something behind", ";! port 53x\n",
     "line 1: a port is a number from 1 to 65535"},
    {"control bytes are not shown", ROOT "a.test. \033[2J x\n",
     "line 2: \"\\x1B[2J\" is not NS, A or AAAA"},
};

static void a_file_is_read_or_its_line_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_root_hints hints = {.count = 99};
        struct gs_buf error = {0};
        check_case(cases[i].label);
        enum gs_status status =
            gs_root_hints_parse(cases[i].text, strlen(cases[i].text), &hints, &error);
        if (cases[i].error == NULL) {
            assert_string_equal(gs_buf_text(&error), "");
            assert_int_equal(status, GS_OK);
            assert_true(hints.is_own);
            assert_string_equal(hints.items[0].name, "a.test");
        } else {
            assert_int_equal(status, GS_EFORMAT);
            assert_string_equal(gs_buf_text(&error), cases[i].error);
            assert_int_equal(hints.count, 99); /* untouched */
        }
        gs_buf_fini(&error);
    }
}

static void a_comment_gives_the_port_of_all(void **state)
{
    static const char text[] = ";! port 5300\n" ROOT "a.test. A 192.0.2.1\n";
    struct gs_root_hints hints;
    (void)state;
    assert_int_equal(gs_root_hints_parse(text, sizeof text - 1, &hints, NULL), GS_OK);
    assert_int_equal(hints.port, 5300);
    assert_int_equal(gs_root_hints_default().port, 53);
}

static void more_addresses_than_are_kept_are_refused(void **state)
{
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    struct gs_root_hints hints;
    (void)state;
    gs_buf_add_text(&text, ROOT);
    for (int i = 0; i <= GS_ROOT_HINTS_MAX; i++) {
        gs_buf_addf(&text, "a.test. A 192.0.2.%d\n", i);
    }
    assert_int_equal(gs_root_hints_parse(text.data, text.len, &hints, &error), GS_ELIMIT);
    assert_string_equal(gs_buf_text(&error), "line 28: more than 26 addresses");
    gs_buf_fini(&text);
    gs_buf_fini(&error);
}

static void thirteen_servers_are_built_in(void **state)
{
    struct gs_root_hints hints = gs_root_hints_default();
    (void)state;
    assert_int_equal(hints.count, 26);
    assert_false(hints.is_own);
    assert_string_equal(hints.items[0].name, "a.root-servers.net");
    assert_string_equal(hints.items[25].name, "m.root-servers.net");
    for (size_t i = 0; i < hints.count; i++) {
        assert_int_equal(hints.items[i].address.family, i % 2 == 0 ? AF_INET : AF_INET6);
    }
}

static void a_file_that_fails_is_named(void **state)
{
    static const char path[] = "/tmp/gaiscope-test-root-hints";
    struct gs_buf error = {0};
    struct gs_root_hints hints;
    (void)state;
    assert_int_equal(gs_root_hints_read("/nonexistent/hints", &hints, &error), GS_EOS);
    assert_string_equal(gs_buf_text(&error),
                        "/nonexistent/hints: the file cannot be read");
    gs_buf_clear(&error);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(ROOT "oops\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(gs_root_hints_read(path, &hints, &error), GS_EFORMAT);
    assert_string_equal(gs_buf_text(&error),
                        "/tmp/gaiscope-test-root-hints, line 2: a line is NAME [TTL] "
                        "[IN] NS, A or AAAA, and one value");
    assert_int_equal(unlink(path), 0);
    gs_buf_fini(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_or_its_line_is_named),
        cmocka_unit_test(a_comment_gives_the_port_of_all),
        cmocka_unit_test(more_addresses_than_are_kept_are_refused),
        cmocka_unit_test(thirteen_servers_are_built_in),
        cmocka_unit_test(a_file_that_fails_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
