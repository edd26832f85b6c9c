/* SPDX-License-Identifier: MIT */
/*
 * The lines a question stands in:
 *
 *     fresh -> flying -----------------------------+-> answered: ended
 *                | the answer is overdue:          |
 *                v its place in the window is free |
 *              late ------------------------------>|
 *                | patience of this try is over    |
 *                v                                 |
 *              again -> flying (next server) ...   |
 *                | all tries are used up           |
 *                v                                 |
 *              last ------------------------------>+-> patience is over: timed out
 *
 * An answer to any try is welcome until the question ends, however late. A server that sends
 * SERVFAIL and the like is settled and the next one asked; the last such message is the answer
 * if nobody has a better one. A truncated answer, a server that refuses EDNS and a name that is
 * no host name leave the shared sockets: dns/client takes care of them, a try with all its
 * turns at one server, until their patience is over too. So do those that were asked twice in
 * vain, as far as there is room: some servers refuse with a bare header that tells no question.
 */
#include "mass_run.h"

#include "asked.h"
#include "mass_judge.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

enum {
    OPEN_MIN = 1024, /* begun at once, also with a small window */
    OPEN_SHARE = 4,  /* and so many windows' worth */
    US_PER_MS = 1000,
    RESIGNED_OPEN = 4096,
    RESIGNED_WINDOW = 256, /* some 2,500 small messages a second */
};

bool gs_mass_run_is_resigned(const struct gs_mass *mass)
{
    return mass->settings.patience_ms < mass->patience_ms;
}

/* That everything is lost says nothing of a queue where nobody answers at all. */
size_t gs_mass_run_window(const struct gs_mass *mass)
{
    const struct gs_mass_window *window = &mass->window;
    if (!gs_mass_run_is_resigned(mass) || window->size >= RESIGNED_WINDOW) {
        return window->size;
    }
    return window->max < RESIGNED_WINDOW ? window->max : RESIGNED_WINDOW;
}

size_t gs_mass_run_open_max(const struct gs_mass *mass)
{
    size_t by_window = mass->window.size * OPEN_SHARE;
    size_t least = gs_mass_run_is_resigned(mass) ? RESIGNED_OPEN : OPEN_MIN;
    return by_window > least ? by_window : least;
}

/* Takes a try out of its question's. */
static void forget_try(struct gs_mass_try *try)
{
    struct gs_mass_question *q = try->question;
    if (q == NULL) {
        return;
    }
    struct gs_mass_try **link = &q->tries;
    while (*link != try) {
        link = &(*link)->next;
    }
    *link = try->next;
    gs_mass_channel_release(try->channel);
}

static void on_answered(void *context, struct gs_ares_ticket *ticket, const uint8_t *wire,
                        size_t len)
{
    struct gs_mass *mass = context;
    struct gs_mass_try *try = (struct gs_mass_try *)ticket;
    struct gs_mass_question *q = try->question;
    struct gs_mass_kept message = {
        .len = len,
        .server = try->server,
        .exchange_us = mass->now_us - try->sent_us,
    };
    gs_mass_server_note(&mass->servers.items[try->server], message.exchange_us,
                        mass->now_us);
    forget_try(try);
    free(try);
    if (q != NULL && q->careful_id == 0) {
        message.wire = wire; /* lent, as end_with() lends it on */
        gs_mass_take_message(q, &message, false);
    }
}

static void on_failed(void *context, struct gs_ares_ticket *ticket,
                      enum gs_outcome outcome)
{
    (void)context;
    struct gs_mass_try *try = (struct gs_mass_try *)ticket;
    struct gs_mass_question *q = try->question;
    bool is_current = q != NULL && q->is_on_wire && q->sent_us == try->sent_us;
    forget_try(try);
    free(try);
    if (is_current) { /* of an older one, its own wait tells */
        gs_mass_take_failure(q, outcome);
    }
}

static void on_forgotten(void *context, struct gs_ares_ticket *ticket)
{
    (void)context;
    struct gs_mass_try *try = (struct gs_mass_try *)ticket;
    forget_try(try);
    free(try);
}

static void send_shared(struct gs_mass_question *q)
{
    struct gs_mass *mass = q->mass;
    const struct gs_mass_server *server = &mass->servers.items[q->server];
    struct gs_mass_try *try = gs_mem_new(1, sizeof *try);
    try->question = q;
    try->next = q->tries;
    try->server = q->server;
    try->sent_us = q->sent_us = mass->now_us;
    q->tries = try;
    q->tried++;
    q->is_on_wire = true;
    mass->on_wire++;
    mass->stats.tries++;
    gs_mass_wait_in(&mass->flying[q->server], q,
                    mass->now_us + gs_mass_server_overdue_us(server));
    try->channel =
        gs_mass_road_ask(mass->road, q->server, q->question, q->len, &try->ticket);
}

/* Whether a question that never was on the wire can get there. */
static bool begin(struct gs_mass_question *q)
{
    struct gs_mass *mass = q->mass;
    gs_mass_line_remove(q);
    if (q->len == 0) {
        gs_mass_end_without(q, GS_OUTCOME_BAD_QUESTION);
        return false;
    }
    q->server = gs_mass_servers_first(&mass->servers, mass->now_us);
    if (q->server == GS_MASS_NOBODY) {
        gs_mass_end_without(q, GS_OUTCOME_UNREACHABLE);
        return false;
    }
    q->started_us = mass->now_us;
    q->deadline_us = q->started_us + (int64_t)mass->settings.patience_ms * US_PER_MS;
    q->failure = GS_OUTCOME_TIMED_OUT; /* unless a try tells more */
    q->is_careful = !gs_asked_is_plain(q->question, q->len);
    mass->open++;
    return true;
}

