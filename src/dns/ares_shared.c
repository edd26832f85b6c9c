/* SPDX-License-Identifier: MIT */
/*
 *     ask -> ares_send -> send_all -> batch -> flush: sendmmsg
 *     recvmmsg -> batch -> one datagram after the other: ares_process_fd -> receive
 *                                  -> on_end notes the tag -> answered(tag, datagram)
 *
 * c-ares keeps the table of questions, finds the one that an answer belongs to by id, question
 * and sender, and fails all of them when the socket fails. As in ares_channel.c it is
 * shown the bare question both ways: our functions add the OPT record to what goes out and
 * hand c-ares no more than an empty answer to the question that came back. So no version of
 * it judges, cuts, rewrites or repeats anything, and none takes long to parse it.
 *
 * Each call of ares_process_fd() is given one datagram (some versions read once in a call,
 * others until there is nothing left): when it returns, the question it noted and that
 * datagram belong together, and the callbacks run when c-ares is left.
 */
#include "ares_shared.h"

#include "ares_open.h"
#include "datagrams.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/record_type.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum {
    BARE_BYTES = GS_DNS_HEADER_LEN + GS_DNS_QUESTION_BYTES,
    TC_BYTE = 0x02, /* TC in the third byte */
    QR_BYTE = 0x80, /* QR there */
};

struct gs_ares_shared {
    ares_channel ares; /* NULL: could not be opened */
    struct gs_ares_shared_settings settings;
    int fd;                          /* -1: none */
    size_t rcvbuf;                   /* granted */
    const uint8_t *in;               /* the datagram c-ares is given now; NULL: none */
    size_t in_len;                   /* its bytes */
    bool is_unread;                  /* c-ares has not taken it yet */
    int pending_errno;               /* an error that c-ares is to read next; 0: none */
    int last_errno;                  /* the last real error of the socket; 0: none */
    struct gs_ares_ticket *answered; /* whose answer `in` is; NULL: nobody's */
    struct gs_ares_ticket *failed;   /* what c-ares ended without a message */
    int status;                      /* ARES_* of these */
    bool is_muted;                   /* all that ends is forgotten */
    bool is_closing;                 /* and nobody watches */
    uint16_t ids[64];                /* random ones for questions */
    size_t ids_left;                 /* of these, not used yet */
};

static void keep_errno(struct gs_ares_shared *shared)
{
    if (gs_ares_is_error(errno)) {
        shared->last_errno = errno;
    }
}

static void raise_buffers(struct gs_ares_shared *shared, int fd)
{
    int wanted = (int)shared->settings.rcvbuf_bytes;
    if (wanted > 0) { /* less than that is granted without an error */
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &wanted, sizeof wanted);
    }
    int granted = 0;
    socklen_t len = sizeof granted;
    if (getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &granted, &len) == 0 && granted > 0) {
        shared->rcvbuf = (size_t)granted;
    }
}

static ares_socket_t open_socket(int family, int type, int protocol, void *context)
{
    struct gs_ares_shared *shared = context;
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (fd < 0) {
        keep_errno(shared);
    } else {
        raise_buffers(shared, fd);
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
    struct gs_ares_shared *shared = context;
    int result = gs_ares_connect(fd, address, len, &shared->settings.server);
    if (result < 0) {
        keep_errno(shared);
    }
    return result;
}

/* The sender as c-ares knows it: the socket is connected, nobody else is heard. */
static void name_sender(const struct gs_ares_shared *shared, struct sockaddr *from,
                        ares_socklen_t *from_len)
{
    struct sockaddr_storage sender = {0};
    size_t len = sizeof(struct sockaddr_in);
    const struct gs_address *address = &shared->settings.server.address;
    if (address->family == AF_INET) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)&sender;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(shared->settings.server.port);
        memcpy(&v4->sin_addr, address->bytes, 4);
    } else {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&sender;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(shared->settings.server.port);
        v6->sin6_addr = in6addr_loopback;
        len = sizeof *v6;
    }
    if (from != NULL && from_len != NULL && *from_len >= len) {
        memcpy(from, &sender, len);
        *from_len = (ares_socklen_t)len;
    }
}

/* NOLINTBEGIN(readability-function-size,readability-non-const-parameter): the shapes are the
 * library's */
