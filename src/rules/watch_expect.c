/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_expect.h"

#include "watch_judge.h"

#include "gaiscope/model/race.h"

#include <string.h>

#include <sys/socket.h>

/* How an expectation stands. */
enum standing {
    HELD,
    BROKEN,
    UNKNOWN, /* this round cannot tell */
};

static bool is_in_prefix(const struct gs_address *address, const struct gs_address *first,
                         unsigned bits)
{
    unsigned whole = bits / 8;
    uint8_t rest = (uint8_t)(0xff00u >> bits % 8);
    return address->family == first->family &&
           memcmp(address->bytes, first->bytes, whole) == 0 &&
           (rest == 0 || ((address->bytes[whole] ^ first->bytes[whole]) & rest) == 0);
}

const struct gs_sinkhole *watch_sinkhole_of(const struct gs_sinkhole_list *sinkholes,
                                            const struct gs_address *address)
{
    for (size_t i = 0; i < sinkholes->count; i++) {
        const struct gs_sinkhole *sinkhole = &sinkholes->items[i];
        if (is_in_prefix(address, &sinkhole->address, sinkhole->bits)) {
            return sinkhole;
        }
    }
    return NULL;
}

/* Whether a family's addresses are known; of 0 both have to be. */
static bool is_known(const struct gs_watch_answer *answer, int family)
{
    size_t v6 = gs_race_side(AF_INET6);
    size_t v4 = gs_race_side(AF_INET);
    return (family == AF_INET || gs_outcome_is_final(answer->sides[v6])) &&
           (family == AF_INET6 || gs_outcome_is_final(answer->sides[v4]));
}

static unsigned count_of(const struct gs_watch_answer *answer, int family)
{
    return family != 0 ? answer->counts[gs_race_side(family)]
                       : (unsigned)answer->counts[0] + answer->counts[1];
}

bool watch_has_address(const struct gs_address_list *list,
                       const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_address_is_equal(&list->items[i], address)) {
            return true;
        }
    }
    return false;
}

/* Whether all of `part` is in `whole`. */
static bool is_inside(const struct gs_address_list *part,
                      const struct gs_address_list *whole)
{
    for (size_t i = 0; i < part->count; i++) {
        if (!watch_has_address(whole, &part->items[i])) {
            return false;
        }
    }
    return true;
}

/* An address that must not be there tells enough, although the other family is not known. */
static enum standing judge_set(const struct gs_expect *expect,
                               const struct gs_watch_answer *answer)
{
    if (answer->left_outs[0] + answer->left_outs[1] > 0 ||
        !is_inside(&answer->addresses, &expect->addresses)) {
        return BROKEN;
    }
    if (!is_known(answer, 0)) {
        return UNKNOWN;
    }
    return is_inside(&expect->addresses, &answer->addresses) ? HELD : BROKEN;
}

const struct gs_address *watch_outside(const struct gs_expect *expect,
                                       const struct gs_watch_answer *answer)
{
    const struct gs_address *first = &expect->addresses.items[0];
    for (size_t i = 0; i < answer->addresses.count; i++) {
        const struct gs_address *address = &answer->addresses.items[i];
        if (address->family == first->family &&
            !is_in_prefix(address, first, expect->bits)) {
            return address;
        }
    }
    return NULL;
}

static enum standing judge_prefix(const struct gs_expect *expect,
                                  const struct gs_watch_answer *answer)
{
    int family = expect->addresses.items[0].family;
    return watch_outside(expect, answer) != NULL ? BROKEN
           : !is_known(answer, family)           ? UNKNOWN
           : count_of(answer, family) > 0        ? HELD
                                                 : BROKEN;
}

/* Enough of one family is enough, although the other one is not known. */
static enum standing judge_count(const struct gs_watch_answer *answer, int family,
                                 unsigned least)
{
    return count_of(answer, family) >= least ? HELD
           : is_known(answer, family)        ? BROKEN
                                             : UNKNOWN;
}

const char *watch_exchange_name(const char *exchange)
{
    const char *blank = strchr(exchange, ' ');
    return blank == NULL ? exchange : blank + 1;
}

static bool has_exchange(const struct gs_name_list *exchanges, const char *host)
{
    for (size_t i = 0; i < exchanges->count; i++) {
        if (strcmp(watch_exchange_name(exchanges->items[i]), host) == 0) {
            return true;
        }
    }
    return false;
}

static enum standing judge_mx(const struct gs_expect *expect,
                              const struct gs_watch_answer *answer)
{
    if (!gs_outcome_is_final(answer->mx_outcome)) {
        return UNKNOWN;
    }
    bool is_null = expect->host == NULL || expect->host[0] == '\0';
    bool is_held = is_null ? gs_name_list_is_null_mx(&answer->exchanges)
                           : has_exchange(&answer->exchanges, expect->host);
    return is_held ? HELD : BROKEN;
}

const struct gs_address *watch_sunk(const struct gs_watch_answer *answer,
                                    const struct gs_sinkhole_list *sinkholes)
{
    for (size_t i = 0; i < answer->addresses.count; i++) {
        if (watch_sinkhole_of(sinkholes, &answer->addresses.items[i]) != NULL) {
            return &answer->addresses.items[i];
        }
    }
    return NULL;
}

static enum standing judge(const struct gs_expect *expect,
                           const struct gs_watch_answer *answer,
                           const struct gs_sinkhole_list *sinkholes)
{
    switch (expect->kind) {
    case GS_EXPECT_SET:
        return judge_set(expect, answer);
    case GS_EXPECT_PREFIX:
        return judge_prefix(expect, answer);
    case GS_EXPECT_AT_LEAST:
        return judge_count(answer, expect->family, expect->count);
    case GS_EXPECT_FAMILY:
        return judge_count(answer, expect->family, 1);
    case GS_EXPECT_MX:
        return judge_mx(expect, answer);
    case GS_EXPECT_NO_SINKHOLE:
        return watch_sunk(answer, sinkholes) != NULL ? BROKEN
               : is_known(answer, 0)                 ? HELD
                                                     : UNKNOWN;
    }
    return UNKNOWN;
}

uint32_t gs_watch_failing(const struct gs_watch *watch,
                          const struct gs_watch_answer *answer,
                          const struct gs_sinkhole_list *sinkholes, uint32_t before)
{
    uint32_t failing = 0;
    sinkholes = sinkholes == NULL ? gs_sinkholes_default() : sinkholes;
    for (size_t i = 0; i < watch->expects.count; i++) {
        uint32_t bit = UINT32_C(1) << i;
        enum standing standing = judge(&watch->expects.items[i], answer, sinkholes);
        failing |=
            standing == BROKEN || (standing == UNKNOWN && (before & bit) != 0) ? bit : 0;
    }
    return failing;
}
