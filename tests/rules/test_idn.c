/* SPDX-License-Identifier: MIT */
#include "rules/make.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct gs_question complete(const char *host)
{
    struct gs_question question = make_question(host, NULL);
    memset(question.host_ascii, '?', 4); /* what stood there before must not stay */
    memset(question.host_unicode, '?', 4);
    gs_idn_complete(&question);
    return question;
}

/* Must run before any other: libidn2 is loaded only once, and here it cannot be. */
static void a_missing_libidn2_is_told(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit none = {0, 0};
        int bad = setrlimit(RLIMIT_NOFILE, &none) != 0;
        struct gs_question question = complete("b\xc3\xbc"
                                               "cher.example");
        bad |= question.host_ascii[0] != '\0';
        bad |= strstr(question.idn_error, "cannot be loaded") == NULL;
        question = complete("xn--bcher-kva.example"); /* DNS needs no libidn2 */
        bad |= strcmp(question.host_ascii, "xn--bcher-kva.example") != 0;
        question = complete("plain.example");
        bad |= question.idn_error[0] != '\0';
        _exit(bad);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

struct name_case {
    const char *label;
    const char *host;
    const char *ascii;
    const char *unicode;
};

static const struct name_case names[] = {
    {"a plain name", "iana.org", "iana.org", "iana.org"},
    {"letters stay as typed", "IANA.Org", "IANA.Org", "IANA.Org"},
    {"the root", ".", ".", "."},
    {"underscores", "_dmarc.example", "_dmarc.example", "_dmarc.example"},
    {"underscores and numbers", "_25._tcp.mx.example", "_25._tcp.mx.example",
     "_25._tcp.mx.example"},
    {"hyphens 3 and 4 in ASCII", "r4---sn-x.example", "r4---sn-x.example",
     "r4---sn-x.example"},
    {"an empty label in ASCII is libc's to judge", "a..b", "a..b", "a..b"},
    {"an IPv4 literal", "192.0.2.1", "192.0.2.1", "192.0.2.1"},
    {"an IPv6 literal", "fe80::1%lo", "fe80::1%lo", "fe80::1%lo"},
    {"Han", "五粮液.中国", "xn--dlq917e1ik.xn--fiqs8s", "五粮液.中国"},
    {"Han, as A-labels", "xn--dlq917e1ik.xn--fiqs8s", "xn--dlq917e1ik.xn--fiqs8s",
     "五粮液.中国"},
    {"A-labels in upper case", "XN--DLQ917E1IK.cn", "xn--dlq917e1ik.cn", "五粮液.cn"},
    {"upper case is mapped", "BÜCHER.example", "xn--bcher-kva.example", "bücher.example"},
    {"decomposed letters are composed",
     "bu\xcc\x88"
     "cher.example",
     "xn--bcher-kva.example", "bücher.example"},
    {"sharp s stays", "faß.de", "xn--fa-hia.de", "faß.de"},
    {"an ASCII label beside", "_25._tcp.bücher.example", "_25._tcp.xn--bcher-kva.example",
     "_25._tcp.bücher.example"},
    {"a final dot", "bücher.example.", "xn--bcher-kva.example.", "bücher.example."},
    {"the ideographic dot", "五粮液。中国", "xn--dlq917e1ik.xn--fiqs8s", "五粮液.中国"},
    {"fullwidth letters become ASCII", "Ａｂｃ．example", "abc.example", "abc.example"},
    {"the ideographic dot in ASCII", "a。example", "a.example", "a.example"},
    {"Hebrew", "אב.example", "xn--4dbc.example", "אב.example"},
    {"a joiner that is allowed is not shown", "क्\xe2\x80\x8dष.example",
     "xn--11b2ezcw70k.example", "xn--11b2ezcw70k.example"},
};

static void names_get_both_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct gs_question question = complete(names[i].host);
        if (strcmp(question.host_ascii, names[i].ascii) != 0 ||
            strcmp(question.host_unicode, names[i].unicode) != 0 ||
            question.idn_error[0] != '\0') {
            fail_msg("%s: %s, %s, %s", names[i].label, question.host_ascii,
                     question.host_unicode, question.idn_error);
        }
    }
}