static ares_ssize_t receive(ares_socket_t fd, void *data, size_t len, int flags,
                            struct sockaddr *from, ares_socklen_t *from_len,
                            void *context)
{
    static const uint8_t bare[] = {QR_BYTE | 1, 0x80, 0, 1, 0, 0, 0, 0, 0, 0};
    (void)fd;
    (void)flags;
    struct gs_ares_shared *shared = context;
    errno = shared->pending_errno != 0 ? shared->pending_errno : EAGAIN;
    shared->pending_errno = 0;
    const uint8_t *in = shared->is_unread ? shared->in : NULL;
    shared->is_unread = false;
    size_t question = in == NULL ? 0 : gs_asked_question_len(in, shared->in_len);
    if (question == 0 || len < GS_DNS_HEADER_LEN + question) {
        return -1;
    }
    uint8_t *out = data;
    memcpy(out, in, 2);
    memcpy(out + 2, bare, sizeof bare);
    memcpy(out + GS_DNS_HEADER_LEN, in + GS_DNS_HEADER_LEN, question);
    name_sender(shared, from, from_len);
    return (ares_ssize_t)(GS_DNS_HEADER_LEN + question);
}

/* NOLINTEND(readability-function-size,readability-non-const-parameter) */

static void send_batch(struct gs_ares_shared *shared)
{
    int error = gs_datagrams_send(shared->settings.datagrams, shared->fd);
    if (error != 0) {
        shared->last_errno = shared->pending_errno = error;
    }
}

/* The question with header bits of ours, and the OPT record. */
static size_t complete(const struct gs_ares_shared *shared, uint8_t *out, size_t len)
{
    out[2] = GS_FLAG_RD >> 8;
    out[3] = GS_FLAG_AD; /* RFC 6840 5.7: AD asks for AD */
    if (shared->settings.udp_size == 0) {
        return len;
    }
    const uint16_t size = shared->settings.udp_size;
    const uint8_t opt[GS_DATAGRAM_OPT] = {
        0, 0, GS_TYPE_OPT, (uint8_t)(size >> 8), (uint8_t)size,
    };
    out[11] = 1; /* one additional record */
    memcpy(out + len, opt, sizeof opt);
    return len + sizeof opt;
}

static ares_ssize_t send_all(ares_socket_t fd, const struct iovec *parts, int count,
                             void *context)
{
    (void)fd;
    struct gs_ares_shared *shared = context;
    uint8_t shown[BARE_BYTES];
    size_t len = 0;
    for (int i = 0; i < count; i++) {
        if (len + parts[i].iov_len > sizeof shown) {
            errno = EMSGSIZE;
            return -1;
        }
        memcpy(shown + len, parts[i].iov_base, parts[i].iov_len);
        len += parts[i].iov_len;
    }
    uint8_t *out = gs_datagrams_add(shared->settings.datagrams);
    if (out == NULL) {
        send_batch(shared);
        out = gs_datagrams_add(shared->settings.datagrams);
    }
    memcpy(out, shown, len);
    gs_datagrams_set_len(shared->settings.datagrams, complete(shared, out, len));
    return (ares_ssize_t)len;
}

static const struct ares_socket_functions socket_functions = {
    open_socket, close_socket, connect_socket, receive, send_all,
};

static void on_socket_state(void *context, ares_socket_t fd, int readable, int writable)
{
    (void)writable;
    struct gs_ares_shared *shared = context;
    int watched = readable ? fd : -1;
    if (watched == shared->fd) {
        return;
    }
    shared->fd = watched;
    if (!shared->is_closing) {
        shared->settings.handler.watch(shared->settings.handler.context, watched);
    }
}

/* NOLINTBEGIN(readability-non-const-parameter): the shape is the library's */
static void on_end(void *context, int status, int timeouts, unsigned char *bytes, int len)
{
    (void)timeouts;
    struct gs_ares_ticket *ticket = context;
    struct gs_ares_shared *shared = ticket->shared;
    if (shared->is_muted) {
        shared->settings.handler.forgotten(shared->settings.handler.context, ticket);
        return;
    }
    bool is_of_this = status == ARES_SUCCESS && shared->in != NULL && len >= 2 &&
                      memcmp(bytes, shared->in, 2) == 0 && shared->answered == NULL;
    if (is_of_this) {
        shared->answered = ticket;
        return;
    }
    ticket->next = shared->failed;
    shared->failed = ticket;
    shared->status = status == ARES_SUCCESS ? ARES_EBADRESP : status;
}

/* NOLINTEND(readability-non-const-parameter) */

struct gs_ares_shared *gs_ares_shared_new(const struct gs_ares_shared_settings *settings)
{
    struct gs_ares_shared *shared = gs_mem_new(1, sizeof *shared);
    shared->settings = *settings;
    shared->fd = -1;
    const struct gs_ares_opening opening = {
        .server = &shared->settings.server,
        .socket = &socket_functions,
        .watch = on_socket_state,
        .context = shared,
        .stays_open = true,
    };
    shared->status = gs_ares_open(&opening, &shared->ares);
    return shared;
}

