/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/race.h"
#include "gaiscope/rules/watch_expect.h"
#include "gaiscope/rules/watch_list.h"

#include <string.h>

#include <sys/socket.h>

/* One answer by its text: addresses; `?4`, `?6` a family that failed; `mx=10 m.test`, `mx=` a
 * null MX, `mx!` no exchange. Words are parted by blanks, `_` is one inside. */
static struct gs_watch_answer *answer_of(const char *text)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    char *copy = gs_mem_copy_text(text);
    char *rest = copy;
    answer->sides[0] = answer->sides[1] = GS_OUTCOME_NO_DATA;
    for (char *word = strsep(&rest, " "); word != NULL; word = strsep(&rest, " ")) {
        struct gs_address address;
        if (gs_address_parse(word, &address) == GS_OK) {
            gs_watch_answer_add_address(answer, &address);
            answer->sides[gs_race_side(address.family)] = GS_OUTCOME_ANSWERED;
        } else if (word[0] == '?') {
            answer->sides[gs_race_side(word[1] == '4' ? AF_INET : AF_INET6)] =
                GS_OUTCOME_TIMED_OUT;
        } else if (strncmp(word, "mx=", 3) == 0) {
            if (word[3] != '\0') {
                *strchr(word, '_') = ' ';
            }
            assert_true(gs_name_list_add(&answer->exchanges, word + 3));
            answer->mx_outcome = GS_OUTCOME_ANSWERED;
        } else if (strcmp(word, "mx!") == 0) {
            answer->mx_outcome = GS_OUTCOME_NO_DATA;
        }
    }
    free(copy);
    return answer;
}

static struct gs_watch watch_of(const char *expected)
{
    struct gs_watch watch = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    gs_buf_addf(&line, "a.test expect %s", expected);
    assert_int_equal(gs_watch_line_parse(gs_buf_text(&line), line.len, &watch, &reason),
                     GS_OK);
    gs_buf_fini(&line);
    return watch;
}

static void expectations_hold_or_fail(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *expected;
        const char *answer;
        const char *words; /* NULL: it holds */
    } cases[] = {
        {"the set in another order", "192.0.2.1+192.0.2.2", "192.0.2.2 192.0.2.1", NULL},
        {"one is missing", "192.0.2.1+192.0.2.2", "192.0.2.1",
         "expected 192.0.2.1, 192.0.2.2 alone: 192.0.2.2 is missing"},
        {"one is too many", "192.0.2.1", "192.0.2.1 2001:db8::1",
         "expected 192.0.2.1 alone: 2001:db8::1 is not expected"},
        {"another one", "192.0.2.1", "192.0.2.9",
         "expected 192.0.2.1 alone: 192.0.2.1 is missing, 192.0.2.9 is not expected"},
        {"many others", "192.0.2.1",
         "192.0.2.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5",
         "expected 192.0.2.1 alone: 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 1 more "
         "are "
         "not expected"},
        {"a wrong one tells although IPv6 failed", "192.0.2.1", "192.0.2.9 ?6",
         "expected 192.0.2.1 alone: 192.0.2.1 is missing, 192.0.2.9 is not expected"},
        {"inside of a prefix", "2001:db8::/33", "2001:db8:7fff::1 192.0.2.1", NULL},
        {"outside by one bit", "2001:db8::/33", "2001:db8:8000::1",
         "expected IPv6 in 2001:db8::/33, there is 2001:db8:8000::1"},
        {"one of two outside", "192.0.2.0/24", "192.0.2.1 192.0.3.1",
         "expected IPv4 in 192.0.2.0/24, there is 192.0.3.1"},
        {"nothing of the prefix's family", "2001:db8::/32", "192.0.2.1",
         "expected IPv6 in 2001:db8::/32, there is no IPv6 address"},
        {"a prefix of all", "::/0", "2001:db8::1", NULL},
        {"a prefix of one", "192.0.2.1/32", "192.0.2.1", NULL},
        {"enough of both", ">=2", "192.0.2.1 2001:db8::1", NULL},
        {"one is not two", ">=2", "192.0.2.1",
         "expected at least 2 addresses, there is 1"},
        {"enough of IPv4 though IPv6 failed", ">=1", "192.0.2.1 ?6", NULL},
        {"too few of IPv6", "ipv6>=2", "2001:db8::1 192.0.2.1",
         "expected at least 2 IPv6 addresses, there is 1"},
        {"two are not three", "ipv4>=3", "192.0.2.1 192.0.2.2",
         "expected at least 3 IPv4 addresses, there are 2"},
        {"none", "ipv4>=1", "", "expected at least 1 IPv4 address, there is none"},
        {"the family is there", "ipv6", "2001:db8::1 ?4", NULL},
        {"the family is lost", "ipv6", "192.0.2.1",
         "expected IPv6, there is no IPv6 address"},
        {"one exchange of two", "mx:m.test", "mx=10_m.test mx=20_n.test", NULL},
        {"another exchange", "mx:m.test", "mx=10_x.test",
         "expected mail exchange m.test, there is x.test"},
        {"no exchange", "mx:m.test", "mx!",
         "expected mail exchange m.test, there is none"},
        {"a null MX instead", "mx:m.test",
         "mx=", "expected mail exchange m.test, there is a null MX"},
        {"null MX", "null-mx", "mx=", NULL},
        {"mail after all", "null-mx", "mx=10_x.test",
         "expected a null MX, there is x.test"},
        {"no sinkhole", "no-sinkhole", "192.0.2.1 2001:db8::1", NULL},
        {"this machine", "no-sinkhole", "127.0.0.53",
         "127.0.0.53 is in the sinkhole 127.0.0.0/8"},
        {"nowhere", "no-sinkhole", "2001:db8::1 ::", ":: is in the sinkhole ::/128"},
        {"mapped", "no-sinkhole", "::ffff:127.0.0.1",
         "::ffff:127.0.0.1 is in the sinkhole ::ffff:127.0.0.0/104"},
        {"discarded", "no-sinkhole", "100::1", "100::1 is in the sinkhole 100::/64"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch watch = watch_of(cases[i].expected);
        struct gs_watch_answer *answer = answer_of(cases[i].answer);
        struct gs_buf words = {0};
        bool is_broken = cases[i].words != NULL;
        check_case(cases[i].label);
        assert_int_equal(gs_watch_failing(&watch, answer, NULL, !is_broken), is_broken);
        if (is_broken) {
            gs_watch_failing_words(&watch.expects.items[0], answer, NULL, &words);
            assert_string_equal(gs_buf_text(&words), cases[i].words);
        }
        gs_buf_fini(&words);
        gs_watch_answer_free(answer);
        gs_watch_fini(&watch);
    }
}

