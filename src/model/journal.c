/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/journal.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    AGAIN_S = 3600, /* a change that comes again within it is counted */
    PLACES_MIN = 64,
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

/* -- places ---------------------------------------------------------------------------
 *
 * An entry that comes again moves to the end and leaves its place empty, so that no other one
 * moves. At the end of the row all are put together in a row with room for as many again: a move
 * costs the same, however long the journal is.
 */

static void make_room(struct gs_journal *journal)
{
    size_t room = journal->count * 2 + PLACES_MIN;
    struct gs_journal_entry **places =
        gs_mem_new(room, sizeof(struct gs_journal_entry *));
    size_t end = 0;
    gs_taken_reset(&journal->taken, room);
    for (size_t i = 0; i < journal->end; i++) {
        if (journal->places[i] != NULL) {
            journal->places[i]->place = end;
            gs_taken_add(&journal->taken, end);
            places[end++] = journal->places[i];
        }
    }
    free(journal->places);
    journal->places = places;
    journal->end = end;
}

static void put_last(struct gs_journal *journal, struct gs_journal_entry *entry)
{
    if (journal->end == journal->taken.places) {
        make_room(journal);
    }
    entry->place = journal->end++;
    journal->places[entry->place] = entry;
    gs_taken_add(&journal->taken, entry->place);
    journal->count++;
}

static void take_out(struct gs_journal *journal, const struct gs_journal_entry *entry)
{
    journal->places[entry->place] = NULL;
    gs_taken_remove(&journal->taken, entry->place);
    journal->count--;
}

static struct gs_journal_entry *entry_at(const struct gs_journal *journal, size_t newest)
{
    return journal->places[gs_taken_at(&journal->taken, journal->count - 1 - newest)];
}

const struct gs_journal_entry *gs_journal_at(const struct gs_journal *journal, size_t i)
{
    return entry_at(journal, i);
}

static struct gs_journal_entry *bring_up(struct gs_journal *journal,
                                         struct gs_journal_entry *entry)
{
    if (entry != NULL && entry->place + 1 != journal->end) {
        take_out(journal, entry);
        put_last(journal, entry);
    }
    return entry;
}

/* -- entries -------------------------------------------------------------------------- */

static bool is_same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool is_same(const struct gs_watch_change *a, const struct gs_watch_change *b)
{
    return a->type == b->type && is_same_text(a->old, b->old) &&
           is_same_text(a->now, b->now);
}

static struct gs_journal_entry *find_again(struct gs_journal *journal, uint64_t host_id,
                                           const struct gs_watch_change *change,
                                           int64_t wall_s)
{
    if (change->is_again) {
        return bring_up(journal, gs_id_map_find(&journal->flapping, host_id));
    }
    for (size_t i = 0; i < journal->count && i < GS_JOURNAL_LOOK_BACK; i++) {
        struct gs_journal_entry *entry = entry_at(journal, i);
        if (wall_s - entry->last_wall_s > AGAIN_S) {
            return NULL;
        }
        if (entry->host_id == host_id && is_same(&entry->change, change)) {
            return bring_up(journal, entry);
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
    take_out(journal, entry);
    gs_journal_entry_free(entry);
}

/* Takes an entry over as the newest. */
static void push(struct gs_journal *journal, struct gs_journal_entry *entry)
{
    entry->number = ++journal->total;
    journal->revision++;
    if (journal->count == GS_JOURNAL_MAX) {
        drop(journal, entry_at(journal, GS_JOURNAL_MAX - 1));
    }
    put_last(journal, entry);
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
    for (size_t i = 0; i < journal->end; i++) {
        gs_journal_entry_free(journal->places[i]);
    }
    free(journal->places);
    journal->places = NULL;
    gs_taken_fini(&journal->taken);
    gs_id_map_fini(&journal->flapping);
    journal->end = 0;
    journal->count = 0;
    journal->revision++;
}

void gs_journal_fini(struct gs_journal *journal)
{
    gs_journal_clear(journal);
    *journal = (struct gs_journal){0};
}
