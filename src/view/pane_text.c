/* SPDX-License-Identifier: MIT */
#include "pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

struct gs_part_view gs_part_view_of(const struct gs_pane_context *context,
                                    enum gs_part part)
{
    static const struct gs_facts nothing;
    const struct gs_lookup *lookup = context->lookup;
    struct gs_part_view view = {.facts = &nothing};
    if (lookup == NULL) {
        return view;
    }
    const struct gs_part_state *state = &lookup->parts[part];
    view.facts = &lookup->now;
    view.is_range = gs_question_is_range(&lookup->question);
    view.has_answer = gs_facts_has_answer(&lookup->now, part);
    view.is_waiting = state->progress == GS_PROGRESS_WAITING;
    view.waited_us = view.is_waiting && context->now.us > state->started_us
                         ? context->now.us - state->started_us
                         : 0; /* a paused picture may be older than the question */
    view.is_old = state->is_restored;
    view.is_stopped = state->progress == GS_PROGRESS_STOPPED;
    view.took_us = view.is_waiting ? 0 : state->finished_us - state->started_us;
    view.asked_wall_s = state->started_wall_s;
    if (view.is_waiting && !view.has_answer && gs_facts_has_answer(&lookup->last, part)) {
        view.facts = &lookup->last;
        view.has_answer = true;
        view.is_old = true;
        view.asked_wall_s = lookup->last_parts[part].started_wall_s;
    }
    return view;
}

const struct gs_nat64 *gs_nat64_shown(const struct gs_pane_context *context)
{
    return &context->session->machine.nat64;
}

enum gs_role gs_tone(const struct gs_part_view *view, enum gs_role role)
{
    return view->is_old ? GS_ROLE_OLD : role;
}

bool gs_marks_changes(const struct gs_pane_context *context, enum gs_part part)
{
    const struct gs_lookup *lookup = context->lookup;
    return lookup != NULL && gs_lookup_is_comparable(lookup, part) &&
           context->now.us - lookup->parts[part].finished_us < GS_MARK_US;
}

struct gs_outcome_look gs_outcome_look_of(enum gs_outcome outcome)
{
    switch (outcome) {
    case GS_OUTCOME_NO_SUCH_NAME:
        return (struct gs_outcome_look){"▲", GS_ROLE_WARN};
    case GS_OUTCOME_NO_DATA:
        return (struct gs_outcome_look){"–", GS_ROLE_TEXT};
    case GS_OUTCOME_CANCELLED:
        return (struct gs_outcome_look){"", GS_ROLE_TEXT};
    default:
        return (struct gs_outcome_look){"✗", GS_ROLE_ERR};
    }
}

void gs_rows_put_change(struct gs_rows *rows, enum gs_change change)
{
    static const char *const signs[] = {
        [GS_CHANGE_NONE] = "",
        [GS_CHANGE_ADDED] = "+",
        [GS_CHANGE_REMOVED] = "-",
        [GS_CHANGE_CHANGED] = "~",
    };
    if (change != GS_CHANGE_NONE) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_CHANGED, signs[change]);
    }
}

const char *gs_spinner(int64_t waited_us)
{
    static const char *const pictures[] = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"};
    uint64_t turn = (uint64_t)(waited_us < 0 ? 0 : waited_us) / GS_SPIN_US;
    return pictures[turn % (sizeof pictures / sizeof pictures[0])];
}

void gs_pane_time(struct gs_pane *pane, const struct gs_part_view *view,
                  int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX];
    if (view->is_waiting) {
        gs_duration_format(view->waited_us, text);
        gs_buf_addf(&pane->right, "%s %s", gs_spinner(view->waited_us), text);
        pane->right_role = GS_ROLE_WAIT;
    } else if (view->has_answer) {
        gs_duration_format(elapsed_us, text);
        gs_buf_add_text(&pane->right, text);
    }
}

void gs_pane_info(struct gs_pane *pane, enum gs_role role, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args); /* longer infos are cut anyway */
    va_end(args);
    gs_buf_add_text(&pane->info, text);
    pane->info_role = role;
}

bool gs_pane_stopped(struct gs_pane *pane, const struct gs_part_view *view)
{
    char took[GS_DURATION_TEXT_MAX];
    if (view->is_stopped) {
        gs_duration_format(view->took_us, took);
        gs_pane_info(pane, GS_ROLE_TEXT, "stopped after %s", took);
    }
    return view->is_stopped;
}

