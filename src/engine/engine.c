/* SPDX-License-Identifier: MIT */
/*
 * Questions in, events out. A sink may ask and cancel freely: events wait in the outbox until
 * nothing of the engine, of c-ares or of a lane is being called.
 *
 *     gs_engine_ask --> round --> operations --> callbacks --> outbox --> idle --> sink
 */
#include "gaiscope/engine/engine.h"

#include "engine_private.h"
#include "operation.h"
#include "watch_engine.h"

#include "gaiscope/dns/mass.h"
#include "gaiscope/dns/servers.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEADLINE_MS = 30000,
};

static const uint16_t default_types[] = {GS_TYPE_A, GS_TYPE_AAAA, GS_TYPE_CNAME,
                                         GS_TYPE_HTTPS};

struct gs_engine_settings gs_engine_settings_read(void)
{
    return (struct gs_engine_settings){.resolver = gs_resolver_read(NULL)};
}

/* The parts that need nothing but the question, and what each frees of its own. */
static const struct runner {
    void (*start)(struct gs_round *round);
    void (*free)(void *run);
} runners[GS_PART_COUNT] = {
    [GS_PART_MAIL] = {gs_run_mail, gs_run_mail_free},
    [GS_PART_DELIVERY] = {gs_run_delivery, gs_run_delivery_free},
    [GS_PART_SMTP] = {gs_run_smtp, gs_run_smtp_free},
    [GS_PART_RECORDS] = {gs_run_records, NULL},
    [GS_PART_WHOIS] = {gs_run_whois, gs_run_whois_free},
    [GS_PART_SERVERS] = {gs_run_servers, free},
    [GS_PART_TRACE] = {gs_run_trace, gs_run_trace_free},
    [GS_PART_FAMILIES] = {gs_run_families, gs_run_families_free},
    [GS_PART_RACE] = {gs_run_race, gs_run_race_free},
    [GS_PART_NETWORK] = {gs_run_network, NULL},
    [GS_PART_CONNECT] = {gs_run_connect, gs_run_connect_free},
};

/* The parts that say whether an address is a NAT64's. */
#define UNMASKING                                                                        \
    (GS_PART_BIT(GS_PART_CONNECT) | GS_PART_BIT(GS_PART_RACE) |                          \
     GS_PART_BIT(GS_PART_FAMILIES))

static void free_round(struct gs_round *round)
{
    gs_run_reverse_fini(round);
    gs_run_sources_fini(round);
    gs_run_calls_fini(round);
    gs_run_nameinfo_fini(round);
    gs_run_variants_fini(round->beside);
    gs_run_variants_fini(round->matrix);
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if (runners[part].free != NULL) {
            runners[part].free(round->runs[part]);
        }
    }
    gs_vec_fini(&round->known);
    gs_vec_fini(&round->interfaces);
    free(round->canonical);
    free(round);
}

/* Frees rounds that have nothing under way any more. */
static void sweep_rounds(void *context)
{
    struct gs_engine *engine = context;
    struct gs_round **link = &engine->rounds;
    while (*link != NULL) {
        struct gs_round *round = *link;
        if (round->operations == NULL && round->parts == 0) {
            *link = round->next;
            free_round(round);
        } else {
            link = &round->next;
        }
    }
}

/* Whom the engine asks. */
struct sources {
    struct gs_dns_client *dns;
    struct gs_lanes *lanes;
    struct gs_mass *mass; /* NULL: nothing is watched */
};

/* Opens both sources for a resolver; what the engine has stays as it is. */
static enum gs_status open_sources(const struct gs_engine *engine,
                                   const struct gs_resolver *resolver,
                                   struct sources *out)
{
    struct gs_dns_settings dns;
    gs_resolver_settings(resolver, &dns);
    dns.deadline_ms = engine->settings.deadline_ms;
    enum gs_status status = gs_dns_client_open(engine->loop, &dns, &out->dns);
    if (status != GS_OK) {
        return status;
    }
    status = gs_engine_watch_prepare(engine, resolver, &out->mass);
    if (status != GS_OK) {
        gs_dns_client_close(out->dns);
        return status;
    }
    bool redirect = resolver->is_override && gs_lanes_can_redirect();
    status = gs_lanes_open(engine->loop, redirect ? resolver : NULL, &out->lanes);
    if (status != GS_OK) {
        gs_dns_client_close(out->dns);
        if (out->mass != NULL) {
            gs_mass_close(out->mass);
        }
    }
    return status;
}

