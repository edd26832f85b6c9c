/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/watch.h"

#include <sys/socket.h>

static struct gs_watch full_watch(void)
{
    struct gs_watch watch = {.host = gs_mem_copy_text("www.example.com"),
                             .typed = gs_mem_copy_text("WWW.example.com."),
                             .service = "https",
                             .interval_s = 30,
                             .line = 7};
    struct gs_expect prefix = {.kind = GS_EXPECT_PREFIX, .bits = 32};
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse("2001:db8::", &address), GS_OK);
    gs_vec_push(&prefix.addresses, address);
    struct gs_expect mx = {.kind = GS_EXPECT_MX, .host = gs_mem_copy_text("mx.test")};
    gs_vec_push(&watch.expects, prefix);
    gs_vec_push(&watch.expects, mx);
    gs_vec_push(&watch.labels, gs_mem_copy_text("Web"));
    return watch;
}

static void copy_is_deep(void **state)
{
    (void)state;
    struct gs_watch watch = full_watch();
    struct gs_watch copy = gs_watch_copy(&watch);
    assert_true(gs_watch_is_same(&watch, &copy));
    gs_watch_fini(&watch);
    assert_string_equal(copy.host, "www.example.com");
    assert_string_equal(copy.typed, "WWW.example.com.");
    assert_int_equal(copy.expects.items[0].addresses.items[0].family, AF_INET6);
    assert_string_equal(copy.expects.items[1].host, "mx.test");
    assert_string_equal(copy.labels.items[0], "Web");
    assert_int_equal(copy.line, 7);
    gs_watch_fini(&copy);
}

static void host_and_service_make_a_watch(void **state)
{
    (void)state;
    char host[] = "a.test";
    char other_host[] = "b.test";
    const struct gs_watch watch = {.host = host, .service = "www"};
    const struct gs_watch same = {.host = host, .service = "www", .interval_s = 5};
    const struct gs_watch other_service = {.host = host, .service = "https"};
    const struct gs_watch other = {.host = other_host, .service = "www"};
    assert_true(gs_watch_is_same(&watch, &same));
    assert_false(gs_watch_is_same(&watch, &other_service));
    assert_false(gs_watch_is_same(&watch, &other));
}

static void label_is_found_in_any_case_and_whole(void **state)
{
    (void)state;
    struct gs_watch_list list = {0};
    gs_vec_push(&list, full_watch());
    assert_true(gs_watch_has_label(&list.items[0], "wEB"));
    assert_false(gs_watch_has_label(&list.items[0], "We"));
    assert_false(gs_watch_has_label(&list.items[0], "Webs"));
    gs_watch_list_clear(&list);
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copy_is_deep),
        cmocka_unit_test(host_and_service_make_a_watch),
        cmocka_unit_test(label_is_found_in_any_case_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
