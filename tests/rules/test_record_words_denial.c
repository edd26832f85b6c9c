/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void absence_is_told(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 4034 4.3", "alfa.example.com", GS_TYPE_NSEC,
         "04686f7374076578616d706c6503636f6d000006400100000003041b00000000"
         "0000000000000000000000000000000000000000000020",
         "next: host.example.com\n"
         "types: A MX RRSIG NSEC TYPE1234 | 5\n"
         "\nmeaning: No name stands between this one and the next.\n"
         ": This one has no other types.\n"
         "\nas sent: \\# 55 04686f7374076578616d706c6503636f6d0000064001000000 …\n"},
        {"no types at all", "a.test", GS_TYPE_NSEC, "01620161047465737400",
         "next: b.a.test\n"
         "types: | 0\n"
         "\nmeaning: No name stands between this one and the next.\n"
         ": This one has no other types.\n"
         "\nas sent: \\# 10 01620161047465737400\n"},
        {"RFC 5155 A, opt-out", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example", GS_TYPE_NSEC3,
         "0101000c04aabbccdd14174eb2409fe28bcb4887a1836f957f0a8425e27b0007"
         "22010000000290",
         "hash: 1 SHA-1\n"
         "flags: 1 | opt-out: unsigned delegations may stand between\n"
         "iterations: 12 | ▲ 0 is advised (RFC 9276)\n"
         "salt: aabbccdd\n"
         "next hash: 2t7b4g4vsa5smi47k61mv5bv1a22bojr\n"
         "types: NS SOA MX RRSIG DNSKEY NSEC3PARAM | 6\n"
         "\nmeaning: No signed name has a hash between this and the next.\n"
         "\nas sent: \\# 39 0101000c04aabbccdd14174eb2409fe28bcb4887a1836f957f …\n"},
        {"as RFC 9276 advises", "a.test", GS_TYPE_NSEC3, "010000000001ff",
         "hash: 1 SHA-1\n"
         "flags: 0\n"
         "iterations: 0\n"
         "salt: none\n"
         "next hash: vs\n"
         "types: | 0\n"
         "\nmeaning: No name has a hash between this one and the next.\n"
         "\nas sent: \\# 7 010000000001ff\n"},
        {"another hash", "a.test", GS_TYPE_NSEC3, "020000000000",
         "hash: 2 not known\n"
         "flags: 0\n"
         "iterations: 0\n"
         "salt: none\n"
         "next hash: \n"
         "types: | 0\n"
         "\nmeaning: No name has a hash between this one and the next.\n"
         "\nas sent: \\# 6 020000000000\n"},
        {"parameters", "example", GS_TYPE_NSEC3PARAM, "0100000c04aabbccdd",
         "hash: 1 SHA-1\n"
         "flags: 0\n"
         "iterations: 12 | ▲ 0 is advised (RFC 9276)\n"
         "salt: aabbccdd\n"
         "\nmeaning: How the zone's servers hash names for NSEC3.\n"
         "\nas sent: \\# 9 0100000c04aabbccdd\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void data_that_does_not_fit_is_named(void **state)
{
    static const struct misfit cases[] = {
        {"no next", GS_TYPE_NSEC, "", "NSEC: a name in it is broken"},
        {"windows in falling order", GS_TYPE_NSEC, "00 010140 000140",
         "NSEC: its list of types is broken"},
        {"a window twice", GS_TYPE_NSEC, "00 000140 000140",
         "NSEC: its list of types is broken"},
        {"an empty window", GS_TYPE_NSEC, "00 0000", "NSEC: its list of types is broken"},
        {"a window of 33 bytes", GS_TYPE_NSEC,
         "00 0021 0000000000000000000000000000000000000000000000000000000000000000 01",
         "NSEC: its list of types is broken"},
        {"a window that goes on", GS_TYPE_NSEC, "00 000240", "NSEC: it ends too early"},
        {"a salt that goes on", GS_TYPE_NSEC3, "01000000 05aa",
         "NSEC3: it ends too early"},
        {"bytes behind the salt", GS_TYPE_NSEC3PARAM, "01000000 00 00",
         "NSEC3PARAM: bytes are left over behind it"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absence_is_told),
        cmocka_unit_test(data_that_does_not_fit_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
