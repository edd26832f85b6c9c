/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/connect_words.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/duration.h"

#include <errno.h>
#include <string.h>

#include <sys/socket.h>

enum {
    FIRST_TIMER_US = 1000 * 1000, /* RFC 6298 2.1: a SYN is sent again after a second */
};

bool gs_connect_is_slow(const struct gs_connection *connection)
{
    return connection->status == GS_CONNECT_OPEN && connection->syns_again > 0;
}

const char *gs_connect_meaning(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return "nothing listens on this port";
    case ETIMEDOUT:
        return "nothing came back in time";
    case ENETUNREACH:
        return "no route to this network";
    case EHOSTUNREACH:
        return "a router or the link says: not reached";
    case ENETDOWN:
        return "the interface is down";
    case EHOSTDOWN:
        return "the host does not answer on its link";
    case EADDRNOTAVAIL:
        return "no address or port to connect from";
    case EAFNOSUPPORT:
        return "no sockets of this family here";
    case EACCES:
    case EPERM:
        return "a filter here or on the way forbids it";
    case EINVAL:
        return "a link-local address needs its interface";
    case ECONNRESET:
        return "reset while it opened";
    case EMFILE:
        return "this program has no descriptor left";
    case ENFILE:
        return "this machine has no descriptor left";
    case EAGAIN:
        return "no free port to connect from";
    case ENOBUFS:
    case ENOMEM:
        return "the kernel has no memory for it";
    default:
        return "";
    }
}

bool gs_connect_is_unrouted(const struct gs_connection *connection)
{
    return connection->status == GS_CONNECT_NO_ROUTE &&
           (connection->error == ENETUNREACH || connection->error == ENETDOWN);
}

static const char *advice_unreached(int error)
{
    switch (error) {
    case ENETUNREACH:
    case ENETDOWN:
        return "There is no route from this machine to the address: nothing was sent. A "
               "program hears that at once and tries its next address.";
    case EACCES:
    case EPERM:
        return "A filter here or on the way forbids it, and says so. A program tries its "
               "next address.";
    case EHOSTUNREACH:
    case EHOSTDOWN:
        return "A router or the host's link says that it is not reached. A program hears "
               "that when this word has come, and tries its next address.";
    default:
        return "The connect cannot begin from here. A program hears that at once and "
               "tries its next address.";
    }
}

const char *gs_connect_advice(const struct gs_connection *connection)
{
    switch (connection->status) {
    case GS_CONNECT_OPEN:
        return "A program that connects here goes on.";
    case GS_CONNECT_REFUSED:
        return "The host says at once that nothing listens there. A program loses no "
               "time and tries its next address.";
    case GS_CONNECT_NO_ROUTE:
        return advice_unreached(connection->error);
    case GS_CONNECT_SILENT:
        return "Nothing came back: the host is not there, or a filter drops the packets. "
               "A program without a deadline of its own waits until the kernel gives up, "
               "about two minutes, before it tries its next address.";
    case GS_CONNECT_FAILED:
        return "The call itself failed. A program tries its next address.";
    case GS_CONNECT_STOPPED:
        return "Stopped before anything came back. c connects again.";
    case GS_CONNECT_IDLE:
    case GS_CONNECT_WAITING:
        break;
    }
    return "";
}

bool gs_connect_is_next_address(const struct gs_connect_report *report, size_t at)
{
    return at == 0 || !gs_address_is_equal(
                          &report->attempts.items[at].connection.endpoint.address,
                          &report->attempts.items[at - 1].connection.endpoint.address);
}

size_t gs_connect_address_count(const struct gs_connect_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->attempts.count; i++) {
        count += gs_connect_is_next_address(report, i) ? 1 : 0;
    }
    return count;
}

