/* SPDX-License-Identifier: MIT */
#include "mass_judge.h"

#include "judging.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    US_PER_MS = 1000,
    TRIES_MAX = 24,     /* of one question */
    RESIGNED_TRIES = 2, /* per server, where no answer is expected */
    TYPE_AND_CLASS = 4,
    CARE_LEVEL = 2,      /* messages in vain before one goes by a socket of its own */
    CARED_SLOW_MAX = 16, /* and of these, so many at once */
};

unsigned gs_mass_tries_max(const struct gs_mass *mass)
{
    size_t each = mass->settings.attempts;
    each = each > RESIGNED_TRIES && gs_mass_run_is_resigned(mass) ? RESIGNED_TRIES : each;
    size_t all = each * mass->servers.count;
    return all > TRIES_MAX ? TRIES_MAX : (unsigned)all;
}

void gs_mass_leave_wire(struct gs_mass_question *q, enum gs_mass_leaving leaving)
{
    if (!q->is_on_wire) {
        return;
    }
    struct gs_mass *mass = q->mass;
    q->is_on_wire = false;
    mass->on_wire--;
    if (leaving == GS_MASS_LOST) {
        gs_mass_window_note_loss(&mass->window);
    } else if (leaving == GS_MASS_ANSWERED) {
        gs_mass_window_note_answer(&mass->window, mass->now_us - q->sent_us);
    }
}

/* Nobody waits for its tries any more. */
void gs_mass_drop_tries(struct gs_mass_question *q)
{
    while (q->tries != NULL) {
        struct gs_mass_try *try = q->tries;
        q->tries = try->next;
        try->question = NULL;
        gs_mass_channel_release(try->channel);
    }
}

static void end(struct gs_mass_question *q, const struct gs_mass_answer *answer)
{
    struct gs_mass *mass = q->mass;
    struct gs_mass_answer told = *answer;
    told.elapsed_us = q->started_us == 0 ? 0 : mass->now_us - q->started_us;
    told.tries = q->tried;
    gs_mass_line_remove(q);
    gs_mass_leave_wire(q, GS_MASS_ANSWERED);
    gs_mass_drop_tries(q);
    if (q->careful_id != 0) {
        gs_dns_client_cancel(mass->careful, q->careful_id);
    }
    mass->open -= q->started_us == 0 ? 0 : 1;
    mass->stats.pending--;
    mass->stats.answered += told.rcode >= 0 ? 1 : 0;
    mass->stats.failed += told.rcode >= 0 ? 0 : 1;
    if (!mass->is_closing) {
        mass->settings.handler.answered(mass->settings.handler.context, q->user, &told);
    }
    gs_mass_question_free(q);
}

static enum gs_status scan_message(const struct gs_mass_question *q, const uint8_t *wire,
                                   size_t len, struct gs_answer_scan *out)
{
    struct gs_dname name = {.len = (size_t)q->len - TYPE_AND_CLASS};
    memcpy(name.bytes, q->question, name.len);
    return gs_answer_scan(wire, len, &name, q->type, out);
}

static void end_with(struct gs_mass_question *q, const struct gs_mass_kept *message,
                     const struct gs_answer_scan *scan)
{
    const struct gs_mass_answer answer = {
        .outcome = scan->outcome,
        .rcode = scan->rcode,
        .wire = message->wire,
        .len = message->len,
        .scan = scan,
        .exchange_us = message->exchange_us,
        .server = q->mass->servers.items[message->server].endpoint,
        .is_tcp = message->is_tcp,
    };
    end(q, &answer);
}

/* No better message will come: the one that is kept, or none. */
void gs_mass_end_without(struct gs_mass_question *q, enum gs_outcome outcome)
{
    struct gs_answer_scan scan;
    if (q->kept.wire != NULL &&
        scan_message(q, q->kept.wire, q->kept.len, &scan) == GS_OK) {
        end_with(q, &q->kept, &scan);
        return;
    }
    end(q, &(struct gs_mass_answer){.outcome = outcome, .rcode = -1});
}

