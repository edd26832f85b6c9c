/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/dns_wire.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/message_dump.h"

#include <stdlib.h>
#include <string.h>

static struct dns_wire wire;

/* Every byte is in one field, and every text is safe. */
static void check_whole(const struct gs_dump_fields *fields, size_t len)
{
    size_t at = 0;
    for (size_t i = 0; i < fields->count; i++) {
        char *safe = gs_text_sanitised(fields->items[i].text);
        assert_int_equal(fields->items[i].at, at);
        assert_true(fields->items[i].len > 0);
        assert_string_equal(safe, fields->items[i].text);
        at += fields->items[i].len;
        free(safe);
    }
    assert_int_equal(at, len);
}

/* The fields as "at text", a ! before broken ones, from the first field at `from` on. */
static char *fields_from(size_t from)
{
    struct gs_dump_fields fields = {0};
    struct gs_buf out = {0};
    gs_message_fields(wire.bytes, wire.len, &fields);
    check_whole(&fields, wire.len);
    for (size_t i = 0; i < fields.count; i++) {
        const struct gs_dump_field *field = &fields.items[i];
        if (field->at >= from) {
            gs_buf_addf(&out, "%u%s %s\n", field->at, field->is_broken ? "!" : "",
                        field->text);
        }
    }
    gs_dump_fields_fini(&fields);
    return gs_buf_claim(&out);
}

static void check_from(size_t from, const char *wanted)
{
    char *got = fields_from(from);
    assert_string_equal(got, wanted);
    free(got);
}

static void a_dump_has_sixteen_bytes_a_line_and_their_meaning(void **state)
{
    (void)state;
    struct gs_buf out = {0};
    dns_wire_start(&wire, 4711, 0x8180, "www.example.test", 16);
    dns_wire_count(&wire, 1, 1);
    dns_wire_u16(&wire, 0xc00c);
    dns_wire_bytes(&wire, "\0\20\0\1\0\0\16\20\0\6\5hello", 16);
    gs_message_dump(wire.bytes, wire.len, &out);
    assert_string_equal(
        gs_buf_text(&out),
        "0000  12 67                                            id 4711\n"
        "0002  81 80                                            flags qr rd ra, opcode "
        "0, "
        "code NOERROR\n"
        "0004  00 01                                            1 in question\n"
        "0006  00 01                                            1 in answer\n"
        "0008  00 00                                            0 in authority\n"
        "000a  00 00                                            0 in additional\n"
        "000c  03 77 77 77 07 65 78 61 6d 70 6c 65 04 74 65 73  question "
        "www.example.test\n"
        "001c  74 00\n"
        "001e  00 10 00 01                                        TXT IN\n"
        "0022  c0 0c                                            answer www.example.test, "
        "pointer to 12\n"
        "0024  00 10 00 01                                        TXT IN\n"
        "0028  00 00 0e 10                                        ttl 3600\n"
        "002c  00 06                                              6 bytes of data\n"
        "002e  05 68 65 6c 6c 6f                                    text \"hello\"\n");
    gs_buf_fini(&out);
}

/* A message whose one answer has this type and data; its fields begin at 35. */
static void make_data(uint16_t type, const void *data, size_t len)
{
    dns_wire_start(&wire, 1, 0x8180, "a.b", type);
    dns_wire_count(&wire, 1, 1);
    dns_wire_u16(&wire, 0xc00c);
    dns_wire_u16(&wire, type);
    dns_wire_u16(&wire, 1);
    dns_wire_u32(&wire, 60);
    dns_wire_u16(&wire, (unsigned)len);
    dns_wire_bytes(&wire, data, len);
}

#define DATA(bytes) bytes, sizeof(bytes) - 1

