/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/nat64_rules.h"
#include "gaiscope/rules/network_words.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    WHAT_X = 18,  /* addresses and words, behind names of 15 letters */
    FACTS_X = 44, /* where their facts stand, behind those of usual length */
    GAP = 2,
    US_PER_S = 1000000,
};

/* A line; facts that have no room beside stand below, broken between words. */
static void write_line(struct gs_buf *out, const char *name, const char *what,
                       const char *facts)
{
    struct gs_buf head = {0};
    size_t end = WHAT_X + gs_text_cells(what);
    size_t at = end + GAP > FACTS_X ? end + GAP : FACTS_X;
    bool fits = at + gs_text_cells(facts) <= REPORT_COLS;
    gs_buf_add_text(&head, "  ");
    report_padded(&head, name, WHAT_X - GAP);
    if (end > REPORT_COLS) {
        report_paragraph(out, gs_buf_text(&head), what);
    } else {
        gs_buf_add(out, gs_buf_text(&head), head.len);
        report_padded(out, what, fits && facts[0] != '\0' ? at - WHAT_X : end - WHAT_X);
        gs_buf_add_text(out, fits ? facts : "");
        report_end_line(out);
    }
    if (!fits && facts[0] != '\0') {
        gs_buf_fini(&head);
        report_padded(&head, "", WHAT_X + GAP);
        report_paragraph(out, gs_buf_text(&head), facts);
    }
    gs_buf_fini(&head);
}

static void add_lifetime(struct gs_buf *out, const char *word, uint32_t lifetime_s)
{
    char text[GS_DURATION_TEXT_MAX];
    if (lifetime_s != GS_LIFETIME_FOREVER) {
        gs_duration_format((int64_t)lifetime_s * US_PER_S, text);
        gs_buf_addf(out, ", %s %s", word, text);
    }
}

static void write_address(struct gs_buf *out, const struct gs_network_line *line)
{
    const struct gs_network_address *address = line->address;
    char text[GS_ADDRESS_TEXT_MAX];
    char prefix[GS_ADDRESS_TEXT_MAX + 5];
    struct gs_buf facts = {0};
    struct gs_buf state = {0};
    gs_address_format(&address->address, text);
    (void)snprintf(prefix, sizeof prefix, "%s/%u", text, (unsigned)address->prefix_bits);
    gs_network_state_words(&state, address);
    gs_buf_addf(&facts, "%s%s%s", gs_network_scope_of(&address->address).word,
                state.len > 0 ? ", " : "", gs_buf_text(&state));
    if (!address->is_deprecated) {
        add_lifetime(&facts, "preferred", address->preferred_s);
    }
    add_lifetime(&facts, "valid", address->valid_s);
    if (gs_network_link_word(line->link)[0] != '\0') {
        gs_buf_addf(&facts, ", %s", gs_network_link_word(line->link));
    }
    write_line(out, line->is_first ? line->link->name : "", prefix, gs_buf_text(&facts));
    gs_buf_fini(&state);
    gs_buf_fini(&facts);
}

static void write_route(struct gs_buf *out, const struct gs_network *network,
                        const struct gs_network_line *line)
{
    struct gs_buf words = {0};
    const char *name = line->family == AF_INET6 ? "IPv6 default" : "IPv4 default";
    char metric[32] = "";
    if (line->route == NULL) {
        gs_buf_add_text(&words, "no default route");
    } else {
        gs_network_route_words(&words, network, line->route);
    }
    if (line->route != NULL && line->route->metric != 0) {
        (void)snprintf(metric, sizeof metric, "metric %u", (unsigned)line->route->metric);
    }
    write_line(out, line->is_first ? name : "", gs_buf_text(&words), metric);
    gs_buf_fini(&words);
}

static void write_lines(struct gs_buf *out, const struct gs_network *network)
{
    struct gs_network_line_list lines = {0};
    gs_network_lines(network, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct gs_network_line *line = &lines.items[i];
        if (line->kind == GS_NETWORK_LINE_ADDRESS) {
            write_address(out, line);
        } else if (line->kind == GS_NETWORK_LINE_LINK) {
            write_line(out, line->link->name, "no address",
                       gs_network_link_word(line->link));
        } else {
            write_route(out, network, line);
        }
    }
    gs_vec_fini(&lines);
}

/* Only what was asked beside it tells what is reached. */
static void write_reach(struct gs_buf *out, const struct gs_session *session, int family)
{
    struct gs_network_reach reach =
        gs_network_reach_of(&session->lookup.now, &session->machine.nat64, family);
    struct gs_buf words = {0};
    if (reach.tried > 0) {
        gs_network_reach_words(&words, &reach);
        write_line(out, family == AF_INET6 ? "IPv6" : "IPv4", gs_buf_text(&words), "");
    }
    gs_buf_fini(&words);
}

static void write_nat64(struct gs_buf *out, const struct gs_nat64 *nat64)
{
    struct gs_buf words = {0};
    for (size_t i = 0; i < nat64->count; i++) {
        char text[GS_NAT64_PREFIX_TEXT_MAX];
        gs_nat64_prefix_format(&nat64->prefixes[i], text);
        write_line(out, i == 0 ? "NAT64" : "", text,
                   i == 0 ? "IPv4 hosts over IPv6" : "");
    }
    if (nat64->count == 0) {
        gs_network_nat64_words(&words, nat64);
        write_line(out, "NAT64", gs_buf_text(&words), "");
    }
    gs_buf_fini(&words);
}

void report_block_network(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_network *network = session->lookup.now.network;
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_NETWORK,
                   network == NULL ? 0 : network->nat64.elapsed_us, right);
    report_title(out, "What this machine has", "", right);
    if (network == NULL) {
        gs_buf_add_text(out, "  Nothing was read.\n");
        return;
    }
    if (network->is_known) {
        write_lines(out, network);
    } else {
        report_paragraph(
            out, "  ",
            "The interfaces are not known: this system does not tell them by "
            "rtnetlink, as Linux does.");
    }
    write_reach(out, session, AF_INET);
    write_reach(out, session, AF_INET6);
    write_nat64(out, &network->nat64);
}
