/* SPDX-License-Identifier: MIT */
#include "../../src/model/setting_words.h"
#include "support/check.h"

#include <string.h>

enum {
    WORD_SIZE = 8, /* seven letters */
};

/* Keeps the words as they come, parted by bars; "stop" is wrong. */
static bool keep(char *word, void *settings, struct gs_buf *wrong)
{
    struct gs_buf *kept = settings;
    if (strcmp(word, "stop") == 0) {
        gs_buf_addf(wrong, "%s is not wanted", word);
        return false;
    }
    gs_buf_addf(kept, "%s|", word);
    word[0] = '\0'; /* it may be changed */
    return true;
}

static void say_unknown(struct gs_buf *wrong, const char *word)
{
    gs_buf_addf(wrong, "%s is unknown", word);
}

static void words_are_applied_in_their_order_up_to_the_first_wrong_one(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *kept;
        const char *wrong; /* "": all is well */
    } cases[] = {
        {"nothing", "", "", ""},
        {"nothing between commas", " ,\t, ", "", ""},
        {"one word", "edns", "edns|", ""},
        {"commas, blanks and tabs", "+a,-b c=1\td", "+a|-b|c=1|d|", ""},
        {"several of them between", ", a ,, b ,", "a|b|", ""},
        {"a word of the greatest length", "a 1234567 b", "a|1234567|b|", ""},
        {"a word that is longer is none", "a 12345678 b", "a|", "1234567 is unknown"},
        {"a wrong word ends it", "a stop b", "a|", "stop is not wanted"},
    };

    static const struct setting_words words = {WORD_SIZE, keep, say_unknown};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf kept = {0};
        struct gs_buf wrong = {0};
        check_case(cases[i].label);
        bool is_fine = setting_words_apply(&words, cases[i].text, &kept, &wrong);
        assert_int_equal(is_fine, cases[i].wrong[0] == '\0');
        assert_string_equal(gs_buf_text(&kept), cases[i].kept);
        assert_string_equal(gs_buf_text(&wrong), cases[i].wrong);
        gs_buf_fini(&kept);
        gs_buf_fini(&wrong);
    }
}

static void a_word_of_the_most_that_is_kept_is_cut_nowhere(void **state)
{
    static const struct setting_words words = {SETTING_WORD_MAX, keep, say_unknown};
    struct gs_buf kept = {0};
    struct gs_buf wrong = {0};
    char text[SETTING_WORD_MAX + 1];
    (void)state;
    memset(text, 'x', sizeof text);
    text[SETTING_WORD_MAX] = '\0';
    assert_false(setting_words_apply(&words, text, &kept, &wrong));
    assert_int_equal(kept.len, 0);
    text[SETTING_WORD_MAX - 1] = '\0';
    assert_true(setting_words_apply(&words, text, &kept, &wrong));
    assert_int_equal(kept.len, SETTING_WORD_MAX); /* the word and a bar */
    gs_buf_fini(&kept);
    gs_buf_fini(&wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_applied_in_their_order_up_to_the_first_wrong_one),
        cmocka_unit_test(a_word_of_the_most_that_is_kept_is_cut_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
