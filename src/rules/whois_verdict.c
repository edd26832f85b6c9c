/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/whois_verdict.h"

#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/question.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/whois_date.h"
#include "gaiscope/rules/whois_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_CELLS = 40, /* of what comes from outside */
};

/* A clause with a text from outside. */
static void add_outside(struct gs_verdict *verdict, const char *before, const char *text)
{
    char *safe = gs_text_sanitised(text);
    struct gs_buf cut = {0};
    gs_text_cut_end(&cut, safe, NAME_CELLS);
    gs_clause_add(verdict, "%s%s", before, gs_buf_text(&cut));
    gs_buf_fini(&cut);
    free(safe);
}

static void add_end(struct gs_verdict *verdict, const struct gs_whois_facts *facts,
                    int64_t now_s)
{
    char date[GS_WHOIS_AGE_MAX];
    if (!facts->has_date[GS_WHOIS_EXPIRES]) {
        return;
    }
    int64_t days = gs_whois_days_until(facts->dates[GS_WHOIS_EXPIRES], now_s);
    gs_whois_date_format(facts->dates[GS_WHOIS_EXPIRES], date);
    if (days < 0) {
        gs_clause_look(verdict, "expired on %s", date);
    } else if (days <= GS_WHOIS_SOON_DAYS) {
        gs_clause_look(verdict, "until %s: %" PRId64 " day%s left", date, days,
                       days == 1 ? "" : "s");
    } else {
        gs_clause_add(verdict, "until %s", date);
    }
}

static void add_servers(struct gs_verdict *verdict, const struct gs_whois *whois,
                        const struct gs_facts *facts)
{
    size_t count = whois->facts.name_servers.count;
    const char *plural = gs_plural(count, "", "s");
    if (count == 0) {
        return;
    }
    switch (gs_whois_match_servers(whois, facts)) {
    case GS_WHOIS_MATCH_SAME:
        gs_clause_add(verdict, "%zu name server%s, DNS has the same", count, plural);
        break;
    case GS_WHOIS_MATCH_DIFFERENT:
        gs_clause_look(verdict, "DNS has other name servers");
        break;
    case GS_WHOIS_MATCH_UNKNOWN:
        gs_clause_add(verdict, "%zu name server%s", count, plural);
        break;
    }
}

static void add_holds(struct gs_verdict *verdict, const struct gs_text_list *statuses)
{
    for (size_t i = 0; i < statuses->count; i++) {
        const char *status = statuses->items[i];
        if (strcmp(status, "clientHold") == 0 || strcmp(status, "serverHold") == 0 ||
            strcmp(status, "pendingDelete") == 0 ||
            strcmp(status, "redemptionPeriod") == 0) {
            gs_clause_look(verdict, "%s", gs_whois_status_meaning(status));
        }
    }
}

static void add_domain(struct gs_verdict *verdict, const struct gs_whois *whois,
                       const struct gs_facts *facts, int64_t now_s)
{
    const char *const *texts = (const char *const *)whois->facts.texts;
    if (texts[GS_WHOIS_NAME] != NULL &&
        !gs_name_is_equal(texts[GS_WHOIS_NAME], whois->asked)) {
        struct gs_buf name = {0};
        gs_idn_show_inline(&name, texts[GS_WHOIS_NAME]);
        add_outside(verdict, "as ", gs_buf_text(&name));
        gs_buf_fini(&name);
    }
    add_end(verdict, &whois->facts, now_s);
    add_holds(verdict, &whois->facts.statuses);
    if (texts[GS_WHOIS_REGISTRAR_NAME] != NULL) {
        add_outside(verdict, "by ", texts[GS_WHOIS_REGISTRAR_NAME]);
    }
    add_servers(verdict, whois, facts);
}

