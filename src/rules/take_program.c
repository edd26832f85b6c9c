/* SPDX-License-Identifier: MIT */
/*
 * The programs. Both print one line per row, the same words in the same order:
 *
 *     inet6 1 6 iana.org 2001:500:88:200::8 80
 *     family socktype protocol canonname address port
 */
#include "call_text.h"

#include "gaiscope/model/hints.h"

#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

static const char c_head[] =
    "/* getaddrinfo as gaiscope asked it. cc -std=c11 -D_GNU_SOURCE this.c\n"
    " * One line per row: family socktype protocol canonname address port. */\n"
    "#include <locale.h>\n"
    "#include <netdb.h>\n"
    "#include <stdio.h>\n"
    "#include <sys/socket.h>\n"
    "\n"
    "int main(void)\n"
    "{\n"
    "    setlocale(LC_ALL, \"\"); /* AI_IDN needs it */\n"
    "    struct addrinfo hints = {\n";

static const char c_tail[] =
    "    if (code != 0) {\n"
    "        fprintf(stderr, \"%d %s\\n\", code, gai_strerror(code));\n"
    "        return 1;\n"
    "    }\n"
    "    for (struct addrinfo *at = list; at != NULL; at = at->ai_next) {\n"
    "        char host[NI_MAXHOST] = \"\";\n"
    "        char port[NI_MAXSERV] = \"\";\n"
    "        getnameinfo(at->ai_addr, at->ai_addrlen, host, sizeof host, port,\n"
    "                    sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);\n"
    "        printf(\"%s %d %d %s %s %s\\n\",\n"
    "               at->ai_family == AF_INET6 ? \"inet6\" : \"inet\", at->ai_socktype,\n"
    "               at->ai_protocol, at->ai_canonname ? at->ai_canonname : \"-\", host,\n"
    "               port);\n"
    "    }\n"
    "    freeaddrinfo(list);\n"
    "    return 0;\n"
    "}\n";

void gs_take_c(const struct gs_take_subject *subject, struct gs_buf *out)
{
    const struct gs_question *question = subject->question;
    const struct gs_hints *hints = &question->hints;
    gs_buf_add_text(out, c_head);
    gs_buf_add_text(out, "        .ai_flags = ");
    gs_call_flags(out, hints->flags);
    gs_buf_add_text(out, ",\n        .ai_family = ");
    gs_call_number(out, gs_hint_c_name(gs_hint_families(), hints->family), hints->family);
    gs_buf_add_text(out, ",\n        .ai_socktype = ");
    gs_call_number(out, gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                   hints->socktype);
    gs_buf_addf(out, ",\n        .ai_protocol = %d,\n    };\n", hints->protocol);
    gs_buf_add_text(out,
                    "    struct addrinfo *list = NULL;\n    int code = getaddrinfo(");
    gs_literal_add(out, gs_question_node(question));
    gs_buf_add_text(out, ", ");
    gs_literal_add(out, gs_question_service(question));
    gs_buf_add_text(out, ", &hints, &list);\n");
    gs_buf_add_text(out, c_tail);
}

/* -- Python -------------------------------------------------------------------------- */

/* Whether Python passes a text on as it is: a host goes through its own idna codec. */
static bool is_plain_host(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-:%";
    bool is_plain = strspn(text, plain) == strlen(text) && text[0] != '\0';
    for (const char *label = text; is_plain && *label != '\0';) {
        size_t len = strcspn(label, ".");
        is_plain = len > 0 && len < 64;
        label += len + (label[len] == '.' ? 1 : 0);
    }
    return is_plain;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80) {
            return false;
        }
    }
    return true;
}

static void add_python_text(struct gs_buf *out, const char *text, bool is_plain)
{
    if (text == NULL) {
        gs_buf_add_text(out, "None");
        return;
    }
    gs_buf_add_text(out, is_plain ? "" : "b");
    gs_literal_add(out, text);
}

/* The flags by name where Python's socket module has one. */
static void add_python_flags(struct gs_buf *out, int flags)
{
    struct gs_hint_table table = gs_hint_flags();
    const char *between = "";
    int left = flags;
    for (size_t i = 0; i < table.count; i++) {
        const struct gs_hint *hint = &table.hints[i];
        bool is_missing = strcmp(hint->c_name, "AI_IDN") == 0 ||
                          strcmp(hint->c_name, "AI_CANONIDN") == 0;
        if ((flags & hint->value) != 0 && !is_missing) {
            gs_buf_addf(out, "%ssocket.%s", between, hint->c_name);
            left &= ~hint->value;
            between = " | ";
        }
    }
    if (left != 0) {
        gs_buf_addf(out, "%s0x%x", between, (unsigned)left);
    }
}

static void add_python_number(struct gs_buf *out, const char *key, const char *c_name,
                              int value)
{
    if (value != 0) {
        gs_buf_addf(out, ", %s=%s", key, c_name == NULL ? "" : "socket.");
        gs_call_number(out, c_name, value);
    }
}

static void add_python_call(const struct gs_question *question, struct gs_buf *out,
                            bool is_named)
{
    const struct gs_hints *hints = &question->hints;
    const char *node = gs_question_node(question);
    const char *service = gs_question_service(question);
    gs_buf_add_text(out, "socket.getaddrinfo(");
    add_python_text(out, node, node != NULL && is_plain_host(node));
    gs_buf_add_text(out, ", ");
    add_python_text(out, service, service != NULL && is_ascii(service));
    add_python_number(out, "family", gs_hint_c_name(gs_hint_families(), hints->family),
                      hints->family);
    add_python_number(out, "type", gs_hint_c_name(gs_hint_socktypes(), hints->socktype),
                      hints->socktype);
    add_python_number(out, "proto", NULL, hints->protocol);
    if (hints->flags != 0 && is_named) {
        gs_buf_add_text(out, ",\n                              flags=");
        add_python_flags(out, hints->flags);
    } else if (hints->flags != 0) {
        gs_buf_addf(out, ", flags=0x%x", (unsigned)hints->flags);
    }
    gs_buf_add_text(out, ")");
}

void gs_take_python_call(const struct gs_question *question, struct gs_buf *out)
{
    add_python_call(question, out, false);
}

static const char python_tail[] = "except socket.gaierror as error:\n"
                                  "    sys.exit(\"%d %s\" % error.args)\n"
                                  "for family, kind, protocol, name, address in rows:\n"
                                  "    print(\"inet6\" if family == socket.AF_INET6 else "
                                  "\"inet\", int(kind), protocol,\n"
                                  "          name or \"-\", address[0], address[1])\n";

void gs_take_python(const struct gs_take_subject *subject, struct gs_buf *out)
{
    gs_buf_add_text(out, "# getaddrinfo as gaiscope asked it. One line per row:\n"
                         "# family socktype protocol canonname address port.\n"
                         "import socket\n"
                         "import sys\n"
                         "\n"
                         "try:\n"
                         "    rows = ");
    add_python_call(subject->question, out, true);
    gs_buf_add_text(out, "\n");
    gs_buf_add_text(out, python_tail);
}