static void data_is_taken_apart_by_its_type(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint16_t type;
        const char *data;
        size_t len;
        const char *wanted;
    } cases[] = {
        {"A", 1, DATA("\300\0\2\1"), "33 address 192.0.2.1\n"},
        {"AAAA", 28, DATA("\40\1\15\270\0\0\0\0\0\0\0\0\0\0\0\1"),
         "33 address 2001:db8::1\n"},
        {"A too short", 1, DATA("\300\0\2"), "33! does not fit the type, 3 bytes\n"},
        {"A too long", 1, DATA("\300\0\2\1\1"),
         "33 address 192.0.2.1\n37! does not fit the type, 1 byte\n"},
        {"no data at all", 1, DATA(""), ""},
        {"NS by pointer", 2, DATA("\2ns\300\14"),
         "33 name server ns.a.b, pointer to 12\n"},
        {"pointer forward", 2, DATA("\300\100"), "33! no name, 2 bytes\n"},
        {"MX", 15, DATA("\0\12\0"), "33 preference 10\n35 exchange .\n"},
        {"SOA", 6, DATA("\0\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5"),
         "33 primary .\n34 mailbox .\n35 serial 1\n39 refresh 2\n43 retry 3\n47 expire "
         "4\n"
         "51 minimum 5\n"},
        {"SRV", 33, DATA("\0\1\0\2\0\120\1x\0"),
         "33 priority 1\n35 weight 2\n37 port 80\n39 target x\n"},
        {"TXT", 16, DATA("\1a\0\3b\33\377"),
         "33 text \"a\"\n35 text \"\"\n36 text \"b\\x1B\\xFF\"\n"},
        {"TXT cut off", 16, DATA("\1a\5bc"),
         "33 text \"a\"\n35! does not fit the type, 3 bytes\n"},
        {"DS", 43, DATA("\1\2\15\2\252\273"),
         "33 key tag 258\n35 algorithm 13\n36 digest type 2\n37 digest, 2 bytes\n"},
        {"RRSIG", 46, DATA("\0\1\15\2\0\0\0\74\0\0\0\2\377\377\377\377\0\7\1b\0\1"),
         "33 type covered A\n35 algorithm 13\n36 labels 2\n37 original ttl 60\n"
         "41 valid until 1970-01-01 00:00:02 UTC\n45 valid from 2106-02-07 06:28:15 UTC\n"
         "49 key tag 7\n51 signer b\n"
         "54 signature, 1 byte\n"},
        {"NSEC", 47, DATA("\0\0\1\100\1\1\100"),
         "33 next name .\n34 types A\n37 types CAA\n"},
        {"NSEC with an empty window", 47, DATA("\0\0\0"),
         "33 next name .\n34! does not fit the type, 2 bytes\n"},
        {"NSEC3PARAM", 51, DATA("\1\0\0\12\2\252\273"),
         "33 hash 1\n34 flags 0\n35 iterations 10\n37 salt, 2 bytes\n"},
        {"TLSA", 52, DATA("\3\1\1\252"),
         "33 usage 3\n34 selector 1\n35 matching 1\n36 certificate data, 1 byte\n"},
        {"CAA", 257, DATA("\0\5issueca.test"),
         "33 flags 0\n34 tag \"issue\"\n40 value \"ca.test\"\n"},
        {"HTTPS", 65,
         DATA("\0\1\0\0\1\0\6\2h2\2h3\0\3\0\2\1\273\0\4\0\4\300\0\2\1\0\6\0\20"
              "\40\1\15\270\0\0\0\0\0\0\0\0\0\0\0\1\0\11\0\1x"),
         "33 priority 1\n35 target .\n36 parameter 1 alpn h2 h3\n46 parameter 3 port "
         "443\n"
         "52 parameter 4 ipv4hint 192.0.2.1\n60 parameter 6 ipv6hint 2001:db8::1\n"
         "80 parameter 9, 1 byte\n"},
        {"SVCB cut off", 64, DATA("\0\1\0\0\1\0\6\2h2"),
         "33 priority 1\n35 target .\n36! does not fit the type, 7 bytes\n"},
        {"URI", 256, DATA("\0\1\0\2ftp:"),
         "33 priority 1\n35 weight 2\n37 target \"ftp:\"\n"},
        {"unknown", 65280, DATA("\1\2\3"), "33 data, 3 bytes\n"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        make_data(cases[i].type, cases[i].data, cases[i].len);
        check_from(33, cases[i].wanted);
    }
}

