/* SPDX-License-Identifier: MIT */
/*
 * The matrix: the same question in every family and socket type, with and without ADDRCONFIG
 * and V4MAPPED. One block a combination of these two, in a square where there is room, else
 * one at a time; the cells' places in the square are the same for the cursor either way.
 *
 *               any    IPv4   IPv6      any    IPv4   IPv6
 *     any       neither flag            ADDRCONFIG
 *     stream
 *     ...       V4MAPPED                both
 */
#include "view_state.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/take_home.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>

enum {
    SIDE = 2,       /* blocks beside and below each other */
    LABEL = 11,     /* cells of a socket type's name */
    CELL = 14,      /* a cell: brackets, sign, the longest error */
    SMALL_CELL = 8, /* the same where there is no room: the error's start */
    SMALL_LABEL = 10,
    BLOCK = LABEL + GS_MATRIX_FAMILIES * CELL + 2,
    WIDE = SIDE * BLOCK + 6,
    NARROW = BLOCK + 6,
    WIDE_ROWS = 32, /* of the screen, from which all blocks have room */
};

/* How the matrix is drawn. */
struct grid {
    const struct gs_lookup *lookup;
    size_t selected; /* a cell's number */
    int label;       /* cells of a socket type's name */
    int cell;        /* cells wide */
    bool is_square;  /* all blocks, else the selected one alone */
};

static size_t cell_number(size_t flags, size_t socktype, size_t family)
{
    return (flags * GS_MATRIX_SOCKTYPES + socktype) * GS_MATRIX_FAMILIES + family;
}

static size_t flags_of(size_t number)
{
    return number / GS_MATRIX_FAMILIES / GS_MATRIX_SOCKTYPES;
}

/* The number of the cell that is the question itself; the first one when none is. */
static size_t own_cell(const struct gs_question *question)
{
    struct gs_variant_list list = gs_variants_matrix(question);
    int both = AI_ADDRCONFIG | AI_V4MAPPED;
    size_t own = 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct gs_hints *hints = &list.items[i].question->hints;
        if (hints->family == question->hints.family &&
            hints->socktype == question->hints.socktype &&
            (hints->flags & both) == (question->hints.flags & both)) {
            own = i;
            break;
        }
    }
    gs_variant_list_clear(&list);
    return own;
}

unsigned gs_view_open_matrix(struct gs_view *view)
{
    if (!view->session->has_lookup) {
        gs_view_say(view, GS_ROLE_DIM, "nothing asked yet: i types a question");
        return GS_EFFECT_REDRAW;
    }
    view->popup = GS_POPUP_MATRIX;
    view->matrix_cell = own_cell(&view->session->lookup.question);
    gs_list_state_fini(&view->popup_list);
    return GS_EFFECT_REDRAW;
}

/* -- keys ---------------------------------------------------------------------------- */

/* Moves in the square of all blocks, and stops at its edges. */
static void move(struct gs_view *view, int right, int down)
{
    int number = (int)view->matrix_cell;
    int flags = (int)flags_of(view->matrix_cell);
    int x = number % GS_MATRIX_FAMILIES + flags % SIDE * GS_MATRIX_FAMILIES + right;
    int y = number / GS_MATRIX_FAMILIES % GS_MATRIX_SOCKTYPES +
            flags / SIDE * GS_MATRIX_SOCKTYPES + down;
    if (x < 0 || x >= SIDE * GS_MATRIX_FAMILIES || y < 0 ||
        y >= SIDE * GS_MATRIX_SOCKTYPES) {
        return;
    }
    flags = y / GS_MATRIX_SOCKTYPES * SIDE + x / GS_MATRIX_FAMILIES;
    view->matrix_cell = cell_number((size_t)flags, (size_t)(y % GS_MATRIX_SOCKTYPES),
                                    (size_t)(x % GS_MATRIX_FAMILIES));
}

/* To the same cell with other flags. */
static void turn(struct gs_view *view, size_t step)
{
    size_t block = (size_t)GS_MATRIX_SOCKTYPES * GS_MATRIX_FAMILIES;
    view->matrix_cell = (view->matrix_cell + step * block) % GS_MATRIX_CELLS;
}

/* The selected cell becomes the question. */
static unsigned open_cell(struct gs_view *view)
{
    const struct gs_variant_list *matrix = &view->session->lookup.now.matrix;
    if (view->matrix_cell >= matrix->count) {
        return GS_EFFECT_NONE;
    }
    view->question.hints = matrix->items[view->matrix_cell].question->hints;
    view->popup = GS_POPUP_NONE;
    return GS_EFFECT_ASK | GS_EFFECT_REDRAW;
}

