/* SPDX-License-Identifier: MIT */
#include "recording_check.h"

#include "gaiscope/model/event.h"

#include <stdbool.h>
#include <stdint.h>

static bool are_inside(const struct gs_record_list *records, uint32_t size_bytes)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct gs_record *record = &records->items[i];
        if (record->data_at > size_bytes ||
            record->data_len > size_bytes - record->data_at) {
            return false;
        }
    }
    return true;
}

const char *recording_check_dns_answer(void *value)
{
    const struct gs_dns_answer *answer = value;
    uint32_t size = answer->size_bytes;
    if (size > UINT16_MAX) {
        return "a message is larger than DNS knows";
    }
    bool is_sound = answer->wire == NULL || (are_inside(&answer->answer, size) &&
                                             are_inside(&answer->authority, size) &&
                                             are_inside(&answer->additional, size));
    return is_sound ? NULL : "a record lies behind the end of its message";
}

const char *recording_check_server_table(void *value)
{
    const struct gs_server_table *table = value;
    for (size_t i = 0; i < table->columns.count; i++) {
        if (table->columns.items[i].answers.count != table->questions.count) {
            return "a server has not a cell for each question";
        }
    }
    return NULL;
}

const char *recording_check_rung(void *value)
{
    const struct gs_rung *rung = value;
    bool needs_answer = rung->state == GS_RUNG_ANSWERED || rung->state == GS_RUNG_FAILED;
    return needs_answer && rung->answer == NULL ? "a source answered without an answer"
                                                : NULL;
}

const char *recording_check_log_entry(void *value)
{
    const struct gs_log_entry *entry = value;
    return (entry->host == NULL) != (entry->service == NULL)
               ? "a line belongs to half a question"
               : NULL;
}

const char *recording_check_bind_report(void *value)
{
    const struct gs_bind_report *report = value;
    for (size_t i = 0; i < report->accepted.count; i++) {
        if (report->accepted.items[i].row >= report->rows.count) {
            return "a client came in at a socket that is not there";
        }
    }
    return NULL;
}

const char *recording_check_whois_text(void *value)
{
    const struct gs_whois_text *text = value;
    for (size_t i = 0; i < text->lines.count; i++) {
        const struct gs_whois_line *line = &text->lines.items[i];
        if (line->at > text->len_bytes || line->len_bytes > text->len_bytes - line->at) {
            return "a line lies behind the end of its text";
        }
    }
    return NULL;
}

const char *recording_check_whois(void *value)
{
    const struct gs_whois *whois = value;
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        if (whois->facts.texts[i] != NULL && whois->facts.from[i] >= whois->hops.count) {
            return "a fact comes from a server that was not asked";
        }
    }
    return NULL;
}

const char *recording_check_connect_report(void *value)
{
    const struct gs_connect_report *report = value;
    for (size_t i = 0; i < report->attempts.count; i++) {
        if (report->attempts.items[i].service >= report->service_count) {
            return "an attempt is of a service that was not chosen";
        }
    }
    return NULL;
}

const char *recording_check_race(void *value)
{
    const struct gs_race *race = value;
    return race->winner != SIZE_MAX && race->winner >= race->lanes.count
               ? "the winner of the race is not in it"
               : NULL;
}
