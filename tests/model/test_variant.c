/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/variant.h"

#include <netdb.h>
#include <sys/socket.h>

static struct gs_question question_of(const char *host, const char *service, int flags)
{
    struct gs_question question = {.hints = {.flags = flags, .socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    return question;
}

static void the_matrix_has_every_family_socket_type_and_flag_once(void **state)
{
    (void)state;
    struct gs_question question =
        question_of("a.test", "www", AI_V4MAPPED | AI_CANONNAME);
    struct gs_variant_list list = gs_variants_matrix(&question);
    assert_int_equal(list.count, GS_MATRIX_CELLS);
    for (size_t i = 0; i < list.count; i++) {
        const struct gs_hints *hints = &list.items[i].question->hints;
        assert_true((hints->flags & AI_CANONNAME) != 0);
        assert_string_equal(list.items[i].question->host, "a.test");
        for (size_t k = 0; k < i; k++) {
            const struct gs_hints *other = &list.items[k].question->hints;
            assert_false(hints->family == other->family && hints->flags == other->flags &&
                         hints->socktype == other->socktype);
        }
    }
    const struct gs_hints *last = &list.items[GS_MATRIX_CELLS - 1].question->hints;
    assert_int_equal(last->family, AF_INET6);
    assert_int_equal(last->socktype, SOCK_SEQPACKET);
    assert_int_equal(last->flags, AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME);
    gs_variant_list_clear(&list);
}

static void beside_the_null_node_stand_the_other_flag_and_two_loopback_names(void **state)
{
    (void)state;
    struct gs_question question = question_of(NULL, "ftp", AI_PASSIVE);
    struct gs_variant_list list = gs_variants_beside(&question);
    assert_int_equal(list.count, 3);
    assert_true(list.items[0].question->is_null);
    assert_int_equal(list.items[0].question->hints.flags, 0);
    assert_string_equal(list.items[1].question->host, "localhost");
    assert_string_equal(gs_question_node(list.items[1].question), "localhost");
    assert_int_equal(list.items[1].question->hints.flags, AI_PASSIVE);
    assert_string_equal(list.items[2].question->host, "127.0.0.1");
    assert_string_equal(list.items[2].question->service, "ftp");
    gs_variant_list_clear(&list);
}

static void nothing_stands_beside_a_host(void **state)
{
    (void)state;
    struct gs_question question = question_of("a.test", NULL, 0);
    struct gs_variant_list list = gs_variants_beside(&question);
    assert_int_equal(list.count, 0);
    gs_variant_list_clear(&list);
}

static void a_cell_is_a_count_or_the_errors_short_name(void **state)
{
    (void)state;

    static const struct {
        enum gs_outcome outcome;
        const char *name;
        const char *word;
    } cases[] = {
        {GS_OUTCOME_ANSWERED, "", "0"},
        {GS_OUTCOME_NO_SUCH_NAME, "EAI_NONAME", "NONAME"},
        {GS_OUTCOME_BAD_QUESTION, "EAI_ADDRFAMILY", "ADDRFAMILY"},
        {GS_OUTCOME_CANCELLED, "", "stopped"},
        {GS_OUTCOME_TIMED_OUT, "", "timed out"},
    };

    char word[GS_VARIANT_WORD_MAX];
    gs_variant_word(NULL, word);
    assert_string_equal(word, "");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_system_answer answer = {.outcome = cases[i].outcome};
        answer.error.name = cases[i].name;
        check_case(cases[i].word);
        gs_variant_word(&answer, word);
        assert_string_equal(word, cases[i].word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_a_count_or_the_errors_short_name),
        cmocka_unit_test(the_matrix_has_every_family_socket_type_and_flag_once),
        cmocka_unit_test(
            beside_the_null_node_stand_the_other_flag_and_two_loopback_names),
        cmocka_unit_test(nothing_stands_beside_a_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
