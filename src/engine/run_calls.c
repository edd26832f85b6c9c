/* SPDX-License-Identifier: MIT */
/*
 * The calls part: the older calls of libc on what was typed, side by side on the background
 * lane. Two of them wait for another one's answer:
 *
 *     gethostbyname  -- first address --+
 *     gethostbyname2 -- else its first -+- gethostbyaddr
 *     getservbyname  -- its port --------- getservbyport
 *
 * Every answer gives the list so far, in the order of enum gs_primitive.
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/net/source.h"
#include "gaiscope/rules/call_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

/** The calls of a round. */
struct gs_calls_run {
    struct gs_call_list list; /* so far; item i is of enum gs_primitive i */
    struct gs_address second; /* gethostbyname2's first; family 0: none */
    bool is_named;            /* gethostbyname has answered */
    bool is_named2;           /* gethostbyname2 has answered */
    bool is_asked_back;       /* gethostbyaddr is asked */
    enum gs_primitive kinds[GS_PRIMITIVE_COUNT]; /* handed to the handlers */
};

static void emit(struct gs_round *round)
{
    struct gs_event event = {.type = GS_EVENT_CALLS};
    event.of.calls = gs_call_list_copy(&round->calls->list);
    gs_round_emit(round, event);
}

static void set_call(struct gs_calls_run *run, enum gs_primitive kind,
                     struct gs_call call)
{
    struct gs_call *old = &run->list.items[kind];
    free(old->call);
    free(old->result);
    free(old->more);
    *old = call;
}

/* Says why a call is not made. */
static void leave_out(struct gs_calls_run *run, enum gs_primitive kind,
                      const char *reason)
{
    struct gs_call *call = &run->list.items[kind];
    free(call->result);
    call->result = gs_mem_copy_text(reason);
}

static void call_done(void *context, uint64_t id, struct gs_primitive_answer *answer)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, answer);
}

/* What the log says a call was about. */
static char *about_of(const struct gs_primitive_request *request)
{
    char address[GS_ADDRESS_TEXT_MAX];
    struct gs_buf out = {0};
    if (request->kind == GS_PRIMITIVE_HOST_BY_ADDRESS) {
        gs_address_format(&request->address, address);
        gs_buf_add_text(&out, address);
    } else if (request->kind == GS_PRIMITIVE_SERVICE_BY_PORT) {
        gs_buf_addf(&out, "%u", (unsigned)request->port);
    } else {
        gs_buf_add_text(&out, request->name == NULL ? "this machine" : request->name);
    }
    return gs_buf_claim(&out);
}

static void answered(struct gs_round *round, void *detail,
                     struct gs_primitive_answer *answer);

