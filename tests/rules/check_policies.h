/* SPDX-License-Identifier: MIT */
/** Tables of mail policies: a record's text, what it means, what is wrong with it. */
#ifndef GAISCOPE_TESTS_RULES_CHECK_POLICIES_H
#define GAISCOPE_TESTS_RULES_CHECK_POLICIES_H

#include "rules/make_words.h"
#include "support/check.h"

#include "gaiscope/rules/sender_policy.h"

/** A record, and its lines, errors and gist. NULL: not looked at. */
struct policy_case {
    const char *label;
    const char *text;
    const char *lines;
    const char *errors;
    const char *gist;
};

static inline void check_words(const struct gs_words *words, const char *want)
{
    char *text = make_words_text(words);
    if (want != NULL) {
        assert_string_equal(text, want);
    }
    free(text);
}

static inline void check_policies(enum gs_sender_kind kind,
                                  const struct policy_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gs_sender_policy policy;
        check_case(cases[i].label);
        gs_sender_policy_parse(kind, cases[i].text, strlen(cases[i].text), &policy);
        assert_int_equal(policy.count, 1);
        check_words(&policy.lines, cases[i].lines);
        check_words(&policy.errors, cases[i].errors);
        assert_string_equal(policy.gist, cases[i].gist);
        gs_sender_policy_fini(&policy);
    }
}

#endif
