/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/demo/demo.h"
#include "gaiscope/demo/reach.h"
#include "gaiscope/model/sockaddr.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

static void a_comment_says_who_listens_where(void **state)
{
    (void)state;
    struct gs_reach_list list = {0};
    struct gs_buf error = {0};
    const char *text = "; a comment\n"
                       ";@ 192.0.2.1 80 open 31 220 mail.test ready\n"
                       "name A 192.0.2.1\n"
                       ";@ 2001:db8::1 * refused 12\n"
                       ";@ 192.0.2.2\t443\tsilent";
    assert_int_equal(gs_reach_list_parse(text, &list, &error), GS_OK);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].action, GS_REACH_OPEN);
    assert_int_equal(list.items[0].endpoint.port, 80);
    assert_int_equal(list.items[0].distance_ms, 31);
    assert_string_equal(list.items[0].banner, "220 mail.test ready");
    assert_int_equal(list.items[1].action, GS_REACH_REFUSED);
    assert_int_equal(list.items[1].endpoint.address.family, AF_INET6);
    assert_int_equal(list.items[1].endpoint.port, 0);
    assert_int_equal(list.items[2].action, GS_REACH_SILENT);
    assert_null(list.items[2].banner);
    gs_reach_list_fini(&list);
}

static void a_wrong_comment_is_named_with_its_line(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        const char *error;
    } cases[] = {
        {"too short", "\n;@ 192.0.2.1 80",
         "line 2: how far away somebody listens is ADDRESS PORT ACTION"},
        {"no address", ";@ 192.0.2 80 silent", "line 1: this is no address"},
        {"port 0", ";@ 192.0.2.1 0 silent", "line 1: a port is 1 to 65535, or *"},
        {"port too large", ";@ 192.0.2.1 65536 silent",
         "line 1: a port is 1 to 65535, or *"},
        {"unknown action", ";@ 192.0.2.1 80 shut 3", "line 1: unknown action"},
        {"no distance", ";@ 192.0.2.1 80 open",
         "line 1: open and refused need 0 to 60000 milliseconds"},
        {"distance below 0", ";@ 192.0.2.1 80 refused -1",
         "line 1: open and refused need 0 to 60000 milliseconds"},
        {"distance too large", ";@ 192.0.2.1 80 open 60001",
         "line 1: open and refused need 0 to 60000 milliseconds"},
        {"a line of nobody", ";@ 192.0.2.1 80 refused 3 hello",
         "line 1: nothing may follow the distance of refused"},
        {"a distance of silence", ";@ 192.0.2.1 80 silent 3",
         "line 1: nothing may follow silent"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_reach_list list = {0};
        struct gs_buf error = {0};
        check_case(cases[i].label);
        assert_int_equal(gs_reach_list_parse(cases[i].text, &list, &error), GS_EFORMAT);
        assert_string_equal(gs_buf_text(&error), cases[i].error);
        assert_int_equal(list.count, 0);
        gs_buf_fini(&error);
    }
}

static bool is_here(const struct gs_address *address)
{
    return address->family == AF_INET
               ? address->bytes[0] == 127
               : address->family == AF_INET6 && address->bytes[15] == 1 &&
                     address->bytes[0] == 0;
}

static void every_detour_ends_on_this_machine(void **state)
{
    (void)state;
    struct gs_demo *demo = NULL;
    assert_int_equal(gs_demo_start(&demo), GS_OK);
    const struct gs_detour_list *detours = gs_demo_detours(demo);
    assert_true(detours->count > 100);
    for (size_t i = 0; i < detours->count; i++) {
        const struct gs_detour *detour = &detours->items[i];
        assert_true(detour->real.address.family == 0 || is_here(&detour->real.address));
    }
    const struct gs_detour *last = &detours->items[detours->count - 1];
    assert_int_equal(last->shown.address.family, 0);
    assert_int_equal(last->shown.port, 0);
    assert_int_equal(last->real.address.family, 0);
    assert_int_equal(last->error, 0);
    gs_demo_stop(demo);
}

