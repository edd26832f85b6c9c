/* SPDX-License-Identifier: MIT */
/*
 * What the panes of the race view share: the race as it is to be shown, and their faces.
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_PANE_H
#define GAISCOPE_SRC_VIEW_RACE_PANE_H

#include "tabs.h"

#include "gaiscope/rules/race_clients.h"

/* The view's verdict: who wins, and why. */
struct gs_verdict gs_verdict_race(const struct gs_pane_context *context);

/* "TCP port 80 · resolution delay 50 ms · attempts 250 ms apart"; short: "port 80 · 50 ms". */
bool gs_race_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out);

/* The item of the first lane: before it stand the questions to DNS, A and AAAA, where they are
 * asked. */
size_t gs_race_first_item(const struct gs_race *race);

/* The lane of an item; NULL: it is none. Owns: the session. */
const struct gs_race_lane *gs_race_lane_of(const struct gs_pane_context *context,
                                           size_t item);

/* Appends "race 5: median 340 ms, IPv6 won 3 of 5"; nothing of a first race. */
void gs_race_history_words(const struct gs_pane_context *context, struct gs_buf *out);

/* The past races of the name as a table, the newest first; nothing of a first race. */
void gs_rows_past_races(const struct gs_pane_context *context, struct gs_rows *rows);

/* The clients in the order in which they are shown. Returns: how many. */
size_t gs_race_clients_shown(const struct gs_pane_context *context,
                             struct gs_race_client out[GS_CLIENT_COUNT]);

/* What is behind the time of a client. */
void gs_rows_client(const struct gs_pane_context *context,
                    const struct gs_race_client *client, struct gs_rows *rows);

void gs_describe_race(const struct gs_pane_context *context, struct gs_pane *pane);
size_t gs_heading_rows_race(const struct gs_pane_context *context);
void gs_build_race(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_race(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup);
void gs_describe_clients(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_clients(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_clients(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_describe_connections(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_connections(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_connections(const struct gs_pane_context *context, size_t item,
                            struct gs_popup *popup);
const char *gs_target_connections(const struct gs_pane_context *context, size_t item);
void gs_describe_families(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_families(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_families(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup);
const char *gs_target_families(const struct gs_pane_context *context, size_t item);
uint64_t gs_key_families(const struct gs_pane_context *context, size_t item);
void gs_describe_network(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_network(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_network(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);

#endif
