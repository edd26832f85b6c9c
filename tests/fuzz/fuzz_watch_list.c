/* SPDX-License-Identifier: MIT */
/* Any bytes as a list of hosts: what is taken is written so that it reads back to the same; what is
 * not taken says why, in words that a screen can show. */
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_expect.h"
#include "gaiscope/rules/watch_list.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void require_sanitised(const char *text)
{
    struct gs_buf again = {0};
    gs_text_sanitise(&again, text, strlen(text));
    require(strcmp(gs_buf_text(&again), text) == 0);
    gs_buf_fini(&again);
}

static void require_round_trip(const struct gs_watch *watch)
{
    struct gs_buf texts[2] = {0};
    struct gs_buf reason = {0};
    struct gs_watch again = {0};
    gs_watch_line_format(watch, &texts[0]);
    require(gs_watch_line_parse(gs_buf_text(&texts[0]), texts[0].len, &again, &reason) ==
            GS_OK);
    gs_watch_line_format(&again, &texts[1]);
    require(strcmp(gs_buf_text(&texts[0]), gs_buf_text(&texts[1])) == 0);
    require(gs_watch_is_same(watch, &again) && watch->asks_mx == again.asks_mx);
    require(watch->is_address == again.is_address);
    gs_watch_fini(&again);
    gs_buf_fini(&texts[0]);
    gs_buf_fini(&texts[1]);
    gs_buf_fini(&reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_watch_reading reading = gs_watch_list_parse((const char *)data, size);
    struct gs_sinkhole_list sinkholes = {0};
    struct gs_buf error = {0};
    for (size_t i = 0; i < reading.watches.count; i++) {
        const struct gs_watch *watch = &reading.watches.items[i];
        require(watch->host[0] != '\0' && watch->line > 0);
        require(watch->expects.count <= GS_WATCH_EXPECTS_MAX);
        require(watch->labels.count <= GS_WATCH_LABELS_MAX);
        require(watch->interval_s <= GS_WATCH_INTERVAL_MAX_S);
        require_sanitised(watch->typed != NULL ? watch->typed : watch->host);
        require_round_trip(watch);
    }
    require(reading.errors.count <= GS_WATCH_ERRORS_MAX);
    for (size_t i = 0; i < reading.errors.count; i++) {
        require(reading.errors.items[i].reason[0] != '\0');
        require_sanitised(reading.errors.items[i].reason);
    }
    if (gs_sinkholes_parse((const char *)data, size, &sinkholes, &error) == GS_OK) {
        require(sinkholes.count <= GS_SINKHOLES_MAX && error.len == 0);
    } else {
        require_sanitised(gs_buf_text(&error));
    }
    gs_vec_fini(&sinkholes);
    gs_buf_fini(&error);
    gs_watch_reading_fini(&reading);
    return 0;
}
