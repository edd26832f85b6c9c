/* SPDX-License-Identifier: MIT */
/*
 * What a kept picture depends on, as one number.
 */
#ifndef GAISCOPE_SRC_VIEW_STAMP_H
#define GAISCOPE_SRC_VIEW_STAMP_H

#include <stdint.h>

/* Mixes a number into a stamp. */
uint64_t gs_stamp_mix(uint64_t stamp, uint64_t number);

/* Mixes a text in, with its length. */
uint64_t gs_stamp_mix_text(uint64_t stamp, const char *text);

#endif
