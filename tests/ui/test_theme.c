/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const builtin[] = {"dark", "light", "high-contrast", "mono"};

static void load(const char *name, struct gs_theme *theme)
{
    struct gs_buf error = {0};
    enum gs_status status = gs_theme_load(name, theme, &error);
    assert_string_equal(gs_buf_text(&error), "");
    assert_int_equal(status, GS_OK);
    gs_buf_fini(&error);
}

static void every_built_in_theme_names_every_role(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
        struct gs_theme theme;
        load(builtin[i], &theme);
        assert_string_equal(theme.name, builtin[i]);
        for (unsigned role = 0; role < GS_ROLE_COUNT; role++) {
            print_message("%s %s\n", builtin[i], gs_role_name((enum gs_role)role));
            /* a role that is not named keeps the zeroed struct's colour 0 */
            assert_int_equal(theme.styles[GS_DEPTH_MONO][role].foreground,
                             GS_COLOR_DEFAULT);
            assert_int_equal(theme.styles[GS_DEPTH_MONO][role].background,
                             GS_COLOR_DEFAULT);
        }
    }
}

static void the_terminals_own_background_is_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
        struct gs_theme theme;
        load(builtin[i], &theme);
        for (unsigned depth = 0; depth < GS_DEPTH_COUNT; depth++) {
            struct gs_style style =
                gs_theme_style(&theme, (enum gs_depth)depth, GS_ROLE_TEXT, false);
            assert_int_equal(style.background, GS_COLOR_DEFAULT);
            assert_int_equal(style.foreground, GS_COLOR_DEFAULT);
        }
    }
}

static bool is_same(struct gs_style a, struct gs_style b)
{
    return a.foreground == b.foreground && a.background == b.background &&
           a.bold == b.bold && a.dim == b.dim && a.underline == b.underline &&
           a.reverse == b.reverse;
}

