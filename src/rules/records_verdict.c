/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/records_verdict.h"

#include <stdarg.h>
#include <stdio.h>

static size_t count_own(const struct gs_dns_answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        count += answer->answer.items[i].type == answer->type ? 1 : 0;
    }
    return count;
}

static void count_answer(const struct gs_dns_answer *answer,
                         struct gs_records_count *count)
{
    size_t own = count_own(answer);
    count->messages += answer->rcode >= 0 ? 1 : 0;
    count->with_ad += answer->rcode >= 0 && answer->flags.ad ? 1 : 0;
    count->records += own;
    count->types += own > 0 ? 1 : 0;
    if (answer->outcome == GS_OUTCOME_NO_DATA) {
        count->no_data++;
    } else if (answer->outcome == GS_OUTCOME_NO_SUCH_NAME) {
        count->no_name++;
    } else if (answer->outcome != GS_OUTCOME_ANSWERED) {
        count->failed++;
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
    if (verdict->clause_count < GS_CLAUSES_MAX) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(verdict->clauses[verdict->clause_count++], GS_CLAUSE_MAX, format,
                        args); /* a longer clause is cut */
        va_end(args);
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

static void add_failed(struct gs_verdict *verdict, const struct gs_records_count *count)
{
    if (count->failed > 0) {
        add(verdict, "%zu %s not answered%s", count->failed,
            count->failed == 1 ? "type is" : "types are",
            count->retries > 0 ? ", try again" : "");
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
        gs_endpoint_format(server, 53, name);
    }
    if (count->with_ad == 0) {
        add(verdict, "no AD bit from %s", name);
    } else if (count->with_ad == count->messages) {
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
    if (count->records > 0) {
        verdict->kind = count->failed > 0 ? GS_VERDICT_LOOK : GS_VERDICT_GOOD;
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
        verdict->kind = count->failed > 0 ? GS_VERDICT_LOOK : GS_VERDICT_EMPTY;
        (void)snprintf(verdict->word, sizeof verdict->word, "no records");
    }
    add_failed(verdict, count);
    add_absent(verdict, count);
    add_ad(verdict, queries, count);
}

static void say_waiting(const struct gs_records_count *count, struct gs_verdict *verdict)
{
    verdict->kind = GS_VERDICT_WAITING;
    (void)snprintf(verdict->word, sizeof verdict->word, "asking");
    add(verdict, "%zu of %zu types answered", count->queries - count->waiting,
        count->queries);
    if (count->records > 0) {
        add(verdict, "%zu %s so far", count->records,
            count->records == 1 ? "record" : "records");
    }
    add_failed(verdict, count);
}

struct gs_verdict gs_records_verdict(const struct gs_dns_query_list *queries,
                                     const struct gs_part_state *state, int64_t now_us)
{
    struct gs_verdict verdict = {.elapsed_us = -1};
    struct gs_records_count count = gs_records_count_of(queries);
    if (state->progress == GS_PROGRESS_WAITING) {
        verdict.elapsed_us = now_us > state->started_us ? now_us - state->started_us : 0;
        say_waiting(&count, &verdict);
    } else if (queries->count == 0) {
        (void)snprintf(verdict.word, sizeof verdict.word, "no records asked");
    } else {
        verdict.elapsed_us = state->finished_us - state->started_us;
        judge(queries, &count, &verdict);
    }
    return verdict;
}
