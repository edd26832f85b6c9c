/* SPDX-License-Identifier: MIT */
/*
 * The delivery part: what a sender finds beyond the plan.
 *
 *     domain -+- TXT at the four places of its policies ------------------------------+
 *             `- its own walk -- complete -- each exchange -+- TLSA of _25._tcp.NAME --+- complete
 *                                                           `- address - PTR - A/AAAA -+
 *
 * The dns client keeps the pace. At most GS_DELIVERY_NAMES_MAX addresses have their names
 * asked; TLSA is asked of exchanges with an address alone, as RFC 7672 2.2 has it.
 */
#include "destinations.h"
#include "mail_walk.h"

#include "gaiscope/model/delivery.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/reverse_names.h"
#include "gaiscope/rules/sender_policy.h"

#include <stdio.h>
#include <stdlib.h>

#include <sys/socket.h>

/* A question about one exchange's address, or about an exchange. */
struct about {
    size_t exchange; /* which, in the delivery's list */
    size_t address;  /* which of its addresses */
    size_t name;     /* which of that address' names */
};

struct delivery_run {
    struct gs_mail_walk walk;
    struct gs_delivery *delivery;            /* so far; owned */
    struct GS_VEC_OF(struct about *) abouts; /* lent to questions; freed with the run */
    size_t waiting;                          /* questions under way, without the walk's */
    size_t names_asked;                      /* addresses whose names were asked */
    bool is_planned;                         /* the walk is complete */
    int64_t planned_us;                      /* monotonic, when */
};

static struct delivery_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_DELIVERY];
}

static void emit(struct gs_round *round)
{
    struct delivery_run *run = run_of(round);
    run->delivery->elapsed_us = gs_engine_now_us() - round->started_us;
    run->delivery->is_complete = run->is_planned && run->waiting == 0;
    struct gs_event event = {.type = GS_EVENT_DELIVERY};
    event.of.delivery = gs_delivery_copy(run->delivery);
    gs_round_emit(round, event);
}

static void ask(struct gs_round *round, const char *name, uint16_t type,
                gs_dns_answered_fn answered, void *detail)
{
    struct delivery_run *run = run_of(round);
    struct gs_dns_want want = {.part = GS_PART_DELIVERY,
                               .name = name,
                               .type = type,
                               .started_us =
                                   run->is_planned ? run->planned_us : round->started_us};
    run->waiting++;
    gs_round_ask_dns(round, &want, answered, detail);
}

static struct about *about_new(struct delivery_run *run, size_t exchange, size_t address,
                               size_t name)
{
    struct about *about = gs_mem_new(1, sizeof *about);
    *about = (struct about){exchange, address, name};
    gs_vec_push(&run->abouts, about);
    return about;
}

static struct gs_delivery_address *address_of(const struct gs_round *round,
                                              const struct about *about)
{
    struct gs_delivery *delivery = run_of(round)->delivery;
    return &delivery->exchanges.items[about->exchange].addresses.items[about->address];
}

static void policy_answered(struct gs_round *round, void *detail,
                            struct gs_dns_answer *answer)
{
    struct delivery_run *run = run_of(round);
    struct gs_delivery_policy *policy = detail;
    enum gs_sender_kind kind = (enum gs_sender_kind)(policy - run->delivery->policies);
    policy->left_out = gs_sender_policy_trim(kind, answer);
    policy->answer = answer;
    run->waiting--;
    emit(round);
}

static void ask_policies(struct gs_round *round, const char *domain)
{
    struct delivery_run *run = run_of(round);
    run->delivery->has_policies = true;
    for (enum gs_sender_kind kind = 0; kind < GS_SENDER_ASKED_COUNT; kind++) {
        struct gs_buf owner = {0};
        gs_sender_owner(kind, domain, &owner);
        ask(round, gs_buf_text(&owner), GS_TYPE_TXT, policy_answered,
            &run->delivery->policies[kind]);
        gs_buf_fini(&owner);
    }
}

static void tlsa_answered(struct gs_round *round, void *detail,
                          struct gs_dns_answer *answer)
{
    const struct about *about = detail;
    struct gs_tlsa *tlsa =
        &run_of(round)->delivery->exchanges.items[about->exchange].tlsa;
    const char *owner = gs_dns_answer_final_name(answer);
    tlsa->outcome = owner == NULL ? GS_OUTCOME_BAD_ANSWER : answer->outcome;
    tlsa->rcode = answer->rcode;
    tlsa->is_ad = answer->flags.ad;
    tlsa->received_us = answer->received_us;
    for (size_t i = 0; owner != NULL && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type != GS_TYPE_TLSA || !gs_name_is_equal(record->name, owner)) {
            continue;
        }
        tlsa->ttl_s = tlsa->records.count == 0 ? record->ttl_s : tlsa->ttl_s;
        gs_tlsa_add(tlsa, record->text);
    }
    gs_dns_answer_free(answer);
    run_of(round)->waiting--;
    emit(round);
}

static bool is_judged(const struct gs_reverse *reverse)
{
    for (size_t i = 0; i < reverse->names.count; i++) {
        if (reverse->names.items[i].confirmed == GS_CONFIRM_WAITING) {
            return false;
        }
    }
    return true;
}

static void forward_answered(struct gs_round *round, void *detail,
                             struct gs_dns_answer *answer)
{
    const struct about *about = detail;
    struct gs_reverse *reverse = address_of(round, about)->reverse;
    gs_reverse_take_forward(reverse, about->name, answer);
    reverse->is_complete = is_judged(reverse);
    gs_dns_answer_free(answer);
    run_of(round)->waiting--;
    emit(round);
}

