/* SPDX-License-Identifier: MIT */
#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/nat64_rules.h"
#include "gaiscope/rules/order.h"
#include "gaiscope/rules/provenance.h"
#include "gaiscope/rules/spoof.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    NAME_CELLS = 60, /* of a name in a clause */
};

static void __attribute__((format(printf, 2, 0)))
add(struct gs_verdict *verdict, const char *format, va_list arguments)
{
    char text[4 * GS_CLAUSE_MAX];
    if (verdict->clause_count == GS_CLAUSES_MAX) {
        return;
    }
    (void)vsnprintf(text, sizeof text, format, arguments);
    char *out = verdict->clauses[verdict->clause_count++];
    size_t len = 0;
    for (size_t total = strlen(text); len < total;) {
        size_t step = gs_text_decode(text + len, total - len).len_bytes;
        if (len + step >= GS_CLAUSE_MAX) {
            break;
        }
        len += step;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

void gs_clause_add(struct gs_verdict *verdict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(verdict, format, arguments);
    va_end(arguments);
}

void gs_clause_look(struct gs_verdict *verdict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(verdict, format, arguments);
    va_end(arguments);
    if (verdict->kind == GS_VERDICT_GOOD) {
        verdict->kind = GS_VERDICT_LOOK;
    }
}

/* The rule that puts the first family before the other one; 0: not known. */
static int deciding_rule(const struct gs_lookup *lookup, const struct gs_machine *machine)
{
    const struct gs_addrinfo_list *rows = &lookup->now.system->rows;
    bool has_v6 = lookup->now.system->has_v6_address;
    size_t other = 1;
    while (other < rows->count && rows->items[other].family == rows->items[0].family) {
        other++;
    }
    if (lookup->question.is_null || machine == NULL || other >= rows->count ||
        machine->policy.precedences.count == 0) {
        return 0;
    }
    const struct gs_addrinfo *a = &rows->items[0];
    const struct gs_addrinfo *b = &rows->items[other];
    struct gs_order_item first =
        gs_order_item_of(&a->address, &a->source, &machine->policy, has_v6);
    struct gs_order_item second =
        gs_order_item_of(&b->address, &b->source, &machine->policy, has_v6);
    struct gs_order_pair pair = gs_order_compare(&first, &second);
    return pair.winner < 0 ? pair.rule : 0;
}

static size_t count_v6_rows(const struct gs_system_answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        count += answer->rows.items[i].family == AF_INET6;
    }
    return count;
}

/* Rows of NAT64 addresses: IPv6 on the way, IPv4 at the host. */
static size_t count_synthetic(const struct gs_system_answer *answer,
                              const struct gs_machine *machine)
{
    const struct gs_nat64 *nat64 = machine == NULL ? NULL : &machine->nat64;
    size_t count = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        count += gs_nat64_inside(nat64, &answer->rows.items[i].address, NULL);
    }
    return count;
}

void gs_clause_count(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                     const struct gs_machine *machine)
{
    const struct gs_system_answer *answer = lookup->now.system;
    size_t v4 = gs_system_answer_count(answer, AF_INET);
    size_t v6 = gs_system_answer_count(answer, AF_INET6);
    size_t synthetic = count_synthetic(answer, machine);
    bool is_all_synthetic = synthetic > 0 && synthetic == count_v6_rows(answer);
    const char *how = is_all_synthetic                             ? " only by NAT64"
                      : v4 > 0 && v6 > 0                           ? " first"
                      : lookup->question.hints.family == AF_UNSPEC ? " only"
                                                                   : " asked";
    int rule = v4 > 0 && v6 > 0 && !is_all_synthetic ? deciding_rule(lookup, machine) : 0;
    const char *first = is_all_synthetic || (answer->rows.count > 0 &&
                                             answer->rows.items[0].family == AF_INET6)
                            ? "IPv6"
                            : "IPv4";
    char by_rule[24] = "";
    if (rule > 0) {
        (void)snprintf(by_rule, sizeof by_rule, " by rule %d", rule);
    }
    gs_clause_add(verdict, "%zu address%s, %s%s%s", v4 + v6, v4 + v6 == 1 ? "" : "es",
                  first, how, by_rule);
    if (answer->is_truncated) {
        gs_clause_look(verdict, "%u rows left out", answer->left_out);
    }
}

