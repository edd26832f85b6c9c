/* SPDX-License-Identifier: MIT */
#include "scripted_rules.h"
#include "support/check.h"
#include "support/golden.h"
#include "support/report_sessions.h"

#include "gaiscope/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *json_of(const struct gs_report_case *this)
{
    struct gs_session session = {0};
    struct gs_buf out = {0};
    this->fill(&session);
    gs_report_json(&out, &session, this->parts);
    gs_session_fini(&session);
    return gs_buf_claim(&out);
}

static void json_is_as_documented(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char path[128];
        char *json = json_of(this);
        (void)snprintf(path, sizeof path, "golden/report/%s.json", this->name);
        gs_golden_compare(path, json);
        free(json);
    }
}

static void json_is_printable_ascii_whatever_came_in(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char *json = json_of(this);
        for (const char *at = json; *at != '\0'; at++) {
            if (*at != '\n' && (*at < 0x20 || *at > 0x7e)) {
                fail_msg("%s: byte 0x%02x at %td", this->name, (unsigned char)*at,
                         at - json);
            }
        }
        free(json);
    }
}

static void a_document_fits_into_one_line(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        struct gs_session session = {0};
        struct gs_buf out = {0};
        this->fill(&session);
        gs_report_jsonl(&out, &session, this->parts);
        assert_ptr_equal(strchr(gs_buf_text(&out), '\n'),
                         gs_buf_text(&out) + out.len - 1);
        assert_memory_equal(gs_buf_text(&out), "{\"schema\":1,", 12);
        gs_session_fini(&session);
        gs_buf_fini(&out);
    }
}

static const struct gs_report_case *case_of(const char *name)
{
    const struct gs_report_case *this = gs_report_cases;
    while (strcmp(this->name, name) != 0) {
        this ++;
    }
    return this;
}

static void bytes_of_a_host_that_is_not_utf8_survive_as_hex(void **state)
{
    (void)state;
    char *json = json_of(case_of("hostile"));
    assert_non_null(strstr(json, "\"host\": \"a\\uFFFD\\u001B[31m\\u202E.test\""));
    assert_non_null(strstr(json, "\"host_hex\": \"61ff1b5b33316de280ae2e74657374\""));
    assert_null(strstr(json, "service_hex"));
    free(json);
}

static void the_documented_example_is_real(void **state)
{
    (void)state;
    char *document = gs_golden_read("../docs/json.md");
    char *json = json_of(case_of("answered"));
    assert_non_null(strstr(document, json));
    free(json);
    free(document);
}

static void a_part_not_asked_is_null(void **state)
{
    (void)state;
    char *json = json_of(case_of("null_node"));
    assert_non_null(strstr(json, "\"dns\": null"));
    assert_non_null(strstr(json, "\"mail\": null"));
    assert_non_null(strstr(json, "\"unfinished\": []"));
    free(json);
}

static void a_part_cut_off_by_the_deadline_is_named(void **state)
{
    (void)state;
    char *json = json_of(case_of("unfinished"));
    const char *list = strstr(json, "\"unfinished\": [");
    assert_non_null(list);
    for (int part = 0; part < GS_PART_COUNT; part++) {
        bool is_listed = strstr(list, gs_part_id((enum gs_part)part)) != NULL;
        check_case(gs_part_id((enum gs_part)part));
        assert_int_equal(is_listed, (LOOKUP_PARTS & GS_PART_BIT(part)) != 0);
    }
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_as_documented),
        cmocka_unit_test(a_document_fits_into_one_line),
        cmocka_unit_test(json_is_printable_ascii_whatever_came_in),
        cmocka_unit_test(bytes_of_a_host_that_is_not_utf8_survive_as_hex),
        cmocka_unit_test(the_documented_example_is_real),
        cmocka_unit_test(a_part_not_asked_is_null),
        cmocka_unit_test(a_part_cut_off_by_the_deadline_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
