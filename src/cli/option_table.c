/* SPDX-License-Identifier: MIT */
#include "option_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/compare_list.h"
#include "gaiscope/rules/whois_query.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <sys/stat.h>

enum {
    WORD_MAX = 64,
    TIMEOUT_MIN_MS = 100,
    TIMEOUT_MAX_MS = 3600 * 1000,
    RECORD_MAX_MIB = 4096,
};

static bool apply_report(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->is_report = true;
    return true;
}

static bool apply_smtp_port(struct option_parse *parse, const char *value)
{
    char *end = NULL;
    unsigned long port = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || port == 0 ||
        port > UINT16_MAX) {
        return option_fail(parse, value, "is not a port; use 1 to 65535");
    }
    parse->out->smtp_port = (uint16_t)port;
    return true;
}

static bool apply_output(struct option_parse *parse, const char *value)
{
    static const char *const words[] = {"text", "json", "csv"};
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
                       "is not a format; use text, json, csv, c, python, getent, dig or "
                       "curl");
}

static bool apply_family(struct option_parse *parse, const char *value)
{
    if (gs_hint_parse(gs_hint_families(), value, &parse->out->question.hints.family) !=
        GS_OK) {
        return option_fail(parse, value, "is not a family; use any, inet or inet6");
    }
    return true;
}

static bool apply_inet(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.hints.family = AF_INET;
    return true;
}

static bool apply_inet6(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.hints.family = AF_INET6;
    return true;
}

static bool apply_socktype(struct option_parse *parse, const char *value)
{
    if (gs_hint_parse(gs_hint_socktypes(), value, &parse->out->question.hints.socktype) !=
        GS_OK) {
        return option_fail(parse, value,
                           "is not a socket type; use any, stream, dgram, raw, rdm or "
                           "seqpacket");
    }
    return true;
}

/* Digits only: no sign, no blanks. */
static bool parse_number(const char *text, int *out)
{
    if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0') {
        return false;
    }
    errno = 0;
    unsigned long number = strtoul(text, NULL, 10);
    if (errno != 0 || number > INT_MAX) {
        return false;
    }
    *out = (int)number;
    return true;
}

static bool apply_protocol(struct option_parse *parse, const char *value)
{
    int *protocol = &parse->out->question.hints.protocol;
    if (parse_number(value, protocol) ||
        gs_hint_parse(gs_hint_protocols(), value, protocol) == GS_OK ||
        (strlen(value) < WORD_MAX &&
         gs_engine_protocol_number(value, protocol) == GS_OK)) {
        return true;
    }
    return option_fail(parse, value,
                       "is not a protocol; use a number or a name of /etc/protocols");
}

static bool apply_flags(struct option_parse *parse, const char *value)
{
    char bad[WORD_MAX] = "";
    int *flags = &parse->out->question.hints.flags;
    if (gs_flags_parse(value, flags, bad, sizeof bad) != GS_OK) {
        return option_fail(parse, bad,
                           "is not a flag; use none, or names without AI_ such as "
                           "addrconfig,v4mapped");
    }
    parse->out->question.hints.has_default_flags = false;
    return true;
}

static bool apply_server(struct option_parse *parse, const char *value)
{
    if (gs_endpoint_parse(value, GS_DNS_PORT, &parse->out->server) != GS_OK) {
        return option_fail(parse, value,
                           "is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT");
    }
    return true;
}

static bool apply_whois(struct option_parse *parse, const char *value)
{
    struct gs_whois_server server;
    size_t len = strlen(value);
    if (len >= sizeof parse->out->whois || strpbrk(value, " \t") != NULL ||
        gs_whois_server_parse(value, len, &server) != GS_OK) {
        return option_fail(parse, value,
                           "is not a whois server; use HOST, HOST:PORT or [IPv6]:PORT");
    }
    memcpy(parse->out->whois, value, len + 1);
    return true;
}

/* Not strtod: its decimal point depends on the locale. Returns: milliseconds; -1: no number. */
static long parse_seconds(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    size_t digits = *point == '.' ? strspn(point + 1, "0123456789") : 0;
    const char *end = *point == '.' ? point + 1 + digits : point;
    if (*end != '\0' || whole + digits == 0 || whole > 6) {
        return -1;
    }
    long ms = strtol(text, NULL, 10) * 1000;
    long weight = 100;
    for (size_t i = 1; i <= digits && weight > 0; i++) {
        ms += (point[i] - '0') * weight;
        weight /= 10;
    }
    return ms;
}

