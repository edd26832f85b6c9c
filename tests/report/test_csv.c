/* SPDX-License-Identifier: MIT */
#include "scripted_rules.h"
#include "support/check.h"
#include "support/golden.h"
#include "support/report_sessions.h"

#include "gaiscope/report/report.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *csv_of(const struct gs_report_case *this)
{
    struct gs_session session = {0};
    struct gs_buf out = {0};
    this->fill(&session);
    gs_report_csv(&out, &session, this->parts);
    gs_session_fini(&session);
    return gs_buf_claim(&out);
}

static void csv_is_as_documented(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char path[128];
        char *csv = csv_of(this);
        (void)snprintf(path, sizeof path, "golden/report/%s.csv", this->name);
        gs_golden_compare(path, csv);
        free(csv);
    }
}

/* Counts the fields of one line as RFC 4180 reads it; *line is moved behind its CR LF. */
static int fields_of(const char **line)
{
    int fields = 1;
    bool is_quoted = false;
    const char *at = *line;
    for (; is_quoted || *at != '\r'; at++) {
        assert_int_not_equal(*at, '\0');
        assert_true(is_quoted || *at != '\n');
        is_quoted = *at == '"' ? !is_quoted : is_quoted;
        fields += *at == ',' && !is_quoted;
    }
    assert_int_equal(at[1], '\n');
    *line = at + 2;
    return fields;
}

static void every_line_has_the_header_s_fields(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char *csv = csv_of(this);
        const char *line = csv;
        int want = fields_of(&line);
        int lines = 1;
        assert_int_equal(want, 13);
        for (; *line != '\0'; lines++) {
            if (fields_of(&line) != want) {
                fail_msg("%s: line %d", this->name, lines + 1);
            }
        }
        assert_true(lines > 1);
        free(csv);
    }
}

static void no_control_character_of_the_outside_comes_through(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char *csv = csv_of(this);
        for (const char *at = csv; *at != '\0'; at++) {
            unsigned char c = (unsigned char)*at;
            bool is_end = c == '\n' || (c == '\r' && at[1] == '\n');
            if ((c < 0x20 && !is_end) || c == 0x7f) {
                fail_msg("%s: byte 0x%02x at %td", this->name, c, at - csv);
            }
        }
        assert_null(strstr(csv, "\xe2\x80\xae"));
        free(csv);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_as_documented),
        cmocka_unit_test(every_line_has_the_header_s_fields),
        cmocka_unit_test(no_control_character_of_the_outside_comes_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
