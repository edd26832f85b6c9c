/* SPDX-License-Identifier: MIT */
#include "support/dns_wire.h"

#include "gaiscope/dns/message.h"
#include "gaiscope/model/dname.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/socket.h>

enum {
    RESPONSE = 0x8180, /* QR RD RA */
    TRUNCATED = 0x0200,
};

static const uint8_t ipv4[] = {192, 0, 2, 1};
static struct dns_wire wire;

/* The answer to `name`, `type` that the wire gives; NULL when it is refused. */
static struct gs_dns_answer *decode(const char *name, uint16_t type)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    if (gs_message_decode(wire.bytes, wire.len, answer) == GS_OK) {
        return answer;
    }
    assert_int_equal(answer->outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(answer->rcode, -1);
    gs_dns_answer_free(answer);
    return NULL;
}

static void start(uint16_t flags, uint16_t type)
{
    dns_wire_start(&wire, 7, flags, "www.example.test", type);
}

static void header_and_records_are_read(void **state)
{
    (void)state;
    start(0x8580 | 0x20, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    dns_wire_count(&wire, 2, 1);
    dns_wire_count(&wire, 3, 1);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, ipv4, 4);
    dns_wire_alias(&wire, "example.test", GS_TYPE_NS, "ns.example.test");
    dns_wire_record(&wire, "ns.example.test", GS_TYPE_A, ipv4, 4);
    struct gs_dns_answer *answer = decode("WWW.example.test", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(answer->rcode, 0);
    assert_int_equal(answer->size_bytes, wire.len);
    assert_true(answer->flags.aa && answer->flags.rd && answer->flags.ra);
    assert_true(answer->flags.ad && !answer->flags.tc && !answer->flags.cd);
    assert_string_equal(answer->answer.items[0].text, "192.0.2.1");
    assert_string_equal(answer->answer.items[0].name, "www.example.test");
    assert_int_equal(answer->answer.items[0].address.family, AF_INET);
    assert_int_equal(answer->answer.items[0].ttl_s, 300);
    assert_string_equal(answer->authority.items[0].target, "ns.example.test");
    assert_int_equal(answer->additional.count, 1);
    assert_false(answer->edns.is_present || answer->has_broken_end);
    gs_dns_answer_free(answer);
}

static const struct text_case {
    const char *label;
    uint16_t type;
    const char *rdata;
    size_t len;
    const char *text;   /* expected */
    const char *target; /* expected, NULL: none */
    uint16_t preference;
    bool is_malformed;
} text_cases[] = {

#define DATA(bytes) bytes, sizeof bytes - 1
    {"A", 1, DATA("\300\0\2\1"), "192.0.2.1", NULL, 0, false},
    {"A of five bytes", 1, DATA("\300\0\2\1\1"), "\\# 5 c000020101", NULL, 0, true},
    {"A of no bytes", 1, DATA(""), "\\# 0", NULL, 0, true},
    {"AAAA", 28, DATA(" \1\r\270\0\0\0\0\0\0\0\0\0\0\0\1"), "2001:db8::1", NULL, 0,
     false},
    {"AAAA of four bytes", 28, DATA("\300\0\2\1"), "\\# 4 c0000201", NULL, 0, true},
    {"NS", 2, DATA("\2ns\0"), "ns", "ns", 0, false},
    {"CNAME to the root", 5, DATA("\0"), ".", ".", 0, false},
    {"PTR with a byte behind", 12, DATA("\1a\0\0"), "\\# 4 01610000", NULL, 0, true},
    {"DNAME", 39, DATA("\1a\1b\0"), "a.b", "a.b", 0, false},
    {"MX", 15, DATA("\0\12\4mail\0"), "10 mail", "mail", 10, false},
    {"null MX", 15, DATA("\0\0\0"), "0 .", ".", 0, false},
    {"MX without a name", 15, DATA("\0\12"), "\\# 2 000a", NULL, 0, true},
    {"SRV", 33, DATA("\0\1\0\2\1\273\1h\0"), "1 2 443 h", "h", 1, false},
    {"SOA", 6, DATA("\1m\0\1r\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\377\377\377\377"),
     "m r 1 2 3 4 4294967295", NULL, 0, false},
    {"SOA cut", 6, DATA("\1m\0\1r\0\0\0\0\1"), "\\# 10 016d0001720000000001", NULL, 0,
     true},
    {"TXT", 16, DATA("\3one\0\3\"\\x"), "\"one\" \"\" \"\\\"\\\\x\"", NULL, 0, false},
    {"TXT with controls", 16, DATA("\5\t\33[\377\0"), "\"\\009\\027[\\255\\000\"", NULL,
     0, false},
    {"TXT that runs over", 16, DATA("\5abc"), "\\# 4 05616263", NULL, 0, true},
    {"TXT of nothing", 16, DATA(""), "\\# 0", NULL, 0, true},
    {"target with odd bytes", 5, DATA("\4a.b\\\2\303\244\2\" \0"),
     "a\\.b\\\\.\\195\\164.\\\"\\032", "a\\.b\\\\.\\195\\164.\\\"\\032", 0, false},
    {"target with an endless label", 5, DATA("\77abc"), "\\# 4 3f616263", NULL, 0, true},
    {"target with a reserved label", 5, DATA("\100a\0"), "\\# 3 406100", NULL, 0, true},
    {"pointer to itself", 5, DATA("\300\54"), "\\# 2 c02c", NULL, 0, true},
    {"pointer forwards", 5, DATA("\300\377"), "\\# 2 c0ff", NULL, 0, true},
    {"pointer cut", 5, DATA("\300"), "\\# 1 c0", NULL, 0, true},
    {"pointer to the question", 5, DATA("\1x\300\14"), "x.www.example.test",
     "x.www.example.test", 0, false},
    {"unknown type", 65280, DATA("\1\2\3"), "\\# 3 010203", NULL, 0, false},
    {"unknown type, empty", 65280, DATA(""), "\\# 0", NULL, 0, false},
    {"HTTPS", 65, DATA("\0\1\0\0\1\0\3\2h2"), "1 . alpn=h2", NULL, 0, false},
    {"HTTPS with a target", 65, DATA("\0\0\1a\1b\0"), "0 a.b", NULL, 0, false},
    {"CAA", 257, DATA("\0\5issueca.test"), "0 issue \"ca.test\"", NULL, 0, false},
    {"NAPTR", 35, DATA("\0\1\0\2\1u\3sip\1!\1x\0"), "1 2 \"u\" \"sip\" \"!\" x", NULL, 0,
     false},
    {"LOC cut", 29, DATA("\0\1"), "\\# 2 0001", NULL, 0, false},
};

static void data_becomes_text_and_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof text_cases / sizeof *text_cases; i++) {
        const struct text_case *c = &text_cases[i];
        print_message("%s\n", c->label);
        start(RESPONSE, c->type);
        dns_wire_count(&wire, 1, 2);
        dns_wire_record(&wire, "www.example.test", c->type, c->rdata, c->len);
        dns_wire_record(&wire, "after.test", GS_TYPE_A, ipv4, 4);
        struct gs_dns_answer *answer = decode("www.example.test", c->type);
        assert_non_null(answer);
        assert_int_equal(answer->answer.count, 2); /* the record behind is whole */
        const struct gs_record *record = &answer->answer.items[0];
        assert_string_equal(record->text, c->text);
        assert_int_equal(record->is_malformed, c->is_malformed);
        assert_int_equal(record->preference, c->preference);
        assert_string_equal(record->target == NULL ? "none" : record->target,
                            c->target == NULL ? "none" : c->target);
        assert_string_equal(answer->answer.items[1].text, "192.0.2.1");
        gs_dns_answer_free(answer);
    }
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint16_t flags;
        const char *name;
        uint16_t type;
        uint16_t questions;
        size_t len; /* bytes kept; 0: all */
    } cases[] = {
        {"zero bytes", RESPONSE, "a.test", 1, 1, SIZE_MAX},
        {"half a header", RESPONSE, "a.test", 1, 1, 11},
        {"a header alone", RESPONSE, "a.test", 1, 1, 12},
        {"half a question", RESPONSE, "a.test", 1, 1, 21},
        {"a query", 0x0100, "a.test", 1, 1, 0},
        {"another opcode", RESPONSE | 0x2800, "a.test", 1, 1, 0},
        {"another name", RESPONSE, "b.test", 1, 1, 0},
        {"a longer name", RESPONSE, "a.test.test", 1, 1, 0},
        {"another type", RESPONSE, "a.test", 28, 1, 0},
        {"no question", RESPONSE, "a.test", 1, 0, 0},
        {"two questions", RESPONSE, "a.test", 1, 2, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].label);
        dns_wire_start(&wire, 1, cases[i].flags, cases[i].name, cases[i].type);
        dns_wire_count(&wire, 0, cases[i].questions);
        wire.len = cases[i].len == 0 ? wire.len : cases[i].len;
        wire.len = cases[i].len == SIZE_MAX ? 0 : wire.len;
        assert_null(decode("a.test", GS_TYPE_A));
    }
}

