/* SPDX-License-Identifier: MIT */
/*
 * The bind part: sockets are opened at once, the part is done with that; what clients bring
 * later belongs to the same round, until the sockets are closed.
 *
 *     gs_engine_bind -> STARTED, BIND (what became of the rows), PART_DONE
 *                       ... client ... -> BIND
 *     gs_engine_unbind, cancel_all, a question of another name -> BIND (nothing is open)
 */
#include "run_bind.h"

#include "engine_private.h"
#include "run_log.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/bind_words.h"

#include <stdio.h>

#include <sys/socket.h>

static void emit(struct gs_engine *engine, struct gs_bind_report *report)
{
    struct gs_event event = {.type = GS_EVENT_BIND, .round = engine->bind.round};
    event.of.bind = report;
    gs_outbox_add(&engine->outbox, event);
}

/* One line a socket: what it was opened for, and how far it came. */
static void log_row(struct gs_round *round, const struct gs_bind_report *report,
                    size_t at)
{
    const struct gs_bind_row *row = &report->rows.items[at];
    struct gs_bind_words words = gs_bind_words_of(report, at);
    bool has_option = row->v6only != GS_V6ONLY_NONE;
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    char about[GS_ENDPOINT_TEXT_MAX + 32];
    char result[64];
    gs_endpoint_format(&row->endpoint, 0, endpoint);
    (void)snprintf(about, sizeof about, "%s %s%s%s",
                   gs_bind_transport(row->socktype, row->protocol), endpoint,
                   has_option ? " V6ONLY " : "",
                   has_option ? gs_v6only_word(row->v6only) : "");
    (void)snprintf(result, sizeof result, "%s%s%s", words.outcome,
                   row->error != 0 ? ", " : "", gs_errno_name(row->error));
    gs_round_log(round, &(struct gs_log_line){.by = GS_LOG_NET,
                                              .call = "bind",
                                              .about = about,
                                              .result = result,
                                              .outcome = words.came});
}

/* The newest, and how many came with it: a line each would push all else out of the log. */
static void log_clients(struct gs_engine *engine, const struct gs_bind_report *report,
                        size_t fresh)
{
    const struct gs_accepted *client =
        &report->accepted.items[report->accepted.count - 1];
    bool is_datagram = client->socktype == SOCK_DGRAM;
    char local[GS_ENDPOINT_TEXT_MAX];
    char peer[GS_ENDPOINT_TEXT_MAX];
    char more[32] = "";
    char result[GS_ENDPOINT_TEXT_MAX + 64];
    gs_endpoint_format(&client->local, 0, local);
    gs_endpoint_format(&client->peer, 0, peer);
    if (fresh > 1) {
        (void)snprintf(more, sizeof more, " and %zu more", fresh - 1);
    }
    (void)snprintf(result, sizeof result, "from %s%s", peer, more);
    gs_engine_log(engine,
                  &(struct gs_log_line){.by = GS_LOG_NET,
                                        .call = is_datagram ? "recvfrom" : "accept",
                                        .about = local,
                                        .result = result,
                                        .outcome = GS_OUTCOME_ANSWERED});
}

static void changed(void *context, const struct gs_bind_report *report)
{
    struct gs_engine *engine = context;
    size_t heard = report->accepted.count + report->dropped;
    if (heard > engine->bind.logged) {
        log_clients(engine, report, heard - engine->bind.logged);
        engine->bind.logged = heard;
    }
    emit(context, gs_bind_report_copy(report));
}

void gs_run_bind(struct gs_round *round, const struct gs_bind_row_list *rows)
{
    struct gs_engine *engine = round->engine;
    struct gs_bind *sockets = gs_bind_open(engine->loop, rows, changed, engine);
    const struct gs_bind_report *report = gs_bind_report(sockets);
    engine->bind = (struct gs_engine_bind){
        .sockets = sockets, .round = round->id, .question = round->question};
    for (size_t i = 0; i < report->rows.count; i++) {
        log_row(round, report, i);
    }
    emit(engine, gs_bind_report_copy(report));
}

void gs_run_bind_close(struct gs_engine *engine, bool tells)
{
    if (engine->bind.sockets == NULL) {
        return;
    }
    struct gs_bind_report *report =
        gs_bind_report_copy(gs_bind_report(engine->bind.sockets));
    gs_bind_close(engine->bind.sockets);
    engine->bind.sockets = NULL;
    report->is_listening = false;
    for (size_t i = 0; i < report->rows.count; i++) {
        report->rows.items[i].is_open = false;
    }
    if (tells) {
        emit(engine, report);
    } else {
        gs_bind_report_free(report);
    }
}
