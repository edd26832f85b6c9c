/* SPDX-License-Identifier: MIT */
/**
 * The faults of a zone file: comments `;! NAME TYPE ACTION [...]`, explained at the head of
 * demo.zone. Pure.
 */
#ifndef GAISCOPE_SRC_DEMO_FAULT_H
#define GAISCOPE_SRC_DEMO_FAULT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/dname.h"

#include <stdint.h>

/** What goes wrong. */
enum gs_fault_action {
    GS_FAULT_NONE = 0,
    GS_FAULT_SLOW,      /**< the right answer, late */
    GS_FAULT_SILENT,    /**< no reply */
    GS_FAULT_TRUNCATED, /**< TC and nothing else by UDP */
    GS_FAULT_SERVFAIL,  /**< SERVFAIL, perhaps with an extended error */
    GS_FAULT_REFUSED,   /**< REFUSED */
    GS_FAULT_VALIDATED, /**< no fault: AD where it is asked for */
};

/** One fault comment. */
struct gs_fault {
    struct gs_dname name;        /**< the name asked; of validated, or one above it */
    uint16_t type;               /**< GS_TYPE_ANY: every type */
    enum gs_fault_action action; /**< what happens */
    uint32_t delay_ms;           /**< of slow */
    int ede_code;                /**< of servfail; -1: none */
    char *ede_text;              /**< of servfail; NULL: none */
};

/** In the order of the file. */
struct gs_fault_list GS_VEC_OF(struct gs_fault);

/** Reads all fault comments of a zone file. Returns: GS_OK; GS_EFORMAT with `error`. */
enum gs_status gs_fault_list_parse(const char *text, struct gs_fault_list *out,
                                   struct gs_buf *error);

/** The first fault for a name and type; NULL when there is none. Owns: the list. */
const struct gs_fault *gs_fault_find(const struct gs_fault_list *list,
                                     const struct gs_dname *name, uint16_t type);

/** Frees the list. */
void gs_fault_list_fini(struct gs_fault_list *list);

#endif
