/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/whois_words.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/question.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/whois_date.h"
#include "gaiscope/rules/whois_facts.h"

#include <stdio.h>
#include <string.h>

const char *gs_whois_hop_sign(const struct gs_whois_hop *hop)
{
    switch (hop->result) {
    case GS_WHOIS_WAITING:
        return "";
    case GS_WHOIS_REFERS:
        return "→";
    case GS_WHOIS_FINAL:
        return "✓";
    case GS_WHOIS_NO_MATCH:
        return "–";
    case GS_WHOIS_NOT_UNDERSTOOD:
        return "▲";
    case GS_WHOIS_RATE_LIMIT:
    case GS_WHOIS_NO_TEXT:
    case GS_WHOIS_FAILED:
        break;
    }
    return "✗";
}

static const char *waiting_word(enum gs_whois_step step)
{
    return step == GS_WHOIS_RESOLVING    ? "asks for its address"
           : step == GS_WHOIS_CONNECTING ? "connects"
                                         : "reads";
}

static const char *failure_word(const struct gs_whois_hop *hop)
{
    switch (hop->outcome) {
    case GS_OUTCOME_REFUSED:
        return "port closed";
    case GS_OUTCOME_TIMED_OUT:
        return hop->step == GS_WHOIS_READING ? "silent" : "no reply";
    case GS_OUTCOME_UNREACHABLE:
        return "no route";
    case GS_OUTCOME_FAILED:
        return hop->step == GS_WHOIS_READING ? "broke off" : "failed";
    default:
        return gs_outcome_word(hop->outcome);
    }
}

void gs_whois_hop_number(const struct gs_whois *whois, size_t at,
                         char out[GS_WHOIS_NUMBER_MAX])
{
    const struct gs_whois_hop *hops = whois->hops.items;
    size_t first = at;
    while (first > 0 && hops[first - 1].number == hops[at].number) {
        first--;
    }
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t behind = at - first;
    (void)snprintf(out, GS_WHOIS_NUMBER_MAX, "%u%.*s", hops[at].number,
                   behind > 0 ? 1 : 0, &letters[behind % (sizeof letters - 1)]);
}

static void put_referral(struct gs_buf *out, const struct gs_whois *whois, size_t at)
{
    const struct gs_whois_hop_list *hops = &whois->hops;
    if (at + 1 < hops->count) {
        gs_buf_addf(out, "refers to the %s",
                    gs_whois_role_word(hops->items[at + 1].role));
    } else {
        gs_buf_addf(out, "refers to %s", hops->items[at].referral);
    }
}

void gs_whois_hop_words(struct gs_buf *out, const struct gs_whois *whois, size_t at)
{
    const struct gs_whois_hop *hop = &whois->hops.items[at];
    bool asks_parent =
        at + 1 < whois->hops.count && whois->hops.items[at + 1].number == hop->number;
    switch (hop->result) {
    case GS_WHOIS_WAITING:
        gs_buf_add_text(out, hop->outcome == GS_OUTCOME_CANCELLED
                                 ? "stopped"
                                 : waiting_word(hop->step));
        return;
    case GS_WHOIS_REFERS:
        put_referral(out, whois, at);
        break;
    case GS_WHOIS_FINAL:
        gs_buf_add_text(out, "final text");
        break;
    case GS_WHOIS_NO_MATCH:
        gs_buf_add_text(out, "no match");
        break;
    case GS_WHOIS_RATE_LIMIT:
        gs_buf_add_text(out, "wants fewer questions");
        break;
    case GS_WHOIS_NO_TEXT:
        gs_buf_add_text(out, "closed without a word");
        break;
    case GS_WHOIS_NOT_UNDERSTOOD:
        gs_buf_add_text(out, "no known field");
        break;
    case GS_WHOIS_FAILED:
        gs_buf_add_text(out, failure_word(hop));
        break;
    }
    if (asks_parent) {
        gs_buf_add_text(out, ", asks its parent");
    }
    if (hop->text.is_cut) {
        gs_buf_addf(out, ", cut");
    }
}

