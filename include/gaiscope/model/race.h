/* SPDX-License-Identifier: MIT */
/**
 * A race of the two families to one name and port: who answered when, which attempt began
 * when and why, who won, and how the others ended. RFC 8305. Built by rules/race_rules from
 * measured answers; owned by whoever holds the pointer. All times of a race are microseconds
 * since it began.
 *
 *     dns   AAAA |.......*                         answered
 *           A    |..*                              answered: the delay begins
 *           delay   |::::|                         ended by the AAAA answer
 *     lane  v6           |=================-----   won_us cuts it; runs on to its end
 *           next         |:::::::::::|             attempt delay
 *     lane  v4                       |====*        wins
 */
#ifndef GAISCOPE_MODEL_RACE_H
#define GAISCOPE_MODEL_RACE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/connection.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/question.h"

#define GS_RACE_ADDRESSES_MAX   64     /**< addresses of one race */
#define GS_RACE_PAST_MAX        30     /**< past races kept of a name */
#define GS_RACE_ATTEMPT_MIN_MS  10     /**< the least attempt delay. RFC 8305 5 */
#define GS_RACE_DELAY_MAX_MS    2000   /**< the greatest of either delay. RFC 8305 5 */
#define GS_RACE_COUNT_MAX       8      /**< the greatest first family count */
#define GS_RACE_DEADLINE_MAX_MS 300000 /**< the greatest deadline */
#define GS_RACE_SLOW_MS         300    /**< how much slower IPv6 is assumed at first */
#define GS_RACE_SLOW_MAX_MS     600000 /**< and at most */

/** The constants of a race. RFC 8305 8; the deadline is ours, the RFC knows none. */
struct gs_race_settings {
    uint32_t resolution_delay_ms; /**< how long an A answer waits for AAAA; 50 */
    uint32_t attempt_delay_ms;    /**< from an attempt to the next one; 250 */
    int first_family;             /**< AF_UNSPEC: that of the first address as RFC 6724
                                       sorts, RFC 8305 4; AF_INET6, AF_INET: this one */
    uint8_t first_family_count;   /**< addresses of it before the other's first one; 1 */
    bool is_interleaved;          /**< the families take turns; else as RFC 6724 sorts */
    uint32_t deadline_ms;         /**< the longest an attempt is measured; 10,000 */
    uint32_t slow_ms;             /**< how much slower IPv6 is assumed for other clients;
                                       0: gs_race_slow_ms() says. Nothing is raced by it */
};

/** The RFC's own values, and our deadline. */
struct gs_race_settings gs_race_settings_default(void);

/** Puts what is out of its range to the nearest value that is in it; a deadline of 0 to the
 *  default one, a family that is none to AF_UNSPEC. */
void gs_race_settings_clamp(struct gs_race_settings *settings);

/** How much slower IPv6 is assumed: `slow_ms`, or the usual time. */
uint32_t gs_race_slow_ms(const struct gs_race_settings *settings);

/** Whether it is raced the same way: what is only assumed does not count. */
bool gs_race_settings_is_equal(const struct gs_race_settings *a,
                               const struct gs_race_settings *b);

/** Whether all is as gs_race_settings_default() has it. */
bool gs_race_settings_is_default(const struct gs_race_settings *settings);

/** A word of a settings text. */
struct gs_race_word {
    const char *word; /**< "delay="; one that takes a value ends in "=" */
    const char *help; /**< what it does, a few words */
};

/** The words of gs_race_settings_parse(). */
const struct gs_race_word *gs_race_settings_words(size_t *count);

/**
 * Changes `*settings` as a settings text says: "delay=50 attempts=250 first=any count=1
 * interleave=yes deadline=10000 slow=300", words parted by commas or blanks; what no word names stays,
 * and `default` sets all back.
 * Returns: GS_OK; GS_EFORMAT, then *settings is untouched and a sentence that says what is
 *          right is appended to `wrong` (may be NULL), safe for a screen.
 */
enum gs_status gs_race_settings_parse(const char *text, struct gs_race_settings *settings,
                                      struct gs_buf *wrong);

/** Appends all settings as gs_race_settings_parse() takes them. */
void gs_race_settings_format(const struct gs_race_settings *settings, struct gs_buf *out);

