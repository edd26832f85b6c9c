/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/text.h"
#include "gaiscope/ui/surface.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_text(const struct gs_surface *surface, const char *want)
{
    struct gs_buf text = {0};
    gs_surface_text(surface, &text);
    assert_string_equal(gs_buf_text(&text), want);
    gs_buf_fini(&text);
}

static void text_is_clipped_in_whole_characters(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int x;
        const char *text;
        size_t limit;
        const char *want;
        int behind;
    } cases[] = {
        {"inside", 1, "abc", SIZE_MAX, " abc\n", 4},
        {"over the right edge", 4, "abc", SIZE_MAX, "    ab\n", 6},
        {"up to the limit", 0, "abcdef", 3, "abc\n", 3},
        {"before the left edge", -2, "abcd", SIZE_MAX, "cd\n", 2},
        {"wide at the right edge", 3, "五粮", SIZE_MAX, "   五\n", 5},
        {"wide at the limit", 0, "五粮", 3, "五\n", 2},
        {"wide over the left edge", -1, "五粮", SIZE_MAX, " 粮\n", 3},
        {"combining", 0, "e\xcc\x81x", SIZE_MAX, "e\xcc\x81x\n", 2},
        {"a mark without a base", 0, "\xcc\x81x", SIZE_MAX, "x\n", 1},
        {"nothing", 2, "", SIZE_MAX, "\n", 2},
        {"behind the surface", 9, "a", SIZE_MAX, "\n", 9},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_surface surface = {0};
        print_message("%s\n", cases[i].label);
        gs_surface_resize(&surface, 6, 1);
        int behind = gs_surface_put(&surface, cases[i].x, 0, GS_ROLE_DIM, cases[i].text,
                                    cases[i].limit);
        expect_text(&surface, cases[i].want);
        assert_int_equal(behind, cases[i].behind);
        gs_surface_fini(&surface);
    }
}

static void no_half_of_a_wide_character_is_left(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int x;
        const char *text;
        const char *want;
    } cases[] = {
        {"left half overwritten", 1, "x", " x 粮\n"},
        {"right half overwritten", 2, "x", "  x粮\n"},
        {"both halves of two", 2, "中", "  中\n"},
        {"exactly", 1, "中", " 中粮\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_surface surface = {0};
        print_message("%s\n", cases[i].label);
        gs_surface_resize(&surface, 6, 1);
        gs_surface_put(&surface, 1, 0, GS_ROLE_TEXT, "五粮", SIZE_MAX);
        gs_surface_put(&surface, cases[i].x, 0, GS_ROLE_TEXT, cases[i].text, SIZE_MAX);
        expect_text(&surface, cases[i].want);
        gs_surface_fini(&surface);
    }
}

static void what_no_screen_may_get_becomes_a_question_mark(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "\x1b[2J",
        "\a",
        "\r\n",
        "\t",
        "\x7f",
        "\xc2\x9b"
        "1m",
        "\xff\xfe",
        "a\xe2\x80\xae"
        "b",
        "\xe2\x80\x8b",
        "\xef\xbb\xbf",
        "e\xcc\x81\xe2\x80\x8d",
        "\xf3\xa0\x80\xa1",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_surface surface = {0};
        print_message("case %zu\n", i);
        gs_surface_resize(&surface, 10, 1);
        gs_surface_put(&surface, 0, 0, GS_ROLE_TEXT, cases[i], SIZE_MAX);
        struct gs_buf text = {0};
        gs_surface_text(&surface, &text);
        assert_non_null(strchr(text.data, '?'));
        text.data[text.len - 1] = '\0';
        for (const char *at = text.data; *at != '\0';) {
            struct gs_char c = gs_text_decode(at, strlen(at));
            assert_true(c.is_valid && gs_text_is_printable(c.code));
            at += c.len_bytes;
        }
        gs_buf_fini(&text);
        gs_surface_fini(&surface);
    }
}

