/* SPDX-License-Identifier: MIT */
/*
 * One row of getaddrinfo is one item of two lines: what a program gets, and what is known of
 * the address.
 *
 *       #  address                              port  socket
 *       2  192.0.43.8                             80  stream/tcp
 *          global · from 10.0.0.7 · ttl 3541 · same in DNS
 */
#include "no_address.h"
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/nat64_rules.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

/* Where the columns stand. */
struct columns {
    int address;
    int port_end;
    int socket;   /* -1: no such column */
    bool is_wide; /* a heading, and all facts */
    bool has_facts_row;
    bool is_mixed; /* rows of several socket types */
};

enum {
    MARKED_ROWS_MAX = 512,
};

/* What all rows of a pane share. */
struct list {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    int family; /* of the pane */
    struct columns at;
    bool marks; /* changes are marked */
};

/* One row of getaddrinfo in a pane. */
struct entry {
    const struct gs_addrinfo *row;
    size_t rank; /* in libc's order of both families */
    size_t item;
    enum gs_change change;
};

const struct gs_addrinfo *gs_address_row(const struct gs_pane_context *context,
                                         int family, size_t item, size_t *rank)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const struct gs_system_answer *answer = view.facts->system;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        if (answer->rows.items[i].family == family && item-- == 0) {
            *rank = i + 1;
            return &answer->rows.items[i];
        }
    }
    return NULL;
}

static void describe(const struct gs_pane_context *context, struct gs_pane *pane,
                     int family)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const struct gs_system_answer *answer = view.facts->system;
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    }
    if (gs_pane_stopped(pane, &view) || answer == NULL) {
        return;
    }
    size_t addresses = gs_digest_rows(context->digest, family)->different;
    size_t rows = gs_digest_rows(context->digest, family)->at.count;
    if (answer->outcome != GS_OUTCOME_ANSWERED) {
        gs_pane_info(pane, gs_outcome_look_of(answer->outcome).role, "%s",
                     gs_failed_info(answer->outcome));
    } else if (addresses == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s", gs_reason_of_none(context, family).info);
    } else if (rows == addresses) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", addresses,
                     gs_plural(addresses, "address", "addresses"));
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, %zu rows", addresses,
                     gs_plural(addresses, "address", "addresses"), rows);
    }
    gs_pane_age(pane, &view);
}

void gs_describe_v4(const struct gs_pane_context *context, struct gs_pane *pane)
{
    describe(context, pane, AF_INET);
}

void gs_describe_v6(const struct gs_pane_context *context, struct gs_pane *pane)
{
    describe(context, pane, AF_INET6);
}

/* Puts one more fact of a list parted by dots. Returns: the cell behind it. */
static int put_fact(struct gs_rows *rows, int x, int start, enum gs_role role,
                    const char *text)
{
    if (text[0] == '\0') {
        return x;
    }
    if (x > start) {
        x = gs_rows_put(rows, x, role, " · ");
    }
    return gs_rows_put(rows, x, role, text);
}

static void dns_facts(const struct gs_pane_context *context,
                      const struct gs_addrinfo *row, char ttl[24], const char **same)
{
    int64_t received_us = 0;
    const struct gs_lookup *lookup = context->lookup;
    const struct gs_facts *facts = gs_part_view_of(context, GS_PART_DNS).facts;
    const struct gs_record *record =
        gs_find_address_record(facts, &row->address, &received_us);
    ttl[0] = '\0';
    *same = "";
    if (record != NULL) {
        (void)snprintf(ttl, 24, "ttl %u",
                       gs_ttl_left(record->ttl_s, received_us, context->now.us));
        *same = "same in DNS";
    } else if (gs_family_dns_outcome(lookup, row->family) != GS_OUTCOME_NOT_ASKED &&
               !gs_outcome_is_temporary(gs_family_dns_outcome(lookup, row->family))) {
        *same = "not in DNS";
    }
}

static bool is_any(const struct gs_address *address)
{
    return strcmp(gs_address_class_of(address).id, "unspecified") == 0;
}

/* What a server may want to know of an address that stands for all. */
static void put_any(struct gs_rows *rows, int x, enum gs_role role,
                    const struct gs_addrinfo *row)
{
    if (rows->width_cells >= GS_WIDE_CELLS - 4 && row->family == AF_INET6) {
        (void)gs_rows_putf(rows, x, role, " · scope %u · flow %u",
                           (unsigned)row->address.scope_id, (unsigned)row->flowinfo);
    }
}

/* The address of a row, and how much of it stands in its first line. */
static size_t break_of(const struct list *list, const struct gs_addrinfo *row,
                       char text[GS_ADDRESS_TEXT_MAX])
{
    gs_address_format(&row->address, text);
    return gs_address_break(text, (size_t)(list->at.port_end - 6 - list->at.address));
}

