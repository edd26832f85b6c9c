/* SPDX-License-Identifier: MIT */
#include "exit_connect.h"

/* What is known of several attempts. */
struct tally {
    bool has_open;
    bool has_silent; /* or not at its end */
};

static void count(struct tally *tally, enum gs_connect_status status)
{
    tally->has_open = tally->has_open || status == GS_CONNECT_OPEN;
    tally->has_silent =
        tally->has_silent || status == GS_CONNECT_SILENT || !gs_connect_is_over(status);
}

static enum gs_exit exit_of_tally(const struct tally *tally)
{
    return tally->has_open     ? GS_EXIT_ANSWERED
           : tally->has_silent ? GS_EXIT_TEMPORARY
                               : GS_EXIT_NOT_FOUND;
}

enum gs_exit exit_of_connect(const struct gs_facts *now)
{
    const struct gs_connect_report *report = now->connect;
    struct tally tally = {0};
    if (report == NULL || !report->is_complete) {
        return GS_EXIT_TEMPORARY;
    }
    if (report->attempts.count == 0) {
        return report->name_outcome == GS_OUTCOME_ANSWERED
                   ? GS_EXIT_NOT_FOUND
                   : exit_of(report->name_outcome);
    }
    for (size_t i = 0; i < report->attempts.count; i++) {
        count(&tally, report->attempts.items[i].connection.status);
    }
    return exit_of_tally(&tally);
}

/* Without an address the two answers of DNS say why. */
static enum gs_exit exit_of_no_lane(const struct gs_race *race)
{
    for (size_t i = 0; i < 2; i++) {
        if (gs_outcome_is_temporary(race->dns[i].outcome)) {
            return GS_EXIT_TEMPORARY;
        }
    }
    return GS_EXIT_NOT_FOUND;
}

enum gs_exit exit_of_race(const struct gs_facts *now)
{
    const struct gs_race *race = now->race;
    struct tally tally = {0};
    if (race == NULL || !race->is_complete) {
        return GS_EXIT_TEMPORARY;
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        count(&tally, race->lanes.items[i].connection.status);
    }
    return race->lanes.count == 0 ? exit_of_no_lane(race) : exit_of_tally(&tally);
}

enum gs_exit exit_of_families(const struct gs_facts *now)
{
    const struct gs_families *families = now->families;
    struct tally tally = {0};
    if (families == NULL || !families->is_complete) {
        return GS_EXIT_TEMPORARY;
    }
    for (size_t i = 0; i < families->rows.count; i++) {
        for (size_t side = 0; side < 2; side++) {
            const struct gs_connection_list *list =
                &families->rows.items[i].sides[side].connections;
            for (size_t j = 0; j < list->count; j++) {
                count(&tally, list->items[j].status);
            }
        }
    }
    return exit_of_tally(&tally);
}

enum gs_exit exit_of_network(const struct gs_facts *now)
{
    if (now->network == NULL) {
        return GS_EXIT_OTHER;
    }
    return !now->network->is_known ? GS_EXIT_OTHER : GS_EXIT_ANSWERED;
}
