/* SPDX-License-Identifier: MIT */
/**
 * What every finder looks at, and how it tells what it found. Private to this room.
 */
#ifndef GAISCOPE_RULES_FINDINGS_SCENE_H
#define GAISCOPE_RULES_FINDINGS_SCENE_H

#include "gaiscope/rules/provenance.h"

/** What findings are made of. */
struct gs_scene {
    const struct gs_lookup *lookup;   /**< answered or not */
    const struct gs_machine *machine; /**< NULL: not known */
    const struct gs_ladder *ladder;   /**< NULL: not asked */
    struct gs_walk walk;              /**< of the ladder */
    bool is_stopped_early;            /**< why libc does not have what DNS has is told */
    struct gs_finding_list findings;  /**< so far */
};

/** Appends a finding with its clause; gs_tell() gives it its text. */
void gs_find(struct gs_scene *scene, enum gs_finding_weight weight, const char *code,
             const char *clause, ...) __attribute__((format(printf, 4, 5)));

/** Gives the finding appended last its text. */
void gs_tell(struct gs_scene *scene, const char *text, ...)
    __attribute__((format(printf, 2, 3)));

/** The source whose answer getaddrinfo gives; NULL: none, or not known. */
const struct gs_rung *gs_decided_rung(const struct gs_scene *scene);

/** Whether a source knows the name; NULL does not. */
bool gs_has_found(const struct gs_rung *rung);

#endif
