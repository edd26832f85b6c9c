/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_edit.h"
#include "gaiscope/rules/watch_list.h"

#include <string.h>

static struct gs_watch_list list_of(const char *text)
{
    struct gs_watch_reading reading = gs_watch_list_parse(text, strlen(text));
    struct gs_watch_list list = reading.watches;
    assert_int_equal(reading.errors.count, 0);
    reading.watches = (struct gs_watch_list){0};
    gs_watch_reading_fini(&reading);
    return list;
}

static void assert_list(const struct gs_watch_list *list, const char *text)
{
    struct gs_buf written = {0};
    for (size_t i = 0; i < list->count; i++) {
        gs_watch_line_format(&list->items[i], &written);
        gs_buf_add_text(&written, "\n");
    }
    assert_string_equal(gs_buf_text(&written), text);
    gs_buf_fini(&written);
}

static void lines_are_added_or_take_the_place_of_others(void **state)
{
    (void)state;

    static const char text[] = "b.test every 5s\r\nc.test\n# mine\nd..test\nc.test\n";
    struct gs_watch_list list = list_of("a.test\nb.test https\nb.test mx\n");
    struct gs_buf reason = {0};
    struct gs_watch_added added = gs_watch_list_add(&list, text, strlen(text), &reason);
    assert_int_equal(added.added, 1);
    assert_int_equal(added.changed, 1);
    assert_int_equal(added.wrong, 2);
    assert_int_equal(added.line, 4);
    assert_string_equal(gs_buf_text(&reason),
                        "\"d..test\" has an empty label between two dots");
    assert_list(&list, "a.test\nb.test https\nb.test every 5s\nc.test\n");
    assert_int_equal(list.items[3].line, 0);
    gs_buf_fini(&reason);
    gs_watch_list_clear(&list);
}

static void lines_are_taken_out(void **state)
{
    (void)state;
    struct gs_watch_list list = list_of("a.test\nb.test\nb.test https\nc.test\n");
    struct gs_watch_list others = list_of("b.test\nx.test\na.test\n");
    assert_int_equal(gs_watch_list_remove(&list, &others), 2);
    assert_list(&list, "b.test https\nc.test\n");
    gs_watch_list_clear(&others);
    gs_watch_list_clear(&list);
}

static void a_line_says_otherwise_what_is_named(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *line;
        const char *words;
        const char *result; /* NULL: it is refused with `reason` */
        const char *reason;
    } cases[] = {
        {"expectations", "a.test https expect ipv4 label x", "expect ipv6,>=2",
         "a.test https expect ipv6,>=2 label x", NULL},
        {"no expectation", "a.test expect ipv4 every 5s", "expect none",
         "a.test every 5s", NULL},
        {"no exchange any more", "a.test expect mx:m.test", "expect ipv6",
         "a.test expect ipv6", NULL},
        {"exchanges for themselves", "a.test mx", "expect ipv6", "a.test expect ipv6 mx",
         NULL},
        {"labels", "a.test label x", "label y,z", "a.test label y,z", NULL},
        {"no label", "a.test label x expect ipv4", "LABEL  none", "a.test expect ipv4",
         NULL},
        {"an interval", "a.test every 5s", "every 1m", "a.test every 1m", NULL},
        {"of an address", "192.0.2.1", "label x", "192.0.2.1 label x", NULL},
        {"an unknown expectation", "a.test", "expect ipv5", NULL,
         "\"ipv5\" is no expectation: use an address, a prefix as 2001:db8::/32, ipv4, "
         "ipv6, >=2, ipv6>=1, mx:HOST, null-mx or no-sinkhole"},
        {"a service", "a.test", "https", NULL,
         "a service cannot be changed: watch the host anew"},
        {"an expectation of an address", "192.0.2.1", "expect ipv4", NULL,
         "of an address the name is watched: expect and mx are for names"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch_list list = list_of(cases[i].line);
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        enum gs_status status =
            gs_watch_line_change(&list.items[0], cases[i].words, &reason);
        assert_int_equal(status, cases[i].result != NULL ? GS_OK : GS_EFORMAT);
        struct gs_buf line = {0};
        gs_watch_line_format(&list.items[0], &line);
        assert_string_equal(gs_buf_text(&line),
                            cases[i].result != NULL ? cases[i].result : cases[i].line);
        assert_string_equal(gs_buf_text(&reason),
                            cases[i].reason != NULL ? cases[i].reason : "");
        gs_buf_fini(&line);
        gs_buf_fini(&reason);
        gs_watch_list_clear(&list);
    }
}

static void several_lines_change_together_or_not_at_all(void **state)
{
    (void)state;
    struct gs_watch_list list = list_of("a.test\nb.test\n192.0.2.1\n");
    struct gs_watch_list two = list_of("a.test\nb.test\nx.test\n");
    struct gs_watch_list three = list_of("a.test\n192.0.2.1\n");
    struct gs_buf reason = {0};
    assert_int_equal(gs_watch_list_change(&list, &two, "expect ipv6", &reason), GS_OK);
    assert_list(&list, "a.test expect ipv6\nb.test expect ipv6\n192.0.2.1\n");
    assert_int_equal(gs_watch_list_change(&list, &three, "expect ipv4", &reason),
                     GS_EFORMAT);
    assert_list(&list, "a.test expect ipv6\nb.test expect ipv6\n192.0.2.1\n");
    gs_buf_fini(&reason);
    gs_watch_list_clear(&list);
    gs_watch_list_clear(&two);
    gs_watch_list_clear(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_added_or_take_the_place_of_others),
        cmocka_unit_test(lines_are_taken_out),
        cmocka_unit_test(a_line_says_otherwise_what_is_named),
        cmocka_unit_test(several_lines_change_together_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
