/* SPDX-License-Identifier: MIT */
/**
 * A key press as a value, and its names: "q", "C-c", "F10", "PgUp", "S-Tab", "Space".
 */
#ifndef GAISCOPE_UI_KEY_H
#define GAISCOPE_UI_KEY_H

#include "gaiscope/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Keys that are no characters. */
enum gs_key_code {
    GS_KEY_NONE = 0,
    GS_KEY_CHAR, /**< a character: `code` */
    GS_KEY_UP,
    GS_KEY_DOWN,
    GS_KEY_LEFT,
    GS_KEY_RIGHT,
    GS_KEY_HOME,
    GS_KEY_END,
    GS_KEY_PAGE_UP,
    GS_KEY_PAGE_DOWN,
    GS_KEY_INSERT,
    GS_KEY_DELETE,
    GS_KEY_BACKSPACE,
    GS_KEY_ENTER,
    GS_KEY_TAB,
    GS_KEY_BACKTAB,
    GS_KEY_ESCAPE,
    GS_KEY_F1,
    GS_KEY_F12 = GS_KEY_F1 + 11,
    GS_KEY_PASTE,  /**< a pasted text: `paste` */
    GS_KEY_MOUSE,  /**< a mouse event: `mouse` */
    GS_KEY_RESIZE, /**< the window changed its size */
    GS_KEY_HANGUP, /**< the terminal is gone */
};

/** What a mouse did. */
enum gs_mouse_action {
    GS_MOUSE_PRESS = 0,
    GS_MOUSE_DOUBLE,
    GS_MOUSE_WHEEL_UP,
    GS_MOUSE_WHEEL_DOWN,
};

/** One key press, paste or mouse event. */
struct gs_key {
    enum gs_key_code kind; /**< which */
    uint32_t code; /**< with GS_KEY_CHAR: the code point; Ctrl-A is 'a' with is_ctrl */
    bool is_ctrl;  /**< with Ctrl */
    bool is_alt;   /**< with Alt (ESC before it) */
    const char *paste; /**< with GS_KEY_PASTE: the bytes, owned by the terminal until the
                                next read */
    size_t paste_len;  /**< its bytes */
    bool is_paste_cut; /**< there was more of it than is kept */
    int x;             /**< with GS_KEY_MOUSE: column, 0 first */
    int y;             /**< with GS_KEY_MOUSE: row, 0 first */
    enum gs_mouse_action mouse; /**< with GS_KEY_MOUSE */
};

/** Reads one key's name. Returns: GS_OK; GS_EFORMAT. */
enum gs_status gs_key_parse(const char *name, struct gs_key *out);

/** Whether two presses are the same key. */
bool gs_key_is_equal(const struct gs_key *a, const struct gs_key *b);

#endif