void gs_clause_findings(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                        const struct gs_machine *machine)
{
    struct gs_finding_list findings = gs_findings_of(lookup, machine);
    bool is_failed = verdict->kind == GS_VERDICT_BAD;
    for (size_t i = 0; i < findings.count; i++) {
        const struct gs_finding *finding = &findings.items[i];
        if (finding->weight == GS_FINDING_LOOK) {
            gs_clause_look(verdict, "%s", finding->clause);
        } else if (finding->weight == GS_FINDING_NOTE && !is_failed) {
            gs_clause_add(verdict, "%s", finding->clause);
        }
    }
    gs_vec_fini(&findings);
}

void gs_clause_agreement(struct gs_verdict *verdict, const struct gs_lookup *lookup)
{
    enum gs_set_relation relation = gs_answer_relation(lookup);
    if (relation == GS_SET_SAME || relation == GS_SET_BOTH_EMPTY) {
        gs_clause_add(verdict, "libc and DNS agree");
    }
}

/* The word of the host's question for a type where DNS did not say what there is; else NULL. */
static const char *lost_word(const struct gs_lookup *lookup, uint16_t type)
{
    const char *node = gs_question_node(&lookup->question);
    const struct gs_dns_query *query =
        node == NULL ? NULL : gs_facts_find_query(&lookup->now, node, type);
    const struct gs_dns_answer *answer = query == NULL ? NULL : query->answer;
    return answer == NULL || !gs_outcome_is_temporary(answer->outcome)
               ? NULL
               : gs_dns_word(answer->outcome, answer->rcode);
}

void gs_clause_partial(struct gs_verdict *verdict, const struct gs_lookup *lookup)
{
    int family = lookup->question.hints.family;
    const char *a = family == AF_INET6 ? NULL : lost_word(lookup, GS_TYPE_A);
    const char *aaaa = family == AF_INET ? NULL : lost_word(lookup, GS_TYPE_AAAA);
    if (a != NULL && aaaa != NULL) {
        gs_clause_look(verdict, "DNS has no answer: %s", a);
    } else if (a != NULL || aaaa != NULL) {
        gs_clause_look(verdict, "%s not known: %s", a != NULL ? "A" : "AAAA",
                       a != NULL ? a : aaaa);
    }
}

static const char *canonical_name(const struct gs_lookup *lookup)
{
    const struct gs_system_answer *answer = lookup->now.system;
    return answer != NULL && answer->rows.count > 0 ? answer->rows.items[0].canonname
                                                    : NULL;
}

/* A name in its readable form, cut in its middle, behind some words. */
static void add_name(struct gs_verdict *verdict, const char *before, const char *name)
{
    struct gs_buf shown = {0};
    struct gs_buf cut = {0};
    gs_idn_show_inline(&shown, name);
    gs_text_cut_middle(&cut, gs_buf_text(&shown), NAME_CELLS);
    gs_clause_add(verdict, "%s%s", before, gs_buf_text(&cut));
    gs_buf_fini(&shown);
    gs_buf_fini(&cut);
}

/* What an international name can be taken for, or that nobody writes it so. */
static bool add_look(struct gs_verdict *verdict, const char *host)
{
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    bool is_odd = false;
    gs_spoof_judge(&labels);
    for (size_t i = 0; i < labels.count && !is_odd; i++) {
        const struct gs_idn_label *label = &labels.items[i];
        is_odd = label->look.kind != GS_LOOK_NONE || label->is_mixed_script;
        if (label->look.kind != GS_LOOK_NONE) {
            gs_clause_look(verdict, "looks like %s and is not", label->look.text);
        } else if (is_odd) {
            gs_clause_look(verdict, "mixed scripts, %s", label->scripts);
        }
    }
    gs_vec_fini(&labels);
    return is_odd;
}

