/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/records_verdict.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_kind.h"
#include "gaiscope/rules/answer_words.h"
#include "gaiscope/rules/name_chain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    ERROR_GROUPS = 2,  /* response codes that have a clause of their own */
    REASON_CELLS = 60, /* of an extended error */
};

static size_t count_type(const struct gs_dns_answer *answer, uint16_t type)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        count += answer->answer.items[i].type == type ? 1 : 0;
    }
    return count;
}

static bool has_bad_alias(const struct gs_dns_answer *answer)
{
    struct gs_name_chain chain = {0};
    if (count_type(answer, GS_TYPE_CNAME) + count_type(answer, GS_TYPE_DNAME) == 0) {
        return false;
    }
    gs_name_chain_follow(answer, &chain);
    bool is_bad = chain.links.count > 0 && gs_name_chain_is_wrong(&chain);
    gs_name_chain_fini(&chain);
    return is_bad;
}

static bool is_failed(const struct gs_dns_answer *answer)
{
    return answer->outcome != GS_OUTCOME_ANSWERED &&
           answer->outcome != GS_OUTCOME_NO_DATA &&
           answer->outcome != GS_OUTCOME_NO_SUCH_NAME;
}

/* A resolver that is asked for what it keeps is not lame with it. */
static bool is_lame(const struct gs_dns_answer *answer)
{
    return gs_answer_is_lame(answer, NULL) &&
           gs_answer_kind_of(answer, NULL) != GS_ANSWER_RECORDS;
}

static void count_message(const struct gs_dns_answer *answer,
                          struct gs_records_count *count)
{
    count->messages++;
    count->with_ad += answer->flags.ad ? 1 : 0;
    count->with_do += answer->asked.wants_signatures ? 1 : 0;
    count->lame += is_lame(answer) ? 1 : 0;
    count->truncated += answer->flags.tc || answer->has_broken_end ? 1 : 0;
    if (count->bad_alias == NULL && has_bad_alias(answer)) {
        count->bad_alias = answer;
    }
}

static void count_answer(const struct gs_dns_answer *answer,
                         struct gs_records_count *count)
{
    size_t own = count_type(answer, answer->type);
    bool is_silent = answer->rcode < 0;
    count->records += own;
    count->types += own > 0 ? 1 : 0;
    count->no_data += answer->outcome == GS_OUTCOME_NO_DATA ? 1 : 0;
    count->no_name += answer->outcome == GS_OUTCOME_NO_SUCH_NAME ? 1 : 0;
    count->failed += is_failed(answer) ? 1 : 0;
    if (!is_silent) {
        count_message(answer, count);
    } else if (is_failed(answer)) {
        count->silent++;
        count->retries += gs_outcome_is_temporary(answer->outcome) ? 1 : 0;
    }
}

struct gs_records_count gs_records_count_of(const struct gs_dns_query_list *queries)
{
    struct gs_records_count count = {.queries = queries->count};
    for (size_t i = 0; i < queries->count; i++) {
        if (queries->items[i].answer == NULL) {
            count.waiting++;
        } else {
            count_answer(queries->items[i].answer, &count);
        }
    }
    return count;
}

static void add(struct gs_verdict *verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct gs_verdict *verdict, const char *format, ...)
{
    char *clause = verdict->clauses[verdict->clause_count];
    char whole[2 * GS_CLAUSE_MAX];
    size_t len = 0;
    if (verdict->clause_count < GS_CLAUSES_MAX) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(whole, sizeof whole, format, args);
        va_end(args);
        while (whole[len] != '\0' &&
               len + gs_text_next(whole + len, strlen(whole + len)) < GS_CLAUSE_MAX) {
            len += gs_text_next(whole + len, strlen(whole + len));
        }
        memcpy(clause, whole, len); /* a longer one is cut between characters */
        clause[len] = '\0';
        verdict->clause_count++;
    }
}

/* "5 types have no data", "1 name does not exist". */
static void add_absent(struct gs_verdict *verdict, const struct gs_records_count *count)
{
    if (count->no_data > 0) {
        add(verdict, "%zu %s no data", count->no_data,
            count->no_data == 1 ? "type has" : "types have");
    }
    if (count->no_name > 0) {
        add(verdict, "%zu %s not exist", count->no_name,
            count->no_name == 1 ? "name does" : "names do");
    }
}