/** One of the two questions to DNS. */
struct gs_race_dns {
    int family;              /**< AF_INET: A; AF_INET6: AAAA */
    bool is_asked;           /**< false for an address, and for a family not wanted */
    enum gs_outcome outcome; /**< NOT_ASKED: under way, or is_asked is false */
    int64_t answered_us;     /**< when; -1: not yet */
    size_t address_count;    /**< how many it brought */
};

/** One attempt: a lane. */
struct gs_race_lane {
    struct gs_connection connection; /**< whom, and what came of it */
    size_t rank;        /**< place in libc's order, from 0, computed as long as libc has
                             not answered; SIZE_MAX: libc lacks it */
    int64_t waits_us;   /**< since when it was next in turn; -1: never */
    int64_t started_us; /**< when it began; -1: not yet */
    int64_t ended_us;   /**< when it was open or had failed; -1: not yet */
    bool is_after_win;  /**< begun only to be measured: a client would not have */
    bool is_synthetic;  /**< NAT64: IPv6 on the way, IPv4 at the host */
};

/** In the order of the attempts. */
struct gs_race_lane_list GS_VEC_OF(struct gs_race_lane);

/** A race, so far. */
struct gs_race {
    char *name;                       /**< raced to */
    char *service;                    /**< as asked; "" none */
    uint16_t port;                    /**< connected to; 0: the service is not known */
    struct gs_race_settings settings; /**< raced with */
    struct gs_race_dns dns[2];        /**< AAAA, then A: as they are asked */
    int64_t delay_from_us;            /**< the resolution delay's begin; -1: none */
    int64_t delay_until_us;           /**< its end; -1: it lasts */
    struct gs_race_lane_list lanes;   /**< every address, as they come in turn */
    uint32_t left_out;                /**< addresses over GS_RACE_ADDRESSES_MAX */
    size_t winner;                    /**< number of the lane; SIZE_MAX: none (yet) */
    int64_t won_us;                   /**< when; -1: not (yet) */
    enum gs_outcome libc_outcome;     /**< of getaddrinfo beside it, for serial clients */
    int64_t libc_us;                  /**< how long it took; -1: not answered yet */
    bool is_from_libc;                /**< DNS has no address: libc's are raced */
    uint32_t
        syn_retries;     /**< SYNs the kernel sends again (tcp_syn_retries); 0: unknown */
    uint32_t syn_linear; /**< how many of them a second apart (tcp_syn_linear_timeouts) */
    int64_t elapsed_us;  /**< of all so far */
    int64_t raced_wall_s; /**< wall clock of its begin */
    bool is_complete;     /**< every lane is at its end */
};

/** What is kept of a past race. */
struct gs_race_past {
    int64_t raced_wall_s;  /**< when */
    int winner_family;     /**< 0: nobody won */
    int64_t won_us;        /**< after how long; -1: not */
    int64_t dns_us[2];     /**< AAAA, A; -1: no answer */
    int64_t connect_us[2]; /**< the fastest of IPv6, of IPv4; -1: none opened */
    struct gs_race_settings settings; /**< raced with */
    bool is_raced[2];                 /**< IPv6, IPv4: whether it had an address */
};

/** Oldest first, at most GS_RACE_PAST_MAX. */
struct gs_race_past_list GS_VEC_OF(struct gs_race_past);

/** Owns: the caller frees with gs_race_free(). */
struct gs_race *gs_race_new(const char *name, const struct gs_race_settings *settings);

/** A deep copy. Owns: the caller. */
struct gs_race *gs_race_copy(const struct gs_race *race);

/** Frees it and all it owns; NULL is fine. */
void gs_race_free(struct gs_race *race);

/** What is kept of a race that is complete. */
struct gs_race_past gs_race_summary(const struct gs_race *race);

/** The family that a lane counts as: IPv4 by NAT64, else its address's own. What an IPv6
 *  address of NAT64 reaches is a host of IPv4. */
int gs_race_lane_family(const struct gs_race_lane *lane);

/** 0 for IPv6, 1 for IPv4: where a family stands in dns[], dns_us[] and connect_us[]. */
size_t gs_race_side(int family);

#endif
