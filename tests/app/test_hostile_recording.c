/* SPDX-License-Identifier: MIT */
/*
 * A recording whose every text has control characters: whatever a person takes home of what is
 * shown then (a row, a pane, a table, the screen, a report) has none. Events of the scenes are
 * spoiled on their way into the session and pass through a recording.
 */
#include "../../src/report/recording_fields.h"
#include "support/check.h"
#include "support/report_sessions.h"
#include "support/screen_scenes.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/report.h"
#include "gaiscope/ui/screen.h"
#include "gaiscope/ui/surface_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PANES = 12,       /* steps through the panes of a view: at least once around */
    COPY_ENTRIES = 8, /* steps through the copy menu */
};

/* ESC, CSI as one character, an end of the clipboard's sequence, a line end. */
static const char spoil[] = "\x1b[31m\xc2\x9b\x07\n";

static bool spoils_typed; /* the question, too: else its answers fit it */

void __wrap_gs_session_apply(struct gs_session *session, struct gs_event *event);
void __real_gs_session_apply(struct gs_session *session, struct gs_event *event);

static void spoil_fields(char *base, const struct recording_field *fields, size_t count);

static char *pointer_at(const char *at)
{
    char *pointer = NULL;
    memcpy(&pointer, at, sizeof pointer);
    return pointer;
}

static size_t number_at(const char *at, size_t size)
{
    size_t number = 0; /* the least byte comes first */
    memcpy(&number, at, size);
    return number;
}

static void spoil_owned(char *at)
{
    char *text = pointer_at(at);
    if (text != NULL) {
        struct gs_buf spoiled = {0};
        gs_buf_addf(&spoiled, "%s%s", text, spoil);
        free(text);
        text = gs_buf_claim(&spoiled);
        memcpy(at, &text, sizeof text);
    }
}

static void spoil_chars(char *text, size_t size)
{
    size_t len = strlen(text);
    if (len > 0 && len + 4 * sizeof spoil < size) {
        memcpy(text + len, spoil, sizeof spoil);
    } else if (len > 0 && size > 4) {
        memcpy(text, "\x1b", 2); /* four bytes once it is safe */
    }
}

static void spoil_item(const struct recording_field *field, char *at)
{
    const char *fixed = spoil;
    if (field->of == &recording_question && !spoils_typed) {
        return;
    }
    if (field->kind == RECORDING_CHARS) {
        spoil_chars(at, field->size);
    } else if (field->kind == RECORDING_TEXT) {
        spoil_owned(at);
    } else if (field->kind == RECORDING_STATIC || field->kind == RECORDING_SPAN) {
        memcpy(at, &fixed, sizeof fixed);
    } else if (field->kind == RECORDING_STRUCT) {
        spoil_fields(at, field->of->fields, field->of->field_count);
    } else if (field->kind == RECORDING_POINTER && pointer_at(at) != NULL) {
        spoil_fields(pointer_at(at), field->of->fields, field->of->field_count);
    }
}

static void spoil_octets(const struct recording_field *field, char *base)
{
    size_t len = number_at(base + field->count_at, field->count_size);
    if (len >= sizeof spoil && pointer_at(base + field->at) != NULL) {
        memcpy(pointer_at(base + field->at), spoil, sizeof spoil - 1);
    }
}

static void spoil_field(char *base, const struct recording_field *field)
{
    char *at = base + field->at;
    size_t count = field->shape == RECORDING_ONE ? 1 : field->max;
    if (field->kind == RECORDING_OCTETS) {
        spoil_octets(field, base);
        return;
    }
    if (field->shape == RECORDING_COUNTED) {
        count = number_at(base + field->count_at, field->count_size);
    } else if (field->shape == RECORDING_VEC) {
        count = number_at(at + sizeof(char *), sizeof(size_t));
        at = pointer_at(at);
    } else if (field->shape == RECORDING_ENDED) {
        at = pointer_at(at);
        for (count = 0; at != NULL && pointer_at(at + count * sizeof at) != NULL;) {
            count++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t size = field->shape == RECORDING_ENDED ? sizeof at : field->size;
        spoil_item(field, at + i * size);
    }
}

static void spoil_fields(char *base, const struct recording_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        spoil_field(base, &fields[i]);
    }
}

/* A line that a reader refuses changes nothing, as in a replay. */
void __wrap_gs_session_apply(struct gs_session *session, struct gs_event *event)
{
    struct gs_event read = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    const struct recording_event *kind = &recording_events[event->type];
    spoil_fields((char *)event, kind->fields, kind->field_count);
    assert_int_equal(gs_recording_write_event(event, 1, &line), GS_OK);
    gs_event_fini(event);
    if (gs_recording_read_line(line.data, line.len - 1, 1, &read, &reason) !=
        GS_RECORDING_EVENT) {
        fail_msg("%s: %s", gs_buf_text(&reason), gs_buf_text(&line));
    }
    __real_gs_session_apply(session, &read);
    gs_event_fini(&read);
    gs_buf_fini(&line);
    gs_buf_fini(&reason);
}

