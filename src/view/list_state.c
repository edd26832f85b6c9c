/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/list_state.h"

#include "gaiscope/base/text.h"

#include <string.h>

#include <strings.h>

void gs_list_state_fini(struct gs_list_state *list)
{
    gs_buf_fini(&list->filter);
    *list = (struct gs_list_state){0};
}

static size_t minus(size_t a, size_t b)
{
    return a > b ? a - b : 0;
}

/* Moves one of the two: the selected item, or the window of a list without items. */
static void move(struct gs_list_state *list, size_t back, size_t ahead)
{
    if (list->item_count > 0) {
        size_t next = minus(list->selected, back);
        next = ahead > minus(SIZE_MAX, next) ? SIZE_MAX : next + ahead;
        list->selected = next < list->item_count ? next : list->item_count - 1;
        return;
    }
    size_t last = minus(list->total_rows, list->height);
    size_t next = minus(list->from, back);
    next = ahead > minus(SIZE_MAX, next) ? SIZE_MAX : next + ahead;
    list->from = next < last ? next : last;
}

static void note_following(struct gs_list_state *list)
{
    list->is_following =
        list->has_newest_last &&
        (list->item_count == 0 || list->selected >= list->item_count - 1);
}

/* Items that a page holds: rows may be two an item. */
static size_t page(const struct gs_list_state *list)
{
    size_t rows_per_item = list->item_count > 0 ? list->total_rows / list->item_count : 1;
    size_t items = list->height / (rows_per_item > 0 ? rows_per_item : 1);
    return items > 1 ? items - 1 : 1;
}

/* Behind the last item rows may follow that belong to none: the window alone goes on.
 * Returns: false when there is nothing behind. */
static bool move_behind(struct gs_list_state *list, size_t rows)
{
    size_t last = minus(list->total_rows, list->height);
    if (list->item_count == 0 || list->selected + 1 < list->item_count ||
        list->rows_behind == 0 || list->has_newest_last || list->from >= last) {
        return false;
    }
    list->from = rows < last - list->from ? list->from + rows : last;
    list->is_loose = true;
    return true;
}

/* Returns: false when the command is no move. */
static bool run_move(struct gs_list_state *list, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_UP:
        move(list, 1, 0);
        return true;
    case GS_COMMAND_DOWN:
        if (!move_behind(list, 1)) {
            move(list, 0, 1);
        }
        return true;
    case GS_COMMAND_PAGE_UP:
        move(list, page(list), 0);
        return true;
    case GS_COMMAND_PAGE_DOWN:
        if (!move_behind(list, list->height > 1 ? list->height - 1 : 1)) {
            move(list, 0, page(list));
        }
        return true;
    case GS_COMMAND_FIRST:
        move(list, SIZE_MAX, 0);
        list->from = 0; /* headings above the first item are seen again */
        return true;
    case GS_COMMAND_LAST:
        if (!move_behind(list, SIZE_MAX)) {
            move(list, 0, SIZE_MAX);
            list->wants_end = !list->has_newest_last;
        }
        return true;
    default:
        return false;
    }
}

bool gs_list_state_run(struct gs_list_state *list, enum gs_command_id command)
{
    list->is_loose = false;
    list->wants_end = false;
    if (!run_move(list, command)) {
        return false;
    }
    note_following(list);
    list->is_on_top = list->holds_top && command == GS_COMMAND_FIRST;
    return true;
}

void gs_list_state_select(struct gs_list_state *list, size_t item)
{
    list->selected = item;
    list->is_loose = false;
    list->wants_end = false;
    list->is_on_top = false;
    note_following(list);
}

void gs_list_state_scroll(struct gs_list_state *list, int rows)
{
    size_t last = minus(list->total_rows, list->height);
    size_t next = rows < 0 ? minus(list->from, (size_t)-rows) : list->from + (size_t)rows;
    list->from = next < last ? next : last;
    list->is_following = list->has_newest_last && next >= last;
    list->is_loose = !list->is_following;
}

