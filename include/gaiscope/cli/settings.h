/* SPDX-License-Identifier: MIT */
/**
 * From the command line to the engine's settings, the same for report and dashboard.
 */
#ifndef GAISCOPE_CLI_SETTINGS_H
#define GAISCOPE_CLI_SETTINGS_H

#include "gaiscope/cli/options.h"
#include "gaiscope/demo/demo.h"

/**
 * Fills the engine's settings from the options: server, deadline, types, servers to compare,
 * hosts to compare, root hints, and with --demo the demo server that *demo then owns (NULL
 * without). The sink is left to the caller.
 * Returns: GS_OK, then `error` has a line for each wrong one of a file of hosts; GS_EOS,
 *          GS_EUNSUPPORTED, GS_EFORMAT, GS_ELIMIT, GS_ENOTFOUND with a sentence, without a
 *          line end, in `error`.
 */
enum gs_status gs_options_settings(const struct gs_options *options,
                                   struct gs_engine_settings *out, struct gs_demo **demo,
                                   struct gs_buf *error);

/** What the records part asks: the types of --types, in the way of --dns. */
struct gs_record_choice gs_options_records(const struct gs_options *options);

/** Puts one server in the place of those of resolv.conf, as --server does. */
void gs_resolver_override(struct gs_resolver *resolver, const struct gs_endpoint *server);

#endif