/* No control character but the end of a line. */
static void expect_safe(const char *what, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool is_c1 = byte == 0xc2 && i + 1 < len && (unsigned char)text[i + 1] < 0xa0;
        bool is_control = (byte < 0x20 && byte != '\n' && byte != '\r') || byte == 0x7f;
        if (is_c1 || is_control) {
            (void)fprintf(stderr, "%s: byte %02x in: %.*s\n", what, byte, 160,
                          text + (i < 80 ? 0 : i - 80));
            fail();
        }
    }
}

static void expect_safe_buf(const char *what, struct gs_buf *text)
{
    expect_safe(what, gs_buf_text(text), text->len);
    gs_buf_fini(text);
}

static void expect_safe_copy(const char *what, char *text)
{
    if (text != NULL) {
        expect_safe(what, text, strlen(text));
        free(text);
    }
}

/* y: each entry of the menu, or the row alone where there is none. */
static void copy_rows(struct gs_view *view)
{
    for (size_t entry = 0; entry < COPY_ENTRIES; entry++) {
        (void)gs_view_run(view, GS_COMMAND_COPY_ROW);
        if (gs_view_context(view) != GS_CONTEXT_PANES) {
            for (size_t i = 0; i < entry; i++) {
                (void)gs_view_run(view, GS_COMMAND_DOWN);
            }
            (void)gs_view_run(view, GS_COMMAND_ACCEPT);
        }
        expect_safe_copy("y", gs_view_claim_copy(view));
        (void)gs_view_run(view, GS_COMMAND_CLOSE);
    }
}

static void take_pane(struct gs_view *view)
{
    struct gs_text_table table = {0};
    struct gs_buf csv = {0};
    struct gs_buf json = {0};
    expect_safe_copy("Y and C-s", gs_view_copy_pane(view));
    if (gs_view_take_table(view, &table)) {
        gs_report_table_csv(&csv, &table);
        gs_report_table_json(&json, &table);
    }
    expect_safe_buf("T as CSV", &csv);
    expect_safe_buf("T as JSON", &json);
    gs_text_table_fini(&table);
    copy_rows(view);
}

static void take_screen(struct gs_view *view)
{
    struct gs_surface surface = {0};
    struct gs_buf text = {0};
    struct gs_screen *screen = gs_screen_new();
    gs_surface_resize(&surface, 120, 40);
    gs_screen_draw(screen, view, &surface);
    gs_surface_text(&surface, &text);
    expect_safe_buf(":screen", &text);
    gs_screen_free(screen);
    gs_surface_fini(&surface);
}

static void take_all(const struct gs_scene *scene)
{
    struct gs_session session = {0};
    scene->fill(&session);
    struct gs_view *view = gs_view_new(&session);
    gs_view_set_now(view, (struct gs_now){scene->now_us, scene->now_wall_s});
    gs_view_set_question(view, &session.lookup.question);
    for (enum gs_command_id tab = GS_COMMAND_VIEW_LOOKUP; tab <= GS_COMMAND_VIEW_LOG;
         tab++) {
        (void)gs_view_run(view, GS_COMMAND_CLOSE);
        (void)gs_view_run(view, tab);
        take_screen(view);
        for (size_t pane = 0; pane < PANES; pane++) {
            take_pane(view);
            (void)gs_view_run(view, GS_COMMAND_NEXT_PANE);
            (void)gs_view_run(view, GS_COMMAND_LAST);
        }
    }
    gs_view_free(view);
    gs_session_fini(&session);
}

static void what_is_taken_home_of_the_dashboard_is_safe(void **state)
{
    (void)state;
    for (const struct gs_scene *scene = gs_scenes; scene->name != NULL; scene++) {
        if (scene->fill == (scene + 1)->fill) {
            continue; /* the same session */
        }
        check_case(scene->name);
        spoils_typed = false;
        take_all(scene);
        spoils_typed = true;
        take_all(scene);
    }
}

static void a_report_of_it_is_safe(void **state)
{
    (void)state;
    for (const struct gs_report_case *this = gs_report_cases; this->name != NULL;
         this ++) {
        struct gs_session session = {0};
        struct gs_buf text = {0};
        struct gs_buf json = {0};
        struct gs_buf csv = {0};
        check_case(this->name);
        this->fill(&session);
        gs_report_text(&text, &session, this->parts);
        gs_report_json(&json, &session, this->parts);
        gs_report_csv(&csv, &session, this->parts);
        expect_safe_buf("text", &text);
        expect_safe_buf("JSON", &json);
        expect_safe_buf("CSV", &csv);
        gs_session_fini(&session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_of_it_is_safe),
        cmocka_unit_test(what_is_taken_home_of_the_dashboard_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
