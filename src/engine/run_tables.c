/* SPDX-License-Identifier: MIT */
/*
 * What belongs to no question: the services and protocols files, and what libc says of one
 * of their entries.
 */
#include "engine_private.h"
#include "run_log.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/service_ask.h"
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

static void log_asking(struct gs_engine *engine, const struct gs_service_check *check)
{
    struct gs_buf words = {0};
    bool is_listed = false;
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        const struct gs_service_check_row *row = &check->rows[i];
        if (row->by_name.name != NULL) {
            gs_buf_addf(&words, "%s%u/%s", is_listed ? ", " : "",
                        (unsigned)row->by_name.port, row->protocol);
            is_listed = true;
        }
    }
    gs_engine_log(
        engine, &(struct gs_log_line){
                    .by = GS_LOG_LIBC,
                    .outcome = is_listed ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_SUCH_NAME,
                    .elapsed_us = check->elapsed_us,
                    .call = "getservbyname",
                    .about = check->name,
                    .result = is_listed ? gs_buf_text(&words) : "not listed"});
    gs_buf_fini(&words);
}

static void service_asked(void *context, uint64_t id, struct gs_service_check *check)
{
    struct gs_engine *engine = context;
    log_asking(engine, check);
    if (id != engine->service_id) { /* another one was asked about since */
        gs_service_check_free(check);
        return;
    }
    gs_outbox_add(&engine->outbox,
                  (struct gs_event){.type = GS_EVENT_SERVICE, .of.service = check});
}

void gs_engine_ask_service(struct gs_engine *engine, const char *name, uint16_t port)
{
    engine->service_id = gs_service_ask(engine->lanes, name, port, service_asked, engine);
}
