/* SPDX-License-Identifier: MIT */
/*
 * The facts of this machine: what files and the kernel say at once, and what is found later.
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/net/source.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_machine *read_machine(const struct gs_engine *engine)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    gs_machine_read(machine);
    machine->resolver = engine->settings.resolver;
    machine->policy = engine->policy;
    machine->nat64 = engine->nat64;
    machine->smtp_port = engine->settings.smtp_port;
    memcpy(machine->full_name, engine->full_name, sizeof machine->full_name);
    machine->can_redirect_libc = gs_lanes_can_redirect();
    if (gs_source_for_family(AF_INET, &machine->source_v4) != GS_OK) {
        machine->source_v4 = (struct gs_address){0};
    }
    if (gs_source_for_family(AF_INET6, &machine->source_v6) != GS_OK) {
        machine->source_v6 = (struct gs_address){0};
    }
    return machine;
}

void gs_engine_ask_facts(struct gs_engine *engine)
{
    struct gs_machine *machine = read_machine(engine);
    gs_outbox_add(&engine->outbox,
                  (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine});
}

static void full_name_known(void *context, uint64_t id, const struct gs_full_name *answer)
{
    (void)id; /* there is one such job */
    struct gs_engine *engine = context;
    gs_log_full_name(engine, answer);
    if (answer->name != NULL) {
        (void)snprintf(engine->full_name, sizeof engine->full_name, "%s", answer->name);
        gs_engine_ask_facts(engine);
    }
}

void gs_engine_ask_machine(struct gs_engine *engine)
{
    gs_engine_watch_network(engine);
    gs_engine_ask_facts(engine);
    gs_engine_ask_nat64(engine);
    (void)gs_full_name_start(engine->lanes, GS_LANE_BACKGROUND, full_name_known, engine);
}
