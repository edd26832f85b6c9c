/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_words.h"

#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/median.h"

#include <stdio.h>

struct state_words {
    const char *sign;
    const char *word;
};

static const struct state_words states[GS_WATCH_STATE_COUNT] = {
    [GS_WATCH_TRY_AGAIN] = {"✗", "try again"},
    [GS_WATCH_NO_SUCH_NAME] = {"✗", "no such name"},
    [GS_WATCH_NO_DATA] = {"✗", "no data"},
    [GS_WATCH_UNEXPECTED] = {"✗", "unexpected"},
    [GS_WATCH_LOST_IPV6] = {"▼", "lost IPv6"},
    [GS_WATCH_LOST_IPV4] = {"▼", "lost IPv4"},
    [GS_WATCH_IS_FLAPPING] = {"~", "flapping"},
    [GS_WATCH_CHANGED] = {"+", "changed"},
    [GS_WATCH_SLOW] = {"▲", "slow"},
    [GS_WATCH_STEADY] = {"✓", "steady"},
    [GS_WATCH_WAITING] = {"", "waiting"},
};

struct change_words {
    const char *sign;
    const char *word;
    int weight;
};

static const struct change_words changes[GS_WATCH_CHANGE_COUNT] = {
    [GS_WATCH_NO_CHANGE] = {"", "", 0},
    [GS_WATCH_ADDRESS_ADDED] = {"+", "address added", 0},
    [GS_WATCH_ADDRESS_REMOVED] = {"-", "address removed", 0},
    [GS_WATCH_IPV6_LOST] = {"▼", "lost all IPv6", 1},
    [GS_WATCH_IPV6_GAINED] = {"▲", "gained IPv6", 0},
    [GS_WATCH_IPV4_LOST] = {"▼", "lost all IPv4", 1},
    [GS_WATCH_IPV4_GAINED] = {"▲", "gained IPv4", 0},
    [GS_WATCH_NAME_APPEARED] = {"✓", "name appeared", 0},
    [GS_WATCH_NAME_VANISHED] = {"✗", "no such name", 2},
    [GS_WATCH_FAILURE_BEGAN] = {"✗", "temporary failure", 2},
    [GS_WATCH_FAILURE_ENDED] = {"✓", "failure ended", 0},
    [GS_WATCH_SOURCE_CHANGED] = {"→", "source changed", 0},
    [GS_WATCH_ORDER_FLIPPED] = {"↑", "order flipped", 0},
    [GS_WATCH_CNAME_CHANGED] = {"→", "CNAME changed", 0},
    [GS_WATCH_MX_CHANGED] = {"~", "MX changed", 0},
    [GS_WATCH_MX_FAILURE_BEGAN] = {"✗", "no answer for MX", 1},
    [GS_WATCH_MX_FAILURE_ENDED] = {"✓", "MX answers again", 0},
    [GS_WATCH_MX_NULL] = {"▼", "null MX", 1},
    [GS_WATCH_PTR_CHANGED] = {"~", "PTR changed", 0},
    [GS_WATCH_SLOWER] = {"▲", "slower", 1},
    [GS_WATCH_FASTER] = {"✓", "faster", 0},
    [GS_WATCH_FLAPPING] = {"~", "flapping", 1},
    [GS_WATCH_CALM] = {"✓", "calm again", 0},
    [GS_WATCH_EXPECTATION_FAILED] = {"✗", "unexpected", 2},
    [GS_WATCH_EXPECTATION_HELD] = {"✓", "as expected", 0},
};

const char *gs_watch_state_word(enum gs_watch_state state)
{
    return states[state].word;
}

const char *gs_watch_state_sign(enum gs_watch_state state)
{
    return states[state].sign;
}

const char *gs_watch_change_word(enum gs_watch_change_type type)
{
    return changes[type].word;
}

const char *gs_watch_change_sign(enum gs_watch_change_type type)
{
    return changes[type].sign;
}

int gs_watch_change_weight(enum gs_watch_change_type type)
{
    return changes[type].weight;
}

/* -- one change ----------------------------------------------------------------------- */

void gs_watch_change_values(const struct gs_watch_change *change, struct gs_buf *out)
{
    const char *old = change->old == NULL ? "" : change->old;
    const char *now = change->now == NULL ? "" : change->now;
    switch (change->type) {
    case GS_WATCH_FAILURE_BEGAN:
    case GS_WATCH_MX_FAILURE_BEGAN:
    case GS_WATCH_FLAPPING:
    case GS_WATCH_EXPECTATION_FAILED:
    case GS_WATCH_EXPECTATION_HELD:
        gs_buf_add_text(out, now);
        return;
    case GS_WATCH_NAME_VANISHED:
        gs_buf_addf(out, "%s%s", *old == '\0' ? "" : "was ", old);
        return;
    case GS_WATCH_ORDER_FLIPPED:
        gs_buf_addf(out, "%s now first", now);
        return;
    default:
        gs_buf_addf(out, "%s%s%s", old, *old != '\0' && *now != '\0' ? " to " : "", now);
    }
}

