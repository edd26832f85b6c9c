/* SPDX-License-Identifier: MIT */
/**
 * What a whois text comes down to where it is no registration: a referral, a "no match", a
 * "too many questions". Private to the rules room. Pure; any bytes may come.
 */
#ifndef GAISCOPE_RULES_WHOIS_REPLY_H
#define GAISCOPE_RULES_WHOIS_REPLY_H

#include "whois_field.h"

#include "gaiscope/rules/whois_query.h"

/** A server that a text names. */
struct gs_whois_referral {
    struct gs_whois_span text;     /**< as written; empty: none */
    struct gs_whois_server server; /**< with is_valid */
    bool is_valid;                 /**< it is a host name or an address */
};

/** The server that a text refers to. Takes: the role of who wrote it. */
struct gs_whois_referral gs_whois_referral_of(const struct gs_whois_text *text,
                                              enum gs_whois_role role);

/** Whether a text says that nothing is known of what was asked. */
bool gs_whois_says_no_match(const struct gs_whois_text *text);

/** Whether a text says that too much was asked, or by the wrong one. */
bool gs_whois_says_limit(const struct gs_whois_text *text);

/** The web page that a root server's text names for a registry; NULL: none. Printable ASCII
 *  without blanks. Owns: the caller. */
char *gs_whois_web_page(const struct gs_whois_text *text);

#endif
