/* SPDX-License-Identifier: MIT */
#include "support/faulty_server.h"

#include "support/dns_wire.h"
#include "support/edns_answer.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RESPONSE = 0x8180,
    TC = 0x0200,
    FORMERR = 1,
    SERVFAIL = 2,
    NXDOMAIN = 3,
    REFUSED = 5,
    TYPE_A = 1,
    TYPE_CNAME = 5,
    TYPE_PTR = 12,
    LATE_MS = 120,
    MANY = 4000,
};

struct faulty_server {
    uv_udp_t udp;
    uv_tcp_t tcp;
    uv_timer_t late; /* sends late_wire to late_peer */
    struct sockaddr_in late_peer;
    struct dns_wire late_wire;
    struct gs_endpoint endpoint;
    size_t udp_count;
    size_t tcp_count;
    bool has_port[65536];
    size_t closing;    /* handles not closed yet */
    uint8_t last[512]; /* the last query */
    size_t last_len;   /* its bytes */
    char datagram[65536];
};

/* A TCP connection. */
struct peer {
    uv_tcp_t tcp;
    struct faulty_server *server;
    uint8_t bytes[1024];
    size_t len;
};

/* One query and where its answer goes. */
struct query {
    struct faulty_server *server;
    const uint8_t *bytes;
    size_t len;
    const struct sockaddr *from; /* NULL: by TCP */
    struct peer *peer;           /* NULL: by UDP */
    char name[256];
    uint16_t id;
    uint16_t type;
    bool has_opt;
};

static struct dns_wire out;

/* --- sending --- */

static void send_bytes(const struct query *q, const void *bytes, size_t len)
{
    uv_buf_t buf = uv_buf_init((char *)(uintptr_t)bytes, (unsigned)len);
    if (q->from != NULL) {
        (void)uv_udp_try_send(&q->server->udp, &buf, 1, q->from);
    } else {
        (void)uv_try_write((uv_stream_t *)&q->peer->tcp, &buf, 1);
    }
}

static void on_written(uv_write_t *request, int status)
{
    (void)status;
    free(request->data);
    free(request);
}

/* Sends the message in `out`, by TCP with its length in front. */
static void send_out(const struct query *q)
{
    if (q->from != NULL) {
        send_bytes(q, out.bytes, out.len);
        return;
    }
    uint8_t *copy = malloc(out.len + 2);
    copy[0] = (uint8_t)(out.len >> 8);
    copy[1] = (uint8_t)out.len;
    memcpy(copy + 2, out.bytes, out.len);
    uv_write_t *request = malloc(sizeof *request);
    request->data = copy;
    uv_buf_t buf = uv_buf_init((char *)copy, (unsigned)out.len + 2);
    if (uv_write(request, (uv_stream_t *)&q->peer->tcp, &buf, 1, on_written) != 0) {
        on_written(request, 0);
    }
}

static void start_out(const struct query *q, unsigned flags)
{
    dns_wire_start(&out, q->id, (uint16_t)(RESPONSE | flags), q->name, q->type);
}

static void add_address(const struct query *q)
{
    dns_wire_count(&out, 1, 1);
    dns_wire_record(&out, q->name, TYPE_A, "\300\0\2\1", 4);
}

/* --- the faults --- */

static void good(const struct query *q)
{
    start_out(q, 0);
    add_address(q);
    send_out(q);
}

static void wrong_id(const struct query *q)
{
    start_out(q, 0);
    add_address(q);
    out.bytes[0] ^= 1;
    send_out(q);
}

static void wrong_question(const struct query *q)
{
    dns_wire_start(&out, q->id, RESPONSE, "evil.test", q->type);
    dns_wire_count(&out, 1, 1);
    dns_wire_record(&out, "evil.test", TYPE_A, "\300\0\2\146", 4);
    send_out(q);
}

static void zero_bytes(const struct query *q)
{
    out.len = 0;
    send_out(q);
}

static void garbage(const struct query *q)
{
    send_bytes(q, "\1\2\3", 3);
}

static void wrong_then_good(const struct query *q)
{
    wrong_id(q);
    wrong_question(q);
    if (q->from != NULL) {
        zero_bytes(q);
        garbage(q);
    }
    good(q);
}

static void duplicate(const struct query *q)
{
    good(q);
    good(q);
}

static void truncated(const struct query *q)
{
    start_out(q, q->from != NULL ? TC : 0);
    add_address(q);
    send_out(q);
}

