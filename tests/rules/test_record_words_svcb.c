/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void an_alias_leads_to_its_target(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 9460 D.1", "example.com", GS_TYPE_HTTPS,
         "000003666f6f076578616d706c6503636f6d00",
         "priority: 0 | an alias, not a service\n"
         "target: foo.example.com\n"
         "\nmeaning: A browser goes on with the records of foo.example.com.\n"
         ": Unlike with CNAME, others may stand beside it.\n"
         "\nas sent: \\# 19 000003666f6f076578616d706c6503636f6d00\n"},
        {"an alias of SVCB", "example.com", GS_TYPE_SVCB,
         "000003666f6f076578616d706c6503636f6d00",
         "priority: 0 | an alias, not a service\n"
         "target: foo.example.com\n"
         "\nmeaning: A client goes on with the records of foo.example.com.\n"
         "\nas sent: \\# 19 000003666f6f076578616d706c6503636f6d00\n"},
        {"no service", "example.com", GS_TYPE_HTTPS, "000000",
         "priority: 0 | an alias, not a service\n"
         "target: . | nowhere: there is no service\n"
         "\nmeaning: The service does not exist.  RFC 9460\n"
         "\nas sent: \\# 3 000000\n"},
        {"back to itself", "example.com", GS_TYPE_HTTPS, "0000076578616d706c6503636f6d00",
         "priority: 0 | an alias, not a service\n"
         "target: example.com | ✗ leads back to itself\n"
         "\nmeaning: A browser goes on with the records of example.com.\n"
         ": Unlike with CNAME, others may stand beside it.\n"
         "\nas sent: \\# 15 0000076578616d706c6503636f6d00\n"},
        {"with parameters", "example.com", GS_TYPE_HTTPS,
         "000003666f6f076578616d706c6503636f6d00000300020035",
         "priority: 0 | an alias, not a service\n"
         "target: foo.example.com\n"
         "parameters: 1 | ▲ an alias has none: ignored\n"
         "\nmeaning: A browser goes on with the records of foo.example.com.\n"
         ": Unlike with CNAME, others may stand beside it.\n"
         "\nas sent: \\# 25 000003666f6f076578616d706c6503636f6d00000300020035\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void a_service_is_told_key_by_key(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 9460 D.2 figure 3", "example.com", GS_TYPE_SVCB, "000100",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 3 000100\n"},
        {"figure 4, a port", "example.com", GS_TYPE_SVCB,
         "001003666f6f076578616d706c6503636f6d00000300020035",
         "priority: 16 | a service, not an alias (0)\n"
         "target: foo.example.com\n"
         "port: 53\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 25 001003666f6f076578616d706c6503636f6d00000300020035\n"},
        {"figure 5, a key without a name", "example.com", GS_TYPE_SVCB,
         "000103666f6f076578616d706c6503636f6d00029b000568656c6c6f",
         "priority: 1 | a service, not an alias (0)\n"
         "target: foo.example.com\n"
         "key667: 68656c6c6f | a key without a name here\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 28 000103666f6f076578616d706c6503636f6d00029b00056865 …\n"},
        {"figure 6, a byte of it is none of ASCII", "example.com", GS_TYPE_SVCB,
         "000103666f6f076578616d706c6503636f6d00029b000968656c6c6fd2716f6f",
         "priority: 1 | a service, not an alias (0)\n"
         "target: foo.example.com\n"
         "key667: 68656c6c6fd2716f6f | a key without a name here\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 32 000103666f6f076578616d706c6503636f6d00029b00096865 …\n"},
        {"figure 7, two hints", "example.com", GS_TYPE_SVCB,
         "000103666f6f076578616d706c6503636f6d000006002020010db80000000000"
         "0000000000000120010db8000000000000000000530001",
         "priority: 1 | a service, not an alias (0)\n"
         "target: foo.example.com\n"
         "\nipv6hint: 2001:db8::1\n"
         ": 2001:db8::53:1\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         ": Hints save a round trip; they are never the answer.  RFC 9460\n"
         "\nas sent: \\# 55 000103666f6f076578616d706c6503636f6d00000600202001 …\n"},
        {"figure 8, an embedded IPv4 address", "example.com", GS_TYPE_SVCB,
         "0001076578616d706c6503636f6d000006001020010db80122034400000000c0"
         "000221",
         "priority: 1 | a service, not an alias (0)\n"
         "target: example.com\n"
         "\nipv6hint: 2001:db8:122:344::c000:221\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         ": Hints save a round trip; they are never the answer.  RFC 9460\n"
         "\nas sent: \\# 35 0001076578616d706c6503636f6d000006001020010db80122 …\n"},
        {"figure 9, mandatory keys", "example.org", GS_TYPE_SVCB,
         "001003666f6f076578616d706c65036f72670000000004000100040001000902"
         "68320568332d313900040004c0000201",
         "priority: 16 | a service, not an alias (0)\n"
         "target: foo.example.org\n"
         "alpn: h2, h3-19 | HTTP/2 over TCP\n"
         "\nipv4hint: 192.0.2.1\n"
         "mandatory: alpn, ipv4hint | a client must know them\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         ": Hints save a round trip; they are never the answer.  RFC 9460\n"
         "\nas sent: \\# 48 001003666f6f076578616d706c65036f726700000000040001 …\n"},
        {"figure 10, a comma in a protocol", "example.org", GS_TYPE_SVCB,
         "001003666f6f076578616d706c65036f7267000001000c08665c6f6f2c626172"
         "026832",
         "priority: 16 | a service, not an alias (0)\n"
         "target: foo.example.org\n"
         "alpn: f\\oo,bar, h2 | HTTP/2 over TCP\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 35 001003666f6f076578616d706c65036f7267000001000c0866 …\n"},
        {"a usual HTTPS record", "example.com", GS_TYPE_HTTPS,
         "00010000010006026832026833",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: h2, h3 | HTTP/2 over TCP, HTTP/3 over UDP\n"
         "port: not given: 443\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once, and may use HTTP/3.\n"
         "\nas sent: \\# 13 00010000010006026832026833\n"},
        {"nothing given", "_8443._https.example.com", GS_TYPE_HTTPS, "000100",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: _8443._https.example.com\n"
         "alpn: not given: http/1.1\n"
         "port: not given: 8443\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once.\n"
         "\nas sent: \\# 3 000100\n"},
        {"a port that is given", "example.com", GS_TYPE_HTTPS, "0001000003000220fb",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: not given: http/1.1\n"
         "port: 8443\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once.\n"
         "\nas sent: \\# 9 0001000003000220fb\n"},
        {"no default", "example.com", GS_TYPE_HTTPS, "0001000001000302683300020000",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: h3 | HTTP/3 over UDP\n"
         "no-default-alpn: set | only the protocols of alpn\n"
         "port: not given: 443\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once, and may use HTTP/3.\n"
         "\nas sent: \\# 14 0001000001000302683300020000\n"},
        {"no default, nothing else", "example.com", GS_TYPE_HTTPS, "00010000020000",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: not given: http/1.1\n"
         "no-default-alpn: set | ✗ without alpn\n"
         "port: not given: 443\n"
         "mandatory: none\n"
         "\nmeaning: Clients skip it: no protocol would be left.\n"
         "\nas sent: \\# 7 00010000020000\n"},
        {"ECH, DoH, OHTTP", "example.com", GS_TYPE_HTTPS,
         "00010000050003616263000700092f717b3f646e737d1b00080000",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: not given: http/1.1\n"
         "port: not given: 443\n"
         "ech: 3 bytes | keys that hide the name asked for in TLS\n"
         "dohpath: /q{?dns}\\x1B | where DNS over HTTPS is asked\n"
         "ohttp: set | takes Oblivious HTTP\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once.\n"
         "\nas sent: \\# 27 00010000050003616263000700092f717b3f646e737d1b0008 …\n"},
        {"OHTTP with a value", "example.com", GS_TYPE_HTTPS, "0001000008000178",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: not given: http/1.1\n"
         "port: not given: 443\n"
         "ohttp: set | ▲ it has no value, but one came\n"
         "mandatory: none\n"
         "\nmeaning: A browser goes to https at once.\n"
         "\nas sent: \\# 8 0001000008000178\n"},
        {"an unknown mandatory key", "example.com", GS_TYPE_HTTPS,
         "00010000000002ff00ff000000",
         "priority: 1 | a service, not an alias (0)\n"
         "target: . | the name itself: example.com\n"
         "alpn: not given: http/1.1\n"
         "port: not given: 443\n"
         "key65280: | a key without a name here\n"
         "mandatory: key65280 | ▲ unusable for a client that does not know key65280\n"
         "\nmeaning: A browser goes to https at once.\n"
         "\nas sent: \\# 13 00010000000002ff00ff000000\n"},
        {"DNS over TLS and QUIC", "_dns.example.com", GS_TYPE_SVCB,
         "000103666f6f076578616d706c6503636f6d000001000b03646f7403646f7102"
         "781b",
         "priority: 1 | a service, not an alias (0)\n"
         "target: foo.example.com\n"
         "alpn: dot, doq, x\\x1B | DNS over TLS, DNS over QUIC\n"
         "mandatory: none\n"
         "\nmeaning: How a client reaches the service; the lowest priority first.\n"
         "\nas sent: \\# 34 000103666f6f076578616d706c6503636f6d000001000b0364 …\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

/* The remark of the line with this value. */
static const char *remark_of(const struct gs_words *words, const char *value)
{
    static char text[200];
    static const char *const signs[] = {"", "✓ ", "▲ ", "✗ "};
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i].value, value) == 0) {
            snprintf(text, sizeof text, "%s%s", signs[words->items[i].sign],
                     words->items[i].remark);
            return text;
        }
    }
    return NULL;
}

