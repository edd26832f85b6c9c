/* SPDX-License-Identifier: MIT */
/*
 * The command that says which hosts' families are compared with those of the asked one.
 */
#include "command_table.h"

#include "gaiscope/rules/compare_list.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

bool gs_read_families(struct gs_reading *reading)
{
    struct gs_compare_choice *choice = gs_mem_new(1, sizeof *choice);
    bool is_fine = gs_compare_parse(reading->text, choice, reading->why) == GS_OK;
    free(choice);
    (void)snprintf(reading->out->text, sizeof reading->out->text, "%s", reading->text);
    return is_fine;
}

/* Whether a host is one of the whole words before the one that is typed. */
static bool is_listed(const struct gs_offers *offers, size_t list, const char *host)
{
    size_t len = strlen(host);
    for (size_t at = list; at < offers->word_at;) {
        size_t word = strcspn(offers->line + at, " ,");
        if (word == len && strncasecmp(offers->line + at, host, len) == 0) {
            return true;
        }
        at += word + 1;
    }
    return false;
}

/* Hosts asked before, for the last word of the list; one that stands in it already is not
 * offered. */
void gs_offer_compared(struct gs_offers *offers)
{
    const struct gs_history *history = offers->world->history;
    size_t list = offers->word_at;
    for (size_t i = list; offers->line[i] != '\0'; i++) {
        offers->word_at = strchr(" ,", offers->line[i]) != NULL ? i + 1 : offers->word_at;
    }
    for (size_t i = history->count; i-- > 0;) {
        const char *host = history->items[i].host;
        if (host[0] != '\0' && strpbrk(host, " /*") == NULL &&
            !is_listed(offers, list, host)) {
            gs_offer(offers, host, "asked before");
        }
    }
    if (offers->word_at == list) {
        gs_offer(offers, "none", "the asked host alone");
    }
    offers->word_at = list; /* for the next pass */
}
