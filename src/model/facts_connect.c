/* SPDX-License-Identifier: MIT */
/*
 * The parts that connect, and what this machine has of each family. What waits when one is
 * stopped says so; what came stays.
 */
#include "part_facts.h"

static void stop(struct gs_connection *connection)
{
    if (!gs_connect_is_over(connection->status)) {
        connection->status = GS_CONNECT_STOPPED;
    }
}

static void clear_connect(struct gs_facts *facts)
{
    gs_connect_report_free(facts->connect);
}

static bool has_connect(const struct gs_facts *facts)
{
    return facts->connect != NULL &&
           (facts->connect->is_complete || facts->connect->attempts.count > 0);
}

static bool is_whole_connect(const struct gs_facts *facts)
{
    return facts->connect != NULL && facts->connect->is_complete;
}

static void stop_connect(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* each attempt keeps its own time */
    for (size_t i = 0; facts->connect != NULL && i < facts->connect->attempts.count;
         i++) {
        stop(&facts->connect->attempts.items[i].connection);
    }
}

const struct gs_part_facts gs_facts_of_connect = {
    GS_HELD_IN(connect), clear_connect, has_connect, is_whole_connect, stop_connect};

static void clear_race(struct gs_facts *facts)
{
    gs_race_free(facts->race);
}

/* The lanes are worth showing from their begin: a race is seen while it runs. */
static bool has_race(const struct gs_facts *facts)
{
    return facts->race != NULL;
}

static bool is_whole_race(const struct gs_facts *facts)
{
    return facts->race != NULL && facts->race->is_complete;
}

static void stop_race(struct gs_facts *facts, int64_t at_us)
{
    struct gs_race *race = facts->race;
    (void)at_us; /* a race counts from its own begin */
    for (size_t i = 0; race != NULL && i < race->lanes.count; i++) {
        stop(&race->lanes.items[i].connection);
    }
    for (size_t i = 0; race != NULL && i < 2; i++) {
        if (race->dns[i].is_asked && race->dns[i].outcome == GS_OUTCOME_NOT_ASKED) {
            race->dns[i].outcome = GS_OUTCOME_CANCELLED;
        }
    }
}

const struct gs_part_facts gs_facts_of_race = {GS_HELD_IN(race), clear_race, has_race,
                                               is_whole_race, stop_race};

static void clear_families(struct gs_facts *facts)
{
    gs_families_free(facts->families);
}

static bool has_families(const struct gs_facts *facts)
{
    return facts->families != NULL && facts->families->rows.count > 0;
}

static bool is_whole_families(const struct gs_facts *facts)
{
    return facts->families != NULL && facts->families->is_complete;
}

static void stop_side(struct gs_family_side *side)
{
    for (size_t i = 0; i < side->connections.count; i++) {
        stop(&side->connections.items[i]);
    }
}

static void stop_families(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* each row keeps its own times */
    for (size_t i = 0; facts->families != NULL && i < facts->families->rows.count; i++) {
        stop_side(&facts->families->rows.items[i].sides[0]);
        stop_side(&facts->families->rows.items[i].sides[1]);
    }
}

const struct gs_part_facts gs_facts_of_families = {
    GS_HELD_IN(families), clear_families, has_families, is_whole_families, stop_families};

static void clear_network(struct gs_facts *facts)
{
    gs_network_free(facts->network);
}

static bool has_network(const struct gs_facts *facts)
{
    return facts->network != NULL;
}

static bool is_whole_network(const struct gs_facts *facts)
{
    return facts->network != NULL && facts->network->is_complete;
}

const struct gs_part_facts gs_facts_of_network = {GS_HELD_IN(network), clear_network,
                                                  has_network, is_whole_network, NULL};
