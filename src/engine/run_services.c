/* SPDX-License-Identifier: MIT */
/*
 * The services part: the typed service is looked up at once, so that it never waits for a
 * name server; of the ports that getaddrinfo's answer brings those are looked up after it
 * that it did not explain.
 */
#include "round.h"

static void ask_found(struct gs_round *round);

static bool is_explained(const struct gs_service_ports *ports, uint16_t port)
{
    for (size_t i = 0; i < ports->explained_count; i++) {
        if (ports->explained[i] == port) {
            return true;
        }
    }
    return false;
}

static void note_explained(struct gs_service_ports *ports, uint16_t port)
{
    if (!is_explained(ports, port) && ports->explained_count < GS_PORTS_MAX) {
        ports->explained[ports->explained_count++] = port;
    }
}

static void answered(struct gs_round *round, struct gs_services *services)
{
    services = services == NULL ? gs_services_new() : services;
    for (size_t i = 0; i < services->entries.count; i++) {
        note_explained(&round->ports, services->entries.items[i].port);
    }
    round->ports.has_answer = true;
    struct gs_event event = {.type = GS_EVENT_SERVICES};
    event.of.services = services;
    gs_round_emit(round, event);
    ask_found(round);
}

/* With the asked service again: an answer replaces the one before. */
static void ask_found(struct gs_round *round)
{
    struct gs_service_ports *ports = &round->ports;
    bool is_new = false;
    for (size_t i = 0; i < ports->found_count; i++) {
        is_new = is_new || !is_explained(ports, ports->found[i]);
    }
    size_t count = ports->found_count;
    ports->found_count = 0;
    if (is_new) {
        gs_round_ask_services(round, GS_PART_SERVICES, ports->found, count, answered);
    }
}

void gs_run_services(struct gs_round *round)
{
    if (gs_round_has(round, GS_PART_SERVICES)) {
        gs_round_ask_services(round, GS_PART_SERVICES, NULL, 0, answered);
    }
}

void gs_run_services_found(struct gs_round *round, const struct gs_system_answer *answer)
{
    struct gs_service_ports *ports = &round->ports;
    if (!gs_round_has(round, GS_PART_SERVICES)) {
        return;
    }
    for (size_t i = 0; i < answer->rows.count && ports->found_count < GS_PORTS_MAX; i++) {
        uint16_t port = answer->rows.items[i].port;
        if (port != 0 &&
            (ports->found_count == 0 || ports->found[ports->found_count - 1] != port)) {
            ports->found[ports->found_count++] = port;
        }
    }
    if (ports->has_answer) {
        ask_found(round);
    }
}