static void ask_forward(struct gs_round *round, const struct about *about, size_t at)
{
    struct gs_reverse *reverse = address_of(round, about)->reverse;
    struct gs_reverse_name *name = &reverse->names.items[at];
    if (!gs_name_is_for_dns(name->name)) {
        name->confirmed = gs_reverse_judge_local(name->name, &reverse->address);
        return;
    }
    ask(round, name->name, reverse->address.family == AF_INET ? GS_TYPE_A : GS_TYPE_AAAA,
        forward_answered, about_new(run_of(round), about->exchange, about->address, at));
}

static void ptr_answered(struct gs_round *round, void *detail,
                         struct gs_dns_answer *answer)
{
    const struct about *about = detail;
    struct gs_reverse *reverse = address_of(round, about)->reverse;
    gs_reverse_take_ptr(reverse, answer);
    gs_dns_answer_free(answer);
    for (size_t i = 0; i < reverse->names.count; i++) {
        ask_forward(round, about, i);
    }
    reverse->is_complete = is_judged(reverse);
    run_of(round)->waiting--;
    emit(round);
}

static void ask_names(struct gs_round *round, size_t exchange, size_t address)
{
    struct delivery_run *run = run_of(round);
    struct about *about = about_new(run, exchange, address, 0);
    struct gs_delivery_address *its = address_of(round, about);
    if (run->names_asked == GS_DELIVERY_NAMES_MAX) {
        return;
    }
    run->names_asked++;
    its->reverse = gs_reverse_new(&its->address);
    its->reverse->started_us = gs_engine_now_us();
    char name[GS_REVERSE_NAME_MAX];
    gs_address_reverse_name(&its->address, name);
    ask(round, name, GS_TYPE_PTR, ptr_answered, about);
}

static void add_addresses(struct gs_round *round, const struct gs_exchange *exchange,
                          const struct gs_local_address_list *known,
                          struct gs_delivery_exchange *out)
{
    size_t count = exchange->addresses.count;
    struct gs_destination *ordered = gs_mem_new(count + 1, sizeof *ordered);
    gs_destinations_order(round, &exchange->addresses, known, ordered);
    for (size_t i = 0; i < count; i++) {
        struct gs_delivery_address address = {.address = ordered[i].address,
                                              .source = ordered[i].source};
        gs_vec_push(&out->addresses, address);
    }
    free(ordered);
}

static void ask_exchange(struct gs_round *round, const struct gs_exchange *exchange,
                         size_t at)
{
    struct delivery_run *run = run_of(round);
    if (gs_exchange_has_tlsa_question(exchange)) {
        struct gs_buf name = {0};
        gs_buf_addf(&name, "_25._tcp.%s", exchange->name);
        ask(round, gs_buf_text(&name), GS_TYPE_TLSA, tlsa_answered,
            about_new(run, at, 0, 0));
        gs_buf_fini(&name);
    }
    for (size_t i = 0; i < run->delivery->exchanges.items[at].addresses.count; i++) {
        ask_names(round, at, i);
    }
}

/* The list of exchanges is whole before the first question: answers point into it. */
static void take_plan(struct gs_round *round, const struct gs_mx_plan *plan)
{
    struct delivery_run *run = run_of(round);
    struct gs_local_address_list known = {0};
    gs_interfaces_read(&known);
    const struct gs_exchange *firsts[GS_EXCHANGES_MAX] = {0};
    for (size_t i = 0; gs_mx_plan_has_exchanges(plan) && i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        if (gs_delivery_find(run->delivery, exchange->name) == NULL) {
            struct gs_delivery_exchange one = {.name = gs_mem_copy_text(exchange->name),
                                               .tlsa.rcode = -1};
            add_addresses(round, exchange, &known, &one);
            firsts[run->delivery->exchanges.count] = exchange;
            gs_vec_push(&run->delivery->exchanges, one);
        }
    }
    gs_vec_fini(&known);
    for (size_t i = 0; i < GS_EXCHANGES_MAX && firsts[i] != NULL; i++) {
        ask_exchange(round, firsts[i], i);
    }
}

static void walked(struct gs_round *round, struct gs_mail_walk *walk)
{
    struct delivery_run *run = run_of(round);
    if (run->delivery == NULL) { /* the first time: nothing is asked yet */
        run->delivery = gs_delivery_new(walk->plan->domain);
        if (!walk->plan->is_complete) {
            ask_policies(round, walk->plan->domain);
        }
    }
    if (walk->plan->is_complete && !run->is_planned) {
        run->is_planned = true;
        run->planned_us = gs_engine_now_us();
        take_plan(round, walk->plan);
        emit(round);
    }
}

void gs_run_delivery(struct gs_round *round)
{
    struct delivery_run *run = gs_mem_new(1, sizeof *run);
    round->runs[GS_PART_DELIVERY] = run;
    run->walk.part = GS_PART_DELIVERY;
    run->walk.changed = walked;
    gs_mail_walk_start(round, &run->walk);
}

void gs_run_delivery_free(void *of)
{
    struct delivery_run *run = of;
    if (run == NULL) {
        return;
    }
    for (size_t i = 0; i < run->abouts.count; i++) {
        free(run->abouts.items[i]);
    }
    gs_vec_fini(&run->abouts);
    gs_delivery_free(run->delivery);
    gs_mail_walk_fini(&run->walk);
    free(run);
}
