/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void a_digest_vouches_for_a_key(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 4034 5.4", "dskey.example.com", GS_TYPE_DS,
         "ec4505012bb183af5f22588179a53b0a98631fad1a292118",
         "key tag: 60485\n"
         "algorithm: 5 RSASHA1 | ▲ not to be used any more (RFC 8624)\n"
         "digest type: 1 SHA-1 | ▲ not to be used any more (RFC 8624)\n"
         "digest: 2bb183af5f22588179a53b0a98631fad1a292118\n"
         "\nmeaning: The parent vouches for the zone's key 60485.\n"
         "\nas sent: \\# 24 ec4505012bb183af5f22588179a53b0a98631fad1a292118\n"},
        {"RFC 4509 2.3", "dskey.example.com", GS_TYPE_DS,
         "ec450502d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4"
         "469da50a",
         "key tag: 60485\n"
         "algorithm: 5 RSASHA1 | ▲ not to be used any more (RFC 8624)\n"
         "digest type: 2 SHA-256\n"
         "digest: d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a\n"
         "\nmeaning: The parent vouches for the zone's key 60485.\n"
         "\nas sent: \\# 36 ec450502d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9 …\n"},
        {"a digest too short", "a.test", GS_TYPE_DS, "00010d040102",
         "key tag: 1\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "digest type: 4 SHA-384\n"
         "digest: 0102 | ✗ a SHA-384 has 48 bytes, not 2\n"
         "\nmeaning: The parent vouches for the zone's key 1.\n"
         "\nas sent: \\# 6 00010d040102\n"},
        {"numbers that are not known", "a.test", GS_TYPE_DS, "0001c8630102",
         "key tag: 1\n"
         "algorithm: 200 not known\n"
         "digest type: 99 not known\n"
         "digest: 0102\n"
         "\nmeaning: The parent vouches for the zone's key 1.\n"
         "\nas sent: \\# 6 0001c8630102\n"},
        {"a wish of the child", "a.test", GS_TYPE_CDS,
         "00010d0200000000000000000000000000000000000000000000000000000000"
         "00000000",
         "key tag: 1\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "digest type: 2 SHA-256\n"
         "digest: 0000000000000000000000000000000000000000000000000000000000000000\n"
         "\nmeaning: The zone asks its parent to publish this DS record.\n"
         "\nas sent: \\# 36 00010d02000000000000000000000000000000000000000000 …\n"},
        {"RFC 8078, a wish to remove", "a.test", GS_TYPE_CDS, "0000000000",
         "key tag: 0\n"
         "algorithm: 0 DELETE\n"
         "digest type: 0 not known\n"
         "digest: 00\n"
         "\nmeaning: The zone asks its parent to remove all DS records.\n"
         ": It will be unsigned then.  RFC 8078\n"
         "\nas sent: \\# 5 0000000000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void a_key_is_told_with_its_tag(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 4034 5.4", "dskey.example.com", GS_TYPE_DNSKEY,
         "0100030501039e8a247418e318903b215a848acfd5f37f026bd4062db26c774c"
         "690968d5d56df8bfda91e6f36d9a279888f41333357c5e6029990d10fdf56630"
         "62a512763326980a615ddbf17a05ddfcce7e5fb3abcca05a31b0957452d4521e"
         "83870789063115bf97f6c308ccf57cdc9ce7fe10f6ed1bd0cc0660038c50dcdb"
         "0feb963c2f17",
         "flags: 256 | ZONE: a zone-signing key (ZSK)\n"
         "protocol: 3\n"
         "algorithm: 5 RSASHA1 | ▲ not to be used any more (RFC 8624)\n"
         "key: 1024 bits | ▲ 2048 bits are advised\n"
         "key tag: 60485\n"
         "\nmeaning: It signs the zone's records.\n"
         "\nas sent: \\# 134 0100030501039e8a247418e318903b215a848acfd5f37f026b …\n"},
        {"RFC 6605 6.1, P-256", "example.net", GS_TYPE_DNSKEY,
         "0101030d1a88c88615d437fbb8bf9e1942a1929f28562706ae6c2bd399e7b1bf"
         "b6d1e9e75b92b4aa42917ae1c61b701ef035c3fe7be3009cbafe5a2f71316c90"
         "2dcf0d00",
         "flags: 257 | ZONE SEP: a key-signing key (KSK), known to the parent\n"
         "protocol: 3\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "key: 64 bytes\n"
         "key tag: 55648\n"
         "\nmeaning: It signs the zone's keys; DS names it above.\n"
         "\nas sent: \\# 68 0101030d1a88c88615d437fbb8bf9e1942a1929f28562706ae …\n"},
        {"RFC 8080 6.1, Ed25519", "example.com", GS_TYPE_DNSKEY,
         "0101030f974d96a22d224bc01adb915091477d44ccd91c9a41a11430010117d5"
         "2c59240e",
         "flags: 257 | ZONE SEP: a key-signing key (KSK), known to the parent\n"
         "protocol: 3\n"
         "algorithm: 15 ED25519\n"
         "key: 32 bytes\n"
         "key tag: 3613\n"
         "\nmeaning: It signs the zone's keys; DS names it above.\n"
         "\nas sent: \\# 36 0101030f974d96a22d224bc01adb915091477d44ccd91c9a41 …\n"},
        {"an RSA key of 2048 bits", "a.test", GS_TYPE_DNSKEY,
         "0101030803010001800000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000",
         "flags: 257 | ZONE SEP: a key-signing key (KSK), known to the parent\n"
         "protocol: 3\n"
         "algorithm: 8 RSASHA256\n"
         "key: 2048 bits\n"
         "key tag: 34571\n"
         "\nmeaning: It signs the zone's keys; DS names it above.\n"
         "\nas sent: \\# 264 01010308030100018000000000000000000000000000000000 …\n"},
        {"revoked", "a.test", GS_TYPE_DNSKEY,
         "0181030f974d96a22d224bc01adb915091477d44ccd91c9a41a11430010117d5"
         "2c59240e",
         "flags: 385 | ZONE SEP: a key-signing key (KSK), known to the parent\n"
         "protocol: 3\n"
         "algorithm: 15 ED25519\n"
         "key: 32 bytes\n"
         "key tag: 3741\n"
         "\nmeaning: The key is revoked: it is trusted no more.  RFC 5011\n"
         "\nas sent: \\# 36 0181030f974d96a22d224bc01adb915091477d44ccd91c9a41 …\n"},
        {"no key of the zone, another protocol", "a.test", GS_TYPE_DNSKEY,
         "0000040f000000",
         "flags: 0 | not a key of the zone: signs no records\n"
         "protocol: 4 | ✗ only 3 counts: nobody uses the key\n"
         "algorithm: 15 ED25519\n"
         "key: 3 bytes | ✗ a key of this algorithm has 32\n"
         "key tag: 1039\n"
         "\nas sent: \\# 7 0000040f000000\n"},
        {"an RSA key without modulus", "a.test", GS_TYPE_DNSKEY, "0100030803010001",
         "flags: 256 | ZONE: a zone-signing key (ZSK)\n"
         "protocol: 3\n"
         "algorithm: 8 RSASHA256\n"
         "key: 4 bytes | ✗ not an RSA key\n"
         "key tag: 1802\n"
         "\nmeaning: It signs the zone's records.\n"
         "\nas sent: \\# 8 0100030803010001\n"},
        {"a long exponent", "a.test", GS_TYPE_DNSKEY,
         "0100030a00000261620100000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "000000000000000000",
         "flags: 256 | ZONE: a zone-signing key (ZSK)\n"
         "protocol: 3\n"
         "algorithm: 10 RSASHA512\n"
         "key: 2041 bits | ▲ 2048 bits are advised\n"
         "key tag: 26732\n"
         "\nmeaning: It signs the zone's records.\n"
         "\nas sent: \\# 265 0100030a000002616201000000000000000000000000000000 …\n"},
        {"the oldest algorithm has its own tag", "a.test", GS_TYPE_DNSKEY,
         "0100030101036465666768696a6b6c6d6e6f707172737475767778797a7b7c7d"
         "7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d"
         "9e9fa0a1a2a3",
         "flags: 256 | ZONE: a zone-signing key (ZSK)\n"
         "protocol: 3\n"
         "algorithm: 1 RSAMD5 | ▲ not to be used any more (RFC 8624)\n"
         "key: 511 bits | ▲ 2048 bits are advised\n"
         "key tag: 41378\n"
         "\nmeaning: It signs the zone's records.\n"
         "\nas sent: \\# 70 0100030101036465666768696a6b6c6d6e6f70717273747576 …\n"},
        {"a wish of the child", "a.test", GS_TYPE_CDNSKEY,
         "0101030f974d96a22d224bc01adb915091477d44ccd91c9a41a11430010117d5"
         "2c59240e",
         "flags: 257 | ZONE SEP: a key-signing key (KSK), known to the parent\n"
         "protocol: 3\n"
         "algorithm: 15 ED25519\n"
         "key: 32 bytes\n"
         "key tag: 3613\n"
         "\nmeaning: The zone asks its parent for a DS record of this key.\n"
         "\nas sent: \\# 36 0101030f974d96a22d224bc01adb915091477d44ccd91c9a41 …\n"},
        {"a wish to remove", "a.test", GS_TYPE_CDNSKEY, "0000030000",
         "flags: 0 | not a key of the zone: signs no records\n"
         "protocol: 3\n"
         "algorithm: 0 DELETE\n"
         "key: 1 byte\n"
         "key tag: 768\n"
         "\nmeaning: The zone asks its parent to remove all DS records.\n"
         "\nas sent: \\# 5 0000030000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void a_signature_is_told_with_its_time(void **state)
{
    static const struct spoken cases[] = {
        {"valid", "host.example.com", GS_TYPE_RRSIG,
         "00010803000151806b0d58c06afd78b00a52076578616d706c6503636f6d0000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000000000000000000000000000",
         "covers: A\n"
         "algorithm: 8 RSASHA256\n"
         "labels: 3\n"
         "original ttl: 86400\n"
         "expires: 30 Nov 2026 11:06:40 UTC | ✓ in 1 week 5 days\n"
         "begins: 18 Nov 2026 10:06:40 UTC | ✓ since 1 h\n"
         "key tag: 2642\n"
         "signer: example.com\n"
         "signature: 256 bytes\n"
         "\nmeaning: Key 2642 of the signer signs the A records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 287 00010803000151806b0d58c06afd78b00a52076578616d706c …\n"},
        {"expired", "host.example.com", GS_TYPE_RRSIG,
         "00060d030000012c6afd86bf6af2fac000010000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000",
         "covers: SOA\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "labels: 3\n"
         "original ttl: 300\n"
         "expires: 18 Nov 2026 11:06:39 UTC | ✗ expired for 1 s\n"
         "begins: 10 Nov 2026 11:06:40 UTC | ✓ since 1 week 1 day\n"
         "key tag: 1\n"
         "signer: .\n"
         "signature: 64 bytes\n"
         "\nmeaning: Key 1 of the signer signs the SOA records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 83 00060d030000012c6afd86bf6af2fac0000100000000000000 …\n"},
        {"not yet valid, old algorithm", "host.example.com", GS_TYPE_RRSIG,
         "003005030000012c6afed8406afd86fc0001076578616d706c6503636f6d0000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000000000000000000000000000",
         "covers: DNSKEY\n"
         "algorithm: 5 RSASHA1 | ▲ not to be used any more (RFC 8624)\n"
         "labels: 3\n"
         "original ttl: 300\n"
         "expires: 19 Nov 2026 11:06:40 UTC | ✓ in 1 day\n"
         "begins: 18 Nov 2026 11:07:40 UTC | ✗ not yet: in 1 min\n"
         "key tag: 1\n"
         "signer: example.com\n"
         "signature: 64 bytes\n"
         "\nmeaning: Key 1 of the signer signs the DNSKEY records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 95 003005030000012c6afed8406afd86fc0001076578616d706c …\n"},
        {"from a wildcard", "a.b.example.com", GS_TYPE_RRSIG,
         "00010d020000012c6afed8406afd86840001076578616d706c6503636f6d0000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000000000000000000000000000",
         "covers: A\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "labels: 2 | of 4: made from a wildcard\n"
         "original ttl: 300\n"
         "expires: 19 Nov 2026 11:06:40 UTC | ✓ in 1 day\n"
         "begins: 18 Nov 2026 11:05:40 UTC | ✓ since 1 min\n"
         "key tag: 1\n"
         "signer: example.com\n"
         "signature: 64 bytes\n"
         "\nmeaning: Key 1 of the signer signs the A records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 95 00010d020000012c6afed8406afd86840001076578616d706c …\n"},
        {"of a wildcard itself", "*.example.com", GS_TYPE_RRSIG,
         "00010d020000012c6afed8406afd86840001076578616d706c6503636f6d0000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000000000000000000000000000",
         "covers: A\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "labels: 2\n"
         "original ttl: 300\n"
         "expires: 19 Nov 2026 11:06:40 UTC | ✓ in 1 day\n"
         "begins: 18 Nov 2026 11:05:40 UTC | ✓ since 1 min\n"
         "key tag: 1\n"
         "signer: example.com\n"
         "signature: 64 bytes\n"
         "\nmeaning: Key 1 of the signer signs the A records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 95 00010d020000012c6afed8406afd86840001076578616d706c …\n"},
        {"more labels than the name", "example.com", GS_TYPE_RRSIG,
         "00010d030000012c6afed8406afd86840001076578616d706c6503636f6d0000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000000000000000000000000000000000000000000000000000",
         "covers: A\n"
         "algorithm: 13 ECDSAP256SHA256\n"
         "labels: 3 | ✗ the name has 2\n"
         "original ttl: 300\n"
         "expires: 19 Nov 2026 11:06:40 UTC | ✓ in 1 day\n"
         "begins: 18 Nov 2026 11:05:40 UTC | ✓ since 1 min\n"
         "key tag: 1\n"
         "signer: example.com\n"
         "signature: 64 bytes\n"
         "\nmeaning: Key 1 of the signer signs the A records.\n"
         ": Whether it holds, a validating resolver checks.\n"
         "\nas sent: \\# 95 00010d030000012c6afed8406afd86840001076578616d706c …\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void data_that_does_not_fit_is_named(void **state)
{
    static const struct misfit cases[] = {
        {"half a DS", GS_TYPE_DS, "0001", "DS: it ends too early"},
        {"half a key", GS_TYPE_DNSKEY, "0101", "DNSKEY: it ends too early"},
        {"no signer", GS_TYPE_RRSIG, "00010d020000012c0000000000000000 0001",
         "RRSIG: a name in it is broken"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_vouches_for_a_key),
        cmocka_unit_test(a_key_is_told_with_its_tag),
        cmocka_unit_test(a_signature_is_told_with_its_time),
        cmocka_unit_test(data_that_does_not_fit_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
