/* SPDX-License-Identifier: MIT */
/*
 * What a server gets comes before what libc says: the first row decides, unless a socket
 * listens right now, which nobody shall overlook.
 */
#include "verdict_clause.h"

#include "gaiscope/rules/bind_words.h"

#include <errno.h>
#include <stdio.h>

enum {
    PRIVILEGED_PORTS = 1024,
};

static size_t count_open(const struct gs_bind_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->rows.count; i++) {
        count += report->rows.items[i].is_open ? 1 : 0;
    }
    return count;
}

/* The port that is open; 0: several, or none. */
static unsigned open_port(const struct gs_bind_report *report)
{
    unsigned port = 0;
    for (size_t i = 0; i < report->rows.count; i++) {
        const struct gs_bind_row *row = &report->rows.items[i];
        if (row->is_open && port != 0 && port != row->endpoint.port) {
            return 0;
        }
        port = row->is_open ? row->endpoint.port : port;
    }
    return port;
}

static void tell_first(struct gs_verdict *verdict, const struct gs_bind_report *report)
{
    const struct gs_bind_row *row = &report->rows.items[0];
    struct gs_bind_words words = gs_bind_words_of(report, 0);
    if (row->error == EACCES && row->endpoint.port < PRIVILEGED_PORTS) {
        gs_clause_add(verdict, "port %u is below 1024", row->endpoint.port);
    } else if (words.meaning[0] != '\0') {
        gs_clause_add(verdict, "%s", words.meaning);
    }
}

void gs_clause_bind(struct gs_verdict *verdict, const struct gs_bind_report *report)
{
    if (report == NULL || report->rows.count == 0) {
        return;
    }
    struct gs_bind_words first = gs_bind_words_of(report, 0);
    size_t good = gs_bind_count_good(report);
    const char *sockets = report->rows.count == 1 ? "socket" : "sockets";
    if (report->is_listening) {
        unsigned port = open_port(report);
        (void)snprintf(verdict->word, sizeof verdict->word, "listening");
        if (port != 0) {
            gs_clause_add(verdict, "port %u, on %zu of %zu %s", port, count_open(report),
                          report->rows.count, sockets);
        } else {
            gs_clause_add(verdict, "on %zu of %zu %s", count_open(report),
                          report->rows.count, sockets);
        }
    } else if (first.is_good) {
        gs_clause_add(verdict, "listened on %zu of %zu %s, closed again", good,
                      report->rows.count, sockets);
    } else {
        (void)snprintf(verdict->word, sizeof verdict->word, "%s", first.outcome);
        verdict->kind = GS_VERDICT_LOOK;
        tell_first(verdict, report);
    }
}
