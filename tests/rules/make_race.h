/* SPDX-License-Identifier: MIT */
/**
 * Races as text, for tests. An address is its family and a letter ("6a" is 2001:db8::a, "4b"
 * 192.0.2.11), how it ends and after how many milliseconds: "6a open 20, 4b silent 9000".
 */
#ifndef GAISCOPE_TESTS_RULES_MAKE_RACE_H
#define GAISCOPE_TESTS_RULES_MAKE_RACE_H

#include "gaiscope/rules/race_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/** -1 stays -1. */
static inline int64_t ms_to_us(int ms)
{
    return ms < 0 ? -1 : (int64_t)ms * 1000;
}

/** "6a", "4b". */
static inline struct gs_endpoint make_endpoint(const char *word)
{
    struct gs_endpoint endpoint = {.port = 80};
    uint8_t host = (uint8_t)(10 + word[1] - 'a');
    endpoint.address =
        word[0] == '6'
            ? (struct gs_address){.family = AF_INET6,
                                  .bytes = {0x20, 0x01, 0x0d, 0xb8, [15] = host}}
            : (struct gs_address){.family = AF_INET, .bytes = {192, 0, 2, host}};
    return endpoint;
}

static inline enum gs_connect_status make_status(const char *id)
{
    for (int i = 0; i < GS_CONNECT_STATUS_COUNT; i++) {
        if (strcmp(gs_connect_id((enum gs_connect_status)i), id) == 0) {
            return (enum gs_connect_status)i;
        }
    }
    abort();
}

/** "6a open 20, 4b refused 1", ranked as they are written. Returns: how many. */
static inline size_t make_assumed(const char *text, struct gs_race_assumed out[16])
{
    size_t count = 0;
    char word[3];
    char status[16];
    int ms = 0;
    int len = 0;
    while (sscanf(text, " %2s %15s %d%n", word, status, &ms, &len) == 3) {
        out[count] = (struct gs_race_assumed){
            .address = {.endpoint = make_endpoint(word), .rank = count},
            .status = make_status(status),
            .takes_us = ms_to_us(ms)};
        count++;
        text += len;
        text += *text == ',';
    }
    return count;
}

/** "delay=0 attempts=3 first=inet count=2 turns=no deadline=300"; "" the RFC's. */
static inline struct gs_race_settings make_race_settings(const char *text)
{
    struct gs_race_settings settings = gs_race_settings_default();
    char copy[128];
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        const char *value = strchr(word, '=') + 1;
        if (strncmp(word, "delay", 5) == 0) {
            settings.resolution_delay_ms = (uint32_t)atoi(value);
        } else if (strncmp(word, "attempts", 8) == 0) {
            settings.attempt_delay_ms = (uint32_t)atoi(value);
        } else if (strncmp(word, "first", 5) == 0) {
            settings.first_family = strcmp(value, "inet") == 0    ? AF_INET
                                    : strcmp(value, "inet6") == 0 ? AF_INET6
                                                                  : AF_UNSPEC;
        } else if (strncmp(word, "count", 5) == 0) {
            settings.first_family_count = (uint8_t)atoi(value);
        } else if (strncmp(word, "turns", 5) == 0) {
            settings.is_interleaved = strcmp(value, "yes") == 0;
        } else {
            settings.deadline_ms = (uint32_t)atoi(value);
        }
    }
    return settings;
}

static inline void race_word(const struct gs_race_lane *lane, char out[3])
{
    const struct gs_address *address = &lane->connection.endpoint.address;
    bool is_v6 = address->family == AF_INET6;
    out[0] = is_v6 ? '6' : '4';
    out[1] = (char)('a' + address->bytes[is_v6 ? 15 : 3] - 10);
    out[2] = '\0';
}

/** "6a#0 4a": the lanes with their ranks. */
static inline void describe_lanes(const struct gs_race *race, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < race->lanes.count; i++) {
        char word[3];
        race_word(&race->lanes.items[i], word);
        len += (size_t)snprintf(out + len, size - len, "%s%s", i == 0 ? "" : " ", word);
        if (race->lanes.items[i].rank != SIZE_MAX) {
            len += (size_t)snprintf(out + len, size - len, "#%zu",
                                    race->lanes.items[i].rank);
        }
    }
}

/** "delay 12-45, 6a 45-65 open wins, 4a 295-310 open after; won 65, over 310". */
static inline void describe_race(const struct gs_race *race, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    if (race->delay_from_us >= 0) {
        len += (size_t)snprintf(out + len, size - len, "delay %d-%d",
                                (int)(race->delay_from_us / 1000),
                                (int)(race->delay_until_us / 1000));
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        char word[3];
        race_word(lane, word);
        len += (size_t)snprintf(
            out + len, size - len, "%s%s %d-%d %s%s%s", len == 0 ? "" : ", ", word,
            (int)(lane->started_us / 1000), (int)(lane->ended_us / 1000),
            gs_connect_id(lane->connection.status), race->winner == i ? " wins" : "",
            lane->is_after_win ? " after" : "");
    }
    len += (size_t)snprintf(out + len, size - len, "%s", len == 0 ? "" : "; ");
    if (race->won_us >= 0) {
        len += (size_t)snprintf(out + len, size - len, "won %d, ",
                                (int)(race->won_us / 1000));
    }
    (void)snprintf(out + len, size - len, "over %d", (int)(race->elapsed_us / 1000));
}

#endif
