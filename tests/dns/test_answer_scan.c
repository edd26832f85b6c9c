/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/dns_wire.h"

#include "gaiscope/dns/answer_scan.h"
#include "gaiscope/dns/message.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    RESPONSE = 0x8180, /* QR RD RA */
    TRUNCATED = 0x0200,
    AUTHENTIC = 0x0020,
    SPOILT = 20000, /* messages with bytes changed at random */
};

static struct dns_wire wire;
static struct gs_answer_scan scan;

static struct gs_dname dname(const char *text)
{
    struct gs_dname out;
    assert_true(gs_dname_parse(text, &out));
    return out;
}

static enum gs_status scan_as(const char *text, uint16_t type)
{
    struct gs_dname name = dname(text);
    return gs_answer_scan(wire.bytes, wire.len, &name, type, &scan);
}

/* One message of each kind: answers in the order they are added. */
static void start(uint16_t flags, uint16_t type)
{
    dns_wire_start(&wire, 7, flags, "www.example.test", type);
}

static void add_address(const char *owner, uint8_t last)
{
    const uint8_t ipv4[] = {192, 0, 2, last};
    dns_wire_record(&wire, owner, GS_TYPE_A, ipv4, sizeof ipv4);
}

static void make_one(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    add_address("www.example.test", 1);
}

static void make_ipv6(void)
{
    static const uint8_t ipv6[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 1};
    start(RESPONSE | AUTHENTIC, GS_TYPE_AAAA);
    dns_wire_count(&wire, 1, 2);
    dns_wire_record(&wire, "WWW.example.test", GS_TYPE_AAAA, ipv6, sizeof ipv6);
    dns_wire_record(&wire, "www.EXAMPLE.test", GS_TYPE_AAAA, ipv6, sizeof ipv6);
}

static void make_chain(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 4);
    add_address("c.test", 1);
    dns_wire_alias(&wire, "b.test", GS_TYPE_CNAME, "c.test");
    dns_wire_alias(&wire, "www.example.test", GS_TYPE_CNAME, "b.test");
    add_address("other.test", 2);
}

static void make_chain_without_end(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    dns_wire_alias(&wire, "www.example.test", GS_TYPE_CNAME, "b.test");
}

static void make_loop(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 2);
    dns_wire_alias(&wire, "www.example.test", GS_TYPE_CNAME, "b.test");
    dns_wire_alias(&wire, "b.test", GS_TYPE_CNAME, "www.example.test");
}

static void make_alias_asked(void)
{
    start(RESPONSE, GS_TYPE_CNAME);
    dns_wire_count(&wire, 1, 1);
    dns_wire_alias(&wire, "www.example.test", GS_TYPE_CNAME, "b.test");
}

static void make_foreign(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    add_address("elsewhere.test", 1);
}

static void make_short_address(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, "abc", 3);
}

static void make_mx(void)
{
    start(RESPONSE, GS_TYPE_MX);
    dns_wire_count(&wire, 1, 2);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_MX, "\0\x0a\1a\0", 5);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_MX, "\0", 1);
}

static void make_txt(void)
{
    start(RESPONSE, GS_TYPE_TXT);
    dns_wire_count(&wire, 1, 2);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_TXT, "\5a", 2);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_TXT, "", 0);
}

static void make_broken_end(void)
{
    make_one();
    dns_wire_count(&wire, 1, 3);
    dns_wire_u16(&wire, 0);
}

static void make_broken_nothing(void)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
}

static void add_opt(uint32_t ttl)
{
    dns_wire_count(&wire, 3, 1);
    dns_wire_name(&wire, "");
    dns_wire_u16(&wire, GS_TYPE_OPT);
    dns_wire_u16(&wire, 1232);
    dns_wire_u32(&wire, ttl);
    dns_wire_u16(&wire, 0);
}

static void make_edns(void)
{
    make_one();
    add_opt(0);
}

static void make_badvers(void)
{
    make_one();
    add_opt(0x01000000);
}

static void make_nxdomain(void)
{
    start(RESPONSE | 3, GS_TYPE_A);
}