/* What the first line had no room for: an address is never cut. Returns: the cell behind. */
static int put_rest(const struct list *list, struct gs_rows *rows,
                    const struct gs_addrinfo *row)
{
    char text[GS_ADDRESS_TEXT_MAX];
    return gs_rows_put(rows, list->at.address, gs_tone(&list->view, GS_ROLE_STRONG),
                       text + break_of(list, row, text));
}

static void put_facts(const struct list *list, struct gs_rows *rows,
                      const struct gs_addrinfo *row)
{
    char ttl[24];
    char text[GS_ADDRESS_TEXT_MAX + 16] = "no way there: no source address";
    const char *same = "";
    const struct columns *at = &list->at;
    enum gs_role role = gs_tone(&list->view, GS_ROLE_DIM);
    int start = at->address;
    int x = put_rest(list, rows, row);
    dns_facts(list->context, row, ttl, &same);
    if (row->source.address.family != 0) {
        char source[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&row->source.address, source);
        (void)snprintf(text, sizeof text, "from %s", source);
    }
    if (at->socket < 0 && (at->is_wide || at->is_mixed)) {
        char socket[32];
        gs_socket_format(row, socket);
        x = put_fact(rows, x, start, role, socket);
    }
    if (is_any(&row->address)) {
        put_any(rows, put_fact(rows, x, start, role, "any address of this machine"), role,
                row);
        return;
    }
    if (at->is_wide ||
        gs_nat64_inside(gs_nat64_shown(list->context), &row->address, NULL)) {
        struct gs_buf class = {0};
        gs_address_class_words(&class, &row->address, gs_nat64_shown(list->context));
        x = put_fact(rows, x, start, role, gs_buf_text(&class));
        gs_buf_fini(&class);
    }
    x = put_fact(rows, x, start, role, text);
    x = put_fact(rows, x, start, role, ttl);
    if (at->is_wide) {
        (void)put_fact(rows, x, start, role, same);
    }
}

static void put_row(const struct list *list, struct gs_rows *rows,
                    const struct entry *entry)
{
    char text[GS_ADDRESS_TEXT_MAX];
    const struct columns *at = &list->at;
    bool is_gone = entry->change == GS_CHANGE_REMOVED;
    enum gs_role strong =
        is_gone ? GS_ROLE_CHANGED : gs_tone(&list->view, GS_ROLE_STRONG);
    gs_rows_put_change(rows, entry->change);
    if (!is_gone) {
        (void)snprintf(text, sizeof text, "%zu", entry->rank);
        (void)gs_rows_put_right(rows, at->address - 2, gs_tone(&list->view, GS_ROLE_DIM),
                                text);
    }
    text[break_of(list, entry->row, text)] = '\0';
    (void)gs_rows_put_cut(rows, at->address, strong, text,
                          (size_t)(at->port_end - 6 - at->address));
    (void)snprintf(text, sizeof text, "%u", entry->row->port);
    (void)gs_rows_put_right(rows, at->port_end, gs_tone(&list->view, GS_ROLE_TEXT), text);
    if (at->socket >= 0) {
        gs_socket_format(entry->row, text);
        (void)gs_rows_put(rows, at->socket, gs_tone(&list->view, GS_ROLE_DIM), text);
    }
}

static void build_row(const struct list *list, struct gs_rows *rows, struct entry *entry)
{
    if (gs_rows_next(rows, entry->item)) {
        bool is_new = list->marks && entry->change == GS_CHANGE_NONE &&
                      !gs_answer_has_row(list->context->lookup->last.system, entry->row);
        entry->change = is_new ? GS_CHANGE_ADDED : entry->change;
        put_row(list, rows, entry);
    }
    if (list->at.has_facts_row && gs_rows_next(rows, entry->item)) {
        if (entry->change == GS_CHANGE_REMOVED) {
            int start = list->at.address;
            (void)put_fact(rows, put_rest(list, rows, entry->row), start, GS_ROLE_DIM,
                           "not in the answer any more");
        } else {
            put_facts(list, rows, entry->row);
        }
    }
}

static struct columns columns_of(const struct list *list, const struct gs_rows *rows,
                                 size_t count)
{
    const struct gs_pane_context *context = list->context;
    int width = (int)rows->width_cells;
    bool is_wide = rows->width_cells >= GS_WIDE_CELLS;
    char rank[24];
    int rank_cells =
        snprintf(rank, sizeof rank, "%zu", list->view.facts->system->rows.count);
    int longest = (int)gs_digest_rows(context->digest, list->family)->longest_cells;
    bool has_socket = is_wide && rank_cells + 2 + longest <= width - 12 - 6;
    bool is_long = rank_cells + 2 + longest > width - 6;
    return (struct columns){
        .address = rank_cells + 2,
        .port_end = has_socket ? width - 12 : width,
        .socket = has_socket ? width - 10 : -1,
        .is_wide = is_wide,
        .has_facts_row = is_long   ? true
                         : is_wide ? context->height > 2
                                   : count * 2 <= context->height,
        .is_mixed = context->digest->is_mixed,
    };
}

