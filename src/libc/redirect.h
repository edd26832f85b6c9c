/* SPDX-License-Identifier: MIT */
/**
 * Points the calling thread's resolver state at given servers, so that the real getaddrinfo
 * asks them. Known to work with glibc alone.
 */
#ifndef GAISCOPE_LIBC_REDIRECT_H
#define GAISCOPE_LIBC_REDIRECT_H

#include "gaiscope/model/ladder.h"
#include "gaiscope/model/machine.h"

#include <stdbool.h>

/** What redirect_sources() puts in the place of a line that it replaces. */
#define REDIRECT_SOURCES "files dns"

/** Whether redirect_sources() replaces a hosts: line. */
bool redirect_replaces(const struct gs_nss_line *line);

/** Whether this libc can be redirected. */
bool redirect_is_possible(void);

/**
 * Makes the whole process look up host names without helpers that ask servers of their own
 * (systemd-resolved's module, nscd): they would not be redirected. nsswitch.conf's sources
 * stay where they name dns and no such module; else they become "files dns". To be called
 * before the first redirected thread starts.
 */
void redirect_sources(void);

/**
 * Undoes it: host names are looked up in the sources that nsswitch.conf names now, in "files
 * dns" (libc's own) when it names none. Nothing is done when nothing was redirected. What
 * libc does not give back: it reads nsswitch.conf by itself no more, nor asks nscd for hosts.
 */
void redirect_sources_back(void);

/**
 * Redirects the calling thread for its whole life; changes of resolv.conf are not seen any
 * more. libc's own limit of three servers holds. Takes: `resolver`, which must outlive the
 * thread's last look-up: the search list points into it.
 */
void redirect_thread(struct gs_resolver *resolver);

/**
 * Gives back what libc's resolver keeps for the calling thread (servers, sockets), which must
 * not look anything up any more. libc would do it too, but so late in the thread's end that
 * a process that exits at the same moment seems to leak.
 */
void redirect_leave_thread(void);

#endif
