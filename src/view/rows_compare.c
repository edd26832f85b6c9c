/* SPDX-License-Identifier: MIT */
/*
 * libc's answer against DNS's, as sets, and what each question to DNS brought. In a narrow
 * pane one line a type says both.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/round_diff.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    TTL_CELLS = 6,
    SIGN_CELLS = 7,   /* a column of signs with its gap */
    MARKED_MAX = 512, /* longer unions are not marked: comparing costs their product */
};

static size_t count_queries(const struct gs_facts *facts)
{
    return facts->dns.count;
}

/* How many questions have their answer. */
static size_t count_answered(const struct gs_facts *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->dns.count; i++) {
        count += facts->dns.items[i].answer != NULL ? 1 : 0;
    }
    return count;
}

static const struct gs_dns_answer *first_heard(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_answer *answer = facts->dns.items[i].answer;
        if (answer != NULL && answer->server.address.family != 0) {
            return answer;
        }
    }
    return NULL;
}

static void describe_relation(const struct gs_pane_context *context, struct gs_pane *pane)
{
    size_t only_libc = context->digest->only_libc;
    size_t only_dns = context->digest->only_dns;
    switch (context->digest->relation) {
    case GS_SET_SAME:
        gs_pane_info(pane, GS_ROLE_TEXT, "same set");
        break;
    case GS_SET_BOTH_EMPTY:
        gs_pane_info(pane, GS_ROLE_TEXT, "both have none");
        break;
    case GS_SET_DIFFERENT:
        gs_pane_info(pane, GS_ROLE_WARN, "▲ ");
        if (only_dns > 0) {
            gs_pane_info(pane, GS_ROLE_WARN, "%zu only in DNS%s", only_dns,
                         only_libc > 0 ? ", " : "");
        }
        if (only_libc > 0) {
            gs_pane_info(pane, GS_ROLE_WARN, "%zu only in libc", only_libc);
        }
        break;
    case GS_SET_UNKNOWN:
        gs_pane_info(pane, GS_ROLE_TEXT, "not comparable");
        break;
    }
}

static void describe_server(const struct gs_pane_context *context,
                            const struct gs_facts *facts, struct gs_pane *pane)
{
    char text[GS_ENDPOINT_TEXT_MAX] = "";
    const struct gs_dns_answer *heard = first_heard(facts);
    if (heard != NULL) {
        gs_endpoint_format(&heard->server, GS_DNS_PORT, text);
        gs_buf_addf(&pane->right, "%s by %s", text, gs_transport_word(heard->transport));
    } else if (context->session->has_machine &&
               context->session->machine.resolver.server_count > 0) {
        gs_endpoint_format(&context->session->machine.resolver.servers[0], GS_DNS_PORT,
                           text);
        gs_buf_add_text(&pane->right, text);
    }
}

void gs_describe_compare(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    size_t all = count_queries(view.facts);
    size_t answered = count_answered(view.facts);
    if (view.is_waiting) {
        if (view.is_old) {
            gs_pane_info(pane, GS_ROLE_OLD, "asking again");
        } else {
            gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %zu answered", answered, all);
        }
        gs_pane_time(pane, &view, 0);
        return;
    }
    if (gs_pane_stopped(pane, &view)) {
        describe_server(context, view.facts, pane);
        return;
    }
    if (all == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "not asked");
        return;
    }
    if (context->is_dead) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", gs_verdict_dead_word(view.facts));
    } else {
        describe_relation(context, pane);
    }
    gs_pane_age(pane, &view);
    describe_server(context, view.facts, pane);
}

/* A narrow pane says of each type what its addresses are, and has no rows for them. */
static bool shows_members(const struct gs_pane_context *context)
{
    return context->width >= GS_WIDE_CELLS && context->digest->set.count > 0 &&
           !context->is_dead;
}

const struct gs_dns_query *gs_compare_query(const struct gs_pane_context *context,
                                            size_t item)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    size_t members = shows_members(context) ? context->digest->set.count : 0;
    if (item < members || item - members >= view.facts->dns.count) {
        return NULL;
    }
    return &view.facts->dns.items[item - members];
}

/* The union of the round before, as far as that round is still told of; false: nothing is. */
static bool find_before(const struct gs_pane_context *context, struct gs_set *before)
{
    const struct gs_lookup *lookup = context->lookup;
    struct gs_facts facts = {
        .system = gs_part_view_of(context, GS_PART_SYSTEM).facts->system,
        .dns = gs_part_view_of(context, GS_PART_DNS).facts->dns,
    };
    bool marks_libc = gs_marks_changes(context, GS_PART_SYSTEM);
    bool marks_dns = gs_marks_changes(context, GS_PART_DNS);
    if ((!marks_libc && !marks_dns) || context->digest->set.count > MARKED_MAX) {
        return false;
    }
    facts.system = marks_libc ? lookup->last.system : facts.system;
    facts.dns = marks_dns ? lookup->last.dns : facts.dns;
    *before = gs_answer_set(&facts);
    return before->count <= MARKED_MAX;
}

/* A family that libc is not asked for is not compared: it did not change, the question did. */
static enum gs_change change_of(const struct gs_pane_context *context,
                                const struct gs_set *before,
                                const struct gs_set_member *member)
{
    return gs_lookup_compares_family(context->lookup, member->address.family)
               ? gs_member_change(before, member)
               : GS_CHANGE_NONE;
}