enum gs_status gs_engine_open(uv_loop_t *loop, const struct gs_engine_settings *settings,
                              struct gs_engine **out)
{
    struct gs_engine *engine = gs_mem_new(1, sizeof *engine);
    engine->loop = loop;
    engine->settings = *settings;
    engine->next_round = 1;
    if (engine->settings.deadline_ms == 0) {
        engine->settings.deadline_ms = DEADLINE_MS;
    }
    if (engine->settings.records.type_count == 0) {
        engine->settings.records = gs_record_choice_default();
    }
    if (engine->settings.roots.count == 0) {
        engine->settings.roots = gs_root_hints_default();
    }
    if (engine->settings.race.attempt_delay_ms == 0) {
        engine->settings.race = gs_race_settings_default();
    }
    if (engine->settings.type_count == 0) {
        engine->settings.type_count = sizeof default_types / sizeof *default_types;
        memcpy(engine->settings.types, default_types, sizeof default_types);
    }
    struct sources opened = {0};
    enum gs_status status = open_sources(engine, &engine->settings.resolver, &opened);
    if (status != GS_OK) {
        free(engine);
        return status;
    }
    engine->dns = opened.dns;
    engine->lanes = opened.lanes;
    gs_policy_read(&engine->policy);
    engine->outbox.sink = settings->sink;
    engine->outbox.sink_context = settings->sink_context;
    engine->outbox.delivered = sweep_rounds;
    engine->outbox.owner = engine;
    gs_outbox_init(&engine->outbox, loop);
    (void)uv_timer_init(loop, &engine->deadline); /* cannot fail */
    engine->deadline.data = engine;
    *out = engine;
    return GS_OK;
}

/* Drops what a new round replaces: everything of another name, the same parts of this one. */
static void drop_replaced(struct gs_engine *engine, const struct gs_question *question,
                          unsigned parts)
{
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        bool is_same = gs_question_is_same_name(&round->question, question);
        gs_round_drop(round, is_same ? parts : GS_PARTS_ALL);
    }
    if (!gs_question_is_same_name(&engine->bind.question, question)) {
        gs_run_bind_close(engine, false); /* the sink forgets its report with the name */
    }
    gs_engine_connect_next(engine);
    sweep_rounds(engine);
}

static struct gs_round *open_round(struct gs_engine *engine,
                                   const struct gs_question *question, unsigned parts)
{
    struct gs_round *round = gs_mem_new(1, sizeof *round);
    round->engine = engine;
    round->id = engine->next_round++;
    round->question = *question;
    round->parts = parts & GS_PARTS_ALL;
    round->started_us = gs_engine_now_us();
    round->next = engine->rounds;
    engine->rounds = round;
    return round;
}

static void emit_started(struct gs_round *round)
{
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof round->question);
    *event.of.started.question = round->question;
    event.of.started.parts = round->parts;
    event.of.started.wall_s = wall.tv_sec;
    gs_round_emit(round, event);
}

/* Its parts begin together, so that none is done before all have. */
static void run_parts(struct gs_round *round)
{
    const struct gs_address_list *known = &round->known;
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        gs_round_hold(round, part);
    }
    gs_run_reverse(round, known);
    gs_run_system(round);
    gs_run_dns(round);
    gs_run_services(round);
    gs_run_variants(round);
    gs_run_sources(round);
    gs_run_calls(round);
    gs_run_nameinfo(round, known);
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        if (gs_round_has(round, part) && runners[part].start != NULL) {
            runners[part].start(round);
        }
    }
    gs_run_nat64(round, UNMASKING);
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        gs_round_release(round, part);
    }
}

uint64_t gs_engine_ask_shown(struct gs_engine *engine, const struct gs_question *question,
                             unsigned parts, const struct gs_shown *shown)
{
    parts &= gs_parts_of_question(question);
    parts &= ~GS_PART_BIT(GS_PART_BIND); /* never by asking alone */
    drop_replaced(engine, question, parts);
    struct gs_round *round = open_round(engine, question, parts);
    uint64_t id = round->id;
    for (size_t i = 0; shown->addresses != NULL && i < shown->addresses->count; i++) {
        gs_vec_push(&round->known, shown->addresses->items[i]);
    }
    if (shown->canonical != NULL) {
        round->canonical = gs_mem_copy_text(shown->canonical);
    }
    emit_started(round);
    run_parts(round);
    return id;
}

