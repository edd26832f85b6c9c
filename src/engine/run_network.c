/* SPDX-License-Identifier: MIT */
/*
 * The network part, and the watch that outlives its rounds:
 *
 *     part asked -> read -> GS_EVENT_NETWORK -> AAAA of ipv4only.arpa -> ..._NETWORK, ..._MACHINE
 *     kernel     -> read -> compared -> GS_EVENT_MACHINE, and GS_EVENT_NETWORK for the last round
 *                             `- another default route: another network, NAT64 is asked again,
 *                                behind the question that may be under way
 *
 * The session drops events of a round that is not the part's present one.
 */
#include "run_network.h"

#include "engine_private.h"
#include "run_log.h"

#include "gaiscope/net/network_read.h"
#include "gaiscope/rules/log_words.h"
#include "gaiscope/rules/nat64_rules.h"

#include <sys/socket.h>

static void emit_network(struct gs_engine *engine)
{
    const struct gs_engine_network *of = &engine->network;
    if (of->network == NULL || of->round == 0) {
        return;
    }
    struct gs_event event = {.type = GS_EVENT_NETWORK, .round = of->round};
    struct gs_network *network = gs_network_copy(of->network);
    network->nat64 = engine->nat64;
    network->is_watched = of->watch != NULL;
    network->is_complete = engine->nat64.outcome != GS_OUTCOME_NOT_ASKED;
    event.of.network = network;
    gs_outbox_add(&engine->outbox, event);
}

/* The AAAA records of an answer, its aliases' targets too: the name itself is theirs. */
static size_t collect(const struct gs_dns_answer *answer, struct gs_address *out,
                      size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count && count < max; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_AAAA && record->address.family == AF_INET6) {
            out[count++] = record->address;
        }
    }
    return count;
}

static void take_nat64(struct gs_engine *engine, const struct gs_dns_answer *answer)
{
    struct gs_address addresses[4 * GS_NAT64_PREFIXES_MAX];
    size_t count = collect(answer, addresses, sizeof addresses / sizeof addresses[0]);
    struct gs_nat64 nat64 = {.outcome = answer->outcome,
                             .elapsed_us = answer->elapsed_us};
    gs_nat64_discover(addresses, count, &nat64);
    engine->network.is_unsure = gs_outcome_is_temporary(answer->outcome);
    if (!engine->network.is_unsure || engine->nat64.count == 0) {
        engine->nat64 = nat64;
    } /* else a lost packet takes no prefix away */
    gs_engine_ask_facts(engine);
    emit_network(engine);
}

static void log_question(struct gs_engine *engine, const struct gs_dns_answer *answer)
{
    struct gs_buf words = {0};
    gs_log_words_dns(&words, answer);
    gs_engine_log(engine, &(struct gs_log_line){.by = GS_LOG_DNS,
                                                .outcome = answer->outcome,
                                                .elapsed_us = answer->elapsed_us,
                                                .started_us = engine->network.started_us,
                                                .call = "AAAA",
                                                .about = GS_NAT64_NAME,
                                                .result = gs_buf_text(&words)});
    gs_buf_fini(&words);
}

static void background_answered(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    struct gs_engine *engine = context;
    (void)id; /* there is one such question */
    engine->network.question = 0;
    log_question(engine, answer);
    take_nat64(engine, answer);
    gs_dns_answer_free(answer);
    if (engine->network.asks_again) {
        gs_engine_ask_nat64(engine);
    }
}

void gs_engine_ask_nat64(struct gs_engine *engine)
{
    const struct gs_dns_ask ask = {.name = GS_NAT64_NAME, .type = GS_TYPE_AAAA};
    const struct gs_dns_handler handler = {.done = background_answered,
                                           .context = engine};
    if (engine->network.question == 0) {
        engine->network.asks_again = false;
        engine->network.started_us = gs_engine_now_us();
        engine->network.question = gs_dns_client_ask(engine->dns, &ask, &handler);
    }
}

