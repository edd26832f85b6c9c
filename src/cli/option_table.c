/* SPDX-License-Identifier: MIT */
#include "option_table.h"

#include "option_apply.h"

#include "gaiscope/base/text.h"

#include <string.h>

enum {
    RECORD_MAX_MIB = 4096,
};

static bool apply_report(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->is_report = true;
    return true;
}

static bool apply_output(struct option_parse *parse, const char *value)
{
    static const char *const words[] = {"text", "json", "csv", "jsonl"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gs_text_compare_case(value, words[i], SIZE_MAX) == 0) {
            parse->out->format = (enum gs_format)i;
            parse->is_report = true;
            return true;
        }
    }
    if (gs_take_parse(value, &parse->out->take) == GS_OK &&
        parse->out->take <= GS_TAKE_CURL) {
        parse->out->format = GS_FORMAT_TAKE;
        parse->is_report = true;
        return true;
    }
    return option_fail(parse, value,
                       "is not a format; use text, json, jsonl, csv, c, python, getent, "
                       "dig or curl");
}

static bool apply_demo(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->is_demo = true;
    return true;
}

static bool apply_tour(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->is_demo = parse->out->is_tour = true;
    return true;
}

static bool apply_tour_pace(struct option_parse *parse, const char *value)
{
    return option_seconds(parse, value, &parse->out->tour_pace_ms) &&
           apply_tour(parse, value);
}

static bool apply_record(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0' || strcmp(value, "-") == 0) {
        return option_fail(parse, value, "is not a file to record to");
    }
    parse->out->record = value;
    return true;
}

static bool apply_record_limit(struct option_parse *parse, const char *value)
{
    int mib = 0;
    if (!option_number(value, &mib) || mib < 1 || mib > RECORD_MAX_MIB) {
        return option_fail(parse, value, "is not a size; use MiB from 1 to 4096");
    }
    parse->has_record_limit = true;
    parse->out->record_limit = (uint64_t)mib * 1024 * 1024;
    return true;
}

static bool apply_replay(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0' || strcmp(value, "-") == 0) {
        return option_fail(parse, value, "is not a file; a replay reads a regular file");
    }
    parse->out->replay = value;
    return true;
}

static bool apply_speed(struct option_parse *parse, const char *value)
{
    static const struct {
        const char *word;
        unsigned quarters;
    } speeds[] = {{"step", 0}, {"1/4", 1}, {"1/2", 2}, {"1", 4},    {"2", 8},
                  {"4", 16},   {"8", 32},  {"16", 64}, {"32", 128}, {"64", 256}};

    parse->has_speed = true;
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
        if (gs_text_compare_case(value, speeds[i].word, SIZE_MAX) == 0) {
            parse->out->speed_quarters = speeds[i].quarters;
            return true;
        }
    }
    return option_fail(parse, value,
                       "is not a speed; use 1/4, 1/2, 1, 2, 4, 8, 16, 32, 64 or step");
}

static bool apply_theme(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0') {
        return option_fail(parse, value, "is not a theme; use a name or a file");
    }
    parse->out->theme = value;
    return true;
}

static bool apply_no_color(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->no_color = true;
    return true;
}

static bool apply_ascii(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->ascii = true;
    return true;
}

static bool apply_no_mouse(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->no_mouse = true;
    return true;
}

static bool apply_help(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->mode = GS_MODE_HELP;
    parse->is_over = true;
    return true;
}

static bool apply_version(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->mode = GS_MODE_VERSION;
    parse->is_over = true;
    return true;
}

