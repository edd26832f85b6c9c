/* SPDX-License-Identifier: MIT */
/**
 * The questions of a mass and the lines they stand in: each question is in one line at a
 * time, first come, first served. A plain list, owned by dns/mass.
 */
#ifndef GAISCOPE_SRC_DNS_MASS_LINE_H
#define GAISCOPE_SRC_DNS_MASS_LINE_H

#include "ares_shared.h"
#include "mass_road.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_mass;
struct gs_mass_question;

/** One message that was sent; stays until its socket is done with it. */
struct gs_mass_try {
    struct gs_ares_ticket ticket;      /**< how the socket knows it; the first member */
    struct gs_mass_question *question; /**< NULL: that has ended */
    struct gs_mass_try *next;          /**< of the same question */
    struct gs_mass_channel *channel;   /**< by which it went */
    int64_t sent_us;                   /**< when */
    size_t server;                     /**< to whom */
};

/** A message that is kept in case that no better one comes. */
struct gs_mass_kept {
    const uint8_t *wire; /**< the message; NULL: none */
    size_t len;          /**< its bytes */
    size_t server;       /**< who sent it */
    int64_t exchange_us; /**< how long that took */
    bool is_tcp;         /**< it came by TCP */
};

/** Questions in order. A zeroed struct is empty. */
struct gs_mass_line {
    struct gs_mass_question *first; /**< whose turn it is; NULL: nobody's */
    struct gs_mass_question *last;  /**< who came last */
    size_t count;                   /**< how many */
};

/** One question. */
struct gs_mass_question {
    struct gs_mass_question *next; /**< in its line */
    struct gs_mass_question *prev; /**< in its line */
    struct gs_mass_line *line;     /**< where it stands; NULL: nowhere */
    struct gs_mass *mass;          /**< whose */
    void *user;                    /**< the asker's */
    struct gs_mass_try *tries;     /**< messages whose answers are welcome */
    struct gs_mass_kept kept;      /**< the last message that was not final */
    uint8_t *kept_wire;            /**< its bytes; owned */
    uint64_t careful_id;           /**< at the client that takes care of it; 0: none */
    int64_t started_us;            /**< first try */
    int64_t deadline_us;           /**< when patience with it is over */
    int64_t sent_us;               /**< last try */
    int64_t due_us;                /**< when its line is over for it; where lines end */
    size_t server;                 /**< whom it asks now */
    unsigned settled;              /**< bit per server that sent a message */
    unsigned tried;                /**< messages sent */
    unsigned level;                /**< of these, how many were in vain: the patience */
    unsigned failures;             /**< tries that failed at once */
    enum gs_outcome failure;       /**< of the last try without a message */
    uint16_t type;                 /**< asked for */
    uint16_t len;                  /**< bytes of `question`; 0: the name is none */
    bool is_on_wire;               /**< counts in the window */
    bool is_careful;               /**< it is the client's now, not the shared sockets' */
    uint8_t question[];            /**< name, type and class in wire form */
};

/** A question in no line. Owns: the caller, gs_mass_question_free(). */
struct gs_mass_question *gs_mass_question_new(const char *name, uint16_t type,
                                              void *user);

/** Frees a question that is in no line; its tries are left alone. */
void gs_mass_question_free(struct gs_mass_question *question);

/** Moves a question to the end of a line, out of the one it was in. */
void gs_mass_line_add(struct gs_mass_line *line, struct gs_mass_question *question);

/** The same, but before all whose `due_us` is later: usually few. */
void gs_mass_line_add_by_due(struct gs_mass_line *line,
                             struct gs_mass_question *question);

/** Takes a question out of its line, if it is in one. */
void gs_mass_line_remove(struct gs_mass_question *question);

#endif
