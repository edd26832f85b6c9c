/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void characters_are_decoded(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        size_t len;
        uint32_t code;
        uint8_t len_bytes;
        bool is_valid;
    } cases[] = {
        {"end", "", 0, 0, 0, false},
        {"NUL", "\0", 1, 0, 1, true},
        {"ASCII", "a", 1, 'a', 1, true},
        {"DEL", "\x7f", 1, 0x7f, 1, true},
        {"first of two", "\xc2\x80", 2, 0x80, 2, true},
        {"last of two", "\xdf\xbf", 2, 0x7ff, 2, true},
        {"first of three", "\xe0\xa0\x80", 3, 0x800, 3, true},
        {"last before surrogates", "\xed\x9f\xbf", 3, 0xd7ff, 3, true},
        {"noncharacter", "\xef\xbf\xbf", 3, 0xffff, 3, true},
        {"first of four", "\xf0\x90\x80\x80", 4, 0x10000, 4, true},
        {"the last", "\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4, true},
        {"above the last", "\xf4\x90\x80\x80", 4, 0, 1, false},
        {"surrogate", "\xed\xa0\x80", 3, 0, 1, false},
        {"overlong slash", "\xc0\xaf", 2, 0, 1, false},
        {"overlong of three", "\xe0\x9f\xbf", 3, 0, 1, false},
        {"overlong of four", "\xf0\x8f\xbf\xbf", 4, 0, 1, false},
        {"continuation alone", "\x80", 1, 0, 1, false},
        {"cut short", "\xe4\xbd", 2, 0, 1, false},
        {"cut by ASCII",
         "\xe4\xbd"
         "a",
         3, 0, 1, false},
        {"len ends it", "\xe4\xbd\xa0", 2, 0, 1, false},
        {"FF", "\xff", 1, 0, 1, false},
        {"five bytes", "\xf8\x88\x80\x80\x80", 5, 0, 1, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_char c = gs_text_decode(cases[i].text, cases[i].len);
        check_case(cases[i].label);
        assert_int_equal(c.is_valid, cases[i].is_valid);
        assert_int_equal(c.len_bytes, cases[i].len_bytes);
        if (c.is_valid) {
            assert_int_equal(c.code, cases[i].code);
        }
        assert_int_equal(gs_text_is_utf8(cases[i].text, cases[i].len),
                         cases[i].is_valid || cases[i].len == 0);
    }
}

static void every_code_point_survives_encoding(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 257) {
        struct gs_buf out = {0};
        gs_text_encode(&out, code);
        struct gs_char c = gs_text_decode(out.data, out.len);
        bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
        assert_true(c.is_valid);
        assert_int_equal(c.len_bytes, out.len);
        assert_int_equal(c.code, is_surrogate ? 0xfffd : code);
        gs_buf_fini(&out);
    }
}

static void numbers_that_are_no_code_points_become_the_replacement(void **state)
{
    (void)state;
    static const uint32_t codes[] = {0xd800, 0xdfff, 0x110000, 0x7fffffff, 0xffffffff};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct gs_buf out = {0};
        gs_text_encode(&out, codes[i]);
        assert_string_equal(gs_buf_text(&out), "\xef\xbf\xbd");
        gs_buf_fini(&out);
    }
}

