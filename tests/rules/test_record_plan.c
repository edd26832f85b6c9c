/* SPDX-License-Identifier: MIT */
/* Under which name each type is asked. */
#include "make.h"
#include "support/check.h"

#include "gaiscope/model/record_type.h"
#include "gaiscope/rules/record_plan.h"

#include <netinet/in.h>

/** Adds a line of the services table. */
static void add_line(struct gs_services *services, const char *name, uint16_t port,
                     const char *protocol)
{
    struct gs_service line = {.port = port, .is_asked = true};
    line.name = name == NULL ? NULL : gs_mem_copy_text(name);
    snprintf(line.protocol, sizeof line.protocol, "%s", protocol);
    gs_vec_push(&services->entries, line);
}

/** What the table says: "www" is http at 80, tcp alone; "sip" has all protocols. */
static struct gs_services *table_of(const char *service)
{
    struct gs_services *services = gs_services_new();
    bool is_www = service != NULL && strcmp(service, "www") == 0;
    bool is_sip = service != NULL && strcmp(service, "sip") == 0;
    add_line(services,
             is_www   ? "http"
             : is_sip ? "sip"
                      : NULL,
             is_www ? 80 : 5060, "tcp");
    add_line(services, is_sip ? "sip" : NULL, 5060, "udp");
    return services;
}

static void each_type_has_its_name(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *host;
        const char *service;
        int socktype;
        uint16_t type;
        const char *want;
        bool needs_service;
    } cases[] = {
        {"a plain type", "python.org", "www", SOCK_STREAM, GS_TYPE_MX, "python.org",
         false},
        {"a final dot goes", "python.org.", NULL, SOCK_STREAM, GS_TYPE_A, "python.org",
         false},
        {"the root stays", ".", NULL, SOCK_STREAM, GS_TYPE_NS, ".", false},
        {"TLSA of nothing in particular", "python.org", NULL, SOCK_STREAM, GS_TYPE_TLSA,
         "_443._tcp.python.org", false},
        {"TLSA of a port", "python.org", "25", SOCK_STREAM, GS_TYPE_TLSA,
         "_25._tcp.python.org", true},
        {"TLSA of a name", "python.org", "www", SOCK_STREAM, GS_TYPE_TLSA,
         "_80._tcp.python.org", true},
        {"TLSA of an unlisted name", "python.org", "nosuch", SOCK_STREAM, GS_TYPE_TLSA,
         "_443._tcp.python.org", true},
        {"SRV by the official name", "python.org", "www", SOCK_STREAM, GS_TYPE_SRV,
         "_http._tcp.python.org", true},
        {"SRV of datagrams", "python.org", "sip", SOCK_DGRAM, GS_TYPE_SRV,
         "_sip._udp.python.org", true},
        {"SRV of an unlisted name", "python.org", "xmpp", SOCK_STREAM, GS_TYPE_SRV,
         "_xmpp._tcp.python.org", true},
        {"SRV of a port without a name", "python.org", "4711", SOCK_STREAM, GS_TYPE_SRV,
         "python.org", true},
        {"SRV without a service", "python.org", NULL, SOCK_STREAM, GS_TYPE_SRV,
         "python.org", false},
        {"URI beside SRV", "python.org", "sip", SOCK_STREAM, GS_TYPE_URI,
         "_sip._tcp.python.org", true},
        {"a name below the host", "_sip._tcp.python.org", "www", SOCK_STREAM, GS_TYPE_SRV,
         "_sip._tcp.python.org", false},
        {"a policy's name", "_dmarc.python.org", "www", SOCK_STREAM, GS_TYPE_TLSA,
         "_dmarc.python.org", false},
        {"an IPv4 address", "192.0.2.7", NULL, SOCK_STREAM, GS_TYPE_PTR,
         "7.2.0.192.in-addr.arpa", false},
        {"TLSA of an address", "192.0.2.7", "www", SOCK_STREAM, GS_TYPE_TLSA,
         "7.2.0.192.in-addr.arpa", false},
        {"an IPv6 address", "2001:db8::1", NULL, SOCK_STREAM, GS_TYPE_PTR,
         "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
         false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        char name[GS_ASKED_NAME_MAX];
        struct gs_question question = make_question(cases[i].host, cases[i].service);
        struct gs_services *services = table_of(cases[i].service);
        question.hints.socktype = cases[i].socktype;
        assert_true(gs_record_plan_has_name(&question));
        assert_int_equal(gs_record_plan_needs_service(&question, cases[i].type),
                         cases[i].needs_service);
        gs_record_plan_name(&question, cases[i].type, services, name);
        assert_string_equal(name, cases[i].want);
        gs_services_free(services);
    }
}

static void protocol_of_the_call_wins_over_its_socket_type(void **state)
{
    (void)state;
    char name[GS_ASKED_NAME_MAX];
    struct gs_question question = make_question("python.org", NULL);
    question.hints.protocol = IPPROTO_SCTP;
    gs_record_plan_name(&question, GS_TYPE_TLSA, NULL, name);
    assert_string_equal(name, "_443._sctp.python.org");
}

static void null_node_has_no_name(void **state)
{
    (void)state;
    struct gs_question question = make_question(NULL, "www");
    assert_false(gs_record_plan_has_name(&question));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_has_its_name),
        cmocka_unit_test(protocol_of_the_call_wins_over_its_socket_type),
        cmocka_unit_test(null_node_has_no_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