void gs_engine_forget_nat64(struct gs_engine *engine)
{
    engine->network.question = 0; /* it went with its client */
    engine->network.asks_again = false;
    engine->network.is_unsure = false;
    engine->nat64 = (struct gs_nat64){0};
}

static void round_answered(struct gs_round *round, void *detail,
                           struct gs_dns_answer *answer)
{
    (void)detail; /* there is one such question in a round */
    take_nat64(round->engine, answer);
    gs_dns_answer_free(answer);
}

/* Takes: GS_PART_BIT()s of the other parts that wait for it. */
static void ask_in_round(struct gs_round *round, enum gs_part part, unsigned waiting)
{
    const struct gs_dns_want want = {.part = part,
                                     .waiting = waiting,
                                     .name = GS_NAT64_NAME,
                                     .type = GS_TYPE_AAAA,
                                     .started_us = round->started_us};
    gs_round_ask_dns(round, &want, round_answered, NULL);
}

static enum gs_part first_of(unsigned parts)
{
    enum gs_part part = GS_PART_SYSTEM;
    while (part < GS_PART_COUNT - 1 && (parts & GS_PART_BIT(part)) == 0) {
        part++;
    }
    return part;
}

void gs_run_nat64(struct gs_round *round, unsigned parts)
{
    struct gs_engine *engine = round->engine;
    const struct gs_question *question = &round->question;
    bool has_host = !question->is_null && !gs_question_is_refused(question);
    bool is_known = engine->nat64.outcome != GS_OUTCOME_NOT_ASKED;
    bool is_wanted = has_host && !is_known && engine->network.question == 0;
    parts &= round->parts;
    if (gs_round_has(round, GS_PART_NETWORK)) { /* it asks in any case */
        ask_in_round(round, GS_PART_NETWORK, is_wanted ? parts : 0);
    } else if (parts != 0 && is_wanted) {
        ask_in_round(round, first_of(parts), parts);
    } else if (parts != 0 && engine->network.is_unsure) {
        gs_engine_ask_nat64(engine); /* nobody waits a second time */
    }
}

void gs_run_network(struct gs_round *round)
{
    struct gs_engine_network *of = &round->engine->network;
    gs_network_free(of->network);
    of->network = gs_network_read(gs_engine_now_us());
    of->round = round->id;
    emit_network(round->engine);
}

/* Another way out is another network. */
static bool has_other_routes(const struct gs_network *now)
{
    for (size_t i = 0; i < now->routes.count; i++) {
        const struct gs_network_change *change = &now->routes.items[i].change;
        if (change->mark != GS_NETWORK_SAME && change->at_us == now->changed_us) {
            return true;
        }
    }
    return false;
}

static void changed(void *context)
{
    struct gs_engine *engine = context;
    struct gs_engine_network *of = &engine->network;
    int64_t now_us = gs_engine_now_us();
    struct gs_network *now = gs_network_read(now_us);
    bool has_changed =
        of->network == NULL || gs_network_compare(now, of->network, now_us);
    gs_network_free(of->network);
    of->network = now;
    emit_network(engine); /* lifetimes begin anew, too */
    if (has_changed) {
        gs_engine_ask_facts(engine);
        if (has_other_routes(now)) {
            of->asks_again = true; /* what is under way was asked in the network before */
            gs_engine_ask_nat64(engine);
        }
    }
}

void gs_engine_watch_network(struct gs_engine *engine)
{
    struct gs_engine_network *of = &engine->network;
    if (of->watch != NULL) {
        return;
    }
    if (gs_network_watch_open(engine->loop, changed, engine, &of->watch) == GS_OK &&
        of->network == NULL) {
        of->network = gs_network_read(gs_engine_now_us());
    }
}

void gs_engine_network_fini(struct gs_engine *engine)
{
    gs_network_watch_close(engine->network.watch);
    gs_network_free(engine->network.network);
    engine->network = (struct gs_engine_network){0};
}