void gs_connect_service_count(const struct gs_connect_report *report, size_t service,
                              size_t *open, size_t *all)
{
    *open = *all = 0;
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connect_attempt *attempt = &report->attempts.items[i];
        *all += attempt->service == service ? 1 : 0;
        *open +=
            attempt->service == service && attempt->connection.status == GS_CONNECT_OPEN
                ? 1
                : 0;
    }
}

void gs_connect_count_words(const struct gs_connect_report *report, struct gs_buf *out)
{
    bool is_one = report->service_count == 1;
    const char *before = "";
    for (size_t i = 0; i < report->service_count; i++) {
        size_t open = 0;
        size_t all = 0;
        gs_connect_service_count(report, i, &open, &all);
        if (all > 0 || is_one) {
            gs_buf_addf(out, "%s%s%s%zu of %zu", before,
                        is_one ? "" : report->services[i].name, is_one ? "" : " ", open,
                        all);
            before = ", ";
        }
    }
    gs_buf_add_text(out, " listen");
}

/* -- sentences ------------------------------------------------------------------------ */

static void tell_name(const struct gs_connect_report *report, struct gs_buf *out)
{
    if (report->name_outcome != GS_OUTCOME_ANSWERED) {
        gs_buf_addf(out,
                    "The name service is the step that failed: %s. There is nobody to "
                    "connect to, so the network was not tried.\n",
                    gs_outcome_word(report->name_outcome));
    } else {
        gs_buf_add_text(out, "There is no address to connect to.\n");
    }
}

static size_t tell_unknown(const struct gs_connect_report *report, struct gs_buf *out)
{
    size_t unknown = 0;
    for (size_t i = 0; i < report->service_count; i++) {
        if (report->services[i].port != 0) {
            continue;
        }
        unknown++;
        if (gs_ascii_is_number(report->services[i].name)) {
            gs_buf_addf(out,
                        "%s is no port to connect to: they are 1 to 65535. Nobody is "
                        "connected to.\n",
                        report->services[i].name);
        } else {
            gs_buf_addf(out,
                        "The services table knows no TCP port of \"%s\": a program hears "
                        "EAI_SERVICE, and connects to nobody.\n",
                        report->services[i].name);
        }
    }
    return unknown;
}

/* Takes: the number of the address, from 1. */
static void tell_lost(const struct gs_connection *connection, size_t number,
                      struct gs_buf *out)
{
    char took[GS_DURATION_TEXT_MAX];
    if (connection->syns_again == 1 && connection->elapsed_us > FIRST_TIMER_US) {
        gs_duration_format(connection->elapsed_us - FIRST_TIMER_US, took);
        gs_buf_addf(
            out,
            "The first SYN to address %zu was lost; the second, a second later, was "
            "answered in %s. A race hides that loss, a serial client makes its "
            "user wait for it.\n",
            number, took);
    } else {
        gs_duration_format(connection->elapsed_us, took);
        gs_buf_addf(
            out,
            "%u SYNs to address %zu were lost: it was open after %s. A race hides such a "
            "loss, a serial client makes its user wait for it.\n",
            (unsigned)connection->syns_again, number, took);
    }
}

static void tell_losses(const struct gs_connect_report *report, struct gs_buf *out)
{
    size_t number = 0;
    for (size_t i = 0; i < report->attempts.count; i++) {
        number += gs_connect_is_next_address(report, i) ? 1 : 0;
        if (gs_connect_is_slow(&report->attempts.items[i].connection)) {
            tell_lost(&report->attempts.items[i].connection, number, out);
            return; /* one is enough to understand it */
        }
    }
}

/* What came of the attempts of a family. */
struct side {
    size_t all;
    size_t open;
    size_t silent;
    int64_t lost_us; /* what a client that tries each of them in turn loses */
};

