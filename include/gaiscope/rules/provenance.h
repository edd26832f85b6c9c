/* SPDX-License-Identifier: MIT */
/**
 * Who answered: where NSS stopped on its way through the sources, and what is worth knowing
 * about it, in words. Pure. nsswitch.conf(5), and getaddrinfo as glibc has it: it gives the
 * answer of the source at which it stops. What comes of merge is not foretold.
 */
#ifndef GAISCOPE_RULES_PROVENANCE_H
#define GAISCOPE_RULES_PROVENANCE_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/lookup.h"
#include "gaiscope/model/machine.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_NO_RUNG         SIZE_MAX /**< no source */
#define GS_RUNG_WORDS_MAX  64       /**< what a source said, with NUL */
#define GS_LADDER_WORD_MAX 64       /**< who knows the name, with NUL */

/** What follows a source. */
enum gs_lead {
    GS_LEAD_UNKNOWN = 0, /**< not known yet */
    GS_LEAD_NEXT,        /**< the next source is asked */
    GS_LEAD_STOP,        /**< NSS stops: an action says so */
    GS_LEAD_END,         /**< it was the last one */
    GS_LEAD_UNREACHED,   /**< NSS stopped before it */
};

/** "next", "stop", "end", "not reached", "". */
const char *gs_lead_word(enum gs_lead lead);

/** The same for JSON and CSV: "not_reached" with an underscore, NULL while not known. */
const char *gs_lead_id(enum gs_lead lead);

/** The way through the sources. */
struct gs_walk {
    enum gs_lead leads[GS_RUNGS_MAX]; /**< by rung */
    size_t decided;                   /**< whose answer getaddrinfo gives; GS_NO_RUNG:
                                           nobody's, or not known yet */
    bool is_known;                    /**< the whole way is known */
};

/** Where NSS goes, as far as the sources have answered. */
struct gs_walk gs_ladder_walk(const struct gs_ladder *ladder);

/** How a source's result looks. */
enum gs_rung_kind {
    GS_RUNG_KIND_WAITING = 0, /**< no result yet */
    GS_RUNG_KIND_GOOD,        /**< it knows the name */
    GS_RUNG_KIND_PLAIN,       /**< it does not */
    GS_RUNG_KIND_LOOK,        /**< it could not be asked */
    GS_RUNG_KIND_BAD,         /**< it failed */
};

/** What a source said, in a few words: "1 IPv4, 1 IPv6", "no such name", "timed out", "not
 *  installed"; `is_short` for narrow columns: "1 v4, 1 v6". Takes: whether nobody was asked for
 *  the name, as gs_failure_of() tells. */
enum gs_rung_kind gs_rung_words(const struct gs_rung *rung,
                                const struct gs_question *question, bool is_unasked,
                                bool is_short, char out[GS_RUNG_WORDS_MAX]);

/** Who knows the name: "only DNS knows it", "the hosts file answered", "nobody"; `is_short`:
 *  "only DNS". "" while it is not known. */
void gs_ladder_words(const struct gs_ladder *ladder, bool is_short,
                     char out[GS_LADDER_WORD_MAX]);

/** How much a finding weighs. */
enum gs_finding_weight {
    GS_FINDING_LOOK = 0, /**< look here: the verdict bears ▲ */
    GS_FINDING_NOTE,     /**< belongs into the verdict */
    GS_FINDING_DETAIL,   /**< for the report and the details alone */
};

/** One finding. */
struct gs_finding {
    const char *code; /**< stable word for JSON: "hosts_hides_aaaa"; static */
    char clause[160]; /**< at most six words, and a name or address where there is one */
    char text[320];   /**< one or two sentences: what happens, and why */
    enum gs_finding_weight weight; /**< how much it weighs */
};

/** Findings, most weighty first. */
struct gs_finding_list GS_VEC_OF(struct gs_finding);

/**
 * What the sources, libc's answer and DNS's answers say together. Takes: a lookup, answered or
 * not; `machine` may be NULL. Owns: the caller, gs_vec_fini().
 */
struct gs_finding_list gs_findings_of(const struct gs_lookup *lookup,
                                      const struct gs_machine *machine);

/** The family that ADDRCONFIG leaves out of libc's answer, as the machine has no address of
 *  it, although the name has it or may have it: AF_INET, AF_INET6; 0: none. Takes: `machine`
 *  may be NULL. */
int gs_family_left_out(const struct gs_lookup *lookup, const struct gs_machine *machine);

/** The search domain that made the canonical name from the host; NULL: none. Owns: the
 *  machine. */
const char *gs_search_domain_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine);

#endif
