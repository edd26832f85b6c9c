/* SPDX-License-Identifier: MIT */
#include "csv_network.h"

#include "csv_line.h"

#include "gaiscope/rules/nat64_rules.h"
#include "gaiscope/rules/network_words.h"

#include <sys/socket.h>

static const char *link_name(const struct gs_network *network, unsigned index)
{
    const struct gs_network_link *link = gs_network_find_link(network, index);
    return link == NULL ? NULL : link->name;
}

static void address_line(struct gs_buf *out, const struct gs_network *network, size_t at)
{
    const struct gs_network_address *address = &network->addresses.items[at];
    struct csv_line line = csv_line_of(GS_PART_NETWORK, at + 1);
    struct gs_buf state = {0};
    gs_network_state_words(&state, address);
    csv_set(&line, CSV_NAME, link_name(network, address->link_index));
    csv_set(&line, CSV_TYPE, "address");
    csv_set_address(&line, &address->address);
    csv_set_number(&line, CSV_PREFERENCE, address->prefix_bits);
    if (address->valid_s != GS_LIFETIME_FOREVER) {
        csv_set_number(&line, CSV_TTL, address->valid_s);
    }
    csv_set(&line, CSV_VALUE, gs_network_scope_of(&address->address).id);
    csv_set(&line, CSV_OUTCOME, gs_buf_text(&state));
    csv_end(out, &line);
    gs_buf_fini(&state);
}

static void route_line(struct gs_buf *out, const struct gs_network *network, size_t at)
{
    const struct gs_network_route *route = &network->routes.items[at];
    struct csv_line line = csv_line_of(GS_PART_NETWORK, at + 1);
    csv_set(&line, CSV_NAME, link_name(network, route->link_index));
    csv_set(&line, CSV_TYPE, "default_route");
    csv_set_address(&line, &route->gateway);
    csv_set(&line, CSV_FAMILY, route->family == AF_INET6 ? "inet6" : "inet");
    csv_set_number(&line, CSV_PREFERENCE, route->metric);
    csv_set(&line, CSV_OUTCOME, route->is_unreachable ? "unreachable" : "");
    csv_end(out, &line);
}

static void nat64_line(struct gs_buf *out, const struct gs_nat64 *nat64, size_t at)
{
    struct csv_line line = csv_line_of(GS_PART_NETWORK, 0);
    char prefix[GS_NAT64_PREFIX_TEXT_MAX];
    csv_set(&line, CSV_NAME, GS_NAT64_NAME);
    csv_set(&line, CSV_TYPE, "nat64");
    if (at < nat64->count) {
        gs_nat64_prefix_format(&nat64->prefixes[at], prefix);
        csv_set(&line, CSV_VALUE, prefix);
    }
    csv_set(&line, CSV_OUTCOME, gs_network_nat64_id(nat64));
    csv_end(out, &line);
}

void csv_network_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_network *network = session->lookup.now.network;
    for (size_t i = 0; network != NULL && i < network->addresses.count; i++) {
        address_line(out, network, i);
    }
    for (size_t i = 0; network != NULL && i < network->routes.count; i++) {
        route_line(out, network, i);
    }
    for (size_t i = 0; network != NULL && (i == 0 || i < network->nat64.count); i++) {
        nat64_line(out, &network->nat64, i);
    }
}
