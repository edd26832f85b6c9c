/* SPDX-License-Identifier: MIT */
/*
 * One address, one default route, one family's reach or NAT64 in full.
 */
#include "network_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/address_class.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    VALUE_X = 16,
    US_PER_S = 1000000,
};

static void build_link(struct gs_rows *rows, const struct gs_network_link *link)
{
    char text[48];
    if (link == NULL) {
        return;
    }
    const char *word = gs_network_link_word(link);
    gs_rows_field(rows, VALUE_X, "interface", link->name,
                  word[0] == '\0' ? "up, carries packets" : word);
    (void)snprintf(text, sizeof text, "%u", link->index);
    gs_rows_field(rows, VALUE_X, "its number", text, "the zone of a link-local address");
    if (link->mtu_bytes > 0) {
        (void)snprintf(text, sizeof text, "%u bytes", (unsigned)link->mtu_bytes);
        gs_rows_field(rows, VALUE_X, "MTU", text, "the largest packet");
    }
}

static void build_lifetime(struct gs_rows *rows, const char *label, uint32_t left_s,
                           const char *remark)
{
    char text[GS_DURATION_TEXT_MAX] = "for ever";
    if (left_s != GS_LIFETIME_FOREVER) {
        gs_duration_format((int64_t)left_s * US_PER_S, text);
    }
    gs_rows_field(rows, VALUE_X, label, text, remark);
}

/* What each state means for who uses the address. */
static void build_states(struct gs_rows *rows, const struct gs_network_address *address)
{
    const struct {
        bool is_so;
        const char *label;
        const char *meaning;
    } states[] = {
        {address->is_duplicate, "duplicate",
         "Another host has this address: it cannot be used (RFC 4862)."},
        {address->is_tentative, "tentative",
         "Whether another host has it is being asked: not used yet."},
        {address->is_deprecated, "deprecated",
         "New connections use another address; old ones go on."},
        {address->is_temporary, "temporary",
         "Changes with time, so that nobody follows it (RFC 8981)."},
        {address->is_managed, "automatic", "Made from the prefix that a router tells."},
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].is_so) {
            gs_rows_field(rows, VALUE_X, states[i].label, states[i].meaning, "");
        }
    }
}

static void build_address(const struct gs_pane_context *context, struct gs_popup *popup,
                          const struct gs_network *network,
                          const struct gs_network_line *line)
{
    const struct gs_network_address *address = line->address;
    struct gs_rows *rows = &popup->rows;
    struct gs_address_class class = gs_address_class_of(&address->address);
    char text[GS_ADDRESS_TEXT_MAX];
    char remark[96];
    gs_address_format(&address->address, text);
    gs_buf_add_text(&popup->title, text);
    gs_rows_field(rows, VALUE_X, "address", text, "");
    (void)snprintf(remark, sizeof remark, "%u bits", (unsigned)address->prefix_bits);
    gs_rows_field(rows, VALUE_X, "its network", remark,
                  "the first bits of its neighbours");
    gs_rows_field(rows, VALUE_X, "scope", gs_network_scope_of(&address->address).word,
                  "");
    (void)snprintf(remark, sizeof remark, "%s%s%s", class.prefix,
                   class.prefix[0] == '\0' ? "" : ", ", class.source);
    gs_rows_field(rows, VALUE_X, "class", class.word, remark);
    build_states(rows, address);
    build_lifetime(
        rows, "preferred",
        gs_network_left_s(address->preferred_s, network->read_us, context->now.us),
        "then deprecated");
    build_lifetime(rows, "valid",
                   gs_network_left_s(address->valid_s, network->read_us, context->now.us),
                   "then it goes");
    build_link(rows, line->link);
}

