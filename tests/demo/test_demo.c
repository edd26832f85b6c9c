/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/demo/demo.h"
#include "gaiscope/demo/name_server.h"
#include "gaiscope/dns/message.h"
#include "gaiscope/model/dns_answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#define MESSAGE_MAX 65535
#define PATIENCE_S  10

static int start_demo(void **state)
{
    struct gs_demo *demo = NULL;
    enum gs_status status = gs_demo_start(&demo);
    *state = demo;
    return status != GS_OK;
}

static int stop_demo(void **state)
{
    gs_demo_stop(*state);
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/** A socket connected to the demo, which gives up reading after PATIENCE_S. */
static int connect_to(const struct gs_demo *demo, int socktype)
{
    struct gs_endpoint endpoint = gs_demo_endpoint(demo);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(endpoint.port)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    memcpy(&to.sin_addr, endpoint.address.bytes, sizeof to.sin_addr);
    int fd = socket(AF_INET, socktype, 0);
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience),
                     0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static void send_question(int fd, const char *name, uint16_t type, uint16_t id)
{
    uint8_t query[512];
    size_t len = gs_message_encode_query(
        name, type, id, &(struct gs_dns_asking){.udp_size = 1232}, query);
    assert_int_equal(send(fd, query, len, 0), (ssize_t)len);
}

/** Receives one datagram; returns its id. */
static uint16_t receive_id(int fd)
{
    uint8_t wire[MESSAGE_MAX];
    ssize_t len = recv(fd, wire, sizeof wire, 0);
    assert_true(len >= 12);
    return (uint16_t)(wire[0] << 8 | wire[1]);
}

static struct gs_dns_answer *decode(const uint8_t *wire, size_t len, const char *name,
                                    uint16_t type)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    assert_int_equal(gs_message_decode(wire, len, answer), GS_OK);
    return answer;
}

static size_t frame_question(const char *name, uint16_t type, uint8_t out[514])
{
    size_t len = gs_message_encode_query(
        name, type, 7, &(struct gs_dns_asking){.udp_size = 1232}, out + 2);
    out[0] = (uint8_t)(len >> 8);
    out[1] = (uint8_t)len;
    return len + 2;
}

static size_t receive_framed(int fd, uint8_t wire[MESSAGE_MAX])
{
    uint8_t prefix[2];
    assert_int_equal(recv(fd, prefix, 2, MSG_WAITALL), 2);
    size_t len = (size_t)prefix[0] << 8 | prefix[1];
    assert_int_equal(recv(fd, wire, len, MSG_WAITALL), (ssize_t)len);
    return len;
}

static void it_answers_by_udp(void **state)
{
    uint8_t wire[MESSAGE_MAX];
    int fd = connect_to(*state, SOCK_DGRAM);
    send_question(fd, "iana.org", GS_TYPE_MX, 7);
    ssize_t len = recv(fd, wire, sizeof wire, 0);
    assert_true(len > 0);
    struct gs_dns_answer *answer = decode(wire, (size_t)len, "iana.org", GS_TYPE_MX);
    assert_int_equal(answer->answer.count, 5);
    gs_dns_answer_free(answer);
    close(fd);
}

static void truncated_answer_is_whole_by_tcp_on_the_same_port(void **state)
{
    uint8_t wire[MESSAGE_MAX];
    uint8_t query[514];
    int fd = connect_to(*state, SOCK_STREAM);
    size_t len = frame_question("truncated.fault.test", GS_TYPE_A, query);
    assert_int_equal(send(fd, query, len, 0), (ssize_t)len);
    len = receive_framed(fd, wire);
    struct gs_dns_answer *answer = decode(wire, len, "truncated.fault.test", GS_TYPE_A);
    assert_false(answer->flags.tc);
    assert_int_equal(answer->answer.count, 1);
    gs_dns_answer_free(answer);
    close(fd);
}

