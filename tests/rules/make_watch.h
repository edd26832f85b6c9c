/* SPDX-License-Identifier: MIT */
/**
 * Rounds of a watched host, written in a line: words parted by blanks.
 *
 *     192.0.2.1 2001:db8::1    answered; a family without an address has no data
 *     none  nx  servfail  timeout  nothing    as a whole
 *     !4  !6                   this family failed
 *     cname=NAME  mx=10:a,20:b  mx=null  mx=none  mx=fail  ptr=a,b
 *     libc=ADDRESS  source=dns|hosts|other  other   (libc's set is another one)
 *     us=12000  left=3
 */
#ifndef GAISCOPE_TESTS_RULES_MAKE_WATCH_H
#define GAISCOPE_TESTS_RULES_MAKE_WATCH_H

#include "support/check.h"

#include "gaiscope/model/race.h"
#include "gaiscope/rules/watch_compare.h"

#include <stdio.h>
#include <string.h>

/* A host that is watched, its clock and what its last round said. */
struct subject {
    struct gs_watch watch;
    struct gs_watch_memory memory;
    struct gs_watch_round round;
    int64_t wall_s;
    int64_t step_s;
};

static inline void make_names(struct gs_name_list *list, char *text)
{
    for (char *rest = text, *at; (at = strtok_r(rest, ",", &rest)) != NULL;) {
        char *colon = strchr(at, ':');
        if (colon != NULL) {
            *colon = ' ';
        }
        assert_true(gs_name_list_add(list, at));
    }
}

static inline void make_mx(struct gs_watch_answer *answer, char *text)
{
    bool is_fail = strcmp(text, "fail") == 0;
    bool is_none = strcmp(text, "none") == 0;
    answer->mx_outcome = is_fail   ? GS_OUTCOME_SERVER_FAILURE
                         : is_none ? GS_OUTCOME_NO_DATA
                                   : GS_OUTCOME_ANSWERED;
    if (strcmp(text, "null") == 0) {
        assert_true(gs_name_list_add(&answer->exchanges, ""));
    } else if (!is_fail && !is_none) {
        make_names(&answer->exchanges, text);
    }
}

static inline bool make_value(struct gs_watch_answer *answer, const char *key,
                              char *value)
{
    if (strcmp(key, "cname") == 0) {
        answer->canonical = gs_mem_copy_text(value);
    } else if (strcmp(key, "mx") == 0) {
        make_mx(answer, value);
    } else if (strcmp(key, "ptr") == 0) {
        make_names(&answer->pointers, value);
        answer->pointer_outcome =
            answer->pointers.count > 0 ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_DATA;
        answer->outcome = answer->pointer_outcome;
    } else if (strcmp(key, "libc") == 0) {
        assert_int_equal(gs_address_parse(value, &answer->libc_first), GS_OK);
        answer->libc_outcome = GS_OUTCOME_ANSWERED;
        answer->libc_us = 1000;
        answer->is_libc_same = true;
    } else if (strcmp(key, "source") == 0) {
        answer->source = *value == 'd'   ? GS_WATCH_SOURCE_DNS
                         : *value == 'h' ? GS_WATCH_SOURCE_HOSTS
                                         : GS_WATCH_SOURCE_OTHER;
    } else if (strcmp(key, "us") == 0) {
        answer->dns_us = strtol(value, NULL, 10);
    } else if (strcmp(key, "left") == 0) {
        answer->left_outs[1] = (uint32_t)strtol(value, NULL, 10); /* IPv4 */
    } else {
        return false;
    }
    return true;
}

static inline void make_whole(struct gs_watch_answer *answer, enum gs_outcome outcome)
{
    answer->outcome = answer->sides[0] = answer->sides[1] = outcome;
    answer->dns_us = gs_outcome_is_final(outcome) ? answer->dns_us : -1;
}

