/* SPDX-License-Identifier: MIT */
/*
 * What the exchanges said at their SMTP port: one item an address, its greeting below.
 *
 *     10 mx1.example.org
 *       192.0.2.25                         ✓ open   STARTTLS    12 ms
 *         mx1.example.org ESMTP
 */
#include "mail_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/smtp_words.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ADDRESS_X = 2,
    TEXT_X = 4,
    VALUE_X = 14,   /* of the details */
    STATE_X = 22,   /* behind an address of usual length */
    STATE_MAX = 48, /* bytes of a state with NUL */
};

void gs_describe_smtp(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SMTP);
    const struct gs_smtp_report *report = view.facts->smtp;
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (report != NULL && report->sessions.count > 0) {
        size_t open = gs_smtp_report_count(report, GS_SMTP_OPEN);
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %zu open, port %u", open,
                     report->sessions.count, report->port);
        gs_pane_age(pane, &view);
    }
    gs_pane_time(pane, &view, report == NULL ? 0 : report->elapsed_us);
}

struct look {
    const char *sign;
    enum gs_role role;
};

static struct look look_of(const struct gs_smtp_session *session)
{
    switch (session->status) {
    case GS_SMTP_WAITING:
        return (struct look){"", GS_ROLE_WAIT};
    case GS_SMTP_OPEN:
        return session->has_starttls ? (struct look){"✓", GS_ROLE_OK}
                                     : (struct look){"▲", GS_ROLE_WARN};
    case GS_SMTP_UNWILLING:
    case GS_SMTP_REFUSED:
    case GS_SMTP_NO_ROUTE:
    case GS_SMTP_SILENT:
    case GS_SMTP_MUTE:
    case GS_SMTP_CLOSED:
    case GS_SMTP_GARBAGE:
    case GS_SMTP_FAILED:
        break;
    }
    return (struct look){"✗", GS_ROLE_ERR};
}

/* "open   STARTTLS", "refused", "failed   EPERM": what came of a session, in words. */
static void format_state(const struct gs_smtp_session *session, bool is_waiting,
                         char out[STATE_MAX])
{
    const char *word = session->status == GS_SMTP_WAITING && !is_waiting
                           ? "stopped"
                           : gs_smtp_word(session->status);
    bool has_more = session->status == GS_SMTP_OPEN ||
                    session->status == GS_SMTP_UNWILLING ||
                    session->status == GS_SMTP_FAILED; /* else the word says it all */
    char more[GS_SMTP_REMARK_MAX] = "";
    if (has_more) {
        gs_smtp_remark(session, more);
    }
    (void)snprintf(out, STATE_MAX, "%s%s%s", word, more[0] == '\0' ? "" : "   ", more);
}

static void put_state(struct gs_rows *rows, const struct gs_part_view *view,
                      const struct gs_smtp_session *session, int x)
{
    char text[STATE_MAX];
    struct look look = look_of(session);
    format_state(session, view->is_waiting, text);
    if (session->status == GS_SMTP_WAITING && view->is_waiting) {
        x = gs_rows_put(rows, x, GS_ROLE_WAIT, gs_spinner(view->waited_us)) + 1;
    }
    (void)gs_rows_put(rows, x,
                      gs_tone(view, session->status == GS_SMTP_OPEN ||
                                            session->status == GS_SMTP_WAITING
                                        ? GS_ROLE_TEXT
                                        : look.role),
                      text);
    if (session->status != GS_SMTP_WAITING) {
        int64_t shown_us =
            session->status == GS_SMTP_OPEN ? session->connect_us : session->elapsed_us;
        gs_rows_put_time(rows, (int)rows->width_cells, gs_tone(view, GS_ROLE_DIM),
                         shown_us);
    }
}

static void build_session(const struct gs_part_view *view,
                          const struct gs_smtp_session *session, size_t item,
                          struct gs_rows *rows)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&session->endpoint.address, address);
    int behind = ADDRESS_X + (int)gs_text_cells(address) + 2;
    int state_x = behind > STATE_X ? behind : STATE_X;
    bool is_split = state_x + 24 > (int)rows->width_cells;
    if (gs_rows_next(rows, item)) {
        struct look look = look_of(session);
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, look.role), look.sign);
        (void)gs_rows_put(rows, ADDRESS_X, gs_tone(view, GS_ROLE_TEXT), address);
        if (!is_split) {
            put_state(rows, view, session, state_x);
        }
    }
    if (is_split && gs_rows_next(rows, item)) {
        put_state(rows, view, session, TEXT_X);
    }
    if (session->greeting.lines.count > 0 && gs_rows_next(rows, item)) {
        (void)gs_rows_putf(rows, TEXT_X, gs_tone(view, GS_ROLE_DIM), "%d %s",
                           session->greeting.code, session->greeting.lines.items[0]);
    }
}

