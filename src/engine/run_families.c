/* SPDX-License-Identifier: MIT */
/*
 * The families part: host by host, the question's own first, HOSTS_AT_ONCE at a time; each
 * goes its own way in family_host.c.
 */
#include "engine_private.h"
#include "family_host.h"

#include <stdlib.h>

enum {
    HOSTS_AT_ONCE = 8,
    PORT_DEFAULT = 443, /* without a service, as for the race */
};

static struct gs_families_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_FAMILIES];
}

static void begin_next(struct gs_round *round)
{
    struct gs_families_run *run = run_of(round);
    while (run->hosts.count < run->families->rows.count &&
           run->hosts.count - run->over < HOSTS_AT_ONCE) {
        gs_family_host_begin(round, run->hosts.count);
    }
}

static void add_host(struct gs_families *families, const char *node)
{
    for (size_t i = 0; i < families->rows.count; i++) {
        if (gs_name_is_equal(families->rows.items[i].host, node)) {
            return;
        }
    }
    (void)gs_families_add(families, node); /* the choice is bounded, too */
}

static void add_hosts(const struct gs_round *round, struct gs_families *families)
{
    const struct gs_compare_choice *choice = &gs_round_settings(round)->compared;
    const char *own = gs_question_node(&round->question);
    if (own != NULL && own[0] != '\0' && !gs_question_is_refused(&round->question)) {
        add_host(families, own);
    }
    for (size_t i = 0; i < choice->count; i++) {
        add_host(families, choice->hosts[i]);
    }
}

/* -- the port ------------------------------------------------------------------------ */

static void start(struct gs_round *round, uint16_t port)
{
    run_of(round)->families->port = port;
    begin_next(round);
    gs_families_changed(round);
}

/* TCP's port, which is connected to; a service without one: nothing is. */
static void service_known(struct gs_round *round, struct gs_services *services)
{
    uint16_t port = services == NULL ? 0 : gs_services_tcp_port(services);
    gs_services_free(services);
    start(round, port);
}

void gs_run_families(struct gs_round *round)
{
    struct gs_families_run *run = gs_mem_new(1, sizeof *run);
    uint16_t port = 0;
    round->runs[GS_PART_FAMILIES] = run;
    run->families = gs_families_new();
    run->ended = begin_next;
    run->pace = gs_pace_new(round->engine->loop, gs_families_tell, round);
    add_hosts(round, run->families);
    if (run->families->rows.count == 0) {
        gs_families_changed(round); /* complete: there is nothing to ask */
        return;
    }
    if (gs_round_port(round, PORT_DEFAULT, &port)) {
        start(round, port);
    } else {
        gs_round_ask_services(round, GS_PART_FAMILIES, NULL, 0, service_known);
    }
}

void gs_run_families_free(void *of)
{
    struct gs_families_run *run = of;
    if (run == NULL) {
        return;
    }
    for (size_t i = 0; i < run->hosts.count; i++) {
        gs_family_host_free(run->hosts.items[i]);
    }
    gs_vec_fini(&run->hosts);
    gs_families_free(run->families);
    gs_pace_free(run->pace);
    free(run);
}
