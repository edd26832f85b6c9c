/* SPDX-License-Identifier: MIT */
/*
 * The commands that say which servers are held against each other, and where a trace begins.
 */
#include "command_table.h"

#include "gaiscope/model/server_list.h"

#include <string.h>

bool gs_read_compare(struct gs_reading *reading)
{
    struct gs_server_list list;
    if (gs_server_list_parse(reading->text, &list, reading->why) != GS_OK) {
        return false;
    }
    reading->out->records = *reading->world->records;
    reading->out->records.server_count = list.count;
    memcpy(reading->out->records.servers, list.items, sizeof list.items);
    return true;
}

void gs_offer_compare(struct gs_offers *offers)
{
    const struct gs_record_choice *now = offers->world->records;
    struct gs_buf text = {0};
    gs_offer(offers, "default", "the name servers that are asked anyway");
    if (now->server_count > 0) {
        gs_server_list_format(now->servers, now->server_count, &text);
        gs_offer(offers, gs_buf_text(&text), "as it is");
    }
    gs_buf_fini(&text);
}

void gs_offer_roots(struct gs_offers *offers)
{
    gs_offer(offers, "default", "where it began");
}
