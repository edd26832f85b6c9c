/* SPDX-License-Identifier: MIT */
/*
 * What is set, and why (c-ares 1.18.1 to 1.34):
 * - All of lookups, domains, ndots, sortlist, servers, timeout and tries are given: then
 *   1.18.1 reads neither resolv.conf nor the other files, whose parser reads before its
 *   buffer at a NUL (CVE-2024-25629). Newer ones read them without that fault; they get
 *   /dev/null instead. NOALIASES keeps HOSTALIASES unread.
 * - NOCHECKRESP: SERVFAIL and REFUSED are answers. IGNTC: TCP is the client's decision.
 * - EDNS with the size of the query's OPT record, by UDP only: else 1.18.1 cuts answers at 512
 *   bytes. A FORMERR without OPT then makes all versions ask again without it, inside one try.
 * - The packet is ours, with an id from the system's random source (1.18.1 has RC4).
 * - Socket functions: c-ares refuses or ignores link-local servers, so it is shown ::1 for each
 *   IPv6 server, and the real address and scope are put in on the way out. They keep the
 *   error that c-ares forgets, and an empty datagram does not end a UDP socket. UDP sockets are
 *   connected, so the kernel drops what other addresses and ports send; c-ares drops what
 *   has another id or question.
 * - c-ares 1.34 parses each message first and gives up on one with a broken record, and on a
 *   datagram that is none. So datagrams without our id and question are dropped before it
 *   sees them, and one that has both is kept: it is the answer, whatever c-ares says. A
 *   header alone that refuses is given our question.
 * - c-ares 1.34 sends host names alone, but a PTR record may hold any bytes. So by UDP it is
 *   shown the name with an x for each strange byte; the real one is put in on the way out, and
 *   taken out of the answer on the way in.
 * What cannot be had with 1.34: these two by TCP.
 */
#include "ares_channel.h"

#include "asked.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <ares.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    NEVER_MS = 24 * 3600 * 1000, /* the exchange's timer acts long before */
    QUERY_MAX = 512, /* header, question, OPT record and whatever newer ones add to it */
};

struct gs_ares_channel {
    ares_channel ares;              /* NULL: not opened */
    struct gs_ares_watcher watcher; /* who watches the socket */
    struct gs_endpoint server;      /* whom */
    bool is_tcp;                    /* how */
    struct sockaddr_storage shown;  /* the server's address as c-ares knows it */
    socklen_t shown_len;            /* bytes of shown */
    struct gs_asked asked;          /* the question, as sent and as c-ares knows it; newer
                                       ones take an id of their own */
    char *wire;                     /* the answer; NULL: none */
    size_t len;                     /* its bytes */
    int status;                     /* ARES_*; meaningful when has_ended */
    int last_errno;                 /* the last real error of the socket; 0: none */
    bool has_ended;                 /* c-ares gave its result */
    bool is_closing;                /* what comes now is of no interest */
};

static void keep_errno(struct gs_ares_channel *channel)
{
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINPROGRESS &&
        errno != EINTR) {
        channel->last_errno = errno;
    }
}

static ares_socket_t open_socket(int family, int type, int protocol, void *context)
{
    struct gs_ares_channel *channel = context;
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (fd < 0) {
        keep_errno(channel);
    } else if (type == SOCK_STREAM) {
        int on = 1;
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* only speed */
    }
    return fd;
}

static int close_socket(ares_socket_t fd, void *context)
{
    (void)context;
    return close(fd);
}

static int connect_socket(ares_socket_t fd, const struct sockaddr *address,
                          ares_socklen_t len, void *context)
{
    struct gs_ares_channel *channel = context;
    struct sockaddr_storage real = {0};
    if (len > sizeof real) {
        errno = EINVAL;
        return -1;
    }
    memcpy(&real, address, len);
    channel->shown = real;
    channel->shown_len = len;
    if (real.ss_family == AF_INET6) {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&real;
        memcpy(&v6->sin6_addr, channel->server.address.bytes, sizeof v6->sin6_addr);
        v6->sin6_scope_id = channel->server.address.scope_id;
    }
    int result = connect(fd, (const struct sockaddr *)&real, len);
    if (result < 0) {
        keep_errno(channel);
    }
    return result;
}

static void keep_wire(struct gs_ares_channel *channel, const void *bytes, size_t len)
{
    free(channel->wire);
    channel->wire = gs_mem_copy_span(bytes, len);
    channel->len = len;
}

