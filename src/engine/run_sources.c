/* SPDX-License-Identifier: MIT */
/*
 * The sources part: each source of the hosts: line asked alone, all at once, and the lines of
 * the hosts file with the name. Every answer gives the ladder so far.
 *
 *     hosts: line -+- files -- helper process -- answer -+
 *                  |- dns   -- helper process -- answer -+- complete
 *                  `- /etc/hosts ------------- lines ----+
 *
 * A helper that has not answered by the deadline is ended; so is one that nobody waits for.
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/rules/call_reading.h"

#include <stdlib.h>
#include <string.h>

/** One source, for its handler. */
struct rung_place {
    size_t at; /* in the ladder */
};

/** The sources part of a round. */
struct gs_sources_run {
    struct gs_ladder *ladder; /* so far */
    size_t waiting;           /* answers under way */
    struct rung_place places[GS_RUNGS_MAX];
};

static void emit(struct gs_round *round)
{
    struct gs_sources_run *run = round->sources;
    run->ladder->is_complete = run->waiting == 0;
    struct gs_event event = {.type = GS_EVENT_SOURCES};
    event.of.sources = gs_ladder_copy(run->ladder);
    gs_round_emit(round, event);
}

/* What stands for a helper that was ended. */
static struct gs_system_answer *late_answer(int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_own(
        GS_OUTCOME_TIMED_OUT, "no answer within the deadline, the helper was ended");
    answer->elapsed_us = elapsed_us;
    return answer;
}

static void rung_answered(struct gs_round *round, void *detail,
                          struct gs_nss_result *result)
{
    const struct rung_place *place = detail;
    struct gs_sources_run *run = round->sources;
    struct gs_rung *rung = &run->ladder->rungs.items[place->at];
    rung->elapsed_us = gs_engine_now_us() - rung->started_us;
    if (result == NULL) {
        rung->state = GS_RUNG_KILLED;
        rung->status = GS_NSS_TRYAGAIN;
        rung->answer = late_answer(rung->elapsed_us);
    } else {
        rung->state = result->state;
        rung->status = result->status;
        rung->answer = result->answer;
        rung->elapsed_us =
            result->answer == NULL ? rung->elapsed_us : result->answer->elapsed_us;
    }
    run->waiting--;
    emit(round);
}

static void hosts_answered(struct gs_round *round, struct gs_hosts_line_list *lines)
{
    struct gs_sources_run *run = round->sources;
    if (lines != NULL) {
        run->ladder->hosts = *lines;
        *lines = (struct gs_hosts_line_list){0};
    }
    run->waiting--;
    emit(round);
}

static void rung_done(void *context, uint64_t id, struct gs_nss_result *result)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, result);
}

static void hosts_done(void *context, uint64_t id, struct gs_hosts_line_list *lines)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, lines);
}

static void ask_rung(struct gs_round *round, size_t at)
{
    const struct gs_engine_settings *settings = gs_round_settings(round);
    const struct gs_rung *rung = &round->sources->ladder->rungs.items[at];
    round->sources->places[at].at = at;
    const struct gs_operation wanted = {
        .part = GS_PART_SOURCES,
        .source = SOURCE_RUNG,
        .name = gs_mem_copy_text(rung->source.name),
        .detail = &round->sources->places[at],
        .answered.rung = rung_answered,
    };
    const struct gs_nss_ask ask = {
        .helper = settings->helper,
        .source = &rung->source,
        .question = &round->question,
        .resolver = &settings->resolver,
    };
    struct gs_operation *operation = gs_operation_start(round, &wanted, rung->started_us);
    operation->id = gs_nss_source_start(round->engine->lanes, GS_LANE_INTERACTIVE, &ask,
                                        rung_done, operation);
}

static void ask_hosts(struct gs_round *round)
{
    const struct gs_operation wanted = {
        .part = GS_PART_SOURCES,
        .source = SOURCE_HOSTS,
        .answered.hosts = hosts_answered,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    operation->id =
        gs_hosts_start(round->engine->lanes, GS_LANE_BACKGROUND,
                       gs_question_node(&round->question), hosts_done, operation);
}

/* Whether the files source is among them. */
static bool add_rungs(struct gs_ladder *ladder, const struct gs_nss_line *line)
{
    bool has_files = false;
    for (size_t i = 0; i < line->count; i++) {
        struct gs_rung rung = {.source = line->sources[i],
                               .started_us = gs_engine_now_us()};
        gs_nss_source_module(rung.source.name, rung.module, sizeof rung.module);
        has_files = has_files || strcmp(rung.source.name, "files") == 0;
        gs_vec_push(&ladder->rungs, rung);
    }
    return has_files;
}

void gs_run_sources(struct gs_round *round)
{
    if (!gs_round_has(round, GS_PART_SOURCES)) {
        return;
    }
    const struct gs_engine_settings *settings = gs_round_settings(round);
    struct gs_nss_line line;
    round->sources = gs_mem_new(1, sizeof *round->sources);
    struct gs_ladder *ladder = round->sources->ladder = gs_ladder_new();
    ladder->is_replaced = gs_nss_source_line(&settings->resolver, &line);
    ladder->nsswitch_line = line.line;
    ladder->is_broken = line.is_broken;
    ladder->is_numeric = gs_call_is_numeric(&round->question);
    ladder->is_supported = gs_nss_source_is_supported(settings->helper);
    bool is_refused = gs_question_is_refused(&round->question);
    if (!ladder->is_supported || ladder->is_numeric || is_refused) {
        emit(round);
        return;
    }
    bool has_files = add_rungs(ladder, &line);
    round->sources->waiting = line.count + (has_files ? 1 : 0);
    emit(round);
    for (size_t i = 0; i < line.count; i++) {
        ask_rung(round, i);
    }
    if (has_files) {
        ask_hosts(round);
    }
    gs_engine_arm_deadline(round->engine);
}

void gs_run_sources_fini(struct gs_round *round)
{
    if (round->sources != NULL) {
        gs_ladder_free(round->sources->ladder);
        free(round->sources);
    }
}
