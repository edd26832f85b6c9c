/* SPDX-License-Identifier: MIT */
/**
 * Sessions as the engine's events leave them, for the reports and the exit status.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_REPORT_SESSIONS_H
#define GAISCOPE_TESTS_SUPPORT_REPORT_SESSIONS_H

#include "support/parts.h"

#include "gaiscope/model/session.h"

/** One case: a golden file's name and the events that make its session. */
struct gs_report_case {
    const char *name;                         /**< "answered" */
    void (*fill)(struct gs_session *session); /**< applies the events */
    unsigned parts;                           /**< GS_PART_BIT()s of the report */
};

/** All cases; the last one has no name. */
extern const struct gs_report_case gs_report_cases[];

#endif
