/* SPDX-License-Identifier: MIT */
/**
 * What a byte of a protocol or a file is, whatever the locale: only ASCII counts. Pure; any
 * thread may call.
 */
#ifndef GAISCOPE_BASE_ASCII_H
#define GAISCOPE_BASE_ASCII_H

#include <stdbool.h>

/** A space or a tab. */
static inline bool gs_ascii_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/** As isspace() in the C locale. */
static inline bool gs_ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool gs_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool gs_ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/** The small letter of a large one; anything else stays. */
static inline char gs_ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/** The large letter of a small one; anything else stays. */
static inline char gs_ascii_upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/** Whether a text is digits, and at least one. */
static inline bool gs_ascii_is_number(const char *text)
{
    const char *at = text;
    while (gs_ascii_is_digit(*at)) {
        at++;
    }
    return at != text && *at == '\0';
}

#endif
