/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/connection.h"

static const struct {
    const char *id;
    const char *word;
} statuses[GS_CONNECT_STATUS_COUNT] = {
    [GS_CONNECT_IDLE] = {"not_begun", "not begun"},
    [GS_CONNECT_WAITING] = {"waiting", "connecting"},
    [GS_CONNECT_OPEN] = {"open", "open"},
    [GS_CONNECT_REFUSED] = {"refused", "refused"},
    [GS_CONNECT_NO_ROUTE] = {"no_route", "no route"},
    [GS_CONNECT_SILENT] = {"silent", "silent"},
    [GS_CONNECT_FAILED] = {"failed", "failed"},
    [GS_CONNECT_STOPPED] = {"stopped", "stopped"},
};

bool gs_connect_is_over(enum gs_connect_status status)
{
    return status != GS_CONNECT_IDLE && status != GS_CONNECT_WAITING;
}

const char *gs_connect_word(enum gs_connect_status status)
{
    return statuses[(unsigned)status < GS_CONNECT_STATUS_COUNT ? status : 0].word;
}

const char *gs_connect_id(enum gs_connect_status status)
{
    return statuses[(unsigned)status < GS_CONNECT_STATUS_COUNT ? status : 0].id;
}

size_t gs_connection_count(const struct gs_connection_list *list,
                           enum gs_connect_status status)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        count += list->items[i].status == status;
    }
    return count;
}
