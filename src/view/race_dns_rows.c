/* SPDX-License-Identifier: MIT */
/* The questions to DNS, and how long the one answer waits for the other. */
#include "race_drawing.h"

#include "gaiscope/base/duration.h"

#include <sys/socket.h>

static struct gs_race_words words_of_dns(const struct gs_race_drawing *drawing,
                                         const struct gs_race_dns *dns,
                                         char time[GS_DURATION_TEXT_MAX])
{
    bool is_v4 = dns->family == AF_INET;
    struct gs_race_words words = {
        .family = "DNS",
        .family_role = GS_ROLE_DIM,
        .name =
            drawing->name_x > 0 ? (is_v4 ? "A" : "AAAA") : (is_v4 ? "DNS A" : "DNS AAAA"),
        .name_role = GS_ROLE_TEXT,
        .sign = "",
        .result_role = GS_ROLE_DIM,
    };
    gs_duration_format(gs_race_end_of(drawing, dns->answered_us), time);
    if (!dns->is_asked) {
        words.name_role = GS_ROLE_DIM;
        words.result = "not asked";
    } else if (dns->outcome == GS_OUTCOME_ANSWERED) {
        words.sign = "✓";
        words.sign_role = GS_ROLE_OK;
        words.result = time;
    } else if (dns->outcome == GS_OUTCOME_NOT_ASKED) {
        words.result = time;
        words.result_role = GS_ROLE_WAIT;
    } else {
        struct gs_outcome_look look = gs_outcome_look_of(dns->outcome);
        words.sign = look.sign;
        words.sign_role = look.role;
        words.result = gs_outcome_word(dns->outcome);
        words.result_role = look.role == GS_ROLE_ERR ? GS_ROLE_ERR : GS_ROLE_TEXT;
    }
    return words;
}

void gs_race_put_dns(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     size_t side, size_t item)
{
    const struct gs_race_dns *dns = &drawing->race->dns[side];
    struct gs_track track;
    char time[GS_DURATION_TEXT_MAX];
    if (!gs_rows_next(rows, item)) {
        return;
    }
    struct gs_race_words words = words_of_dns(drawing, dns, time);
    gs_race_begin_track(drawing, &track);
    if (drawing->has_axis && dns->is_asked) {
        gs_track_fill(&track, 0, gs_race_end_of(drawing, dns->answered_us), "·",
                      GS_ROLE_SPARK);
    }
    if (drawing->has_axis && dns->answered_us >= 0 && words.sign[0] != '\0') {
        gs_track_mark(&track, dns->answered_us, words.sign, words.sign_role);
    }
    gs_race_put_row(drawing, rows, &track, &words);
}

void gs_race_put_delay(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_race *race = drawing->race;
    struct gs_track track;
    char text[32] = "not needed";
    struct gs_race_words words = gs_race_wait_words("resolution delay", text);
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_race_begin_track(drawing, &track);
    if (race->delay_from_us >= 0) {
        int64_t until_us = gs_race_end_of(drawing, race->delay_until_us);
        gs_race_format_wait(until_us - race->delay_from_us,
                            race->settings.resolution_delay_ms, text, sizeof text);
        if (drawing->has_axis) {
            gs_track_fill(&track, race->delay_from_us, until_us, "░", GS_ROLE_DIM);
        }
    } else if (drawing->is_running && race->lanes.count == 0) {
        text[0] = '\0'; /* not known yet */
    }
    gs_race_put_row(drawing, rows, &track, &words);
}
