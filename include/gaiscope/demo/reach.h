/* SPDX-License-Identifier: MIT */
/**
 * How far away the demo's addresses are, and who listens there: comments
 * `;@ ADDRESS PORT open|refused|silent ...` of a zone file, explained at the head of demo.zone.
 * Pure.
 */
#ifndef GAISCOPE_DEMO_REACH_H
#define GAISCOPE_DEMO_REACH_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"

#include <stdint.h>

/** What a connection meets. */
enum gs_reach_action {
    GS_REACH_NONE = 0,
    GS_REACH_OPEN,    /**< somebody listens */
    GS_REACH_REFUSED, /**< nobody listens, and the host says so */
    GS_REACH_SILENT,  /**< nothing comes back */
};

/** One comment. */
struct gs_reach {
    struct gs_endpoint endpoint; /**< whom; port 0: any port */
    enum gs_reach_action action; /**< what is met there */
    uint32_t distance_ms;        /**< of open and refused: until it is met */
    char *banner;                /**< of open: the first line it says; NULL: none */
};

/** In the order of the file. */
struct gs_reach_list GS_VEC_OF(struct gs_reach);

/** Reads all such comments of a zone file. Returns: GS_OK; GS_EFORMAT with `error`. */
enum gs_status gs_reach_list_parse(const char *text, struct gs_reach_list *out,
                                   struct gs_buf *error);

/** Frees the list. */
void gs_reach_list_fini(struct gs_reach_list *list);

#endif
