/* SPDX-License-Identifier: MIT */
/*
 * The ladder: each source of the hosts: line with its result, its time and what follows it;
 * under it what getaddrinfo and DNS themselves say, and the lines of the hosts file.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    SOURCE_CELLS = 14, /* of a source's name */
    LEAD_CELLS = 6,    /* "↓ next" at the end of a row */
    TIME_END = 48,     /* where times end, in a wide pane */
    NUMBER_CELLS = 3,  /* of its number, in a wide pane */
};

/* Where the columns stand in a pane of some width. */
struct columns {
    int source;
    int result;
    int time_end; /* 0: no times */
    int actions;  /* 0: no action tokens */
    int lead;
    bool is_short; /* short words */
};

static struct columns columns_of(const struct gs_pane_context *context)
{
    struct columns columns = {.lead = (int)context->width - LEAD_CELLS};
    columns.is_short = context->width < GS_WIDE_CELLS;
    columns.source = columns.is_short ? 0 : NUMBER_CELLS;
    columns.result = columns.source + SOURCE_CELLS + 1;
    columns.time_end = columns.is_short ? 0 : TIME_END;
    columns.actions = context->width >= GS_LARGE_CELLS ? TIME_END + 2 : 0;
    return columns;
}

static void put_lead(struct gs_rows *rows, int x, const struct gs_part_view *view,
                     enum gs_lead lead)
{
    static const char *const signs[] = {
        [GS_LEAD_UNKNOWN] = "",  [GS_LEAD_NEXT] = "↓ next", [GS_LEAD_STOP] = "■ stop",
        [GS_LEAD_END] = "■ end", [GS_LEAD_UNREACHED] = "–",
    };
    bool is_end = lead == GS_LEAD_STOP || lead == GS_LEAD_END;
    (void)gs_rows_put(rows, x, gs_tone(view, is_end ? GS_ROLE_TEXT : GS_ROLE_DIM),
                      signs[lead]);
}

static void put_result(struct gs_rows *rows, const struct columns *columns,
                       const struct gs_part_view *view, enum gs_rung_kind kind,
                       const char *words)
{
    static const struct {
        const char *sign;
        enum gs_role role;
    } looks[] = {
        [GS_RUNG_KIND_WAITING] = {"", GS_ROLE_WAIT},
        [GS_RUNG_KIND_GOOD] = {"✓ ", GS_ROLE_OK},
        [GS_RUNG_KIND_PLAIN] = {"", GS_ROLE_TEXT},
        [GS_RUNG_KIND_LOOK] = {"▲ ", GS_ROLE_WARN},
        [GS_RUNG_KIND_BAD] = {"✗ ", GS_ROLE_ERR},
    };

    int end = columns->time_end > 0 ? columns->time_end - 9 : columns->lead - 1;
    int x = gs_rows_put(rows, columns->result, gs_tone(view, looks[kind].role),
                        looks[kind].sign);
    bool is_bad = kind == GS_RUNG_KIND_BAD;
    (void)gs_rows_put_cut(rows, x, gs_tone(view, is_bad ? GS_ROLE_ERR : GS_ROLE_TEXT),
                          words, end > x ? (size_t)(end - x) : 0);
}

/* A source that has not answered shows how long it has been asked. */
static void put_waiting(struct gs_rows *rows, const struct columns *columns,
                        const struct gs_rung *rung, int64_t now_us)
{
    char text[GS_DURATION_TEXT_MAX];
    int64_t waited_us = now_us > rung->started_us ? now_us - rung->started_us : 0;
    gs_duration_format(waited_us, text);
    (void)gs_rows_putf(rows, columns->result, GS_ROLE_WAIT, "%s %s",
                       gs_spinner(waited_us), text);
}

static const char *words_of(const struct gs_source_look *look,
                            const struct columns *columns)
{
    return columns->is_short ? look->short_words : look->words;
}

