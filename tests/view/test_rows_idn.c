/* SPDX-License-Identifier: MIT */
/* What the dashboard says of international names: the pane, its details, names from DNS, and
 * the question line while it is typed. */
#include "support/check.h"
#include "support/idn_scene.h"

#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/spoof.h"
#include "gaiscope/view/view.h"

#include <stdio.h>
#include <string.h>

static void add_rows(const struct gs_rows *rows, struct gs_buf *out)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        gs_buf_addf(out, "%s\n", gs_rows_text(rows, &rows->runs.items[i]));
    }
}

static void show_panes(struct gs_view *view, size_t cols, struct gs_buf *out)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(view, cols, 60, places);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(view, places[i].pane, (size_t)places[i].half_modules * 20 - 4, 30,
                     &pane);
        gs_buf_addf(out, "%s %s %s\n", pane.title, gs_buf_text(&pane.info),
                    gs_buf_text(&pane.right));
        add_rows(&pane.rows, out);
        gs_pane_fini(&pane);
    }
}

static void show_popup(struct gs_view *view, struct gs_buf *out)
{
    struct gs_popup popup = {0};
    if (gs_view_popup(view, 120, 50, &popup)) {
        gs_buf_addf(out, "%s\n", gs_buf_text(&popup.title));
        add_rows(&popup.rows, out);
    }
    gs_popup_fini(&popup);
}

static struct gs_view *ask(struct gs_session *session, const char *host)
{
    idn_scene_ask(session, host);
    struct gs_view *view = gs_view_new(session);
    gs_view_set_now(view, (struct gs_now){.us = 3000000, .wall_s = 1795350667});
    gs_view_set_question(view, &session->lookup.question);
    (void)gs_view_run(view, GS_COMMAND_CLOSE);
    return view;
}

static void expect(const struct gs_buf *text, const char *wanted)
{
    if (strstr(gs_buf_text(text), wanted) == NULL) {
        fail_msg("no '%s' in:\n%s", wanted, gs_buf_text(text));
    }
}

struct shown_case {
    const char *host;
    const char *wanted[4];
};

static const struct shown_case panes[] = {
    {"五粮液.中国",
     {"xn--dlq917e1ik", "Han only", "none", "IDNA 2008, non-transitional"}},
    {"аррӏе.com",
     {"Cyrillic only", "looks like apple", "▲ look, 2 labels", "Latin only"}},
    {"раypal.com", {"Cyrillic + Latin", "looks like paypal", "▲", "xn--ypal-43d9g"}},
    {"東京タワー.jp", {"Han + Katakana", "none", "xn--5ck2eqb538s34z", "same"}},
    {"faß.de", {"fass", "xn--fa-hia", "✓", "none"}},
    {"a·b.com", {"U+00B7 out of its context (CONTEXTO)", "▲ look", "▲", "Latin only"}},
    {"אב.com", {"Hebrew only", "xn--4dbc", "none", "✓"}},
};

static void the_pane_tells_what_speaks_against_each_label(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(panes); i++) {
        struct gs_session session = {0};
        struct gs_buf text = {0};
        check_case(panes[i].host);
        struct gs_view *view = ask(&session, panes[i].host);
        show_panes(view, 200, &text);
        for (size_t k = 0; k < COUNT_OF(panes[i].wanted); k++) {
            expect(&text, panes[i].wanted[k]);
        }
        gs_buf_fini(&text);
        gs_view_free(view);
        gs_session_fini(&session);
    }
}

static void open_label(struct gs_view *view, size_t label)
{
    (void)gs_view_run(view, GS_COMMAND_NEXT_PANE);
    (void)gs_view_run(view, GS_COMMAND_NEXT_PANE);
    for (size_t i = 0; i < label; i++) {
        (void)gs_view_run(view, GS_COMMAND_DOWN);
    }
    (void)gs_view_run(view, GS_COMMAND_ROW_DETAILS);
}

static const struct shown_case details[] = {
    {"аррӏе.com",
     {"every letter is of another script", "U+0430 U+0440", "single script", "apple"}},
    {"раypal.com",
     {"some letters are of another script", "minimally restrictive",
      "▲ nobody writes them together", "paypal"}},
    {"東京タワー.jp",
     {"as in Japanese", "highly restrictive", "no ASCII name looks like it",
      "18 of at most 63 bytes"}},
    {"faß.de",
     {"what a program with IDNA 2003 sends", "fass.de",
      "the whole name as such a program asks it", "✓ the same label"}},
    {"á́.com",
     {"a mark is set twice, which is not seen", "▲ unseen", "none", "U+00E1 U+0301"}},
};

static void details_name_the_rule_and_the_code_points(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(details); i++) {
        struct gs_session session = {0};
        struct gs_buf text = {0};
        check_case(details[i].host);
        struct gs_view *view = ask(&session, details[i].host);
        show_panes(view, 120, &text); /* places the panes */
        gs_buf_clear(&text);
        open_label(view, 0);
        show_popup(view, &text);
        for (size_t k = 0; k < COUNT_OF(details[i].wanted); k++) {
            expect(&text, details[i].wanted[k]);
        }
        gs_buf_fini(&text);
        gs_view_free(view);
        gs_session_fini(&session);
    }
}

