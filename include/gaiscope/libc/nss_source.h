/* SPDX-License-Identifier: MIT */
/**
 * One source of the hosts: line, asked on its own. libc chooses its sources for a whole
 * process, so each question has a short-lived process: this program again, which calls
 * getaddrinfo once, or twice where one call does not tell enough, and ends (nss_helper.h).
 * A lane's worker starts it, waits for it and reaps it:
 *
 *     lane: posix_spawn -> request (stdin) -> answer (stdout) -> SIGKILL -> reaped
 *     cancel, close: SIGKILL at once; the worker reaps
 *
 * The helper has no terminal, no descriptor of ours, and ends with this process. glibc alone.
 */
#ifndef GAISCOPE_LIBC_NSS_SOURCE_H
#define GAISCOPE_LIBC_NSS_SOURCE_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/ladder.h"
#include "gaiscope/model/question.h"

/** What to ask of whom. Everything is copied. */
struct gs_nss_ask {
    const char *helper;                 /**< the program; NULL: this one */
    const struct gs_nss_source *source; /**< whom */
    const struct gs_question *question; /**< with the arguments of the real call */
    const struct gs_resolver
        *resolver; /**< is_override: whom the source dns asks; NULL */
};

/** What a source said. */
struct gs_nss_result {
    enum gs_rung_state state;        /**< ANSWERED, MISSING or FAILED */
    enum gs_nss_status status;       /**< what NSS makes of it */
    struct gs_system_answer *answer; /**< its time is that of the call; NULL: MISSING */
};

/** Hears a source. Owns: the callee frees result->answer. */
typedef void (*gs_nss_source_done_fn)(void *context, uint64_t id,
                                      struct gs_nss_result *result);

/** Whether sources can be asked one at a time: this libc can, and there is a helper: `helper`,
 *  or, with NULL, this program, whose main() has called gs_nss_helper_enter(). */
bool gs_nss_source_is_supported(const char *helper);

/** Asks one source. Returns: the lane's id; gs_lanes_cancel() ends the helper at once. */
uint64_t gs_nss_source_start(struct gs_lanes *lanes, enum gs_lane lane,
                             const struct gs_nss_ask *ask, gs_nss_source_done_fn done,
                             void *context);

/** The file of a source's module, "libnss_mdns4.so.2"; "" where it is built into libc. */
void gs_nss_source_module(const char *source, char *out, size_t out_size);

/**
 * The hosts: line that getaddrinfo follows: that of /etc/nsswitch.conf, or, with a resolver
 * of is_override, what the lanes put in its place. Returns: whether it was replaced.
 */
bool gs_nss_source_line(const struct gs_resolver *resolver, struct gs_nss_line *out);

#endif
