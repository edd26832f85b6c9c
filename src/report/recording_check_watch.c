/* SPDX-License-Identifier: MIT */
#include "recording_check.h"
#include "recording_fields.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/event.h"
#include "gaiscope/model/race.h"

#include <stdlib.h>
#include <string.h>

const char *recording_check_expect(void *value)
{
    const struct gs_expect *expect = value;
    bool has_addresses = expect->kind != GS_EXPECT_PREFIX || expect->addresses.count == 1;
    bool has_host = (expect->kind == GS_EXPECT_MX) == (expect->host != NULL);
    return has_addresses && has_host ? NULL : "an expectation is not whole";
}

static bool are_sorted(const struct gs_name_list *names)
{
    for (size_t i = 1; i < names->count; i++) {
        if (strcmp(names->items[i - 1], names->items[i]) >= 0) {
            return false;
        }
    }
    return true;
}

const char *recording_check_watch_answer(void *value)
{
    const struct gs_watch_answer *answer = value;
    const struct gs_address_list *list = &answer->addresses;
    size_t counts[2] = {0};
    for (size_t i = 0; i < list->count; i++) {
        int family = list->items[i].family;
        if (family == 0 ||
            (i > 0 && gs_address_compare(&list->items[i - 1], &list->items[i]) >= 0)) {
            return "a set of addresses is not sorted";
        }
        counts[gs_race_side(family)]++;
    }
    if (counts[0] != answer->counts[0] || counts[1] != answer->counts[1]) {
        return "a set of addresses is counted wrongly";
    }
    return are_sorted(&answer->exchanges) && are_sorted(&answer->pointers)
               ? NULL
               : "a set of names is not sorted";
}

/* Far from the ends, so that nobody's sums overflow; INT64_MAX: never. */
static const char *check_due(int64_t due_us)
{
    bool is_sound = due_us == INT64_MAX ||
                    (due_us >= -RECORDING_NUMBER_MAX && due_us <= RECORDING_NUMBER_MAX);
    return is_sound ? NULL : "a round is due beyond all time";
}

const char *recording_check_watched(void *value)
{
    const struct gs_watched *watched = value;
    if (watched->ups > watched->rounds) {
        return "more rounds answered than there were";
    }
    if (watched->earlier_rounds > watched->rounds ||
        watched->earlier_ups > watched->ups) {
        return "more rounds were earlier than there were";
    }
    if (watched->sample_count < GS_WATCH_SAMPLES_MAX &&
        watched->sample_next != watched->sample_count) {
        return "the samples are not in their ring";
    }
    return check_due(watched->due_us);
}

static int compare_ids(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a;
    uint64_t two = *(const uint64_t *)b;
    return one < two ? -1 : one > two;
}

static bool are_different(const struct gs_watched_list *hosts)
{
    bool are = true;
    uint64_t *ids =
        gs_mem_new(hosts->count + 1, sizeof *ids); /* ids[0] is 0: of nobody */
    for (size_t i = 0; i < hosts->count; i++) {
        ids[i + 1] = hosts->items[i].id;
    }
    qsort(ids, hosts->count + 1, sizeof *ids, compare_ids);
    for (size_t i = 1; i <= hosts->count; i++) {
        are = are && ids[i - 1] != ids[i];
    }
    free(ids);
    return are;
}

const char *recording_check_watch_told(void *value)
{
    const struct gs_watch_told *told = value;
    for (size_t i = 0; i < told->journal.count; i++) {
        if (told->journal.items[i] == NULL) {
            return "a change is missing in the journal";
        }
    }
    return are_different(&told->hosts) ? NULL
                                       : "two hosts have the same id, or one has none";
}

const char *recording_check_watch_round(void *value)
{
    const struct gs_watch_round *round = value;
    return round->answer == NULL ? "a round has no answer" : check_due(round->due_us);
}

const char *recording_check_watch_setting(void *value)
{
    return check_due(((const struct gs_watch_setting *)value)->due_us);
}

const char *recording_check_watch_status(void *value)
{
    return check_due(((const struct gs_watch_status *)value)->next_due_us);
}