static void only_what_shows_itself_is_printable(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint32_t code;
        bool is_printable;
    } cases[] = {
        {"blank", ' ', true},
        {"tilde", '~', true},
        {"NUL", 0, false},
        {"escape", 0x1b, false},
        {"DEL", 0x7f, false},
        {"C1 next line", 0x85, false},
        {"C1 CSI", 0x9b, false},
        {"no-break space", 0xa0, true},
        {"soft hyphen", 0xad, false},
        {"e acute", 0xe9, true},
        {"combining acute", 0x301, true},
        {"combining grapheme joiner", 0x34f, false},
        {"arabic letter mark", 0x61c, false},
        {"hangul filler, initial", 0x115f, false},
        {"mongolian vowel separator", 0x180e, false},
        {"zero width space", 0x200b, false},
        {"zero width joiner", 0x200d, false},
        {"left-to-right mark", 0x200e, false},
        {"line separator", 0x2028, false},
        {"paragraph separator", 0x2029, false},
        {"right-to-left override", 0x202e, false},
        {"word joiner", 0x2060, false},
        {"left-to-right isolate", 0x2066, false},
        {"hangul filler", 0x3164, false},
        {"ideograph", 0x4e94, true},
        {"surrogate", 0xd800, false},
        {"private use", 0xe000, false},
        {"variation selector", 0xfe0f, false},
        {"byte order mark", 0xfeff, false},
        {"halfwidth filler", 0xffa0, false},
        {"interlinear anchor", 0xfff9, false},
        {"replacement", 0xfffd, true},
        {"noncharacter", 0xffff, false},
        {"emoji", 0x1f600, true},
        {"musical begin beam", 0x1d173, false},
        {"unassigned", 0x50000, false},
        {"language tag", 0xe0001, false},
        {"tag a", 0xe0061, false},
        {"variation selector 17", 0xe0100, false},
        {"private plane", 0x10fffd, false},
        {"above Unicode", 0x110000, false},
        {"far above Unicode", 0xffffffff, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_text_is_printable(cases[i].code), cases[i].is_printable);
    }
}

static void outside_text_is_made_safe(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        const char *safe;
    } cases[] = {
        {"plain", "python.org", "python.org"},
        {"empty", "", ""},
        {"UTF-8", "五粮液.中国 é", "五粮液.中国 é"},
        {"backslash stays", "a\\b", "a\\b"},
        {"letters", "a\tb\nc\rd", "a\\tb\\nc\\rd"},
        {"other controls", "\x01\x1b[31m\x7f", "\\x01\\x1B[31m\\x7F"},
        {"bell and backspace", "\a\b\v\f", "\\x07\\x08\\x0B\\x0C"},
        {"C1 as UTF-8",
         "\xc2\x9b"
         "31m",
         "\\u{009B}31m"},
        {"C1 as a byte",
         "\x9b"
         "31m",
         "\\x9B31m"},
        {"bidi override", "a\u202eb", "a\\u{202E}b"},
        {"zero width", "a\u200bb\ufeff", "a\\u{200B}b\\u{FEFF}"},
        {"tags", "a\U000e0061", "a\\u{E0061}"},
        {"line separator", "a\u2028b", "a\\u{2028}b"},
        {"latin 1", "caf\xe9", "caf\\xE9"},
        {"overlong", "\xc0\xaf", "\\xC0\\xAF"},
        {"surrogate", "\xed\xa0\x80", "\\xED\\xA0\\x80"},
        {"cut short", "a\xe4\xbd", "a\\xE4\\xBD"},
        {"one mark", "e\u0301", "e\u0301"},
        {"four marks", "e\u0301\u0302\u0303\u0304", "e\u0301\u0302\u0303\u0304"},
        {"the fifth mark", "e\u0301\u0302\u0303\u0304\u0305x",
         "e\u0301\u0302\u0303\u0304\\u{0305}x"},
        {"and those behind", "e\u0301\u0301\u0301\u0301\u0301\u0301",
         "e\u0301\u0301\u0301\u0301\\u{0301}\\u{0301}"},
        {"counted anew per base", "e\u0301\u0301\u0301\u0301e\u0301",
         "e\u0301\u0301\u0301\u0301e\u0301"},
        {"mark without base", "\u0301a\u0301", "\\u{0301}a\u0301"},
        {"mark behind an escape", "\n\u0301", "\\n\\u{0301}"},
        {"mark behind an escaped mark", "\u0301\u0302", "\\u{0301}\\u{0302}"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *safe = gs_text_sanitised(cases[i].text);
        check_case(cases[i].label);
        assert_string_equal(safe, cases[i].safe);
        free(safe);
    }
}

