/* SPDX-License-Identifier: MIT */
/*
 * What breaks an expectation: private to watch_expect.c, which judges, and
 * watch_expect_words.c, which says why.
 */
#ifndef GAISCOPE_SRC_RULES_WATCH_JUDGE_H
#define GAISCOPE_SRC_RULES_WATCH_JUDGE_H

#include "gaiscope/rules/watch_expect.h"

bool watch_has_address(const struct gs_address_list *list,
                       const struct gs_address *address);

/* The first address of the prefix's family outside of it; NULL: none. */
const struct gs_address *watch_outside(const struct gs_expect *expect,
                                       const struct gs_watch_answer *answer);

/* The range that an address lies in; NULL: none. */
const struct gs_sinkhole *watch_sinkhole_of(const struct gs_sinkhole_list *sinkholes,
                                            const struct gs_address *address);

/* The first address that lies in a sinkhole; NULL: none. */
const struct gs_address *watch_sunk(const struct gs_watch_answer *answer,
                                    const struct gs_sinkhole_list *sinkholes);

/* "10 mx.example.org" without its preference. */
const char *watch_exchange_name(const char *exchange);

#endif
