/* SPDX-License-Identifier: MIT */
/*
 * A question waits for a place on the wire, then is tried until a server says something
 * final, nobody is left to ask, or its deadline is over:
 *
 *                        silence, error, nonsense: the next server, the next round
 *                       .----------------------------------------------.
 *                       v                                              |
 *     waiting -> UDP to a server --+-- NOERROR, NXDOMAIN -> ended      |
 *                       ^          +-- SERVFAIL, REFUSED, ...: kept; this server is settled,
 *                       |          |                        the next one follows ------'
 *                       |          +-- truncated: the same server by TCP
 *                       '----------+-- FORMERR to our EDNS: the same without EDNS
 *
 * A message beats silence: when all rounds are over, the last kept message is the answer. A
 * server that gave one is not asked again; a silent one is, in each round. Callbacks are
 * always the last thing a function does, because they may close the client.
 */
#include "gaiscope/dns/client.h"

#include "exchange.h"
#include "question_table.h"

#include "gaiscope/dns/dname.h"
#include "gaiscope/dns/message.h"

#include <stdlib.h>
#include <string.h>

enum {
    SERVERS_MAX = 8,
    UDP_SIZE_MAX = 4096, /* what c-ares 1.18 can receive */
    QUERY_MAX = 512,
    NS_PER_US = 1000,
    US_PER_MS = 1000,
    SLACK_US = 5000, /* the loop's clock is coarse: timers may fire that early */
    RCODE_NOERROR = 0,
    RCODE_FORMERR = 1,
    RCODE_NXDOMAIN = 3,
    RCODE_NOTIMP = 4,
};

/* A server and what was learnt of it. */
struct server {
    struct gs_endpoint endpoint; /* where it listens */
    bool is_without_edns;        /* it refuses queries with an OPT record */
};

struct gs_dns_client {
    uv_loop_t *loop;                    /* where callbacks come from */
    uv_timer_t kick;                    /* delivers what ended without a message */
    struct gs_dns_settings settings;    /* its servers are the array below */
    struct server servers[SERVERS_MAX]; /* in order */
    struct gs_question_table questions; /* struct asked, by id */
    struct gs_id_queue waiting;         /* for a place on the wire */
    struct gs_id_queue ended;           /* for the kick */
    size_t in_flight;                   /* questions on the wire */
    uint64_t last_id;                   /* given out */
};

/* One question. */
struct asked {
    uint64_t id;                   /* as the asker knows it */
    struct gs_dns_client *client;  /* whose */
    struct gs_dns_handler handler; /* the asker */
    struct gs_dns_answer *answer;  /* the last kept message, and all tries */
    struct gs_exchange *exchange;  /* the try under way; NULL: none */
    int64_t started_us;            /* of the first try */
    enum gs_outcome failure;       /* of the last try without a message */
    size_t server;                 /* index of the server under trial */
    unsigned round;                /* how often each server had its turn */
    unsigned settled;              /* bit per server that gave a message */
    enum gs_transport transport;   /* of the present try */
    bool has_edns;                 /* the present try's query has an OPT record */
};

struct gs_dns_settings gs_dns_settings_default(void)
{
    return (struct gs_dns_settings){
        .timeout_ms = 5000,
        .deadline_ms = 30000,
        .attempts = 2,
        .udp_size = 1232,
        .in_flight_max = 100,
    };
}

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

/* --- asking --- */

static void free_asked(struct asked *q)
{
    gs_dns_answer_free(q->answer);
    free(q);
}

static void on_kick(uv_timer_t *timer);

/* Has the loop deliver a question that has nothing to wait for. */
static void end_soon(struct asked *q, enum gs_outcome outcome)
{
    q->answer->outcome = outcome;
    gs_id_queue_add(&q->client->ended, q->id);
    (void)uv_timer_start(&q->client->kick, on_kick, 0, 0);
}

/* What is left of the question's time; 0: nothing. */
static uint32_t left_ms(const struct asked *q)
{
    int64_t deadline_us = (int64_t)q->client->settings.deadline_ms * US_PER_MS;
    int64_t left_us = q->started_us + deadline_us - now_us();
    return left_us > SLACK_US ? (uint32_t)(left_us / US_PER_MS) : 0;
}

static void on_reply(void *context, const struct gs_reply *reply);

