/* SPDX-License-Identifier: MIT */
/*
 * All records of all servers in one array, sorted by what they are: equal neighbours are one
 * member, and the bits of their servers are its holders.
 */
#include "gaiscope/rules/server_diff.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <strings.h>

enum {
    QUESTIONS_KEPT = 64, /* of which a median is taken */
};

/* One record of one server. */
struct entry {
    const struct gs_record *record;
    size_t server;
};

struct entry_list GS_VEC_OF(struct entry);

const char *gs_server_match_id(enum gs_server_match match)
{
    static const char *const ids[] = {"waiting", "failed", "alone", "same", "differs"};
    return ids[match];
}

const char *gs_server_match_sign(enum gs_server_match match)
{
    static const char *const signs[] = {
        [GS_SERVER_WAITING] = "…", [GS_SERVER_FAILED] = "✗",  [GS_SERVER_ALONE] = "–",
        [GS_SERVER_SAME] = "✓",    [GS_SERVER_DIFFERS] = "≠",
    };
    return signs[match];
}

/* Data whose letters are those of names, where the case does not count. */
static bool is_case_free(uint16_t type)
{
    switch (type) {
    case GS_TYPE_NS:
    case GS_TYPE_CNAME:
    case GS_TYPE_SOA:
    case GS_TYPE_PTR:
    case GS_TYPE_MX:
    case GS_TYPE_SRV:
    case GS_TYPE_DNAME:
        return true;
    default:
        return false;
    }
}

static int compare_records(const struct gs_record *a, const struct gs_record *b)
{
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    int order = gs_text_compare_case(a->name, b->name, SIZE_MAX);
    if (order != 0) {
        return order;
    }
    return is_case_free(a->type) ? gs_text_compare_case(a->text, b->text, SIZE_MAX)
                                 : strcmp(a->text, b->text);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    int order = compare_records(left->record, right->record);
    if (order != 0) {
        return order;
    }
    return left->server < right->server ? -1 : left->server > right->server;
}

/* Whether an answer says something of the name. */
static bool is_settled(const struct gs_dns_answer *answer)
{
    return answer != NULL && (answer->outcome == GS_OUTCOME_ANSWERED ||
                              answer->outcome == GS_OUTCOME_NO_DATA ||
                              answer->outcome == GS_OUTCOME_NO_SUCH_NAME);
}

/* A server that only says where else to ask says nothing of the name. RFC 1034 4.3.1. */
static bool is_referral(const struct gs_dns_answer *answer)
{
    enum gs_answer_kind kind = gs_answer_kind_of(answer, NULL);
    return kind == GS_ANSWER_REFERRAL || kind == GS_ANSWER_REFERRAL_UP;
}

static bool is_comparable(const struct gs_dns_answer *answer)
{
    return is_settled(answer) && !is_referral(answer);
}

static const struct gs_dns_answer *answer_of(const struct gs_server_table *table,
                                             size_t question, size_t server)
{
    return table->columns.items[server].answers.items[question];
}

static size_t count_servers(const struct gs_server_table *table)
{
    size_t count = table->columns.count;
    return count < GS_SERVERS_MAX ? count : GS_SERVERS_MAX;
}

static void collect(const struct gs_dns_answer *answer, size_t server,
                    struct entry_list *out)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type != GS_TYPE_RRSIG || answer->type == GS_TYPE_RRSIG) {
            struct entry entry = {record, server};
            gs_vec_push(out, entry);
        }
    }
}

static void add_member(struct gs_server_diff *diff, const struct entry *entry)
{
    struct gs_server_member member = {.record = entry->record,
                                      .holders = 1u << entry->server,
                                      .ttl_min_s = entry->record->ttl_s,
                                      .ttl_max_s = entry->record->ttl_s};
    gs_vec_push(&diff->members, member);
}

static void join_member(struct gs_server_diff *diff, const struct entry *entry)
{
    struct gs_server_member *member = &diff->members.items[diff->members.count - 1];
    uint32_t ttl_s = entry->record->ttl_s;
    member->holders |= 1u << entry->server;
    member->ttl_min_s = ttl_s < member->ttl_min_s ? ttl_s : member->ttl_min_s;
    member->ttl_max_s = ttl_s > member->ttl_max_s ? ttl_s : member->ttl_max_s;
    diff->has_ttl_difference =
        diff->has_ttl_difference || member->ttl_min_s != member->ttl_max_s;
}

