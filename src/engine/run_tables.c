/* SPDX-License-Identifier: MIT */
/*
 * What belongs to no question: the services and protocols files, read on a lane.
 */
#include "engine_private.h"
#include "run_log.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/table_files.h"

static void log_reading(struct gs_engine *engine, const struct gs_tables *tables)
{
    struct gs_buf words = {0};
    gs_buf_addf(&words, "%zu services, %zu protocols", tables->services.count,
                tables->protocols.count);
    gs_engine_log(engine, &(struct gs_log_line){.by = GS_LOG_LIBC,
                                                .outcome = GS_OUTCOME_ANSWERED,
                                                .elapsed_us = tables->elapsed_us,
                                                .call = "read",
                                                .about = GS_TABLE_SERVICES_FILE
                                                ", " GS_TABLE_PROTOCOLS_FILE,
                                                .result = gs_buf_text(&words)});
    gs_buf_fini(&words);
}

static void tables_read(void *context, uint64_t id, struct gs_tables *tables)
{
    struct gs_engine *engine = context;
    (void)id; /* there is one such job */
    engine->is_reading_tables = false;
    log_reading(engine, tables);
    gs_outbox_add(&engine->outbox,
                  (struct gs_event){.type = GS_EVENT_TABLES, .of.tables = tables});
}

void gs_engine_ask_tables(struct gs_engine *engine)
{
    if (!engine->is_reading_tables) {
        engine->is_reading_tables = true;
        (void)gs_tables_start(engine->lanes, GS_LANE_INTERACTIVE, tables_read, engine);
    }
}
