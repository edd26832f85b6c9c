/* SPDX-License-Identifier: MIT */
/*
 * What could stand behind a command.
 */
#include "command_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/whois_query.h"
#include "gaiscope/view/list_state.h"
#include "gaiscope/view/tour.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <strings.h>
#include <sys/socket.h>

enum {
    REMARK_MAX = 160,
};

void gs_completions_fini(struct gs_completions *completions)
{
    for (size_t i = 0; i < completions->count; i++) {
        free(completions->items[i].line);
        free(completions->items[i].remark);
    }
    gs_vec_fini(completions);
}

/* Cells of the start that two texts share, whole characters only. */
static size_t shared(const char *a, const char *b)
{
    size_t len = 0;
    for (size_t next = gs_text_next(a, strlen(a)); next > 0;
         next = gs_text_next(a + len, strlen(a + len))) {
        if (strncasecmp(a + len, b + len, next) != 0) {
            break;
        }
        len += next;
    }
    return len;
}

char *gs_completions_common(const struct gs_completions *completions, const char *line)
{
    size_t typed = strlen(line);
    if (completions->count == 0) {
        return NULL;
    }
    const char *first = completions->items[0].line;
    size_t len = strlen(first);
    for (size_t i = 1; i < completions->count && len > typed; i++) {
        size_t same = shared(first, completions->items[i].line);
        len = same < len ? same : len;
    }
    return len > typed && strncasecmp(first, line, typed) == 0
               ? gs_mem_copy_span(first, len)
               : NULL;
}

/* Whether a line with this word's place and value was offered already. */
static bool has_line(const struct gs_completions *out, const char *line)
{
    for (size_t i = 0; i < out->count; i++) {
        if (strcmp(out->items[i].line, line) == 0) {
            return true;
        }
    }
    return false;
}

static bool belongs(const struct gs_offers *offers, const char *value)
{
    const char *word = offers->line + offers->word_at;
    bool begins = strncasecmp(value, word, strlen(word)) == 0;
    return offers->has_it_inside ? !begins && gs_match_find(value, word) != NULL : begins;
}

/* What cannot be typed is not offered. */
static bool is_typable(const char *value)
{
    for (const char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == '\x7f') {
            return false;
        }
    }
    return gs_text_is_utf8(value, strlen(value));
}

void gs_offer(struct gs_offers *offers, const char *value, const char *remark, ...)
{
    char text[REMARK_MAX];
    if (offers->out->count >= GS_COMPLETIONS_MAX || !belongs(offers, value) ||
        !is_typable(value)) {
        return;
    }
    struct gs_buf line = {0};
    gs_buf_add(&line, offers->line, offers->word_at);
    gs_buf_add_text(&line, value);
    if (line.len > GS_COMMAND_LINE_MAX || has_line(offers->out, gs_buf_text(&line))) {
        gs_buf_fini(&line);
        return;
    }
    va_list arguments;
    va_start(arguments, remark);
    (void)vsnprintf(text, sizeof text, remark, arguments); /* a longer one is cut */
    va_end(arguments);
    struct gs_completion completion = {.line = gs_buf_claim(&line),
                                       .remark = gs_text_sanitised(text)};
    gs_vec_push(offers->out, completion);
}

/* -- questions ----------------------------------------------------------------------- */

static const char *history_remark(const struct gs_history_entry *entry)
{
    return entry->outcome == GS_OUTCOME_NOT_ASKED ? "asked before"
                                                  : gs_outcome_word(entry->outcome);
}

void gs_offer_hosts(struct gs_offers *offers)
{
    const struct gs_history *history = offers->world->history;
    for (size_t i = history->count; i-- > 0;) {
        const struct gs_history_entry *entry = &history->items[i];
        struct gs_buf value = {0};
        bool has_service = entry->service[0] != '\0';
        gs_buf_addf(&value, "%s%s%s", entry->host, has_service ? " " : "",
                    entry->service);
        if (entry->host[0] != '\0' && strchr(entry->host, ' ') == NULL) {
            gs_offer(offers, gs_buf_text(&value), "asked before: %s",
                     history_remark(entry));
        }
        gs_buf_fini(&value);
    }
}

void gs_offer_services(struct gs_offers *offers)
{
    static const struct {
        const char *name;
        unsigned port;
    } known[] = {{"http", 80},  {"https", 443},      {"domain", 53}, {"ssh", 22},
                 {"smtp", 25},  {"submission", 587}, {"imaps", 993}, {"ntp", 123},
                 {"ldap", 389}, {"ftp", 21}};
    const struct gs_tables *tables = offers->world->tables;
    const struct gs_history *history = offers->world->history;
    for (size_t i = history->count; i-- > 0;) {
        if (history->items[i].service[0] != '\0') {
            gs_offer(offers, history->items[i].service, "asked before");
        }
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        gs_offer(offers, known[i].name, "port %u", known[i].port);
    }
    for (size_t i = 0; tables != NULL && i < tables->services.count &&
                       offers->out->count < GS_COMPLETIONS_MAX;
         i++) {
        gs_offer(offers, tables->services.items[i].name, "port %u",
                 tables->services.items[i].port);
    }
    gs_offer(offers, "-", "without a service");
}

/* -- servers ------------------------------------------------------------------------- */

