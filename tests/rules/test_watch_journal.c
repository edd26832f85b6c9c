/* SPDX-License-Identifier: MIT */
/*
 * Properties of what is told, over random rounds: adding and removing by the journal gives the
 * set that is known, and nothing is told while nothing is different.
 */
#include "make_watch.h"

#include "gaiscope/rules/watch_words.h"

#include <sys/socket.h>

/* The set by the journal: a bit an address, IPv4 and IPv6. */
struct replay {
    unsigned bits[2]; /* of 2001:db8::N and 192.0.2.N */
    bool is_known[2]; /* that side was said once */
};

static uint32_t seed;

static unsigned chance(unsigned most)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 12) % most;
}

static void put(unsigned bits[2], const char *list, bool is_in)
{
    char text[GS_JOURNAL_TEXT_MAX];
    (void)snprintf(text, sizeof text, "%s", or_none(list));
    for (char *rest = text, *at; (at = strtok_r(rest, ", ", &rest)) != NULL;) {
        struct gs_address address;
        if (gs_address_parse(at, &address) != GS_OK) {
            return; /* "no data" */
        }
        size_t side = gs_race_side(address.family);
        unsigned bit = 1U << address.bytes[side == 0 ? 15 : 3];
        assert_true(((bits[side] & bit) != 0) != is_in); /* told once */
        bits[side] ^= bit;
    }
}

static void replay_change(struct replay *replay, const struct gs_watch_change *change)
{
    switch (change->type) {
    case GS_WATCH_ADDRESS_ADDED:
    case GS_WATCH_IPV6_GAINED:
    case GS_WATCH_IPV4_GAINED:
    case GS_WATCH_NAME_APPEARED:
        put(replay->bits, change->now, true);
        return;
    case GS_WATCH_ADDRESS_REMOVED:
    case GS_WATCH_IPV6_LOST:
    case GS_WATCH_IPV4_LOST:
    case GS_WATCH_NAME_VANISHED:
        put(replay->bits, change->old, false);
        return;
    default:
        return;
    }
}

static void bits_of(const struct gs_watch_answer *known, unsigned bits[2])
{
    bits[0] = bits[1] = 0;
    for (size_t i = 0; i < known->addresses.count; i++) {
        const struct gs_address *address = &known->addresses.items[i];
        size_t side = gs_race_side(address->family);
        bits[side] |= 1U << address->bytes[side == 0 ? 15 : 3];
    }
}

/* What is first known of a side is told nobody. */
static void learn(struct replay *replay, const struct gs_watch_answer *known)
{
    unsigned bits[2];
    bits_of(known, bits);
    for (size_t side = 0; side < 2; side++) {
        if (!replay->is_known[side] && gs_outcome_is_final(known->sides[side])) {
            replay->is_known[side] = true;
            replay->bits[side] = bits[side];
        }
    }
}

static void random_line(char line[256])
{
    static const char *const wholes[] = {"none", "nx", "timeout", "servfail", "nothing"};
    size_t len = 0;
    line[0] = '\0';
    if (chance(4) == 0) {
        (void)snprintf(line, 256, "%s", wholes[chance(COUNT_OF(wholes))]);
        return;
    }
    bool is_v4 = chance(8) != 0;
    bool is_v6 = chance(8) != 0;
    for (unsigned i = 0; i < 3; i++) {
        unsigned number = chance(6) + 1;
        if (is_v4) {
            len += (size_t)snprintf(line + len, 256 - len, "192.0.2.%u ", number);
        }
        if (is_v6) {
            len += (size_t)snprintf(line + len, 256 - len, "2001:db8::%u ", number);
        }
    }
    if (is_v4 && !is_v6 && chance(2) == 0) {
        (void)snprintf(line + len, 256 - len, "!6");
    } else if (is_v6 && !is_v4 && chance(2) == 0) {
        (void)snprintf(line + len, 256 - len, "!4");
    }
}

/* The same line again: what has to last is told in its second round, while it flaps in its third (and
 * what went with it three rounds later). Then nothing is, but that it is calm. */