/* NOLINTNEXTLINE(readability-function-size): the shape is the library's */
static ares_ssize_t receive(ares_socket_t fd, void *data, size_t len, int flags,
                            struct sockaddr *from, ares_socklen_t *from_len,
                            void *context)
{
    struct gs_ares_channel *channel = context;
    ssize_t got = recv(fd, data, len, flags);
    if (got < 0) {
        keep_errno(channel);
    } else if (got == 0 && channel->is_tcp) {
        channel->last_errno = ECONNRESET;
    } else if (!channel->is_tcp) {
        got = (ssize_t)gs_asked_complete(&channel->asked, data, (size_t)got, len);
        if (!gs_asked_is_answer(&channel->asked, data, (size_t)got)) {
            errno = EAGAIN;
            return -1;
        }
        keep_wire(channel, data, (size_t)got);
        memcpy((uint8_t *)data + GS_DNS_HEADER_LEN, channel->asked.stand_in,
               channel->asked.len);
    }
    if (from != NULL && from_len != NULL && *from_len >= channel->shown_len) {
        memcpy(from, &channel->shown,
               channel->shown_len); /* connected: nobody else can send */
        *from_len = channel->shown_len;
    }
    return got;
}

static ares_ssize_t send_all(ares_socket_t fd, const struct iovec *parts, int count,
                             void *context)
{
    struct gs_ares_channel *channel = context;
    struct iovec copy[16];
    size_t used = count < 16 ? (size_t)count : 16;
    memcpy(copy, parts, used * sizeof *parts);
    struct msghdr message = {.msg_iov = copy, .msg_iovlen = used};
    uint8_t datagram[QUERY_MAX];
    size_t len = parts->iov_len;
    if (!channel->is_tcp && len >= GS_DNS_HEADER_LEN + channel->asked.len &&
        len <= sizeof datagram) {
        memcpy(datagram, parts->iov_base, len);
        memcpy(datagram + GS_DNS_HEADER_LEN, channel->asked.question, channel->asked.len);
        memcpy(channel->asked.id, datagram, sizeof channel->asked.id);
        copy->iov_base = datagram;
    }
    ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    if (sent < 0) {
        keep_errno(channel);
    }
    return sent;
}

static const struct ares_socket_functions socket_functions = {
    open_socket, close_socket, connect_socket, receive, send_all,
};

/* The one place where c-ares' and the socket's codes become outcomes. */
enum gs_outcome gs_ares_channel_outcome(const struct gs_ares_channel *channel)
{
    if (!channel->has_ended || channel->status == ARES_ETIMEOUT) {
        return GS_OUTCOME_TIMED_OUT;
    }
    if (channel->status == ARES_SUCCESS) {
        return GS_OUTCOME_ANSWERED;
    }
    switch (channel->last_errno) {
    case ECONNREFUSED:
        return GS_OUTCOME_REFUSED;
    case ECONNRESET: /* closed before a whole answer came */
    case EPIPE:
        return GS_OUTCOME_BAD_ANSWER;
    case ETIMEDOUT:
        return GS_OUTCOME_TIMED_OUT;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case EACCES:
    case EPERM:
    case EINVAL:
    case ENODEV:
        return GS_OUTCOME_UNREACHABLE;
    default:
        return channel->status == ARES_EBADRESP ? GS_OUTCOME_BAD_ANSWER
                                                : GS_OUTCOME_FAILED;
    }
}

const uint8_t *gs_ares_channel_wire(const struct gs_ares_channel *channel, size_t *len)
{
    bool has_answer = channel->has_ended && channel->status == ARES_SUCCESS;
    *len = has_answer ? channel->len : 0;
    return has_answer ? (const uint8_t *)channel->wire : NULL;
}

bool gs_ares_channel_has_ended(const struct gs_ares_channel *channel)
{
    return channel->has_ended;
}

static void on_answer(void *context, int status, int timeouts, unsigned char *bytes,
                      int len)
{
    (void)timeouts;
    struct gs_ares_channel *channel = context;
    if (channel->is_closing || channel->has_ended) {
        return;
    }
    channel->has_ended = true;
    channel->status = status;
    if (status == ARES_SUCCESS && channel->is_tcp && bytes != NULL && len >= 0) {
        keep_wire(channel, bytes, (size_t)len);
    } else if (channel->wire != NULL) { /* ours, whatever c-ares thinks of it */
        channel->status = ARES_SUCCESS;
    }
}

