/* SPDX-License-Identifier: MIT */
/*
 * The winner is the word. The clauses say first why the other family lost, then what was
 * wrong on the winner's own side, then what a client without a race would wait.
 */
#include "gaiscope/rules/race_verdict.h"

#include "race_side.h"
#include "verdict_clause.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"
#include "gaiscope/rules/race_clients.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    BROKEN_FACTOR = 4, /* a wait this much longer than the race is worth a clause */
};

static void set_word(struct gs_verdict *verdict, enum gs_verdict_kind kind,
                     const char *word)
{
    verdict->kind = kind;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", word);
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
                       const struct gs_race_side_result *side)
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
                      const struct gs_race_side_result *loser)
{
    if (loser->family == AF_INET6) {
        say_late_answer(verdict, race);
    }
    if (loser->count == 0) {
        say_absent(verdict, race, loser);
    } else if (gs_race_side_is_broken(loser)) {
        gs_race_say_broken(verdict, loser);
    } else {
        gs_race_say_first(verdict, loser, &race->lanes.items[race->winner]);
    }
}

/* The winner's own family may have had a worse address in front. */
static void say_winner(struct gs_verdict *verdict, const struct gs_race *race,
                       const struct gs_race_side_result *side)
{
    if (side->head != &race->lanes.items[race->winner]) {
        gs_race_say_first(verdict, side, NULL);
    }
}

static void say_clients(struct gs_verdict *verdict, const struct gs_race *race,
                        const struct gs_race_side_result *v6)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    size_t count = gs_race_clients(race, gs_race_slow_ms(&race->settings),
                                   clients); /* lanes are there */
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
    struct gs_race_side_result v6 = gs_race_side_result_of(race, AF_INET6);
    struct gs_race_side_result v4 = gs_race_side_result_of(race, AF_INET);
    const struct gs_race_lane *lane = &race->lanes.items[race->winner];
    bool is_v6 = lane->connection.endpoint.address.family == AF_INET6; /* on the way */
    const struct gs_race_side_result *winner = is_v6 ? &v6 : &v4;
    const struct gs_race_side_result *loser = is_v6 ? &v4 : &v6;
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
    gs_race_say_lost_syns(verdict, loser);
}

static void add_nobody(struct gs_verdict *verdict, const struct gs_race *race)
{
    struct gs_race_side_result v6 = gs_race_side_result_of(race, AF_INET6);
    struct gs_race_side_result v4 = gs_race_side_result_of(race, AF_INET);
    set_word(verdict, GS_VERDICT_BAD, "nobody answers");
    verdict->elapsed_us = race->elapsed_us;
    if (v6.count > 0) {
        gs_race_say_broken(verdict, &v6);
    } else {
        say_absent(verdict, race, &v6);
    }
    if (v4.count > 0) {
        gs_race_say_broken(verdict, &v4);
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
