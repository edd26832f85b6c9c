/* SPDX-License-Identifier: MIT */
#include "svcb_params.h"

#include <stdio.h>

static const char *const names[] = {
    [GS_SVCB_MANDATORY] = "mandatory",
    [GS_SVCB_ALPN] = "alpn",
    [GS_SVCB_NO_DEFAULT_ALPN] = "no-default-alpn",
    [GS_SVCB_PORT] = "port",
    [GS_SVCB_IPV4HINT] = "ipv4hint",
    [GS_SVCB_ECH] = "ech",
    [GS_SVCB_IPV6HINT] = "ipv6hint",
    [GS_SVCB_DOHPATH] = "dohpath",
    [GS_SVCB_OHTTP] = "ohttp",
};

bool gs_svcb_key_is_known(uint16_t key)
{
    return key < sizeof names / sizeof *names;
}

void gs_svcb_key_format(uint16_t key, char out[GS_SVCB_KEY_TEXT_MAX])
{
    if (gs_svcb_key_is_known(key)) {
        (void)snprintf(out, GS_SVCB_KEY_TEXT_MAX, "%s", names[key]);
    } else {
        (void)snprintf(out, GS_SVCB_KEY_TEXT_MAX, "key%u", key);
    }
}

bool gs_svcb_params_read(struct gs_record_reading *reading, struct gs_svcb_params *out)
{
    while (gs_reading_left(reading) > 0) {
        struct gs_svcb_param param = {.key = (uint16_t)gs_reading_number(reading, 2)};
        param.len = (size_t)gs_reading_number(reading, 2);
        param.value = gs_reading_bytes(reading, param.len);
        if (param.value == NULL) {
            return false;
        }
        if (out->count > 0 && out->items[out->count - 1].key >= param.key) {
            gs_reading_fail(reading, "its keys are not in rising order");
            return false;
        }
        gs_vec_push(out, param);
    }
    return reading->why == NULL;
}

void gs_svcb_params_fini(struct gs_svcb_params *params)
{
    gs_vec_fini(params);
}

const struct gs_svcb_param *gs_svcb_find(const struct gs_svcb_params *params,
                                         uint16_t key)
{
    for (size_t i = 0; i < params->count; i++) {
        if (params->items[i].key == key) {
            return &params->items[i];
        }
    }
    return NULL;
}

const char *gs_svcb_mandatory_problem(const struct gs_svcb_params *params,
                                      const struct gs_svcb_param *mandatory)
{
    unsigned before = GS_SVCB_MANDATORY; /* it does not list itself */
    if (mandatory->len == 0 || mandatory->len % 2 != 0) {
        return "its mandatory is no list of keys";
    }
    size_t here = 0; /* both are sorted */
    for (size_t at = 0; at < mandatory->len; at += 2) {
        unsigned key = mandatory->value[at] << 8 | mandatory->value[at + 1];
        if (key <= before) {
            return "its mandatory keys are not in rising order";
        }
        while (here < params->count && params->items[here].key < key) {
            here++;
        }
        if (here == params->count || params->items[here].key != key) {
            return "a mandatory key is not in it";
        }
        before = key;
    }
    return NULL;
}
