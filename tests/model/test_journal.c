/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/journal.h"

#include <string.h>

static const struct gs_journal_entry *add(struct gs_journal *journal, uint64_t host,
                                          enum gs_watch_change_type type, char *now,
                                          int64_t wall_s)
{
    struct gs_watch_change change = {.type = type, .now = now};
    return gs_journal_add(journal, host, "h.test", &change, wall_s);
}

static void same_change_again_is_counted_and_becomes_the_newest(void **state)
{
    (void)state;
    char one[] = "192.0.2.1";
    char two[] = "192.0.2.2";
    struct gs_journal journal = {0};
    (void)add(&journal, 1, GS_WATCH_ADDRESS_ADDED, one, 100);
    (void)add(&journal, 1, GS_WATCH_ADDRESS_ADDED, two, 110);
    (void)add(&journal, 2, GS_WATCH_ADDRESS_ADDED, one, 120);
    const struct gs_journal_entry *entry =
        add(&journal, 1, GS_WATCH_ADDRESS_ADDED, one, 130);
    assert_int_equal(journal.count, 3);
    assert_int_equal(entry->count, 2);
    assert_int_equal(entry->first_wall_s, 100);
    assert_int_equal(entry->last_wall_s, 130);
    assert_ptr_equal(gs_journal_at(&journal, 0), entry);
    assert_int_equal(gs_journal_at(&journal, 1)->host_id, 2);
    assert_string_equal(gs_journal_at(&journal, 2)->change.now, two);
    gs_journal_fini(&journal);
}

static void same_change_an_hour_later_is_an_entry_of_its_own(void **state)
{
    (void)state;
    struct gs_journal journal = {0};
    (void)add(&journal, 1, GS_WATCH_IPV6_LOST, NULL, 100);
    (void)add(&journal, 1, GS_WATCH_IPV6_LOST, NULL, 3701);
    assert_int_equal(journal.count, 2);
    gs_journal_fini(&journal);
}

static void many_entries_later_it_is_an_entry_of_its_own(void **state)
{
    (void)state;
    struct gs_journal journal = {0};
    (void)add(&journal, 1, GS_WATCH_IPV6_LOST, NULL, 100);
    for (uint64_t i = 1; i < GS_JOURNAL_LOOK_BACK; i++) {
        (void)add(&journal, 1 + i, GS_WATCH_IPV6_LOST, NULL, 101);
    }
    assert_int_equal(add(&journal, 1, GS_WATCH_IPV6_LOST, NULL, 102)->count, 2);
    for (uint64_t i = 0; i < GS_JOURNAL_LOOK_BACK; i++) {
        (void)add(&journal, 1000 + i, GS_WATCH_IPV6_LOST, NULL, 103);
    }
    assert_int_equal(add(&journal, 1, GS_WATCH_IPV6_LOST, NULL, 104)->count, 1);
    gs_journal_fini(&journal);
}

static void oldest_leaves_when_full(void **state)
{
    (void)state;
    struct gs_journal journal = {0};
    for (uint64_t i = 0; i < GS_JOURNAL_MAX + 3; i++) {
        (void)add(&journal, i, GS_WATCH_IPV6_LOST, NULL, 100);
    }
    assert_int_equal(journal.count, GS_JOURNAL_MAX);
    assert_int_equal(gs_journal_at(&journal, 0)->host_id, GS_JOURNAL_MAX + 2);
    assert_int_equal(gs_journal_at(&journal, GS_JOURNAL_MAX - 1)->host_id, 3);
    assert_int_equal(journal.total, GS_JOURNAL_MAX + 3);
    (void)add(&journal, GS_JOURNAL_MAX, GS_WATCH_IPV6_LOST, NULL, 101);
    assert_int_equal(gs_journal_at(&journal, 0)->count, 2);
    assert_int_equal(gs_journal_at(&journal, 1)->host_id, GS_JOURNAL_MAX + 2);
    gs_journal_fini(&journal);
}

static void each_type_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < GS_WATCH_CHANGE_COUNT; i++) {
        enum gs_watch_change_type found = GS_WATCH_NO_CHANGE;
        assert_true(gs_watch_change_find(gs_watch_change_id((enum gs_watch_change_type)i),
                                         &found));
        assert_int_equal(found, i);
    }
    enum gs_watch_change_type none = GS_WATCH_NO_CHANGE;
    assert_false(gs_watch_change_find("nothing", &none));
}

