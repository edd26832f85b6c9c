/* SPDX-License-Identifier: MIT */
/** Ladders as values, for tests. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_LADDER_H
#define GAISCOPE_TESTS_RULES_MAKE_LADDER_H

#include "rules/make.h"

#include "gaiscope/model/ladder.h"

#include <errno.h>

#include <netdb.h>

/** What a source may say in a test; other words are its addresses, parted by commas. */
static inline void make_rung_result(struct gs_rung *rung, const char *result)
{
    static const struct {
        const char *word;
        enum gs_rung_state state;
        enum gs_nss_status status;
        enum gs_outcome outcome;
        int code;
        int64_t elapsed_us;
    } results[] = {
        {"none", GS_RUNG_ANSWERED, GS_NSS_NOTFOUND, GS_OUTCOME_NO_SUCH_NAME, EAI_NONAME,
         100},
        {"nodata", GS_RUNG_ANSWERED, GS_NSS_NOTFOUND, GS_OUTCOME_NO_DATA, EAI_NODATA,
         100},
        {"unavail", GS_RUNG_ANSWERED, GS_NSS_UNAVAIL, GS_OUTCOME_NO_SUCH_NAME, EAI_NONAME,
         100},
        {"again", GS_RUNG_ANSWERED, GS_NSS_TRYAGAIN, GS_OUTCOME_TRY_AGAIN, EAI_AGAIN,
         100},
        {"slow", GS_RUNG_ANSWERED, GS_NSS_UNAVAIL, GS_OUTCOME_TRY_AGAIN, EAI_AGAIN,
         10000000},
        {"system", GS_RUNG_ANSWERED, GS_NSS_UNAVAIL, GS_OUTCOME_FAILED, EAI_SYSTEM, 100},
        {"service", GS_RUNG_ANSWERED, GS_NSS_NOTFOUND, GS_OUTCOME_BAD_QUESTION,
         EAI_SERVICE, 100},
        {"missing", GS_RUNG_MISSING, GS_NSS_UNAVAIL, GS_OUTCOME_NOT_ASKED, 0, 100},
        {"killed", GS_RUNG_KILLED, GS_NSS_TRYAGAIN, GS_OUTCOME_TIMED_OUT, 0, 30000000},
        {"failed", GS_RUNG_FAILED, GS_NSS_UNAVAIL, GS_OUTCOME_FAILED, 0, 100},
        {"stopped", GS_RUNG_FAILED, GS_NSS_TRYAGAIN, GS_OUTCOME_CANCELLED, 0, 100},
        {"waiting", GS_RUNG_WAITING, GS_NSS_SUCCESS, GS_OUTCOME_NOT_ASKED, 0, 0},
    };

    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        if (strcmp(result, results[i].word) != 0) {
            continue;
        }
        rung->state = results[i].state;
        rung->status = results[i].status;
        rung->elapsed_us = results[i].elapsed_us;
        if (rung->state != GS_RUNG_MISSING && rung->state != GS_RUNG_WAITING) {
            rung->answer = make_failed(results[i].outcome, results[i].code, "", "");
            rung->answer->elapsed_us = results[i].elapsed_us;
            rung->answer->error.system_errno =
                results[i].code == EAI_SYSTEM ? ECONNREFUSED : 0;
        }
        return;
    }
    char addresses[256];
    snprintf(addresses, sizeof addresses, "%s", result);
    for (char *comma = addresses; *comma != '\0'; comma++) {
        *comma = *comma == ',' ? ' ' : *comma;
    }
    rung->state = GS_RUNG_ANSWERED;
    rung->status = GS_NSS_SUCCESS;
    rung->answer = make_system(addresses);
    rung->elapsed_us = 12000;
}

/**
 * A complete ladder of `source result source result ...`. A source may have what follows its
 * four statuses behind a slash, as letters of continue, return and merge: "files/rrcc".
 */
static inline struct gs_ladder *make_ladder(const char *text)
{
    struct gs_ladder *ladder = gs_ladder_new();
    char list[512];
    char *rest = NULL;
    snprintf(list, sizeof list, "%s", text);
    ladder->is_supported = true;
    ladder->is_complete = true;
    for (char *word = strtok_r(list, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        struct gs_rung rung = {.source.on = {[GS_NSS_SUCCESS] = GS_NSS_RETURN}};
        char *slash = strchr(word, '/');
        for (size_t i = 0; slash != NULL && i < GS_NSS_STATUS_COUNT; i++) {
            rung.source.on[i] = slash[i + 1] == 'r'   ? GS_NSS_RETURN
                                : slash[i + 1] == 'm' ? GS_NSS_MERGE
                                                      : GS_NSS_CONTINUE;
        }
        if (slash != NULL) {
            *slash = '\0';
            snprintf(rung.source.actions, sizeof rung.source.actions,
                     "[NOTFOUND=return]");
        }
        snprintf(rung.source.name, sizeof rung.source.name, "%s", word);
        snprintf(rung.module, sizeof rung.module, "libnss_%.20s.so.2", word);
        const char *result = strtok_r(NULL, " ", &rest);
        make_rung_result(&rung, result == NULL ? "none" : result);
        ladder->is_complete = ladder->is_complete && rung.state != GS_RUNG_WAITING;
        gs_vec_push(&ladder->rungs, rung);
    }
    return ladder;
}

/** Adds a line of the hosts file. */
static inline void make_hosts_line(struct gs_ladder *ladder, size_t number,
                                   const char *address)
{
    struct gs_hosts_line line = {.line = number,
                                 .name = gs_mem_copy_text("x.test"),
                                 .is_scoped = strchr(address, '%') != NULL};
    if (gs_address_parse(address, &line.address) != GS_OK) {
        line.address = (struct gs_address){0};
    }
    gs_vec_push(&ladder->hosts, line);
}

#endif
