/* SPDX-License-Identifier: MIT */
/*
 * The options of watching a list of hosts.
 */
#include "option_apply.h"

#include "gaiscope/rules/watch_interval.h"

enum {
    LIBC_ROUNDS_MAX = 100000,
};

static bool take_file(struct option_parse *parse, const char *value, const char **out)
{
    if (value[0] == '\0') {
        return option_fail(parse, value, "is not a file");
    }
    *out = value;
    return true;
}

bool option_apply_monitor(struct option_parse *parse, const char *value)
{
    return take_file(parse, value, &parse->out->monitor.list);
}

bool option_apply_every(struct option_parse *parse, const char *value)
{
    return gs_interval_parse(value, &parse->out->monitor.interval_s) ||
           option_fail(parse, value, "is no interval; use 1s to 1d, such as 30s or 5m");
}

bool option_apply_libc_every(struct option_parse *parse, const char *value)
{
    int rounds = 0;
    if (!option_number(value, &rounds) || rounds < 1 || rounds > LIBC_ROUNDS_MAX) {
        return option_fail(parse, value, "is no number of rounds; use 1 to 100000");
    }
    parse->out->monitor.libc_rounds = (uint32_t)rounds;
    return true;
}

bool option_apply_dns_only(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->monitor.is_dns_only = true;
    return true;
}

bool option_apply_respect_ttl(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->monitor.respects_ttl = true;
    return true;
}

bool option_apply_sinkholes(struct option_parse *parse, const char *value)
{
    return take_file(parse, value, &parse->out->monitor.sinkholes);
}

bool option_apply_count(struct option_parse *parse, const char *value)
{
    int rounds = 0;
    if (!option_number(value, &rounds) || rounds < 1) {
        return option_fail(parse, value, "is no number of rounds; use 1 or more");
    }
    parse->out->monitor.count = (uint32_t)rounds;
    return true;
}

bool option_apply_summaries(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->monitor.has_summaries = true;
    return true;
}

bool option_apply_state(struct option_parse *parse, const char *value)
{
    parse->out->monitor.is_stateless = false;
    return take_file(parse, value, &parse->out->monitor.state);
}

bool option_apply_no_state(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->monitor.is_stateless = true;
    parse->out->monitor.state = NULL;
    return true;
}

/* What stands in vain beside a list that is watched without a screen. */
static bool check_watch(struct option_parse *parse)
{
    struct gs_options *out = parse->out;
    if (out->format == GS_FORMAT_JSON) {
        out->format = GS_FORMAT_JSONL; /* there is no end that would close a document */
    }
    if (out->has_question) {
        return option_fail(parse, NULL,
                           "the hosts to watch stand in the list; leave out HOST");
    }
    if (out->is_tour) {
        return option_fail(parse, NULL, "--tour is for the dashboard; leave out -r");
    }
    return out->format == GS_FORMAT_TEXT || out->format == GS_FORMAT_CSV ||
           out->format == GS_FORMAT_JSONL ||
           option_fail(parse, NULL, "what is watched is printed as text, jsonl or csv");
}

bool option_check_monitor(struct option_parse *parse)
{
    const struct gs_monitor_options *monitor = &parse->out->monitor;
    if (monitor->list != NULL && parse->out->bulk.list != NULL) {
        return option_fail(parse, NULL,
                           "--list asks once, --monitor again and again; leave out one");
    }
    if (monitor->list != NULL && parse->is_report) {
        return check_watch(parse);
    }
    return (monitor->count == 0 && !monitor->has_summaries) ||
           option_fail(parse, NULL,
                       monitor->count > 0
                           ? "--count is for --monitor FILE with -r or -o"
                           : "--summaries is for --monitor FILE with -r or -o");
}
