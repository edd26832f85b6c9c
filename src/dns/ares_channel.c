/* SPDX-License-Identifier: MIT */
/*
 * What is done, and why (c-ares 1.18.1 to 1.34):
 * - The bytes are ours in both directions. c-ares brings up the socket and says when it may be
 *   read and written; our socket functions then send our own query and take the answer, and
 *   c-ares hears that nothing came. It is shown a bare question in the query's place. For
 *   newer ones rewrite what they send (an id and a cookie of their own), refuse names that
 *   are no host names, ask again without EDNS by themselves, and give up on a message with
 *   one broken record; 1.18.1 cuts UDP answers at 512 bytes unless it knows the OPT record.
 * - UDP sockets are connected, so the kernel drops what other addresses and ports send; what
 *   has another id or question than ours is dropped here, and a header alone that refuses is
 *   given our question.
 * - The socket's own error is kept, which c-ares forgets.
 */
#include "ares_channel.h"

#include "ares_open.h"
#include "asked.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    LENGTH_LEN = 2, /* of a message by TCP, in front of it */
    CHUNK = 65536,  /* read at once: every datagram fits */
};

struct gs_ares_channel {
    ares_channel ares;              /* NULL: not opened */
    struct gs_ares_watcher watcher; /* who watches the socket */
    struct gs_endpoint server;      /* whom */
    bool is_tcp;                    /* how */
    struct gs_asked asked;          /* the question, as sent and as c-ares knows it */
    struct gs_buf to_send;          /* the query, by TCP with its length in front */
    size_t sent;                    /* bytes of it that went out */
    struct gs_buf received;         /* by TCP: what came and is no whole message yet */
    uint8_t *wire;                  /* the answer; NULL: none */
    size_t len;                     /* its bytes */
    int status;                     /* ARES_*; meaningful when has_ended */
    int last_errno;                 /* the last real error of the socket; 0: none */
    bool has_ended;                 /* the answer is here, or c-ares gave up */
    bool is_closing;                /* what comes now is of no interest */
};

