/* SPDX-License-Identifier: MIT */
/*
 * First what libc said gives word and kind, then clauses by weight: what is odd about the
 * call, what came, whether DNS says the same, what the name is called, and notes.
 */
#include "gaiscope/rules/verdict.h"

#include "verdict_clause.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/call_reading.h"
#include "gaiscope/rules/failure.h"
#include "gaiscope/rules/provenance.h"
#include "gaiscope/rules/traps.h"

#include <stdio.h>

#include <sys/socket.h>

static void set_word(struct gs_verdict *verdict, const char *word)
{
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", word);
}

static void add_traps(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                      bool is_note)
{
    struct gs_trap_list traps = gs_traps_of(&lookup->question, lookup->now.system);
    for (size_t i = 0; i < traps.count; i++) {
        const struct gs_trap *trap = &traps.items[i];
        if (trap->is_note != is_note) {
            continue;
        }
        if (is_note) {
            gs_clause_add(verdict, "%s", trap->clause);
        } else {
            gs_clause_look(verdict, "%s", trap->clause);
        }
    }
    gs_vec_fini(&traps);
}

static void judge_answered(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                           const struct gs_machine *machine)
{
    bool is_literal = gs_question_is_literal(&lookup->question, NULL);
    verdict->kind = GS_VERDICT_GOOD;
    gs_clause_bind(verdict, lookup->now.bind);
    add_traps(verdict, lookup, false);
    gs_clause_count(verdict, lookup, machine);
    if (lookup->question.is_null) {
        gs_clause_add(verdict, "nothing was asked of any server");
    } else if (is_literal) {
        gs_clause_add(verdict, "an address: no name was looked up");
    } else {
        gs_clause_findings(verdict, lookup, machine);
        if (gs_search_domain_of(lookup, machine) == NULL) { /* DNS was asked the host */
            gs_clause_agreement(verdict, lookup);
            gs_clause_partial(verdict, lookup);
        }
        gs_clause_name(verdict, lookup, machine);
    }
    add_traps(verdict, lookup, true);
}

/* No such name, no data and try again are three things, and look different. */
static enum gs_verdict_kind kind_of_failure(enum gs_outcome outcome)
{
    return outcome == GS_OUTCOME_NO_SUCH_NAME ? GS_VERDICT_ABSENT
           : outcome == GS_OUTCOME_NO_DATA    ? GS_VERDICT_EMPTY
                                              : GS_VERDICT_BAD;
}

static void tell_no_data(struct gs_verdict *verdict, int family)
{
    gs_clause_add(verdict, "the name exists, without an %saddress",
                  family == AF_INET    ? "IPv4 "
                  : family == AF_INET6 ? "IPv6 "
                                       : "");
}

static void judge_failed(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                         const struct gs_machine *machine)
{
    const struct gs_system_answer *answer = lookup->now.system;
    const struct gs_question *question = &lookup->question;
    bool is_refused = gs_question_node(question) != NULL &&
                      gs_question_node(question)[0] == '\0' &&
                      question->idn_error[0] != '\0';
    verdict->kind = is_refused ? GS_VERDICT_BAD : kind_of_failure(answer->outcome);
    if (is_refused) {
        gs_clause_add(verdict, "%s", question->idn_error);
        gs_clause_add(verdict, "nothing was asked of any server");
        return;
    }
    add_traps(verdict, lookup, false);
    if (gs_outcome_is_temporary(answer->outcome)) {
        gs_clause_servers(verdict, lookup, machine);
    } else if (answer->outcome == GS_OUTCOME_NO_DATA &&
               gs_call_read(question).literal_family == 0) {
        tell_no_data(verdict, question->hints.family);
    }
    bool is_temporary = gs_outcome_is_temporary(answer->outcome);
    if (!question->is_null && (!is_temporary || !gs_verdict_is_dns_dead(&lookup->now))) {
        gs_clause_findings(verdict, lookup, machine);
    }
    if (!is_temporary && !question->is_null) {
        gs_clause_agreement(verdict, lookup);
        gs_clause_partial(verdict, lookup);
    }
    bool is_offline = gs_verdict_is_dns_dead(&lookup->now) ||
                      (machine != NULL && machine->resolver.server_count == 0);
    bool is_demo = machine != NULL && machine->resolver.is_demo;
    if (gs_outcome_is_temporary(answer->outcome) && is_offline && !is_demo) {
        gs_clause_add(verdict, "gaiscope --demo works without a network");
    }
    gs_clause_error(verdict, &answer->error);
    add_traps(verdict, lookup, true);
}