static void on_socket_state(void *context, ares_socket_t fd, int readable, int writable)
{
    struct gs_ares_channel *channel = context;
    unsigned events = (readable ? GS_ARES_READ : 0) | (writable ? GS_ARES_WRITE : 0);
    channel->watcher.watch(channel->watcher.context, fd, events);
}

static int open_channel(struct gs_ares_channel *channel, uint16_t udp_size)
{
    char lookups[] = "b";
    char no_file[] = "/dev/null";
    struct ares_options options = {
        .flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOALIASES | ARES_FLAG_NOSEARCH |
                 ARES_FLAG_IGNTC,
        .timeout = NEVER_MS,
        .tries = 1,
        .ndots = 1,
        .lookups = lookups,
        .sock_state_cb = on_socket_state,
        .sock_state_cb_data = channel,
        .resolvconf_path = no_file,
    };
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NDOTS |
               ARES_OPT_LOOKUPS | ARES_OPT_SERVERS | ARES_OPT_DOMAINS |
               ARES_OPT_SORTLIST | ARES_OPT_SOCK_STATE_CB | ARES_OPT_RESOLVCONF;
    if (channel->is_tcp) {
        options.flags |= ARES_FLAG_USEVC;
    } else if (udp_size > 0) {
        options.flags |= ARES_FLAG_EDNS;
        options.ednspsz = udp_size;
        mask |= ARES_OPT_EDNSPSZ;
    }
#ifdef ARES_OPT_QUERY_CACHE
    options.qcache_max_ttl = 0;
    mask |= ARES_OPT_QUERY_CACHE;
#endif
    return ares_init_options(&channel->ares, &options, mask);
}

static int set_server(struct gs_ares_channel *channel)
{
    const struct gs_address *address = &channel->server.address;
    struct ares_addr_port_node node = {
        .family = address->family,
        .udp_port = channel->server.port,
        .tcp_port = channel->server.port,
    };
    if (address->family == AF_INET) {
        memcpy(&node.addr.addr4, address->bytes, 4);
    } else { /* a stand-in: connect_socket() puts the real one there */
        memcpy(&node.addr.addr6, &in6addr_loopback, 16);
    }
    return ares_set_servers_ports(channel->ares, &node);
}

static int send_query(struct gs_ares_channel *channel, const struct gs_ares_query *query)
{
    int status = ares_library_init(ARES_LIB_INIT_ALL);
    status = status == ARES_SUCCESS ? open_channel(channel, query->udp_size) : status;
    if (status != ARES_SUCCESS) {
        return status;
    }
    ares_set_socket_functions(channel->ares, &socket_functions, channel);
    status = set_server(channel);
    if (status == ARES_SUCCESS) {
        uint8_t *wire = gs_mem_new(query->len, 1);
        memcpy(wire, query->wire, query->len);
        if (!channel->is_tcp) {
            memcpy(wire + GS_DNS_HEADER_LEN, channel->asked.stand_in, channel->asked.len);
        }
        ares_send(channel->ares, wire, (int)query->len, on_answer, channel);
        free(wire);
    }
    return status;
}

struct gs_ares_channel *gs_ares_channel_new(const struct gs_ares_query *query,
                                            const struct gs_ares_watcher *watcher)
{
    struct gs_ares_channel *channel = gs_mem_new(1, sizeof *channel);
    channel->watcher = *watcher;
    channel->server = query->server;
    channel->is_tcp = query->transport == GS_TRANSPORT_TCP;
    gs_asked_keep(&channel->asked, query->wire, query->len);
    int status = send_query(channel, query);
    if (status != ARES_SUCCESS) {
        channel->has_ended = true;
        channel->status = status;
    }
    return channel;
}

void gs_ares_channel_process(struct gs_ares_channel *channel, int fd, unsigned events)
{
    ares_process_fd(channel->ares, (events & GS_ARES_READ) ? fd : ARES_SOCKET_BAD,
                    (events & GS_ARES_WRITE) ? fd : ARES_SOCKET_BAD);
}

void gs_ares_channel_free(struct gs_ares_channel *channel)
{
    channel->is_closing = true;
    if (channel->ares != NULL) {
        ares_destroy(channel->ares); /* ends the query and closes the socket */
    }
    free(channel->wire);
    free(channel);
}