void gs_clause_name(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                    const struct gs_machine *machine)
{
    const struct gs_question *question = &lookup->question;
    const char *name = canonical_name(lookup);
    const char *node = gs_question_node(question);
    const char *domain = gs_search_domain_of(lookup, machine);
    bool is_idn = strcmp(question->host_ascii, question->host_unicode) != 0;
    if (question->idn_error[0] != '\0') {
        gs_clause_look(verdict, "%s", question->idn_error);
    } else if (is_idn && add_look(verdict, question->host)) {
        is_idn = false; /* that both forms agree counts less */
    }
    if (domain != NULL) {
        gs_clause_look(verdict, "another name than asked");
    } else if (name != NULL && node != NULL && !gs_name_is_equal(name, node)) {
        add_name(verdict, "canonical name is ", name);
    } else if (is_idn && question->idn_error[0] == '\0') {
        gs_clause_add(verdict, "both forms of the name agree");
    } else if (name != NULL) {
        gs_clause_add(verdict, "name as asked");
    }
}

bool gs_verdict_is_dns_dead(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_answer *answer = facts->dns.items[i].answer;
        if (answer == NULL || answer->rcode >= 0 ||
            !gs_outcome_is_temporary(answer->outcome)) {
            return false;
        }
    }
    return facts->dns.count > 0;
}

/* Whether every question found closed ports. */
static bool is_port_closed(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_answer *answer = facts->dns.items[i].answer;
        if (answer == NULL || !gs_dns_is_port_closed(answer->outcome, answer->rcode)) {
            return false;
        }
    }
    return facts->dns.count > 0;
}

const char *gs_verdict_dead_word(const struct gs_facts *facts)
{
    return gs_dns_word(is_port_closed(facts) ? GS_OUTCOME_REFUSED : GS_OUTCOME_TIMED_OUT,
                       -1);
}

/* The first failing code that a server sent; NULL: none. */
static const struct gs_dns_answer *find_failing(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_answer *answer = facts->dns.items[i].answer;
        if (answer != NULL && answer->rcode > 0 &&
            gs_outcome_is_temporary(answer->outcome)) {
            return answer;
        }
    }
    return NULL;
}

void gs_clause_servers(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                       const struct gs_machine *machine)
{
    char server[GS_ENDPOINT_TEXT_MAX];
    char rcode[GS_RCODE_TEXT_MAX];
    const struct gs_dns_answer *failing = find_failing(&lookup->now);
    size_t count = machine == NULL ? 0 : machine->resolver.server_count;
    if (failing != NULL) {
        gs_rcode_format(failing->rcode, rcode);
        gs_endpoint_format(&failing->server, GS_DNS_PORT, server);
        gs_clause_add(verdict, "the name server %s says %s", server, rcode);
    } else if (machine != NULL && count == 0) {
        gs_clause_add(verdict, "no name server is configured");
    } else if (!gs_verdict_is_dns_dead(&lookup->now)) {
        return;
    } else if (count == 1) {
        gs_endpoint_format(&machine->resolver.servers[0], GS_DNS_PORT, server);
        gs_clause_add(verdict, "the name server %s %s", server,
                      is_port_closed(&lookup->now) ? "has its port closed"
                                                   : "does not answer");
    } else {
        gs_clause_add(verdict, "no name server answers");
    }
}

void gs_clause_error(struct gs_verdict *verdict, const struct gs_eai *error)
{
    char text[sizeof error->text];
    (void)snprintf(text, sizeof text, "%s", error->text);
    if (isupper((unsigned char)text[0]) && islower((unsigned char)text[1])) {
        text[0] = (char)tolower((unsigned char)text[0]);
    }
    if (error->code != 0) {
        struct gs_buf code = {0};
        gs_eai_format(&code, error);
        gs_clause_add(verdict, "%s%s%s", gs_buf_text(&code), text[0] != '\0' ? ", " : "",
                      text);
        gs_buf_fini(&code);
    } else if (text[0] != '\0') {
        gs_clause_add(verdict, "%s", text);
    }
}