static void without_icu_the_screen_says_that_only_scripts_were_checked(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_buf text = {0};
    gs_spoof_use(false);
    struct gs_view *view = ask(&session, "аррӏе.com");
    show_panes(view, 200, &text);
    expect(&text, "no ICU here: only scripts were checked");
    expect(&text, "not checked");
    assert_null(strstr(gs_buf_text(&text), "looks like"));
    show_panes(view, 120, &text); /* places the panes */
    gs_buf_clear(&text);
    open_label(view, 0);
    show_popup(view, &text);
    expect(&text, "ICU is not installed: only scripts were checked");
    gs_spoof_use(true);
    gs_buf_fini(&text);
    gs_view_free(view);
    gs_session_fini(&session);
}

/* A right-to-left name has A-labels behind it, or is shown by them alone. */
static void names_from_dns_are_shown_in_their_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_buf text = {0};
    struct gs_view *view = ask(&session, "bücher.example");
    show_panes(view, 200, &text);
    expect(&text, "\nmx.bücher.example\n");
    expect(&text, "\nwww.bücher.example\n");
    expect(&text, "\nfaß.example\n");
    expect(&text, "\nxn--a.example\n");
    expect(&text, "\nאב.אב\nxn--4dbc.xn--4dbc\n");
    gs_buf_clear(&text);
    show_panes(view, 120, &text);
    expect(&text, "\nxn--4dbc.xn--4dbc\n");
    assert_null(strstr(gs_buf_text(&text), "אב.אב\n1"));
    gs_buf_fini(&text);
    gs_view_free(view);
    gs_session_fini(&session);
}

/* Owners and what records lead to, in view 4. */
static void records_are_shown_in_their_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_buf text = {0};
    idn_scene_records(&session);
    struct gs_view *view = gs_view_new(&session);
    gs_view_set_now(view, (struct gs_now){.us = 3000000, .wall_s = 1795350667});
    gs_view_set_question(view, &session.lookup.question);
    (void)gs_view_run(view, GS_COMMAND_CLOSE);
    (void)gs_view_run(view, GS_COMMAND_VIEW_RECORDS);
    show_panes(view, 200, &text);
    expect(&text, "\n10 mx.bücher.example\n");
    expect(&text, "\nbücher.example\n");
    expect(&text, "\n20 xn--4dbc.xn--4dbc\n");
    gs_buf_fini(&text);
    gs_view_free(view);
    gs_session_fini(&session);
}

static size_t count_of(const struct gs_buf *text, const char *wanted)
{
    size_t found = 0;
    for (const char *at = gs_buf_text(text); (at = strstr(at, wanted)) != NULL; at++) {
        found++;
    }
    return found;
}

/* Exchanges wherever view 5 names them: the plan, both senders and what they said. */
static void exchanges_are_shown_in_their_letters(void **state)
{
    (void)state;
    static const char *const names[] = {"mx.xn--bcher-kva.example", "xn--4dbc.xn--4dbc"};
    struct gs_session session = {0};
    struct gs_buf text = {0};
    struct gs_view *view = ask(&session, "bücher.example");
    struct gs_smtp_report *report = gs_smtp_report_new("bücher.example");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct gs_smtp_session said = {.exchange = gs_mem_copy_text(names[i]),
                                       .status = GS_SMTP_OPEN};
        gs_vec_push(&report->sessions, said);
    }
    session.lookup.now.smtp = report;
    (void)gs_view_run(view, GS_COMMAND_VIEW_MAIL);
    show_panes(view, 200, &text);
    assert_int_equal(count_of(&text, "\nmx.bücher.example\n"), 3);
    assert_int_equal(count_of(&text, "\nאב.אב\nxn--4dbc.xn--4dbc\n"), 3);
    gs_buf_fini(&text);
    gs_view_free(view);
    gs_session_fini(&session);
}

/* -- while it is typed ---------------------------------------------------------------- */

struct typed_case {
    const char *label;
    const char *typed;
    const char *wanted; /* runs of the second line, joined by blanks; "": nothing of it */
};

