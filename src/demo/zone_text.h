/* SPDX-License-Identifier: MIT */
/**
 * The text of demo.zone, made into bytes by the build. NUL-terminated.
 */
#ifndef GAISCOPE_SRC_DEMO_ZONE_TEXT_H
#define GAISCOPE_SRC_DEMO_ZONE_TEXT_H

extern const char gs_demo_zone_text[];

#endif