/* The first row of a window in which the selected item is seen. */
static size_t first_row(const struct gs_list_state *list, const struct gs_rows *rows,
                        size_t height)
{
    size_t first = rows->watched_row;
    size_t behind = first + rows->watched_rows;
    size_t from = behind > list->from + height ? behind - height : list->from;
    from = first < from ? first : from;
    bool has_room = rows->watched == 0 && behind <= height; /* for the headings, too */
    return has_room || rows->item_count == 1 ? 0 : from;
}

/* Whether a window behind the last full one only begins there because an item does. */
static bool is_rounded(const struct gs_rows *rows, size_t from, size_t last)
{
    return from == rows->from && from == rows->start_behind &&
           rows->start_before != GS_NO_ROW && rows->start_before < last;
}

/* Rows behind the last item, told when it is the selected one; the person may want them. */
static void note_behind(struct gs_list_state *list, const struct gs_rows *rows)
{
    bool is_last = list->selected + 1 == rows->item_count && rows->watched_rows > 0;
    list->rows_behind =
        is_last ? minus(rows->total, rows->watched_row + rows->watched_rows) : 0;
    if (is_last && list->wants_end) {
        list->wants_end = false;
        list->is_loose = list->rows_behind > 0;
        list->from = list->is_loose ? SIZE_MAX : list->from;
    }
}

bool gs_list_state_fit(struct gs_list_state *list, const struct gs_rows *rows,
                       size_t height)
{
    if (list->is_following && rows->item_count > 0 &&
        list->selected + 1 != rows->item_count) {
        list->selected = rows->item_count - 1;
        return true;
    }
    note_behind(list, rows);
    bool is_led = !list->is_loose && rows->watched_rows > 0;
    size_t from = is_led ? first_row(list, rows, height) : list->from;
    size_t last = minus(rows->total, height);
    list->item_count = rows->item_count;
    list->total_rows = rows->total;
    list->height = height;
    list->width = rows->width_cells;
    if (from > last && !(is_led && is_rounded(rows, from, last))) {
        from = last;
    }
    if (is_led && from == rows->from && rows->start_behind <= rows->watched_row) {
        from = rows->start_behind; /* not in the middle of an item */
    }
    list->from = from;
    if (list->selected >= rows->item_count && rows->item_count > 0) {
        list->selected = rows->item_count - 1;
        return true;
    }
    return list->from != rows->from;
}

const char *gs_match_find(const char *text, const char *needle)
{
    size_t len = strlen(needle);
    for (; len > 0 && *text != '\0'; text++) {
        if (strncasecmp(text, needle, len) == 0) {
            return text;
        }
    }
    return NULL;
}

bool gs_match_keeps(const char *filter, const char *text)
{
    bool is_inverted = filter[0] == '!';
    const char *needle = filter + (is_inverted ? 1 : 0);
    return *needle == '\0' || (gs_match_find(text, needle) != NULL) != is_inverted;
}

/* Appends the text of the rows of one item, from its first row `at` on. */
static void add_item_text(const struct gs_rows *rows, size_t at, struct gs_buf *out)
{
    size_t item = rows->rows.items[at].item;
    for (; at < rows->rows.count && rows->rows.items[at].item == item; at++) {
        const struct gs_row *row = &rows->rows.items[at];
        for (size_t i = 0; i < row->run_count; i++) {
            const struct gs_run *run = &rows->runs.items[row->first_run + i];
            if (!gs_run_is_drawing(run)) {
                gs_buf_add_text(out, out->len > 0 ? " " : "");
                gs_buf_add_text(out, gs_rows_text(rows, run));
            }
        }
    }
}

void gs_rows_item_text(const struct gs_rows *rows, size_t item, struct gs_buf *out)
{
    for (size_t i = 0; i < rows->rows.count; i++) {
        if (rows->rows.items[i].item == item) {
            add_item_text(rows, i, out);
            return;
        }
    }
}