const struct option_row option_rows[] = {
    {'r', "report", NULL, apply_report, "look up once, print, exit"},
    {'o', "output", "FORMAT", apply_output,
     "report: text json jsonl csv c python getent dig curl"},
    {'f', "family", "FAMILY", option_apply_family, "any, inet or inet6"},
    {'4', NULL, NULL, option_apply_inet, "the same as --family inet"},
    {'6', NULL, NULL, option_apply_inet6, "the same as --family inet6"},
    {'t', "socktype", "TYPE", option_apply_socktype,
     "any, stream, dgram, raw, rdm or seqpacket"},
    {'p', "protocol", "PROTOCOL", option_apply_protocol,
     "a name or a number; 0 or any: any"},
    {'a', "flags", "LIST", option_apply_flags,
     "none, or names without AI_: passive,v4mapped"},
    {'s', "server", "ADDR[:PORT]", option_apply_server, "ask this name server, libc too"},
    {0, "whois", "HOST[:PORT]", option_apply_whois, "the whois server asked first"},
    {'T', "timeout", "SECONDS", option_apply_timeout,
     "the longest an answer may take, 0.1 to 3600"},
    {0, "smtp-port", "PORT", option_apply_smtp_port, "where exchanges are greeted; 25"},
    {0, "null", NULL, option_apply_null,
     "no host: the null node; SERVICE alone may follow"},
    {0, "demo", NULL, apply_demo, "ask a small name server inside this program"},
    {0, "tour", NULL, apply_tour, "ten stations of the demo to learn from; . next"},
    {0, "tour-pace", "SECONDS", apply_tour_pace, "the tour goes on by itself"},
    {0, "parts", "LIST", option_apply_parts,
     "system,dns,mail,log,...: the manual has them all"},
    {0, "list", "FILE", option_apply_list,
     "look up each name of a list; - standard input"},
    {0, "order", "ORDER", option_apply_order,
     "of a list: input, or done: as answers come"},
    {0, "libc", NULL, option_apply_libc, "ask a list through getaddrinfo, not DNS"},
    {0, "quiet", NULL, option_apply_quiet, "of a list: no progress, no counts"},
    {0, "types", "LIST", option_apply_types, "record types to ask: A,MX,TYPE65"},
    {0, "dns", "SETTINGS", option_apply_dns,
     "how records are asked: do,cd,tcp,nsid,size=1232"},
    {0, "connect", "LIST", option_apply_connect,
     "services to connect to: www,https,8080; default"},
    {0, "banner", NULL, option_apply_banner,
     "wait for the first line that a server says"},
    {0, "connect-always", NULL, option_apply_connect_always,
     "connect with every question"},
    {0, "race", "SETTINGS", option_apply_race,
     "how the families race: attempts=250 slow=300"},
    {0, "compare", "LIST", option_apply_compare, "name servers for --parts servers"},
    {0, "families", "LIST|FILE", option_apply_families,
     "hosts that --parts families compares HOST with"},
    {0, "root-hints", "FILE", option_apply_root_hints,
     "where --parts trace begins: NS, A, AAAA lines"},
    {0, "messages", "FORM", option_apply_messages,
     "report: messages of records: none text hex"},
    {'m', "monitor", "FILE|-", option_apply_monitor,
     "watch the hosts of a list; with -r, -o no screen"},
    {0, "every", "TIME", option_apply_every,
     "from round to round of a host: 30s, 5m, 1h"},
    {0, "libc-every", "N", option_apply_libc_every,
     "ask libc, too, each Nth round of a host; 10"},
    {0, "dns-only", NULL, option_apply_dns_only, "never ask libc about watched hosts"},
    {0, "respect-ttl", NULL, option_apply_respect_ttl,
     "ask again when the TTL has run out, not before"},
    {0, "sinkholes", "FILE", option_apply_sinkholes,
     "ranges that the expectation no-sinkhole refuses"},
    {0, "count", "N", option_apply_count, "end after N rounds of the list"},
    {0, "summaries", NULL, option_apply_summaries, "a line for each round of the list"},
    {0, "state", "FILE", option_apply_state, "keep what was seen there"},
    {0, "no-state", NULL, option_apply_no_state, "keep nothing between two runs"},
    {0, "on-change", "PROGRAM", option_apply_on_change,
     "run it for a change, with JSON as its input"},
    {0, "on-change-arg", "ARG", option_apply_on_change_arg,
     "an argument for it; once for each"},
    {0, "bell", NULL, option_apply_bell, "ring the terminal's bell for a change"},
    {0, "metrics", "FILE", option_apply_metrics,
     "write what is watched there, for Prometheus"},
    {0, "listen", "[ADDR:]PORT", option_apply_listen,
     "serve it over HTTP: /metrics and /healthz"},
    {0, "metrics-hosts", "N", option_apply_metrics_hosts,
     "hosts with series of their own in it; 1000"},
    {0, "record", "FILE", apply_record, "record all that is asked and answered"},
    {0, "record-limit", "MIB", apply_record_limit, "the size a recording ends at; 64"},
    {0, "replay", "FILE", apply_replay, "play a recording; nothing is asked"},
    {0, "speed", "N|step", apply_speed, "of a replay: 1/4 to 64, or key by key"},
    {0, "exact", NULL, option_apply_exact, "give HOST and SERVICE to libc byte for byte"},
    {0, "theme", "NAME|FILE", apply_theme, "dark, light, high-contrast, mono, or a file"},
    {0, "no-color", NULL, apply_no_color, "no colours, as NO_COLOR in the environment"},
    {0, "ascii", NULL, apply_ascii, "ASCII signs only"},
    {0, "no-mouse", NULL, apply_no_mouse, "leave the mouse to the terminal"},
    {'h', "help", NULL, apply_help, "print this and exit"},
    {'V', "version", NULL, apply_version, "print the versions and exit"},
    {0, NULL, NULL, NULL, NULL},
};