static void an_escaped_name_is_compared_by_its_bytes(void **state)
{
    (void)state;
    dns_wire_start(&wire, 1, RESPONSE, "a.test", GS_TYPE_A);
    struct gs_dns_answer *answer = decode("\\065.TEST.", GS_TYPE_A);
    assert_non_null(answer);
    gs_dns_answer_free(answer);
}

static void a_cut_message_keeps_what_came_before(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 9);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, ipv4, 4);
    size_t one_record = wire.len;
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, ipv4, 4);
    size_t all = wire.len;
    for (wire.len = one_record; wire.len < all; wire.len++) {
        struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
        assert_non_null(answer);
        assert_int_equal(answer->answer.count, 1);
        assert_true(answer->has_broken_end);
        assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
        gs_dns_answer_free(answer);
    }
}

static void what_broke_before_its_first_record_is_not_no_data(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 2);
    struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->rcode, 0);
    assert_int_equal(answer->answer.count, 0);
    assert_true(answer->has_broken_end);
    assert_int_equal(answer->outcome, GS_OUTCOME_BAD_ANSWER);
    gs_dns_answer_free(answer);
}

static void records_over_the_bound_are_counted(void **state)
{
    (void)state;
    dns_wire_start(&wire, 1, RESPONSE, "", GS_TYPE_A);
    dns_wire_count(&wire, 1, 4200);
    for (size_t i = 0; i < 4200; i++) {
        dns_wire_record(&wire, "", GS_TYPE_A, ipv4, 4);
    }
    struct gs_dns_answer *answer = decode(".", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->answer.count, GS_RECORDS_MAX);
    assert_int_equal(answer->left_out, 4200 - GS_RECORDS_MAX);
    assert_false(answer->has_broken_end);
    gs_dns_answer_free(answer);
}

