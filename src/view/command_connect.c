/* SPDX-License-Identifier: MIT */
/*
 * The command that says what is connected to, and when.
 */
#include "command_table.h"

#include <string.h>

static const struct {
    const char *value;
    const char *remark;
} known[] = {
    {"www", "the web"},
    {"https", "the web over TLS"},
    {"www,https", "both"},
    {"smtp banner", "mail, and its greeting"},
    {"ssh banner", "ssh, and its version"},
    {"default", "the question's service, else www and https"},
    {"banner", "waits for the first line a server says"},
    {"always", "connects with every question"},
    {"asked", "connects on c alone"},
};

bool gs_read_connect(struct gs_reading *reading)
{
    const struct gs_connect_choice *now = reading->world->connect;
    struct gs_connect_choice choice = {0};
    if (now != NULL) {
        choice = *now;
    }
    if (gs_connect_choice_parse(reading->text, &choice, reading->why) != GS_OK) {
        return false;
    }
    reading->out->connect = choice;
    return true;
}

/* The words that may still follow what is typed. */
void gs_offer_connect(struct gs_offers *offers)
{
    size_t list = offers->word_at;
    for (size_t i = list; offers->line[i] != '\0'; i++) {
        offers->word_at = strchr(" ,", offers->line[i]) != NULL ? i + 1 : offers->word_at;
    }
    struct gs_buf now = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        gs_offer(offers, known[i].value, "%s", known[i].remark);
    }
    if (offers->world->connect != NULL && offers->word_at == list) {
        gs_connect_choice_format(offers->world->connect, &now);
        gs_offer(offers, gs_buf_text(&now), "as it is");
    }
    gs_buf_fini(&now);
    offers->word_at = list; /* for the next pass */
}
