/* SPDX-License-Identifier: MIT */
/*
 * The command that says how is raced: the words of a settings text, as --race takes them.
 */
#include "command_table.h"

#include "gaiscope/model/race.h"

#include <stdio.h>
#include <string.h>

enum {
    OFFER_MAX = 64,
};

bool gs_read_race(struct gs_reading *reading)
{
    struct gs_race_settings settings = *reading->world->race;
    bool is_fine =
        reading->text[0] == '\0' ||
        gs_race_settings_parse(reading->text, &settings, reading->why) == GS_OK;
    reading->out->race = settings;
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
    struct gs_race_settings settings = *offers->world->race;
    settings.slow_ms = gs_race_slow_ms(&settings); /* offered as it is, chosen or not */
    gs_race_settings_format(&settings, &now);
    words.word_at = word_start(offers);
    for (size_t i = 0; i < count; i++) {
        char value[OFFER_MAX] = "";
        if (all[i].word[0] != '\0' && all[i].word[strlen(all[i].word) - 1] == '=') {
            present_value(gs_buf_text(&now), all[i].word, value);
        }
        gs_offer(&words, value[0] == '\0' ? all[i].word : value, "%s%s", all[i].help,
                 value[0] == '\0' ? "" : "; as it is now");
    }
    gs_buf_fini(&now);
}