static struct side side_of(const struct gs_connect_report *report, int family)
{
    struct side side = {0};
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connection *connection = &report->attempts.items[i].connection;
        if (connection->endpoint.address.family == family) {
            side.all++;
            side.open += connection->status == GS_CONNECT_OPEN ? 1 : 0;
            side.silent += connection->status == GS_CONNECT_SILENT ? 1 : 0;
            side.lost_us +=
                report->attempts.items[i].service == 0 ? connection->elapsed_us : 0;
        }
    }
    return side;
}

static void tell_families(const struct gs_connect_report *report, struct gs_buf *out)
{
    struct side v4 = side_of(report, AF_INET);
    struct side v6 = side_of(report, AF_INET6);
    const struct side *dead = v4.open == 0 ? &v4 : &v6;
    if (v4.all == 0 || v6.all == 0 || (v4.open == 0) == (v6.open == 0)) {
        return;
    }
    const char *dead_word = dead == &v4 ? "IPv4" : "IPv6";
    gs_buf_addf(out, "%s opens nowhere, %s does: a client that tries %s first ",
                dead_word, dead == &v4 ? "IPv6" : "IPv4", dead_word);
    if (dead->silent > 0) {
        gs_buf_add_text(out, "waits until the kernel gives up.\n");
    } else {
        char lost[GS_DURATION_TEXT_MAX];
        gs_duration_format(dead->lost_us, lost);
        gs_buf_addf(out, "hears so after %s.\n", lost);
    }
}

/* Whether each was waited for to its end: what was stopped proves nothing. */
static bool is_over(const struct gs_connect_report *report)
{
    for (size_t i = 0; i < report->attempts.count; i++) {
        enum gs_connect_status status = report->attempts.items[i].connection.status;
        if (!gs_connect_is_over(status) || status == GS_CONNECT_STOPPED) {
            return false;
        }
    }
    return true;
}

static bool is_any(const struct gs_address *address)
{
    static const unsigned char zeros[sizeof address->bytes];
    return memcmp(address->bytes, zeros, sizeof zeros) == 0;
}

/* connect() takes the address that bind() knows as "any" for this machine. */
static void tell_any(const struct gs_connect_report *report, struct gs_buf *out)
{
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connection *connection = &report->attempts.items[i].connection;
        if (is_any(&connection->endpoint.address)) {
            gs_buf_add_text(out,
                            "0.0.0.0 and :: are for servers to bind to; who connects "
                            "to them reaches this machine itself.\n");
            return;
        }
    }
}

/* Whether a name was resolved: of an address or of no host there is nothing to be said. */
static bool has_name(const struct gs_connect_report *report)
{
    struct gs_address literal;
    return report->host != NULL && report->host[0] != '\0' &&
           gs_address_parse(report->host, &literal) != GS_OK;
}

static void tell_silence(const struct gs_connect_report *report, struct gs_buf *out)
{
    bool is_name = has_name(report);
    if (gs_connect_report_count(report, GS_CONNECT_OPEN) > 0) {
        return;
    }
    if (gs_connect_report_count(report, GS_CONNECT_REFUSED) == report->attempts.count) {
        gs_buf_addf(out,
                    "%s host is there, but nothing listens: the service is not "
                    "running.\n",
                    is_name ? "The name is fine and the" : "The");
    } else {
        gs_buf_addf(out, "%s failed is the network, or the service.\n",
                    is_name ? "The name is fine; what" : "What");
    }
}

void gs_connect_sentences(const struct gs_connect_report *report, struct gs_buf *out)
{
    size_t unknown = tell_unknown(report, out);
    if (report->attempts.count == 0) {
        if (report->is_complete && unknown < report->service_count) {
            tell_name(report, out);
        }
        return;
    }
    tell_any(report, out);
    tell_losses(report, out);
    if (is_over(report)) {
        tell_silence(report, out);
        tell_families(report, out);
    }
    if (report->left_out > 0) {
        gs_buf_addf(out, "%u more are not connected to: %u at most.\n",
                    (unsigned)report->left_out, (unsigned)GS_CONNECT_ATTEMPTS_MAX);
    }
}
