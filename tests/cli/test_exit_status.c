/* SPDX-License-Identifier: MIT */
#include "../../src/cli/exit_status.h"
#include "support/check.h"
#include "support/golden.h"
#include "support/report_sessions.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/cli/options.h"

#include <stdlib.h>
#include <string.h>

static void each_outcome_has_its_status(void **state)
{
    (void)state;

    static const struct {
        enum gs_outcome outcome;
        enum gs_exit status;
    } cases[] = {
        {GS_OUTCOME_ANSWERED, GS_EXIT_ANSWERED},
        {GS_OUTCOME_NO_SUCH_NAME, GS_EXIT_NOT_FOUND},
        {GS_OUTCOME_NO_DATA, GS_EXIT_NOT_FOUND},
        {GS_OUTCOME_TRY_AGAIN, GS_EXIT_TEMPORARY},
        {GS_OUTCOME_SERVER_FAILURE, GS_EXIT_TEMPORARY},
        {GS_OUTCOME_REFUSED, GS_EXIT_TEMPORARY},
        {GS_OUTCOME_TIMED_OUT, GS_EXIT_TEMPORARY},
        {GS_OUTCOME_UNREACHABLE, GS_EXIT_TEMPORARY},
        {GS_OUTCOME_BAD_QUESTION, GS_EXIT_OTHER},
        {GS_OUTCOME_CANCELLED, GS_EXIT_OTHER},
        {GS_OUTCOME_FAILED, GS_EXIT_OTHER},
        {GS_OUTCOME_NOT_ASKED, GS_EXIT_OTHER},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (exit_of(cases[i].outcome) != cases[i].status) {
            fail_msg("%s gives %d", gs_outcome_id(cases[i].outcome),
                     exit_of(cases[i].outcome));
        }
    }
}

static enum gs_exit status_of(const char *name, unsigned parts)
{
    const struct gs_report_case *this = gs_report_cases;
    struct gs_session session = {0};
    while (strcmp(this->name, name) != 0) {
        this ++;
    }
    this->fill(&session);
    enum gs_exit status = exit_status_of(&session.lookup, parts);
    gs_session_fini(&session);
    return status;
}

