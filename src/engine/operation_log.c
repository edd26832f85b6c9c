/* SPDX-License-Identifier: MIT */
/*
 * What the log says of the requests to the sources. An operation's tries are lines of their
 * own as they fail; its end is one more.
 */
#include "operation.h"
#include "outbox.h"
#include "run_log.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/log_words.h"
#include "gaiscope/rules/smtp_words.h"

#include <stdio.h>

static void name_call(const struct gs_operation *operation, char call[GS_LOG_CALL_MAX])
{
    static const char *const calls[] = {
        [SOURCE_SYSTEM] = "getaddrinfo",   [SOURCE_VARIANT] = "getaddrinfo",
        [SOURCE_NAMEINFO] = "getnameinfo", [SOURCE_SERVICES] = "getservbyname",
        [SOURCE_HOSTS] = "/etc/hosts",     [SOURCE_FLAG] = "getnameinfo",
        [SOURCE_WHOIS] = "whois",          [SOURCE_SMTP] = "smtp",
        [SOURCE_CONNECT] = "connect",
    };
    if (operation->source == SOURCE_DNS) {
        gs_type_format(operation->type, call);
    } else if (operation->source == SOURCE_CALL) {
        (void)snprintf(call, GS_LOG_CALL_MAX, "%s",
                       gs_primitive_name((enum gs_primitive)operation->type));
    } else {
        (void)snprintf(call, GS_LOG_CALL_MAX, "%s",
                       operation->source == SOURCE_RUNG ? operation->name
                                                        : calls[operation->source]);
    }
}

static enum gs_log_by by_whom(enum source source)
{
    switch (source) {
    case SOURCE_DNS:
        return GS_LOG_DNS;
    case SOURCE_RUNG:
        return GS_LOG_NSS;
    case SOURCE_WHOIS:
    case SOURCE_SMTP:
    case SOURCE_CONNECT:
        return GS_LOG_NET;
    default:
        return GS_LOG_LIBC;
    }
}

/* Takes: what is known of it beyond the operation itself. */
static void add_line(const struct gs_operation *operation, struct gs_log_line line)
{
    char call[GS_LOG_CALL_MAX];
    if (operation->source == SOURCE_HOSTS) {
        return; /* a file of this machine: nobody is asked */
    }
    name_call(operation, call);
    line.by = by_whom(operation->source);
    line.call = call;
    line.about = operation->source == SOURCE_RUNG ? NULL : operation->name;
    gs_round_log(operation->round, &line);
}

/* A line of an operation that ends now, without an answer. */
static struct gs_log_line ends_now(const struct gs_operation *operation,
                                   enum gs_outcome outcome, const char *result)
{
    return (struct gs_log_line){
        .outcome = outcome,
        .elapsed_us = gs_engine_now_us() - operation->started_us,
        .started_us = operation->started_us,
        .result = result,
    };
}

/* Each call of the tables is a line: "www tcp" gives 80, "80 udp" is not listed. */
static void log_table_call(struct gs_round *round, const struct gs_table_call *call)
{
    struct gs_buf about = {0};
    struct gs_buf result = {0};
    if (call->name != NULL) {
        gs_buf_addf(&about, "%s %s", call->name, call->protocol);
        gs_buf_addf(&result, "%u", call->found_port);
    } else {
        gs_buf_addf(&about, "%u %s", call->port, call->protocol);
        gs_buf_add_text(&result, call->found_name != NULL ? call->found_name : "");
    }
    bool is_found = call->found_name != NULL;
    gs_round_log(round,
                 &(struct gs_log_line){
                     .by = GS_LOG_LIBC,
                     .outcome = is_found ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_SUCH_NAME,
                     .elapsed_us = call->elapsed_us,
                     .started_us = call->started_us,
                     .call = call->name != NULL ? "getservbyname" : "getservbyport",
                     .about = gs_buf_text(&about),
                     .result = is_found ? gs_buf_text(&result) : "not listed",
                 });
    gs_buf_fini(&about);
    gs_buf_fini(&result);
}

/* A source whose module is missing has no answer. */
static struct gs_log_line rung_line(struct gs_buf *words,
                                    const struct gs_nss_result *result)
{
    if (result->state == GS_RUNG_MISSING) {
        gs_buf_add_text(words, "module not installed");
        return (struct gs_log_line){.outcome = GS_OUTCOME_FAILED};
    }
    if (result->state == GS_RUNG_FAILED) {
        gs_buf_add_text(words, result->answer->error.text);
    } else {
        gs_log_words_system(words, result->answer);
    }
    return (struct gs_log_line){.outcome = result->answer->outcome,
                                .elapsed_us = result->answer->elapsed_us};
}

