/* SPDX-License-Identifier: MIT */
/*
 * The names of each address, from libc and from DNS, and whether they lead back. One address
 * is one item: its address, then a line per name.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/round_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ADDRESS_CELLS = 30,   /* of the first column of a table, at least */
    WHOLE_CELLS = 110,    /* from which on a table says all in one line */
    REASON_CELLS = 32,    /* of the column behind the name there */
    LIBC_CELLS = 14,      /* of the last column there */
    LIBC_ONLY_CELLS = 11, /* of "libc only" behind a name */
};

static bool is_complete(const struct gs_reverse *reverse)
{
    return reverse->is_complete;
}

static bool has_name(const struct gs_reverse *reverse)
{
    return reverse->libc_name != NULL || reverse->names.count > 0;
}

static size_t count_if(const struct gs_reverse_list *list,
                       bool (*is_so)(const struct gs_reverse *reverse))
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        count += is_so(list->items[i]) ? 1 : 0;
    }
    return count;
}

void gs_describe_reverse(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_REVERSE);
    const struct gs_reverse_list *list = &view.facts->reverse;
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (list->count == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", view.is_waiting ? "" : "nothing to ask");
    } else if (view.is_waiting && !view.is_old) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %zu", count_if(list, is_complete),
                     list->count);
    } else if (count_if(list, has_name) == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "no name");
    } else if (view.is_old) { /* its time follows */
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %zu",
                     count_if(list, gs_reverse_leads_back), list->count);
    } else {
        char summary[GS_REVERSE_SUMMARY_MAX];
        gs_reverse_summary(list, summary);
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", summary);
    }
    gs_pane_age(pane, &view);
    if (list->count > 0 || view.is_waiting) {
        gs_pane_time(pane, &view, view.took_us);
    }
}

/* How a reverse name's confirmation looks. */
struct confirmation_look {
    const char *sign; /* "" while it waits */
    enum gs_role role;
};

static struct confirmation_look look_of(enum gs_confirmation confirmed)
{
    static const struct confirmation_look looks[] = {
        [GS_CONFIRM_WAITING] = {"", GS_ROLE_WAIT},
        [GS_CONFIRM_LEADS_BACK] = {"✓", GS_ROLE_OK},
        [GS_CONFIRM_ELSEWHERE] = {"▲", GS_ROLE_WARN},
        [GS_CONFIRM_NO_ADDRESS] = {"▲", GS_ROLE_WARN},
        [GS_CONFIRM_UNKNOWN] = {"✗", GS_ROLE_ERR},
    };
    return looks[confirmed];
}

/* The sign of a name: whether its addresses hold the address it came from. */
static void put_confirmation(struct gs_rows *rows, const struct gs_pane_context *context,
                             const struct gs_reverse *reverse,
                             enum gs_confirmation confirmed)
{
    struct confirmation_look look = look_of(confirmed);
    const char *sign = confirmed == GS_CONFIRM_WAITING
                           ? gs_spinner(context->now.us - reverse->started_us)
                           : look.sign;
    (void)gs_rows_put_right(rows, (int)rows->width_cells, look.role, sign);
}

void gs_rows_confirmation(struct gs_rows *rows, int x, const char *label,
                          const struct gs_reverse *reverse, size_t name)
{
    const struct gs_reverse_name *item = &reverse->names.items[name];
    struct gs_buf remark = {0};
    gs_buf_addf(&remark, "%s ", look_of(item->confirmed).sign);
    gs_reverse_reason(item, &reverse->address, &remark);
    gs_rows_field_host(rows, x, label, item->name, gs_buf_text(&remark));
    gs_buf_fini(&remark);
}

/* What stands in the place of a name. */
static const char *no_name_text(const struct gs_reverse *reverse)
{
    return reverse->dns_outcome == GS_OUTCOME_NOT_ASKED && !reverse->is_complete
               ? "waiting for the name"
               : gs_dns_word(reverse->dns_outcome, reverse->dns_rcode);
}

static bool is_fault(const struct gs_reverse *reverse)
{
    return gs_outcome_is_temporary(reverse->dns_outcome);
}

struct drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    size_t item;
    int x;         /* first cell of names */
    bool is_table; /* address and names stand beside each other */
    int reason_x;  /* first cell of what a name leads to; 0: in a line of its own */
    int libc_x;    /* first cell of what libc says beside; 0: no such column */
    enum gs_change change; /* of the present address */
    const char *seen;      /* the address's text, put into the first row of a table */
};

static void put_address(const struct drawing *drawing, struct gs_rows *rows,
                        const char *text)
{
    bool is_marked = drawing->change != GS_CHANGE_NONE;
    gs_rows_put_change(rows, drawing->change);
    (void)gs_rows_put(rows, 0,
                      is_marked ? GS_ROLE_CHANGED : gs_tone(&drawing->view, GS_ROLE_TEXT),
                      text);
}

