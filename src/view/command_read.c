/* SPDX-License-Identifier: MIT */
/*
 * What stands behind a command, read into a request.
 */
#include "command_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/watch_interval.h"
#include "gaiscope/rules/whois_query.h"
#include "gaiscope/view/tour.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

enum {
    QUOTE_CELLS = 32, /* of a text that a sentence names */
    PROTOCOL_MAX = 255,
};

void gs_quote(struct gs_buf *out, const char *text)
{
    char *safe = gs_text_sanitised(text);
    gs_buf_add_text(out, "\"");
    gs_text_cut_end(out, safe, QUOTE_CELLS);
    gs_buf_add_text(out, "\"");
    free(safe);
}

static bool refuse(struct gs_reading *reading, const char *text, const char *what)
{
    gs_quote(reading->why, text);
    gs_buf_addf(reading->why, " %s", what);
    return false;
}

/* Adds the names of a table or of choices to what is refused: `: any, inet, inet6`. */
static void name_hints(struct gs_buf *why, struct gs_hint_table table)
{
    for (size_t i = 0; i < table.count; i++) {
        gs_buf_addf(why, "%s%s", i == 0 ? ": " : ", ", table.hints[i].name);
    }
}

static void name_choices(struct gs_buf *why, struct gs_choices choices)
{
    for (size_t i = 0; i < choices.count; i++) {
        gs_buf_addf(why, "%s%s", i == 0 ? ": " : ", ", choices.items[i].name);
    }
}

bool gs_read_text(struct gs_reading *reading)
{
    (void)snprintf(reading->out->text, sizeof reading->out->text, "%s", reading->text);
    return true;
}

bool gs_read_service(struct gs_reading *reading)
{
    bool is_none = strcmp(reading->text, "-") == 0;
    if (strlen(reading->text) > GS_SERVICE_MAX) {
        return refuse(reading, reading->text, "is too long for a service");
    }
    (void)snprintf(reading->out->text, sizeof reading->out->text, "%s",
                   is_none ? "" : reading->text);
    return true;
}

bool gs_read_ask(struct gs_reading *reading)
{
    size_t len = strcspn(reading->text, " ");
    const char *service = reading->text + len + strspn(reading->text + len, " ");
    if (len > GS_HOST_MAX || strlen(service) > GS_SERVICE_MAX) {
        gs_buf_add_text(reading->why, "the host or the service is too long");
        return false;
    }
    memcpy(reading->out->text, reading->text, len);
    reading->out->text[len] = '\0';
    (void)snprintf(reading->out->service, sizeof reading->out->service, "%s", service);
    return true;
}

bool gs_read_server(struct gs_reading *reading)
{
    if (strcasecmp(reading->text, "default") == 0) {
        reading->out->server = (struct gs_endpoint){.port = GS_DNS_PORT};
        return true;
    }
    return gs_endpoint_parse(reading->text, GS_DNS_PORT, &reading->out->server) ==
               GS_OK ||
           refuse(reading, reading->text,
                  "is no address of a server: ADDRESS, ADDRESS:PORT or [IPv6]:PORT");
}

bool gs_read_whois(struct gs_reading *reading)
{
    if (strcasecmp(reading->text, "default") == 0) {
        return true;
    }
    if (gs_whois_is_as_number(reading->text)) {
        return refuse(reading, reading->text, "is no server: type it as the host");
    }
    if (!gs_whois_is_first_server(reading->text)) {
        return refuse(reading, reading->text,
                      "is no whois server: HOST, HOST:PORT or [IPv6]:PORT");
    }
    (void)snprintf(reading->out->text, sizeof reading->out->text, "%s", reading->text);
    return true;
}

bool gs_read_family(struct gs_reading *reading)
{
    reading->out->hints = *reading->world->hints;
    if (gs_hint_parse(gs_hint_families(), reading->text, &reading->out->hints.family) ==
        GS_OK) {
        return true;
    }
    (void)refuse(reading, reading->text, "is no family");
    name_hints(reading->why, gs_hint_families());
    return false;
}

bool gs_read_socktype(struct gs_reading *reading)
{
    reading->out->hints = *reading->world->hints;
    if (gs_hint_parse(gs_hint_socktypes(), reading->text,
                      &reading->out->hints.socktype) == GS_OK) {
        return true;
    }
    (void)refuse(reading, reading->text, "is no socket type");
    name_hints(reading->why, gs_hint_socktypes());
    return false;
}

/* A whole decimal number of at most `max`. Returns: false when it is none. */
static bool read_number(const char *text, uint32_t max, uint32_t *out)
{
    uint32_t number = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || number > max) {
            return false;
        }
        number = number * 10 + (uint32_t)(*at - '0');
    }
    *out = number;
    return text[0] != '\0' && number <= max;
}

/* A protocol of /etc/protocols by its name. Returns: false when it has none. */
static bool find_protocol(const struct gs_tables *tables, const char *name, int *out)
{
    for (size_t i = 0; tables != NULL && i < tables->protocols.count; i++) {
        if (strcasecmp(tables->protocols.items[i].name, name) == 0) {
            *out = tables->protocols.items[i].number;
            return true;
        }
    }
    return false;
}