/* -- status -------------------------------------------------------------------------- */

static const struct {
    const char *code;
    const char *meaning;
    enum gs_sign sign; /* WARN: it is, or soon will be, out of use */
} meanings[] = {
    {"ok", "nothing is forbidden, nothing is under way", GS_SIGN_NONE},
    {"active", "in use", GS_SIGN_NONE},
    {"inactive", "no name server is set: not in DNS", GS_SIGN_WARN},
    {"connect", "in DNS", GS_SIGN_NONE},
    {"clientDeleteProhibited", "the registrar refuses to delete it", GS_SIGN_NONE},
    {"clientHold", "the registrar keeps it out of DNS", GS_SIGN_WARN},
    {"clientRenewProhibited", "the registrar refuses to renew it", GS_SIGN_NONE},
    {"clientTransferProhibited", "the registrar refuses a transfer", GS_SIGN_NONE},
    {"clientUpdateProhibited", "the registrar refuses changes", GS_SIGN_NONE},
    {"serverDeleteProhibited", "the registry refuses to delete it", GS_SIGN_NONE},
    {"serverHold", "the registry keeps it out of DNS", GS_SIGN_WARN},
    {"serverRenewProhibited", "the registry refuses to renew it", GS_SIGN_NONE},
    {"serverTransferProhibited", "the registry refuses a transfer", GS_SIGN_NONE},
    {"serverUpdateProhibited", "the registry refuses changes", GS_SIGN_NONE},
    {"pendingCreate", "it is being registered", GS_SIGN_NONE},
    {"pendingDelete", "it is being deleted", GS_SIGN_WARN},
    {"pendingRenew", "it is being renewed", GS_SIGN_NONE},
    {"pendingRestore", "it is being taken back from deletion", GS_SIGN_NONE},
    {"pendingTransfer", "it goes to another registrar", GS_SIGN_NONE},
    {"pendingUpdate", "a change is under way", GS_SIGN_NONE},
    {"addPeriod", "registered a few days ago: may be given back", GS_SIGN_NONE},
    {"autoRenewPeriod", "renewed by the registry a few days ago", GS_SIGN_NONE},
    {"renewPeriod", "renewed a few days ago", GS_SIGN_NONE},
    {"transferPeriod", "transferred a few days ago", GS_SIGN_NONE},
    {"redemptionPeriod", "expired: its holder may still take it back", GS_SIGN_WARN},
    {"ASSIGNED PA", "addresses of a provider, given to a customer", GS_SIGN_NONE},
    {"ASSIGNED PI", "addresses that do not depend on a provider", GS_SIGN_NONE},
    {"ALLOCATED PA", "addresses of a provider", GS_SIGN_NONE},
    {"LEGACY", "given out before there were regional registries", GS_SIGN_NONE},
};

#define CODE_COUNT (sizeof meanings / sizeof meanings[0])

/* "client transfer prohibited" and "clientTransferProhibited" are one. */
static bool is_same_code(const char *status, const char *code)
{
    while (*code != '\0') {
        while (*status == ' ' && *code != ' ') {
            status++;
        }
        if (gs_text_compare_case(status, code, 1) != 0) {
            return false;
        }
        status++;
        code++;
    }
    return *status == '\0';
}

/* The place of a code in the table; CODE_COUNT: it is not there. */
static size_t find_code(const char *status)
{
    size_t at = 0;
    while (at < CODE_COUNT && !is_same_code(status, meanings[at].code)) {
        at++;
    }
    return at;
}

const char *gs_whois_status_meaning(const char *status)
{
    size_t at = find_code(status);
    return at < CODE_COUNT ? meanings[at].meaning : "";
}

