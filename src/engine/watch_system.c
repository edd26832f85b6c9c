/* SPDX-License-Identifier: MIT */
/*
 * One call: getaddrinfo, then the lines of the hosts file with the name: whether libc's
 * addresses stand there. Both on the background lane, one after the other.
 */
#include "engine_private.h"
#include "watch_ask.h"

#include "gaiscope/libc/hosts_file.h"

#include <sys/socket.h>

/* A call under way. */
struct gs_watch_system {
    struct gs_watch_system *next;
    struct gs_engine_watch *watch;
    uint64_t number;
    uint64_t id;                /* of the host */
    uint64_t job;               /* of the lane */
    char *host;                 /* its name */
    struct gs_watch_libc *libc; /* what it said so far */
};

static void take_out(struct gs_watch_system *call)
{
    struct gs_watch_system **link = &call->watch->calls;
    while (*link != call) {
        link = &(*link)->next;
    }
    *link = call->next;
}

static void free_call(struct gs_watch_system *call)
{
    gs_watch_libc_free(call->libc);
    free(call->host);
    free(call);
}

static void finish(struct gs_watch_system *call)
{
    struct gs_watch_core *core = call->watch->core;
    struct gs_watch_libc *libc = call->libc;
    uint64_t id = call->id;
    call->libc = NULL;
    take_out(call);
    free_call(call);
    gs_watch_core_libc_said(core, id, libc);
}

static bool stands_in(const struct gs_hosts_line_list *lines,
                      const struct gs_address *address)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (!lines->items[i].is_scoped &&
            gs_address_is_equal(&lines->items[i].address, address)) {
            return true;
        }
    }
    return false;
}

static void hosts_read(void *context, uint64_t job, struct gs_hosts_line_list *lines)
{
    struct gs_watch_system *call = context;
    (void)job; /* there is one at a time */
    const struct gs_address_list *addresses = &call->libc->addresses;
    bool is_in_hosts = addresses->count > 0;
    for (size_t i = 0; is_in_hosts && i < addresses->count; i++) {
        is_in_hosts = stands_in(lines, &addresses->items[i]);
    }
    call->libc->is_in_hosts = is_in_hosts;
    gs_hosts_lines_fini(lines);
    finish(call);
}

/* A set like that of DNS. */
static void take_rows(struct gs_watch_libc *libc, const struct gs_system_answer *answer)
{
    struct gs_watch_answer *set = gs_watch_answer_new();
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_address *address = &answer->rows.items[i].address;
        if (address->family != 0) {
            libc->first = libc->first.family == 0 ? *address : libc->first;
            gs_watch_answer_add_address(set, address);
        }
    }
    libc->addresses = set->addresses;
    set->addresses = (struct gs_address_list){0};
    gs_watch_answer_free(set);
}

static void libc_answered(void *context, uint64_t job, struct gs_system_answer *answer)
{
    struct gs_watch_system *call = context;
    (void)job; /* there is one at a time */
    call->libc->outcome = answer->outcome;
    call->libc->elapsed_us = answer->elapsed_us;
    take_rows(call->libc, answer);
    gs_system_answer_free(answer);
    if (call->libc->addresses.count == 0) {
        finish(call);
        return;
    }
    call->job = gs_hosts_start(call->watch->engine->lanes, GS_LANE_BACKGROUND, call->host,
                               hosts_read, call);
}

uint64_t gs_watch_system_ask(struct gs_engine_watch *watch, uint64_t id,
                             const struct gs_watch *line)
{
    struct gs_question question = {
        .hints = {.family = AF_UNSPEC, .socktype = SOCK_STREAM},
        .is_exact = true,
    };
    struct gs_watch_system *call = gs_mem_new(1, sizeof *call);
    call->watch = watch;
    call->number = watch->next_call++;
    call->id = id;
    call->host = gs_mem_copy_text(line->host);
    call->libc = gs_mem_new(1, sizeof *call->libc);
    call->next = watch->calls;
    watch->calls = call;
    /* a host that is watched fits a name, and its service is shorter than the bound */
    (void)gs_question_set(&question, line->host,
                          line->service[0] == '\0' ? NULL : line->service);
    call->job = gs_system_start(watch->engine->lanes, GS_LANE_BACKGROUND, &question,
                                libc_answered, call);
    return call->number;
}

void gs_watch_system_drop(struct gs_engine_watch *watch, uint64_t number)
{
    struct gs_watch_system *next = NULL;
    for (struct gs_watch_system *call = watch->calls; call != NULL; call = next) {
        next = call->next;
        if (number == 0 || call->number == number) {
            gs_lanes_cancel(watch->engine->lanes, call->job);
            take_out(call);
            free_call(call);
        }
    }
}
