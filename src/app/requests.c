/* SPDX-License-Identifier: MIT */
/*
 * What typed lines ask of the app: another name server, other colours, an interval, and the
 * commands that are not the view's.
 */
#include "watching.h"

#include "gaiscope/base/text.h"
#include "gaiscope/cli/settings.h"
#include "gaiscope/rules/compare_list.h"
#include "gaiscope/ui/terminal.h"

#include <stdio.h>
#include <stdlib.h>

void gs_app_say_interval(struct gs_app *app)
{
    char sentence[64] = "asks again on r alone: - sets an interval";
    if (app->status.interval_s > 0) {
        (void)snprintf(sentence, sizeof sentence, "asks again every %u s",
                       (unsigned)app->status.interval_s);
    }
    gs_view_say(app->view, GS_ROLE_DIM, sentence);
}

static void set_theme(struct gs_app *app, const char *name)
{
    struct gs_theme theme = {0};
    struct gs_buf error = {0};
    if (gs_theme_load(name, &theme, &error) == GS_OK) {
        gs_terminal_set_theme(&theme);
        gs_view_say(app->view, GS_ROLE_DIM,
                    app->options->no_color ? "no colours are shown: --no-color"
                                           : "the colours are changed");
    } else {
        gs_view_refuse(app->view, gs_buf_text(&error));
    }
    gs_buf_fini(&error);
}

/* Whom to ask: resolv.conf's servers, or the demo's own; with a server that one alone. */
static struct gs_resolver resolver_of(const struct gs_app *app,
                                      const struct gs_endpoint *server)
{
    bool is_default = server->address.family == 0;
    if (is_default && app->demo != NULL) {
        return app->demo_resolver;
    }
    struct gs_resolver resolver = gs_engine_settings_read().resolver;
    if (!is_default) {
        gs_resolver_override(&resolver, server);
    }
    return resolver;
}

static void say_server(struct gs_app *app, const struct gs_endpoint *server)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    char sentence[160];
    gs_endpoint_format(server, GS_DNS_PORT, text);
    (void)snprintf(sentence, sizeof sentence,
                   "asks %s from now on; : server default ends it", text);
    gs_view_say(app->view, GS_ROLE_DIM,
                server->address.family != 0 ? sentence
                : app->demo != NULL         ? "asks the demo's own server again"
                                            : "asks resolv.conf's servers again");
}

static void set_server(struct gs_app *app, const struct gs_endpoint *server)
{
    struct gs_resolver resolver = resolver_of(app, server);
    gs_app_pause(app, false); /* what was held back came from the servers before */
    enum gs_status status = gs_engine_set_resolver(app->engine, &resolver);
    if (status != GS_OK) {
        gs_view_refuse(app->view,
                       status == GS_EINVAL
                           ? "the server cannot be changed: none is named"
                           : "the server cannot be changed: no more descriptors");
        return;
    }
    gs_app_forget_service(app); /* what was asked went with the servers before */
    say_server(app, server);
    if (app->session.has_lookup) {
        gs_app_ask(app);
    }
}

/* What was asked so far stays until it is seen again: the picture says what it wants. */
static void set_records(struct gs_app *app, const struct gs_record_choice *records)
{
    static const enum gs_part parts[] = {GS_PART_RECORDS, GS_PART_SERVERS, GS_PART_TRACE};

    unsigned again = 0;
    gs_engine_set_records(app->engine, records);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct gs_part_state *state = &app->session.lookup.parts[parts[i]];
        again |= state->progress == GS_PROGRESS_IDLE ? 0 : GS_PART_BIT(parts[i]);
    }
    if (app->session.has_lookup && again != 0) {
        gs_app_ask_again(app, again);
    }
}

/* A race under way is dropped: several changes at once make one race. */
static void set_race(struct gs_app *app, const struct gs_race_settings *settings)
{
    gs_engine_set_race(app->engine, settings);
    if (app->session.has_lookup) {
        app->wanted |= GS_PART_BIT(GS_PART_RACE);
        gs_app_ask_again(app, GS_PART_BIT(GS_PART_RACE));
    }
}

/* Asks at once: the person named the servers to see them. */
static void compare(struct gs_app *app, const struct gs_record_choice *records)
{
    gs_engine_set_records(app->engine, records);
    gs_app_ask_again(app, GS_PART_BIT(GS_PART_SERVERS));
}

/* The view has read the hosts already. Asks at once, as compare() does. */
static void set_families(struct gs_app *app, const char *hosts)
{
    struct gs_compare_choice *choice = gs_mem_new(1, sizeof *choice);
    struct gs_buf wrong = {0};
    if (gs_compare_parse(hosts, choice, &wrong) == GS_OK) {
        gs_engine_set_compared(app->engine, choice);
        gs_app_ask_again(app, GS_PART_BIT(GS_PART_FAMILIES));
    } else {
        gs_view_refuse(app->view, gs_buf_text(&wrong));
    }
    gs_buf_fini(&wrong);
    free(choice);
}

