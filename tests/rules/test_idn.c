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
     "label 1א: starts with U+0031, which is EN: bidi rule 1 wants L, R or AL (RFC "
     "5893)"},
    {"Arabic digits first", "١a.com",
     "label ١a: starts with U+0661, which is AN: bidi rule 1 wants L, R or AL (RFC "
     "5893)"},
    {"a Latin letter behind Hebrew", "אa.com",
     "label אa: U+0061 in a right-to-left label (bidi rule 2, RFC 5893)"},
    {"a right-to-left label that ends in a mark of its own", "א·.com",
     "label א·: a right-to-left label ends with U+00B7 (bidi rule 3, RFC 5893)"},
    {"a Hebrew letter behind Latin", "aא.com",
     "label aא: U+05D0 in a left-to-right label (bidi rule 5, RFC 5893)"},
    {"a joiner out of place",
     "a\xe2\x80\x8d"
     "b.com",
     "label a\\u{200D}b: the joiner U+200D where none may stand (CONTEXTJ)"},
    {"a non-joiner out of place",
     "a\xe2\x80\x8c"
     "b.com",
     "label a\\u{200C}b: the non-joiner U+200C where none may stand (CONTEXTJ)"},
    {"a leading mark",
     "\xcc\x88"
     "a.com",
     "label \\u{0308}a: starts with a combining mark"},
    {"hyphens 3 and 4", "üü--x.com", "label üü--x: hyphens in positions 3 and 4"},
    {"a hyphen at the end", "ä-.com", "label ä-: ends with a hyphen"},
    {"a hyphen at the start", "-ä.com", "label -ä: starts with a hyphen"},
    {"an empty label", "ä..com", "label \"\": empty label"},
    {"an empty first label", ".ä", "label \"\": empty label"},
    {"a label that maps to nothing", "\xc2\xad.com", "label \\u{00AD}: empty label"},
    {"a broken byte", "a\xff.com",
     "label a\\xFF: not valid UTF-8: set LC_ALL=C.UTF-8, or write its A-label (xn--)"},
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
     "label xn--bucher-xyd: its Unicode form is not in normalisation form C (NFC)"},
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

static void only_labels_beyond_ascii_make_a_name_international(void **state)
{
    (void)state;

    static const struct {
        const char *host;
        bool is_international;
    } cases[] = {{"iana.org", false}, {"192.0.2.1", false},      {"::1", false},
                 {"bücher.de", true}, {"xn--bcher-kva", true},   {"XN--a.b", true},
                 {"☃.net", true},     {"xn--11b2ezcw70k", true}, {"a--b.c", false}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_question question = complete(cases[i].host);
        assert_int_equal(gs_idn_is_international(&question), cases[i].is_international);
        question.is_exact = true;
        assert_false(gs_idn_is_international(&question));
    }
    struct gs_question question = make_question(NULL, "80");
    assert_false(gs_idn_is_international(&question));
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
    {"東京タワー", "xn--5ck2eqb538s34z", "", "Han + Katakana", true, true, false},
    {"नी\xe2\x80\x8dक", "", "", "", true, false, false},
    {"क्\xe2\x80\x8dष", "xn--11b2ezcw70k", "xn--11b2ezc", "Devanagari", true, true, false},
    {"نامه\xe2\x80\x8cای", "xn--mgba3gch31f060k", "xn--mgba3gch31f", "Arabic", true, true,
     false},
    {"βόλος", "xn--nxasmm1c", "xn--nxasmq6b", "Greek", true, true, false},
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

/* What may be asked, and what a registry must not register: RFC 5891 5.4 and 4.2.3.2. */
static const struct refused_case noted[] = {
    {"a middle dot between two l", "l·l", ""},
    {"a middle dot elsewhere", "a·b",
     "U+00B7 out of its context (CONTEXTO): it belongs between two l"},
    {"a middle dot at the end", "l·",
     "U+00B7 out of its context (CONTEXTO): it belongs between two l"},
    {"a keraia before a Greek letter", "͵α", ""},
    {"a keraia before a Latin letter", "͵a",
     "U+0375 out of its context (CONTEXTO): it belongs before a Greek letter"},
    {"gershayim behind a Hebrew letter", "קו״ח", ""},
    {"gershayim first", "״א",
     "U+05F4 out of its context (CONTEXTO): it belongs behind a Hebrew letter"},
    {"geresh behind a Hebrew letter", "צ׳", ""},
    {"geresh first", "׳א",
     "U+05F3 out of its context (CONTEXTO): it belongs behind a Hebrew letter"},
    {"a Katakana dot in Katakana", "ア・ア", ""},
    {"a Katakana dot beside Han", "中・", ""},
    {"a Katakana dot beside Latin", "a・b",
     "U+30FB out of its context (CONTEXTO): it belongs beside Japanese letters"},
    {"Arabic digits of one kind", "ا١٢", ""},
    {"European and Arabic digits", "ا١1",
     "European and Arabic digits together (bidi rule 4, RFC 5893)"},
    {"Hebrew and a European digit", "א1", ""},
};

static void what_only_a_registry_refuses_is_noted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof noted / sizeof *noted; i++) {
        struct gs_idn_labels found = gs_idn_labels_of(noted[i].host);
        if (strcmp(found.items[0].note, noted[i].error) != 0 ||
            found.items[0].ascii[0] == '\0') {
            fail_msg("%s: '%s', %s", noted[i].label, found.items[0].note,
                     found.items[0].error);
        }
        gs_vec_fini(&found);
    }
}