static void many(const struct query *q)
{
    start_out(q, q->from != NULL ? TC : 0);
    if (q->from == NULL) {
        dns_wire_count(&out, 1, MANY);
        for (uint32_t i = 0; i < MANY; i++) {
            dns_wire_u16(&out, 0xc00c); /* the question's name */
            dns_wire_u16(&out, TYPE_A);
            dns_wire_u16(&out, 1);
            dns_wire_u32(&out, 300);
            dns_wire_u16(&out, 4);
            dns_wire_u32(&out, 0x0a000000 + i);
        }
    }
    send_out(q);
}

static void malformed(const struct query *q)
{
    start_out(q, 0);
    add_address(q);
    dns_wire_count(&out, 1, 9);
    send_out(q);
}

static void bad_record(const struct query *q)
{
    start_out(q, 0);
    dns_wire_count(&out, 1, 2);
    dns_wire_record(&out, q->name, TYPE_A, "\300\0\2", 3);
    dns_wire_record(&out, q->name, TYPE_A, "\300\0\2\1", 4);
    send_out(q);
}

static void send_code(const struct query *q, unsigned rcode)
{
    start_out(q, rcode);
    send_out(q);
}

static void servfail(const struct query *q)
{
    send_code(q, SERVFAIL);
}

static void refused(const struct query *q)
{
    send_code(q, REFUSED);
}

static void nxdomain(const struct query *q)
{
    send_code(q, NXDOMAIN);
}

static void no_edns(const struct query *q)
{
    if (q->has_opt) {
        send_code(q, FORMERR);
    } else {
        good(q);
    }
}

/* What a server says that reads nothing behind the header. */
static void send_header(const struct query *q, unsigned code)
{
    start_out(q, code);
    dns_wire_count(&out, 0, 0);
    out.len = 12;
    send_out(q);
}

static void bare_formerr(const struct query *q)
{
    if (q->has_opt) {
        send_header(q, FORMERR);
    } else {
        good(q);
    }
}

static void bare_refused(const struct query *q)
{
    send_header(q, REFUSED);
}

static void bare_noerror(const struct query *q)
{
    send_header(q, 0);
}

static void cname_loop(const struct query *q)
{
    start_out(q, 0);
    dns_wire_count(&out, 1, 2);
    dns_wire_alias(&out, q->name, TYPE_CNAME, "b.test");
    dns_wire_alias(&out, "b.test", TYPE_CNAME, q->name);
    send_out(q);
}

static void silent(const struct query *q)
{
    (void)q;
}

/* The names of an address, as its last byte says. */
static void answer_pointer(const struct query *q, const char *const *targets,
                           size_t count)
{
    start_out(q, 0);
    dns_wire_count(&out, 1, (uint16_t)count);
    for (size_t i = 0; i < count; i++) {
        dns_wire_alias(&out, q->name, TYPE_PTR, targets[i]);
    }
    send_out(q);
}

static void pointer_to_silent(const struct query *q)
{
    static const char *const targets[] = {"silent.test"};
    answer_pointer(q, targets, 1);
}

static void pointer_to_local(const struct query *q)
{
    static const char *const targets[] = {"localhost", "abc.onion"};
    answer_pointer(q, targets, 2);
}

static void on_late(uv_timer_t *timer)
{
    struct faulty_server *server = timer->data;
    uv_buf_t buf =
        uv_buf_init((char *)server->late_wire.bytes, (unsigned)server->late_wire.len);
    (void)uv_udp_try_send(&server->udp, &buf, 1,
                          (const struct sockaddr *)&server->late_peer);
}

/* The first query is answered after LATE_MS, the following ones at once. */
static void late(const struct query *q)
{
    if (q->server->udp_count > 1) {
        good(q);
        return;
    }
    start_out(q, 0);
    add_address(q);
    q->server->late_wire = out;
    memcpy(&q->server->late_peer, q->from, sizeof q->server->late_peer);
    (void)uv_timer_start(&q->server->late, on_late, LATE_MS, 0);
}

static void lost_once(const struct query *q)
{
    if (q->server->udp_count > 1) {
        good(q);
    }
}

static void on_peer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void close_peer(struct peer *peer)
{
    if (!uv_is_closing((uv_handle_t *)&peer->tcp)) {
        uv_close((uv_handle_t *)&peer->tcp, on_peer_closed);
    }
}