/* An address in a line of its own, or in two: it is never cut. */
static void build_text(const struct drawing *drawing, struct gs_rows *rows, size_t item,
                       const char *text)
{
    size_t at = gs_address_break(text, rows->width_cells);
    char *first = gs_mem_copy_span(text, at);
    if (gs_rows_next(rows, item)) {
        put_address(drawing, rows, first);
    }
    if (text[at] != '\0' && gs_rows_next(rows, item)) {
        (void)gs_rows_put(rows, 2, gs_tone(&drawing->view, GS_ROLE_TEXT), text + at);
    }
    free(first);
}

/* Starts the next row of the present item, with the address when it is the first. */
static bool next_row(struct drawing *drawing, struct gs_rows *rows)
{
    if (!gs_rows_next(rows, drawing->item)) {
        drawing->seen = "";
        return false;
    }
    if (drawing->is_table) {
        if (drawing->seen[0] != '\0') {
            put_address(drawing, rows, drawing->seen);
        }
        drawing->seen = "";
    } else {
        (void)gs_rows_put(rows, 0, gs_tone(&drawing->view, GS_ROLE_DIM), "→");
    }
    return true;
}

/* Whether libc says the same. */
static void put_libc(const struct drawing *drawing, struct gs_rows *rows,
                     const struct gs_reverse *reverse)
{
    static const struct {
        const char *text;
        enum gs_role role;
    } words[] = {
        [GS_REVERSE_LIBC_WAITING] = {"", GS_ROLE_WAIT},
        [GS_REVERSE_LIBC_SAME] = {"same", GS_ROLE_DIM},
        [GS_REVERSE_LIBC_OTHER] = {"▲ another", GS_ROLE_WARN},
        [GS_REVERSE_LIBC_ONLY] = {"▲ alone", GS_ROLE_WARN},
        [GS_REVERSE_DNS_ONLY] = {"▲ no name", GS_ROLE_WARN},
    };
    enum gs_reverse_libc libc = gs_reverse_libc_of(reverse);
    if (drawing->libc_x > 0) {
        (void)gs_rows_put(rows, drawing->libc_x,
                          gs_tone(&drawing->view, words[libc].role), words[libc].text);
    }
}

/* Sign and reason of a name, and what libc says beside the first one. */
static void put_reason(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_reverse *reverse,
                       const struct gs_reverse_name *name)
{
    struct confirmation_look look = look_of(name->confirmed);
    struct gs_buf reason = {0};
    if (name->confirmed == GS_CONFIRM_WAITING) {
        gs_buf_addf(&reason, "%s ",
                    gs_spinner(drawing->context->now.us - reverse->started_us));
    } else {
        gs_buf_addf(&reason, "%s ", look.sign);
    }
    int x = gs_rows_put(rows, drawing->reason_x, look.role, gs_buf_text(&reason));
    gs_buf_clear(&reason);
    gs_reverse_reason(name, &reverse->address, &reason);
    bool is_back = name->confirmed == GS_CONFIRM_LEADS_BACK;
    (void)gs_rows_put_cut(rows, x,
                          gs_tone(&drawing->view, is_back ? GS_ROLE_DIM : GS_ROLE_TEXT),
                          gs_buf_text(&reason), (size_t)(drawing->libc_x - x - 2));
    gs_buf_fini(&reason);
    if (name == &reverse->names.items[0]) {
        put_libc(drawing, rows, reverse);
    }
}

static void build_name(struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_reverse *reverse,
                       const struct gs_reverse_name *name)
{
    bool is_bad = name->confirmed == GS_CONFIRM_ELSEWHERE ||
                  name->confirmed == GS_CONFIRM_NO_ADDRESS ||
                  name->confirmed == GS_CONFIRM_UNKNOWN;
    bool is_own_line = is_bad && drawing->reason_x == 0;
    if (next_row(drawing, rows)) {
        size_t behind =
            drawing->reason_x > 0 ? rows->width_cells - (size_t)drawing->reason_x : 1;
        size_t room = gs_rows_room(rows, drawing->x, behind + 2);
        (void)gs_rows_put_host(rows, drawing->x, gs_tone(&drawing->view, GS_ROLE_TEXT),
                               name->name, room);
        if (drawing->reason_x > 0) {
            put_reason(drawing, rows, reverse, name);
        } else {
            put_confirmation(rows, drawing->context, reverse, name->confirmed);
        }
    }
    if (is_own_line && gs_rows_next(rows, drawing->item)) {
        struct gs_buf reason = {0};
        gs_reverse_reason(name, &reverse->address, &reason);
        (void)gs_rows_put_cut(rows, drawing->x, GS_ROLE_DIM, gs_buf_text(&reason),
                              gs_rows_room(rows, drawing->x, 0));
        gs_buf_fini(&reason);
    }
}

