/* SPDX-License-Identifier: MIT */
/*
 * What the picture shows and nobody asked yet is asked, each thing once.
 */
#include "app_private.h"

#include <stdlib.h>
#include <string.h>

/* What libc says of a service's entry is asked once, while its details are open. */
static void ask_service(struct gs_app *app, const char *name, uint16_t port)
{
    bool is_asked = app->service != NULL && app->service_port == port &&
                    strcmp(app->service, name) == 0;
    if (!is_asked) {
        free(app->service);
        app->service = gs_mem_copy_text(name);
        app->service_port = port;
        gs_engine_ask_service(app->engine, name, port);
    }
}

void gs_app_forget_service(struct gs_app *app)
{
    free(app->service);
    app->service = NULL;
}

/* getnameinfo is asked once about an endpoint: what the person stops stays stopped. */
static void ask_nameinfo(struct gs_app *app, const struct gs_endpoint *endpoint)
{
    if (app->has_asked_nameinfo && gs_endpoint_is_equal(&app->nameinfo, endpoint)) {
        return;
    }
    app->has_asked_nameinfo = true;
    app->nameinfo = *endpoint;
    (void)gs_engine_ask_nameinfo(app->engine, &app->session.lookup.question, endpoint);
}

void gs_app_ask_wanted(struct gs_app *app)
{
    struct gs_view_wants wants = gs_view_wants(app->view);
    if (app->replay != NULL) {
        return; /* it shows what the recording has */
    }
    if (wants.has_tables && !app->has_asked_tables) {
        app->has_asked_tables = true;
        gs_engine_ask_tables(app->engine);
    }
    unsigned parts = wants.parts & ~app->wanted;
    if (parts != 0 && !app->status.is_paused) {
        app->wanted |= parts;
        gs_app_ask_again(app, parts);
    }
    if (wants.has_nameinfo && !app->status.is_paused) {
        ask_nameinfo(app, &wants.endpoint);
    }
    if (wants.service != NULL) {
        ask_service(app, wants.service, wants.port);
    }
}
