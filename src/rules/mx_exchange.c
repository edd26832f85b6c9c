/* SPDX-License-Identifier: MIT */
#include "mx_exchange.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/question.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LABEL_MAX = 63, /* RFC 1035 2.3.4 */
    WIRE_MAX = 255,
};

struct record_refs GS_VEC_OF(const struct gs_record *);

bool gs_mx_is_settled(enum gs_outcome outcome)
{
    return outcome == GS_OUTCOME_ANSWERED || outcome == GS_OUTCOME_NO_DATA ||
           outcome == GS_OUTCOME_NO_SUCH_NAME;
}

bool gs_mx_is_literal(const char *domain, struct gs_address *out)
{
    char text[GS_ADDRESS_TEXT_MAX];
    size_t len = strlen(domain);
    bool has_brackets = len > 2 && domain[0] == '[' && domain[len - 1] == ']';
    if (has_brackets) {
        domain++;
        len -= 2;
        bool has_tag = len > 5 && gs_text_compare_case(domain, "IPv6:", 5) == 0;
        domain += has_tag ? 5 : 0;
        len -= has_tag ? 5 : 0;
    }
    if (len >= sizeof text) {
        return false;
    }
    memcpy(text, domain, len);
    text[len] = '\0';
    return gs_address_parse(text, out) == GS_OK;
}

/* Characters of the presentation form that stand for one octet: RFC 1035 5.1. */
static size_t octet_len(const char *at)
{
    if (at[0] != '\\' || at[1] == '\0') {
        return 1;
    }
    bool is_decimal = isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
                      isdigit((unsigned char)at[3]);
    return is_decimal ? 4 : 2;
}

/* Addresses in any form that libc reads: with colons or a zone, or ending in a number. */
static bool looks_like_address(const char *name)
{
    const char *last = strrchr(name, '.');
    const char *label = last == NULL ? name : last + 1;
    return strpbrk(name, ":%") != NULL ||
           (label[0] != '\0' && label[strspn(label, "0123456789")] == '\0');
}

const char *gs_mx_domain_problem(const char *name)
{
    size_t wire = 1;
    size_t label = 0;
    if (looks_like_address(name)) {
        return "An address is no mail domain: user@[address] would be delivered to it.";
    }
    if (name[0] == '\0' || strcmp(name, ".") == 0) {
        return "The root is no mail domain.";
    }
    if (!gs_name_is_for_dns(name)) {
        return "Names under .onion and localhost are never asked of DNS (RFC 7686, "
               "6761).";
    }
    if (strlen(name) > GS_NAME_MAX) {
        return "Not a mail domain: the name is longer than 255 bytes.";
    }
    for (const char *at = name; *at != '\0'; at += octet_len(at)) {
        if (*at == '.' && label == 0) {
            return "Not a mail domain: a label is empty.";
        }
        label = *at == '.' ? 0 : label + 1;
        wire += label == 1 ? 2 : label > 0; /* its length octet comes first */
        if (label > LABEL_MAX) {
            return "Not a mail domain: a label is longer than 63 bytes.";
        }
    }
    return wire > WIRE_MAX ? "Not a mail domain: the name is longer than 255 bytes."
                           : NULL;
}

const char *gs_mx_exchange_problem(const char *name)
{
    struct gs_address address;
    if (strcmp(name, ".") == 0) {
        return "a null MX beside others: RFC 7505 forbids it";
    }
    if (gs_address_parse(name, &address) == GS_OK) {
        return "is an address, not a name: never used";
    }
    if (gs_mx_domain_problem(name) != NULL) {
        return "cannot be asked of DNS: never used";
    }
    for (const char *at = name; *at != '\0'; at++) {
        if (!isalnum((unsigned char)*at) && strchr("-._", *at) == NULL) {
            return "is not a host name: never used";
        }
    }
    return NULL;
}

static int compare_records(const void *a, const void *b)
{
    const struct gs_record *left = *(const struct gs_record *const *)a;
    const struct gs_record *right = *(const struct gs_record *const *)b;
    if (left->preference != right->preference) {
        return left->preference < right->preference ? -1 : 1;
    }
    return gs_text_compare_case(left->target != NULL ? left->target : left->text,
                                right->target != NULL ? right->target : right->text,
                                SIZE_MAX);
}

/* The MX records of a name, each once, sorted. Owns: the caller. */
static struct record_refs records_of(const struct gs_dns_answer *answer, const char *name)
{
    struct record_refs refs = {0};
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_MX && gs_name_is_equal(record->name, name)) {
            gs_vec_push(&refs, record);
        }
    }
    if (refs.count < 2) {
        return refs;
    }
    qsort(refs.items, refs.count, sizeof *refs.items, compare_records);
    size_t kept = 1;
    for (size_t i = 1; i < refs.count; i++) {
        if (compare_records(&refs.items[kept - 1], &refs.items[i]) != 0) {
            refs.items[kept++] = refs.items[i];
        }
    }
    refs.count = kept;
    return refs;
}