/* Sends the present try. */
static void send_try(struct asked *q)
{
    const struct gs_dns_settings *settings = &q->client->settings;
    const struct server *server = &q->client->servers[q->server];
    uint8_t wire[QUERY_MAX];
    uint16_t id = 0;
    if (uv_random(NULL, NULL, &id, sizeof id, 0, NULL) != 0) {
        id = (uint16_t)now_us(); /* no random source at all: the port still differs */
    }
    struct gs_ares_query query = {
        .server = server->endpoint,
        .transport = q->transport,
        .udp_size = server->is_without_edns ? 0 : settings->udp_size,
        .wire = wire,
    };
    q->has_edns = query.udp_size > 0;
    query.len = gs_message_encode_query(q->answer->name, q->answer->type, id,
                                        query.udp_size, wire);
    uint32_t left = left_ms(q);
    struct gs_exchange_handler handler = {
        .done = on_reply,
        .context = q,
        .timeout_ms = left < settings->timeout_ms ? left : settings->timeout_ms,
    };
    q->exchange = gs_exchange_start(q->client->loop, &query, &handler);
}

static void fill_wire(struct gs_dns_client *client)
{
    while (client->in_flight < client->settings.in_flight_max) {
        uint64_t id = gs_id_queue_claim(&client->waiting);
        if (id == 0) {
            return;
        }
        struct asked *q = gs_question_table_find(&client->questions, id);
        if (q != NULL) {
            client->in_flight++;
            q->started_us = now_us();
            send_try(q);
        }
    }
}

/* Forgets a question (its memory stays) and gives its place on the wire away. */
static void take_out(struct asked *q)
{
    struct gs_dns_client *client = q->client;
    gs_question_table_remove(&client->questions, q->id);
    if (q->exchange != NULL) {
        q->exchange = NULL;
        client->in_flight--;
    }
    fill_wire(client);
}

/* Tells the asker; the client may be closed afterwards. */
static void deliver(struct asked *q)
{
    struct gs_dns_handler handler = q->handler;
    uint64_t id = q->id;
    struct gs_dns_answer *answer = q->answer;
    take_out(q);
    free(q);
    handler.done(handler.context, id, answer);
}

static void on_kick(uv_timer_t *timer)
{
    struct gs_dns_client *client = timer->data;
    uint64_t id = gs_id_queue_claim(&client->ended);
    if (id == 0) {
        return;
    }
    (void)uv_timer_start(&client->kick, on_kick, 0, 0); /* one a turn */
    struct asked *q = gs_question_table_find(&client->questions, id);
    if (q != NULL) {
        deliver(q);
    }
}

/* --- what a try brought --- */

/* Makes a decoded message the answer; the tries stay. */
static void keep(struct asked *q, struct gs_dns_answer *message)
{
    struct gs_dns_answer *old = q->answer;
    message->tries = old->tries;
    old->tries = (struct gs_dns_try_list){0};
    message->server = q->client->servers[q->server].endpoint;
    message->transport = q->transport;
    message->received_us = now_us();
    gs_dns_answer_free(old);
    q->answer = message;
}

/* The message of a reply; NULL: it has none to our question. */
static struct gs_dns_answer *decode(const struct asked *q, const struct gs_reply *reply)
{
    if (reply->wire == NULL) {
        return NULL;
    }
    struct gs_dns_answer *message = gs_dns_answer_new(q->answer->name, q->answer->type);
    if (gs_message_decode(reply->wire, reply->len, message) == GS_OK) {
        return message;
    }
    gs_dns_answer_free(message);
    return NULL;
}

static struct gs_dns_try describe(const struct asked *q, const struct gs_reply *reply,
                                  const struct gs_dns_answer *message)
{
    bool is_nonsense = reply->outcome == GS_OUTCOME_ANSWERED && message == NULL;
    return (struct gs_dns_try){
        .server = q->client->servers[q->server].endpoint,
        .transport = q->transport,
        .outcome = is_nonsense ? GS_OUTCOME_BAD_ANSWER : reply->outcome,
        .elapsed_us = reply->elapsed_us,
        .is_truncated =
            message != NULL && message->flags.tc && q->transport == GS_TRANSPORT_UDP,
    };
}

/* Moves to the next server that is not settled; false: nobody is left. */
static bool advance(struct asked *q)
{
    const struct gs_dns_settings *settings = &q->client->settings;
    q->transport = GS_TRANSPORT_UDP;
    do {
        q->server++;
        if (q->server == settings->server_count) {
            q->server = 0;
            q->round++;
        }
    } while (q->round < settings->attempts && (q->settled & 1u << q->server) != 0);
    return q->round < settings->attempts;
}

