/* SPDX-License-Identifier: MIT */
/**
 * The hosts that a person compares the question's own with, as typed or as lines of a file.
 * Pure. Each is taken once, in the form in which it is sent.
 */
#ifndef GAISCOPE_RULES_COMPARE_LIST_H
#define GAISCOPE_RULES_COMPARE_LIST_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/families.h"

/**
 * Reads hosts parted by commas or blanks; "" and `none` are the empty list.
 * Returns: GS_OK; GS_EFORMAT, GS_ELIMIT: then *out is untouched and a sentence that says what
 *          is wrong is appended to `why`, safe for a screen.
 */
enum gs_status gs_compare_parse(const char *text, struct gs_compare_choice *out,
                                struct gs_buf *why);

/**
 * Reads a host a line; blank lines and what is behind `#` say nothing. A line that is wrong is
 * left out, with `name:12: ` and a sentence as a line of its own appended to `wrong`.
 * Returns: how many lines were wrong.
 */
size_t gs_compare_read(const char *name, const char *text, struct gs_compare_choice *out,
                       struct gs_buf *wrong);

/** Appends the hosts, parted by blanks. */
void gs_compare_format(const struct gs_compare_choice *choice, struct gs_buf *out);

#endif