static void add_network(struct gs_verdict *verdict, const struct gs_whois *whois)
{
    const char *const *texts = (const char *const *)whois->facts.texts;
    const char *network =
        texts[GS_WHOIS_CIDR] != NULL ? texts[GS_WHOIS_CIDR] : texts[GS_WHOIS_NETWORK];
    if (network != NULL) {
        add_outside(verdict, "", network);
    }
    if (texts[GS_WHOIS_HOLDER] != NULL) {
        add_outside(verdict, "held by ", texts[GS_WHOIS_HOLDER]);
    } else if (texts[GS_WHOIS_NETWORK_NAME] != NULL) {
        add_outside(verdict, "named ", texts[GS_WHOIS_NETWORK_NAME]);
    }
    if (texts[GS_WHOIS_COUNTRY] != NULL) {
        add_outside(verdict, "", texts[GS_WHOIS_COUNTRY]);
    }
    if (texts[GS_WHOIS_ORIGIN] != NULL) {
        add_outside(verdict, "origin ", texts[GS_WHOIS_ORIGIN]);
    }
}

static void add_problem(struct gs_verdict *verdict, const struct gs_whois *whois)
{
    if (whois->problem != NULL) {
        size_t len = strlen(whois->problem);
        bool has_dot = len > 0 && whois->problem[len - 1] == '.';
        gs_clause_add(verdict, "%.*s", (int)(has_dot ? len - 1 : len), whois->problem);
    }
}

static void set_word(struct gs_verdict *verdict, enum gs_verdict_kind kind,
                     const char *word)
{
    verdict->kind = kind;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", word);
}

static void add_waiting(struct gs_verdict *verdict, const struct gs_whois *whois)
{
    if (whois != NULL && whois->hops.count > 0) {
        const struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
        gs_clause_add(verdict, "hop %u, %s", hop->number, hop->server);
    }
}

static void add_closed(struct gs_verdict *verdict, const struct gs_whois *whois)
{
    const struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
    if (hop->result == GS_WHOIS_FAILED) {
        gs_clause_add(verdict, "%s does not answer on port %u", hop->server, hop->port);
    } else {
        add_problem(verdict, whois);
    }
    gs_clause_add(verdict, "https://lookup.icann.org may know (RDAP)");
}

static void add_no_match(struct gs_verdict *verdict, const struct gs_whois *whois)
{
    const struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
    gs_clause_add(verdict, "%s knows nothing of %s", hop->server, whois->subject);
}

struct gs_verdict gs_whois_verdict(const struct gs_whois *whois,
                                   const struct gs_facts *facts, int64_t now_s)
{
    struct gs_verdict verdict = {.elapsed_us = whois == NULL ? -1 : whois->elapsed_us};
    switch (whois == NULL ? GS_WHOIS_PENDING : whois->state) {
    case GS_WHOIS_PENDING:
        set_word(&verdict, GS_VERDICT_WAITING, "asking");
        add_waiting(&verdict, whois);
        break;
    case GS_WHOIS_REGISTERED:
        set_word(&verdict, GS_VERDICT_GOOD, "registered");
        if (whois->kind == GS_WHOIS_DOMAIN) {
            add_domain(&verdict, whois, facts, now_s);
        } else {
            add_network(&verdict, whois);
        }
        add_problem(&verdict, whois);
        break;
    case GS_WHOIS_NOT_REGISTERED:
        set_word(&verdict, GS_VERDICT_ABSENT, "not registered");
        add_no_match(&verdict, whois);
        break;
    case GS_WHOIS_CLOSED_PORT:
        set_word(&verdict, GS_VERDICT_BAD, "no whois there");
        add_closed(&verdict, whois);
        break;
    case GS_WHOIS_LIMITED:
        set_word(&verdict, GS_VERDICT_BAD, "try again");
        add_problem(&verdict, whois);
        break;
    case GS_WHOIS_UNCLEAR:
        set_word(&verdict, GS_VERDICT_LOOK, "not a registration");
        gs_clause_add(&verdict, "text without known fields: read it below");
        add_problem(&verdict, whois);
        break;
    case GS_WHOIS_UNKNOWN:
        set_word(&verdict, GS_VERDICT_BAD, "not known");
        add_problem(&verdict, whois);
        break;
    case GS_WHOIS_NOT_ASKED:
        set_word(&verdict, GS_VERDICT_EMPTY, "nothing to ask");
        add_problem(&verdict, whois);
        verdict.elapsed_us = -1;
        break;
    }
    return verdict;
}
