/* SPDX-License-Identifier: MIT */
/**
 * What the text of nsswitch.conf says of host names: its hosts: line. Pure; any thread may
 * call. nsswitch.conf(5).
 */
#ifndef GAISCOPE_LIBC_NSS_CONF_H
#define GAISCOPE_LIBC_NSS_CONF_H

#include "gaiscope/model/ladder.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_NSS_CONF_MAX ((size_t)32 * 1024 * 1024) /**< bytes read of such a file */

/**
 * The sources of host names, with single blanks between ("files dns"), sanitised, cut to
 * `out_size` in whole words; "" when the text has no hosts: line. The last one counts.
 */
void gs_nss_conf_hosts(const char *text, size_t len, char *out, size_t out_size);

/**
 * The hosts: line as glibc reads it: the sources with their actions by status, and its line
 * number; "files dns" at line 0 where the text has none. The last one counts. Case of the
 * actions does not count, several may stand in one bracket, `!` means every other status.
 */
void gs_nss_conf_parse(const char *text, size_t len, struct gs_nss_line *out);

#endif