static void offer_past_servers(struct gs_offers *offers)
{
    static const char word[] = "server ";
    const struct gs_past_lines *past = offers->world->past;
    for (size_t i = past == NULL ? 0 : past->count; i-- > 0;) {
        if (strncmp(past->items[i], word, sizeof word - 1) == 0 &&
            strcmp(past->items[i], "server default") != 0) {
            gs_offer(offers, past->items[i] + sizeof word - 1, "asked before");
        }
    }
}

void gs_offer_servers(struct gs_offers *offers)
{
    const struct gs_machine *machine = offers->world->machine;
    bool is_default = machine == NULL || !machine->resolver.is_override;
    for (size_t i = 0; machine != NULL && i < machine->resolver.server_count; i++) {
        char text[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&machine->resolver.servers[i], GS_DNS_PORT, text);
        gs_offer(offers, text, "%s",
                 is_default                  ? "asked now: from resolv.conf"
                 : machine->resolver.is_demo ? "asked now: the demo's own"
                                             : "asked now");
    }
    offer_past_servers(offers);
    gs_offer(offers, "default", "%s",
             is_default ? "resolv.conf's: asked now" : "back to resolv.conf's");
}

void gs_offer_whois(struct gs_offers *offers)
{
    gs_offer(offers, "default", "%s", "the root, or the demo's own");
    gs_offer(offers, GS_WHOIS_ROOT_NAME, "%s", "the root: it knows who has the rest");
}

/* -- arguments of the call ------------------------------------------------------------ */

static void offer_table(struct gs_offers *offers, struct gs_hint_table table, int now)
{
    for (size_t i = 0; i < table.count; i++) {
        gs_offer(offers, table.hints[i].name, "%s%s", table.hints[i].c_name,
                 table.hints[i].value == now ? ", as now" : "");
    }
}

void gs_offer_families(struct gs_offers *offers)
{
    offer_table(offers, gs_hint_families(), offers->world->hints->family);
}

void gs_offer_socktypes(struct gs_offers *offers)
{
    offer_table(offers, gs_hint_socktypes(), offers->world->hints->socktype);
}

void gs_offer_protocols(struct gs_offers *offers)
{
    const struct gs_tables *tables = offers->world->tables;
    offer_table(offers, gs_hint_protocols(), offers->world->hints->protocol);
    for (size_t i = 0; tables != NULL && i < tables->protocols.count; i++) {
        gs_offer(offers, tables->protocols.items[i].name, "number %d",
                 tables->protocols.items[i].number);
    }
}

/* Each flag with the sign that changes it; in a list without signs by its name. */
void gs_offer_flags(struct gs_offers *offers)
{
    struct gs_hint_table table = gs_hint_flags();
    int flags = offers->world->hints->flags;
    const char *first = offers->line + offers->word_at;
    bool has_sign = first[0] == '\0' || first[0] == '+' || first[0] == '-';
    size_t list = offers->word_at;
    for (size_t i = list; offers->line[i] != '\0'; i++) {
        offers->word_at = strchr(" ,", offers->line[i]) != NULL ? i + 1 : offers->word_at;
    }
    for (size_t i = 0; i < table.count; i++) {
        bool is_on = (flags & table.hints[i].value) != 0;
        struct gs_buf value = {0};
        gs_buf_addf(&value, "%s%s",
                    !has_sign ? ""
                    : is_on   ? "-"
                              : "+",
                    table.hints[i].name);
        gs_offer(offers, gs_buf_text(&value), "%s%s", table.hints[i].c_name,
                 !has_sign ? ": those of the list, no others"
                 : is_on   ? " taken away"
                           : " added");
        gs_buf_fini(&value);
    }
    if (offers->word_at == list) {
        gs_offer(offers, "default", "as this program begins");
        gs_offer(offers, "none", "no flag at all");
    }
    offers->word_at = list; /* for the next pass */
}

/* -- choices ------------------------------------------------------------------------- */

static void offer_choices(struct gs_offers *offers, struct gs_choices choices)
{
    for (size_t i = 0; i < choices.count; i++) {
        const char *remark = choices.items[i].remark;
        gs_offer(offers, choices.items[i].name, "%s", remark == NULL ? "" : remark);
    }
}

void gs_offer_views(struct gs_offers *offers)
{
    offer_choices(offers, offers->world->views);
}

void gs_offer_themes(struct gs_offers *offers)
{
    offer_choices(offers, offers->world->themes);
}

void gs_offer_columns(struct gs_offers *offers)
{
    offer_choices(offers, offers->world->columns);
}

void gs_offer_intervals(struct gs_offers *offers)
{
    static const char *const seconds[] = {"1", "2", "5", "10", "30", "60"};
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
        gs_offer(offers, seconds[i], "asks all again every %s s", seconds[i]);
    }
    gs_offer(offers, "off", "asks again on r alone");
}

void gs_offer_tour(struct gs_offers *offers)
{
    for (size_t i = 1; i <= GS_TOUR_STATIONS; i++) {
        char number[8];
        (void)snprintf(number, sizeof number, "%zu", i);
        gs_offer(offers, number, "%s", gs_tour_station_at(i)->title);
    }
    gs_offer(offers, "off", "ends it");
}
