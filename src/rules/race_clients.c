/* SPDX-License-Identifier: MIT */
/*
 * What was measured of each address is put into the order in which a client would try them.
 * A silent address costs what the kernel waits for it, not our own deadline.
 */
#include "gaiscope/rules/race_clients.h"

#include "race_attempts.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_reach.h"
#include "gaiscope/rules/race_rules.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    US_PER_S = 1000000,
    SYN_RETRIES = 6,  /* Linux, where nothing else is known */
    RTO_MAX_S = 120,  /* the longest that one SYN is waited for */
    DOUBLED_MAX = 6,  /* SYNs until that: each waited for twice as long */
    RETRIES_MAX = 255 /* the kernel takes no more */
};

static const char *const ids[GS_CLIENT_COUNT] = {
    [GS_CLIENT_THIS_RACE] = "race",
    [GS_CLIENT_SERIAL] = "serial",
    [GS_CLIENT_SERIAL_V6_FIRST] = "serial_v6_first",
    [GS_CLIENT_V4_ONLY] = "v4_only",
    [GS_CLIENT_V6_ONLY] = "v6_only",
    [GS_CLIENT_BROKEN_RACE] = "broken_race",
    [GS_CLIENT_BROKEN_SERIAL] = "broken_serial",
    [GS_CLIENT_SLOW_RACE] = "slow_race",
    [GS_CLIENT_SLOW_SERIAL] = "slow_serial",
};

const char *gs_race_client_id(enum gs_race_client_kind kind)
{
    return ids[(unsigned)kind < GS_CLIENT_COUNT ? kind : 0];
}

/* It gives up at the first timer at or after the limit. */
int64_t gs_race_give_up_us(uint32_t syn_retries, uint32_t syn_linear)
{
    uint32_t retries = syn_retries == 0 ? SYN_RETRIES : syn_retries;
    retries = retries > RETRIES_MAX ? RETRIES_MAX : retries;
    uint32_t doubled = retries < DOUBLED_MAX ? retries : DOUBLED_MAX;
    int64_t limit_s =
        (INT64_C(2) << doubled) - 1 + (int64_t)(retries - doubled) * RTO_MAX_S;
    int64_t at_s = 0;
    int64_t step_s = 1;
    for (uint32_t timer = 0; at_s < limit_s; timer++) {
        if (timer > syn_linear && step_s < RTO_MAX_S) {
            step_s *= 2;
        }
        step_s = step_s < RTO_MAX_S ? step_s : RTO_MAX_S;
        at_s += step_s;
    }
    return at_s * US_PER_S;
}

/* "after 2 × 127 s" */
static void remark_silent(struct gs_race_client *client, const struct gs_race *race,
                          size_t silent)
{
    int64_t each_s = gs_race_give_up_us(race->syn_retries, race->syn_linear) / US_PER_S;
    if (silent == 1) {
        (void)snprintf(client->remark, sizeof client->remark, "after %d s", (int)each_s);
    } else if (silent > 1) {
        (void)snprintf(client->remark, sizeof client->remark, "after %zu × %d s", silent,
                       (int)each_s);
    }
}

static void remark(struct gs_race_client *client, const char *text)
{
    (void)snprintf(client->remark, sizeof client->remark, "%s", text);
}

static void remark_unsure(struct gs_race_client *client,
                          const struct gs_race_scene *scene,
                          const struct gs_race_lane *lane)
{
    if (gs_race_is_unsure(scene, lane)) {
        (void)snprintf(client->remark, sizeof client->remark, "not measured beyond %u ms",
                       scene->race->settings.deadline_ms);
    }
}

/* To whom it is connected. */
static void set_family(struct gs_race_client *client, const struct gs_race_lane *lane)
{
    client->family = gs_race_lane_family(lane);
    if (lane->is_synthetic) {
        remark(client, "by NAT64");
    }
}

static const char *no_address(int family)
{
    if (family == 0) {
        return "no address";
    }
    return family == AF_INET6 ? "no IPv6 address" : "no IPv4 address";
}

/* A client that asks libc learns no address at all. */
static bool is_without_libc(const struct gs_race *race)
{
    return race->libc_outcome != GS_OUTCOME_NOT_ASKED &&
           race->libc_outcome != GS_OUTCOME_ANSWERED;
}