static const struct typed_case typed[] = {
    {"a plain name", "iana.org", ""},
    {"a literal", "192.0.2.1", ""},
    {"an IPv6 literal", "[2001:db8::1]:80", ""},
    {"a U-label", "五粮液.中国", "sent as xn--dlq917e1ik.xn--fiqs8s"},
    {"an A-label", "xn--dlq917e1ik.cn", "stands for 五粮液.cn"},
    {"a mail address", "user@例え.jp", "sent as xn--r8jz45g.jp"},
    {"a URL", "https://bücher.example/weg", "sent as xn--bcher-kva.example"},
    {"what IDNA 2003 sent", "faß.de",
     "sent as xn--fa-hia.de   ·   IDNA 2003 sent fass.de"},
    {"a symbol", "☃.net", "✗ label ☃: disallowed code point U+2603"},
    {"a joiner",
     "a\xe2\x80\x8d"
     "b.de",
     "✗ label a\\u{200D}b: the joiner U+200D where none may stand (CONTEXTJ)"},
    {"two directions", "אa.com",
     "✗ label אa: U+0061 in a right-to-left label (bidi rule 2, RFC 5893)"},
    {"a leading mark",
     "\xcc\x88"
     "a.com",
     "✗ label \\u{0308}a: starts with a combining mark"},
    {"hyphens", "üü--x.com", "✗ label üü--x: hyphens in positions 3 and 4"},
    {"a hyphen at the start", "-ä.com", "✗ label -ä: starts with a hyphen"},
    {"a hyphen at the end", "ä-.com", "✗ label ä-: ends with a hyphen"},
    {"an empty label", "ä..com", "✗ label \"\": empty label"},
    {"an empty plain label", "a..com", "▲ label \"\": empty label"},
    {"a plain hyphen at the start", "a.-foo.com",
     "▲ label -foo: starts with a hyphen: no host name (RFC 952), though DNS may hold "
     "it"},
    {"a plain hyphen at the end", "foo-.com",
     "▲ label foo-: ends with a hyphen: no host name (RFC 952), though DNS may hold it"},
    {"plain hyphens in the middle", "ab--cd.com",
     "▲ label ab--cd: hyphens third and fourth are kept for A-labels (RFC 5891)"},
    {"scripts that nobody mixes", "раypal.com",
     "▲ sent as xn--ypal-43d9g.com   ·   Cyrillic + Latin: nobody writes them together"},
    {"the root", ".", ""},
    {"a final dot", "a.com.", ""},
    {"a registry's rule", "a·b.com",
     "▲ sent as xn--ab-0ea.com   ·   U+00B7 out of its context (CONTEXTO): it belongs "
     "between two l"},
    {"not NFC", "xn--bucher-xyd.test",
     "▲ label xn--bucher-xyd: its Unicode form is not in normalisation form C (NFC)   ·  "
     " "
     "asked as it stands"},
    {"no round trip", "xn--bcher-3oa.test",
     "▲ label xn--bcher-3oa: does not come back the same (round trip)   ·   asked as it "
     "stands"},
    {"a plain label too long",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
     "▲ label aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: too long, 64 of at most 63 bytes"},
    {"an international label too long",
     "üaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
     "✗ label üaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: too long: more than 63 bytes as an "
     "A-label"},
};

static void type(const char *text, struct gs_buf *out)
{
    struct gs_session session = {0};
    struct gs_view *view = gs_view_new(&session);
    struct gs_rows rows = {0};
    (void)gs_view_run(view, GS_COMMAND_QUESTION);
    (void)gs_view_type(view, text, strlen(text), false);
    gs_view_line(view, GS_LINE_VERDICT, 160, &rows);
    for (size_t i = 0; i < rows.runs.count; i++) {
        gs_buf_addf(out, "%s%s", i > 0 ? " " : "",
                    gs_rows_text(&rows, &rows.runs.items[i]));
    }
    gs_rows_fini(&rows);
    gs_view_free(view);
    gs_session_fini(&session);
}

static void the_other_form_or_the_rule_stands_below_what_is_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct gs_buf text = {0};
        type(typed[i].typed, &text);
        bool is_plain = typed[i].wanted[0] == '\0';
        const char *wanted =
            is_plain ? "Type a name and press Enter.  An empty host asks what a server "
                       "would bind to."
                     : typed[i].wanted;
        const char *found = gs_buf_text(&text) + strspn(gs_buf_text(&text), " ");
        if (strcmp(found, wanted) != 0) {
            fail_msg("%s: '%s'", typed[i].label, found);
        }
        gs_buf_fini(&text);
    }
}

/* Every name of 253 bytes has room, one more has not. */
static void a_name_that_dns_has_no_room_for_is_told(void **state)
{
    (void)state;
    char name[256];
    for (size_t len = 253; len <= 254; len++) {
        struct gs_buf text = {0};
        memset(name, 'a', sizeof name);
        for (size_t i = 50; i < len; i += 51) {
            name[i] = '.';
        }
        name[len] = '\0';
        type(name, &text);
        bool is_told = strstr(gs_buf_text(&text),
                              "the name is too long, 254 of at most 253 bytes") != NULL;
        assert_int_equal(is_told, len == 254);
        gs_buf_fini(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pane_tells_what_speaks_against_each_label),
        cmocka_unit_test(details_name_the_rule_and_the_code_points),
        cmocka_unit_test(without_icu_the_screen_says_that_only_scripts_were_checked),
        cmocka_unit_test(names_from_dns_are_shown_in_their_letters),
        cmocka_unit_test(records_are_shown_in_their_letters),
        cmocka_unit_test(exchanges_are_shown_in_their_letters),
        cmocka_unit_test(the_other_form_or_the_rule_stands_below_what_is_typed),
        cmocka_unit_test(a_name_that_dns_has_no_room_for_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
