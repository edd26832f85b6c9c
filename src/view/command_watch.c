/* SPDX-License-Identifier: MIT */
/*
 * The commands of the monitor: a line of its list, and what is said of hosts that are watched.
 */
#include "command_table.h"

#include "gaiscope/rules/watch_edit.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

bool gs_read_watch(struct gs_reading *reading)
{
    struct gs_watch watch = {0};
    const char *line = reading->text;
    enum gs_status status = gs_watch_line_parse(line, strlen(line), &watch, reading->why);
    gs_watch_fini(&watch);
    if (status == GS_ENOTFOUND) {
        gs_buf_add_text(reading->why, "watch needs a host behind it");
    }
    return status == GS_OK && gs_read_text(reading);
}

/* A host as it is written in the list, with its service. */
bool gs_read_unwatch(struct gs_reading *reading)
{
    return gs_read_watch(reading);
}

/* Tries it on a line that stands for any name. */
static bool read_change(struct gs_reading *reading, const char *keyword)
{
    struct gs_watch watch = {.host = gs_mem_copy_text("any.test")};
    struct gs_request *out = reading->out;
    (void)snprintf(out->text, sizeof out->text, "%s %s", keyword, reading->text);
    bool is_fine = gs_watch_line_change(&watch, out->text, reading->why) == GS_OK;
    gs_watch_fini(&watch);
    return is_fine;
}

/* As a line of the list says it. */
bool gs_read_every(struct gs_reading *reading)
{
    struct gs_watch watch = {.host = gs_mem_copy_text("any.test")};
    char words[64];
    bool is_off = strcasecmp(reading->text, "off") == 0;
    int len = snprintf(words, sizeof words, "every %s", reading->text);
    if (!is_off && len < (int)sizeof words) {
        (void)gs_watch_line_change(&watch, words, reading->why);
    }
    reading->out->number = watch.interval_s;
    bool is_fine = is_off || watch.interval_s > 0;
    if (!is_fine && reading->why->len == 0) {
        gs_quote(reading->why, reading->text);
        gs_buf_add_text(reading->why, " is no time from 1s to 1d: use 30s, 5m or 2h");
    }
    gs_watch_fini(&watch);
    return is_fine;
}

bool gs_read_expect(struct gs_reading *reading)
{
    return read_change(reading, "expect");
}

bool gs_read_label(struct gs_reading *reading)
{
    return read_change(reading, "label");
}

/* A blank or comma parts words: the last one is completed. */
static struct gs_offers at_last_word(const struct gs_offers *offers)
{
    struct gs_offers words = *offers;
    size_t at = strlen(offers->line);
    while (at > offers->word_at && strchr(" ,", offers->line[at - 1]) == NULL) {
        at--;
    }
    words.word_at = at;
    return words;
}

void gs_offer_every(struct gs_offers *offers)
{
    static const char *const times[] = {"1s", "5s", "10s", "30s", "5m", "1h"};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        gs_offer(offers, times[i], "from round to round: %s", times[i]);
    }
    gs_offer(offers, "off", "%s", "as the list says");
}

static void offer_expectations(struct gs_offers *words)
{
    gs_offer(words, "ipv6", "%s", "at least one IPv6 address");
    gs_offer(words, "ipv4", "%s", "at least one IPv4 address");
    gs_offer(words, ">=2", "%s", "at least two addresses");
    gs_offer(words, "ipv6>=2", "%s", "at least two IPv6 addresses");
    gs_offer(words, "192.0.2.1+2001:db8::1", "%s", "these addresses and no others");
    gs_offer(words, "2001:db8::/32", "%s", "all IPv6 addresses in it");
    gs_offer(words, "mx:mail.example.org", "%s", "it is a mail exchange");
    gs_offer(words, "null-mx", "%s", "it takes no mail");
    gs_offer(words, "no-sinkhole", "%s", "no address that stands for nowhere");
}

void gs_offer_expect(struct gs_offers *offers)
{
    struct gs_offers words = at_last_word(offers);
    offer_expectations(&words);
    if (words.word_at == offers->word_at) {
        gs_offer(&words, "none", "%s", "nothing is expected any more");
    }
}

/* Whether the last whole word is this one. */
static bool is_behind(const struct gs_offers *words, const char *keyword)
{
    size_t len = strlen(keyword);
    size_t end = words->word_at;
    while (end > 0 && words->line[end - 1] == ' ') {
        end--;
    }
    return end > len && strncmp(words->line + end - len, keyword, len) == 0 &&
           words->line[end - len - 1] == ' ';
}

void gs_offer_watch(struct gs_offers *offers)
{
    struct gs_offers words = at_last_word(offers);
    if (words.word_at == offers->word_at) {
        gs_offer_hosts(offers);
    } else if (is_behind(&words, "expect") || words.line[words.word_at - 1] == ',') {
        offer_expectations(&words);
    } else {
        gs_offer(&words, "expect", "%s", "what every answer is to be like");
        gs_offer(&words, "every 30s", "%s", "from round to round");
        gs_offer(&words, "label", "%s", "names to group and to filter by");
        gs_offer(&words, "mx", "%s", "asks for the mail exchanges in each round");
    }
}
