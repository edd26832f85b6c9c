/* SPDX-License-Identifier: MIT */
/*
 * What other arguments would have given: the null node with AI_PASSIVE turned, localhost and
 * 127.0.0.1. An address stands once, however many socket types it has.
 */
#include "pane_faces.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/address_class.h"

#include <stdio.h>

#include <netdb.h>

enum {
    ADDRESS_X = 16,
    PORT_CELLS = 6,
};

static bool is_passive(const struct gs_variant *variant)
{
    return (variant->question->hints.flags & AI_PASSIVE) != 0;
}

static const char *first_class(const struct gs_system_answer *answer)
{
    return answer->rows.count > 0
               ? gs_address_class_of(&answer->rows.items[0].address).word
               : "";
}

void gs_describe_beside(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_BESIDE);
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    }
    if (view.facts->beside.count == 0) {
        return;
    }
    const struct gs_variant *turned = &view.facts->beside.items[0];
    pane->title = is_passive(turned) ? "With PASSIVE" : "Without PASSIVE";
    if (turned->answer == NULL || gs_pane_stopped(pane, &view)) {
        return;
    }
    size_t count = gs_system_answer_count(turned->answer, 0);
    if (count == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", gs_outcome_word(turned->answer->outcome));
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, %s", count,
                     gs_plural(count, "address", "addresses"),
                     first_class(turned->answer));
    }
    gs_pane_age(pane, &view);
    if (!view.is_waiting) {
        gs_buf_add_text(&pane->right,
                        is_passive(turned) ? "for a server" : "for a client");
    }
}

static bool is_repeated(const struct gs_system_answer *answer, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (gs_address_is_equal(&answer->rows.items[i].address,
                                &answer->rows.items[at].address) &&
            answer->rows.items[i].port == answer->rows.items[at].port) {
            return true;
        }
    }
    return false;
}

/* Where a variant's rows go. */
struct list {
    struct gs_rows *rows;
    const struct gs_part_view *view;
    size_t items; /* put so far */
};

static void put_asked(struct list *list, const struct gs_variant *variant)
{
    (void)gs_rows_put_cut(
        list->rows, 0, gs_tone(list->view, GS_ROLE_DIM),
        variant->question->is_null ? "no host" : variant->question->host, ADDRESS_X - 2);
}

static void put_address(struct list *list, const struct gs_addrinfo *row)
{
    char text[GS_ADDRESS_TEXT_MAX];
    int end = (int)list->rows->width_cells;
    gs_address_format(&row->address, text);
    (void)gs_rows_put_cut(list->rows, ADDRESS_X, gs_tone(list->view, GS_ROLE_TEXT), text,
                          (size_t)(end - PORT_CELLS - ADDRESS_X));
    (void)snprintf(text, sizeof text, "%u", row->port);
    (void)gs_rows_put_right(list->rows, end, gs_tone(list->view, GS_ROLE_DIM), text);
}

static void build_variant(struct list *list, const struct gs_variant *variant)
{
    const struct gs_system_answer *answer = variant->answer;
    bool is_first = true;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        if (is_repeated(answer, i)) {
            continue;
        }
        if (gs_rows_next(list->rows, list->items++)) {
            put_address(list, &answer->rows.items[i]);
            if (is_first) {
                put_asked(list, variant);
            }
        }
        is_first = false;
    }
    if (is_first && gs_rows_next(list->rows, list->items++)) {
        put_asked(list, variant);
        (void)gs_rows_put(list->rows, ADDRESS_X, gs_tone(list->view, GS_ROLE_DIM),
                          answer == NULL ? "not answered yet"
                                         : gs_outcome_word(answer->outcome));
        if (answer != NULL && answer->error.code != 0) {
            (void)gs_rows_put_right(list->rows, (int)list->rows->width_cells,
                                    gs_tone(list->view, GS_ROLE_DIM), answer->error.name);
        }
    }
}

void gs_build_beside(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_BESIDE);
    const struct gs_variant_list *beside = &view.facts->beside;
    struct list list = {.rows = rows, .view = &view};
    if (beside->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "What stands beside was not asked.");
        return;
    }
    if (rows->width_cells >= GS_WIDE_CELLS - 4 && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "asked");
        (void)gs_rows_put(rows, ADDRESS_X, GS_ROLE_HEAD, "address");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "port");
    }
    for (size_t i = 0; i < beside->count; i++) {
        build_variant(&list, &beside->items[i]);
    }
}