static void build_route(struct gs_popup *popup, const struct gs_network *network,
                        const struct gs_network_line *line)
{
    const char *family = line->family == AF_INET6 ? "IPv6" : "IPv4";
    struct gs_rows *rows = &popup->rows;
    struct gs_buf words = {0};
    char metric[32];
    gs_buf_addf(&popup->title, "%s default route", family);
    if (line->route == NULL) {
        gs_rows_sentence(rows, GS_ROLE_TEXT,
                         "There is none: addresses outside of the own networks have no "
                         "way, and a connect fails at once.");
        return;
    }
    gs_network_route_words(&words, network, line->route);
    gs_rows_field(rows, VALUE_X, "leads", gs_buf_text(&words), "");
    (void)snprintf(metric, sizeof metric, "%u", (unsigned)line->route->metric);
    gs_rows_field(rows, VALUE_X, "metric", metric, "the lowest wins");
    build_link(rows, line->link);
    if (line->route->is_unreachable) {
        gs_rows_blank(rows);
        gs_rows_sentence(
            rows, GS_ROLE_TEXT,
            "A connect over it fails at once, or is lost in silence: programs "
            "then try the other family.");
    }
    gs_buf_fini(&words);
}

static void build_reach(const struct gs_pane_context *context, struct gs_popup *popup,
                        int family)
{
    struct gs_buf words = {0};
    struct gs_network_reach reach =
        gs_network_reach_of(&context->lookup->now, gs_nat64_shown(context), family);
    gs_network_reach_words(&words, &reach);
    gs_buf_addf(&popup->title, "%s", family == AF_INET6 ? "IPv6" : "IPv4");
    gs_rows_field(&popup->rows, VALUE_X, "this host", gs_buf_text(&words), "");
    gs_rows_blank(&popup->rows);
    gs_rows_sentence(&popup->rows, GS_ROLE_TEXT,
                     "Told from the connects that were asked alone: the race, the web "
                     "service finder, the families. Nothing else is sent.");
    gs_buf_fini(&words);
}

static void build_nat64(const struct gs_pane_context *context, struct gs_popup *popup)
{
    const struct gs_nat64 *nat64 = gs_nat64_shown(context);
    struct gs_rows *rows = &popup->rows;
    struct gs_buf words = {0};
    char time[GS_DURATION_TEXT_MAX];
    gs_buf_add_text(&popup->title, "NAT64");
    gs_network_nat64_words(&words, nat64);
    gs_rows_field(rows, VALUE_X, "prefix", gs_buf_text(&words), "");
    gs_rows_field(rows, VALUE_X, "asked", GS_NAT64_NAME, "AAAA, of the name server");
    if (nat64->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_duration_format(nat64->elapsed_us, time);
        gs_rows_field(rows, VALUE_X, "answer", gs_outcome_word(nat64->outcome), time);
    }
    gs_rows_blank(rows);
    gs_rows_sentence(
        rows, GS_ROLE_TEXT,
        "That name has IPv4 addresses alone. A name server that gives IPv6 ones "
        "makes them up, with the prefix of a NAT64 (RFC 7050): IPv6 on the way, "
        "IPv4 at the host. They count as IPv4 here.");
    gs_buf_fini(&words);
}

void gs_details_network(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    struct gs_part_view view;
    const struct gs_network *network = gs_network_shown(context, &view);
    struct gs_network_line_list lines = {0};
    if (network == NULL) {
        return;
    }
    if (network->is_known) {
        gs_network_lines(network, &lines);
    }
    const struct gs_network_line *line = item < lines.count ? &lines.items[item] : NULL;
    if (line == NULL && item - lines.count < 2) {
        build_reach(context, popup, item == lines.count ? AF_INET : AF_INET6);
    } else if (line == NULL) {
        build_nat64(context, popup);
    } else if (line->kind == GS_NETWORK_LINE_ADDRESS) {
        build_address(context, popup, network, line);
    } else if (line->kind == GS_NETWORK_LINE_LINK) {
        gs_buf_add_text(&popup->title, line->link->name);
        build_link(&popup->rows, line->link);
    } else {
        build_route(popup, network, line);
    }
    gs_vec_fini(&lines);
}
