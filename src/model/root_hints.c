/* SPDX-License-Identifier: MIT */
/*
 * A line is cut into words; the type is the first word behind the owner that is neither a TTL
 * nor the class. NS lines are kept aside, so that addresses may stand before them.
 */
#include "gaiscope/model/root_hints.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/file.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/dns_answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    WORDS_MAX = 8,
    LINE_MAX_BYTES = 1024,
    SERVERS_MAX = 64, /* names that NS lines give */
};

struct gs_root_hints gs_root_hints_default(void)
{
    static const struct {
        const char *v4;
        const char *v6;
    } servers[] = {
        {"198.41.0.4", "2001:503:ba3e::2:30"}, {"170.247.170.2", "2801:1b8:10::b"},
        {"192.33.4.12", "2001:500:2::c"},      {"199.7.91.13", "2001:500:2d::d"},
        {"192.203.230.10", "2001:500:a8::e"},  {"192.5.5.241", "2001:500:2f::f"},
        {"192.112.36.4", "2001:500:12::d0d"},  {"198.97.190.53", "2001:500:1::53"},
        {"192.36.148.17", "2001:7fe::53"},     {"192.58.128.30", "2001:503:c27::2:30"},
        {"193.0.14.129", "2001:7fd::1"},       {"199.7.83.42", "2001:500:9f::42"},
        {"202.12.27.33", "2001:dc3::35"},
    };
    struct gs_root_hints hints = {.port = GS_DNS_PORT};
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
        for (int family = 0; family < 2; family++) {
            struct gs_root_hint *hint = &hints.items[hints.count++];
            (void)snprintf(hint->name, sizeof hint->name, "%c.root-servers.net",
                           (char)('a' + i));
            (void)gs_address_parse(family == 0 ? servers[i].v4 : servers[i].v6,
                                   &hint->address); /* is one */
        }
    }
    return hints;
}

/* A file being read. */
struct reading {
    struct gs_root_hints *out;
    struct gs_buf *error;
    size_t line;
    char owner[GS_NAME_MAX + 1];                /* of the line before */
    char servers[SERVERS_MAX][GS_NAME_MAX + 1]; /* that NS lines name */
    size_t server_count;
    size_t lines[GS_ROOT_HINTS_MAX]; /* where each address stands */
};

__attribute__((format(printf, 3, 4))) static enum gs_status
refuse(struct reading *reading, enum gs_status status, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gs_buf_addf(reading->error, "line %zu: ", reading->line);
    gs_text_sanitise(reading->error, text, strlen(text));
    return status;
}

/* A name without its final dot; false: too long for one. */
static bool take_name(const char *word, char out[GS_NAME_MAX + 1])
{
    size_t len = strlen(word);
    if (len > 1 && word[len - 1] == '.') {
        len--;
    }
    if (len == 0 || len > GS_NAME_MAX) {
        return false;
    }
    memcpy(out, word, len);
    out[len] = '\0';
    return true;
}

/* `;! port 5300`; any other comment says nothing. */
static enum gs_status read_comment(struct reading *reading, const char *text)
{
    char *end = NULL;
    if (strncmp(text, ";! port", strlen(";! port")) != 0) {
        return GS_OK;
    }
    unsigned long port = strtoul(text + strlen(";! port"), &end, 10);
    if (end[strspn(end, " \t\r")] != '\0' || port == 0 || port > UINT16_MAX) {
        return refuse(reading, GS_EFORMAT, "a port is a number from 1 to 65535");
    }
    reading->out->port = (uint16_t)port;
    return GS_OK;
}

static enum gs_status add_server(struct reading *reading, const char *target)
{
    if (strcmp(reading->owner, ".") != 0) {
        return refuse(reading, GS_EFORMAT,
                      "\"%.80s\" is not the root, whose name is \".\"", reading->owner);
    }
    if (reading->server_count == SERVERS_MAX) {
        return refuse(reading, GS_ELIMIT, "more than %d servers", (int)SERVERS_MAX);
    }
    if (!take_name(target, reading->servers[reading->server_count])) {
        return refuse(reading, GS_EFORMAT, "a name of more than %d bytes", GS_NAME_MAX);
    }
    reading->server_count++;
    return GS_OK;
}

static enum gs_status add_address(struct reading *reading, int family, const char *text)
{
    struct gs_root_hints *out = reading->out;
    struct gs_address address;
    if (gs_address_parse(text, &address) != GS_OK || address.family != family) {
        return refuse(reading, GS_EFORMAT, "\"%.80s\" is no %s address", text,
                      family == AF_INET ? "IPv4" : "IPv6");
    }
    if (out->count == GS_ROOT_HINTS_MAX) {
        return refuse(reading, GS_ELIMIT, "more than %d addresses", GS_ROOT_HINTS_MAX);
    }
    struct gs_root_hint *hint = &out->items[out->count];
    memcpy(hint->name, reading->owner, sizeof hint->name);
    hint->address = address;
    reading->lines[out->count++] = reading->line;
    return GS_OK;
}