/* Truncated by UDP; by TCP half a message, and then nothing. */
static void tcp_stalls(const struct query *q)
{
    if (q->from != NULL) {
        truncated(q);
    } else {
        send_bytes(q, "\1\0half", 6);
    }
}

/* The same, and then the end of the connection. */
static void tcp_closes(const struct query *q)
{
    tcp_stalls(q);
    if (q->from == NULL) {
        close_peer(q->peer);
    }
}

static const struct fault {
    const char *label;
    void (*answer)(const struct query *query);
} faults[] = {
    {"wrong-id", wrong_id},
    {"wrong-question", wrong_question},
    {"wrong-then-good", wrong_then_good},
    {"zero-bytes", zero_bytes},
    {"garbage", garbage},
    {"duplicate", duplicate},
    {"truncated", truncated},
    {"many", many},
    {"malformed", malformed},
    {"bad-record", bad_record},
    {"servfail", servfail},
    {"refused", refused},
    {"nxdomain", nxdomain},
    {"no-edns", no_edns},
    {"bare-formerr", bare_formerr},
    {"bare-refused", bare_refused},
    {"bare-noerror", bare_noerror},
    {"cname-loop", cname_loop},
    {"silent", silent},
    {"240", silent},
    {"241", pointer_to_silent},
    {"242", pointer_to_local},
    {"late", late},
    {"lost-once", lost_once},
    {"tcp-stalls", tcp_stalls},
    {"tcp-closes", tcp_closes},
};

/* --- receiving --- */

static bool parse(struct query *q)
{
    size_t at = 12;
    size_t used = 0;
    if (q->len < 17) {
        return false;
    }
    q->id = (uint16_t)(q->bytes[0] << 8 | q->bytes[1]);
    q->has_opt = q->bytes[11] == 1;
    while (at < q->len && q->bytes[at] != 0) {
        size_t len = q->bytes[at];
        if (len > 63 || at + len + 1 >= q->len || used + len + 2 > sizeof q->name) {
            return false;
        }
        memcpy(q->name + used, q->bytes + at + 1, len);
        used += len;
        q->name[used++] = '.';
        at += len + 1;
    }
    q->name[used > 0 ? used - 1 : 0] = '\0';
    if (at + 5 > q->len) {
        return false;
    }
    q->type = (uint16_t)(q->bytes[at + 1] << 8 | q->bytes[at + 2]);
    return true;
}

static void answer(struct query *q)
{
    if (!parse(q)) {
        return;
    }
    q->server->last_len = q->len < sizeof q->server->last ? q->len : 0;
    memcpy(q->server->last, q->bytes, q->server->last_len);
    size_t label = strcspn(q->name, ".");
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (strlen(faults[i].label) == label &&
            memcmp(faults[i].label, q->name, label) == 0) {
            faults[i].answer(q);
            return;
        }
    }
    if (edns_answer(q->bytes, q->len, &out)) {
        send_out(q);
    } else {
        good(q);
    }
}

static void give_datagram(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
    (void)size;
    struct faulty_server *server = handle->data;
    *buf = uv_buf_init(server->datagram, sizeof server->datagram);
}

static void on_datagram(uv_udp_t *udp, ssize_t len, const uv_buf_t *buf,
                        const struct sockaddr *from, unsigned flags)
{
    (void)flags;
    struct faulty_server *server = udp->data;
    if (len <= 0 || from == NULL) {
        return;
    }
    server->udp_count++;
    struct sockaddr_in v4;
    memcpy(&v4, from, sizeof v4);
    server->has_port[ntohs(v4.sin_port)] = true;
    struct query query = {.server = server,
                          .bytes = (const uint8_t *)buf->base,
                          .len = (size_t)len,
                          .from = from};
    answer(&query);
}

static void give_room(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
    (void)size;
    struct peer *peer = handle->data;
    *buf = uv_buf_init((char *)peer->bytes + peer->len,
                       (unsigned)(sizeof peer->bytes - peer->len));
}

static void on_bytes(uv_stream_t *stream, ssize_t len, const uv_buf_t *buf)
{
    (void)buf;
    struct peer *peer = stream->data;
    if (len < 0) {
        close_peer(peer);
        return;
    }
    peer->len += (size_t)len;
    size_t wanted =
        peer->len < 2 ? 2 : 2 + (size_t)(peer->bytes[0] << 8 | peer->bytes[1]);
    if (peer->len < wanted) {
        return;
    }
    peer->server->tcp_count++;
    struct query query = {.server = peer->server,
                          .bytes = peer->bytes + 2,
                          .len = wanted - 2,
                          .peer = peer};
    answer(&query);
    peer->len = 0;
}