static void the_transitional_name_is_told_where_it_differs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"www.faß.de", "www.fass.de"},
        {"straße.faß", "strasse.fass"},
        {"bücher.example", ""},
        {"xn--fa-hia.de.", "fass.de"},
        {"βόλος.com", "xn--nxasmq6b.com"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_buf out = {0};
        struct gs_idn_labels found = gs_idn_labels_of(cases[i][0]);
        bool differs = gs_idn_transitional(&out, &found);
        assert_string_equal(gs_buf_text(&out), cases[i][1]);
        assert_int_equal(differs, cases[i][1][0] != '\0');
        gs_vec_fini(&found);
        gs_buf_fini(&out);
    }
}

static void right_to_left_names_are_isolated_in_reports(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain.example", "plain.example"},
        {"xn--bcher-kva.example", "bücher.example"},
        {"a\xd8\x82", "a\\u{0602}"},
        {"xn--4dbc.example", "\xe2\x81\xa8"
                             "אב.example\xe2\x81\xa9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_buf out = {0};
        gs_idn_show_isolated(&out, cases[i][0]);
        assert_string_equal(gs_buf_text(&out), cases[i][1]);
        gs_buf_fini(&out);
    }
    struct gs_buf inline_text = {0};
    gs_idn_show_inline(&inline_text, "xn--bcher-kva.example");
    gs_idn_show_inline(&inline_text, ".");
    gs_idn_show_inline(&inline_text, "xn--4dbc.example");
    assert_string_equal(gs_buf_text(&inline_text), "bücher.example.xn--4dbc.example");
    gs_buf_fini(&inline_text);
    assert_true(gs_idn_is_rtl("a.אב"));
    assert_true(gs_idn_is_rtl("١"));
    assert_false(gs_idn_is_rtl("a1-中\xff"));
}

static void names_inside_a_record_are_shown(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"10 mx.xn--bcher-kva.example", "10 mx.bücher.example"},
        {"0 5  25 xn--bcher-kva.", "0 5  25 bücher."},
        {"\"xn--bcher-kva x\" xn--bcher-kva", "\"xn--bcher-kva x\" bücher"},
        {"\"a\\\" xn--bcher-kva\" b", "\"a\\\" xn--bcher-kva\" b"},
        {"\"open xn--bcher-kva", "\"open xn--bcher-kva"},
        {"a\\", "a\\"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_buf out = {0};
        gs_idn_show_words(&out, cases[i][0]);
        assert_string_equal(gs_buf_text(&out), cases[i][1]);
        gs_buf_fini(&out);
    }
}

