/* SPDX-License-Identifier: MIT */
#include "rules/make_words.h"
#include "support/check.h"

static void check_text(struct gs_words *words, const char *want)
{
    char *text = make_words_text(words);
    assert_string_equal(text, want);
    free(text);
    gs_words_fini(words);
}

static void a_line_has_label_value_sign_and_remark(void **state)
{
    (void)state;
    struct gs_words words = {0};
    gs_words_add(&words, "port", "%d", 443);
    gs_words_add(&words, "hint", "%s", "192.0.2.1");
    gs_words_remark(&words, GS_SIGN_WARN, "not in %s", "A");
    gs_words_add(&words, "ech", "there");
    gs_words_sign(&words, GS_SIGN_OK);
    gs_words_set_apart(&words);
    assert_int_equal(gs_words_worst(&words), GS_SIGN_WARN);
    check_text(&words, "port: 443\nhint: 192.0.2.1 | ▲ not in A\n\nech: there | ✓ \n");
    assert_int_equal(gs_words_worst(&words), GS_SIGN_NONE);
}

static void outside_text_is_made_safe(void **state)
{
    (void)state;
    struct gs_words words = {0};
    gs_words_add(&words, "a\x01", "%s", "b\x1b[31m");
    gs_words_remark(&words, GS_SIGN_NONE, "%s", "c\xff\xe2\x80\xae");
    gs_words_add_bytes(&words, "bytes", "d\0e", 3);
    check_text(&words, "a\\x01: b\\x1B[31m | c\\xFF\\u{202E}\nbytes: d\\x00e\n");
}

static void a_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    char text[4 * GS_WORDS_TEXT_MAX];
    for (size_t first = 0; first < 3; first++) {
        struct gs_words words = {0};
        struct gs_buf long_text = {0};
        gs_buf_add(&long_text, "aaa", first);
        while (long_text.len + 3 < sizeof text) {
            gs_buf_add_text(&long_text, "€");
        }
        gs_words_add(&words, "", "%s", gs_buf_text(&long_text));
        const char *value = words.items[0].value;
        assert_true(strlen(value) <= GS_WORDS_TEXT_MAX);
        assert_true(strlen(value) > GS_WORDS_TEXT_MAX - 8);
        assert_null(strchr(value, '\\'));
        assert_string_equal(value + strlen(value) - 6, "€…");
        gs_buf_fini(&long_text);
        gs_words_fini(&words);
    }
    struct gs_words words = {0};
    memset(text, 1, sizeof text);
    gs_words_add_bytes(&words, "", text, sizeof text);
    assert_true(strlen(words.items[0].value) <= GS_WORDS_TEXT_MAX);
    gs_words_fini(&words);
}

static void lines_over_the_limit_are_counted(void **state)
{
    (void)state;
    struct gs_words words = {0};
    struct gs_words copy = {0};
    for (int i = 0; i < GS_WORDS_MAX + 3; i++) {
        gs_words_add(&words, "n", "%d", i);
        gs_words_remark(&words, GS_SIGN_NONE, "%d", i);
        gs_words_set_apart(&words);
    }
    gs_words_sign(&words, GS_SIGN_ERR);
    assert_int_equal(words.count, GS_WORDS_MAX);
    assert_int_equal(words.left_out, 3);
    assert_string_equal(words.items[GS_WORDS_MAX - 1].remark, "399");
    assert_int_equal(gs_words_worst(&words), GS_SIGN_NONE);
    gs_words_add(&copy, "first", "line");
    gs_words_add_all(&copy, &words);
    assert_int_equal(copy.count, GS_WORDS_MAX);
    assert_int_equal(copy.left_out, 4);
    assert_string_equal(copy.items[1].remark, "0");
    assert_true(copy.items[1].is_apart);
    gs_words_fini(&words);
    gs_words_fini(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_label_value_sign_and_remark),
        cmocka_unit_test(outside_text_is_made_safe),
        cmocka_unit_test(a_long_text_is_cut_at_a_character),
        cmocka_unit_test(lines_over_the_limit_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