static void hints_are_compared_with_the_addresses(void **state)
{
    static const struct {
        const char *label;
        const char *target; /* its wire form, hex */
        const char *name;   /* of the address answers */
        const char *v4;     /* NULL: not known */
        const char *v6;
        const char *want_v4;
        const char *want_v6;
    } cases[] = {
        {"both are there", "00", "example.com", "192.0.2.9 192.0.2.1", "2001:db8::1",
         "✓ also in A", "✓ also in AAAA"},
        {"others are there", "00", "EXAMPLE.com", "192.0.2.2", "2001:db8::2",
         "▲ not in A: the A records win", "▲ not in AAAA: the AAAA records win"},
        {"there are none", "00", "example.com", "", "", "▲ there is no A record",
         "▲ there is no AAAA record"},
        {"nobody asked", "00", "example.com", NULL, NULL, "", ""},
        {"the target is another name", "01610162 00", "example.com", "192.0.2.1",
         "2001:db8::1", "", ""},
        {"the target's addresses", "01610162 00", "a.b", "192.0.2.1", "2001:db8::2",
         "✓ also in A", "▲ not in AAAA: the AAAA records win"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_words words = {0};
        struct gs_buf hex = {0};
        struct gs_dns_answer *answer =
            make_answer("example.com", GS_TYPE_HTTPS, GS_OUTCOME_ANSWERED);
        struct gs_dns_answer *v4 = NULL;
        struct gs_dns_answer *v6 = NULL;
        check_case(cases[i].label);
        gs_buf_addf(&hex, "0001 %s 00040004c0000201 00060010%s", cases[i].target,
                    "20010db8000000000000000000000001");
        make_data(answer, "example.com", GS_TYPE_HTTPS, gs_buf_text(&hex));
        if (cases[i].v4 != NULL) {
            v4 = make_addresses(cases[i].name, GS_TYPE_A, cases[i].v4);
            v6 = make_addresses(cases[i].name, GS_TYPE_AAAA, cases[i].v6);
        }
        struct gs_record_subject subject = {
            .answer = answer, .record = answer->answer.items, .v4 = v4, .v6 = v6};
        gs_record_words(&subject, &words);
        assert_string_equal(remark_of(&words, "192.0.2.1"), cases[i].want_v4);
        assert_string_equal(remark_of(&words, "2001:db8::1"), cases[i].want_v6);
        gs_words_fini(&words);
        gs_buf_fini(&hex);
        gs_dns_answer_free(answer);
        gs_dns_answer_free(v4);
        gs_dns_answer_free(v6);
    }
}

static void an_alias_of_the_addresses_is_followed(void **state)
{
    (void)state;
    struct gs_words words = {0};
    struct gs_dns_answer *answer =
        make_answer("www.example.com", GS_TYPE_HTTPS, GS_OUTCOME_ANSWERED);
    struct gs_dns_answer *v4 =
        make_answer("www.example.com", GS_TYPE_A, GS_OUTCOME_ANSWERED);
    make_record(v4, "www.example.com", GS_TYPE_CNAME, "example.com");
    make_record(v4, "example.com", GS_TYPE_A, "192.0.2.1");
    make_data(answer, "example.com", GS_TYPE_HTTPS, "0001 00 00040004c0000201");
    struct gs_record_subject subject = {
        .answer = answer, .record = answer->answer.items, .v4 = v4};
    gs_record_words(&subject, &words);
    assert_string_equal(remark_of(&words, "192.0.2.1"), "✓ also in A");
    gs_words_fini(&words);
    gs_dns_answer_free(answer);
    gs_dns_answer_free(v4);
}

static void a_failed_answer_says_nothing_of_hints(void **state)
{
    (void)state;
    struct gs_words words = {0};
    struct gs_dns_answer *answer =
        make_answer("example.com", GS_TYPE_HTTPS, GS_OUTCOME_ANSWERED);
    struct gs_dns_answer *v4 =
        make_answer("example.com", GS_TYPE_A, GS_OUTCOME_SERVER_FAILURE);
    make_data(answer, "example.com", GS_TYPE_HTTPS, "0001 00 00040004c0000201");
    struct gs_record_subject subject = {
        .answer = answer, .record = answer->answer.items, .v4 = v4};
    gs_record_words(&subject, &words);
    assert_string_equal(remark_of(&words, "192.0.2.1"), "");
    gs_words_fini(&words);
    gs_dns_answer_free(answer);
    gs_dns_answer_free(v4);
}

static void parameters_that_do_not_fit_are_named(void **state)
{
    /* RFC 9460 D.3, as far as it is about the wire, and what else 2.2, 7 and 8 forbid. */
    static const struct misfit cases[] = {
        {"a key twice", GS_TYPE_SVCB, "0001 00 00030002 0035 00030002 0036",
         "SVCB: its keys are not in rising order"},
        {"keys in falling order", GS_TYPE_SVCB, "0001 00 00040004c0000201 000300020035",
         "SVCB: its keys are not in rising order"},
        {"a value that goes on", GS_TYPE_HTTPS, "0001 00 000300040035",
         "HTTPS: it ends too early"},
        {"half a key", GS_TYPE_HTTPS, "0001 00 00", "HTTPS: it ends too early"},
        {"no target", GS_TYPE_HTTPS, "0001", "HTTPS: a name in it is broken"},
        {"an empty alpn", GS_TYPE_HTTPS, "0001 00 00010000", "HTTPS: its alpn is empty"},
        {"an empty protocol", GS_TYPE_HTTPS, "0001 00 0001000100",
         "HTTPS: its alpn is broken"},
        {"a protocol that goes on", GS_TYPE_HTTPS, "0001 00 00010002 0561",
         "HTTPS: its alpn is broken"},
        {"no-default-alpn with a value", GS_TYPE_HTTPS,
         "0001 00 00010003026832 00020001 61", "HTTPS: its no-default-alpn has a value"},
        {"a port of 1 byte", GS_TYPE_HTTPS, "0001 00 0003000135",
         "HTTPS: a port has 2 bytes"},
        {"no hint", GS_TYPE_HTTPS, "0001 00 00040000",
         "HTTPS: its ipv4hint is no list of addresses"},
        {"half a hint", GS_TYPE_HTTPS, "0001 00 0006000420010db8",
         "HTTPS: its ipv6hint is no list of addresses"},
        {"mandatory without keys", GS_TYPE_SVCB, "0001 00 00000000",
         "SVCB: its mandatory is no list of keys"},
        {"mandatory that is not there", GS_TYPE_SVCB, "0001 00 000000020003",
         "SVCB: a mandatory key is not in it"},
        {"mandatory names itself", GS_TYPE_SVCB, "0001 00 000000020000",
         "SVCB: its mandatory keys are not in rising order"},
        {"mandatory keys twice", GS_TYPE_SVCB, "0001 00 0000000400030003 000300020035",
         "SVCB: its mandatory keys are not in rising order"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alias_leads_to_its_target),
        cmocka_unit_test(a_service_is_told_key_by_key),
        cmocka_unit_test(hints_are_compared_with_the_addresses),
        cmocka_unit_test(an_alias_of_the_addresses_is_followed),
        cmocka_unit_test(a_failed_answer_says_nothing_of_hints),
        cmocka_unit_test(parameters_that_do_not_fit_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
