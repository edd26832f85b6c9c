/* SPDX-License-Identifier: MIT */
/*
 * The trace itself is the state: the last level is the one that is walked, unless it has
 * ended; then the trace has an outcome. What is under way is told by each server: said WAITING,
 * or lookups of its address.
 *
 *     level: servers asked --first useful answer--> ended (next level, or the outcome)
 *                  `--------all came to nothing---> ended FAILED, the outcome is a failure
 */
#include "gaiscope/rules/trace_rules.h"

#include "trace_answer.h"
#include "trace_end.h"
#include "trace_facts.h"

#include "gaiscope/rules/answer_kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* One answer being taken in. */
struct step {
    struct gs_trace *trace;
    size_t level;
    struct gs_trace_want_list *wants;
};

static struct gs_trace_level *level_of(const struct step *step)
{
    return &step->trace->levels.items[step->level];
}

/* -- asking -------------------------------------------------------------------------- */

static void want_answer(const struct step *step, size_t number)
{
    struct gs_trace_level *level = level_of(step);
    struct gs_trace_server *server = &level->servers.items[number];
    struct gs_trace_want want = {.type = step->trace->type,
                                 .server = server->endpoint,
                                 .level = step->level,
                                 .number = number};
    (void)snprintf(want.name, sizeof want.name, "%s", level->asked);
    server->said = GS_TRACE_WAITING;
    gs_vec_push(step->wants, want);
}

static void want_addresses(const struct step *step, size_t number)
{
    static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA};
    struct gs_trace_server *server = &level_of(step)->servers.items[number];
    server->is_looked_up = true;
    for (size_t i = 0; i < 2; i++) {
        struct gs_trace_want want = {
            .type = types[i], .is_address = true, .level = step->level, .number = number};
        (void)snprintf(want.name, sizeof want.name, "%s", server->host);
        server->lookups++;
        gs_vec_push(step->wants, want);
    }
}

/* Adds a server's address (NULL: not known yet). Returns: its number; SIZE_MAX: one too
 * many. */
static size_t add_server(const struct step *step, const char *host,
                         const struct gs_address *address)
{
    struct gs_trace_level *level = level_of(step);
    if (level->servers.count == GS_TRACE_SERVERS_MAX) {
        level->left_out++;
        return SIZE_MAX;
    }
    struct gs_trace_server server = {.host = gs_mem_copy_text(host), .rcode = -1};
    if (address != NULL) {
        server.endpoint = (struct gs_endpoint){*address, step->trace->port};
    }
    gs_vec_push(&level->servers, server);
    return level->servers.count - 1;
}

static bool is_there(const struct gs_trace_level *level, const char *host,
                     const struct gs_address *address)
{
    for (size_t i = 0; i < level->servers.count; i++) {
        const struct gs_trace_server *server = &level->servers.items[i];
        if (gs_address_is_equal(&server->endpoint.address, address) &&
            gs_name_is_equal(server->host, host)) {
            return true;
        }
    }
    return false;
}

static void add_asked(const struct step *step, const char *host,
                      const struct gs_address *address)
{
    if (is_there(level_of(step), host, address)) {
        return;
    }
    size_t number = add_server(step, host, address);
    if (number != SIZE_MAX) {
        want_answer(step, number);
    }
}

/* Opens the next level; false: there are too many, and the trace ends. */
static bool add_level(struct step *step, const char *zone, const char *asked)
{
    struct gs_trace *trace = step->trace;
    if (trace->levels.count == GS_TRACE_LEVELS_MAX) {
        char problem[96];
        (void)snprintf(problem, sizeof problem,
                       "The way is longer than %d zones: a resolver gives up.",
                       GS_TRACE_LEVELS_MAX);
        gs_trace_finish(trace, GS_OUTCOME_FAILED, problem);
        return false;
    }
    struct gs_trace_level level = {.zone = gs_mem_copy_text(zone),
                                   .asked = gs_mem_copy_text(asked),
                                   .ended = GS_TRACE_WAITING};
    gs_vec_push(&trace->levels, level);
    step->level = trace->levels.count - 1;
    return true;
}

/* -- a referral ---------------------------------------------------------------------- */

/* Asks the glue's addresses of a host; only a name inside the zone that refers is its to
 * tell the addresses of. RFC 2181 5.4.1. Returns: how many there are. */