/* The DNS question of the host for a type; NULL: not asked. */
static const struct gs_dns_query *find_query(const struct gs_lookup *lookup,
                                             uint16_t type)
{
    const char *node = gs_question_node(&lookup->question);
    return node == NULL ? NULL : gs_facts_find_query(&lookup->now, node, type);
}

/* Whether a question ended without a message of any server. */
static bool is_silent(const struct gs_dns_query *query)
{
    return query != NULL && query->answer != NULL && query->answer->rcode < 0 &&
           gs_outcome_is_temporary(query->answer->outcome);
}

static void tell_libc_waits(struct gs_verdict *verdict, const struct gs_dns_query *a,
                            const struct gs_dns_query *aaaa)
{
    if (is_silent(a != NULL ? a : aaaa) && is_silent(aaaa != NULL ? aaaa : a)) {
        const struct gs_dns_answer *answer = (a != NULL ? a : aaaa)->answer;
        gs_clause_add(verdict, "%s, libc still waits",
                      gs_dns_is_port_closed(answer->outcome, answer->rcode)
                          ? "the name server's port is closed"
                          : "no server replied");
    } else if (is_silent(a) || is_silent(aaaa)) {
        gs_clause_add(verdict, "no reply about %s, libc still waits",
                      is_silent(a) ? "A" : "AAAA");
    } else {
        gs_clause_add(verdict, "DNS has answered, libc has not");
    }
}

static void tell_what_is_awaited(struct gs_verdict *verdict,
                                 const struct gs_lookup *lookup,
                                 const struct gs_machine *machine)
{
    char server[GS_ENDPOINT_TEXT_MAX];
    const struct gs_dns_query *a = find_query(lookup, GS_TYPE_A);
    const struct gs_dns_query *aaaa = find_query(lookup, GS_TYPE_AAAA);
    bool is_a_open = a != NULL && a->answer == NULL;
    bool is_aaaa_open = aaaa != NULL && aaaa->answer == NULL;
    if (a == NULL && aaaa == NULL) {
        gs_clause_add(verdict, "libc has not answered");
    } else if (is_a_open && is_aaaa_open && machine != NULL &&
               machine->resolver.server_count == 1) {
        gs_endpoint_format(&machine->resolver.servers[0], GS_DNS_PORT, server);
        gs_clause_add(verdict, "libc and DNS wait for %s", server);
    } else if (is_a_open && is_aaaa_open) {
        gs_clause_add(verdict, "libc and DNS wait for the name servers");
    } else if (is_a_open || is_aaaa_open) {
        gs_clause_add(verdict, "libc waits for the %s answer", is_a_open ? "A" : "AAAA");
    } else {
        tell_libc_waits(verdict, a, aaaa);
    }
}

static void judge_waiting(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                          const struct gs_machine *machine)
{
    bool is_again = lookup->last.system != NULL;
    char at[GS_DURATION_TEXT_MAX];
    verdict->kind = GS_VERDICT_WAITING;
    set_word(verdict, is_again ? "asking again" : "asking");
    tell_what_is_awaited(verdict, lookup, machine);
    if (is_again) {
        gs_clock_format(lookup->last_parts[GS_PART_SYSTEM].started_wall_s, at);
        gs_clause_add(verdict, "grey below: the answer of %s", at);
    }
}

