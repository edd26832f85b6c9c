/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/buf.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void an_untouched_buffer_is_an_empty_text(void **state)
{
    (void)state;
    struct gs_buf buf = {0};
    assert_string_equal(gs_buf_text(&buf), "");
    gs_buf_clear(&buf);
    char *text = gs_buf_claim(&buf);
    assert_string_equal(text, "");
    free(text);
    gs_buf_fini(&buf);
}

static void pieces_are_put_together(void **state)
{
    (void)state;
    struct gs_buf buf = {0};
    gs_buf_add_text(&buf, "a");
    gs_buf_add(&buf, "bcd", 2);
    gs_buf_addf(&buf, "%s=%d", "", 12);
    gs_buf_addf(&buf, "%s", "");
    gs_buf_add(&buf, NULL, 0);
    assert_string_equal(gs_buf_text(&buf), "abc=12");
    assert_int_equal(buf.len, 6);
    gs_buf_fini(&buf);
}

static void any_byte_may_be_added(void **state)
{
    (void)state;
    struct gs_buf buf = {0};
    gs_buf_add(&buf, "a\0\xff", 3);
    assert_int_equal(buf.len, 3);
    assert_memory_equal(buf.data, "a\0\xff\0", 4);
    gs_buf_fini(&buf);
}

static void it_grows_over_every_border(void **state)
{
    (void)state;
    for (size_t len = 0; len < 70; len++) {
        struct gs_buf buf = {0};
        char bytes[70];
        memset(bytes, 'x', sizeof bytes);
        gs_buf_add(&buf, bytes, len);
        gs_buf_addf(&buf, "%.*s", (int)len, bytes);
        assert_int_equal(buf.len, 2 * len);
        assert_int_equal(strlen(gs_buf_text(&buf)), 2 * len);
        assert_true(buf.len < buf.capacity);
        gs_buf_fini(&buf);
    }
}

static void clearing_keeps_the_memory(void **state)
{
    (void)state;
    struct gs_buf buf = {0};
    gs_buf_add_text(&buf, "something long enough");
    size_t capacity = buf.capacity;
    gs_buf_clear(&buf);
    assert_string_equal(gs_buf_text(&buf), "");
    assert_int_equal(buf.capacity, capacity);
    gs_buf_add_text(&buf, "new");
    assert_string_equal(gs_buf_text(&buf), "new");
    gs_buf_fini(&buf);
    assert_null(buf.data);
}

static void a_claimed_text_leaves_an_empty_buffer(void **state)
{
    (void)state;
    struct gs_buf buf = {0};
    gs_buf_add_text(&buf, "mine");
    char *text = gs_buf_claim(&buf);
    assert_string_equal(text, "mine");
    assert_null(buf.data);
    assert_int_equal(buf.len, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_buffer_is_an_empty_text),
        cmocka_unit_test(pieces_are_put_together),
        cmocka_unit_test(any_byte_may_be_added),
        cmocka_unit_test(it_grows_over_every_border),
        cmocka_unit_test(clearing_keeps_the_memory),
        cmocka_unit_test(a_claimed_text_leaves_an_empty_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
