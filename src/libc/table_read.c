/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/file.h"
#include "gaiscope/libc/table_files.h"

#include <stdlib.h>

enum {
    US_IN_NS = 1000,
};

/* One reading of both files. */
struct read_call {
    struct gs_tables *tables; /* NULL: no thread ran it */
    gs_tables_done_fn done;
    void *context;
};

static struct gs_table_text text_of(const char *path, struct gs_buf *room,
                                    bool *is_longer)
{
    if (!gs_file_read(path, GS_TABLE_BYTES_MAX + 1, room)) {
        return (struct gs_table_text){NULL, 0};
    }
    *is_longer = *is_longer || room->len > GS_TABLE_BYTES_MAX;
    return (struct gs_table_text){gs_buf_text(room), room->len > GS_TABLE_BYTES_MAX
                                                         ? GS_TABLE_BYTES_MAX
                                                         : room->len};
}

static void read_files(void *job)
{
    struct read_call *call = job;
    struct gs_buf services = {0};
    struct gs_buf protocols = {0};
    bool is_longer = false;
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    uint64_t started_ns = uv_hrtime();
    call->tables =
        gs_tables_parse(text_of(GS_TABLE_SERVICES_FILE, &services, &is_longer),
                        text_of(GS_TABLE_PROTOCOLS_FILE, &protocols, &is_longer));
    call->tables->is_truncated = call->tables->is_truncated || is_longer;
    call->tables->elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
    call->tables->read_wall_s = wall.tv_sec;
    gs_buf_fini(&services);
    gs_buf_fini(&protocols);
}

static void read_call_free(void *job)
{
    struct read_call *call = job;
    gs_tables_free(call->tables);
    free(call);
}

/* Nothing is known: it is not said that there are no files. */
static struct gs_tables *unread_tables(void)
{
    struct gs_tables *tables = gs_tables_new();
    gs_vec_push(&tables->errors,
                ((struct gs_table_error){GS_TABLE_SERVICES_FILE, 0,
                                         "not read: the system gives no thread"}));
    tables->error_count = 1;
    return tables;
}

static void read_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct read_call *call = job;
    struct gs_tables *tables = call->tables;
    call->tables = NULL;
    call->done(call->context, id, tables == NULL ? unread_tables() : tables);
    read_call_free(call);
}

uint64_t gs_tables_start(struct gs_lanes *lanes, enum gs_lane lane,
                         gs_tables_done_fn done, void *context)
{
    struct read_call *call = gs_mem_new(1, sizeof *call);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = read_files,
                              .done = read_done,
                              .free = read_call_free,
                              .job = call,
                          });
}
