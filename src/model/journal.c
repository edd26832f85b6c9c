/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/journal.h"

#include <string.h>

enum {
    AGAIN_S = 3600, /* a change that comes again within it is counted */
};

static const char *const ids[GS_WATCH_CHANGE_COUNT] = {
    [GS_WATCH_NO_CHANGE] = "no_change",
    [GS_WATCH_ADDRESS_ADDED] = "address_added",
    [GS_WATCH_ADDRESS_REMOVED] = "address_removed",
    [GS_WATCH_IPV6_LOST] = "ipv6_lost",
    [GS_WATCH_IPV6_GAINED] = "ipv6_gained",
    [GS_WATCH_IPV4_LOST] = "ipv4_lost",
    [GS_WATCH_IPV4_GAINED] = "ipv4_gained",
    [GS_WATCH_NAME_APPEARED] = "name_appeared",
    [GS_WATCH_NAME_VANISHED] = "name_vanished",
    [GS_WATCH_FAILURE_BEGAN] = "failure_began",
    [GS_WATCH_FAILURE_ENDED] = "failure_ended",
    [GS_WATCH_SOURCE_CHANGED] = "source_changed",
    [GS_WATCH_ORDER_FLIPPED] = "order_flipped",
    [GS_WATCH_CNAME_CHANGED] = "cname_changed",
    [GS_WATCH_MX_CHANGED] = "mx_changed",
    [GS_WATCH_MX_FAILURE_BEGAN] = "mx_failure_began",
    [GS_WATCH_MX_FAILURE_ENDED] = "mx_failure_ended",
    [GS_WATCH_MX_NULL] = "mx_null",
    [GS_WATCH_PTR_CHANGED] = "ptr_changed",
    [GS_WATCH_SLOWER] = "slower",
    [GS_WATCH_FASTER] = "faster",
    [GS_WATCH_FLAPPING] = "flapping",
    [GS_WATCH_CALM] = "calm",
    [GS_WATCH_EXPECTATION_FAILED] = "expectation_failed",
    [GS_WATCH_EXPECTATION_HELD] = "expectation_held",
};

const char *gs_watch_change_id(enum gs_watch_change_type type)
{
    return ids[type];
}

bool gs_watch_change_find(const char *id, enum gs_watch_change_type *out)
{
    for (unsigned i = 0; i < GS_WATCH_CHANGE_COUNT; i++) {
        if (strcmp(ids[i], id) == 0) {
            *out = (enum gs_watch_change_type)i;
            return true;
        }
    }
    return false;
}

struct gs_watch_change gs_watch_change_copy(const struct gs_watch_change *change)
{
    return (struct gs_watch_change){.type = change->type,
                                    .old = gs_mem_copy_text(change->old),
                                    .now = gs_mem_copy_text(change->now),
                                    .remark = gs_mem_copy_text(change->remark),
                                    .is_again = change->is_again};
}

void gs_watch_change_fini(struct gs_watch_change *change)
{
    free(change->old);
    free(change->now);
    free(change->remark);
    *change = (struct gs_watch_change){0};
}

void gs_watch_change_list_clear(struct gs_watch_change_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        gs_watch_change_fini(&list->items[i]);
    }
    gs_vec_fini(list);
}

static size_t place_of(const struct gs_journal *journal, size_t newest)
{
    size_t count = journal->entries.count;
    return (journal->first + count - 1 - newest) % count;
}

const struct gs_journal_entry *gs_journal_at(const struct gs_journal *journal, size_t i)
{
    return journal->entries.items[place_of(journal, i)];
}

static bool is_same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool is_same(const struct gs_watch_change *a, const struct gs_watch_change *b)
{
    return a->type == b->type && is_same_text(a->old, b->old) &&
           is_same_text(a->now, b->now);
}

/* Moves the i-th newest entry to the newest place. */
static struct gs_journal_entry *bring_up(struct gs_journal *journal, size_t i)
{
    struct gs_journal_entry **items = journal->entries.items;
    size_t place = place_of(journal, i);
    struct gs_journal_entry *entry = items[place];
    for (; i > 0; i--) {
        size_t newer = place + 1 == journal->entries.count ? 0 : place + 1;
        items[place] = items[newer];
        place = newer;
    }
    items[place] = entry;
    return entry;
}