/* Where aliases lead that bring no records. */
static void add_alias(struct gs_verdict *verdict, const struct gs_records_count *count)
{
    struct gs_name_chain chain = {0};
    if (count->bad_alias == NULL) {
        return;
    }
    gs_name_chain_follow(count->bad_alias, &chain);
    switch (chain.end) {
    case GS_CHAIN_LOOP:
        add(verdict, "the alias chain leads back to %s", chain.last);
        break;
    case GS_CHAIN_NO_NAME:
        add(verdict, "the alias leads to %s, which does not exist", chain.last);
        break;
    case GS_CHAIN_TOO_LONG:
        add(verdict, "the alias chain is too long");
        break;
    default:
        add(verdict, "the alias leads to what no name can be");
        break;
    }
    gs_name_chain_fini(&chain);
}

/* Failures that a message says; an alias chain that loops has its own clause. */
static bool is_error(const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    return answer != NULL && answer->rcode >= 0 && is_failed(answer) &&
           (answer->rcode > 0 || gs_dns_answer_final_name(answer) != NULL);
}

/* ", 22 No Reachable Authority: the text", cut where a clause has no room. */
static void add_reason(struct gs_buf *words, const struct gs_ede *error)
{
    struct gs_buf reason = {0};
    struct gs_buf whole = {0};
    gs_ede_words(error, &whole);
    gs_text_cut_end(&reason, gs_buf_text(&whole), REASON_CELLS);
    gs_buf_addf(words, ", %s", gs_buf_text(&reason));
    gs_buf_fini(&whole);
    gs_buf_fini(&reason);
}

/* "2 types failed: SERVFAIL, 22 No Reachable Authority: the text". */
static void add_error(struct gs_verdict *verdict, const struct gs_dns_query_list *queries,
                      int rcode)
{
    char code[GS_RCODE_TEXT_MAX];
    struct gs_buf words = {0};
    bool has_reason = false;
    bool is_temporary = false;
    size_t count = 0;
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        if (!is_error(&queries->items[i]) || answer->rcode != rcode) {
            continue;
        }
        gs_rcode_format(rcode, code);
        is_temporary = is_temporary || gs_outcome_is_temporary(answer->outcome);
        if (count++ == 0) {
            gs_buf_add_text(&words,
                            rcode > 0 ? code : gs_dns_word(answer->outcome, rcode));
        }
        if (!has_reason && answer->edns.errors.count > 0) {
            has_reason = true;
            add_reason(&words, &answer->edns.errors.items[0]);
        }
    }
    add(verdict, "%zu %s failed%s: %s", count, count == 1 ? "type" : "types",
        is_temporary ? ", try again" : "", gs_buf_text(&words));
    gs_buf_fini(&words);
}

/* A clause for each of the first response codes. */
static void add_errors(struct gs_verdict *verdict,
                       const struct gs_dns_query_list *queries)
{
    int seen[ERROR_GROUPS];
    size_t groups = 0;
    for (size_t i = 0; i < queries->count && groups < ERROR_GROUPS; i++) {
        bool is_new = is_error(&queries->items[i]);
        for (size_t at = 0; at < groups && is_new; at++) {
            is_new = seen[at] != queries->items[i].answer->rcode;
        }
        if (is_new) {
            seen[groups] = queries->items[i].answer->rcode;
            add_error(verdict, queries, seen[groups++]);
        }
    }
}

static void add_silent(struct gs_verdict *verdict, const struct gs_records_count *count)
{
    if (count->silent > 0) {
        add(verdict, "%zu %s not answered%s", count->silent,
            count->silent == 1 ? "type is" : "types are",
            count->retries > 0 ? ", try again" : "");
    }
}

/* Messages that are not what they should be. */
static void add_poor(struct gs_verdict *verdict, const struct gs_records_count *count)
{
    if (count->lame > 0) {
        add(verdict, "%zu %s lame: the server does not know the zone", count->lame,
            count->lame == 1 ? "answer is" : "answers are");
    }
    if (count->truncated > 0) {
        add(verdict, "%zu %s truncated: records are missing", count->truncated,
            count->truncated == 1 ? "answer is" : "answers are");
    }
}

