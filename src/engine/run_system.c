/* SPDX-License-Identifier: MIT */
/*
 * The system part: one getaddrinfo call. Its addresses go on to the reverse and the connect
 * part, its ports to the services part.
 */
#include "engine_private.h"

#include "gaiscope/net/source.h"

#include <sys/socket.h>

enum {
    SOURCES_MAX = 256, /* addresses for which the kernel is asked for a source address */
};

/* The row before `at` with the same address; NULL: none. */
static const struct gs_addrinfo *find_same(const struct gs_addrinfo_list *rows, size_t at)
{
    for (size_t i = at; i > 0; i--) {
        if (gs_address_is_equal(&rows->items[i - 1].address, &rows->items[at].address)) {
            return &rows->items[i - 1];
        }
    }
    return NULL;
}

/* The interfaces are read once an answer, the kernel is asked once an address. */
static void add_sources(struct gs_system_answer *answer)
{
    struct gs_local_address_list known = {0};
    size_t asked = 0;
    gs_interfaces_read(&known);
    answer->has_v6_address = gs_interfaces_have_v6(&known);
    for (size_t i = 0; i < answer->rows.count && asked < SOURCES_MAX; i++) {
        struct gs_addrinfo *row = &answer->rows.items[i];
        const struct gs_addrinfo *same = find_same(&answer->rows, i);
        if (same != NULL) {
            row->source = same->source;
        } else {
            row->source = gs_source_of(&row->address, &known);
            asked++;
        }
    }
    gs_vec_fini(&known);
}

static void answered(struct gs_round *round, struct gs_system_answer *answer)
{
    if (answer == NULL) {
        answer = gs_system_answer_own(GS_OUTCOME_TIMED_OUT,
                                      "libc did not answer within the deadline");
        answer->elapsed_us = gs_engine_now_us() - round->started_us;
    }
    add_sources(answer);
    gs_policy_renew(round->engine);
    for (size_t i = 0; i < answer->rows.count; i++) {
        gs_run_reverse_found(round, &answer->rows.items[i].address);
    }
    gs_run_services_found(round, answer);
    gs_run_nameinfo_found(round, answer);
    gs_run_connect_found(round, answer);
    struct gs_event event = {.type = GS_EVENT_SYSTEM};
    event.of.system = answer;
    gs_round_emit(round, event);
}

void gs_run_system(struct gs_round *round)
{
    if (!gs_round_has(round, GS_PART_SYSTEM)) {
        return;
    }
    const struct gs_question *question = &round->question;
    if (gs_question_is_refused(question)) {
        answered(round,
                 gs_system_answer_own(GS_OUTCOME_BAD_QUESTION, question->idn_error));
        return;
    }
    gs_round_ask_system(round, answered);
}