void gs_pane_age(struct gs_pane *pane, const struct gs_part_view *view)
{
    char clock[GS_DURATION_TEXT_MAX];
    if (view->is_old) {
        gs_clock_format(view->asked_wall_s, clock);
        gs_buf_addf(&pane->info, " at %s", clock);
        pane->info_role = GS_ROLE_OLD;
    }
}

/* Bytes of the next line of a sentence: as many whole words as fit, one at least. */
static size_t line_len(const char *text, size_t width_cells)
{
    size_t len = 0;
    while (text[len] != '\0') {
        size_t next = len + strspn(text + len, " ");
        next += strcspn(text + next, " ");
        if (len > 0 && gs_text_span_cells(text, next) > width_cells) {
            break;
        }
        len = next;
    }
    return len;
}

size_t gs_address_break(const char *text, size_t cells)
{
    size_t len = strlen(text);
    size_t at = len > cells ? cells : 0;
    while (at > 0 && text[at - 1] != ':') {
        at--;
    }
    return at > 0 ? at : len;
}

void gs_rows_sentence(struct gs_rows *rows, enum gs_role role, const char *text)
{
    while (*text != '\0') {
        size_t len = line_len(text, rows->width_cells);
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_putf(rows, 0, role, "%.*s", (int)len, text);
        }
        text += len;
        text += strspn(text, " ");
    }
}

void gs_rows_item_sentence(struct gs_rows *rows, size_t item, int x, const char *text)
{
    size_t room = rows->width_cells > (size_t)x ? rows->width_cells - (size_t)x : 1;
    while (*text != '\0') {
        size_t len = line_len(text, room);
        if (gs_rows_next(rows, item)) {
            (void)gs_rows_putf(rows, x, GS_ROLE_DIM, "%.*s", (int)len, text);
        }
        text += len;
        text += strspn(text, " ");
    }
}

void gs_rows_blank(struct gs_rows *rows)
{
    (void)gs_rows_next(rows, GS_NO_ITEM); /* nothing to put, in the window or not */
}

void gs_rows_field(struct gs_rows *rows, int x, const char *label, const char *text,
                   const char *remark)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_DIM, label);
    x = gs_rows_put(rows, x, GS_ROLE_TEXT, text);
    if (remark != NULL && remark[0] != '\0') {
        (void)gs_rows_put(rows, x + 3, GS_ROLE_DIM, remark);
    }
}

void gs_rows_put_time(struct gs_rows *rows, int end, enum gs_role role,
                      int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_duration_format(elapsed_us, text);
    (void)gs_rows_put_right(rows, end, role, text);
}

uint32_t gs_ttl_left(uint32_t ttl_s, int64_t received_us, int64_t now_us)
{
    int64_t passed_s = now_us > received_us ? (now_us - received_us) / 1000000 : 0;
    return passed_s >= ttl_s ? 0 : ttl_s - (uint32_t)passed_s;
}

static const struct gs_record *find_in(const struct gs_record_list *records,
                                       const struct gs_address *address)
{
    for (size_t i = 0; i < records->count; i++) {
        if (gs_address_is_equal(&records->items[i].address, address)) {
            return &records->items[i];
        }
    }
    return NULL;
}

const struct gs_record *gs_find_address_record(const struct gs_facts *facts,
                                               const struct gs_address *address,
                                               int64_t *received_us)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_answer *answer = facts->dns.items[i].answer;
        const struct gs_record *record =
            answer == NULL ? NULL : find_in(&answer->answer, address);
        if (record != NULL) {
            *received_us = answer->received_us;
            return record;
        }
    }
    return NULL;
}

void gs_socket_format(const struct gs_addrinfo *row, char out[32])
{
    const char *type = gs_hint_name(gs_hint_socktypes(), row->socktype);
    const char *protocol = gs_hint_name(gs_hint_protocols(), row->protocol);
    char number[16];
    (void)snprintf(number, sizeof number, "%d", row->protocol);
    if (row->protocol == 0) {
        protocol = row->socktype == SOCK_RAW ? "ip" : "any";
    }
    (void)snprintf(out, 32, "%s/%s", type == NULL ? "?" : type,
                   protocol == NULL ? number : protocol);
}

bool gs_family_is_asked(const struct gs_pane_context *context, int family)
{
    int asked =
        context->lookup == NULL ? AF_UNSPEC : context->lookup->question.hints.family;
    return asked == AF_UNSPEC || asked == family;
}
