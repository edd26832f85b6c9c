/* SPDX-License-Identifier: MIT */
/**
 * Whether an answer is the expected one. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_EXPECT_H
#define GAISCOPE_RULES_WATCH_EXPECT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/watch.h"
#include "gaiscope/model/watch_answer.h"

/** One range of addresses that no good answer lies in. */
struct gs_sinkhole {
    struct gs_address address; /**< its first address */
    uint8_t bits;              /**< length of its prefix */
};

/** Ranges. */
struct gs_sinkhole_list GS_VEC_OF(struct gs_sinkhole);

#define GS_SINKHOLES_MAX 4096 /**< ranges of a file */

/** Reads a file of sinkholes: an address or prefix a line, `#` comments. Returns: GS_OK;
 *  GS_EFORMAT, with "line 3: " and the reason, sanitised, in `error`: then *out is
 *  untouched. Owns: gs_vec_fini(). */
enum gs_status gs_sinkholes_parse(const char *text, size_t len,
                                  struct gs_sinkhole_list *out, struct gs_buf *error);

/** What stands for nowhere by itself: 0.0.0.0/8, 127.0.0.0/8, ::, ::1, the same inside of
 *  ::ffff:0:0/96, and 100::/64 (RFC 6666). Owns: static. */
const struct gs_sinkhole_list *gs_sinkholes_default(void);

/**
 * Which expectations of a line do not hold: a bit each. What a round did not ask (MX) or what
 * failed temporarily is neither held nor broken: its bit is that of `before`.
 * Takes: `sinkholes`, NULL: the default.
 */
uint32_t gs_watch_failing(const struct gs_watch *watch,
                          const struct gs_watch_answer *answer,
                          const struct gs_sinkhole_list *sinkholes, uint32_t before);

/** Appends why an expectation fails: "expected at least 2 IPv6 addresses, there is 1". For one
 *  that holds: what is expected. Takes: `sinkholes`, NULL: the default. */
void gs_watch_failing_words(const struct gs_expect *expect,
                            const struct gs_watch_answer *answer,
                            const struct gs_sinkhole_list *sinkholes, struct gs_buf *out);

#endif
