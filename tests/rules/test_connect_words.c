/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/connect_words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MS = 1000, /* microseconds */
};

/* An attempt for the service of that number. */
struct tried {
    const char *address;
    size_t service;
    enum gs_connect_status status;
    int64_t elapsed_us;
    uint32_t syns_again;
};

static struct gs_connect_report *report_of(size_t services, const struct tried *tried,
                                           size_t count)
{
    static const char *const names[] = {"www", "https", "nosuch", "99999"};
    struct gs_connect_report *report = gs_connect_report_new("host.test");
    report->name_outcome = GS_OUTCOME_ANSWERED;
    report->is_complete = true;
    report->service_count = services;
    for (size_t i = 0; i < services; i++) {
        (void)snprintf(report->services[i].name, sizeof report->services[i].name, "%s",
                       names[i]);
        report->services[i].port = (uint16_t)(i >= 2 ? 0 : 80 + i);
    }
    for (size_t i = 0; i < count && tried[i].address != NULL; i++) {
        struct gs_connect_attempt attempt = {
            .service = tried[i].service,
            .connection = {.status = tried[i].status,
                           .elapsed_us = tried[i].elapsed_us,
                           .syns_again = tried[i].syns_again}};
        assert_int_equal(
            gs_address_parse(tried[i].address, &attempt.connection.endpoint.address),
            GS_OK);
        gs_vec_push(&report->attempts, attempt);
    }
    return report;
}

static const struct {
    const char *label;
    size_t services;
    struct tried tried[4];
    const char *count;
    const char *sentences;
} cases[] = {
    {"all listen",
     1,
     {{"2001:db8::1", 0, GS_CONNECT_OPEN, 31 * MS, 0},
      {"192.0.2.1", 0, GS_CONNECT_OPEN, 38 * MS, 0}},
     "2 of 2 listen",
     ""},
    {"a lost SYN",
     1,
     {{"192.0.2.9", 0, GS_CONNECT_OPEN, 31 * MS, 0},
      {"2001:db8::1", 0, GS_CONNECT_OPEN, 1031 * MS, 1}},
     "2 of 2 listen",
     "The first SYN to address 2 was lost; the second, a second later, was answered in "
     "31 ms. A "
     "race hides that loss, a serial client makes its user wait for it.\n"},
    {"several lost SYNs",
     1,
     {{"2001:db8::1", 0, GS_CONNECT_OPEN, 3000 * MS, 2}},
     "1 of 1 listen",
     "2 SYNs to address 1 were lost: it was open after 3.0 s. A race hides such a loss, "
     "a serial "
     "client makes its user wait for it.\n"},
    {"two services",
     2,
     {{"192.0.2.1", 0, GS_CONNECT_OPEN, 5 * MS, 0},
      {"192.0.2.1", 1, GS_CONNECT_REFUSED, 5 * MS, 0}},
     "www 1 of 1, https 0 of 1 listen",
     ""},
    {"nobody listens",
     1,
     {{"192.0.2.1", 0, GS_CONNECT_REFUSED, 5 * MS, 0}},
     "0 of 1 listen",
     "The name is fine and the host is there, but nothing listens: the service is not "
     "running.\n"},
    {"nobody answers",
     1,
     {{"192.0.2.1", 0, GS_CONNECT_SILENT, 5 * MS, 0}},
     "0 of 1 listen",
     "The name is fine; what failed is the network, or the service.\n"},
    {"IPv6 is silent",
     1,
     {{"2001:db8::1", 0, GS_CONNECT_SILENT, 5 * MS, 0},
      {"192.0.2.1", 0, GS_CONNECT_OPEN, 5 * MS, 0}},
     "1 of 2 listen",
     "IPv6 opens nowhere, IPv4 does: a client that tries IPv6 first waits until the "
     "kernel gives up.\n"},
    {"IPv4 is refused",
     1,
     {{"2001:db8::1", 0, GS_CONNECT_OPEN, 5 * MS, 0},
      {"192.0.2.1", 0, GS_CONNECT_REFUSED, 5 * MS, 0}},
     "1 of 2 listen",
     "IPv4 opens nowhere, IPv6 does: a client that tries IPv4 first hears so after "
     "5.0 ms.\n"},
    {"nothing is said before the end",
     1,
     {{"2001:db8::1", 0, GS_CONNECT_WAITING, 5 * MS, 0},
      {"192.0.2.1", 0, GS_CONNECT_REFUSED, 5 * MS, 0}},
     "0 of 2 listen",
     ""},
    {"a service that nobody knows",
     3,
     {{"192.0.2.1", 0, GS_CONNECT_OPEN, 5 * MS, 0}},
     "www 1 of 1 listen",
     "The services table knows no TCP port of \"nosuch\": a program hears EAI_SERVICE, "
     "and "
     "connects to nobody.\n"},
    {"a service that is no port",
     4,
     {{"192.0.2.1", 0, GS_CONNECT_OPEN, 5 * MS, 0}},
     "www 1 of 1 listen",
     "The services table knows no TCP port of \"nosuch\": a program hears EAI_SERVICE, "
     "and connects to nobody.\n"
     "99999 is no port to connect to: they are 1 to 65535. Nobody is connected to.\n"},
    {"no address", 1, {{0}}, "0 of 0 listen", "There is no address to connect to.\n"},
};