static void a_long_chain_of_pointers_ends(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_CNAME);
    dns_wire_count(&wire, 1, 1);
    dns_wire_name(&wire, "www.example.test");
    dns_wire_u16(&wire, 65280);
    dns_wire_u16(&wire, 1);
    dns_wire_u32(&wire, 1);
    dns_wire_u16(&wire, 2000);
    size_t first = wire.len;
    dns_wire_u16(&wire, 0xc00c);
    for (size_t i = 1; i < 1000; i++) { /* each points to the one before */
        dns_wire_u16(&wire, 0xc000 | (unsigned)(first + 2 * (i - 1)));
    }
    struct gs_dname name;
    struct gs_dname expected;
    assert_int_equal(gs_dname_read(wire.bytes, wire.len, wire.len - 2, &name), 2);
    assert_true(gs_dname_parse("www.example.test", &expected));
    assert_true(gs_dname_is_equal(&name, &expected));
}

static void a_name_longer_than_255_bytes_is_broken(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        size_t last_label;
        size_t step;
    } cases[] = {{"255 bytes", 61, 255}, {"256 bytes", 62, 0}};

    for (size_t i = 0; i < 2; i++) {
        print_message("%s\n", cases[i].label);
        static const char letters[64] = "";
        wire.len = 0;
        for (size_t j = 0; j < 3; j++) {
            dns_wire_u8(&wire, 63);
            dns_wire_bytes(&wire, letters, 63);
        }
        dns_wire_u8(&wire, (unsigned)cases[i].last_label);
        dns_wire_bytes(&wire, letters, cases[i].last_label);
        dns_wire_u8(&wire, 0);
        struct gs_dname name;
        assert_int_equal(gs_dname_read(wire.bytes, wire.len, 0, &name), cases[i].step);
    }
}

