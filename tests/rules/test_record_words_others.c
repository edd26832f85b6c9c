/* SPDX-License-Identifier: MIT */
#include "rules/check_spoken.h"

static void keys_of_other_protocols_are_told(void **state)
{
    static const struct spoken cases[] = {
        {"of a mail exchange", "_25._tcp.mx.example.com", GS_TYPE_TLSA,
         "030101000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c"
         "1d1e1f",
         "usage: 3 | DANE-EE: the server's own key, no CA is needed\n"
         "selector: 1 | its public key alone\n"
         "matching: 1 | by its SHA-256\n"
         "data: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f | 32 "
         "bytes\n"
         "\nmeaning: A mail sender insists on TLS and on this certificate.\n"
         ": Counts only when its resolver has validated it.  RFC 7672\n"
         "\nas sent: \\# 35 030101000102030405060708090a0b0c0d0e0f101112131415 …\n"},
        {"a CA at a mail exchange", "_25._tcp.mx.example.com", GS_TYPE_TLSA,
         "0000020000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "000000",
         "usage: 0 | PKIX-TA: a CA that must be trusted anyway\n"
         "selector: 0 | the whole certificate\n"
         "matching: 2 | by its SHA-512\n"
         "data: 0000000000000000000000000000000000000000000000000000000000000000 … | 64 "
         "bytes\n"
         "\nmeaning: Mail senders skip usage 0 and 1.  RFC 7672\n"
         "\nas sent: \\# 67 00000200000000000000000000000000000000000000000000 …\n"},
        {"of a web server", "_443._tcp.example.com", GS_TYPE_TLSA,
         "0200000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "0000000000000000000000000000000000000000000000000000000000000000"
         "00000000000000",
         "usage: 2 | DANE-TA: this CA vouches, no other is needed\n"
         "selector: 0 | the whole certificate\n"
         "matching: 0 | in full\n"
         "data: 0000000000000000000000000000000000000000000000000000000000000000 … | 100 "
         "bytes\n"
         "\nmeaning: Counts only when the resolver has validated it.\n"
         "\nas sent: \\# 103 02000000000000000000000000000000000000000000000000 …\n"},
        {"a hash too short, numbers not known", "_443._tcp.example.com", GS_TYPE_TLSA,
         "0707016162",
         "usage: 7 | ▲ not known: clients skip the record\n"
         "selector: 7 | ▲ not known: clients skip the record\n"
         "matching: 1 | by its SHA-256\n"
         "data: 6162 | ✗ 32 bytes are wanted, not 2\n"
         "\nmeaning: Clients skip this record.\n"
         "\nas sent: \\# 5 0707016162\n"},
        {"of a person", "a._smimecert.example.com", GS_TYPE_SMIMEA,
         "0300010000000000000000000000000000000000000000000000000000000000"
         "000000",
         "usage: 3 | DANE-EE: the server's own key, no CA is needed\n"
         "selector: 0 | the whole certificate\n"
         "matching: 1 | by its SHA-256\n"
         "data: 0000000000000000000000000000000000000000000000000000000000000000 | 32 "
         "bytes\n"
         "\nmeaning: A certificate for one mail address.  RFC 8162\n"
         "\nas sent: \\# 35 03000100000000000000000000000000000000000000000000 …\n"},
        {"RFC 4255 3.2", "host.example", GS_TYPE_SSHFP,
         "0201123456789abcdef67890123456789abcdef67890",
         "algorithm: 2 | DSA\n"
         "hash: 1 | ▲ SHA-1: SHA-256 is advised\n"
         "fingerprint: 123456789abcdef67890123456789abcdef67890 | 20 bytes\n"
         "\nmeaning: An SSH client compares the host's key with it.\n"
         ": Counts only when the resolver has validated it.\n"
         "\nas sent: \\# 22 0201123456789abcdef67890123456789abcdef67890\n"},
        {"SHA-256", "host.example", GS_TYPE_SSHFP,
         "0402000000000000000000000000000000000000000000000000000000000000"
         "0000",
         "algorithm: 4 | Ed25519\n"
         "hash: 2 | SHA-256\n"
         "fingerprint: 0000000000000000000000000000000000000000000000000000000000000000 "
         "| 32 bytes\n"
         "\nmeaning: An SSH client compares the host's key with it.\n"
         ": Counts only when the resolver has validated it.\n"
         "\nas sent: \\# 34 04020000000000000000000000000000000000000000000000 …\n"},
        {"an OpenPGP key", "a._openpgpkey.example.com", GS_TYPE_OPENPGPKEY,
         "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
         "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
         "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
         "60616263",
         "key: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f … | 100 "
         "bytes\n"
         "\nmeaning: An OpenPGP key for one mail address.  RFC 7929\n"
         ": The first label is a hash of what stands before the @.\n"
         "\nas sent: \\# 100 000102030405060708090a0b0c0d0e0f101112131415161718 …\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void places_are_told_in_degrees(void **state)
{
    static const struct spoken cases[] = {
        {"RFC 1876, Cambridge", "cambridge-net.kei.com", GS_TYPE_LOC,
         "0033161389172dd070be15f000988d20",
         "latitude: 42 21 54.000 N | 42.36500 degrees\n"
         "longitude: 71 6 18.000 W | -71.10500 degrees\n"
         "altitude: -24.00 m | above the WGS 84 ellipsoid\n"
         "size: 30 m | diameter of what is there\n"
         "horizontal: 10000 m | precision\n"
         "vertical: 10 m | precision\n"
         "\nas sent: \\# 16 0033161389172dd070be15f000988d20\n"},
        {"RFC 1876, Leiden", "loiosh.kei.com", GS_TYPE_LOC,
         "00121613891704e870bf2e1400988cbc",
         "latitude: 42 21 43.528 N | 42.36209 degrees\n"
         "longitude: 71 5 6.284 W | -71.08507 degrees\n"
         "altitude: -25.00 m | above the WGS 84 ellipsoid\n"
         "size: 1 m | diameter of what is there\n"
         "horizontal: 10000 m | precision\n"
         "vertical: 10 m | precision\n"
         "\nas sent: \\# 16 00121613891704e870bf2e1400988cbc\n"},
        {"RFC 1876, Curtin", "curtin.edu.au", GS_TYPE_LOC,
         "00121613791b7d2898e6486800989a68",
         "latitude: 32 7 19.000 S | -32.12194 degrees\n"
         "longitude: 116 2 25.000 E | 116.04027 degrees\n"
         "altitude: 10.00 m | above the WGS 84 ellipsoid\n"
         "size: 1 m | diameter of what is there\n"
         "horizontal: 10000 m | precision\n"
         "vertical: 10 m | precision\n"
         "\nas sent: \\# 16 00121613791b7d2898e6486800989a68\n"},
        {"the pole, a length below a metre", "a.test", GS_TYPE_LOC,
         "00519900934fd90059604e0000000000",
         "latitude: 90 0 0.000 N | 90.00000 degrees\n"
         "longitude: 180 0 0.000 W | -180.00000 degrees\n"
         "altitude: -100000.00 m | above the WGS 84 ellipsoid\n"
         "size: 0.50 m | diameter of what is there\n"
         "horizontal: 90000000 m | precision\n"
         "vertical: 0 m | precision\n"
         "\nas sent: \\# 16 00519900934fd90059604e0000000000\n"},
    };

    (void)state;
    check_spoken(cases, COUNT_OF(cases));
}

static void following_leads_to_a_name(void **state)
{
    static const struct {
        const char *label;
        uint16_t type;
        const char *hex;
        const char *want;
    } cases[] = {
        {"the primary of a zone", GS_TYPE_SOA,
         "026e73c00c 00 00000001 00000001 00000001 00000001 00000001", "ns.example.com"},
        {"the target of HTTPS", GS_TYPE_HTTPS, "0001 0161c00c", "a.example.com"},
        {"the target of SVCB", GS_TYPE_SVCB, "0000 0161c00c 00030002 0035",
         "a.example.com"},
        {"the name itself", GS_TYPE_HTTPS, "0001 00", NULL},
        {"the replacement of NAPTR", GS_TYPE_NAPTR, "00010001 0173 00 00 0161c00c",
         "a.example.com"},
        {"no replacement", GS_TYPE_NAPTR, "00010001 0175 00 0161 00", NULL},
        {"a broken name", GS_TYPE_HTTPS, "0001 0561", NULL},
        {"an address", GS_TYPE_A, "c0000201", NULL},
        {"a text", GS_TYPE_TXT, "0161", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_answer("example.com", cases[i].type, GS_OUTCOME_ANSWERED);
        check_case(cases[i].label);
        make_data(answer, "example.com", cases[i].type, cases[i].hex);
        char *target = gs_record_target(answer, answer->answer.items);
        if (cases[i].want == NULL) {
            assert_null(target);
        } else {
            assert_string_equal(target, cases[i].want);
        }
        free(target);
        gs_dns_answer_free(answer);
    }
}

static void following_takes_the_target_that_is_known(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer("a.test", GS_TYPE_MX, GS_OUTCOME_ANSWERED);
    make_record(answer, "a.test", GS_TYPE_MX, "mx.a.test");
    make_record(answer, "a.test", GS_TYPE_MX, ".");
    char *target = gs_record_target(answer, &answer->answer.items[0]);
    assert_string_equal(target, "mx.a.test");
    assert_null(gs_record_target(answer, &answer->answer.items[1]));
    free(target);
    gs_dns_answer_free(answer);
}

static void data_that_does_not_fit_is_named(void **state)
{
    static const struct misfit cases[] = {
        {"two bytes", GS_TYPE_TLSA, "0301", "TLSA: it ends too early"},
        {"one byte", GS_TYPE_SSHFP, "01", "SSHFP: it ends too early"},
        {"LOC of another version", GS_TYPE_LOC, "01000000",
         "LOC: only version 0 is known"},
        {"LOC of ten times a power", GS_TYPE_LOC, "00a01613 8000000080000000 00989680",
         "LOC: a length in it is none"},
        {"beyond the pole", GS_TYPE_LOC, "00121613 ffffffff80000000 00989680",
         "LOC: an angle in it is none"},
        {"half of it", GS_TYPE_LOC, "00121613 80000000", "LOC: it ends too early"},
    };

    (void)state;
    check_misfits(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_other_protocols_are_told),
        cmocka_unit_test(places_are_told_in_degrees),
        cmocka_unit_test(following_leads_to_a_name),
        cmocka_unit_test(following_takes_the_target_that_is_known),
        cmocka_unit_test(data_that_does_not_fit_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
