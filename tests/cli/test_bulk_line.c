/* SPDX-License-Identifier: MIT */
#include "../../src/cli/bulk_line.h"
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz01234567890"
#define THREE_63 LABEL_63 "." LABEL_63 "." LABEL_63 "."
#define LABEL_61 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz012345678"

/* Reads one line. Returns: "" nothing there; "host", "host=asked" or "host: why not". */
static void check_line(const char *label, const struct line_reader_line *line,
                       const char *wanted)
{
    struct gs_question *idn = calloc(1, sizeof *idn);
    struct bulk_line read = {0};
    struct gs_buf got = {0};
    const char *reason = NULL;
    assert_non_null(idn);
    enum bulk_line_state state = bulk_line_read(line, idn, &read, &reason);
    gs_buf_add_text(&got, gs_buf_text(&read.host));
    if (read.asked.len > 0 && state == BULK_LINE_NAME) {
        gs_buf_addf(&got, "=%s", bulk_line_asked(&read));
    }
    if (state == BULK_LINE_REFUSED) {
        gs_buf_addf(&got, ": %s", reason);
    }
    check_case(label);
    assert_int_equal(state == BULK_LINE_EMPTY, wanted[0] == '\0');
    assert_string_equal(gs_buf_text(&got), wanted);
    gs_buf_fini(&got);
    bulk_line_fini(&read);
    free(idn);
}

static void a_line_is_a_name_or_says_why_not(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        const char *wanted;
    } cases[] = {
        {"nothing", "", ""},
        {"blanks", " \t ", ""},
        {"a comment", "# mit.edu", ""},
        {"a comment with blanks before it", "  #", ""},
        {"a name", "mit.edu", "mit.edu"},
        {"blanks around it", "\tmit.edu  ", "mit.edu"},
        {"capitals stay", "MIT.edu", "MIT.edu"},
        {"a final dot stays", "mit.edu.", "mit.edu."},
        {"the root", ".", "."},
        {"an underscore", "_dmarc.mit.edu", "_dmarc.mit.edu"},
        {"an escaped dot", "a\\.b.test", "a\\.b.test"},
        {"an address", "2001:db8::1", "2001:db8::1"},
        {"a classless zone", "0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa"},
        {"a URL", "https://mit.edu:80/x",
         "https://mit.edu:80/x: a URL: write its host alone"},
        {"a mail address", "user@python.org",
         "user@python.org: a mail address: write its domain alone"},
        {"an at sign that is meant", "a\\@b.test", "a\\@b.test"},
        {"a prefix", "192.0.2.0/24",
         "192.0.2.0/24: a prefix: write its addresses one by one"},
        {"international", "\xe4\xba\x94.test", "\xe4\xba\x94.test=xn--dlq.test"},
        {"international, capitals, dot",
         "B\xc3\x9c"
         "CHER.test.",
         "B\xc3\x9c"
         "CHER.test.=xn--bcher-kva.test."},
        {"two words", "a b", "a b: a blank or control character in the name"},
        {"a bell", "a\x07", "a\x07: a blank or control character in the name"},
        {"an empty label", "a..b", "a..b: an empty label"},
        {"a dot before", ".a", ".a: an empty label"},
        {"dots alone", "..", "..: an empty label"},
        {"63 bytes", LABEL_63 ".test", LABEL_63 ".test"},
        {"64 bytes", LABEL_63 "x", LABEL_63 "x: a label longer than 63 bytes"},
        {"253 bytes", THREE_63 LABEL_61, THREE_63 LABEL_61},
        {"253 bytes and a dot", THREE_63 LABEL_61 ".", THREE_63 LABEL_61 "."},
        {"254 bytes", THREE_63 LABEL_61 "x",
         THREE_63 LABEL_61 "x: longer than 253 bytes"},
        {"a broken escape", "a\\999.test", "a\\999.test: not a name"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct line_reader_line line = {
            .text = cases[i].text, .len = strlen(cases[i].text), .number = 2};
        check_line(cases[i].label, &line, cases[i].wanted);
    }
}

static void no_locale_is_needed_and_no_byte_is_fatal(void **state)
{
    (void)state;
    static const char nul[] = "a\0b\0";
    struct line_reader_line line = {.text = nul, .len = sizeof nul - 1, .number = 2};
    check_line("NUL bytes", &line,
               "a\xe2\x90\x80"
               "b\xe2\x90\x80: a NUL byte in the name");
    struct gs_question *idn = calloc(1, sizeof *idn);
    struct bulk_line read = {0};
    const char *reason = NULL;
    line = (struct line_reader_line){.text = "\xff\xfe.test", .len = 7, .number = 2};
    assert_non_null(idn);
    assert_int_equal(bulk_line_read(&line, idn, &read, &reason), BULK_LINE_REFUSED);
    assert_string_equal(reason, "the line is not UTF-8: save the list as UTF-8");
    bulk_line_fini(&read);
    free(idn);
}

static void a_mark_in_front_of_the_first_line_is_no_name(void **state)
{
    (void)state;
    struct line_reader_line line = {
        .text = "\xef\xbb\xbfmit.edu", .len = 10, .number = 1};
    check_line("on the first line", &line, "mit.edu");
    line = (struct line_reader_line){.text = "\xef\xbb\xbf", .len = 3, .number = 1};
    check_line("alone", &line, "");
}

static void a_line_that_lost_its_end_is_refused(void **state)
{
    (void)state;
    const struct line_reader_line line = {
        .text = "mit.edu", .len = 7, .number = 3, .is_cut = true};
    check_line("cut", &line, "mit.edu: longer than a host name may be");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_name_or_says_why_not),
        cmocka_unit_test(no_locale_is_needed_and_no_byte_is_fatal),
        cmocka_unit_test(a_mark_in_front_of_the_first_line_is_no_name),
        cmocka_unit_test(a_line_that_lost_its_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
