/* SPDX-License-Identifier: MIT */
/*
 * The winner is the word. The clauses say first why the other family lost, then what was
 * wrong on the winner's own side, then what a client without a race would wait.
 */
#include "gaiscope/rules/race_verdict.h"

#include "verdict_clause.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"
#include "gaiscope/rules/race_clients.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    US_PER_MS = 1000,
    SECOND_US = 1000000,
    SECOND_LEAST_US = 900000, /* "a second", in words */
    SECOND_MOST_US = 1500000,
    BROKEN_FACTOR = 4, /* a wait this much longer than the race is worth a clause */
};

/* What a family came to, all its lanes together. */
struct side {
    int family;
    const char *name;                /* "IPv6" */
    const char *type;                /* "AAAA" */
    const struct gs_race_dns *dns;   /* its question */
    const struct gs_race_lane *head; /* its first attempt; NULL: no address */
    size_t count;                    /* addresses */
    size_t over;                     /* attempts at their end */
    size_t by_status[GS_CONNECT_STATUS_COUNT];
    size_t unrouted; /* this machine has no route to them */
};

static struct side side_of(const struct gs_race *race, int family)
{
    bool is_v6 = family == AF_INET6;
    struct side side = {.family = family,
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

static bool is_broken(const struct side *side)
{
    return side->count > 0 && side->over == side->count &&
           side->by_status[GS_CONNECT_OPEN] == 0 &&
           side->by_status[GS_CONNECT_STOPPED] == 0;
}

static void set_word(struct gs_verdict *verdict, enum gs_verdict_kind kind,
                     const char *word)
{
    verdict->kind = kind;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", word);
}

/* "IPv6", or of several addresses "the first IPv6 address". */
static void subject(const struct side *side, char out[48])
{
    (void)snprintf(out, 48, side->count == 1 ? "%s" : "the first %s address", side->name);
}

/* Why no address of a family opens: the way that all of them have in common. */
static void say_broken(struct gs_verdict *verdict, const struct side *side)
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

static void say_late_open(struct gs_verdict *verdict, const struct side *side)
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

/* Why it was silent, where the kernel tells. */
static void say_lost_syns(struct gs_verdict *verdict, const struct side *side)
{
    uint32_t lost = side->head == NULL ? 0 : side->head->connection.syns_again;
    if (lost == 1) {
        gs_clause_add(verdict, "its first SYN was lost");
    } else if (lost > 1) {
        gs_clause_add(verdict, "its first %u SYNs were lost", lost);
    }
}

/* Both opened: by how much they differ. */
static void say_difference(struct gs_verdict *verdict, const struct side *side,
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

/* What became of a family's first attempt, where others of it may do better. */
static void say_first(struct gs_verdict *verdict, const struct side *side,
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

/* The answer that came after the resolution delay, or has not come. */
static void say_late_answer(struct gs_verdict *verdict, const struct gs_race *race)
{
    const struct gs_race_dns *aaaa = &race->dns[0];
    char late[GS_DURATION_TEXT_MAX];
    if (race->delay_until_us < 0 || aaaa->answered_us == race->delay_until_us) {
        return;
    }
    if (aaaa->answered_us < 0) {
        gs_clause_add(verdict, "AAAA has not come");
        return;
    }
    gs_duration_format(aaaa->answered_us - race->delay_from_us, late);
    if (aaaa->address_count > 0) {
        gs_clause_add(verdict, "AAAA came %s late", late);
    } else if (aaaa->outcome != GS_OUTCOME_TIMED_OUT) { /* else it never came */
        gs_clause_add(verdict, "the answer to AAAA came %s late", late);
    }
}

/* Why there is no address of a family. */
static void say_absent(struct gs_verdict *verdict, const struct gs_race *race,
                       const struct side *side)
{
    const char *other = side->family == AF_INET6 ? "IPv4" : "IPv6";
    if (race->is_from_libc) {
        gs_clause_add(verdict, "libc knows no %s address", side->name);
    } else if (!race->dns[0].is_asked && !race->dns[1].is_asked) {
        gs_clause_add(verdict, "the name is an %s address", other);
    } else if (!side->dns->is_asked) {
        gs_clause_add(verdict, "%s alone was asked", other);
    } else if (side->dns->outcome == GS_OUTCOME_NO_DATA ||
               side->dns->outcome == GS_OUTCOME_ANSWERED) {
        gs_clause_add(verdict, "no %s record", side->type);
    } else if (side->dns->answered_us >= 0) {
        gs_clause_look(verdict, "%s: %s", side->type,
                       gs_outcome_word(side->dns->outcome));
    } else if (race->delay_until_us < 0) {
        gs_clause_add(verdict, "%s is not answered yet", side->type);
    }
}

static void say_loser(struct gs_verdict *verdict, const struct gs_race *race,
                      const struct side *loser)
{
    if (loser->family == AF_INET6) {
        say_late_answer(verdict, race);
    }
    if (loser->count == 0) {
        say_absent(verdict, race, loser);
    } else if (is_broken(loser)) {
        say_broken(verdict, loser);
    } else {
        say_first(verdict, loser, &race->lanes.items[race->winner]);
    }
}

/* The winner's own family may have had a worse address in front. */
static void say_winner(struct gs_verdict *verdict, const struct gs_race *race,
                       const struct side *side)
{
    if (side->head != &race->lanes.items[race->winner]) {
        say_first(verdict, side, NULL);
    }
}

static void say_clients(struct gs_verdict *verdict, const struct gs_race *race,
                        const struct side *v6)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    size_t count =
        gs_race_clients(race, GS_CLIENT_SLOW_MS, clients); /* lanes are there */
    const struct gs_race_client *serial =
        gs_race_client_find(clients, count, GS_CLIENT_SERIAL);
    const struct gs_race_client *turned =
        gs_race_client_find(clients, count, GS_CLIENT_SERIAL_V6_FIRST);
    const struct gs_race_client *broken =
        gs_race_client_find(clients, count, GS_CLIENT_BROKEN_SERIAL);
    char wait[GS_DURATION_TEXT_MAX];
    bool is_turned = turned != NULL && turned->waits_us > serial->waits_us;
    serial = is_turned ? turned : serial; /* the one that suffers */
    if (serial->waits_us >= 0) {
        gs_duration_format(serial->waits_us, wait);
        gs_clause_add(verdict, "%s %s %s",
                      is_turned ? "a client that tries IPv6 first" : "a serial client",
                      serial->family != 0 ? "waits" : "gives up after", wait);
    }
    if (v6->by_status[GS_CONNECT_OPEN] > 0 && broken->family == AF_INET &&
        broken->waits_us > BROKEN_FACTOR * race->won_us) {
        gs_duration_format(broken->waits_us, wait);
        gs_clause_add(verdict,
                      turned != NULL && !is_turned
                          ? "with IPv6 broken one that tries it first waits %s"
                          : "with IPv6 broken it waits %s",
                      wait);
    }
}

static void add_won(struct gs_verdict *verdict, const struct gs_race *race)
{
    struct side v6 = side_of(race, AF_INET6);
    struct side v4 = side_of(race, AF_INET);
    const struct gs_race_lane *lane = &race->lanes.items[race->winner];
    bool is_v6 = lane->connection.endpoint.address.family == AF_INET6; /* on the way */
    const struct side *winner = is_v6 ? &v6 : &v4;
    const struct side *loser = is_v6 ? &v4 : &v6;
    bool is_alone = loser->count == 0 && (race->is_complete || !loser->dns->is_asked ||
                                          loser->dns->answered_us >= 0);
    set_word(verdict, GS_VERDICT_GOOD,
             lane->is_synthetic ? "IPv4 wins, by NAT64"
             : is_v6            ? "IPv6 wins"
                                : "IPv4 wins");
    if (is_alone) {
        set_word(verdict, GS_VERDICT_GOOD, "one family only");
        gs_clause_add(verdict, "%s",
                      lane->is_synthetic ? "IPv4, by NAT64" : winner->name);
    }
    verdict->elapsed_us = race->won_us;
    say_loser(verdict, race, loser);
    say_winner(verdict, race, winner);
    say_clients(verdict, race, &v6);
    say_lost_syns(verdict, loser);
}

static void add_nobody(struct gs_verdict *verdict, const struct gs_race *race)
{
    struct side v6 = side_of(race, AF_INET6);
    struct side v4 = side_of(race, AF_INET);
    set_word(verdict, GS_VERDICT_BAD, "nobody answers");
    verdict->elapsed_us = race->elapsed_us;
    if (v6.count > 0) {
        say_broken(verdict, &v6);
    } else {
        say_absent(verdict, race, &v6);
    }
    if (v4.count > 0) {
        say_broken(verdict, &v4);
    } else {
        say_absent(verdict, race, &v4);
    }
}

static void add_no_address(struct gs_verdict *verdict, const struct gs_race *race)
{
    set_word(verdict, GS_VERDICT_BAD, "no address");
    verdict->elapsed_us = race->elapsed_us;
    for (size_t i = 0; i < 2; i++) {
        if (race->dns[i].is_asked) {
            gs_clause_add(verdict, "%s: %s", i == 0 ? "AAAA" : "A",
                          gs_outcome_word(race->dns[i].outcome));
        }
    }
    if (race->libc_us >= 0) {
        gs_clause_add(verdict, "libc: %s", gs_outcome_word(race->libc_outcome));
    }
    gs_clause_add(verdict, "so nothing is raced");
}

static void add_no_port(struct gs_verdict *verdict, const struct gs_race *race)
{
    struct gs_buf safe = {0};
    set_word(verdict, GS_VERDICT_BAD, "no port");
    gs_text_sanitise(&safe, race->service, strlen(race->service));
    gs_clause_add(verdict, "the services table has no TCP port for %s",
                  gs_buf_text(&safe));
    gs_clause_add(verdict, "so nothing is raced");
    gs_buf_fini(&safe);
}

/* What is waited for. */
static void add_under_way(struct gs_verdict *verdict, const struct gs_race *race)
{
    size_t begun = 0;
    for (size_t i = 0; i < race->lanes.count; i++) {
        begun += race->lanes.items[i].started_us >= 0;
    }
    if (race->lanes.count == 0) {
        gs_clause_add(verdict, "waiting for addresses");
    } else if (begun == 0) {
        gs_clause_add(verdict, "A is there, waiting for AAAA");
    } else {
        gs_clause_add(verdict, "%zu of %zu addresses tried", begun, race->lanes.count);
    }
}

struct gs_verdict gs_race_verdict(const struct gs_race *race, int64_t waited_us)
{
    struct gs_verdict verdict = {.elapsed_us = waited_us};
    if (race == NULL) {
        set_word(&verdict, waited_us >= 0 ? GS_VERDICT_WAITING : GS_VERDICT_NONE,
                 waited_us >= 0 ? "racing" : "no race yet");
    } else if (race->winner < race->lanes.count) {
        add_won(&verdict, race);
    } else if (!race->is_complete && waited_us >= 0) {
        set_word(&verdict, GS_VERDICT_WAITING, "racing");
        add_under_way(&verdict, race);
    } else if (!race->is_complete) {
        set_word(&verdict, GS_VERDICT_EMPTY, "stopped");
        add_under_way(&verdict, race);
    } else if (race->lanes.count > 0) {
        add_nobody(&verdict, race);
    } else if (race->port == 0 && race->service[0] != '\0') {
        add_no_port(&verdict, race);
    } else {
        add_no_address(&verdict, race);
    }
    return verdict;
}

void gs_race_lane_result(const struct gs_race *race, size_t number, struct gs_buf *out)
{
    const struct gs_connection *connection = &race->lanes.items[number].connection;
    char took[GS_DURATION_TEXT_MAX];
    if (race->winner == number) {
        gs_buf_add_text(out, "wins");
        return;
    }
    gs_buf_add_text(out, gs_connect_word(connection->status));
    if (connection->status == GS_CONNECT_OPEN) {
        gs_duration_format(connection->elapsed_us, took);
        gs_buf_addf(out, ", %s", took);
    }
}