static void find_members(const struct gs_server_table *table, size_t question,
                         struct gs_server_diff *diff)
{
    struct entry_list entries = {0};
    for (size_t i = 0; i < diff->cell_count; i++) {
        const struct gs_dns_answer *answer = answer_of(table, question, i);
        if (is_comparable(answer)) {
            collect(answer, i, &entries);
        }
    }
    if (entries.count > 0) {
        qsort(entries.items, entries.count, sizeof *entries.items, compare_entries);
    }
    for (size_t i = 0; i < entries.count; i++) {
        const struct entry *entry = &entries.items[i];
        if (i > 0 && compare_records(entries.items[i - 1].record, entry->record) == 0) {
            join_member(diff, entry);
        } else {
            add_member(diff, entry);
        }
    }
    gs_vec_fini(&entries);
}

/* Whether two servers say the same: the same outcome and the same records. */
static bool is_same(const struct gs_server_table *table, size_t question,
                    const struct gs_server_diff *diff, const size_t servers[2])
{
    uint32_t left = 1u << servers[0];
    uint32_t right = 1u << servers[1];
    if (answer_of(table, question, servers[0])->outcome !=
        answer_of(table, question, servers[1])->outcome) {
        return false;
    }
    for (size_t i = 0; i < diff->members.count; i++) {
        uint32_t holders = diff->members.items[i].holders;
        if (((holders & left) != 0) != ((holders & right) != 0)) {
            return false;
        }
    }
    return true;
}

/* The server that most agree with, the first of equal ones; SIZE_MAX: none says anything. */
static size_t find_common(const struct gs_server_table *table, size_t question,
                          const struct gs_server_diff *diff)
{
    size_t best = SIZE_MAX;
    size_t best_votes = 0;
    for (size_t i = 0; i < diff->cell_count; i++) {
        size_t votes = 0;
        for (size_t j = 0;
             is_comparable(answer_of(table, question, i)) && j < diff->cell_count; j++) {
            votes += is_comparable(answer_of(table, question, j)) &&
                     is_same(table, question, diff, (size_t[]){i, j});
        }
        if (votes > best_votes) {
            best = i;
            best_votes = votes;
        }
    }
    return best;
}

static size_t count_comparable(const struct gs_server_table *table, size_t question,
                               const struct gs_server_diff *diff)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->cell_count; i++) {
        count += is_comparable(answer_of(table, question, i)) ? 1 : 0;
    }
    return count;
}

static void count_records(struct gs_server_diff *diff, size_t server)
{
    struct gs_server_cell *cell = &diff->cells[server];
    for (size_t i = 0; i < diff->members.count; i++) {
        const struct gs_server_member *member = &diff->members.items[i];
        bool has = (member->holders & 1u << server) != 0;
        cell->record_count += has ? 1 : 0;
        cell->more += has && !member->is_common ? 1 : 0;
        cell->fewer += !has && member->is_common ? 1 : 0;
    }
}

static void judge_cell(const struct gs_server_table *table, size_t question,
                       struct gs_server_diff *diff, const size_t servers[2])
{
    struct gs_server_cell *cell = &diff->cells[servers[0]];
    const struct gs_dns_answer *answer = answer_of(table, question, servers[0]);
    if (!is_comparable(answer) || servers[1] == SIZE_MAX) {
        bool says_nothing = answer == NULL || answer->outcome == GS_OUTCOME_CANCELLED;
        cell->match = says_nothing ? GS_SERVER_WAITING : GS_SERVER_FAILED;
        return;
    }
    count_records(diff, servers[0]);
    cell->match = count_comparable(table, question, diff) == 1 ? GS_SERVER_ALONE
                  : is_same(table, question, diff, servers)    ? GS_SERVER_SAME
                                                               : GS_SERVER_DIFFERS;
    diff->differing += cell->match == GS_SERVER_DIFFERS ? 1 : 0;
}

static void take_time(struct gs_server_diff *diff, size_t server,
                      const struct gs_dns_answer *answer)
{
    diff->answered++;
    if (answer->rcode < 0) {
        return; /* nothing came */
    }
    if (diff->min_us < 0 || answer->elapsed_us < diff->min_us) {
        diff->min_us = answer->elapsed_us;
    }
    if (answer->elapsed_us > diff->max_us) {
        diff->max_us = answer->elapsed_us;
    }
    bool says = is_comparable(answer);
    diff->fastest = says && diff->min_us == answer->elapsed_us ? server : diff->fastest;
}