static size_t add_glue(const struct step *step, const struct gs_dns_answer *answer,
                       const char *parent, const char *host)
{
    size_t count = 0;
    for (size_t i = 0; gs_name_is_below(host, parent) && i < answer->additional.count;
         i++) {
        const struct gs_record *record = &answer->additional.items[i];
        if (record->address.family != 0 && gs_name_is_equal(record->name, host)) {
            add_asked(step, host, &record->address);
            count++;
        }
    }
    return count;
}

static void follow_referral(struct step *step, const struct gs_dns_answer *answer,
                            const char *zone)
{
    size_t parent_level = step->level;
    size_t left_out = 0;
    char *asked = gs_mem_copy_text(level_of(step)->asked);
    struct gs_text_list hosts = gs_trace_hosts(answer, zone, &left_out);
    if (add_level(step, zone, asked)) {
        level_of(step)->left_out = left_out;
        for (size_t i = 0; i < hosts.count; i++) {
            const char *parent = step->trace->levels.items[parent_level].zone;
            size_t number = SIZE_MAX;
            if (add_glue(step, answer, parent, hosts.items[i]) == 0) {
                number = add_server(step, hosts.items[i], NULL);
            }
            if (number != SIZE_MAX) {
                want_addresses(step, number);
            }
        }
    }
    gs_vec_fini(&hosts);
    free(asked);
}

/* -- an alias ------------------------------------------------------------------------ */

/* The deepest zone already known that a name is in; its last level. The root's fits all. */
static size_t find_start(const struct gs_trace *trace, const char *name)
{
    size_t best = 0;
    for (size_t i = 1; i < trace->levels.count; i++) {
        const char *zone = trace->levels.items[i].zone;
        if (gs_name_is_below(name, zone) &&
            gs_trace_labels(zone) >= gs_trace_labels(trace->levels.items[best].zone)) {
            best = i;
        }
    }
    return best;
}

/* Asks again the servers of a level that are not known to be of no use. */
static void ask_again(struct step *step, size_t from)
{
    for (size_t i = 0; i < step->trace->levels.items[from].servers.count; i++) {
        const struct gs_trace_server *server =
            &step->trace->levels.items[from].servers.items[i];
        if (server->endpoint.address.family != 0 && server->said < GS_TRACE_LAME) {
            add_asked(step, server->host, &server->endpoint.address);
        }
    }
}

static void follow_alias(struct step *step, const char *target)
{
    struct gs_trace *trace = step->trace;
    char problem[GS_NAME_MAX + 64];
    if (gs_trace_is_listed(&trace->aliases, target) ||
        gs_name_is_equal(trace->name, target)) {
        (void)snprintf(problem, sizeof problem, "The aliases lead back to %s.", target);
        gs_trace_finish(trace, GS_OUTCOME_FAILED, problem);
        return;
    }
    if (trace->aliases.count == GS_TRACE_ALIASES_MAX) {
        (void)snprintf(problem, sizeof problem,
                       "More than %d aliases follow one another: a resolver gives up.",
                       GS_TRACE_ALIASES_MAX);
        gs_trace_finish(trace, GS_OUTCOME_FAILED, problem);
        return;
    }
    gs_vec_push(&trace->aliases, gs_mem_copy_text(target));
    size_t from = find_start(trace, target);
    char *zone = gs_mem_copy_text(trace->levels.items[from].zone);
    if (add_level(step, zone, target)) {
        ask_again(step, from);
    }
    free(zone);
}

/* -- an end -------------------------------------------------------------------------- */

static void follow(struct step *step, const struct gs_trace_reading *reading,
                   const struct gs_dns_answer *answer)
{
    switch (reading->said) {
    case GS_TRACE_REFERRED:
        follow_referral(step, answer, reading->next);
        return;
    case GS_TRACE_ALIAS:
        follow_alias(step, reading->next);
        return;
    case GS_TRACE_ANSWERED:
        gs_trace_finish(step->trace, GS_OUTCOME_ANSWERED, NULL);
        break;
    case GS_TRACE_NO_SUCH_NAME:
        gs_trace_finish(step->trace, GS_OUTCOME_NO_SUCH_NAME, NULL);
        break;
    default:
        gs_trace_finish(step->trace, GS_OUTCOME_NO_DATA, NULL);
        break;
    }
    gs_trace_keep_end(step->trace, answer, reading->said);
}

