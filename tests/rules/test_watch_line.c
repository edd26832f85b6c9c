/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_list.h"

#include <stdlib.h>
#include <string.h>

static enum gs_status parse(const char *line, struct gs_watch *out, struct gs_buf *reason)
{
    return gs_watch_line_parse(line, strlen(line), out, reason);
}

static void good_lines_are_read_and_written(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *line;
        const char *written; /* NULL: as it was */
    } cases[] = {
        {"a name alone", "www.example.com", NULL},
        {"in lower case, without a final dot", "WWW.Example.COM.", "www.example.com"},
        {"a name without a dot", "localhost", NULL},
        {"a service by name", "www.example.com https", NULL},
        {"a service by number", "www.example.com 00443", "www.example.com 443"},
        {"a port behind a colon", "www.example.com:8443", "www.example.com 8443"},
        {"a URL", "https://www.example.com/index.html", "www.example.com https"},
        {"a mail address", "user@example.org", "example.org mx"},
        {"blanks and tabs", "  a.test\t https  ", "a.test https"},
        {"a comment behind", "a.test https # ours", "a.test https"},
        {"CR LF", "a.test https\r", "a.test https"},
        {"an international name", "bücher.example", NULL},
        {"an A-label", "xn--bcher-kva.example", NULL},
        {"Chinese", "五粮液.中国 https", NULL},
        {"an IPv4 address", "192.0.2.1", NULL},
        {"an IPv6 address", "2001:DB8:0::1", "2001:db8::1"},
        {"an address in brackets", "[2001:db8::1]:53", "2001:db8::1 53"},
        {"a link-local address", "fe80::1%eth0.7", NULL},
        {"a delegated reverse name", "0/25.2.0.192.in-addr.arpa", NULL},
        {"an underscore", "_dmarc.example.org", NULL},
        {"an interval", "a.test every 30s", NULL},
        {"seconds alone", "a.test every 90", "a.test every 90s"},
        {"a unit apart", "a.test every 5 m", "a.test every 5m"},
        {"an interval in its largest unit", "a.test every 7200s", "a.test every 2h"},
        {"the longest interval", "a.test every 86400", "a.test every 1d"},
        {"labels", "a.test label web,paris", NULL},
        {"labels with blanks at the comma", "a.test label web, paris ,x",
         "a.test label web,paris,x"},
        {"labels twice", "a.test label web label paris,WEB", "a.test label web,paris"},
        {"an international label", "a.test label büro", NULL},
        {"mail exchanges", "a.test mx", NULL},
        {"a prefix", "a.test expect 2001:db8::/32", NULL},
        {"bits behind a prefix", "a.test expect 2001:db8::1/33",
         "a.test expect 2001:db8::/33"},
        {"a set", "a.test expect 2001:db8::7+192.0.2.1+192.0.2.1",
         "a.test expect 192.0.2.1+2001:db8::7"},
        {"a set of one", "a.test expect 192.0.2.1", NULL},
        {"at least so many", "a.test expect >=2", NULL},
        {"at least so many of a family", "a.test expect ipv6>=1,IPv4>=02",
         "a.test expect ipv6>=1,ipv4>=2"},
        {"families", "a.test expect v4,v6", "a.test expect ipv4,ipv6"},
        {"expectations without a comma", "a.test expect ipv4 ipv6 every 1m",
         "a.test expect ipv4,ipv6 every 1m"},
        {"an exchange", "a.test expect mx:Mail.Example.ORG.",
         "a.test expect mx:mail.example.org"},
        {"an international exchange", "a.test expect mx:bücher.example",
         "a.test expect mx:xn--bcher-kva.example"},
        {"null MX and mx", "a.test mx expect null-mx", "a.test expect null-mx"},
        {"no sinkhole", "a.test expect no-sinkhole", NULL},
        {"the same expectation twice", "a.test expect ipv4,v4", "a.test expect ipv4"},
        {"all of it in another order",
         "a.test https LABEL web MX Every 1h Expect ipv4, no-sinkhole",
         "a.test https expect ipv4,no-sinkhole every 1h label web mx"},
        {"a keyword as the host", "mx expect ipv4", NULL},
        {"a comma at the end of a list", "a.test label web, every 30s",
         "a.test every 30s label web"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch watch = {0};
        struct gs_watch again = {0};
        struct gs_buf reason = {0};
        struct gs_buf text = {0};
        check_case(cases[i].label);
        assert_int_equal(parse(cases[i].line, &watch, &reason), GS_OK);
        assert_string_equal(gs_buf_text(&reason), "");
        gs_watch_line_format(&watch, &text);
        assert_string_equal(gs_buf_text(&text),
                            cases[i].written != NULL ? cases[i].written : cases[i].line);
        assert_int_equal(parse(gs_buf_text(&text), &again, &reason), GS_OK);
        assert_true(gs_watch_is_same(&watch, &again));
        assert_int_equal(watch.asks_mx, again.asks_mx);
        gs_watch_fini(&again);
        gs_watch_fini(&watch);
        gs_buf_fini(&text);
        gs_buf_fini(&reason);
    }
}

