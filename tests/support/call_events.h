/* SPDX-License-Identifier: MIT */
/** The older calls and getnameinfo's flags, as the engine would tell of them. */
#ifndef GAISCOPE_TESTS_SUPPORT_CALL_EVENTS_H
#define GAISCOPE_TESTS_SUPPORT_CALL_EVENTS_H

#include "gaiscope/model/event.h"

#include <stdint.h>

/** All calls of google.com smtp, answered but for one. */
struct gs_event call_event(uint64_t round);

/** All calls of iana.org www, answered. */
struct gs_event call_event_of_iana(uint64_t round);

/** Those of google.com while most of them wait. */
struct gs_event call_waiting_event(uint64_t round);

/** Each flag on an address and port 25: one differs by service, one failed. */
struct gs_event nameinfo_event(uint64_t round, const char *address);

#endif
