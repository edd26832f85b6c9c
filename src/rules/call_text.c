/* SPDX-License-Identifier: MIT */
#include "call_text.h"

#include "gaiscope/model/hints.h"

#include <string.h>

#include <sys/socket.h>

void gs_call_number(struct gs_buf *out, const char *c_name, int value)
{
    if (c_name != NULL) {
        gs_buf_add_text(out, c_name);
    } else {
        gs_buf_addf(out, "%d", value);
    }
}

void gs_call_flags(struct gs_buf *out, int flags)
{
    struct gs_hint_table table = gs_hint_flags();
    const char *between = "";
    int unknown = flags;
    for (size_t i = 0; i < table.count; i++) {
        if ((flags & table.hints[i].value) != 0) {
            gs_buf_addf(out, "%s%s", between, table.hints[i].c_name);
            unknown &= ~table.hints[i].value;
            between = " | ";
        }
    }
    if (unknown != 0) {
        gs_buf_addf(out, "%s0x%x", between, (unsigned)unknown);
    } else if (flags == 0) {
        gs_buf_add_text(out, "0");
    }
}

void gs_literal_add(struct gs_buf *out, const char *text)
{
    if (text == NULL) {
        gs_buf_add_text(out, "NULL");
        return;
    }
    gs_buf_add_text(out, "\"");
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool is_plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
        if (is_plain && c != '?') { /* ??/ is another character in C */
            gs_buf_add(out, text, 1);
        } else {
            gs_buf_addf(out, "\\%03o", c);
        }
    }
    gs_buf_add_text(out, "\"");
}

static void add_arguments(const struct gs_question *question, struct gs_buf *out)
{
    gs_buf_add_text(out, "getaddrinfo(");
    gs_literal_add(out, gs_question_node(question));
    gs_buf_add_text(out, ", ");
    gs_literal_add(out, gs_question_service(question));
    gs_buf_add_text(out, ", ");
}

void gs_call_line(const struct gs_question *question, struct gs_buf *out)
{
    const struct gs_hints *hints = &question->hints;
    const char *between = " ";
    add_arguments(question, out);
    gs_buf_add_text(out, "&(struct addrinfo){");
    if (hints->flags != 0) {
        gs_buf_add_text(out, " .ai_flags = ");
        gs_call_flags(out, hints->flags);
        between = ", ";
    }
    if (hints->family != AF_UNSPEC) {
        gs_buf_addf(out, "%s.ai_family = ", between);
        gs_call_number(out, gs_hint_c_name(gs_hint_families(), hints->family),
                       hints->family);
        between = ", ";
    }
    if (hints->socktype != 0) {
        gs_buf_addf(out, "%s.ai_socktype = ", between);
        gs_call_number(out, gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                       hints->socktype);
        between = ", ";
    }
    if (hints->protocol != 0) {
        gs_buf_addf(out, "%s.ai_protocol = %d", between, hints->protocol);
        between = ", ";
    }
    gs_buf_add_text(out, strcmp(between, " ") == 0 ? "0}, &list)" : " }, &list)");
}

void gs_call_short(const struct gs_question *question, struct gs_buf *out)
{
    const struct gs_hints *hints = &question->hints;
    add_arguments(question, out);
    gs_buf_add_text(out, "&(struct addrinfo){");
    if (hints->flags != 0) {
        gs_buf_add_text(out, "AI_");
        gs_flags_format(out, hints->flags, "|AI_");
    } else {
        gs_buf_add_text(out, "0");
    }
    if (hints->family != 0 || hints->socktype != 0 || hints->protocol != 0) {
        gs_buf_add_text(out, ", ");
        gs_call_number(
            out,
            hints->family == 0 ? "0" : gs_hint_c_name(gs_hint_families(), hints->family),
            hints->family);
    }
    if (hints->socktype != 0 || hints->protocol != 0) {
        gs_buf_add_text(out, ", ");
        gs_call_number(out, gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                       hints->socktype);
    }
    if (hints->protocol != 0) {
        gs_buf_addf(out, ", %d", hints->protocol);
    }
    gs_buf_add_text(out, "}, &list)");
}

void gs_call_lines(const struct gs_question *question, struct gs_buf *out)
{
    const struct gs_hints *hints = &question->hints;
    add_arguments(question, out);
    gs_buf_add_text(out, "&hints, &list)\nhints = { .ai_flags = ");
    gs_call_flags(out, hints->flags);
    gs_buf_add_text(out, ",\n          .ai_family = ");
    gs_call_number(out, gs_hint_c_name(gs_hint_families(), hints->family), hints->family);
    gs_buf_add_text(out, ", .ai_socktype = ");
    gs_call_number(out, gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                   hints->socktype);
    gs_buf_addf(out, ", .ai_protocol = %d }", hints->protocol);
}

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7f) {
            return true;
        }
    }
    return false;
}

void gs_shell_word(struct gs_buf *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-_:%@/+";
    bool is_dollar = has_control(text); /* such a byte would work on a terminal */
    if (text[0] != '\0' && strspn(text, plain) == strlen(text)) {
        gs_buf_add_text(out, text);
        return;
    }
    gs_buf_add_text(out, is_dollar ? "$'" : "'");
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (is_dollar && (c < 0x20 || c == 0x7f || c == '\'' || c == '\\')) {
            gs_buf_addf(out, "\\%03o", c);
        } else {
            gs_buf_add_text(out, c == '\'' ? "'\\'" : "");
            gs_buf_add(out, text, 1);
        }
    }
    gs_buf_add_text(out, "'");
}
