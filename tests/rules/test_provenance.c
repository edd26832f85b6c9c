/* SPDX-License-Identifier: MIT */
#include "rules/make_ladder.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/provenance.h"

static void the_walk_follows_status_and_action(void **state)
{
    static const struct {
        const char *label;
        const char *ladder;
        const char *leads;
        int decided; /* -1: nobody */
    } cases[] = {
        {"found first", "files 192.0.2.1 dns 192.0.2.2", "stop, not reached", 0},
        {"found last", "files none dns 192.0.2.2", "next, stop", 1},
        {"nobody", "files none dns none", "next, end", -1},
        {"no data goes on", "files nodata dns 192.0.2.2", "next, stop", 1},
        {"not found returns", "mdns/rrcc none dns 192.0.2.2", "stop, not reached", 0},
        {"unavailable goes on", "resolve/rrcr unavail dns 192.0.2.2", "next, stop", 1},
        {"try again returns", "resolve/rrcr again dns 192.0.2.2", "stop, not reached", 0},
        {"unavailable returns", "mdns/rcrc missing dns 192.0.2.2", "stop, not reached",
         0},
        {"missing goes on", "mdns missing dns 192.0.2.2", "next, stop", 1},
        {"continue at the end", "dns/cccc 192.0.2.1", "end", 0},
        {"killed goes on", "mdns killed dns 192.0.2.2", "next, stop", 1},
        {"a system error stops", "mdns system dns 192.0.2.2", "stop, not reached", 0},
        {"no source", "", "", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf leads = {0};
        struct gs_ladder *ladder = make_ladder(cases[i].ladder);
        check_case(cases[i].label);
        struct gs_walk walk = gs_ladder_walk(ladder);
        for (size_t at = 0; at < ladder->rungs.count; at++) {
            gs_buf_addf(&leads, "%s%s", at == 0 ? "" : ", ",
                        gs_lead_word(walk.leads[at]));
        }
        assert_string_equal(gs_buf_text(&leads), cases[i].leads);
        assert_true(walk.is_known);
        assert_true(walk.decided ==
                    (cases[i].decided < 0 ? GS_NO_RUNG : (size_t)cases[i].decided));
        gs_buf_fini(&leads);
        gs_ladder_free(ladder);
    }
}

static void a_walk_is_known_as_far_as_sources_tell(void **state)
{
    static const char *const ladders[] = {"files none mdns waiting dns 192.0.2.2",
                                          "files none mdns failed dns 192.0.2.2",
                                          "files none mdns/mccc 192.0.2.9 dns 192.0.2.2"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ladders); i++) {
        struct gs_ladder *ladder = make_ladder(ladders[i]);
        check_case(ladders[i]);
        struct gs_walk walk = gs_ladder_walk(ladder);
        assert_int_equal(walk.leads[0], GS_LEAD_NEXT);
        assert_int_equal(walk.leads[1], GS_LEAD_UNKNOWN);
        assert_int_equal(walk.leads[2], GS_LEAD_UNKNOWN);
        assert_false(walk.is_known);
        assert_true(walk.decided == GS_NO_RUNG);
        gs_ladder_free(ladder);
    }
    struct gs_ladder *ladder = make_ladder("files 192.0.2.1 dns waiting");
    assert_true(gs_ladder_walk(ladder).is_known); /* nobody waits for it */
    gs_ladder_free(ladder);
}

