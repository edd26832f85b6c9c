/* SPDX-License-Identifier: MIT */
/*
 * The copy menu: a row of an address pane, or the whole question with what the selected row
 * of another pane says. The texts are rules/take_home's; JSON is the report, which the app
 * writes.
 */
#include "race_pane.h"
#include "view_state.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/take_home.h"

#include <string.h>

enum {
    TEXT_X = 14,
    WIDTH = 92,
    ROWS_AROUND = 5, /* frame, two blank rows, the sentence below and one above it */
    JSON = GS_TAKE_COUNT,
    ENTRY_COUNT,
};

static const char letters[ENTRY_COUNT] = {
    [GS_TAKE_C] = 'c',   [GS_TAKE_PYTHON] = 'p', [GS_TAKE_GETENT] = 'g',
    [GS_TAKE_DIG] = 'd', [GS_TAKE_CURL] = 'u',   [GS_TAKE_ADDRESS] = 'a',
    [GS_TAKE_ROW] = 'w', [JSON] = 'j',
};

/* libc's row of the address of the selected lane; NULL: libc does not give it. */
static const struct gs_addrinfo *lane_row(struct gs_view *view)
{
    struct gs_pane_context context = gs_view_drawn_context(view, GS_PANE_RACE);
    const struct gs_system_answer *answer =
        gs_part_view_of(&context, GS_PART_SYSTEM).facts->system;
    const struct gs_race_lane *lane =
        gs_race_lane_of(&context, gs_view_selected(view, GS_PANE_RACE));
    for (size_t i = 0; answer != NULL && lane != NULL && i < answer->rows.count; i++) {
        if (gs_address_is_equal(&answer->rows.items[i].address,
                                &lane->connection.endpoint.address)) {
            return &answer->rows.items[i];
        }
    }
    return NULL;
}

/* The row that is taken: an address pane's, or a lane's. NULL: none. */
static const struct gs_addrinfo *taken_row(struct gs_view *view)
{
    size_t rank = 0;
    return view->focus == GS_PANE_RACE ? lane_row(view)
                                       : gs_view_address_row(view, &rank);
}

/* What is to be taken: an address pane's row, unless the whole question was asked for. */
static struct gs_take_subject subject_of(struct gs_view *view)
{
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    return (struct gs_take_subject){
        .question = &view->session->lookup.question,
        .answer = gs_part_view_of(&context, GS_PART_SYSTEM).facts->system,
        .row = view->copies_question ? NULL : taken_row(view),
        .resolver = &view->session->machine.resolver,
    };
}

/* The text of the selected row of another pane; NULL: it is an address pane's, or there is
 * none. Owns: the caller. */
static char *row_text(struct gs_view *view)
{
    size_t rank = 0;
    return view->copies_question || gs_view_address_row(view, &rank) != NULL
               ? NULL
               : gs_view_copy_row(view);
}

/* Appends an entry's text, or its gist. Returns: why there is none; NULL: there is. */
static const char *add_entry(struct gs_view *view, size_t entry, bool is_gist,
                             struct gs_buf *out)
{
    struct gs_take_subject subject = subject_of(view);
    enum gs_take take = (enum gs_take)entry;
    char *text = entry == GS_TAKE_ROW ? row_text(view) : NULL;
    const char *lack = text != NULL ? NULL : gs_take_lack(take, &subject);
    if (text != NULL) {
        gs_buf_add_text(out, text);
    } else if (is_gist) {
        gs_take_gist(take, &subject, out);
    } else {
        gs_take_home(take, &subject, out);
    }
    free(text);
    return lack;
}

static unsigned copy_entry(struct gs_view *view, size_t entry)
{
    struct gs_buf text = {0};
    view->popup = GS_POPUP_NONE;
    if (entry == JSON) {
        return GS_EFFECT_COPY_REPORT | GS_EFFECT_REDRAW;
    }
    const char *lack = add_entry(view, entry, false, &text);
    if (lack != NULL) {
        gs_buf_fini(&text);
        gs_buf_addf(&text, "nothing to copy: %s", lack);
        gs_view_say(view, GS_ROLE_WARN, gs_buf_text(&text));
        gs_buf_fini(&text);
        return GS_EFFECT_REDRAW;
    }
    free(view->copied);
    view->copied = gs_buf_claim(&text);
    return GS_EFFECT_COPY | GS_EFFECT_REDRAW;
}

