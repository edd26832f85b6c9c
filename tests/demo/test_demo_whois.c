/* SPDX-License-Identifier: MIT */
/* The whois servers of the demo, over real sockets, and the text they are made of. */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/demo/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    PATIENCE_S = 10,
};

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

static int connect_to(uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* Sends bytes and reads to the end. Owns: the caller. */
static char *talk(uint16_t port, const char *bytes)
{
    struct gs_buf text = {0};
    char chunk[1024];
    ssize_t len = 0;
    int fd = connect_to(port);
    assert_true(fd >= 0);
    assert_int_equal(send(fd, bytes, strlen(bytes), MSG_NOSIGNAL),
                     (ssize_t)strlen(bytes));
    while ((len = recv(fd, chunk, sizeof chunk, 0)) > 0) {
        gs_buf_add(&text, chunk, (size_t)len);
    }
    (void)close(fd);
    return gs_buf_claim(&text);
}

static uint16_t port_of(const char *host_and_port)
{
    const char *colon = strrchr(host_and_port, ':');
    assert_non_null(colon);
    return (uint16_t)strtoul(colon + 1, NULL, 10);
}

/* The port of a referral in a text, behind `name` and a colon. */
static uint16_t referred(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    if (at == NULL) {
        fail_msg("%s is not in %s", name, text);
        return 0;
    }
    return (uint16_t)strtoul(at + strlen(name) + 1, NULL, 10);
}

static void root_leads_to_registry_and_registrar(void **state)
{
    uint16_t root = port_of(gs_demo_whois(*state));
    assert_memory_equal(gs_demo_whois(*state), "whois.iana.org:", 15);
    char *text = talk(root, "python.org\r\n");
    uint16_t registry = referred(text, "refer:        whois.registry.example");
    free(text);
    text = talk(registry, "python.org\r\n");
    assert_non_null(strstr(text, "Registrar: Registrar Example, Inc.\r\n"));
    uint16_t registrar =
        referred(text, "Registrar WHOIS Server: whois.registrar.example");
    free(text);
    text = talk(registrar, "PYTHON.ORG\n"); /* as a person may type it */
    assert_non_null(strstr(text, "Registrant Country: US\r\n"));
    free(text);
}

static void addresses_and_as_numbers_lead_to_the_regional_registry(void **state)
{
    static const char *const queries[] = {"198.51.100.223\r\n", "2001:db8:64::223\r\n",
                                          "AS64500\r\n"};
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        char *text = talk(port_of(gs_demo_whois(*state)), queries[i]);
        uint16_t port = referred(text, "whois.rir.example");
        free(text);
        text = talk(port, queries[i]);
        assert_non_null(strstr(text, "source:         DEMO\r\n"));
        free(text);
    }
}

static void what_nobody_has_is_no_match(void **state)
{
    char *text = talk(port_of(gs_demo_whois(*state)), "nosuch.nowhere\r\n");
    assert_non_null(strstr(text, "returned 0 objects"));
    free(text);
    text = talk(port_of(gs_demo_whois(*state)), "nosuch.org\r\n");
    uint16_t registry = referred(text, "refer:        whois.registry.example");
    free(text);
    text = talk(registry, "nosuch.org\r\n");
    assert_non_null(strstr(text, "No match"));
    free(text);
}

static void a_closed_registry_refuses(void **state)
{
    char *text = talk(port_of(gs_demo_whois(*state)), "name.closed\r\n");
    uint16_t port = referred(text, "refer:        whois.closed.example");
    free(text);
    assert_int_equal(connect_to(port), -1);
}

static void a_line_may_come_in_pieces_and_may_not_be_endless(void **state)
{
    uint16_t port = port_of(gs_demo_whois(*state));
    int fd = connect_to(port);
    char chunk[2048];
    assert_int_equal(send(fd, "python", 6, MSG_NOSIGNAL), 6);
    assert_int_equal(send(fd, ".org\r", 5, MSG_NOSIGNAL), 5);
    assert_int_equal(send(fd, "\n", 1, MSG_NOSIGNAL), 1);
    assert_true(recv(fd, chunk, sizeof chunk, 0) > 0);
    (void)close(fd);
    fd = connect_to(port);
    memset(chunk, 'x', sizeof chunk);
    assert_int_equal(send(fd, chunk, 513, MSG_NOSIGNAL), 513);
    assert_true(recv(fd, chunk, sizeof chunk, 0) <= 0); /* closed, or reset */
    (void)close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(root_leads_to_registry_and_registrar, start_demo,
                                        stop_demo),
        cmocka_unit_test_setup_teardown(
            addresses_and_as_numbers_lead_to_the_regional_registry, start_demo,
            stop_demo),
        cmocka_unit_test_setup_teardown(what_nobody_has_is_no_match, start_demo,
                                        stop_demo),
        cmocka_unit_test_setup_teardown(a_closed_registry_refuses, start_demo, stop_demo),
        cmocka_unit_test_setup_teardown(a_line_may_come_in_pieces_and_may_not_be_endless,
                                        start_demo, stop_demo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
