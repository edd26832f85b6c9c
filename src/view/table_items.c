/* SPDX-License-Identifier: MIT */
#include "table_items.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/services_verdict.h"
#include "gaiscope/view/list_state.h"

#include <string.h>

enum {
    ORDERS_MAX = 16, /* columns, each in both directions */
};

/* What qsort cannot be handed otherwise; one thread draws. */
static const struct gs_table_service *sorted_services;
static const struct gs_table_protocol_line *sorted_protocols;
static struct gs_sort sorted_by;

void gs_table_service_text(const struct gs_table_service *entry, struct gs_buf *out)
{
    gs_buf_addf(out, "%u %s%s%s%s", (unsigned)entry->port, entry->name,
                (entry->protocols & GS_TABLE_TCP) != 0 ? " tcp" : "",
                (entry->protocols & GS_TABLE_UDP) != 0 ? " udp" : "",
                (entry->protocols & GS_TABLE_SCTP) != 0 ? " sctp" : "");
    gs_buf_addf(out, " %s %s", entry->other, entry->aliases);
}

void gs_table_protocol_text(const struct gs_table_protocol_line *entry,
                            struct gs_buf *out)
{
    gs_buf_addf(out, "%d %s %s", entry->number, entry->name, entry->aliases);
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* The file's own order decides between equals, whichever way the list is turned. */
static int compare_services(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    const struct gs_table_service *x = &sorted_services[a];
    const struct gs_table_service *y = &sorted_services[b];
    int order = 0;
    switch (sorted_by.column) {
    case GS_TABLE_SORT_NAME:
        order = strcmp(x->name, y->name);
        break;
    case GS_TABLE_SORT_PROTOCOL:
        order = compare_sizes(x->protocols, y->protocols);
        break;
    case GS_TABLE_SORT_LINE:
        order = compare_sizes(x->line, y->line);
        break;
    default:
        order = compare_sizes(x->port, y->port);
        break;
    }
    order = order != 0 ? order : compare_sizes(a, b);
    return sorted_by.is_reversed ? -order : order;
}

static int compare_protocols(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    int order = 0;
    if (sorted_by.column == GS_TABLE_SORT_NAME) {
        order = strcmp(sorted_protocols[a].name, sorted_protocols[b].name);
    }
    order = order != 0 ? order : compare_sizes(a, b); /* they are sorted by number */
    return sorted_by.is_reversed ? -order : order;
}

/* Begins anew when the files were read again, or the filter or the order is another one. */
static bool begin(const struct gs_pane_context *context)
{
    uint64_t source = context->session->tables_read * ORDERS_MAX +
                      context->sort.column * 2 + (context->sort.is_reversed ? 1 : 0);
    return gs_picks_begin(context->picks, context->filter, source);
}

static bool is_as_stored(const struct gs_pane_context *context)
{
    return context->filter[0] == '\0' && context->sort.column == 0 &&
           !context->sort.is_reversed;
}

static void pick_services(const struct gs_pane_context *context)
{
    const struct gs_table_service_list *services = &context->session->tables->services;
    struct gs_buf text = {0};
    if (!begin(context)) {
        return;
    }
    for (size_t i = 0; i < services->count; i++) {
        gs_buf_clear(&text);
        gs_table_service_text(&services->items[i], &text);
        if (gs_match_keeps(context->filter, gs_buf_text(&text))) {
            gs_picks_add(context->picks, i);
        }
    }
    gs_buf_fini(&text);
    sorted_services = services->items;
    sorted_by = context->sort;
    if (context->picks->items.count > 1) {
        qsort(context->picks->items.items, context->picks->items.count, sizeof(size_t),
              compare_services);
    }
}

static void pick_protocols(const struct gs_pane_context *context)
{
    const struct gs_table_protocol_list *protocols = &context->session->tables->protocols;
    struct gs_buf text = {0};
    if (!begin(context)) {
        return;
    }
    for (size_t i = 0; i < protocols->count; i++) {
        gs_buf_clear(&text);
        gs_table_protocol_text(&protocols->items[i], &text);
        if (gs_match_keeps(context->filter, gs_buf_text(&text))) {
            gs_picks_add(context->picks, i);
        }
    }
    gs_buf_fini(&text);
    sorted_protocols = protocols->items;
    sorted_by = context->sort;
    if (context->picks->items.count > 1) {
        qsort(context->picks->items.items, context->picks->items.count, sizeof(size_t),
              compare_protocols);
    }
}

size_t gs_table_service_count(const struct gs_pane_context *context)
{
    if (context->session->tables == NULL) {
        return 0;
    }
    if (is_as_stored(context)) {
        return context->session->tables->services.count;
    }
    pick_services(context);
    return context->picks->items.count;
}

size_t gs_table_protocol_count(const struct gs_pane_context *context)
{
    if (context->session->tables == NULL) {
        return 0;
    }
    if (is_as_stored(context)) {
        return context->session->tables->protocols.count;
    }
    pick_protocols(context);
    return context->picks->items.count;
}

const struct gs_table_service *gs_table_service_at(const struct gs_pane_context *context,
                                                   size_t item)
{
    if (item >= gs_table_service_count(context)) {
        return NULL;
    }
    size_t at = is_as_stored(context) ? item : context->picks->items.items[item];
    return &context->session->tables->services.items[at];
}

size_t gs_table_asked(const struct gs_pane_context *context)
{
    char *service = gs_text_sanitised(context->lookup->question.service);
    size_t count = gs_table_service_count(context);
    size_t item = 0;
    while (item < count &&
           !gs_service_is_asked(gs_table_service_at(context, item), service)) {
        item++;
    }
    free(service);
    return item < count ? item : GS_NO_ITEM;
}

const struct gs_table_protocol_line *
gs_table_protocol_at(const struct gs_pane_context *context, size_t item)
{
    if (item >= gs_table_protocol_count(context)) {
        return NULL;
    }
    size_t at = is_as_stored(context) ? item : context->picks->items.items[item];
    return &context->session->tables->protocols.items[at];
}
