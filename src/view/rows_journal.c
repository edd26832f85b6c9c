/* SPDX-License-Identifier: MIT */
/*
 * What changed at the watched hosts, the newest first: one row an entry, two where the pane is
 * narrow.
 */
#include "stamp.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"
#include "gaiscope/view/list_state.h"

enum {
    CLOCK_CELLS = 8,
    DATE_CELLS = 12, /* "22 Nov 13:14" */
    HOST_CELLS = 20,
    WHAT_CELLS = 19,
    GAP_CELLS = 2,
    VALUE_FROM = 96, /* cells from which what changed stands in the row */
    ONE_FROM = 70,   /* and from which an entry has one row */
    ABOUT_CELLS = 40,
};

/* Where the columns of an entry stand, and from when it is seen. */
struct columns {
    int sign_x;
    int host_x;
    int what_x;
    int64_t now_s;
};

static const struct gs_journal *journal_of(const struct gs_pane_context *context)
{
    return &context->session->monitor.journal;
}

static void add_text(const struct gs_journal_entry *entry, struct gs_buf *out)
{
    char clock[GS_DURATION_TEXT_MAX];
    gs_stamp_format(entry->last_wall_s, clock);
    gs_buf_addf(out, "%s %s %s ", clock, entry->host,
                gs_watch_change_word(entry->change.type));
    gs_watch_change_values(&entry->change, out);
    gs_buf_addf(out, " %s", entry->change.remark == NULL ? "" : entry->change.remark);
}

/* Another one when its text is: it bears the time it came last, and what is counted. */
static uint64_t memo_key(const struct gs_journal_entry *entry)
{
    uint64_t stamp = gs_stamp_mix(entry->number, entry->host_id);
    stamp = gs_stamp_mix(stamp, (uint64_t)entry->last_wall_s);
    stamp = gs_stamp_mix(stamp, entry->count);
    return (stamp | 1) << 16 | (entry->number & UINT16_MAX);
}

/* An entry's text is made and read once a filter, and again when it is counted. */
static bool passes(const struct gs_pane_context *context,
                   const struct gs_journal_entry *entry, struct gs_buf *text)
{
    bool is_kept = false;
    uint64_t key = memo_key(entry);
    if (!gs_picks_recall(context->picks, key, &is_kept)) {
        gs_buf_clear(text);
        add_text(entry, text);
        is_kept = gs_match_keeps(context->filter, gs_buf_text(text));
        gs_picks_note(context->picks, key, is_kept);
    }
    return is_kept;
}

/* Found once for a journal and a filter. */
static void renew_picks(const struct gs_pane_context *context)
{
    const struct gs_journal *journal = journal_of(context);
    if (!gs_picks_begin(context->picks, context->filter, journal->revision)) {
        return;
    }
    struct gs_buf text = {0};
    for (size_t i = 0; i < journal->count; i++) {
        if (passes(context, gs_journal_at(journal, i), &text)) {
            gs_picks_add(context->picks, i);
        }
    }
    gs_buf_fini(&text);
}

size_t gs_journal_count(const struct gs_pane_context *context)
{
    if (context->filter[0] == '\0') {
        return journal_of(context)->count;
    }
    renew_picks(context);
    return context->picks->items.count;
}

const struct gs_journal_entry *gs_journal_entry_of(const struct gs_pane_context *context,
                                                   size_t item)
{
    if (item >= gs_journal_count(context)) {
        return NULL;
    }
    bool is_all = context->filter[0] == '\0';
    return gs_journal_at(journal_of(context),
                         is_all ? item : context->picks->items.items[item]);
}

uint64_t gs_key_journal(const struct gs_pane_context *context, size_t item)
{
    const struct gs_journal_entry *entry = gs_journal_entry_of(context, item);
    return entry == NULL ? 0 : entry->number;
}

void gs_text_journal(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out)
{
    const struct gs_journal_entry *entry = gs_journal_entry_of(context, item);
    if (entry != NULL) {
        add_text(entry, out);
    }
}

/* -- the pane ------------------------------------------------------------------------ */

