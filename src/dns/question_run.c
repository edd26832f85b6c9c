/* SPDX-License-Identifier: MIT */
/*
 * A question is tried until a server says something final, nobody is left to ask, or its
 * deadline is over:
 *
 *                        silence, error, nonsense: the next server, the next round
 *                       .----------------------------------------------.
 *                       v                                              |
 *     started -> UDP to a server --+-- NOERROR, NXDOMAIN -> ended      |
 *                       ^          +-- SERVFAIL, broken, ...: kept; this server is settled,
 *                       |          |                        the next one follows ------'
 *                       |          +-- truncated: the same server by TCP
 *                       |----------+-- FORMERR to our EDNS: the same without EDNS
 *                       '----------+-- BADCOOKIE: the same with the server's cookie, once
 *
 * A message beats silence: when all rounds are over, the last kept message is the answer. A
 * server that gave one is not asked again; a silent one is, in each round. Callbacks are
 * always the last thing a function does, because they may close the client.
 */
#include "question_run.h"

#include "judging.h"

#include "gaiscope/dns/message.h"

#include <string.h>

enum {
    NS_PER_US = 1000,
    US_PER_MS = 1000,
    SLACK_US = 5000, /* the loop's clock is coarse: timers may fire that early */
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

/* What is left of the question's time; 0: nothing. */
static uint32_t left_ms(const struct gs_question_run *q)
{
    int64_t deadline_us = (int64_t)q->plan->settings.deadline_ms * US_PER_MS;
    int64_t left_us = q->started_us + deadline_us - now_us();
    return left_us > SLACK_US ? (uint32_t)(left_us / US_PER_MS) : 0;
}

static void on_reply(void *context, const struct gs_reply *reply);

/* Sends the present try. */
static void send_try(struct gs_question_run *q)
{
    const struct gs_plan_server *server = &q->servers[q->server];
    uint8_t wire[GS_QUERY_MAX];
    uint16_t id = 0;
    if (uv_random(NULL, NULL, &id, sizeof id, 0, NULL) != 0) {
        id = (uint16_t)now_us(); /* no random source at all: the port still differs */
    }
    struct gs_ares_query query = {
        .server = server->endpoint,
        .transport = q->transport,
        .wire = wire,
    };
    struct gs_dns_asking asking = q->asking;
    asking.udp_size = server->is_without_edns ? 0 : asking.udp_size;
    q->has_edns = asking.udp_size > 0;
    query.len =
        gs_message_encode_query(q->answer->name, q->answer->type, id, &asking, wire);
    uint32_t left = left_ms(q);
    struct gs_dns_exchange_handler handler = {
        .done = on_reply,
        .context = q,
        .timeout_ms = left < q->asking.timeout_ms ? left : q->asking.timeout_ms,
    };
    q->exchange = gs_dns_exchange_start(q->plan->loop, &query, &handler);
}

/* Makes a decoded message the answer; the tries stay. */
static void keep(struct gs_question_run *q, struct gs_dns_answer *message)
{
    struct gs_dns_answer *old = q->answer;
    message->tries = old->tries;
    old->tries = (struct gs_dns_try_list){0};
    message->server = q->servers[q->server].endpoint;
    message->transport = q->transport;
    message->received_us = now_us();
    message->is_edns_refused = !q->has_edns && q->asking.udp_size > 0;
    gs_dns_answer_free(old);
    q->answer = message;
}

/* The message of a reply; NULL: it has none to our question. */
static struct gs_dns_answer *decode(const struct gs_question_run *q,
                                    const struct gs_reply *reply)
{
    if (reply->wire == NULL) {
        return NULL;
    }
    struct gs_dns_answer *message = gs_dns_answer_new(q->answer->name, q->answer->type);
    message->asked = q->asking;
    if (gs_message_decode(reply->wire, reply->len, message) == GS_OK) {
        return message;
    }
    gs_dns_answer_free(message);
    return NULL;
}

static struct gs_dns_try describe(const struct gs_question_run *q,
                                  const struct gs_reply *reply,
                                  const struct gs_dns_answer *message)
{
    bool is_nonsense = reply->outcome == GS_OUTCOME_ANSWERED && message == NULL;
    enum gs_outcome outcome = is_nonsense ? GS_OUTCOME_BAD_ANSWER : reply->outcome;
    bool is_truncated =
        message != NULL && message->flags.tc && q->transport == GS_TRANSPORT_UDP;
    return (struct gs_dns_try){
        .server = q->servers[q->server].endpoint,
        .transport = q->transport,
        .outcome = outcome,
        .came_to = message == NULL || is_truncated ? outcome : message->outcome,
        .rcode = message != NULL ? message->rcode : -1,
        .elapsed_us = reply->elapsed_us,
        .is_truncated = is_truncated,
    };
}

/* A server starts with UDP, and knows nothing of what others were told. */
static void turn_to_server(struct gs_question_run *q)
{
    q->transport = q->asking.is_tcp_only ? GS_TRANSPORT_TCP : GS_TRANSPORT_UDP;
    bool has_cookie =
        q->asking.sends_cookie && q->asking.udp_size > 0 &&
        uv_random(NULL, NULL, q->asking.cookie, GS_COOKIE_CLIENT, 0, NULL) == 0;
    q->asking.cookie_len = has_cookie ? GS_COOKIE_CLIENT : 0;
}

/* Moves to the next server that is not settled; false: nobody is left. */
static bool advance(struct gs_question_run *q)
{
    do {
        q->server++;
        if (q->server == q->server_count) {
            q->server = 0;
            q->round++;
        }
    } while (q->round < q->asking.attempts && (q->settled & 1u << q->server) != 0);
    turn_to_server(q);
    return q->round < q->asking.attempts;
}

/* The server wants to see a cookie of its own, and sent one: once more, with that. RFC 7873
 * 5.2.3 */
static bool learns_cookie(struct gs_question_run *q, const struct gs_dns_answer *message)
{
    if (message->rcode != GS_RCODE_BADCOOKIE || q->asking.cookie_len > GS_COOKIE_CLIENT ||
        gs_dns_answer_cookie_state(message) != GS_COOKIE_GOOD) {
        return false;
    }
    q->asking.cookie_len = message->edns.cookie_len;
    memcpy(q->asking.cookie, message->edns.cookie, q->asking.cookie_len);
    return true;
}

/* Takes the message over and says whether another try follows. */
static bool judge_message(struct gs_question_run *q, struct gs_dns_answer *message,
                          bool is_truncated)
{
    if (is_truncated) {
        q->transport = GS_TRANSPORT_TCP;
        q->failure = GS_OUTCOME_BAD_ANSWER; /* half an answer is none */
        gs_dns_answer_free(message);
        return true;
    }
    int rcode = message->rcode;
    bool is_whole = !message->has_broken_end;
    bool is_plain_next =
        gs_judging_is_edns_refused(rcode, q->has_edns, message->edns.is_present);
    bool is_cookie_next = learns_cookie(q, message);
    keep(q, message);
    if (gs_judging_is_final(rcode, is_whole)) {
        return false;
    }
    if (is_cookie_next) {
        return true;
    }
    if (is_plain_next) {
        q->servers[q->server].is_without_edns = true;
        return true;
    }
    q->settled |= 1u << q->server;
    return advance(q);
}

static void end(struct gs_question_run *q)
{
    if (q->answer->rcode < 0) {
        q->answer->outcome = q->failure;
    }
    q->answer->elapsed_us = now_us() - q->started_us;
    q->exchange = NULL;
    q->plan->ended(q);
}

static void on_reply(void *context, const struct gs_reply *reply)
{
    struct gs_question_run *q = context;
    struct gs_dns_answer *message = decode(q, reply);
    struct gs_dns_try tried = describe(q, reply, message);
    gs_vec_push(&q->answer->tries, tried);
    bool is_next = false;
    if (message != NULL) {
        is_next = judge_message(q, message, tried.is_truncated);
    } else {
        q->failure = tried.outcome;
        is_next = advance(q);
    }
    if (is_next && left_ms(q) == 0) {
        q->failure = GS_OUTCOME_TIMED_OUT;
        is_next = false;
    }
    if (!is_next || q->answer->tries.count >= GS_TRIES_MAX) {
        end(q);
        return;
    }
    send_try(q);
    if (q->handler.tried != NULL) {
        q->handler.tried(q->handler.context, q->id, &tried);
    }
}

void gs_question_run_start(struct gs_question_run *q)
{
    q->started_us = now_us();
    turn_to_server(q);
    send_try(q);
}

void gs_question_run_cancel(struct gs_question_run *q)
{
    if (q->exchange != NULL) {
        gs_dns_exchange_cancel(q->exchange);
        q->exchange = NULL;
    }
}
