/* SPDX-License-Identifier: MIT */
/**
 * The texts of demo.zone and demo.whois, made into bytes by the build. NUL-terminated.
 */
#ifndef GAISCOPE_SRC_DEMO_ZONE_TEXT_H
#define GAISCOPE_SRC_DEMO_ZONE_TEXT_H

extern const char gs_demo_zone_text[];
extern const char gs_demo_whois_text[];

#endif
