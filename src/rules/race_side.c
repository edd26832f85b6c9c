/* SPDX-License-Identifier: MIT */
#include "race_side.h"

#include "verdict_clause.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    US_PER_MS = 1000,
    SECOND_US = 1000000,
    SECOND_LEAST_US = 900000, /* "a second", in words */
    SECOND_MOST_US = 1500000,
};

struct gs_race_side_result gs_race_side_result_of(const struct gs_race *race, int family)
{
    bool is_v6 = family == AF_INET6;
    struct gs_race_side_result side = {.family = family,
                                       .name = is_v6 ? "IPv6" : "IPv4",
                                       .type = is_v6 ? "AAAA" : "A",
                                       .dns = &race->dns[gs_race_side(family)]};
    size_t synthetic = 0;
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        enum gs_connect_status status = lane->connection.status;
        if (lane->connection.endpoint.address.family != family) {
            continue;
        }
        side.head = side.head == NULL ? lane : side.head;
        side.count++;
        synthetic += lane->is_synthetic;
        side.over += gs_connect_is_over(status);
        side.by_status[status]++;
        side.unrouted += gs_connect_is_unrouted(&lane->connection) ? 1 : 0;
    }
    if (synthetic > 0 && synthetic == side.count) {
        side.name = "NAT64"; /* these are hosts of IPv4 */
    }
    return side;
}

bool gs_race_side_is_broken(const struct gs_race_side_result *side)
{
    return side->count > 0 && side->over == side->count &&
           side->by_status[GS_CONNECT_OPEN] == 0 &&
           side->by_status[GS_CONNECT_STOPPED] == 0;
}

/* "IPv6", or of several addresses "the first IPv6 address". */
static void subject(const struct gs_race_side_result *side, char out[48])
{
    (void)snprintf(out, 48, side->count == 1 ? "%s" : "the first %s address", side->name);
}

void gs_race_say_broken(struct gs_verdict *verdict,
                        const struct gs_race_side_result *side)
{
    if (side->by_status[GS_CONNECT_NO_ROUTE] == side->count &&
        side->unrouted < side->count) {
        gs_clause_look(verdict, "%s is not reached", side->name);
    } else if (side->unrouted == side->count) {
        gs_clause_look(verdict, "no route to %s from this machine", side->name);
    } else if (side->by_status[GS_CONNECT_REFUSED] == side->count) {
        gs_clause_look(verdict, "%s was refused", side->name);
    } else if (side->by_status[GS_CONNECT_SILENT] == side->count) {
        gs_clause_look(verdict, "%s was silent", side->name);
    } else if (side->count == 1) {
        gs_clause_look(verdict, "%s failed", side->name);
    } else {
        gs_clause_look(verdict, "none of %zu %s addresses opens", side->count,
                       side->name);
    }
}

static void say_late_open(struct gs_verdict *verdict,
                          const struct gs_race_side_result *side)
{
    const struct gs_connection *first = &side->head->connection;
    bool is_a_second =
        first->elapsed_us >= SECOND_LEAST_US && first->elapsed_us < SECOND_MOST_US;
    char who[48];
    char wait[GS_DURATION_TEXT_MAX];
    subject(side, who);
    gs_duration_format(first->elapsed_us, wait);
    gs_clause_add(verdict, "%s was silent for %s", who, is_a_second ? "a second" : wait);
}

void gs_race_say_lost_syns(struct gs_verdict *verdict,
                           const struct gs_race_side_result *side)
{
    uint32_t lost = side->head == NULL ? 0 : side->head->connection.syns_again;
    if (lost == 1) {
        gs_clause_add(verdict, "its first SYN was lost");
    } else if (lost > 1) {
        gs_clause_add(verdict, "its first %u SYNs were lost", lost);
    }
}

/* Both opened: by how much they differ. */
static void say_difference(struct gs_verdict *verdict,
                           const struct gs_race_side_result *side,
                           const struct gs_race_lane *winner)
{
    int64_t slower_us = side->head->connection.elapsed_us - winner->connection.elapsed_us;
    char by[GS_DURATION_TEXT_MAX];
    gs_duration_format(slower_us < 0 ? -slower_us : slower_us, by);
    if (slower_us >= US_PER_MS) {
        gs_clause_add(verdict, "%s was %s slower", side->name, by);
    } else if (slower_us > -US_PER_MS) {
        gs_clause_add(verdict, "%s was as fast", side->name);
    } else {
        gs_clause_add(verdict, "%s was %s faster, its turn came later", side->name, by);
    }
}

void gs_race_say_first(struct gs_verdict *verdict, const struct gs_race_side_result *side,
                       const struct gs_race_lane *winner)
{
    if (side->head == NULL) {
        return; /* no address, so nothing to say of one */
    }
    const struct gs_connection *first = &side->head->connection;
    char who[48];
    subject(side, who);
    switch (first->status) {
    case GS_CONNECT_OPEN:
        if (first->syns_again > 0 || first->elapsed_us >= SECOND_US) {
            say_late_open(verdict, side);
        } else if (winner != NULL) {
            say_difference(verdict, side, winner);
        }
        break;
    case GS_CONNECT_WAITING:
        gs_clause_add(verdict, "%s has not answered yet", who);
        break;
    case GS_CONNECT_NO_ROUTE:
        gs_clause_add(
            verdict,
            gs_connect_is_unrouted(first) ? "no route to %s" : "%s is not reached", who);
        break;
    case GS_CONNECT_REFUSED:
    case GS_CONNECT_SILENT:
    case GS_CONNECT_FAILED:
    case GS_CONNECT_STOPPED:
        gs_clause_add(verdict, "%s %s%s", who,
                      first->status == GS_CONNECT_FAILED ? "" : "was ",
                      gs_connect_word(first->status));
        break;
    case GS_CONNECT_IDLE:
        gs_clause_add(verdict, "%s is not needed", side->name);
        break;
    }
}
