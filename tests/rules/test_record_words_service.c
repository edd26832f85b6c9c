/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void places_of_a_service_are_told(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 2782", "_ldap._tcp.example.com", GS_TYPE_SRV,
         "00000001000906736572766572076578616d706c6503636f6d00",
         "priority: 0 | the lowest is tried first\n"
         "weight: 1 | alone with its priority\n"
         "port: 9\n"
         "target: server.example.com\n"
         "\nmeaning: A client connects to the target's addresses, this port.\n"
         "\nas sent: \\# 26 00000001000906736572766572076578616d706c6503636f6d …\n"},
        {"not available", "_ldap._tcp.example.com", GS_TYPE_SRV, "00000000000000",
         "priority: 0 | the lowest is tried first\n"
         "weight: 0 | alone with its priority\n"
         "port: 0\n"
         "target: . | not available\n"
         "\nmeaning: The domain says that it has no such service.  RFC 2782\n"
         "\nas sent: \\# 7 00000000000000\n"},
        {"RFC 7553 4.1", "_ftp._tcp.example.com", GS_TYPE_URI,
         "000a00016674703a2f2f667470312e6578616d706c652e636f6d2f7075626c69"
         "63",
         "priority: 10 | the lowest is tried first\n"
         "weight: 1 | alone with its priority\n"
         "target: ftp://ftp1.example.com/public\n"
         "\nmeaning: A client takes the URI with the lowest priority.\n"
         "\nas sent: \\# 33 000a00016674703a2f2f667470312e6578616d706c652e636f …\n"},
        {"RFC 3403 6.1", "cid.uri.arpa", GS_TYPE_NAPTR,
         "0064000a000021215e75726e3a6369643a2e2b40285b5e5c2e5d2b5c2e29282e"
         "2a2924215c32216900",
         "order: 100 | the lowest is taken first\n"
         "preference: 10 | among equal orders\n"
         "flags: | not the end: another NAPTR follows\n"
         "service: | empty\n"
         "regexp: !^urn:cid:.+@([^\\.]+\\.)(.*)$!\\2!i\n"
         ": ^urn:cid:.+@([^\\.]+\\.)(.*)$ | what it matches\n"
         ": \\2 | what it becomes\n"
         "replacement: . | none\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 41 0064000a000021215e75726e3a6369643a2e2b40285b5e5c2e …\n"},
        {"to a server", "example.com", GS_TYPE_NAPTR,
         "003200330153075349502b44325500045f736970045f756470076578616d706c"
         "6503636f6d00",
         "order: 50 | the lowest is taken first\n"
         "preference: 51 | among equal orders\n"
         "flags: S | next: SRV of the replacement\n"
         "service: SIP+D2U\n"
         "regexp: | empty\n"
         "replacement: _sip._udp.example.com\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 38 003200330153075349502b44325500045f736970045f756470 …\n"},
        {"a telephone number", "4.3.2.1.e164.arpa", GS_TYPE_NAPTR,
         "000a00640175074532552b7369701b215e2e2a24217369703a696e666f406578"
         "616d706c652e636f6d2100",
         "order: 10 | the lowest is taken first\n"
         "preference: 100 | among equal orders\n"
         "flags: u | the end: the result is a URI\n"
         "service: E2U+sip\n"
         "regexp: !^.*$!sip:info@example.com!\n"
         ": ^.*$ | what it matches\n"
         ": sip:info@example.com | what it becomes\n"
         "replacement: . | none\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 43 000a00640175074532552b7369701b215e2e2a24217369703a …\n"},
        {"both ways at once", "example.com", GS_TYPE_NAPTR,
         "000100010161000521612162210161047465737400",
         "order: 1 | the lowest is taken first\n"
         "preference: 1 | among equal orders\n"
         "flags: a | next: the addresses of the replacement\n"
         "service: | empty\n"
         "regexp: !a!b!\n"
         ": a | what it matches\n"
         ": b | what it becomes\n"
         "replacement: a.test | ✗ beside a regexp: only one may be\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 21 000100010161000521612162210161047465737400\n"},
        {"no separators", "example.com", GS_TYPE_NAPTR, "0001000101500002216100",
         "order: 1 | the lowest is taken first\n"
         "preference: 1 | among equal orders\n"
         "flags: P | the protocol says how to go on\n"
         "service: | empty\n"
         "regexp: !a | ✗ its separators are missing\n"
         "replacement: . | none\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 11 0001000101500002216100\n"},
        {"a flag that is not known", "example.com", GS_TYPE_NAPTR,
         "00010001011b0278070000",
         "order: 1 | the lowest is taken first\n"
         "preference: 1 | among equal orders\n"
         "flags: \\x1B | not known\n"
         "service: x\\x07\n"
         "regexp: | empty\n"
         "replacement: . | none\n"
         "\nmeaning: A rule that makes another name or a URI of this one.\n"
         "\nas sent: \\# 11 00010001011b0278070000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void weights_are_told_as_shares(void **state)
{
    static const struct {
        const char *label;
        const char *weights[4]; /* "priority weight port target", hex */
        const char *want;       /* of the first */
    } cases[] = {
        {"a third",
         {"0001 0001 0001 00", "0001 0002 0001 00"},
         "weight: 1 | 33 % of the clients, among 2\n"},
        {"other priorities do not count",
         {"0001 0001 0001 00", "0002 0002 0001 00"},
         "weight: 1 | alone with its priority\n"},
        {"broken ones do not count",
         {"0001 0001 0001 00", "0001"},
         "weight: 1 | alone with its priority\n"},
        {"no weights at all",
         {"0001 0000 0001 00", "0001 0000 0001 00"},
         "weight: 0 | any order among 2\n"},
        {"the largest",
         {"0001 ffff 0001 00", "0001 ffff 0001 00", "0001 0000 0001 00"},
         "weight: 65535 | 50 % of the clients, among 3\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_answer("_a._tcp.b", GS_TYPE_SRV, GS_OUTCOME_ANSWERED);
        check_case(cases[i].label);
        for (size_t j = 0; j < COUNT_OF(cases[i].weights); j++) {
            if (cases[i].weights[j] != NULL) {
                make_data(answer, "_a._tcp.b", GS_TYPE_SRV, cases[i].weights[j]);
            }
        }
        char *text = make_record_text(answer, 0);
        if (strstr(text, cases[i].want) == NULL) {
            fail_msg("%s\nlacks\n%s", text, cases[i].want);
        }
        free(text);
        gs_dns_answer_free(answer);
    }
}

static void authorities_are_told_what_they_may(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 8659 4.2", "example.com", GS_TYPE_CAA,
         "000569737375656361312e6578616d706c652e6e65743b206163636f756e743d"
         "323330313233",
         "flags: 0 | not critical\n"
         "tag: issue\n"
         "issuer: ca1.example.net\n"
         "parameter: account=230123\n"
         "\nmeaning: This authority may issue certificates for the name.\n"
         ": Those without such a record may not.  RFC 8659\n"
         "\nas sent: \\# 38 000569737375656361312e6578616d706c652e6e65743b2061 …\n"},
        {"nobody", "example.com", GS_TYPE_CAA, "000569737375653b",
         "flags: 0 | not critical\n"
         "tag: issue\n"
         "issuer: none\n"
         "\nmeaning: No authority may issue certificates by this record.\n"
         "\nas sent: \\# 8 000569737375653b\n"},
        {"nobody, nothing written", "example.com", GS_TYPE_CAA, "0009495353554557494c44",
         "flags: 0 | not critical\n"
         "tag: ISSUEWILD\n"
         "issuer: none\n"
         "\nmeaning: No authority may issue wildcard certificates by this record.\n"
         "\nas sent: \\# 11 0009495353554557494c44\n"},
        {"an account and a proof", "example.com", GS_TYPE_CAA,
         "8005697373756563612e746573743b6163636f756e747572693d68747470733a"
         "2f2f612e746573742f313b2076616c69646174696f6e6d6574686f64733d646e"
         "732d3031203b78",
         "flags: 128 | critical: who does not know the tag issues nothing\n"
         "tag: issue\n"
         "issuer: ca.test\n"
         "parameter: accounturi=https://a.test/1 | only for this account\n"
         "parameter: validationmethods=dns-01 | only after such a proof\n"
         "parameter: x | ✗ not name=value\n"
         "\nmeaning: No authority may issue certificates by this record.\n"
         "\nas sent: \\# 71 8005697373756563612e746573743b6163636f756e74757269 …\n"},
        {"an account that is fine", "example.com", GS_TYPE_CAA,
         "000569737375652063612e74657374203b206163636f756e747572693d687474"
         "70733a2f2f612e746573742f313b",
         "flags: 0 | not critical\n"
         "tag: issue\n"
         "issuer: ca.test\n"
         "parameter: accounturi=https://a.test/1 | only for this account\n"
         "\nmeaning: This authority may issue certificates for the name.\n"
         ": Those without such a record may not.  RFC 8659\n"
         "\nas sent: \\# 46 000569737375652063612e74657374203b206163636f756e74 …\n"},
        {"no domain", "example.com", GS_TYPE_CAA, "000569737375652525252525",
         "flags: 0 | not critical\n"
         "tag: issue\n"
         "issuer: %%%%% | ✗ not a domain\n"
         "\nmeaning: No authority may issue certificates by this record.\n"
         "\nas sent: \\# 12 000569737375652525252525\n"},
        {"mail certificates", "example.com", GS_TYPE_CAA,
         "000969737375656d61696c63612e74657374",
         "flags: 0 | not critical\n"
         "tag: issuemail\n"
         "issuer: ca.test\n"
         "\nmeaning: This authority may issue mail certificates (S/MIME) for the name.\n"
         ": Those without such a record may not.  RFC 8659\n"
         "\nas sent: \\# 18 000969737375656d61696c63612e74657374\n"},
        {"reports", "example.com", GS_TYPE_CAA,
         "0005696f6465666d61696c746f3a6140622e74657374",
         "flags: 0 | not critical\n"
         "tag: iodef\n"
         "value: mailto:a@b.test\n"
         "\nmeaning: Refused requests are reported there.\n"
         "\nas sent: \\# 22 0005696f6465666d61696c746f3a6140622e74657374\n"},
        {"a contact", "example.com", GS_TYPE_CAA,
         "000c636f6e74616374656d61696c6140622e74657374",
         "flags: 0 | not critical\n"
         "tag: contactemail\n"
         "value: a@b.test\n"
         "\nmeaning: A CA may ask there who controls the name.\n"
         "\nas sent: \\# 22 000c636f6e74616374656d61696c6140622e74657374\n"},
        {"an unknown tag", "example.com", GS_TYPE_CAA, "0003746273556e6b6e6f776e1b",
         "flags: 0 | not critical\n"
         "tag: tbs | not known here\n"
         "value: Unknown\\x1B\n"
         "\nmeaning: Authorities that do not know the tag skip the record.\n"
         "\nas sent: \\# 13 0003746273556e6b6e6f776e1b\n"},
        {"an unknown critical tag", "example.com", GS_TYPE_CAA,
         "8003746273556e6b6e6f776e",
         "flags: 128 | critical: who does not know the tag issues nothing\n"
         "tag: tbs | ▲ not known here\n"
         "value: Unknown\n"
         "\nmeaning: An authority that does not know the tag issues nothing.\n"
         "\nas sent: \\# 12 8003746273556e6b6e6f776e\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void data_that_does_not_fit_is_named(void **state)
{
    static const struct misfit cases[] = {
        {"no target", GS_TYPE_SRV, "000000000000", "SRV: a name in it is broken"},
        {"bytes behind the target", GS_TYPE_SRV, "000000000000 00 00",
         "SRV: bytes are left over behind it"},
        {"no URI", GS_TYPE_URI, "00000000", "URI: its target is missing"},
        {"a string that goes on", GS_TYPE_NAPTR, "00000000 0561",
         "NAPTR: it ends too early"},
        {"no replacement", GS_TYPE_NAPTR, "00000000 00 00 00",
         "NAPTR: a name in it is broken"},
        {"an empty tag", GS_TYPE_CAA, "0000", "CAA: its tag is none"},
        {"a tag with a blank", GS_TYPE_CAA, "0001 20", "CAA: its tag is none"},
        {"a tag that goes on", GS_TYPE_CAA, "0005 6973", "CAA: it ends too early"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_a_service_are_told),
        cmocka_unit_test(weights_are_told_as_shares),
        cmocka_unit_test(authorities_are_told_what_they_may),
        cmocka_unit_test(data_that_does_not_fit_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
