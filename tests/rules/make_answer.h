/* SPDX-License-Identifier: MIT */
/** Answers of name servers for tests, built record by record. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_ANSWER_H
#define GAISCOPE_TESTS_RULES_MAKE_ANSWER_H

#include "gaiscope/model/dns_answer.h"

#include <string.h>

/** An answer of 10.0.0.2 to "www.a.test A" after 3.9 ms, 92 bytes, with rd, ra and EDNS. */
static inline struct gs_dns_answer *make_answer(int rcode, enum gs_outcome outcome)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("www.a.test", GS_TYPE_A);
    struct gs_dns_try tried = {.rcode = rcode,
                               .outcome = rcode < 0 ? outcome : GS_OUTCOME_ANSWERED};
    (void)gs_address_parse("10.0.0.2", &tried.server.address);
    tried.server.port = 53;
    answer->rcode = rcode;
    answer->outcome = outcome;
    answer->elapsed_us = tried.elapsed_us = 3900;
    if (rcode >= 0) {
        answer->server = tried.server;
        answer->id = 4711;
        answer->size_bytes = 92;
        answer->flags = (struct gs_dns_flags){.rd = true, .ra = true};
        answer->edns.is_present = true;
        answer->edns.udp_size = 1232;
    }
    gs_vec_push(&answer->tries, tried);
    return answer;
}

/** Adds a record, TTL 242; its target is the text when the type has one. */
static inline void make_record(struct gs_record_list *list, const char *name,
                               uint16_t type, const char *text)
{
    bool has_target = type == GS_TYPE_CNAME || type == GS_TYPE_NS || type == GS_TYPE_PTR;
    struct gs_record record = {
        .name = gs_mem_copy_text(name),
        .text = gs_mem_copy_text(text),
        .target = has_target ? gs_mem_copy_text(text) : NULL,
        .ttl_s = 242,
        .type = type,
        .class_ = GS_CLASS_IN,
    };
    gs_vec_push(list, record);
}

#endif