static void questions_by_tcp_may_come_in_pieces_and_together(void **state)
{
    uint8_t wire[MESSAGE_MAX];
    uint8_t query[2 * 514];
    int fd = connect_to(*state, SOCK_STREAM);
    size_t len = frame_question("iana.org", GS_TYPE_A, query);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(send(fd, query + i, 1, MSG_NOSIGNAL), 1);
    }
    gs_dns_answer_free(decode(wire, receive_framed(fd, wire), "iana.org", GS_TYPE_A));
    len += frame_question("mit.edu", GS_TYPE_AAAA, query + len);
    assert_int_equal(send(fd, query, len, MSG_NOSIGNAL), (ssize_t)len);
    gs_dns_answer_free(decode(wire, receive_framed(fd, wire), "iana.org", GS_TYPE_A));
    gs_dns_answer_free(decode(wire, receive_framed(fd, wire), "mit.edu", GS_TYPE_AAAA));
    close(fd);
}

static void slow_name_does_not_hold_up_others(void **state)
{
    int fd = connect_to(*state, SOCK_DGRAM);
    int64_t start = now_ms();
    send_question(fd, "slow.fault.test", GS_TYPE_A, 1);
    send_question(fd, "iana.org", GS_TYPE_A, 2);
    assert_int_equal(receive_id(fd), 2);
    assert_true(now_ms() - start < 1500);
    assert_int_equal(receive_id(fd), 1);
    assert_true(now_ms() - start >= 1990);
    close(fd);
}

static void silent_name_gets_nothing(void **state)
{
    int fd = connect_to(*state, SOCK_DGRAM);
    send_question(fd, "silent.fault.test", GS_TYPE_A, 1);
    send_question(fd, "silent6.fault.test", GS_TYPE_AAAA, 2);
    send_question(fd, "silent6.fault.test", GS_TYPE_A, 3);
    assert_int_equal(receive_id(fd), 3);
    uint8_t byte;
    assert_int_equal(recv(fd, &byte, 1, MSG_DONTWAIT), -1);
    close(fd);
}

static void garbage_does_not_stop_it(void **state)
{
    int udp = connect_to(*state, SOCK_DGRAM);
    int tcp = connect_to(*state, SOCK_STREAM);
    uint8_t junk[1000];
    for (size_t i = 0; i < sizeof junk; i++) {
        junk[i] = (uint8_t)(i * 7 + 13);
    }
    for (size_t len = 0; len < 100; len++) {
        (void)send(udp, junk, len, 0);
    }
    (void)send(tcp, junk, sizeof junk, MSG_NOSIGNAL);
    close(tcp);
    close(udp);
    it_answers_by_udp(state);
}

/** Waits for the other side to close; returns whether it did. */
static bool is_closed(int fd)
{
    uint8_t byte;
    ssize_t len = recv(fd, &byte, 1, 0);
    return len == 0 || (len < 0 && errno == ECONNRESET);
}

static void one_connection_too_many_is_closed(void **state)
{
    int fds[GS_SERVER_CONNECTIONS_MAX + 1];
    for (size_t i = 0; i <= GS_SERVER_CONNECTIONS_MAX; i++) {
        fds[i] = connect_to(*state, SOCK_STREAM);
    }
    assert_true(is_closed(fds[GS_SERVER_CONNECTIONS_MAX]));
    for (size_t i = 0; i <= GS_SERVER_CONNECTIONS_MAX; i++) {
        close(fds[i]);
    }
}

static void client_that_goes_away_does_no_harm(void **state)
{
    uint8_t query[514];
    struct linger reset_at_once = {.l_onoff = 1};
    size_t len = frame_question("iana.org", GS_TYPE_MX, query);
    for (int i = 0; i < 200; i++) {
        int fd = connect_to(*state, SOCK_STREAM);
        (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset_at_once, sizeof reset_at_once);
        for (int n = 0; n < 20; n++) {
            (void)send(fd, query, len, MSG_NOSIGNAL);
        }
        close(fd);
    }
    it_answers_by_udp(state);
}