static uint16_t random_id(struct gs_ares_shared *shared)
{
    if (shared->ids_left == 0) {
        if (uv_random(NULL, NULL, shared->ids, sizeof shared->ids, 0, NULL) != 0) {
            return (uint16_t)(uv_hrtime() / 1000); /* no random source at all */
        }
        shared->ids_left = sizeof shared->ids / sizeof *shared->ids;
    }
    return shared->ids[--shared->ids_left];
}

void gs_ares_shared_ask(struct gs_ares_shared *shared, const uint8_t *question,
                        size_t len, struct gs_ares_ticket *ticket)
{
    uint8_t query[BARE_BYTES] = {0};
    uint16_t id = random_id(shared);
    ticket->shared = shared;
    if (shared->status != ARES_SUCCESS || len > GS_DNS_QUESTION_BYTES) {
        on_end(ticket, shared->status != ARES_SUCCESS ? shared->status : ARES_EBADQUERY,
               0, NULL, 0);
        return;
    }
    query[0] = (uint8_t)(id >> 8);
    query[1] = (uint8_t)id;
    query[2] = GS_FLAG_RD >> 8;
    query[5] = 1; /* one question */
    memcpy(query + GS_DNS_HEADER_LEN, question, len);
    ares_send(shared->ares, query, (int)(GS_DNS_HEADER_LEN + len), on_end, ticket);
}

/* Tells of what failed; c-ares is left. */
static void tell_failed(struct gs_ares_shared *shared)
{
    const struct gs_ares_shared_handler *handler = &shared->settings.handler;
    while (shared->failed != NULL) {
        struct gs_ares_ticket *ticket = shared->failed;
        shared->failed = ticket->next;
        if (shared->is_muted) {
            handler->forgotten(handler->context, ticket);
        } else {
            handler->failed(handler->context, ticket,
                            gs_ares_failure(shared->status, shared->last_errno));
        }
    }
}

/* Has c-ares read what is there for it: a datagram, or an error. */
static void enter_ares(struct gs_ares_shared *shared)
{
    if (shared->fd >= 0) {
        ares_process_fd(shared->ares, shared->fd, ARES_SOCKET_BAD);
    }
    shared->is_unread = false;
}

void gs_ares_shared_flush(struct gs_ares_shared *shared)
{
    send_batch(shared);
    if (shared->pending_errno != 0) {
        enter_ares(shared);
    }
    tell_failed(shared);
}

static void take(struct gs_ares_shared *shared, const uint8_t *wire, size_t len)
{
    const struct gs_ares_shared_handler *handler = &shared->settings.handler;
    shared->in = wire;
    shared->in_len = len;
    shared->is_unread = true;
    shared->answered = NULL;
    enter_ares(shared);
    shared->in = NULL;
    if (shared->answered != NULL) {
        handler->answered(handler->context, shared->answered, wire, len);
    }
    tell_failed(shared);
}

bool gs_ares_shared_process(struct gs_ares_shared *shared)
{
    struct gs_datagrams *datagrams = shared->settings.datagrams;
    int count = gs_datagrams_receive(datagrams, shared->fd);
    if (count < 0) {
        if (gs_ares_is_error(errno)) {
            shared->last_errno = shared->pending_errno = errno;
            enter_ares(shared);
            tell_failed(shared);
        }
        return false;
    }
    for (size_t i = 0; i < (size_t)count && !shared->is_muted; i++) {
        size_t len = 0;
        bool is_cut = false;
        uint8_t *wire = gs_datagrams_at(datagrams, i, &len, &is_cut);
        if (len >= GS_DNS_HEADER_LEN) {
            wire[2] |= is_cut ? TC_BYTE : 0; /* the whole is to be had by TCP */
            take(shared, wire, len);
        }
    }
    return count == GS_DATAGRAM_IN_MAX && !shared->is_muted;
}

void gs_ares_shared_mute(struct gs_ares_shared *shared)
{
    shared->is_muted = true;
}

size_t gs_ares_shared_rcvbuf(const struct gs_ares_shared *shared)
{
    return shared->rcvbuf;
}

void gs_ares_shared_free(struct gs_ares_shared *shared)
{
    shared->is_muted = shared->is_closing = true;
    if (shared->ares != NULL) {
        ares_destroy(shared->ares); /* forgets what is pending and closes the socket */
    }
    tell_failed(shared);
    free(shared);
}