bool gs_read_protocol(struct gs_reading *reading)
{
    uint32_t number = 0;
    int *protocol = &reading->out->hints.protocol;
    reading->out->hints = *reading->world->hints;
    if (read_number(reading->text, PROTOCOL_MAX, &number)) {
        *protocol = (int)number;
        return true;
    }
    return gs_hint_parse(gs_hint_protocols(), reading->text, protocol) == GS_OK ||
           find_protocol(reading->world->tables, reading->text, protocol) ||
           refuse(reading, reading->text,
                  "is no protocol: a name of /etc/protocols, or 0 to 255");
}

/* -- flags --------------------------------------------------------------------------- */

/* `+x -y`: each word changes one flag. */
static bool change_flags(struct gs_reading *reading, char *words)
{
    int *flags = &reading->out->hints.flags;
    char *rest = NULL;
    for (char *word = strtok_r(words, " ,", &rest); word != NULL;
         word = strtok_r(NULL, " ,", &rest)) {
        int flag = 0;
        if (word[0] != '+' && word[0] != '-') {
            return refuse(reading, word,
                          "stands without a sign: +x -y changes, x,y sets");
        }
        if (gs_hint_parse(gs_hint_flags(), word + 1, &flag) != GS_OK) {
            return refuse(reading, word + 1, "is no flag of this libc");
        }
        *flags = word[0] == '+' ? *flags | flag : *flags & ~flag;
    }
    return true;
}

/* `x,y` or `x y`: these and no others. */
static bool set_flags(struct gs_reading *reading, char *words)
{
    char bad[64];
    struct gs_buf list = {0};
    char *rest = NULL;
    for (char *word = strtok_r(words, " ,", &rest); word != NULL;
         word = strtok_r(NULL, " ,", &rest)) {
        gs_buf_addf(&list, "%s%s", list.len > 0 ? "," : "", word);
    }
    bool is_fine = gs_flags_parse(gs_buf_text(&list), &reading->out->hints.flags, bad,
                                  sizeof bad) == GS_OK ||
                   refuse(reading, bad, "is no flag of this libc");
    gs_buf_fini(&list);
    return is_fine;
}

bool gs_read_flags(struct gs_reading *reading)
{
    reading->out->hints = *reading->world->hints;
    if (strcasecmp(reading->text, "default") == 0) {
        reading->out->hints.flags = reading->world->first_hints->flags;
        reading->out->hints.has_default_flags =
            reading->world->first_hints->has_default_flags;
        return true;
    }
    char *words = gs_mem_copy_text(reading->text);
    reading->out->hints.has_default_flags = false;
    bool is_fine = words[0] == '+' || words[0] == '-' ? change_flags(reading, words)
                                                      : set_flags(reading, words);
    free(words);
    return is_fine;
}

/* -- choices ------------------------------------------------------------------------- */

static bool read_choice(struct gs_choices choices, const char *text, uint32_t *out)
{
    for (size_t i = 0; i < choices.count; i++) {
        if (strcasecmp(choices.items[i].name, text) == 0) {
            *out = choices.items[i].value;
            return true;
        }
    }
    return false;
}

/* A choice by its value. */
static bool read_value(struct gs_choices choices, const char *text, uint32_t *out)
{
    uint32_t number = 0;
    if (read_number(text, UINT16_MAX, &number)) {
        for (size_t i = 0; i < choices.count; i++) {
            if (choices.items[i].value == number) {
                *out = number;
                return true;
            }
        }
    }
    return false;
}

bool gs_read_view(struct gs_reading *reading)
{
    struct gs_choices views = reading->world->views;
    if (read_choice(views, reading->text, &reading->out->number) ||
        read_value(views, reading->text, &reading->out->number)) {
        return true;
    }
    (void)refuse(reading, reading->text, "is no view");
    name_choices(reading->why, views);
    return false;
}

bool gs_read_sort(struct gs_reading *reading)
{
    struct gs_choices columns = reading->world->columns;
    size_t len = strlen(reading->text);
    char *text = gs_mem_copy_text(reading->text);
    if (len > 5 && strcasecmp(text + len - 5, " down") == 0) {
        reading->out->is_reversed = true;
        text[len - 5] = '\0';
    }
    bool is_fine = read_choice(columns, text, &reading->out->number) ||
                   read_value(columns, text, &reading->out->number);
    if (!is_fine && columns.count == 0) {
        gs_buf_add_text(reading->why, "this pane keeps its order: nothing to sort by");
    } else if (!is_fine) {
        (void)refuse(reading, text, "is no column of this pane");
        name_choices(reading->why, columns);
    }
    free(text);
    return is_fine;
}

bool gs_read_port(struct gs_reading *reading)
{
    return (read_number(reading->text, UINT16_MAX, &reading->out->number) &&
            reading->out->number > 0) ||
           refuse(reading, reading->text, "is no port: 1 to 65535");
}

bool gs_read_interval(struct gs_reading *reading)
{
    if (strcasecmp(reading->text, "off") == 0) {
        reading->out->number = 0;
        return true;
    }
    return gs_interval_parse(reading->text, &reading->out->number) ||
           refuse(reading, reading->text,
                  "is no interval: 1s to 1d, as 30s or 5m, or off");
}

bool gs_read_tour(struct gs_reading *reading)
{
    reading->out->number = 1;
    if (reading->text[0] == '\0') {
        return true;
    }
    if (strcasecmp(reading->text, "off") == 0) {
        reading->out->number = 0;
        return true;
    }
    return (read_number(reading->text, GS_TOUR_STATIONS, &reading->out->number) &&
            reading->out->number > 0) ||
           refuse(reading, reading->text, "is no station: 1 to 10, or off");
}
