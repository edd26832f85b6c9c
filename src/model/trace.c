/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/trace.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

struct gs_trace *gs_trace_new(const char *name)
{
    struct gs_trace *trace = gs_mem_new(1, sizeof *trace);
    trace->name = gs_mem_copy_text(name);
    return trace;
}

struct gs_trace *gs_trace_copy(const struct gs_trace *trace)
{
    struct gs_trace *copy = gs_mem_new(1, sizeof *copy);
    *copy = *trace;
    copy->name = gs_mem_copy_text(trace->name);
    return copy;
}

void gs_trace_free(struct gs_trace *trace)
{
    if (trace != NULL) {
        free(trace->name);
        free(trace);
    }
}
