/* SPDX-License-Identifier: MIT */
/**
 * One getaddrinfo call on the calling thread, which may block.
 */
#ifndef GAISCOPE_LIBC_SYSTEM_NOW_H
#define GAISCOPE_LIBC_SYSTEM_NOW_H

#include "gaiscope/model/question.h"
#include "gaiscope/model/system_answer.h"

/** Asks and fills an empty answer; its time is that of the call alone. Takes: NULL node or
 *  service where there is none. */
void system_ask_now(const char *node, const char *service, const struct gs_hints *hints,
                    struct gs_system_answer *answer);

#endif
