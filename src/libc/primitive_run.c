/* SPDX-License-Identifier: MIT */
#include "primitive_run.h"

#include "host_entry.h"
#include "table_entry.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    NAME_BYTES_MAX = 256,
    US_IN_NS = 1000,
};

static char *addresses_text(const struct gs_address_list *addresses)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < addresses->count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&addresses->items[i], text);
        gs_buf_addf(&out, "%s%s", i == 0 ? "" : ", ", text);
    }
    return gs_buf_claim(&out);
}

/* Whether a name is another one, ASCII case and a final dot ignored. */
static bool is_other_name(const char *name, const char *asked)
{
    size_t len = strlen(asked);
    len -= len > 1 && asked[len - 1] == '.' ? 1 : 0;
    return strlen(name) != len || gs_text_compare_case(name, asked, len) != 0;
}

/* Official name, where it is not the asked one, and aliases. */
static char *host_more(const struct host_entry *entry, const char *asked)
{
    struct gs_buf out = {0};
    if (asked != NULL && is_other_name(entry->name, asked)) {
        gs_buf_addf(&out, "official name %s, ", entry->name);
    }
    if (*entry->aliases == '\0') {
        gs_buf_add_text(&out, "no aliases");
    } else {
        gs_buf_addf(&out, "aliases %s", entry->aliases);
    }
    return gs_buf_claim(&out);
}

static void take_host(struct gs_primitive_answer *out, struct host_entry *entry,
                      const char *asked)
{
    struct gs_call *call = &out->call;
    call->outcome = entry->outcome;
    (void)snprintf(call->error, sizeof call->error, "%s", entry->error);
    if (entry->outcome != GS_OUTCOME_ANSWERED) {
        call->result = gs_mem_copy_text(gs_outcome_word(entry->outcome));
    } else {
        call->result = asked != NULL ? addresses_text(&entry->addresses)
                                     : gs_mem_copy_text(entry->name);
        call->more = host_more(entry, asked);
        out->address =
            entry->addresses.count > 0 ? entry->addresses.items[0] : out->address;
    }
    host_entry_fini(entry);
}

static void not_listed(struct gs_call *call, const char *protocol)
{
    struct gs_buf out = {0};
    gs_buf_add_text(&out, "not listed");
    if (protocol != NULL) {
        gs_buf_addf(&out, " for %s", protocol);
    }
    call->outcome = GS_OUTCOME_NO_SUCH_NAME;
    call->result = gs_buf_claim(&out);
}

static char *service_more(const struct gs_service *service)
{
    struct gs_buf out = {0};
    gs_buf_addf(&out, "%s %u/%s", service->name, (unsigned)service->port,
                service->protocol);
    for (char **alias = service->aliases; alias != NULL && *alias != NULL; alias++) {
        gs_buf_addf(&out, "%s%s", alias == service->aliases ? ", alias " : " ", *alias);
    }
    return gs_buf_claim(&out);
}

/* Takes: the request's name, or NULL with its port. */
static void run_service(const struct gs_primitive_request *request,
                        struct gs_primitive_answer *out)
{
    const char *name =
        request->kind == GS_PRIMITIVE_SERVICE_BY_NAME ? request->name : NULL;
    struct gs_service service = {0};
    if (!table_find_service(name, request->port, request->protocol, &service)) {
        not_listed(&out->call, request->protocol);
        return;
    }
    struct gs_buf result = {0};
    if (name == NULL) {
        gs_buf_add_text(&result, service.name);
    } else {
        gs_buf_addf(&result, "%u", (unsigned)service.port);
    }
    out->call.outcome = GS_OUTCOME_ANSWERED;
    out->call.result = gs_buf_claim(&result);
    out->call.more = service_more(&service);
    out->port = service.port;
    gs_service_fini(&service);
}

static void run_protocol(const struct gs_primitive_request *request, struct gs_call *call)
{
    int number = 0;
    struct gs_buf result = {0};
    if (!table_find_protocol(request->name, &number)) {
        not_listed(call, NULL);
        return;
    }
    gs_buf_addf(&result, "%d", number);
    call->outcome = GS_OUTCOME_ANSWERED;
    call->result = gs_buf_claim(&result);
}

