/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/primitive.h"

#include "primitive_run.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a call reads, and what it cannot do. */
struct about {
    const char *name;
    const char *limits;
};

static const struct about abouts[GS_PRIMITIVE_COUNT] = {
    [GS_PRIMITIVE_HOST_BY_NAME] =
        {"gethostbyname",
         "IPv4 only; one static answer for all threads; removed from POSIX in 2008."},
    [GS_PRIMITIVE_HOST_BY_NAME2] =
        {"gethostbyname2", "One family a call; never in POSIX; one static answer "
                           "for all threads."},
    [GS_PRIMITIVE_HOST_BY_ADDRESS] =
        {"gethostbyaddr", "One address, no zone; one static answer for all threads; "
                          "removed from POSIX in 2008."},
    [GS_PRIMITIVE_SERVICE_BY_NAME] =
        {"getservbyname",
         "Without a protocol the first entry counts; one static answer for all threads."},
    [GS_PRIMITIVE_SERVICE_BY_PORT] =
        {"getservbyport",
         "Takes the port in network byte order; knows the table, not who "
         "listens; one static answer for all threads."},
    [GS_PRIMITIVE_PROTOCOL_BY_NAME] =
        {"getprotobyname", "Case counts, TCP is only an alias of tcp; one static answer "
                           "for all threads."},
    [GS_PRIMITIVE_HOST_NAME] = {"gethostname",
                                "A label that somebody set, not a name that DNS knows; "
                                "a long one may come without its end."},
    [GS_PRIMITIVE_FULL_NAME] =
        {"getfqdn",
         "The first name with a dot among those of its own address; where there "
         "is none the host name stands in, without an error."},
    [GS_PRIMITIVE_HAS_IPV6] =
        {"has IPv6", "Compiled in is not connected: only a source address says that a "
                     "packet could leave."},
};

/* One call on a lane. */
struct primitive_call {
    struct gs_primitive_request request;
    char *name;     /* owned, for the request */
    char *protocol; /* the same */
    struct gs_primitive_answer *answer;
    gs_primitive_done_fn done;
    void *context;
};

const char *gs_primitive_name(enum gs_primitive kind)
{
    return abouts[kind].name;
}

static void add_quoted(struct gs_buf *out, const char *text)
{
    gs_buf_add_text(out, "\"");
    gs_text_sanitise(out, text, strlen(text));
    gs_buf_add_text(out, "\"");
}

static void add_protocol(struct gs_buf *out, const struct gs_primitive_request *request)
{
    if (request->protocol != NULL) {
        gs_buf_add_text(out, ", ");
        add_quoted(out, request->protocol);
    }
}

static void add_arguments(struct gs_buf *out, const struct gs_primitive_request *request)
{
    char address[GS_ADDRESS_TEXT_MAX];
    switch (request->kind) {
    case GS_PRIMITIVE_HOST_BY_NAME:
    case GS_PRIMITIVE_PROTOCOL_BY_NAME:
        add_quoted(out, request->name);
        break;
    case GS_PRIMITIVE_HOST_BY_NAME2:
        add_quoted(out, request->name);
        gs_buf_add_text(out, ", AF_INET6");
        break;
    case GS_PRIMITIVE_HOST_BY_ADDRESS:
        gs_address_format(&request->address, address);
        gs_buf_add_text(out, address);
        break;
    case GS_PRIMITIVE_SERVICE_BY_NAME:
        add_quoted(out, request->name);
        add_protocol(out, request);
        break;
    case GS_PRIMITIVE_SERVICE_BY_PORT:
        gs_buf_addf(out, "%u", (unsigned)request->port);
        add_protocol(out, request);
        break;
    case GS_PRIMITIVE_HOST_NAME:
    case GS_PRIMITIVE_FULL_NAME:
    case GS_PRIMITIVE_HAS_IPV6:
        break;
    }
}

/* Whether what it is to be called with is known. */
static bool is_known(const struct gs_primitive_request *request)
{
    if (request->kind == GS_PRIMITIVE_HOST_BY_ADDRESS) {
        return request->address.family != 0;
    }
    if (request->kind == GS_PRIMITIVE_SERVICE_BY_PORT) {
        return request->port != 0;
    }
    return request->name != NULL || request->kind == GS_PRIMITIVE_HOST_NAME;
}

struct gs_call gs_primitive_call(const struct gs_primitive_request *request)
{
    struct gs_buf text = {0};
    if (request->kind == GS_PRIMITIVE_FULL_NAME) {
        gs_buf_add_text(&text, "full name (FQDN)");
    } else {
        gs_buf_add_text(&text, abouts[request->kind].name);
    }
    if (is_known(request)) {
        gs_buf_add_text(&text, "(");
        add_arguments(&text, request);
        gs_buf_add_text(&text, ")");
    }
    return (struct gs_call){.call = gs_buf_claim(&text),
                            .limits = abouts[request->kind].limits};
}

static void call_primitive(void *job)
{
    struct primitive_call *call = job;
    free(call->answer->call.result);
    call->answer->call.result = NULL;
    primitive_run(&call->request, call->answer);
}

void gs_primitive_answer_free(struct gs_primitive_answer *answer)
{
    if (answer != NULL) {
        free(answer->call.call);
        free(answer->call.result);
        free(answer->call.more);
        free(answer);
    }
}

static void primitive_call_free(void *job)
{
    struct primitive_call *call = job;
    gs_primitive_answer_free(call->answer);
    free(call->name);
    free(call->protocol);
    free(call);
}

static void primitive_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct primitive_call *call = job;
    struct gs_primitive_answer *answer = call->answer;
    call->answer = NULL;
    call->done(call->context, id, answer);
    primitive_call_free(call);
}

/* What a call says that was never made. */
static struct gs_primitive_answer *new_answer(const struct gs_primitive_request *request)
{
    struct gs_primitive_answer *answer = gs_mem_new(1, sizeof *answer);
    answer->call = gs_primitive_call(request);
    answer->call.outcome = GS_OUTCOME_FAILED;
    answer->call.result = gs_mem_copy_text("not made: the system gives no thread");
    (void)snprintf(answer->call.error, sizeof answer->call.error, "EAGAIN");
    return answer;
}

uint64_t gs_primitive_start(struct gs_lanes *lanes, enum gs_lane lane,
                            const struct gs_primitive_request *request,
                            gs_primitive_done_fn done, void *context)
{
    struct primitive_call *call = gs_mem_new(1, sizeof *call);
    call->request = *request;
    call->request.name = call->name = gs_mem_copy_text(request->name);
    call->request.protocol = call->protocol = gs_mem_copy_text(request->protocol);
    call->answer = new_answer(request);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_primitive,
                              .done = primitive_done,
                              .free = primitive_call_free,
                              .job = call,
                          });
}
