/* SPDX-License-Identifier: MIT */
/**
 * The families side by side, in conclusions: which family of a host a race of the measured
 * times wins, what all hosts come to, and that in one sentence. Pure. RFC 8305 5.
 */
#ifndef GAISCOPE_RULES_FAMILIES_RULES_H
#define GAISCOPE_RULES_FAMILIES_RULES_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/families.h"
#include "gaiscope/model/race.h"

/** Who wins a race of a host's measured times. */
struct gs_family_win {
    int family;     /**< AF_INET6; AF_INET, by NAT64, too; 0: nobody */
    int64_t won_us; /**< after how long, from asking on; -1: nobody */
};

/**
 * Simulates the race of a host's measured times. A family's addresses are known when DNS told
 * them, or libc where only it has them.
 */
struct gs_family_win gs_family_win(const struct gs_family_row *row,
                                   const struct gs_race_settings *settings);

/** What a family of one host comes to over the kept rounds. */
struct gs_family_stats {
    int64_t min_us;    /**< the fastest connect; -1: none opened */
    int64_t median_us; /**< of the connects; -1: none opened */
    uint32_t wins;     /**< rounds won */
    uint32_t failures; /**< rounds in which none opened */
    uint32_t rounds;   /**< of all */
};

/** Takes: the side of the present round, NULL: none; what is kept of its host, NULL: nothing,
 *  then the present round alone counts; `side` as gs_race_side() has it. */
struct gs_family_stats gs_family_stats(const struct gs_family_row *row,
                                       const struct gs_family_past *past, size_t side);

/** What a family comes to over all hosts. A synthetic address counts as IPv4. */
struct gs_family_total {
    size_t hosts;       /**< that have an address of it */
    size_t addresses;   /**< how many */
    size_t synthetic;   /**< NAT64 addresses among those of IPv4 */
    size_t open;        /**< connections that opened */
    size_t failed;      /**< connections that did not */
    size_t wins;        /**< hosts whose race it wins, this round */
    int64_t dns_us;     /**< median of this round's answers; -1: none */
    int64_t libc_us;    /**< the same of getaddrinfo */
    int64_t connect_us; /**< the same of the fastest connect of each host */
};

/** Both totals: IPv6, IPv4. */
void gs_family_totals(const struct gs_families *families, struct gs_family_total out[2]);

/** The conclusion in one sentence, appended. Takes: a complete round; what is kept. */
void gs_families_words(const struct gs_families *families,
                       const struct gs_family_past_list *past, struct gs_buf *out);

#endif