static void each_result_has_its_words(void **state)
{
    static const struct {
        const char *ladder;
        const char *host;
        const char *words;
        const char *short_words;
        enum gs_rung_kind kind;
    } cases[] = {
        {"dns 192.0.2.1,2001:db8::1", "a.test", "1 IPv4, 1 IPv6", "1 v4, 1 v6",
         GS_RUNG_KIND_GOOD},
        {"dns 192.0.2.1,192.0.2.2", "a.test", "2 IPv4", "2 v4", GS_RUNG_KIND_GOOD},
        {"dns 2001:db8::1", "a.test", "1 IPv6", "1 v6", GS_RUNG_KIND_GOOD},
        {"files none", "a.test", "no such name", "no such name", GS_RUNG_KIND_PLAIN},
        {"dns nodata", "a.test", "no data", "no data", GS_RUNG_KIND_PLAIN},
        {"dns again", "a.test", "try again", "try again", GS_RUNG_KIND_BAD},
        {"dns slow", "a.test", "timed out", "timed out", GS_RUNG_KIND_BAD},
        {"dns killed", "a.test", "timed out", "timed out", GS_RUNG_KIND_BAD},
        {"resolve unavail", "a.test", "not available", "not available",
         GS_RUNG_KIND_PLAIN},
        {"mdns system", "a.test", "failed ECONNREFUSED", "failed ECONNREFUSED",
         GS_RUNG_KIND_BAD},
        {"mdns missing", "a.test", "not installed", "missing", GS_RUNG_KIND_LOOK},
        {"mdns failed", "a.test", "helper failed", "helper failed", GS_RUNG_KIND_BAD},
        {"mdns stopped", "a.test", "stopped", "stopped", GS_RUNG_KIND_PLAIN},
        {"mdns waiting", "a.test", "", "", GS_RUNG_KIND_WAITING},
        {"files service", "a.test", "not asked", "not asked", GS_RUNG_KIND_PLAIN},
        {"mdns4_minimal unavail", "a.test", "only for .local", "only .local",
         GS_RUNG_KIND_PLAIN},
        {"mdns4_minimal none", "a.local", "no such name", "no such name",
         GS_RUNG_KIND_PLAIN},
        {"mdns4 none", "a.test", "no such name", "no such name", GS_RUNG_KIND_PLAIN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char words[GS_RUNG_WORDS_MAX];
        struct gs_ladder *ladder = make_ladder(cases[i].ladder);
        struct gs_question question = make_question(cases[i].host, NULL);
        check_case(cases[i].ladder);
        assert_int_equal(
            gs_rung_words(&ladder->rungs.items[0], &question, false, false, words),
            cases[i].kind);
        assert_string_equal(words, cases[i].words);
        (void)gs_rung_words(&ladder->rungs.items[0], &question, false, true, words);
        assert_string_equal(words, cases[i].short_words);
        (void)gs_rung_words(&ladder->rungs.items[0], &question, true, false, words);
        assert_string_equal(words, ladder->rungs.items[0].state == GS_RUNG_ANSWERED &&
                                           cases[i].kind != GS_RUNG_KIND_GOOD
                                       ? "not asked"
                                       : cases[i].words);
        gs_ladder_free(ladder);
    }
}

static void a_ladder_says_who_knows_the_name(void **state)
{
    static const struct {
        const char *ladder;
        const char *words;
        const char *short_words;
    } cases[] = {
        {"files none dns 192.0.2.1", "only DNS knows it", "only DNS"},
        {"files 192.0.2.1 dns none", "only the hosts file knows it", "only hosts file"},
        {"files none mdns4 192.0.2.1 dns none", "only mDNS knows it", "only mDNS"},
        {"files none myhostname 192.0.2.1", "only myhostname knows it",
         "only myhostname"},
        {"files 192.0.2.1 dns 192.0.2.1", "the hosts file answered", "hosts file"},
        {"files none dns 192.0.2.1 mdns killed", "DNS answered", "DNS"},
        {"files missing dns 192.0.2.1", "only DNS knows it", "only DNS"},
        {"dns 192.0.2.1", "DNS answered", "DNS"},
        {"files none dns none", "nobody", "nobody"},
        {"files none dns slow", "nobody", "nobody"},
        {"mdns/rrcc none dns 192.0.2.1", "only DNS knows it", "only DNS"},
        {"files none dns waiting", "", ""},
        {"files 192.0.2.1 dns waiting", "the hosts file answered", "hosts file"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char words[GS_LADDER_WORD_MAX];
        struct gs_ladder *ladder = make_ladder(cases[i].ladder);
        check_case(cases[i].ladder);
        gs_ladder_words(ladder, false, words);
        assert_string_equal(words, cases[i].words);
        gs_ladder_words(ladder, true, words);
        assert_string_equal(words, cases[i].short_words);
        gs_ladder_free(ladder);
    }
}

static void without_a_question_to_sources_it_says_so(void **state)
{
    char words[GS_LADDER_WORD_MAX];
    struct gs_ladder *ladder = make_ladder("");
    (void)state;
    ladder->is_numeric = true;
    gs_ladder_words(ladder, false, words);
    assert_string_equal(words, "nobody was asked");
    ladder->is_supported = false;
    gs_ladder_words(ladder, false, words);
    assert_string_equal(words, "not known");
    gs_ladder_free(ladder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_follows_status_and_action),
        cmocka_unit_test(a_walk_is_known_as_far_as_sources_tell),
        cmocka_unit_test(each_result_has_its_words),
        cmocka_unit_test(a_ladder_says_who_knows_the_name),
        cmocka_unit_test(without_a_question_to_sources_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
