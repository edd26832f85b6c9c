/* SPDX-License-Identifier: MIT */
#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/idn.h"

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

void gs_clause_count(struct gs_verdict *verdict, const struct gs_lookup *lookup)
{
    const struct gs_system_answer *answer = lookup->now.system;
    size_t v4 = gs_system_answer_count(answer, AF_INET);
    size_t v6 = gs_system_answer_count(answer, AF_INET6);
    const char *first = answer->rows.count > 0 && answer->rows.items[0].family == AF_INET6
                            ? "IPv6"
                            : "IPv4";
    const char *how = v4 > 0 && v6 > 0                             ? " first"
                      : lookup->question.hints.family == AF_UNSPEC ? " only"
                                                                   : " asked";
    gs_clause_add(verdict, "%zu address%s, %s%s", v4 + v6, v4 + v6 == 1 ? "" : "es",
                  first, how);
    if (answer->is_truncated) {
        gs_clause_look(verdict, "%u rows left out", answer->left_out);
    }
}

/* What only one side has. */
struct difference {
    size_t count;             /* addresses */
    size_t v6_count;          /* of them IPv6 */
    struct gs_address sample; /* the first of them */
};

static void note(struct difference *difference, const struct gs_address *address)
{
    if (difference->count++ == 0) {
        difference->sample = *address;
    }
    difference->v6_count += address->family == AF_INET6;
}

static void tell_difference(struct gs_verdict *verdict, const char *side,
                            const struct difference *difference)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (difference->count == 1) {
        gs_address_format(&difference->sample, text);
        gs_clause_look(verdict, "only %s has %s", side, text);
    } else if (difference->count > 1) {
        gs_clause_look(verdict, "only %s has %zu addresses", side, difference->count);
    }
}

/* The family that ADDRCONFIG kept out of libc's answer, where that explains it; NULL: none. */
static const char *kept_out(const struct gs_lookup *lookup,
                            const struct gs_machine *machine,
                            const struct difference *dns)
{
    bool is_v6 = dns->v6_count == dns->count;
    bool is_v4 = dns->v6_count == 0;
    bool is_flagged = machine != NULL && dns->count > 0 &&
                      (lookup->question.hints.flags & AI_ADDRCONFIG) != 0;
    int family = is_v6 ? AF_INET6 : AF_INET;
    if (!is_flagged || (!is_v4 && !is_v6) ||
        gs_system_answer_count(lookup->now.system, family) > 0) {
        return NULL;
    }
    int source = is_v6 ? machine->source_v6.family : machine->source_v4.family;
    return source != 0 ? NULL : is_v6 ? "IPv6" : "IPv4";
}

static void tell_differences(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                             const struct gs_machine *machine)
{
    struct difference libc = {0};
    struct difference dns = {0};
    int family = lookup->question.hints.family;
    struct gs_set set = gs_answer_set(&lookup->now);
    for (size_t i = 0; i < set.count; i++) {
        const struct gs_set_member *member = &set.items[i];
        bool is_asked = family != AF_INET || member->address.family == AF_INET;
        if (member->in_libc && !member->in_dns) {
            note(&libc, &member->address);
        } else if (member->in_dns && !member->in_libc && is_asked &&
                   (family != AF_INET6 || member->address.family == AF_INET6)) {
            note(&dns, &member->address);
        }
    }
    gs_vec_fini(&set);
    const char *hidden = kept_out(lookup, machine, &dns);
    tell_difference(verdict, "libc", &libc);
    if (hidden != NULL) {
        gs_clause_add(verdict, "ADDRCONFIG leaves %s out", hidden);
    } else {
        tell_difference(verdict, "DNS", &dns);
    }
}

void gs_clause_relation(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                        const struct gs_machine *machine)
{
    switch (gs_answer_relation(lookup)) {
    case GS_SET_UNKNOWN:
        break;
    case GS_SET_SAME:
    case GS_SET_BOTH_EMPTY:
        gs_clause_add(verdict, "libc and DNS agree");
        break;
    case GS_SET_DIFFERENT:
        tell_differences(verdict, lookup, machine);
        break;
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

const char *gs_clause_search_domain(const struct gs_lookup *lookup,
                                    const struct gs_machine *machine)
{
    const char *name = canonical_name(lookup);
    const char *node = gs_question_node(&lookup->question);
    size_t len = node == NULL ? 0 : strlen(node);
    if (name == NULL || machine == NULL || len == 0 ||
        gs_text_compare_case(name, node, len) != 0 || name[len] != '.') {
        return NULL;
    }
    for (size_t i = 0; i < machine->resolver.search_count; i++) {
        const char *domain = machine->resolver.search[i];
        if (domain[0] != '\0' && gs_name_is_equal(name + len + 1, domain)) {
            return domain;
        }
    }
    return NULL;
}

/* A name in its readable form, cut in its middle, behind some words. */
static void add_name(struct gs_verdict *verdict, const char *before, const char *name)
{
    struct gs_buf shown = {0};
    struct gs_buf cut = {0};
    gs_idn_show(&shown, name);
    gs_text_cut_middle(&cut, gs_buf_text(&shown), NAME_CELLS);
    gs_clause_add(verdict, "%s%s", before, gs_buf_text(&cut));
    gs_buf_fini(&shown);
    gs_buf_fini(&cut);
}

void gs_clause_name(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                    const struct gs_machine *machine)
{
    const struct gs_question *question = &lookup->question;
    const char *name = canonical_name(lookup);
    const char *node = gs_question_node(question);
    const char *domain = gs_clause_search_domain(lookup, machine);
    bool is_idn = strcmp(question->host_ascii, question->host_unicode) != 0;
    if (question->idn_error[0] != '\0') {
        gs_clause_look(verdict, "%s", question->idn_error);
    }
    if (domain != NULL) {
        add_name(verdict, "search domain added: ", domain);
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
        gs_endpoint_format(&failing->server, 53, server);
        gs_clause_add(verdict, "the name server %s says %s", server, rcode);
    } else if (machine != NULL && count == 0) {
        gs_clause_add(verdict, "no name server is configured");
    } else if (!gs_verdict_is_dns_dead(&lookup->now)) {
        return;
    } else if (count == 1) {
        gs_endpoint_format(&machine->resolver.servers[0], 53, server);
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
        gs_clause_add(verdict, "%s %d%s%s", error->name, error->code,
                      text[0] != '\0' ? ", " : "", text);
    } else if (text[0] != '\0') {
        gs_clause_add(verdict, "%s", text);
    }
}
