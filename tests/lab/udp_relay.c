/* SPDX-License-Identifier: MIT */
/*
 * udp_relay PORT SERVER-PORT DELAY-MS LOST-PER-MILLE [SEED]: a name server on 127.0.0.1 as it is
 * seen over a long or lossy path. Each query to PORT goes on to SERVER-PORT with an id of the
 * relay's own; the answer comes back DELAY-MS later; so many exchanges of a thousand are lost.
 * With SERVER-PORT 0 it answers by itself: 192.0.2.1 or 2001:db8::1 for each name.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BATCH = 64,
    BYTES = 2048,
    IDS = 65536,
    WAITING = 65536, /* answers under way at once */
    BUFFER = 4 << 20,
    TYPE_AAAA = 28,
};

/* Who asked under an id of ours. */
static struct asker {
    struct sockaddr_in from;
    uint8_t id[2];
} askers[IDS];

/* Answers on their way, in the order they are due. */
static struct answer {
    int64_t due_ns;
    struct sockaddr_in to;
    size_t len;
    uint8_t bytes[BYTES];
} * answers;

static struct batch {
    struct mmsghdr heads[BATCH];
    struct iovec parts[BATCH];
    struct sockaddr_in names[BATCH];
    uint8_t bytes[BATCH][BYTES];
} in, out;

static size_t first, last; /* of `answers`, rising */
static int64_t delay_ns;
static unsigned lost_per_mille;
static uint64_t random_state;
static uint16_t next_id;

static int64_t now_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool is_lost(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (random_state >> 33) % 1000 < lost_per_mille;
}

static void tie(struct batch *batch, bool has_names)
{
    for (size_t i = 0; i < BATCH; i++) {
        batch->parts[i] = (struct iovec){batch->bytes[i], BYTES};
        batch->heads[i].msg_hdr = (struct msghdr){
            .msg_name = has_names ? &batch->names[i] : NULL,
            .msg_namelen = has_names ? sizeof batch->names[i] : 0,
            .msg_iov = &batch->parts[i],
            .msg_iovlen = 1,
        };
    }
}

static int open_socket(uint16_t port)
{
    int buffer = BUFFER;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("udp_relay");
        exit(1);
    }
    return fd;
}

static void put_off(const struct sockaddr_in *to, const uint8_t *bytes, size_t len)
{
    if (last - first == WAITING) {
        return; /* lost */
    }
    struct answer *answer = &answers[last++ % WAITING];
    answer->due_ns = now_ns() + delay_ns;
    answer->to = *to;
    answer->len = len;
    memcpy(answer->bytes, bytes, len);
}

/* An answer in the place of the query, whose OPT record goes. */
static size_t answer_query(uint8_t *bytes, size_t len)
{
    static const uint8_t ipv4[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 0, 0, 4, 192, 0, 2, 1};
    static const uint8_t ipv6[] = {0xc0, 12,   0, 28, 0, 1, 0, 0, 1, 0, 0, 16, 0x20, 1,
                                   13,   0xb8, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0,  0,    1};
    size_t at = 12;
    while (at < len && bytes[at] != 0) {
        at += 1u + bytes[at];
    }
    at += 5;
    if (at > len || at + sizeof ipv6 > BYTES) {
        return 0;
    }
    bool is_ipv6 = bytes[at - 3] == TYPE_AAAA;
    memcpy(bytes + at, is_ipv6 ? ipv6 : ipv4, is_ipv6 ? sizeof ipv6 : sizeof ipv4);
    memcpy(bytes + 2, "\x81\x80\0\1\0\1\0\0\0\0", 10);
    return at + (is_ipv6 ? sizeof ipv6 : sizeof ipv4);
}

static void take_queries(int fd, int server)
{
    tie(&in, true);
    int count = recvmmsg(fd, in.heads, BATCH, 0, NULL);
    tie(&out, false);
    unsigned sent = 0;
    for (int i = 0; i < count; i++) {
        size_t len = in.heads[i].msg_len;
        if (len < 17 || is_lost()) {
            continue;
        }
        if (server < 0) {
            len = answer_query(in.bytes[i], len);
            put_off(&in.names[i], in.bytes[i], len);
            continue;
        }
        struct asker *asker = &askers[next_id];
        asker->from = in.names[i];
        memcpy(asker->id, in.bytes[i], 2);
        memcpy(out.bytes[sent], in.bytes[i], len);
        out.bytes[sent][0] = (uint8_t)(next_id >> 8);
        out.bytes[sent][1] = (uint8_t)next_id;
        out.parts[sent++].iov_len = len;
        next_id++;
    }
    if (sent > 0) {
        (void)sendmmsg(server, out.heads, sent, 0);
    }
}

static void take_answers(int server)
{
    tie(&in, false);
    int count = recvmmsg(server, in.heads, BATCH, 0, NULL);
    for (int i = 0; i < count; i++) {
        const struct asker *asker = &askers[in.bytes[i][0] << 8 | in.bytes[i][1]];
        memcpy(in.bytes[i], asker->id, 2);
        put_off(&asker->from, in.bytes[i], in.heads[i].msg_len);
    }
}

static void send_due(int fd)
{
    int64_t now = now_ns();
    while (first != last && answers[first % WAITING].due_ns <= now) {
        tie(&out, true);
        unsigned count = 0;
        for (; count < BATCH && first != last; count++, first++) {
            struct answer *answer = &answers[first % WAITING];
            if (answer->due_ns > now) {
                break;
            }
            out.names[count] = answer->to;
            out.parts[count] = (struct iovec){answer->bytes, answer->len};
        }
        (void)sendmmsg(fd, out.heads, count, 0);
    }
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        return 2;
    }
    uint16_t server_port = (uint16_t)strtoul(argv[2], NULL, 10);
    delay_ns = (int64_t)strtol(argv[3], NULL, 10) * 1000000;
    lost_per_mille = (unsigned)strtoul(argv[4], NULL, 10);
    random_state = argc > 5 ? strtoul(argv[5], NULL, 10) : 1;
    answers = calloc(WAITING, sizeof *answers);
    int fd = open_socket((uint16_t)strtoul(argv[1], NULL, 10));
    int server = -1;
    if (server_port != 0) {
        struct sockaddr_in address = {.sin_family = AF_INET,
                                      .sin_port = htons(server_port)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        server = open_socket(0);
        (void)connect(server, (struct sockaddr *)&address, sizeof address);
    }
    struct pollfd watched[] = {{fd, POLLIN, 0}, {server, POLLIN, 0}};
    for (;;) {
        int64_t wait_ns = 1000000000;
        if (first != last) {
            wait_ns = answers[first % WAITING].due_ns - now_ns();
            wait_ns = wait_ns < 0 ? 0 : wait_ns;
        }
        struct timespec wait = {wait_ns / 1000000000, wait_ns % 1000000000};
        (void)ppoll(watched, 2, &wait, NULL);
        take_queries(fd, server);
        if (server >= 0) {
            take_answers(server);
        }
        send_due(fd);
    }
}
