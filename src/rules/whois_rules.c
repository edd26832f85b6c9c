/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/whois_rules.h"

#include "whois_hops.h"
#include "whois_reply.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/rules/whois_facts.h"
#include "gaiscope/rules/whois_query.h"

#include <stdio.h>
#include <string.h>

#define LOOK_AT "https://lookup.icann.org"

struct gs_whois *gs_whois_rules_open(const struct gs_question *question,
                                     const char *first_server)
{
    struct gs_whois *whois = gs_whois_of(question);
    struct gs_whois_server server = {.name = GS_WHOIS_ROOT_NAME, .port = GS_WHOIS_PORT};
    if (first_server != NULL) { /* otherwise the root stays */
        (void)gs_whois_server_parse(first_server, strlen(first_server), &server);
    }
    if (!whois->is_complete) {
        gs_whois_add_hop(whois, &server, GS_WHOIS_ROOT, 1);
    }
    return whois;
}

size_t gs_whois_rules_bytes_left(const struct gs_whois *whois)
{
    size_t used = gs_whois_received_bytes(whois);
    return used < GS_WHOIS_BYTES_MAX ? GS_WHOIS_BYTES_MAX - used : 0;
}

static void end(struct gs_whois *whois, enum gs_whois_state state)
{
    whois->is_complete = true;
    whois->state =
        gs_whois_facts_is_registration(&whois->facts) ? GS_WHOIS_REGISTERED : state;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80) {
            return false;
        }
    }
    return true;
}

/* A name that does not belong to the question; one in another script cannot be told. */
static bool is_of_another(const struct gs_whois *whois, const char *name)
{
    return name != NULL && is_ascii(name) && !gs_name_is_below(whois->asked, name);
}

/* The root's text about a top level domain is not about the name below it. */
static bool is_of_top_level(const struct gs_whois *whois, const char *name)
{
    return name != NULL && strchr(name, '.') == NULL && strchr(whois->asked, '.') != NULL;
}

static void advise(struct gs_whois *whois)
{
    struct gs_buf text = {0};
    char *page = NULL;
    for (size_t i = 0; i < whois->hops.count && page == NULL; i++) {
        if (whois->hops.items[i].role == GS_WHOIS_ROOT) {
            page = gs_whois_web_page(&whois->hops.items[i].text);
        }
    }
    gs_buf_add_text(&text, "Look at " LOOK_AT " (RDAP)");
    if (page != NULL) {
        gs_buf_addf(&text, " or at the registry's page %s", page);
    }
    gs_buf_add_text(&text, ".");
    free(page);
    free(whois->advice);
    whois->advice = gs_buf_claim(&text);
}

/* An end without an answer about a domain: somebody else may have one. */
static void end_with(struct gs_whois *whois, enum gs_whois_state state,
                     const char *problem)
{
    end(whois, state);
    gs_whois_set_text(&whois->problem, problem);
    if (whois->kind == GS_WHOIS_DOMAIN && whois->state == state) {
        advise(whois);
    }
}

static void no_server(struct gs_whois *whois)
{
    const char *dot = strrchr(whois->asked, '.');
    char problem[256];
    (void)snprintf(problem, sizeof problem, "The registry of .%s has no whois server.",
                   dot != NULL ? dot + 1 : whois->asked);
    gs_whois_last_hop(whois)->result = GS_WHOIS_FINAL;
    end_with(whois, GS_WHOIS_CLOSED_PORT, problem);
}

static void failed(struct gs_whois *whois)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    char problem[GS_WHOIS_SERVER_MAX + 192];
    hop->result = GS_WHOIS_FAILED;
    if (hop->role == GS_WHOIS_REGISTRY && hop->step <= GS_WHOIS_CONNECTING) {
        (void)snprintf(problem, sizeof problem,
                       "%s does not answer on port %u. Registries of generic top level "
                       "domains may have closed it since January 2025.",
                       hop->server, hop->port);
        end_with(whois, GS_WHOIS_CLOSED_PORT, problem);
        return;
    }
    end(whois, GS_WHOIS_UNKNOWN);
    if (hop->step == GS_WHOIS_RESOLVING) {
        (void)snprintf(problem, sizeof problem, "No address is known for %s.",
                       hop->server);
    } else {
        (void)snprintf(problem, sizeof problem, "%s %s.", hop->server,
                       hop->step == GS_WHOIS_CONNECTING ? "cannot be reached"
                       : hop->outcome == GS_OUTCOME_TIMED_OUT
                           ? "took the question and said nothing"
                           : "broke off before it said anything");
    }
    end_with(whois, GS_WHOIS_UNKNOWN, problem);
}

static void no_text(struct gs_whois *whois)
{
    char problem[GS_WHOIS_SERVER_MAX + 64];
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    hop->result = GS_WHOIS_NO_TEXT;
    (void)snprintf(problem, sizeof problem, "%s closed without a word.", hop->server);
    end_with(whois, GS_WHOIS_UNKNOWN, problem);
}

