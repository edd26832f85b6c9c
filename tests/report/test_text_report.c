/* SPDX-License-Identifier: MIT */
#include "scripted_rules.h"
#include "support/check.h"
#include "support/golden.h"
#include "support/monitor_scene.h"
#include "support/race_scene.h"
#include "support/record_scene.h"
#include "support/report_sessions.h"

#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text_of(const struct gs_report_case *this)
{
    struct gs_session session = {0};
    struct gs_buf out = {0};
    this->fill(&session);
    gs_report_text(&out, &session, this->parts);
    gs_session_fini(&session);
    return gs_buf_claim(&out);
}

static void text_is_as_people_read_it(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char path[128];
        char *text = text_of(this);
        (void)snprintf(path, sizeof path, "golden/report/%s.txt", this->name);
        gs_golden_compare(path, text);
        free(text);
    }
}

/* What no clock measures, but a recording may say: each bar ends with the axis. */
static void a_race_with_moments_of_any_size_is_drawn_in_its_width(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_buf out = {0};
    race_scene_fill(&session);
    struct gs_race *race = session.lookup.now.race;
    race->won_us = 1;
    for (size_t i = 0; i < race->lanes.count; i++) {
        race->lanes.items[i].started_us = INT64_C(38347922286);
    }
    gs_report_text(&out, &session, GS_PART_BIT(GS_PART_RACE));
    assert_true(out.len < 8192);
    gs_buf_fini(&out);
    gs_session_fini(&session);
}

static void a_race_assumes_what_its_settings_say(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_buf text = {0};
    struct gs_buf json = {0};
    race_scene_fill(&session);
    session.lookup.now.race->settings.slow_ms = 150;
    gs_report_text(&text, &session, GS_PART_BIT(GS_PART_RACE));
    gs_report_json(&json, &session, GS_PART_BIT(GS_PART_RACE));
    assert_non_null(strstr(gs_buf_text(&text), "IPv6 150 ms slower, race"));
    assert_non_null(strstr(gs_buf_text(&json), "\"slower_ms\": 150"));
    gs_buf_fini(&text);
    gs_buf_fini(&json);
    gs_session_fini(&session);
}

/* Only a right-to-left name of this scene stands between isolates, and these are whole: what
 * is inside of them has right-to-left letters and no end of a line. */
static bool is_our_isolate(const struct gs_report_case *this, const char *at)
{
    size_t len = strlen(GS_ISOLATE);
    if (strcmp(this->name, "hostile") == 0) {
        return false;
    }
    if (strncmp(at, GS_POP_ISOLATE, len) == 0) {
        return true;
    }
    const char *end = strstr(at, GS_POP_ISOLATE);
    const char *line = strchr(at, '\n');
    if (strncmp(at, GS_ISOLATE, len) != 0 || end == NULL || line < end) {
        return false;
    }
    char *inside = gs_mem_copy_span(at + len, (size_t)(end - at) - len);
    bool is_rtl = gs_idn_is_rtl(inside) && strstr(inside, GS_ISOLATE) == NULL;
    free(inside);
    return is_rtl;
}

static void every_character_is_printable(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char *text = text_of(this);
        size_t len = strlen(text);
        for (size_t at = 0; at < len;) {
            struct gs_char c = gs_text_decode(text + at, len - at);
            if (is_our_isolate(this, text + at)) {
                at += c.len_bytes;
                continue;
            }
            if (!c.is_valid || (text[at] != '\n' && !gs_text_is_printable(c.code))) {
                fail_msg("%s: byte 0x%02x at %zu", this->name, (unsigned char)text[at],
                         at);
            }
            at += c.len_bytes;
        }
        free(text);
    }
}

static void lines_fit_80_columns_and_have_no_blanks_at_their_end(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        char *text = text_of(this);
        bool is_quoted = false; /* what a whois server says keeps its own lines */
        for (const char *line = text; *line != '\0';) {
            size_t len = strcspn(line, "\n");
            is_quoted = is_quoted || strncmp(line, "─ Text", sizeof "─ Text" - 1) == 0;
            if ((!is_quoted && gs_text_span_cells(line, len) > 80) ||
                (len > 0 && line[len - 1] == ' ')) {
                fail_msg("%s: %.*s", this->name, (int)len, line);
            }
            line += len + 1;
        }
        free(text);
    }
}

static void ascii_replaces_every_sign(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        struct gs_buf out = {0};
        struct gs_session session = {0};
        if (strcmp(this->name, "hostile") == 0 || strncmp(this->name, "idn_", 4) == 0 ||
            strcmp(this->name, "whois_hostile") == 0) {
            continue; /* its names and texts have letters beyond ASCII of their own */
        }
        this->fill(&session);
        gs_report_text(&out, &session, this->parts);
        gs_report_ascii(&out);
        for (size_t i = 0; i < out.len; i++) {
            if ((unsigned char)out.data[i] > 0x7e) {
                fail_msg("%s: byte %zu of %s", this->name, i, out.data);
            }
        }
        gs_buf_fini(&out);
        gs_session_fini(&session);
    }
}

