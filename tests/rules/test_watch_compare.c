/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

#define SERVFAIL "SERVFAIL from 10.0.0.2"

struct change_case {
    const char *label;
    const char *before, *after;
    const char *told;          /* from before to after */
    enum gs_watch_state state; /* after it */
    const char *told_back;     /* from after to before */
    enum gs_watch_state back;  /* after that */
};

static const struct change_case change_cases[] = {
    {"one address more", "192.0.2.1 2001:db8::1", "192.0.2.1 2001:db8::1 2001:db8::2",
     "address_added:  > 2001:db8::2 (2 IPv6 now)", GS_WATCH_CHANGED,
     "address_removed: 2001:db8::2 >  (1 IPv6 now)", GS_WATCH_CHANGED},
    {"another address", "192.0.2.1", "192.0.2.2",
     "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.2 (1 IPv4 now)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.1 (1 IPv4 now)",
     GS_WATCH_CHANGED},
    {"many addresses are one change", "192.0.2.1",
     "192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6",
     "address_added:  > 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6 (6 IPv4 "
     "now)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6 >  (1 IPv4 "
     "now)",
     GS_WATCH_CHANGED},
    {"all IPv6", "192.0.2.1 2001:db8::1 2001:db8::2", "192.0.2.1",
     "ipv6_lost: 2001:db8::1, 2001:db8::2 >  (no data for AAAA)", GS_WATCH_LOST_IPV6,
     "ipv6_gained:  > 2001:db8::1, 2001:db8::2 (2 IPv6 now)", GS_WATCH_CHANGED},
    {"all IPv4 while IPv6 changes", "192.0.2.1 2001:db8::1", "2001:db8::2",
     "ipv4_lost: 192.0.2.1 >  (no data for A)\n"
     "address_removed: 2001:db8::1 >  (1 IPv6 now)\n"
     "address_added:  > 2001:db8::2 (1 IPv6 now)",
     GS_WATCH_LOST_IPV4,
     "ipv4_gained:  > 192.0.2.1 (1 IPv4 now)\n"
     "address_removed: 2001:db8::2 >  (1 IPv6 now)\n"
     "address_added:  > 2001:db8::1 (1 IPv6 now)",
     GS_WATCH_CHANGED},
    {"both families, the name stays", "192.0.2.1 2001:db8::1", "none",
     "ipv6_lost: 2001:db8::1 >  (no data for AAAA)\n"
     "ipv4_lost: 192.0.2.1 >  (no data for A)",
     GS_WATCH_NO_DATA,
     "ipv6_gained:  > 2001:db8::1 (1 IPv6 now)\n"
     "ipv4_gained:  > 192.0.2.1 (1 IPv4 now)",
     GS_WATCH_CHANGED},
    {"the name", "192.0.2.1 2001:db8::1", "nx",
     "name_vanished: 192.0.2.1, 2001:db8::1 >  (NXDOMAIN)", GS_WATCH_NO_SUCH_NAME,
     "name_appeared:  > 192.0.2.1, 2001:db8::1 (1 IPv4, 1 IPv6)", GS_WATCH_CHANGED},
    {"a name without addresses", "none", "nx", "name_vanished: no data >  (NXDOMAIN)",
     GS_WATCH_NO_SUCH_NAME, "name_appeared:  > no data ()", GS_WATCH_NO_DATA},
    {"a temporary failure", "192.0.2.1", "servfail",
     "failure_began: answered > " SERVFAIL " (was answered)", GS_WATCH_TRY_AGAIN,
     "failure_ended: " SERVFAIL " > answered (after 1 min)", GS_WATCH_CHANGED},
    {"no such name becomes a failure", "nx", "timeout",
     "failure_began: no such name > timed out (was no such name)", GS_WATCH_TRY_AGAIN,
     "failure_ended: try again > no such name (after 1 min)", GS_WATCH_NO_SUCH_NAME},
    {"the source", "192.0.2.1 libc=192.0.2.1 source=hosts",
     "192.0.2.1 libc=192.0.2.1 source=dns", "source_changed: hosts file > DNS (same set)",
     GS_WATCH_CHANGED, "source_changed: DNS > hosts file (same set)", GS_WATCH_CHANGED},
    {"the source, and libc has another set",
     "192.0.2.1 libc=192.0.2.9 other source=hosts", "192.0.2.1 libc=192.0.2.1 source=dns",
     "source_changed: hosts file > DNS (another set)", GS_WATCH_CHANGED,
     "source_changed: DNS > hosts file (another set)", GS_WATCH_CHANGED},
    {"libc's family", "192.0.2.1 2001:db8::1 libc=192.0.2.1",
     "192.0.2.1 2001:db8::1 libc=2001:db8::1",
     "order_flipped: 192.0.2.1 > 2001:db8::1 (same set)", GS_WATCH_CHANGED,
     "order_flipped: 2001:db8::1 > 192.0.2.1 (same set)", GS_WATCH_CHANGED},
    {"a CNAME", "192.0.2.1 cname=a.test", "192.0.2.1 cname=b.test",
     "cname_changed: a.test > b.test (same set)", GS_WATCH_CHANGED,
     "cname_changed: b.test > a.test (same set)", GS_WATCH_CHANGED},
    {"the first CNAME", "192.0.2.1", "192.0.2.2 cname=b.test",
     "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.2 (1 IPv4 now)\n"
     "cname_changed: no CNAME > b.test (another set)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.1 (1 IPv4 now)\n"
     "cname_changed: b.test > no CNAME (another set)",
     GS_WATCH_CHANGED},
    {"mail exchanges", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=10:a.test,20:b.test",
     "mx_changed: 10 a.test > 10 a.test, 20 b.test (2 exchanges now)", GS_WATCH_CHANGED,
     "mx_changed: 10 a.test, 20 b.test > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"null MX", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=null",
     "mx_null: 10 a.test > null MX (takes no mail)", GS_WATCH_CHANGED,
     "mx_changed: null MX > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"no MX", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=none",
     "mx_changed: 10 a.test > no MX (0 exchanges now)", GS_WATCH_CHANGED,
     "mx_changed: no MX > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"names of an address", "ptr=a.test", "ptr=a.test,b.test",
     "ptr_changed: a.test > a.test, b.test (2 names now)", GS_WATCH_CHANGED,
     "ptr_changed: a.test, b.test > a.test (1 name now)", GS_WATCH_CHANGED},
};

