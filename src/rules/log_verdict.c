/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/log_verdict.h"

#include "verdict_clause.h"

#include <stdio.h>

/* "1 question failed, 2 were slow": a failed one is not counted among the slow. */
static void set_word(struct gs_verdict *verdict, uint16_t failed, uint16_t slow)
{
    size_t size = sizeof verdict->word;
    const char *slow_verb = slow == 1 ? "was" : "were";
    if (failed > 0 && slow > 0) {
        (void)snprintf(verdict->word, size, "%u question%s failed, %u %s slow", failed,
                       failed == 1 ? "" : "s", slow, slow_verb);
    } else if (failed > 0) {
        (void)snprintf(verdict->word, size, "%u question%s failed", failed,
                       failed == 1 ? "" : "s");
    } else if (slow > 0) {
        (void)snprintf(verdict->word, size, "%u question%s %s slow", slow,
                       slow == 1 ? "" : "s", slow_verb);
    } else {
        (void)snprintf(verdict->word, size, "nothing failed, nothing was slow");
    }
}

struct gs_verdict gs_log_verdict(const struct gs_log *log)
{
    struct gs_verdict verdict = {.elapsed_us = -1};
    uint16_t failed = 0; /* no more than there are lines */
    uint16_t slow = 0;
    if (log->entries.count == 0) {
        (void)snprintf(verdict.word, sizeof verdict.word, "nothing was asked yet");
        return verdict;
    }
    for (size_t i = 0; i < log->questions.count; i++) {
        const struct gs_log_question *question = &log->questions.items[i];
        failed += question->failed > 0 ? 1 : 0;
        slow += question->failed == 0 && question->slow > 0 ? 1 : 0;
    }
    set_word(&verdict, failed, slow);
    verdict.kind = failed + slow > 0 ? GS_VERDICT_LOOK : GS_VERDICT_GOOD;
    gs_clause_add(&verdict, "%s%zu call%s to the system, the name server and the network",
                  log->total > log->entries.count ? "the last " : "", log->entries.count,
                  log->entries.count == 1 ? "" : "s");
    gs_clause_add(&verdict, "slow is over %d s", GS_LOG_SLOW_US / 1000000);
    return verdict;
}
