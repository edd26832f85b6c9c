/* SPDX-License-Identifier: MIT */
/**
 * From the changes that the session took in to the command of --on-change, for the dashboard
 * and without a screen alike. The sink calls gs_change_hook_note() with each event before it is
 * applied, and gs_change_hook_tell() afterwards. Loop thread only.
 */
#ifndef GAISCOPE_CLI_CHANGE_HOOK_H
#define GAISCOPE_CLI_CHANGE_HOOK_H

#include "gaiscope/cli/options.h"
#include "gaiscope/engine/hook.h"
#include "gaiscope/model/session.h"

/** The command and the changes it is still to be told of. */
struct gs_change_hook;

/**
 * Takes: `say`, which hears the log's lines of commands that ended, the sink itself as a rule.
 * Returns: NULL: no command is given. Owns: the caller, gs_change_hook_close().
 */
struct gs_change_hook *gs_change_hook_open(uv_loop_t *loop,
                                           const struct gs_monitor_options *options,
                                           gs_hook_say_fn say, void *context);

/** Looks at an event before it is applied: remembers whose changes it brings, and fills
 *  the counts of hooks of a GS_EVENT_WATCH_STATUS in. NULL is fine. */
void gs_change_hook_note(struct gs_change_hook *hook, struct gs_event *event);

/** Runs the command for each change of the event that was noted last. NULL is fine. */
void gs_change_hook_tell(struct gs_change_hook *hook, const struct gs_session *session);

/** Ends it; commands under way run on. NULL is fine. */
void gs_change_hook_close(struct gs_change_hook *hook);

#endif
