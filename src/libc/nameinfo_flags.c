/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/nameinfo_flags.h"

#include "eai.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/sockaddr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>

enum {
    HOST_BYTES_MAX = 1025, /* NI_MAXHOST */
    SERVICE_BYTES_MAX = 256,
    US_IN_NS = 1000,
};

/* One call. */
struct row_call {
    struct gs_endpoint endpoint;
    struct gs_nameinfo_row row;
    gs_nameinfo_row_done_fn done;
    void *context;
};

void gs_nameinfo_flags(struct gs_nameinfo_rows *out)
{
    static const struct gs_nameinfo_row rows[] = {
        {.flag = "none", .flags = 0},
        {.flag = "NUMERICHOST", .flags = NI_NUMERICHOST},
        {.flag = "NUMERICSERV", .flags = NI_NUMERICSERV},
        {.flag = "NAMEREQD", .flags = NI_NAMEREQD},
        {.flag = "NOFQDN", .flags = NI_NOFQDN},
        {.flag = "DGRAM", .flags = NI_DGRAM},
#ifdef NI_IDN
        {.flag = "IDN", .flags = NI_IDN},
#endif
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gs_vec_push(out, rows[i]);
    }
}

static char *name_of(const char *text, size_t max_bytes)
{
    struct gs_buf out = {0};
    gs_text_sanitise(&out, text, strnlen(text, max_bytes));
    return gs_buf_claim(&out);
}

static void set_outcome(struct gs_nameinfo_row *row, int code)
{
    struct gs_eai error;
    row->outcome = eai_outcome(code, &error);
    (void)snprintf(row->error, sizeof row->error, "%s", error.name);
}

static void call_getnameinfo(void *job)
{
    struct row_call *call = job;
    struct sockaddr_storage from;
    char host[HOST_BYTES_MAX] = "";
    char service[SERVICE_BYTES_MAX] = "";
    socklen_t from_bytes = gs_sockaddr_encode(&call->endpoint, &from);
    uint64_t started_ns = uv_hrtime();
    int code = getnameinfo((const struct sockaddr *)&from, from_bytes, host, sizeof host,
                           service, sizeof service, call->row.flags);
    set_outcome(&call->row, code);
    call->row.elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
    if (code == 0) {
        call->row.host = name_of(host, sizeof host);
        call->row.service = name_of(service, sizeof service);
    }
}

static void row_call_free(void *job)
{
    struct row_call *call = job;
    free(call->row.host);
    free(call->row.service);
    free(call);
}

static void row_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct row_call *call = job;
    call->done(call->context, id, &call->row);
    free(call);
}

uint64_t gs_nameinfo_row_start(struct gs_lanes *lanes, const struct gs_endpoint *endpoint,
                               const struct gs_nameinfo_row *row,
                               gs_nameinfo_row_done_fn done, void *context)
{
    struct row_call *call = gs_mem_new(1, sizeof *call);
    call->endpoint = *endpoint;
    call->row = *row;
    set_outcome(&call->row, EAI_MEMORY); /* until a thread runs it */
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, GS_LANE_BACKGROUND,
                          &(struct gs_lane_job){
                              .work = call_getnameinfo,
                              .done = row_call_done,
                              .free = row_call_free,
                              .job = call,
                          });
}
