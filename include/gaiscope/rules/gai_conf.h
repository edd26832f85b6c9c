/* SPDX-License-Identifier: MIT */
/**
 * The tables that order addresses: those built into glibc, RFC 6724's own, and what the text
 * of a gai.conf makes of them, read line by line as glibc 2.36 reads it. Pure.
 * gai.conf(5), RFC 3484 2.1, RFC 6724 2.1.
 */
#ifndef GAISCOPE_RULES_GAI_CONF_H
#define GAISCOPE_RULES_GAI_CONF_H

#include "gaiscope/model/policy.h"

#include <stddef.h>

#define GS_GAI_CONF_MAX ((size_t)32 * 1024 * 1024) /**< bytes read of the file */

/** The tables that glibc has when gai.conf says nothing: RFC 3484's, with labels of its own
 *  for site-local, unique local and Teredo addresses. */
void gs_policy_builtin(struct gs_policy *out);

/** The default table of RFC 6724 2.1; the scopes of IPv4 are those of 3.2. */
void gs_policy_rfc6724(struct gs_policy *out);

/**
 * What glibc makes of a gai.conf. A label line replaces all built-in labels, a precedence
 * line all precedences, a scopev4 line all scopes; what none of the lines holds gets label 1,
 * precedence 40, scope 14. What libc ignores is in `errors`, with its reason.
 * Takes: `text` of `len` bytes, any bytes. `has_file` and `read_wall_s` are the caller's.
 */
void gs_gai_conf_parse(const char *text, size_t len, struct gs_policy *out);

/** The line that gives an address its value: the first whose prefix holds it. IPv4 addresses
 *  are looked up as mapped ones. Returns: NULL in a table that holds nothing of the kind. */
const struct gs_policy_entry *gs_policy_find(const struct gs_policy_table *table,
                                             const struct gs_address *address);

/** The line that gives a whole block its value: the longest that holds all of it; NULL. */
const struct gs_policy_entry *gs_policy_find_block(const struct gs_policy_table *table,
                                                   const struct gs_address *prefix,
                                                   uint8_t bits);

/** Leading bits that two addresses of the same family have in common. */
size_t gs_address_common_bits(const struct gs_address *a, const struct gs_address *b);

#endif
