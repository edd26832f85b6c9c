/* SPDX-License-Identifier: MIT */
/*
 * What is watched, in the dashboard: opened before the screen, so that a list that cannot be
 * read is said and nothing flickers. Private to the app room; one thread.
 */
#ifndef GAISCOPE_APP_WATCHING_H
#define GAISCOPE_APP_WATCHING_H

#include "app_private.h"

/* Gets ready to watch, and reads the list of the command line. Returns: GS_OK; else a sentence
 * in `error`. */
enum gs_status gs_app_open_watching(struct gs_app *app, struct gs_buf *error);

/* Begins: with a list view 8 is shown. The screen is there by now. */
void gs_app_start_watching(struct gs_app *app);

/* Does what the view or a typed line asks about hosts. Returns: false: it asks something else. */
bool gs_app_do_watch_request(struct gs_app *app, const struct gs_request *request);

/* Rings the bell for an event, where the person wants that. */
void gs_app_ring(struct gs_app *app, const struct gs_event *event);

/* Whether an event tells of watched hosts: those are never held back. Who pauses them pauses
 * them in view 8; metrics and the state of hosts do not stand still with a picture. */
bool gs_app_is_of_monitor(const struct gs_event *event);

/* Whether the program may end: changes of the list that are not saved are said first, and dropped
 * when the person quits again within ten seconds. Signals do not ask. */
bool gs_app_may_quit(struct gs_app *app);

/* Looks whether the list of hosts was changed and not saved, for the picture. */
void gs_app_note_unsaved(struct gs_app *app);

/* Takes such an event: into the session, to the command of changes, into metrics. */
void gs_app_take_watched(struct gs_app *app, struct gs_event *event);

/* Keeps the state a last time, and ends it. */
void gs_app_close_watching(struct gs_app *app);

#endif
