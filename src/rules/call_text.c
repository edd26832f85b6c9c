/* SPDX-License-Identifier: MIT */
#include "call_text.h"

#include "gaiscope/base/text.h"
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

/* Appends `.ai_flags = AI_CANONNAME, ...`: what is set. Returns: whether anything is. */
static bool add_fields(const struct gs_hints *hints, const char *equals,
                       struct gs_buf *out)
{
    const char *between = "";
    if (hints->flags != 0) {
        gs_buf_addf(out, ".ai_flags%s", equals);
        if (equals[0] == ' ') {
            gs_call_flags(out, hints->flags);
        } else {
            gs_buf_add_text(out, "AI_");
            gs_flags_format(out, hints->flags, "|AI_");
        }
        between = ", ";
    }
    if (hints->family != AF_UNSPEC) {
        gs_buf_addf(out, "%s.ai_family%s", between, equals);
        gs_call_number(out, gs_hint_c_name(gs_hint_families(), hints->family),
                       hints->family);
        between = ", ";
    }
    if (hints->socktype != 0) {
        gs_buf_addf(out, "%s.ai_socktype%s", between, equals);
        gs_call_number(out, gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                       hints->socktype);
        between = ", ";
    }
    if (hints->protocol != 0) {
        gs_buf_addf(out, "%s.ai_protocol%s%d", between, equals, hints->protocol);
        between = ", ";
    }
    return between[0] != '\0';
}

void gs_call_line(const struct gs_question *question, struct gs_buf *out)
{
    struct gs_buf fields = {0};
    bool has_fields = add_fields(&question->hints, " = ", &fields);
    add_arguments(question, out);
    gs_buf_addf(out,
                has_fields ? "&(struct addrinfo){ %s }, &list)"
                           : "&(struct addrinfo){0}, &list)",
                gs_buf_text(&fields));
    gs_buf_fini(&fields);
}

/* Appends the fields by their order in the struct, up to the last that is set. */
static void add_positions(const struct gs_hints *hints, bool names_flags,
                          struct gs_buf *out)
{
    if (names_flags && hints->flags != 0) {
        gs_buf_add_text(out, "AI_");
        gs_flags_format(out, hints->flags, "|AI_");
    } else {
        gs_buf_addf(out, hints->flags == 0 ? "0" : "0x%x", (unsigned)hints->flags);
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
}

/* The shorter forms of the hints, the longest first. */
enum form {
    FORM_FIELDS, /* without the cast */
    FORM_TIGHT,  /* and without blanks */
    FORM_POSITIONS,
    FORM_NUMBERS, /* flags as a number */
    FORM_COUNT,
};

void gs_call_fit(const struct gs_question *question, size_t cells, struct gs_buf *out)
{
    struct gs_buf text = {0};
    gs_call_line(question, &text);
    for (int form = 0; form < FORM_COUNT && text.len > cells; form++) {
        gs_buf_clear(&text);
        add_arguments(question, &text);
        gs_buf_add_text(&text, "{");
        if (form >= FORM_POSITIONS) {
            add_positions(&question->hints, form == FORM_POSITIONS, &text);
        } else if (!add_fields(&question->hints, form == FORM_TIGHT ? "=" : " = ",
                               &text)) {
            gs_buf_add_text(&text, "0");
        }
        gs_buf_add_text(&text, "}, &list)");
    }
    gs_buf_add_text(out, gs_buf_text(&text));
    gs_buf_fini(&text);
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

/* A character that would work on a terminal: a control of ASCII or of the C1 set, or a byte
 * that is none. */
static bool is_control(const struct gs_char *c)
{
    return !c->is_valid || c->code < 0x20 || (c->code >= 0x7f && c->code < 0xa0);
}

static bool has_control(const char *text, size_t len)
{
    while (len > 0) {
        struct gs_char c = gs_text_decode(text, len);
        if (is_control(&c)) {
            return true;
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    return false;
}

void gs_shell_word(struct gs_buf *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-_:%@/+";
    size_t len = strlen(text);
    bool is_dollar = has_control(text, len);
    if (len > 0 && strspn(text, plain) == len) {
        gs_buf_add_text(out, text);
        return;
    }
    gs_buf_add_text(out, is_dollar ? "$'" : "'");
    while (len > 0) {
        struct gs_char c = gs_text_decode(text, len);
        bool is_octal = is_dollar && (is_control(&c) || c.code == '\'' || c.code == '\\');
        for (size_t i = 0; is_octal && i < c.len_bytes; i++) {
            gs_buf_addf(out, "\\%03o", (unsigned char)text[i]);
        }
        if (!is_octal) {
            gs_buf_add_text(out, c.code == '\'' ? "'\\'" : "");
            gs_buf_add(out, text, c.len_bytes);
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    gs_buf_add_text(out, "'");
}