void gs_server_diff_make(const struct gs_server_table *table, size_t question,
                         struct gs_server_diff *out)
{
    *out = (struct gs_server_diff){.cell_count = count_servers(table),
                                   .fastest = SIZE_MAX,
                                   .min_us = -1,
                                   .max_us = -1};
    find_members(table, question, out);
    size_t common = find_common(table, question, out);
    if (common != SIZE_MAX) {
        out->common = answer_of(table, question, common)->outcome;
    }
    for (size_t i = 0; i < out->members.count && common != SIZE_MAX; i++) {
        struct gs_server_member *member = &out->members.items[i];
        member->is_common = (member->holders & 1u << common) != 0;
    }
    for (size_t i = 0; i < out->cell_count; i++) {
        const struct gs_dns_answer *answer = answer_of(table, question, i);
        judge_cell(table, question, out, (size_t[]){i, common});
        if (answer != NULL && answer->outcome != GS_OUTCOME_CANCELLED) {
            take_time(out, i, answer);
        }
    }
}

void gs_server_diff_fini(struct gs_server_diff *diff)
{
    gs_vec_fini(&diff->members);
    *diff = (struct gs_server_diff){0};
}

void gs_server_diff_list_make(const struct gs_server_table *table,
                              struct gs_server_diff_list *out)
{
    *out = (struct gs_server_diff_list){0};
    for (size_t i = 0; i < table->questions.count; i++) {
        struct gs_server_diff diff;
        gs_server_diff_make(table, i, &diff);
        gs_vec_push(out, diff);
    }
}

void gs_server_diff_list_fini(struct gs_server_diff_list *diffs)
{
    for (size_t i = 0; i < diffs->count; i++) {
        gs_server_diff_fini(&diffs->items[i]);
    }
    gs_vec_fini(diffs);
}

void gs_server_words(const struct gs_server_diff *diff, size_t server,
                     const struct gs_dns_answer *answer, char out[GS_SERVER_WORDS_MAX])
{
    if (answer == NULL) {
        (void)snprintf(out, GS_SERVER_WORDS_MAX, "waiting");
    } else if (answer->outcome == GS_OUTCOME_ANSWERED) {
        size_t count = diff->cells[server].record_count;
        (void)snprintf(out, GS_SERVER_WORDS_MAX, "%zu %s", count,
                       count == 1 ? "record" : "records");
    } else if (is_referral(answer)) {
        (void)snprintf(out, GS_SERVER_WORDS_MAX, "only where else to ask");
    } else {
        (void)snprintf(out, GS_SERVER_WORDS_MAX, "%s",
                       gs_dns_word(answer->outcome, answer->rcode));
    }
}

static int compare_times(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

/* The middle of the times of a server's messages; -1: none came. */
static int64_t median_of(const struct gs_server_column *column)
{
    int64_t times[QUESTIONS_KEPT];
    size_t count = 0;
    for (size_t i = 0; i < column->answers.count && count < QUESTIONS_KEPT; i++) {
        const struct gs_dns_answer *answer = column->answers.items[i];
        if (answer != NULL && answer->rcode >= 0) {
            times[count++] = answer->elapsed_us;
        }
    }
    if (count == 0) {
        return -1;
    }
    qsort(times, count, sizeof *times, compare_times);
    return times[(count - 1) / 2];
}

struct gs_server_summary gs_server_summary_of(const struct gs_server_table *table,
                                              const struct gs_server_diff_list *diffs)
{
    struct gs_server_summary summary = {.fastest = SIZE_MAX};
    for (size_t i = 0; i < diffs->count; i++) {
        const struct gs_server_diff *diff = &diffs->items[i];
        size_t comparable = 0;
        summary.differing_questions += diff->differing > 0 ? 1 : 0;
        summary.answered += diff->answered;
        for (size_t j = 0; j < diff->cell_count; j++) {
            summary.failed += diff->cells[j].match == GS_SERVER_FAILED ? 1 : 0;
            comparable += diff->cells[j].match >= GS_SERVER_ALONE ? 1 : 0;
        }
        summary.compared_questions += comparable > 1 ? 1 : 0;
    }
    for (size_t i = 0; i < count_servers(table); i++) {
        summary.median_us[i] = median_of(&table->columns.items[i]);
        bool is_faster = summary.median_us[i] >= 0 &&
                         (summary.fastest == SIZE_MAX ||
                          summary.median_us[i] < summary.median_us[summary.fastest]);
        summary.fastest = is_faster ? i : summary.fastest;
    }
    return summary;
}