static void broken_lines_are_refused_with_what_would_be_right(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *line;
        const char *reason;
    } cases[] = {
        {"the null node", "*", "\"*\" is no host: use a name or an address"},
        {"an address with a slip", "192.0.2.300",
         "\"192.0.2.300\" ends in a number: it is neither a name nor an address"},
        {"a short form of libc", "127.1",
         "\"127.1\" ends in a number: it is neither a name nor an address"},
        {"a range", "192.0.2.0/24",
         "\"192.0.2.0/24\" is several hosts: write each on a line of its own"},
        {"hosts with commas", "a.test,b.test",
         "\"a.test,b.test\" is several hosts: write each on a line of its own"},
        {"an empty label", "a..test", "\"a..test\" has an empty label between two dots"},
        {"an empty label at its end", "a.test..",
         "\"a.test..\" has an empty label between two dots"},
        {"the root", ".", "\".\" is the root: it has no address"},
        {"the null node with a dot", "*.", "\"*.\" is no host: use a name or an address"},
        {"a strange interface", "fe80::1%a!",
         "\"a!\" is no interface: an address may end in %eth0"},
        {"a strange character", "a!b.test",
         "\"a!b.test\" is neither a name nor an address"},
        {"an onion", "abc.onion",
         "\"abc.onion\" is Tor's: .onion is never asked of DNS (RFC 7686)"},
        {"port 0", "a.test 0", "\"0\" is no port: use 1 to 65535"},
        {"a port that libc wraps", "a.test 65616",
         "\"65616\" is no port: use 1 to 65535"},
        {"a service with a protocol", "a.test http/tcp",
         "\"http/tcp\" is no service: use a name as https, or a port"},
        {"two services", "a.test:80 https",
         "\"https\" is a second service: a line has one"},
        {"a second word too many", "a.test https 80",
         "\"80\" is not understood: use expect, every, label or mx"},
        {"every alone", "a.test every", "every lacks its time: use every 30s, 5m or 2h"},
        {"every twice", "a.test every 30s every 40s",
         "every is there twice: a line has one interval"},
        {"too often", "a.test every 0s",
         "\"0s\" is no time from 1s to 1d: use 30s, 5m or 2h"},
        {"too seldom", "a.test every 2d",
         "\"2d\" is no time from 1s to 1d: use 30s, 5m or 2h"},
        {"milliseconds", "a.test every 500ms",
         "\"500ms\" is no time from 1s to 1d: use 30s, 5m or 2h"},
        {"no label", "a.test label mx", "label lacks its names: use label web,paris"},
        {"a long label", "a.test label 12345678901234567890123456789012",
         "\"12345678901234567890123456789012\" is too long for a label: 31 bytes"},
        {"an unseen character in a label", "a.test label a\u200bb",
         "\"a\\u{200B}b\" is no label: use letters and digits"},
        {"nine labels", "a.test label a,b,c,d,e,f,g,h,i", "a line has at most 8 labels"},
        {"no expectation", "a.test expect every 30s",
         "expect lacks what is expected: use expect ipv6, as an example"},
        {"no host", "every 3s",
         "\"every\" stands where the host belongs: a line begins with it"},
        {"an unknown expectation", "a.test expect ipv5",
         "\"ipv5\" is no expectation: use an address, a prefix as 2001:db8::/32, ipv4, "
         "ipv6, >=2, ipv6>=1, mx:HOST, null-mx or no-sinkhole"},
        {"more than", "a.test expect >2",
         "\">2\" compares otherwise than by >=: use >=2"},
        {"at least none", "a.test expect ipv4>=0",
         "\"ipv4>=0\" has no number of addresses: use 1 to 256"},
        {"a prefix that is too long", "a.test expect 192.0.2.0/33",
         "\"192.0.2.0/33\" is no prefix: use ADDRESS/LENGTH, as 192.0.2.0/24"},
        {"a broken set", "a.test expect 192.0.2.1+",
         "\"192.0.2.1\" is no address: a set is A+B+C"},
        {"two sets that exclude each other", "a.test expect 192.0.2.1,2001:db8::1",
         "\"2001:db8::1\" is a second exact set: write one, its addresses joined by +"},
        {"an address as exchange", "a.test expect mx:192.0.2.1",
         "\"192.0.2.1\" is no name of a host"},
        {"nine expectations", "a.test expect >=1,>=2,>=3,>=4,>=5,>=6,>=7,>=8,>=9",
         "a line has at most 8 expectations"},
        {"an expectation of an address", "192.0.2.1 expect ipv4",
         "of an address the name is watched: expect and mx are for names"},
        {"invalid UTF-8", "a\xff.test", "the line is not UTF-8: save the list as UTF-8"},
        {"a control character", "a\x1b.test", "the line has a control character, \\x1b"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch watch = {0};
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        assert_int_equal(parse(cases[i].line, &watch, &reason), GS_EFORMAT);
        assert_string_equal(gs_buf_text(&reason), cases[i].reason);
        assert_null(watch.host);
        gs_buf_fini(&reason);
    }
}

static void blank_lines_and_comments_are_neither(void **state)
{
    (void)state;

    static const char *const lines[] = {"", " \t ", "# a.test", "  # a.test", "\r", "#"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct gs_watch watch = {0};
        struct gs_buf reason = {0};
        check_case(lines[i]);
        assert_int_equal(parse(lines[i], &watch, &reason), GS_ENOTFOUND);
        assert_string_equal(gs_buf_text(&reason), "");
    }
}

static void a_nul_and_a_line_without_end_are_refused(void **state)
{
    (void)state;
    struct gs_watch watch = {0};
    struct gs_buf reason = {0};
    char *line = malloc(20000);
    memset(line, 'a', 20000);
    assert_int_equal(gs_watch_line_parse(line, 20000, &watch, &reason), GS_EFORMAT);
    assert_string_equal(gs_buf_text(&reason), "the line has more than 16384 bytes");
    gs_buf_clear(&reason);
    assert_int_equal(gs_watch_line_parse("a\0b", 3, &watch, &reason), GS_EFORMAT);
    assert_string_equal(gs_buf_text(&reason), "the line has a control character, \\x00");
    gs_buf_fini(&reason);
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines_are_read_and_written),
        cmocka_unit_test(broken_lines_are_refused_with_what_would_be_right),
        cmocka_unit_test(blank_lines_and_comments_are_neither),
        cmocka_unit_test(a_nul_and_a_line_without_end_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