struct refused_case {
    const char *label;
    const char *host;
    const char *error;
};

static const struct refused_case refused[] = {
    {"a symbol", "☃.net", "label ☃: disallowed code point U+2603"},
    {"an emoji", "a.💩.la", "label 💩: disallowed code point U+1F4A9"},
    {"a right-to-left override",
     "\xe2\x80\xae"
     "abc.com",
     "label \\u{202E}abc: disallowed code point U+202E"},
    {"two directions", "1א.com",
     "label 1א: left-to-right and right-to-left mixed (Bidi rule)"},
    {"a joiner out of place",
     "a\xe2\x80\x8d"
     "b.com",
     "label a\\u{200D}b: a joiner where none may stand (CONTEXTJ)"},
    {"a leading mark",
     "\xcc\x88"
     "a.com",
     "label \\u{0308}a: starts with a combining mark"},
    {"hyphens 3 and 4", "üü--x.com", "label üü--x: hyphens in positions 3 and 4"},
    {"a hyphen at the end", "ä-.com", "label ä-: a hyphen at its start or end"},
    {"an empty label", "ä..com", "label \"\": empty label"},
    {"an empty first label", ".ä", "label \"\": empty label"},
    {"a label that maps to nothing", "\xc2\xad.com", "label \\u{00AD}: empty label"},
    {"a broken byte", "a\xff.com", "label a\\xFF: not valid UTF-8"},
    {"a blank", "ä b.com", "label ä b: disallowed code point U+0020"},
    {"a control", "ä\x01.com", "label ä\\x01: disallowed code point U+0001"},
    {"a fullwidth slash", "a／b.com", "label a／b: disallowed code point U+002F"},
    {"a dot leader",
     "a\xe2\x80\xa4"
     "b.com",
     "label a․b: disallowed code point U+2024"},
    {"a label too long for its A-label",
     "üaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
     "label üaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: too long: more than 63 bytes as an "
     "A-label"},
    {"a long ASCII label beside",
     "ü.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
     "label aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: too long: more than 63 bytes as an "
     "A-label"},
};

static void refused_names_name_the_label_and_the_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct gs_question question = complete(refused[i].host);
        if (question.host_ascii[0] != '\0' ||
            strcmp(question.idn_error, refused[i].error) != 0) {
            fail_msg("%s: '%s', %s", refused[i].label, question.host_ascii,
                     question.idn_error);
        }
    }
}

static const struct refused_case kept[] = {
    {"a raw C1 control", "xn--a.test", "label xn--a: disallowed code point U+0080"},
    {"an emoji", "xn--ls8h.la", "label xn--ls8h: disallowed code point U+1F4A9"},
    {"an empty A-label", "xn--.test", "label xn--: not valid Punycode"},
    {"an overflow", "xn--9999999999.test", "label xn--9999999999: not valid Punycode"},
    {"an ASCII one", "xn--abc-.test", "label xn--abc-: not valid Punycode"},
    {"an upper case letter inside", "xn--bcher-3oa.test",
     "label xn--bcher-3oa: does not come back the same (round trip)"},
    {"not composed", "xn--bucher-xyd.test",
     "label xn--bucher-xyd: does not come back the same (round trip)"},
    {"a ligature", "xn--jm6c.test",
     "label xn--jm6c: does not come back the same (round trip)"},
    {"a soft hyphen", "xn--a-vca1v.test",
     "label xn--a-vca1v: does not come back the same (round trip)"},
    {"a wide letter", "xn--mi7c.test",
     "label xn--mi7c: does not come back the same (round trip)"},
    {"nobody's code point", "xn--zva.test",
     "label xn--zva: disallowed code point U+0378"},
};

