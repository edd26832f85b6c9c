/* SPDX-License-Identifier: MIT */
/*
 * bench_peers raw|ares|libc ADDRESS PORT COUNT: asks for A and AAAA of n0.bench.test and so on
 * in the least code there is, for comparison: a socket and epoll; c-ares' own loop; or
 * getaddrinfo on 16 threads (by resolv.conf). 100 questions are in flight, so they must not get
 * lost: there is no second try.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    IN_FLIGHT = 100,
    THREADS = 16,
    TYPE_A = 1,
    TYPE_AAAA = 28,
};

static size_t total;    /* questions */
static size_t asked;    /* of these */
static size_t answered; /* of these */
static atomic_size_t next_name;

static double now_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t put_name(uint8_t *out, size_t number)
{
    size_t len = (size_t)sprintf((char *)out + 1, "n%zu", number);
    out[0] = (uint8_t)len;
    memcpy(out + 1 + len, "\5bench\4test", 12); /* its NUL is the root */
    return len + 13;
}

static void raw_ask(int fd)
{
    uint8_t query[128] = {(uint8_t)(asked >> 8), (uint8_t)asked, 1, 0, 0, 1};
    size_t len = 12 + put_name(query + 12, asked / 2);
    query[len + 1] = asked % 2 == 0 ? TYPE_A : TYPE_AAAA;
    query[len + 3] = 1;
    if (send(fd, query, len + 4, 0) > 0) {
        asked++;
    }
}

static void run_raw(const struct sockaddr_in *server)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    (void)connect(fd, (const struct sockaddr *)server, sizeof *server);
    (void)epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    while (answered < total) {
        while (asked < total && asked - answered < IN_FLIGHT) {
            raw_ask(fd);
        }
        if (epoll_wait(epoll, &event, 1, 2000) <= 0) {
            return; /* something was lost */
        }
        uint8_t wire[4096];
        while (recv(fd, wire, sizeof wire, 0) > 12) {
            answered++;
            if (asked < total) {
                raw_ask(fd);
            }
        }
    }
}

static void on_answer(void *context, int status, int timeouts, unsigned char *bytes,
                      int len)
{
    (void)context;
    (void)timeouts;
    (void)bytes;
    (void)len;
    answered += status == ARES_SUCCESS || status == ARES_ENODATA ? 1 : 0;
}

static int ares_fd = -1;

static void on_state(void *context, ares_socket_t fd, int readable, int writable)
{
    (void)writable;
    struct epoll_event event = {.events = EPOLLIN};
    int epoll = *(int *)context;
    ares_fd = readable ? fd : -1;
    (void)epoll_ctl(epoll, readable ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd, &event);
}

static void run_ares(const struct sockaddr_in *server)
{
    int epoll = epoll_create1(0);
    ares_channel channel = NULL;
    struct ares_options options = {
        .flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOALIASES,
        .timeout = 2000,
        .tries = 1,
        .sock_state_cb = on_state,
        .sock_state_cb_data = &epoll,
    };
    struct ares_addr_port_node node = {
        .family = AF_INET,
        .addr.addr4 = server->sin_addr,
        .udp_port = ntohs(server->sin_port),
        .tcp_port = ntohs(server->sin_port),
    };
    int mask =
        ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
#ifdef ARES_OPT_QUERY_CACHE
    mask |= ARES_OPT_QUERY_CACHE;
#endif
    (void)ares_library_init(ARES_LIB_INIT_ALL);
    (void)ares_init_options(&channel, &options, mask);
    (void)ares_set_servers_ports(channel, &node);
    while (answered < total) {
        while (asked < total && asked - answered < IN_FLIGHT) {
            char name[64];
            (void)snprintf(name, sizeof name, "n%zu.bench.test", asked / 2);
            int type = asked++ % 2 == 0 ? TYPE_A : TYPE_AAAA;
            ares_query(channel, name, 1, type, on_answer, NULL);
        }
        struct epoll_event event;
        if (epoll_wait(epoll, &event, 1, 2000) <= 0) {
            return;
        }
        ares_process_fd(channel, ares_fd, ARES_SOCKET_BAD);
    }
    ares_destroy(channel);
}

static void *ask_libc(void *context)
{
    atomic_size_t *done = context;
    for (size_t i = next_name++; i < total / 2; i = next_name++) {
        char name[64];
        struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
        struct addrinfo *rows = NULL;
        (void)snprintf(name, sizeof name, "n%zu.bench.test", i);
        if (getaddrinfo(name, NULL, &hints, &rows) == 0) {
            *done += 2;
            freeaddrinfo(rows);
        }
    }
    return NULL;
}

static void run_libc(void)
{
    static atomic_size_t done;
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_create(&threads[i], NULL, ask_libc, &done);
    }
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    answered = done;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct sockaddr_in server = {.sin_family = AF_INET};
    if (argc != 5 || inet_pton(AF_INET, argv[2], &server.sin_addr) != 1) {
        return 2;
    }
    server.sin_port = htons((uint16_t)strtoul(argv[3], NULL, 10));
    total = 2 * strtoul(argv[4], NULL, 10);
    double start_s = now_s();
    if (strcmp(argv[1], "raw") == 0) {
        run_raw(&server);
    } else if (strcmp(argv[1], "ares") == 0) {
        run_ares(&server);
    } else {
        run_libc();
    }
    double wall_s = now_s() - start_s;
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    double names = (double)total / 2;
    printf("wall_s=%.4f names_per_s=%.0f cpu_us_per_name=%.2f peak_kib=%ld failed=%zu\n",
           wall_s, names / wall_s,
           (seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1e6 / names,
           usage.ru_maxrss, total - answered);
    return answered == total ? 0 : 1;
}
