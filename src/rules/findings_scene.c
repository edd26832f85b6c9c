/* SPDX-License-Identifier: MIT */
#include "findings_scene.h"

#include <stdarg.h>
#include <stdio.h>

void gs_find(struct gs_scene *scene, enum gs_finding_weight weight, const char *code,
             const char *clause, ...)
{
    struct gs_finding finding = {.code = code, .weight = weight};
    va_list arguments;
    va_start(arguments, clause);
    (void)vsnprintf(finding.clause, sizeof finding.clause, clause, arguments);
    va_end(arguments);
    gs_vec_push(&scene->findings, finding);
}

void gs_tell(struct gs_scene *scene, const char *text, ...)
{
    if (scene->findings.count == 0) {
        return; /* nothing was found to tell of */
    }
    struct gs_finding *finding = &scene->findings.items[scene->findings.count - 1];
    va_list arguments;
    va_start(arguments, text);
    (void)vsnprintf(finding->text, sizeof finding->text, text, arguments);
    va_end(arguments);
}

const struct gs_rung *gs_decided_rung(const struct gs_scene *scene)
{
    return scene->ladder == NULL || scene->walk.decided == GS_NO_RUNG
               ? NULL
               : &scene->ladder->rungs.items[scene->walk.decided];
}

bool gs_has_found(const struct gs_rung *rung)
{
    return rung != NULL && rung->state == GS_RUNG_ANSWERED &&
           rung->status == GS_NSS_SUCCESS;
}