static void an_a_label_that_idna_refuses_is_asked_and_shown_as_it_stands(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct gs_question question = complete(kept[i].host);
        if (strcmp(question.host_ascii, kept[i].host) != 0 ||
            strcmp(question.host_unicode, kept[i].host) != 0 ||
            strcmp(question.idn_error, kept[i].error) != 0) {
            fail_msg("%s: %s, %s, %s", kept[i].label, question.host_ascii,
                     question.host_unicode, question.idn_error);
        }
    }
}

static void an_exact_host_is_never_changed(void **state)
{
    (void)state;
    static const char *const hosts[] = {"bücher.example", "☃.net", "XN--DLQ917E1IK",
                                        "a\xff"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct gs_question question = make_question(hosts[i], NULL);
        question.is_exact = true;
        gs_idn_complete(&question);
        assert_string_equal(question.host_ascii, hosts[i]);
        assert_string_equal(question.idn_error, "");
    }
}

static void the_null_node_has_no_form(void **state)
{
    (void)state;
    struct gs_question question = make_question(NULL, "80");
    gs_idn_complete(&question);
    assert_string_equal(question.host_ascii, "");
    assert_string_equal(question.idn_error, "");
}

/* A name of many international labels is longer as A-labels than DNS can hold. */
static void long_names_are_refused(void **state)
{
    (void)state;
    char host[GS_HOST_MAX + 1] = "";
    for (size_t i = 0; i < 40; i++) {
        memcpy(host + 3 * i, "ü.", 4);
    }
    struct gs_question question = complete(host);
    assert_string_equal(question.host_ascii, "");
    assert_string_equal(question.idn_error,
                        "the name is too long: more than 253 bytes in its A-label form");
    for (size_t i = 0; i < 200; i++) {
        memcpy(host + 3 * i, "ü.", 4);
    }
    question = complete(host);
    assert_string_equal(question.host_ascii, "");
    assert_non_null(strstr(question.idn_error, "more than 127 labels"));
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    assert_int_equal(labels.count, 127);
    gs_vec_fini(&labels);
    memset(host, '.', GS_HOST_MAX);
    labels = gs_idn_labels_of(host);
    assert_int_equal(labels.count, 127);
    gs_vec_fini(&labels);
    memset(host, '\xff', GS_HOST_MAX);
    question = complete(host);
    assert_string_equal(question.host_ascii, "");
    assert_non_null(strstr(question.idn_error, "too long"));
}

struct label_case {
    const char *label;
    const char *ascii;
    const char *transitional;
    const char *scripts;
    bool is_international;
    bool is_round_trip;
    bool is_mixed;
};

static const struct label_case labels[] = {
    {"plain", "plain", "", "", false, true, false},
    {"五粮液", "xn--dlq917e1ik", "", "Han", true, true, false},
    {"faß", "xn--fa-hia", "fass", "Latin", true, true, false},
    {"xn--zca", "xn--zca", "ss", "Latin", true, true, false},
    {"ς", "xn--3xa", "xn--4xa", "Greek", true, true, false},
    {"аррӏе", "xn--80ak6aa92e", "", "Cyrillic", true, true, false},
    {"раypal", "xn--ypal-43d9g", "", "Cyrillic + Latin", true, true, true},
    {"東京タワー", "xn--5ck2eqb538s34z", "", "Han + Katakana", true, true, true},
    {"ü1-2", "xn--1-2-goa", "", "Latin", true, true, false},
    {"☃", "", "", "", true, false, false},
    {"xn--a", "xn--a", "", "", true, false, false},
};

static void each_label_has_its_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct gs_idn_labels found = gs_idn_labels_of(labels[i].label);
        assert_int_equal(found.count, 1);
        const struct gs_idn_label *label = &found.items[0];
        if (strcmp(label->ascii, labels[i].ascii) != 0 ||
            strcmp(label->transitional, labels[i].transitional) != 0 ||
            strcmp(label->scripts, labels[i].scripts) != 0 ||
            label->is_international != labels[i].is_international ||
            label->is_round_trip != labels[i].is_round_trip ||
            label->is_mixed_script != labels[i].is_mixed) {
            fail_msg("%s: %s, '%s', '%s', %d %d %d", labels[i].label, label->ascii,
                     label->transitional, label->scripts, label->is_international,
                     label->is_round_trip, label->is_mixed_script);
        }
        assert_true((label->error[0] == '\0') == label->is_round_trip);
        gs_vec_fini(&found);
    }
}

