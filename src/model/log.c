/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/log.h"

#include <stdlib.h>
#include <string.h>

bool gs_log_is_failed(const struct gs_log_entry *entry)
{
    return gs_outcome_is_temporary(entry->outcome) ||
           entry->outcome == GS_OUTCOME_FAILED ||
           entry->outcome == GS_OUTCOME_BAD_QUESTION;
}

bool gs_log_is_slow(const struct gs_log_entry *entry)
{
    return entry->elapsed_us >= GS_LOG_SLOW_US;
}

static bool is_of(const struct gs_log_question *question,
                  const struct gs_log_entry *entry)
{
    return strcmp(question->host, entry->host) == 0 &&
           strcmp(question->service, entry->service) == 0;
}

/* The question of a line; lines that come are of the last ones, those that leave of the
 * first. */
static size_t find_question(const struct gs_log *log, const struct gs_log_entry *entry,
                            bool is_new)
{
    size_t count = log->questions.count;
    for (size_t i = 0; i < count; i++) {
        size_t at = is_new ? count - 1 - i : i;
        if (is_of(&log->questions.items[at], entry)) {
            return at;
        }
    }
    return count;
}

static void question_fini(struct gs_log_question *question)
{
    free(question->host);
    free(question->service);
}

static void count_of_question(struct gs_log *log, const struct gs_log_entry *entry,
                              int sign)
{
    size_t at = find_question(log, entry, sign > 0);
    if (at == log->questions.count) {
        struct gs_log_question question = {.host = gs_mem_copy_text(entry->host),
                                           .service = gs_mem_copy_text(entry->service)};
        gs_vec_push(&log->questions, question);
    }
    struct gs_log_question *question = &log->questions.items[at];
    bool is_failed = gs_log_is_failed(entry) && !entry->is_asked_again;
    question->lines += (size_t)sign;
    question->failed += is_failed ? (size_t)sign : 0;
    question->slow += gs_log_is_slow(entry) ? (size_t)sign : 0;
    if (question->lines == 0) {
        question_fini(question);
        log->questions.count--;
        memmove(question, question + 1, (log->questions.count - at) * sizeof *question);
    }
}

static void count(struct gs_log *log, const struct gs_log_entry *entry, int sign)
{
    log->failed += gs_log_is_failed(entry) ? (size_t)sign : 0;
    log->slow += gs_log_is_slow(entry) ? (size_t)sign : 0;
    if (entry->host != NULL) {
        count_of_question(log, entry, sign);
    }
}

static struct gs_log_entry **slot(const struct gs_log *log, size_t i)
{
    return &log->entries.items[(log->first + i) % log->entries.count];
}

/* A call that took long ends after later ones: moves the last line to where it began. */
static void sort_last(struct gs_log *log)
{
    for (size_t i = log->entries.count - 1; i > 0; i--) {
        struct gs_log_entry **before = slot(log, i - 1);
        struct gs_log_entry **last = slot(log, i);
        if ((*before)->started_us <= (*last)->started_us) {
            return;
        }
        struct gs_log_entry *moved = *before;
        *before = *last;
        *last = moved;
    }
}

void gs_log_add(struct gs_log *log, struct gs_log_entry *entry)
{
    entry->number = ++log->total;
    count(log, entry, 1);
    if (log->entries.count < GS_LOG_MAX) {
        gs_vec_push(&log->entries, entry);
    } else {
        struct gs_log_entry **earliest = slot(log, 0);
        count(log, *earliest, -1);
        gs_log_entry_free(*earliest);
        *earliest = entry;
        log->first = (log->first + 1) % GS_LOG_MAX;
    }
    sort_last(log);
}

const struct gs_log_entry *gs_log_at(const struct gs_log *log, size_t i)
{
    return *slot(log, i);
}

const char *gs_log_by_word(enum gs_log_by by)
{
    static const char *const words[] = {
        [GS_LOG_LIBC] = "libc", [GS_LOG_NSS] = "nss",   [GS_LOG_DNS] = "dns",
        [GS_LOG_NET] = "net",   [GS_LOG_HOOK] = "hook",
    };
    return words[by];
}

void gs_log_entry_free(struct gs_log_entry *entry)
{
    if (entry != NULL) {
        free(entry->about);
        free(entry->result);
        free(entry->host);
        free(entry->service);
        free(entry);
    }
}

void gs_log_fini(struct gs_log *log)
{
    for (size_t i = 0; i < log->entries.count; i++) {
        gs_log_entry_free(log->entries.items[i]);
    }
    for (size_t i = 0; i < log->questions.count; i++) {
        question_fini(&log->questions.items[i]);
    }
    gs_vec_fini(&log->questions);
    gs_vec_fini(&log->entries);
    *log = (struct gs_log){0};
}
