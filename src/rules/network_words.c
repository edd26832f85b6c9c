/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/network_words.h"

#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/nat64_rules.h"

#include <string.h>

#include <sys/socket.h>

enum {
    US_PER_S = 1000000,
};

struct gs_network_scope gs_network_scope_of(const struct gs_address *address)
{
    static const struct {
        const char *class;
        struct gs_network_scope scope;
    } scopes[] = {
        {"loopback", {"host", "host"}},
        {"link_local", {"link", "link"}},
        {"unique_local", {"unique local", "unique_local"}},
        {"site_local", {"site", "site"}},
        {"private", {"private", "private"}},
        {"shared", {"carrier NAT", "shared"}},
    };
    const char *class = gs_address_class_of(address).id;
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        if (strcmp(scopes[i].class, class) == 0) {
            return scopes[i].scope;
        }
    }
    return (struct gs_network_scope){"global", "global"};
}

void gs_network_state_words(struct gs_buf *out, const struct gs_network_address *address)
{
    const struct {
        bool is_so;
        const char *word;
    } states[] = {
        {address->is_duplicate, "duplicate"},   {address->is_tentative, "tentative"},
        {address->is_deprecated, "deprecated"}, {address->is_temporary, "temporary"},
        {address->is_managed, "automatic"},
    };

    const char *between = "";
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].is_so) {
            gs_buf_addf(out, "%s%s", between, states[i].word);
            between = ", ";
        }
    }
}

const char *gs_network_link_word(const struct gs_network_link *link)
{
    return !link->is_up ? "down" : link->has_carrier ? "" : "no carrier";
}

uint32_t gs_network_left_s(uint32_t lifetime_s, int64_t read_us, int64_t now_us)
{
    int64_t gone_s = now_us > read_us ? (now_us - read_us) / US_PER_S : 0;
    if (lifetime_s == GS_LIFETIME_FOREVER) {
        return lifetime_s;
    }
    return gone_s < (int64_t)lifetime_s ? lifetime_s - (uint32_t)gone_s : 0;
}

void gs_network_route_words(struct gs_buf *out, const struct gs_network *network,
                            const struct gs_network_route *route)
{
    char gateway[GS_ADDRESS_TEXT_MAX];
    const struct gs_network_link *link = gs_network_find_link(network, route->link_index);
    const char *name = link == NULL ? "an unknown interface" : link->name;
    gs_address_format(&route->gateway, gateway);
    if (route->is_unreachable) {
        gs_buf_add_text(out, "unreachable");
    } else if (gateway[0] != '\0') {
        gs_buf_addf(out, "by %s, %s", gateway, name);
    } else {
        gs_buf_addf(out, "on %s itself", name);
    }
}

/* Adds one connect to what is counted of a family. */
static void count_connection(struct gs_network_reach *reach,
                             const struct gs_connection *connection,
                             const struct gs_nat64 *nat64, int family)
{
    const struct gs_address *address = &connection->endpoint.address;
    bool is_nat64 = gs_nat64_inside(nat64, address, NULL);
    int counts_as = is_nat64 ? AF_INET : address->family;
    bool is_tried = gs_connect_is_over(connection->status) &&
                    connection->status != GS_CONNECT_STOPPED;
    if (!is_tried || counts_as != family ||
        strcmp(gs_network_scope_of(address).id, "host") == 0) {
        return;
    }
    reach->tried++;
    if (connection->status == GS_CONNECT_OPEN) {
        reach->open++;
        reach->by_nat64 += is_nat64;
    }
}

static void count_families(struct gs_network_reach *reach,
                           const struct gs_families *families,
                           const struct gs_nat64 *nat64, int family)
{
    for (size_t i = 0; families != NULL && i < families->rows.count; i++) {
        for (size_t side = 0; side < 2; side++) {
            const struct gs_connection_list *list =
                &families->rows.items[i].sides[side].connections;
            for (size_t k = 0; k < list->count; k++) {
                count_connection(reach, &list->items[k], nat64, family);
            }
        }
    }
}

struct gs_network_reach gs_network_reach_of(const struct gs_facts *facts,
                                            const struct gs_nat64 *nat64, int family)
{
    struct gs_network_reach reach = {0};
    for (size_t i = 0; facts->race != NULL && i < facts->race->lanes.count; i++) {
        count_connection(&reach, &facts->race->lanes.items[i].connection, nat64, family);
    }
    for (size_t i = 0; facts->connect != NULL && i < facts->connect->attempts.count;
         i++) {
        count_connection(&reach, &facts->connect->attempts.items[i].connection, nat64,
                         family);
    }
    count_families(&reach, facts->families, nat64, family);
    return reach;
}

