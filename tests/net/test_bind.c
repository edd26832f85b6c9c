/* SPDX-License-Identifier: MIT */
/* Real sockets on a loopback of this test's own, or where that is forbidden on this machine's. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/bind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/capability.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    LIMIT_MS = 10000,
    LINK_LOCAL_BITS = 64,
};

static bool has_own_world;

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct gs_bind_row_list rows;
    struct gs_bind *bind;
    size_t changes;      /* calls of changed */
    size_t most_at_once; /* clients one change brought */
    size_t seen;         /* clients heard of */
    bool closes;         /* the first change closes the object */
    bool is_over;
};

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    uv_unref((uv_handle_t *)&stage->limit);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_bind_close(stage->bind);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_vec_fini(&stage->rows);
    free(stage);
    return 0;
}

static void changed(void *context, const struct gs_bind_report *report)
{
    struct stage *stage = context;
    size_t count = report->accepted.count + report->dropped;
    stage->changes++;
    if (count - stage->seen > stage->most_at_once) {
        stage->most_at_once = count - stage->seen;
    }
    stage->seen = count;
    if (stage->closes) {
        gs_bind_close(stage->bind);
        stage->bind = NULL;
    }
}

static struct gs_endpoint endpoint_of(const char *address, uint16_t port)
{
    struct gs_endpoint endpoint = {.port = port};
    assert_int_equal(gs_address_parse(address, &endpoint.address), GS_OK);
    if (strchr(address, '%') != NULL) {
        endpoint.address.scope_id = if_nametoindex(strchr(address, '%') + 1);
    }
    return endpoint;
}

static void add_row(struct stage *stage, const char *address, uint16_t port, int socktype,
                    enum gs_v6only v6only)
{
    struct gs_bind_row row = {
        .endpoint = endpoint_of(address, port), .socktype = socktype, .v6only = v6only};
    row.family = row.endpoint.address.family;
    gs_vec_push(&stage->rows, row);
}

static const struct gs_bind_report *open_rows(struct stage *stage)
{
    stage->bind = gs_bind_open(&stage->loop, &stage->rows, changed, stage);
    return gs_bind_report(stage->bind);
}

static void stale_ready(uv_poll_t *poll, int status, int events)
{
    (void)poll, (void)status, (void)events; /* nothing is sent there */
}

/* A port on which nobody listens, in either family. */
static uint16_t free_port(void)
{
    struct sockaddr_in6 any = {.sin6_family = AF_INET6};
    socklen_t bytes = sizeof any;
    int handle = socket(AF_INET6, SOCK_STREAM, 0);
    assert_true(handle >= 0);
    assert_int_equal(bind(handle, (const struct sockaddr *)&any, bytes), 0);
    assert_int_equal(getsockname(handle, (struct sockaddr *)&any, &bytes), 0);
    assert_int_equal(close(handle), 0);
    return ntohs(any.sin6_port);
}

static int client_of(const char *address, uint16_t port, int socktype)
{
    struct sockaddr_storage to;
    struct gs_endpoint endpoint = endpoint_of(address, port);
    socklen_t bytes = gs_sockaddr_encode(&endpoint, &to);
    int handle = socket(endpoint.address.family, socktype, 0);
    assert_true(handle >= 0);
    assert_int_equal(connect(handle, (const struct sockaddr *)&to, bytes), 0);
    return handle;
}

static uint16_t port_of(int handle)
{
    struct sockaddr_in6 name = {0}; /* sin_port stands at the same place */
    socklen_t bytes = sizeof name;
    assert_int_equal(getsockname(handle, (struct sockaddr *)&name, &bytes), 0);
    return ntohs(name.sin6_port);
}

static void run_until_seen(struct stage *stage, size_t clients)
{
    while (stage->seen < clients && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
}

static void check_text(const struct gs_address *address, const char *expected)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    assert_string_equal(text, expected);
}

