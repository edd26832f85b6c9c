/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/bind_words.h"

#include <errno.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

#define ANY_STEP GS_BIND_WAITING

enum {
    PRIVILEGED_PORTS = 1024,
};

/** What an errno means after a call. */
struct meaning {
    int error;
    enum gs_bind_step step; /* ANY_STEP: any */
    enum gs_outcome came;
    const char *outcome;
    const char *id;
    const char *meaning;
};

/* The first that fits counts. */
static const struct meaning meanings[] = {
    {EADDRINUSE, ANY_STEP, GS_OUTCOME_REFUSED, "in use", "in_use",
     "another socket has this port"},
    {EADDRNOTAVAIL, ANY_STEP, GS_OUTCOME_REFUSED, "address not here", "address_not_here",
     "no interface of this machine has it"},
    {EACCES, GS_BIND_BIND, GS_OUTCOME_REFUSED, "needs privilege", "needs_privilege",
     "this user may not take this address"},
    {EPERM, GS_BIND_SOCKET, GS_OUTCOME_REFUSED, "needs privilege", "needs_privilege",
     "raw sockets belong to root"},
    {EPERM, ANY_STEP, GS_OUTCOME_REFUSED, "not allowed", "not_allowed",
     "this system's rules forbid it"},
    {EACCES, ANY_STEP, GS_OUTCOME_REFUSED, "not allowed", "not_allowed",
     "this system's rules forbid it"},
    {EAFNOSUPPORT, GS_BIND_SOCKET, GS_OUTCOME_FAILED, "no such family", "no_such_family",
     "this system does not have the address family"},
    {EPROTONOSUPPORT, ANY_STEP, GS_OUTCOME_FAILED, "no such socket", "no_such_socket",
     "this type does not have this protocol here"},
    {EPROTOTYPE, ANY_STEP, GS_OUTCOME_FAILED, "no such socket", "no_such_socket",
     "the protocol is of another socket type"},
    {ESOCKTNOSUPPORT, ANY_STEP, GS_OUTCOME_FAILED, "no such socket", "no_such_socket",
     "this system does not have the socket type"},
    {ENOPROTOOPT, GS_BIND_V6ONLY, GS_OUTCOME_FAILED, "no such option", "no_such_option",
     "this socket has no V6ONLY"},
    {EOPNOTSUPP, GS_BIND_LISTEN, GS_OUTCOME_FAILED, "cannot listen", "cannot_listen",
     "this type of socket takes no connections"},
    {EMFILE, ANY_STEP, GS_OUTCOME_FAILED, "no more sockets", "no_more_sockets",
     "this program has as many files open as it may"},
    {ENFILE, ANY_STEP, GS_OUTCOME_FAILED, "no more sockets", "no_more_sockets",
     "this system has as many files open as it can"},
    {ENOBUFS, ANY_STEP, GS_OUTCOME_FAILED, "no more sockets", "no_more_sockets",
     "this system has no memory left for sockets"},
    {ENOMEM, ANY_STEP, GS_OUTCOME_FAILED, "no more sockets", "no_more_sockets",
     "this system has no memory left for sockets"},
    {ENOSPC, GS_BIND_WATCH, GS_OUTCOME_FAILED, "no more sockets", "no_more_sockets",
     "this user may watch no more of them"},
};

static const char *const calls[] = {
    [GS_BIND_WAITING] = "",
    [GS_BIND_SOCKET] = "socket()",
    [GS_BIND_V6ONLY] = "setsockopt(IPV6_V6ONLY)",
    [GS_BIND_BIND] = "bind()",
    [GS_BIND_LISTEN] = "listen()",
    [GS_BIND_WATCH] = "poll()",
    [GS_BIND_DONE] = "",
};

static bool is_same_port(const struct gs_bind_row *a, const struct gs_bind_row *b)
{
    return a->endpoint.port == b->endpoint.port && a->socktype == b->socktype &&
           a->protocol == b->protocol;
}

static bool is_any(const struct gs_address *address)
{
    static const uint8_t zero[sizeof address->bytes];
    return memcmp(address->bytes, zero, sizeof zero) == 0;
}

/* The row of the same port that was opened and stands in the way or beside; NULL: none. */
static const struct gs_bind_row *find_neighbour(const struct gs_bind_report *report,
                                                const struct gs_bind_row *row, int family)
{
    for (size_t i = 0; i < report->rows.count; i++) {
        const struct gs_bind_row *other = &report->rows.items[i];
        if (other != row && other->step == GS_BIND_DONE && other->family == family &&
            is_same_port(other, row)) {
            return other;
        }
    }
    return NULL;
}

