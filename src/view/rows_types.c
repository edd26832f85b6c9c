/* SPDX-License-Identifier: MIT */
/*
 * What each question to DNS brought, one row a type; in a narrow pane with what libc makes of
 * it. And, where no server answers, one row a try.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/round_diff.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    OUTCOME_X = 10, /* columns of the wide table */
    SHORT_X = 6,    /* and of the narrow one */
    SERVER_X = 10,  /* columns of the table of tries */
    SERVER_CELLS = 15,
    TRY_BYTES = 96, /* of a sentence about the present try */
};

static size_t count_records(const struct gs_dns_answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        count += answer->answer.items[i].type == answer->type ? 1 : 0;
    }
    return count;
}

/* "waiting, try 1 of 2, 5 s each" or "stopped in try 1 of 2", as far as the configuration is
 * known. */
static void format_tries(const struct gs_pane_context *context,
                         const struct gs_dns_query *query, char out[TRY_BYTES])
{
    const struct gs_resolver *resolver = &context->session->machine.resolver;
    size_t tries = resolver->server_count * resolver->attempts;
    bool is_stopped = query->answer != NULL;
    size_t failed = is_stopped ? query->answer->tries.count : query->tries.count;
    const char *word = is_stopped ? "stopped in" : "waiting,";
    if (!context->session->has_machine || tries <= failed) {
        (void)snprintf(out, TRY_BYTES, "%s try %zu", word, failed + 1);
    } else if (is_stopped) {
        (void)snprintf(out, TRY_BYTES, "%s try %zu of %zu", word, failed + 1, tries);
    } else {
        (void)snprintf(out, TRY_BYTES, "%s try %zu of %zu, %u s each", word, failed + 1,
                       tries, resolver->timeout_s);
    }
}

/* The answer's alias, shown where there is room. */
static void put_answer(struct gs_rows *rows, int x, int end,
                       const struct gs_dns_answer *answer,
                       const struct gs_part_view *view)
{
    char text[64];
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        size_t records = count_records(answer);
        const char *name = gs_dns_answer_final_name(answer);
        const struct gs_record *first =
            answer->answer.count > 0 ? &answer->answer.items[0] : NULL;
        (void)snprintf(text, sizeof text, "%zu %s", records,
                       gs_plural(records, "record", "records"));
        x = gs_rows_put(rows, x, gs_tone(view, GS_ROLE_TEXT), text);
        if (name != NULL && answer->type == GS_TYPE_CNAME && first != NULL) {
            name = first->target;
        }
        if (name != NULL && !gs_name_is_equal(name, answer->name) && end - x > 12) {
            x = gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), "  → ");
            (void)gs_rows_put_host(rows, x, gs_tone(view, GS_ROLE_DIM), name,
                                   (size_t)(end - x));
        }
        return;
    }
    bool is_fault = gs_outcome_is_temporary(answer->outcome);
    bool is_absent = answer->outcome == GS_OUTCOME_NO_SUCH_NAME;
    struct gs_outcome_look look = gs_outcome_look_of(answer->outcome);
    enum gs_role role = gs_tone(view, is_fault || is_absent ? look.role : GS_ROLE_DIM);
    x = is_fault || is_absent ? gs_rows_put(rows, x, role, look.sign) + 1 : x;
    x = gs_rows_put(rows, x, role, gs_dns_word(answer->outcome, answer->rcode));
    if (is_fault && answer->rcode >= 0 && end - x > 14) {
        char rcode[GS_RCODE_TEXT_MAX];
        gs_rcode_format(answer->rcode, rcode);
        x = gs_rows_putf(rows, x + 2, gs_tone(view, GS_ROLE_DIM), "%s", rcode);
    }
    const struct gs_ede_list *errors = &answer->edns.errors;
    if (errors->count > 0 && errors->items[0].text != NULL && end - x > 8) {
        (void)gs_rows_put_cut(rows, x + 2, gs_tone(view, GS_ROLE_DIM),
                              errors->items[0].text, (size_t)(end - x - 2));
    }
}