static bool apply_timeout(struct option_parse *parse, const char *value)
{
    long ms = parse_seconds(value);
    if (ms < TIMEOUT_MIN_MS || ms > TIMEOUT_MAX_MS) {
        return option_fail(parse, value, "is not a time; use seconds from 0.1 to 3600");
    }
    parse->out->timeout_ms = (uint32_t)ms;
    return true;
}

static bool apply_null(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->is_null = true;
    return true;
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
    long ms = parse_seconds(value);
    if (ms < TIMEOUT_MIN_MS || ms > TIMEOUT_MAX_MS) {
        return option_fail(parse, value, "is not a time; use seconds from 0.1 to 3600");
    }
    parse->out->tour_pace_ms = (uint32_t)ms;
    return apply_tour(parse, value);
}

/* Cuts the next word off a comma separated list. Returns: false at its end. */
static bool next_word(const char **list, char word[WORD_MAX])
{
    if (*list == NULL) {
        return false;
    }
    size_t len = strcspn(*list, ",");
    size_t kept = len < WORD_MAX ? len : WORD_MAX - 1;
    memcpy(word, *list, kept);
    word[kept] = '\0';
    *list = (*list)[len] == '\0' ? NULL : *list + len + 1;
    return true;
}

static bool fail_part(struct option_parse *parse, const char *word)
{
    struct gs_buf what = {0};
    gs_buf_add_text(&what, "is not a part; use ");
    for (int part = 0; part < GS_PART_COUNT; part++) {
        gs_buf_addf(&what, "%s%s", part == 0 ? "" : ", ", gs_part_id((enum gs_part)part));
    }
    (void)option_fail(parse, word, gs_buf_text(&what));
    gs_buf_fini(&what);
    return false;
}

static bool apply_parts(struct option_parse *parse, const char *value)
{
    char word[WORD_MAX];
    unsigned parts = 0;
    while (next_word(&value, word)) {
        int part = 0;
        while (part < GS_PART_COUNT &&
               gs_text_compare_case(word, gs_part_id((enum gs_part)part), SIZE_MAX) !=
                   0) {
            part++;
        }
        if (part == GS_PART_COUNT) {
            return fail_part(parse, word);
        }
        parts |= GS_PART_BIT(part);
    }
    parse->out->parts = parts;
    return true;
}

static bool apply_types(struct option_parse *parse, const char *value)
{
    struct gs_type_list list = {0};
    struct gs_buf wrong = {0};
    bool is_fine = gs_type_list_parse(value, &list, &wrong) == GS_OK;
    if (is_fine) {
        parse->out->type_count = list.count;
        memcpy(parse->out->types, list.items, sizeof parse->out->types);
    } else {
        (void)option_fail(parse, NULL, gs_buf_text(&wrong));
    }
    gs_buf_fini(&wrong);
    return is_fine;
}

/* What a parser of the model says is wrong. Takes: its status; `wrong`, which is freed. */
static bool end_parse(struct option_parse *parse, enum gs_status status,
                      struct gs_buf *wrong)
{
    if (status != GS_OK) {
        (void)option_fail(parse, NULL, gs_buf_text(wrong));
    }
    gs_buf_fini(wrong);
    return status == GS_OK;
}

static bool apply_dns(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_dns_asking_parse(value, &parse->out->asking, &wrong);
    return end_parse(parse, status, &wrong);
}

static bool apply_connect(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status =
        gs_connect_services_parse(value, &parse->out->connect, &wrong);
    if (status != GS_OK) {
        (void)option_fail(parse, NULL, gs_buf_text(&wrong));
    }
    gs_buf_fini(&wrong);
    parse->connects = true;
    return status == GS_OK;
}

static bool apply_banner(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->connect.reads_banner = true;
    return true;
}

static bool apply_connect_always(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->connect.is_always = true;
    return true;
}

static bool apply_race(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_race_settings_parse(value, &parse->out->race, &wrong);
    return end_parse(parse, status, &wrong);
}

static bool apply_compare(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_server_list_parse(value, &parse->out->compare, &wrong);
    return end_parse(parse, status, &wrong);
}

bool gs_options_names_file(const char *value)
{
    struct stat found;
    return strchr(value, '/') != NULL ||
           (stat(value, &found) == 0 && S_ISREG(found.st_mode));
}

/* Hosts are judged here, a file when it is read. */
static bool apply_families(struct option_parse *parse, const char *value)
{
    struct gs_compare_choice *hosts = gs_mem_new(1, sizeof *hosts);
    struct gs_buf wrong = {0};
    bool is_fine =
        gs_options_names_file(value) || gs_compare_parse(value, hosts, &wrong) == GS_OK;
    if (!is_fine) {
        (void)option_fail(parse, NULL, gs_buf_text(&wrong));
    }
    gs_buf_fini(&wrong);
    free(hosts);
    parse->out->families = value;
    return is_fine;
}

