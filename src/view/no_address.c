/* SPDX-License-Identifier: MIT */
/*
 * Why an address pane is empty: said as a sentence, because "nothing" has many reasons.
 */
#include "no_address.h"

#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/failure.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

static const char *family_word(int family)
{
    return family == AF_INET ? "IPv4" : "IPv6";
}

static const struct gs_dns_query *family_query(const struct gs_lookup *lookup, int family)
{
    uint16_t type = family == AF_INET ? GS_TYPE_A : GS_TYPE_AAAA;
    const char *name = gs_question_node(&lookup->question);
    return name == NULL ? NULL : gs_facts_find_query(&lookup->now, name, type);
}

enum gs_outcome gs_family_dns_outcome(const struct gs_lookup *lookup, int family)
{
    const struct gs_dns_query *query = family_query(lookup, family);
    return query == NULL || query->answer == NULL ? GS_OUTCOME_NOT_ASKED
                                                  : query->answer->outcome;
}

/* Whether ADDRCONFIG is why a family is left out. */
static bool leaves_out(const struct gs_pane_context *context, int family)
{
    return context->session->has_machine &&
           gs_family_left_out(context->lookup, &context->session->machine) == family;
}

/* Whether NSS stopped at the hosts file. */
static bool is_from_hosts_file(const struct gs_pane_context *context)
{
    const struct gs_ladder *ladder = context->lookup->now.sources;
    size_t at = ladder == NULL ? GS_NO_RUNG : gs_ladder_walk(ladder).decided;
    return at != GS_NO_RUNG && strcmp(ladder->rungs.items[at].source.name, "files") == 0;
}

struct gs_reason gs_reason_of_none(const struct gs_pane_context *context, int family)
{
    const struct gs_lookup *lookup = context->lookup;
    const char *type = family == AF_INET ? "A" : "AAAA";
    const char *word = family_word(family);
    const char *other = family_word(family == AF_INET ? AF_INET6 : AF_INET);
    struct gs_reason why = {.info = "none", .second = ""};
    if (!gs_family_is_asked(context, family)) {
        why.info = "not asked";
        (void)snprintf(why.first, sizeof why.first, "Only %s was asked: v changes it.",
                       other);
        return why;
    }
    if (gs_question_is_literal(&lookup->question, NULL)) {
        (void)snprintf(why.first, sizeof why.first, "The host is an %s address.", other);
        return why;
    }
    enum gs_outcome outcome = gs_family_dns_outcome(lookup, family);
    if (outcome != GS_OUTCOME_ANSWERED && leaves_out(context, family)) {
        why.info = "left out";
        (void)snprintf(why.first, sizeof why.first,
                       "The hosts file has %s addresses, libc gives none of them.", word);
        why.second = "ADDRCONFIG leaves a family out that this machine has not.";
        return why;
    }
    switch (outcome) {
    case GS_OUTCOME_NO_DATA:
        why.info = "no data";
        (void)snprintf(why.first, sizeof why.first,
                       "The name exists and has no %s record.", type);
        why.second = "Not the same as \"no such name\".";
        break;
    case GS_OUTCOME_ANSWERED:
        why.info = "left out";
        (void)snprintf(why.first, sizeof why.first,
                       "DNS has %s records, libc gives none of them.", type);
        why.second = leaves_out(context, family)
                         ? "ADDRCONFIG leaves a family out that this machine has not."
                     : is_from_hosts_file(context)
                         ? "The hosts file answers first, and libc stops there."
                         : "Another source, such as the hosts file, may answer first.";
        break;
    case GS_OUTCOME_NO_SUCH_NAME:
        (void)snprintf(why.first, sizeof why.first,
                       "Another source than DNS knows the name, without %s.", word);
        break;
    case GS_OUTCOME_NOT_ASKED:
        (void)snprintf(why.first, sizeof why.first, "libc gives no %s address.", word);
        break;
    default:
        (void)snprintf(why.first, sizeof why.first,
                       "libc gives no %s address; DNS does not say why.", word);
        break;
    }
    return why;
}

const char *gs_failed_info(enum gs_outcome outcome)
{
    if (outcome == GS_OUTCOME_CANCELLED) {
        return "stopped";
    }
    return gs_outcome_is_temporary(outcome) ? "not known" : gs_outcome_word(outcome);
}

void gs_build_traps(const struct gs_digest *digest, const char *told,
                    struct gs_rows *rows)
{
    for (size_t i = 0; i < digest->traps.count; i++) {
        const struct gs_trap *trap = &digest->traps.items[i];
        if (!trap->is_note && (told == NULL || strcmp(told, trap->code) != 0)) {
            struct gs_buf text = {0};
            gs_buf_addf(&text, "▲ %s", trap->text);
            gs_rows_sentence(rows, GS_ROLE_WARN, gs_buf_text(&text));
            gs_buf_fini(&text);
        }
    }
}

/* The answer of the round before is told by its error alone. */
static struct gs_failure failure_of(const struct gs_pane_context *context,
                                    const struct gs_system_answer *answer)
{
    struct gs_failure failure = {0};
    if (answer == context->lookup->now.system) {
        return gs_failure_of(context->lookup, context->session->has_machine
                                                  ? &context->session->machine
                                                  : NULL);
    }
    struct gs_eai_advice advice = gs_eai_advice_of(&answer->error);
    (void)snprintf(failure.meaning, sizeof failure.meaning, "%s",
                   answer->error.code == 0 ? answer->error.text : advice.meaning);
    (void)snprintf(failure.advice, sizeof failure.advice, "%s", advice.advice);
    return failure;
}

void gs_build_failed(const struct gs_pane_context *context,
                     const struct gs_system_answer *answer, int family,
                     struct gs_rows *rows)
{
    struct gs_failure failure = failure_of(context, answer);
    bool is_first = family == AF_INET || !gs_family_is_asked(context, AF_INET);
    if (answer->outcome == GS_OUTCOME_CANCELLED) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "Stopped before an answer came: r asks again.");
    } else if (failure.trap != NULL) {
        struct gs_buf text = {0};
        gs_buf_addf(&text, "▲ %s", failure.meaning);
        gs_rows_sentence(rows, GS_ROLE_WARN, gs_buf_text(&text));
        gs_buf_fini(&text);
    } else {
        gs_rows_sentence(rows, GS_ROLE_DIM, failure.meaning);
        gs_rows_sentence(rows, GS_ROLE_DIM, failure.advice);
    }
    if (is_first) { /* once is enough */
        gs_build_traps(context->digest, failure.trap, rows);
    }
}