static void a_nul_inside_is_escaped(void **state)
{
    (void)state;
    struct gs_buf out = {0};
    gs_text_sanitise(&out, "a\0b", 3);
    assert_string_equal(gs_buf_text(&out), "a\\x00b");
    gs_buf_fini(&out);
}

/* Whatever bytes come in, what goes out is UTF-8 of printable characters alone. */
static void nothing_unsafe_comes_through(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[24];
        struct gs_buf out = {0};
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        gs_text_sanitise(&out, bytes, sizeof bytes);
        assert_true(out.len >= sizeof bytes);
        for (size_t at = 0; at < out.len;) {
            struct gs_char c = gs_text_decode(out.data + at, out.len - at);
            assert_true(c.is_valid);
            assert_true(gs_text_is_printable(c.code));
            at += c.len_bytes;
        }
        gs_buf_fini(&out);
    }
}

static void cells_are_counted(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        size_t cells;
    } cases[] = {
        {"", 0},        {"abc", 3}, {"五粮液.中国", 11},
        {"e\u0301", 1}, {"é", 1},   {"\u1112\u1161\u11ab", 2},
        {"…", 1},       {"✗ ▸", 3}, {"😀", 2},
        {"\xff", 1},    {"ｱ", 1},   {"Ａ", 2},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        assert_int_equal(gs_text_cells(cases[i].text), cases[i].cells);
    }
    assert_int_equal(gs_text_span_cells("五粮液", 3), 2);
}

static void one_step_is_one_cluster(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        size_t len;
    } cases[] = {
        {"end", "", 0},
        {"one letter", "a", 1},
        {"two letters", "ab", 1},
        {"letter before a wide one", "a五", 1},
        {"wide", "五粮", 3},
        {"letter and mark", "e\u0301x", 3},
        {"letter and two marks", "e\u0301\u0302", 5},
        {"hangul syllable of three", "\u1112\u1161\u11abx", 9},
        {"flag", "🇩🇪🇫🇷", 8},
        {"sign before a letter", "·a", 2},
        {"two signs", "──", 3},
        {"last sign", "…", 3},
        {"sign and mark", "·\u0301x", 4},
        {"letter before a mark that is no letter", "a\u20ddx", 4},
        {"picture joined to another", "\u2764\u200d\u2764x", 9},
        {"sign and its variant", "\u2764\ufe0fx", 6},
        {"number sign that belongs to what follows", "\u0600a", 3},
        {"invalid byte", "\xff\xff", 1},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_text_next(cases[i].text, strlen(cases[i].text)),
                         cases[i].len);
    }
}

struct cut_case {
    const char *text;
    size_t width_cells;
    const char *cut;
};

static void check_cut(const struct cut_case *c,
                      void (*cut)(struct gs_buf *, const char *, size_t))
{
    struct gs_buf out = {0};
    check_case(c->cut);
    cut(&out, c->text, c->width_cells);
    assert_string_equal(gs_buf_text(&out), c->cut);
    gs_buf_fini(&out);
}