static inline void make_word(struct gs_watch_answer *answer, char *word)
{
    static const struct {
        const char *word;
        enum gs_outcome outcome;
    } wholes[] = {{"none", GS_OUTCOME_NO_DATA},
                  {"nx", GS_OUTCOME_NO_SUCH_NAME},
                  {"servfail", GS_OUTCOME_SERVER_FAILURE},
                  {"timeout", GS_OUTCOME_TIMED_OUT},
                  {"nothing", GS_OUTCOME_NOT_ASKED}};

    for (size_t i = 0; i < COUNT_OF(wholes); i++) {
        if (strcmp(wholes[i].word, word) == 0) {
            make_whole(answer, wholes[i].outcome);
            return;
        }
    }
    struct gs_address address;
    if (word[0] == '!') {
        answer->sides[word[1] == '6' ? 0 : 1] = GS_OUTCOME_TIMED_OUT;
        return;
    }
    if (strcmp(word, "other") == 0) {
        answer->is_libc_same = false;
        return;
    }
    assert_int_equal(gs_address_parse(word, &address), GS_OK);
    gs_watch_answer_add_address(answer, &address);
    answer->sides[gs_race_side(address.family)] = GS_OUTCOME_ANSWERED;
    answer->outcome = GS_OUTCOME_ANSWERED;
}

/* Owns: the caller. */
static inline struct gs_watch_answer *make_answer_of(const char *line)
{
    char text[16384];
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = GS_OUTCOME_NO_DATA;
    answer->sides[0] = answer->sides[1] = GS_OUTCOME_NO_DATA;
    answer->dns_us = 12000;
    (void)snprintf(text, sizeof text, "%s", line);
    for (char *rest = text, *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        char *equals = strchr(word, '=');
        if (equals != NULL) {
            *equals = '\0';
            assert_true(make_value(answer, word, equals + 1));
        } else {
            make_word(answer, word);
        }
    }
    if (answer->outcome == GS_OUTCOME_SERVER_FAILURE) {
        (void)snprintf(answer->detail, sizeof answer->detail, "SERVFAIL from 10.0.0.2");
    }
    return answer;
}

static inline struct subject make_subject(void)
{
    return (struct subject){.watch = {.host = gs_mem_copy_text("www.example.test")},
                            .wall_s = 1700000000,
                            .step_s = 30};
}

static inline void clear_round(struct subject *subject)
{
    gs_watch_answer_free(subject->round.answer);
    gs_watch_answer_free(subject->round.told);
    gs_watch_change_list_clear(&subject->round.changes);
    free(subject->round.words);
    subject->round = (struct gs_watch_round){0};
}

/* One round, `step_s` after the last one. */
static inline const struct gs_watch_round *step(struct subject *subject, const char *line)
{
    clear_round(subject);
    subject->wall_s += subject->step_s;
    subject->round.answer = make_answer_of(line);
    subject->round.wall_s = subject->wall_s;
    gs_watch_compare(&subject->memory, &subject->watch, NULL, &subject->round);
    return &subject->round;
}

static inline const char *or_none(const char *text)
{
    return text == NULL ? "" : text;
}

/* The i-th change of the last round; one that is none where there are fewer. */
static inline const struct gs_watch_change *change_at(const struct subject *subject,
                                                      size_t i)
{
    static const struct gs_watch_change none = {.type = GS_WATCH_NO_CHANGE};
    return i < subject->round.changes.count ? &subject->round.changes.items[i] : &none;
}

/* The changes of the last round, a line each: `address_added: OLD > NOW (REMARK)`. */
static inline const char *told(const struct subject *subject)
{
    static char out[8192];
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < subject->round.changes.count; i++) {
        const struct gs_watch_change *change = &subject->round.changes.items[i];
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%s%s: %s > %s (%s)",
                                i == 0 ? "" : "\n", gs_watch_change_id(change->type),
                                change->is_again ? " again" : "", or_none(change->old),
                                or_none(change->now), or_none(change->remark));
    }
    return out;
}

/* Runs all rounds, parted by `;`. Returns: what the last one told. */
static inline const char *run(struct subject *subject, const char *rounds)
{
    char text[16384];
    (void)snprintf(text, sizeof text, "%s", rounds);
    for (char *rest = text, *at; (at = strtok_r(rest, ";", &rest)) != NULL;) {
        (void)step(subject, at);
    }
    return told(subject);
}

static inline void free_subject(struct subject *subject)
{
    clear_round(subject);
    gs_watch_memory_fini(&subject->memory);
    gs_watch_fini(&subject->watch);
}

#endif
