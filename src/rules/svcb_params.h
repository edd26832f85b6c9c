/* SPDX-License-Identifier: MIT */
/**
 * The parameters of SVCB and HTTPS as a list, their keys by name. RFC 9460 2.2 and 14.3,
 * RFC 9461 (dohpath), RFC 9540 (ohttp).
 */
#ifndef GAISCOPE_RULES_SVCB_PARAMS_H
#define GAISCOPE_RULES_SVCB_PARAMS_H

#include "record_reading.h"

/** Keys with a name. */
enum gs_svcb_key {
    GS_SVCB_MANDATORY = 0,
    GS_SVCB_ALPN = 1,
    GS_SVCB_NO_DEFAULT_ALPN = 2,
    GS_SVCB_PORT = 3,
    GS_SVCB_IPV4HINT = 4,
    GS_SVCB_ECH = 5,
    GS_SVCB_IPV6HINT = 6,
    GS_SVCB_DOHPATH = 7,
    GS_SVCB_OHTTP = 8,
};

#define GS_SVCB_KEY_TEXT_MAX 24 /**< "no-default-alpn", "key65535" with NUL */

/** One parameter. */
struct gs_svcb_param {
    uint16_t key;         /**< enum gs_svcb_key or any other number */
    const uint8_t *value; /**< in the record's data */
    size_t len;           /**< bytes of it */
};

/** All of a record, by key. */
struct gs_svcb_params GS_VEC_OF(struct gs_svcb_param);

/** Reads all that is left. Returns: false when it does not fit. */
bool gs_svcb_params_read(struct gs_record_reading *reading, struct gs_svcb_params *out);

/** Frees the list. */
void gs_svcb_params_fini(struct gs_svcb_params *params);

/** The parameter of a key; NULL: none. */
const struct gs_svcb_param *gs_svcb_find(const struct gs_svcb_params *params,
                                         uint16_t key);

/** Why the value of `mandatory` does not do, static; NULL: it does. RFC 9460 8. */
const char *gs_svcb_mandatory_problem(const struct gs_svcb_params *params,
                                      const struct gs_svcb_param *mandatory);

/** "alpn", or "key65280". */
void gs_svcb_key_format(uint16_t key, char out[GS_SVCB_KEY_TEXT_MAX]);

/** Whether the key has a name here. */
bool gs_svcb_key_is_known(uint16_t key);

#endif
