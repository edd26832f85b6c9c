/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/gai_conf.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_policy read_text(const char *text)
{
    struct gs_policy policy;
    gs_gai_conf_parse(text, strlen(text), &policy);
    return policy;
}

/* A table as text: "prefix/bits=value@line ..." */
static void show(const struct gs_policy_table *table, char *out, size_t out_size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < table->count; i++) {
        char prefix[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&table->entries[i].prefix, prefix);
        len += (size_t)snprintf(out + len, out_size - len, "%s%s/%d=%d@%zu",
                                i == 0 ? "" : " ", prefix, table->entries[i].bits,
                                table->entries[i].value, table->entries[i].line);
    }
}

static void assert_table(const struct gs_policy_table *table, const char *wanted)
{
    char got[2048];
    show(table, got, sizeof got);
    assert_string_equal(got, wanted);
}

static const char glibc_labels[] =
    "::1/128=0@0 ::/96=3@0 ::ffff:0.0.0.0/96=4@0 2001::/32=7@0 2002::/16=2@0 "
    "fec0::/10=5@0 fc00::/7=6@0 ::/0=1@0";
static const char glibc_precedences[] =
    "::1/128=50@0 ::/96=20@0 ::ffff:0.0.0.0/96=10@0 2002::/16=30@0 ::/0=40@0";
static const char glibc_scopes[] = "169.254.0.0/16=2@0 127.0.0.0/8=2@0 0.0.0.0/0=14@0";

static void a_file_without_lines_leaves_what_is_built_in(void **state)
{
    static const char *const texts[] = {"", "\n\n", "# label ::/0 9\n", "  \t\n#",
                                        "reload no\n"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        check_case(texts[i]);
        struct gs_policy policy = read_text(texts[i]);
        assert_table(&policy.labels, glibc_labels);
        assert_table(&policy.precedences, glibc_precedences);
        assert_table(&policy.scopes, glibc_scopes);
        assert_true(policy.labels.is_builtin && policy.precedences.is_builtin &&
                    policy.scopes.is_builtin);
        assert_int_equal(policy.error_count, 0);
        assert_false(policy.is_reloaded);
    }
}

struct table_case {
    const char *label;
    const char *text;
    const char *precedences; /* NULL: built in */
};

static const struct table_case precedence_cases[] = {
    {"one line replaces the table, and the rest gets 40",
     "precedence ::ffff:0:0/96 100\n", "::ffff:0.0.0.0/96=100@1 ::/0=40@0"},
    {"a line for the rest of its own", "precedence ::/0 7", "::/0=7@1"},
    {"longest prefix first",
     "precedence ::/0 7\nprecedence ::1/128 9\n"
     "precedence 2002::/16 8\n",
     "::1/128=9@2 2002::/16=8@3 ::/0=7@1"},
    {"of equal prefixes the first line is searched first",
     "precedence ::/0 7\nprecedence ::/0 1\n", "::/0=7@1 ::/0=1@2"},
    {"blanks, tabs, a comment and a fourth word", " \tprecedence\t 2002::/16   5 six#7\n",
     "2002::/16=5@1 ::/0=40@0"},
    {"a comment right behind the number", "precedence ::/0 5#x\n", "::/0=5@1"},
    {"a line without its end", "precedence ::/0 5", "::/0=5@1"},
    {"a carriage return is a blank", "precedence ::/0 5\r\n", "::/0=5@1"},
    {"no value is 0", "precedence ::/0\n", "::/0=0@1"},
    {"no digits behind the slash are 0", "precedence 2002::/ 5\n", "2002::/0=5@1"},
    {"a plus", "precedence ::/+0 +5\n", "::/0=5@1"},
    {"a minus that comes round to 96", "precedence ::/-18446744073709551520 5\n",
     "::/96=5@1 ::/0=40@0"},
    {"the largest value", "precedence ::/0 2147483647\n", "::/0=2147483647@1"},
    {"text behind a NUL is not read", NULL, "::/0=5@1"},
    {"a value too large", "precedence ::/0 2147483648\n", NULL},
    {"a value with a letter", "precedence ::/0 5x\n", NULL},
    {"a value below 0", "precedence ::/0 -1\n", NULL},
    {"a length over 128", "precedence ::/129 5\n", NULL},
    {"a length with a letter", "precedence ::/9x 5\n", NULL},
    {"no length", "precedence ::1 5\n", NULL},
    {"an IPv4 prefix", "precedence 10.0.0.0/8 5\n", NULL},
    {"a zone", "precedence fe80::%lo/10 5\n", NULL},
    {"no prefix", "precedence\n", NULL},
    {"not an address", "precedence all 5\n", NULL},
    {"capitals", "PRECEDENCE ::/0 5\n", NULL},
    {"two words in one", "precedence::/0 5\n", NULL},
};

