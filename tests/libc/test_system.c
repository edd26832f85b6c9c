/* SPDX-License-Identifier: MIT */
/* The real libc: literals, the null node and localhost, compared with a call made here. */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/libc/system.h"

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#ifdef __GLIBC__
#    include <nss.h>
#endif

struct fixture {
    uv_loop_t loop;
    struct gs_lanes *lanes;
    uint64_t id;
    struct gs_system_answer *system;
    struct gs_nameinfo *name;
};

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    assert_int_equal(uv_loop_init(&fixture->loop), 0);
    assert_int_equal(gs_lanes_open(&fixture->loop, NULL, &fixture->lanes), GS_OK);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    gs_system_answer_free(fixture->system);
    gs_nameinfo_free(fixture->name);
    gs_lanes_close(fixture->lanes);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    free(fixture);
    return 0;
}

static void on_system(void *context, uint64_t id, struct gs_system_answer *answer)
{
    struct fixture *fixture = context;
    assert_int_equal(id, fixture->id);
    gs_system_answer_free(fixture->system);
    fixture->system = answer;
}

static void on_name(void *context, uint64_t id, struct gs_nameinfo *answer)
{
    struct fixture *fixture = context;
    assert_int_equal(id, fixture->id);
    gs_nameinfo_free(fixture->name);
    fixture->name = answer;
}

static struct gs_question question_of(const char *host, const char *service,
                                      struct gs_hints hints)
{
    struct gs_question question;
    memset(&question, 0, sizeof question);
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    question.hints = hints;
    question.is_exact = true;
    return question;
}

static const struct gs_system_answer *ask(struct fixture *fixture, const char *host,
                                          const char *service, struct gs_hints hints)
{
    struct gs_question question = question_of(host, service, hints);
    fixture->id = gs_system_start(fixture->lanes, GS_LANE_INTERACTIVE, &question,
                                  on_system, fixture);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_non_null(fixture->system);
    return fixture->system;
}

static const struct gs_nameinfo *ask_name(struct fixture *fixture, const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    fixture->id = gs_nameinfo_start(fixture->lanes, GS_LANE_INTERACTIVE, &address,
                                    on_name, fixture);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_non_null(fixture->name);
    return fixture->name;
}

static void assert_same_endpoint(const struct gs_addrinfo *row,
                                 const struct addrinfo *want)
{
    char address[NI_MAXHOST];
    char port[NI_MAXSERV];
    char text[GS_ADDRESS_TEXT_MAX];
    assert_int_equal(getnameinfo(want->ai_addr, want->ai_addrlen, address, sizeof address,
                                 port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV),
                     0);
    gs_address_format(&row->address, text);
    assert_string_equal(text, address);
    assert_int_equal(row->port, strtol(port, NULL, 10));
    if (want->ai_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const void *)want->ai_addr;
        assert_int_equal(row->address.scope_id, in6->sin6_scope_id);
        assert_int_equal(row->flowinfo, ntohl(in6->sin6_flowinfo));
    }
}

static void assert_same_row(const struct gs_addrinfo *row, const struct addrinfo *want)
{
    assert_int_equal(row->flags, want->ai_flags);
    assert_int_equal(row->family, want->ai_family);
    assert_int_equal(row->socktype, want->ai_socktype);
    assert_int_equal(row->protocol, want->ai_protocol);
    assert_int_equal(row->canonname == NULL, want->ai_canonname == NULL);
    if (want->ai_canonname != NULL) {
        assert_string_equal(row->canonname, want->ai_canonname);
    }
    assert_same_endpoint(row, want);
}

/* Asks both ways. Returns: the rows there were. */
static size_t assert_as_libc(struct fixture *fixture, const char *host,
                             const char *service, struct gs_hints hints)
{
    struct addrinfo arguments = {
        .ai_family = hints.family,
        .ai_socktype = hints.socktype,
        .ai_protocol = hints.protocol,
        .ai_flags = hints.flags,
    };
    struct addrinfo *want = NULL;
    int code = getaddrinfo(host, service, &arguments, &want);
    const struct gs_system_answer *answer = ask(fixture, host, service, hints);
    assert_int_equal(answer->error.code, code);
    assert_int_equal(answer->outcome == GS_OUTCOME_ANSWERED, code == 0);
    size_t count = 0;
    for (const struct addrinfo *at = want; code == 0 && at != NULL; at = at->ai_next) {
        assert_true(count < answer->rows.count);
        assert_same_row(&answer->rows.items[count++], at);
    }
    assert_int_equal(answer->rows.count, count);
    if (code == 0) {
        freeaddrinfo(want);
    }
    return count;
}