static void the_first_asked_part_decides(void **state)
{
    (void)state;

    static const struct {
        const char *name;
        unsigned parts;
        enum gs_exit status;
    } cases[] = {
        {"records", GS_PART_BIT(GS_PART_RECORDS), GS_EXIT_ANSWERED},
        {"records_waiting", GS_PART_BIT(GS_PART_RECORDS), GS_EXIT_ANSWERED},
        {"answered", LOOKUP_PARTS, GS_EXIT_ANSWERED},
        {"answered", GS_PART_BIT(GS_PART_REVERSE), GS_EXIT_ANSWERED},
        {"answered", GS_PART_BIT(GS_PART_SERVICES), GS_EXIT_ANSWERED},
        {"answered", GS_PART_BIT(GS_PART_MAIL), GS_EXIT_ANSWERED},
        {"no_reply", LOOKUP_PARTS, GS_EXIT_TEMPORARY},
        {"no_reply", GS_PART_BIT(GS_PART_DNS), GS_EXIT_TEMPORARY},
        {"no_reply", GS_PART_BIT(GS_PART_REVERSE), GS_EXIT_NOT_FOUND},
        {"no_reply", GS_PART_BIT(GS_PART_SERVICES), GS_EXIT_NOT_FOUND},
        {"no_reply", GS_PART_BIT(GS_PART_MAIL), GS_EXIT_TEMPORARY},
        {"hostile", LOOKUP_PARTS, GS_EXIT_OTHER},
        {"hostile", GS_PART_BIT(GS_PART_DNS), GS_EXIT_ANSWERED},
        {"hostile", GS_PART_BIT(GS_PART_MAIL), GS_EXIT_OTHER},
        {"unfinished", LOOKUP_PARTS, GS_EXIT_TEMPORARY},
        {"unfinished", GS_PART_BIT(GS_PART_DNS) | GS_PART_BIT(GS_PART_MAIL),
         GS_EXIT_TEMPORARY},
        {"no_reply", GS_PART_BIT(GS_PART_LOG), GS_EXIT_TEMPORARY},
        {"null_mx", GS_PART_BIT(GS_PART_MAIL), GS_EXIT_NOT_FOUND},
        {"matrix", GS_PART_BIT(GS_PART_MATRIX), GS_EXIT_ANSWERED},
        {"log_empty", GS_PART_BIT(GS_PART_MATRIX), GS_EXIT_OTHER},
        {"bind", GS_PART_BIT(GS_PART_BIND), GS_EXIT_ANSWERED},
        {"bind", GS_PART_BIT(GS_PART_BESIDE), GS_EXIT_ANSWERED},
        {"bind_denied", GS_PART_BIT(GS_PART_BIND), GS_EXIT_OTHER},
        {"bind_denied", GS_PART_BIT(GS_PART_SYSTEM), GS_EXIT_ANSWERED},
        {"answered", GS_PART_BIT(GS_PART_BIND), GS_EXIT_OTHER},
        {"whois", GS_PART_BIT(GS_PART_WHOIS), GS_EXIT_ANSWERED},
        {"whois_closed", GS_PART_BIT(GS_PART_WHOIS), GS_EXIT_TEMPORARY},
        {"whois_unfinished", GS_PART_BIT(GS_PART_WHOIS), GS_EXIT_TEMPORARY},
        {"whois_nothing", GS_PART_BIT(GS_PART_WHOIS), GS_EXIT_OTHER},
        {"answered", GS_PART_BIT(GS_PART_BESIDE), GS_EXIT_OTHER},
        {"families", GS_PART_BIT(GS_PART_FAMILIES), GS_EXIT_ANSWERED},
        {"families_literal", GS_PART_BIT(GS_PART_FAMILIES), GS_EXIT_ANSWERED},
        {"families_unfinished", GS_PART_BIT(GS_PART_FAMILIES), GS_EXIT_TEMPORARY},
        {"families_none", GS_PART_BIT(GS_PART_FAMILIES), GS_EXIT_NOT_FOUND},
        {"race", GS_PART_BIT(GS_PART_RACE), GS_EXIT_ANSWERED},
        {"race_nobody", GS_PART_BIT(GS_PART_RACE), GS_EXIT_TEMPORARY},
        {"race_unfinished", GS_PART_BIT(GS_PART_RACE), GS_EXIT_TEMPORARY},
        {"race_no_port", GS_PART_BIT(GS_PART_RACE), GS_EXIT_NOT_FOUND},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum gs_exit status = status_of(cases[i].name, cases[i].parts);
        if (status != cases[i].status) {
            fail_msg("%s with parts %x gives %d", cases[i].name, cases[i].parts, status);
        }
    }
}

static void a_text_without_known_fields_is_no_registration(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_whois whois = {.state = GS_WHOIS_UNCLEAR};
    session.lookup.now.whois = &whois;
    assert_int_equal(exit_status_of(&session.lookup, GS_PART_BIT(GS_PART_WHOIS)),
                     GS_EXIT_OTHER);
}

static void each_part_has_one_rank_and_says_no_answer_of_nothing(void **state)
{
    (void)state;
    struct gs_session session = {0};
    unsigned seen = 0;

    for (size_t i = 0; i < GS_PART_COUNT; i++) {
        unsigned bit = GS_PART_BIT(exit_ranks[i]);
        if ((seen & bit) != 0) {
            fail_msg("%s has two ranks", gs_part_id(exit_ranks[i]));
        }
        seen |= bit;
        if (exit_status_of(&session.lookup, bit) == GS_EXIT_ANSWERED) {
            fail_msg("%s is answered by nothing", gs_part_id(exit_ranks[i]));
        }
    }
    assert_int_equal(seen, GS_PARTS_ALL);
    gs_session_fini(&session);
}

static void the_pages_say_which_part_decides(void **state)
{
    (void)state;
    static const char *const pages[] = {"../README.md", "../docs/gaiscope.1"};
    struct gs_buf order = {0};

    for (size_t i = 0; i < GS_PART_COUNT; i++) {
        gs_buf_addf(&order, "%s%s", i == 0 ? "" : ", ", gs_part_id(exit_ranks[i]));
    }
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        char *page = gs_golden_read(pages[i]);
        if (strstr(page, gs_buf_text(&order)) == NULL) {
            fail_msg("%s does not say: %s", pages[i], gs_buf_text(&order));
        }
        free(page);
    }
    gs_buf_fini(&order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_without_known_fields_is_no_registration),
        cmocka_unit_test(each_outcome_has_its_status),
        cmocka_unit_test(the_first_asked_part_decides),
        cmocka_unit_test(each_part_has_one_rank_and_says_no_answer_of_nothing),
        cmocka_unit_test(the_pages_say_which_part_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