static void precedence_lines_are_read_as_libc_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(precedence_cases); i++) {
        const struct table_case *c = &precedence_cases[i];
        struct gs_policy policy;
        static const char with_nul[] = "precedence ::/0 5\0 x 8\n";
        check_case(c->label);
        gs_gai_conf_parse(c->text == NULL ? with_nul : c->text,
                          c->text == NULL ? sizeof with_nul - 1 : strlen(c->text),
                          &policy);
        assert_table(&policy.precedences,
                     c->precedences == NULL ? glibc_precedences : c->precedences);
        assert_int_equal(policy.error_count, c->precedences == NULL ? 1 : 0);
        assert_table(&policy.labels, glibc_labels);
        if (c->precedences == NULL) {
            assert_int_equal(policy.errors[0].line, 1);
            assert_int_not_equal(strlen(policy.errors[0].reason), 0);
            assert_int_equal(policy.lines_used, 0);
        }
    }
}

static void label_lines_leave_the_rest_to_label_1(void **state)
{
    (void)state;
    struct gs_policy policy = read_text("# mine\nlabel 2001:db8::/32 20\n\nreload yes\n");
    assert_table(&policy.labels, "2001:db8::/32=20@2 ::/0=1@0");
    assert_false(policy.labels.is_builtin);
    assert_true(policy.is_reloaded);
    assert_int_equal(policy.lines_used, 2);
}

static const struct table_case scope_cases[] = {
    {"IPv4", "scopev4 192.0.2.0/24 5\n", "192.0.2.0/24=5@1 0.0.0.0/0=14@0"},
    {"the same as a mapped prefix", "scopev4 ::ffff:192.0.2.0/120 5\n",
     "192.0.2.0/24=5@1 0.0.0.0/0=14@0"},
    {"all of IPv4", "scopev4 ::ffff:0.0.0.0/96 2\n", "0.0.0.0/0=2@1"},
    {"a mapped prefix that is too short", "scopev4 ::ffff:0.0.0.0/95 2\n", NULL},
    {"an IPv6 prefix", "scopev4 2001:db8::/32 2\n", NULL},
    {"an IPv4 length over 32", "scopev4 192.0.2.0/33 2\n", NULL},
    {"no length", "scopev4 192.0.2.0 2\n", NULL},
};

static void scope_lines_are_written_in_two_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(scope_cases); i++) {
        const struct table_case *c = &scope_cases[i];
        check_case(c->label);
        struct gs_policy policy = read_text(c->text);
        assert_table(&policy.scopes,
                     c->precedences == NULL ? glibc_scopes : c->precedences);
        assert_int_equal(policy.error_count, c->precedences == NULL ? 1 : 0);
    }
}

