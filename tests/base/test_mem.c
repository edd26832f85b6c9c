/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

#include <sys/wait.h>
#include <unistd.h>

static void new_memory_is_zeroed(void **state)
{
    (void)state;
    static const char zeros[64];
    char *memory = gs_mem_new(4, 16);
    assert_memory_equal(memory, zeros, sizeof zeros);
    free(memory);
    free(gs_mem_new(0, 16));
}

static void texts_are_copied(void **state)
{
    (void)state;
    const char text[] = "abc";
    char *copy = gs_mem_copy_text(text);
    char *span = gs_mem_copy_span(text, 2);
    char *none = gs_mem_copy_span(NULL, 0);
    assert_ptr_not_equal(copy, text);
    assert_string_equal(copy, "abc");
    assert_string_equal(span, "ab");
    assert_string_equal(none, "");
    assert_null(gs_mem_copy_text(NULL));
    free(copy);
    free(span);
    free(none);
}

static void growing_keeps_items_and_moves_only_when_full(void **state)
{
    (void)state;
    size_t capacity = 0;
    int *items = gs_mem_grow(NULL, 0, &capacity, sizeof *items);
    assert_true(capacity >= 1);
    items[0] = 42;
    assert_ptr_equal(gs_mem_grow(items, capacity - 1, &capacity, sizeof *items), items);
    size_t before = capacity;
    items = gs_mem_grow(items, capacity, &capacity, sizeof *items);
    assert_true(capacity > before);
    assert_int_equal(items[0], 42);
    free(items);
}

static void say_goodbye(void)
{
    (void)!write(STDERR_FILENO, "restored ", 9);
}

/* Asks for more than the address space holds, in a child whose stderr is `fd`. */
static void exhaust(int fd)
{
    size_t capacity = SIZE_MAX / 4;
    (void)dup2(fd, STDERR_FILENO);
    gs_mem_on_exhausted(say_goodbye);
    (void)gs_mem_grow(NULL, capacity, &capacity, 16);
    _exit(0);
}

static void want_of_memory_ends_the_process_after_the_handler(void **state)
{
    (void)state;
    int ends[2];
    int status = 0;
    char said[64] = "";
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        exhaust(ends[1]);
    }
    (void)close(ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(read(ends[0], said, sizeof said - 1) > 0);
    (void)close(ends[0]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 4);
    assert_string_equal(said, "restored gaiscope: out of memory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(growing_keeps_items_and_moves_only_when_full),
        cmocka_unit_test(want_of_memory_ends_the_process_after_the_handler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
