/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/buf.h"
#include "gaiscope/dns/client.h"
#include "gaiscope/dns/servers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

/* "servers | search | ndots timeout attempts" of a resolver. */
static void describe(const struct gs_resolver *resolver, struct gs_buf *out)
{
    for (size_t i = 0; i < resolver->server_count; i++) {
        char text[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&resolver->servers[i], 53, text);
        gs_buf_addf(out, "%s ", text);
    }
    gs_buf_add_text(out, "|");
    for (size_t i = 0; i < resolver->search_count; i++) {
        gs_buf_addf(out, " %s", resolver->search[i]);
    }
    gs_buf_addf(out, " | %u %u %u", resolver->ndots, resolver->timeout_s,
                resolver->attempts);
}

#define TEXT(text) text, sizeof text - 1
#define NONE       "127.0.0.1 | | 1 5 2"

static const struct parse_case {
    const char *label;
    const char *text;
    size_t len;
    const char *expected;
} cases[] = {
    {"empty", TEXT(""), NONE},
    {"usual",
     TEXT("nameserver 192.0.2.1\nnameserver 2001:db8::1\nsearch a.test b.test\n"),
     "192.0.2.1 2001:db8::1 | a.test b.test | 1 5 2"},
    {"no newline at the end", TEXT("nameserver 192.0.2.1"), "192.0.2.1 | | 1 5 2"},
    {"four servers, libc uses three",
     TEXT("nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
          "nameserver 192.0.2.4\n"),
     "192.0.2.1 192.0.2.2 192.0.2.3 | | 1 5 2"},
    {"short form of IPv4", TEXT("nameserver 127.1\n"), "127.0.0.1 | | 1 5 2"},
    {"TAB and more behind", TEXT("nameserver\t192.0.2.1 # mine\n"),
     "192.0.2.1 | | 1 5 2"},
    {"comment without a blank", TEXT("nameserver 192.0.2.1;mine\nnameserver ::1#x\n"),
     NONE},
    {"scoped server", TEXT("nameserver fe80::1%lo\n"), "fe80::1%lo | | 1 5 2"},
    {"no address", TEXT("nameserver dns.example\nnameserver\nnameserver 192.0.2.256\n"),
     NONE},
    {"not at the line's start", TEXT(" nameserver 192.0.2.1\n"), NONE},
    {"no blank behind", TEXT("nameserver:192.0.2.1\nnameservers 192.0.2.1\n"), NONE},
    {"comments", TEXT("#nameserver 192.0.2.1\n;nameserver 192.0.2.1\n"), NONE},
    {"CR", TEXT("nameserver 192.0.2.1\r\n"), NONE},
    {"the last of search and domain wins", TEXT("search a b c\ndomain d e\n"),
     "127.0.0.1 | d | 1 5 2"},
    {"empty search changes nothing", TEXT("search a\nsearch  \n"),
     "127.0.0.1 | a | 1 5 2"},
    {"seven search domains", TEXT("search a b c d e f g\n"),
     "127.0.0.1 | a b c d e f | 1 5 2"},
    {"a search domain with a control byte", TEXT("search a\33[2Jb\n"),
     "127.0.0.1 | a\\x1B[2Jb | 1 5 2"},
    {"options", TEXT("options ndots:2 rotate timeout:3\noptions attempts:4 edns0\n"),
     "127.0.0.1 | | 2 3 4"},
    {"options are capped", TEXT("options ndots:99 timeout:99 attempts:99\n"),
     "127.0.0.1 | | 15 30 5"},
    {"options below their range", TEXT("options ndots:-1 timeout:0 attempts:x\n"),
     "127.0.0.1 | | 15 1 1"},
    {"a NUL at a line's start", TEXT("\0\nnameserver 192.0.2.1\n"),
     "192.0.2.1 | | 1 5 2"},
    {"a NUL in a line", TEXT("nameserver 192.0.2.1\0\nsearch a\n"),
     "127.0.0.1 | a | 1 5 2"},
};