static void keep_errno(struct gs_ares_channel *channel)
{
    if (gs_ares_is_error(errno)) {
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
    int result = gs_ares_connect(fd, address, len, &channel->server);
    if (result < 0) {
        keep_errno(channel);
    }
    return result;
}

/* A whole message came: is it the answer? */
static void take_message(struct gs_ares_channel *channel, const void *bytes, size_t len)
{
    size_t room = len + GS_DNS_QUESTION_BYTES;
    uint8_t *wire = gs_mem_new(room, 1);
    memcpy(wire, bytes, len);
    len = gs_asked_complete(&channel->asked, wire, len, room);
    if (channel->has_ended || !gs_asked_is_answer(&channel->asked, wire, len)) {
        free(wire);
        return;
    }
    channel->wire = wire;
    channel->len = len;
    channel->status = ARES_SUCCESS;
    channel->has_ended = true;
}

static void take_stream(struct gs_ares_channel *channel, const void *bytes, size_t len)
{
    struct gs_buf *received = &channel->received;
    gs_buf_add(received, bytes, len);
    while (received->len >= LENGTH_LEN) {
        const uint8_t *at = (const uint8_t *)received->data;
        size_t whole = LENGTH_LEN + (size_t)(at[0] << 8 | at[1]);
        if (received->len < whole) {
            return;
        }
        take_message(channel, at + LENGTH_LEN, whole - LENGTH_LEN);
        received->len -= whole;
        memmove(received->data, received->data + whole, received->len);
    }
}

/* NOLINTBEGIN(readability-function-size,readability-non-const-parameter): the shapes are the
 * library's */
static ares_ssize_t receive(ares_socket_t fd, void *data, size_t len, int flags,
                            struct sockaddr *from, ares_socklen_t *from_len,
                            void *context)
{
    (void)data;
    (void)len;
    (void)from;
    (void)from_len;
    struct gs_ares_channel *channel = context;
    uint8_t chunk[CHUNK];
    ssize_t got = recv(fd, chunk, sizeof chunk, flags);
    if (got < 0) {
        keep_errno(channel);
        return got;
    }
    if (channel->is_tcp && got == 0) {
        channel->last_errno = ECONNRESET;
        return 0;
    }
    if (channel->is_tcp) {
        take_stream(channel, chunk, (size_t)got);
    } else {
        take_message(channel, chunk, (size_t)got);
    }
    errno = EAGAIN; /* c-ares has nothing to read */
    return -1;
}

/* NOLINTEND(readability-function-size,readability-non-const-parameter) */

static size_t bytes_of(const struct iovec *parts, int count)
{
    size_t sum = 0;
    for (int i = 0; i < count; i++) {
        sum += parts[i].iov_len;
    }
    return sum;
}

static ares_ssize_t send_all(ares_socket_t fd, const struct iovec *parts, int count,
                             void *context)
{
    struct gs_ares_channel *channel = context;
    size_t left = channel->to_send.len - channel->sent;
    if (left > 0) {
        ssize_t sent =
            send(fd, channel->to_send.data + channel->sent, left, MSG_NOSIGNAL);
        if (sent < 0) {
            keep_errno(channel);
            return sent;
        }
        channel->sent += (size_t)sent;
    }
    if (channel->sent < channel->to_send.len) {
        errno = EAGAIN; /* c-ares asks again when there is room */
        return -1;
    }
    return (ares_ssize_t)bytes_of(parts, count);
}

static const struct ares_socket_functions socket_functions = {
    open_socket, close_socket, connect_socket, receive, send_all,
};

enum gs_outcome gs_ares_channel_outcome(const struct gs_ares_channel *channel)
{
    if (!channel->has_ended) {
        return GS_OUTCOME_TIMED_OUT;
    }
    return channel->status == ARES_SUCCESS
               ? GS_OUTCOME_ANSWERED
               : gs_ares_failure(channel->status, channel->last_errno);
}

const uint8_t *gs_ares_channel_wire(const struct gs_ares_channel *channel, size_t *len)
{
    bool has_answer = channel->has_ended && channel->status == ARES_SUCCESS;
    *len = has_answer ? channel->len : 0;
    return has_answer ? channel->wire : NULL;
}

bool gs_ares_channel_has_ended(const struct gs_ares_channel *channel)
{
    return channel->has_ended;
}

/* NOLINTBEGIN(readability-non-const-parameter): as above */
static void on_answer(void *context, int status, int timeouts, unsigned char *bytes,
                      int len)
{
    (void)timeouts;
    (void)bytes;
    (void)len;
    struct gs_ares_channel *channel = context;
    if (channel->is_closing || channel->has_ended) {
        return;
    }
    channel->has_ended = true;
    channel->status = status;
}

/* NOLINTEND(readability-non-const-parameter) */

static void on_socket_state(void *context, ares_socket_t fd, int readable, int writable)
{
    struct gs_ares_channel *channel = context;
    unsigned events = (readable ? GS_ARES_READ : 0) | (writable ? GS_ARES_WRITE : 0);
    channel->watcher.watch(channel->watcher.context, fd, events);
}

/* The question alone, in a form that every c-ares takes. */
static void send_stand_in(struct gs_ares_channel *channel)
{
    uint8_t shown[GS_DNS_HEADER_LEN + GS_DNS_QUESTION_BYTES] = {0};
    memcpy(shown, channel->asked.id, sizeof channel->asked.id);
    shown[5] = 1; /* one question, no records */
    memcpy(shown + GS_DNS_HEADER_LEN, channel->asked.stand_in, channel->asked.len);
    ares_send(channel->ares, shown, (int)(GS_DNS_HEADER_LEN + channel->asked.len),
              on_answer, channel);
}

static int send_query(struct gs_ares_channel *channel)
{
    const struct gs_ares_opening opening = {
        .server = &channel->server,
        .socket = &socket_functions,
        .watch = on_socket_state,
        .context = channel,
        .is_tcp = channel->is_tcp,
    };
    int status = gs_ares_open(&opening, &channel->ares);
    if (status == ARES_SUCCESS) {
        send_stand_in(channel);
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
    const uint8_t length[] = {(uint8_t)(query->len >> 8), (uint8_t)query->len};
    gs_buf_add(&channel->to_send, length, channel->is_tcp ? sizeof length : 0);
    gs_buf_add(&channel->to_send, query->wire, query->len);
    int status = send_query(channel);
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
    gs_buf_fini(&channel->to_send);
    gs_buf_fini(&channel->received);
    free(channel->wire);
    free(channel);
}
