/* SPDX-License-Identifier: MIT */
/**
 * Where a delegation trace begins: the name servers of the root and their addresses. A plain
 * value that may be copied.
 *
 * A file has the form of a zone (RFC 1035 5.1), as the one that IANA publishes: NS lines for
 * the root, A and AAAA lines for its servers. The form knows no port, so a comment says it,
 * for all servers of the trace, which a lab may run at a port that needs no rights:
 *
 *     ;! port 5300
 *     .            3600000  NS    a.root.test.
 *     a.root.test. 3600000  A     127.0.0.2
 */
#ifndef GAISCOPE_MODEL_ROOT_HINTS_H
#define GAISCOPE_MODEL_ROOT_HINTS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/question.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_ROOT_HINTS_MAX      26                   /**< addresses kept */
#define GS_ROOT_HINTS_FILE_MAX ((size_t)256 * 1024) /**< bytes read of a file */

/** One address of one root server. */
struct gs_root_hint {
    char name[GS_NAME_MAX + 1]; /**< without a final dot */
    struct gs_address address;  /**< where to ask */
};

/** All. */
struct gs_root_hints {
    struct gs_root_hint items[GS_ROOT_HINTS_MAX]; /**< in the file's order */
    size_t count;                                 /**< how many */
    uint16_t port;                                /**< of every server of a trace */
    bool is_own;                                  /**< not the 13 public root servers */
};

/** The 13 root servers with their public addresses, as IANA publishes them. */
struct gs_root_hints gs_root_hints_default(void);

/**
 * Reads a file's text. Returns: GS_OK; GS_EFORMAT with "line N: what is wrong" appended to
 * `error`; GS_ELIMIT when there are more than GS_ROOT_HINTS_MAX addresses, the same.
 */
enum gs_status gs_root_hints_parse(const char *text, size_t len,
                                   struct gs_root_hints *out, struct gs_buf *error);

/** Reads a file. Returns: as gs_root_hints_parse(), with "FILE, line N: ..." in `error`;
 *  GS_EOS when it cannot be opened. */
enum gs_status gs_root_hints_read(const char *path, struct gs_root_hints *out,
                                  struct gs_buf *error);

#endif
