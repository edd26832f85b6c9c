/* SPDX-License-Identifier: MIT */
/** Whois chains from scripted texts, for the tests of this room. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_WHOIS_H
#define GAISCOPE_TESTS_RULES_MAKE_WHOIS_H

#include "rules/make.h"

#include "gaiscope/rules/whois_rules.h"

#define MAKE_NOW_S INT64_C(1795392000) /* 2026-11-23 00:00:00 UTC */

/** A chain about a host: the servers say these texts in turn (NULL: the port is closed). */
static inline struct gs_whois *make_whois(const char *host, const char *const *texts,
                                          size_t count)
{
    struct gs_question question = make_question(host, NULL);
    struct gs_whois *whois = gs_whois_rules_open(&question, NULL);
    for (size_t i = 0; i < count && !whois->is_complete; i++) {
        struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
        bool is_closed = texts[i] == NULL;
        hop->outcome = is_closed ? GS_OUTCOME_REFUSED : GS_OUTCOME_ANSWERED;
        hop->step = is_closed ? GS_WHOIS_CONNECTING : GS_WHOIS_CLOSED;
        hop->elapsed_us = 1000;
        if (!is_closed) {
            gs_whois_text_set(&hop->text, texts[i], strlen(texts[i]));
        }
        gs_whois_rules_answer(whois, false);
    }
    whois->elapsed_us = 412000;
    return whois;
}

/** NS records of a name as the records part has them. */
static inline void make_ns(struct gs_facts *facts, const char *name,
                           const char *const *servers, size_t count)
{
    struct gs_dns_query query = {.name = gs_mem_copy_text(name), .type = GS_TYPE_NS};
    query.answer = make_answer(name, GS_TYPE_NS, GS_OUTCOME_ANSWERED);
    for (size_t i = 0; i < count; i++) {
        make_record(query.answer, name, GS_TYPE_NS, servers[i]);
    }
    gs_vec_push(&facts->records, query);
}

#endif