static void the_rows_of_a_null_node_get_in_each_others_way(void **state)
{
    struct stage *stage = *state;
    uint16_t port = free_port();
    add_row(stage, "0.0.0.0", port, SOCK_STREAM, GS_V6ONLY_NONE);
    add_row(stage, "::", port, SOCK_STREAM, GS_V6ONLY_ON);
    add_row(stage, "::", port, SOCK_STREAM, GS_V6ONLY_OFF);
    const struct gs_bind_report *report = open_rows(stage);
    assert_int_equal(report->rows.count, 3);
    assert_true(report->is_listening);
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE);
    assert_int_equal(report->rows.items[1].step, GS_BIND_DONE);
    assert_true(report->rows.items[1].is_open);
    assert_int_equal(report->rows.items[2].step, GS_BIND_BIND);
    assert_int_equal(report->rows.items[2].error, EADDRINUSE);
    assert_false(report->rows.items[2].is_open);
}

static void without_v6only_the_ipv4_port_is_taken_too(void **state)
{
    struct stage *stage = *state;
    uint16_t port = free_port();
    add_row(stage, "::", port, SOCK_STREAM, GS_V6ONLY_OFF);
    add_row(stage, "0.0.0.0", port, SOCK_STREAM, GS_V6ONLY_NONE);
    add_row(stage, "::", port, SOCK_DGRAM, GS_V6ONLY_OFF);
    add_row(stage, "0.0.0.0", port, SOCK_DGRAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE);
    assert_int_equal(report->rows.items[1].error, EADDRINUSE);
    assert_int_equal(report->rows.items[2].step, GS_BIND_DONE);
    assert_int_equal(report->rows.items[3].error, EADDRINUSE);
}

static void each_failing_step_has_its_errno(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        int family;
        int socktype;
        int protocol;
        enum gs_v6only v6only;
        enum gs_bind_step step;
        int error;
    } cases[] = {
        {"not of this machine", "192.0.2.1", AF_INET, SOCK_STREAM, 0, GS_V6ONLY_NONE,
         GS_BIND_BIND, EADDRNOTAVAIL},
        {"not of this machine, IPv6", "2001:db8::1", AF_INET6, SOCK_DGRAM, 0,
         GS_V6ONLY_ON, GS_BIND_BIND, EADDRNOTAVAIL},
        {"link-local without a zone", "fe80::1", AF_INET6, SOCK_STREAM, 0, GS_V6ONLY_ON,
         GS_BIND_BIND, EINVAL},
        {"no such family", "127.0.0.1", 9999, SOCK_STREAM, 0, GS_V6ONLY_NONE,
         GS_BIND_SOCKET, EAFNOSUPPORT},
        {"a protocol of another type", "127.0.0.1", AF_INET, SOCK_DGRAM, IPPROTO_TCP,
         GS_V6ONLY_NONE, GS_BIND_SOCKET, EPROTONOSUPPORT},
        {"V6ONLY on an IPv4 socket", "127.0.0.1", AF_INET, SOCK_STREAM, 0, GS_V6ONLY_ON,
         GS_BIND_V6ONLY, ENOPROTOOPT},
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        add_row(stage, cases[i].address, 0, cases[i].socktype, cases[i].v6only);
        stage->rows.items[i].family = cases[i].family;
        stage->rows.items[i].protocol = cases[i].protocol;
    }
    const struct gs_bind_report *report = open_rows(stage);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(report->rows.items[i].step, cases[i].step);
        assert_int_equal(report->rows.items[i].error, cases[i].error);
    }
    assert_false(report->is_listening);
}

static void what_another_holds_is_in_use(void **state)
{
    struct stage *stage = *state;
    add_row(stage, "127.0.0.1", 0, SOCK_STREAM, GS_V6ONLY_NONE);
    uint16_t port = open_rows(stage)->rows.items[0].endpoint.port;
    struct gs_bind_row_list again = {0};
    gs_vec_push(&again, stage->rows.items[0]);
    again.items[0].endpoint.port = port;
    struct gs_bind *other = gs_bind_open(&stage->loop, &again, changed, stage);
    assert_int_equal(gs_bind_report(other)->rows.items[0].error, EADDRINUSE);
    gs_bind_close(other);
    gs_vec_fini(&again);
}

static void a_port_that_was_not_named_is_told(void **state)
{
    struct stage *stage = *state;
    add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    assert_true(report->rows.items[0].endpoint.port != 0);
    check_text(&report->rows.items[0].endpoint.address, "127.0.0.1");
}