static void build_rung(const struct gs_pane_context *context,
                       const struct gs_part_view *view, struct gs_rows *rows, size_t at)
{
    const struct gs_ladder *ladder = view->facts->sources;
    const struct gs_rung *rung = &ladder->rungs.items[at];
    struct columns columns = columns_of(context);
    const struct gs_source_look *look = &context->digest->sources[at];
    if (!gs_rows_next(rows, at)) {
        return;
    }
    enum gs_lead lead = gs_ladder_walk(ladder).leads[at];
    bool is_past = lead == GS_LEAD_UNREACHED;
    if (columns.source > 0) {
        (void)gs_rows_putf(rows, 0, gs_tone(view, GS_ROLE_DIM), "%zu", at + 1);
    }
    (void)gs_rows_put_cut(rows, columns.source,
                          gs_tone(view, is_past ? GS_ROLE_DIM : GS_ROLE_TEXT),
                          rung->source.name, SOURCE_CELLS);
    if (look->kind == GS_RUNG_KIND_WAITING) {
        put_waiting(rows, &columns, rung, context->now.us);
    } else {
        put_result(rows, &columns, view, look->kind, words_of(look, &columns));
    }
    if (columns.time_end > 0 && rung->answer != NULL) {
        gs_rows_put_time(rows, columns.time_end, gs_tone(view, GS_ROLE_DIM),
                         rung->elapsed_us);
    }
    if (columns.actions > 0) {
        (void)gs_rows_put_cut(rows, columns.actions, gs_tone(view, GS_ROLE_DIM),
                              rung->source.actions,
                              (size_t)(columns.lead - 1 - columns.actions));
    }
    put_lead(rows, columns.lead, view, lead);
}

static void build_head(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct columns columns = columns_of(context);
    if (columns.is_short || !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, columns.source, GS_ROLE_HEAD, "source");
    (void)gs_rows_put(rows, columns.result, GS_ROLE_HEAD, "result");
    (void)gs_rows_put_right(rows, columns.time_end, GS_ROLE_HEAD, "time");
    if (columns.actions > 0) {
        (void)gs_rows_put(rows, columns.actions, GS_ROLE_HEAD, "actions");
    }
}

/* The row of one who has not answered: its place is kept. */
static void build_awaited(const struct gs_pane_context *context,
                          const struct gs_part_view *view, struct gs_rows *rows,
                          const char *who)
{
    char text[GS_DURATION_TEXT_MAX];
    struct columns columns = columns_of(context);
    if (!view->is_waiting || !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_duration_format(view->waited_us, text);
    (void)gs_rows_put(rows, columns.source, GS_ROLE_DIM, who);
    (void)gs_rows_putf(rows, columns.result, GS_ROLE_WAIT, "%s %s",
                       gs_spinner(view->waited_us), text);
}

static void build_getaddrinfo(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const struct gs_system_answer *answer = view.facts->system;
    const struct gs_source_look *look = &context->digest->system;
    struct columns columns = columns_of(context);
    if (answer == NULL) {
        build_awaited(context, &view, rows, "getaddrinfo");
    } else if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, columns.source, gs_tone(&view, GS_ROLE_DIM),
                          "getaddrinfo");
        put_result(rows, &columns, &view, look->kind, words_of(look, &columns));
        gs_rows_put_time(rows, columns.time_end, gs_tone(&view, GS_ROLE_DIM),
                         answer->elapsed_us);
    }
}

static size_t count_records(const struct gs_dns_answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        count += answer->answer.items[i].type == answer->type ? 1 : 0;
    }
    return count;
}

/* "1 A, 2 AAAA": what DNS has for the name as it was typed. */
static void build_dns(const struct gs_pane_context *context, struct gs_rows *rows)
{
    static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA};
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    struct columns columns = columns_of(context);
    const char *node = gs_question_node(&context->lookup->question);
    struct gs_buf words = {0};
    int64_t elapsed_us = 0;
    bool has_records = false;
    const struct gs_dns_answer *empty = NULL;
    for (size_t i = 0; node != NULL && i < 2; i++) {
        const struct gs_dns_query *query =
            gs_facts_find_query(view.facts, node, types[i]);
        const struct gs_dns_answer *answer = query == NULL ? NULL : query->answer;
        if (answer == NULL) {
            continue;
        }
        elapsed_us = answer->elapsed_us > elapsed_us ? answer->elapsed_us : elapsed_us;
        if (answer->outcome == GS_OUTCOME_ANSWERED) {
            has_records = true;
            gs_buf_addf(&words, "%s%zu %s", words.len == 0 ? "" : ", ",
                        count_records(answer), types[i] == GS_TYPE_A ? "A" : "AAAA");
        } else if (empty == NULL || answer->outcome != GS_OUTCOME_NO_DATA) {
            empty = answer;
        }
    }
    if (!has_records && empty == NULL) {
        build_awaited(context, &view, rows, "DNS itself");
    } else if (gs_rows_next(rows, GS_NO_ITEM)) {
        bool is_bad = !has_records && gs_outcome_is_temporary(empty->outcome);
        (void)gs_rows_put(rows, columns.source, gs_tone(&view, GS_ROLE_DIM),
                          "DNS itself");
        put_result(rows, &columns, &view,
                   has_records ? GS_RUNG_KIND_GOOD
                   : is_bad    ? GS_RUNG_KIND_BAD
                               : GS_RUNG_KIND_PLAIN,
                   has_records ? gs_buf_text(&words)
                               : gs_dns_word(empty->outcome, empty->rcode));
        gs_rows_put_time(rows, columns.time_end, gs_tone(&view, GS_ROLE_DIM), elapsed_us);
    }
    gs_buf_fini(&words);
}