void gs_network_reach_words(struct gs_buf *out, const struct gs_network_reach *reach)
{
    if (reach->tried == 0) {
        gs_buf_add_text(out, "not tried yet: 3 races, c connects");
        return;
    }
    gs_buf_addf(out, "%s: %zu of %zu %s open",
                reach->open > 0 ? "reached" : "not reached", reach->open, reach->tried,
                reach->tried == 1 ? "connect" : "connects");
    if (reach->by_nat64 > 0) {
        gs_buf_addf(out, ", %zu by NAT64", reach->by_nat64);
    }
}

static bool has_no_dns64(const struct gs_nat64 *nat64)
{
    return nat64->outcome == GS_OUTCOME_NO_DATA ||
           nat64->outcome == GS_OUTCOME_NO_SUCH_NAME ||
           (nat64->outcome == GS_OUTCOME_ANSWERED && nat64->count == 0);
}

void gs_network_nat64_words(struct gs_buf *out, const struct gs_nat64 *nat64)
{
    for (size_t i = 0; i < nat64->count; i++) {
        char text[GS_NAT64_PREFIX_TEXT_MAX];
        gs_nat64_prefix_format(&nat64->prefixes[i], text);
        gs_buf_addf(out, "%s%s", i == 0 ? "" : ", ", text);
    }
    if (nat64->count > 0) {
        return;
    }
    if (nat64->outcome == GS_OUTCOME_ANSWERED) {
        gs_buf_add_text(out, "no prefix in the answer for " GS_NAT64_NAME);
    } else if (has_no_dns64(nat64)) {
        gs_buf_add_text(out, "no DNS64 here");
    } else if (nat64->outcome == GS_OUTCOME_NOT_ASKED) {
        gs_buf_add_text(out, "not asked");
    } else {
        gs_buf_addf(out, "not known: %s", gs_outcome_word(nat64->outcome));
    }
}

const char *gs_network_nat64_id(const struct gs_nat64 *nat64)
{
    if (nat64->count > 0) {
        return "found";
    }
    return nat64->outcome == GS_OUTCOME_NOT_ASKED ? "not_asked"
           : has_no_dns64(nat64)                  ? "none"
                                                  : "failed";
}

static bool has_address(const struct gs_network *network, unsigned link_index)
{
    for (size_t i = 0; i < network->addresses.count; i++) {
        if (network->addresses.items[i].link_index == link_index) {
            return true;
        }
    }
    return false;
}

static void add_link(const struct gs_network *network, const struct gs_network_link *link,
                     struct gs_network_line_list *out)
{
    bool is_first = true;
    for (size_t i = 0; i < network->addresses.count; i++) {
        const struct gs_network_address *address = &network->addresses.items[i];
        if (address->link_index == link->index) {
            gs_vec_push(out, ((struct gs_network_line){.kind = GS_NETWORK_LINE_ADDRESS,
                                                       .link = link,
                                                       .address = address,
                                                       .is_first = is_first}));
            is_first = false;
        }
    }
    if (is_first) {
        gs_vec_push(out,
                    ((struct gs_network_line){
                        .kind = GS_NETWORK_LINE_LINK, .link = link, .is_first = true}));
    }
}

/* Where an interface stands: those that lead out, the loopback, those without an address. */
static int place_of(const struct gs_network *network, const struct gs_network_link *link)
{
    return !has_address(network, link->index) ? 2 : link->is_loopback ? 1 : 0;
}

static void add_routes(const struct gs_network *network, int family,
                       struct gs_network_line_list *out)
{
    bool is_first = true;
    for (size_t i = 0; i < network->routes.count; i++) {
        const struct gs_network_route *route = &network->routes.items[i];
        if (route->family == family) {
            gs_vec_push(out, ((struct gs_network_line){
                                 .kind = GS_NETWORK_LINE_ROUTE,
                                 .link = gs_network_find_link(network, route->link_index),
                                 .route = route,
                                 .family = family,
                                 .is_first = is_first}));
            is_first = false;
        }
    }
    if (is_first) {
        gs_vec_push(out, ((struct gs_network_line){.kind = GS_NETWORK_LINE_NO_ROUTE,
                                                   .family = family,
                                                   .is_first = true}));
    }
}

void gs_network_lines(const struct gs_network *network, struct gs_network_line_list *out)
{
    for (int place = 0; place < 3; place++) {
        for (size_t i = 0; i < network->links.count; i++) {
            if (place_of(network, &network->links.items[i]) == place) {
                add_link(network, &network->links.items[i], out);
            }
        }
    }
    add_routes(network, AF_INET, out);
    add_routes(network, AF_INET6, out);
}
