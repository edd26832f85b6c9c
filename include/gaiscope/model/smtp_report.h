/* SPDX-License-Identifier: MIT */
/**
 * What the exchanges of a mail domain say at their SMTP port. RFC 5321, RFC 3207. Owned by whoever holds the
 * pointer.
 */
#ifndef GAISCOPE_MODEL_SMTP_REPORT_H
#define GAISCOPE_MODEL_SMTP_REPORT_H

#include <stdbool.h>
#include <stdint.h>

/** All of it, so far. */
struct gs_smtp_report {
    char *name;         /**< the name asked, presentation form */
    int64_t elapsed_us; /**< of all so far */
    bool is_complete;   /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_smtp_report_free(). */
struct gs_smtp_report *gs_smtp_report_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_smtp_report *gs_smtp_report_copy(const struct gs_smtp_report *smtp_report);

/** Frees it and all it owns; NULL is fine. */
void gs_smtp_report_free(struct gs_smtp_report *smtp_report);

#endif
