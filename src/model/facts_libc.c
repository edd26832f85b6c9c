/* SPDX-License-Identifier: MIT */
/*
 * The parts that libc tells: its answer, its sources one by one, its services, its variants
 * and its other calls.
 */
#include "part_facts.h"

static void clear_system(struct gs_facts *facts)
{
    gs_system_answer_free(facts->system);
}

static bool has_system(const struct gs_facts *facts)
{
    return facts->system != NULL;
}

const struct gs_part_facts gs_facts_of_system = {GS_HELD_IN(system), clear_system,
                                                 has_system, has_system, NULL};

static void clear_sources(struct gs_facts *facts)
{
    gs_ladder_free(facts->sources);
}

static bool is_whole_sources(const struct gs_facts *facts)
{
    return facts->sources != NULL && facts->sources->is_complete;
}

static bool has_sources(const struct gs_facts *facts)
{
    const struct gs_ladder *ladder = facts->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (ladder->rungs.items[i].state != GS_RUNG_WAITING) {
            return true;
        }
    }
    return is_whole_sources(facts);
}

static void stop_rung(struct gs_rung *rung, int64_t at_us)
{
    rung->answer = gs_system_answer_new();
    rung->answer->outcome = GS_OUTCOME_CANCELLED;
    rung->state = GS_RUNG_FAILED;
    rung->status = GS_NSS_TRYAGAIN;
    rung->elapsed_us = at_us - rung->started_us;
}

static void stop_sources(struct gs_facts *facts, int64_t at_us)
{
    struct gs_ladder *ladder = facts->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (ladder->rungs.items[i].state == GS_RUNG_WAITING) {
            stop_rung(&ladder->rungs.items[i], at_us);
        }
    }
    if (ladder != NULL) {
        ladder->is_complete = true;
    }
}

const struct gs_part_facts gs_facts_of_sources = {
    GS_HELD_IN(sources), clear_sources, has_sources, is_whole_sources, stop_sources};

static void clear_services(struct gs_facts *facts)
{
    gs_services_free(facts->services);
}

static bool has_services(const struct gs_facts *facts)
{
    return facts->services != NULL;
}

const struct gs_part_facts gs_facts_of_services = {GS_HELD_IN(services), clear_services,
                                                   has_services, has_services, NULL};

static size_t count_answered(const struct gs_variant_list *variants)
{
    size_t count = 0;
    for (size_t i = 0; i < variants->count; i++) {
        count += variants->items[i].answer != NULL ? 1 : 0;
    }
    return count;
}

static void clear_beside(struct gs_facts *facts)
{
    gs_variant_list_clear(&facts->beside);
}

static bool has_beside(const struct gs_facts *facts)
{
    return count_answered(&facts->beside) > 0;
}

static bool is_whole_beside(const struct gs_facts *facts)
{
    return has_beside(facts) && count_answered(&facts->beside) == facts->beside.count;
}

const struct gs_part_facts gs_facts_of_beside = {GS_HELD_IN(beside), clear_beside,
                                                 has_beside, is_whole_beside, NULL};

static void clear_matrix(struct gs_facts *facts)
{
    gs_variant_list_clear(&facts->matrix);
}

static bool has_matrix(const struct gs_facts *facts)
{
    return count_answered(&facts->matrix) > 0;
}

static bool is_whole_matrix(const struct gs_facts *facts)
{
    return has_matrix(facts) && count_answered(&facts->matrix) == facts->matrix.count;
}

const struct gs_part_facts gs_facts_of_matrix = {GS_HELD_IN(matrix), clear_matrix,
                                                 has_matrix, is_whole_matrix, NULL};

static void clear_calls(struct gs_facts *facts)
{
    gs_call_list_clear(&facts->calls);
}

static bool has_calls(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->calls.count; i++) {
        if (gs_outcome_is_answer(facts->calls.items[i].outcome)) {
            return true;
        }
    }
    return false;
}

static void stop_calls(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* a call that did not end took no time */
    for (size_t i = 0; i < facts->calls.count; i++) {
        if (facts->calls.items[i].outcome == GS_OUTCOME_NOT_ASKED) {
            facts->calls.items[i].outcome = GS_OUTCOME_CANCELLED;
        }
    }
}

const struct gs_part_facts gs_facts_of_calls = {GS_HELD_IN(calls), clear_calls, has_calls,
                                                NULL, stop_calls};

static void clear_nameinfo(struct gs_facts *facts)
{
    gs_nameinfo_table_free(facts->nameinfo);
}

static bool has_nameinfo(const struct gs_facts *facts)
{
    return facts->nameinfo != NULL && facts->nameinfo->rows.count > 0;
}

static bool is_whole_nameinfo(const struct gs_facts *facts)
{
    return facts->nameinfo != NULL && facts->nameinfo->is_complete;
}

const struct gs_part_facts gs_facts_of_nameinfo = {GS_HELD_IN(nameinfo), clear_nameinfo,
                                                   has_nameinfo, is_whole_nameinfo, NULL};

static void clear_bind(struct gs_facts *facts)
{
    gs_bind_report_free(facts->bind);
}

static bool has_bind(const struct gs_facts *facts)
{
    return facts->bind != NULL;
}

const struct gs_part_facts gs_facts_of_bind = {GS_HELD_IN(bind), clear_bind, has_bind,
                                               NULL, NULL};