static void try_in_turn(struct gs_race_client *client, const struct gs_race_scene *scene)
{
    const struct gs_race_lane *lanes[GS_RACE_ADDRESSES_MAX];
    size_t count = gs_race_sort_given(scene, lanes);
    size_t silent = 0;
    int64_t waits_us = gs_race_name_us(scene);
    for (size_t i = 0; i < count; i++) {
        struct gs_race_attempt attempt = gs_race_attempt_of(scene, lanes[i]);
        if (attempt.takes_us < 0) {
            remark_unsure(client, scene, lanes[i]);
            return;
        }
        waits_us += attempt.takes_us;
        silent += attempt.status == GS_CONNECT_SILENT;
        if (attempt.status == GS_CONNECT_OPEN) {
            set_family(client, lanes[i]);
            break;
        }
    }
    if (count == 0) {
        remark(client, no_address(scene->family));
        return;
    }
    client->waits_us = waits_us;
    remark_silent(client, scene->race, silent);
}

static void fill_serial(struct gs_race_client *client, const struct gs_race_scene *scene)
{
    const struct gs_race *race = scene->race;
    if (scene->family == 0 && is_without_libc(race)) {
        client->waits_us = race->libc_us;
        (void)snprintf(client->remark, sizeof client->remark, "libc: %s",
                       gs_outcome_word(race->libc_outcome));
        return;
    }
    try_in_turn(client, scene);
}

static void fill_measured(struct gs_race_client *client, const struct gs_race *race)
{
    client->is_measured = true;
    if (race->winner < race->lanes.count) {
        set_family(client, &race->lanes.items[race->winner]);
        client->waits_us = race->won_us;
    } else if (race->is_complete) {
        client->waits_us = race->elapsed_us;
        remark(client, "nobody answers");
    }
}

/* A question that was not asked has no address at once. libc's rows, and an address that was
 * asked for itself, are known when the first attempt began. */
static void when_answered(const struct gs_race *race, int64_t out_us[2])
{
    const struct gs_race_lane *first = &race->lanes.items[0];
    int64_t known_us = first->started_us > 0 ? first->started_us : 0;
    for (size_t i = 0; i < 2; i++) {
        out_us[i] = race->dns[i].is_asked ? race->dns[i].answered_us : 0;
        out_us[i] = race->is_from_libc ? known_us : out_us[i];
    }
}

/* The same race in another world. */
static void fill_race(struct gs_race_client *client, const struct gs_race_scene *scene)
{
    struct gs_race_assumed assumed[GS_RACE_ADDRESSES_MAX];
    const struct gs_race *race = scene->race;
    int64_t answered_us[2];
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        struct gs_race_attempt attempt = gs_race_attempt_of(scene, lane);
        if (attempt.takes_us < 0) {
            remark_unsure(client, scene, lane);
            return;
        }
        assumed[i] =
            (struct gs_race_assumed){.address = {.endpoint = lane->connection.endpoint,
                                                 .rank = lane->rank,
                                                 .is_synthetic = lane->is_synthetic},
                                     .status = attempt.status,
                                     .takes_us = attempt.takes_us};
    }
    when_answered(race, answered_us);
    struct gs_race *other =
        gs_race_simulate(&race->settings, answered_us, assumed, race->lanes.count,
                         INT64_MAX); /* as long as the kernel tries */
    client->waits_us = other->won_us;
    if (other->winner < other->lanes.count) {
        set_family(client, &other->lanes.items[other->winner]);
    } else {
        client->waits_us = other->elapsed_us;
        remark(client, "nobody answers");
    }
    gs_race_free(other);
}

static bool has_v6(const struct gs_race *race)
{
    for (size_t i = 0; i < race->lanes.count; i++) {
        if (gs_race_family_of(&race->lanes.items[i]) == AF_INET6) {
            return true;
        }
    }
    return false;
}

/* Whether a client in libc's order begins with IPv4, though there is IPv6. */
static bool is_v4_first(const struct gs_race *race)
{
    const struct gs_race_scene scene = {.race = race};
    const struct gs_race_lane *lanes[GS_RACE_ADDRESSES_MAX];
    size_t count = is_without_libc(race) ? 0 : gs_race_sort_given(&scene, lanes);
    size_t v4 = 0;
    while (v4 < count && gs_race_family_of(lanes[v4]) == AF_INET) {
        v4++;
    }
    return v4 > 0 && v4 < count;
}