void gs_mass_wait_in(struct gs_mass_line *line, struct gs_mass_question *q,
                     int64_t due_us)
{
    q->due_us = due_us < q->deadline_us ? due_us : q->deadline_us;
    gs_mass_line_add(line, q);
}

void gs_mass_wait_to_the_end(struct gs_mass_line *line, struct gs_mass_question *q)
{
    q->due_us = q->deadline_us;
    gs_mass_line_add_by_due(line, q);
}

/* Another try, of the next server that is not settled. */
void gs_mass_turn_to_next(struct gs_mass_question *q, enum gs_outcome failure)
{
    struct gs_mass *mass = q->mass;
    size_t next = gs_mass_servers_next(&mass->servers, q->server, q->settled);
    q->failure = failure;
    gs_mass_leave_wire(q, GS_MASS_ANSWERED);
    if (next == GS_MASS_NOBODY || q->tried >= gs_mass_tries_max(mass)) {
        gs_mass_end_without(q, failure);
        return;
    }
    q->server = next;
    gs_mass_line_add(&mass->again, q);
}

/* A try ended at once: the next server, but after a round of that only in a while. */
void gs_mass_take_failure(struct gs_mass_question *q, enum gs_outcome failure)
{
    struct gs_mass *mass = q->mass;
    size_t servers = mass->servers.count;
    gs_mass_leave_wire(q, GS_MASS_FAILED);
    q->failures++;
    q->failure = failure;
    if (q->failures >= 2 * servers) {
        gs_mass_end_without(q, failure);
    } else if (q->failures == servers) {
        const struct gs_mass_server *server = &mass->servers.items[q->server];
        gs_mass_wait_in(&mass->late[q->server][0], q,
                        mass->now_us + gs_mass_server_patience_us(server, 0));
    } else {
        gs_mass_turn_to_next(q, failure);
    }
}

void gs_mass_take_silence(struct gs_mass_question *q)
{
    struct gs_mass *mass = q->mass;
    mass->stats.lost++;
    gs_mass_server_note_silence(&mass->servers.items[q->server]);
    q->level++;
    q->failure = GS_OUTCOME_TIMED_OUT;
    q->is_careful =
        q->is_careful || (q->level >= CARE_LEVEL && mass->cared.count < CARED_SLOW_MAX);
    if (q->tried >= gs_mass_tries_max(mass)) {
        gs_mass_leave_wire(q, GS_MASS_LOST);
        gs_mass_wait_to_the_end(&mass->last, q);
    } else {
        gs_mass_turn_to_next(q, q->failure);
    }
}

void gs_mass_take_message(struct gs_mass_question *q, const struct gs_mass_kept *message,
                          bool is_careful)
{
    struct gs_mass *mass = q->mass;
    struct gs_answer_scan scan;
    if (scan_message(q, message->wire, message->len, &scan) != GS_OK) {
        gs_mass_turn_to_next(q, GS_OUTCOME_BAD_ANSWER);
        return;
    }
    bool needs_care = !is_careful &&
                      (scan.is_truncated ||
                       gs_judging_is_edns_refused(scan.rcode, mass->settings.udp_size > 0,
                                                  scan.has_edns));
    if (needs_care) {
        gs_mass_leave_wire(q, GS_MASS_ANSWERED);
        q->is_careful = true;
        q->server = message->server;
        gs_mass_line_add(&mass->again, q);
        return;
    }
    if (gs_judging_is_final(scan.rcode, !scan.has_broken_end)) {
        end_with(q, message, &scan);
        return;
    }
    free(q->kept_wire);
    q->kept_wire = gs_mem_new(1, message->len);
    memcpy(q->kept_wire, message->wire, message->len);
    q->kept = *message;
    q->kept.wire = q->kept_wire;
    q->settled |= 1u << message->server;
    gs_mass_turn_to_next(q, scan.outcome);
}
