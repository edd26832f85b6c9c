/* SPDX-License-Identifier: MIT */
#include "json_network.h"

#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/nat64_rules.h"
#include "gaiscope/rules/network_words.h"

#include <sys/socket.h>

static const char *link_name(const struct gs_network *network, unsigned index)
{
    const struct gs_network_link *link = gs_network_find_link(network, index);
    return link == NULL ? NULL : link->name;
}

static struct json_t *links_json(const struct gs_network *network)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < network->links.count; i++) {
        const struct gs_network_link *link = &network->links.items[i];
        struct json_t *object = js_object();
        js_put_text(object, "name", link->name);
        js_put_int(object, "number", link->index);
        js_put_int(object, "mtu_bytes", link->mtu_bytes);
        js_put_bool(object, "up", link->is_up);
        js_put_bool(object, "carrier", link->has_carrier);
        js_put_bool(object, "loopback", link->is_loopback);
        js_push(array, object);
    }
    return array;
}

static void put_lifetime(struct json_t *object, const char *key, uint32_t lifetime_s)
{
    js_put(object, key,
           lifetime_s == GS_LIFETIME_FOREVER ? js_null() : js_int(lifetime_s));
}

static struct json_t *addresses_json(const struct gs_network *network)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < network->addresses.count; i++) {
        const struct gs_network_address *address = &network->addresses.items[i];
        struct json_t *object = js_object();
        js_put_address(object, "address", &address->address);
        js_put_int(object, "prefix_bits", address->prefix_bits);
        js_put_text(object, "interface", link_name(network, address->link_index));
        js_put_text(object, "scope", gs_network_scope_of(&address->address).id);
        js_put_text(object, "class", gs_address_class_of(&address->address).id);
        js_put_bool(object, "tentative", address->is_tentative);
        js_put_bool(object, "duplicate", address->is_duplicate);
        js_put_bool(object, "deprecated", address->is_deprecated);
        js_put_bool(object, "temporary", address->is_temporary);
        js_put_bool(object, "automatic", address->is_managed);
        put_lifetime(object, "preferred_s", address->preferred_s);
        put_lifetime(object, "valid_s", address->valid_s);
        js_push(array, object);
    }
    return array;
}

static struct json_t *routes_json(const struct gs_network *network)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < network->routes.count; i++) {
        const struct gs_network_route *route = &network->routes.items[i];
        struct json_t *object = js_object();
        js_put_text(object, "family", route->family == AF_INET6 ? "inet6" : "inet");
        js_put_address(object, "gateway", &route->gateway);
        js_put_text(object, "interface", link_name(network, route->link_index));
        js_put_int(object, "metric", route->metric);
        js_put_bool(object, "unreachable", route->is_unreachable);
        js_push(array, object);
    }
    return array;
}

static struct json_t *reach_json(const struct gs_session *session, int family)
{
    struct gs_network_reach reach =
        gs_network_reach_of(&session->lookup.now, &session->machine.nat64, family);
    struct json_t *object = js_object();
    js_put_int(object, "tried", (int64_t)reach.tried);
    js_put_int(object, "open", (int64_t)reach.open);
    js_put_int(object, "by_nat64", (int64_t)reach.by_nat64);
    return object;
}

static struct json_t *nat64_json(const struct gs_nat64 *nat64)
{
    struct json_t *object = js_object();
    struct json_t *prefixes = js_array();
    for (size_t i = 0; i < nat64->count; i++) {
        char text[GS_NAT64_PREFIX_TEXT_MAX];
        gs_nat64_prefix_format(&nat64->prefixes[i], text);
        js_push(prefixes, js_text(text));
    }
    js_put_text(object, "state", gs_network_nat64_id(nat64));
    js_put_outcome(object, "outcome", nat64->outcome);
    js_put(object, "prefixes", prefixes);
    js_put_int(object, "elapsed_us", nat64->elapsed_us);
    return object;
}

struct json_t *report_json_network(const struct gs_session *session)
{
    static const struct gs_network none;
    const struct gs_network *network = session->lookup.now.network;
    network = network == NULL ? &none : network;
    struct json_t *object = js_object();
    struct json_t *reached = js_object();
    js_put(reached, "inet", reach_json(session, AF_INET));
    js_put(reached, "inet6", reach_json(session, AF_INET6));
    js_put_bool(object, "known", network->is_known);
    js_put(object, "interfaces", links_json(network));
    js_put(object, "addresses", addresses_json(network));
    js_put(object, "default_routes", routes_json(network));
    js_put(object, "reached", reached);
    js_put(object, "nat64", nat64_json(&network->nat64));
    return object;
}
