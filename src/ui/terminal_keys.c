/* SPDX-License-Identifier: MIT */
/*
 * Keys come from a pad of one cell, because reading from a window would also draw it.
 */
#include "key_decode.h"
#include "terminal_parts.h"
#include "tty.h"

#include "gaiscope/ui/terminal.h"

#include <time.h>

#include <ncurses.h>

enum {
    ESC_DELAY_MS = 25,
};

static struct {
    WINDOW *pad; /* NULL: not open */
    bool was_hung_up;
    struct gs_key_input input;
} keys;

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void gs_terminal_open_keys(bool has_mouse)
{
    size_t count = 0;
    const struct gs_key_sequence *sequences = gs_key_sequences(&count);
    keys.pad = newpad(1, 1);
    (void)keypad(keys.pad, TRUE);
    (void)nodelay(keys.pad, TRUE);
    (void)typeahead(-1); /* a picture is drawn whole, the next key waits for it */
    (void)set_escdelay(ESC_DELAY_MS);
    for (size_t i = 0; i < count; i++) {
        (void)define_key(sequences[i].bytes, sequences[i].code); /* else it stays as is */
    }
    if (has_mouse) {
        (void)mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
        (void)mouseinterval(0);
    }
}

void gs_terminal_close_keys(void)
{
    (void)delwin(keys.pad);
    gs_key_input_fini(&keys.input);
    keys.pad = NULL;
    keys.was_hung_up = false;
}

/* The library's own codes as ours; what has none stays. */
static uint32_t code_of(wint_t code)
{
    static const struct {
        wint_t code;
        enum gs_key_code kind;
    } kinds[] = {
        {KEY_UP, GS_KEY_UP},
        {KEY_DOWN, GS_KEY_DOWN},
        {KEY_LEFT, GS_KEY_LEFT},
        {KEY_RIGHT, GS_KEY_RIGHT},
        {KEY_HOME, GS_KEY_HOME},
        {KEY_END, GS_KEY_END},
        {KEY_PPAGE, GS_KEY_PAGE_UP},
        {KEY_NPAGE, GS_KEY_PAGE_DOWN},
        {KEY_IC, GS_KEY_INSERT},
        {KEY_DC, GS_KEY_DELETE},
        {KEY_BACKSPACE, GS_KEY_BACKSPACE},
        {KEY_ENTER, GS_KEY_ENTER},
        {KEY_BTAB, GS_KEY_BACKTAB},
        {KEY_FIND, GS_KEY_HOME},
        {KEY_SELECT, GS_KEY_END},
    };

    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        return gs_key_code_of((enum gs_key_code)(GS_KEY_F1 + (code - KEY_F(1))));
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].code == code) {
            return gs_key_code_of(kinds[i].kind);
        }
    }
    return code;
}

/* The next mouse event; one code of the library may stand for several of them. */
static bool read_mouse(struct gs_key *out)
{
    MEVENT event;
    while (getmouse(&event) == OK) {
        bool is_press = (event.bstate & BUTTON1_PRESSED) != 0;
        bool is_up = (event.bstate & BUTTON4_PRESSED) != 0;
        *out = (struct gs_key){.kind = GS_KEY_MOUSE, .x = event.x, .y = event.y};
        out->mouse = is_up ? GS_MOUSE_WHEEL_UP : GS_MOUSE_WHEEL_DOWN;
        if (is_press) {
            gs_key_input_press(&keys.input, now_ms(), out);
        }
        if (is_press || is_up || (event.bstate & BUTTON5_PRESSED) != 0) {
            return true;
        }
    }
    return false;
}

static bool read_hangup(struct gs_key *out)
{
    if (keys.was_hung_up || !gs_tty_is_hung_up()) {
        return false;
    }
    keys.was_hung_up = true;
    *out = (struct gs_key){.kind = GS_KEY_HANGUP};
    return true;
}

bool gs_terminal_read(struct gs_key *out)
{
    if (keys.pad == NULL) {
        return false;
    }
    struct gs_key_step step = {.now_ms = now_ms()};
    if (gs_key_input_expire(&keys.input, step.now_ms, out) || read_mouse(out)) {
        return true;
    }
    wint_t code = 0;
    for (int kind = 0; (kind = wget_wch(keys.pad, &code)) != ERR;) {
        bool is_suspend =
            kind == KEY_CODE_YES && code == KEY_SUSPEND; /* the console's Ctrl-Z */
        step.is_code = kind == KEY_CODE_YES && !is_suspend;
        step.code = step.is_code ? code_of(code) : is_suspend ? 'Z' - '@' : code;
        bool is_mouse = step.is_code && code == KEY_MOUSE;
        if (is_mouse ? read_mouse(out) : gs_key_input_take(&keys.input, &step, out)) {
            return true;
        }
    }
    return gs_key_input_idle(&keys.input, out) || read_hangup(out);
}