static void send_one(struct gs_mass_question *q)
{
    if (q->mass->now_us >= q->deadline_us) {
        gs_mass_end_without(q, q->failure);
    } else if (q->is_careful) {
        gs_mass_send_careful(q);
    } else {
        send_shared(q);
    }
}

void gs_mass_run_fill(struct gs_mass *mass)
{
    mass->now_us = gs_mass_now_us();
    while (!mass->is_closing && mass->on_wire < gs_mass_run_window(mass)) {
        struct gs_mass_question *q = mass->again.first;
        if (q == NULL && mass->open < gs_mass_run_open_max(mass)) {
            q = mass->fresh.first;
            if (q != NULL && !begin(q)) {
                continue;
            }
        }
        if (q == NULL) {
            break;
        }
        send_one(q);
    }
    gs_mass_window_note_wire(&mass->window, mass->on_wire);
    gs_mass_road_flush(mass->road);
    gs_mass_window_limit(&mass->window, mass->settings.window_max);
    size_t held = gs_mass_road_spread(mass->road, mass->window.size);
    if (held < mass->settings.window_max) {
        gs_mass_window_limit(&mass->window, held);
    }
}

static void miss(struct gs_mass_question *q)
{
    struct gs_mass *mass = q->mass;
    struct gs_mass_server *server = &mass->servers.items[q->server];
    gs_mass_leave_wire(q, GS_MASS_LOST);
    unsigned level = q->level < GS_MASS_LEVELS ? q->level : GS_MASS_LEVELS - 1;
    gs_mass_wait_in(&mass->late[q->server][level], q,
                    q->sent_us + gs_mass_server_patience_us(server, level));
}

static void lose(struct gs_mass_question *q)
{
    if (q->tries != NULL) {
        gs_mass_take_silence(q);
    } else { /* it failed at once; this was the pause after that */
        gs_mass_turn_to_next(q, q->failure);
    }
}

static void give_up(struct gs_mass_question *q)
{
    gs_mass_end_without(q, q->failure);
}

static void expire_line(struct gs_mass *mass, const struct gs_mass_line *line,
                        void (*act)(struct gs_mass_question *q))
{
    while (line->first != NULL && line->first->due_us <= mass->now_us) {
        act(line->first);
    }
}

void gs_mass_run_expire(struct gs_mass *mass)
{
    for (size_t i = 0; i < mass->servers.count; i++) {
        expire_line(mass, &mass->flying[i], miss);
        for (size_t level = 0; level < GS_MASS_LEVELS; level++) {
            expire_line(mass, &mass->late[i][level], lose);
        }
    }
    expire_line(mass, &mass->cared, give_up);
    expire_line(mass, &mass->last, give_up);
}

static int64_t sooner(int64_t next_us, const struct gs_mass_line *line)
{
    return line->first != NULL && line->first->due_us < next_us ? line->first->due_us
                                                                : next_us;
}

int64_t gs_mass_run_next_us(const struct gs_mass *mass)
{
    int64_t next_us = sooner(sooner(INT64_MAX, &mass->last), &mass->cared);
    for (size_t i = 0; i < mass->servers.count; i++) {
        next_us = sooner(next_us, &mass->flying[i]);
        for (size_t level = 0; level < GS_MASS_LEVELS; level++) {
            next_us = sooner(next_us, &mass->late[i][level]);
        }
    }
    return next_us;
}

static void on_begun(void *context)
{
    gs_mass_begin_turn(context);
}

static void on_done(void *context)
{
    gs_mass_end_turn(context);
}

void gs_mass_run_open(struct gs_mass *mass)
{
    const struct gs_mass_road_settings settings = {
        .loop = mass->loop,
        .servers = &mass->servers,
        .udp_size = mass->settings.udp_size,
        .rcvbuf_bytes = mass->settings.rcvbuf_bytes,
        .handler = {on_answered, on_failed, on_forgotten, on_begun, on_done, mass},
    };
    mass->road = gs_mass_road_open(&settings);
}

static void drop_line(struct gs_mass_line *line)
{
    while (line->first != NULL) {
        struct gs_mass_question *q = line->first;
        gs_mass_line_remove(q);
        gs_mass_drop_tries(q);
        gs_mass_question_free(q);
    }
}

void gs_mass_run_close(struct gs_mass *mass)
{
    if (mass->careful != NULL) {
        gs_dns_client_close(mass->careful);
    }
    struct gs_mass_line *lines[] = {&mass->fresh, &mass->again, &mass->cared,
                                    &mass->last};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        drop_line(lines[i]);
    }
    for (size_t i = 0; i < GS_SERVERS_MAX; i++) {
        drop_line(&mass->flying[i]);
        for (size_t level = 0; level < GS_MASS_LEVELS; level++) {
            drop_line(&mass->late[i][level]);
        }
    }
    gs_mass_road_close(mass->road);
}