uint64_t gs_engine_ask(struct gs_engine *engine, const struct gs_question *question,
                       unsigned parts, const struct gs_address_list *known)
{
    const struct gs_shown shown = {.addresses = known};
    return gs_engine_ask_shown(engine, question, parts, &shown);
}

uint64_t gs_engine_ask_nameinfo(struct gs_engine *engine,
                                const struct gs_question *question,
                                const struct gs_endpoint *endpoint)
{
    unsigned part = GS_PART_BIT(GS_PART_NAMEINFO);
    drop_replaced(engine, question, part);
    struct gs_round *round = open_round(engine, question, part);
    uint64_t id = round->id;
    emit_started(round);
    gs_round_hold(round, GS_PART_NAMEINFO);
    gs_run_nameinfo_of(round, endpoint);
    gs_round_release(round, GS_PART_NAMEINFO);
    return id;
}

uint64_t gs_engine_bind(struct gs_engine *engine, const struct gs_question *question,
                        const struct gs_bind_row_list *rows)
{
    unsigned part = GS_PART_BIT(GS_PART_BIND);
    gs_run_bind_close(engine, false); /* its report is replaced */
    drop_replaced(engine, question, part);
    struct gs_round *round = open_round(engine, question, part);
    uint64_t id = round->id;
    emit_started(round);
    gs_round_hold(round, GS_PART_BIND);
    gs_run_bind(round, rows);
    gs_round_release(round, GS_PART_BIND);
    return id;
}

void gs_engine_unbind(struct gs_engine *engine)
{
    gs_run_bind_close(engine, true);
}

static void cancel_round(struct gs_round *round)
{
    if (round->parts != 0) {
        gs_round_emit(round, (struct gs_event){.type = GS_EVENT_CANCELLED});
        gs_round_drop(round, GS_PARTS_ALL);
    }
}

void gs_engine_cancel_all(struct gs_engine *engine)
{
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        cancel_round(round);
    }
    gs_engine_unbind(engine);
}

enum gs_status gs_engine_set_resolver(struct gs_engine *engine,
                                      const struct gs_resolver *resolver)
{
    struct sources opened = {0};
    enum gs_status status = open_sources(engine, resolver, &opened);
    if (status != GS_OK) {
        return status;
    }
    gs_engine_cancel_all(engine); /* its questions are of the old sources */
    gs_engine_watch_leave(engine);
    gs_lanes_close(engine->lanes);
    gs_dns_client_close(engine->dns);
    engine->dns = opened.dns;
    engine->lanes = opened.lanes;
    engine->settings.resolver = *resolver;
    gs_engine_watch_others(engine, opened.mass);
    gs_engine_forget_nat64(engine);
    gs_engine_ask_machine(engine);
    if (engine->is_reading_tables) { /* its reader went with the lanes */
        engine->is_reading_tables = false;
        gs_engine_ask_tables(engine);
    }
    return GS_OK;
}

enum gs_status gs_engine_protocol_number(const char *name, int *out)
{
    return gs_protocol_number(name, out);
}

static void one_closed(struct gs_engine *engine)
{
    if (--engine->open_handles == 0) {
        free(engine);
    }
}

static void outbox_closed(uv_handle_t *handle)
{
    const struct gs_outbox *outbox = handle->data;
    one_closed(outbox->owner);
}

static void deadline_closed(uv_handle_t *handle)
{
    one_closed(handle->data);
}

void gs_engine_close(struct gs_engine *engine)
{
    if (engine == NULL) {
        return;
    }
    gs_outbox_shut(&engine->outbox);
    gs_run_bind_close(engine, false);
    while (engine->rounds != NULL) {
        struct gs_round *round = engine->rounds;
        engine->rounds = round->next;
        gs_round_drop(round, GS_PARTS_ALL);
        free_round(round);
    }
    gs_engine_network_fini(engine);
    gs_engine_watch_close(engine);
    gs_lanes_close(engine->lanes);
    gs_dns_client_close(engine->dns);
    engine->open_handles = 2;
    uv_close((uv_handle_t *)&engine->outbox.idle, outbox_closed);
    uv_close((uv_handle_t *)&engine->deadline, deadline_closed);
}
