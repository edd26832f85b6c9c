/* SPDX-License-Identifier: MIT */
/*
 * What the panes of the race view share: the race as it is to be shown, and their faces.
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_PANE_H
#define GAISCOPE_SRC_VIEW_RACE_PANE_H

#include "tabs.h"

/* The view's verdict: who wins, and why. */
struct gs_verdict gs_verdict_race(const struct gs_pane_context *context);

/* "TCP port 80 · resolution delay 50 ms · attempts 250 ms apart"; short: "port 80 · 50 ms". */
bool gs_race_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out);

/* The item of the first lane: before it stand the questions to DNS, A and AAAA, where they are
 * asked. */
size_t gs_race_first_item(const struct gs_race *race);

void gs_describe_race(const struct gs_pane_context *context, struct gs_pane *pane);
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