void gs_whois_status_words(struct gs_words *out, const struct gs_whois *whois)
{
    const struct gs_text_list *list = &whois->facts.statuses;
    for (size_t i = 0; i < list->count; i++) {
        size_t at = find_code(list->items[i]);
        gs_words_add(out, "", "%s", list->items[i]);
        if (at < CODE_COUNT) {
            gs_words_remark(out, meanings[at].sign, "%s", meanings[at].meaning);
        }
    }
}

/* -- name servers -------------------------------------------------------------------- */

static const struct gs_dns_answer *ns_answer(const struct gs_dns_query_list *list,
                                             const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_dns_query *query = &list->items[i];
        if (query->type == GS_TYPE_NS && query->answer != NULL &&
            query->answer->outcome == GS_OUTCOME_ANSWERED &&
            gs_name_is_equal(query->name, name)) {
            return query->answer;
        }
    }
    return NULL;
}

static bool has_server(const struct gs_text_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_name_is_equal(list->items[i], name)) {
            return true;
        }
    }
    return false;
}

enum gs_whois_match gs_whois_match_servers(const struct gs_whois *whois,
                                           const struct gs_facts *facts)
{
    const struct gs_text_list *list = &whois->facts.name_servers;
    const char *told = whois->facts.texts[GS_WHOIS_NAME];
    const char *name = told != NULL ? told : whois->subject;
    const struct gs_dns_answer *answer = ns_answer(&facts->records, name);
    answer = answer != NULL ? answer : ns_answer(&facts->dns, name);
    if (whois->kind != GS_WHOIS_DOMAIN || list->count == 0 || answer == NULL) {
        return GS_WHOIS_MATCH_UNKNOWN;
    }
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type != GS_TYPE_NS || record->target == NULL) {
            continue;
        }
        if (!has_server(list, record->target)) {
            return GS_WHOIS_MATCH_DIFFERENT;
        }
        count++;
    }
    return count == list->count ? GS_WHOIS_MATCH_SAME : GS_WHOIS_MATCH_DIFFERENT;
}

static void add_servers(struct gs_words *out, const struct gs_whois *whois,
                        const struct gs_facts *facts)
{
    const struct gs_text_list *list = &whois->facts.name_servers;
    enum gs_whois_match match = gs_whois_match_servers(whois, facts);
    struct gs_buf text = {0};
    for (size_t i = 0; i < list->count; i++) {
        gs_buf_addf(&text, "%s%s", i == 0 ? "" : "   ", list->items[i]);
    }
    if (list->count == 0) {
        return;
    }
    gs_words_add(out, "name servers", "%s", gs_buf_text(&text));
    if (match == GS_WHOIS_MATCH_SAME) {
        gs_words_remark(out, GS_SIGN_OK, "same in DNS");
    } else if (match == GS_WHOIS_MATCH_DIFFERENT) {
        gs_words_remark(out, GS_SIGN_WARN, "DNS has others");
    }
    gs_buf_fini(&text);
}

/* -- facts --------------------------------------------------------------------------- */

static const char *text_of(const struct gs_whois *whois, enum gs_whois_fact fact)
{
    return whois->facts.texts[fact];
}

static void add_fact(struct gs_words *out, const struct gs_whois *whois,
                     const char *label, enum gs_whois_fact fact)
{
    if (text_of(whois, fact) != NULL) {
        gs_words_add(out, label, "%s", text_of(whois, fact));
    }
}

static void add_date(struct gs_words *out, const struct gs_whois *whois,
                     const char *label, enum gs_whois_fact fact, int64_t now_s)
{
    char date[GS_WHOIS_AGE_MAX];
    char age[GS_WHOIS_AGE_MAX];
    int64_t at_s = whois->facts.dates[fact];
    if (text_of(whois, fact) == NULL) {
        return;
    }
    if (!whois->facts.has_date[fact]) {
        gs_words_add(out, label, "%s", text_of(whois, fact));
        return;
    }
    gs_whois_date_format(at_s, date);
    gs_whois_age_format(at_s, now_s, age);
    gs_words_add(out, label, "%s", date);
    bool is_end = fact == GS_WHOIS_EXPIRES;
    int64_t days = gs_whois_days_until(at_s, now_s);
    gs_words_remark(out,
                    is_end && days < 0                     ? GS_SIGN_ERR
                    : is_end && days <= GS_WHOIS_SOON_DAYS ? GS_SIGN_WARN
                                                           : GS_SIGN_NONE,
                    "%s", age);
}

