/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void addresses_are_told_with_their_class(void **state)
{
    static const struct spoken cases[] = {
        {"a private IPv4 address", "example.com", GS_TYPE_A, "0a000002",
         "address: 10.0.0.2 | IPv4\n"
         "class: private | 10.0.0.0/8, RFC 1918\n"
         "reverse: 2.0.0.10.in-addr.arpa | its PTR records name the host\n"
         "\nmeaning: Reachable inside of its own network alone.\n"
         "\nas sent: \\# 4 0a000002\n"},
        {"a global one has no block", "example.com", GS_TYPE_A, "08080808",
         "address: 8.8.8.8 | IPv4\n"
         "class: global | RFC 791\n"
         "reverse: 8.8.8.8.in-addr.arpa | its PTR records name the host\n"
         "\nas sent: \\# 4 08080808\n"},
        {"an IPv4 address inside of a NAT64 one", "example.com", GS_TYPE_AAAA,
         "0064ff9b0000000000000000c0000201",
         "address: 64:ff9b::c000:201 | IPv6\n"
         "class: NAT64 | 64:ff9b::/96, RFC 6052\n"
         "holds: 192.0.2.1 | the IPv4 address inside of it\n"
         "reverse: 1.0.2.0.0.0.0.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.b.9.f.f.4.6.0.0"
         ".ip6.arpa | its PTR records name the host\n"
         "\nas sent: \\# 16 0064ff9b0000000000000000c0000201\n"},
        {"a blocked name", "example.com", GS_TYPE_A, "00000000",
         "address: 0.0.0.0 | IPv4\n"
         "class: any address | 0.0.0.0/32, RFC 1122\n"
         "reverse: 0.0.0.0.in-addr.arpa | its PTR records name the host\n"
         "\nmeaning: No host has it: often the sign of a blocked name.\n"
         "\nas sent: \\# 4 00000000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void names_are_told_with_what_they_do(void **state)
{
    static const struct spoken cases[] = {
        {"an alias, its name compressed", "example.com", GS_TYPE_CNAME, "03777777 c00c",
         "target: www.example.com\n"
         "\nmeaning: An alias: whoever asks goes on with the target.\n"
         ": No other data may stand beside it.  RFC 1034\n"
         "\nas sent: \\# 6 03777777c00c\n"},
        {"an alias of itself", "example.com", GS_TYPE_CNAME, "c00c",
         "target: example.com | ✗ leads back to itself\n"
         "\nmeaning: An alias: whoever asks goes on with the target.\n"
         ": No other data may stand beside it.  RFC 1034\n"
         "\nas sent: \\# 2 c00c\n"},
        {"a renamed tree", "example.com", GS_TYPE_DNAME, "03666f6f00",
         "target: foo\n"
         "\nmeaning: Every name below example.com goes on below foo.\n"
         ": The name itself is no alias.  RFC 6672\n"
         "\nas sent: \\# 5 03666f6f00\n"},
        {"a server; a control byte in a label", "example.com", GS_TYPE_NS,
         "036e011b c00c",
         "server: n\\001\\027.example.com\n"
         "\nmeaning: This server answers for example.com and what is below it.\n"
         "\nas sent: \\# 6 036e011bc00c\n"},
        {"a pointer", "example.com", GS_TYPE_PTR, "01610162 00",
         "target: a.b\n"
         "\nmeaning: The name of the host that has the address.\n"
         "\nas sent: \\# 5 0161016200\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void exchanges_are_told_with_their_order(void **state)
{
    static const struct spoken cases[] = {
        {"an exchange", "example.com", GS_TYPE_MX, "000a 026d78 c00c",
         "preference: 10 | the lowest is tried first\n"
         "exchange: mx.example.com\n"
         "\nmeaning: A host that takes mail for example.com.\n"
         "\nas sent: \\# 7 000a026d78c00c\n"},
        {"a null MX, whatever its preference", "example.com", GS_TYPE_MX, "000500",
         "preference: 5 | the lowest is tried first\n"
         "exchange: . | null MX\n"
         "\nmeaning: The domain accepts no mail.  RFC 7505\n"
         "\nas sent: \\# 3 000500\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
    struct gs_dns_answer *answer =
        make_answer("example.com", GS_TYPE_MX, GS_OUTCOME_ANSWERED);
    make_data(answer, "example.com", GS_TYPE_MX, "000000");
    make_data(answer, "example.com", GS_TYPE_MX, "0000026d78c00c");
    char *text = make_record_text(answer, 0);
    assert_string_equal(
        text, "preference: 0 | 1 other with it: any order, drawn by lot\n"
              "exchange: . | ✗ null MX beside other MX records\n"
              "\nmeaning: A null MX stands alone: the domain contradicts itself.\n"
              "\nas sent: \\# 3 000000\n");
    free(text);
    gs_dns_answer_free(answer);
}

static void a_zone_is_told_with_its_timers(void **state)
{
    static const struct spoken cases[] = {
        {"a dated serial, an escaped contact", "example.com", GS_TYPE_SOA,
         "026e73c00c 05612e623163 c00c 78c40339 00015180 00001c20 00127500 00000e10",
         "primary: ns.example.com\n"
         "contact: a.b1c@example.com\n"
         "serial: 2026111801 | 18 Nov 2026, change 1 of that day\n"
         "refresh: 86400 | 1 day: a secondary asks for changes so often\n"
         "retry: 7200 | 2 h: and again after a failure\n"
         "expire: 1209600 | 2 weeks: then it stops answering\n"
         "minimum: 3600 | 1 h: how long absence is kept\n"
         "\nmeaning: The zone example.com begins here.\n"
         ": A name that does not exist is remembered as such for 5 min.\n"
         "\nas sent: \\# 33 026e73c00c05612e623163c00c78c403390001518000001c20 …\n"},
        {"a serial as Unix time, odd timers", "example.com", GS_TYPE_SOA,
         "00 00 6553f100 00000e10 00001c20 00001000 00000000",
         "primary: .\n"
         "contact: . | nobody named\n"
         "serial: 1700000000 | as a Unix time 14 Nov 2023 22:13:20 UTC\n"
         "refresh: 3600 | 1 h: a secondary asks for changes so often\n"
         "retry: 7200 | ▲ not shorter than refresh\n"
         "expire: 4096 | ▲ a secondary gives up before it has tried twice\n"
         "minimum: 0 | 0 s: how long absence is kept\n"
         "\nmeaning: The zone example.com begins here.\n"
         ": A name that does not exist is remembered as such for 0 s.\n"
         "\nas sent: \\# 22 00006553f10000000e1000001c200000100000000000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void texts_are_told_by_their_strings(void **state)
{
    static const struct spoken cases[] = {
        {"one string, UTF-8 and a control byte", "example.com", GS_TYPE_TXT,
         "0568c3bc 0761",
         "text: hü\\x07a | 5 bytes\n"
         "\nas sent: \\# 6 0568c3bc0761\n"},
        {"an empty one", "example.com", GS_TYPE_TXT, "00",
         "text: | 0 bytes\n"
         "\nas sent: \\# 1 00\n"},
        {"SPF in two strings", "example.com", GS_TYPE_TXT, "02763d 09737066312e2d616c6c",
         "text: v= | 2 bytes\n"
         ": spf1.-all | 9 bytes\n"
         "whole: 2 strings, 11 bytes | read as one, without gaps\n"
         "\nas sent: \\# 13 02763d09737066312e2d616c6c\n"},
        {"SPF", "example.com", GS_TYPE_TXT, "03763d73 0870663120 2d616c6c",
         "text: v=s | 3 bytes\n"
         ": pf1 -all | 8 bytes\n"
         "whole: 2 strings, 11 bytes | read as one, without gaps\n"
         "\nkind: SPF | RFC 7208\n"
         "terms: -all | fail: everyone else\n"
         "\nmeaning: SPF: all others fail.\n"
         "\nas sent: \\# 13 03763d7308706631202d616c6c\n"},
        {"a broken policy has no gist", "example.com", GS_TYPE_TXT, "07763d5354537631",
         "text: v=STSv1 | 7 bytes\n"
         "\nkind: MTA-STS | ▲ not read here: only below _mta-sts\n"
         "faults: id | ✗ missing: a sender ignores the record\n"
         "\nas sent: \\# 8 07763d5354537631\n"},
        {"a proof of ownership", "example.com", GS_TYPE_TXT, "074d533d6d733132",
         "text: MS=ms12 | 7 bytes\n"
         "\nmeaning: Proves to Microsoft who controls the name.\n"
         "\nas sent: \\# 8 074d533d6d733132\n"},
        {"the type SPF", "example.com", GS_TYPE_SPF, "06763d73706631",
         "text: v=spf1 | 6 bytes\n"
         "\nkind: SPF | RFC 7208\n"
         "faults: all | ▲ not there, and no redirect: all others are neutral\n"
         "\nmeaning: SPF: all others neutral.\n"
         ": Receivers read SPF from TXT; this type is gone.  RFC 7208\n"
         "\nas sent: \\# 7 06763d73706631\n"},
        {"a host's kind", "example.com", GS_TYPE_HINFO, "03504450 00",
         "cpu: PDP\n"
         "os: \n"
         "\nmeaning: What the host is, as its owner says.\n"
         "\nas sent: \\# 5 0350445000\n"},
        {"an answer to ANY", "example.com", GS_TYPE_HINFO, "0752464338343832 00",
         "cpu: RFC8482\n"
         "os: \n"
         "\nmeaning: The server's whole answer to ANY.  RFC 8482\n"
         "\nas sent: \\# 9 075246433834383200\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void a_policy_is_judged_by_its_place(void **state)
{
    static const struct {
        const char *label;
        const char *asked;
        const char *owner;
        const char *hex[2];
        const char *want; /* a piece of the first record's lines; NULL: no kind at all */
    } cases[] = {
        {"where it belongs",
         "_MTA-STS.a.test",
         "_mta-sts.a.test",
         {"07763d5354537631"},
         "kind: MTA-STS | RFC 8461\n"},
        {"behind an alias",
         "_mta-sts.a.test",
         "b.test",
         {"07763d5354537631"},
         "kind: MTA-STS | RFC 8461\n"},
        {"elsewhere",
         "a.test",
         "a.test",
         {"07763d5354537631"},
         "kind: MTA-STS | ▲ not read here: only below _mta-sts\n"},
        {"two of them",
         "a.test",
         "a.test",
         {"06763d73706631", "06763d73706631"},
         "kind: SPF | ✗ one of 2: only one may be\n"},
        {"a bare key where keys are",
         "a._DomainKey.b",
         "a._DomainKey.b",
         {"02703d"},
         "kind: DKIM | RFC 6376\n"},
        {"what looks like a bare key", "a.test", "a.test", {"02703d"}, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_answer(cases[i].asked, GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
        check_case(cases[i].label);
        for (size_t j = 0; j < 2 && cases[i].hex[j] != NULL; j++) {
            make_data(answer, cases[i].owner, GS_TYPE_TXT, cases[i].hex[j]);
        }
        char *text = make_record_text(answer, 0);
        if (cases[i].want == NULL) {
            assert_null(strstr(text, "kind:"));
        } else if (strstr(text, cases[i].want) == NULL) {
            fail_msg("%s\nlacks\n%s", text, cases[i].want);
        }
        free(text);
        gs_dns_answer_free(answer);
    }
}

static void data_that_does_not_fit_is_named(void **state)
{
    static const struct misfit cases[] = {
        {"5 bytes", GS_TYPE_A, "0102030405", "A: an IPv4 address has 4 bytes"},
        {"none", GS_TYPE_AAAA, "", "AAAA: an IPv6 address has 16 bytes"},
        {"a name that goes on", GS_TYPE_CNAME, "0361", "CNAME: a name in it is broken"},
        {"a name that points ahead", GS_TYPE_NS, "c0ff", "NS: a name in it is broken"},
        {"a byte behind the name", GS_TYPE_PTR, "00 01",
         "PTR: bytes are left over behind it"},
        {"no name", GS_TYPE_MX, "000a", "MX: a name in it is broken"},
        {"half a number", GS_TYPE_MX, "00", "MX: it ends too early"},
        {"no string", GS_TYPE_TXT, "", "TXT: it has at least one string"},
        {"a string that goes on", GS_TYPE_TXT, "026162 0361", "TXT: it ends too early"},
        {"one string of two", GS_TYPE_HINFO, "0161", "HINFO: it ends too early"},
        {"a timer too few", GS_TYPE_SOA, "00 00 00000001 00000001 00000001 00000001",
         "SOA: it ends too early"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

static void other_types_are_shown_as_their_data(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer("example.com", 65280, GS_OUTCOME_ANSWERED);
    struct gs_record *record =
        make_data(answer, "example.com", 65280,
                  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    free(record->text);
    record->text = gs_mem_copy_text("\\# 32 0001");
    char *text = make_record_text(answer, 0);
    assert_string_equal(
        text, "data: \\# 32 0001 | 32 bytes\n"
              "\nmeaning: This type is shown as its data alone.\n"
              "\nas sent: \\# 32 000102030405060708090a0b0c0d0e0f101112131415161718 …\n");
    free(text);
    record->type = GS_TYPE_A;
    record->class_ = 3; /* CHAOS: an A record has other data there. RFC 1035 3.4.1 */
    text = make_record_text(answer, 0);
    assert_non_null(strstr(text, "data: \\# 32 0001 | 32 bytes\n"));
    free(text);
    gs_dns_answer_free(answer);
}

static void without_the_message_the_records_own_fields_tell(void **state)
{
    static const struct {
        const char *label;
        uint16_t type;
        const char *value;
        const char *want;
    } cases[] = {
        {"an address", GS_TYPE_A, "192.0.2.1", "address: 192.0.2.1 | IPv4\n"},
        {"a target", GS_TYPE_CNAME, "a\\.b.test", "target: a\\.b.test\n"},
        {"an exchange", GS_TYPE_MX, "mx.test", "exchange: mx.test\n"},
        {"strings", GS_TYPE_TXT, "\"a\\195\\188\\\"\\\\\" \"b\"",
         "text: aü\"\\ | 5 bytes\n: b | 1 byte\n"},
        {"a string without end", GS_TYPE_TXT, "\"a", "data: \"a\n"},
        {"an octet over 255", GS_TYPE_TXT, "\"\\256\"", "data: \"\\256\"\n"},
        {"no quotes", GS_TYPE_TXT, "a", "data: a\n"},
        {"an escape without end", GS_TYPE_TXT, "\"a\\", "data: \"a\\\n"},
        {"hex", 65281, "\\# 3 01 0203", "as sent: \\# 3 010203\n"},
        {"hex of another length", 65281, "\\# 4 010203", "data: \\# 4 010203\n"},
        {"odd hex", 65281, "\\# 2 01020", "data: \\# 2 01020\n"},
        {"no hex", 65281, "\\# 1 zz", "data: \\# 1 zz\n"},
        {"text", GS_TYPE_SOA, "a b 1 2 3 4 5", "data: a b 1 2 3 4 5\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_answer("a.test", cases[i].type, GS_OUTCOME_ANSWERED);
        make_record(answer, "a.test", cases[i].type, cases[i].value);
        check_case(cases[i].label);
        char *text = make_record_text(answer, 0);
        if (strstr(text, cases[i].want) == NULL) {
            fail_msg("%s\nlacks\n%s", text, cases[i].want);
        }
        free(text);
        gs_dns_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_told_with_their_class),
        cmocka_unit_test(names_are_told_with_what_they_do),
        cmocka_unit_test(exchanges_are_told_with_their_order),
        cmocka_unit_test(a_zone_is_told_with_its_timers),
        cmocka_unit_test(texts_are_told_by_their_strings),
        cmocka_unit_test(a_policy_is_judged_by_its_place),
        cmocka_unit_test(data_that_does_not_fit_is_named),
        cmocka_unit_test(other_types_are_shown_as_their_data),
        cmocka_unit_test(without_the_message_the_records_own_fields_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
