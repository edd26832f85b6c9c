/* SPDX-License-Identifier: MIT */
/*
 * What this machine has of each family. Items: the lines of rules/network_words, then what was
 * reached of each family, then NAT64.
 *
 *     interface     address                    scope, state, lifetime
 *     eth0          192.0.2.7/24               global
 *                   2001:db8::7/64             global, temporary, valid 2 h 0 min
 *     IPv4 default  by 192.0.2.1, eth0         metric 100
 *     IPv4        ✓ reached: 2 of 2 connects open
 *     NAT64         64:ff9b::/96               IPv4 hosts over IPv6
 */
#include "network_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/nat64_rules.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    US_PER_S = 1000000,
    WHAT_X = 14,   /* addresses and words, where names stand beside them */
    NARROW_X = 2,  /* and where names stand above */
    FACTS_GAP = 2, /* cells between the two columns, at least */
    PREFIX_TEXT_MAX = GS_ADDRESS_TEXT_MAX + 5,
};

/* One pane being built. */
struct list {
    const struct gs_pane_context *context;
    const struct gs_network *network;
    struct gs_part_view view;
    bool is_narrow; /* names stand above what they are of */
    int what_x;     /* where addresses stand */
    int facts_x;    /* where their facts stand, if there is room */
};

const struct gs_network *gs_network_shown(const struct gs_pane_context *context,
                                          struct gs_part_view *view)
{
    *view = gs_part_view_of(context, GS_PART_NETWORK);
    return view->facts->network;
}

void gs_describe_network(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view;
    const struct gs_network *network = gs_network_shown(context, &view);
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (network != NULL && network->changes > 0) {
        char clock[GS_DURATION_TEXT_MAX];
        int64_t ago_s = (context->now.us - network->changed_us) / US_PER_S;
        gs_clock_format(context->now.wall_s - ago_s, clock);
        gs_pane_info(pane, GS_ROLE_DIM, "changed %s", clock);
    }
    gs_pane_age(pane, &view);
    if (network != NULL && network->is_watched && !view.is_waiting) {
        gs_buf_add_text(&pane->right, "watched");
        return;
    }
    gs_pane_time(pane, &view, view.took_us);
}

static bool is_fresh(const struct list *list, const struct gs_network_change *change)
{
    return change->mark != GS_NETWORK_SAME &&
           list->context->now.us - change->at_us < GS_MARK_US;
}

static enum gs_change change_of(const struct list *list,
                                const struct gs_network_change *change)
{
    static const enum gs_change changes[] = {
        [GS_NETWORK_SAME] = GS_CHANGE_NONE,
        [GS_NETWORK_ADDED] = GS_CHANGE_ADDED,
        [GS_NETWORK_REMOVED] = GS_CHANGE_REMOVED,
        [GS_NETWORK_CHANGED] = GS_CHANGE_CHANGED,
    };

    return is_fresh(list, change) ? changes[change->mark] : GS_CHANGE_NONE;
}

static bool is_hidden(const struct list *list, const struct gs_network_change *change)
{
    return change->mark == GS_NETWORK_REMOVED && !is_fresh(list, change);
}

/* What is put into one row, or into two where the facts have no room beside. */
struct row {
    size_t item;
    const char *name; /* "": as above */
    enum gs_role name_role;
    const char *sign; /* of the gutter; "" none */
    enum gs_role sign_role;
    enum gs_change change;
    const char *what;
    const char *facts;
};

static void put_gutter(struct gs_rows *rows, const struct list *list,
                       const struct row *row)
{
    if (row->change != GS_CHANGE_NONE) {
        gs_rows_put_change(rows, row->change);
    } else if (row->sign[0] != '\0') {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(&list->view, row->sign_role),
                          row->sign);
    }
}

static void put_name(struct gs_rows *rows, const struct list *list, const struct row *row)
{
    if (list->is_narrow && row->name[0] != '\0' && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, gs_tone(&list->view, row->name_role), row->name);
    }
}

/* Puts what the row is of; an address that is too long is broken. Returns: whether the last
 * of its rows is seen. */
static bool put_what(struct gs_rows *rows, const struct list *list, const struct row *row,
                     const char *rest)
{
    enum gs_role role = row->change != GS_CHANGE_NONE ? GS_ROLE_CHANGED : GS_ROLE_TEXT;
    bool is_seen = gs_rows_next(rows, row->item);
    char head[PREFIX_TEXT_MAX];
    (void)snprintf(head, sizeof head, "%.*s", (int)(rest - row->what), row->what);
    if (is_seen) {
        put_gutter(rows, list, row);
        (void)gs_rows_put(rows, list->what_x, gs_tone(&list->view, role),
                          rest[0] == '\0' ? row->what : head);
    }
    if (is_seen && !list->is_narrow) {
        (void)gs_rows_put_cut(rows, 0, gs_tone(&list->view, row->name_role), row->name,
                              WHAT_X - 1);
    }
    if (rest[0] != '\0') {
        is_seen = gs_rows_next(rows, row->item);
    }
    if (rest[0] != '\0' && is_seen) {
        (void)gs_rows_put(rows, list->what_x, gs_tone(&list->view, role), rest);
    }
    return is_seen;
}