static void make_servfail(void)
{
    start(RESPONSE | 2, GS_TYPE_A);
}

static void make_refused(void)
{
    start(RESPONSE | 5, GS_TYPE_A);
}

static void make_notimp(void)
{
    start(RESPONSE | 4, GS_TYPE_A);
}

static void make_truncated(void)
{
    start(RESPONSE | TRUNCATED, GS_TYPE_A);
}

static void make_addresses(uint16_t count)
{
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, count);
    for (unsigned i = 0; i < count; i++) {
        add_address("www.example.test", (uint8_t)i);
    }
}

static void make_set_of_a_watched_host(void)
{
    make_addresses(GS_WATCH_ADDRESSES_MAX);
}

static void make_many(void)
{
    make_addresses(GS_SCAN_ADDRESSES_MAX + 3);
}

static const struct message_case {
    const char *label;
    void (*make)(void);
    uint16_t type;
    enum gs_outcome outcome;
    int rcode;
    size_t records;
    size_t addresses;
    const char *final_name; /* NULL: none */
} cases[] = {
    {"one address", make_one, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, 1, 1, NULL},
    {"IPv6, other case", make_ipv6, GS_TYPE_AAAA, GS_OUTCOME_ANSWERED, 0, 2, 2, NULL},
    {"a chain in any order", make_chain, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, 1, 1,
     "c.test"},
    {"a chain without an end", make_chain_without_end, GS_TYPE_A, GS_OUTCOME_NO_DATA, 0,
     0, 0, "b.test"},
    {"a loop", make_loop, GS_TYPE_A, GS_OUTCOME_BAD_ANSWER, 0, 0, 0, NULL},
    {"a CNAME that was asked for", make_alias_asked, GS_TYPE_CNAME, GS_OUTCOME_ANSWERED,
     0, 1, 0, NULL},
    {"another name's address", make_foreign, GS_TYPE_A, GS_OUTCOME_NO_DATA, 0, 0, 0,
     NULL},
    {"three bytes of address", make_short_address, GS_TYPE_A, GS_OUTCOME_BAD_ANSWER, 0, 0,
     0, NULL},
    {"MX, one of two sound", make_mx, GS_TYPE_MX, GS_OUTCOME_ANSWERED, 0, 1, 0, NULL},
    {"TXT, none sound", make_txt, GS_TYPE_TXT, GS_OUTCOME_BAD_ANSWER, 0, 0, 0, NULL},
    {"broken behind an address", make_broken_end, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, 1, 1,
     NULL},
    {"broken before any", make_broken_nothing, GS_TYPE_A, GS_OUTCOME_BAD_ANSWER, 0, 0, 0,
     NULL},
    {"with EDNS", make_edns, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, 1, 1, NULL},
    {"BADVERS", make_badvers, GS_TYPE_A, GS_OUTCOME_FAILED, 16, 0, 0, NULL},
    {"NXDOMAIN", make_nxdomain, GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 3, 0, 0, NULL},
    {"SERVFAIL", make_servfail, GS_TYPE_A, GS_OUTCOME_SERVER_FAILURE, 2, 0, 0, NULL},
    {"REFUSED", make_refused, GS_TYPE_A, GS_OUTCOME_REFUSED, 5, 0, 0, NULL},
    {"NOTIMP", make_notimp, GS_TYPE_A, GS_OUTCOME_FAILED, 4, 0, 0, NULL},
    {"truncated", make_truncated, GS_TYPE_A, GS_OUTCOME_NO_DATA, 0, 0, 0, NULL},
    {"as many as a watched host keeps", make_set_of_a_watched_host, GS_TYPE_A,
     GS_OUTCOME_ANSWERED, 0, GS_WATCH_ADDRESSES_MAX, GS_WATCH_ADDRESSES_MAX, NULL},
    {"more than are kept", make_many, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0,
     GS_SCAN_ADDRESSES_MAX + 3, GS_SCAN_ADDRESSES_MAX, NULL},
};