static void a_long_cluster_loses_marks_not_its_place(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "a");
    for (int i = 0; i < 40; i++) {
        gs_buf_add_text(&text, "\xcc\x81");
    }
    gs_buf_add_text(&text, "b");
    gs_surface_resize(&surface, 4, 1);
    assert_int_equal(gs_surface_put(&surface, 0, 0, GS_ROLE_TEXT, text.data, SIZE_MAX),
                     2);
    const struct gs_cell *first = gs_surface_at(&surface, 0, 0);
    assert_true(gs_text_is_utf8(first->text, strlen(first->text)));
    assert_int_equal(strlen(first->text), GS_CELL_BYTES - 1);
    assert_string_equal(gs_surface_at(&surface, 1, 0)->text, "b");
    gs_buf_fini(&text);
    gs_surface_fini(&surface);
}

static void the_role_layer_shows_selected_cells_in_the_other_case(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    struct gs_buf roles = {0};
    gs_surface_resize(&surface, 4, 2);
    gs_surface_put(&surface, 0, 0, GS_ROLE_STRONG, "ab", SIZE_MAX);
    gs_surface_put(&surface, 0, 1, GS_ROLE_STRONG, "ab", SIZE_MAX);
    gs_surface_select(&surface, 1, 1, 99);
    gs_surface_roles(&surface, &roles);
    const char want[] = {gs_role_letter(GS_ROLE_STRONG),
                         gs_role_letter(GS_ROLE_STRONG),
                         '.',
                         '.',
                         '\n',
                         gs_role_letter(GS_ROLE_STRONG),
                         (char)(gs_role_letter(GS_ROLE_STRONG) ^ 0x20),
                         ',',
                         ',',
                         '\n',
                         '\0'};
    assert_string_equal(gs_buf_text(&roles), want);
    gs_buf_fini(&roles);
    gs_surface_fini(&surface);
}

static void behind_a_popup_everything_is_shade(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    gs_surface_resize(&surface, 3, 1);
    gs_surface_put(&surface, 0, 0, GS_ROLE_ERR, "abc", SIZE_MAX);
    gs_surface_select(&surface, 0, 0, 3);
    surface.cursor_x = 1;
    gs_surface_shade(&surface);
    expect_text(&surface, "abc\n");
    for (int x = 0; x < 3; x++) {
        assert_int_equal(gs_surface_at(&surface, x, 0)->role, GS_ROLE_SHADE);
        assert_false(gs_surface_at(&surface, x, 0)->is_selected);
    }
    assert_int_equal(surface.cursor_x, -1);
    gs_surface_fini(&surface);
}

static void a_fill_repeats_one_sign(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    gs_surface_resize(&surface, 5, 2);
    gs_surface_fill(&surface, &(struct gs_span){-3, 0, 6}, GS_ROLE_RULE, "─");
    gs_surface_fill(&surface, &(struct gs_span){3, 1, 90}, GS_ROLE_RULE, "━");
    gs_surface_fill(&surface, &(struct gs_span){0, 7, 5}, GS_ROLE_RULE, "x");
    expect_text(&surface, "───\n   ━━\n");
    gs_surface_fini(&surface);
}

static void any_place_on_the_smallest_surface_is_safe(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    gs_surface_resize(&surface, 0, 0);
    assert_int_equal(surface.cols, 1);
    assert_int_equal(surface.rows, 1);
    for (int y = -2; y < 4; y++) {
        for (int x = -4; x < 4; x++) {
            gs_surface_put(&surface, x, y, GS_ROLE_TEXT, "五e\xcc\x81粮a", SIZE_MAX);
            gs_surface_select(&surface, x, y, 3);
        }
    }
    assert_null(gs_surface_at(&surface, 1, 0));
    assert_null(gs_surface_at(&surface, 0, -1));
    assert_non_null(gs_surface_at(&surface, 0, 0));
    gs_surface_fini(&surface);
}

