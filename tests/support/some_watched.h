/* SPDX-License-Identifier: MIT */
/**
 * Watched hosts made by chance, the same from the same seed: for what writes and reads them.
 */
#ifndef SUPPORT_SOME_WATCHED_H
#define SUPPORT_SOME_WATCHED_H

#include "gaiscope/model/monitor.h"

/** Begins with a seed. */
void some_begin(uint64_t seed);

/** A number from 0 to the most. */
uint32_t some_number(uint32_t most);

/** A host with history. Owns: the caller, gs_watched_fini(). */
struct gs_watched some_host(uint64_t id);

/** An entry of the journal. Owns: the caller. */
struct gs_journal_entry *some_entry(void);

/** A list of hosts with ids from 1 and a journal. Owns: the caller. */
struct gs_watch_told *some_list(uint32_t hosts, uint32_t entries);

/** A round. Owns: the caller. */
struct gs_watch_round *some_round(void);

#endif
