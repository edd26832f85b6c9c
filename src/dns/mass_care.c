/* SPDX-License-Identifier: MIT */
#include "mass_judge.h"

#include "gaiscope/model/dname.h"

#include <string.h>

enum {
    US_PER_MS = 1000,
    CARED_MS = 1000, /* of one of its tries, at least */
    TYPE_AND_CLASS = 4,
};

static void on_cared(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    (void)id;
    struct gs_mass_question *q = context;
    struct gs_mass *mass = q->mass;
    gs_mass_begin_turn(mass);
    q->careful_id = 0;
    q->tried += answer->tries.count > 0 ? (unsigned)answer->tries.count : 1;
    mass->stats.tries += answer->tries.count;
    if (answer->rcode >= 0 && answer->wire != NULL) {
        const struct gs_mass_kept message = {
            .wire = answer->wire,
            .len = answer->size_bytes,
            .server = q->server,
            .exchange_us = answer->elapsed_us,
            .is_tcp = answer->transport == GS_TRANSPORT_TCP,
        };
        gs_mass_take_message(q, &message, true);
    } else if (answer->outcome == GS_OUTCOME_TIMED_OUT) {
        gs_mass_take_silence(q);
    } else if (answer->outcome == GS_OUTCOME_BAD_ANSWER) {
        gs_mass_turn_to_next(q, answer->outcome);
    } else {
        gs_mass_take_failure(q, answer->outcome);
    }
    gs_dns_answer_free(answer);
    gs_mass_end_turn(mass);
}

static void open_careful(struct gs_mass *mass)
{
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.timeout_ms = CARED_MS;
    settings.deadline_ms = mass->settings.patience_ms;
    settings.attempts = 1;
    settings.udp_size = mass->settings.udp_size;
    settings.in_flight_max = GS_MASS_CARED_MAX;
    (void)gs_dns_client_open(mass->loop, &settings, &mass->careful); /* they are sound */
}

/* How long one try may take. */
static uint32_t try_ms(const struct gs_mass_question *q)
{
    const struct gs_mass_server *server = &q->mass->servers.items[q->server];
    int64_t try_ms = gs_mass_server_patience_us(server, q->level) / US_PER_MS;
    int64_t left_ms = (q->deadline_us - q->mass->now_us) / US_PER_MS;
    try_ms = try_ms > CARED_MS ? try_ms : CARED_MS;
    return left_ms < 1 ? 1 : (uint32_t)(left_ms < try_ms ? left_ms : try_ms);
}

void gs_mass_send_careful(struct gs_mass_question *q)
{
    struct gs_mass *mass = q->mass;
    if (mass->careful == NULL) {
        open_careful(mass);
    }
    struct gs_dname name = {.len = (size_t)q->len - TYPE_AND_CLASS};
    memcpy(name.bytes, q->question, name.len);
    struct gs_buf text = {0};
    gs_dname_format(&name, &text);
    struct gs_dns_asking asking = gs_dns_asking_default();
    asking.udp_size = mass->settings.udp_size;
    asking.keeps_message = true;
    asking.timeout_ms = try_ms(q);
    const struct gs_dns_ask ask = {
        .name = gs_buf_text(&text),
        .type = q->type,
        .server = &mass->servers.items[q->server].endpoint,
        .asking = &asking,
    };
    const struct gs_dns_handler handler = {.done = on_cared, .context = q};
    gs_mass_wait_to_the_end(&mass->cared, q);
    q->careful_id = gs_dns_client_ask(mass->careful, &ask, &handler);
    gs_buf_fini(&text);
}
