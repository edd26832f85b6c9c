/* SPDX-License-Identifier: MIT */
/**
 * What becomes of a question of a mass: which message is its answer, when the next server is
 * asked, and how it ends. Private to the mass; loop thread only. Each function that may end the
 * question frees it then.
 */
#ifndef GAISCOPE_SRC_DNS_MASS_JUDGE_H
#define GAISCOPE_SRC_DNS_MASS_JUDGE_H

#include "mass_run.h"

#define GS_MASS_CARED_MAX 32 /**< questions that dns/client has on the wire at once */

/** Most messages sent for one question. */
unsigned gs_mass_tries_max(const struct gs_mass *mass);

/** Why a question leaves the wire. */
enum gs_mass_leaving {
    GS_MASS_ANSWERED, /**< a message came: the round trip counts */
    GS_MASS_LOST,     /**< none came in time */
    GS_MASS_FAILED, /**< its try ended at once (closed port): says nothing about the path */
};

/** Gives the question's place in the window away, if it has one. */
void gs_mass_leave_wire(struct gs_mass_question *q, enum gs_mass_leaving leaving);

/** Nobody waits for the answers to its messages any more. */
void gs_mass_drop_tries(struct gs_mass_question *q);

/** Puts it in a line until `due_us`, or until patience is over. */
void gs_mass_wait_in(struct gs_mass_line *line, struct gs_mass_question *q,
                     int64_t due_us);

/** Puts it in a line until patience is over, before all that have longer. */
void gs_mass_wait_to_the_end(struct gs_mass_line *line, struct gs_mass_question *q);

/** Ends it: with the message that was kept, or none. */
void gs_mass_end_without(struct gs_mass_question *q, enum gs_outcome outcome);

/** Another try of the next server that is not settled, or the end. */
void gs_mass_turn_to_next(struct gs_mass_question *q, enum gs_outcome failure);

/** A try ended at once. */
void gs_mass_take_failure(struct gs_mass_question *q, enum gs_outcome failure);

/** Nobody answered a try within its time. */
void gs_mass_take_silence(struct gs_mass_question *q);

/** A message came; lent. `is_careful`: by dns/client, which did all that can be done. */
void gs_mass_take_message(struct gs_mass_question *q, const struct gs_mass_kept *message,
                          bool is_careful);

/** Has dns/client ask: one try with all its turns, on a socket of its own. (mass_care.c) */
void gs_mass_send_careful(struct gs_mass_question *q);

#endif