/* -- one answer ---------------------------------------------------------------------- */

static void take_answer(struct step *step, size_t number,
                        const struct gs_dns_answer *answer)
{
    struct gs_trace_level *level = level_of(step);
    struct gs_trace_server *server = &level->servers.items[number];
    struct gs_trace_reading reading = gs_trace_read(level, answer);
    gs_trace_keep_facts(server, answer);
    server->said = reading.said;
    server->claim = gs_trace_claim(&reading, answer);
    gs_trace_set_text(&server->reason, reading.reason);
    gs_trace_set_text(&server->zone,
                      reading.said == GS_TRACE_REFERRED ? reading.next : NULL);
    gs_trace_set_text(&server->alias,
                      reading.said == GS_TRACE_ALIAS ? reading.next : NULL);
    const struct gs_trace_server *followed = gs_trace_followed(level);
    if (server->claim != NULL && followed != NULL) {
        server->differs = strcmp(server->claim, followed->claim) != 0;
    } else if (server->claim != NULL) {
        server->is_followed = true;
        level->ended = reading.said;
        follow(step, &reading, answer); /* levels may move: `level` is no more */
    }
    free(reading.next);
}

/* The addresses that the resolver gave for a server without glue. */
static void take_addresses(const struct step *step, size_t number,
                           const struct gs_dns_answer *answer)
{
    struct gs_trace_level *level = level_of(step);
    const char *owner = gs_dns_answer_final_name(answer);
    level->servers.items[number].lookups--;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        struct gs_trace_server *server = &level->servers.items[number];
        if (record->address.family == 0 || record->type != answer->type ||
            owner == NULL || !gs_name_is_equal(record->name, owner)) {
            continue;
        }
        if (server->endpoint.address.family != 0) {
            add_asked(step, server->host, &record->address);
            continue;
        }
        server->endpoint = (struct gs_endpoint){record->address, step->trace->port};
        want_answer(step, number);
    }
    struct gs_trace_server *server = &level->servers.items[number];
    if (server->lookups == 0 && server->endpoint.address.family == 0) {
        gs_trace_set_text(&server->reason, "its name has no address");
    }
}

/* -- what is left -------------------------------------------------------------------- */

static bool is_open(const struct gs_trace_server *server)
{
    return server->said == GS_TRACE_WAITING || server->lookups > 0;
}

static bool has_open(const struct gs_trace_level *level)
{
    for (size_t i = 0; i < level->servers.count; i++) {
        if (is_open(&level->servers.items[i])) {
            return true;
        }
    }
    return false;
}

static void settle(struct gs_trace *trace)
{
    bool is_under_way = false;
    for (size_t i = 0; i < trace->levels.count; i++) {
        struct gs_trace_level *level = &trace->levels.items[i];
        bool waits = has_open(level);
        is_under_way = is_under_way || waits;
        if (!waits && level->ended == GS_TRACE_WAITING) {
            gs_trace_give_up(trace, level);
        }
    }
    trace->is_complete = !is_under_way;
}

struct gs_trace *gs_trace_rules_open(const char *name, uint16_t type,
                                     const struct gs_root_hints *hints,
                                     struct gs_trace_want_list *wants)
{
    struct gs_trace *trace = gs_trace_new(name);
    struct step step = {.trace = trace, .wants = wants};
    trace->type = type;
    trace->port = hints->port;
    (void)add_level(&step, ".", name); /* there is room for the first */
    for (size_t i = 0; i < hints->count; i++) {
        add_asked(&step, hints->items[i].name, &hints->items[i].address);
    }
    settle(trace);
    return trace;
}

void gs_trace_rules_answer(struct gs_trace *trace, const struct gs_trace_want *asked,
                           const struct gs_dns_answer *answer,
                           struct gs_trace_want_list *wants)
{
    struct step step = {.trace = trace, .level = asked->level, .wants = wants};
    if (asked->is_address) {
        take_addresses(&step, asked->number, answer);
    } else {
        take_answer(&step, asked->number, answer);
    }
    settle(trace);
}