static void outcomes_follow_the_chain_and_the_code(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *aliases[4]; /* owner, target, owner, target */
        const char *address_of; /* owner of an A record, NULL: none */
        uint16_t type;
        uint16_t rcode;
        enum gs_outcome outcome;
    } cases[] = {
        {"address", {NULL}, "www.example.test", 1, 0, GS_OUTCOME_ANSWERED},
        {"nothing", {NULL}, NULL, 1, 0, GS_OUTCOME_NO_DATA},
        {"address of another", {NULL}, "x.test", 1, 0, GS_OUTCOME_NO_DATA},
        {"alias and address", {"www.example.test", "b"}, "B", 1, 0, GS_OUTCOME_ANSWERED},
        {"alias, wrong address",
         {"www.example.test", "b"},
         "www.example.test",
         1,
         0,
         GS_OUTCOME_NO_DATA},
        {"two aliases, any order",
         {"b", "c", "www.example.test", "b"},
         "c",
         1,
         0,
         GS_OUTCOME_ANSWERED},
        {"alias to nothing", {"www.example.test", "b"}, NULL, 1, 0, GS_OUTCOME_NO_DATA},
        {"alias to no name",
         {"www.example.test", "b"},
         NULL,
         1,
         3,
         GS_OUTCOME_NO_SUCH_NAME},
        {"loop of one",
         {"www.example.test", "www.example.test"},
         NULL,
         1,
         0,
         GS_OUTCOME_BAD_ANSWER},
        {"loop of two",
         {"www.example.test", "b", "b", "www.example.test"},
         NULL,
         1,
         0,
         GS_OUTCOME_BAD_ANSWER},
        {"alias asked for", {"www.example.test", "b"}, NULL, 5, 0, GS_OUTCOME_ANSWERED},
        {"no name", {NULL}, NULL, 1, 3, GS_OUTCOME_NO_SUCH_NAME},
        {"server failure", {NULL}, NULL, 1, 2, GS_OUTCOME_SERVER_FAILURE},
        {"refused", {NULL}, NULL, 1, 5, GS_OUTCOME_REFUSED},
        {"not implemented", {NULL}, NULL, 1, 4, GS_OUTCOME_FAILED},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].label);
        start(RESPONSE | cases[i].rcode, cases[i].type);
        uint16_t count = 0;
        for (size_t j = 0; j < 4 && cases[i].aliases[j] != NULL; j += 2, count++) {
            dns_wire_alias(&wire, cases[i].aliases[j], GS_TYPE_CNAME,
                           cases[i].aliases[j + 1]);
        }
        if (cases[i].address_of != NULL) {
            dns_wire_record(&wire, cases[i].address_of, GS_TYPE_A, ipv4, 4);
            count++;
        }
        dns_wire_count(&wire, 1, count);
        struct gs_dns_answer *answer = decode("www.example.test", cases[i].type);
        assert_non_null(answer);
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_int_equal(answer->rcode, cases[i].rcode);
        gs_dns_answer_free(answer);
    }
}

static void only_broken_records_are_a_bad_answer(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, ipv4, 3);
    struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->outcome, GS_OUTCOME_BAD_ANSWER);
    gs_dns_answer_free(answer);
}

/* Appends an OPT record with its TTL's four bytes and its options. */
static void add_opt(uint32_t bits, const void *options, size_t len)
{
    dns_wire_u8(&wire, 0);
    dns_wire_u16(&wire, GS_TYPE_OPT);
    dns_wire_u16(&wire, 1232);
    dns_wire_u32(&wire, bits);
    dns_wire_u16(&wire, (unsigned)len);
    dns_wire_bytes(&wire, options, len);
}