/* The type, with the sign of what the round before had otherwise. */
static void put_type(const struct gs_pane_context *context, struct gs_rows *rows,
                     const struct gs_dns_query *query, enum gs_role role)
{
    char text[GS_TYPE_TEXT_MAX];
    enum gs_change change = gs_marks_changes(context, GS_PART_DNS)
                                ? gs_query_change(&context->lookup->last, query)
                                : GS_CHANGE_NONE;
    gs_type_format(query->type, text);
    gs_rows_put_change(rows, change);
    (void)gs_rows_put(rows, 0, change == GS_CHANGE_NONE ? role : GS_ROLE_CHANGED, text);
}

static void build_type(const struct gs_pane_context *context, struct gs_rows *rows,
                       const struct gs_dns_query *query, const struct gs_part_view *view)
{
    char text[TRY_BYTES];
    int end = (int)rows->width_cells;
    put_type(context, rows, query, gs_tone(view, GS_ROLE_TEXT));
    if (query->answer == NULL) {
        int64_t waited_us = context->now.us - query->started_us;
        format_tries(context, query, text);
        int x = gs_rows_put(rows, OUTCOME_X, GS_ROLE_WAIT, gs_spinner(waited_us));
        (void)gs_rows_put_cut(rows, x + 1, GS_ROLE_TEXT, text, (size_t)(end - 9 - x));
        gs_rows_put_time(rows, end, GS_ROLE_WAIT, waited_us);
        return;
    }
    if (query->answer->outcome == GS_OUTCOME_CANCELLED) {
        format_tries(context, query, text);
        (void)gs_rows_put_cut(rows, OUTCOME_X, GS_ROLE_DIM, text,
                              (size_t)(end - 9 - OUTCOME_X));
    } else {
        put_answer(rows, OUTCOME_X, end - 9, query->answer, view);
    }
    if (query->answer->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_rows_put_time(rows, end, gs_tone(view, GS_ROLE_TEXT),
                         query->answer->elapsed_us);
    }
}

/* How the sets of one family stand to each other, in at most three words. */
static bool put_relation(const struct gs_pane_context *context, struct gs_rows *rows,
                         uint16_t type, const struct gs_part_view *view)
{
    int family = type == GS_TYPE_A ? AF_INET : AF_INET6;
    size_t both = 0;
    size_t only_dns = 0;
    size_t only_libc = 0;
    for (size_t i = 0; i < context->digest->set.count; i++) {
        const struct gs_set_member *member = &context->digest->set.items[i];
        if (member->address.family == family) {
            both += member->in_dns && member->in_libc ? 1 : 0;
            only_dns += member->in_libc ? 0 : 1;
            only_libc += member->in_dns ? 0 : 1;
        }
    }
    bool libc_waits = gs_part_view_of(context, GS_PART_SYSTEM).is_waiting;
    if (libc_waits || view->is_old ||
        (only_dns + only_libc > 0 && context->digest->relation != GS_SET_DIFFERENT) ||
        !gs_answer_wants(context->lookup, family) || both + only_dns + only_libc == 0) {
        return false;
    }
    if (only_dns + only_libc == 0) {
        int x = gs_rows_put(rows, SHORT_X, GS_ROLE_OK, "✓");
        (void)gs_rows_put(rows, x + 1, GS_ROLE_TEXT, "both have it");
    } else {
        (void)gs_rows_putf(rows, SHORT_X, GS_ROLE_WARN, "▲ %zu only in %s",
                           only_dns > 0 ? only_dns : only_libc,
                           only_dns > 0 ? "DNS" : "libc");
    }
    return true;
}

static void build_short(const struct gs_pane_context *context, struct gs_rows *rows,
                        const struct gs_dns_query *query, const struct gs_part_view *view)
{
    int end = (int)rows->width_cells;
    int64_t waited_us = context->now.us - query->started_us;
    put_type(context, rows, query, gs_tone(view, GS_ROLE_DIM));
    if (query->answer == NULL) {
        (void)gs_rows_putf(rows, SHORT_X, GS_ROLE_WAIT, "%s waiting",
                           gs_spinner(waited_us));
        gs_rows_put_time(rows, end, GS_ROLE_WAIT, waited_us);
        return;
    }
    bool is_address = query->type == GS_TYPE_A || query->type == GS_TYPE_AAAA;
    bool is_empty = query->answer->outcome == GS_OUTCOME_NO_DATA ||
                    query->answer->outcome == GS_OUTCOME_NO_SUCH_NAME ||
                    query->answer->outcome == GS_OUTCOME_NOT_ASKED ||
                    query->answer->outcome == GS_OUTCOME_CANCELLED;
    if (is_empty) {
        (void)gs_rows_putf(rows, SHORT_X, gs_tone(view, GS_ROLE_DIM), "– %s",
                           gs_dns_word(query->answer->outcome, query->answer->rcode));
    } else if (!is_address || !put_relation(context, rows, query->type, view)) {
        put_answer(rows, SHORT_X, end - 8, query->answer, view);
    }
    if (query->answer->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_rows_put_time(rows, end, gs_tone(view, GS_ROLE_DIM),
                         query->answer->elapsed_us);
    }
}

