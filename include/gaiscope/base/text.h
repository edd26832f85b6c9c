/* SPDX-License-Identifier: MIT */
/**
 * UTF-8, cells, and the one sanitiser that all outside text passes on its way to a screen,
 * a log or a text report. Pure functions; any thread may call. Needs no locale: widths come
 * from libunistring, so that a frame is the same in every environment.
 */
#ifndef GAISCOPE_BASE_TEXT_H
#define GAISCOPE_BASE_TEXT_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One decoded step through a text. */
struct gs_char {
    uint32_t code; /**< the code point; undefined when not valid */
    uint8_t
        len_bytes; /**< bytes to step over, 1 to 4; 1 for an invalid byte; 0 at the end */
    bool is_valid; /**< false: the byte is not part of well-formed UTF-8 */
};

/** Decodes the character at `text` (at most `len` bytes are read). RFC 3629. */
struct gs_char gs_text_decode(const char *text, size_t len);

/** Appends one code point as UTF-8; U+FFFD for a surrogate or a number above 0x10FFFF. */
void gs_text_encode(struct gs_buf *out, uint32_t code);

/** Whether all `len` bytes are well-formed UTF-8. */
bool gs_text_is_utf8(const char *text, size_t len);

/**
 * Compares at most `len` bytes of two texts as strncasecmp does in the C locale: only ASCII
 * letters have a case, whatever the locale (a Turkish one has another small I).
 */
int gs_text_compare_case(const char *a, const char *b, size_t len);

/**
 * Whether a code point may reach a screen: not a control, format, line or paragraph
 * separator, surrogate, private-use or unassigned character and not default-ignorable.
 */
bool gs_text_is_printable(uint32_t code);

/**
 * Whether outside text may reach the screen beyond ASCII: yes at first. Said once at the
 * start, for a terminal or a report that is ASCII only: the program's own signs stay (they
 * have ASCII forms), every other character is escaped, so that no two names look the same.
 */
void gs_text_use_ascii(bool is_only);

/** What gs_text_use_ascii() was told last. */
bool gs_text_is_ascii_only(void);

/**
 * Appends `len` bytes of outside text, made safe for a screen, a log or a text report:
 * an invalid byte becomes `\xHH`, a control below 0x80 `\xHH` (`\t`, `\n`, `\r` by letter),
 * any other unprintable character `\u{HHHH}`, and more than four combining marks in a row
 * are escaped too. Nothing is dropped. A backslash of the text stays as it is.
 */
void gs_text_sanitise(struct gs_buf *out, const char *text, size_t len);

/** The sanitised form of a NUL-terminated text. Owns: the caller frees. */
char *gs_text_sanitised(const char *text);

/** Cells the (sanitised) text takes on a screen: 0 for combining marks, 2 for wide ones. */
size_t gs_text_cells(const char *text);

/** Cells of the first `len` bytes of `text`. */
size_t gs_text_span_cells(const char *text, size_t len);

/** Bytes of the grapheme cluster (what one cursor step moves over) at `text`; 0 at the end. */
size_t gs_text_next(const char *text, size_t len);

/** Appends `text` cut at its end with `…` to at most `width_cells` cells (free text). */
void gs_text_cut_end(struct gs_buf *out, const char *text, size_t width_cells);

/** Appends `text` cut in its middle with `…`: a third of the head and the tail stay (names). */
void gs_text_cut_middle(struct gs_buf *out, const char *text, size_t width_cells);

/** Appends outside text between quotation marks, sanitised and cut at its end, as a sentence
 *  about a wrong word begins. */
void gs_text_quote(struct gs_buf *out, const char *text, size_t width_cells);

/** The word for so many: "address" or "addresses". */
const char *gs_plural(size_t count, const char *one, const char *many);

#define GS_COUNT_TEXT_MAX 32 /**< bytes of a count with NUL */

/** A count for a reader: from ten thousand on with commas, "9999", "10,000", "1,234,567". */
void gs_count_format(uint64_t count, char out[GS_COUNT_TEXT_MAX]);

#endif
