/* SPDX-License-Identifier: MIT */
#include "key_decode.h"

#include "gaiscope/base/text.h"

enum {
    DOUBLE_MS = 400,
    PASTE_SILENCE_MS = 1000,
    CTRL = 1,
    ALT = 2,
    MODIFIERS = 4, /* combinations of them */
};

#define CODE(kind, modifiers) (GS_CODE_FIRST + (int)(kind)*MODIFIERS + (modifiers))

/* A cursor key: with and without application mode, and with Shift, Alt, Ctrl. */
#define CURSOR_KEY(letter, kind)                                                         \
    {"\x1b[" letter, CODE(kind, 0)}, {"\x1bO" letter, CODE(kind, 0)},                    \
        {"\x1b[1;2" letter, CODE(kind, 0)}, {"\x1b[1;3" letter, CODE(kind, ALT)},        \
        {"\x1b[1;5" letter, CODE(kind, CTRL)},                                           \
    {                                                                                    \
        "\x1b[1;7" letter, CODE(kind, CTRL | ALT)                                        \
    }

static const struct gs_key_sequence sequences[] = {
    CURSOR_KEY("A", GS_KEY_UP),
    CURSOR_KEY("B", GS_KEY_DOWN),
    CURSOR_KEY("C", GS_KEY_RIGHT),
    CURSOR_KEY("D", GS_KEY_LEFT),
    CURSOR_KEY("H", GS_KEY_HOME),
    CURSOR_KEY("F", GS_KEY_END),
    {"\x1b[1~", CODE(GS_KEY_HOME, 0)},
    {"\x1b[2~", CODE(GS_KEY_INSERT, 0)},
    {"\x1b[3~", CODE(GS_KEY_DELETE, 0)},
    {"\x1b[3;5~", CODE(GS_KEY_DELETE, CTRL)},
    {"\x1b[4~", CODE(GS_KEY_END, 0)},
    {"\x1b[5~", CODE(GS_KEY_PAGE_UP, 0)},
    {"\x1b[6~", CODE(GS_KEY_PAGE_DOWN, 0)},
    {"\x1b[7~", CODE(GS_KEY_HOME, 0)},
    {"\x1b[8~", CODE(GS_KEY_END, 0)},
    {"\x1b[Z", CODE(GS_KEY_BACKTAB, 0)},
    {"\x1bOP", CODE(GS_KEY_F1, 0)},
    {"\x1bOQ", CODE(GS_KEY_F1 + 1, 0)},
    {"\x1bOR", CODE(GS_KEY_F1 + 2, 0)},
    {"\x1bOS", CODE(GS_KEY_F1 + 3, 0)},
    {"\x1b[11~", CODE(GS_KEY_F1, 0)},
    {"\x1b[12~", CODE(GS_KEY_F1 + 1, 0)},
    {"\x1b[13~", CODE(GS_KEY_F1 + 2, 0)},
    {"\x1b[14~", CODE(GS_KEY_F1 + 3, 0)},
    {"\x1b[15~", CODE(GS_KEY_F1 + 4, 0)},
    {"\x1b[17~", CODE(GS_KEY_F1 + 5, 0)},
    {"\x1b[18~", CODE(GS_KEY_F1 + 6, 0)},
    {"\x1b[19~", CODE(GS_KEY_F1 + 7, 0)},
    {"\x1b[20~", CODE(GS_KEY_F1 + 8, 0)},
    {"\x1b[21~", CODE(GS_KEY_F1 + 9, 0)},
    {"\x1b[23~", CODE(GS_KEY_F1 + 10, 0)},
    {"\x1b[24~", CODE(GS_KEY_F12, 0)},
    {"\x1b[200~", GS_CODE_PASTE_BEGIN},
    {"\x1b[201~", GS_CODE_PASTE_END},
};

const struct gs_key_sequence *gs_key_sequences(size_t *count)
{
    *count = sizeof sequences / sizeof *sequences;
    return sequences;
}

uint32_t gs_key_code_of(enum gs_key_code kind)
{
    return CODE(kind, 0);
}

bool gs_key_of_code(int code, struct gs_key *out)
{
    int kind = (code - GS_CODE_FIRST) / MODIFIERS;
    int modifiers = (code - GS_CODE_FIRST) % MODIFIERS;
    if (code < GS_CODE_FIRST || kind <= GS_KEY_CHAR || kind > GS_KEY_F12) {
        return false;
    }
    *out = (struct gs_key){.kind = (enum gs_key_code)kind,
                           .is_ctrl = (modifiers & CTRL) != 0,
                           .is_alt = (modifiers & ALT) != 0};
    return true;
}