void gs_build_types(const struct gs_pane_context *context, struct gs_rows *rows,
                    size_t first_item)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    bool is_wide = rows->width_cells >= GS_WIDE_CELLS;
    if (is_wide && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "type");
        (void)gs_rows_put(rows, OUTCOME_X, GS_ROLE_HEAD, "outcome");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "time");
    }
    for (size_t i = 0; i < view.facts->dns.count; i++) {
        if (!gs_rows_next(rows, first_item + i)) {
            continue;
        }
        if (is_wide) {
            build_type(context, rows, &view.facts->dns.items[i], &view);
        } else {
            build_short(context, rows, &view.facts->dns.items[i], &view);
        }
    }
}

static void put_try(struct gs_rows *rows, const struct gs_dns_query *query, size_t at)
{
    const struct gs_dns_try *try = &query->answer->tries.items[at];
    bool is_wide = rows->width_cells >= GS_WIDE_CELLS;
    char text[GS_ENDPOINT_TEXT_MAX];
    int end = (int)rows->width_cells;
    int x = is_wide ? SERVER_X + SERVER_CELLS + 2 : SHORT_X;
    gs_type_format(query->type, text);
    (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, at == 0 ? text : "");
    if (is_wide) {
        gs_endpoint_format(&try->server, GS_DNS_PORT, text);
        (void)gs_rows_put_cut(rows, SERVER_X, GS_ROLE_DIM, text, SERVER_CELLS);
        (void)snprintf(text, sizeof text, "%zu", at + 1);
        (void)gs_rows_put_right(rows, x + 3, GS_ROLE_TEXT, text);
        x += 5;
    }
    (void)gs_rows_putf(rows, x, GS_ROLE_ERR, "✗ %s", gs_dns_word(try->outcome, -1));
    gs_rows_put_time(rows, end, is_wide ? GS_ROLE_TEXT : GS_ROLE_DIM, try->elapsed_us);
}

static void build_configured(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_resolver *resolver = &context->session->machine.resolver;
    char text[96];
    if (!context->session->has_machine || resolver->server_count == 0) {
        gs_rows_sentence(rows, GS_ROLE_TEXT, "No name server is configured.");
        return;
    }
    (void)snprintf(
        text, sizeof text, "%zu %s, %u %s of %u s: %zu s", resolver->server_count,
        gs_plural(resolver->server_count, "server", "servers"), resolver->attempts,
        gs_plural(resolver->attempts, "try", "tries"), resolver->timeout_s,
        resolver->server_count * resolver->attempts * resolver->timeout_s);
    gs_rows_field(rows, rows->width_cells >= GS_WIDE_CELLS ? 18 : 15, "as configured",
                  text, NULL);
}

void gs_build_tries(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    size_t item = 0;
    if (rows->width_cells >= GS_WIDE_CELLS && gs_rows_next(rows, GS_NO_ITEM)) {
        int x = SERVER_X + SERVER_CELLS + 2;
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "type");
        (void)gs_rows_put(rows, SERVER_X, GS_ROLE_HEAD, "server");
        (void)gs_rows_put(rows, x, GS_ROLE_HEAD, "try");
        (void)gs_rows_put(rows, x + 5, GS_ROLE_HEAD, "outcome");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "time");
    }
    for (size_t i = 0; i < view.facts->dns.count; i++) {
        const struct gs_dns_query *query = &view.facts->dns.items[i];
        for (size_t j = 0; query->answer != NULL && j < query->answer->tries.count; j++) {
            if (gs_rows_next(rows, item++)) {
                put_try(rows, query, j);
            }
        }
    }
    gs_rows_blank(rows);
    build_configured(context, rows);
}