static void free_text_loses_its_end(void **state)
{
    (void)state;
    static const struct cut_case cases[] = {
        {"abcdef", 6, "abcdef"},
        {"abcdef", 5, "abcd…"},
        {"abcdef", 1, "…"},
        {"abcdef", 0, ""},
        {"", 0, ""},
        {"五粮液", 6, "五粮液"},
        {"五粮液", 5, "五粮…"},
        {"五粮液", 4, "五…"},
        {"五粮液", 2, "…"},
        {"五粮液", 1, "…"},
        {"e\u0301bcd", 3, "e\u0301b…"},
        {"e\u0301", 1, "e\u0301"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_cut(&cases[i], gs_text_cut_end);
    }
}

static void names_lose_their_middle(void **state)
{
    (void)state;
    static const struct cut_case cases[] = {
        {"a.example.org", 13, "a.example.org"},
        {"mail.example.org", 10, "mai…le.org"},
        {"abcdef", 5, "a…def"},
        {"abcdef", 4, "a…ef"},
        {"abcdef", 3, "…ef"},
        {"abcdef", 2, "…f"},
        {"abcdef", 1, "…"},
        {"abcdef", 0, ""},
        {"五粮液五粮液", 7, "五…粮液"},
        {"五粮液五粮液", 6, "…粮液"},
        {"五粮液a五粮液", 8, "五…粮液"},
        {"e\u0301bcde\u0301f", 5, "e\u0301…de\u0301f"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_cut(&cases[i], gs_text_cut_middle);
    }
}

static void a_cut_text_always_fits(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "mail.example.org", "五粮液.中国.五粮液",
        "a五b粮c液d",       "e\u0301e\u0301五e\u0301e\u0301",
        "\xff\xfe\xff\xfe", "🇩🇪🇫🇷🇩🇪🇫🇷"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        for (size_t width = 0; width < 20; width++) {
            struct gs_buf end = {0};
            struct gs_buf middle = {0};
            gs_text_cut_end(&end, texts[i], width);
            gs_text_cut_middle(&middle, texts[i], width);
            assert_true(gs_text_cells(gs_buf_text(&end)) <= width);
            assert_true(gs_text_cells(gs_buf_text(&middle)) <= width);
            gs_buf_fini(&end);
            gs_buf_fini(&middle);
        }
    }
}

static void only_ascii_letters_have_a_case(void **state)
{
    (void)state;

    static const struct {
        const char *a;
        const char *b;
        size_t len;
        int sign;
    } cases[] = {
        {"INFO", "info", SIZE_MAX, 0},
        {"info", "INFOS", SIZE_MAX, -1},
        {"info", "INFOS", 4, 0},
        {"b", "A", SIZE_MAX, 1},
        {"[", "{", SIZE_MAX, -1},
        {"", "", SIZE_MAX, 0},
        {"\xc4", "\xe4", SIZE_MAX, -1},
        {"x", "\xe4", SIZE_MAX, -1},
        {"a", "b", 0, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].a);
        int result = gs_text_compare_case(cases[i].a, cases[i].b, cases[i].len);
        assert_int_equal((result > 0) - (result < 0), cases[i].sign);
    }
}

static void ascii_escapes_all_but_the_own_signs(void **state)
{
    (void)state;
    gs_text_use_ascii(true);
    char *safe = gs_text_sanitised("a\xd0\xb0\xc3\xa9 \xe2\x9c\x93\xc2\xb7\xe2\x98\x83");
    gs_text_use_ascii(false);
    assert_string_equal(safe, "a\\u{0430}\\u{00E9} \xe2\x9c\x93\xc2\xb7\\u{2603}");
    free(safe);
}

static void counts_have_commas_from_ten_thousand_on(void **state)
{
    static const struct {
        uint64_t count;
        const char *text;
    } cases[] = {{0, "0"},
                 {9999, "9999"},
                 {10000, "10,000"},
                 {123456, "123,456"},
                 {1234567, "1,234,567"},
                 {UINT64_MAX, "18,446,744,073,709,551,615"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_COUNT_TEXT_MAX];
        gs_count_format(cases[i].count, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_commas_from_ten_thousand_on),
        cmocka_unit_test(only_ascii_letters_have_a_case),
        cmocka_unit_test(characters_are_decoded),
        cmocka_unit_test(every_code_point_survives_encoding),
        cmocka_unit_test(numbers_that_are_no_code_points_become_the_replacement),
        cmocka_unit_test(only_what_shows_itself_is_printable),
        cmocka_unit_test(outside_text_is_made_safe),
        cmocka_unit_test(a_nul_inside_is_escaped),
        cmocka_unit_test(ascii_escapes_all_but_the_own_signs),
        cmocka_unit_test(nothing_unsafe_comes_through),
        cmocka_unit_test(cells_are_counted),
        cmocka_unit_test(one_step_is_one_cluster),
        cmocka_unit_test(free_text_loses_its_end),
        cmocka_unit_test(names_lose_their_middle),
        cmocka_unit_test(a_cut_text_always_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
