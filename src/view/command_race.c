/* SPDX-License-Identifier: MIT */
/*
 * The command that says how is raced: the words of a settings text, and `slow=MS`.
 */
#include "command_table.h"

#include "gaiscope/model/race.h"
#include "gaiscope/rules/race_clients.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

#define SLOW       "slow="
#define SLOW_CELLS (sizeof SLOW - 1)

enum {
    SLOW_MAX_MS = 600000,
    OFFER_MAX = 64,
};

/* Reads the number of `slow=`. */
static bool read_slow(struct gs_reading *reading, const char *text, size_t len)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || value > SLOW_MAX_MS) {
            value = SLOW_MAX_MS + 1;
            break;
        }
        value = value * 10 + (uint32_t)(text[i] - '0');
    }
    if (len == 0 || value > SLOW_MAX_MS) {
        gs_buf_addf(reading->why, "slow= takes milliseconds: 0 to %d", SLOW_MAX_MS);
        return false;
    }
    reading->out->number = value;
    return true;
}

bool gs_read_race(struct gs_reading *reading)
{
    struct gs_race_settings settings = *reading->world->race;
    struct gs_buf rest = {0};
    bool is_fine = true;
    reading->out->number = reading->world->race_slow_ms;
    for (const char *at = reading->text; *at != '\0' && is_fine;) {
        size_t len = strcspn(at, " ,");
        if (strncasecmp(at, SLOW, SLOW_CELLS) == 0) {
            is_fine = read_slow(reading, at + SLOW_CELLS, len - SLOW_CELLS);
        } else {
            gs_buf_addf(&rest, "%s%.*s", rest.len > 0 ? " " : "", (int)len, at);
        }
        at += len + strspn(at + len, " ,");
    }
    if (is_fine && rest.len > 0) {
        is_fine =
            gs_race_settings_parse(gs_buf_text(&rest), &settings, reading->why) == GS_OK;
    }
    reading->out->race = settings;
    gs_buf_fini(&rest);
    return is_fine;
}

/* A blank or comma parts words: the last one is completed. */
static size_t word_start(const struct gs_offers *offers)
{
    size_t at = strlen(offers->line);
    while (at > offers->word_at && strchr(" ,", offers->line[at - 1]) == NULL) {
        at--;
    }
    return at;
}

/* "delay=50 ": the part of the settings' text that a word begins; "" none. */
static void present_value(const char *settings, const char *word, char out[OFFER_MAX])
{
    const char *at = strstr(settings, word);
    size_t len = at == NULL ? 0 : strcspn(at, " ,");
    (void)snprintf(out, OFFER_MAX, "%.*s", (int)len, at == NULL ? "" : at);
}

void gs_offer_race(struct gs_offers *offers)
{
    size_t count = 0;
    const struct gs_race_word *all = gs_race_settings_words(&count);
    struct gs_offers words = *offers;
    struct gs_buf now = {0};
    gs_race_settings_format(offers->world->race, &now);
    words.word_at = word_start(offers);
    for (size_t i = 0; i < count; i++) {
        char value[OFFER_MAX] = "";
        if (all[i].word[0] != '\0' && all[i].word[strlen(all[i].word) - 1] == '=') {
            present_value(gs_buf_text(&now), all[i].word, value);
        }
        gs_offer(&words, value[0] == '\0' ? all[i].word : value, "%s%s", all[i].help,
                 value[0] == '\0' ? "" : "; as it is now");
    }
    char slow[OFFER_MAX];
    (void)snprintf(slow, sizeof slow, SLOW "%u", (unsigned)offers->world->race_slow_ms);
    gs_offer(&words, slow, "%s", "how much slower IPv6 is assumed, ms; as it is now");
    gs_buf_fini(&now);
}
