/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_list.h"
#include "gaiscope/rules/watch_merge.h"

#include <string.h>

static struct gs_watch_reading parse(const char *text)
{
    return gs_watch_list_parse(text, strlen(text));
}

static void a_saved_list_keeps_what_a_person_wrote(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;    /* of the file */
        const char *watched; /* as lines */
        const char *saved;
    } cases[] = {
        {"all as it was", "# ours\n\n  a.test   https # one\nb..test\nB.test\n",
         "a.test https\nb.test\n", "# ours\n\n  a.test   https # one\nb..test\nB.test\n"},
        {"one is watched no more", "# ours\na.test\n# theirs\nb.test\n", "b.test\n",
         "# ours\n# theirs\nb.test\n"},
        {"one is new", "b.test\n", "a.test every 5s\nb.test\n",
         "b.test\na.test every 5s\n"},
        {"one is changed, its comment stays", "a.test\t # one\nb.test\n",
         "a.test expect ipv6\nb.test\n", "a.test expect ipv6\t # one\nb.test\n"},
        {"CR LF", "a.test\r\nb.test # two\r\n", "b.test mx\nc.test\n",
         "b.test mx # two\r\nc.test\r\n"},
        {"no end of line", "a.test", "a.test\nb.test\n", "a.test\nb.test\n"},
        {"no end of line and nothing new", "a.test", "a.test\n", "a.test"},
        {"a byte order mark",
         "\xef\xbb\xbf"
         "a.test\n",
         "b.test\n",
         "\xef\xbb\xbf"
         "b.test\n"},
        {"a host given twice", "a.test\na.test every 5s\n", "a.test\n",
         "a.test\na.test every 5s\n"},
        {"another service is another line", "a.test\n", "a.test https\n",
         "a.test https\n"},
        {"a new list", "", "a.test\nbücher.example\n", "a.test\nbücher.example\n"},
        {"nothing is left", "# ours\na.test\n", "", "# ours\n"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch_reading watched = parse(cases[i].watched);
        struct gs_buf saved = {0};
        check_case(cases[i].label);
        gs_watch_list_merge(cases[i].text, strlen(cases[i].text), &watched.watches,
                            &saved);
        assert_string_equal(gs_buf_text(&saved), cases[i].saved);
        gs_buf_fini(&saved);
        gs_watch_reading_fini(&watched);
    }
}

static void a_list_read_again_keeps_what_a_person_did(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *base;
        const char *present;
        const char *fresh;
        const char *result;
    } cases[] = {
        {"nobody changed anything", "a.test\nb.test\n", "a.test\nb.test\n",
         "a.test\nb.test\n", "a.test\nb.test\n"},
        {"the file is another one", "a.test\n", "a.test\n", "b.test\nc.test\n",
         "b.test\nc.test\n"},
        {"a host was added by hand", "a.test\n", "a.test\nx.test\n", "b.test\na.test\n",
         "b.test\na.test\nx.test\n"},
        {"a host was taken out by hand", "a.test\nb.test\n", "b.test\n",
         "a.test\nb.test\nc.test\n", "b.test\nc.test\n"},
        {"a line was changed by hand", "a.test\n", "a.test mx\n", "a.test every 5s\n",
         "a.test mx\n"},
        {"a line was changed in the file", "a.test\n", "a.test\n", "a.test every 5s\n",
         "a.test every 5s\n"},
        {"added by hand and in the file", "", "a.test mx\n", "a.test\n", "a.test mx\n"},
        {"changed by hand, gone from the file", "a.test\nb.test\n", "a.test mx\nb.test\n",
         "", "a.test mx\n"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch_reading base = parse(cases[i].base);
        struct gs_watch_reading present = parse(cases[i].present);
        struct gs_watch_reading fresh = parse(cases[i].fresh);
        struct gs_buf text = {0};
        check_case(cases[i].label);
        struct gs_watch_list list =
            gs_watch_list_rebase(&base.watches, &present.watches, &fresh.watches);
        for (size_t k = 0; k < list.count; k++) {
            gs_watch_line_format(&list.items[k], &text);
            gs_buf_add_text(&text, "\n");
        }
        assert_string_equal(gs_buf_text(&text), cases[i].result);
        gs_buf_fini(&text);
        gs_watch_list_clear(&list);
        gs_watch_reading_fini(&base);
        gs_watch_reading_fini(&present);
        gs_watch_reading_fini(&fresh);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_saved_list_keeps_what_a_person_wrote),
        cmocka_unit_test(a_list_read_again_keeps_what_a_person_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
