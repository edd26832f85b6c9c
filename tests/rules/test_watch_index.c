/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MANY = 5000, /* more than the first seats */
};

static struct gs_watch line(const char *host, const char *service)
{
    struct gs_watch watch = {.host = gs_mem_copy_text(host)};
    (void)snprintf(watch.service, sizeof watch.service, "%s", service);
    return watch;
}

static void each_line_is_found_by_host_and_service(void **state)
{
    (void)state;
    struct gs_watch_list list = {0};
    char host[32];
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(host, sizeof host, "h%d.test", i / 2);
        gs_vec_push(&list, line(host, i % 2 == 0 ? "" : "https"));
    }
    struct gs_watch_index index = gs_watch_index_of(&list);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(gs_watch_index_find(&index, &list.items[i]), i);
    }
    struct gs_watch other = line("h1.test", "smtp");
    assert_true(gs_watch_index_find(&index, &other) == GS_WATCH_NOWHERE);
    gs_watch_fini(&other);
    gs_watch_index_fini(&index);
    gs_watch_list_clear(&list);
}

static void of_two_alike_the_first_counts(void **state)
{
    (void)state;
    struct gs_watch_list list = {0};
    struct gs_watch_index index = gs_watch_index_for(&list);
    struct gs_watch a = line("a.test", "");
    assert_true(gs_watch_index_find(&index, &a) == GS_WATCH_NOWHERE);
    for (size_t i = 0; i < 3; i++) {
        gs_vec_push(&list, line(i == 1 ? "b.test" : "a.test", ""));
        assert_int_equal(gs_watch_index_add(&index, i), i < 2);
    }
    assert_int_equal(gs_watch_index_find(&index, &a), 0);
    gs_watch_fini(&a);
    gs_watch_index_fini(&index);
    gs_watch_list_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_found_by_host_and_service),
        cmocka_unit_test(of_two_alike_the_first_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
