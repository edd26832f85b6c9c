/* SPDX-License-Identifier: MIT */
#include "finder.h"

#include "gaiscope/rules/connect_words.h"

enum {
    US_PER_MS = 1000,
};

static struct gs_finder_row *row_of(struct gs_finder *finder,
                                    const struct gs_address *address)
{
    struct gs_finder_row row = {.address = address};
    size_t count = finder->rows.count;
    /* attempts to one address stand beside each other */
    if (count == 0 ||
        !gs_address_is_equal(finder->rows.items[count - 1].address, address)) {
        gs_vec_push(&finder->rows, row);
    }
    return &finder->rows.items[finder->rows.count - 1];
}

static void take_report(struct gs_finder *finder)
{
    const struct gs_connect_report *report = finder->report;
    finder->service_count = report->service_count;
    for (size_t i = 0; i < report->service_count; i++) {
        finder->services[i] = report->services[i].name;
        finder->ports[i] = report->services[i].port;
    }
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connect_attempt *attempt = &report->attempts.items[i];
        const struct gs_connection *connection = &attempt->connection;
        row_of(finder, &connection->endpoint.address)->cells[attempt->service] =
            connection;
    }
}

static void take_race(struct gs_finder *finder)
{
    const struct gs_race *race = finder->race;
    finder->service_count = 1;
    finder->services[0] = race->service;
    finder->ports[0] = race->port;
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_connection *connection = &race->lanes.items[i].connection;
        row_of(finder, &connection->endpoint.address)->cells[0] = connection;
    }
}

void gs_finder_make(const struct gs_pane_context *context, struct gs_finder *out)
{
    *out = (struct gs_finder){.view = gs_part_view_of(context, GS_PART_CONNECT)};
    out->report = out->view.facts->connect;
    if (out->report != NULL) {
        take_report(out);
        return;
    }
    struct gs_part_view race = gs_part_view_of(context, GS_PART_RACE);
    bool is_asked = out->view.is_waiting || out->view.is_stopped;
    if (!is_asked && race.facts->race != NULL && race.facts->race->lanes.count > 0) {
        out->view = race;
        out->race = race.facts->race;
        take_race(out);
    }
}

void gs_finder_fini(struct gs_finder *finder)
{
    gs_vec_fini(&finder->rows);
}

void gs_finder_count(const struct gs_finder *finder, size_t *open, size_t *all)
{
    *open = *all = 0;
    for (size_t i = 0; i < finder->rows.count; i++) {
        for (size_t j = 0; j < finder->service_count; j++) {
            const struct gs_connection *cell = finder->rows.items[i].cells[j];
            *all += cell != NULL ? 1 : 0;
            *open += cell != NULL && cell->status == GS_CONNECT_OPEN ? 1 : 0;
        }
    }
}

bool gs_finder_reads_banner(const struct gs_finder *finder)
{
    return finder->report != NULL && finder->report->reads_banner;
}

const char *gs_finder_banner(const struct gs_finder *finder,
                             const struct gs_connection *connection)
{
    int64_t awaited_us =
        finder->view.waited_us - (connection == NULL ? 0 : connection->elapsed_us);
    if (connection == NULL || connection->status != GS_CONNECT_OPEN ||
        !gs_finder_reads_banner(finder)) {
        return "";
    }
    if (connection->banner_us > 0) {
        return connection->banner[0] == '\0' ? "an empty line" : connection->banner;
    }
    bool is_awaited =
        finder->view.is_waiting && awaited_us < GS_BANNER_WAIT_MS * (int64_t)US_PER_MS;
    return is_awaited ? "" : "no first line came";
}

struct gs_outcome_look gs_connection_look(const struct gs_connection *connection)
{
    switch (connection->status) {
    case GS_CONNECT_IDLE:
    case GS_CONNECT_WAITING:
        return (struct gs_outcome_look){"", GS_ROLE_WAIT};
    case GS_CONNECT_OPEN:
        return gs_connect_is_slow(connection)
                   ? (struct gs_outcome_look){"▲", GS_ROLE_WARN}
                   : (struct gs_outcome_look){"✓", GS_ROLE_OK};
    case GS_CONNECT_STOPPED:
        return (struct gs_outcome_look){"–", GS_ROLE_DIM};
    case GS_CONNECT_REFUSED:
    case GS_CONNECT_NO_ROUTE:
    case GS_CONNECT_SILENT:
    case GS_CONNECT_FAILED:
        break;
    }
    return (struct gs_outcome_look){"✗", GS_ROLE_ERR};
}