static void add_exchange(struct gs_mx_plan *plan, const struct gs_record *record)
{
    bool has_name = record->target != NULL && !record->is_malformed;
    const char *problem = has_name ? gs_mx_exchange_problem(record->target)
                                   : "the record is malformed: never used";
    struct gs_exchange exchange = {
        .name = gs_mem_copy_text(has_name ? record->target : record->text),
        .problem = gs_mem_copy_text(problem),
        .status = problem != NULL ? GS_EXCHANGE_NONE : GS_EXCHANGE_WAITING,
        .ttl_s = record->ttl_s,
        .preference = record->preference,
        .has_v4_answer = problem != NULL,
        .has_v6_answer = problem != NULL,
    };
    gs_vec_push(&plan->exchanges, exchange);
}

size_t gs_mx_exchange_add_all(struct gs_mx_plan *plan, const struct gs_dns_answer *answer,
                              const char *name)
{
    struct record_refs refs = records_of(answer, name);
    for (size_t i = 0; i < refs.count; i++) {
        if (i < GS_EXCHANGES_MAX) {
            add_exchange(plan, refs.items[i]);
        } else {
            plan->left_out++;
        }
    }
    gs_vec_fini(&refs);
    return plan->exchanges.count;
}

/* Replaces the problem; what is said last weighs most. */
static void set_problem(struct gs_exchange *exchange, const char *problem)
{
    free(exchange->problem);
    exchange->problem = gs_mem_copy_text(problem);
}

/* Keeps the answer's addresses; returns how many it had. */
static size_t keep_addresses(struct gs_exchange *exchange,
                             const struct gs_dns_answer *answer, const char *final_name)
{
    size_t found = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type != answer->type || record->address.family == 0 ||
            !gs_name_is_equal(record->name, final_name)) {
            continue;
        }
        found++;
        if (exchange->addresses.count < GS_MX_ADDRESSES_MAX) {
            gs_vec_push(&exchange->addresses, record->address);
        } else {
            set_problem(exchange, "has more than 32 addresses");
        }
    }
    return found;
}

/* What the answer says about its family, once a chain without end or a cut message counts
 * as what it is: no answer. */
static enum gs_outcome take_family(struct gs_exchange *exchange,
                                   const struct gs_dns_answer *answer)
{
    const char *final_name = gs_dns_answer_final_name(answer);
    if (!gs_mx_is_settled(answer->outcome)) {
        return answer->outcome;
    }
    if (final_name == NULL) {
        return GS_OUTCOME_BAD_ANSWER;
    }
    if (keep_addresses(exchange, answer, final_name) > 0) {
        return GS_OUTCOME_ANSWERED;
    }
    if (answer->has_broken_end || answer->left_out > 0) {
        return GS_OUTCOME_BAD_ANSWER;
    }
    return answer->outcome == GS_OUTCOME_NO_SUCH_NAME ? GS_OUTCOME_NO_SUCH_NAME
                                                      : GS_OUTCOME_NO_DATA;
}

static void describe_unsettled(struct gs_exchange *exchange)
{
    bool is_v4 = !gs_mx_is_settled(exchange->v4_outcome);
    enum gs_outcome outcome = is_v4 ? exchange->v4_outcome : exchange->v6_outcome;
    int rcode = is_v4 ? exchange->v4_rcode : exchange->v6_rcode;
    char text[96];
    (void)snprintf(text, sizeof text, "%s not known: %s", is_v4 ? "A" : "AAAA",
                   gs_dns_word(outcome, rcode));
    set_problem(exchange, text);
}

/* One address makes it usable; otherwise both answers are waited for. */
static void judge(struct gs_exchange *exchange)
{
    bool is_done = exchange->has_v4_answer && exchange->has_v6_answer;
    bool is_unsettled = is_done && (!gs_mx_is_settled(exchange->v4_outcome) ||
                                    !gs_mx_is_settled(exchange->v6_outcome));
    if (exchange->addresses.count > 0) {
        exchange->status = GS_EXCHANGE_OK;
        if (is_unsettled) {
            describe_unsettled(exchange);
        }
    } else if (!is_done) {
        return;
    } else if (exchange->v4_outcome == GS_OUTCOME_NO_SUCH_NAME ||
               exchange->v6_outcome == GS_OUTCOME_NO_SUCH_NAME) {
        exchange->status = GS_EXCHANGE_NXDOMAIN;
        set_problem(exchange, "no such name: never used");
    } else if (is_unsettled) {
        exchange->status = GS_EXCHANGE_TEMPORARY_FAILURE;
        describe_unsettled(exchange);
    } else {
        exchange->status = GS_EXCHANGE_NODATA;
        set_problem(exchange, "no address: never used");
    }
}

void gs_mx_exchange_take(struct gs_exchange *exchange, const struct gs_dns_answer *answer,
                         bool is_listed)
{
    bool is_v4 = answer->type == GS_TYPE_A;
    bool *has_answer = is_v4 ? &exchange->has_v4_answer : &exchange->has_v6_answer;
    if (*has_answer) {
        return;
    }
    *has_answer = true;
    const char *final_name = gs_dns_answer_final_name(answer);
    bool is_alias = final_name == NULL || !gs_name_is_equal(final_name, exchange->name);
    if (is_listed && is_alias && exchange->problem == NULL) {
        set_problem(exchange, "is a CNAME: RFC 2181 forbids it");
    }
    enum gs_outcome outcome = take_family(exchange, answer);
    *(is_v4 ? &exchange->v4_outcome : &exchange->v6_outcome) = outcome;
    *(is_v4 ? &exchange->v4_rcode : &exchange->v6_rcode) = answer->rcode;
    judge(exchange);
}