static void opt_gives_version_size_and_extended_code(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 3, 1);
    add_opt(0x01018000, "", 0);
    struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->rcode, 16); /* BADVERS */
    assert_int_equal(answer->outcome, GS_OUTCOME_FAILED);
    assert_true(answer->edns.is_present && answer->edns.is_do);
    assert_int_equal(answer->edns.version, 1);
    assert_int_equal(answer->edns.udp_size, 1232);
    assert_int_equal(answer->edns.errors.count, 0);
    assert_int_equal(answer->additional.count, 0);
    gs_dns_answer_free(answer);
}

static void extended_errors_are_read_and_made_safe(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *options;
        size_t len;
        int code;
        const char *text; /* NULL: none */
    } cases[] = {
        {"code alone", DATA("\0\17\0\2\0\22"), 18, NULL},
        {"code and text", DATA("\0\17\0\6\0\26no\33\n"), 22, "no\\x1B\\n"},
        {"text that ends in NUL", DATA("\0\17\0\5\0\1hi\0"), 1, "hi"},
        {"behind another option", DATA("\0\12\0\1x\0\17\0\2\0\5"), 5, NULL},
        {"the first of two", DATA("\0\17\0\2\0\1\0\17\0\2\0\2"), 1, NULL},
        {"half a code", DATA("\0\17\0\1\0"), -1, NULL},
        {"longer than its record", DATA("\0\17\0\11\0\1"), -1, NULL},
        {"half an option", DATA("\0\17\0"), -1, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].label);
        start(RESPONSE, GS_TYPE_A);
        dns_wire_count(&wire, 3, 1);
        add_opt(0, cases[i].options, cases[i].len);
        struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
        assert_non_null(answer);
        const struct gs_ede_list *errors = &answer->edns.errors;
        assert_int_equal(errors->count > 0 ? errors->items[0].code : -1, cases[i].code);
        const char *text = errors->count > 0 ? errors->items[0].text : NULL;
        assert_string_equal(text == NULL ? "" : text,
                            cases[i].text == NULL ? "" : cases[i].text);
        gs_dns_answer_free(answer);
    }
}

static void a_second_opt_is_a_malformed_record(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_A);
    dns_wire_count(&wire, 3, 2);
    add_opt(0, "", 0);
    add_opt(0xff000000, "", 0);
    struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
    assert_non_null(answer);
    assert_int_equal(answer->rcode, 0);
    assert_int_equal(answer->additional.count, 1);
    assert_true(answer->additional.items[0].is_malformed);
    gs_dns_answer_free(answer);
}

static void a_second_message_replaces_the_first(void **state)
{
    (void)state;
    start(RESPONSE | TRUNCATED, GS_TYPE_A);
    dns_wire_count(&wire, 1, 1);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_A, ipv4, 4);
    struct gs_dns_answer *answer = decode("www.example.test", GS_TYPE_A);
    assert_true(answer->flags.tc);
    start(RESPONSE | 3, GS_TYPE_A);
    assert_int_equal(gs_message_decode(wire.bytes, wire.len, answer), GS_OK);
    assert_false(answer->flags.tc);
    assert_int_equal(answer->answer.count, 0);
    assert_int_equal(answer->outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_int_equal(gs_message_decode(wire.bytes, 11, answer), GS_EFORMAT);
    assert_int_equal(answer->outcome, GS_OUTCOME_NO_SUCH_NAME);
    gs_dns_answer_free(answer);
}

static void queries_are_encoded(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *name;
        uint16_t udp_size;
        const char *bytes;
        size_t len;
    } cases[] = {
        {"plain", "a.bc", 0, DATA("\22\64\1\40\0\1\0\0\0\0\0\0\1a\2bc\0\0\34\0\1")},
        {"with EDNS", "a.", 1232,
         DATA("\22\64\1\40\0\1\0\0\0\0\0\1\1a\0\0\34\0\1\0\0\51\4\320\0\0\0\0\0\0")},
        {"root", ".", 0, DATA("\22\64\1\40\0\1\0\0\0\0\0\0\0\0\34\0\1")},
        {"escapes", "\\.\\000\\\\", 0,
         DATA("\22\64\1\40\0\1\0\0\0\0\0\0\3.\0\\\0\0\34\0\1")},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t out[512];
        print_message("%s\n", cases[i].label);
        size_t len = gs_message_encode_query(
            cases[i].name, 28, 0x1234,
            &(struct gs_dns_asking){.udp_size = cases[i].udp_size}, out);
        assert_int_equal(len, cases[i].len);
        assert_memory_equal(out, cases[i].bytes, len);
    }
}

