/* SPDX-License-Identifier: MIT */
/**
 * What the world said to a question. An outcome is data: it is shown and reported, and is
 * never an error path of this program (that is gaiscope/base/status.h). EAI_*, RCODE and
 * ARES_* are each mapped to an outcome once, in their back end; the raw code stays beside.
 */
#ifndef GAISCOPE_MODEL_OUTCOME_H
#define GAISCOPE_MODEL_OUTCOME_H

#include <stdbool.h>

/** The answer's kind, whichever source gave it. */
enum gs_outcome {
    GS_OUTCOME_NOT_ASKED = 0, /**< nobody asked */
    GS_OUTCOME_ANSWERED,      /**< at least one row or record */
    GS_OUTCOME_NO_SUCH_NAME,  /**< NXDOMAIN, EAI_NONAME */
    GS_OUTCOME_NO_DATA,       /**< the name exists, the type or family does not */
    GS_OUTCOME_TRY_AGAIN,     /**< EAI_AGAIN: a temporary failure libc does not explain */
    GS_OUTCOME_SERVER_FAILURE, /**< SERVFAIL */
    GS_OUTCOME_REFUSED,        /**< REFUSED, or the port is closed */
    GS_OUTCOME_TIMED_OUT,      /**< nobody answered within the deadline */
    GS_OUTCOME_UNREACHABLE,    /**< the question could not be sent: no route, no server */
    GS_OUTCOME_BAD_ANSWER,     /**< what came is not a DNS answer to the question */
    GS_OUTCOME_BAD_QUESTION, /**< the arguments do not fit: EAI_SERVICE, EAI_BADFLAGS, ... */
    GS_OUTCOME_CANCELLED,    /**< the person or a newer question stopped it */
    GS_OUTCOME_FAILED,       /**< anything else; the raw code says what */
};

/** How many outcomes there are. */
#define GS_OUTCOME_COUNT (GS_OUTCOME_FAILED + 1)

/** The word a person reads: "answered", "no such name", "no data", "try again", ... */
const char *gs_outcome_word(enum gs_outcome outcome);

/** The stable word of JSON and CSV: "answered", "no_such_name", "no_data", "try_again", ... */
const char *gs_outcome_id(enum gs_outcome outcome);

/** Whether asking later may give another answer (try again, SERVFAIL, no reply, ...). */
bool gs_outcome_is_temporary(enum gs_outcome outcome);

/** Whether it says what there is: answered, no such name, no data. */
bool gs_outcome_is_final(enum gs_outcome outcome);

/** Whether it was asked and is not known: anything but a final one. */
bool gs_outcome_is_unknown(enum gs_outcome outcome);

/** The worse of two: what is not known, then no such name, no data, and the rest. Returns: `a`
 *  where both are alike. */
enum gs_outcome gs_outcome_worse(enum gs_outcome a, enum gs_outcome b);

#endif
