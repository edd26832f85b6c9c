/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/address_class.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>

static struct gs_address at(const char *text)
{
    struct gs_address address = {0};
    address.family = strchr(text, ':') != NULL ? AF_INET6 : AF_INET;
    if (inet_pton(address.family, text, address.bytes) != 1) {
        fail_msg("bad address in a table: %s", text);
    }
    return address;
}

struct class_case {
    const char *address;
    const char *id;
    const char *prefix;
};

static const struct class_case classes[] = {
    {"8.8.8.8", "global", ""},
    {"192.0.43.8", "global", ""},
    {"0.0.0.0", "unspecified", "0.0.0.0/32"},
    {"0.0.0.1", "this_network", "0.0.0.0/8"},
    {"0.255.255.255", "this_network", "0.0.0.0/8"},
    {"1.0.0.0", "global", ""},
    {"9.255.255.255", "global", ""},
    {"10.0.0.0", "private", "10.0.0.0/8"},
    {"10.255.255.255", "private", "10.0.0.0/8"},
    {"11.0.0.0", "global", ""},
    {"100.63.255.255", "global", ""},
    {"100.64.0.0", "shared", "100.64.0.0/10"},
    {"100.127.255.255", "shared", "100.64.0.0/10"},
    {"100.128.0.0", "global", ""},
    {"127.0.0.1", "loopback", "127.0.0.0/8"},
    {"127.255.255.255", "loopback", "127.0.0.0/8"},
    {"169.253.255.255", "global", ""},
    {"169.254.0.1", "link_local", "169.254.0.0/16"},
    {"172.15.255.255", "global", ""},
    {"172.16.0.0", "private", "172.16.0.0/12"},
    {"172.31.255.255", "private", "172.16.0.0/12"},
    {"172.32.0.0", "global", ""},
    {"192.0.0.7", "service_continuity", "192.0.0.0/29"},
    {"192.0.0.8", "dummy", "192.0.0.8/32"},
    {"192.0.0.9", "pcp_anycast", "192.0.0.9/32"},
    {"192.0.0.10", "turn_anycast", "192.0.0.10/32"},
    {"192.0.0.11", "protocol_assignment", "192.0.0.0/24"},
    {"192.0.0.170", "nat64_discovery", "192.0.0.170/32"},
    {"192.0.0.171", "nat64_discovery", "192.0.0.171/32"},
    {"192.0.0.172", "protocol_assignment", "192.0.0.0/24"},
    {"192.0.1.0", "global", ""},
    {"192.0.2.1", "documentation", "192.0.2.0/24"},
    {"192.31.196.1", "as112", "192.31.196.0/24"},
    {"192.52.193.1", "amt", "192.52.193.0/24"},
    {"192.88.99.1", "6to4_relay", "192.88.99.0/24"},
    {"192.168.1.1", "private", "192.168.0.0/16"},
    {"192.169.0.0", "global", ""},
    {"192.175.48.1", "as112", "192.175.48.0/24"},
    {"198.17.255.255", "global", ""},
    {"198.18.0.0", "benchmarking", "198.18.0.0/15"},
    {"198.19.255.255", "benchmarking", "198.18.0.0/15"},
    {"198.20.0.0", "global", ""},
    {"198.51.100.25", "documentation", "198.51.100.0/24"},
    {"203.0.113.7", "documentation", "203.0.113.0/24"},
    {"223.255.255.255", "global", ""},
    {"224.0.0.251", "multicast", "224.0.0.0/4"},
    {"239.255.255.255", "multicast", "224.0.0.0/4"},
    {"240.0.0.1", "reserved", "240.0.0.0/4"},
    {"255.255.255.254", "reserved", "240.0.0.0/4"},
    {"255.255.255.255", "broadcast", "255.255.255.255/32"},
    {"::", "unspecified", "::/128"},
    {"::1", "loopback", "::1/128"},
    {"::2", "v4_compatible", "::/96"},
    {"::192.0.2.1", "v4_compatible", "::/96"},
    {"::1:0:0:0", "reserved", "::/0"},
    {"::ffff:10.0.0.1", "v4_mapped", "::ffff:0:0/96"},
    {"64:ff9b::192.0.2.1", "nat64", "64:ff9b::/96"},
    {"64:ff9b:0:0:0:1::", "reserved", "::/0"},
    {"64:ff9b:1:abcd::1", "nat64_local", "64:ff9b:1::/48"},
    {"64:ff9b:2::", "reserved", "::/0"},
    {"100::1", "discard", "100::/64"},
    {"100:0:0:1::1", "dummy", "100:0:0:1::/64"},
    {"100:0:0:2::1", "reserved", "::/0"},
    {"2000::1", "global", "2000::/3"},
    {"2001::1", "teredo", "2001::/32"},
    {"2001:1::1", "pcp_anycast", "2001:1::1/128"},
    {"2001:1::2", "turn_anycast", "2001:1::2/128"},
    {"2001:1::3", "srp_anycast", "2001:1::3/128"},
    {"2001:1::4", "protocol_assignment", "2001::/23"},
    {"2001:2::1", "benchmarking", "2001:2::/48"},
    {"2001:2:1::1", "protocol_assignment", "2001::/23"},
    {"2001:3::1", "amt", "2001:3::/32"},
    {"2001:4:112::1", "as112", "2001:4:112::/48"},
    {"2001:10::1", "orchid", "2001:10::/28"},
    {"2001:1f:ffff::", "orchid", "2001:10::/28"},
    {"2001:20::1", "orchid_v2", "2001:20::/28"},
    {"2001:30::1", "drip", "2001:30::/28"},
    {"2001:1ff:ffff::", "protocol_assignment", "2001::/23"},
    {"2001:200::", "global", "2000::/3"},
    {"2001:500:88:200::8", "global", "2000::/3"},
    {"2001:db7:ffff::", "global", "2000::/3"},
    {"2001:db8::7", "documentation", "2001:db8::/32"},
    {"2001:db9::", "global", "2000::/3"},
    {"2002:c000:201::1", "6to4", "2002::/16"},
    {"2003::1", "global", "2000::/3"},
    {"2620:4f:8000::1", "as112", "2620:4f:8000::/48"},
    {"3fff:fff::1", "documentation", "3fff::/20"},
    {"3fff:1000::1", "global", "2000::/3"},
    {"4000::1", "reserved", "::/0"},
    {"5f00::1", "srv6_sid", "5f00::/16"},
    {"fbff::1", "reserved", "::/0"},
    {"fc00::1", "unique_local", "fc00::/7"},
    {"fdff:ffff::1", "unique_local", "fc00::/7"},
    {"fe00::1", "reserved", "::/0"},
    {"fe80::1", "link_local", "fe80::/10"},
    {"febf::1", "link_local", "fe80::/10"},
    {"fec0::1", "site_local", "fec0::/10"},
    {"feff::1", "site_local", "fec0::/10"},
    {"ff02::fb", "multicast", "ff00::/8"},
};

