/* SPDX-License-Identifier: MIT */
/**
 * What provenance.c and its findings share about sources. Private to this room.
 */
#ifndef GAISCOPE_RULES_PROVENANCE_SOURCES_H
#define GAISCOPE_RULES_PROVENANCE_SOURCES_H

#include "gaiscope/model/ladder.h"

/** Whether a source asks name servers: "dns", "resolve". */
bool gs_source_is_dns(const struct gs_rung *rung);

/** Whether a source is the hosts file. */
bool gs_source_is_files(const struct gs_rung *rung);

/** How a sentence names a source: "the hosts file", "DNS", "mDNS", or its own name. */
const char *gs_source_label(const struct gs_rung *rung);

/** The one source of several that knows the name, all others having said that they do not;
 *  NULL: none or more. */
const struct gs_rung *gs_source_that_alone_knows(const struct gs_ladder *ladder);

#endif
