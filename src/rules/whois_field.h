/* SPDX-License-Identifier: MIT */
/**
 * One line of a whois text as a key and its value. Private to the rules room. Pure.
 */
#ifndef GAISCOPE_RULES_WHOIS_FIELD_H
#define GAISCOPE_RULES_WHOIS_FIELD_H

#include "gaiscope/model/whois.h"

#include <stdbool.h>
#include <stddef.h>

/** A piece of a text: not ended by NUL. */
struct gs_whois_span {
    const char *at; /**< first byte */
    size_t len;     /**< bytes */
};

/** A line taken apart. */
struct gs_whois_field {
    struct gs_whois_span line;  /**< all of it, without blanks around */
    struct gs_whois_span key;   /**< without dots and blanks; empty: no field */
    struct gs_whois_span value; /**< without blanks around; all of a line without key */
    size_t indent;              /**< blanks before it */
    bool is_comment;            /**< begins with % or # */
    bool is_blank;              /**< nothing but blanks */
};

/** Without the blanks around it. */
struct gs_whois_span gs_whois_trim(const char *at, size_t len);

/** Takes a line apart: "Key: value", "key......: value", "[Key] value". */
struct gs_whois_field gs_whois_field_of(const struct gs_whois_text *text, size_t line);

/** Whether a piece is this word, ASCII case ignored. */
bool gs_whois_span_is(struct gs_whois_span span, const char *word);

/** Whether a piece holds these words, ASCII case ignored. */
bool gs_whois_span_has(struct gs_whois_span span, const char *words);

#endif
