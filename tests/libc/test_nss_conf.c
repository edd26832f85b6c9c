/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/nss_conf.h"

#include <string.h>

enum {
    OUT_SIZE = 32,
};

static void the_hosts_line_gives_the_sources(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *sources;
    } cases[] = {
        {"usual", "passwd: files\nhosts: files dns\n", "files dns"},
        {"blanks and tabs", "  hosts:\t files\t  dns  \n", "files dns"},
        {"action", "hosts: files [NOTFOUND=return] dns\n", "files [NOTFOUND=return] dns"},
        {"comment behind", "hosts: files # dns\n", "files"},
        {"commented out", "#hosts: files\n", ""},
        {"no line", "passwd: files\n", ""},
        {"no text", "", ""},
        {"no source", "hosts:\n", ""},
        {"no end of line", "hosts: dns", "dns"},
        {"no colon", "hosts files dns\n", "files dns"},
        {"longer name", "hostsx: files\n", ""},
        {"no continuation", "hosts: files \\\n dns\n", "files \\"},
        {"last one counts", "hosts: files\nhosts: dns\n", "dns"},
        {"carriage return", "hosts: files dns\r\n", "files dns"},
        {"control byte", "hosts: fi\x1bles\n", "fi\\x1Bles"},
        {"cut in whole words", "hosts: aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbb c\n",
         "aaaaaaaaaaaaaaaa"},
        {"one word too long", "hosts: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char out[OUT_SIZE] = "before";
        check_case(cases[i].label);
        gs_nss_conf_hosts(cases[i].text, strlen(cases[i].text), out, sizeof out);
        assert_string_equal(out, cases[i].sources);
    }
}

/* "name:actions as written:what follows each status (c, r, m)" for each source. */
static void the_line_is_read_as_libc_reads_it(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        size_t line;
        bool is_broken;
        const char *sources;
    } cases[] = {
        {"usual", "passwd: files\nhosts: files dns\n", 2, false, "files::rccc dns::rccc"},
        {"no line", "passwd: files\n", 0, false, "files::rccc dns::rccc"},
        {"no text", "", 0, false, "files::rccc dns::rccc"},
        {"no source", "hosts:\n", 1, false, ""},
        {"last one counts", "hosts: files\n\nhosts: dns\n", 3, false, "dns::rccc"},
        {"action", "hosts: files [NOTFOUND=return] dns", 1, false,
         "files:[NOTFOUND=return]:rrcc dns::rccc"},
        {"all but one", "hosts: resolve [!UNAVAIL=return] dns", 1, false,
         "resolve:[!UNAVAIL=return]:rrcr dns::rccc"},
        {"all but one, then one", "hosts: a [!UNAVAIL=return tryagain=continue]", 1,
         false, "a:[!UNAVAIL=return tryagain=continue]:rrcc"},
        {"several and case", "hosts: a [notfound=RETURN Success=Continue]", 1, false,
         "a:[notfound=RETURN Success=Continue]:crcc"},
        {"merge", "hosts: files [SUCCESS=merge] dns", 1, false,
         "files:[SUCCESS=merge]:mccc dns::rccc"},
        {"no blanks", "hosts:a[TRYAGAIN=return]b", 1, false,
         "a:[TRYAGAIN=return]:rccr b::rccc"},
        {"many blanks", "hosts: a [ NOTFOUND = return  UNAVAIL=merge ] b", 1, false,
         "a:[ NOTFOUND = return  UNAVAIL=merge ]:rrmc b::rccc"},
        {"unknown status", "hosts: files [GONE=return] dns", 1, true, ""},
        {"unknown action", "hosts: files [NOTFOUND=stop] dns", 1, true, ""},
        {"no action", "hosts: files [] dns", 1, true, ""},
        {"no sign", "hosts: files [NOTFOUND return] dns", 1, true, ""},
        {"open bracket", "hosts: files [NOTFOUND=return\n", 1, true, ""},
        {"a bracket first ends the line", "hosts: a [NOTFOUND=return] [SUCCESS=merge] b",
         1, false, "a:[NOTFOUND=return]:rrcc"},
        {"broken, then whole", "hosts: a [\nhosts: b", 2, false, "b::rccc"},
        {"control byte", "hosts: fi\x1bles", 1, false, "fi\\x1Bles::rccc"},
        {"name too long", "hosts: aaaaaaaaaabbbbbbbbbbccccccccccdd", 1, false,
         "aaaaaaaaaabbbbbbbbbbccccccccccd::rccc"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_nss_line line;
        struct gs_buf got = {0};
        check_case(cases[i].label);
        gs_nss_conf_parse(cases[i].text, strlen(cases[i].text), &line);
        for (size_t s = 0; s < line.count; s++) {
            const struct gs_nss_source *source = &line.sources[s];
            gs_buf_addf(&got, "%s%s:%s:", s == 0 ? "" : " ", source->name,
                        source->actions);
            for (int on = 0; on < GS_NSS_STATUS_COUNT; on++) {
                gs_buf_addf(&got, "%c", "crm"[source->on[on]]);
            }
        }
        assert_string_equal(gs_buf_text(&got), cases[i].sources);
        assert_int_equal(line.line, cases[i].line);
        assert_int_equal(line.is_broken, cases[i].is_broken);
        gs_buf_fini(&got);
    }
}

static void more_sources_than_are_kept_are_counted_out(void **state)
{
    struct gs_nss_line line;
    struct gs_buf text = {0};
    (void)state;
    gs_buf_add_text(&text, "hosts:");
    for (int i = 0; i <= GS_RUNGS_MAX; i++) {
        gs_buf_addf(&text, " s%d", i);
    }
    gs_nss_conf_parse(gs_buf_text(&text), text.len, &line);
    assert_int_equal(line.count, GS_RUNGS_MAX);
    assert_true(line.is_truncated);
    assert_string_equal(line.sources[GS_RUNGS_MAX - 1].name, "s15");
    gs_buf_fini(&text);
}

static void a_nul_ends_the_line_alone(void **state)
{
    static const char text[] = "hosts: files \0 dns\nhosts: dns\0files\n";
    struct gs_nss_line line;
    (void)state;
    gs_nss_conf_parse(text, sizeof text - 1, &line);
    assert_int_equal(line.count, 1);
    assert_string_equal(line.sources[0].name, "dns");
    assert_int_equal(line.line, 2);
}

static void a_nul_in_the_text_ends_nothing(void **state)
{
    static const char text[] = "hosts: \0\nhosts: files\n";
    char out[OUT_SIZE];
    (void)state;
    gs_nss_conf_hosts(text, sizeof text - 1, out, sizeof out);
    assert_string_equal(out, "files");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hosts_line_gives_the_sources),
        cmocka_unit_test(a_nul_in_the_text_ends_nothing),
        cmocka_unit_test(the_line_is_read_as_libc_reads_it),
        cmocka_unit_test(more_sources_than_are_kept_are_counted_out),
        cmocka_unit_test(a_nul_ends_the_line_alone),
    };
    return cmocka_run_group_tests_name("nss_conf", tests, NULL, NULL);
}
