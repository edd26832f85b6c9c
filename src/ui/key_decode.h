/* SPDX-License-Identifier: MIT */
/**
 * What a terminal sends, as keys: byte sequences with codes of our own, and characters.
 * Pure: the terminal teaches the sequences to its library and asks here what came.
 */
#ifndef GAISCOPE_UI_KEY_DECODE_H
#define GAISCOPE_UI_KEY_DECODE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/ui/key.h"

#define GS_PASTE_MAX        1048576 /**< bytes of a paste that are kept */
#define GS_CODE_FIRST       0x1000 /**< codes of sequences begin here, over the library's own */
#define GS_CODE_PASTE_BEGIN 0x2000 /**< a bracketed paste begins */
#define GS_CODE_PASTE_END   0x2001 /**< and ends */

/** A sequence of bytes and its code. */
struct gs_key_sequence {
    const char *bytes; /**< beginning with ESC */
    int code;          /**< GS_CODE_* or one for gs_key_of_code() */
};

/** All sequences that terminals send whatever their description says. */
const struct gs_key_sequence *gs_key_sequences(size_t *count);

/** The code of a key without modifiers. */
uint32_t gs_key_code_of(enum gs_key_code kind);

/** The key of a sequence's code. Returns: false when it is none. */
bool gs_key_of_code(int code, struct gs_key *out);

/** The key of a character: controls become their letters with Ctrl, Tab and the like. */
struct gs_key gs_key_of_char(uint32_t code);

/** What is remembered between two steps. Zeroed at first; gs_key_input_fini(). */
struct gs_key_input {
    bool is_escaped;     /**< ESC came, and nothing yet behind it */
    bool is_pasting;     /**< between the two marks of a paste */
    struct gs_buf paste; /**< its text; still there when its key was handed out */
    int64_t paste_ms;    /**< when its last character came */
    struct gs_key press; /**< the last press of the mouse */
    int64_t press_ms;    /**< when it was */
};

/** What the terminal said. */
struct gs_key_step {
    bool is_code;   /**< `code` is of a sequence, else a character */
    uint32_t code;  /**< which */
    int64_t now_ms; /**< on any clock that does not jump */
};

/** Takes one step. Returns: true when *out is a key: at most one. */
bool gs_key_input_take(struct gs_key_input *input, const struct gs_key_step *step,
                       struct gs_key *out);

/** When nothing more is there: ESC was the key Escape. Returns: as gs_key_input_take(). */
bool gs_key_input_idle(struct gs_key_input *input, struct gs_key *out);

/** Ends a paste whose end got lost: nothing came for a second. Returns: as above. */
bool gs_key_input_expire(struct gs_key_input *input, int64_t now_ms, struct gs_key *out);

/** Makes the second press at a place within 0.4 s a double one. */
void gs_key_input_press(struct gs_key_input *input, int64_t now_ms, struct gs_key *press);

/** Frees the paste and forgets everything. */
void gs_key_input_fini(struct gs_key_input *input);

#endif