/* A file that is wrong leaves all as it was. */
static void set_roots(struct gs_app *app, const char *path)
{
    struct gs_root_hints *roots = gs_mem_new(1, sizeof *roots);
    struct gs_buf error = {0};
    bool is_first = gs_text_compare_case(path, "default", SIZE_MAX) == 0;
    *roots = app->first_roots;
    if (is_first || gs_root_hints_read(path, roots, &error) == GS_OK) {
        gs_engine_set_roots(app->engine, roots);
        gs_app_ask_again(app, GS_PART_BIT(GS_PART_TRACE));
    } else {
        gs_view_refuse(app->view, gs_buf_text(&error));
    }
    gs_buf_fini(&error);
    free(roots);
}

static void set_whois(struct gs_app *app, const char *server)
{
    bool is_default = server[0] == '\0';
    char sentence[GS_WHOIS_FIRST_MAX + 64];
    if (gs_engine_set_whois(app->engine, is_default ? app->first_whois : server) !=
        GS_OK) {
        gs_view_refuse(app->view, "This is no whois server: nothing has changed.");
        return;
    }
    gs_dispatch_command(app, GS_COMMAND_VIEW_WHOIS);
    (void)snprintf(sentence, sizeof sentence, "begins with %.*s from now on",
                   GS_WHOIS_FIRST_MAX, is_default ? "the usual whois server" : server);
    gs_view_say(app->view, GS_ROLE_DIM, sentence);
    if (app->session.has_lookup) {
        app->wanted |= GS_PART_BIT(GS_PART_WHOIS);
        gs_app_ask_again(app, GS_PART_BIT(GS_PART_WHOIS));
    }
}

/* In a replay + is faster and - slower, which is the other way round with an interval: the
 * words mean what they say. */
static enum gs_command_id typed_command(const struct gs_app *app,
                                        enum gs_command_id command)
{
    bool is_replay = app->replay != NULL;
    return is_replay && command == GS_COMMAND_FASTER   ? GS_COMMAND_SLOWER
           : is_replay && command == GS_COMMAND_SLOWER ? GS_COMMAND_FASTER
                                                       : command;
}

/* Who names services wants to see them; who only says when to connect waits for that. */
static void set_connect(struct gs_app *app, const struct gs_connect_choice *choice)
{
    bool was_always = app->connects_always;
    struct gs_buf sentence = {0};
    gs_engine_set_connect(app->engine, choice);
    app->connects_always = choice->is_always;
    gs_buf_add_text(&sentence, "connects so from now on: ");
    gs_connect_choice_format(choice, &sentence);
    gs_view_say(app->view, GS_ROLE_DIM, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
    if (app->session.has_lookup && (choice->is_always || !was_always)) {
        gs_app_ask_again(app, GS_PART_BIT(GS_PART_CONNECT));
    }
}

void gs_app_do_request(struct gs_app *app)
{
    struct gs_request request;
    if (!gs_view_claim_request(app->view, &request)) {
        return;
    }
    bool is_of_engine =
        request.type != GS_REQUEST_COMMAND && request.type != GS_REQUEST_THEME &&
        request.type != GS_REQUEST_TABLE && request.type != GS_REQUEST_SCREEN;
    if (is_of_engine && gs_app_refuses(app)) {
        return;
    }
    if (gs_app_do_watch_request(app, &request)) {
        return;
    }
    if (request.type == GS_REQUEST_COMMAND) {
        gs_dispatch_command(app, typed_command(app, request.command));
    } else if (request.type == GS_REQUEST_THEME) {
        set_theme(app, request.text);
    } else if (request.type == GS_REQUEST_SERVER) {
        set_server(app, &request.server);
    } else if (request.type == GS_REQUEST_RECORDS) {
        set_records(app, &request.records);
    } else if (request.type == GS_REQUEST_RACE) {
        set_race(app, &request.race);
    } else if (request.type == GS_REQUEST_WHOIS) {
        set_whois(app, request.text);
    } else if (request.type == GS_REQUEST_COMPARE) {
        compare(app, &request.records);
    } else if (request.type == GS_REQUEST_FAMILIES) {
        set_families(app, request.text);
    } else if (request.type == GS_REQUEST_CONNECT) {
        set_connect(app, &request.connect);
    } else if (request.type == GS_REQUEST_ROOTS) {
        set_roots(app, request.text);
    } else if (request.type == GS_REQUEST_TABLE) {
        gs_app_save_table(app, request.text);
    } else if (request.type == GS_REQUEST_SCREEN) {
        gs_app_save_screen(app, request.text);
    } else if (request.type == GS_REQUEST_RECORD) {
        gs_app_record(app, request.text);
    } else if (request.type == GS_REQUEST_INTERVAL) {
        gs_app_set_interval(app, request.number);
        gs_app_say_interval(app);
    }
}