static bool apply_root_hints(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0') {
        return option_fail(parse, value, "is not a file");
    }
    parse->out->root_hints = value;
    return true;
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
    if (!parse_number(value, &mib) || mib < 1 || mib > RECORD_MAX_MIB) {
        return option_fail(parse, value, "is not a size; use MiB from 1 to 4096");
    }
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

static bool apply_messages(struct option_parse *parse, const char *value)
{
    static const char *const words[] = {"none", "text", "hex"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gs_text_compare_case(value, words[i], SIZE_MAX) == 0) {
            parse->out->messages = (enum gs_report_messages)i;
            return true;
        }
    }
    return option_fail(parse, value, "is no form of a message; use none, text or hex");
}

static bool apply_exact(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.is_exact = true;
    return true;
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
     "report: text json csv c python getent dig curl"},
    {'f', "family", "FAMILY", apply_family, "any, inet or inet6"},
    {'4', NULL, NULL, apply_inet, "the same as --family inet"},
    {'6', NULL, NULL, apply_inet6, "the same as --family inet6"},
    {'t', "socktype", "TYPE", apply_socktype,
     "any, stream, dgram, raw, rdm or seqpacket"},
    {'p', "protocol", "PROTOCOL", apply_protocol, "a name or a number; 0 or any: any"},
    {'a', "flags", "LIST", apply_flags, "none, or names without AI_: passive,v4mapped"},
    {'s', "server", "ADDR[:PORT]", apply_server, "ask this name server, libc too"},
    {0, "whois", "HOST[:PORT]", apply_whois, "the whois server asked first"},
    {'T', "timeout", "SECONDS", apply_timeout,
     "the longest an answer may take, 0.1 to 3600"},
    {0, "smtp-port", "PORT", apply_smtp_port, "where exchanges are greeted; 25"},
    {0, "null", NULL, apply_null, "no host: the null node; SERVICE alone may follow"},
    {0, "demo", NULL, apply_demo, "ask a small name server inside this program"},
    {0, "tour", NULL, apply_tour, "ten stations of the demo to learn from; . next"},
    {0, "tour-pace", "SECONDS", apply_tour_pace, "the tour goes on by itself"},
    {0, "parts", "LIST", apply_parts, "system,dns,mail,log,...: the manual has them all"},
    {0, "types", "LIST", apply_types, "record types to ask: A,MX,TYPE65"},
    {0, "dns", "SETTINGS", apply_dns, "how records are asked: do,cd,tcp,nsid,size=1232"},
    {0, "connect", "LIST", apply_connect,
     "services to connect to: www,https,8080; default"},
    {0, "banner", NULL, apply_banner, "wait for the first line that a server says"},
    {0, "connect-always", NULL, apply_connect_always, "connect with every question"},
    {0, "race", "SETTINGS", apply_race, "how the families race: delay=50 attempts=250"},
    {0, "compare", "LIST", apply_compare, "name servers for --parts servers"},
    {0, "families", "LIST|FILE", apply_families,
     "hosts that --parts families compares HOST with"},
    {0, "root-hints", "FILE", apply_root_hints,
     "where --parts trace begins: NS, A, AAAA lines"},
    {0, "messages", "FORM", apply_messages, "report: messages of records: none text hex"},
    {0, "record", "FILE", apply_record, "record all that is asked and answered"},
    {0, "record-limit", "MIB", apply_record_limit, "the size a recording ends at; 64"},
    {0, "replay", "FILE", apply_replay, "play a recording; nothing is asked"},
    {0, "speed", "N|step", apply_speed, "of a replay: 1/4 to 64, or key by key"},
    {0, "exact", NULL, apply_exact, "give HOST and SERVICE to libc byte for byte"},
    {0, "theme", "NAME|FILE", apply_theme, "dark, light, high-contrast, mono, or a file"},
    {0, "no-color", NULL, apply_no_color, "no colours, as NO_COLOR in the environment"},
    {0, "ascii", NULL, apply_ascii, "ASCII signs only"},
    {0, "no-mouse", NULL, apply_no_mouse, "leave the mouse to the terminal"},
    {'h', "help", NULL, apply_help, "print this and exit"},
    {'V', "version", NULL, apply_version, "print the versions and exit"},
    {0, NULL, NULL, NULL, NULL},
};
