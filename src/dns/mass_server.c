/* SPDX-License-Identifier: MIT */
#include "mass_server.h"

enum {
    FIRST_PATIENCE_US = 1000000, /* before anything was measured. RFC 6298 2.1 */
    FIRST_OVERDUE_US = 100000,   /* the same */
    PATIENCE_MIN_US = 50000,     /* of the first try: twice that before the third */
    PATIENCE_MAX_US = 2000000,   /* of the first try */
    PATIENCE_LAST_US = 5000000,  /* of any, as libc has it */
    HICCUP_US = 5000,            /* of a busy machine */
    INTERVAL_US = 10000000,      /* the shortest round trip is of the last 10 to 20 s */
    PROBE_US = 1000000,          /* a silent server is tried again as often as that */
    SILENT_IN_ROW = 16,          /* 30 % loss does that once in 200 million times */
};

void gs_mass_server_note(struct gs_mass_server *server, int64_t rtt_us, int64_t now_us)
{
    rtt_us = rtt_us > 0 ? rtt_us : 1;
    server->silent_in_row = 0;
    if (server->srtt_us == 0) {
        server->srtt_us = rtt_us;
        server->rttvar_us = rtt_us / 2;
    } else {
        int64_t off_us = rtt_us - server->srtt_us;
        server->rttvar_us += ((off_us < 0 ? -off_us : off_us) - server->rttvar_us) / 4;
        server->srtt_us += off_us / 8;
        server->srtt_us = server->srtt_us > 0 ? server->srtt_us : 1;
    }
    if (now_us - server->interval_us >= INTERVAL_US) {
        server->interval_us = now_us;
        server->min_us[1] = server->min_us[0];
        server->min_us[0] = 0;
    }
    if (server->min_us[0] == 0 || rtt_us < server->min_us[0]) {
        server->min_us[0] = rtt_us;
    }
}

void gs_mass_server_note_silence(struct gs_mass_server *server)
{
    server->silent_in_row++;
}

int64_t gs_mass_server_min_us(const struct gs_mass_server *server)
{
    const int64_t *min_us = server->min_us;
    return min_us[0] == 0          ? min_us[1]
           : min_us[1] == 0        ? min_us[0]
           : min_us[0] < min_us[1] ? min_us[0]
                                   : min_us[1];
}

static int64_t clamp(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* When an answer should be here. The variation of a steady path is next to nothing, and one
 * hiccup of it, or of this machine, is no loss yet. */
static int64_t expected_us(const struct gs_mass_server *server)
{
    int64_t slack_us = 4 * server->rttvar_us;
    int64_t half_us = server->srtt_us / 2;
    slack_us = slack_us > half_us ? slack_us : half_us;
    return server->srtt_us + (slack_us > HICCUP_US ? slack_us : HICCUP_US);
}

int64_t gs_mass_server_overdue_us(const struct gs_mass_server *server)
{
    return server->srtt_us == 0 ? FIRST_OVERDUE_US
                                : clamp(expected_us(server), HICCUP_US, PATIENCE_MAX_US);
}

int64_t gs_mass_server_patience_us(const struct gs_mass_server *server, unsigned level)
{
    int64_t first_us = server->srtt_us == 0
                           ? FIRST_PATIENCE_US
                           : clamp(expected_us(server), PATIENCE_MIN_US, PATIENCE_MAX_US);
    /* Two quick ones for what got lost by chance, the others for servers that are busy, away
     * for a moment, or have to ask others for long. */
    static const int times[GS_MASS_LEVELS] = {1, 1, 4, 16, 40, 100};
    level = level < GS_MASS_LEVELS ? level : GS_MASS_LEVELS - 1;
    int64_t all_us = first_us * times[level];
    return all_us < PATIENCE_LAST_US ? all_us : PATIENCE_LAST_US;
}

static bool is_silent(const struct gs_mass_server *server)
{
    return server->silent_in_row >= SILENT_IN_ROW;
}

size_t gs_mass_servers_first(struct gs_mass_servers *servers, int64_t now_us)
{
    size_t first = 0;
    while (first < servers->count && is_silent(&servers->items[first])) {
        first++;
    }
    if (first == servers->count) {
        return servers->count > 0 ? 0 : GS_MASS_NOBODY;
    }
    for (size_t i = 0; i < first; i++) {
        struct gs_mass_server *server = &servers->items[i];
        if (now_us - server->probed_us >= PROBE_US) {
            server->probed_us = now_us;
            return i;
        }
    }
    return first;
}

size_t gs_mass_servers_next(const struct gs_mass_servers *servers, size_t current,
                            unsigned settled)
{
    size_t silent = GS_MASS_NOBODY;
    for (size_t i = 1; i <= servers->count; i++) {
        size_t next = (current + i) % servers->count;
        if ((settled & 1u << next) != 0) {
            continue;
        }
        if (!is_silent(&servers->items[next])) {
            return next;
        }
        silent = silent == GS_MASS_NOBODY ? next : silent;
    }
    return silent;
}
