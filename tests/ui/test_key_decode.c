/* SPDX-License-Identifier: MIT */
#include "../../src/ui/key_decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool take(struct gs_key_input *input, uint32_t character, struct gs_key *key)
{
    return gs_key_input_take(input, &(struct gs_key_step){.code = character}, key);
}

static bool take_code(struct gs_key_input *input, uint32_t code, int64_t now_ms,
                      struct gs_key *key)
{
    struct gs_key_step step = {.is_code = true, .code = code, .now_ms = now_ms};
    return gs_key_input_take(input, &step, key);
}

static void every_sequence_is_a_key_or_a_paste(void **state)
{
    (void)state;
    size_t count = 0;
    const struct gs_key_sequence *sequences = gs_key_sequences(&count);
    for (size_t i = 0; i < count; i++) {
        struct gs_key key;
        bool is_paste = sequences[i].code == GS_CODE_PASTE_BEGIN ||
                        sequences[i].code == GS_CODE_PASTE_END;
        assert_int_equal(sequences[i].bytes[0], 0x1b);
        assert_int_equal(gs_key_of_code(sequences[i].code, &key), !is_paste);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(sequences[i].bytes, sequences[k].bytes);
        }
    }
}

static void foreign_codes_are_no_keys(void **state)
{
    (void)state;
    static const int codes[] = {
        -1, 0, 0x19a, 0xfff, GS_CODE_FIRST, GS_CODE_FIRST + 4, 0x1fff, 0x2002, INT32_MAX};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct gs_key key;
        print_message("%x\n", (unsigned)codes[i]);
        assert_false(gs_key_of_code(codes[i], &key));
    }
}

static void escape_waits_for_what_follows(void **state)
{
    (void)state;
    struct gs_key_input input = {0};
    struct gs_key key;
    assert_false(take(&input, 0x1b, &key));
    assert_true(gs_key_input_idle(&input, &key));
    assert_int_equal(key.kind, GS_KEY_ESCAPE);
    assert_false(gs_key_input_idle(&input, &key));

    assert_false(take(&input, 0x1b, &key));
    assert_true(take(&input, 'f', &key));
    assert_true(key.is_alt && key.code == 'f');

    assert_false(take(&input, 0x1b, &key));
    assert_true(take(&input, 0x1b, &key));
    assert_true(key.kind == GS_KEY_ESCAPE && !key.is_alt);
    assert_true(take_code(&input, gs_key_code_of(GS_KEY_UP), 0, &key));
    assert_true(key.kind == GS_KEY_UP && key.is_alt);

    assert_false(take(&input, 0x1b, &key));
    assert_true(take_code(&input, GS_CODE_PASTE_BEGIN, 0, &key));
    assert_true(key.kind == GS_KEY_ESCAPE && input.is_pasting);
    gs_key_input_fini(&input);
}

static void a_paste_whose_end_is_lost_ends_after_a_second(void **state)
{
    (void)state;
    struct gs_key_input input = {0};
    struct gs_key key;
    assert_false(take_code(&input, GS_CODE_PASTE_BEGIN, 5000, &key));
    assert_false(
        take_code(&input, 'a', 5000, &key)); /* a code within a paste is no text */
    assert_false(gs_key_input_take(
        &input, &(struct gs_key_step){.code = 'b', .now_ms = 5100}, &key));
    assert_false(gs_key_input_expire(&input, 6100, &key));
    assert_true(gs_key_input_expire(&input, 6101, &key));
    assert_int_equal(key.kind, GS_KEY_PASTE);
    assert_int_equal(key.paste_len, 1);
    assert_string_equal(key.paste, "b");
    assert_true(take(&input, 'q', &key));
    assert_int_equal(key.code, 'q');
    gs_key_input_fini(&input);
}

static void a_paste_is_cut_at_its_bound(void **state)
{
    (void)state;
    struct gs_key_input input = {0};
    struct gs_key key;
    assert_false(take_code(&input, GS_CODE_PASTE_BEGIN, 0, &key));
    for (size_t i = 0; i < GS_PASTE_MAX + 1000; i++) {
        assert_false(gs_key_input_take(&input, &(struct gs_key_step){.code = 'x'}, &key));
    }
    assert_true(take_code(&input, GS_CODE_PASTE_END, 0, &key));
    assert_int_equal(key.kind, GS_KEY_PASTE);
    assert_true(key.is_paste_cut);
    assert_in_range(key.paste_len, GS_PASTE_MAX - 4, GS_PASTE_MAX);

    assert_false(take_code(&input, GS_CODE_PASTE_BEGIN, 0, &key));
    assert_false(gs_key_input_take(&input, &(struct gs_key_step){.code = 'y'}, &key));
    assert_true(take_code(&input, GS_CODE_PASTE_END, 0, &key));
    assert_int_equal(key.paste_len, 1); /* the next one is whole */
    assert_false(key.is_paste_cut);
    gs_key_input_fini(&input);
}

static void the_second_press_at_a_place_is_double(void **state)
{
    (void)state;

    static const struct {
        int x;
        int64_t now_ms;
        enum gs_mouse_action want;
    } presses[] = {
        {4, 1000, GS_MOUSE_PRESS}, {4, 1400, GS_MOUSE_DOUBLE}, {4, 1500, GS_MOUSE_PRESS},
        {5, 1600, GS_MOUSE_PRESS}, {5, 2001, GS_MOUSE_PRESS},  {5, 2401, GS_MOUSE_DOUBLE},
    };
    struct gs_key_input input = {0};
    for (size_t i = 0; i < sizeof presses / sizeof *presses; i++) {
        struct gs_key key = {.kind = GS_KEY_MOUSE, .x = presses[i].x};
        print_message("press %zu\n", i);
        gs_key_input_press(&input, presses[i].now_ms, &key);
        assert_int_equal(key.mouse, presses[i].want);
    }
    gs_key_input_fini(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sequence_is_a_key_or_a_paste),
        cmocka_unit_test(foreign_codes_are_no_keys),
        cmocka_unit_test(escape_waits_for_what_follows),
        cmocka_unit_test(a_paste_whose_end_is_lost_ends_after_a_second),
        cmocka_unit_test(a_paste_is_cut_at_its_bound),
        cmocka_unit_test(the_second_press_at_a_place_is_double),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