static void files_are_read_as_libc_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_buf text = {0};
        print_message("%s\n", cases[i].label);
        struct gs_resolver resolver = gs_resolver_parse(cases[i].text, cases[i].len);
        describe(&resolver, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].expected);
        gs_buf_fini(&text);
    }
}

static void a_scoped_server_has_its_interface(void **state)
{
    (void)state;
    static const char text[] = "nameserver fe80::1%lo\n";
    struct gs_resolver resolver = gs_resolver_parse(text, strlen(text));
    assert_int_equal(resolver.servers[0].address.scope_id,
                     1); /* lo is always the first */
}

static void a_huge_file_is_read_up_to_its_bound(void **state)
{
    (void)state;
    size_t len = (size_t)32 * 1024 * 1024;
    char *text = malloc(len + 64);
    memset(text, '#', len);
    memset(text + len - 1, '\n', 1);
    static const char server[] = "nameserver 192.0.2.1\n";
    memcpy(text + len, server, sizeof server);
    struct gs_resolver resolver = gs_resolver_parse(text, len + sizeof server);
    struct gs_buf out = {0};
    describe(&resolver, &out);
    assert_string_equal(gs_buf_text(&out), NONE);
    gs_buf_fini(&out);
    free(text);
}

static void comments_of_any_length_hide_no_server(void **state)
{
    (void)state;
    static const char server[] = "\nnameserver 192.0.2.1\n";
    size_t len = (size_t)200 * 1024;
    char *text = malloc(len + sizeof server);
    memset(text, '#', len);
    memcpy(text + len, server, sizeof server);
    struct gs_resolver resolver = gs_resolver_parse(text, len + sizeof server - 1);
    assert_int_equal(resolver.server_count, 1);
    assert_int_equal(resolver.servers[0].address.bytes[0], 192);
    free(text);
}

static void the_environment_goes_before_the_file(void **state)
{
    (void)state;
    char path[] = "/tmp/gaiscope-resolv-XXXXXX";
    static const char text[] = "nameserver 192.0.2.1\nsearch a\noptions timeout:3\n";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    (void)close(fd);
    struct gs_buf out = {0};
    unsetenv("LOCALDOMAIN");
    unsetenv("RES_OPTIONS");
    struct gs_resolver resolver = gs_resolver_read(path);
    describe(&resolver, &out);
    assert_string_equal(gs_buf_text(&out), "192.0.2.1 | a | 1 3 2");
    gs_buf_clear(&out);
    setenv("LOCALDOMAIN", "b c", 1);
    setenv("RES_OPTIONS", "ndots:4 attempts:1", 1);
    resolver = gs_resolver_read(path);
    describe(&resolver, &out);
    assert_string_equal(gs_buf_text(&out), "192.0.2.1 | b c | 4 3 1");
    gs_buf_clear(&out);
    (void)unlink(path);
    resolver = gs_resolver_read(path);
    describe(&resolver, &out);
    assert_string_equal(gs_buf_text(&out), "127.0.0.1 | b c | 4 5 1");
    gs_buf_fini(&out);
    unsetenv("LOCALDOMAIN");
    unsetenv("RES_OPTIONS");
}

static void settings_follow_the_file(void **state)
{
    (void)state;
    static const char text[] = "nameserver 192.0.2.1\noptions timeout:3 attempts:4\n";
    struct gs_resolver resolver = gs_resolver_parse(text, strlen(text));
    struct gs_dns_settings settings;
    gs_resolver_settings(&resolver, &settings);
    assert_int_equal(settings.timeout_ms, 3000);
    assert_int_equal(settings.attempts, 4);
    assert_int_equal(settings.server_count, 1);
    assert_ptr_equal(settings.servers, resolver.servers);
    assert_int_equal(settings.udp_size, 1232);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read_as_libc_reads_them),
        cmocka_unit_test(a_scoped_server_has_its_interface),
        cmocka_unit_test(comments_of_any_length_hide_no_server),
        cmocka_unit_test(a_huge_file_is_read_up_to_its_bound),
        cmocka_unit_test(the_environment_goes_before_the_file),
        cmocka_unit_test(settings_follow_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
