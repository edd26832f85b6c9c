/* SPDX-License-Identifier: MIT */
/*
 * The web service finder: which addresses really listen, the canonical name, and what is to be
 * learnt from it or which step failed.
 */
#include "finder.h"

#include "gaiscope/rules/connect_words.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void put_sentences(const struct gs_finder *finder,
                          const struct gs_connect_report *report, struct gs_rows *rows)
{
    struct gs_buf text = {0};
    gs_connect_sentences(report, &text);
    char *lines = gs_buf_claim(&text);
    char *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        gs_rows_sentence(rows, gs_tone(&finder->view, GS_ROLE_DIM), line);
    }
    free(lines);
}

/* The same is to be learnt from a race. */
static void put_race(const struct gs_finder *finder, struct gs_rows *rows)
{
    struct gs_connect_report report = {.host = finder->race->name,
                                       .name_outcome = GS_OUTCOME_ANSWERED,
                                       .service_count = 1,
                                       .services = {{.port = finder->ports[0]}},
                                       .is_complete = finder->race->is_complete};
    for (size_t i = 0; i < finder->rows.count; i++) {
        struct gs_connect_attempt attempt = {.connection =
                                                 *finder->rows.items[i].cells[0]};
        gs_vec_push(&report.attempts, attempt);
    }
    put_sentences(finder, &report, rows);
    gs_vec_fini(&report.attempts);
    gs_rows_sentence(rows, GS_ROLE_DIM,
                     "As raced. c connects anew, :connect www,https to these services.");
}

static void put_canonical(const struct gs_finder *finder, struct gs_rows *rows)
{
    const char *name = finder->report->canonical;
    if (name != NULL && gs_rows_next(rows, GS_NO_ITEM)) {
        int x = gs_rows_put(rows, 0, GS_ROLE_DIM, "canonical name ");
        size_t room = gs_rows_room(rows, x, 0);
        (void)gs_rows_put_host(rows, x, gs_tone(&finder->view, GS_ROLE_TEXT), name, room);
    }
}

static void put_nothing(const struct gs_pane_context *context,
                        const struct gs_finder *finder, struct gs_rows *rows)
{
    const struct gs_part_view *view = &finder->view;
    if (view->is_range) {
        gs_rows_sentence(rows, GS_ROLE_DIM, GS_RANGE_SENTENCE);
    } else if (view->is_waiting) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "Waiting for addresses and ports: then each is connected to.");
    } else if (view->is_stopped) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Stopped before anybody was connected to.");
    } else {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         context->lookup == NULL
                             ? "Nothing asked yet, so there is nobody to connect to."
                             : "Not asked: c connects to every address shown, and closes "
                               "at once. Nothing is sent.");
    }
}

void gs_describe_connections(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_finder finder;
    size_t open = 0;
    size_t all = 0;
    gs_finder_make(context, &finder);
    gs_finder_count(&finder, &open, &all);
    if (finder.race != NULL && all > 0) {
        gs_pane_info(pane, GS_ROLE_DIM, "%zu of %zu listen", open, all);
    } else if (finder.race == NULL && !gs_pane_stopped(pane, &finder.view)) {
        if (all > 0 && finder.service_count == 1) {
            gs_pane_info(pane, GS_ROLE_TEXT, "%s %zu of %zu listen", finder.services[0],
                         open, all);
            gs_pane_age(pane, &finder.view);
        } else if (all > 0) {
            gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %zu listen", open, all);
            gs_pane_age(pane, &finder.view);
        }
        gs_pane_time(pane, &finder.view,
                     finder.report == NULL ? 0 : finder.report->elapsed_us);
    }
    gs_finder_fini(&finder);
}

void gs_build_connections(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_finder finder;
    gs_finder_make(context, &finder);
    gs_finder_put_table(&finder, rows);
    if (finder.report != NULL) {
        put_canonical(&finder, rows);
        put_sentences(&finder, finder.report, rows);
        if (context->lookup != NULL &&
            context->lookup->question.hints.socktype == SOCK_DGRAM) {
            gs_rows_sentence(rows, GS_ROLE_DIM,
                             "The question is for dgram sockets; who connects here does "
                             "it by TCP.");
        }
        if (finder.rows.count > 0 && context->session->machine.resolver.is_demo) {
            gs_rows_sentence(rows, GS_ROLE_DIM,
                             "Demo: listeners on this machine, distances made up.");
        }
        if (finder.rows.count == 0 && !finder.report->is_complete) {
            put_nothing(context, &finder, rows);
        }
    } else if (finder.rows.count > 0) {
        put_race(&finder, rows);
    } else {
        put_nothing(context, &finder, rows);
    }
    gs_finder_fini(&finder);
}