static enum gs_status read_record(struct reading *reading, char *const *words,
                                  size_t count)
{
    size_t at = 0;
    while (at < count && (gs_ascii_is_number(words[at]) ||
                          gs_text_compare_case(words[at], "IN", SIZE_MAX) == 0)) {
        at++;
    }
    if (count != at + 2) {
        return refuse(reading, GS_EFORMAT,
                      "a line is NAME [TTL] [IN] NS, A or AAAA, and one value");
    }
    const char *type = words[at];
    const char *value = words[at + 1];
    if (gs_text_compare_case(type, "NS", SIZE_MAX) == 0) {
        return add_server(reading, value);
    }
    if (gs_text_compare_case(type, "A", SIZE_MAX) == 0) {
        return add_address(reading, AF_INET, value);
    }
    if (gs_text_compare_case(type, "AAAA", SIZE_MAX) == 0) {
        return add_address(reading, AF_INET6, value);
    }
    return refuse(reading, GS_EFORMAT, "\"%.40s\" is not NS, A or AAAA", type);
}

static enum gs_status read_line(struct reading *reading, char *line)
{
    char *words[WORDS_MAX];
    size_t count = 0;
    bool has_owner = line[0] != ' ' && line[0] != '\t';
    char *comment = strchr(line, ';');
    if (comment != NULL) {
        enum gs_status status = read_comment(reading, comment);
        if (status != GS_OK) {
            return status;
        }
        *comment = '\0';
    }
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t\r", &rest); word != NULL && count < WORDS_MAX;
         word = strtok_r(NULL, " \t\r", &rest)) {
        words[count++] = word;
    }
    if (count == 0 || gs_text_compare_case(words[0], "$TTL", SIZE_MAX) == 0) {
        return GS_OK;
    }
    if (words[0][0] == '$') {
        return refuse(reading, GS_EFORMAT, "\"%.40s\" is not known here", words[0]);
    }
    if (has_owner && !take_name(words[0], reading->owner)) {
        return refuse(reading, GS_EFORMAT, "a name of more than %d bytes", GS_NAME_MAX);
    }
    if (reading->owner[0] == '\0') {
        return refuse(reading, GS_EFORMAT, "the first line needs a name");
    }
    size_t skipped = has_owner ? 1 : 0;
    return read_record(reading, words + skipped, count - skipped);
}

static enum gs_status read_lines(struct reading *reading, const char *text, size_t len)
{
    const char *end = text + len;
    enum gs_status status = GS_OK;
    while (text < end && status == GS_OK) {
        char line[LINE_MAX_BYTES];
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        size_t line_len = (size_t)((newline == NULL ? end : newline) - text);
        reading->line++;
        if (line_len >= sizeof line || memchr(text, '\0', line_len) != NULL) {
            return refuse(reading, GS_EFORMAT, "this is no text line");
        }
        memcpy(line, text, line_len);
        line[line_len] = '\0';
        status = read_line(reading, line);
        text = newline == NULL ? end : newline + 1;
    }
    return status;
}

static bool is_server(const struct reading *reading, const char *name)
{
    for (size_t i = 0; i < reading->server_count; i++) {
        if (gs_name_is_equal(reading->servers[i], name)) {
            return true;
        }
    }
    return false;
}

static enum gs_status check(struct reading *reading)
{
    const struct gs_root_hints *out = reading->out;
    for (size_t i = 0; i < out->count; i++) {
        if (!is_server(reading, out->items[i].name)) {
            reading->line = reading->lines[i];
            return refuse(reading, GS_EFORMAT, "no NS line names \"%.80s\"",
                          out->items[i].name);
        }
    }
    if (out->count == 0) {
        return refuse(reading, GS_EFORMAT, "no address of a root server stands in it");
    }
    return GS_OK;
}

enum gs_status gs_root_hints_parse(const char *text, size_t len,
                                   struct gs_root_hints *out, struct gs_buf *error)
{
    struct gs_root_hints *hints = gs_mem_new(1, sizeof *hints);
    struct reading *reading = gs_mem_new(1, sizeof *reading);
    hints->port = GS_DNS_PORT;
    hints->is_own = true;
    reading->out = hints;
    reading->error = error;
    enum gs_status status = read_lines(reading, text, len);
    if (status == GS_OK) {
        status = check(reading);
    }
    if (status == GS_OK) {
        *out = *hints;
    }
    free(reading);
    free(hints);
    return status;
}

enum gs_status gs_root_hints_read(const char *path, struct gs_root_hints *out,
                                  struct gs_buf *error)
{
    struct gs_buf text = {0};
    struct gs_buf why = {0};
    enum gs_status status = GS_EOS;
    char *shown = gs_text_sanitised(path);
    if (!gs_file_read(path, GS_ROOT_HINTS_FILE_MAX, &text)) {
        gs_buf_addf(error, "%s: the file cannot be read", shown);
    } else {
        status = gs_root_hints_parse(gs_buf_text(&text), text.len, out, &why);
        if (status != GS_OK) {
            gs_buf_addf(error, "%s, %s", shown, gs_buf_text(&why));
        }
    }
    free(shown);
    gs_buf_fini(&why);
    gs_buf_fini(&text);
    return status;
}