/* false: errno is in the call. */
static bool own_name(char out[NAME_BYTES_MAX], struct gs_call *call)
{
    memset(out, 0, NAME_BYTES_MAX);
    if (gethostname(out, NAME_BYTES_MAX - 1) == 0) {
        return true;
    }
    call->outcome = GS_OUTCOME_FAILED;
    (void)snprintf(call->error, sizeof call->error, "%s", gs_errno_name(errno));
    call->result = gs_mem_copy_text(gs_outcome_word(call->outcome));
    return false;
}

static void run_host_name(struct gs_call *call)
{
    char name[NAME_BYTES_MAX];
    if (own_name(name, call)) {
        call->outcome = GS_OUTCOME_ANSWERED;
        call->result = gs_text_sanitised(name);
    }
}

/* The first address of a name, as socket.gethostbyaddr() takes one that is no address. */
static bool first_address(const char *name, struct gs_address *out)
{
    struct addrinfo *list = NULL;
    if (getaddrinfo(name, NULL, NULL, &list) != 0) {
        return false;
    }
    struct sockaddr_in6 inet6;
    struct sockaddr_in inet;
    if (list->ai_family == AF_INET6) {
        memcpy(&inet6, list->ai_addr, sizeof inet6);
        *out = gs_address_from_bytes(AF_INET6, inet6.sin6_addr.s6_addr);
    } else {
        memcpy(&inet, list->ai_addr, sizeof inet);
        *out = gs_address_from_bytes(AF_INET, (const uint8_t *)&inet.sin_addr);
    }
    freeaddrinfo(list);
    return true;
}

/* The first of the official name and the aliases with a dot; NULL: none. */
static char *dotted_name(const struct host_entry *entry)
{
    if (strchr(entry->name, '.') != NULL) {
        return gs_mem_copy_text(entry->name);
    }
    for (const char *at = entry->aliases; *at != '\0';) {
        size_t len = strcspn(at, " ");
        if (memchr(at, '.', len) != NULL) {
            return gs_mem_copy_span(at, len);
        }
        at += len + strspn(at + len, " ");
    }
    return NULL;
}

static void run_full_name(struct gs_call *call)
{
    char name[NAME_BYTES_MAX];
    struct gs_address address = {0};
    if (!own_name(name, call)) {
        return;
    }
    call->outcome = GS_OUTCOME_ANSWERED;
    if (!first_address(name, &address)) {
        call->result = gs_text_sanitised(name);
        call->more = gs_mem_copy_text("the host name: it has no address here");
        return;
    }
    struct host_entry entry = host_by_address(&address);
    if (entry.outcome != GS_OUTCOME_ANSWERED) {
        call->result = gs_text_sanitised(name);
        call->more = gs_mem_copy_text("the host name: its address has no name");
    } else if ((call->result = dotted_name(&entry)) == NULL) {
        call->result = gs_mem_copy_text(entry.name);
        call->more = gs_mem_copy_text("no name of its address has a dot");
    }
    host_entry_fini(&entry);
}

static void run(const struct gs_primitive_request *request,
                struct gs_primitive_answer *out)
{
    struct host_entry host;
    switch (request->kind) {
    case GS_PRIMITIVE_HOST_BY_NAME:
    case GS_PRIMITIVE_HOST_BY_NAME2:
        host =
            host_by_name(request->name,
                         request->kind == GS_PRIMITIVE_HOST_BY_NAME ? AF_INET : AF_INET6);
        take_host(out, &host, request->name);
        break;
    case GS_PRIMITIVE_HOST_BY_ADDRESS:
        host = host_by_address(&request->address);
        take_host(out, &host, NULL);
        break;
    case GS_PRIMITIVE_SERVICE_BY_NAME:
    case GS_PRIMITIVE_SERVICE_BY_PORT:
        run_service(request, out);
        break;
    case GS_PRIMITIVE_PROTOCOL_BY_NAME:
        run_protocol(request, &out->call);
        break;
    case GS_PRIMITIVE_HOST_NAME:
        run_host_name(&out->call);
        break;
    case GS_PRIMITIVE_FULL_NAME:
        run_full_name(&out->call);
        break;
    case GS_PRIMITIVE_HAS_IPV6:
        break;
    }
}

void primitive_run(const struct gs_primitive_request *request,
                   struct gs_primitive_answer *out)
{
    uint64_t started_ns = uv_hrtime();
    out->call.error[0] = '\0';
    run(request, out);
    out->call.elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
}