/* The scan and the decoder say the same of the same bytes. */
static void check_agreement(const char *name, uint16_t type)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    enum gs_status decoded = gs_message_decode(wire.bytes, wire.len, answer);
    assert_int_equal(scan_as(name, type), decoded);
    if (decoded == GS_OK) {
        assert_int_equal(scan.outcome, answer->outcome);
        assert_int_equal(scan.rcode, answer->rcode);
        assert_int_equal(scan.is_truncated, answer->flags.tc);
        assert_int_equal(scan.is_authentic, answer->flags.ad);
        assert_int_equal(scan.has_edns, answer->edns.is_present);
        assert_int_equal(scan.has_broken_end, answer->has_broken_end);
    }
    const char *final = gs_dns_answer_final_name(answer);
    size_t found = 0;
    for (size_t i = 0; decoded == GS_OK && answer->rcode == 0 && final != NULL &&
                       i < answer->answer.count;
         i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == type && record->address.family != 0 &&
            gs_name_is_equal(record->name, final)) {
            assert_true(found >= scan.address_count ||
                        gs_address_is_equal(&scan.addresses[found], &record->address));
            found++;
        }
    }
    if (decoded == GS_OK) {
        assert_int_equal(found, scan.address_count + scan.left_out);
    }
    gs_dns_answer_free(answer);
}

static void each_message_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct message_case *c = &cases[i];
        check_case(c->label);
        c->make();
        assert_int_equal(scan_as("www.Example.test", c->type), GS_OK);
        assert_int_equal(scan.outcome, c->outcome);
        assert_int_equal(scan.rcode, c->rcode);
        assert_int_equal(scan.record_count, c->records);
        assert_int_equal(scan.address_count, c->addresses);
        assert_int_equal(scan.left_out, c->records > GS_SCAN_ADDRESSES_MAX ? 3 : 0);
        if (c->final_name == NULL) {
            assert_int_equal(scan.final_name.len, 0);
        } else {
            struct gs_dname expected = dname(c->final_name);
            assert_true(gs_dname_is_equal(&scan.final_name, &expected));
        }
    }
}

static void each_message_is_read_as_the_decoder_reads_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        cases[i].make();
        check_agreement("www.example.test", cases[i].type);
        check_agreement("other.test", cases[i].type);
        size_t whole = wire.len;
        for (size_t len = 0; len < whole && whole < 512; len++) {
            wire.len = len;
            check_agreement("www.example.test", cases[i].type);
        }
    }
}

static uint32_t random_state = 1;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

static void spoilt_messages_are_read_as_the_decoder_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPOILT; i++) {
        const struct message_case *c = &cases[i % (COUNT_OF(cases) - 1)];
        c->make();
        uint32_t changes = 1 + next_random(4);
        for (uint32_t j = 0; j < changes; j++) {
            wire.bytes[next_random((uint32_t)wire.len)] = (uint8_t)next_random(256);
        }
        check_agreement("www.example.test", c->type);
    }
}

static void the_least_ttl_of_the_chain_counts(void **state)
{
    (void)state;
    make_chain();
    assert_int_equal(scan_as("www.example.test", GS_TYPE_A), GS_OK);
    assert_int_equal(scan.ttl_s, 300);
    /* the alias stands between an address and another one; its TTL ends in 44 */
    static const uint8_t ttl[] = {0, 0, 0x01, 0x2c};
    size_t at = 0;
    for (size_t seen = 0; seen < 2; at++) {
        seen += memcmp(wire.bytes + at, ttl, sizeof ttl) == 0 ? 1 : 0;
    }
    wire.bytes[at + 2] = 7;
    assert_int_equal(scan_as("www.example.test", GS_TYPE_A), GS_OK);
    assert_int_equal(scan.ttl_s, 0x0107);
    wire.bytes[at - 1] = 0x80; /* a TTL that is none */
    assert_int_equal(scan_as("www.example.test", GS_TYPE_A), GS_OK);
    assert_int_equal(scan.ttl_s, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_read),
        cmocka_unit_test(each_message_is_read_as_the_decoder_reads_it),
        cmocka_unit_test(spoilt_messages_are_read_as_the_decoder_reads_them),
        cmocka_unit_test(the_least_ttl_of_the_chain_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
