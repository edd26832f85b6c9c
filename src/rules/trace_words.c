/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/trace_words.h"

#include <string.h>

/* How many say what was followed. */
static size_t count_agreeing(const struct gs_trace_level *level)
{
    size_t count = 0;
    for (size_t i = 0; i < level->servers.count; i++) {
        const struct gs_trace_server *server = &level->servers.items[i];
        count += gs_trace_is_useful(server->said) && !server->differs ? 1 : 0;
    }
    return count;
}

static void say_waiting(struct gs_buf *out, const struct gs_trace_level *level)
{
    size_t asked = gs_trace_asked_count(level);
    if (asked == 0) {
        gs_buf_add_text(out, "looking for an address of its servers");
    } else {
        gs_buf_addf(out, "asking %zu %s", asked, asked == 1 ? "server" : "servers");
    }
}

void gs_trace_level_words(struct gs_buf *out, const struct gs_trace_level *level)
{
    static const char *const one[GS_TRACE_SAID_COUNT] = {
        [GS_TRACE_REFERRED] = "refers to",
        [GS_TRACE_ANSWERED] = "answers",
        [GS_TRACE_ALIAS] = "leads to",
        [GS_TRACE_NO_DATA] = "says no data",
        [GS_TRACE_NO_SUCH_NAME] = "says no such name",
    };
    static const char *const many[GS_TRACE_SAID_COUNT] = {
        [GS_TRACE_REFERRED] = "refer to",
        [GS_TRACE_ANSWERED] = "answer",
        [GS_TRACE_ALIAS] = "lead to",
        [GS_TRACE_NO_DATA] = "say no data",
        [GS_TRACE_NO_SUCH_NAME] = "say no such name",
    };
    const struct gs_trace_server *followed = gs_trace_followed(level);
    size_t asked = gs_trace_asked_count(level);
    if (level->ended == GS_TRACE_WAITING) {
        say_waiting(out, level);
        return;
    }
    if (level->ended == GS_TRACE_STOPPED) {
        gs_buf_add_text(out, gs_trace_said_word(level->ended));
        return;
    }
    if (followed == NULL) {
        gs_buf_addf(out,
                    asked == 0 ? "no server has an address"
                               : "none of %zu says anything of use",
                    asked);
        return;
    }
    size_t count = count_agreeing(level);
    gs_buf_addf(out, "%zu of %zu %s", count, asked,
                (count == 1 ? one : many)[level->ended]);
    const char *next = followed->zone != NULL ? followed->zone : followed->alias;
    if (next != NULL) {
        gs_buf_addf(out, " %s", next);
    }
}

void gs_trace_server_words(struct gs_buf *out, const struct gs_trace_server *server)
{
    const char *reason = server->reason == NULL ? "" : server->reason;
    switch (server->said) {
    case GS_TRACE_REFERRED:
        gs_buf_addf(out, "refers to %s", server->zone);
        break;
    case GS_TRACE_ALIAS:
        gs_buf_addf(out, "leads to %s", server->alias);
        break;
    case GS_TRACE_LAME:
        gs_buf_addf(out, "lame: %s", reason);
        break;
    case GS_TRACE_UPWARD:
    case GS_TRACE_ASTRAY:
    case GS_TRACE_FAILED:
        gs_buf_add_text(out, reason);
        break;
    case GS_TRACE_UNASKED:
        gs_buf_add_text(out,
                        server->lookups > 0 ? "its address is being looked up" : reason);
        break;
    default:
        gs_buf_add_text(out, gs_trace_said_word(server->said));
        break;
    }
    if (server->differs) {
        gs_buf_add_text(out, ", unlike the first");
    }
}

const char *gs_trace_server_sign(const struct gs_trace_server *server)
{
    bool is_looked_up = server->said == GS_TRACE_UNASKED && server->lookups > 0;
    if (server->said == GS_TRACE_WAITING || is_looked_up) {
        return "…";
    }
    if (server->said == GS_TRACE_STOPPED) {
        return "–";
    }
    if (!gs_trace_is_trouble(server)) {
        return "✓";
    }
    return server->differs ? "≠" : server->said == GS_TRACE_FAILED ? "✗" : "▲";
}

void gs_trace_end_words(struct gs_buf *out, const struct gs_trace *trace)
{
    if (trace->outcome == GS_OUTCOME_NOT_ASKED && trace->levels.count > 0) {
        const char *zone = trace->levels.items[trace->levels.count - 1].zone;
        gs_buf_addf(out, "asking %s", strcmp(zone, ".") == 0 ? "the root" : zone);
    } else {
        gs_buf_add_text(out, gs_outcome_word(trace->outcome));
    }
}

const char *gs_trace_said_meaning(enum gs_trace_said said)
{
    switch (said) {
    case GS_TRACE_LAME:
        return "The zone above names this server, but it does not serve the zone. A "
               "resolver "
               "asks the others, and loses time each time it comes here.";
    case GS_TRACE_UPWARD:
        return "It sends back to where one came from: going there would never end. A "
               "resolver "
               "asks the others.";
    case GS_TRACE_ASTRAY:
        return "It sends to a zone that the name is not in: a resolver does not follow.";
    case GS_TRACE_FAILED:
        return "Nothing came that can be used: a resolver asks the others.";
    case GS_TRACE_UNASKED:
        return "The zone above gives no address with this name, and asking for one "
               "brought "
               "none: nobody can ask this server.";
    default:
        return "";
    }
}

size_t gs_trace_trouble_total(const struct gs_trace *trace)
{
    size_t count = 0;
    for (size_t i = 0; i < trace->levels.count; i++) {
        count += gs_trace_trouble_count(&trace->levels.items[i]);
    }
    return count;
}
