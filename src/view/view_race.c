/* SPDX-License-Identifier: MIT */
/*
 * What stands above the panes of the race view: the verdict, and how is raced; and the keys
 * that change it.
 */
#include "race_pane.h"
#include "view_state.h"

#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    ATTEMPT_STEP_MS = 50,
    RESOLUTION_STEP_MS = 10,
};

struct gs_verdict gs_verdict_race(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const struct gs_race *race = view.is_waiting && view.is_old ? NULL : view.facts->race;
    if (context->lookup == NULL) {
        return (struct gs_verdict){.word = "nothing asked", .elapsed_us = -1};
    }
    return gs_race_verdict(race, view.is_waiting ? view.waited_us : -1);
}

/* " · IPv6 first": what is not as the RFC has it. */
static void add_other_ways(const struct gs_race_settings *settings, struct gs_buf *out)
{
    if (settings->first_family != AF_UNSPEC) {
        gs_buf_add_text(out, settings->first_family == AF_INET ? " · IPv4 first"
                                                               : " · IPv6 first");
    }
}

bool gs_race_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const struct gs_race *race = view.facts->race;
    const struct gs_race_settings *settings =
        race == NULL || view.is_waiting ? context->race : &race->settings;
    if (race != NULL && race->port != 0) {
        gs_buf_addf(out, is_short ? "port %u · " : "TCP port %u · ", race->port);
    }
    gs_buf_addf(
        out, is_short ? "%u ms · %u ms" : "resolution delay %u ms · attempts %u ms apart",
        (unsigned)settings->resolution_delay_ms, (unsigned)settings->attempt_delay_ms);
    if (!is_short) {
        add_other_ways(settings, out);
    }
    return true;
}

/* -- the keys that change how is raced ------------------------------------------------ */

/* Moves a delay by a step, not below 0. */
static uint32_t moved(uint32_t delay_ms, int step_ms)
{
    int64_t to_ms = (int64_t)delay_ms + step_ms;
    return to_ms < 0 ? 0 : (uint32_t)to_ms;
}

static int next_family(int family)
{
    return family == AF_UNSPEC ? AF_INET6 : family == AF_INET6 ? AF_INET : AF_UNSPEC;
}

/* Says what a race is like from now on. */
static void say_attempts(struct gs_view *view, const struct gs_race_settings *settings)
{
    char text[64];
    (void)snprintf(text, sizeof text, "attempts %u ms apart",
                   (unsigned)settings->attempt_delay_ms);
    gs_view_say(view, GS_ROLE_DIM, text);
}

static void say_resolution(struct gs_view *view, const struct gs_race_settings *settings)
{
    char text[64];
    (void)snprintf(text, sizeof text, "A waits %u ms for AAAA",
                   (unsigned)settings->resolution_delay_ms);
    gs_view_say(view, GS_ROLE_DIM, text);
}

static void say_first(struct gs_view *view, const struct gs_race_settings *settings)
{
    gs_view_say(view, GS_ROLE_DIM,
                settings->first_family == AF_INET6  ? "IPv6 begins"
                : settings->first_family == AF_INET ? "IPv4 begins"
                                                    : "libc's first family begins");
}

/* One key: which setting it moves, by how much. */
struct turn {
    enum gs_command_id command;
    int attempt_ms;
    int resolution_ms;
    bool is_family;
    void (*say)(struct gs_view *view, const struct gs_race_settings *settings);
};

static const struct turn turns[] = {
    {GS_COMMAND_ATTEMPTS_SOONER, -ATTEMPT_STEP_MS, 0, false, say_attempts},
    {GS_COMMAND_ATTEMPTS_LATER, ATTEMPT_STEP_MS, 0, false, say_attempts},
    {GS_COMMAND_RESOLUTION_SHORTER, 0, -RESOLUTION_STEP_MS, false, say_resolution},
    {GS_COMMAND_RESOLUTION_LONGER, 0, RESOLUTION_STEP_MS, false, say_resolution},
    {GS_COMMAND_FIRST_FAMILY, 0, 0, true, say_first},
};

static const struct turn *turn_of(enum gs_command_id command)
{
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        if (turns[i].command == command) {
            return &turns[i];
        }
    }
    return NULL;
}

bool gs_view_is_race_turn(enum gs_command_id command)
{
    return turn_of(command) != NULL;
}

unsigned gs_view_turn_race(struct gs_view *view, enum gs_command_id command)
{
    const struct turn *turn = turn_of(command);
    struct gs_race_settings settings = view->race;
    if (view->tab != GS_TAB_RACE) {
        gs_view_say(view, GS_ROLE_DIM, "this changes the race: view 3");
        return GS_EFFECT_REDRAW;
    }
    settings.attempt_delay_ms = moved(settings.attempt_delay_ms, turn->attempt_ms);
    settings.resolution_delay_ms =
        moved(settings.resolution_delay_ms, turn->resolution_ms);
    settings.first_family =
        turn->is_family ? next_family(settings.first_family) : settings.first_family;
    gs_race_settings_clamp(&settings);
    turn->say(view, &settings);
    if (gs_race_settings_is_equal(&settings, &view->race)) {
        return GS_EFFECT_REDRAW; /* it is at its end */
    }
    return gs_view_choose_race(view, &settings);
}