/* Of its names alone something is left: letters, and no sign of the hosts and the journal. */
static void ascii_replaces_every_sign_of_what_was_watched(void **state)
{
    struct gs_session session = {0};
    struct gs_buf out = {0};
    (void)state;
    monitor_scene_fill(&session);
    gs_report_text(&out, &session, 0);
    gs_report_ascii(&out);
    for (size_t i = 0; i < out.len;) {
        struct gs_char c = gs_text_decode(out.data + i, out.len - i);
        bool is_letter = c.code >= 0x4E00 && c.code <= 0x9FFF; /* Han */
        if (c.code > 0x7e && !is_letter) {
            fail_msg("U+%04X at %zu of %s", (unsigned)c.code, i, out.data);
        }
        i += c.len_bytes;
    }
    gs_buf_fini(&out);
    gs_session_fini(&session);
}

static void a_locale_that_is_not_utf8_gets_ascii_alone(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        struct gs_buf out = {0};
        struct gs_session session = {0};
        this->fill(&session);
        gs_report_text(&out, &session, this->parts);
        gs_report_ascii(&out);
        gs_report_escape(&out);
        for (size_t i = 0; i < out.len; i++) {
            if ((unsigned char)out.data[i] > 0x7e) {
                fail_msg("%s: byte %zu of %s", this->name, i, out.data);
            }
        }
        gs_buf_fini(&out);
        gs_session_fini(&session);
    }
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "a " GS_ISOLATE "א" GS_POP_ISOLATE " 中");
    gs_report_escape(&text);
    assert_string_equal(gs_buf_text(&text), "a \\u{05D0} \\u{4E2D}");
    gs_buf_fini(&text);
}

static void ascii_keeps_letters_that_are_no_signs(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "✓ 五粮液.中国 → é");
    gs_report_ascii(&text);
    assert_string_equal(gs_buf_text(&text), "o 五粮液.中国 > é");
    gs_buf_fini(&text);
}

static void messages_follow_as_text_or_byte_by_byte(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_report_messages form;
        const char *has; /* NULL: nothing is printed */
    } cases[] = {
        {"none", GS_REPORT_MESSAGES_NONE, NULL},
        {"text", GS_REPORT_MESSAGES_TEXT,
         ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN"},
        {"text has the records", GS_REPORT_MESSAGES_TEXT, "198.51.100.224\n"},
        {"bytes", GS_REPORT_MESSAGES_HEX, "0000  1a 2b"},
        {"bytes have their meaning", GS_REPORT_MESSAGES_HEX, "question python.org"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_session session = {0};
        struct gs_buf out = {0};
        check_case(cases[i].label);
        record_scene_fill(&session);
        gs_report_messages(&out, &session, cases[i].form);
        if (cases[i].has == NULL) {
            assert_int_equal(out.len, 0);
        } else {
            assert_non_null(strstr(gs_buf_text(&out), cases[i].has));
        }
        gs_buf_fini(&out);
        gs_session_fini(&session);
    }
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void an_alias_and_its_signature_stand_once(void **state)
{
    static const struct record_scene_row rows[] = {
        {"www.a.test", GS_TYPE_CNAME, 300, "b.test", NULL},
        {"www.a.test", GS_TYPE_RRSIG, 300,
         "CNAME 13 3 300 20261201000000 20261120000000 4711 a.test c2lnbmF0dXJl", NULL},
        {NULL, 0, 0, NULL, NULL}};
    static const struct record_scene_answer answers[] = {
        {"www.a.test", GS_TYPE_A, GS_OUTCOME_NO_DATA, 0, rows, NULL, NULL, 0, NULL},
        {"www.a.test", GS_TYPE_AAAA, GS_OUTCOME_NO_DATA, 0, rows, NULL, NULL, 0, NULL},
    };
    struct gs_session session = {0};
    struct gs_buf out = {0};
    (void)state;
    record_scene_start(&session, "www.a.test");
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        record_scene_ask(&session, answers[i].name, answers[i].type);
        record_scene_answer(&session, &answers[i]);
    }
    record_scene_finish(&session);
    gs_report_text(&out, &session, GS_PART_BIT(GS_PART_RECORDS));
    assert_int_equal(count_of(gs_buf_text(&out), "✓ CNAME"), 1);
    assert_int_equal(count_of(gs_buf_text(&out), "✓ RRSIG"), 1);
    gs_buf_fini(&out);
    gs_session_fini(&session);
}

int main(void)
{
    (void)setenv("TZ", "UTC0", 1); /* the journal shows local times */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_as_people_read_it),
        cmocka_unit_test(a_race_assumes_what_its_settings_say),
        cmocka_unit_test(a_race_with_moments_of_any_size_is_drawn_in_its_width),
        cmocka_unit_test(an_alias_and_its_signature_stand_once),
        cmocka_unit_test(every_character_is_printable),
        cmocka_unit_test(lines_fit_80_columns_and_have_no_blanks_at_their_end),
        cmocka_unit_test(messages_follow_as_text_or_byte_by_byte),
        cmocka_unit_test(ascii_replaces_every_sign),
        cmocka_unit_test(ascii_replaces_every_sign_of_what_was_watched),
        cmocka_unit_test(a_locale_that_is_not_utf8_gets_ascii_alone),
        cmocka_unit_test(ascii_keeps_letters_that_are_no_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
