/* SPDX-License-Identifier: MIT */
/*
 * libc, at a slower cadence: a few calls at once, the others wait in a queue of their own.
 * DNS rounds never do. A call that does not end is left to itself after a while.
 */
#include "watch_core.h"

enum {
    DEADLINE_US = 30000000,
};

/* -- asking ---------------------------------------------------------------------------- */

void gs_watch_libc_want(struct gs_watch_core *core, struct gs_watch_host *host)
{
    if (!host->is_asking_libc) {
        host->is_asking_libc = true;
        gs_watch_queue_add(&core->libc, host->id);
        gs_watch_libc_turn(core);
    }
}

static struct gs_watch_call *call_of(struct gs_watch_core *core, uint64_t id)
{
    for (size_t i = 0; i < GS_WATCH_LIBC_AT_ONCE; i++) {
        if (core->calls[i].id == id) {
            return &core->calls[i];
        }
    }
    return NULL;
}

bool gs_watch_libc_is_under_way(struct gs_watch_core *core, uint64_t id)
{
    return call_of(core, id) != NULL;
}

/* A paused host is asked with its next round. */
static void put_off(const struct gs_watch_core *core, struct gs_watch_host *host)
{
    host->is_asking_libc = false;
    host->rounds -= host->rounds % core->settings.libc_rounds;
}

/* The next host of the queue that is still watched. */
static struct gs_watch_host *next_host(struct gs_watch_core *core)
{
    for (uint64_t id = gs_watch_queue_take(&core->libc); id != 0;
         id = gs_watch_queue_take(&core->libc)) {
        struct gs_watch_host *host = gs_watch_core_find(core, id);
        if (host != NULL && host->run == NULL && gs_watch_core_is_paused(core, host)) {
            put_off(core, host);
        } else if (host != NULL) {
            return host;
        }
    }
    return NULL;
}

static void give_up(struct gs_watch_core *core, struct gs_watch_call *call)
{
    struct gs_watch_libc *libc = gs_mem_new(1, sizeof *libc);
    libc->outcome = GS_OUTCOME_TIMED_OUT;
    libc->elapsed_us = DEADLINE_US;
    struct gs_watch_host *host = gs_watch_core_find(core, call->id);
    core->world->drop_libc(core->world->context, call->number);
    gs_watch_libc_ended(core, host->id);
    gs_watch_libc_take(host, libc);
}

void gs_watch_libc_turn(struct gs_watch_core *core)
{
    int64_t now_us = gs_watch_core_now_us(core);
    for (size_t i = 0; i < GS_WATCH_LIBC_AT_ONCE; i++) {
        struct gs_watch_call *call = &core->calls[i];
        if (call->id != 0 && call->deadline_us <= now_us) {
            give_up(core, call);
        }
        struct gs_watch_host *host = call->id == 0 ? next_host(core) : NULL;
        if (host != NULL) {
            uint64_t number =
                core->world->ask_libc(core->world->context, host->id, &host->watch);
            *call = (struct gs_watch_call){host->id, number, now_us + DEADLINE_US};
            core->status.libc_calls++;
        }
    }
}

void gs_watch_libc_ended(struct gs_watch_core *core, uint64_t id)
{
    struct gs_watch_call *call = call_of(core, id);
    struct gs_watch_host *host = gs_watch_core_find(core, id);
    if (call != NULL) {
        *call = (struct gs_watch_call){0};
    }
    if (host != NULL) {
        host->is_asking_libc = false;
    }
}

void gs_watch_libc_drop(struct gs_watch_core *core, uint64_t id)
{
    for (size_t i = 0; i < GS_WATCH_LIBC_AT_ONCE; i++) {
        struct gs_watch_call *call = &core->calls[i];
        if (call->id != 0 && (id == 0 || call->id == id)) {
            core->world->drop_libc(core->world->context, call->number);
            gs_watch_libc_ended(core, call->id);
        }
    }
}

/* -- what it said ---------------------------------------------------------------------- */

void gs_watch_libc_free(struct gs_watch_libc *libc)
{
    if (libc != NULL) {
        gs_vec_fini(&libc->addresses);
        free(libc);
    }
}

static bool is_same_set(const struct gs_address_list *a, const struct gs_address_list *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!gs_address_is_equal(&a->items[i], &b->items[i])) {
            return false;
        }
    }
    return true;
}

/* The hosts file is asked before DNS. Who else it was is not known while DNS is silent. */
static enum gs_watch_source source_of(const struct gs_watch_libc *libc,
                                      const struct gs_watch_answer *dns)
{
    if (libc->outcome != GS_OUTCOME_ANSWERED) {
        return GS_WATCH_SOURCE_NONE;
    }
    if (libc->is_in_hosts) {
        return GS_WATCH_SOURCE_HOSTS;
    }
    if (dns->addresses.count > 0) {
        return GS_WATCH_SOURCE_DNS;
    }
    bool is_unsure =
        gs_outcome_is_temporary(dns->sides[0]) || gs_outcome_is_temporary(dns->sides[1]);
    return is_unsure ? GS_WATCH_SOURCE_NONE : GS_WATCH_SOURCE_OTHER;
}

void gs_watch_libc_take(struct gs_watch_host *host, struct gs_watch_libc *libc)
{
    gs_watch_libc_free(host->libc);
    host->libc = libc;
}

/* What DNS does not have is remembered, as libc is not asked in each round. */
static void learn_elsewhere(struct gs_watch_host *host, struct gs_watch_libc *libc,
                            enum gs_watch_source source)
{
    bool is_elsewhere =
        source == GS_WATCH_SOURCE_HOSTS || source == GS_WATCH_SOURCE_OTHER;
    bool is_known =
        source != GS_WATCH_SOURCE_NONE ||
        (libc->outcome != GS_OUTCOME_ANSWERED && !gs_outcome_is_temporary(libc->outcome));
    if (is_known) {
        gs_vec_fini(&host->elsewhere);
    }
    if (is_elsewhere) {
        host->elsewhere = libc->addresses;
        libc->addresses = (struct gs_address_list){0};
    }
}

static void join(struct gs_watch_host *host, struct gs_watch_libc *libc,
                 struct gs_watch_answer *answer)
{
    answer->libc_outcome = libc->outcome;
    answer->libc_us = libc->elapsed_us;
    answer->libc_first = libc->first;
    answer->is_libc_same = is_same_set(&libc->addresses, &answer->addresses);
    answer->source = source_of(libc, answer);
    learn_elsewhere(host, libc, answer->source);
}

/* A name that DNS does not have, and libc does: a program finds it. */
static void stand_in(const struct gs_watch_host *host, struct gs_watch_answer *answer)
{
    for (size_t i = 0; i < host->elsewhere.count; i++) {
        gs_watch_answer_add_address(answer, &host->elsewhere.items[i]);
    }
    for (size_t side = 0; side < 2; side++) {
        answer->sides[side] =
            answer->counts[side] > 0 ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_DATA;
    }
    answer->detail[0] = '\0';
}

void gs_watch_libc_join(struct gs_watch_host *host, struct gs_watch_answer *answer)
{
    if (host->libc != NULL) {
        join(host, host->libc, answer);
        gs_watch_libc_free(host->libc);
        host->libc = NULL;
    }
    if (answer->addresses.count == 0 && host->elsewhere.count > 0) {
        stand_in(host, answer);
    }
}