static void on_connection(uv_stream_t *listener, int status)
{
    if (status < 0) {
        return;
    }
    struct peer *peer = calloc(1, sizeof *peer);
    peer->server = listener->data;
    (void)uv_tcp_init(listener->loop, &peer->tcp);
    peer->tcp.data = peer;
    if (uv_accept(listener, (uv_stream_t *)&peer->tcp) != 0 ||
        uv_read_start((uv_stream_t *)&peer->tcp, give_room, on_bytes) != 0) {
        close_peer(peer);
    }
}

/* --- life --- */

/* One UDP and one TCP socket on the same free port; false: another port, please. */
static bool find_port(int fds[2], struct sockaddr_in *address)
{
    socklen_t len = sizeof *address;
    int on = 1;
    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    fds[0] = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    fds[1] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)setsockopt(fds[1], SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fds[0], (struct sockaddr *)address, len) == 0 &&
        getsockname(fds[0], (struct sockaddr *)address, &len) == 0 &&
        bind(fds[1], (struct sockaddr *)address, len) == 0) {
        return true;
    }
    (void)close(fds[0]);
    (void)close(fds[1]);
    return false;
}

static void open_sockets(struct faulty_server *server, uv_loop_t *loop)
{
    int fds[2];
    struct sockaddr_in address;
    for (int tries = 0; !find_port(fds, &address); tries++) {
        if (tries == 100) {
            abort(); /* a machine without loopback */
        }
    }
    (void)uv_udp_init(loop, &server->udp);
    (void)uv_tcp_init(loop, &server->tcp);
    server->udp.data = server->tcp.data = server;
    if (uv_udp_open(&server->udp, fds[0]) != 0 ||
        uv_tcp_open(&server->tcp, fds[1]) != 0 ||
        uv_listen((uv_stream_t *)&server->tcp, 128, on_connection) != 0) {
        abort();
    }
    int buffer = 4 << 20;
    (void)uv_recv_buffer_size((uv_handle_t *)&server->udp, &buffer);
    server->endpoint.address =
        gs_address_from_bytes(AF_INET, (const uint8_t *)&address.sin_addr);
    server->endpoint.port = ntohs(address.sin_port);
}

struct faulty_server *faulty_server_start(uv_loop_t *loop)
{
    struct faulty_server *server = calloc(1, sizeof *server);
    (void)signal(SIGPIPE, SIG_IGN); /* a client may hang up while we write */
    open_sockets(server, loop);
    (void)uv_timer_init(loop, &server->late);
    server->late.data = server;
    (void)uv_udp_recv_start(&server->udp, give_datagram, on_datagram);
    return server;
}

struct gs_endpoint faulty_server_endpoint(const struct faulty_server *server)
{
    return server->endpoint;
}

size_t faulty_server_udp_count(const struct faulty_server *server)
{
    return server->udp_count;
}

size_t faulty_server_tcp_count(const struct faulty_server *server)
{
    return server->tcp_count;
}

const uint8_t *faulty_server_last_query(const struct faulty_server *server, size_t *len)
{
    *len = server->last_len;
    return server->last;
}

size_t faulty_server_port_count(const struct faulty_server *server)
{
    size_t count = 0;
    for (size_t i = 0; i < 65536; i++) {
        count += server->has_port[i] ? 1 : 0;
    }
    return count;
}

static void on_closed(uv_handle_t *handle)
{
    struct faulty_server *server = handle->data;
    if (--server->closing == 0) {
        free(server);
    }
}

void faulty_server_stop(struct faulty_server *server)
{
    server->closing = 3;
    uv_close((uv_handle_t *)&server->udp, on_closed);
    uv_close((uv_handle_t *)&server->tcp, on_closed);
    uv_close((uv_handle_t *)&server->late, on_closed);
}

struct gs_endpoint faulty_closed_endpoint(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
        abort();
    }
    (void)close(fd);
    return (struct gs_endpoint){
        .address = gs_address_from_bytes(AF_INET, (const uint8_t *)&address.sin_addr),
        .port = ntohs(address.sin_port),
    };
}
