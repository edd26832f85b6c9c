/* SPDX-License-Identifier: MIT */
/**
 * What the services file says about the asked service, and what a program that asks for it
 * meets, in one sentence. Pure. services(5), RFC 3493 6.1.
 */
#ifndef GAISCOPE_RULES_SERVICES_VERDICT_H
#define GAISCOPE_RULES_SERVICES_VERDICT_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/model/name_tables.h"
#include "gaiscope/rules/verdict.h"

/**
 * The verdict of the services view.
 * Takes: `lookup` NULL: nothing was asked; `tables` NULL: the files are not read yet.
 */
struct gs_verdict gs_services_verdict(const struct gs_lookup *lookup,
                                      const struct gs_tables *tables);

/** Whether an entry is the asked service: its name, one of its aliases or its port. */
bool gs_service_is_asked(const struct gs_table_service *entry, const char *service);

#endif