static void put_mark(struct gs_rows *rows, int x, bool has,
                     const struct gs_part_view *view)
{
    if (view->is_waiting && (view->is_old || !has)) {
        (void)gs_rows_put(rows, x, GS_ROLE_WAIT, gs_spinner(view->waited_us));
    } else {
        (void)gs_rows_put(rows, x, has ? gs_tone(view, GS_ROLE_OK) : GS_ROLE_DIM,
                          has ? "✓" : "–");
    }
}

/* The longest addresses leave no room for it: it stands in the address panes, too. */
static bool shows_ttl(const struct gs_pane_context *context)
{
    size_t longest = context->digest->v6.longest_cells;
    return longest + 5 + 3 + SIGN_CELLS + TTL_CELLS <= context->width;
}

static void build_member(const struct gs_pane_context *context, struct gs_rows *rows,
                         const struct gs_set_member *member, enum gs_change change)
{
    struct gs_part_view libc = gs_part_view_of(context, GS_PART_SYSTEM);
    struct gs_part_view dns = gs_part_view_of(context, GS_PART_DNS);
    int ttl_end = (int)rows->width_cells;
    bool has_ttl = shows_ttl(context);
    int dns_x = ttl_end - (has_ttl ? TTL_CELLS : 0) - 3;
    int libc_x = dns_x - SIGN_CELLS;
    char text[GS_ADDRESS_TEXT_MAX];
    bool is_asked = gs_answer_wants(context->lookup, member->address.family);
    bool is_known = (member->in_libc && !libc.is_old) || (member->in_dns && !dns.is_old);
    bool is_odd = is_asked && context->digest->relation == GS_SET_DIFFERENT &&
                  member->in_libc != member->in_dns && !libc.is_waiting &&
                  !dns.is_waiting;
    gs_address_format(&member->address, text);
    gs_rows_put_change(rows, change);
    if (is_odd && change == GS_CHANGE_NONE) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
    }
    (void)gs_rows_put_cut(rows, 0,
                          change != GS_CHANGE_NONE ? GS_ROLE_CHANGED
                          : is_known               ? GS_ROLE_TEXT
                                                   : GS_ROLE_OLD,
                          text, (size_t)(libc_x - 2));
    put_mark(rows, libc_x, member->in_libc, &libc);
    put_mark(rows, dns_x, member->in_dns, &dns);
    if (!has_ttl) {
        return;
    }
    (void)snprintf(text, sizeof text, "–");
    if (member->in_dns) {
        (void)snprintf(text, sizeof text, "%u",
                       gs_ttl_left(member->ttl_s, member->received_us, context->now.us));
    }
    (void)gs_rows_put_right(
        rows, ttl_end, member->in_dns ? gs_tone(&dns, GS_ROLE_TEXT) : GS_ROLE_DIM, text);
}

/* What was in the round before and is not in this one. */
static void build_removed(const struct gs_pane_context *context, struct gs_rows *rows,
                          const struct gs_set *before)
{
    for (size_t i = 0; i < before->count; i++) {
        struct gs_set_member gone = before->items[i];
        bool is_gone =
            change_of(context, &context->digest->set, &gone) == GS_CHANGE_ADDED;
        if (is_gone && gs_rows_next(rows, GS_NO_ITEM)) {
            gone.in_libc = false;
            gone.in_dns = false;
            build_member(context, rows, &gone, GS_CHANGE_REMOVED);
        }
    }
}

static void build_members(const struct gs_pane_context *context, struct gs_rows *rows)
{
    int ttl_end = (int)rows->width_cells;
    int dns_end = ttl_end - (shows_ttl(context) ? TTL_CELLS : 0) - 2;
    struct gs_set before = {0};
    bool marks = find_before(context, &before);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "address");
        (void)gs_rows_put_right(rows, dns_end - SIGN_CELLS, GS_ROLE_HEAD, "libc");
        (void)gs_rows_put_right(rows, dns_end, GS_ROLE_HEAD, "DNS");
        if (shows_ttl(context)) {
            (void)gs_rows_put_right(rows, ttl_end, GS_ROLE_HEAD, "ttl");
        }
    }
    const struct gs_set *set = &context->digest->set;
    for (size_t i = 0; i < set->count; i++) {
        i += gs_rows_skip(rows, i, set->count - i, 1);
        if (i < set->count && gs_rows_next(rows, i)) {
            build_member(context, rows, &set->items[i],
                         marks ? change_of(context, &before, &set->items[i])
                               : GS_CHANGE_NONE);
        }
    }
    if (marks) {
        build_removed(context, rows, &before);
    }
    gs_vec_fini(&before);
}

static void build_unasked(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_question *question = &context->lookup->question;
    if (gs_part_view_of(context, GS_PART_DNS).is_stopped) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Stopped before a name server was asked.");
    } else if (question->is_null) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No host, so nothing to ask a name server.");
    } else if (gs_question_is_literal(question, NULL)) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "An address needs no name server.");
    } else {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No name server was asked.");
    }
}

void gs_build_compare(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_DNS);
    if (view.facts->dns.count == 0) {
        build_unasked(context, rows);
        return;
    }
    if (context->is_dead) {
        gs_build_tries(context, rows);
        return;
    }
    if (shows_members(context)) {
        build_members(context, rows);
        gs_rows_blank(rows);
    }
    gs_build_types(context, rows,
                   shows_members(context) ? context->digest->set.count : 0);
}
