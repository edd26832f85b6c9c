/* SPDX-License-Identifier: MIT */
/*
 * What the services table of this machine says about the asked service and the ports found.
 */
#include "pane_faces.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    NAME_X = 9, /* at least */
    PORT_MAX = 32,
    NAME_CELLS_MIN = 6,
    NAME_CELLS_MAX = 14,
};

static const char *asked_service(const struct gs_pane_context *context)
{
    return context->lookup != NULL && context->lookup->question.has_service
               ? context->lookup->question.service
               : "";
}

void gs_describe_services(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVICES);
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    char *service = gs_text_sanitised(asked_service(context));
    gs_pane_info(pane, GS_ROLE_TEXT, "%s", service[0] == '\0' ? "none asked" : service);
    gs_pane_age(pane, &view);
    view.is_waiting = view.is_waiting && (view.is_old || !view.has_answer);
    gs_pane_time(pane, &view, view.has_answer ? view.facts->services->elapsed_us : 0);
    free(service);
}

static void format_port(const struct gs_service *service, char out[PORT_MAX])
{
    if (service->port == 0) {
        (void)snprintf(out, PORT_MAX, "–/%s", service->protocol);
    } else {
        (void)snprintf(out, PORT_MAX, "%u/%s", service->port, service->protocol);
    }
}

/* Where the names stand: two cells behind the longest port. */
static int name_x(const struct gs_service_list *entries)
{
    size_t x = NAME_X;
    for (size_t i = 0; i < entries->count; i++) {
        char text[PORT_MAX];
        format_port(&entries->items[i], text);
        size_t behind = gs_text_cells(text) + 2;
        x = behind > x ? behind : x;
    }
    return (int)x;
}

static int name_cells(const struct gs_service_list *entries)
{
    size_t cells = NAME_CELLS_MIN;
    for (size_t i = 0; i < entries->count; i++) {
        size_t own =
            entries->items[i].name == NULL ? 0 : gs_text_cells(entries->items[i].name);
        cells = own > cells ? own : cells;
    }
    return (int)(cells > NAME_CELLS_MAX ? NAME_CELLS_MAX : cells);
}

/* "alias www, asked" */
static void format_remark(const struct gs_service *service, char out[128])
{
    size_t len = 0;
    out[0] = '\0';
    if (service->name == NULL) {
        (void)snprintf(out, 128, "not listed%s", service->is_asked ? ", asked" : "");
        return;
    }
    for (size_t i = 0; service->aliases != NULL && service->aliases[i] != NULL; i++) {
        int more = snprintf(out + len, 128 - len, "%s%s", i == 0 ? "alias " : " ",
                            service->aliases[i]);
        len = more > 0 && len + (size_t)more < 128 ? len + (size_t)more : 127;
    }
    if (service->is_asked) {
        (void)snprintf(out + len, 128 - len, "%sasked", len > 0 ? ", " : "");
    } else if (len == 0) {
        (void)snprintf(out, 128, "listed too");
    }
}

/* Where the columns stand. */
struct columns {
    int name;
    int cells; /* of the names */
};

static void build_service(struct gs_rows *rows, const struct gs_service *service,
                          const struct columns *at, const struct gs_part_view *view)
{
    char remark[128];
    char port[PORT_MAX];
    enum gs_role role = service->is_asked ? GS_ROLE_STRONG : GS_ROLE_TEXT;
    format_remark(service, remark);
    format_port(service, port);
    (void)gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_TEXT), port);
    (void)gs_rows_put_cut(rows, at->name,
                          gs_tone(view, service->name == NULL ? GS_ROLE_DIM : role),
                          service->name == NULL ? "–" : service->name, (size_t)at->cells);
    (void)gs_rows_put(rows, at->name + at->cells + 2, gs_tone(view, GS_ROLE_DIM), remark);
}

void gs_build_services(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVICES);
    if (!view.has_answer) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         view.is_waiting   ? "The table is being read."
                         : view.is_stopped ? "Stopped before the table was read."
                                           : "The table was not asked.");
        return;
    }
    const struct gs_service_list *entries = &view.facts->services->entries;
    if (entries->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         asked_service(context)[0] == '\0'
                             ? "No service was asked: every port is 0."
                             : "The table of this machine does not list it.");
        return;
    }
    struct columns at = {name_x(entries), name_cells(entries)};
    if (context->height > entries->count && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "port");
        (void)gs_rows_put(rows, at.name, GS_ROLE_HEAD, "name");
    }
    for (size_t i = 0; i < entries->count; i++) {
        if (gs_rows_next(rows, i)) {
            build_service(rows, &entries->items[i], &at, &view);
        }
    }
}
