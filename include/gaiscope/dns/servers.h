/* SPDX-License-Identifier: MIT */
/**
 * resolv.conf as libc reads it: name servers, search list, options. resolv.conf(5).
 */
#ifndef GAISCOPE_DNS_SERVERS_H
#define GAISCOPE_DNS_SERVERS_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/machine.h"

/**
 * Reads a file of resolv.conf's format, plus RES_OPTIONS and LOCALDOMAIN of the environment.
 * A missing or empty file means 127.0.0.1, as libc does. Lines with NUL bytes are skipped;
 * at most 32 MiB are read; bad lines are ignored as libc ignores them.
 * Takes: `path`, NULL for /etc/resolv.conf.
 */
struct gs_resolver gs_resolver_read(const char *path);

/** The same from text (tests, fuzzing); does not look at the environment. */
struct gs_resolver gs_resolver_parse(const char *text, size_t len);

/**
 * How a client asks these servers: timeouts and attempts as the file says, the rest by default.
 * Owns: out->servers is lent by the resolver.
 */
struct gs_dns_settings;
void gs_resolver_settings(const struct gs_resolver *resolver,
                          struct gs_dns_settings *out);

#endif
