/* SPDX-License-Identifier: MIT */
/** The services and protocols files of a small machine, as the engine would tell of them. */
#ifndef GAISCOPE_TESTS_SUPPORT_TABLE_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_TABLE_SCENE_H

#include "gaiscope/model/event.h"

/** Two dozen services, of which some conflict, 14 protocols and one line that is no entry. */
struct gs_event table_event(int64_t wall_s);

/** As many services as wanted, two a port: one by tcp, one by udp. */
struct gs_event table_event_of(size_t count);

/** No file at all. */
struct gs_event table_missing_event(void);

/** What libc says of smtp: as the file does. */
struct gs_event table_service_event(void);

#endif
