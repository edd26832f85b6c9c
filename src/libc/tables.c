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
    const char *service; /* as asked, when it is a name; else NULL */
    uint16_t number;     /* as asked, when it is a port; else 0 */
    struct gs_service
        named[PROTOCOL_COUNT];            /* the name's entries, until they are taken */
    uint16_t named_ports[PROTOCOL_COUNT]; /* their ports; 0: not listed */
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

/* One call, of which the answer keeps a record. Takes: `call`, over. */
static bool find(struct gs_services *out, struct gs_table_call call,
                 struct gs_service *entry)
{
    uint64_t started_ns = uv_hrtime();
    bool is_found = table_find_service(call.name, call.port, call.protocol, entry);
    call.started_us = (int64_t)(started_ns / US_IN_NS);
    call.elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
    if (is_found) {
        call.found_name = gs_mem_copy_text(entry->name);
        call.found_port = entry->port;
    }
    gs_vec_push(&out->calls, call);
    return is_found;
}

/* Takes: the name, or NULL and the port. Owns: the caller. */
static struct gs_table_call call_of(const char *name, uint16_t port, size_t place)
{
    struct gs_table_call call = {.name = gs_mem_copy_text(name), .port = port};
    (void)snprintf(call.protocol, sizeof call.protocol, "%s", protocols[place]);
    return call;
}

static void want_name(struct wanted *wanted, const char *name, struct gs_services *out)
{
    wanted->service = name;
    for (size_t i = 0; i < PROTOCOL_COUNT; i++) {
        if (find(out, call_of(name, 0, i), &wanted->named[i])) {
            wanted->named_ports[i] = wanted->named[i].port;
            want_port(wanted, wanted->named[i].port);
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

static struct wanted wanted_of(const struct gs_services_request *request,
                               struct gs_services *out)
{
    struct wanted wanted = {0};
    const char *service = request->service;
    if (service != NULL && *service != '\0') {
        bool is_number = service[strspn(service, "0123456789")] == '\0';
        if (is_number) {
            want_number(&wanted, service);
        } else {
            want_name(&wanted, service, out);
        }
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
static struct gs_service line_of(struct gs_services *out, struct wanted *wanted,
                                 uint16_t port, size_t place)
{
    struct gs_service line = {.port = port};
    bool is_named = port != 0 && wanted->named_ports[place] == port;
    if (is_named) {
        line = wanted->named[place];
        wanted->named[place] = (struct gs_service){0};
    } else if (port != 0) {
        (void)find(out, call_of(NULL, port, place),
                   &line); /* else the line says "not listed" */
    }
    (void)snprintf(line.protocol, sizeof line.protocol, "%s", protocols[place]);
    line.is_asked = is_named || port == 0 || port == wanted->number ||
                    (wanted->service != NULL && has_name(&line, wanted->service));
    return line;
}

static void add_lines(struct gs_services *out, struct wanted *wanted, uint16_t port)
{
    for (size_t place = 0; place < PROTOCOL_COUNT; place++) {
        struct gs_service line = line_of(out, wanted, port, place);
        gs_vec_push(&out->entries, line);
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
    struct wanted wanted = wanted_of(request, out);
    if (wanted.service != NULL && !is_listed(&wanted)) {
        add_lines(out, &wanted, 0);
    }
    for (size_t i = 0; i < wanted.port_count; i++) {
        add_lines(out, &wanted, wanted.ports[i]);
    }
    for (size_t place = 0; place < PROTOCOL_COUNT; place++) {
        gs_service_fini(&wanted.named[place]); /* of port 0: no line took it */
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
