/* SPDX-License-Identifier: MIT */
/**
 * The names of getaddrinfo's arguments: families, socket types, protocols and AI_* flags,
 * both ways, as far as this libc has them. Pure tables. POSIX.1-2017, RFC 3493 6.1.
 */
#ifndef GAISCOPE_MODEL_HINTS_H
#define GAISCOPE_MODEL_HINTS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"

#include <stddef.h>

/** One name and its number. */
struct gs_hint {
    const char *name;   /**< as on the command line: "inet6", "stream", "addrconfig" */
    const char *c_name; /**< as in C: "AF_INET6", "SOCK_STREAM", "AI_ADDRCONFIG" */
    int value;          /**< this system's number */
};

/** A table of names. */
struct gs_hint_table {
    const struct gs_hint *hints; /**< static */
    size_t count;                /**< entries */
};

/** any, inet, inet6. */
struct gs_hint_table gs_hint_families(void);

/** any, stream, dgram, raw, rdm, seqpacket. */
struct gs_hint_table gs_hint_socktypes(void);

/** any, icmp, tcp, udp, ipv6-icmp, sctp, raw, ...: the well-known few, without /etc/protocols. */
struct gs_hint_table gs_hint_protocols(void);

/** addrconfig, v4mapped, canonname, ...: only the flags that this libc defines. */
struct gs_hint_table gs_hint_flags(void);

/** The number of a name, upper or lower case, with or without its C prefix. GS_ENOTFOUND. */
enum gs_status gs_hint_parse(struct gs_hint_table table, const char *name, int *out);

/** The short name of a number; NULL when the table has none. */
const char *gs_hint_name(struct gs_hint_table table, int value);

/** The C name of a number; NULL when the table has none. */
const char *gs_hint_c_name(struct gs_hint_table table, int value);

/**
 * Parses `addrconfig,v4mapped` or `none` into flag bits.
 * Returns: GS_OK; GS_ENOTFOUND with the unknown word in `bad` (cut to fit, with NUL), or
 *          the whole list where it is empty or has `none` beside a flag.
 */
enum gs_status gs_flags_parse(const char *list, int *out, char *bad, size_t bad_size);

/** Appends `ADDRCONFIG V4MAPPED` (names parted by `separator`), unknown bits as 0xHEX. */
void gs_flags_format(struct gs_buf *out, int flags, const char *separator);

#endif
