/* SPDX-License-Identifier: MIT */
/**
 * What other clients would have waited, computed from what a race measured: those that try
 * one address after another in libc's order, those with one family, and both when IPv6 is
 * broken or slow. Pure. An attempt that nobody answers ends when the kernel gives up: its SYN
 * and `syn_retries` more, each waited for twice as long (1 + 2 + 4 ... s; 127 s with 6). Linux
 * sends the first `syn_linear` of them a second apart since 6.5 (131 s with 6 and 4).
 */
#ifndef GAISCOPE_RULES_RACE_CLIENTS_H
#define GAISCOPE_RULES_RACE_CLIENTS_H

#include "gaiscope/model/race.h"

/** The clients, in the order they are shown. */
enum gs_race_client_kind {
    GS_CLIENT_THIS_RACE = 0,   /**< what was measured: "race" */
    GS_CLIENT_SERIAL,          /**< one after another, libc's order: "serial" */
    GS_CLIENT_SERIAL_V6_FIRST, /**< IPv6 first, where libc's order begins with IPv4:
                                    "serial_v6_first" */
    GS_CLIENT_V4_ONLY,         /**< IPv4 alone, one after another: "v4_only" */
    GS_CLIENT_V6_ONLY,         /**< IPv6 alone, one after another: "v6_only" */
    GS_CLIENT_BROKEN_RACE,     /**< IPv6 is a black hole, a race: "broken_race" */
    GS_CLIENT_BROKEN_SERIAL,   /**< the same, one after another, and IPv6 first where
                                  GS_CLIENT_SERIAL_V6_FIRST is there: "broken_serial" */
    GS_CLIENT_SLOW_RACE,       /**< IPv6 is slower by a given time, a race: "slow_race" */
    GS_CLIENT_SLOW_SERIAL,     /**< the same, as GS_CLIENT_BROKEN_SERIAL: "slow_serial" */
};

#define GS_CLIENT_COUNT      (GS_CLIENT_SLOW_SERIAL + 1) /**< how many */
#define GS_CLIENT_LABEL_MAX  48                          /**< bytes of a label with NUL */
#define GS_CLIENT_REMARK_MAX 64 /**< bytes of a remark with NUL */

/** One client. */
struct gs_race_client {
    enum gs_race_client_kind kind;     /**< which */
    char label[GS_CLIENT_LABEL_MAX];   /**< "one after another, libc's order" */
    char remark[GS_CLIENT_REMARK_MAX]; /**< "after 2 × 127 s"; "" none */
    int family;                        /**< over which it is connected; 0: never */
    int64_t waits_us; /**< until connected, or until it gives up; -1: not known */
    bool is_measured; /**< false: computed */
};

/** "serial", "broken_race": the stable word of JSON and CSV. */
const char *gs_race_client_id(enum gs_race_client_kind kind);

/** All clients of a race so far, in the order of their kinds; GS_CLIENT_SERIAL_V6_FIRST is one
 *  only where both families have addresses and libc's order begins with IPv4. Takes: how much
 *  slower IPv6 is assumed. Returns: how many; 0 while nothing can be said. */
size_t gs_race_clients(const struct gs_race *race, uint32_t slow_ms,
                       struct gs_race_client out[GS_CLIENT_COUNT]);

/** The client of a kind. Returns: NULL: it is not among them. */
const struct gs_race_client *gs_race_client_find(const struct gs_race_client *all,
                                                 size_t count,
                                                 enum gs_race_client_kind kind);

/** How long the kernel tries one silent address. Takes: tcp_syn_retries, 0: unknown, as 6;
 *  tcp_syn_linear_timeouts, 0 where there is none. */
int64_t gs_race_give_up_us(uint32_t syn_retries, uint32_t syn_linear);

#endif