static bool is_edns_refused(const struct asked *q, const struct gs_dns_answer *message)
{
    return q->has_edns && !message->edns.is_present &&
           (message->rcode == RCODE_FORMERR || message->rcode == RCODE_NOTIMP);
}

/* Takes the message over and says whether another try follows. */
static bool judge_message(struct asked *q, struct gs_dns_answer *message,
                          bool is_truncated)
{
    if (is_truncated) {
        q->transport = GS_TRANSPORT_TCP;
        q->failure = GS_OUTCOME_BAD_ANSWER; /* half an answer is none */
        gs_dns_answer_free(message);
        return true;
    }
    int rcode = message->rcode;
    bool is_plain_next = is_edns_refused(q, message);
    keep(q, message);
    if (rcode == RCODE_NOERROR || rcode == RCODE_NXDOMAIN) {
        return false;
    }
    if (is_plain_next) {
        q->client->servers[q->server].is_without_edns = true;
        return true;
    }
    q->settled |= 1u << q->server;
    return advance(q);
}

static void end(struct asked *q)
{
    if (q->answer->rcode < 0) {
        q->answer->outcome = q->failure;
    }
    q->answer->elapsed_us = now_us() - q->started_us;
    deliver(q);
}

static void on_reply(void *context, const struct gs_reply *reply)
{
    struct asked *q = context;
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

/* --- the face --- */

enum gs_status gs_dns_client_open(uv_loop_t *loop, const struct gs_dns_settings *settings,
                                  struct gs_dns_client **out)
{
    if (settings->timeout_ms == 0 || settings->deadline_ms == 0 ||
        settings->attempts == 0 || settings->in_flight_max == 0 ||
        settings->udp_size > UDP_SIZE_MAX || settings->server_count > SERVERS_MAX) {
        return GS_EINVAL;
    }
    struct gs_dns_client *client = gs_mem_new(1, sizeof *client);
    client->loop = loop;
    client->settings = *settings;
    client->settings.servers = NULL;
    for (size_t i = 0; i < settings->server_count; i++) {
        client->servers[i].endpoint = settings->servers[i];
    }
    (void)uv_timer_init(loop, &client->kick); /* cannot fail */
    client->kick.data = client;
    *out = client;
    return GS_OK;
}

/* The name as answers spell it; the name as given when it is no name. */
static char *normal_name(const char *name, bool *is_valid)
{
    struct gs_dname parsed;
    struct gs_buf text = {0};
    *is_valid = gs_dname_parse(name, &parsed);
    if (*is_valid) {
        gs_dname_format(&parsed, &text);
    } else {
        gs_buf_add_text(&text, name);
    }
    return gs_buf_claim(&text);
}

uint64_t gs_dns_client_ask(struct gs_dns_client *client, const char *name, uint16_t type,
                           const struct gs_dns_handler *handler)
{
    bool is_valid = false;
    char *normal = normal_name(name, &is_valid);
    struct asked *q = gs_mem_new(1, sizeof *q);
    q->id = ++client->last_id;
    q->client = client;
    q->handler = *handler;
    q->answer = gs_dns_answer_new(normal, type);
    free(normal);
    gs_question_table_add(&client->questions, q->id, q);
    if (!is_valid) {
        end_soon(q, GS_OUTCOME_BAD_QUESTION);
    } else if (client->settings.server_count == 0) {
        end_soon(q, GS_OUTCOME_UNREACHABLE);
    } else {
        gs_id_queue_add(&client->waiting, q->id);
        fill_wire(client);
    }
    return client->last_id;
}

void gs_dns_client_cancel(struct gs_dns_client *client, uint64_t id)
{
    struct asked *q = gs_question_table_find(&client->questions, id);
    if (q == NULL) {
        return;
    }
    if (q->exchange != NULL) {
        gs_exchange_cancel(q->exchange);
    }
    take_out(q);
    free_asked(q);
}

size_t gs_dns_client_pending(const struct gs_dns_client *client)
{
    return gs_question_table_count(&client->questions);
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void gs_dns_client_close(struct gs_dns_client *client)
{
    gs_id_queue_fini(&client->waiting); /* so that no place is given away below */
    for (size_t i = 0; i < client->questions.slots.count; i++) {
        struct asked *q = client->questions.slots.items[i].item;
        if (q != NULL && q->exchange != NULL) {
            gs_exchange_cancel(q->exchange);
        }
        if (q != NULL) {
            free_asked(q);
        }
    }
    gs_question_table_fini(&client->questions);
    gs_id_queue_fini(&client->ended);
    uv_close((uv_handle_t *)&client->kick, on_closed);
}
