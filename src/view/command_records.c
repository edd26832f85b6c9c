/* SPDX-License-Identifier: MIT */
/*
 * The commands that say which records are asked, and how.
 */
#include "command_table.h"

#include "gaiscope/model/record_type.h"

#include <stdio.h>
#include <string.h>

#define GS_OFFER_MAX 48

bool gs_read_types(struct gs_reading *reading)
{
    struct gs_type_list list = {.count = reading->world->records->type_count};
    memcpy(list.items, reading->world->records->types, sizeof list.items);
    if (gs_type_list_parse(reading->text, &list, reading->why) != GS_OK) {
        return false;
    }
    reading->out->records = *reading->world->records;
    reading->out->records.type_count = list.count;
    memcpy(reading->out->records.types, list.items, sizeof list.items);
    return true;
}

bool gs_read_dns(struct gs_reading *reading)
{
    struct gs_record_choice records = *reading->world->records;
    if (gs_dns_asking_parse(reading->text, &records.asking, reading->why) != GS_OK) {
        return false;
    }
    records.asking.keeps_message = true;
    reading->out->records = records;
    return true;
}

/* What a comma parts stays: the word behind it is completed. */
static size_t word_start(const struct gs_offers *offers)
{
    size_t at = strlen(offers->line);
    while (at > offers->word_at && offers->line[at - 1] != ',' &&
           offers->line[at - 1] != ' ') {
        at--;
    }
    return at;
}

void gs_offer_types(struct gs_offers *offers)
{
    struct gs_record_choice usual = gs_record_choice_default();
    struct gs_buf now = {0};
    struct gs_offers words = *offers;
    gs_type_list_format(offers->world->records->types, offers->world->records->type_count,
                        &now);
    gs_offer(offers, "default", "the usual %zu", usual.type_count);
    gs_offer(offers, gs_buf_text(&now), "as it is");
    words.word_at = word_start(offers);
    for (size_t i = 0; i < usual.type_count; i++) {
        char name[GS_TYPE_TEXT_MAX];
        gs_type_format(usual.types[i], name);
        gs_offer(&words, name, "a record type");
    }
    gs_buf_fini(&now);
}

/* What may stand behind a word that takes a value; "" nothing. */
static const char *example_of(const char *word)
{
    static const char *const examples[][2] = {{"size=", "1232"},
                                              {"subnet=", "192.0.2.0/24"},
                                              {"timeout=", "5"},
                                              {"tries=", "2"}};
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        if (strcmp(examples[i][0], word) == 0) {
            return examples[i][1];
        }
    }
    return "";
}

void gs_offer_dns(struct gs_offers *offers)
{
    size_t count = 0;
    const struct gs_asking_word *all = gs_dns_asking_words(&count);
    struct gs_offers words = *offers;
    words.word_at = word_start(offers);
    for (size_t i = 0; i < count; i++) {
        char word[GS_OFFER_MAX];
        (void)snprintf(word, sizeof word, "%s%s", all[i].word, example_of(all[i].word));
        gs_offer(&words, word, "%s", all[i].help);
    }
}
