/* SPDX-License-Identifier: MIT */
/*
 * The older calls of libc on what was asked, as they come in.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <string.h>

enum {
    NARROW_CELLS = 44, /* below it only the call's name stands */
    NAME_RESULT_X = 16,
    CALL_RESULT_X = 31,
    WIDE_RESULT_X = 42,
    TIME_CELLS = 9,
};

void gs_describe_calls(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_CALLS);
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (view.facts->calls.count > 0 && context->width >= NARROW_CELLS) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu", view.facts->calls.count);
    }
    gs_pane_age(pane, &view);
    gs_pane_time(pane, &view, view.took_us);
}

static bool is_left_out(const struct gs_call *call)
{
    return call->outcome == GS_OUTCOME_NOT_ASKED && call->result != NULL;
}

static bool is_waiting(const struct gs_call *call)
{
    return call->outcome == GS_OUTCOME_NOT_ASKED && call->result == NULL;
}

static void put_sign(struct gs_rows *rows, const struct gs_call *call)
{
    bool is_bad = !is_left_out(call) && !is_waiting(call) &&
                  call->outcome != GS_OUTCOME_ANSWERED &&
                  call->outcome != GS_OUTCOME_NO_DATA;
    if (is_bad) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_ERR, "✗");
    }
}

/* The call as far as there is room: all of it, or its name. */
static int put_call(struct gs_rows *rows, const struct gs_call *call, enum gs_role role)
{
    size_t width = rows->width_cells;
    if (width < NARROW_CELLS) {
        char *name = gs_mem_copy_span(call->call, strcspn(call->call, "("));
        (void)gs_rows_put_cut(rows, 0, role, name, NAME_RESULT_X - 1);
        free(name);
        return NAME_RESULT_X;
    }
    int x = width < GS_LARGE_CELLS ? CALL_RESULT_X : WIDE_RESULT_X;
    (void)gs_rows_put_cut(rows, 0, role, call->call, (size_t)x - 1);
    return x;
}

static void put_result(struct gs_rows *rows, const struct gs_call *call, int x,
                       const struct gs_part_view *view)
{
    bool is_wide = rows->width_cells >= GS_LARGE_CELLS;
    bool is_answered = call->outcome == GS_OUTCOME_ANSWERED;
    int end = (int)rows->width_cells - (is_wide ? TIME_CELLS : 0);
    struct gs_buf text = {0};
    gs_buf_add_text(&text, is_waiting(call) ? "waits" : call->result);
    if (call->error[0] != '\0') {
        gs_buf_addf(&text, ", %s", call->error);
    }
    enum gs_role role = is_waiting(call) ? GS_ROLE_WAIT
                        : is_answered    ? GS_ROLE_TEXT
                                         : GS_ROLE_DIM;
    if (end > x) {
        (void)gs_rows_put_cut(rows, x, gs_tone(view, role), gs_buf_text(&text),
                              (size_t)(end - x));
    }
    if (is_wide && call->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_rows_put_time(rows, (int)rows->width_cells, gs_tone(view, GS_ROLE_DIM),
                         call->elapsed_us);
    }
    gs_buf_fini(&text);
}

void gs_build_calls(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_CALLS);
    const struct gs_call_list *calls = &view.facts->calls;
    if (calls->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         view.is_waiting           ? "The calls are being made."
                         : context->lookup == NULL ? "Nothing was asked yet."
                         : view.is_stopped         ? "Stopped before they answered."
                                                   : "The calls were not made.");
        return;
    }
    bool has_head = context->width >= NARROW_CELLS && context->height > calls->count;
    if (has_head && gs_rows_next(rows, GS_NO_ITEM)) {
        int x = context->width < GS_LARGE_CELLS ? CALL_RESULT_X : WIDE_RESULT_X;
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "call");
        (void)gs_rows_put(rows, x, GS_ROLE_HEAD, "result");
    }
    for (size_t i = 0; i < calls->count; i++) {
        const struct gs_call *call = &calls->items[i];
        if (gs_rows_next(rows, i)) {
            put_sign(rows, call);
            int x =
                put_call(rows, call,
                         gs_tone(&view, is_left_out(call) ? GS_ROLE_DIM : GS_ROLE_TEXT));
            put_result(rows, call, x, &view);
        }
    }
}