/* -- the whole ------------------------------------------------------------------------ */

static uint32_t failed_count(const struct gs_monitor *monitor)
{
    return monitor->states[GS_WATCH_TRY_AGAIN] + monitor->states[GS_WATCH_NO_SUCH_NAME] +
           monitor->states[GS_WATCH_NO_DATA];
}

static void add_states(struct gs_verdict *verdict, const struct gs_monitor *monitor,
                       enum gs_watch_state first)
{
    for (unsigned state = first; state < GS_WATCH_STATE_COUNT; state++) {
        uint32_t count = monitor->states[state];
        char text[GS_COUNT_TEXT_MAX];
        gs_count_format(count, text);
        if (count > 0 && state < GS_WATCH_STEADY) {
            gs_clause_add(verdict, "%s %s %s", states[state].sign, text,
                          states[state].word);
        } else if (count > 0) {
            gs_clause_add(verdict, "%s %s", text, states[state].word);
        }
    }
}

/* "2 of 30 fail". */
static void say_share(struct gs_verdict *verdict, size_t part, size_t count,
                      const char *word)
{
    char texts[2][GS_COUNT_TEXT_MAX];
    gs_count_format(part, texts[0]);
    gs_count_format(count, texts[1]);
    (void)snprintf(verdict->word, sizeof verdict->word, "%.12s of %.12s %s", texts[0],
                   texts[1], word);
}

/* The word says the worst; its state is not said again by a clause. */
static enum gs_watch_state judge(struct gs_verdict *verdict,
                                 const struct gs_monitor *monitor)
{
    uint32_t failed = failed_count(monitor);
    uint32_t unexpected = monitor->states[GS_WATCH_UNEXPECTED];
    size_t count = monitor->hosts.count;
    if (failed > 0) {
        verdict->kind = GS_VERDICT_BAD;
        say_share(verdict, failed, count, "fail");
        return GS_WATCH_UNEXPECTED;
    }
    if (unexpected > 0) {
        verdict->kind = GS_VERDICT_BAD;
        say_share(verdict, unexpected, count, "unexpected");
        return GS_WATCH_LOST_IPV6;
    }
    uint32_t calm = monitor->states[GS_WATCH_STEADY] + monitor->states[GS_WATCH_CHANGED] +
                    monitor->states[GS_WATCH_WAITING];
    verdict->kind = calm == count ? GS_VERDICT_GOOD : GS_VERDICT_LOOK;
    say_share(verdict, count - monitor->states[GS_WATCH_WAITING], count, "answer");
    return GS_WATCH_LOST_IPV6;
}

struct gs_verdict gs_monitor_verdict(const struct gs_monitor *monitor)
{
    struct gs_verdict verdict = {.elapsed_us = -1};
    size_t count = monitor->hosts.count;
    if (count == 0) {
        (void)snprintf(verdict.word, sizeof verdict.word, "nothing is watched");
    } else if (monitor->states[GS_WATCH_WAITING] == count) {
        verdict.kind = monitor->status.is_paused ? GS_VERDICT_NONE : GS_VERDICT_WAITING;
        (void)snprintf(verdict.word, sizeof verdict.word, "%s",
                       monitor->status.is_paused ? "paused"
                                                 : "waiting for the first answers");
    } else {
        enum gs_watch_state first = judge(&verdict, monitor);
        if (monitor->status.is_paused) {
            gs_clause_add(&verdict, "paused");
        }
        add_states(&verdict, monitor, first);
    }
    size_t broken = monitor->errors.count + monitor->errors_left_out;
    if (broken > 0) {
        char text[GS_COUNT_TEXT_MAX];
        gs_count_format(broken, text);
        gs_clause_look(&verdict, "%s %s of the list left out", text,
                       gs_plural(broken, "line", "lines"));
    }
    return verdict;
}

/* -- numbers of a host ---------------------------------------------------------------- */

int64_t gs_watched_median_us(const struct gs_watched *watched)
{
    int64_t times_us[GS_WATCH_SAMPLES_MAX];
    for (size_t i = 0; i < watched->sample_count; i++) {
        uint32_t sample_us = gs_watched_sample(watched, i);
        times_us[i] = sample_us == GS_WATCH_FAILED_US ? -1 : (int64_t)sample_us;
    }
    return gs_median(times_us, watched->sample_count);
}

int gs_watched_up(const struct gs_watched *watched)
{
    if (watched->rounds == 0) {
        return -1;
    }
    return (int)((double)watched->ups * 10000.0 / (double)watched->rounds);
}