static void build_heading(struct gs_rows *rows, const struct columns *at)
{
    if (at->is_wide && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put_right(rows, at->address - 2, GS_ROLE_HEAD, "#");
        (void)gs_rows_put(rows, at->address, GS_ROLE_HEAD, "address");
        (void)gs_rows_put_right(rows, at->port_end, GS_ROLE_HEAD, "port");
        if (at->socket >= 0) {
            (void)gs_rows_put(rows, at->socket, GS_ROLE_HEAD, "socket");
        }
    }
}

/* The rows of this round, then those that the round before had and this one has not. */
static void build_rows(const struct list *list, struct gs_rows *rows, int family)
{
    const struct gs_system_answer *answer = list->view.facts->system;
    struct entry entry = {0};
    const struct gs_family_rows *own = gs_digest_rows(list->context->digest, family);
    size_t rows_each = list->at.has_facts_row ? 2 : 1;
    for (; entry.item < own->at.count; entry.item++) {
        entry.item +=
            gs_rows_skip(rows, entry.item, own->at.count - entry.item, rows_each);
        if (entry.item == own->at.count) {
            break;
        }
        entry.row = &answer->rows.items[own->at.items[entry.item]];
        entry.rank = own->at.items[entry.item] + 1;
        entry.change = GS_CHANGE_NONE;
        build_row(list, rows, &entry);
    }
    if (!list->marks) {
        return;
    }
    const struct gs_system_answer *last = list->context->lookup->last.system;
    for (size_t i = 0; i < last->rows.count; i++) {
        entry.row = &last->rows.items[i];
        if (entry.row->family == family && !gs_answer_has_row(answer, entry.row)) {
            entry.change = GS_CHANGE_REMOVED;
            build_row(list, rows, &entry);
            entry.item++;
        }
    }
}

static void build_none(const struct gs_pane_context *context, struct gs_rows *rows,
                       const struct gs_system_answer *answer, int family)
{
    if (answer->outcome != GS_OUTCOME_ANSWERED && gs_family_is_asked(context, family)) {
        gs_build_failed(context, answer, family, rows);
        return;
    }
    struct gs_reason why = gs_reason_of_none(context, family);
    if (rows->width_cells >= GS_WIDE_CELLS) {
        gs_rows_blank(rows); /* beside the other family's heading */
    }
    gs_rows_sentence(rows, GS_ROLE_TEXT, why.first);
    gs_rows_sentence(rows, GS_ROLE_DIM, why.second);
}

/* Comparing costs the product of both answers: very long ones are not marked. */
static bool may_mark(const struct gs_pane_context *context, int family)
{
    return gs_marks_changes(context, GS_PART_SYSTEM) &&
           gs_lookup_compares_family(context->lookup, family) &&
           context->lookup->now.system->rows.count < MARKED_ROWS_MAX &&
           context->lookup->last.system->rows.count < MARKED_ROWS_MAX;
}

static void build(const struct gs_pane_context *context, struct gs_rows *rows, int family)
{
    struct list list = {.context = context,
                        .family = family,
                        .view = gs_part_view_of(context, GS_PART_SYSTEM)};
    const struct gs_system_answer *answer = list.view.facts->system;
    if (answer == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         list.view.is_waiting ? "getaddrinfo has not answered yet."
                         : list.view.is_stopped
                             ? "Stopped before an answer came: r asks again."
                             : "getaddrinfo was not asked.");
        return;
    }
    size_t count = gs_digest_rows(context->digest, family)->at.count;
    list.marks = !list.view.is_old && answer == context->lookup->now.system &&
                 may_mark(context, family);
    list.at = columns_of(&list, rows, count);
    if (count > 0) {
        build_heading(rows, &list.at);
    } else {
        build_none(context, rows, answer, family);
    }
    build_rows(&list, rows, family);
    bool is_first = count > 0 && answer->rows.items[0].family == family;
    if (is_first && !list.view.is_old) { /* once, where libc's first row is */
        gs_build_traps(context->digest, NULL, rows);
    }
}

void gs_build_v4(const struct gs_pane_context *context, struct gs_rows *rows)
{
    build(context, rows, AF_INET);
}

void gs_build_v6(const struct gs_pane_context *context, struct gs_rows *rows)
{
    build(context, rows, AF_INET6);
}
