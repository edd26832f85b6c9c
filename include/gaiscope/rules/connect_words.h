/* SPDX-License-Identifier: MIT */
/** What came of connections, in words: of one, and of all to a host. Pure. */
#ifndef GAISCOPE_RULES_CONNECT_WORDS_H
#define GAISCOPE_RULES_CONNECT_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/connect_report.h"

#include <stdbool.h>

/** Whether it is open, but only because a lost SYN was sent again. */
bool gs_connect_is_slow(const struct gs_connection *connection);

/** What an errno of connect() means, in a few words; "" for 0 and for one that says nothing
 *  more than its name. Static. */
const char *gs_connect_meaning(int error);

/** Whether this machine itself has no route, so that nothing was sent: the other errnos of
 *  GS_CONNECT_NO_ROUTE may be the word of a router, after a round trip. RFC 5461 2. */
bool gs_connect_is_unrouted(const struct gs_connection *connection);

/** What that means, and what a program does then; "" while it is under way. Static. */
const char *gs_connect_advice(const struct gs_connection *connection);

/** Whether an attempt is the first one to its address. */
bool gs_connect_is_next_address(const struct gs_connect_report *report, size_t at);

/** How many addresses there are: attempts to the same address stand beside each other. */
size_t gs_connect_address_count(const struct gs_connect_report *report);

/** How many attempts for a service are open, and how many there are. */
void gs_connect_service_count(const struct gs_connect_report *report, size_t service,
                              size_t *open, size_t *all);

/** "3 of 3 listen"; with several services "www 3 of 3, https 1 of 3 listen". */
void gs_connect_count_words(const struct gs_connect_report *report, struct gs_buf *out);

/** Sentences, a line each, of what is to be seen in all of it: what failed before anybody was
 *  connected to, services nobody knows, a SYN that was lost, a family that does not answer.
 *  Nothing while that is not known. */
void gs_connect_sentences(const struct gs_connect_report *report, struct gs_buf *out);

#endif
