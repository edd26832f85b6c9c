/* SPDX-License-Identifier: MIT */
#include "watched_history.h"

#include "spark.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

enum {
    VALUE_X = GS_WATCHED_VALUE_X,
    CHANGES_MAX = 100, /* of one host that are shown */
    PLOT_ROWS = 4,
    PLOT_CELLS = GS_WATCH_SAMPLES_MAX / 2,
    CLOCK_CELLS = 8,
    DATE_CELLS = 12, /* "22 Nov 13:14" */
    GAP_CELLS = 2,
};

/* -- its rounds ---------------------------------------------------------------------- */

static void add_speed(struct gs_words *words, const struct gs_watched *host)
{
    const struct gs_watch_answer *answer = gs_watched_known(host);
    char last[GS_DURATION_TEXT_MAX] = "–";
    char median[GS_DURATION_TEXT_MAX];
    int64_t median_us = gs_watched_median_us(host);
    if (answer != NULL && answer->dns_us >= 0) {
        gs_duration_format(answer->dns_us, last);
    }
    if (median_us < 0) {
        return;
    }
    gs_duration_format(median_us, median);
    gs_words_add(words, "DNS", "%s, median %s", last, median);
    if (answer != NULL && answer->ttl_s > 0) {
        gs_words_remark(words, GS_SIGN_NONE, "TTL %u", (unsigned)answer->ttl_s);
    }
}

static void add_rounds(struct gs_words *words, const struct gs_watched *host,
                       int64_t now_s)
{
    char first[GS_DURATION_TEXT_MAX];
    char last[GS_DURATION_TEXT_MAX];
    char rounds[GS_COUNT_TEXT_MAX];
    int up = gs_watched_up(host);
    if (host->rounds == 0 || up < 0) {
        return;
    }
    gs_moment_format(host->first_wall_s, now_s, first);
    gs_moment_format(host->last_wall_s, now_s, last);
    gs_count_format(host->rounds, rounds);
    gs_words_add(words, "rounds", "%s, %d.%02d %% answered", rounds, up / 100, up % 100);
    gs_words_remark(words, GS_SIGN_NONE, "first %s, last %s", first, last);
}

/* The kept rounds from zero to the slowest of them; below it each failed one has a cross. */
static void put_plot(struct gs_rows *rows, const struct gs_watched *host)
{
    struct gs_buf lines[PLOT_ROWS] = {{0}};
    struct gs_buf failed = {0};
    int64_t values[GS_WATCH_SAMPLES_MAX];
    char most[GS_DURATION_TEXT_MAX];
    bool has_failed = false;
    for (size_t i = 0; i < host->sample_count; i++) {
        uint32_t sample_us = gs_watched_sample(host, i);
        values[i] = sample_us == GS_WATCH_FAILED_US ? -1 : (int64_t)sample_us;
        has_failed = has_failed || values[i] < 0;
    }
    for (size_t i = 0; i < host->sample_count; i += 2) {
        bool is_bad = values[i] < 0 || (i + 1 < host->sample_count && values[i + 1] < 0);
        gs_buf_add_text(&failed, is_bad ? "×" : " ");
    }
    struct gs_spark_scale scale = gs_spark_scale_of(NULL, values, host->sample_count);
    gs_spark_plot((struct gs_spark_values){values, host->sample_count}, scale.most,
                  PLOT_CELLS, PLOT_ROWS, lines);
    gs_duration_format(scale.most, most);
    for (size_t row = 0; row < PLOT_ROWS; row++) {
        if (scale.most > 0 && gs_rows_next(rows, GS_NO_ITEM)) {
            const char *label = row == 0 ? most : row == PLOT_ROWS - 1 ? "0 ms" : "";
            (void)gs_rows_put_right(rows, VALUE_X - 2, GS_ROLE_DIM, label);
            (void)gs_rows_put(rows, VALUE_X - 1, GS_ROLE_RULE, "│");
            (void)gs_rows_put(rows, VALUE_X, GS_ROLE_SPARK, gs_buf_text(&lines[row]));
        }
        gs_buf_fini(&lines[row]);
    }
    if (has_failed && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_DIM, "failed");
        (void)gs_rows_put(rows, VALUE_X, GS_ROLE_ERR, gs_buf_text(&failed));
    }
    gs_buf_fini(&failed);
}

/* -- its changes --------------------------------------------------------------------- */

/* Where the sign of a change stands, and from when it is seen. */
struct change_place {
    int sign_x;
    int64_t now_s;
};

static void put_change(struct gs_rows *rows, const struct gs_journal_entry *entry,
                       const struct change_place *at)
{
    struct gs_outcome_look look = gs_journal_look(entry);
    struct gs_buf text = {0};
    char clock[GS_DURATION_TEXT_MAX];
    gs_moment_format(entry->last_wall_s, at->now_s, clock);
    gs_watch_change_values(&entry->change, &text);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_DIM, clock);
        (void)gs_rows_put(rows, at->sign_x, look.role, look.sign);
        int x = gs_rows_put(rows, at->sign_x + GAP_CELLS, look.role,
                            gs_watch_change_word(entry->change.type));
        x = gs_rows_put(rows, x + GAP_CELLS, GS_ROLE_TEXT, gs_buf_text(&text));
        gs_buf_clear(&text);
        gs_journal_remark(entry, &text);
        (void)gs_rows_put(rows, x + GAP_CELLS, GS_ROLE_DIM, gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

/* The newest changes of one host. Returns: how many. */
static size_t changes_of(const struct gs_journal *journal, uint64_t host_id,
                         const struct gs_journal_entry *out[CHANGES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < journal->count && count < CHANGES_MAX; i++) {
        const struct gs_journal_entry *entry = gs_journal_at(journal, i);
        if (entry->host_id == host_id) {
            out[count++] = entry;
        }
    }
    return count;
}

static void put_changes(struct gs_rows *rows, const struct gs_pane_context *context,
                        const struct gs_watched *host)
{
    const struct gs_journal_entry *entries[CHANGES_MAX];
    int64_t now_s = context->now.wall_s;
    size_t count = changes_of(&context->session->monitor.journal, host->id, entries);
    bool has_days = count > 0 && !gs_is_same_day(entries[count - 1]->last_wall_s, now_s);
    const struct change_place at = {(has_days ? DATE_CELLS : CLOCK_CELLS) + GAP_CELLS,
                                    now_s};
    gs_rows_blank(rows);
    for (size_t i = 0; i < count; i++) {
        put_change(rows, entries[i], &at);
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Nothing has changed here.");
    }
}

void gs_watched_put_history(struct gs_rows *rows, const struct gs_pane_context *context,
                            const struct gs_watched *host)
{
    struct gs_words words = {0};
    if (host->rounds > 0) {
        gs_rows_blank(rows);
        add_speed(&words, host);
        add_rounds(&words, host, context->now.wall_s);
        gs_rows_words(rows, VALUE_X, &words);
        gs_words_fini(&words);
        put_plot(rows, host);
    }
    put_changes(rows, context, host);
}
