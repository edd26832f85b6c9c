/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/smtp_words.h"

#include "gaiscope/base/errno_name.h"

#include <stdio.h>

void gs_smtp_remark(const struct gs_smtp_session *session, char out[GS_SMTP_REMARK_MAX])
{
    if (session->status == GS_SMTP_UNWILLING) {
        (void)snprintf(out, GS_SMTP_REMARK_MAX, "code %d",
                       session->ehlo.code != 0 ? session->ehlo.code
                                               : session->greeting.code);
        return;
    }
    (void)snprintf(out, GS_SMTP_REMARK_MAX, "%s",
                   session->status == GS_SMTP_OPEN
                       ? (session->has_starttls ? "STARTTLS" : "no STARTTLS")
                   : session->error != 0 ? gs_errno_name(session->error)
                                         : "");
}

const char *gs_smtp_advice(const struct gs_smtp_session *session)
{
    switch (session->status) {
    case GS_SMTP_WAITING:
        return "";
    case GS_SMTP_OPEN:
        return session->has_starttls
                   ? "The exchange takes mail and offers TLS. Whether its certificate is "
                     "right was not looked at."
                   : "The exchange takes mail, but without STARTTLS everybody on the way "
                     "can read it.";
    case GS_SMTP_UNWILLING:
        return "The server is there and takes no mail now. A sender tries the next "
               "address, or later.";
    case GS_SMTP_REFUSED:
        return "Nobody listens at this port. A sender tries the next address.";
    case GS_SMTP_NO_ROUTE:
        return "This machine has no way to that address. Another sender may have one.";
    case GS_SMTP_SILENT:
        return "Nothing came back. Many networks let nobody connect to port 25: ask from "
               "elsewhere, too.";
    case GS_SMTP_MUTE:
        return "Connected, then nothing came in time. Some servers keep senders waiting "
               "on purpose.";
    case GS_SMTP_CLOSED:
        return "Connected, then the server hung up before all was said.";
    case GS_SMTP_GARBAGE:
        return "What came is no SMTP, or never ended.";
    case GS_SMTP_FAILED:
        break;
    }
    return "The system refused to connect.";
}

int64_t gs_smtp_fastest_us(const struct gs_smtp_report *report, int family)
{
    int64_t best = 0;
    for (size_t i = 0; i < report->sessions.count; i++) {
        const struct gs_smtp_session *session = &report->sessions.items[i];
        bool counts = session->endpoint.address.family == family &&
                      session->status == GS_SMTP_OPEN && session->connect_us > 0;
        best = counts && (best == 0 || session->connect_us < best) ? session->connect_us
                                                                   : best;
    }
    return best;
}