/* The server that answered; NULL: several did, or none. */
static const struct gs_endpoint *server_of(const struct gs_dns_query_list *queries)
{
    const struct gs_endpoint *server = NULL;
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        if (answer == NULL || answer->rcode < 0) {
            continue;
        }
        if (server != NULL && !gs_endpoint_is_equal(server, &answer->server)) {
            return NULL;
        }
        server = &answer->server;
    }
    return server;
}

/* AD is what the resolver says, and is no more than that. */
static void add_ad(struct gs_verdict *verdict, const struct gs_dns_query_list *queries,
                   const struct gs_records_count *count)
{
    char name[GS_ENDPOINT_TEXT_MAX] = "the servers";
    const struct gs_endpoint *server = server_of(queries);
    if (count->messages == 0) {
        return;
    }
    if (server != NULL) {
        gs_endpoint_format(server, GS_DNS_PORT, name);
    }
    bool wants_count = count->with_do > 0; /* who asks for signatures */
    if (!wants_count && count->with_ad == 0) {
        add(verdict, "no AD bit from %s", name);
    } else if (!wants_count && count->with_ad == count->messages) {
        add(verdict, "AD from %s", name);
    } else {
        add(verdict, "AD on %zu of %zu answers", count->with_ad, count->messages);
    }
}

/* The message-less answer that stands for all: what nobody said. */
static const char *dead_word(const struct gs_dns_query_list *queries)
{
    const struct gs_dns_answer *answer = queries->items[0].answer;
    return gs_dns_word(answer->outcome, answer->rcode);
}

static void judge(const struct gs_dns_query_list *queries,
                  const struct gs_records_count *count, struct gs_verdict *verdict)
{
    bool is_odd =
        count->failed + count->lame + count->truncated > 0 || count->bad_alias != NULL;
    if (count->records > 0) {
        verdict->kind = is_odd ? GS_VERDICT_LOOK : GS_VERDICT_GOOD;
        (void)snprintf(verdict->word, sizeof verdict->word, "%zu %s of %zu %s",
                       count->records, count->records == 1 ? "record" : "records",
                       count->types, count->types == 1 ? "type" : "types");
    } else if (count->failed == count->queries) {
        verdict->kind = GS_VERDICT_BAD;
        (void)snprintf(verdict->word, sizeof verdict->word, "%s", dead_word(queries));
    } else if (count->no_data == 0 && count->failed == 0) {
        verdict->kind = GS_VERDICT_ABSENT;
        (void)snprintf(verdict->word, sizeof verdict->word, "no such name");
    } else {
        verdict->kind = is_odd ? GS_VERDICT_LOOK : GS_VERDICT_EMPTY;
        (void)snprintf(verdict->word, sizeof verdict->word, "no records");
    }
    add_alias(verdict, count);
    add_errors(verdict, queries);
    add_silent(verdict, count);
    add_poor(verdict, count);
    add_absent(verdict, count);
    add_ad(verdict, queries, count);
}

static void say_waiting(const struct gs_dns_query_list *queries,
                        const struct gs_records_count *count, struct gs_verdict *verdict)
{
    verdict->kind = GS_VERDICT_WAITING;
    (void)snprintf(verdict->word, sizeof verdict->word, "asking");
    add(verdict, "%zu of %zu types answered", count->queries - count->waiting,
        count->queries);
    if (count->records > 0) {
        add(verdict, "%zu %s so far", count->records,
            count->records == 1 ? "record" : "records");
    }
    add_errors(verdict, queries);
    add_silent(verdict, count);
}

struct gs_verdict gs_records_verdict(const struct gs_dns_query_list *queries,
                                     const struct gs_part_state *state, int64_t now_us)
{
    struct gs_verdict verdict = {.elapsed_us = -1};
    struct gs_records_count count = gs_records_count_of(queries);
    if (state->progress == GS_PROGRESS_WAITING) {
        verdict.elapsed_us = now_us > state->started_us ? now_us - state->started_us : 0;
        say_waiting(queries, &count, &verdict);
    } else if (queries->count == 0) {
        (void)snprintf(verdict.word, sizeof verdict.word, "no records asked");
    } else {
        verdict.elapsed_us = state->finished_us - state->started_us;
        judge(queries, &count, &verdict);
    }
    return verdict;
}
