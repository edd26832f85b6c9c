/* SPDX-License-Identifier: MIT */
/*
 * The beside and matrix parts: the same question with other arguments, one getaddrinfo call a
 * cell. The calls go to the background lane, a few at once, so that they never stand before
 * the person's own question. All cells of a part have one deadline together.
 *
 *     cells:  answered ... | under way (at most AT_ONCE) | waiting for a turn ...
 */
#include "round.h"

#include <stdlib.h>

enum {
    AT_ONCE = 6, /* of the 16 background workers */
};

/** One cell of a run. */
struct cell {
    struct gs_variants_run *run; /* whose */
    size_t number;               /* as model/variant.h counts */
};

/** The calls of one part. */
struct gs_variants_run {
    enum gs_part part;           /* beside or matrix */
    struct gs_variant_list list; /* what is to be asked; its answers stay NULL */
    struct cell *cells;          /* one a variant */
    size_t next;                 /* cells before it had their turn */
    size_t busy;                 /* calls under way */
};

static void emit(struct gs_round *round, const struct cell *cell,
                 struct gs_system_answer *answer)
{
    struct gs_event event = {.type = GS_EVENT_VARIANT};
    event.of.variant.part = cell->run->part;
    event.of.variant.number = cell->number;
    event.of.variant.answer = answer;
    gs_round_emit(round, event);
}

static void ask_next(struct gs_round *round, struct gs_variants_run *run);

static void answered(struct gs_round *round, void *detail,
                     struct gs_system_answer *answer)
{
    const struct cell *cell = detail;
    cell->run->busy--;
    emit(round, cell,
         answer != NULL
             ? answer
             : gs_system_answer_own(GS_OUTCOME_TIMED_OUT,
                                    "libc did not answer within the deadline"));
    ask_next(round, cell->run);
}

static void ask_cell(struct gs_round *round, struct cell *cell)
{
    const struct gs_question *question = cell->run->list.items[cell->number].question;
    if (gs_question_is_refused(question)) {
        emit(round, cell,
             gs_system_answer_own(GS_OUTCOME_BAD_QUESTION, question->idn_error));
    } else if (gs_engine_now_us() >= gs_round_deadline_us(round, round->started_us)) {
        emit(round, cell,
             gs_system_answer_own(GS_OUTCOME_NOT_ASKED,
                                  "the deadline passed before its turn came"));
    } else {
        cell->run->busy++;
        const struct gs_variant_want want = {cell->run->part, question,
                                             round->started_us};
        gs_round_ask_variant(round, &want, answered, cell);
    }
}

/* Gives the next cells to getaddrinfo, as far as their share of workers goes. */
static void ask_next(struct gs_round *round, struct gs_variants_run *run)
{
    while (run->busy < AT_ONCE && run->next < run->list.count) {
        ask_cell(round, &run->cells[run->next++]);
    }
}

static struct gs_variants_run *start_run(struct gs_round *round, enum gs_part part,
                                         struct gs_variant_list list)
{
    struct gs_variants_run *run = gs_mem_new(1, sizeof *run);
    run->part = part;
    run->list = list;
    run->cells = gs_mem_new(list.count, sizeof *run->cells);
    for (size_t i = 0; i < list.count; i++) {
        run->cells[i] = (struct cell){run, i};
    }
    ask_next(round, run);
    return run;
}

void gs_run_variants(struct gs_round *round)
{
    if (gs_round_has(round, GS_PART_BESIDE) && round->question.is_null) {
        round->beside =
            start_run(round, GS_PART_BESIDE, gs_variants_beside(&round->question));
    }
    if (gs_round_has(round, GS_PART_MATRIX)) {
        round->matrix =
            start_run(round, GS_PART_MATRIX, gs_variants_matrix(&round->question));
    }
}

void gs_run_variants_fini(struct gs_variants_run *run)
{
    if (run != NULL) {
        gs_variant_list_clear(&run->list);
        free(run->cells);
        free(run);
    }
}