static void stopping_drops_what_is_under_way_at_once(void **state)
{
    struct gs_demo *demo = NULL;
    (void)state;
    assert_int_equal(gs_demo_start(&demo), GS_OK);
    int udp = connect_to(demo, SOCK_DGRAM);
    int tcp = connect_to(demo, SOCK_STREAM);
    send_question(udp, "slow.fault.test", GS_TYPE_A, 1);
    send_question(udp, "iana.org", GS_TYPE_A, 2);
    assert_int_equal(receive_id(udp), 2);
    int64_t start = now_ms();
    gs_demo_stop(demo);
    assert_true(now_ms() - start < 1000);
    assert_true(is_closed(tcp));
    close(udp);
    close(tcp);
}

static void several_run_beside_each_other(void **state)
{
    struct gs_demo *other = NULL;
    assert_int_equal(gs_demo_start(&other), GS_OK);
    struct gs_endpoint mine = gs_demo_endpoint(*state);
    struct gs_endpoint theirs = gs_demo_endpoint(other);
    assert_false(gs_endpoint_is_equal(&mine, &theirs));
    gs_demo_stop(other);
    gs_demo_stop(NULL);
}

static void first_question_has_an_answer(void **state)
{
    const char *host = NULL;
    const char *service = NULL;
    uint8_t wire[MESSAGE_MAX];
    gs_demo_first_question(&host, &service);
    assert_non_null(service);
    int fd = connect_to(*state, SOCK_DGRAM);
    send_question(fd, host, GS_TYPE_AAAA, 1);
    ssize_t len = recv(fd, wire, sizeof wire, 0);
    assert_true(len > 0);
    struct gs_dns_answer *answer = decode(wire, (size_t)len, host, GS_TYPE_AAAA);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    gs_dns_answer_free(answer);
    close(fd);
}

/* A socket at the demo's port of another address of loopback; -1: there is none here. */
static int connect_to_address(const struct gs_demo *demo,
                              const struct gs_address *address)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(gs_demo_endpoint(demo).port)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    memcpy(&to.sin_addr, address->bytes, sizeof to.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0); /* TCP tells whether somebody listens */
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience),
                     0);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0) {
        (void)close(fd);
        fd = socket(AF_INET, SOCK_DGRAM, 0);
        assert_true(fd >= 0);
        assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
        return fd;
    }
    (void)close(fd);
    return -1;
}

static void the_root_listens_beside_it_and_refers(void **state)
{
    struct gs_dname host;
    struct gs_address address;
    size_t count = 0;
    for (; gs_demo_root(*state, count, &host, &address); count++) {
        int fd = connect_to_address(*state, &address);
        if (fd < 0) {
            skip(); /* 127.0.0.1 is the only address of loopback */
        }
        uint8_t bytes[MESSAGE_MAX];
        send_question(fd, "python.org", GS_TYPE_A, 7);
        ssize_t len = recv(fd, bytes, sizeof bytes, 0);
        assert_true(len > 12);
        assert_int_equal(bytes[2] & 0x04, 0); /* no AA: a referral */
        assert_int_equal(bytes[9], 2);        /* two servers of org. */
        assert_int_equal(close(fd), 0);
    }
    assert_int_equal(count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers_by_udp),
        cmocka_unit_test(truncated_answer_is_whole_by_tcp_on_the_same_port),
        cmocka_unit_test(questions_by_tcp_may_come_in_pieces_and_together),
        cmocka_unit_test(slow_name_does_not_hold_up_others),
        cmocka_unit_test(silent_name_gets_nothing),
        cmocka_unit_test(garbage_does_not_stop_it),
        cmocka_unit_test(one_connection_too_many_is_closed),
        cmocka_unit_test(client_that_goes_away_does_no_harm),
        cmocka_unit_test(stopping_drops_what_is_under_way_at_once),
        cmocka_unit_test(several_run_beside_each_other),
        cmocka_unit_test(first_question_has_an_answer),
        cmocka_unit_test(the_root_listens_beside_it_and_refers),
    };
    return cmocka_run_group_tests(tests, start_demo, stop_demo);
}