static void check_silence(const struct subject *subject, unsigned again)
{
    const struct gs_watch_change_list *list = &subject->round.changes;
    unsigned lasts = subject->round.trend.is_flapping ? 6 : 1;
    bool is_calm = false;
    for (size_t i = 0; i < list->count; i++) {
        is_calm = is_calm || list->items[i].type == GS_WATCH_CALM;
    }
    if (again > lasts && !is_calm) {
        assert_string_equal(told(subject), "");
    }
}

static void check_round(struct subject *subject, struct replay *replay)
{
    const struct gs_watch_memory *memory = &subject->memory;
    unsigned bits[2];
    for (size_t i = 0; i < subject->round.changes.count; i++) {
        replay_change(replay, &subject->round.changes.items[i]);
    }
    if (memory->good == NULL) {
        return;
    }
    learn(replay, memory->good);
    bits_of(memory->told != NULL ? memory->told : memory->good, bits);
    assert_int_equal(replay->bits[0], bits[0]);
    assert_int_equal(replay->bits[1], bits[1]);
    assert_int_equal(memory->told != NULL, memory->trend.is_flapping);
}

static void journal_gives_the_set_that_is_known(void **state)
{
    (void)state;
    unsigned flapped = 0;
    unsigned changed = 0;
    for (unsigned host = 0; host < 150; host++) {
        struct subject subject = make_subject();
        struct replay replay = {{0}, {false}};
        seed = host * 7919 + 1;
        unsigned longest = host % 3 == 0 ? 3 : 40;
        subject.step_s = 30 + (int64_t)chance(300);
        for (unsigned i = 0; i < 60; i++) {
            char line[256];
            random_line(line);
            for (unsigned again = 0, rounds = chance(longest) + 1; again < rounds;
                 again++) {
                (void)step(&subject, line);
                check_round(&subject, &replay);
                check_silence(&subject, again);
                changed += subject.round.changes.count > 0 ? 1 : 0;
                flapped += subject.round.trend.is_flapping ? 1 : 0;
            }
        }
        free_subject(&subject);
    }
    assert_in_range(flapped, 1000, 100000); /* both were met often */
    assert_in_range(changed, 1000, 100000);
}

static void changes_stand_by_their_weight(void **state)
{
    (void)state;
    for (unsigned host = 0; host < 50; host++) {
        struct subject subject = make_subject();
        seed = host + 77;
        for (unsigned i = 0; i < 200; i++) {
            char line[256];
            random_line(line);
            (void)step(&subject, line);
            const struct gs_watch_change_list *list = &subject.round.changes;
            for (size_t at = 1; at < list->count; at++) {
                assert_true(gs_watch_change_weight(list->items[at - 1].type) >=
                            gs_watch_change_weight(list->items[at].type));
            }
            assert_int_equal(list->count > 0, subject.round.words != NULL);
        }
        free_subject(&subject);
    }
}

static void restart_in_any_round_tells_the_same_set(void **state)
{
    (void)state;
    for (unsigned host = 0; host < 50; host++) {
        struct subject subject = make_subject();
        seed = host + 177;
        for (unsigned i = 0; i < 100; i++) {
            char line[256];
            unsigned before[2] = {0, 0};
            unsigned after[2] = {0, 0};
            random_line(line);
            (void)step(&subject, line);
            if (subject.memory.good == NULL) {
                continue;
            }
            struct gs_watched saved = {.id = 1, .trend = subject.round.trend};
            saved.good = gs_watch_answer_copy(subject.memory.good);
            saved.answer = make_answer_of(line);
            bits_of(subject.memory.good, before);
            gs_watch_memory_restore(&subject.memory, &saved);
            bits_of(subject.memory.good, after);
            assert_memory_equal(before, after, sizeof before);
            gs_watched_fini(&saved);
        }
        free_subject(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(journal_gives_the_set_that_is_known),
        cmocka_unit_test(changes_stand_by_their_weight),
        cmocka_unit_test(restart_in_any_round_tells_the_same_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