static void a_client_is_shown_as_accept_gave_it(void **state)
{
    static const struct {
        const char *label;
        const char *server;
        enum gs_v6only v6only;
        const char *client;
        const char *coordinates; /* of the accepted socket, local and peer alike */
        int family;
    } cases[] = {
        {"IPv4", "127.0.0.1", GS_V6ONLY_NONE, "127.0.0.1", "127.0.0.1", AF_INET},
        {"IPv4 at any address", "0.0.0.0", GS_V6ONLY_NONE, "127.0.0.1", "127.0.0.1",
         AF_INET},
        {"IPv6", "::1", GS_V6ONLY_ON, "::1", "::1", AF_INET6},
        {"IPv4 as a mapped address", "::", GS_V6ONLY_OFF, "127.0.0.1", "::ffff:127.0.0.1",
         AF_INET6},
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        add_row(stage, cases[i].server, 0, SOCK_STREAM, cases[i].v6only);
    }
    const struct gs_bind_report *report = open_rows(stage);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(report->rows.items[i].step, GS_BIND_DONE);
        uint16_t port = report->rows.items[i].endpoint.port;
        int client = client_of(cases[i].client, port, SOCK_STREAM);
        run_until_seen(stage, i + 1);
        const struct gs_accepted *accepted = &report->accepted.items[i];
        check_text(&accepted->local.address, cases[i].coordinates);
        check_text(&accepted->peer.address, cases[i].coordinates);
        assert_int_equal(accepted->local.port, port);
        assert_int_equal(accepted->peer.port, port_of(client));
        assert_int_equal(accepted->family, cases[i].family);
        assert_int_equal(accepted->socktype, SOCK_STREAM);
        assert_int_equal(accepted->protocol, IPPROTO_TCP);
        assert_int_equal(accepted->row, i);
        assert_int_equal(accepted->len_bytes, 0);
        assert_true(accepted->at_wall_s > 0);
        char byte;
        assert_int_equal(recv(client, &byte, 1, 0), 0); /* closed, and nothing was sent */
        assert_int_equal(close(client), 0);
    }
}

static void the_senders_of_datagrams_are_shown(void **state)
{
    static const char text[] = "more than the one byte that is read";
    struct stage *stage = *state;
    add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    add_row(stage, "::1", 0, SOCK_DGRAM, GS_V6ONLY_ON);
    const struct gs_bind_report *report = open_rows(stage);
    int v4 = client_of("127.0.0.1", report->rows.items[0].endpoint.port, SOCK_DGRAM);
    int v6 = client_of("::1", report->rows.items[1].endpoint.port, SOCK_DGRAM);
    assert_int_equal(send(v4, text, sizeof text, 0), sizeof text);
    run_until_seen(stage, 1);
    assert_int_equal(send(v6, text, 0, 0), 0);
    run_until_seen(stage, 2);
    assert_int_equal(send(v4, text, 5, 0), 5);
    run_until_seen(stage, 3);
    const struct gs_accepted *accepted = report->accepted.items;
    assert_int_equal(accepted[0].len_bytes, sizeof text);
    assert_int_equal(accepted[0].peer.port, port_of(v4));
    assert_int_equal(accepted[0].socktype, SOCK_DGRAM);
    assert_int_equal(accepted[0].protocol, IPPROTO_UDP);
    assert_int_equal(accepted[1].len_bytes, 0);
    assert_int_equal(accepted[1].row, 1);
    check_text(&accepted[1].peer.address, "::1");
    assert_int_equal(accepted[2].len_bytes, 5);
    char byte;
    assert_int_equal(recv(v4, &byte, 1, MSG_DONTWAIT), -1); /* nothing was replied */
    assert_int_equal(close(v4), 0);
    assert_int_equal(close(v6), 0);
}