static const int families[] = {AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX};
static const int socktypes[] = {0,        SOCK_STREAM, SOCK_DGRAM,
                                SOCK_RAW, SOCK_RDM,    SOCK_SEQPACKET};
static const int protocols[] = {
    0, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_SCTP, IPPROTO_ICMPV6, 255};
static const int flags[] = {
    0,
    AI_PASSIVE,
    AI_CANONNAME,
    AI_NUMERICHOST,
    AI_NUMERICSERV,
    AI_ADDRCONFIG,
    AI_V4MAPPED,
    AI_V4MAPPED | AI_ALL,
    AI_PASSIVE | AI_CANONNAME,
    AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME,
#ifdef AI_IDN
    AI_IDN | AI_CANONNAME | AI_CANONIDN,
#endif
    1 << 30,
};

static size_t all_hints_are_as_libc(struct fixture *fixture, const char *host,
                                    const char *service)
{
    size_t rows = 0;
    for (size_t i = 0; i < COUNT_OF(families) * COUNT_OF(socktypes) * COUNT_OF(protocols);
         i++) {
        for (size_t j = 0; j < COUNT_OF(flags); j++) {
            struct gs_hints hints = {
                .family = families[i % COUNT_OF(families)],
                .socktype = socktypes[i / COUNT_OF(families) % COUNT_OF(socktypes)],
                .protocol = protocols[i / COUNT_OF(families) / COUNT_OF(socktypes)],
                .flags = flags[j],
            };
            rows += assert_as_libc(fixture, host, service, hints);
        }
    }
    return rows;
}

static void every_hint_gives_libcs_own_rows(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        const char *service;
    } cases[] = {
        {"IPv4 literal and port", "192.0.2.1", "80"},
        {"IPv4 literal without service", "192.0.2.1", NULL},
        {"IPv6 literal and service name", "2001:db8::1", "http"},
        {"null node and service name", NULL, "ftp"},
        {"null node and port", NULL, "21"},
        {"localhost and service name", "localhost", "https"},
        {"localhost without service", "localhost", NULL},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_true(all_hints_are_as_libc(*state, cases[i].host, cases[i].service) > 0);
    }
}

static void arguments_go_to_libc_byte_for_byte(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        const char *service;
    } cases[] = {
        {"port modulo 65536", "127.0.0.1", "99999"},
        {"octal address", "010.1", "80"},
        {"hexadecimal address", "0x7f.1", "80"},
        {"zone", "fe80::1%lo", "80"},
        {"unknown zone", "fe80::1%nowhere", "80"},
        {"control byte", "127.0.0.1\x01", "80"},
        {"line break", "127.0.0.1\n", "80"},
        {"blank before", " 127.0.0.1", "80"},
        {"high byte", "\xff.invalid", "80"},
        {"colon and port", "127.0.0.1:80", NULL},
        {"empty host", "", "80"},
        {"empty service", "127.0.0.1", ""},
        {"neither", NULL, NULL},
        {"escape in the service", "127.0.0.1", "\x1b[31m"},
        {"blank before the port", "127.0.0.1", " 80"},
    };
    struct gs_hints numeric = {.flags = AI_NUMERICHOST | AI_CANONNAME};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        (void)assert_as_libc(*state, cases[i].host, cases[i].service, numeric);
    }
}

static void a_port_out_of_range_is_kept_as_libc_gives_it(void **state)
{
    const struct gs_system_answer *answer =
        ask(*state, "127.0.0.1", "99999", (struct gs_hints){.socktype = SOCK_STREAM});
    assert_int_equal(answer->rows.count, 1);
    assert_int_equal(answer->rows.items[0].port, 99999 % 65536);
}

static void a_zone_has_the_interfaces_name(void **state)
{
    const struct gs_system_answer *answer =
        ask(*state, "fe80::1%1", NULL, (struct gs_hints){.socktype = SOCK_STREAM});
    char name[IF_NAMESIZE];
    if (if_indextoname(1, name) == NULL) {
        skip();
    }
    assert_int_equal(answer->rows.count, 1);
    assert_int_equal(answer->rows.items[0].address.scope_id, 1);
    assert_string_equal(answer->rows.items[0].address.zone, name);
}