static bool libc_differs(const struct gs_reverse *reverse)
{
    enum gs_reverse_libc libc = gs_reverse_libc_of(reverse);
    return libc == GS_REVERSE_LIBC_OTHER || libc == GS_REVERSE_LIBC_ONLY;
}

static void build_libc_name(struct drawing *drawing, struct gs_rows *rows,
                            const struct gs_reverse *reverse)
{
    if (next_row(drawing, rows)) {
        size_t room = gs_rows_room(rows, drawing->x, LIBC_ONLY_CELLS);
        int x = gs_rows_put_host(rows, drawing->x, gs_tone(&drawing->view, GS_ROLE_TEXT),
                                 reverse->libc_name, room);
        (void)gs_rows_put(rows, x + 2, GS_ROLE_DIM, "libc only");
    }
}

static void build_no_name(struct drawing *drawing, struct gs_rows *rows,
                          const struct gs_reverse *reverse)
{
    if (!next_row(drawing, rows)) {
        return;
    }
    enum gs_role role = is_fault(reverse) ? GS_ROLE_ERR : GS_ROLE_DIM;
    int x = is_fault(reverse) ? gs_rows_put(rows, drawing->x, role, "✗ ") : drawing->x;
    (void)gs_rows_put(rows, x, gs_tone(&drawing->view, role), no_name_text(reverse));
    if (drawing->reason_x > 0) {
        put_libc(drawing, rows, reverse);
    }
    if (!reverse->is_complete) {
        put_confirmation(rows, drawing->context, reverse, GS_CONFIRM_WAITING);
    }
}

static void build_address(struct drawing *drawing, struct gs_rows *rows,
                          const struct gs_reverse *reverse)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&reverse->address, text);
    drawing->seen = text;
    if (!drawing->is_table) {
        build_text(drawing, rows, drawing->item, text);
    }
    for (size_t i = 0; i < reverse->names.count; i++) {
        build_name(drawing, rows, reverse, &reverse->names.items[i]);
    }
    if (libc_differs(reverse)) {
        build_libc_name(drawing, rows, reverse);
    } else if (reverse->names.count == 0) {
        build_no_name(drawing, rows, reverse);
    }
    drawing->seen = "";
}

/* The addresses that the round before asked of and this one has not. */
static void build_removed(struct drawing *drawing, struct gs_rows *rows)
{
    const struct gs_lookup *lookup = drawing->context->lookup;
    drawing->change = GS_CHANGE_REMOVED;
    for (size_t i = 0; i < lookup->last.reverse.count; i++) {
        const struct gs_reverse *gone = lookup->last.reverse.items[i];
        bool is_gone = gs_reverse_change(&lookup->now, gone) == GS_CHANGE_ADDED;
        if (is_gone) {
            char text[GS_ADDRESS_TEXT_MAX];
            gs_address_format(&gone->address, text);
            build_text(drawing, rows, GS_NO_ITEM, text);
        }
    }
}

/* Names begin behind the longest address. */
static int names_x(const struct gs_reverse_list *list)
{
    size_t longest = ADDRESS_CELLS;
    for (size_t i = 0; i < list->count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&list->items[i]->address, text);
        longest = strlen(text) > longest ? strlen(text) : longest;
    }
    return (int)longest + 2;
}

static void put_heads(const struct drawing *drawing, struct gs_rows *rows)
{
    if (drawing->reason_x > 0) {
        (void)gs_rows_put(rows, drawing->reason_x, GS_ROLE_HEAD, "leads back");
        (void)gs_rows_put(rows, drawing->libc_x, GS_ROLE_HEAD, "libc");
    } else {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "leads back");
    }
}

void gs_build_reverse(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_REVERSE);
    const struct gs_reverse_list *list = &view.facts->reverse;
    bool is_table = rows->width_cells >= GS_LARGE_CELLS;
    bool marks = gs_marks_changes(context, GS_PART_REVERSE);
    struct drawing drawing = {.context = context, .view = view, .is_table = is_table};
    drawing.x = is_table ? names_x(list) : 2;
    drawing.seen = "";
    if (rows->width_cells >= WHOLE_CELLS) {
        drawing.libc_x = (int)rows->width_cells - LIBC_CELLS;
        drawing.reason_x = drawing.libc_x - REASON_CELLS - 2;
    }
    if (list->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         view.is_waiting   ? "Begins with the first address."
                         : view.is_stopped ? "Stopped before the first address came."
                                           : "No address, so no reverse name.");
        return;
    }
    if (is_table && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "address");
        (void)gs_rows_put(rows, drawing.x, GS_ROLE_HEAD, "name");
        put_heads(&drawing, rows);
    }
    for (size_t i = 0; i < list->count; i++) {
        drawing.item = i;
        drawing.change = marks ? gs_reverse_change(&context->lookup->last, list->items[i])
                               : GS_CHANGE_NONE;
        build_address(&drawing, rows, list->items[i]);
    }
    if (marks) {
        build_removed(&drawing, rows);
    }
}