static void what_is_seen_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf count = {0};
        struct gs_buf sentences = {0};
        struct gs_connect_report *report =
            report_of(cases[i].services, cases[i].tried, COUNT_OF(cases[i].tried));
        check_case(cases[i].label);
        gs_connect_count_words(report, &count);
        gs_connect_sentences(report, &sentences);
        assert_string_equal(gs_buf_text(&count), cases[i].count);
        assert_string_equal(gs_buf_text(&sentences), cases[i].sentences);
        gs_buf_fini(&count);
        gs_buf_fini(&sentences);
        gs_connect_report_free(report);
    }
}

static void a_name_that_fails_is_the_step_that_failed(void **state)
{
    struct gs_buf out = {0};
    struct gs_connect_report *report = report_of(1, NULL, 0);
    (void)state;
    report->name_outcome = GS_OUTCOME_NO_SUCH_NAME;
    gs_connect_sentences(report, &out);
    assert_string_equal(
        gs_buf_text(&out),
        "The name service is the step that failed: no such name. There is nobody to "
        "connect to, so the network was not tried.\n");
    gs_buf_clear(&out);
    report->is_complete = false; /* not known yet */
    gs_connect_sentences(report, &out);
    assert_string_equal(gs_buf_text(&out), "");
    gs_buf_fini(&out);
    gs_connect_report_free(report);
}

/* What was not asked by its name is not called fine. */
static void an_address_has_no_name_that_is_fine(void **state)
{
    static const struct {
        const char *host;
        enum gs_connect_status status;
        const char *says;
    } hosts[] = {
        {"host.test", GS_CONNECT_SILENT,
         "The name is fine; what failed is the network, or the service.\n"},
        {"192.0.2.1", GS_CONNECT_SILENT, "What failed is the network, or the service.\n"},
        {"::1", GS_CONNECT_REFUSED,
         "The host is there, but nothing listens: the service is not running.\n"},
        {"", GS_CONNECT_REFUSED,
         "The host is there, but nothing listens: the service is not running.\n"},
        {"host.test", GS_CONNECT_STOPPED, ""}, /* that proves nothing */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        struct gs_buf out = {0};
        const struct tried tried = {"192.0.2.1", 0, hosts[i].status, 0, 0};
        struct gs_connect_report *report = report_of(1, &tried, 1);
        free(report->host);
        report->host = gs_mem_copy_text(hosts[i].host);
        gs_connect_sentences(report, &out);
        assert_string_equal(gs_buf_text(&out), hosts[i].says);
        gs_buf_fini(&out);
        gs_connect_report_free(report);
    }
}

static void only_a_route_that_is_missing_here_sends_nothing(void **state)
{
    static const struct {
        int error;
        bool is_unrouted;
        const char *says;
    } errors[] = {
        {ENETUNREACH, true,
         "no route from this machine to the address: nothing was sent"},
        {ENETDOWN, true, "no route from this machine to the address: nothing was sent"},
        {EACCES, false, "A filter here or on the way forbids it"},
        {EPERM, false, "A filter here or on the way forbids it"},
        {EHOSTUNREACH, false, "A router or the host's link says that it is not reached"},
        {EADDRNOTAVAIL, false, "cannot begin from here"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        const struct gs_connection one = {.status = GS_CONNECT_NO_ROUTE,
                                          .error = errors[i].error};
        assert_int_equal(gs_connect_is_unrouted(&one), errors[i].is_unrouted);
        assert_non_null(strstr(gs_connect_advice(&one), errors[i].says));
    }
    assert_string_equal(gs_connect_meaning(EACCES),
                        "a filter here or on the way forbids it");
    assert_string_equal(gs_connect_meaning(EHOSTUNREACH),
                        "a router or the link says: not reached");
}

static void who_connects_to_any_hears_whom_it_reaches(void **state)
{
    struct gs_buf out = {0};
    const struct tried tried = {"::", 0, GS_CONNECT_OPEN, 0, 0};
    struct gs_connect_report *report = report_of(1, &tried, 1);
    (void)state;
    gs_connect_sentences(report, &out);
    assert_non_null(strstr(gs_buf_text(&out), "reaches this machine itself."));
    gs_buf_fini(&out);
    gs_connect_report_free(report);
}

static void each_end_has_its_advice(void **state)
{
    (void)state;
    for (int status = 0; status < GS_CONNECT_STATUS_COUNT; status++) {
        bool is_over = gs_connect_is_over((enum gs_connect_status)status);
        const struct gs_connection one = {.status = (enum gs_connect_status)status};
        const char *advice = gs_connect_advice(&one);
        assert_int_equal(advice[0] != '\0', is_over);
    }
    assert_string_equal(gs_connect_meaning(0), "");
    assert_string_equal(gs_connect_meaning(ECONNREFUSED), "nothing listens on this port");
    assert_true(gs_connect_meaning(ETIMEDOUT)[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_seen_is_told),
        cmocka_unit_test(a_name_that_fails_is_the_step_that_failed),
        cmocka_unit_test(an_address_has_no_name_that_is_fine),
        cmocka_unit_test(who_connects_to_any_hears_whom_it_reaches),
        cmocka_unit_test(each_end_has_its_advice),
        cmocka_unit_test(only_a_route_that_is_missing_here_sends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