static void errors_have_an_outcome_and_a_name(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        const char *service;
        struct gs_hints hints;
        enum gs_outcome outcome;
        const char *name;
    } cases[] = {
        {"no literal",
         "no-literal",
         NULL,
         {.flags = AI_NUMERICHOST},
         GS_OUTCOME_NO_SUCH_NAME,
         "EAI_NONAME"},
        {"http by datagram",
         "127.0.0.1",
         "http",
         {.socktype = SOCK_DGRAM},
         GS_OUTCOME_BAD_QUESTION,
         "EAI_SERVICE"},
        {"name where a port must be",
         "127.0.0.1",
         "http",
         {.flags = AI_NUMERICSERV},
         GS_OUTCOME_NO_SUCH_NAME,
         "EAI_NONAME"},
        {"family that is none",
         "127.0.0.1",
         NULL,
         {.family = AF_UNIX},
         GS_OUTCOME_BAD_QUESTION,
         "EAI_FAMILY"},
        {"unknown flag",
         "127.0.0.1",
         NULL,
         {.flags = 1 << 30},
         GS_OUTCOME_BAD_QUESTION,
         "EAI_BADFLAGS"},
        {"canonical name of nobody",
         NULL,
         "80",
         {.flags = AI_CANONNAME},
         GS_OUTCOME_BAD_QUESTION,
         "EAI_BADFLAGS"},
#ifdef EAI_ADDRFAMILY
        {"literal of the other family",
         "127.0.0.1",
         NULL,
         {.family = AF_INET6},
         GS_OUTCOME_NO_DATA,
         "EAI_ADDRFAMILY"},
#endif
        {"socket type against protocol",
         "127.0.0.1",
         NULL,
         {.socktype = SOCK_STREAM, .protocol = IPPROTO_UDP},
         GS_OUTCOME_BAD_QUESTION,
         "EAI_SOCKTYPE"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        const struct gs_system_answer *answer =
            ask(*state, cases[i].host, cases[i].service, cases[i].hints);
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_string_equal(answer->error.name, cases[i].name);
        assert_string_equal(answer->error.text, gai_strerror(answer->error.code));
        assert_int_equal(answer->error.system_errno, 0);
        assert_int_equal(answer->rows.count, 0);
    }
}

static void a_success_has_no_error_and_took_time(void **state)
{
    const struct gs_system_answer *answer =
        ask(*state, "127.0.0.1", "80", (struct gs_hints){.flags = AI_CANONNAME});
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(answer->error.code, 0);
    assert_string_equal(answer->error.name, "");
    assert_true(answer->elapsed_us >= 0 && answer->elapsed_us < 5000000);
    assert_false(answer->is_truncated);
    assert_string_equal(answer->rows.items[0].canonname, "127.0.0.1");
    assert_null(answer->rows.items[1].canonname);
}

static void getnameinfo_names_the_loopback(void **state)
{
    const struct gs_nameinfo *answer = ask_name(*state, "127.0.0.1");
    struct sockaddr_in from = {.sin_family = AF_INET};
    char host[NI_MAXHOST];
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int code = getnameinfo((const struct sockaddr *)&from, sizeof from, host, sizeof host,
                           NULL, 0, NI_NAMEREQD);
    assert_int_equal(answer->error.code, code);
    if (code == 0) {
        assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
        assert_string_equal(answer->host, host);
    } else {
        assert_null(answer->host);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* No name server is asked by this test. */
static void ask_files_alone(void)
{
#ifdef __GLIBC__
    assert_int_equal(__nss_configure_lookup("hosts", "files"), 0);
#endif
}

int main(void)
{
    ask_files_alone();
    static const struct CMUnitTest tests[] = {
        TEST(every_hint_gives_libcs_own_rows),
        TEST(arguments_go_to_libc_byte_for_byte),
        TEST(a_port_out_of_range_is_kept_as_libc_gives_it),
        TEST(a_zone_has_the_interfaces_name),
        TEST(errors_have_an_outcome_and_a_name),
        TEST(a_success_has_no_error_and_took_time),
        TEST(getnameinfo_names_the_loopback),
    };
    return cmocka_run_group_tests_name("system", tests, NULL, NULL);
}