/* The first that fits, as the connector takes it. */
static const struct gs_detour *find(const struct gs_detour_list *detours,
                                    const char *address, uint16_t port)
{
    struct gs_address sought;
    assert_int_equal(gs_address_parse(address, &sought), GS_OK);
    for (size_t i = 0; i < detours->count; i++) {
        const struct gs_endpoint *shown = &detours->items[i].shown;
        bool is_address =
            shown->address.family == 0 || gs_address_is_equal(&shown->address, &sought);
        if (is_address && (shown->port == 0 || shown->port == port)) {
            return &detours->items[i];
        }
    }
    fail_msg("no detour for %s", address);
    return NULL;
}

static void the_zone_says_how_far_away_each_address_is(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *address;
        uint16_t port;
        bool is_open;
        uint32_t distance_ms;
        int error;
    } cases[] = {
        {"slow by a second", "2600:1402:b800:88c::255e", 80, true, 1031, 0},
        {"near", "104.67.192.104", 443, true, 38, 0},
        {"broken", "2001:db8:3::152", 80, false, 0, 0},
        {"refused", "2001:db8:3::153", 80, false, 22, ECONNREFUSED},
        {"of the zone, a web port", "192.0.43.8", 80, true, 20, 0},
        {"of the zone, another port", "192.0.43.8", 8080, false, 20, ECONNREFUSED},
        {"loopback is itself", "127.0.0.1", 4711, true, 0, 0},
        {"not in the zone", "203.0.113.77", 80, false, 0, 0},
    };

    struct gs_demo *demo = NULL;
    assert_int_equal(gs_demo_start(&demo), GS_OK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        const struct gs_detour *detour =
            find(gs_demo_detours(demo), cases[i].address, cases[i].port);
        assert_int_equal(detour->real.address.family != 0, cases[i].is_open);
        assert_int_equal(detour->delay_ms, cases[i].distance_ms);
        assert_int_equal(detour->error, cases[i].error);
    }
    gs_demo_stop(demo);
}

/* Connects to a listener and reads all that it says. */
static size_t read_all(const struct gs_endpoint *endpoint, char *out, size_t size)
{
    struct sockaddr_storage name;
    struct timeval patience = {.tv_sec = 10};
    socklen_t len = gs_sockaddr_encode(endpoint, &name);
    int fd = socket(name.ss_family, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience),
                     0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&name, len), 0);
    size_t count = 0;
    for (ssize_t got = 1; got > 0 && count < size - 1; count += (size_t)got) {
        got = recv(fd, out + count, size - 1 - count, 0);
        assert_true(got >= 0);
    }
    out[count] = '\0';
    (void)close(fd);
    return count;
}

static void a_listener_says_the_line_of_the_zone(void **state)
{
    (void)state;
    struct gs_demo *demo = NULL;
    char said[256];
    assert_int_equal(gs_demo_start(&demo), GS_OK);
    const struct gs_detour_list *detours = gs_demo_detours(demo);
    (void)read_all(&find(detours, "192.0.2.150", 80)->real, said, sizeof said);
    assert_string_equal(said, "HTTP/1.1 408 Request Timeout\r\n");
    (void)read_all(&find(detours, "2001:db8:3::150", 80)->real, said, sizeof said);
    assert_string_equal(said, "HTTP/1.1 408 Request Timeout\r\n");
    assert_int_equal(read_all(&find(detours, "192.0.43.8", 443)->real, said, sizeof said),
                     0);
    gs_demo_stop(demo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_says_who_listens_where),
        cmocka_unit_test(a_wrong_comment_is_named_with_its_line),
        cmocka_unit_test(every_detour_ends_on_this_machine),
        cmocka_unit_test(the_zone_says_how_far_away_each_address_is),
        cmocka_unit_test(a_listener_says_the_line_of_the_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