static void styles_are_those_of_the_role_table(void **state)
{
    (void)state;

    static const struct {
        const char *theme;
        enum gs_depth depth;
        enum gs_role role;
        bool is_selected;
        struct gs_style want;
    } cases[] = {
        {"dark", GS_DEPTH_256, GS_ROLE_ERR, false, {203, -1, .bold = true}},
        {"dark", GS_DEPTH_16, GS_ROLE_ERR, false, {9, -1, .bold = true}},
        {"dark", GS_DEPTH_8, GS_ROLE_ERR, false, {1, -1, .bold = true}},
        {"dark", GS_DEPTH_MONO, GS_ROLE_ERR, false, {-1, -1, .bold = true}},
        {"dark", GS_DEPTH_16, GS_ROLE_DIM, false, {-1, -1, .dim = true}},
        {"light", GS_DEPTH_8, GS_ROLE_TAB_ACTIVE, false, {7, 4, .bold = true}},
        {"light", GS_DEPTH_256, GS_ROLE_OK, false, {28, -1, .dim = false}},
        {"mono", GS_DEPTH_256, GS_ROLE_ERR, false, {-1, -1, .bold = true}},
        /* the selected row */
        {"dark", GS_DEPTH_256, GS_ROLE_DIM, true, {245, 236, .dim = false}},
        {"dark", GS_DEPTH_256, GS_ROLE_STRONG, true, {-1, 236, .bold = true}},
        {"dark", GS_DEPTH_16, GS_ROLE_STRONG, true, {0, 6, .dim = false}},
        {"dark", GS_DEPTH_16, GS_ROLE_DIM, true, {0, 6, .dim = false}},
        {"dark", GS_DEPTH_256, GS_ROLE_MATCH, true, {16, 179, .dim = false}},
        {"dark", GS_DEPTH_MONO, GS_ROLE_DIM, true, {-1, -1, .reverse = true}},
        {"dark",
         GS_DEPTH_MONO,
         GS_ROLE_STRONG,
         true,
         {-1, -1, .bold = true, .reverse = true}},
        {"dark", GS_DEPTH_MONO, GS_ROLE_MATCH, true, {-1, -1, .dim = false}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_theme theme;
        print_message("case %zu\n", i);
        load(cases[i].theme, &theme);
        struct gs_style got =
            gs_theme_style(&theme, cases[i].depth, cases[i].role, cases[i].is_selected);
        assert_true(is_same(got, cases[i].want));
    }
}

static void a_wrong_file_is_refused_with_line_and_reason(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        size_t len; /* 0: strlen */
        const char *want;
    } cases[] = {
        {"ok = 2 | 2 |\nfoo = 1|1|\n", 0,
         "x.theme:2: `foo` is no role; the roles are text strong dim"},
        {"ok 2 | 2 |", 0,
         "x.theme:1: `ok 2 | 2 |` is no line of a theme: want role = 256 | 16 | mono"},
        {"# a\n\nok = 2 | 2", 0,
         "x.theme:3: `ok = 2 | 2` is no line of a theme: want role = 256 | 16 | mono"},
        {"ok = 2 | 2 | | b", 0,
         "x.theme:1: `ok = 2 | 2 | | b` is no line of a theme: want role = 256 | 16 | "
         "mono"},
        {"ok = 256 | 2 |", 0,
         "x.theme:1: `256` is out of range: the first column has colours 0 to 255"},
        {"ok = 2 | 1/16 b |", 0,
         "x.theme:1: `1/16 b` is out of range: the second column has colours 0 to 15"},
        {"ok = 99999999999999999999 | 2 |", 0,
         "x.theme:1: `99999999999999999999` is out of range: the first column has "
         "colours 0 "
         "to 255"},
        {"ok = 2 | 2 | 1 b", 0,
         "x.theme:1: `1 b` is not mono: the third column has attributes only, [bdur]"},
        {"ok = 2/ | 2 |", 0, "x.theme:1: `2/` wants a colour number behind `/`"},
        {"ok = red | 2 |", 0,
         "x.theme:1: `red` is no style: want [foreground][/background] [bdur], where b "
         "is "
         "bold, d dim, u underline, r reverse"},
        {"ok = -1 | 2 |", 0, "x.theme:1: `-1` is no style: want"},
        {"ok = 2|2|\n\nok = 3|3|", 0, "x.theme:3: `ok` was already given in line 1"},
        {"[colors]\n", 0,
         "x.theme:1: `[colors]` is no line of a theme: want role = 256 | 16 | mono"},
        {"\x1b[2J = 1|1|", 0, "x.theme:1: `\\x1B[2J` is no role; the roles are"},
        {"= 1|1|", 0, "x.theme:1: is no role; the roles are"},
        {"ok = 2|2|\n\0", 11, "x.theme:2: a NUL byte: a theme is plain text"},
        {"ok\0 = 2|2|", 10, "x.theme:1: a NUL byte: a theme is plain text"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_theme theme;
        struct gs_theme before;
        struct gs_buf error = {0};
        load("dark", &theme);
        before = theme;
        size_t len = cases[i].len == 0 ? strlen(cases[i].text) : cases[i].len;
        assert_int_equal(gs_theme_parse(cases[i].text, len, "x.theme", &theme, &error),
                         GS_EFORMAT);
        print_message("%s\n", gs_buf_text(&error));
        assert_memory_equal(gs_buf_text(&error), cases[i].want, strlen(cases[i].want));
        assert_memory_equal(&theme, &before, sizeof theme);
        gs_buf_fini(&error);
    }
}

static void a_file_may_name_only_some_roles(void **state)
{
    (void)state;

    struct gs_theme theme;
    struct gs_buf error = {0};
    load("dark", &theme);
    static const char text[] = "# mine\r\n  ok = 200bu |14/8 | ru # signs\r\n\n\tdim=||";
    assert_int_equal(gs_theme_parse(text, sizeof text - 1, "x", &theme, &error), GS_OK);
    assert_true(is_same(theme.styles[GS_DEPTH_256][GS_ROLE_OK],
                        (struct gs_style){200, -1, .bold = true, .underline = true}));
    assert_true(is_same(theme.styles[GS_DEPTH_16][GS_ROLE_OK],
                        (struct gs_style){14, 8, .dim = false}));
    assert_true(is_same(theme.styles[GS_DEPTH_8][GS_ROLE_OK],
                        (struct gs_style){6, 0, .bold = true}));
    assert_true(is_same(theme.styles[GS_DEPTH_MONO][GS_ROLE_OK],
                        (struct gs_style){-1, -1, .underline = true, .reverse = true}));
    assert_true(is_same(theme.styles[GS_DEPTH_16][GS_ROLE_DIM],
                        (struct gs_style){-1, -1, .dim = false}));
    assert_int_equal(theme.styles[GS_DEPTH_256][GS_ROLE_ERR].foreground, 203);

    gs_buf_fini(&error);
}

static void a_long_file_is_refused(void **state)
{
    (void)state;
    struct gs_theme theme = {0};
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    while (text.len <= GS_THEME_MAX_BYTES) {
        gs_buf_add_text(&text, "# a comment that says nothing\n");
    }
    assert_int_equal(gs_theme_parse(text.data, text.len, "x.theme", &theme, &error),
                     GS_ELIMIT);
    assert_string_equal(gs_buf_text(&error),
                        "x.theme:1: the file is too long: at most 65536 bytes");
    gs_buf_fini(&text);
    gs_buf_fini(&error);
}

static int make_directory(void **state)
{
    static char directory[] = "/tmp/gs_theme_XXXXXX";
    if (mkdtemp(directory) == NULL) {
        return -1;
    }
    *state = directory;
    return setenv("XDG_CONFIG_HOME", directory, 1);
}

static int remove_directory(void **state)
{
    char command[64];
    (void)snprintf(command, sizeof command, "rm -r %s", (const char *)*state);
    return system(command);
}

static void path_in(const char *directory, const char *name, char out[128])
{
    (void)snprintf(out, 128, "%s/%s", directory, name);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void a_file_is_loaded_by_path_and_by_name(void **state)
{
    char path[128];
    struct gs_theme theme;
    path_in(*state, "gaiscope", path);
    assert_int_equal(mkdir(path, 0700), 0);
    path_in(*state, "gaiscope/themes", path);
    assert_int_equal(mkdir(path, 0700), 0);
    path_in(*state, "gaiscope/themes/mine.theme", path);
    write_file(path, "ok = 42 | 3 | u\n");
    static const char *const names[] = {"mine", "path"};
    for (size_t i = 0; i < 2; i++) {
        print_message("%s\n", names[i]);
        load(i == 0 ? names[i] : path, &theme);
        assert_string_equal(theme.name, "mine");
        assert_int_equal(theme.styles[GS_DEPTH_256][GS_ROLE_OK].foreground, 42);
        assert_int_equal(theme.styles[GS_DEPTH_256][GS_ROLE_ERR].foreground, 203);
    }
}

static void expect_refusal(const char *name, enum gs_status status, const char *part)
{
    struct gs_theme theme;
    struct gs_buf error = {0};
    assert_int_equal(gs_theme_load(name, &theme, &error), status);
    print_message("%s\n", gs_buf_text(&error));
    assert_non_null(strstr(gs_buf_text(&error), part));
    gs_buf_fini(&error);
}

static void a_missing_file_is_named(void **state)
{
    char path[128];
    expect_refusal(
        "neon", GS_ENOTFOUND,
        "theme neon is not known; there are dark high-contrast light mono, and no file");
    expect_refusal("neo\x1bn", GS_ENOTFOUND, "theme neo\\x1Bn is not known");
    path_in(*state, "absent.theme", path);
    expect_refusal(path, GS_ENOTFOUND,
                   "absent.theme: cannot read the theme: No such file");
    expect_refusal(*state, GS_EOS, "it is no regular file");
    expect_refusal("/dev/zero", GS_EOS, "it is no regular file");
    path_in(*state, "bad.theme", path);
    write_file(path, "\nok = 1\n");
    expect_refusal(path, GS_EFORMAT, "bad.theme:2: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_built_in_theme_names_every_role),
        cmocka_unit_test(the_terminals_own_background_is_kept),
        cmocka_unit_test(styles_are_those_of_the_role_table),
        cmocka_unit_test(a_wrong_file_is_refused_with_line_and_reason),
        cmocka_unit_test(a_file_may_name_only_some_roles),
        cmocka_unit_test(a_long_file_is_refused),
        cmocka_unit_test(a_file_is_loaded_by_path_and_by_name),
        cmocka_unit_test(a_missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
