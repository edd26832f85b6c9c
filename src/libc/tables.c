/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/tables.h"

#include "table_entry.h"

#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    US_IN_NS = 1000,
    PORT_MAX = 65535,
    PROTOCOL_COUNT = 3,
    WANTED_MAX = GS_PORTS_MAX + PROTOCOL_COUNT,
};

static const char *const protocols[PROTOCOL_COUNT] = {"tcp", "udp", "sctp"};

/* What is to be looked up. */
struct wanted {
    const char *service;                  /* as asked, when it is a name; else NULL */
    uint16_t number;                      /* as asked, when it is a port; else 0 */
    uint16_t named_ports[PROTOCOL_COUNT]; /* the name's port; 0: not listed */
    uint16_t ports[WANTED_MAX];           /* all to be explained, each once */
    size_t port_count;
};

/* One call on a lane. */
struct table_call {
    char *service; /* NULL: none */
    uint16_t ports[GS_PORTS_MAX];
    size_t port_count;
    struct gs_services *answer;
    gs_services_done_fn done;
    void *context;
};

static void want_port(struct wanted *wanted, uint16_t port)
{
    for (size_t i = 0; i < wanted->port_count; i++) {
        if (wanted->ports[i] == port) {
            return;
        }
    }
    if (port != 0 && wanted->port_count < WANTED_MAX) {
        wanted->ports[wanted->port_count++] = port;
    }
}

static void service_fini(struct gs_service *service)
{
    for (char **alias = service->aliases; alias != NULL && *alias != NULL; alias++) {
        free(*alias);
    }
    free(service->aliases);
    free(service->name);
}

static void want_name(struct wanted *wanted, const char *name)
{
    wanted->service = name;
    for (size_t i = 0; i < PROTOCOL_COUNT; i++) {
        struct gs_service entry = {0};
        if (table_find_service(name, 0, protocols[i], &entry)) {
            wanted->named_ports[i] = entry.port;
            want_port(wanted, entry.port);
            service_fini(&entry);
        }
    }
}

/* A port out of range is no port of any table, whatever libc makes of it. */
static void want_number(struct wanted *wanted, const char *digits)
{
    unsigned long number = strtoul(digits, NULL, 10);
    if (number <= PORT_MAX) {
        wanted->number = (uint16_t)number;
        want_port(wanted, wanted->number);
    }
}

static struct wanted wanted_of(const struct gs_services_request *request)
{
    struct wanted wanted = {0};
    const char *service = request->service;
    if (service != NULL && *service != '\0') {
        bool is_number = service[strspn(service, "0123456789")] == '\0';
        (is_number ? want_number : want_name)(&wanted, service);
    }
    for (size_t i = 0; i < request->port_count && i < GS_PORTS_MAX; i++) {
        want_port(&wanted, request->ports[i]);
    }
    return wanted;
}

static bool has_name(const struct gs_service *entry, const char *name)
{
    bool is_it = entry->name != NULL && strcmp(entry->name, name) == 0;
    for (char **alias = entry->aliases; !is_it && alias != NULL && *alias != NULL;
         alias++) {
        is_it = strcmp(*alias, name) == 0;
    }
    return is_it;
}

/* The line of a port and a protocol. Where two entries share both, the asked one counts. */
static struct gs_service line_of(const struct wanted *wanted, uint16_t port, size_t place)
{
    struct gs_service line = {.port = port};
    bool is_named = port != 0 && wanted->named_ports[place] == port;
    (void)snprintf(line.protocol, sizeof line.protocol, "%s", protocols[place]);
    if (port != 0) {
        (void)table_find_service(is_named ? wanted->service : NULL, port,
                                 protocols[place],
                                 &line); /* else the line says "not listed" */
    }
    line.is_asked = is_named || port == 0 || port == wanted->number ||
                    (wanted->service != NULL && has_name(&line, wanted->service));
    return line;
}

static void add_lines(struct gs_services *out, const struct wanted *wanted, uint16_t port)
{
    for (size_t place = 0; place < PROTOCOL_COUNT; place++) {
        gs_vec_push(&out->entries, line_of(wanted, port, place));
    }
}

static bool is_listed(const struct wanted *wanted)
{
    bool is_it = false;
    for (size_t i = 0; i < PROTOCOL_COUNT; i++) {
        is_it = is_it || wanted->named_ports[i] != 0;
    }
    return is_it;
}

struct gs_services *gs_services_look_up(const struct gs_services_request *request)
{
    uint64_t started_ns = uv_hrtime();
    struct gs_services *out = gs_services_new();
    struct wanted wanted = wanted_of(request);
    if (wanted.service != NULL && !is_listed(&wanted)) {
        add_lines(out, &wanted, 0);
    }
    for (size_t i = 0; i < wanted.port_count; i++) {
        add_lines(out, &wanted, wanted.ports[i]);
    }
    out->elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
    return out;
}

static void call_tables(void *job)
{
    struct table_call *call = job;
    struct gs_services_request request = {call->service, call->ports, call->port_count};
    call->answer = gs_services_look_up(&request);
}

static void table_call_free(void *job)
{
    struct table_call *call = job;
    gs_services_free(call->answer);
    free(call->service);
    free(call);
}

static void table_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct table_call *call = job;
    struct gs_services *answer = call->answer;
    call->answer = NULL;
    call->done(call->context, id, answer == NULL ? gs_services_new() : answer);
    table_call_free(call);
}

uint64_t gs_services_start(struct gs_lanes *lanes, enum gs_lane lane,
                           const struct gs_services_request *request,
                           gs_services_done_fn done, void *context)
{
    struct table_call *call = gs_mem_new(1, sizeof *call);
    call->service = gs_mem_copy_text(request->service);
    for (; call->port_count < request->port_count && call->port_count < GS_PORTS_MAX;
         call->port_count++) {
        call->ports[call->port_count] = request->ports[call->port_count];
    }
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_tables,
                              .done = table_call_done,
                              .free = table_call_free,
                              .job = call,
                          });
}

enum gs_status gs_protocol_number(const char *name, int *out)
{
    return table_find_protocol(name, out) ? GS_OK : GS_ENOTFOUND;
}