/* Thousands of hosts may flap: the entry is known, and only the places are walked, no other entry
 * is looked into. */
static struct gs_journal_entry *find_flapping(struct gs_journal *journal,
                                              uint64_t host_id)
{
    const struct gs_journal_entry *entry = gs_id_map_find(&journal->flapping, host_id);
    size_t place = entry == NULL ? 0 : place_of(journal, 0);
    size_t i = 0;
    for (; entry != NULL && journal->entries.items[place] != entry; i++) {
        place = place == 0 ? journal->entries.count - 1 : place - 1;
    }
    return entry == NULL ? NULL : bring_up(journal, i);
}

static struct gs_journal_entry *find_again(struct gs_journal *journal, uint64_t host_id,
                                           const struct gs_watch_change *change,
                                           int64_t wall_s)
{
    if (change->is_again) {
        return find_flapping(journal, host_id);
    }
    for (size_t i = 0; i < journal->entries.count && i < GS_JOURNAL_LOOK_BACK; i++) {
        const struct gs_journal_entry *entry = gs_journal_at(journal, i);
        if (wall_s - entry->last_wall_s > AGAIN_S) {
            return NULL;
        }
        if (entry->host_id == host_id && is_same(&entry->change, change)) {
            return bring_up(journal, i);
        }
    }
    return NULL;
}

/* The oldest one leaves. */
static void drop(struct gs_journal *journal, struct gs_journal_entry *entry)
{
    if (gs_id_map_find(&journal->flapping, entry->host_id) == entry) {
        (void)gs_id_map_remove(&journal->flapping, entry->host_id);
    }
    gs_journal_entry_free(entry);
}

/* Takes an entry over as the newest. */
static void push(struct gs_journal *journal, struct gs_journal_entry *entry)
{
    entry->number = ++journal->total;
    journal->revision++;
    if (journal->entries.count < GS_JOURNAL_MAX) {
        gs_vec_push(&journal->entries, entry);
    } else {
        drop(journal, journal->entries.items[journal->first]);
        journal->entries.items[journal->first] = entry;
        journal->first = (journal->first + 1) % GS_JOURNAL_MAX;
    }
    if (entry->change.type == GS_WATCH_FLAPPING && entry->host_id != 0) {
        gs_id_map_set(&journal->flapping, entry->host_id, entry);
    }
}

void gs_journal_restore(struct gs_journal *journal, struct gs_journal_entry *entry)
{
    push(journal, entry);
}

const struct gs_journal_entry *gs_journal_add(struct gs_journal *journal,
                                              uint64_t host_id, const char *host,
                                              const struct gs_watch_change *change,
                                              int64_t wall_s)
{
    struct gs_journal_entry *entry = find_again(journal, host_id, change, wall_s);
    if (entry == NULL) {
        entry = gs_mem_new(1, sizeof *entry);
        *entry = (struct gs_journal_entry){.host_id = host_id,
                                           .host = gs_mem_copy_text(host),
                                           .change = gs_watch_change_copy(change),
                                           .first_wall_s = wall_s};
        entry->change.is_again = false;
        push(journal, entry);
    } else {
        free(entry->change.remark);
        entry->change.remark = gs_mem_copy_text(change->remark);
        journal->revision++;
    }
    entry->last_wall_s = wall_s;
    entry->count++;
    return entry;
}

void gs_journal_entry_free(struct gs_journal_entry *entry)
{
    if (entry != NULL) {
        free(entry->host);
        gs_watch_change_fini(&entry->change);
        free(entry);
    }
}

void gs_journal_clear(struct gs_journal *journal)
{
    for (size_t i = 0; i < journal->entries.count; i++) {
        gs_journal_entry_free(journal->entries.items[i]);
    }
    gs_vec_fini(&journal->entries);
    gs_id_map_fini(&journal->flapping);
    journal->first = 0;
    journal->revision++;
}

void gs_journal_fini(struct gs_journal *journal)
{
    gs_journal_clear(journal);
    *journal = (struct gs_journal){0};
}