static void flapping_that_goes_on_is_counted_however_far_back(void **state)
{
    (void)state;
    char values[] = "192.0.2.1 and .2 come and go";
    char others[] = "192.0.2.2 comes and goes";
    char remark[] = "14 times in 1 h";
    struct gs_journal journal = {0};
    (void)add(&journal, 7, GS_WATCH_FLAPPING, values, 100);
    for (uint64_t i = 0; i < 500; i++) {
        (void)add(&journal, 100 + i, GS_WATCH_IPV6_LOST, NULL, 200);
    }
    const struct gs_watch_change again = {
        .type = GS_WATCH_FLAPPING, .now = others, .remark = remark, .is_again = true};
    const struct gs_journal_entry *entry =
        gs_journal_add(&journal, 7, "h.test", &again, 90000);
    assert_int_equal(journal.count, 501);
    assert_ptr_equal(gs_journal_at(&journal, 0), entry);
    assert_int_equal(entry->count, 2);
    assert_string_equal(entry->change.now, values);
    assert_string_equal(entry->change.remark, remark);
    entry = gs_journal_add(&journal, 8, "h.test", &again, 90001);
    assert_int_equal(journal.count, 502); /* its own entry is gone */
    assert_int_equal(entry->count, 1);
    assert_false(entry->change.is_again);
    gs_journal_fini(&journal);
}

static void flapping_whose_entry_left_begins_anew(void **state)
{
    (void)state;
    struct gs_journal journal = {0};
    struct gs_watch_change again = {.type = GS_WATCH_FLAPPING, .is_again = true};
    for (uint64_t host = 1; host <= GS_JOURNAL_MAX; host++) {
        (void)add(&journal, host, GS_WATCH_FLAPPING, NULL, 100);
    }
    for (uint64_t host = 1; host <= 100; host++) {
        (void)add(&journal, host, GS_WATCH_IPV6_LOST, NULL, 200); /* 1 to 100 leave */
    }
    assert_int_equal(gs_journal_add(&journal, 100, "h.test", &again, 300)->count, 1);
    assert_int_equal(gs_journal_add(&journal, 100, "h.test", &again, 301)->count, 2);
    assert_int_equal(gs_journal_add(&journal, 102, "h.test", &again, 302)->count, 2);
    assert_int_equal(journal.count, GS_JOURNAL_MAX);
    assert_int_equal(gs_journal_at(&journal, 0)->host_id, 102);
    assert_int_equal(gs_journal_at(&journal, 1)->host_id, 100);
    assert_int_equal(gs_journal_at(&journal, 2)->change.type, GS_WATCH_IPV6_LOST);
    for (size_t i = 0; i < journal.count; i++) { /* each once */
        assert_int_equal(gs_journal_at(&journal, i)->count, i < 2 ? 2 : 1);
    }
    gs_journal_fini(&journal);
}

/* Hosts come again in any order: the newest first is then the order of a list kept by hand. */
static void many_flapping_hosts_stay_in_order(void **state)
{
    enum {
        HOSTS = 700,
        ROUNDS = 20000
    };

    (void)state;
    struct gs_journal journal = {0};
    const struct gs_watch_change again = {.type = GS_WATCH_FLAPPING, .is_again = true};
    uint64_t newest[HOSTS];
    for (uint64_t host = 1; host <= HOSTS; host++) {
        (void)add(&journal, host, GS_WATCH_FLAPPING, NULL, 100);
        newest[HOSTS - host] = host;
    }
    uint32_t random = 1;
    for (int64_t round = 0; round < ROUNDS; round++) {
        random = random * 1664525 + 1013904223;
        size_t i = (random >> 8) % HOSTS;
        uint64_t host = newest[i];
        memmove(newest + 1, newest, i * sizeof *newest);
        newest[0] = host;
        (void)gs_journal_add(&journal, host, "h.test", &again, 200 + round);
        assert_int_equal(gs_journal_at(&journal, i)->host_id, newest[i]);
        assert_true(journal.end <= journal.taken.places);
        assert_in_range(journal.taken.places, HOSTS, 3 * HOSTS);
    }
    assert_int_equal(journal.count, HOSTS);
    for (size_t i = 0; i < HOSTS; i++) {
        assert_int_equal(gs_journal_at(&journal, i)->host_id, newest[i]);
    }
    gs_journal_fini(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_change_again_is_counted_and_becomes_the_newest),
        cmocka_unit_test(same_change_an_hour_later_is_an_entry_of_its_own),
        cmocka_unit_test(many_entries_later_it_is_an_entry_of_its_own),
        cmocka_unit_test(oldest_leaves_when_full),
        cmocka_unit_test(each_type_has_a_word_of_its_own),
        cmocka_unit_test(flapping_that_goes_on_is_counted_however_far_back),
        cmocka_unit_test(flapping_whose_entry_left_begins_anew),
        cmocka_unit_test(many_flapping_hosts_stay_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
