/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct script_case {
    const char *text;
    const char *names;
    enum gs_script_level level;
};

static const struct script_case cases[] = {
    {"", "", GS_SCRIPTS_ASCII},
    {"plain-1", "", GS_SCRIPTS_ASCII},
    {"faß", "Latin", GS_SCRIPTS_SINGLE},
    {"五粮液", "Han", GS_SCRIPTS_SINGLE},
    {"аррӏе", "Cyrillic", GS_SCRIPTS_SINGLE},
    {"१२", "Devanagari", GS_SCRIPTS_SINGLE},
    {"東京タワー", "Han + Katakana", GS_SCRIPTS_JAPANESE},
    {"お茶tv", "Hiragana + Han + Latin", GS_SCRIPTS_JAPANESE},
    {"中ㄅ", "Han + Bopomofo", GS_SCRIPTS_CHINESE},
    {"中文web", "Han + Latin", GS_SCRIPTS_JAPANESE},
    {"ㄅweb", "Bopomofo + Latin", GS_SCRIPTS_CHINESE},
    {"한글漢字", "Hangul + Han", GS_SCRIPTS_KOREAN},
    {"한글tv", "Hangul + Latin", GS_SCRIPTS_KOREAN},
    {"한글ひ", "Hangul + Hiragana", GS_SCRIPTS_MIXED},
    {"ㄅひ", "Bopomofo + Hiragana", GS_SCRIPTS_MIXED},
    {"ไทยtv", "Thai + Latin", GS_SCRIPTS_WITH_LATIN},
    {"раypal", "Cyrillic + Latin", GS_SCRIPTS_MIXED},
    {"αbc", "Greek + Latin", GS_SCRIPTS_MIXED},
    {"ไทยעב", "Thai + Hebrew", GS_SCRIPTS_MIXED},
    {"ไทยעבtv", "Thai + Hebrew + Latin", GS_SCRIPTS_MIXED},
    {"漢ไ", "Han + Thai", GS_SCRIPTS_MIXED},
    {"Ꮳtv", "Cherokee + Latin", GS_SCRIPTS_MIXED},
    {"ー", "Common (Hira Kana)", GS_SCRIPTS_SINGLE},
    {"·", "Common", GS_SCRIPTS_SINGLE},
    {"a\xff", "Latin", GS_SCRIPTS_SINGLE},
};

static void scripts_are_named_with_their_level(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_scripts found;
        gs_scripts_of(cases[i].text, &found);
        if (strcmp(found.names, cases[i].names) != 0 || found.level != cases[i].level) {
            fail_msg("%s: '%s', level %d", cases[i].text, found.names, found.level);
        }
    }
}

static void only_what_no_one_writes_together_is_mixed(void **state)
{
    (void)state;
    for (int level = GS_SCRIPTS_ASCII; level <= GS_SCRIPTS_MIXED; level++) {
        bool is_writing = gs_scripts_writing((enum gs_script_level)level)[0] != '\0';
        bool is_mixed = gs_scripts_is_mixed((enum gs_script_level)level);
        assert_false(is_writing && is_mixed);
        assert_int_equal(is_mixed, level >= GS_SCRIPTS_WITH_LATIN);
    }
    assert_string_equal(gs_scripts_writing(GS_SCRIPTS_KOREAN), "Korean");
    assert_string_equal(gs_scripts_writing(GS_SCRIPTS_CHINESE), "Chinese");
    assert_string_equal(gs_scripts_writing(GS_SCRIPTS_JAPANESE), "Japanese");
}

static void levels_have_the_names_of_the_standard(void **state)
{
    (void)state;
    static const char *const names[] = {"ASCII only",           "single script",
                                        "highly restrictive",   "highly restrictive",
                                        "highly restrictive",   "moderately restrictive",
                                        "minimally restrictive"};
    for (int level = GS_SCRIPTS_ASCII; level <= GS_SCRIPTS_MIXED; level++) {
        assert_string_equal(gs_scripts_level_name((enum gs_script_level)level),
                            names[level]);
    }
}

/* More scripts than their names have room for: no name is broken. */
static void many_scripts_stay_inside_their_text(void **state)
{
    (void)state;
    struct gs_scripts found;
    gs_scripts_of("aαбאاहআਅઅଅஅఅಅഅกກཀ", &found);
    assert_int_equal(found.level, GS_SCRIPTS_MIXED);
    assert_true(strlen(found.names) < sizeof found.names);
    assert_true(strncmp(found.names, "Latin + Greek + Cyrillic", 24) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_are_named_with_their_level),
        cmocka_unit_test(only_what_no_one_writes_together_is_mixed),
        cmocka_unit_test(levels_have_the_names_of_the_standard),
        cmocka_unit_test(many_scripts_stay_inside_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