static void names_that_do_not_fit_are_not_encoded(void **state)
{
    (void)state;
    char long_label[80];
    char long_name[400] = "";
    memset(long_label, 'x', sizeof long_label);
    long_label[64] = '\0';
    for (size_t i = 0; i < 128; i++) {
        strcat(long_name, "x.");
    }
    const char *const names[] = {"",      "..",   ".a",    "a..b",     "a\\",
                                 "\\25x", "\\12", "\\256", long_label, long_name};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint8_t out[512];
        print_message("%s\n", names[i]);
        assert_int_equal(gs_message_encode_query(
                             names[i], 1, 1, &(struct gs_dns_asking){.udp_size = 0}, out),
                         0);
    }
    uint8_t out[512];
    assert_int_not_equal(gs_message_encode_query(long_label + 1, 1, 1,
                                                 &(struct gs_dns_asking){.udp_size = 0},
                                                 out),
                         0);
    assert_int_not_equal(gs_message_encode_query(long_name + 2, 1, 1,
                                                 &(struct gs_dns_asking){.udp_size = 0},
                                                 out),
                         0);
}

static void every_cut_and_every_flipped_byte_is_survived(void **state)
{
    (void)state;
    start(RESPONSE, GS_TYPE_MX);
    dns_wire_count(&wire, 1, 3);
    dns_wire_count(&wire, 3, 1);
    dns_wire_record(&wire, "www.example.test", GS_TYPE_MX, "\0\12\1m\300\20", 6);
    dns_wire_record(&wire, "m.test", 65, "\0\1\0\0\1\0\3\2h2", 10);
    dns_wire_record(&wire, "m.test", GS_TYPE_TXT, "\3one", 4);
    add_opt(0, "\0\17\0\6\0\26text", 10);
    size_t all = wire.len;
    for (size_t i = 0; i < all; i++) {
        uint8_t kept = wire.bytes[i];
        for (unsigned bit = 0; bit < 8; bit++) {
            wire.bytes[i] = kept ^ (uint8_t)(1u << bit);
            gs_dns_answer_free(decode("www.example.test", GS_TYPE_MX));
        }
        wire.bytes[i] = kept;
        wire.len = i;
        uint8_t *exact = malloc(i + 1); /* so that a sanitizer sees a read behind it */
        memcpy(exact, wire.bytes, i);
        struct gs_dns_answer *answer = gs_dns_answer_new("www.example.test", GS_TYPE_MX);
        enum gs_status status = gs_message_decode(exact, i, answer);
        assert_int_equal(status == GS_OK, i >= 34);
        gs_dns_answer_free(answer);
        free(exact);
        wire.len = all;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_and_records_are_read),
        cmocka_unit_test(data_becomes_text_and_fields),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(an_escaped_name_is_compared_by_its_bytes),
        cmocka_unit_test(a_cut_message_keeps_what_came_before),
        cmocka_unit_test(what_broke_before_its_first_record_is_not_no_data),
        cmocka_unit_test(records_over_the_bound_are_counted),
        cmocka_unit_test(a_long_chain_of_pointers_ends),
        cmocka_unit_test(a_name_longer_than_255_bytes_is_broken),
        cmocka_unit_test(outcomes_follow_the_chain_and_the_code),
        cmocka_unit_test(only_broken_records_are_a_bad_answer),
        cmocka_unit_test(opt_gives_version_size_and_extended_code),
        cmocka_unit_test(extended_errors_are_read_and_made_safe),
        cmocka_unit_test(a_second_opt_is_a_malformed_record),
        cmocka_unit_test(a_second_message_replaces_the_first),
        cmocka_unit_test(queries_are_encoded),
        cmocka_unit_test(names_that_do_not_fit_are_not_encoded),
        cmocka_unit_test(every_cut_and_every_flipped_byte_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
