/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/system.h"

#include "eai.h"
#include "system_now.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/sockaddr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    NAME_BYTES_MAX = 1025, /* NI_MAXHOST: no name of libc's is longer */
    US_IN_NS = 1000,
};

/* One getaddrinfo call: arguments in, answer out. */
struct system_call {
    char *node;    /* NULL: the null node */
    char *service; /* NULL: none */
    struct gs_hints hints;
    struct gs_system_answer *answer;
    gs_system_done_fn done;
    void *context;
};

/* One getnameinfo call. */
struct name_call {
    struct gs_nameinfo *answer;
    gs_nameinfo_done_fn done;
    void *context;
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / US_IN_NS);
}

/* Sanitised and bounded; NULL stays NULL. */
static char *name_of(const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    struct gs_buf out = {0};
    gs_text_sanitise(&out, text, strnlen(text, NAME_BYTES_MAX));
    return gs_buf_claim(&out);
}

static void set_zone(struct gs_address *address, uint32_t scope_id)
{
    char name[IF_NAMESIZE];
    address->scope_id = scope_id;
    if (scope_id == 0) {
        return;
    }
    if (if_indextoname(scope_id, name) != NULL) {
        (void)snprintf(address->zone, sizeof address->zone, "%s", name);
    } else {
        (void)snprintf(address->zone, sizeof address->zone, "%u", (unsigned)scope_id);
    }
}

static void set_inet(struct gs_addrinfo *row, const struct sockaddr *from)
{
    struct sockaddr_in inet;
    memcpy(&inet, from, sizeof inet);
    row->address = gs_address_from_bytes(AF_INET, (const uint8_t *)&inet.sin_addr);
    row->port = ntohs(inet.sin_port);
}

static void set_inet6(struct gs_addrinfo *row, const struct sockaddr *from)
{
    struct sockaddr_in6 inet6;
    memcpy(&inet6, from, sizeof inet6);
    row->address = gs_address_from_bytes(AF_INET6, inet6.sin6_addr.s6_addr);
    row->port = ntohs(inet6.sin6_port);
    row->flowinfo = ntohl(inet6.sin6_flowinfo);
    set_zone(&row->address, inet6.sin6_scope_id);
}

static struct gs_addrinfo row_of(const struct addrinfo *from)
{
    struct gs_addrinfo row = {
        .canonname = name_of(from->ai_canonname),
        .flags = from->ai_flags,
        .family = from->ai_family,
        .socktype = from->ai_socktype,
        .protocol = from->ai_protocol,
    };
    if (from->ai_family == AF_INET && from->ai_addrlen >= sizeof(struct sockaddr_in)) {
        set_inet(&row, from->ai_addr);
    }
    if (from->ai_family == AF_INET6 && from->ai_addrlen >= sizeof(struct sockaddr_in6)) {
        set_inet6(&row, from->ai_addr);
    }
    return row;
}

static void keep_rows(struct gs_system_answer *answer, const struct addrinfo *list)
{
    for (const struct addrinfo *at = list; at != NULL; at = at->ai_next) {
        if (answer->rows.count < GS_ADDRINFO_MAX) {
            gs_vec_push(&answer->rows, row_of(at));
        } else {
            answer->left_out++;
        }
    }
    answer->is_truncated = answer->left_out > 0;
}

void system_ask_now(const char *node, const char *service, const struct gs_hints *hints,
                    struct gs_system_answer *answer)
{
    struct addrinfo asked = {
        .ai_flags = hints->flags,
        .ai_family = hints->family,
        .ai_socktype = hints->socktype,
        .ai_protocol = hints->protocol,
    };
    struct addrinfo *list = NULL;
    int64_t started_us = now_us();
    int code = getaddrinfo(node, service, &asked, &list);
    answer->outcome = eai_outcome(code, &answer->error);
    answer->elapsed_us = now_us() - started_us;
    if (code == 0) {
        keep_rows(answer, list);
        freeaddrinfo(list);
    }
}

static void call_getaddrinfo(void *job)
{
    struct system_call *call = job;
    system_ask_now(call->node, call->service, &call->hints, call->answer);
}

static void system_call_free(void *job)
{
    struct system_call *call = job;
    gs_system_answer_free(call->answer);
    free(call->node);
    free(call->service);
    free(call);
}

static void system_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct system_call *call = job;
    struct gs_system_answer *answer = call->answer;
    call->answer = NULL;
    call->done(call->context, id, answer);
    system_call_free(call);
}

uint64_t gs_system_start(struct gs_lanes *lanes, enum gs_lane lane,
                         const struct gs_question *question, gs_system_done_fn done,
                         void *context)
{
    struct system_call *call = gs_mem_new(1, sizeof *call);
    call->node = gs_mem_copy_text(gs_question_node(question));
    call->service = gs_mem_copy_text(gs_question_service(question));
    call->hints = question->hints;
    call->answer = gs_system_answer_new();
    call->answer->outcome = eai_no_thread(&call->answer->error);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_getaddrinfo,
                              .done = system_call_done,
                              .free = system_call_free,
                              .job = call,
                          });
}

static void call_getnameinfo(void *job)
{
    struct name_call *call = job;
    struct gs_nameinfo *answer = call->answer;
    struct sockaddr_storage from;
    char host[NAME_BYTES_MAX] = "";
    const struct gs_endpoint endpoint = {.address = answer->address};
    socklen_t from_bytes = gs_sockaddr_encode(&endpoint, &from);
    int64_t started_us = now_us();
    int code = getnameinfo((const struct sockaddr *)&from, from_bytes, host, sizeof host,
                           NULL, 0, NI_NAMEREQD);
    answer->outcome = eai_outcome(code, &answer->error);
    answer->elapsed_us = now_us() - started_us;
    if (code == 0) {
        answer->host = name_of(host);
    }
}

static void name_call_free(void *job)
{
    struct name_call *call = job;
    gs_nameinfo_free(call->answer);
    free(call);
}

static void name_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct name_call *call = job;
    struct gs_nameinfo *answer = call->answer;
    call->answer = NULL;
    call->done(call->context, id, answer);
    name_call_free(call);
}

uint64_t gs_nameinfo_start(struct gs_lanes *lanes, enum gs_lane lane,
                           const struct gs_address *address, gs_nameinfo_done_fn done,
                           void *context)
{
    struct name_call *call = gs_mem_new(1, sizeof *call);
    call->answer = gs_mem_new(1, sizeof *call->answer);
    call->answer->address = *address;
    call->answer->outcome = eai_no_thread(&call->answer->error);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_getnameinfo,
                              .done = name_call_done,
                              .free = name_call_free,
                              .job = call,
                          });
}

void gs_nameinfo_free(struct gs_nameinfo *answer)
{
    if (answer == NULL) {
        return;
    }
    free(answer->host);
    free(answer);
}
