/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/ui/surface_export.h"

#include <stdlib.h>
#include <string.h>

static struct gs_surface screen_of(void)
{
    struct gs_surface surface = {0};
    gs_surface_resize(&surface, 12, 2);
    gs_surface_put(&surface, 0, 0, GS_ROLE_OK, "✓", SIZE_MAX);
    gs_surface_put(&surface, 2, 0, GS_ROLE_TEXT, "a<b & 五", SIZE_MAX);
    gs_surface_put(&surface, 0, 1, GS_ROLE_TAB_ACTIVE, "[3 Race]", SIZE_MAX);
    return surface;
}

static char *export_of(enum gs_export_form form, enum gs_depth depth, bool is_ascii,
                       const char *theme_name)
{
    struct gs_surface surface = screen_of();
    struct gs_theme theme = {0};
    struct gs_buf error = {0};
    struct gs_buf out = {0};
    assert_int_equal(gs_theme_load(theme_name, &theme, &error), GS_OK);
    struct gs_export_look look = {&theme, depth, is_ascii};
    gs_surface_export(&surface, form, &look, &out);
    gs_surface_fini(&surface);
    gs_buf_fini(&error);
    return gs_buf_claim(&out);
}

static void text_has_the_rows_without_blanks_at_their_ends(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_TEXT, GS_DEPTH_MONO, false, "dark");
    assert_string_equal(text, "✓ a<b & 五\n[3 Race]\n");
    free(text);
}

static void ascii_has_signs_in_ascii(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_TEXT, GS_DEPTH_256, true, "dark");
    assert_int_equal(strncmp(text, "o a<b & ", 8), 0);
    for (const char *at = text; *at != '\0'; at++) {
        assert_true((unsigned char)*at < 0x80);
    }
    free(text);
}

static void ansi_has_the_theme_s_colours_and_ends_plain(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_ANSI, GS_DEPTH_256, false, "dark");
    assert_string_equal(text, "\x1b[0;38;5;114m✓\x1b[0m a<b & 五\n"
                              "\x1b[0;38;5;16;48;5;80m 3 Race \x1b[0m\n");
    free(text);
}

static void ansi_without_colours_has_attributes_alone(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_ANSI, GS_DEPTH_MONO, false, "dark");
    assert_null(strstr(text, ";38;"));
    assert_non_null(strstr(text, ";7m")); /* the active view is reversed */
    free(text);
}

static void sixteen_colours_have_their_own_numbers(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_ANSI, GS_DEPTH_16, false, "dark");
    assert_non_null(strstr(text, "\x1b[0;32m✓"));
    free(text);
}

static void svg_is_escaped_and_each_stretch_has_its_width(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_SVG, GS_DEPTH_256, false, "dark");
    assert_int_equal(strncmp(text, "<svg ", 5), 0);
    assert_non_null(strstr(text, "width=\"168\" height=\"74\""));
    assert_non_null(strstr(text, "a&lt;b &amp; 五"));
    assert_non_null(strstr(text, "textLength=\"12\""));
    assert_non_null(strstr(text, "fill=\"#101010\""));
    assert_non_null(strstr(text, "</svg>\n"));
    free(text);
}

static void a_light_theme_has_a_light_ground(void **state)
{
    (void)state;
    char *text = export_of(GS_EXPORT_SVG, GS_DEPTH_256, false, "light");
    assert_non_null(strstr(text, "fill=\"#ffffff\""));
    free(text);
}

static void the_name_s_end_chooses_the_form(void **state)
{
    (void)state;

    static const struct {
        const char *path;
        bool is_known;
        enum gs_export_form form;
    } cases[] = {
        {"a.txt", true, GS_EXPORT_TEXT},  {"a.ans", true, GS_EXPORT_ANSI},
        {"a.ansi", true, GS_EXPORT_ANSI}, {"dir/a.svg", true, GS_EXPORT_SVG},
        {"a.png", false, GS_EXPORT_TEXT}, {".svg", false, GS_EXPORT_TEXT},
        {"svg", false, GS_EXPORT_TEXT},   {"", false, GS_EXPORT_TEXT},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum gs_export_form form = GS_EXPORT_TEXT;
        assert_int_equal(gs_export_form_of(cases[i].path, &form), cases[i].is_known);
        assert_int_equal(form, cases[i].form);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_has_the_rows_without_blanks_at_their_ends),
        cmocka_unit_test(ascii_has_signs_in_ascii),
        cmocka_unit_test(ansi_has_the_theme_s_colours_and_ends_plain),
        cmocka_unit_test(ansi_without_colours_has_attributes_alone),
        cmocka_unit_test(sixteen_colours_have_their_own_numbers),
        cmocka_unit_test(svg_is_escaped_and_each_stretch_has_its_width),
        cmocka_unit_test(a_light_theme_has_a_light_ground),
        cmocka_unit_test(the_name_s_end_chooses_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