static void a_wrong_line_says_why(void **state)
{
    static const struct {
        const char *text;
        const char *reason;
    } cases[] = {
        {"label\n", "no prefix"},
        {"label 10.0.0.0/8 1\n", "\"10.0.0.0/8\" is not an IPv6 prefix"},
        {"label x 1\n", "\"x\" is not a prefix"},
        {"label ::1 1\n", "\"::1\" has no /length: libc's result is left to chance"},
        {"label ::/200 1\n", "\"/200\" is not a prefix length"},
        {"label ::/0 x\x1b\n", "\"x\\x1B\" is not a number from 0"},
        {"lable ::/0 1\n", "\"lable\" is no word of gai.conf"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        struct gs_policy policy = read_text(cases[i].text);
        assert_int_equal(policy.error_count, 1);
        assert_string_equal(policy.errors[0].reason, cases[i].reason);
    }
}

static void more_lines_than_are_kept_are_told(void **state)
{
    (void)state;
    char *text = calloc(300, 32);
    for (int i = 0; i < 300; i++) {
        sprintf(text + strlen(text), "label 2001:%x::/32 %d\nbad\n", i, i);
    }
    struct gs_policy policy = read_text(text);
    assert_true(policy.is_truncated);
    assert_int_equal(policy.labels.count, GS_POLICY_MAX);
    assert_int_equal(policy.labels.entries[GS_POLICY_MAX - 1].bits, 0);
    assert_int_equal(policy.error_count, GS_POLICY_ERRORS_MAX);
    free(text);
}

static void an_address_finds_its_longest_prefix(void **state)
{
    static const struct {
        const char *address;
        int label;      /* of glibc */
        int precedence; /* of glibc */
        int rfc_label;
        int rfc_precedence;
        int scope; /* of IPv4, else 0 */
    } cases[] = {
        {"::1", 0, 50, 0, 50, 0},
        {"::2", 3, 20, 3, 1, 0},
        {"2001:db8::1", 1, 40, 1, 40, 0},
        {"2001::1", 7, 40, 5, 5, 0},
        {"2002:1::", 2, 30, 2, 30, 0},
        {"fec0::1", 5, 40, 11, 1, 0},
        {"fd00::1", 6, 40, 13, 3, 0},
        {"fe80::1", 1, 40, 1, 40, 0},
        {"3ffe::1", 1, 40, 12, 1, 0},
        {"192.0.2.1", 4, 10, 4, 35, 14},
        {"::ffff:192.0.2.1", 4, 10, 4, 35, 0},
        {"127.0.0.9", 4, 10, 4, 35, 2},
        {"169.254.1.1", 4, 10, 4, 35, 2},
        {"10.0.0.1", 4, 10, 4, 35, 14},
    };
    struct gs_policy glibc;
    struct gs_policy rfc;
    (void)state;
    gs_policy_builtin(&glibc);
    gs_policy_rfc6724(&rfc);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address;
        check_case(cases[i].address);
        assert_int_equal(gs_address_parse(cases[i].address, &address), GS_OK);
        assert_int_equal(gs_policy_find(&glibc.labels, &address)->value, cases[i].label);
        assert_int_equal(gs_policy_find(&glibc.precedences, &address)->value,
                         cases[i].precedence);
        assert_int_equal(gs_policy_find(&rfc.labels, &address)->value,
                         cases[i].rfc_label);
        assert_int_equal(gs_policy_find(&rfc.precedences, &address)->value,
                         cases[i].rfc_precedence);
        const struct gs_policy_entry *scope = gs_policy_find(&glibc.scopes, &address);
        assert_int_equal(scope == NULL ? 0 : scope->value, cases[i].scope);
    }
}

static void common_bits_are_counted_from_the_left(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        size_t bits;
    } cases[] = {
        {"::", "8000::", 0},
        {"::1", "::1", 128},
        {"2001:db8::1", "2001:db8::2", 126},
        {"10.0.0.1", "10.0.0.1", 32},
        {"10.0.0.0", "10.0.1.0", 23},
        {"0.0.0.0", "128.0.0.0", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address a;
        struct gs_address b;
        check_case(cases[i].b);
        assert_int_equal(gs_address_parse(cases[i].a, &a), GS_OK);
        assert_int_equal(gs_address_parse(cases[i].b, &b), GS_OK);
        assert_int_equal(gs_address_common_bits(&a, &b), cases[i].bits);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_lines_leaves_what_is_built_in),
        cmocka_unit_test(precedence_lines_are_read_as_libc_reads_them),
        cmocka_unit_test(label_lines_leave_the_rest_to_label_1),
        cmocka_unit_test(scope_lines_are_written_in_two_ways),
        cmocka_unit_test(a_wrong_line_says_why),
        cmocka_unit_test(more_lines_than_are_kept_are_told),
        cmocka_unit_test(an_address_finds_its_longest_prefix),
        cmocka_unit_test(common_bits_are_counted_from_the_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