static void limited(struct gs_whois *whois)
{
    char problem[GS_WHOIS_SERVER_MAX + 96];
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    hop->result = GS_WHOIS_RATE_LIMIT;
    (void)snprintf(problem, sizeof problem,
                   "%s wants fewer questions: ask again later, or elsewhere.",
                   hop->server);
    end_with(whois, GS_WHOIS_LIMITED, problem);
}

static void no_match(struct gs_whois *whois, bool is_late)
{
    gs_whois_last_hop(whois)->result = GS_WHOIS_NO_MATCH;
    if (!gs_whois_ask_parent(whois, is_late)) {
        end(whois, GS_WHOIS_NOT_REGISTERED);
    }
}

static void registered(struct gs_whois *whois, struct gs_whois_facts *facts, bool is_late)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    hop->result = GS_WHOIS_FINAL;
    if (whois->kind == GS_WHOIS_DOMAIN && hop->role == GS_WHOIS_ROOT &&
        strchr(whois->subject, '.') != NULL) {
        hop->role = GS_WHOIS_REGISTRY; /* what was asked first is the registry itself */
    }
    gs_whois_facts_merge(&whois->facts, facts);
    bool is_top_itself =
        whois->kind == GS_WHOIS_DOMAIN && strchr(whois->asked, '.') == NULL;
    if (is_top_itself || !gs_whois_follow(whois, is_late)) {
        end(whois, GS_WHOIS_REGISTERED);
    }
}

static void not_understood(struct gs_whois *whois, bool is_late)
{
    char problem[GS_WHOIS_SERVER_MAX + 64];
    gs_whois_last_hop(whois)->result = GS_WHOIS_NOT_UNDERSTOOD;
    bool is_loop = gs_whois_tell_loop(whois);
    if (gs_whois_ask_parent(whois, is_late)) {
        return;
    }
    if (is_loop) {
        (void)snprintf(problem, sizeof problem, "A loop: %s refers to itself.",
                       gs_whois_last_hop(whois)->server);
        end_with(whois, GS_WHOIS_UNCLEAR, problem);
    } else {
        end(whois, GS_WHOIS_UNCLEAR);
    }
}

/* The root's referral says all: what else it tells is about whom it refers to. */
static void judge_root(struct gs_whois *whois, struct gs_whois_facts *facts, bool is_late)
{
    bool is_top = is_of_top_level(whois, facts->texts[GS_WHOIS_NAME]);
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    if (is_top || !gs_whois_facts_is_registration(facts) ||
        whois->kind != GS_WHOIS_DOMAIN) {
        bool is_single =
            whois->kind == GS_WHOIS_DOMAIN && strchr(whois->asked, '.') == NULL;
        if (!is_single && gs_whois_follow(whois, is_late)) {
            return;
        }
        if (is_top && hop->referral == NULL) {
            no_server(whois);
            return;
        }
    }
    if (is_top) {
        hop->result = GS_WHOIS_FINAL;
        end_with(whois, GS_WHOIS_UNKNOWN,
                 "The root server's referral cannot be followed.");
    } else if (gs_whois_facts_is_registration(facts)) {
        registered(whois, facts, is_late);
    } else if (gs_whois_says_no_match(&hop->text)) {
        no_match(whois, is_late);
    } else if (gs_whois_says_limit(&hop->text)) {
        limited(whois);
    } else {
        not_understood(whois, is_late);
    }
}

static void judge(struct gs_whois *whois, struct gs_whois_facts *facts, bool is_late)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    if (is_of_another(whois, facts->texts[GS_WHOIS_NAME])) {
        gs_whois_set_text(&hop->note, "it tells of another name");
        hop->result = GS_WHOIS_NOT_UNDERSTOOD;
        end(whois, GS_WHOIS_UNCLEAR);
    } else if (hop->role == GS_WHOIS_ROOT) {
        judge_root(whois, facts, is_late);
    } else if (gs_whois_facts_is_registration(facts)) {
        registered(whois, facts, is_late);
    } else if (gs_whois_says_no_match(&hop->text)) {
        no_match(whois, is_late);
    } else if (gs_whois_says_limit(&hop->text)) {
        limited(whois);
    } else if (!gs_whois_follow(whois, is_late)) {
        not_understood(whois, is_late);
    }
}

void gs_whois_rules_answer(struct gs_whois *whois, bool is_late)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    if (hop->text.len_bytes == 0) {
        if (hop->outcome == GS_OUTCOME_ANSWERED) {
            no_text(whois);
        } else {
            failed(whois);
        }
        return;
    }
    struct gs_whois_facts facts =
        gs_whois_facts_read(&hop->text, whois->kind, whois->hops.count - 1);
    judge(whois, &facts, is_late);
    gs_whois_facts_fini(&facts);
}
