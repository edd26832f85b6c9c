/* SPDX-License-Identifier: MIT */
/*
 * What several servers say to one question is written as text, one word a record; the
 * comparison is read back as text.
 */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/server_diff.h"

/* "1.1.1.1 2.2.2.2@60" (TTL behind @), or a word for an outcome; NULL: waits. */
static struct gs_dns_answer *play(uint16_t type, const char *says)
{
    static const struct {
        const char *word;
        enum gs_outcome outcome;
    } outcomes[] = {{"nxdomain", GS_OUTCOME_NO_SUCH_NAME},
                    {"nodata", GS_OUTCOME_NO_DATA},
                    {"refused", GS_OUTCOME_REFUSED},
                    {"silent", GS_OUTCOME_TIMED_OUT},
                    {"servfail", GS_OUTCOME_SERVER_FAILURE}};
    struct gs_dns_answer *answer = make_answer("x.test", type, GS_OUTCOME_ANSWERED);
    char list[256];
    if (says == NULL) {
        gs_dns_answer_free(answer);
        return NULL;
    }
    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        if (strcmp(says, outcomes[i].word) == 0) {
            gs_dns_answer_free(answer);
            return make_answer("x.test", type, outcomes[i].outcome);
        }
    }
    if (strcmp(says, "referral") == 0) {
        struct gs_record ns = {.name = gs_mem_copy_text("test"),
                               .text = gs_mem_copy_text("ns.test"),
                               .type = GS_TYPE_NS};
        answer->outcome = GS_OUTCOME_NO_DATA;
        gs_vec_push(&answer->authority, ns);
        return answer;
    }
    snprintf(list, sizeof list, "%s", says);
    for (char *word = strtok(list, " "); word != NULL; word = strtok(NULL, " ")) {
        char *at = strchr(word, '@');
        uint16_t kind = strncmp(word, "sig:", 4) == 0 ? GS_TYPE_RRSIG : type;
        if (at != NULL) {
            *at = '\0';
        }
        struct gs_record *record = make_record(answer, "x.test", kind, word);
        record->ttl_s = at == NULL ? 300 : (uint32_t)strtoul(at + 1, NULL, 10);
    }
    return answer;
}

/* "same differs(+1 -0) | 1.1.1.1=12 2.2.2.2=2": the cells, then the members' holders. */
static void describe(const struct gs_server_diff *diff, struct gs_buf *out)
{
    for (size_t i = 0; i < diff->cell_count; i++) {
        const struct gs_server_cell *cell = &diff->cells[i];
        gs_buf_addf(out, "%s%s", i == 0 ? "" : " ", gs_server_match_id(cell->match));
        if (cell->match == GS_SERVER_DIFFERS) {
            gs_buf_addf(out, "(+%zu -%zu)", cell->more, cell->fewer);
        }
    }
    gs_buf_add_text(out, " |");
    for (size_t i = 0; i < diff->members.count; i++) {
        const struct gs_server_member *member = &diff->members.items[i];
        gs_buf_addf(out, " %s=", member->record->text);
        for (unsigned bit = 0; bit < GS_SERVERS_MAX; bit++) {
            if ((member->holders & 1u << bit) != 0) {
                gs_buf_addf(out, "%u", bit + 1);
            }
        }
    }
    gs_buf_add_text(out, diff->has_ttl_difference ? " ttl" : "");
}

static const struct {
    const char *label;
    const char *type;
    const char *says[4];
    size_t servers;
    const char *diff;
} cases[] = {
    {"the same set",
     "A",
     {"1.1.1.1 2.2.2.2", "1.1.1.1 2.2.2.2"},
     2,
     "same same | 1.1.1.1=12 2.2.2.2=12"},
    {"order does not count",
     "A",
     {"1.1.1.1 2.2.2.2", "2.2.2.2 1.1.1.1"},
     2,
     "same same | 1.1.1.1=12 2.2.2.2=12"},
    {"a record twice counts once",
     "A",
     {"1.1.1.1 1.1.1.1", "1.1.1.1"},
     2,
     "same same | 1.1.1.1=12"},
    {"TTL does not count but is told",
     "A",
     {"1.1.1.1@60", "1.1.1.1@3600"},
     2,
     "same same | 1.1.1.1=12 ttl"},
    {"case of names does not count",
     "NS",
     {"NS.Test", "ns.test"},
     2,
     "same same | NS.Test=12"},
    {"case of text counts",
     "TXT",
     {"Abc", "abc"},
     2,
     "same differs(+1 -1) | Abc=1 abc=2"},
    {"one more",
     "A",
     {"1.1.1.1", "1.1.1.1", "1.1.1.1 9.9.9.9"},
     3,
     "same same differs(+1 -0) | 1.1.1.1=123 9.9.9.9=3"},
    {"one fewer",
     "A",
     {"1.1.1.1 2.2.2.2", "1.1.1.1 2.2.2.2", "2.2.2.2"},
     3,
     "same same differs(+0 -1) | 1.1.1.1=12 2.2.2.2=123"},
    {"most decide, not the first",
     "A",
     {"9.9.9.9", "1.1.1.1", "1.1.1.1"},
     3,
     "differs(+1 -1) same same | 1.1.1.1=23 9.9.9.9=1"},
    {"of two the first is held against",
     "A",
     {"9.9.9.9", "1.1.1.1"},
     2,
     "same differs(+1 -1) | 1.1.1.1=2 9.9.9.9=1"},
    {"no such name is not no data",
     "A",
     {"nxdomain", "nodata"},
     2,
     "same differs(+0 -0) |"},
    {"no data beside records",
     "A",
     {"1.1.1.1", "nodata"},
     2,
     "same differs(+0 -1) | 1.1.1.1=1"},
    {"both have no data", "A", {"nodata", "nodata"}, 2, "same same |"},
    {"a failure is compared with nothing",
     "A",
     {"1.1.1.1", "refused", "1.1.1.1"},
     3,
     "same failed same | 1.1.1.1=13"},
    {"the only one that says something",
     "A",
     {"silent", "1.1.1.1", "servfail"},
     3,
     "failed alone failed | 1.1.1.1=2"},
    {"one server", "A", {"1.1.1.1"}, 1, "alone | 1.1.1.1=1"},
    {"a referral says nothing of the name",
     "A",
     {"1.1.1.1", "referral"},
     2,
     "alone failed | 1.1.1.1=1"},
    {"one waits", "A", {"1.1.1.1", NULL}, 2, "alone waiting | 1.1.1.1=1"},
    {"all wait", "A", {NULL, NULL}, 2, "waiting waiting |"},
    {"signatures count only when asked for",
     "TXT",
     {"a sig:1", "a sig:2"},
     2,
     "same same | a=12"},
    {"signatures that were asked for",
     "RRSIG",
     {"sig:1", "sig:2"},
     2,
     "same differs(+1 -1) | sig:1=1 sig:2=2"},
};

