/* SPDX-License-Identifier: MIT */
/**
 * What the finders of findings.c and findings_sets.c share. Private to this room.
 */
#ifndef GAISCOPE_RULES_FINDINGS_H
#define GAISCOPE_RULES_FINDINGS_H

#include "gaiscope/rules/provenance.h"

/** What findings are made of. */
struct scene {
    const struct gs_lookup *lookup;   /**< answered or not */
    const struct gs_machine *machine; /**< NULL: not known */
    const struct gs_ladder *ladder;   /**< NULL: not asked */
    struct gs_walk walk;              /**< of the ladder */
    bool is_stopped_early;            /**< why libc does not have what DNS has is told */
    struct gs_finding_list findings;  /**< so far */
};

/** Appends a finding with its clause; tell() gives it its text. */
void find(struct scene *scene, enum gs_finding_weight weight, const char *code,
          const char *clause, ...) __attribute__((format(printf, 4, 5)));

/** Gives the finding appended last its text. */
void tell(struct scene *scene, const char *text, ...)
    __attribute__((format(printf, 2, 3)));

/** The source whose answer getaddrinfo gives; NULL: none, or not known. */
const struct gs_rung *decided(const struct scene *scene);

/** Whether a source knows the name; NULL does not. */
bool has_found(const struct gs_rung *rung);

/** Whether a line that libc reads has the family. Takes: NULL has none. */
bool hosts_file_has(const struct gs_ladder *ladder, int family);

/** The family that ADDRCONFIG leaves out. */
void find_left_out(struct scene *scene);

/** What only libc or only DNS has, and why. */
void find_differences(struct scene *scene);

/** That another name was answered. Returns: whether it was. */
bool find_search_domain(struct scene *scene);

#endif
