/* SPDX-License-Identifier: MIT */
/**
 * An answer of a name server as a JSON object: what was asked and how, every try, the header,
 * EDNS, the sections, and the message itself where it was kept. docs/json.md describes it
 * under "dns"; every part that shows answers uses it.
 */
#ifndef GAISCOPE_REPORT_JS_DNS_H
#define GAISCOPE_REPORT_JS_DNS_H

#include "js.h"

#include "gaiscope/model/lookup.h"

/** An answer. Owns: the caller, until it is put or pushed. */
struct json_t *js_dns_answer(const struct gs_dns_answer *answer);

/** A question of a lookup: its answer, or what is known while there is none. */
struct json_t *js_dns_query(const struct gs_dns_query *query);

/** A section: name, type, ttl_s, text and malformed of each record. */
struct json_t *js_dns_records(const struct gs_record_list *section);

#endif
