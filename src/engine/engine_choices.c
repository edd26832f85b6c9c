/* SPDX-License-Identifier: MIT */
#include "engine_private.h"

#include "gaiscope/engine/engine.h"

void gs_engine_set_records(struct gs_engine *engine,
                           const struct gs_record_choice *choice)
{
    engine->settings.records = *choice;
}

void gs_engine_set_race(struct gs_engine *engine, const struct gs_race_settings *settings)
{
    engine->settings.race = *settings;
    gs_race_settings_clamp(&engine->settings.race);
}

void gs_engine_set_connect(struct gs_engine *engine,
                           const struct gs_connect_choice *choice)
{
    engine->settings.connect = *choice;
}

void gs_engine_set_compared(struct gs_engine *engine,
                            const struct gs_compare_choice *choice)
{
    engine->settings.compared = *choice;
}

void gs_engine_set_roots(struct gs_engine *engine, const struct gs_root_hints *roots)
{
    engine->settings.roots = *roots;
}
