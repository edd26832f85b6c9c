/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/smtp_report.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/dns_answer.h"

#include <stdlib.h>

struct gs_smtp_report *gs_smtp_report_new(const char *name)
{
    struct gs_smtp_report *report = gs_mem_new(1, sizeof *report);
    report->name = gs_mem_copy_text(name);
    report->port = GS_SMTP_PORT;
    return report;
}

static struct gs_smtp_reply copy_reply(const struct gs_smtp_reply *reply)
{
    struct gs_smtp_reply copy = {.code = reply->code, .left_out = reply->left_out};
    for (size_t i = 0; i < reply->lines.count; i++) {
        gs_vec_push(&copy.lines, gs_mem_copy_text(reply->lines.items[i]));
    }
    return copy;
}

static void free_reply(struct gs_smtp_reply *reply)
{
    for (size_t i = 0; i < reply->lines.count; i++) {
        free(reply->lines.items[i]);
    }
    gs_vec_fini(&reply->lines);
}

struct gs_smtp_session gs_smtp_session_copy(const struct gs_smtp_session *session)
{
    struct gs_smtp_session copy = *session;
    copy.exchange = gs_mem_copy_text(session->exchange);
    copy.greeting = copy_reply(&session->greeting);
    copy.ehlo = copy_reply(&session->ehlo);
    return copy;
}

void gs_smtp_session_fini(struct gs_smtp_session *session)
{
    free(session->exchange);
    free_reply(&session->greeting);
    free_reply(&session->ehlo);
}

struct gs_smtp_report *gs_smtp_report_copy(const struct gs_smtp_report *report)
{
    struct gs_smtp_report *copy = gs_mem_new(1, sizeof *copy);
    *copy = *report;
    copy->name = gs_mem_copy_text(report->name);
    copy->sessions = (struct gs_smtp_session_list){0};
    for (size_t i = 0; i < report->sessions.count; i++) {
        gs_vec_push(&copy->sessions, gs_smtp_session_copy(&report->sessions.items[i]));
    }
    return copy;
}

void gs_smtp_report_free(struct gs_smtp_report *report)
{
    if (report == NULL) {
        return;
    }
    for (size_t i = 0; i < report->sessions.count; i++) {
        gs_smtp_session_fini(&report->sessions.items[i]);
    }
    gs_vec_fini(&report->sessions);
    free(report->name);
    free(report);
}

static const struct {
    const char *id;
    const char *word;
} statuses[] = {
    [GS_SMTP_WAITING] = {"waiting", "connecting"},
    [GS_SMTP_OPEN] = {"open", "open"},
    [GS_SMTP_UNWILLING] = {"unwilling", "takes no mail now"},
    [GS_SMTP_REFUSED] = {"refused", "refused"},
    [GS_SMTP_NO_ROUTE] = {"no_route", "no route"},
    [GS_SMTP_SILENT] = {"silent", "silent"},
    [GS_SMTP_MUTE] = {"mute", "says nothing"},
    [GS_SMTP_CLOSED] = {"closed", "closed early"},
    [GS_SMTP_GARBAGE] = {"garbage", "no SMTP"},
    [GS_SMTP_FAILED] = {"failed", "failed"},
};

const char *gs_smtp_word(enum gs_smtp_status status)
{
    return statuses[status].word;
}

const char *gs_smtp_id(enum gs_smtp_status status)
{
    return statuses[status].id;
}

const char *gs_smtp_step_id(enum gs_smtp_step step)
{
    static const char *const ids[] = {"connect", "greeting", "ehlo", "quit", "done"};
    return ids[step];
}

size_t gs_smtp_report_count(const struct gs_smtp_report *report,
                            enum gs_smtp_status status)
{
    size_t count = 0;
    for (size_t i = 0; i < report->sessions.count; i++) {
        count += report->sessions.items[i].status == status ? 1 : 0;
    }
    return count;
}