static void put_exchange(struct gs_rows *rows, const struct gs_part_view *view,
                         const struct gs_smtp_session *session)
{
    int x = gs_rows_putf(rows, 0, gs_tone(view, GS_ROLE_DIM), "%u ", session->preference);
    (void)gs_rows_put_host(rows, x, gs_tone(view, GS_ROLE_TEXT), session->exchange,
                           rows->width_cells > (size_t)x ? rows->width_cells - (size_t)x
                                                         : 1);
}

static void build_families(const struct gs_smtp_report *report, struct gs_rows *rows)
{
    static const int families[] = {AF_INET, AF_INET6};
    struct gs_buf text = {0};
    for (size_t i = 0; i < 2; i++) {
        char took[GS_DURATION_TEXT_MAX];
        int64_t best = gs_smtp_fastest_us(report, families[i]);
        gs_duration_format(best, took);
        gs_buf_addf(&text, "%s %s%s", i == 0 ? "Fastest connection: IPv4" : ", IPv6",
                    best > 0 ? took : "none", i == 0 ? "" : ".");
    }
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_build_smtp(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SMTP);
    const struct gs_smtp_report *report = view.facts->smtp;
    if (report == NULL || (report->sessions.count == 0 && !report->is_complete)) {
        gs_rows_sentence(
            rows, GS_ROLE_DIM,
            view.is_waiting   ? "Waiting for the plan: then each address is connected to."
            : view.is_stopped ? "Stopped before an exchange was connected to."
                              : "Not asked: c connects to the exchanges, reads their "
                                "greeting and leaves. No mail is sent.");
        return;
    }
    if (report->sessions.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No exchange has an address to connect to.");
        return;
    }
    for (size_t i = 0; i < report->sessions.count; i++) {
        const struct gs_smtp_session *session = &report->sessions.items[i];
        bool is_new = i == 0 || strcmp(report->sessions.items[i - 1].exchange,
                                       session->exchange) != 0;
        if (is_new && gs_rows_next(rows, GS_NO_ITEM)) {
            put_exchange(rows, &view, session);
        }
        build_session(&view, session, i, rows);
    }
    if (report->left_out > 0) {
        char text[64];
        (void)snprintf(text, sizeof text, "%u more addresses are not connected to.",
                       report->left_out);
        gs_rows_sentence(rows, GS_ROLE_WARN, text);
    }
    if (report->is_complete) {
        build_families(report, rows);
    }
}

/* -- all about one session ----------------------------------------------------------- */

static const struct gs_smtp_session *session_at(const struct gs_pane_context *context,
                                                size_t item)
{
    const struct gs_smtp_report *report =
        gs_part_view_of(context, GS_PART_SMTP).facts->smtp;
    return report != NULL && item < report->sessions.count ? &report->sessions.items[item]
                                                           : NULL;
}

const char *gs_target_smtp(const struct gs_pane_context *context, size_t item)
{
    const struct gs_smtp_session *session = session_at(context, item);
    return session == NULL ? NULL : session->exchange;
}

static void put_reply(struct gs_rows *rows, const char *label,
                      const struct gs_smtp_reply *reply, int64_t took_us)
{
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(took_us, took);
    if (reply->code == 0) {
        gs_rows_field(rows, VALUE_X, label, "nothing came", "");
        return;
    }
    for (size_t i = 0; i < reply->lines.count; i++) {
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%d %s", reply->code, reply->lines.items[i]);
        gs_rows_field(rows, VALUE_X, i == 0 ? label : "", gs_buf_text(&text),
                      i == 0 ? took : "");
        gs_buf_fini(&text);
    }
}

void gs_details_smtp(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    const struct gs_smtp_session *session = session_at(context, item);
    struct gs_rows *rows = &popup->rows;
    char text[GS_ENDPOINT_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    char state[STATE_MAX];
    if (session == NULL) {
        return;
    }
    gs_endpoint_format(&session->endpoint, 0, text);
    gs_buf_add_text(&popup->title, text);
    gs_rows_field_host(rows, VALUE_X, "exchange", session->exchange, "");
    format_state(session, true, state);
    gs_rows_field(rows, VALUE_X, "came out", state,
                  session->error != 0 ? gs_errno_name(session->error) : "");
    if (session->local.family != 0) {
        gs_address_format(&session->local, text);
        gs_duration_format(session->connect_us, took);
        gs_rows_field(rows, VALUE_X, "connected", "from", text);
        gs_rows_field(rows, VALUE_X, "", "in", took);
        gs_rows_blank(rows);
        put_reply(rows, "greeting", &session->greeting, session->greeting_us);
        put_reply(rows, "EHLO", &session->ehlo, session->ehlo_us);
    }
    if (session->has_size && session->size_limit > 0) {
        (void)snprintf(text, sizeof text, "%llu bytes",
                       (unsigned long long)session->size_limit);
        gs_rows_field(rows, VALUE_X, "largest mail", text, "SIZE, RFC 1870");
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_TEXT, gs_smtp_advice(session));
}
