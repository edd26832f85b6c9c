/* SPDX-License-Identifier: MIT */
/**
 * Values of the domain as JSON values; what is not known becomes null.
 */
#ifndef GAISCOPE_REPORT_JS_DOMAIN_H
#define GAISCOPE_REPORT_JS_DOMAIN_H

#include "js.h"

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/system_answer.h"
#include "gaiscope/rules/failure.h"

/** A name as it is sent, and under `<key>_unicode` in the letters it stands for where these
 *  differ. NULL becomes null. */
void js_put_name(struct json_t *object, const char *key, const char *name);

/** The same for a record's text with names in it. */
void js_put_words(struct json_t *object, const char *key, const char *text);

/** An array of names as they are sent, and under `<key>_unicode` all of them in the letters
 *  they stand for, where those of any differ. */
void js_put_names(struct json_t *object, const char *key, char *const *names,
                  size_t count);

/** A hint by its short name, or its number as text. */
void js_put_hint(struct json_t *object, const char *key, struct gs_hint_table table,
                 int n);

/** An address as text; null for none. */
void js_put_address(struct json_t *object, const char *key,
                    const struct gs_address *address);

/** A name server, its port only when it is not 53; null for none. */
void js_put_endpoint(struct json_t *object, const char *key,
                     const struct gs_endpoint *endpoint);

/** An outcome's stable word; null while nothing answered. */
void js_put_outcome(struct json_t *object, const char *key, enum gs_outcome outcome);

/** An error of getaddrinfo as an object; null for none. */
void js_put_eai(struct json_t *object, const char *key, const struct gs_eai *error);

/** The same with what this lookup's failure means in the place of the error in general. */
void js_put_failure(struct json_t *object, const char *key, const struct gs_eai *error,
                    const struct gs_failure *failure);

/** A response code by name under "rcode"; null without a message. */
void js_put_rcode(struct json_t *object, int rcode);

/** AI_* bits as an array of short names; bits without a name as one "0x..." at its end. */
struct json_t *js_ai_flags(int flags);

/** The header's flags that are set, as an array: "aa", "tc", "rd", "ra", "ad", "cd". */
struct json_t *js_dns_flags(const struct gs_dns_flags *flags);

#endif