/* Before anything was asked there is only what stands in the panes. */
static unsigned copy_plain(struct gs_view *view)
{
    char *text = gs_view_copy_row(view);
    if (text == NULL) {
        gs_view_say(view, GS_ROLE_DIM, "no row to copy: Y copies the pane");
        return GS_EFFECT_REDRAW;
    }
    free(view->copied);
    view->copied = text;
    return GS_EFFECT_COPY | GS_EFFECT_REDRAW;
}

unsigned gs_view_open_copy(struct gs_view *view)
{
    if (!view->session->has_lookup) {
        return copy_plain(view);
    }
    view->popup = GS_POPUP_COPY;
    view->copies_question = false;
    gs_list_state_fini(&view->popup_list);
    view->popup_list.item_count = ENTRY_COUNT;
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_run_copy(struct gs_view *view, enum gs_command_id command)
{
    if (command == GS_COMMAND_ACCEPT) {
        return copy_entry(view, view->popup_list.selected);
    }
    (void)gs_list_state_run(&view->popup_list, command); /* nothing else works here */
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_type_menu(struct gs_view *view, const char *text, size_t len)
{
    if (len == 1 && text[0] == 'Y') {
        view->copies_question = !view->copies_question;
        return GS_EFFECT_REDRAW;
    }
    for (size_t i = 0; len == 1 && i < ENTRY_COUNT; i++) {
        if (letters[i] == text[0]) {
            return copy_entry(view, i);
        }
    }
    return GS_EFFECT_NONE;
}

static void put_entry(struct gs_view *view, struct gs_rows *rows, size_t entry,
                      bool is_selected)
{
    struct gs_buf gist = {0};
    struct gs_buf safe = {0};
    char letter[2] = {letters[entry], '\0'};
    const char *lack = NULL;
    if (entry == JSON) {
        gs_buf_add_text(&gist, "everything that is known, as gaiscope -o json prints it");
    } else {
        lack = add_entry(view, entry, true, &gist);
    }
    gs_text_sanitise(&safe, gs_buf_text(&gist), gist.len);
    (void)gs_rows_put(rows, 0, GS_ROLE_KEY, letter);
    (void)gs_rows_put(rows, 3, is_selected ? GS_ROLE_STRONG : GS_ROLE_TEXT,
                      entry == JSON ? "JSON" : gs_take_name((enum gs_take)entry));
    (void)gs_rows_put(rows, TEXT_X,
                      lack != NULL  ? GS_ROLE_DISABLED
                      : is_selected ? GS_ROLE_TEXT
                                    : GS_ROLE_DIM,
                      lack != NULL ? lack : gs_buf_text(&safe));
    gs_buf_fini(&gist);
    gs_buf_fini(&safe);
}

static void build(struct gs_view *view, struct gs_rows *rows, bool can_widen)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (gs_rows_next(rows, i)) {
            put_entry(view, rows, i, i == view->popup_list.selected);
        }
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_DIM,
                     view->copies_question
                         ? "Goes to the clipboard of the terminal (OSC 52); Y goes back "
                           "to the row."
                     : can_widen
                         ? "Goes to the clipboard of the terminal (OSC 52); Y takes the "
                           "whole question."
                         : "Goes to the clipboard of the terminal (OSC 52).");
}

static void put_title(struct gs_view *view, struct gs_popup *popup)
{
    const struct gs_addrinfo *row = view->copies_question ? NULL : taken_row(view);
    gs_buf_add_text(&popup->title, "Copy as");
    if (row != NULL) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&row->address, address);
        gs_buf_addf(&popup->right, "%s port %u", address, row->port);
    } else {
        gs_buf_add_text(&popup->right, "the whole question");
    }
}

void gs_popup_copy(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *popup)
{
    bool can_widen = taken_row(view) != NULL;
    popup->width = cols < WIDTH ? cols : WIDTH;
    popup->selected = view->popup_list.selected;
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    popup->rows.watched = popup->selected;
    build(view, &popup->rows, can_widen);
    size_t height = gs_popup_fit(&view->popup_list, rows, popup);
    gs_rows_begin(&popup->rows, popup->width - 6, view->popup_list.from, height);
    build(view, &popup->rows, can_widen);
    put_title(view, popup);
    gs_buf_add_text(&popup->keys, "letter\tcopy\tEnter\tcopy\tEsc\tclose");
}
