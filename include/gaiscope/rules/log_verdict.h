/* SPDX-License-Identifier: MIT */
/**
 * What the log comes down to, in one sentence: how many questions failed, how many were slow,
 * and of how many calls. Pure.
 */
#ifndef GAISCOPE_RULES_LOG_VERDICT_H
#define GAISCOPE_RULES_LOG_VERDICT_H

#include "gaiscope/model/log.h"
#include "gaiscope/rules/verdict.h"

/** "1 question failed, 1 was slow", "nothing failed"; elapsed_us is -1: no time of its own. */
struct gs_verdict gs_log_verdict(const struct gs_log *log);

#endif
