/* SPDX-License-Identifier: MIT */
/** The parts that make up a look-up of names: what most scripted sessions are about. */
#ifndef GAISCOPE_TESTS_SUPPORT_PARTS_H
#define GAISCOPE_TESTS_SUPPORT_PARTS_H

#include "gaiscope/model/lookup.h"

#define LOOKUP_PARTS                                                                     \
    (GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS) |                            \
     GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_SERVICES) |                      \
     GS_PART_BIT(GS_PART_MAIL))

#endif
