/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/bind_words.h"
#include "gaiscope/rules/verdict.h"

#include <errno.h>

#include <netinet/in.h>

/* Adds a row as it was tried; `error` 0: it was opened and is open. */
static void add(struct gs_bind_report *report, const char *address, uint16_t port,
                enum gs_v6only v6only, int error)
{
    struct gs_bind_row row = {.endpoint.port = port,
                              .socktype = SOCK_STREAM,
                              .protocol = IPPROTO_TCP,
                              .v6only = v6only,
                              .step = error == 0 ? GS_BIND_DONE : GS_BIND_BIND,
                              .error = error,
                              .is_open = error == 0};
    assert_int_equal(gs_address_parse(address, &row.endpoint.address), GS_OK);
    row.family = row.endpoint.address.family;
    report->is_listening |= row.is_open;
    gs_vec_push(&report->rows, row);
}

static void check_row(const struct gs_bind_report *report, size_t row,
                      const char *outcome, const char *meaning)
{
    struct gs_bind_words words = gs_bind_words_of(report, row);
    assert_string_equal(words.outcome, outcome);
    assert_string_equal(words.meaning, meaning);
}

static void the_sockets_of_a_null_node_say_who_stands_in_the_way(void **state)
{
    (void)state;
    struct gs_bind_report *report = gs_bind_report_new();
    add(report, "0.0.0.0", 21, GS_V6ONLY_NONE, EACCES);
    add(report, "0.0.0.0", 8000, GS_V6ONLY_NONE, 0);
    add(report, "::", 8000, GS_V6ONLY_ON, 0);
    add(report, "::", 8000, GS_V6ONLY_OFF, EADDRINUSE);
    check_row(report, 0, "needs privilege", "ports below 1024 belong to root");
    check_row(report, 1, "listening", "");
    check_row(report, 2, "listening", "beside IPv4 on the same port");
    check_row(report, 3, "in use", "with it off, :: wants the IPv4 port too");
    assert_int_equal(gs_bind_count_good(report), 2);
    assert_int_equal(gs_bind_words_of(report, 0).came, GS_OUTCOME_REFUSED);
    assert_int_equal(gs_bind_words_of(report, 1).came, GS_OUTCOME_ANSWERED);
    report->rows.items[3].error = ENOMEM;
    assert_int_equal(gs_bind_words_of(report, 3).came, GS_OUTCOME_FAILED);
    gs_bind_report_free(report);
}

