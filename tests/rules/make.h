/* SPDX-License-Identifier: MIT */
/** Answers and questions as values, for the tests of this room. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_H
#define GAISCOPE_TESTS_RULES_MAKE_H

#include "gaiscope/model/lookup.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

/** A question for a host (NULL: the null node) and a service (NULL: none). */
static inline struct gs_question make_question(const char *host, const char *service)
{
    struct gs_question question = {.is_null = host == NULL,
                                   .has_service = service != NULL};
    question.hints.socktype = SOCK_STREAM;
    snprintf(question.host, sizeof question.host, "%s", host == NULL ? "" : host);
    memcpy(question.host_ascii, question.host, sizeof question.host_ascii);
    memcpy(question.host_unicode, question.host, sizeof question.host_unicode);
    snprintf(question.service, sizeof question.service, "%s",
             service == NULL ? "" : service);
    return question;
}

/** Appends one stream row with this address and port. */
static inline struct gs_addrinfo *make_row(struct gs_system_answer *answer,
                                           const char *address, uint16_t port)
{
    struct gs_addrinfo row = {.socktype = SOCK_STREAM, .protocol = 6, .port = port};
    if (gs_address_parse(address, &row.address) != GS_OK) {
        fprintf(stderr, "bad address in a test: %s\n", address);
        abort();
    }
    row.family = row.address.family;
    gs_vec_push(&answer->rows, row);
    return &answer->rows.items[answer->rows.count - 1];
}

/** libc's answer with the addresses of a blank-separated list, port 80. */
static inline struct gs_system_answer *make_system(const char *addresses)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    char list[1024];
    snprintf(list, sizeof list, "%s", addresses);
    for (char *word = strtok(list, " "); word != NULL; word = strtok(NULL, " ")) {
        make_row(answer, word, 80);
    }
    answer->outcome =
        answer->rows.count > 0 ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_SUCH_NAME;
    answer->elapsed_us = 12000;
    return answer;
}

/** libc's failure. */
static inline struct gs_system_answer *make_failed(enum gs_outcome outcome, int code,
                                                   const char *name, const char *text)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = outcome;
    answer->error.code = code;
    answer->error.name = name;
    snprintf(answer->error.text, sizeof answer->error.text, "%s", text);
    return answer;
}

/** A DNS answer without records: ANSWERED, NO_SUCH_NAME, NO_DATA or a failure. */
static inline struct gs_dns_answer *make_answer(const char *name, uint16_t type,
                                                enum gs_outcome outcome)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    answer->outcome = outcome;
    answer->rcode = outcome == GS_OUTCOME_ANSWERED || outcome == GS_OUTCOME_NO_DATA ? 0
                    : outcome == GS_OUTCOME_NO_SUCH_NAME                            ? 3
                    : outcome == GS_OUTCOME_SERVER_FAILURE                          ? 2
                    : outcome == GS_OUTCOME_REFUSED                                 ? 5
                                                                                    : -1;
    return answer;
}

/** Appends a record to the answer section: an address for A and AAAA, else a target. */
static inline struct gs_record *make_record(struct gs_dns_answer *answer,
                                            const char *name, uint16_t type,
                                            const char *value)
{
    struct gs_record record = {.name = gs_mem_copy_text(name),
                               .text = gs_mem_copy_text(value),
                               .ttl_s = 300,
                               .type = type,
                               .class_ = 1};
    if (type == GS_TYPE_A || type == GS_TYPE_AAAA) {
        if (gs_address_parse(value, &record.address) != GS_OK) {
            fprintf(stderr, "bad address in a test: %s\n", value);
            abort();
        }
    } else {
        record.target = gs_mem_copy_text(value);
    }
    gs_vec_push(&answer->answer, record);
    return &answer->answer.items[answer->answer.count - 1];
}

/** A DNS answer with the addresses of a blank-separated list; "" is no data. */
static inline struct gs_dns_answer *make_addresses(const char *name, uint16_t type,
                                                   const char *addresses)
{
    struct gs_dns_answer *answer = make_answer(name, type, GS_OUTCOME_ANSWERED);
    char list[1024];
    snprintf(list, sizeof list, "%s", addresses);
    for (char *word = strtok(list, " "); word != NULL; word = strtok(NULL, " ")) {
        make_record(answer, name, type, word);
    }
    if (answer->answer.count == 0) {
        answer->outcome = GS_OUTCOME_NO_DATA;
    }
    return answer;
}

/** Adds a DNS question and its answer (NULL: waiting) to the facts, which own it then. */
static inline void make_query(struct gs_facts *facts, const char *name, uint16_t type,
                              struct gs_dns_answer *answer)
{
    struct gs_dns_query query = {
        .name = gs_mem_copy_text(name), .type = type, .answer = answer};
    gs_vec_push(&facts->dns, query);
}

#endif
