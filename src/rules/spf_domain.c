/* SPDX-License-Identifier: MIT */
#include "spf_domain.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

/* The length of the macro at the `%` that begins the text; 0: none. RFC 7208 7.1. */
static size_t macro_len(struct gs_span text)
{
    if (text.len >= 2 && gs_span_has("%_-", text.at[1])) {
        return 2;
    }
    if (text.len < 4 || text.at[1] != '{' ||
        !gs_span_has("slodiphcrtvSLODIPHCRTV", text.at[2])) {
        return 0;
    }
    size_t at = 3;
    bool is_zero = at < text.len && text.at[at] == '0';
    while (at < text.len && gs_ascii_is_digit(text.at[at])) {
        is_zero = is_zero && text.at[at] == '0';
        at++;
    }
    if (is_zero) {
        return 0; /* no label at all would stay */
    }
    at += at < text.len && (text.at[at] == 'r' || text.at[at] == 'R') ? 1 : 0;
    while (at < text.len && gs_span_has(".-+,/_=", text.at[at])) {
        at++;
    }
    return at < text.len && text.at[at] == '}' ? at + 1 : 0;
}

/* As gs_spf_macro_problem(); *tail_at is behind the last macro, 0: there is none. */
static const char *walk(struct gs_span text, size_t *tail_at)
{
    *tail_at = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned char c = (unsigned char)text.at[at];
        if (c <= ' ' || c >= 0x7f) {
            return "not plain ASCII";
        }
        if (c != '%') {
            at++;
            continue;
        }
        size_t len = macro_len(gs_span_from(text, at));
        if (len == 0) {
            return "its macro is broken";
        }
        at += len;
        *tail_at = at;
    }
    return NULL;
}

const char *gs_spf_macro_problem(struct gs_span text)
{
    size_t tail_at;
    return walk(text, &tail_at);
}

/* A last label: letters, digits, hyphens inside; not digits alone. RFC 7208 7.1. */
static bool is_top_label(struct gs_span label)
{
    bool is_number = true;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.at[i];
        bool is_edge = i == 0 || i + 1 == label.len;
        if (!gs_ascii_is_letter(c) && !gs_ascii_is_digit(c) && (c != '-' || is_edge)) {
            return false;
        }
        is_number = is_number && gs_ascii_is_digit(c);
    }
    return label.len > 0 && !is_number;
}

const char *gs_spf_domain_problem(struct gs_span text)
{
    size_t tail_at;
    const char *problem = walk(text, &tail_at);
    if (problem != NULL) {
        return problem;
    }
    if (text.len == 0) {
        return "its domain is missing";
    }
    if (tail_at == text.len) {
        return NULL; /* a macro ends it */
    }
    struct gs_span name = text;
    name.len -= name.at[name.len - 1] == '.' ? 1 : 0;
    size_t dot = name.len;
    while (dot > tail_at && name.at[dot - 1] != '.') {
        dot--;
    }
    if (dot == tail_at) {
        return "not a domain: a dot is wanted";
    }
    return is_top_label(gs_span_from(name, dot)) ? NULL
                                                 : "not a domain: its end is no label";
}
