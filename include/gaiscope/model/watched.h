/* SPDX-License-Identifier: MIT */
/**
 * One watched host over the rounds: its state, its answers, its history. Part of the monitor;
 * written by gs_session_apply() alone.
 */
#ifndef GAISCOPE_MODEL_WATCHED_H
#define GAISCOPE_MODEL_WATCHED_H

#include "gaiscope/model/journal.h"
#include "gaiscope/model/watch.h"
#include "gaiscope/model/watch_answer.h"

#define GS_WATCH_SAMPLES_MAX 60         /**< rounds of the sparkline */
#define GS_WATCH_FAILED_US   UINT32_MAX /**< a sample: the round failed */
#define GS_WATCH_TURNS_MAX   16         /**< times of changes kept, to see flapping */
#define GS_WATCH_GONE_MAX    16         /**< values kept that went away, the same */

/** What a host is now; the worst first. */
enum gs_watch_state {
    GS_WATCH_TRY_AGAIN = 0, /**< temporary failure, no reply, refused, unreachable */
    GS_WATCH_NO_SUCH_NAME,  /**< NXDOMAIN */
    GS_WATCH_NO_DATA,       /**< neither address (or no PTR) */
    GS_WATCH_UNEXPECTED,    /**< answered, but an expectation does not hold */
    GS_WATCH_LOST_IPV6,     /**< it had IPv6 addresses */
    GS_WATCH_LOST_IPV4,     /**< it had IPv4 addresses */
    GS_WATCH_IS_FLAPPING,   /**< answers come and go */
    GS_WATCH_CHANGED,       /**< changed a short while ago */
    GS_WATCH_SLOW,          /**< much slower than its own history */
    GS_WATCH_STEADY,        /**< nothing to see */
    GS_WATCH_WAITING,       /**< no round has ended yet */
};

#define GS_WATCH_STATE_COUNT (GS_WATCH_WAITING + 1) /**< how many */

/**
 * What comparing needs beside the last answers: small, copied by value, kept over a restart.
 * Written by rules/watch_compare.
 */
struct gs_watch_trend {
    int64_t turns_wall_s[GS_WATCH_TURNS_MAX]; /**< when sets changed last: a ring */
    uint32_t turn_count;                      /**< changes of sets ever */
    uint16_t returns; /**< a bit a place of the ring: that turn brought a value back */
    uint32_t gone[GS_WATCH_GONE_MAX]; /**< values that went away last, hashed: a ring */
    uint32_t gone_count;              /**< values that went away ever */
    bool is_flapping;                 /**< now */
    uint32_t flap_turns;    /**< turns since the flapping began; 0: it does not flap */
    int64_t flap_wall_s;    /**< when the first of them was */
    uint32_t quiet_rounds;  /**< rounds since anything but speed changed */
    bool is_slow;           /**< now */
    uint32_t slow_rounds;   /**< rounds in a row beyond (is_slow: below) the bound */
    uint32_t fast_rounds;   /**< rounds in a row far below what is usual */
    uint32_t timed_rounds;  /**< answers that usual_us was learnt from */
    uint32_t usual_us;      /**< what DNS usually takes here; 0: not known yet */
    uint32_t deviation_us;  /**< how far it usually lies from that */
    uint32_t level_us;      /**< what it took in the rounds in a row, and while slow */
    int64_t slow_wall_s;    /**< when it became slow; 0: it is not */
    uint32_t failed_rounds; /**< in a row, up to now; one family alone counts */
    uint8_t failed_sides;  /**< of the last round: bit 0 AAAA, bit 1 A, both: all of it */
    uint8_t told_sides;    /**< the same as it was told last */
    int64_t failed_wall_s; /**< when the failing began; 0: it does not fail */
    uint32_t mx_failed_rounds; /**< in a row, of those in which MX was asked */
    bool is_mx_failing;        /**< and this was told */
    int64_t mx_failed_wall_s;  /**< when that began; 0: it does not */
    int64_t lost_wall_s[2];    /**< when all IPv6, all IPv4 was lost; 0: it was not */
    int64_t changed_wall_s;    /**< when anything but speed changed last; 0: never */
    uint32_t failing;          /**< a bit an expectation that does not hold */
    uint32_t told_failing;     /**< the same as it was told last */
    uint32_t expects_mark;     /**< of the expectations that the bits belong to */
    uint32_t order_rounds;     /**< rounds of libc in a row with the same first address */
    bool is_rotating;          /**< libc's first address is another one again and again */
};

/** One host. */
struct gs_watched {
    uint64_t id;                    /**< never 0, never reused; kept over a reload */
    struct gs_watch watch;          /**< its line */
    enum gs_watch_state state;      /**< now */
    int64_t since_wall_s;           /**< of the state; 0: no round yet */
    struct gs_watch_answer *answer; /**< of the last round; NULL: none yet */
    struct gs_watch_answer
        *good; /**< each fact from the last round that had it, where `answer` lacks one:
                                         it failed, one family failed, or libc was not asked in
                                         it; NULL: answer has all that is known */
    struct gs_watch_answer
        *told; /**< while it flaps: the facts as the journal tells them; NULL: those
                                         that are known */
    struct gs_watch_trend trend; /**< for the next comparison */
    uint64_t rounds;             /**< ended */
    uint64_t ups;                /**< of them: ANSWERED, by MX where it is watched */
    uint64_t earlier_rounds;     /**< of `rounds`: of earlier runs */
    uint64_t earlier_ups;        /**< of `ups`: the same */
    int64_t first_wall_s;        /**< of the first round */
    int64_t last_wall_s;         /**< of the last round */
    uint32_t samples_us[GS_WATCH_SAMPLES_MAX]; /**< of DNS, a ring; GS_WATCH_FAILED_US */
    uint8_t sample_count;                      /**< filled, at most all */
    uint8_t sample_next;                       /**< where the next one goes */
    enum gs_watch_change_type last_change;     /**< GS_WATCH_NO_CHANGE: none yet */
    int64_t last_change_wall_s;                /**< when */
    char *
        last_change_words; /**< "lost all IPv6", "14 times in 1 h"; NULL: none; sanitised */
    int64_t left_wall_s;   /**< when it left the list; 0: it is in it */
    int64_t due_us;      /**< monotonic, when the next round begins; INT64_MAX: paused */
    uint32_t interval_s; /**< as it is asked now */
    uint32_t wished_s;   /**< interval by the person; 0: none */
    bool is_paused;      /**< by the person */
};

/** The i-th sample, 0 the oldest kept. */
uint32_t gs_watched_sample(const struct gs_watched *watched, size_t i);

/** Each fact of the last round that had it; NULL: no round yet. Owns: the host. */
const struct gs_watch_answer *gs_watched_known(const struct gs_watched *watched);

/** Adds a sample; the oldest leaves when full. */
void gs_watched_add_sample(struct gs_watched *watched, uint32_t elapsed_us);

/** A deep copy. Owns: the caller, gs_watched_fini(). */
struct gs_watched gs_watched_copy(const struct gs_watched *watched);

/** The stable word of a state: "try_again", "lost_ipv6", "steady", ... */
const char *gs_watch_state_id(enum gs_watch_state state);

/** Frees what a host owns and leaves it empty. */
void gs_watched_fini(struct gs_watched *watched);

#endif
