/* SPDX-License-Identifier: MIT */
/** Watched hosts that are unlike each other. */
#ifndef GAISCOPE_TESTS_SUPPORT_MONITOR_MIXED_H
#define GAISCOPE_TESTS_SUPPORT_MONITOR_MIXED_H

#include "gaiscope/model/session.h"

/** The thirty hosts of monitor_scene_fill(): some with long names, another service, an interval
 *  or a source of their own; and a dozen lines that are not watched. */
void monitor_mixed(struct gs_session *session);

#endif
