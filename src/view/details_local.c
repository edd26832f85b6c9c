/* SPDX-License-Identifier: MIT */
/*
 * The details of a line of the services table, with the calls that read it.
 */
#include "pane_faces.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/take_home.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16,
    CALL_X = 44, /* where what a call gives stands */
};

/* -- a line of the services table ---------------------------------------------------- */

/* The name that getservbyname() would be given; NULL: none is known. */
static const char *name_of(const struct gs_service *service, const char *asked)
{
    bool is_by_name = service->is_asked && asked[0] != '\0' && !gs_ascii_is_number(asked);
    return is_by_name || service->port == 0 ? asked : service->name;
}

static void build_names(struct gs_rows *rows, const struct gs_service *service)
{
    char text[96];
    if (service->port == 0) {
        (void)snprintf(text, sizeof text, "no line with this name and %s",
                       service->protocol);
        gs_rows_field(rows, VALUE_X, "not listed", text, "");
        return;
    }
    if (service->name == NULL) {
        (void)snprintf(text, sizeof text, "no line with port %u and %s", service->port,
                       service->protocol);
        gs_rows_field(rows, VALUE_X, "not listed", text, "the port works all the same");
        return;
    }
    gs_rows_field(rows, VALUE_X, "official name", service->name, "");
    for (size_t i = 0; service->aliases != NULL && service->aliases[i] != NULL; i++) {
        gs_rows_field(rows, VALUE_X, i == 0 ? "aliases" : "", service->aliases[i], "");
    }
}

static void build_asked_as(struct gs_rows *rows, const struct gs_service *service,
                           const char *asked)
{
    char *safe = gs_text_sanitised(asked);
    if (!service->is_asked || asked[0] == '\0') {
        gs_rows_field(rows, VALUE_X, "asked as", "not asked",
                      "shown for the same port or name");
    } else {
        bool is_official = service->name != NULL && strcmp(service->name, asked) == 0;
        gs_rows_field(rows, VALUE_X, "asked as", safe,
                      gs_ascii_is_number(asked) ? "the number of the port"
                      : is_official             ? "the official name"
                      : service->name == NULL   ? "a name"
                                                : "an alias");
    }
    free(safe);
}

static void build_call(struct gs_rows *rows, const struct gs_buf *call, const char *gives)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        int x = gs_rows_put(rows, 0, GS_ROLE_TEXT, gs_buf_text(call));
        (void)gs_rows_put(rows, x + 3 > CALL_X ? x + 3 : CALL_X, GS_ROLE_DIM, gives);
    }
}

static void build_by_name(struct gs_rows *rows, const struct gs_service *service,
                          const char *name, const char *prefix)
{
    char gives[32] = "finds nothing";
    struct gs_buf call = {0};
    gs_buf_addf(&call, "%sgetservbyname(", prefix);
    gs_literal_add(&call, name);
    gs_buf_addf(&call, ", \"%s\")", service->protocol);
    if (service->port != 0 && service->name != NULL) {
        (void)snprintf(gives, sizeof gives, "port %u", service->port);
    }
    build_call(rows, &call, gives);
    gs_buf_fini(&call);
}

static void build_by_port(struct gs_rows *rows, const struct gs_service *service,
                          const char *prefix)
{
    bool is_c = prefix[0] == '\0';
    struct gs_buf call = {0};
    gs_buf_addf(&call, "%sgetservbyport(%s%u%s, \"%s\")", prefix, is_c ? "htons(" : "",
                service->port, is_c ? ")" : "", service->protocol);
    build_call(rows, &call, service->name == NULL ? "finds nothing" : service->name);
    gs_buf_fini(&call);
}

static void build_calls(struct gs_rows *rows, const struct gs_service *service,
                        const char *asked)
{
    static const char *const languages[][2] = {{"In C", ""}, {"In Python", "socket."}};
    const char *name = name_of(service, asked);
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        gs_rows_blank(rows);
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, languages[i][0]);
        }
        if (name != NULL) {
            build_by_name(rows, service, name, languages[i][1]);
        }
        if (service->port != 0) {
            build_by_port(rows, service, languages[i][1]);
        }
    }
}

void gs_details_services(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVICES);
    const struct gs_services *services = view.facts->services;
    if (services == NULL || item >= services->entries.count) {
        return;
    }
    const struct gs_question *question = &context->lookup->question;
    const struct gs_service *service = &services->entries.items[item];
    const char *asked = question->has_service ? question->service : "";
    char text[16];
    (void)snprintf(text, sizeof text, "%u", service->port);
    gs_buf_addf(&popup->title, "%s/%s", service->port == 0 ? "–" : text,
                service->protocol);
    gs_rows_field(&popup->rows, VALUE_X, "port", service->port == 0 ? "none" : text, "");
    gs_rows_field(&popup->rows, VALUE_X, "protocol", service->protocol, "");
    build_names(&popup->rows, service);
    build_asked_as(&popup->rows, service, asked);
    build_calls(&popup->rows, service, asked);
}