void gs_rows_hits(const struct gs_rows *rows, const char *needle, bool *hits)
{
    struct gs_buf text = {0};
    size_t last = GS_NO_ITEM;
    for (size_t i = 0; i < rows->rows.count; i++) {
        size_t item = rows->rows.items[i].item;
        if (item != GS_NO_ITEM && item != last) {
            gs_buf_clear(&text);
            add_item_text(rows, i, &text);
            hits[item] = gs_match_find(gs_buf_text(&text), needle) != NULL;
        }
        last = item;
    }
    gs_buf_fini(&text);
}

static void copy_row(const struct gs_rows *from, const struct gs_row *row,
                     struct gs_rows *to)
{
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &from->runs.items[row->first_run + i];
        (void)gs_rows_put(to, run->x, run->role, gs_rows_text(from, run));
    }
}

/* Whether the item that begins in row `at` passes the filter. */
static bool keeps_item(const struct gs_rows *rows, size_t at, const char *filter)
{
    struct gs_buf text = {0};
    add_item_text(rows, at, &text);
    bool is_kept = gs_match_keeps(filter, gs_buf_text(&text));
    gs_buf_fini(&text);
    return is_kept;
}

void gs_rows_filter(const struct gs_rows *all, const char *filter, struct gs_rows *out,
                    struct gs_item_list *items)
{
    size_t decided = GS_NO_ITEM;
    bool is_kept = true;
    items->count = 0;
    for (size_t i = 0; i < all->rows.count; i++) {
        const struct gs_row *row = &all->rows.items[i];
        bool has_item = row->item != GS_NO_ITEM;
        if (has_item && row->item != decided) {
            decided = row->item;
            is_kept = keeps_item(all, i, filter);
            if (is_kept) {
                gs_vec_push(items, decided);
            }
        }
        size_t item = has_item ? items->count - 1 : GS_NO_ITEM;
        if ((!has_item || is_kept) && gs_rows_next(out, item)) {
            copy_row(all, row, out);
        }
    }
}

/* Puts one run again, in pieces: what lies before, in and behind each hit. */
static void put_pieces(struct gs_rows *out, const struct gs_run *run, const char *text,
                       const char *needle)
{
    int x = run->x;
    for (const char *hit = gs_match_find(text, needle); hit != NULL;
         hit = gs_match_find(text, needle)) {
        x = gs_rows_putf(out, x, run->role, "%.*s", (int)(hit - text), text);
        x = gs_rows_putf(out, x, GS_ROLE_MATCH, "%.*s", (int)strlen(needle), hit);
        text = hit + strlen(needle);
    }
    (void)gs_rows_put(out, x, run->role, text);
}

void gs_rows_highlight(struct gs_rows *rows, const char *needle)
{
    struct gs_rows out = {0};
    gs_rows_begin(&out, rows->width_cells, 0, rows->rows.count);
    bool has_hit = false;
    for (size_t i = 0; i < rows->rows.count; i++) {
        const struct gs_row *row = &rows->rows.items[i];
        (void)gs_rows_next(&out, row->item); /* the window holds every row */
        for (size_t j = 0; j < row->run_count; j++) {
            const struct gs_run *run = &rows->runs.items[row->first_run + j];
            const char *text = gs_rows_text(rows, run);
            has_hit = has_hit || gs_match_find(text, needle) != NULL;
            put_pieces(&out, run, text, needle);
        }
    }
    if (has_hit) {
        out.from = rows->from;
        out.height = rows->height;
        out.total = rows->total;
        out.item_count = rows->item_count;
        out.watched = rows->watched;
        out.watched_row = rows->watched_row;
        out.watched_rows = rows->watched_rows;
        gs_rows_fini(rows);
        *rows = out;
    } else {
        gs_rows_fini(&out);
    }
}