/* The newest stand first, so those of today are the first ones. */
static size_t count_today(const struct gs_journal *journal, int64_t now_s)
{
    size_t low = 0;
    size_t high = journal->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gs_is_same_day(gs_journal_at(journal, middle)->last_wall_s, now_s)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void gs_describe_journal(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_journal *journal = journal_of(context);
    size_t today = count_today(journal, context->now.wall_s);
    if (journal->count > 0) {
        char count[GS_COUNT_TEXT_MAX];
        gs_count_format(today, count);
        gs_pane_info(pane, GS_ROLE_TEXT, "%s %s today", count,
                     gs_plural(today, "change", "changes"));
        gs_buf_add_text(&pane->right, "newest first");
    }
}

/* How the sign and the word of a change look: facts are dim beside failures. */
struct gs_outcome_look gs_journal_look(const struct gs_journal_entry *entry)
{
    struct gs_outcome_look look = gs_watch_look(gs_watch_change_sign(entry->change.type));
    int weight = gs_watch_change_weight(entry->change.type);
    look.role = weight == 2               ? GS_ROLE_ERR
                : weight == 1             ? GS_ROLE_WARN
                : look.role == GS_ROLE_OK ? GS_ROLE_OK
                                          : GS_ROLE_TEXT;
    return look;
}

void gs_journal_remark(const struct gs_journal_entry *entry, struct gs_buf *out)
{
    gs_buf_add_text(out, entry->change.remark == NULL ? "" : entry->change.remark);
    if (entry->count > 1 && entry->change.type != GS_WATCH_FLAPPING) {
        gs_buf_addf(out, "%s%u times", out->len > 0 ? ", " : "", (unsigned)entry->count);
    }
}

/* Else it stands below. */
static bool has_what(const struct gs_rows *rows, const struct columns *at)
{
    return gs_rows_room(rows, at->what_x, 0) >= WHAT_CELLS;
}

/* The clock's column has the date where not all are of today. */
static struct columns columns_of(const struct gs_pane_context *context)
{
    const struct gs_journal *journal = journal_of(context);
    int64_t now_s = context->now.wall_s;
    bool has_days = count_today(journal, now_s) < journal->count;
    int sign_x = (has_days ? DATE_CELLS : CLOCK_CELLS) + GAP_CELLS;
    return (struct columns){.sign_x = sign_x,
                            .host_x = sign_x + GAP_CELLS,
                            .what_x = sign_x + HOST_CELLS + 2 * GAP_CELLS,
                            .now_s = now_s};
}

static void put_entry(struct gs_rows *rows, const struct gs_journal_entry *entry,
                      const struct columns *at)
{
    char clock[GS_DURATION_TEXT_MAX];
    struct gs_outcome_look look = gs_journal_look(entry);
    size_t host_cells = gs_rows_room(rows, at->host_x, 0);
    gs_moment_format(entry->last_wall_s, at->now_s, clock);
    (void)gs_rows_put_cut(rows, 0, GS_ROLE_DIM, clock, (size_t)at->sign_x - 1);
    (void)gs_rows_put(rows, at->sign_x, look.role, look.sign);
    (void)gs_rows_put_host(rows, at->host_x, GS_ROLE_TEXT, entry->host,
                           host_cells < HOST_CELLS ? host_cells : HOST_CELLS);
    if (has_what(rows, at)) {
        (void)gs_rows_put_cut(rows, at->what_x,
                              look.role == GS_ROLE_OK ? GS_ROLE_TEXT : look.role,
                              gs_watch_change_word(entry->change.type), WHAT_CELLS);
    }
}

/* Old and new, and the remark at the end of the row where both fit. */
static void put_about(struct gs_rows *rows, int x, const struct gs_journal_entry *entry)
{
    struct gs_buf value = {0};
    struct gs_buf remark = {0};
    gs_watch_change_values(&entry->change, &value);
    gs_journal_remark(entry, &remark);
    size_t room = gs_rows_room(rows, x, 0);
    size_t remark_cells = gs_text_cells(gs_buf_text(&remark));
    bool has_both = remark_cells > 0 && room > remark_cells + GAP_CELLS + ABOUT_CELLS / 2;
    if (has_both) {
        int end = gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_DIM,
                                    gs_buf_text(&remark));
        room = (size_t)(end - GAP_CELLS - x);
    }
    (void)gs_rows_put_cut(rows, x, GS_ROLE_TEXT, gs_buf_text(&value), room);
    gs_buf_fini(&value);
    gs_buf_fini(&remark);
}

/* What a row has no room for stands in the details. */
static void put_remark(struct gs_rows *rows, int x, const struct gs_journal_entry *entry)
{
    struct gs_buf text = {0};
    gs_journal_remark(entry, &text);
    if (text.len == 0) {
        gs_watch_change_values(&entry->change, &text);
    }
    (void)gs_rows_put(rows, x, GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void put_second(struct gs_rows *rows, const struct gs_journal_entry *entry,
                       const struct columns *at)
{
    struct gs_buf text = {0};
    if (!has_what(rows, at)) {
        gs_buf_addf(&text, "%s  ", gs_watch_change_word(entry->change.type));
    }
    gs_watch_change_values(&entry->change, &text);
    int x = gs_rows_put(rows, at->host_x, GS_ROLE_TEXT, gs_buf_text(&text));
    gs_buf_clear(&text);
    gs_journal_remark(entry, &text);
    if (gs_rows_room(rows, x + GAP_CELLS, 0) >= gs_text_cells(gs_buf_text(&text))) {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_DIM,
                                gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void put_rows(struct gs_rows *rows, size_t item,
                     const struct gs_journal_entry *entry, const struct columns *at)
{
    bool is_one = rows->width_cells >= ONE_FROM;
    int about_x = at->what_x + WHAT_CELLS + GAP_CELLS;
    if (gs_rows_next(rows, item)) {
        put_entry(rows, entry, at);
        if (is_one && rows->width_cells >= VALUE_FROM) {
            put_about(rows, about_x, entry);
        } else if (is_one) {
            put_remark(rows, about_x - 1, entry);
        }
    }
    if (!is_one && gs_rows_next(rows, item)) {
        put_second(rows, entry, at);
    }
}

void gs_build_journal(const struct gs_pane_context *context, struct gs_rows *rows)
{
    size_t count = gs_journal_count(context);
    struct columns at = columns_of(context);
    size_t rows_each = rows->width_cells >= ONE_FROM ? 1 : 2;
    if (journal_of(context)->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         context->session->monitor.hosts.count > 0
                             ? "Nothing has changed since the watching began."
                             : "Each change of a watched host will be a line here.");
        return;
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No row passes the filter: Esc shows all.");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, rows_each);
        if (i < count) {
            put_rows(rows, i, gs_journal_entry_of(context, i), &at);
        }
    }
}
