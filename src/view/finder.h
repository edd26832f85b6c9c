/* SPDX-License-Identifier: MIT */
/*
 * The web service finder's table: hosts' addresses by services, from what was connected to, or
 * before that from the lanes of the race.
 */
#ifndef GAISCOPE_SRC_VIEW_FINDER_H
#define GAISCOPE_SRC_VIEW_FINDER_H

#include "race_pane.h"

/* One address. */
struct gs_finder_row {
    const struct gs_address *address;
    const struct gs_connection *cells[GS_CONNECT_SERVICES_MAX]; /* NULL: not tried */
};

/* All of them. */
struct gs_finder {
    struct gs_part_view view;               /* of the part that it shows */
    const struct gs_connect_report *report; /* NULL: nobody asked to connect */
    const struct gs_race *race;             /* shown in its place; NULL: none either */
    const char *services[GS_CONNECT_SERVICES_MAX];
    uint16_t ports[GS_CONNECT_SERVICES_MAX]; /* 0: nobody knows it */
    size_t service_count;
    struct GS_VEC_OF(struct gs_finder_row) rows;
};

/* What is to be shown now. Owns: the caller, gs_finder_fini(); what it points to is the
 * session's. */
void gs_finder_make(const struct gs_pane_context *context, struct gs_finder *out);

void gs_finder_fini(struct gs_finder *finder);

/* How many attempts are open, and how many there are. */
void gs_finder_count(const struct gs_finder *finder, size_t *open, size_t *all);

/* Whether the first line of each server was asked for. */
bool gs_finder_reads_banner(const struct gs_finder *finder);

/* What an open server says first, or that it said nothing; "" where nothing was asked, or it is
 * still awaited. Owns: the connection, or static. */
const char *gs_finder_banner(const struct gs_finder *finder,
                             const struct gs_connection *connection);

/* The table: addresses by services, and a blank line behind it; nothing without addresses. */
void gs_finder_put_table(const struct gs_finder *finder, struct gs_rows *rows);

/* The sign and the role of a connection: ✓ open, ▲ open after a lost SYN, ✗ the others. */
struct gs_outcome_look gs_connection_look(const struct gs_connection *connection);

#endif
