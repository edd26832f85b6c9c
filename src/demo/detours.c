/* SPDX-License-Identifier: MIT */
#include "detours.h"

#include "gaiscope/model/smtp_report.h"

#include <errno.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>

enum {
    REFUSED_MS = 20,
    NEAREST_MS = 12, /* of an address about which the zone says nothing */
    SPREAD_MS = 16,  /* and how much farther than that it may be */
};

static const uint16_t open_ports[] = {80, 443};

/* Nobody there: after the distance the errno, or silence. */
static void add_nobody(struct gs_detour_list *out, struct gs_endpoint shown,
                       uint32_t distance_ms, int error)
{
    struct gs_detour detour = {.shown = shown, .delay_ms = distance_ms, .error = error};
    gs_vec_push(out, detour);
}

static void add_open(struct gs_detour_list *out, struct gs_endpoint shown,
                     uint32_t distance_ms, struct gs_endpoint real)
{
    struct gs_detour detour = {.shown = shown, .real = real, .delay_ms = distance_ms};
    gs_vec_push(out, detour);
}

static void add_reach(const struct gs_detour_plan *plan, const struct gs_reach *reach,
                      struct gs_detour_list *out)
{
    int family = reach->endpoint.address.family;
    if (reach->action == GS_REACH_OPEN) {
        add_open(out, reach->endpoint, reach->distance_ms,
                 gs_listeners_saying(plan->listeners, family, reach->banner));
    } else {
        add_nobody(out, reach->endpoint, reach->distance_ms,
                   reach->action == GS_REACH_REFUSED ? ECONNREFUSED : 0);
    }
}

static bool is_loopback(const struct gs_address *address)
{
    static const uint8_t one[16] = {[15] = 1};
    return address->family == AF_INET
               ? address->bytes[0] == 127
               : address->family == AF_INET6 && memcmp(address->bytes, one, 16) == 0;
}

/* This machine, as the kernel takes it: who connects to "any" comes to the loopback, too. */
static void add_itself(struct gs_detour_list *out, struct gs_address address,
                       struct gs_address loopback)
{
    add_open(out, (struct gs_endpoint){address, 0}, 0, (struct gs_endpoint){loopback, 0});
}

static void add_this_machine(struct gs_detour_list *out, int family,
                             const uint8_t loopback[16])
{
    static const uint8_t any[16];
    struct gs_address one = gs_address_from_bytes(family, loopback);
    add_itself(out, one, one);
    add_itself(out, gs_address_from_bytes(family, any), one);
}

/* An address of the zone: a server like any other, somewhere. */
static void add_address(const struct gs_detour_plan *plan, struct gs_address address,
                        struct gs_detour_list *out)
{
    bool is_v6 = address.family == AF_INET6;
    uint32_t distance_ms =
        NEAREST_MS + address.bytes[is_v6 ? sizeof address.bytes - 1 : 3] % SPREAD_MS;
    struct gs_endpoint listener =
        gs_listeners_saying(plan->listeners, address.family, NULL);
    if (is_loopback(&address)) {
        add_itself(out, address, address);
        return;
    }
    for (size_t i = 0; i < sizeof open_ports / sizeof *open_ports; i++) {
        add_open(out, (struct gs_endpoint){address, open_ports[i]}, distance_ms,
                 listener);
    }
    add_open(out, (struct gs_endpoint){address, GS_SMTP_PORT}, distance_ms,
             plan->exchange);
    add_open(out, (struct gs_endpoint){address, plan->exchange.port}, distance_ms,
             plan->exchange);
    add_nobody(out, (struct gs_endpoint){address, 0}, REFUSED_MS, ECONNREFUSED);
}

struct gs_detour_list gs_detours_make(const struct gs_detour_plan *plan)
{
    static const uint8_t v4[16] = {127, 0, 0, 1};
    static const uint8_t v6[16] = {[15] = 1};

    struct gs_detour_list out = {0};
    for (size_t i = 0; i < plan->reaches->count; i++) {
        add_reach(plan, &plan->reaches->items[i], &out);
    }
    add_this_machine(&out, AF_INET, v4);
    add_this_machine(&out, AF_INET6, v6);
    for (size_t i = 0; i < plan->addresses->count; i++) {
        add_address(plan, plan->addresses->items[i], &out);
    }
    add_nobody(&out, (struct gs_endpoint){0}, 0, 0);
    return out;
}