static void add_dates(struct gs_words *out, const struct gs_whois *whois, int64_t now_s)
{
    add_date(out, whois, "created", GS_WHOIS_CREATED, now_s);
    add_date(out, whois, "changed", GS_WHOIS_CHANGED, now_s);
    add_date(out, whois, "expires", GS_WHOIS_EXPIRES, now_s);
}

static void add_domain(struct gs_words *out, const struct gs_whois *whois)
{
    const char *name = text_of(whois, GS_WHOIS_NAME);
    if (name != NULL && !gs_name_is_equal(name, whois->asked)) {
        struct gs_buf shown = {0};
        gs_idn_show_inline(&shown, name);
        gs_words_add(out, "registered", "%s", gs_buf_text(&shown));
        gs_words_remark(out, GS_SIGN_NONE, "what was asked lies below it");
        gs_buf_fini(&shown);
    }
    add_fact(out, whois, "registrar", GS_WHOIS_REGISTRAR_NAME);
    if (text_of(whois, GS_WHOIS_REGISTRAR_ID) != NULL) {
        if (text_of(whois, GS_WHOIS_REGISTRAR_NAME) == NULL) {
            gs_words_add(out, "registrar", "%s", "");
        }
        gs_words_remark(out, GS_SIGN_NONE, "IANA id %s",
                        text_of(whois, GS_WHOIS_REGISTRAR_ID));
    }
}

static void add_network(struct gs_words *out, const struct gs_whois *whois)
{
    const char *network = text_of(whois, GS_WHOIS_NETWORK);
    const char *prefix = text_of(whois, GS_WHOIS_CIDR);
    add_fact(out, whois, whois->kind == GS_WHOIS_AS ? "AS number" : "network",
             GS_WHOIS_NETWORK);
    if (network != NULL && prefix != NULL && strcmp(network, prefix) != 0) {
        gs_words_remark(out, GS_SIGN_NONE, "%s", prefix);
    } else if (network == NULL) {
        add_fact(out, whois, "network", GS_WHOIS_CIDR);
    }
    add_fact(out, whois, "its name", GS_WHOIS_NETWORK_NAME);
    add_fact(out, whois, "origin", GS_WHOIS_ORIGIN);
}

static void add_holder(struct gs_words *out, const struct gs_whois *whois)
{
    const char *country = text_of(whois, GS_WHOIS_COUNTRY);
    add_fact(out, whois, "holder", GS_WHOIS_HOLDER);
    if (country != NULL && text_of(whois, GS_WHOIS_HOLDER) != NULL) {
        gs_words_remark(out, GS_SIGN_NONE, "%s", country);
    } else {
        add_fact(out, whois, "country", GS_WHOIS_COUNTRY);
    }
}

void gs_whois_fact_words(struct gs_words *out, const struct gs_whois *whois,
                         const struct gs_facts *facts, int64_t now_s)
{
    if (whois->kind == GS_WHOIS_DOMAIN) {
        add_domain(out, whois);
        add_dates(out, whois, now_s);
        add_servers(out, whois, facts);
        add_fact(out, whois, "DNSSEC", GS_WHOIS_DNSSEC);
        add_holder(out, whois);
    } else {
        add_network(out, whois);
        add_holder(out, whois);
        add_dates(out, whois, now_s);
    }
    add_fact(out, whois, "abuse", GS_WHOIS_ABUSE);
}
