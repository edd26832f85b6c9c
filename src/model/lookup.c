/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/lookup.h"

#include <sys/socket.h>

const char *gs_part_id(enum gs_part part)
{
    static const char *const ids[GS_PART_COUNT] = {
        [GS_PART_SYSTEM] = "system",     [GS_PART_DNS] = "dns",
        [GS_PART_REVERSE] = "reverse",   [GS_PART_SERVICES] = "services",
        [GS_PART_MAIL] = "mail",         [GS_PART_SOURCES] = "sources",
        [GS_PART_ORDER] = "order",       [GS_PART_BESIDE] = "beside",
        [GS_PART_MATRIX] = "matrix",     [GS_PART_CALLS] = "calls",
        [GS_PART_NAMEINFO] = "nameinfo", [GS_PART_BIND] = "bind",
        [GS_PART_RECORDS] = "records",   [GS_PART_SERVERS] = "servers",
        [GS_PART_TRACE] = "trace",       [GS_PART_DELIVERY] = "delivery",
        [GS_PART_SMTP] = "smtp",         [GS_PART_WHOIS] = "whois",
        [GS_PART_CONNECT] = "connect",   [GS_PART_RACE] = "race",
        [GS_PART_FAMILIES] = "families", [GS_PART_NETWORK] = "network",
        [GS_PART_LOG] = "log",
    };
    return (unsigned)part < GS_PART_COUNT ? ids[part] : "unknown";
}

unsigned gs_parts_of_question(const struct gs_question *question)
{
    return gs_question_is_range(question)
               ? GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_LOG)
               : GS_PARTS_ALL;
}

void gs_lookup_fini(struct gs_lookup *lookup)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        gs_facts_clear(&lookup->now, (enum gs_part)part);
        gs_facts_clear(&lookup->last, (enum gs_part)part);
    }
    gs_vec_fini(&lookup->races);
    gs_family_past_clear(&lookup->families_past);
    *lookup = (struct gs_lookup){0};
}

static bool is_same_call(const struct gs_hints *a, const struct gs_hints *b)
{
    return a->family == b->family && a->socktype == b->socktype &&
           a->protocol == b->protocol && a->flags == b->flags;
}

bool gs_lookup_is_comparable(const struct gs_lookup *lookup, enum gs_part part)
{
    const struct gs_part_state *now = &lookup->parts[part];
    const struct gs_part_state *last = &lookup->last_parts[part];
    return now->progress == GS_PROGRESS_DONE && last->progress == GS_PROGRESS_DONE &&
           gs_facts_has_answer(&lookup->last, part) &&
           (part == GS_PART_SYSTEM || is_same_call(&now->hints, &last->hints));
}

static bool wants(const struct gs_part_state *state, int family)
{
    return state->hints.family == AF_UNSPEC || state->hints.family == family;
}

bool gs_lookup_compares_family(const struct gs_lookup *lookup, int family)
{
    return wants(&lookup->parts[GS_PART_SYSTEM], family) &&
           wants(&lookup->last_parts[GS_PART_SYSTEM], family);
}

bool gs_lookup_is_waiting(const struct gs_lookup *lookup)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if (lookup->parts[part].progress == GS_PROGRESS_WAITING) {
            return true;
        }
    }
    return false;
}