static void labels_stand_left_to_right(void **state)
{
    (void)state;
    struct gs_idn_labels found = gs_idn_labels_of("_25.bücher.example.");
    assert_int_equal(found.count, 3);
    assert_string_equal(found.items[0].unicode, "_25");
    assert_string_equal(found.items[1].unicode, "bücher");
    assert_string_equal(found.items[2].ascii, "example");
    gs_vec_fini(&found);
}

static const struct {
    const char *name;
    const char *shown;
} shown[] = {
    {"", ""},
    {".", "."},
    {"plain.example", "plain.example"},
    {"xn--dlq917e1ik.xn--fiqs8s", "五粮液.中国"},
    {"XN--BCHER-KVA.example.", "bücher.example."},
    {"xn--a.xn--bcher-kva", "xn--a.bücher"},
    {"a\\.xn--bcher-kva", "a\\.xn--bcher-kva"},
    {"xn--\\.a", "xn--\\.a"},
    {"a\\", "a\\"},
    {"xn--11b2ezcw70k", "xn--11b2ezcw70k"},
};

static void controls_in_a_refused_a_label_are_escaped(void **state)
{
    (void)state;
    struct gs_idn_labels found = gs_idn_labels_of("xn--bch\x12-x");
    assert_string_equal(found.items[0].unicode, "xn--bch\\x12-x");
    assert_string_equal(found.items[0].ascii, "xn--bch\x12-x");
    gs_vec_fini(&found);
}

static void names_from_dns_are_shown_when_they_survive_the_round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct gs_buf out = {0};
        gs_idn_show(&out, shown[i].name);
        assert_string_equal(gs_buf_text(&out), shown[i].shown);
        gs_buf_fini(&out);
    }
}

/* What no name may bring to the screen, whatever its bytes are. */
static void check_shown(const char *text)
{
    for (size_t i = 0, len = strlen(text); i < len;) {
        struct gs_char c = gs_text_decode(text + i, len - i);
        if (!c.is_valid || !gs_text_is_printable(c.code)) {
            fail_msg("unprintable in %s", text);
        }
        i += c.len_bytes;
    }
}

/* A fixed generator: every Punycode-like name of this walk shows printable text only. */
static void random_a_labels_show_printable_text_only(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (size_t i = 0; i < 3000; i++) {
        char name[40] = "xn--";
        size_t len = 4 + i % 20;
        for (size_t at = 4; at < len; at++) {
            seed = seed * 1664525u + 1013904223u;
            name[at] = "abcdefghijklmnopqrstuvwxyz0123456789-a"[(seed >> 16) % 38];
        }
        struct gs_buf out = {0};
        gs_idn_show(&out, name);
        check_shown(gs_buf_text(&out));
        gs_buf_fini(&out);
        struct gs_question question = complete(name);
        check_shown(question.host_unicode);
        assert_string_equal(question.host_ascii, name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_libidn2_is_told),
        cmocka_unit_test(names_get_both_forms),
        cmocka_unit_test(refused_names_name_the_label_and_the_rule),
        cmocka_unit_test(an_a_label_that_idna_refuses_is_asked_and_shown_as_it_stands),
        cmocka_unit_test(an_exact_host_is_never_changed),
        cmocka_unit_test(the_null_node_has_no_form),
        cmocka_unit_test(long_names_are_refused),
        cmocka_unit_test(each_label_has_its_facts),
        cmocka_unit_test(labels_stand_left_to_right),
        cmocka_unit_test(controls_in_a_refused_a_label_are_escaped),
        cmocka_unit_test(names_from_dns_are_shown_when_they_survive_the_round_trip),
        cmocka_unit_test(random_a_labels_show_printable_text_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
