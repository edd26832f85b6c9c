/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/service_ask.h"

#include "eai.h"
#include "table_entry.h"

#include "gaiscope/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    US_IN_NS = 1000,
};

/* One asking. */
struct ask_call {
    struct gs_service_check *check;
    gs_service_asked_fn done;
    void *context;
};

static void ask_tables(struct gs_service_check *check)
{
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        struct gs_service_check_row *row = &check->rows[i];
        /* What is not found stays without a name. */
        (void)table_find_service(check->name, 0, row->protocol, &row->by_name);
        (void)table_find_service(NULL, check->port, row->protocol, &row->by_port);
    }
}

static void add_protocol(struct gs_buf *out, int number)
{
    static const struct {
        int number;
        const char *name;
    } names[] = {{0, "ip"},
                 {IPPROTO_TCP, "tcp"},
                 {IPPROTO_UDP, "udp"},
                 {IPPROTO_SCTP, "sctp"},
                 {IPPROTO_DCCP, "dccp"},
                 {IPPROTO_UDPLITE, "udplite"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].number == number) {
            gs_buf_add_text(out, names[i].name);
            return;
        }
    }
    gs_buf_addf(out, "%d", number);
}

/* The rows of one family: each port and protocol once. */
static void write_rows(struct gs_service_check_type *type, const struct addrinfo *list)
{
    struct gs_buf out = {0};
    for (const struct addrinfo *at = list; at != NULL; at = at->ai_next) {
        struct sockaddr_in inet;
        memcpy(&inet, at->ai_addr, sizeof inet);
        gs_buf_addf(&out, "%s%u/", out.len == 0 ? "" : " ",
                    (unsigned)ntohs(inet.sin_port));
        add_protocol(&out, at->ai_protocol);
    }
    (void)snprintf(type->rows, sizeof type->rows, "%s", gs_buf_text(&out));
    gs_buf_fini(&out);
}

static void ask_type(const struct gs_service_check *check,
                     struct gs_service_check_type *type, int socktype)
{
    struct addrinfo hints = {
        .ai_family = AF_INET, .ai_socktype = socktype, .ai_flags = AI_PASSIVE};
    struct addrinfo *list = NULL;
    struct gs_eai error;
    int code = getaddrinfo(NULL, check->name, &hints, &list);
    type->outcome = eai_outcome(code, &error);
    (void)snprintf(type->error, sizeof type->error, "%s", error.name);
    if (code == 0) {
        write_rows(type, list);
        freeaddrinfo(list);
    }
}

static void ask_all(void *job)
{
    static const int socktypes[GS_SERVICE_CHECK_TYPES] = {0, SOCK_STREAM, SOCK_DGRAM,
                                                          SOCK_SEQPACKET, SOCK_RAW};
    struct ask_call *call = job;
    uint64_t started_ns = uv_hrtime();
    ask_tables(call->check);
    for (size_t i = 0; i < GS_SERVICE_CHECK_TYPES; i++) {
        ask_type(call->check, &call->check->types[i], socktypes[i]);
    }
    call->check->elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
}

static void ask_call_free(void *job)
{
    struct ask_call *call = job;
    gs_service_check_free(call->check);
    free(call);
}

static void ask_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct ask_call *call = job;
    struct gs_service_check *check = call->check;
    call->check = NULL;
    call->done(call->context, id, check);
    ask_call_free(call);
}

uint64_t gs_service_ask(struct gs_lanes *lanes, const char *name, uint16_t port,
                        gs_service_asked_fn done, void *context)
{
    struct ask_call *call = gs_mem_new(1, sizeof *call);
    call->check = gs_service_check_new(name, port);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, GS_LANE_INTERACTIVE,
                          &(struct gs_lane_job){
                              .work = ask_all,
                              .done = ask_call_done,
                              .free = ask_call_free,
                              .job = call,
                          });
}
