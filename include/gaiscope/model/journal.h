/* SPDX-License-Identifier: MIT */
/**
 * What changed at the watched hosts: typed entries, newest last, bounded. The same change of
 * the same host that comes again is counted in its entry. A value of the monitor.
 */
#ifndef GAISCOPE_MODEL_JOURNAL_H
#define GAISCOPE_MODEL_JOURNAL_H

#include "gaiscope/base/id_map.h"
#include "gaiscope/base/taken.h"
#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_JOURNAL_MAX       10000 /**< entries kept */
#define GS_JOURNAL_LOOK_BACK 64    /**< newest entries among which a change comes again */
#define GS_JOURNAL_TEXT_MAX  512   /**< bytes of old and new, each */

/** What changed. The order is that of gs_watch_change_id(). */
enum gs_watch_change_type {
    GS_WATCH_NO_CHANGE = 0,   /**< nothing */
    GS_WATCH_ADDRESS_ADDED,   /**< `now` is new in the set */
    GS_WATCH_ADDRESS_REMOVED, /**< `old` left the set */
    GS_WATCH_IPV6_LOST,       /**< there was an IPv6 address, now there is none */
    GS_WATCH_IPV6_GAINED,     /**< there was none, now there is */
    GS_WATCH_IPV4_LOST,       /**< the same for IPv4 */
    GS_WATCH_IPV4_GAINED,     /**< the same */
    GS_WATCH_NAME_APPEARED,   /**< no such name before, now there is one */
    GS_WATCH_NAME_VANISHED,   /**< there was one, now no such name */
    GS_WATCH_FAILURE_BEGAN,   /**< answered or denied before, now a temporary failure */
    GS_WATCH_FAILURE_ENDED,   /**< the other way round */
    GS_WATCH_SOURCE_CHANGED,  /**< hosts file to DNS, ... */
    GS_WATCH_ORDER_FLIPPED, /**< the same set, another family or address first for libc */
    GS_WATCH_CNAME_CHANGED, /**< the canonical name is another one */
    GS_WATCH_MX_CHANGED,    /**< the mail exchanges are others */
    GS_WATCH_MX_FAILURE_BEGAN, /**< the addresses are answered, MX is a temporary failure */
    GS_WATCH_MX_FAILURE_ENDED, /**< the other way round */
    GS_WATCH_MX_NULL,          /**< they became null MX */
    GS_WATCH_PTR_CHANGED,      /**< the names of the address are others */
    GS_WATCH_SLOWER,           /**< DNS takes much longer than in this host's history */
    GS_WATCH_FASTER,           /**< it is back, or below */
    GS_WATCH_FLAPPING, /**< values come and go: single changes are folded into this */
    GS_WATCH_CALM,     /**< it flaps no more */
    GS_WATCH_EXPECTATION_FAILED, /**< an expectation does not hold any more */
    GS_WATCH_EXPECTATION_HELD,   /**< it holds again */
};

#define GS_WATCH_CHANGE_COUNT (GS_WATCH_EXPECTATION_HELD + 1) /**< how many */

/** One change. */
struct gs_watch_change {
    enum gs_watch_change_type type; /**< what */
    char *
        old; /**< what was: addresses, a name, an outcome word; NULL: nothing; sanitised */
    char *now; /**< what is, the same */
    char *
        remark; /**< "2 IPv6 now", "no data for AAAA", "14 times in 1 h"; NULL; sanitised */
    bool
        is_again; /**< FLAPPING that goes on: counted in its entry, told nobody else (no hook,
                        no line of a report) */
};

/** The changes of one round of one host, the weightiest first. */
struct gs_watch_change_list GS_VEC_OF(struct gs_watch_change);

/** One entry. */
struct gs_journal_entry {
    uint64_t number;               /**< rises by one with each entry, from 1 */
    uint64_t host_id;              /**< gs_watched.id */
    char *host;                    /**< as the list shows it; sanitised */
    struct gs_watch_change change; /**< what */
    int64_t first_wall_s;          /**< wall clock, when it came first */
    int64_t last_wall_s;           /**< when it came last */
    uint32_t count;                /**< how often, at least 1 */
    size_t place;                  /**< in the journal; private */
};

/** The entries by the time they came last. */
struct gs_journal {
    struct gs_journal_entry **places; /**< owned, the oldest first; NULL: it moved */
    struct gs_taken taken;            /**< which of them have an entry; private */
    size_t end;                       /**< the place behind the newest */
    size_t count;                     /**< entries kept */
    uint64_t total;                   /**< entries ever added */
    uint64_t revision;                /**< rises with each change of it */
    struct gs_id_map flapping;        /**< a host's newest entry of FLAPPING; private */
};

/** The word of JSON, metrics and hooks: "address_added", "ipv6_lost", ... */
const char *gs_watch_change_id(enum gs_watch_change_type type);

/** The type of a word. Returns: false: none. */
bool gs_watch_change_find(const char *id, enum gs_watch_change_type *out);

/** A deep copy. Owns: the caller. */
struct gs_watch_change gs_watch_change_copy(const struct gs_watch_change *change);

/** Frees what a change owns and leaves it empty. */
void gs_watch_change_fini(struct gs_watch_change *change);

/** Frees a list and leaves it empty. */
void gs_watch_change_list_clear(struct gs_watch_change_list *list);

/**
 * Adds a change, copied. An entry of the host and the same type, with the same old and new, is
 * counted again and becomes the newest when it lies among the newest GS_JOURNAL_LOOK_BACK entries
 * of all hosts and came within an hour; else a new entry is made and the oldest leaves when full.
 * Flapping that goes on (is_again) is counted in the host's newest entry of flapping, wherever
 * that lies.
 * Returns: the entry. Owns: the journal.
 */
const struct gs_journal_entry *gs_journal_add(struct gs_journal *journal,
                                              uint64_t host_id, const char *host,
                                              const struct gs_watch_change *change,
                                              int64_t wall_s);

/** The i-th entry kept, 0 the newest. Takes: less than `count`. Owns: the journal. */
const struct gs_journal_entry *gs_journal_at(const struct gs_journal *journal, size_t i);

/** Puts a kept entry back as it was (saved state), as the newest: the oldest come first. Takes it
 *  over. */
void gs_journal_restore(struct gs_journal *journal, struct gs_journal_entry *entry);

/** Drops all entries; the numbers of those that follow go on. */
void gs_journal_clear(struct gs_journal *journal);

/** Frees one entry; NULL is fine. */
void gs_journal_entry_free(struct gs_journal_entry *entry);

/** Frees all and leaves it empty. */
void gs_journal_fini(struct gs_journal *journal);

#endif
