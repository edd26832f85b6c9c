/* SPDX-License-Identifier: MIT */
/**
 * Verdict and traps as these tests want them, in the place of rules/verdict and rules/traps:
 * the golden reports show how a report is laid out, whatever the rules say today.
 */
#ifndef GAISCOPE_TESTS_REPORT_SCRIPTED_RULES_H
#define GAISCOPE_TESTS_REPORT_SCRIPTED_RULES_H

#include "gaiscope/rules/traps.h"
#include "gaiscope/rules/verdict.h"

#include <stdio.h>

/* A long warning and a note for an exact question. */
struct gs_trap_list gs_traps_of(const struct gs_question *question,
                                const struct gs_system_answer *answer)
{
    struct gs_trap_list traps = {0};
    struct gs_trap trap = {.code = "scripted"};
    (void)answer;
    (void)snprintf(
        trap.text, sizeof trap.text,
        "A sentence of a rule that is long enough to be broken where a line of "
        "eighty cells ends, about %.40s.",
        question->service);
    if (question->is_exact) {
        gs_vec_push(&traps, trap);
        trap.code = "scripted_note";
        trap.is_note = true;
        (void)snprintf(trap.text, sizeof trap.text, "Something worth knowing.");
        gs_vec_push(&traps, trap);
    }
    return traps;
}

/* The outcome of getaddrinfo as the word, and clauses that need two lines. */
struct gs_verdict gs_verdict_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine, int64_t now_us)
{
    const struct gs_system_answer *answer = lookup->now.system;
    struct gs_verdict verdict = {.kind = GS_VERDICT_WAITING, .clause_count = 3};
    (void)machine;
    (void)now_us;
    (void)snprintf(verdict.word, sizeof verdict.word, "waiting");
    if (answer != NULL) {
        bool is_good = answer->outcome == GS_OUTCOME_ANSWERED;
        verdict.kind = is_good ? GS_VERDICT_GOOD : GS_VERDICT_BAD;
        verdict.elapsed_us = answer->elapsed_us;
        (void)snprintf(verdict.word, sizeof verdict.word, "%s",
                       gs_outcome_word(answer->outcome));
    }
    (void)snprintf(verdict.clauses[0], GS_CLAUSE_MAX, "what weighs most comes first");
    (void)snprintf(verdict.clauses[1], GS_CLAUSE_MAX, "then what weighs less");
    (void)snprintf(verdict.clauses[2], GS_CLAUSE_MAX, "a report keeps the last one too");
    return verdict;
}

#endif
