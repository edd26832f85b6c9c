/* SPDX-License-Identifier: MIT */
/*
 * The services part: the typed service is looked up at once, so that it never waits for a
 * name server; ports that only getaddrinfo's answer brings are looked up after it.
 */
#include "round.h"

static void answered(struct gs_round *round, struct gs_services *services)
{
    struct gs_event event = {.type = GS_EVENT_SERVICES};
    event.of.services = services == NULL ? gs_services_new() : services;
    gs_round_emit(round, event);
}

void gs_run_services(struct gs_round *round)
{
    if (gs_round_has(round, GS_PART_SERVICES)) {
        gs_round_ask_services(round, NULL, 0, answered);
    }
}

void gs_run_services_found(struct gs_round *round, const struct gs_system_answer *answer)
{
    uint16_t ports[GS_PORTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < answer->rows.count && count < GS_PORTS_MAX; i++) {
        uint16_t port = answer->rows.items[i].port;
        if (port != 0 && (count == 0 || ports[count - 1] != port)) {
            ports[count++] = port;
        }
    }
    if (count > 0 && gs_round_has(round, GS_PART_SERVICES)) {
        gs_round_ask_services(round, ports, count, answered);
    }
}
