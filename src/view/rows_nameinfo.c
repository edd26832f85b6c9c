/* SPDX-License-Identifier: MIT */
/*
 * getnameinfo with each of its flags on the chosen address: what a flag changes stands out,
 * the rest is "same".
 */
#include "pane_faces.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    HOST_X = 13,
    SERVICE_X = 36,
    SERVICE_X_MAX = 52,
    NARROW_SERVICE_X = 28,
    NARROW_CELLS = 52, /* below it hosts are cut short */
    SERVICE_ROOM = 24, /* a service, and what is said of it */
    SERVICE_CELLS = 5,
};

void gs_describe_nameinfo(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_NAMEINFO);
    const struct gs_nameinfo_table *table = view.facts->nameinfo;
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (table != NULL) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&table->endpoint.address, address);
        gs_pane_info(pane, GS_ROLE_TEXT, "%s port %u", address,
                     (unsigned)table->endpoint.port);
    }
    gs_pane_age(pane, &view);
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    } else {
        gs_buf_add_text(&pane->right, "NI_ flags, one by one");
    }
}

/* Hosts have what services leave. */
static int service_x_of(size_t width_cells)
{
    int x = (int)width_cells - SERVICE_ROOM;
    if (width_cells < NARROW_CELLS) {
        return NARROW_SERVICE_X;
    }
    return x < SERVICE_X ? SERVICE_X : x > SERVICE_X_MAX ? SERVICE_X_MAX : x;
}

static bool is_number(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

/* What a service that is another one than without flags says. */
static const char *remark_of(const struct gs_nameinfo_row *row,
                             const struct gs_nameinfo_row *none)
{
    bool is_dgram = strcmp(row->flag, "DGRAM") == 0;
    if (!is_dgram || row->service == NULL || none->service == NULL ||
        row->is_same_service) {
        return "";
    }
    return is_number(row->service) ? "no name by udp" : "its name by udp";
}

static void put_answer(struct gs_rows *rows, const struct gs_nameinfo_row *row,
                       const struct gs_nameinfo_row *none,
                       const struct gs_part_view *view)
{
    int service_x = service_x_of(rows->width_cells);
    enum gs_role host = row->is_same_host ? GS_ROLE_DIM : GS_ROLE_TEXT;
    enum gs_role service = row->is_same_service ? GS_ROLE_DIM : GS_ROLE_TEXT;
    (void)gs_rows_put_name(rows, HOST_X, gs_tone(view, host),
                           row->is_same_host ? "same" : row->host,
                           (size_t)(service_x - HOST_X - 1));
    int x = gs_rows_put(rows, service_x, gs_tone(view, service),
                        row->is_same_service ? "same" : row->service);
    const char *remark = remark_of(row, none);
    x = x < service_x + SERVICE_CELLS ? service_x + SERVICE_CELLS : x + 1;
    (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), remark);
}

static void put_row(struct gs_rows *rows, const struct gs_nameinfo_row *row,
                    const struct gs_nameinfo_row *none, const struct gs_part_view *view)
{
    (void)gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_TEXT), row->flag);
    if (row->host != NULL) {
        put_answer(rows, row, none, view);
    } else if (row->outcome == GS_OUTCOME_NOT_ASKED) {
        (void)gs_rows_put(rows, HOST_X, gs_tone(view, GS_ROLE_WAIT), "waits");
    } else {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, GS_ROLE_ERR), "✗");
        (void)gs_rows_putf(rows, HOST_X, gs_tone(view, GS_ROLE_DIM), "%s%s%s",
                           gs_outcome_word(row->outcome),
                           row->error[0] == '\0' ? "" : ", ", row->error);
    }
}

static const char *empty_sentence(const struct gs_pane_context *context,
                                  const struct gs_part_view *view)
{
    const struct gs_system_answer *system =
        gs_part_view_of(context, GS_PART_SYSTEM).facts->system;
    if (context->lookup == NULL) {
        return "Nothing was asked yet.";
    }
    if (view->is_stopped) {
        return "Stopped before it answered.";
    }
    bool is_waiting = view->is_waiting || system == NULL || system->rows.count > 0;
    return is_waiting ? "It waits for an address." : "No address, so no name to ask for.";
}

void gs_build_nameinfo(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_NAMEINFO);
    const struct gs_nameinfo_table *table = view.facts->nameinfo;
    if (table == NULL || table->rows.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, empty_sentence(context, &view));
        return;
    }
    if (context->height > table->rows.count && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "flag");
        (void)gs_rows_put(rows, HOST_X, GS_ROLE_HEAD, "host");
        (void)gs_rows_put(rows, service_x_of(context->width), GS_ROLE_HEAD, "service");
    }
    for (size_t i = 0; i < table->rows.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_row(rows, &table->rows.items[i], &table->rows.items[0], &view);
        }
    }
}
