/* SPDX-License-Identifier: MIT */
/**
 * Lines that explain something to a person: a label, a value, a remark and a sign, without
 * colours and without places. Each text passes the sanitiser on its way in, so that lines may
 * go to a screen or a text report as they are. Pure; owned by whoever holds the struct.
 */
#ifndef GAISCOPE_RULES_WORDS_H
#define GAISCOPE_RULES_WORDS_H

#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_WORDS_MAX      400  /**< lines kept; more are counted */
#define GS_WORDS_TEXT_MAX 1100 /**< bytes of one text; a longer one ends in `…` */

/** What stands before a remark: nothing, ✓, ▲ or ✗. */
enum gs_sign {
    GS_SIGN_NONE = 0, /**< a plain fact */
    GS_SIGN_OK,       /**< as it should be */
    GS_SIGN_WARN,     /**< look here */
    GS_SIGN_ERR,      /**< does not work */
};

/** One line. No text is NULL. */
struct gs_word_line {
    char *label;       /**< "ipv4hint"; "" where the line goes on with the one above */
    char *value;       /**< "198.51.100.223"; may be "" */
    char *remark;      /**< "also in A", without its sign; may be "" */
    enum gs_sign sign; /**< of the remark; of the value where there is no remark */
    bool is_apart;     /**< a new group begins: an empty line before it helps the eye */
};

/** Lines in reading order. A zeroed struct is empty. */
struct gs_words {
    struct gs_word_line *items; /**< the lines */
    size_t count;               /**< how many */
    size_t capacity;            /**< room for how many */
    size_t left_out;            /**< lines over GS_WORDS_MAX, not kept */
};

/** Frees all lines and leaves the list empty. */
void gs_words_fini(struct gs_words *words);

/** Appends a line; its value as printf does. */
void gs_words_add(struct gs_words *words, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Appends a line whose value is `len` bytes of any kind (of none, NULL is fine). */
void gs_words_add_bytes(struct gs_words *words, const char *label, const void *bytes,
                        size_t len);

/** Gives the last line its sign and its remark, as printf does. */
void gs_words_remark(struct gs_words *words, enum gs_sign sign, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Gives the last line its sign alone. */
void gs_words_sign(struct gs_words *words, enum gs_sign sign);

/** Begins a new group with the last line. */
void gs_words_set_apart(struct gs_words *words);

/** Appends copies of all lines of `from`. */
void gs_words_add_all(struct gs_words *words, const struct gs_words *from);

/** The worst sign of all lines. */
enum gs_sign gs_words_worst(const struct gs_words *words);

#endif
