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

static struct gs_text_list copy_texts(const struct gs_text_list *list)
{
    struct gs_text_list copy = {0};
    for (size_t i = 0; i < list->count; i++) {
        gs_vec_push(&copy, gs_mem_copy_text(list->items[i]));
    }
    return copy;
}

static void free_texts(struct gs_text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    gs_vec_fini(list);
}

static struct gs_trace_server copy_server(const struct gs_trace_server *server)
{
    struct gs_trace_server copy = *server;
    copy.host = gs_mem_copy_text(server->host);
    copy.zone = gs_mem_copy_text(server->zone);
    copy.alias = gs_mem_copy_text(server->alias);
    copy.reason = gs_mem_copy_text(server->reason);
    copy.error = gs_mem_copy_text(server->error);
    copy.claim = gs_mem_copy_text(server->claim);
    copy.lines = copy_texts(&server->lines);
    return copy;
}

static struct gs_trace_level copy_level(const struct gs_trace_level *level)
{
    struct gs_trace_level copy = *level;
    copy.zone = gs_mem_copy_text(level->zone);
    copy.asked = gs_mem_copy_text(level->asked);
    copy.servers = (struct gs_trace_server_list){0};
    for (size_t i = 0; i < level->servers.count; i++) {
        gs_vec_push(&copy.servers, copy_server(&level->servers.items[i]));
    }
    return copy;
}

struct gs_trace *gs_trace_copy(const struct gs_trace *trace)
{
    struct gs_trace *copy = gs_mem_new(1, sizeof *copy);
    *copy = *trace;
    copy->name = gs_mem_copy_text(trace->name);
    copy->problem = gs_mem_copy_text(trace->problem);
    copy->aliases = copy_texts(&trace->aliases);
    copy->answer = copy_texts(&trace->answer);
    copy->levels = (struct gs_trace_level_list){0};
    for (size_t i = 0; i < trace->levels.count; i++) {
        gs_vec_push(&copy->levels, copy_level(&trace->levels.items[i]));
    }
    return copy;
}

static void free_level(struct gs_trace_level *level)
{
    for (size_t i = 0; i < level->servers.count; i++) {
        struct gs_trace_server *server = &level->servers.items[i];
        free(server->host);
        free(server->zone);
        free(server->alias);
        free(server->reason);
        free(server->error);
        free(server->claim);
        free_texts(&server->lines);
    }
    gs_vec_fini(&level->servers);
    free(level->zone);
    free(level->asked);
}

void gs_trace_free(struct gs_trace *trace)
{
    if (trace == NULL) {
        return;
    }
    for (size_t i = 0; i < trace->levels.count; i++) {
        free_level(&trace->levels.items[i]);
    }
    gs_vec_fini(&trace->levels);
    free_texts(&trace->aliases);
    free_texts(&trace->answer);
    free(trace->name);
    free(trace->problem);
    free(trace);
}

static const struct {
    const char *id;
    const char *word;
} words[GS_TRACE_SAID_COUNT] = {
    [GS_TRACE_UNASKED] = {"not_asked", "no address"},
    [GS_TRACE_STOPPED] = {"stopped", "stopped"},
    [GS_TRACE_WAITING] = {"waiting", "waiting"},
    [GS_TRACE_REFERRED] = {"referral", "refers"},
    [GS_TRACE_ANSWERED] = {"answered", "answers"},
    [GS_TRACE_ALIAS] = {"alias", "alias"},
    [GS_TRACE_NO_DATA] = {"no_data", "no data"},
    [GS_TRACE_NO_SUCH_NAME] = {"no_such_name", "no such name"},
    [GS_TRACE_LAME] = {"lame", "lame"},
    [GS_TRACE_UPWARD] = {"upward", "sends back"},
    [GS_TRACE_ASTRAY] = {"astray", "sends astray"},
    [GS_TRACE_FAILED] = {"failed", "failed"},
};

const char *gs_trace_said_id(enum gs_trace_said said)
{
    return words[said].id;
}

const char *gs_trace_said_word(enum gs_trace_said said)
{
    return words[said].word;
}

bool gs_trace_is_useful(enum gs_trace_said said)
{
    return said >= GS_TRACE_REFERRED && said <= GS_TRACE_NO_SUCH_NAME;
}

bool gs_trace_is_trouble(const struct gs_trace_server *server)
{
    bool has_no_address = server->said == GS_TRACE_UNASKED && server->lookups == 0;
    return has_no_address || server->said >= GS_TRACE_LAME || server->differs;
}

size_t gs_trace_asked_count(const struct gs_trace_level *level)
{
    return level->servers.count - gs_trace_said_count(level, GS_TRACE_UNASKED);
}

size_t gs_trace_said_count(const struct gs_trace_level *level, enum gs_trace_said said)
{
    size_t count = 0;
    for (size_t i = 0; i < level->servers.count; i++) {
        count += level->servers.items[i].said == said ? 1 : 0;
    }
    return count;
}

size_t gs_trace_trouble_count(const struct gs_trace_level *level)
{
    size_t count = 0;
    for (size_t i = 0; i < level->servers.count; i++) {
        count += gs_trace_is_trouble(&level->servers.items[i]) ? 1 : 0;
    }
    return count;
}

const struct gs_trace_server *gs_trace_fastest(const struct gs_trace_level *level)
{
    const struct gs_trace_server *best = NULL;
    for (size_t i = 0; i < level->servers.count; i++) {
        const struct gs_trace_server *server = &level->servers.items[i];
        if (gs_trace_is_useful(server->said) &&
            (best == NULL || server->elapsed_us < best->elapsed_us)) {
            best = server;
        }
    }
    return best;
}

const struct gs_trace_server *gs_trace_followed(const struct gs_trace_level *level)
{
    for (size_t i = 0; i < level->servers.count; i++) {
        if (level->servers.items[i].is_followed) {
            return &level->servers.items[i];
        }
    }
    return NULL;
}