static void random_writes_keep_every_row_whole(void **state)
{
    (void)state;
    static const char *const words[] = {"五粮液", "a",    "e\xcc\x81", "中x中",
                                        "────",   "\x1b", "👍🏽"};
    struct gs_surface surface = {0};
    unsigned seed = 7;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1103515245u + 12345u;
        unsigned r = seed >> 8;
        if (i % 500 == 0) {
            gs_surface_resize(&surface, 1 + r % 17, 1 + r % 3);
        }
        gs_surface_put(&surface, (int)(r % 23) - 4, (int)(r / 64 % 4) - 1,
                       (enum gs_role)(r % GS_ROLE_COUNT), words[r / 7 % 7],
                       r % 5 == 0 ? r % 19 : SIZE_MAX);
        struct gs_buf row = {0};
        for (size_t y = 0; y < surface.rows; y++) {
            gs_buf_clear(&row);
            for (size_t x = 0; x < surface.cols; x++) {
                gs_buf_add_text(&row, surface.cells[y * surface.cols + x].text);
            }
            assert_int_equal(gs_text_cells(row.data), surface.cols);
        }
        gs_buf_fini(&row);
    }
    gs_surface_fini(&surface);
}

static void signs_have_an_ascii_form_one_cell_wide(void **state)
{
    (void)state;

    static const struct {
        const char *sign;
        const char *want;
    } cases[] = {
        {"✓", "o"}, {"✗", "x"}, {"▲", "^"},    {"▼", "v"},         {"→", ">"},
        {"↑", "^"}, {"↓", "v"}, {"·", "."},    {"…", "~"},         {"–", "-"},
        {"≠", "!"}, {"■", "#"}, {"▌", ">"},    {"▏", ">"},         {"─", "-"},
        {"━", "="}, {"│", "|"}, {"╭", "+"},    {"╯", "+"},         {"┌", ","},
        {"└", "`"}, {"░", ":"}, {"╌", "-"},    {"⠹", "|"},         {"▁", "_"},
        {"█", "#"}, {"●", "*"}, {"×", "x"},    {"a", "a"},         {" ", " "},
        {"⠀", " "}, {"⠁", "'"}, {"⡀", "."},    {"⢁", ":"},         {"五", "?"},
        {"", "?"},  {"é", "?"}, {"\x1b", "?"}, {"e\xcc\x81", "?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].sign);
        assert_string_equal(gs_surface_ascii(cases[i].sign), cases[i].want);
    }
}

static void a_patch_is_taken_and_given_back(void **state)
{
    (void)state;
    static const struct gs_patch outside[] = {
        {-1, 0, 2, 1}, {0, -1, 2, 1}, {9, 0, 2, 1}, {0, 3, 1, 2}, {0, 0, 0, 1}};
    const struct gs_patch patch = {2, 1, 3, 2};
    struct gs_surface surface = {0};
    struct gs_cell cells[6];
    struct gs_buf text = {0};
    gs_surface_resize(&surface, 10, 4);
    (void)gs_surface_put(&surface, 2, 1, GS_ROLE_STRONG, "a中", SIZE_MAX);
    (void)gs_surface_put(&surface, 2, 2, GS_ROLE_TEXT, "xyz", SIZE_MAX);
    assert_true(gs_surface_holds(&surface, &patch));
    gs_surface_take(&surface, &patch, cells);
    gs_surface_clear(&surface);
    gs_surface_give(&surface, &patch, cells);
    gs_surface_text(&surface, &text);
    assert_string_equal(gs_buf_text(&text), "\n  a中\n  xyz\n\n");
    assert_int_equal(gs_surface_at(&surface, 2, 1)->role, GS_ROLE_STRONG);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_false(gs_surface_holds(&surface, &outside[i]));
    }
    gs_buf_fini(&text);
    gs_surface_fini(&surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_clipped_in_whole_characters),
        cmocka_unit_test(no_half_of_a_wide_character_is_left),
        cmocka_unit_test(what_no_screen_may_get_becomes_a_question_mark),
        cmocka_unit_test(a_long_cluster_loses_marks_not_its_place),
        cmocka_unit_test(the_role_layer_shows_selected_cells_in_the_other_case),
        cmocka_unit_test(behind_a_popup_everything_is_shade),
        cmocka_unit_test(a_fill_repeats_one_sign),
        cmocka_unit_test(any_place_on_the_smallest_surface_is_safe),
        cmocka_unit_test(random_writes_keep_every_row_whole),
        cmocka_unit_test(signs_have_an_ascii_form_one_cell_wide),
        cmocka_unit_test(a_patch_is_taken_and_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