/* libc was not asked: what DNS says is all there is. */
static void judge_dns(struct gs_verdict *verdict, const struct gs_lookup *lookup)
{
    const struct gs_part_state *part = &lookup->parts[GS_PART_DNS];
    enum gs_outcome outcome = GS_OUTCOME_NOT_ASKED;
    for (size_t i = 0; i < lookup->now.dns.count; i++) {
        const struct gs_dns_answer *answer = lookup->now.dns.items[i].answer;
        if (answer != NULL &&
            (outcome == GS_OUTCOME_NOT_ASKED || answer->outcome == GS_OUTCOME_ANSWERED)) {
            outcome = answer->outcome;
        }
    }
    verdict->elapsed_us =
        part->progress == GS_PROGRESS_DONE ? part->finished_us - part->started_us : 0;
    verdict->kind = outcome == GS_OUTCOME_ANSWERED    ? GS_VERDICT_GOOD
                    : outcome == GS_OUTCOME_NOT_ASKED ? GS_VERDICT_LOOK
                                                      : kind_of_failure(outcome);
    set_word(verdict, gs_outcome_word(outcome));
    gs_clause_add(verdict, "libc was not asked");
}

static bool is_idle(const struct gs_lookup *lookup)
{
    for (unsigned part = 0; part < GS_PART_COUNT; part++) {
        if (lookup->parts[part].progress != GS_PROGRESS_IDLE) {
            return false;
        }
    }
    return lookup->now.system == NULL;
}

static bool has_restored(const struct gs_lookup *lookup)
{
    for (unsigned part = 0; part < GS_PART_COUNT; part++) {
        if (lookup->parts[part].is_restored) {
            return true;
        }
    }
    return false;
}

static void judge(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                  const struct gs_machine *machine)
{
    const struct gs_system_answer *answer = lookup->now.system;
    set_word(verdict, gs_outcome_word(answer->outcome));
    verdict->elapsed_us = answer->elapsed_us;
    if (lookup->is_cancelled) {
        gs_clause_add(verdict, has_restored(lookup)
                                   ? "stopped, some answers are older"
                                   : "stopped before all parts answered");
    }
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        judge_answered(verdict, lookup, machine);
    } else {
        judge_failed(verdict, lookup, machine);
        if (gs_failure_of(lookup, machine).is_unasked) {
            verdict->kind = GS_VERDICT_BAD;
            set_word(verdict, "not looked up");
        }
    }
    if (lookup->is_cancelled && verdict->kind == GS_VERDICT_GOOD) {
        verdict->kind = GS_VERDICT_LOOK;
    }
}

/* libc's answer to the question was not waited for: another one stands below. */
static void judge_stopped(struct gs_verdict *verdict, const struct gs_lookup *lookup)
{
    const struct gs_part_state *part = &lookup->parts[GS_PART_SYSTEM];
    const struct gs_system_answer *answer = lookup->now.system;
    char at[GS_DURATION_TEXT_MAX];
    verdict->kind = GS_VERDICT_LOOK;
    set_word(verdict, "stopped");
    if (!part->is_restored || answer == NULL) {
        gs_clause_add(verdict, "libc had not answered");
        verdict->elapsed_us = part->finished_us - part->started_us;
        return;
    }
    verdict->elapsed_us = lookup->stopped_us - lookup->asked_us;
    gs_clock_format(part->started_wall_s, at);
    gs_clause_add(verdict, "showing the answer of %s", at);
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        gs_clause_count(verdict, lookup, NULL);
    } else {
        gs_clause_add(verdict, "%s", gs_outcome_word(answer->outcome));
    }
}

struct gs_verdict gs_verdict_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine, int64_t now_us)
{
    struct gs_verdict verdict = {0};
    const struct gs_part_state *part = &lookup->parts[GS_PART_SYSTEM];
    if (gs_question_is_range(&lookup->question)) {
        gs_verdict_range(&verdict, lookup, now_us);
    } else if (part->progress == GS_PROGRESS_STOPPED || part->is_restored) {
        judge_stopped(&verdict, lookup);
    } else if (lookup->now.system != NULL) {
        judge(&verdict, lookup, machine);
    } else if (part->progress == GS_PROGRESS_WAITING) {
        judge_waiting(&verdict, lookup, machine);
        verdict.elapsed_us = now_us > part->started_us ? now_us - part->started_us : 0;
    } else if (!is_idle(lookup)) {
        judge_dns(&verdict, lookup);
    }
    return verdict;
}