static void each_way_to_be_in_use_has_its_reason(void **state)
{
    static const struct {
        const char *label;
        const char *open; /* "": nothing of this report is open */
        enum gs_v6only open_v6only;
        const char *address;
        enum gs_v6only v6only;
        const char *meaning;
    } cases[] = {
        {"somebody else", "", GS_V6ONLY_NONE, "0.0.0.0", GS_V6ONLY_NONE,
         "another socket has this port"},
        {"the same address", "::1", GS_V6ONLY_ON, "::1", GS_V6ONLY_OFF,
         "a row above has this address and port"},
        {"IPv4 after :: without V6ONLY", "::", GS_V6ONLY_OFF, "0.0.0.0", GS_V6ONLY_NONE,
         ":: above has the IPv4 port too, with V6ONLY off"},
        {"IPv4 after :: with V6ONLY", "::", GS_V6ONLY_ON, "0.0.0.0", GS_V6ONLY_NONE,
         "another socket has this port"},
        {":: without V6ONLY after IPv4", "0.0.0.0", GS_V6ONLY_NONE, "::", GS_V6ONLY_OFF,
         "with it off, :: wants the IPv4 port too"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_bind_report *report = gs_bind_report_new();
        if (cases[i].open[0] != '\0') {
            add(report, cases[i].open, 80, cases[i].open_v6only, 0);
        }
        add(report, cases[i].address, 80, cases[i].v6only, EADDRINUSE);
        check_row(report, report->rows.count - 1, "in use", cases[i].meaning);
        gs_bind_report_free(report);
    }
}

static void each_failure_has_words(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        enum gs_bind_step step;
        int error;
        const char *outcome;
        const char *id;
        const char *call;
    } cases[] = {
        {"address elsewhere", "192.0.2.1", GS_BIND_BIND, EADDRNOTAVAIL,
         "address not here", "address_not_here", "bind()"},
        {"raw without privilege", "127.0.0.1", GS_BIND_SOCKET, EPERM, "needs privilege",
         "needs_privilege", "socket()"},
        {"forbidden by rules", "127.0.0.1", GS_BIND_BIND, EPERM, "not allowed",
         "not_allowed", "bind()"},
        {"no IPv6", "::1", GS_BIND_SOCKET, EAFNOSUPPORT, "no such family",
         "no_such_family", "socket()"},
        {"no such protocol", "127.0.0.1", GS_BIND_SOCKET, EPROTONOSUPPORT,
         "no such socket", "no_such_socket", "socket()"},
        {"no such type", "127.0.0.1", GS_BIND_SOCKET, ESOCKTNOSUPPORT, "no such socket",
         "no_such_socket", "socket()"},
        {"V6ONLY refused", "127.0.0.1", GS_BIND_V6ONLY, ENOPROTOOPT, "no such option",
         "no_such_option", "setsockopt(IPV6_V6ONLY)"},
        {"no descriptors", "127.0.0.1", GS_BIND_SOCKET, EMFILE, "no more sockets",
         "no_more_sockets", "socket()"},
        {"listen taken by another", "127.0.0.1", GS_BIND_LISTEN, EADDRINUSE, "in use",
         "in_use", "listen()"},
        {"anything else", "127.0.0.1", GS_BIND_BIND, EIO, "failed", "failed", "bind()"},
        {"not tried", "127.0.0.1", GS_BIND_WAITING, 0, "not tried", "not_tried", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_bind_report *report = gs_bind_report_new();
        add(report, cases[i].address, 8080, GS_V6ONLY_NONE, EIO);
        report->rows.items[0].step = cases[i].step;
        report->rows.items[0].error = cases[i].error;
        struct gs_bind_words words = gs_bind_words_of(report, 0);
        assert_string_equal(words.outcome, cases[i].outcome);
        assert_string_equal(words.id, cases[i].id);
        assert_string_equal(words.call, cases[i].call);
        assert_false(words.is_good);
        gs_bind_report_free(report);
    }
}

static void a_link_local_address_without_zone_is_told_what_it_lacks(void **state)
{
    (void)state;
    struct gs_bind_report *report = gs_bind_report_new();
    add(report, "fe80::1", 8080, GS_V6ONLY_ON, EINVAL);
    check_row(report, 0, "failed",
              "a link-local address needs its interface: fe80::1%eth0");
    gs_bind_report_free(report);
}

static void what_was_closed_again_stands_in_the_past(void **state)
{
    (void)state;
    struct gs_bind_report *report = gs_bind_report_new();
    add(report, "127.0.0.1", 8080, GS_V6ONLY_NONE, 0);
    add(report, "127.0.0.1", 8080, GS_V6ONLY_NONE, 0);
    report->rows.items[1].socktype = SOCK_DGRAM;
    report->rows.items[1].protocol = IPPROTO_UDP;
    check_row(report, 1, "bound", "");
    report->rows.items[0].is_open = report->rows.items[1].is_open = false;
    check_row(report, 0, "listened", "");
    check_row(report, 1, "was bound", "");
    assert_string_equal(gs_bind_words_of(report, 0).id, "listening");
    gs_bind_report_free(report);
}

static void transports_have_short_names(void **state)
{
    (void)state;
    assert_string_equal(gs_bind_transport(SOCK_STREAM, 0), "tcp");
    assert_string_equal(gs_bind_transport(SOCK_STREAM, IPPROTO_TCP), "tcp");
    assert_string_equal(gs_bind_transport(SOCK_DGRAM, IPPROTO_UDP), "udp");
    assert_string_equal(gs_bind_transport(SOCK_SEQPACKET, IPPROTO_SCTP), "sctp");
    assert_string_equal(gs_bind_transport(SOCK_RAW, 0), "raw");
}

static void check_verdict(const struct gs_lookup *lookup, enum gs_verdict_kind kind,
                          const char *word, const char *clause)
{
    struct gs_verdict verdict = gs_verdict_of(lookup, NULL, 0);
    assert_int_equal(verdict.kind, kind);
    assert_string_equal(verdict.word, word);
    assert_string_equal(verdict.clauses[0], clause);
    assert_true(verdict.clause_count >= 2);
}

static void the_verdict_of_a_null_node_is_what_a_server_gets(void **state)
{
    (void)state;
    struct gs_lookup lookup = {.question = make_question(NULL, "ftp")};
    lookup.parts[GS_PART_SYSTEM].progress = GS_PROGRESS_DONE;
    lookup.now.system = make_system("0.0.0.0 ::");
    struct gs_bind_report *report = lookup.now.bind = gs_bind_report_new();
    add(report, "0.0.0.0", 21, GS_V6ONLY_NONE, EACCES);
    check_verdict(&lookup, GS_VERDICT_LOOK, "needs privilege", "port 21 is below 1024");
    add(report, "0.0.0.0", 8000, GS_V6ONLY_NONE, 0);
    check_verdict(&lookup, GS_VERDICT_GOOD, "listening", "port 8000, on 1 of 2 sockets");
    add(report, "0.0.0.0", 8001, GS_V6ONLY_NONE, 0);
    check_verdict(&lookup, GS_VERDICT_GOOD, "listening", "on 2 of 3 sockets");
    report->rows.items[0].error = EADDRINUSE;
    report->rows.items[1].is_open = report->rows.items[2].is_open = false;
    report->is_listening = false;
    check_verdict(&lookup, GS_VERDICT_LOOK, "in use", "another socket has this port");
    report->rows.items[0].step = GS_BIND_DONE;
    check_verdict(&lookup, GS_VERDICT_GOOD, "answered",
                  "listened on 3 of 3 sockets, closed again");
    gs_lookup_fini(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sockets_of_a_null_node_say_who_stands_in_the_way),
        cmocka_unit_test(each_way_to_be_in_use_has_its_reason),
        cmocka_unit_test(each_failure_has_words),
        cmocka_unit_test(a_link_local_address_without_zone_is_told_what_it_lacks),
        cmocka_unit_test(what_was_closed_again_stands_in_the_past),
        cmocka_unit_test(transports_have_short_names),
        cmocka_unit_test(the_verdict_of_a_null_node_is_what_a_server_gets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