static void build_row(struct gs_rows *rows, const struct list *list,
                      const struct row *row)
{
    size_t cells = gs_rows_room(rows, list->what_x, 0);
    const char *rest = row->what + gs_address_break(row->what, cells);
    put_name(rows, list, row);
    bool is_seen = put_what(rows, list, row, rest);
    if (row->facts[0] == '\0') {
        return;
    }
    int x = list->what_x + (int)gs_text_cells(rest[0] == '\0' ? row->what : rest);
    x = x + FACTS_GAP > list->facts_x ? x + FACTS_GAP : list->facts_x;
    if (x + (int)gs_text_cells(row->facts) > (int)rows->width_cells) {
        gs_rows_item_sentence(rows, row->item, list->what_x + FACTS_GAP, row->facts);
    } else if (is_seen) {
        (void)gs_rows_put(rows, x, gs_tone(&list->view, GS_ROLE_DIM), row->facts);
    }
}

static void add_lifetime(struct gs_buf *out, const struct list *list, const char *word,
                         uint32_t lifetime_s)
{
    char text[GS_DURATION_TEXT_MAX];
    uint32_t left_s =
        gs_network_left_s(lifetime_s, list->network->read_us, list->context->now.us);
    if (left_s != GS_LIFETIME_FOREVER) {
        gs_duration_format((int64_t)left_s * US_PER_S, text);
        gs_buf_addf(out, ", %s %s", word, text);
    }
}

static void add_facts(struct gs_buf *out, const struct list *list,
                      const struct gs_network_line *line)
{
    const struct gs_network_address *address = line->address;
    struct gs_buf state = {0};
    gs_buf_add_text(out, gs_network_scope_of(&address->address).word);
    gs_network_state_words(&state, address);
    gs_buf_addf(out, "%s%s", state.len > 0 ? ", " : "", gs_buf_text(&state));
    gs_buf_fini(&state);
    if (!address->is_deprecated) {
        add_lifetime(out, list, "preferred", address->preferred_s);
    }
    add_lifetime(out, list, "valid", address->valid_s);
    if (line->link != NULL && gs_network_link_word(line->link)[0] != '\0') {
        gs_buf_addf(out, ", %s", gs_network_link_word(line->link));
    }
}

static struct gs_network_change mark_of(const struct gs_network_line *line)
{
    static const struct gs_network_change same;
    bool is_link_changed =
        line->link != NULL && line->link->change.mark == GS_NETWORK_CHANGED;
    switch (line->kind) {
    case GS_NETWORK_LINE_ADDRESS:
        return line->address->change.mark == GS_NETWORK_SAME && is_link_changed
                   ? line->link->change
                   : line->address->change;
    case GS_NETWORK_LINE_LINK:
        return line->link == NULL ? same : line->link->change;
    case GS_NETWORK_LINE_ROUTE:
        return line->route->change;
    case GS_NETWORK_LINE_NO_ROUTE:
        break;
    }
    return same;
}

static void build_address(struct gs_rows *rows, const struct list *list,
                          const struct gs_network_line *line, struct row *row)
{
    const struct gs_network_address *address = line->address;
    char text[GS_ADDRESS_TEXT_MAX];
    char prefix[PREFIX_TEXT_MAX];
    struct gs_buf facts = {0};
    gs_address_format(&address->address, text);
    (void)snprintf(prefix, sizeof prefix, "%s/%u", text, (unsigned)address->prefix_bits);
    add_facts(&facts, list, line);
    row->name = line->is_first && line->link != NULL ? line->link->name : "";
    row->what = prefix;
    row->facts = gs_buf_text(&facts);
    if (address->is_duplicate) {
        row->sign = "✗";
        row->sign_role = GS_ROLE_ERR;
    } else if (address->is_tentative) {
        row->sign = "▲";
        row->sign_role = GS_ROLE_WARN;
    }
    build_row(rows, list, row);
    row->what = row->facts = ""; /* they end here */
    gs_buf_fini(&facts);
}

static void build_route(struct gs_rows *rows, const struct list *list,
                        const struct gs_network_line *line, struct row *row)
{
    char metric[32] = "";
    struct gs_buf words = {0};
    if (line->route == NULL) {
        gs_buf_add_text(&words, "no default route");
    } else {
        gs_network_route_words(&words, list->network, line->route);
        if (line->route->metric != 0) {
            (void)snprintf(metric, sizeof metric, "metric %u",
                           (unsigned)line->route->metric);
        }
        row->sign = line->route->is_unreachable ? "▲" : "";
    }
    row->sign_role = GS_ROLE_WARN;
    row->name = !line->is_first            ? ""
                : line->family == AF_INET6 ? "IPv6 default"
                                           : "IPv4 default";
    row->name_role = line->family == AF_INET6 ? GS_ROLE_V6 : GS_ROLE_V4;
    row->what = gs_buf_text(&words);
    row->facts = metric;
    build_row(rows, list, row);
    row->what = row->facts = "";
    gs_buf_fini(&words);
}