/* The name that a call found, or why it found none. */
static void add_name(struct gs_buf *words, const char *name, enum gs_outcome outcome,
                     const struct gs_eai *error)
{
    if (name != NULL) {
        gs_buf_add_text(words, name);
    } else {
        gs_log_words_eai(words, outcome, error);
    }
}

static struct gs_log_line call_line(struct gs_buf *words, const struct gs_call *call)
{
    gs_buf_add_text(words, call->result);
    if (call->error[0] != '\0') {
        gs_buf_addf(words, ", %s", call->error);
    }
    return (struct gs_log_line){.outcome = call->outcome, .elapsed_us = call->elapsed_us};
}

static struct gs_log_line flag_line(struct gs_buf *words,
                                    const struct gs_nameinfo_row *row)
{
    if (row->host != NULL) {
        gs_buf_addf(words, "%s %s", row->host, row->service);
    } else {
        gs_buf_addf(words, "%s, %s", gs_outcome_word(row->outcome), row->error);
    }
    return (struct gs_log_line){.outcome = row->outcome, .elapsed_us = row->elapsed_us};
}

static struct gs_log_line whois_line(const struct gs_operation *operation,
                                     struct gs_buf *words,
                                     const struct gs_whois_reply *reply)
{
    if (reply->outcome == GS_OUTCOME_ANSWERED) {
        gs_buf_addf(words, "%zu bytes%s", reply->len_bytes,
                    reply->is_cut ? ", cut there" : "");
    } else {
        gs_buf_add_text(words, gs_outcome_word(reply->outcome));
        if (reply->error != 0) {
            gs_buf_addf(words, ", %s", gs_errno_name(reply->error));
        }
        if (reply->len_bytes > 0) {
            gs_buf_addf(words, " after %zu bytes", reply->len_bytes);
        }
    }
    return (struct gs_log_line){.outcome = reply->outcome,
                                .elapsed_us = gs_engine_now_us() - operation->started_us};
}

static enum gs_outcome smtp_outcome(enum gs_smtp_status status)
{
    switch (status) {
    case GS_SMTP_WAITING:
        return GS_OUTCOME_NOT_ASKED;
    case GS_SMTP_OPEN:
        return GS_OUTCOME_ANSWERED;
    case GS_SMTP_REFUSED:
        return GS_OUTCOME_REFUSED;
    case GS_SMTP_SILENT:
    case GS_SMTP_MUTE:
        return GS_OUTCOME_TIMED_OUT;
    case GS_SMTP_NO_ROUTE:
        return GS_OUTCOME_UNREACHABLE;
    case GS_SMTP_UNWILLING:
    case GS_SMTP_CLOSED:
    case GS_SMTP_GARBAGE:
    case GS_SMTP_FAILED:
        break;
    }
    return GS_OUTCOME_FAILED;
}

static struct gs_log_line smtp_line(struct gs_buf *words,
                                    const struct gs_smtp_session *session)
{
    char remark[GS_SMTP_REMARK_MAX];
    gs_buf_add_text(words, gs_smtp_word(session->status));
    gs_smtp_remark(session, remark);
    gs_buf_addf(words, "%s%s", remark[0] == '\0' ? "" : ", ", remark);
    return (struct gs_log_line){.outcome = smtp_outcome(session->status),
                                .elapsed_us = session->elapsed_us};
}

static enum gs_outcome connect_outcome(enum gs_connect_status status)
{
    static const enum gs_outcome outcomes[GS_CONNECT_STATUS_COUNT] = {
        [GS_CONNECT_IDLE] = GS_OUTCOME_NOT_ASKED,
        [GS_CONNECT_WAITING] = GS_OUTCOME_NOT_ASKED,
        [GS_CONNECT_OPEN] = GS_OUTCOME_ANSWERED,
        [GS_CONNECT_REFUSED] = GS_OUTCOME_REFUSED,
        [GS_CONNECT_NO_ROUTE] = GS_OUTCOME_UNREACHABLE,
        [GS_CONNECT_SILENT] = GS_OUTCOME_TIMED_OUT,
        [GS_CONNECT_FAILED] = GS_OUTCOME_FAILED,
        [GS_CONNECT_STOPPED] = GS_OUTCOME_CANCELLED,
    };