static void opt_is_read_as_what_it_is(void **state)
{
    (void)state;
    static const char options[] =
        "\0\3\0\3ns1\0\10\0\7\0\1\30\24\300\0\2\0\12\0\10abcdefgh"
        "\0\17\0\5\0\26\33no\0\17\0\1x\376\0\0\0\0\10\0\3\0\1\1\0\1";
    dns_wire_start(&wire, 1, 0x8180, "a.b", 1);
    dns_wire_count(&wire, 3, 1);
    dns_wire_bytes(&wire, "\0\0\51\4\320\1\0\200\0", 9);
    dns_wire_u16(&wire, sizeof options - 1);
    dns_wire_bytes(&wire, options, sizeof options - 1);
    check_from(21, "21 additional .\n22 OPT\n24 1232 bytes by UDP\n"
                   "26 upper bits of the code 1\n27 EDNS version 0\n28 flags do\n"
                   "30 57 bytes of data\n"
                   "32 option 3 NSID ns1\n39 option 8 subnet 192.0.2.0/24, scope 20\n"
                   "50 option 10 cookie, 8 bytes\n"
                   "62 option 15 EDE 22 No Reachable Authority: \\x1Bno\n"
                   "71 option 15 EDE cut off\n76 option 65024, 0 bytes\n"
                   "80 option 8 subnet of a wrong length\n"
                   "87! does not fit the type, 2 bytes\n");
}

static void what_is_cut_off_or_left_over_is_named(void **state)
{
    (void)state;
    make_data(1, "\300\0\2\1", 4);
    wire.len -= 1;
    check_from(31, "31 4 bytes of data\n33! cut off, 3 bytes\n");
    wire.len -= 6;
    check_from(21, "21 answer a.b, pointer to 12\n23! cut off, 7 bytes\n");
    wire.len = 19;
    check_from(12, "12 question a.b\n17! cut off, 2 bytes\n");
    wire.len = 14;
    check_from(12, "12! no name, 2 bytes\n");
    wire.len = 5;
    check_from(0, "0! half a header, 5 bytes\n");
    wire.len = 0;
    check_from(0, "");
    make_data(1, "\300\0\2\1", 4);
    dns_wire_bytes(&wire, "tail", 4);
    check_from(37, "37! behind the last record, 4 bytes\n");
}

static void any_prefix_and_any_flipped_byte_is_survived(void **state)
{
    (void)state;
    make_data(65, DATA("\0\1\0\0\1\0\6\2h2\2h3\0\3\0\2\1\273"));
    dns_wire_count(&wire, 3, 1);
    dns_wire_bytes(&wire, "\0\0\51\4\320\0\0\0\0\0\4\0\3\0\0", 15);
    struct dns_wire whole = wire;
    for (size_t i = 0; i <= whole.len; i++) {
        wire = whole;
        wire.len = i;
        free(fields_from(0));
        for (unsigned bit = 0; bit < 8 && i < whole.len; bit++) {
            wire = whole;
            wire.bytes[i] ^= (uint8_t)(1u << bit);
            free(fields_from(0));
        }
    }
}

static void too_many_fields_end_in_one(void **state)
{
    (void)state;
    struct gs_dump_fields fields = {0};
    dns_wire_start(&wire, 1, 0x8180, "a.b", 1);
    dns_wire_count(&wire, 1, 4000);
    for (size_t i = 0; i < 4000; i++) {
        dns_wire_bytes(&wire, "\300\14\0\1\0\1\0\0\0\74\0\4\300\0\2\1", 16);
    }
    gs_message_fields(wire.bytes, wire.len, &fields);
    check_whole(&fields, wire.len);
    assert_int_equal(fields.count, GS_DUMP_FIELDS_MAX);
    assert_non_null(strstr(fields.items[fields.count - 1].text, " more bytes"));
    gs_dump_fields_fini(&fields);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dump_has_sixteen_bytes_a_line_and_their_meaning),
        cmocka_unit_test(data_is_taken_apart_by_its_type),
        cmocka_unit_test(opt_is_read_as_what_it_is),
        cmocka_unit_test(what_is_cut_off_or_left_over_is_named),
        cmocka_unit_test(any_prefix_and_any_flipped_byte_is_survived),
        cmocka_unit_test(too_many_fields_end_in_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
