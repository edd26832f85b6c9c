/* SPDX-License-Identifier: MIT */
/**
 * Under which name each record type of a question is asked. Pure.
 * RFC 2782 (SRV) and RFC 7553 (URI): `_service._proto.host`; RFC 6698 (TLSA):
 * `_port._proto.host`; an address: its name under in-addr.arpa or ip6.arpa.
 */
#ifndef GAISCOPE_RULES_RECORD_PLAN_H
#define GAISCOPE_RULES_RECORD_PLAN_H

#include "gaiscope/model/question.h"
#include "gaiscope/model/record_choice.h"
#include "gaiscope/model/services.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_ASKED_NAME_MAX (GS_HOST_MAX + GS_SERVICE_MAX + 16) /**< bytes with NUL */

/** Whether a question has a name that records can be asked of: not the null node. */
bool gs_record_plan_has_name(const struct gs_question *question);

/** Whether the name depends on what the services table says of the asked service. */
bool gs_record_plan_needs_service(const struct gs_question *question, uint16_t type);

/**
 * The name to ask a type under, without a final dot.
 * Takes: `services`, what the table says of the asked service; NULL: nothing is known of it.
 *        A service that is not listed is taken as it was typed; without one TLSA is asked at
 *        port 443, SRV and URI at the host itself. A host whose first label begins with `_`
 *        is asked as it is.
 */
void gs_record_plan_name(const struct gs_question *question, uint16_t type,
                         const struct gs_services *services, char out[GS_ASKED_NAME_MAX]);

#endif