    return outcomes[status];
}

static struct gs_log_line connect_line(struct gs_buf *words,
                                       const struct gs_connection *connection)
{
    gs_buf_add_text(words, gs_connect_word(connection->status));
    if (connection->error != 0) {
        gs_buf_addf(words, ", %s", gs_errno_name(connection->error));
    }
    if (connection->banner[0] != '\0') {
        gs_buf_addf(words, ", %s", connection->banner);
    }
    return (struct gs_log_line){.outcome = connect_outcome(connection->status),
                                .elapsed_us = connection->elapsed_us};
}

/* A call's line: what came, and how long it took. The DNS client may have let a question wait
 * before it was sent, so its line begins `elapsed_us` ago; a lane's result may have waited. */
static struct gs_log_line answered(const struct gs_operation *operation,
                                   const void *answer, struct gs_buf *words)
{
    const struct gs_dns_answer *dns = answer;
    const struct gs_system_answer *system = answer;
    const struct gs_nameinfo *name = answer;
    struct gs_log_line line = {0};
    switch (operation->source) {
    case SOURCE_DNS:
        gs_log_words_dns(words, dns);
        return (struct gs_log_line){.outcome = dns->outcome,
                                    .elapsed_us = dns->elapsed_us};
    case SOURCE_SYSTEM:
    case SOURCE_VARIANT:
        gs_log_words_system(words, system);
        line.outcome = system->outcome;
        line.elapsed_us = system->elapsed_us;
        break;
    case SOURCE_NAMEINFO:
        line.outcome = name->outcome;
        line.elapsed_us = name->elapsed_us;
        add_name(words, name->host, name->outcome, &name->error);
        break;
    case SOURCE_SERVICES: /* a line for each call */
        break;
    case SOURCE_RUNG:
        line = rung_line(words, answer);
        break;
    case SOURCE_HOSTS:
        break; /* has no line */
    case SOURCE_CALL:
        line = call_line(words, &((const struct gs_primitive_answer *)answer)->call);
        break;
    case SOURCE_FLAG:
        line = flag_line(words, answer);
        break;
    case SOURCE_WHOIS:
        line = whois_line(operation, words, answer);
        break;
    case SOURCE_SMTP:
        line = smtp_line(words, answer);
        break;
    case SOURCE_CONNECT:
        line = connect_line(words, answer);
        break;
    }
    line.started_us = operation->started_us;
    return line;
}

void gs_operation_log_end(const struct gs_operation *operation, const void *answer)
{
    if (answer == NULL) {
        add_line(operation, ends_now(operation, GS_OUTCOME_TIMED_OUT,
                                     "no answer within the deadline"));
        return;
    }
    if (operation->source == SOURCE_SERVICES) {
        const struct gs_services *services = answer;
        for (size_t i = 0; i < services->calls.count; i++) {
            log_table_call(operation->round, &services->calls.items[i]);
        }
        return;
    }
    struct gs_buf words = {0};
    struct gs_log_line line = answered(operation, answer, &words);
    line.result = gs_buf_text(&words);
    add_line(operation, line);
    gs_buf_fini(&words);
}

void gs_operation_log_try(const struct gs_operation *operation,
                          const struct gs_dns_try *failed)
{
    struct gs_buf words = {0};
    gs_log_words_try(&words, failed);
    add_line(operation, (struct gs_log_line){.outcome = failed->came_to,
                                             .is_asked_again = true,
                                             .elapsed_us = failed->elapsed_us,
                                             .result = gs_buf_text(&words)});
    gs_buf_fini(&words);
}

void gs_operation_log_stopped(const struct gs_operation *operation)
{
    add_line(operation, ends_now(operation, GS_OUTCOME_CANCELLED, "stopped"));
}

void gs_log_full_name(struct gs_engine *engine, const struct gs_full_name *answer)
{
    if (answer->outcome == GS_OUTCOME_NOT_ASKED) {
        return;
    }
    struct gs_buf words = {0};
    add_name(&words, answer->name, answer->outcome, &answer->error);
    gs_engine_log(engine, &(struct gs_log_line){
                              .by = GS_LOG_LIBC,
                              .outcome = answer->outcome,
                              .elapsed_us = answer->elapsed_us,
                              .call = "getaddrinfo",
                              .about = answer->host_name,
                              .result = gs_buf_text(&words),
                          });
    gs_buf_fini(&words);
}
