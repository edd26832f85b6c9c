/* SPDX-License-Identifier: MIT */
#include "gaiscope/dns/mass.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/dns/client.h"
#include "gaiscope/model/machine.h"

#include <stdlib.h>

enum {
    WINDOW = 128, /* questions at once */
};

struct gs_mass {
    uv_timer_t kick;              /* tells of room */
    struct gs_dns_client *client; /* carries the questions */
    struct gs_mass_handler handler;
    struct gs_mass_stats stats;
    struct ask *asks; /* not answered yet */
    bool is_closed;
};

/* A question on its way. */
struct ask {
    struct ask *next;
    struct ask **link; /* what points here */
    struct gs_mass *mass;
    void *user;
};

struct gs_mass_settings gs_mass_settings_default(void)
{
    return (struct gs_mass_settings){
        .patience_ms = 10000,
        .attempts = 6,
        .udp_size = 1232,
        .window_max = 4096,
        .rcvbuf_bytes = (size_t)4 << 20,
    };
}

static void on_kick(uv_timer_t *timer)
{
    struct gs_mass *mass = timer->data;
    if (!mass->is_closed && gs_mass_room(mass) > 0 && mass->handler.has_room != NULL) {
        mass->handler.has_room(mass->handler.context);
    }
}

static void take_out(struct ask *ask)
{
    *ask->link = ask->next;
    if (ask->next != NULL) {
        ask->next->link = ask->link;
    }
    free(ask);
}

static void on_done(void *context, uint64_t id, struct gs_dns_answer *message)
{
    (void)id;
    struct ask *ask = context;
    struct gs_mass *mass = ask->mass;
    void *user = ask->user;
    take_out(ask);
    struct gs_answer_scan scan;
    struct gs_dname name;
    struct gs_mass_answer answer = {
        .outcome = message->outcome,
        .rcode = message->rcode,
        .wire = message->wire,
        .len = message->wire == NULL ? 0 : message->size_bytes,
        .elapsed_us = message->elapsed_us,
        .server = message->server,
        .tries = (unsigned)message->tries.count,
        .is_tcp = message->transport == GS_TRANSPORT_TCP,
    };
    if (answer.wire != NULL && gs_dname_parse(message->name, &name) &&
        gs_answer_scan(answer.wire, answer.len, &name, message->type, &scan) == GS_OK) {
        answer.scan = &scan;
    }
    mass->stats.pending--;
    mass->stats.answered += message->rcode >= 0 ? 1 : 0;
    mass->stats.failed += message->rcode >= 0 ? 0 : 1;
    mass->stats.tries += message->tries.count;
    (void)uv_timer_start(&mass->kick, on_kick, 0, 0);
    mass->handler.answered(mass->handler.context, user, &answer);
    gs_dns_answer_free(message);
}

enum gs_status gs_mass_open(uv_loop_t *loop, const struct gs_mass_settings *settings,
                            struct gs_mass **out)
{
    if (settings->patience_ms == 0 || settings->attempts == 0 ||
        settings->window_max == 0 || settings->server_count > GS_SERVERS_MAX ||
        settings->handler.answered == NULL) {
        return GS_EINVAL;
    }
    struct gs_dns_settings carried = gs_dns_settings_default();
    carried.servers = settings->servers;
    carried.server_count = settings->server_count;
    carried.deadline_ms = settings->patience_ms;
    carried.timeout_ms = 1500;
    carried.attempts = settings->attempts;
    carried.udp_size = settings->udp_size;
    carried.in_flight_max = WINDOW;
    struct gs_mass *mass = gs_mem_new(1, sizeof *mass);
    mass->handler = settings->handler;
    enum gs_status status = gs_dns_client_open(loop, &carried, &mass->client);
    if (status != GS_OK) {
        free(mass);
        return status;
    }
    (void)uv_timer_init(loop, &mass->kick); /* cannot fail */
    mass->kick.data = mass;
    *out = mass;
    return GS_OK;
}

void gs_mass_ask(struct gs_mass *mass, const char *name, uint16_t type, void *user)
{
    struct ask *ask = gs_mem_new(1, sizeof *ask);
    *ask = (struct ask){mass->asks, &mass->asks, mass, user};
    if (ask->next != NULL) {
        ask->next->link = &ask->next;
    }
    mass->asks = ask;
    struct gs_dns_asking asking = gs_dns_asking_default();
    asking.keeps_message = true;
    const struct gs_dns_ask wanted = {.name = name, .type = type, .asking = &asking};
    const struct gs_dns_handler handler = {.done = on_done, .context = ask};
    mass->stats.sent++;
    mass->stats.pending++;
    (void)gs_dns_client_ask(mass->client, &wanted, &handler);
}

size_t gs_mass_room(const struct gs_mass *mass)
{
    return mass->stats.pending < WINDOW ? WINDOW - (size_t)mass->stats.pending : 0;
}

struct gs_mass_stats gs_mass_stats(const struct gs_mass *mass)
{
    struct gs_mass_stats stats = mass->stats;
    stats.window = WINDOW;
    stats.on_wire = (size_t)(stats.pending < WINDOW ? stats.pending : WINDOW);
    return stats;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void gs_mass_close(struct gs_mass *mass)
{
    mass->is_closed = true;
    gs_dns_client_close(mass->client);
    while (mass->asks != NULL) {
        take_out(mass->asks);
    }
    uv_close((uv_handle_t *)&mass->kick, on_closed);
}