static void each_change_is_told_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(change_cases); i++) {
        const struct change_case *c = &change_cases[i];
        struct subject subject = make_subject();
        check_case(c->label);
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), "");
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), "");
        (void)step(&subject, c->after);
        assert_string_equal(told(&subject), c->told);
        assert_int_equal(subject.round.state, c->state);
        (void)step(&subject, c->after);
        assert_string_equal(told(&subject), "");
        assert_int_equal(subject.round.state, c->state);
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), c->told_back);
        assert_int_equal(subject.round.state, c->back);
        free_subject(&subject);
    }
}

static void what_means_the_same_is_no_change(void **state)
{
    (void)state;

    const struct {
        const char *label;
        const char *rounds;
    } cases[] = {
        {"order", "192.0.2.1 192.0.2.2 2001:db8::1;2001:db8::1 192.0.2.2 192.0.2.1"},
        {"twice", "192.0.2.1;192.0.2.1 192.0.2.1"},
        {"case and final dot of names",
         "192.0.2.1 mx=10:A.test.,20:b.test;192.0.2.1 mx=20:B.TEST,10:a.test"},
        {"order of names", "ptr=a.test,b.test;ptr=b.test,a.test"},
        {"MX not asked", "192.0.2.1 mx=10:a.test;192.0.2.1;192.0.2.1 mx=10:a.test"},
        {"MX failed", "192.0.2.1 mx=10:a.test;192.0.2.1 mx=fail"},
        {"libc not asked", "192.0.2.1 libc=192.0.2.1 source=hosts;192.0.2.1"},
        {"nothing asked", "192.0.2.1;nothing"},
        {"the first round", "192.0.2.1 cname=a.test mx=10:a.test"},
        {"the first round fails", "timeout"},
        {"the first round has no such name", "nx"},
        {"nothing, then the first round", "nothing;192.0.2.1"},
        {"a CNAME of a name that vanished", "nx;nx cname=a.test"},
        {"rotated",
         "192.0.2.1 192.0.2.2 libc=192.0.2.1;192.0.2.1 192.0.2.2 libc=192.0.2.2"},
        {"another first address of another set",
         "192.0.2.1 libc=192.0.2.1;192.0.2.2 libc=192.0.2.2;192.0.2.2"},
        {"libc has another set", "192.0.2.1 2001:db8::1 libc=192.0.2.1;"
                                 "192.0.2.1 2001:db8::1 libc=2001:db8::1 other"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        assert_string_equal(run(&subject, cases[i].rounds), "");
        free_subject(&subject);
    }
}

static void what_a_round_lacks_is_compared_with_the_last_one_that_had_it(void **state)
{
    (void)state;

    const struct {
        const char *label;
        const char *rounds, *told;
    } cases[] = {
        {"a failure between", "192.0.2.1;timeout;timeout;192.0.2.2",
         "failure_ended: try again > answered (after 1 min)\n"
         "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
         "address_added:  > 192.0.2.2 (1 IPv4 now)"},
        {"IPv6 lost during a failure", "192.0.2.1 2001:db8::1;servfail;192.0.2.1",
         "ipv6_lost: 2001:db8::1 >  (no data for AAAA)\n"
         "failure_ended: " SERVFAIL " > answered (after 30 s)"},
        {"AAAA failed between", "192.0.2.1 2001:db8::1;192.0.2.1 !6;192.0.2.1",
         "ipv6_lost: 2001:db8::1 >  (no data for AAAA)"},
        {"AAAA failed and A changed", "192.0.2.1 2001:db8::1;192.0.2.2 !6",
         "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
         "address_added:  > 192.0.2.2 (1 IPv4 now)"},
        {"MX failed between",
         "192.0.2.1 mx=10:a.test;192.0.2.1 mx=fail;192.0.2.1 mx=10:b.test",
         "mx_changed: 10 a.test > 10 b.test (1 exchange now)"},
        {"libc not asked between",
         "192.0.2.1 libc=192.0.2.1 source=hosts;192.0.2.1;"
         "192.0.2.1 libc=192.0.2.1 source=dns",
         "source_changed: hosts file > DNS (same set)"},
        {"a first round that failed", "timeout;192.0.2.1",
         "failure_ended: try again > answered (after 30 s)"},
        {"a name that vanished and is another one when it is back",
         "192.0.2.1 cname=a.test;nx;192.0.2.1 cname=b.test",
         "name_appeared:  > 192.0.2.1 (1 IPv4)\n"
         "cname_changed: a.test > b.test (another set)"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        assert_string_equal(run(&subject, cases[i].rounds), cases[i].told);
        free_subject(&subject);
    }
}

static void one_family_that_fails_is_told_in_its_second_round(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    assert_string_equal(run(&subject, "192.0.2.1 2001:db8::1;192.0.2.1 !6"), "");
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_string_equal(run(&subject, "192.0.2.1 !6"),
                        "failure_began: answered > timed out (AAAA alone)");
    assert_int_equal(subject.round.state, GS_WATCH_TRY_AGAIN);
    assert_string_equal(run(&subject, "timeout"),
                        "failure_began: answered > timed out (was answered)");
    assert_string_equal(run(&subject, "2001:db8::1 !4"),
                        "failure_ended: try again > answered (A still fails)");
    assert_int_equal(subject.round.state, GS_WATCH_TRY_AGAIN);
    assert_string_equal(run(&subject, "192.0.2.1 2001:db8::1"),
                        "failure_ended: try again > answered (after 2 min)");
    assert_int_equal(subject.round.state, GS_WATCH_CHANGED);
    free_subject(&subject);
}

static void mx_alone_that_fails_is_told_in_its_second_round(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    subject.watch.asks_mx = true;
    assert_string_equal(run(&subject, "192.0.2.1 mx=10:a.test;192.0.2.1 mx=fail"), "");
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_string_equal(run(&subject, "192.0.2.1"),
                        ""); /* MX is not asked in each round */
    assert_string_equal(run(&subject, "192.0.2.1 mx=fail"),
                        "mx_failure_began: 10 a.test > server failure (MX alone)");
    assert_int_equal(subject.round.state, GS_WATCH_TRY_AGAIN);
    assert_string_equal(subject.round.words, "no answer for MX");
    assert_string_equal(run(&subject, "192.0.2.1 mx=fail;192.0.2.1;192.0.2.1 mx=fail"),
                        "");
    assert_string_equal(run(&subject, "timeout"),
                        "failure_began: answered > timed out (was answered)");
    assert_string_equal(run(&subject, "192.0.2.1"),
                        "failure_ended: try again > answered (after 30 s)");
    assert_int_equal(subject.round.state,
                     GS_WATCH_TRY_AGAIN); /* MX has not answered yet */
    assert_string_equal(run(&subject, "192.0.2.1 mx=10:a.test"),
                        "mx_failure_ended:  > 10 a.test (after 4 min)");
    assert_int_equal(subject.round.state, GS_WATCH_CHANGED);
    free_subject(&subject);
}

static void mx_that_fails_is_not_mx_that_changes(void **state)
{
    (void)state;

    const struct {
        const char *label;
        const char *rounds, *told;
    } cases[] = {
        {"gone afterwards", "192.0.2.1 mx=fail;192.0.2.1 mx=fail;192.0.2.1 mx=none",
         "mx_failure_ended:  > no MX (after 1 min)\n"
         "mx_changed: 10 a.test > no MX (0 exchanges now)"},
        {"gone, without a failure", "192.0.2.1 mx=none",
         "mx_changed: 10 a.test > no MX (0 exchanges now)"},
        {"null afterwards", "192.0.2.1 mx=fail;192.0.2.1 mx=fail;192.0.2.1 mx=null",
         "mx_null: 10 a.test > null MX (takes no mail)\n"
         "mx_failure_ended:  > null MX (after 1 min)"},
        {"a family fails with it", "192.0.2.1 !6 mx=fail;192.0.2.1 !6 mx=fail",
         "failure_began: answered > timed out (AAAA alone)\n"
         "mx_failure_began: 10 a.test > server failure (MX alone)"},
        {"nothing is answered", "timeout;timeout mx=fail;timeout mx=fail", ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        (void)step(&subject, "192.0.2.1 mx=10:a.test");
        assert_string_equal(run(&subject, cases[i].rounds), cases[i].told);
        assert_int_equal(subject.round.state == GS_WATCH_TRY_AGAIN,
                         i == 3 ||
                             i == 4); /* MX alone: this line does not ask for mail */
        free_subject(&subject);
    }
}

static void failure_is_told_once(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)run(&subject, "192.0.2.1;servfail");
    for (unsigned i = 2; i < 100; i++) {
        assert_string_equal(run(&subject, "timeout"), "");
        assert_int_equal(subject.round.trend.failed_rounds, i);
        assert_int_equal(subject.round.state, GS_WATCH_TRY_AGAIN);
    }
    free_subject(&subject);
}

static char *many_addresses(unsigned first, unsigned count, unsigned left_out)
{
    struct gs_buf line = {0};
    for (unsigned i = first; i < first + count; i++) {
        gs_buf_addf(&line, "10.0.%u.%u ", i / 256, i % 256);
    }
    gs_buf_addf(&line, "left=%u", left_out);
    return gs_buf_claim(&line);
}

static void set_that_was_cut_does_not_turn(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    for (unsigned i = 0; i < 20; i++) {
        char *line = many_addresses(i * 7, GS_WATCH_ADDRESSES_MAX, 100);
        assert_string_equal(run(&subject, line), "");
        free(line);
    }
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_string_equal(run(&subject, "10.0.0.1"),
                        "address_removed: over 256 addresses >  (1 IPv4 now)");
    char *line = many_addresses(0, GS_WATCH_ADDRESSES_MAX, 1);
    assert_string_equal(run(&subject, line),
                        "address_added:  > over 256 addresses (over 256 IPv4 now)");
    free(line);
    free_subject(&subject);
}

static void long_lists_are_cut_and_counted(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    char *line = many_addresses(0, 200, 0);
    (void)run(&subject, line);
    free(line);
    (void)run(&subject, "nx");
    const char *old = or_none(change_at(&subject, 0)->old);
    assert_in_range(strlen(old), 400, GS_JOURNAL_TEXT_MAX - 1);
    assert_non_null(strstr(old, "10.0.0.0, 10.0.0.1, "));
    assert_non_null(strstr(old, " and 15"));
    assert_non_null(strstr(old, " more"));
    free_subject(&subject);
}

static void words_are_those_of_the_weightiest_change(void **state)
{
    (void)state;

    const struct {
        const char *rounds, *words;
    } cases[] = {
        {"192.0.2.1;192.0.2.1 192.0.2.2", "address added"},
        {"192.0.2.1 2001:db8::1;192.0.2.2", "lost all IPv6"},
        {"192.0.2.1;nx", "no such name"},
        {"192.0.2.1;timeout", "temporary failure"},
        {"192.0.2.1 libc=192.0.2.1 source=hosts;192.0.2.1 libc=192.0.2.1 source=dns",
         "source: hosts file to DNS"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].rounds);
        (void)run(&subject, cases[i].rounds);
        assert_string_equal(subject.round.words, cases[i].words);
        (void)run(&subject, "nothing");
        assert_null(subject.round.words);
        free_subject(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_told_both_ways),
        cmocka_unit_test(what_means_the_same_is_no_change),
        cmocka_unit_test(what_a_round_lacks_is_compared_with_the_last_one_that_had_it),
        cmocka_unit_test(one_family_that_fails_is_told_in_its_second_round),
        cmocka_unit_test(mx_alone_that_fails_is_told_in_its_second_round),
        cmocka_unit_test(mx_that_fails_is_not_mx_that_changes),
        cmocka_unit_test(failure_is_told_once),
        cmocka_unit_test(set_that_was_cut_does_not_turn),
        cmocka_unit_test(long_lists_are_cut_and_counted),
        cmocka_unit_test(words_are_those_of_the_weightiest_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