static void only_a_name_that_is_shown_otherwise_has_another_form(void **state)
{
    (void)state;
    assert_true(gs_idn_has_other_form("a.xn--bcher-kva"));
    assert_true(gs_idn_has_other_form("XN--BCHER-KVA.b"));
    assert_false(gs_idn_has_other_form(""));
    assert_false(gs_idn_has_other_form("plain.example"));
    assert_false(gs_idn_has_other_form("axn--bcher-kva"));
    assert_false(gs_idn_has_other_form("xn--a.b"));
    assert_false(gs_idn_has_other_form("xn--11b2ezcw70k"));
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

/* With names as different as these, a "?" for each letter would be a trap. */
static void an_ascii_terminal_gets_the_a_label(void **state)
{
    (void)state;
    gs_text_use_ascii(true);
    struct gs_question question = complete("p\xd0\xb0ypal.example");
    struct gs_idn_labels found = gs_idn_labels_of("l\xc2\xb7l.p\xd0\xb0ypal");
    char *letters = gs_text_sanitised(found.items[1].letters);
    struct gs_buf name = {0};
    gs_idn_show(&name, "xn--bcher-kva.example");
    gs_text_use_ascii(false);
    assert_string_equal(question.host_unicode, "xn--pypal-4ve.example");
    assert_string_equal(gs_buf_text(&name), "xn--bcher-kva.example");
    assert_string_equal(found.items[0].unicode, "xn--ll-0ea");
    assert_string_equal(letters, "p\\u{0430}ypal");
    free(letters);
    gs_buf_fini(&name);
    gs_vec_fini(&found);
}

struct mapped_case {
    const char *label;
    const char *host;
    const char *letters;
    const char *mapping;
};

static const struct mapped_case mapped[] = {
    {"capitals",
     "\xc3\x84"
     "B",
     "\xc3\xa4"
     "b",
     "mapped by UTS #46"},
    {"a Roman number",
     "\xe2\x85\xb0"
     "cann",
     "", "mapped by UTS #46"},
    {"a mark of its own", "e\xcc\x81", "\xc3\xa9", "not NFC: its marks are composed"},
    {"as it is sent", "\xc3\xa9", "\xc3\xa9", ""},
    {"plain", "ABC", "", ""},
};

static void a_mapped_label_says_what_it_was(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++) {
        struct gs_idn_labels found = gs_idn_labels_of(mapped[i].host);
        const struct gs_idn_label *label = &found.items[0];
        bool is_mapped = mapped[i].mapping[0] != '\0';
        if (strcmp(label->letters, mapped[i].letters) != 0 ||
            strcmp(label->mapping, mapped[i].mapping) != 0 ||
            strcmp(label->typed, is_mapped ? mapped[i].host : "") != 0) {
            fail_msg("%s: %s, %s, %s", mapped[i].label, label->typed, label->letters,
                     label->mapping);
        }
        gs_vec_fini(&found);
    }
}

static void a_joiner_in_its_place_is_told(void **state)
{
    (void)state;
    struct gs_idn_labels found =
        gs_idn_labels_of("\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7");
    char *letters = gs_text_sanitised(found.items[0].letters);
    assert_string_equal(found.items[0].error, "");
    assert_string_equal(found.items[0].unicode, found.items[0].ascii);
    assert_non_null(strstr(letters, "\\u{200D}"));
    assert_string_not_equal(gs_idn_unseen(&found.items[0]), "");
    free(letters);
    gs_vec_fini(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_libidn2_is_told),
        cmocka_unit_test(names_get_both_forms),
        cmocka_unit_test(an_ascii_terminal_gets_the_a_label),
        cmocka_unit_test(a_mapped_label_says_what_it_was),
        cmocka_unit_test(a_joiner_in_its_place_is_told),
        cmocka_unit_test(refused_names_name_the_label_and_the_rule),
        cmocka_unit_test(an_a_label_that_idna_refuses_is_asked_and_shown_as_it_stands),
        cmocka_unit_test(only_labels_beyond_ascii_make_a_name_international),
        cmocka_unit_test(an_exact_host_is_never_changed),
        cmocka_unit_test(the_null_node_has_no_form),
        cmocka_unit_test(long_names_are_refused),
        cmocka_unit_test(each_label_has_its_facts),
        cmocka_unit_test(what_only_a_registry_refuses_is_noted),
        cmocka_unit_test(the_transitional_name_is_told_where_it_differs),
        cmocka_unit_test(right_to_left_names_are_isolated_in_reports),
        cmocka_unit_test(names_inside_a_record_are_shown),
        cmocka_unit_test(only_a_name_that_is_shown_otherwise_has_another_form),
        cmocka_unit_test(labels_stand_left_to_right),
        cmocka_unit_test(controls_in_a_refused_a_label_are_escaped),
        cmocka_unit_test(names_from_dns_are_shown_when_they_survive_the_round_trip),
        cmocka_unit_test(random_a_labels_show_printable_text_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