static const struct {
    const char *label; /* NULL: made with the time */
    enum gs_race_twist twist;
    int family;
    bool is_race;
    /* Where libc begins with IPv4, and this client does not. */
    const char *label_v6_first;
} clients[GS_CLIENT_COUNT] = {
    [GS_CLIENT_THIS_RACE] = {"this race", GS_RACE_AS_MEASURED, 0, true, NULL},
    [GS_CLIENT_SERIAL] = {"one after another, libc's order", GS_RACE_AS_MEASURED, 0,
                          false, NULL},
    [GS_CLIENT_SERIAL_V6_FIRST] = {.label_v6_first = "one after another, IPv6 first"},
    [GS_CLIENT_V4_ONLY] = {"IPv4 alone, one after another", GS_RACE_AS_MEASURED, AF_INET,
                           false, NULL},
    [GS_CLIENT_V6_ONLY] = {"IPv6 alone, one after another", GS_RACE_AS_MEASURED, AF_INET6,
                           false, NULL},
    [GS_CLIENT_BROKEN_RACE] = {"IPv6 broken, race", GS_RACE_BROKEN_V6, 0, true, NULL},
    [GS_CLIENT_BROKEN_SERIAL] = {"IPv6 broken, one after another", GS_RACE_BROKEN_V6, 0,
                                 false, "IPv6 broken, IPv6 tried first"},
    [GS_CLIENT_SLOW_RACE] = {NULL, GS_RACE_SLOW_V6, 0, true, NULL},
    [GS_CLIENT_SLOW_SERIAL] = {NULL, GS_RACE_SLOW_V6, 0, false, "tried first"},
};

static void set_label(struct gs_race_client *client, const struct gs_race_scene *scene)
{
    char slower[GS_DURATION_TEXT_MAX];
    const char *label = clients[client->kind].label;
    gs_duration_format(scene->slow_us, slower);
    if (scene->twist == GS_RACE_SLOW_V6) {
        const char *way = clients[client->kind].is_race ? "race" : "in turn";
        (void)snprintf(client->label, sizeof client->label, "IPv6 %.16s slower, %s",
                       slower,
                       scene->is_v6_first ? clients[client->kind].label_v6_first : way);
    } else {
        (void)snprintf(client->label, sizeof client->label, "%s",
                       scene->is_v6_first ? clients[client->kind].label_v6_first : label);
    }
}

static void fill(struct gs_race_client *client, const struct gs_race_scene *scene)
{
    set_label(client, scene);
    if (client->kind == GS_CLIENT_THIS_RACE) {
        fill_measured(client, scene->race);
    } else if (clients[client->kind].is_race) {
        fill_race(client, scene);
    } else {
        fill_serial(client, scene);
    }
    if (scene->twist != GS_RACE_AS_MEASURED && !has_v6(scene->race)) {
        remark(client, no_address(AF_INET6));
    }
}

size_t gs_race_clients(const struct gs_race *race, uint32_t slow_ms,
                       struct gs_race_client out[GS_CLIENT_COUNT])
{
    bool is_turned = is_v4_first(race);
    size_t count = 0;
    if (race->lanes.count == 0) {
        return 0;
    }
    for (int kind = 0; kind < GS_CLIENT_COUNT; kind++) {
        struct gs_race_scene scene = {
            race,
            clients[kind].twist,
            (int64_t)slow_ms * 1000,
            clients[kind].family,
            is_turned && clients[kind].label_v6_first != NULL,
        };
        if (kind != GS_CLIENT_SERIAL_V6_FIRST || is_turned) {
            out[count] = (struct gs_race_client){.kind = (enum gs_race_client_kind)kind,
                                                 .waits_us = -1};
            fill(&out[count++], &scene);
        }
    }
    return count;
}

const struct gs_race_client *gs_race_client_find(const struct gs_race_client *all,
                                                 size_t count,
                                                 enum gs_race_client_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].kind == kind) {
            return &all[i];
        }
    }
    return NULL;
}