/* Who has the port, when this report's own sockets do. */
static const char *in_use_by_own(const struct gs_bind_report *report,
                                 const struct gs_bind_row *row)
{
    const struct gs_bind_row *v4 = find_neighbour(report, row, AF_INET);
    const struct gs_bind_row *v6 = find_neighbour(report, row, AF_INET6);
    if (row->family == AF_INET6 && row->v6only == GS_V6ONLY_OFF && v4 != NULL &&
        is_any(&row->endpoint.address)) {
        return "with it off, :: wants the IPv4 port too";
    }
    const struct gs_bind_row *same = row->family == AF_INET6 ? v6 : v4;
    if (same != NULL && gs_endpoint_is_equal(&same->endpoint, &row->endpoint)) {
        return "a row above has this address and port";
    }
    if (row->family == AF_INET && v6 != NULL && v6->v6only == GS_V6ONLY_OFF) {
        return ":: above has the IPv4 port too, with V6ONLY off";
    }
    return NULL;
}

static const char *meaning_of_good(const struct gs_bind_report *report,
                                   const struct gs_bind_row *row)
{
    bool is_any_v6 = row->family == AF_INET6 && is_any(&row->endpoint.address);
    if (row->socktype == SOCK_RAW) {
        return "what a raw socket hears is not read";
    }
    if (is_any_v6 && row->v6only == GS_V6ONLY_ON &&
        find_neighbour(report, row, AF_INET) != NULL) {
        return "beside IPv4 on the same port";
    }
    if (is_any_v6 && row->v6only == GS_V6ONLY_ON) {
        return "IPv6 clients alone";
    }
    if (is_any_v6 && row->v6only == GS_V6ONLY_OFF) {
        return "IPv4 clients too, as ::ffff:a.b.c.d";
    }
    return "";
}

static struct gs_bind_words words_of_good(const struct gs_bind_report *report,
                                          const struct gs_bind_row *row)
{
    bool is_server = row->socktype == SOCK_STREAM || row->socktype == SOCK_SEQPACKET;
    const char *was = is_server ? "listened" : "was bound";
    const char *is = is_server ? "listening" : "bound";
    return (struct gs_bind_words){
        .came = GS_OUTCOME_ANSWERED,
        .outcome = row->is_open ? is : was,
        .id = is,
        .call = "",
        .meaning = meaning_of_good(report, row),
        .is_good = true,
    };
}

static bool is_link_local(const struct gs_address *address)
{
    return address->family == AF_INET6 && address->bytes[0] == 0xfe &&
           (address->bytes[1] & 0xc0) == 0x80;
}

/* What the errno's own sentence does not know. */
static const char *meaning_of_failed(const struct gs_bind_report *report,
                                     const struct gs_bind_row *row, const char *usual)
{
    const char *own = row->error == EADDRINUSE ? in_use_by_own(report, row) : NULL;
    if (own != NULL) {
        return own;
    }
    if (row->error == EACCES && row->step == GS_BIND_BIND &&
        row->endpoint.port < PRIVILEGED_PORTS) {
        return "ports below 1024 belong to root";
    }
    if (row->error == EINVAL && is_link_local(&row->endpoint.address) &&
        row->endpoint.address.scope_id == 0) {
        return "a link-local address needs its interface: fe80::1%eth0";
    }
    return usual;
}

struct gs_bind_words gs_bind_words_of(const struct gs_bind_report *report, size_t at)
{
    const struct gs_bind_row *row = &report->rows.items[at];
    struct gs_bind_words words = {
        .came = GS_OUTCOME_FAILED, .outcome = "failed", .id = "failed", .meaning = ""};
    if (row->step == GS_BIND_DONE) {
        return words_of_good(report, row);
    }
    words.call = calls[row->step];
    if (row->step == GS_BIND_WAITING) {
        words.came = GS_OUTCOME_NOT_ASKED;
        words.outcome = "not tried";
        words.id = "not_tried";
        return words;
    }
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        const struct meaning *known = &meanings[i];
        if (known->error == row->error &&
            (known->step == ANY_STEP || known->step == row->step)) {
            words.came = known->came;
            words.outcome = known->outcome;
            words.id = known->id;
            words.meaning = known->meaning;
            break;
        }
    }
    words.meaning = meaning_of_failed(report, row, words.meaning);
    return words;
}

const char *gs_bind_transport(int socktype, int protocol)
{
    switch (protocol) {
    case IPPROTO_TCP:
        return "tcp";
    case IPPROTO_UDP:
        return "udp";
    case IPPROTO_SCTP:
        return "sctp";
    default:
        break;
    }
    return socktype == SOCK_STREAM ? "tcp" : socktype == SOCK_DGRAM ? "udp" : "raw";
}

const char *gs_v6only_word(enum gs_v6only v6only)
{
    return v6only == GS_V6ONLY_ON ? "on" : v6only == GS_V6ONLY_OFF ? "off" : "–";
}

size_t gs_bind_count_good(const struct gs_bind_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->rows.count; i++) {
        count += report->rows.items[i].step == GS_BIND_DONE ? 1 : 0;
    }
    return count;
}
