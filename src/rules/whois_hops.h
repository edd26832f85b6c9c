/* SPDX-License-Identifier: MIT */
/*
 * The chain of servers that are asked: who refers to whom, and when a referral is not followed.
 */
#ifndef GAISCOPE_SRC_RULES_WHOIS_HOPS_H
#define GAISCOPE_SRC_RULES_WHOIS_HOPS_H

#include "gaiscope/model/whois.h"
#include "gaiscope/rules/whois_query.h"

#include <stdbool.h>

/* The server that was asked last. Takes: at least one was. */
struct gs_whois_hop *gs_whois_last_hop(struct gs_whois *whois);

/* Puts a copy in the place of a text that is owned. */
void gs_whois_set_text(char **text, const char *by);

/* Asks one more server for the subject. */
void gs_whois_add_hop(struct gs_whois *whois, const struct gs_whois_server *server,
                      enum gs_whois_role role, unsigned number);

/* Follows what a text refers to. Returns: another hop waits. */
bool gs_whois_follow(struct gs_whois *whois, bool is_late);

/* A server that names nobody but itself, and tells nothing: the chain would never end. */
bool gs_whois_tell_loop(struct gs_whois *whois);

/* Asks the same server for the parent domain. Returns: another hop waits. */
bool gs_whois_ask_parent(struct gs_whois *whois, bool is_late);

#endif
