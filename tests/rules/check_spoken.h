/* SPDX-License-Identifier: MIT */
/** Tables of records and the lines that explain them. */
#ifndef GAISCOPE_TESTS_RULES_CHECK_SPOKEN_H
#define GAISCOPE_TESTS_RULES_CHECK_SPOKEN_H

#include "rules/make_words.h"
#include "support/check.h"

/** A record's bytes and all its lines. The kept message holds example.com at 12. */
struct spoken {
    const char *label;
    const char *owner;
    uint16_t type;
    const char *hex;
    const char *want;
};

static inline void check_spoken(const struct spoken *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gs_dns_answer *answer =
            make_answer(cases[i].owner, cases[i].type, GS_OUTCOME_ANSWERED);
        check_case(cases[i].label);
        make_data(answer, cases[i].owner, cases[i].type, cases[i].hex);
        char *text = make_record_text(answer, 0);
        assert_string_equal(text, cases[i].want);
        free(text);
        gs_dns_answer_free(answer);
    }
}

/** A record whose data does not fit, and why. */
struct misfit {
    const char *label;
    uint16_t type;
    const char *hex;
    const char *why;
};

static inline void check_misfits(const struct misfit *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gs_dns_answer *answer =
            make_answer("example.com", cases[i].type, GS_OUTCOME_ANSWERED);
        struct gs_buf want = {0};
        check_case(cases[i].label);
        make_data(answer, "example.com", cases[i].type, cases[i].hex);
        gs_buf_addf(&want, " | ✗ does not fit %s\n\nmeaning: Programs cannot use such",
                    cases[i].why);
        char *text = make_record_text(answer, 0);
        if (strncmp(text, "data: ", 6) != 0 || strstr(text, gs_buf_text(&want)) == NULL) {
            fail_msg("%s\nlacks\n%s", text, gs_buf_text(&want));
        }
        free(text);
        gs_buf_fini(&want);
        gs_dns_answer_free(answer);
    }
}

#endif