static void each_address_has_the_class_of_its_longest_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        struct gs_address address = at(classes[i].address);
        struct gs_address_class class = gs_address_class_of(&address);
        if (strcmp(class.id, classes[i].id) != 0 ||
            strcmp(class.prefix, classes[i].prefix) != 0) {
            fail_msg("%s is %s in '%s'", classes[i].address, class.id, class.prefix);
        }
        assert_true(class.word[0] != '\0');
        assert_int_equal(strncmp(class.source, "RFC ", 4), 0);
    }
}

/* The last address of a block, and the text of its prefix, lie in that same block. */
static void the_text_of_a_prefix_is_the_prefix(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", classes[i].prefix);
        char *slash = strchr(text, '/');
        if (slash == NULL) {
            continue;
        }
        *slash = '\0';
        struct gs_address first = at(text);
        struct gs_address asked = at(classes[i].address);
        for (int bit = 0; bit < atoi(slash + 1); bit++) {
            uint8_t mask = (uint8_t)(0x80u >> (bit % 8));
            if ((first.bytes[bit / 8] ^ asked.bytes[bit / 8]) & mask) {
                fail_msg("%s is not in %s", classes[i].address, classes[i].prefix);
            }
        }
    }
}

static void no_address_has_a_class_of_its_own(void **state)
{
    (void)state;
    struct gs_address none = {0};
    struct gs_address_class class = gs_address_class_of(&none);
    assert_string_equal(class.id, "none");
    assert_string_equal(class.prefix, "");
}

struct embedded_case {
    const char *address;
    const char *inner; /* NULL: none */
};

static const struct embedded_case embedded[] = {
    {"::ffff:192.0.2.1", "192.0.2.1"},
    {"64:ff9b::198.51.100.7", "198.51.100.7"},
    {"2002:c000:201::1", "192.0.2.1"},
    {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45"}, /* RFC 4380's own example */
    {"64:ff9b:1::c000:201", NULL},
    {"::192.0.2.1", NULL},
    {"2001:db8::c000:201", NULL},
    {"192.0.2.1", NULL},
};

static void an_embedded_address_is_taken_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof embedded / sizeof *embedded; i++) {
        struct gs_address address = at(embedded[i].address);
        struct gs_address inner = {.family = -1};
        bool found = gs_address_embedded(&address, &inner);
        if (found != (embedded[i].inner != NULL)) {
            fail_msg("%s: embedded is %d", embedded[i].address, found);
        }
        if (found) {
            struct gs_address wanted = at(embedded[i].inner);
            assert_memory_equal(&inner, &wanted, sizeof inner);
        } else {
            assert_int_equal(inner.family, -1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_address_has_the_class_of_its_longest_block),
        cmocka_unit_test(the_text_of_a_prefix_is_the_prefix),
        cmocka_unit_test(no_address_has_a_class_of_its_own),
        cmocka_unit_test(an_embedded_address_is_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