static void a_storm_of_clients_waits_in_the_kernels_queue(void **state)
{
    enum {
        STORM = 60
    };
    struct stage *stage = *state;
    int clients[STORM];
    add_row(stage, "127.0.0.1", 0, SOCK_STREAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    for (size_t i = 0; i < STORM; i++) {
        clients[i] =
            client_of("127.0.0.1", report->rows.items[0].endpoint.port, SOCK_STREAM);
    }
    uint64_t before_ns = uv_hrtime();
    run_until_seen(stage, STORM);
    assert_int_equal(stage->changes, 2);
    assert_int_equal(stage->most_at_once, 32);
    assert_true(uv_hrtime() - before_ns >= 40000000); /* it rested in between */
    for (size_t i = 0; i < STORM; i++) {
        assert_int_equal(close(clients[i]), 0);
    }
}

static void a_busy_socket_does_not_silence_the_others(void **state)
{
    enum {
        FLOOD = 100
    };
    struct stage *stage = *state;
    char byte = 0;
    add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    int busy = client_of("127.0.0.1", report->rows.items[0].endpoint.port, SOCK_DGRAM);
    int quiet = client_of("127.0.0.1", report->rows.items[1].endpoint.port, SOCK_DGRAM);
    for (size_t i = 0; i < FLOOD; i++) {
        assert_int_equal(send(busy, &byte, sizeof byte, 0), sizeof byte);
    }
    assert_int_equal(send(quiet, &byte, sizeof byte, 0), sizeof byte);
    run_until_seen(stage, 1);
    assert_int_equal(stage->changes, 1);
    assert_int_equal(stage->seen, 33); /* a turn's of the busy one, and the other's */
    assert_int_equal(report->accepted.items[32].row, 1);
    assert_int_equal(report->accepted.items[32].peer.port, port_of(quiet));
    assert_int_equal(close(busy), 0);
    assert_int_equal(close(quiet), 0);
}

/* The loop refuses a descriptor that it believes to watch already. */
static void a_socket_that_cannot_be_watched_is_closed(void **state)
{
    struct stage *stage = *state;
    uv_poll_t stale;
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(uv_poll_init(&stage->loop, &stale, ends[0]), 0);
    assert_int_equal(uv_poll_start(&stale, UV_READABLE, stale_ready), 0);
    assert_int_equal(close(ends[0]), 0); /* the lowest number is the next socket's */
    add_row(stage, "127.0.0.1", 0, SOCK_STREAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    assert_int_equal(report->rows.items[0].step, GS_BIND_WATCH);
    assert_int_equal(report->rows.items[0].error, EEXIST);
    assert_false(report->rows.items[0].is_open);
    assert_false(report->is_listening);
    int again = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(again, ends[0]); /* its number is free again */
    assert_int_equal(close(again), 0);
    uv_close((uv_handle_t *)&stale, NULL);
    (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    assert_int_equal(close(ends[1]), 0);
}

static void only_the_newest_clients_are_kept(void **state)
{
    enum {
        SENT = GS_ACCEPTED_MAX + 44
    };
    struct stage *stage = *state;
    add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    int client = client_of("127.0.0.1", report->rows.items[0].endpoint.port, SOCK_DGRAM);
    static const char text[SENT];
    for (size_t sent = 0; sent < SENT;) {
        for (size_t i = 0; i < 30; i++) {
            sent++;
            assert_int_equal(send(client, text, sent, 0), sent);
        }
        run_until_seen(stage, sent);
    }
    assert_int_equal(report->accepted.count, GS_ACCEPTED_MAX);
    assert_int_equal(report->dropped, SENT - GS_ACCEPTED_MAX);
    assert_int_equal(report->accepted.items[0].len_bytes, SENT - GS_ACCEPTED_MAX + 1);
    assert_int_equal(report->accepted.items[GS_ACCEPTED_MAX - 1].len_bytes, SENT);
    assert_int_equal(close(client), 0);
}

static void closing_frees_the_ports_at_once(void **state)
{
    struct stage *stage = *state;
    uint16_t port = free_port();
    add_row(stage, "127.0.0.1", port, SOCK_STREAM, GS_V6ONLY_NONE);
    const struct gs_bind_report *report = open_rows(stage);
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE);
    int client = client_of("127.0.0.1", port, SOCK_STREAM);
    run_until_seen(stage, 1);
    char byte;
    assert_int_equal(recv(client, &byte, 1, 0), 0);
    assert_int_equal(close(client), 0); /* this side closed first: TIME_WAIT here */
    gs_bind_close(stage->bind);
    report = open_rows(stage);
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE);
}

static void a_handler_may_close(void **state)
{
    struct stage *stage = *state;
    stage->closes = true;
    add_row(stage, "127.0.0.1", 0, SOCK_STREAM, GS_V6ONLY_NONE);
    uint16_t port = open_rows(stage)->rows.items[0].endpoint.port;
    int client = client_of("127.0.0.1", port, SOCK_STREAM);
    run_until_seen(stage, 1);
    assert_null(stage->bind);
    assert_int_equal(close(client), 0);
}

static void rows_over_the_limit_are_left_out(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < GS_BIND_ROWS_MAX + 5; i++) {
        add_row(stage, "127.0.0.1", 0, SOCK_DGRAM, GS_V6ONLY_NONE);
    }
    assert_int_equal(open_rows(stage)->rows.count, GS_BIND_ROWS_MAX);
}