static void build_hosts_line(const struct gs_pane_context *context,
                             const struct gs_part_view *view, struct gs_rows *rows,
                             const struct gs_hosts_line *line)
{
    struct columns columns = columns_of(context);
    char address[GS_ADDRESS_TEXT_MAX];
    bool is_ignored = line->is_scoped || line->address.family == 0;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_address_format(&line->address, address);
    (void)gs_rows_put(rows, columns.source, gs_tone(view, GS_ROLE_DIM), "/etc/hosts");
    int x = gs_rows_putf(rows, columns.result, gs_tone(view, GS_ROLE_DIM), "line %zu",
                         line->line);
    x = gs_rows_put(rows, x + 2, gs_tone(view, GS_ROLE_TEXT), address);
    if (is_ignored) {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, GS_ROLE_WARN), "▲");
    }
    if (is_ignored && !columns.is_short) {
        (void)gs_rows_put(rows, x + 2, gs_tone(view, GS_ROLE_WARN), "libc ignores it");
    }
}

/* Why there is no ladder; NULL: there is one. */
static const char *reason(const struct gs_ladder *ladder)
{
    if (!ladder->is_supported) {
        return "This libc cannot be asked for one source at a time, so nobody can say "
               "here "
               "which one answered. nsswitch.conf, where there is one, and the set "
               "beside "
               "are all that is known.";
    }
    if (ladder->is_broken) {
        return "libc cannot read the actions in this line, so it asks no source at all.";
    }
    if (ladder->is_numeric) {
        return "No name to look up, so no source is asked.";
    }
    return ladder->rungs.count == 0 ? "No source is asked." : NULL;
}

void gs_describe_sources(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SOURCES);
    const struct gs_ladder *ladder = view.facts->sources;
    char words[GS_LADDER_WORD_MAX];
    bool is_short = context->width < GS_WIDE_CELLS;
    if (ladder == NULL) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", view.is_waiting ? "" : "not asked");
        gs_pane_time(pane, &view, 0);
        return;
    }
    gs_ladder_words(ladder, is_short, words);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", words);
        gs_pane_age(pane, &view);
    }
    if (view.is_waiting || (is_short && ladder->rungs.count > 0)) {
        gs_pane_time(pane, &view, view.took_us);
    } else if (ladder->is_replaced) {
        gs_buf_add_text(&pane->right, "not nsswitch.conf");
    } else if (ladder->nsswitch_line == 0) {
        gs_buf_add_text(&pane->right, "libc's default");
    } else {
        gs_buf_addf(&pane->right, "nsswitch.conf line %zu", ladder->nsswitch_line);
    }
}

void gs_build_sources(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SOURCES);
    const struct gs_ladder *ladder = view.facts->sources;
    if (ladder == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         view.is_waiting ? "The sources are being asked."
                                         : "The sources were not asked.");
        return;
    }
    if (reason(ladder) != NULL) {
        gs_rows_sentence(rows, gs_tone(&view, GS_ROLE_DIM), reason(ladder));
        return;
    }
    build_head(context, rows);
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        build_rung(context, &view, rows, i);
    }
    if (context->width >= GS_WIDE_CELLS) {
        build_getaddrinfo(context, rows);
        build_dns(context, rows);
    }
    for (size_t i = 0; i < ladder->hosts.count; i++) {
        build_hosts_line(context, &view, rows, &ladder->hosts.items[i]);
    }
}