static void build_line(struct gs_rows *rows, const struct list *list,
                       const struct gs_network_line *line, size_t item)
{
    struct gs_network_change mark = mark_of(line);
    struct row row = {.item = item,
                      .name = "",
                      .name_role = GS_ROLE_TEXT,
                      .sign = "",
                      .change = change_of(list, &mark),
                      .facts = ""};
    if (is_hidden(list, &mark)) {
        return;
    }
    if (line->kind == GS_NETWORK_LINE_ADDRESS) {
        build_address(rows, list, line, &row);
    } else if (line->kind == GS_NETWORK_LINE_LINK) {
        row.name = line->link->name;
        row.what = "no address";
        row.facts = gs_network_link_word(line->link);
        build_row(rows, list, &row);
    } else {
        build_route(rows, list, line, &row);
    }
}

static void build_reach(struct gs_rows *rows, const struct list *list, int family,
                        size_t item)
{
    struct gs_buf words = {0};
    const struct gs_network_reach reach = gs_network_reach_of(
        &list->context->lookup->now, gs_nat64_shown(list->context), family);
    gs_network_reach_words(&words, &reach);
    const struct row row = {.item = item,
                            .name = family == AF_INET6 ? "IPv6" : "IPv4",
                            .name_role = family == AF_INET6 ? GS_ROLE_V6 : GS_ROLE_V4,
                            .sign = reach.tried == 0  ? ""
                                    : reach.open == 0 ? "✗"
                                                      : "✓",
                            .sign_role = reach.open == 0 ? GS_ROLE_ERR : GS_ROLE_OK,
                            .what = gs_buf_text(&words),
                            .facts = ""};
    build_row(rows, list, &row);
    gs_buf_fini(&words);
}

/* A row each prefix. */
static void build_prefixes(struct gs_rows *rows, const struct list *list, size_t item)
{
    const struct gs_nat64 *nat64 = gs_nat64_shown(list->context);
    for (size_t i = 0; i < nat64->count; i++) {
        char text[GS_NAT64_PREFIX_TEXT_MAX];
        gs_nat64_prefix_format(&nat64->prefixes[i], text);
        const struct row row = {.item = item,
                                .name = i == 0 ? "NAT64" : "",
                                .name_role = GS_ROLE_TEXT,
                                .sign = "",
                                .what = text,
                                .facts = i == 0 ? "IPv4 hosts over IPv6" : ""};
        build_row(rows, list, &row);
    }
}

static void build_nat64(struct gs_rows *rows, const struct list *list, size_t item)
{
    const struct gs_nat64 *nat64 = gs_nat64_shown(list->context);
    struct gs_buf words = {0};
    bool has_failed = strcmp(gs_network_nat64_id(nat64), "failed") == 0;
    if (nat64->count > 0) {
        build_prefixes(rows, list, item);
        return;
    }
    gs_network_nat64_words(&words, nat64);
    const struct row row = {.item = item,
                            .name = "NAT64",
                            .name_role = GS_ROLE_TEXT,
                            .sign = has_failed ? "✗" : "",
                            .sign_role = GS_ROLE_ERR,
                            .what = gs_buf_text(&words),
                            .facts = has_failed ? "r asks again" : ""};
    build_row(rows, list, &row);
    gs_buf_fini(&words);
}

/* Where the facts begin: behind the longest address that is shown, so that they align. */
static int facts_of(const struct list *list, const struct gs_network_line_list *lines)
{
    size_t widest = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].kind == GS_NETWORK_LINE_ADDRESS) {
            char text[GS_ADDRESS_TEXT_MAX];
            gs_address_format(&lines->items[i].address->address, text);
            size_t cells = gs_text_cells(text) + sizeof "/128" - 1;
            widest = cells > widest ? cells : widest;
        }
    }
    return list->what_x + (int)widest + FACTS_GAP;
}

void gs_build_network(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct list list = {.context = context, .is_narrow = context->width < GS_WIDE_CELLS};
    struct gs_network_line_list lines = {0};
    list.network = gs_network_shown(context, &list.view);
    list.what_x = list.is_narrow ? NARROW_X : WHAT_X;
    if (list.network == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         list.view.is_range ? GS_RANGE_SENTENCE
                                            : "Nothing is known of this machine yet.");
        return;
    }
    if (list.network->is_known) {
        gs_network_lines(list.network, &lines);
    } else {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "The interfaces are not known: this system does not tell them "
                         "by rtnetlink, as Linux does.");
    }
    list.facts_x = facts_of(&list, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        build_line(rows, &list, &lines.items[i], i);
    }
    build_reach(rows, &list, AF_INET, lines.count);
    build_reach(rows, &list, AF_INET6, lines.count + 1);
    build_nat64(rows, &list, lines.count + 2);
    gs_vec_fini(&lines);
}
