/* SPDX-License-Identifier: MIT */
/*
 * Keeps the questions, gives them places on the wire in the order they came, and tells the
 * askers; what happens to a question on the wire is question_run.c. Callbacks are always the
 * last thing a function does, because they may close the client.
 */
#include "gaiscope/dns/client.h"

#include "question_run.h"
#include "question_table.h"

#include "gaiscope/model/dname.h"

#include <stdlib.h>

struct gs_dns_client {
    uv_timer_t kick;                    /* delivers what ended without a message */
    struct gs_question_plan plan;       /* whom to ask */
    struct gs_question_table questions; /* by id */
    struct gs_id_queue waiting;         /* for a place on the wire */
    struct gs_id_queue ended;           /* for the kick */
    size_t in_flight;                   /* questions on the wire */
    uint64_t last_id;                   /* given out */
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

static void free_asked(struct gs_question_run *q)
{
    gs_dns_answer_free(q->answer);
    free(q);
}

static void on_kick(uv_timer_t *timer);

/* Has the loop deliver a question that has nothing to wait for. */
static void end_soon(struct gs_question_run *q, enum gs_outcome outcome)
{
    q->answer->outcome = outcome;
    gs_id_queue_add(&q->client->ended, q->id);
    (void)uv_timer_start(&q->client->kick, on_kick, 0, 0);
}

static void fill_wire(struct gs_dns_client *client)
{
    while (client->in_flight < client->plan.settings.in_flight_max) {
        uint64_t id = gs_id_queue_claim(&client->waiting);
        if (id == 0) {
            return;
        }
        struct gs_question_run *q = gs_question_table_find(&client->questions, id);
        if (q != NULL) {
            client->in_flight++;
            q->is_on_wire = true;
            gs_question_run_start(q);
        }
    }
}

/* Forgets a question (its memory stays) and gives its place on the wire away. */
static void take_out(struct gs_question_run *q)
{
    struct gs_dns_client *client = q->client;
    gs_question_table_remove(&client->questions, q->id);
    client->in_flight -= q->is_on_wire ? 1 : 0;
    fill_wire(client);
}

/* Tells the asker; the client may be closed afterwards. */
static void deliver(struct gs_question_run *q)
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
    struct gs_question_run *q = gs_question_table_find(&client->questions, id);
    if (q != NULL) {
        deliver(q);
    }
}

enum gs_status gs_dns_client_open(uv_loop_t *loop, const struct gs_dns_settings *settings,
                                  struct gs_dns_client **out)
{
    if (settings->timeout_ms == 0 || settings->deadline_ms == 0 ||
        settings->attempts == 0 || settings->in_flight_max == 0 ||
        settings->udp_size > GS_UDP_SIZE_MAX || settings->server_count > GS_SERVERS_MAX) {
        return GS_EINVAL;
    }
    struct gs_dns_client *client = gs_mem_new(1, sizeof *client);
    client->plan.loop = loop;
    client->plan.ended = deliver;
    client->plan.settings = *settings;
    client->plan.settings.servers = NULL;
    for (size_t i = 0; i < settings->server_count; i++) {
        client->plan.servers[i].endpoint = settings->servers[i];
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

/* How a question is put, with nothing left to a default. */
static struct gs_dns_asking whole_asking(const struct gs_dns_settings *settings,
                                         const struct gs_dns_asking *wanted)
{
    struct gs_dns_asking asking = gs_dns_asking_default();
    asking.udp_size = settings->udp_size;
    if (wanted != NULL) {
        asking = *wanted;
    }
    bool has_attempts = asking.attempts > 0 && asking.attempts <= GS_ATTEMPTS_MAX;
    asking.attempts = has_attempts ? asking.attempts : settings->attempts;
    asking.timeout_ms = asking.timeout_ms > 0 ? asking.timeout_ms : settings->timeout_ms;
    if (asking.udp_size > GS_UDP_SIZE_MAX) {
        asking.udp_size = GS_UDP_SIZE_MAX;
    }
    return asking;
}

/* Whom a question is for: its own server, or all of the client's. */
static void choose_servers(struct gs_question_run *q, const struct gs_endpoint *server)
{
    if (server != NULL) {
        q->own_server.endpoint = *server;
        q->servers = &q->own_server;
        q->server_count = 1;
    } else {
        q->servers = q->plan->servers;
        q->server_count = q->plan->settings.server_count;
    }
}

uint64_t gs_dns_client_ask(struct gs_dns_client *client, const struct gs_dns_ask *ask,
                           const struct gs_dns_handler *handler)
{
    bool is_valid = false;
    char *normal = normal_name(ask->name, &is_valid);
    struct gs_question_run *q = gs_mem_new(1, sizeof *q);
    q->id = ++client->last_id;
    q->client = client;
    q->plan = &client->plan;
    q->handler = *handler;
    q->asking = whole_asking(&client->plan.settings, ask->asking);
    choose_servers(q, ask->server);
    q->answer = gs_dns_answer_new(normal, ask->type);
    q->answer->asked = q->asking;
    free(normal);
    gs_question_table_add(&client->questions, q->id, q);
    if (!is_valid) {
        end_soon(q, GS_OUTCOME_BAD_QUESTION);
    } else if (q->server_count == 0) {
        end_soon(q, GS_OUTCOME_UNREACHABLE);
    } else {
        gs_id_queue_add(&client->waiting, q->id);
        fill_wire(client);
    }
    return client->last_id;
}

void gs_dns_client_cancel(struct gs_dns_client *client, uint64_t id)
{
    struct gs_question_run *q = gs_question_table_find(&client->questions, id);
    if (q == NULL) {
        return;
    }
    gs_question_run_cancel(q);
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
        struct gs_question_run *q = client->questions.slots.items[i].item;
        if (q != NULL) {
            gs_question_run_cancel(q);
            free_asked(q);
        }
    }
    gs_question_table_fini(&client->questions);
    gs_id_queue_fini(&client->ended);
    uv_close((uv_handle_t *)&client->kick, on_closed);
}