/* Takes or gives back the right to bind ports below 1024. */
static bool set_bind_right(bool has_right)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2];
    uint32_t bit = 1u << CAP_NET_BIND_SERVICE;
    if (syscall(SYS_capget, &header, data) != 0) {
        return false;
    }
    data[0].effective = has_right ? data[0].effective | bit : data[0].effective & ~bit;
    return syscall(SYS_capset, &header, data) == 0;
}

static void a_port_below_1024_needs_privilege(void **state)
{
    struct stage *stage = *state;
    own_world_need(has_own_world);
    assert_true(set_bind_right(false));
    add_row(stage, "0.0.0.0", 21, SOCK_STREAM, GS_V6ONLY_NONE);
    add_row(stage, "::", 21, SOCK_DGRAM, GS_V6ONLY_ON);
    const struct gs_bind_report *report = open_rows(stage);
    assert_true(set_bind_right(true));
    assert_int_equal(report->rows.items[0].step, GS_BIND_BIND);
    assert_int_equal(report->rows.items[0].error, EACCES);
    assert_int_equal(report->rows.items[1].error, EACCES);
}

/** ioctl's argument for an IPv6 address, as the kernel reads it. */
struct link_local_request {
    struct in6_addr address;
    uint32_t prefix_bits;
    int interface;
};

static bool add_link_local(void)
{
    struct link_local_request request = {.prefix_bits = LINK_LOCAL_BITS,
                                         .interface = (int)if_nametoindex("lo")};
    struct gs_endpoint endpoint = endpoint_of("fe80::1", 0);
    memcpy(&request.address, endpoint.address.bytes, sizeof request.address);
    int handle = socket(AF_INET6, SOCK_DGRAM, 0);
    bool is_added = handle >= 0 && ioctl(handle, SIOCSIFADDR, &request) == 0;
    (void)close(handle);
    return is_added;
}

static void a_link_local_address_is_bound_in_its_zone(void **state)
{
    struct stage *stage = *state;
    own_world_need(has_own_world && add_link_local());
    add_row(stage, "fe80::1%lo", 0, SOCK_STREAM, GS_V6ONLY_ON);
    const struct gs_bind_report *report = open_rows(stage);
    while (report->rows.items[0].error == EADDRNOTAVAIL && !stage->is_over) {
        gs_bind_close(stage->bind); /* the kernel is still looking for a duplicate */
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
        report = open_rows(stage);
    }
    assert_int_equal(report->rows.items[0].error, 0);
    check_text(&report->rows.items[0].endpoint.address, "fe80::1%lo");
    int client =
        client_of("fe80::1%lo", report->rows.items[0].endpoint.port, SOCK_STREAM);
    run_until_seen(stage, 1);
    check_text(&report->accepted.items[0].peer.address, "fe80::1%lo");
    assert_int_equal(close(client), 0);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_STAGE(the_rows_of_a_null_node_get_in_each_others_way),
        ON_STAGE(without_v6only_the_ipv4_port_is_taken_too),
        ON_STAGE(each_failing_step_has_its_errno),
        ON_STAGE(what_another_holds_is_in_use),
        ON_STAGE(a_port_that_was_not_named_is_told),
        ON_STAGE(a_client_is_shown_as_accept_gave_it),
        ON_STAGE(the_senders_of_datagrams_are_shown),
        ON_STAGE(a_storm_of_clients_waits_in_the_kernels_queue),
        ON_STAGE(a_busy_socket_does_not_silence_the_others),
        ON_STAGE(a_socket_that_cannot_be_watched_is_closed),
        ON_STAGE(only_the_newest_clients_are_kept),
        ON_STAGE(closing_frees_the_ports_at_once),
        ON_STAGE(a_handler_may_close),
        ON_STAGE(rows_over_the_limit_are_left_out),
        ON_STAGE(a_port_below_1024_needs_privilege),
        ON_STAGE(a_link_local_address_is_bound_in_its_zone),
    };
    has_own_world = own_world_enter();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