static void make_table(struct gs_server_table *table, const char *type,
                       const char *const *says, size_t servers)
{
    uint16_t number;
    assert_int_equal(gs_type_parse(type, &number), GS_OK);
    gs_server_table_add_question(table, "x.test", number);
    for (size_t i = 0; i < servers; i++) {
        struct gs_endpoint server = {.port = (uint16_t)(53 + i)};
        gs_server_table_add_server(table, &server);
        struct gs_dns_answer *answer = play(number, says[i]);
        if (answer != NULL) {
            answer->elapsed_us = (int64_t)(10 - i) * 1000;
            assert_true(gs_server_table_set(table, i, answer));
        }
    }
}

static void answers_are_compared_as_sets(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_server_table *table = gs_mem_new(1, sizeof *table);
        struct gs_server_diff diff;
        struct gs_buf text = {0};
        check_case(cases[i].label);
        make_table(table, cases[i].type, cases[i].says, cases[i].servers);
        gs_server_diff_make(table, 0, &diff);
        describe(&diff, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].diff);
        gs_buf_fini(&text);
        gs_server_diff_fini(&diff);
        gs_server_table_free(table);
    }
}

static void times_are_those_of_messages_that_came(void **state)
{
    static const char *const says[] = {"1.1.1.1", "1.1.1.1", "silent"};
    struct gs_server_table *table = gs_mem_new(1, sizeof *table);
    struct gs_server_diff diff;
    (void)state;
    make_table(table, "A", says, 3);
    gs_server_diff_make(table, 0, &diff);
    assert_int_equal(diff.answered, 3);
    assert_int_equal(diff.min_us, 9000); /* not the silent one's 8000 */
    assert_int_equal(diff.max_us, 10000);
    assert_int_equal(diff.fastest, 1);
    assert_int_equal(diff.common, GS_OUTCOME_ANSWERED);
    gs_server_diff_fini(&diff);
    struct gs_server_diff_list diffs;
    gs_server_diff_list_make(table, &diffs);
    assert_int_equal(diffs.count, 1);
    struct gs_server_summary summary = gs_server_summary_of(table, &diffs);
    gs_server_diff_list_fini(&diffs);
    assert_int_equal(summary.fastest, 1);
    assert_int_equal(summary.failed, 1);
    assert_int_equal(summary.differing_questions, 0);
    assert_int_equal(summary.median_us[0], 10000);
    assert_int_equal(summary.median_us[2], -1);
    gs_server_table_free(table);
}

static void an_answer_comes_to_words(void **state)
{
    static const char *const says[] = {"1.1.1.1", "refused", "referral", NULL};
    static const char *const words[] = {"1 record", "refused", "only where else to ask",
                                        "waiting"};
    struct gs_server_table *table = gs_mem_new(1, sizeof *table);
    struct gs_server_diff diff;
    (void)state;
    make_table(table, "A", says, 4);
    gs_server_diff_make(table, 0, &diff);
    for (size_t i = 0; i < 4; i++) {
        char text[GS_SERVER_WORDS_MAX];
        check_case(words[i]);
        gs_server_words(&diff, i, table->columns.items[i].answers.items[0], text);
        assert_string_equal(text, words[i]);
    }
    gs_server_diff_fini(&diff);
    gs_server_table_free(table);
}

static void each_match_has_a_sign_of_its_own(void **state)
{
    static const char *const signs[] = {"…", "✗", "–", "✓", "≠"};
    (void)state;
    for (unsigned match = GS_SERVER_WAITING; match <= GS_SERVER_DIFFERS; match++) {
        assert_string_equal(gs_server_match_sign((enum gs_server_match)match),
                            signs[match]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_compared_as_sets),
        cmocka_unit_test(times_are_those_of_messages_that_came),
        cmocka_unit_test(each_match_has_a_sign_of_its_own),
        cmocka_unit_test(an_answer_comes_to_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
