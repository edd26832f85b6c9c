/* SPDX-License-Identifier: MIT */
/**
 * What is easily misread about a getaddrinfo call: said beside libc's answer, which is shown
 * as it is. Pure.
 */
#ifndef GAISCOPE_RULES_TRAPS_H
#define GAISCOPE_RULES_TRAPS_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/system_answer.h"

#include <stdbool.h>

/** One trap. */
struct gs_trap {
    const char
        *code; /**< stable word for JSON: "port_out_of_range", "octal_address"; static */
    char clause[64]; /**< at most six words for the verdict line */
    char text[256];  /**< one or two sentences: what happened and what to do */
    bool is_note;    /**< worth knowing, but the answer is what was asked: no ▲ */
};

/** Traps, most weighty first, notes last. */
struct gs_trap_list GS_VEC_OF(struct gs_trap);

/**
 * The traps of a call: port over 65535 (libc takes it modulo 65536), address in octal, hex or
 * short form, NUMERICHOST with a name, NUMERICSERV with a service name, EAI_SERVICE because
 * the socket type has no such service, flags that cannot act (PASSIVE with a host, V4MAPPED
 * without AF_INET6, ALL without V4MAPPED), rows repeated per socket type, ...
 * Takes: `answer` may be NULL while it is waited for. Owns: the caller, gs_vec_fini().
 */
struct gs_trap_list gs_traps_of(const struct gs_question *question,
                                const struct gs_system_answer *answer);

#endif