static void what_is_not_known_stays_as_it_was(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *expected;
        const char *answer;
    } cases[] = {
        {"a set with a family missing", "192.0.2.1+2001:db8::1", "192.0.2.1 ?6"},
        {"a prefix whose family failed", "2001:db8::/32", "192.0.2.1 ?6"},
        {"too few so far", ">=2", "192.0.2.1 ?6"},
        {"a family that failed", "ipv6", "192.0.2.1 ?6"},
        {"mail that was not asked", "mx:m.test", "192.0.2.1"},
        {"a sinkhole perhaps", "no-sinkhole", "192.0.2.1 ?6"},
        {"nothing at all", "192.0.2.1", "?4 ?6"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_watch watch = watch_of(cases[i].expected);
        struct gs_watch_answer *answer = answer_of(cases[i].answer);
        check_case(cases[i].label);
        assert_int_equal(gs_watch_failing(&watch, answer, NULL, 0), 0);
        assert_int_equal(gs_watch_failing(&watch, answer, NULL, 1), 1);
        gs_watch_answer_free(answer);
        gs_watch_fini(&watch);
    }
}

static void each_expectation_has_its_bit(void **state)
{
    (void)state;
    struct gs_watch watch = watch_of("ipv4,ipv6,>=3,mx:m.test");
    struct gs_watch_answer *answer = answer_of("192.0.2.1");
    assert_int_equal(gs_watch_failing(&watch, answer, NULL, 0x8u), 0xeu);
    gs_watch_answer_free(answer);
    gs_watch_fini(&watch);
}

static void a_file_of_sinkholes_takes_the_place_of_the_known_ones(void **state)
{
    (void)state;

    static const char text[] = "# blocked by the provider\n\n 192.0.2.66 # page\r\n"
                               "2001:db8:bad::/48";
    struct gs_sinkhole_list list = {0};
    struct gs_buf error = {0};
    struct gs_watch watch = watch_of("no-sinkhole");
    struct gs_watch_answer *answer = answer_of("127.0.0.1 2001:db8:bad:1::1");
    assert_int_equal(gs_sinkholes_parse(text, strlen(text), &list, &error), GS_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(gs_watch_failing(&watch, answer, &list, 0), 1);
    gs_watch_failing_words(&watch.expects.items[0], answer, &list, &error);
    assert_string_equal(gs_buf_text(&error),
                        "2001:db8:bad:1::1 is in the sinkhole 2001:db8:bad::/48");
    gs_buf_fini(&error);
    gs_vec_fini(&list);
    gs_watch_answer_free(answer);
    gs_watch_fini(&watch);
}

static void a_broken_file_of_sinkholes_names_its_line(void **state)
{
    (void)state;

    static const char text[] = "192.0.2.1\n0.0.0.0 ads.example.com\n";
    struct gs_sinkhole_list list = {0};
    struct gs_buf error = {0};
    assert_int_equal(gs_sinkholes_parse(text, strlen(text), &list, &error), GS_EFORMAT);
    assert_string_equal(gs_buf_text(&error),
                        "line 2: \"0.0.0.0 ads.example.com\" is neither an address nor a "
                        "prefix: use 192.0.2.1 or 192.0.2.0/24");
    assert_int_equal(list.count, 0);
    gs_buf_clear(&error);
    for (int i = 0; i <= GS_SINKHOLES_MAX; i++) {
        gs_buf_add_text(&error, "192.0.2.1\n");
    }
    char *many = gs_buf_claim(&error);
    assert_int_equal(gs_sinkholes_parse(many, strlen(many), &list, &error), GS_EFORMAT);
    assert_string_equal(gs_buf_text(&error), "line 4097: more than 4096 ranges");
    gs_buf_fini(&error);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expectations_hold_or_fail),
        cmocka_unit_test(what_is_not_known_stays_as_it_was),
        cmocka_unit_test(each_expectation_has_its_bit),
        cmocka_unit_test(a_file_of_sinkholes_takes_the_place_of_the_known_ones),
        cmocka_unit_test(a_broken_file_of_sinkholes_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