static void ask(struct gs_round *round, const struct gs_primitive_request *request)
{
    struct gs_calls_run *run = round->calls;
    const struct gs_operation wanted = {
        .part = GS_PART_CALLS,
        .source = SOURCE_CALL,
        .name = about_of(request),
        .type = (uint16_t)request->kind,
        .detail = &run->kinds[request->kind],
        .answered.call = answered,
    };
    set_call(run, request->kind, gs_primitive_call(request));
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, round->started_us);
    operation->id = gs_primitive_start(round->engine->lanes, GS_LANE_BACKGROUND, request,
                                       call_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void ask_back(struct gs_round *round, const struct gs_address *address)
{
    round->calls->is_asked_back = true;
    ask(round, &(struct gs_primitive_request){.kind = GS_PRIMITIVE_HOST_BY_ADDRESS,
                                              .address = *address});
}

/* Both names' calls may bring the address; IPv4's is the one that the older calls mean. */
static void take_address(struct gs_round *round, enum gs_primitive kind,
                         const struct gs_address *address)
{
    struct gs_calls_run *run = round->calls;
    bool is_first = kind == GS_PRIMITIVE_HOST_BY_NAME;
    run->is_named = run->is_named || is_first;
    run->is_named2 = run->is_named2 || !is_first;
    run->second = is_first ? run->second : *address;
    if (run->is_asked_back) {
        return;
    }
    if (is_first && address->family != 0) {
        ask_back(round, address);
    } else if (run->is_named && run->is_named2 && run->second.family != 0) {
        struct gs_address second = run->second;
        ask_back(round, &second);
    } else if (run->is_named && run->is_named2) {
        leave_out(run, GS_PRIMITIVE_HOST_BY_ADDRESS, "not called: no address");
    }
}

/* The protocol that the socket type means where it is not the usual one; NULL: any. */
static const char *protocol_of(const struct gs_question *question)
{
    return question->hints.socktype == SOCK_DGRAM ? "udp" : NULL;
}

static void ask_port(struct gs_round *round, uint16_t port)
{
    ask(round, &(struct gs_primitive_request){.kind = GS_PRIMITIVE_SERVICE_BY_PORT,
                                              .port = port,
                                              .protocol = protocol_of(&round->question)});
}

static void take_port(struct gs_round *round, uint16_t port)
{
    uint16_t typed = 0;
    if (gs_call_port(&round->question, &typed)) {
        return; /* asked already */
    }
    if (port != 0) {
        ask_port(round, port);
    } else {
        leave_out(round->calls, GS_PRIMITIVE_SERVICE_BY_PORT, "not called: no port");
    }
}

static void take_late(struct gs_call *call)
{
    call->outcome = GS_OUTCOME_TIMED_OUT;
    call->result = gs_mem_copy_text("no answer within the deadline");
}

static void answered(struct gs_round *round, void *detail,
                     struct gs_primitive_answer *answer)
{
    enum gs_primitive kind = *(const enum gs_primitive *)detail;
    struct gs_primitive_answer none = {0};
    const struct gs_primitive_answer *known = answer == NULL ? &none : answer;
    if (answer == NULL) {
        take_late(&round->calls->list.items[kind]);
    } else {
        set_call(round->calls, kind, answer->call);
        answer->call = (struct gs_call){0};
    }
    if (kind == GS_PRIMITIVE_HOST_BY_NAME || kind == GS_PRIMITIVE_HOST_BY_NAME2) {
        take_address(round, kind, &known->address);
    } else if (kind == GS_PRIMITIVE_SERVICE_BY_NAME) {
        take_port(round, known->port);
    }
    gs_primitive_answer_free(answer);
    emit(round);
}

static void leave_out_host(struct gs_calls_run *run, const char *reason)
{
    leave_out(run, GS_PRIMITIVE_HOST_BY_NAME, reason);
    leave_out(run, GS_PRIMITIVE_HOST_BY_NAME2, reason);
    leave_out(run, GS_PRIMITIVE_HOST_BY_ADDRESS, reason);
}

static void start_host(struct gs_round *round)
{
    const char *node = gs_question_node(&round->question);
    struct gs_address literal;
    if (node == NULL) {
        leave_out_host(round->calls, "not called: no host");
        return;
    }
    if (gs_question_is_refused(&round->question)) {
        leave_out_host(round->calls, "not called: IDNA refuses the name");
        return;
    }
    if (gs_question_is_literal(&round->question, &literal)) {
        ask_back(round, &literal);
    }
    ask(round,
        &(struct gs_primitive_request){.kind = GS_PRIMITIVE_HOST_BY_NAME, .name = node});
    ask(round,
        &(struct gs_primitive_request){.kind = GS_PRIMITIVE_HOST_BY_NAME2, .name = node});
}

static void start_service(struct gs_round *round)
{
    const char *service = gs_question_service(&round->question);
    uint16_t port = 0;
    if (service == NULL || *service == '\0') {
        leave_out(round->calls, GS_PRIMITIVE_SERVICE_BY_NAME, "not called: no service");
        leave_out(round->calls, GS_PRIMITIVE_SERVICE_BY_PORT, "not called: no service");
        return;
    }
    if (gs_call_port(&round->question, &port)) {
        ask_port(round, port);
    }
    ask(round, &(struct gs_primitive_request){.kind = GS_PRIMITIVE_SERVICE_BY_NAME,
                                              .name = service,
                                              .protocol = protocol_of(&round->question)});
}

static const char *protocol_name(const struct gs_hints *hints)
{
    bool is_udp = hints->protocol == IPPROTO_UDP ||
                  (hints->protocol == 0 && hints->socktype == SOCK_DGRAM);
    return is_udp ? "UDP" : hints->protocol == IPPROTO_SCTP ? "SCTP" : "TCP";
}

/* No call of libc's: the kernel says it at once, and nothing is sent. */
static void say_ipv6(struct gs_calls_run *run)
{
    struct gs_call *call = &run->list.items[GS_PRIMITIVE_HAS_IPV6];
    struct gs_address source;
    struct gs_buf more = {0};
    int64_t started_us = gs_engine_now_us();
    bool has_kernel = gs_source_has_sockets(AF_INET6);
    bool has_source = gs_source_for_family(AF_INET6, &source) == GS_OK;
    gs_buf_add_text(&more, "compiled in");
    if (has_source) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&source, text);
        gs_buf_addf(&more, ", source %s", text);
    }
    call->outcome = GS_OUTCOME_ANSWERED;
    call->result = gs_mem_copy_text(!has_kernel  ? "not in the kernel"
                                    : has_source ? "kernel and source address"
                                                 : "kernel, no source address");
    call->more = gs_buf_claim(&more);
    call->elapsed_us = gs_engine_now_us() - started_us;
}

void gs_run_calls(struct gs_round *round)
{
    if (!gs_round_has(round, GS_PART_CALLS)) {
        return;
    }
    struct gs_calls_run *run = round->calls = gs_mem_new(1, sizeof *run);
    for (enum gs_primitive kind = 0; kind < GS_PRIMITIVE_COUNT; kind++) {
        run->kinds[kind] = kind;
        gs_vec_push(&run->list,
                    gs_primitive_call(&(struct gs_primitive_request){.kind = kind}));
    }
    say_ipv6(run);
    start_host(round);
    start_service(round);
    ask(round,
        &(struct gs_primitive_request){.kind = GS_PRIMITIVE_PROTOCOL_BY_NAME,
                                       .name = protocol_name(&round->question.hints)});
    ask(round, &(struct gs_primitive_request){.kind = GS_PRIMITIVE_HOST_NAME});
    ask(round, &(struct gs_primitive_request){.kind = GS_PRIMITIVE_FULL_NAME});
    emit(round);
}

void gs_run_calls_fini(struct gs_round *round)
{
    if (round->calls != NULL) {
        gs_call_list_clear(&round->calls->list);
        free(round->calls);
    }
}