unsigned gs_view_run_matrix(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_LEFT:
    case GS_COMMAND_CELL_LEFT:
        move(view, -1, 0);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_RIGHT:
    case GS_COMMAND_CELL_RIGHT:
        move(view, 1, 0);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_UP:
        move(view, 0, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_DOWN:
        move(view, 0, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_NEXT_PANE:
        turn(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_PREVIOUS_PANE:
        turn(view, GS_MATRIX_FLAGS - 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_ACCEPT:
        return open_cell(view);
    case GS_COMMAND_AGAIN:
        return GS_EFFECT_NOT_MINE;
    default:
        return GS_EFFECT_NONE;
    }
}

/* -- cells --------------------------------------------------------------------------- */

/* An answer as a cell shows it. */
struct look {
    const char *sign;
    enum gs_role role;
    char word[GS_VARIANT_WORD_MAX];
};

static struct look look_of(const struct gs_system_answer *answer)
{
    static const struct look waiting = {.sign = "·", .role = GS_ROLE_DIM};
    static const struct look kinds[] = {
        [GS_OUTCOME_ANSWERED] = {.sign = "✓", .role = GS_ROLE_OK},
        [GS_OUTCOME_NO_DATA] = {.sign = "–", .role = GS_ROLE_DIM},
        [GS_OUTCOME_BAD_QUESTION] = {.sign = "▲", .role = GS_ROLE_WARN},
        [GS_OUTCOME_COUNT] = {.sign = ""},
    };
    if (answer == NULL) {
        return waiting;
    }
    struct look look = kinds[answer->outcome];
    if (look.sign == NULL) {
        look.sign = "✗";
        look.role = GS_ROLE_ERR;
    }
    gs_variant_word(answer, look.word);
    return look;
}

/* A cell's answer, or the last one while it waits. */
static const struct gs_system_answer *answer_of(const struct gs_lookup *lookup,
                                                size_t number, bool *is_old)
{
    const struct gs_variant_list *now = &lookup->now.matrix;
    const struct gs_variant_list *last = &lookup->last.matrix;
    *is_old = number < now->count && now->items[number].answer == NULL;
    if (*is_old) {
        return number < last->count ? last->items[number].answer : NULL;
    }
    return number < now->count ? now->items[number].answer : NULL;
}

static void put_cell(struct gs_rows *rows, const struct grid *grid, int x, size_t number)
{
    bool is_old = false;
    struct look look = look_of(answer_of(grid->lookup, number, &is_old));
    bool is_selected = number == grid->selected;
    struct gs_buf text = {0};
    if (grid->cell == CELL || look.word[0] == '\0') {
        gs_buf_addf(&text, "%s%s%s", look.sign, look.word[0] == '\0' ? "" : " ",
                    look.word);
    } else {
        gs_text_cut_end(&text, look.word, SMALL_CELL - 2);
    }
    if (is_selected) {
        (void)gs_rows_putf(rows, x - 1, GS_ROLE_TAB_ACTIVE, "[%s]", gs_buf_text(&text));
    } else {
        (void)gs_rows_put(rows, x, is_old ? GS_ROLE_OLD : look.role, gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

/* -- blocks -------------------------------------------------------------------------- */

/* One line of a block: 0 its name, 1 the families, then a socket type each. */
static void put_block_line(struct gs_rows *rows, const struct grid *grid, int x,
                           size_t flags, size_t line)
{
    static const char *const families[GS_MATRIX_FAMILIES] = {"any", "IPv4", "IPv6"};
    bool has_focus = flags == flags_of(grid->selected);
    if (line == 0) {
        (void)gs_rows_put(rows, x, has_focus ? GS_ROLE_TITLE_FOCUS : GS_ROLE_TITLE,
                          gs_matrix_flags_name(flags));
        return;
    }
    if (line > 1) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, gs_hint_socktypes().hints[line - 2].name);
    }
    for (size_t family = 0; family < GS_MATRIX_FAMILIES; family++) {
        int at = x + grid->label + (int)family * grid->cell;
        if (line == 1) {
            (void)gs_rows_put(rows, at, GS_ROLE_HEAD, families[family]);
        } else {
            put_cell(rows, grid, at, cell_number(flags, line - 2, family));
        }
    }
}

static void build_square(struct gs_rows *rows, const struct grid *grid)
{
    for (size_t below = 0; below < SIDE; below++) {
        for (size_t line = 0; line < 2 + GS_MATRIX_SOCKTYPES; line++) {
            bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
            for (size_t beside = 0; is_visible && beside < SIDE; beside++) {
                put_block_line(rows, grid, (int)beside * BLOCK, below * SIDE + beside,
                               line);
            }
        }
        gs_rows_blank(rows);
    }
}

static void build_block(struct gs_rows *rows, const struct grid *grid)
{
    for (size_t line = 1; line < 2 + GS_MATRIX_SOCKTYPES; line++) {
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            put_block_line(rows, grid, 0, flags_of(grid->selected), line);
        }
    }
    if (grid->cell == CELL) {
        gs_rows_blank(rows);
    }
}

/* -- the selected cell in words ------------------------------------------------------ */

static void add_rows(struct gs_buf *out, const struct gs_system_answer *answer)
{
    gs_buf_addf(out, "%zu %s:", answer->rows.count,
                gs_plural(answer->rows.count, "row", "rows"));
    for (size_t i = 0; i < answer->rows.count && i < 8; i++) {
        char address[GS_ADDRESS_TEXT_MAX];
        char socket[32];
        gs_address_format(&answer->rows.items[i].address, address);
        gs_socket_format(&answer->rows.items[i], socket);
        gs_buf_addf(out, "%s %s %s", i == 0 ? "" : ",", address, socket);
    }
    gs_buf_add_text(out, answer->rows.count > 8 ? ", …" : "");
}

static void build_words(struct gs_rows *rows, const struct grid *grid)
{
    bool is_old = false;
    const struct gs_system_answer *answer =
        answer_of(grid->lookup, grid->selected, &is_old);
    const struct gs_variant_list *matrix = &grid->lookup->now.matrix;
    struct gs_buf text = {0};
    if (grid->selected < matrix->count) {
        struct gs_buf call = {0};
        gs_call_line(matrix->items[grid->selected].question, &call);
        gs_text_sanitise(&text, gs_buf_text(&call), call.len);
        gs_rows_sentence(rows, GS_ROLE_TEXT, gs_buf_text(&text));
        gs_buf_fini(&call);
        gs_buf_clear(&text);
    }
    if (answer == NULL) {
        gs_buf_add_text(&text, "not answered yet");
    } else if (answer->outcome == GS_OUTCOME_ANSWERED) {
        add_rows(&text, answer);
    } else {
        gs_eai_format(&text, &answer->error);
        gs_buf_addf(&text, "%s%s. %s", text.len > 0 ? ": " : "",
                    gs_outcome_word(answer->outcome),
                    gs_eai_advice_of(&answer->error).meaning);
    }
    gs_buf_add_text(&text, is_old && answer != NULL ? " (the last answer)" : "");
    gs_rows_sentence(rows, is_old ? GS_ROLE_OLD : GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void build(struct gs_rows *rows, const struct grid *grid)
{
    if (grid->is_square) {
        build_square(rows, grid);
    } else {
        build_block(rows, grid);
    }
    build_words(rows, grid);
}

static void describe(struct gs_popup *popup, const struct grid *grid)
{
    const struct gs_variant_list *matrix = &grid->lookup->now.matrix;
    size_t answered = 0;
    for (size_t i = 0; i < matrix->count; i++) {
        answered += matrix->items[i].answer != NULL ? 1 : 0;
    }
    gs_buf_add_text(&popup->title, "Matrix");
    if (!grid->is_square) {
        gs_buf_addf(&popup->title, "  %s",
                    gs_matrix_flags_name(flags_of(grid->selected)));
    }
    if (answered < GS_MATRIX_CELLS) {
        gs_buf_addf(&popup->right, "%zu of %zu answered", answered, GS_MATRIX_CELLS);
    } else if (grid->is_square) {
        gs_buf_add_text(&popup->right, "rows of getaddrinfo, or its error");
    }
    gs_buf_add_text(&popup->keys, "Tab\tflags\tEnter\tasks it\t");
    if (grid->cell == CELL) {
        gs_buf_add_text(&popup->keys, "r\tagain\tEsc\tclose");
    }
}

void gs_popup_matrix(struct gs_view *view, size_t cols, size_t rows,
                     struct gs_popup *popup)
{
    struct grid grid = {
        .lookup = &view->session->lookup,
        .selected = view->matrix_cell,
        .label = cols >= NARROW ? LABEL : SMALL_LABEL,
        .cell = cols >= NARROW ? CELL : SMALL_CELL,
        .is_square = cols >= WIDE + 4 && rows >= WIDE_ROWS,
    };
    size_t width = grid.is_square ? WIDE : cols >= NARROW + 20 ? NARROW + 20 : NARROW;
    popup->width = cols < width ? cols : width;
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    build(&popup->rows, &grid);
    size_t height = gs_popup_fit(&view->popup_list, rows, popup);
    /* the words below the cells are the first to go, then the families above them */
    size_t behind = view->matrix_cell / GS_MATRIX_FAMILIES % GS_MATRIX_SOCKTYPES + 2;
    view->popup_list.from = grid.is_square || behind <= height ? 0 : behind - height;
    gs_rows_begin(&popup->rows, popup->width - 6, view->popup_list.from, height);
    build(&popup->rows, &grid);
    describe(popup, &grid);
}