struct gs_key gs_key_of_char(uint32_t code)
{
    struct gs_key key = {.kind = GS_KEY_CHAR, .code = code};
    switch (code) {
    case '\t':
        return (struct gs_key){.kind = GS_KEY_TAB};
    case '\r':
    case '\n':
        return (struct gs_key){.kind = GS_KEY_ENTER};
    case '\b':
    case 0x7f:
        return (struct gs_key){.kind = GS_KEY_BACKSPACE};
    case 0x1b:
        return (struct gs_key){.kind = GS_KEY_ESCAPE};
    case 0:
        key.code = ' ';
        break;
    default:
        key.code = code < 0x1b ? code + 'a' - 1 : code < 0x20 ? code + '@' : code;
    }
    key.is_ctrl = code < 0x20;
    return key;
}

static bool end_paste(struct gs_key_input *input, struct gs_key *out)
{
    input->is_pasting = false;
    *out = (struct gs_key){.kind = GS_KEY_PASTE,
                           .paste = gs_buf_text(&input->paste),
                           .paste_len = input->paste.len,
                           .is_paste_cut = input->paste.len + 4 > GS_PASTE_MAX};
    return true;
}

static bool take_pasted(struct gs_key_input *input, const struct gs_key_step *step,
                        struct gs_key *out)
{
    input->paste_ms = step->now_ms;
    if (step->is_code && step->code == GS_CODE_PASTE_END) {
        return end_paste(input, out);
    }
    if (!step->is_code && input->paste.len + 4 <= GS_PASTE_MAX) {
        gs_text_encode(&input->paste, step->code);
    }
    return false;
}

/* Takes a step outside of a paste. */
static bool take_key(struct gs_key_input *input, const struct gs_key_step *step,
                     struct gs_key *out)
{
    if (step->is_code && step->code == GS_CODE_PASTE_BEGIN) {
        gs_buf_clear(&input->paste);
        input->is_pasting = true;
        input->paste_ms = step->now_ms;
        return false;
    }
    if (step->is_code) {
        return gs_key_of_code((int)step->code, out);
    }
    *out = gs_key_of_char(step->code);
    return true;
}

bool gs_key_input_take(struct gs_key_input *input, const struct gs_key_step *step,
                       struct gs_key *out)
{
    if (input->is_pasting) {
        return take_pasted(input, step, out);
    }
    bool was_escaped = input->is_escaped;
    input->is_escaped = !step->is_code && step->code == 0x1b;
    if (input->is_escaped) {
        *out = (struct gs_key){.kind = GS_KEY_ESCAPE};
        return was_escaped;
    }
    bool is_key = take_key(input, step, out);
    if (!was_escaped) {
        return is_key;
    }
    if (is_key) {
        out->is_alt = true;
    } else {
        *out = (struct gs_key){.kind = GS_KEY_ESCAPE};
    }
    return true;
}

bool gs_key_input_idle(struct gs_key_input *input, struct gs_key *out)
{
    bool was_escaped = input->is_escaped;
    input->is_escaped = false;
    if (was_escaped) {
        *out = (struct gs_key){.kind = GS_KEY_ESCAPE};
    }
    return was_escaped;
}

bool gs_key_input_expire(struct gs_key_input *input, int64_t now_ms, struct gs_key *out)
{
    return input->is_pasting && now_ms - input->paste_ms > PASTE_SILENCE_MS &&
           end_paste(input, out);
}

void gs_key_input_press(struct gs_key_input *input, int64_t now_ms, struct gs_key *press)
{
    bool is_double = input->press.kind == GS_KEY_MOUSE &&
                     now_ms - input->press_ms <= DOUBLE_MS &&
                     input->press.x == press->x && input->press.y == press->y;
    input->press = is_double ? (struct gs_key){0} : *press;
    input->press_ms = now_ms;
    press->mouse = is_double ? GS_MOUSE_DOUBLE : GS_MOUSE_PRESS;
}

void gs_key_input_fini(struct gs_key_input *input)
{
    gs_buf_fini(&input->paste);
    *input = (struct gs_key_input){0};
}
