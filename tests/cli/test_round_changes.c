/* SPDX-License-Identifier: MIT */
#include "../../src/cli/round_changes.h"
#include "support/check.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    NOW_S = 1000,
};

static void note(void *context, const struct gs_watched *host,
                 const struct gs_journal_entry *entry)
{
    struct gs_buf *out = context;
    gs_buf_addf(out, "%s %s;", host->watch.host, gs_watch_change_id(entry->change.type));
}

static void put(struct gs_journal *journal, uint64_t host_id,
                enum gs_watch_change_type type, int64_t wall_s)
{
    struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
    *entry = (struct gs_journal_entry){.host_id = host_id,
                                       .host = gs_mem_copy_text("a.test"),
                                       .change.type = type,
                                       .first_wall_s = wall_s,
                                       .last_wall_s = wall_s,
                                       .count = 1};
    gs_journal_restore(journal, entry);
}

/* A round's changes: which entries there are behind it, and what is told of them. */
static void what_a_round_changed_is_told_once_and_nothing_else(void **state)
{
    static const struct {
        const char *label;
        enum gs_watch_change_type changes[3]; /* of the round */
        bool is_again;                        /* the first of them */

        struct {
            uint64_t host_id;
            enum gs_watch_change_type type;
            int64_t wall_s;
        } entries[3]; /* the newest last */

        const char *told;
    } cases[] = {
        {"no change", {GS_WATCH_NO_CHANGE}, false, {{1, GS_WATCH_IPV6_LOST, NOW_S}}, ""},
        {"two, the oldest first",
         {GS_WATCH_IPV6_LOST, GS_WATCH_CNAME_CHANGED},
         false,
         {{1, GS_WATCH_SLOWER, 900},
          {1, GS_WATCH_IPV6_LOST, NOW_S},
          {1, GS_WATCH_CNAME_CHANGED, NOW_S}},
         "a.test ipv6_lost;a.test cname_changed;"},
        {"flapping that goes on is told nobody",
         {GS_WATCH_FLAPPING, GS_WATCH_CNAME_CHANGED},
         true,
         {{1, GS_WATCH_FLAPPING, NOW_S}, {1, GS_WATCH_CNAME_CHANGED, NOW_S}},
         "a.test cname_changed;"},
        {"fewer entries than changes",
         {GS_WATCH_IPV6_LOST, GS_WATCH_CNAME_CHANGED, GS_WATCH_SLOWER},
         false,
         {{1, GS_WATCH_IPV6_LOST, NOW_S}},
         "a.test ipv6_lost;"},
        {"an empty journal", {GS_WATCH_IPV6_LOST}, false, {{0}}, ""},
        {"another host's entry",
         {GS_WATCH_IPV6_LOST},
         false,
         {{2, GS_WATCH_IPV6_LOST, NOW_S}},
         ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_monitor monitor = {0};
        struct gs_watch_round round = {.id = 1, .wall_s = NOW_S};
        const struct gs_event event = {.type = GS_EVENT_WATCH_ROUND,
                                       .of.watch_round = &round};
        struct gs_buf told = {0};
        check_case(cases[i].label);
        struct gs_watch_told *list = gs_mem_new(1, sizeof *list);
        gs_vec_push(&list->hosts, ((struct gs_watched){.id = 1}));
        list->hosts.items[0].watch.host = gs_mem_copy_text("a.test");
        gs_monitor_apply_list(&monitor, list);
        for (size_t c = 0; c < 3 && cases[i].changes[c] != GS_WATCH_NO_CHANGE; c++) {
            gs_vec_push(&round.changes, ((struct gs_watch_change){
                                            .type = cases[i].changes[c],
                                            .is_again = c == 0 && cases[i].is_again}));
        }
        for (size_t e = 0; e < 3 && cases[i].entries[e].host_id != 0; e++) {
            put(&monitor.journal, cases[i].entries[e].host_id, cases[i].entries[e].type,
                cases[i].entries[e].wall_s);
        }
        struct round_changes seen = round_changes_of(&event);
        round_changes_tell(&seen, &monitor, note, &told);
        assert_string_equal(gs_buf_text(&told), cases[i].told);
        gs_vec_fini(&round.changes);
        gs_monitor_fini(&monitor);
        gs_buf_fini(&told);
    }
}

static void another_event_tells_nothing(void **state)
{
    (void)state;
    const struct gs_event event = {.type = GS_EVENT_WATCH_STATUS};
    assert_int_equal(round_changes_of(&event).host_id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_round_changed_is_told_once_and_nothing_else),
        cmocka_unit_test(another_event_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
