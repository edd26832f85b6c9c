/* SPDX-License-Identifier: MIT */
/**
 * The middle of measured times: one for all that is shown. Pure.
 */
#ifndef GAISCOPE_RULES_MEDIAN_H
#define GAISCOPE_RULES_MEDIAN_H

#include <stddef.h>
#include <stdint.h>

/** The middle of the values that are not negative, of two the mean of both; -1: none is. */
int64_t gs_median(const int64_t *values, size_t count);

#endif
