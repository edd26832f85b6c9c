/* SPDX-License-Identifier: MIT */
/*
 * The whois part: rules/whois_rules decides whom to ask, this file asks. Each hop is two
 * operations, libc for the server's addresses and one exchange with it; after each step the
 * chain so far is told.
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/net/whois_client.h"
#include "gaiscope/rules/whois_query.h"
#include "gaiscope/rules/whois_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    US_PER_MS = 1000,
    SERVER_US = 10 * 1000 * US_PER_MS, /* for one server, its name included */
    GRACE_US = 50 * US_PER_MS,         /* the client ends by itself, with what came */
};

/* What a round keeps of it. */
struct whois_run {
    struct gs_whois *whois;
    int64_t deadline_us; /* of the whole chain */
};

enum gs_status gs_engine_set_whois(struct gs_engine *engine, const char *server)
{
    if (server[0] != '\0' && !gs_whois_is_first_server(server)) {
        return GS_EFORMAT;
    }
    (void)snprintf(engine->settings.whois_server, GS_WHOIS_FIRST_MAX, "%s", server);
    return GS_OK;
}

void gs_run_whois_free(void *of)
{
    struct whois_run *run = of;
    if (run != NULL) {
        gs_whois_free(run->whois);
        free(run);
    }
}

static struct whois_run *run_of(struct gs_round *round)
{
    return round->runs[GS_PART_WHOIS];
}

static struct gs_whois_hop *hop_of(struct gs_round *round)
{
    struct gs_whois_hop_list *hops = &run_of(round)->whois->hops;
    return &hops->items[hops->count - 1];
}

static void emit_chain(struct gs_round *round)
{
    struct gs_whois *whois = run_of(round)->whois;
    whois->elapsed_us = gs_engine_now_us() - whois->started_us;
    struct gs_event event = {.type = GS_EVENT_WHOIS};
    event.of.whois = gs_whois_copy(whois);
    gs_round_emit(round, event);
}

/* Until when the present server may take. */
static int64_t server_deadline_us(struct gs_round *round)
{
    int64_t end_us = hop_of(round)->started_us + SERVER_US;
    int64_t deadline_us = run_of(round)->deadline_us;
    return end_us < deadline_us ? end_us : deadline_us;
}

static void ask_server(struct gs_round *round);

static void end_hop(struct gs_round *round)
{
    struct whois_run *run = run_of(round);
    struct gs_whois_hop *hop = hop_of(round);
    int64_t now_us = gs_engine_now_us();
    hop->elapsed_us = now_us - hop->started_us;
    gs_whois_rules_answer(run->whois, now_us >= run->deadline_us);
    if (!run->whois->is_complete) {
        ask_server(round);
    } else {
        emit_chain(round);
    }
}

static void exchanged(struct gs_round *round, void *detail, struct gs_whois_reply *reply)
{
    (void)detail; /* the last hop is the one */
    struct gs_whois_hop *hop = hop_of(round);
    if (reply == NULL) {
        hop->outcome = GS_OUTCOME_TIMED_OUT;
    } else {
        hop->outcome = reply->outcome;
        hop->step = reply->step;
        hop->error = reply->error;
        hop->address = reply->address;
        hop->connect_us = reply->connect_us;
        gs_whois_text_set(&hop->text, reply->bytes, reply->len_bytes);
        hop->text.is_cut = reply->is_cut;
    }
    end_hop(round);
}

static void client_done(void *context, struct gs_whois_reply *reply)
{
    gs_operation_finish(context, reply);
}

static void client_connected(void *context)
{
    const struct gs_operation *operation = context;
    hop_of(operation->round)->step = GS_WHOIS_READING;
    emit_chain(operation->round);
}

/* "python.org at whois.example": what the log says. */
static char *about_of(const struct gs_whois_hop *hop)
{
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s at %s", hop->query, hop->server);
    if (hop->port != GS_WHOIS_PORT) {
        gs_buf_addf(&text, " port %u", hop->port);
    }
    return gs_buf_claim(&text);
}

static void connect_to(struct gs_round *round, const struct gs_address *addresses,
                       size_t count)
{
    struct gs_whois_hop *hop = hop_of(round);
    hop->step = GS_WHOIS_CONNECTING;
    emit_chain(round);
    const struct gs_operation wanted = {
        .part = GS_PART_WHOIS,
        .source = SOURCE_WHOIS,
        .name = about_of(hop),
        .answered.whois = exchanged,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    int64_t end_us = server_deadline_us(round);
    int64_t left_us = end_us - gs_engine_now_us();
    const struct gs_whois_request request = {
        .addresses = addresses,
        .address_count = count,
        .port = hop->port,
        .query = hop->query,
        .bytes_max = gs_whois_rules_bytes_left(run_of(round)->whois),
        .connected = client_connected,
        .limit_ms = left_us > 0 ? (uint64_t)left_us / US_PER_MS : 0,
    };
    operation->deadline_us = end_us + GRACE_US;
    operation->client =
        gs_whois_client_start(round->engine->loop, &request, client_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void add_address(struct gs_address_list *list, const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_address_is_equal(&list->items[i], address)) {
            return;
        }
    }
    gs_vec_push(list, *address);
}

static void resolved(struct gs_round *round, void *detail,
                     struct gs_system_answer *answer)
{
    (void)detail;
    struct gs_whois_hop *hop = hop_of(round);
    struct gs_address_list addresses = {0};
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        add_address(&addresses, &answer->rows.items[i].address);
    }
    if (addresses.count > 0) {
        connect_to(round, addresses.items, addresses.count);
    } else {
        hop->outcome = answer == NULL ? GS_OUTCOME_TIMED_OUT : answer->outcome;
        hop->error = answer == NULL ? 0 : answer->error.code;
        end_hop(round);
    }
    gs_vec_fini(&addresses);
    gs_system_answer_free(answer);
}

static void system_done(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, answer);
}

static void resolve(struct gs_round *round)
{
    const struct gs_whois_hop *hop = hop_of(round);
    struct gs_question question = {.is_exact = true};
    question.hints.socktype = SOCK_STREAM;
    question.hints.flags = AI_ADDRCONFIG;
    (void)gs_question_set(&question, hop->server, NULL); /* names are bounded */
    const struct gs_operation wanted = {
        .part = GS_PART_WHOIS,
        .source = SOURCE_VARIANT,
        .name = gs_mem_copy_text(hop->server),
        .answered.variant = resolved,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    operation->deadline_us = server_deadline_us(round);
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_INTERACTIVE, &question,
                                    system_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void ask_server(struct gs_round *round)
{
    struct gs_whois_hop *hop = hop_of(round);
    struct gs_address address;
    hop->started_us = gs_engine_now_us();
    if (gs_address_parse(hop->server, &address) == GS_OK) {
        connect_to(round, &address, 1);
        return;
    }
    emit_chain(round);
    resolve(round);
}

void gs_run_whois(struct gs_round *round)
{
    const struct gs_engine_settings *settings = gs_round_settings(round);
    struct whois_run *run = gs_mem_new(1, sizeof *run);
    int64_t now_us = gs_engine_now_us();
    int64_t round_end_us = gs_round_deadline_us(round, now_us);
    round->runs[GS_PART_WHOIS] = run;
    run->whois = gs_whois_rules_open(&round->question, settings->whois_server);
    run->whois->started_us = now_us;
    run->deadline_us = now_us + GS_WHOIS_TIME_US;
    if (round_end_us < run->deadline_us) {
        run->deadline_us = round_end_us;
    }
    if (run->whois->is_complete) {
        emit_chain(round);
    } else {
        ask_server(round);
    }
}
