/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/text.h"
#include "gaiscope/cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    ARGUMENTS_MAX = 8,
};

/* In the place of /etc/protocols, which differs from machine to machine. */
enum gs_status gs_engine_protocol_number(const char *name, int *out)
{
    if (strcmp(name, "ospf") != 0) {
        return GS_ENOTFOUND;
    }
    *out = 89;
    return GS_OK;
}

static enum gs_status parse(const char *const *arguments, struct gs_options *out,
                            struct gs_buf *error)
{
    char program[] = "gaiscope";
    char *argv[ARGUMENTS_MAX + 2] = {program};
    char texts[ARGUMENTS_MAX][2048];
    int argc = 1;
    for (; argc <= ARGUMENTS_MAX && arguments[argc - 1] != NULL; argc++) {
        (void)snprintf(texts[argc - 1], sizeof texts[0], "%s", arguments[argc - 1]);
        argv[argc] = texts[argc - 1];
    }
    return gs_options_parse(argc, argv, out, error);
}

/* What a good line means, as one text. */
static void describe(const struct gs_options *options, struct gs_buf *out)
{
    static const char *const modes[] = {"dashboard", "report", "bulk",
                                        "watch",     "help",   "version"};
    static const char *const formats[] = {"text", "json", "csv", "jsonl", "take"};
    const struct gs_question *question = &options->question;
    gs_buf_addf(out, "%s", modes[options->mode]);
    if (options->mode == GS_MODE_REPORT || options->mode == GS_MODE_WATCH) {
        gs_buf_addf(out, " %s", formats[options->format]);
    }
    if (options->has_question) {
        gs_buf_addf(out, " host=%s", question->is_null ? "(null)" : question->host);
    }
    if (question->has_service) {
        gs_buf_addf(out, " service=%s", question->service);
    }
}

static void a_recording_is_written_or_played(void **state)
{
    (void)state;

    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *record;
        uint64_t limit;
        const char *replay;
        unsigned quarters;
    } cases[] = {
        {{"--record", "a.rec"}, "a.rec", (uint64_t)64 << 20, NULL, 4},
        {{"--record=a.rec", "--record-limit=4096", "-r", "x"},
         "a.rec",
         (uint64_t)4096 << 20,
         NULL,
         4},
        {{"--replay", "a.rec"}, NULL, (uint64_t)64 << 20, "a.rec", 4},
        {{"--replay", "a.rec", "--speed", "1/4"}, NULL, (uint64_t)64 << 20, "a.rec", 1},
        {{"--replay", "a.rec", "--speed", "64"}, NULL, (uint64_t)64 << 20, "a.rec", 256},
        {{"--replay", "a.rec", "--speed", "step"}, NULL, (uint64_t)64 << 20, "a.rec", 0},
        {{"--replay", "a.rec", "-o", "json"}, NULL, (uint64_t)64 << 20, "a.rec", 4},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char program[] = "gaiscope";
        char *argv[ARGUMENTS_MAX + 2] = {program};
        char texts[ARGUMENTS_MAX][32];
        struct gs_options options;
        struct gs_buf error = {0};
        int argc = 1;
        for (; argc <= ARGUMENTS_MAX && cases[i].arguments[argc - 1] != NULL; argc++) {
            (void)snprintf(texts[argc - 1], sizeof texts[0], "%s",
                           cases[i].arguments[argc - 1]);
            argv[argc] = texts[argc - 1];
        }
        check_case(cases[i].arguments[0]);
        assert_int_equal(gs_options_parse(argc, argv, &options, &error), GS_OK);
        assert_true((options.record == NULL) == (cases[i].record == NULL));
        assert_true(options.record == NULL ||
                    strcmp(options.record, cases[i].record) == 0);
        assert_true((options.replay == NULL) == (cases[i].replay == NULL));
        assert_true(options.replay == NULL ||
                    strcmp(options.replay, cases[i].replay) == 0);
        assert_int_equal(options.record_limit, cases[i].limit);
        assert_int_equal(options.speed_quarters, cases[i].quarters);
        gs_buf_fini(&error);
    }
}

static void a_list_is_watched_as_it_is_wished(void **state)
{
    (void)state;

    static const struct {
        const char *value;
        uint32_t seconds;
    } intervals[] = {{"1", 1},     {"30", 30},    {"30s", 30},   {"5m", 300},
                     {"2h", 7200}, {"1d", 86400}, {"24h", 86400}};

    for (size_t i = 0; i < COUNT_OF(intervals); i++) {
        const char *arguments[ARGUMENTS_MAX] = {"--every", intervals[i].value};
        struct gs_options options;
        struct gs_buf error = {0};
        check_case(intervals[i].value);
        assert_int_equal(parse(arguments, &options, &error), GS_OK);
        assert_int_equal(options.monitor.interval_s, intervals[i].seconds);
        gs_buf_fini(&error);
    }
    const char *many[] = {"-rm-",       "--libc-every=7", "--dns-only", "--respect-ttl",
                          "--count=12", "--summaries",    "--no-state", NULL};
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse(many, &options, &error), GS_OK);
    assert_int_equal(options.monitor.libc_rounds, 7);
    assert_int_equal(options.monitor.count, 12);
    assert_true(options.monitor.is_dns_only && options.monitor.respects_ttl &&
                options.monitor.has_summaries && options.monitor.is_stateless);
    gs_buf_fini(&error);
}

static void what_is_watched_is_told_where_it_is_wished(void **state)
{
    static const struct {
        const char *value;
        const char *where;
    } places[] = {{"9123", "127.0.0.1:9123"},
                  {"65535", "127.0.0.1:65535"},
                  {"192.0.2.1:80", "192.0.2.1:80"},
                  {"[::1]:9123", "[::1]:9123"},
                  {"[::]:1", "[::]:1"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const char *arguments[ARGUMENTS_MAX] = {"-m", "a", "--listen", places[i].value};
        struct gs_options options;
        struct gs_buf error = {0};
        char where[GS_ENDPOINT_TEXT_MAX];
        check_case(places[i].value);
        assert_int_equal(parse(arguments, &options, &error), GS_OK);
        gs_endpoint_format(&options.monitor.listen, 0, where);
        assert_string_equal(where, places[i].where);
        assert_null(options.monitor.metrics);
        assert_int_equal(options.monitor.metrics_hosts, 1000);
        gs_buf_fini(&error);
    }
    const char *dashboard[] = {"--metrics=a.prom", "--metrics-hosts=0", NULL};
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse(dashboard, &options, &error), GS_OK);
    assert_int_equal(options.mode, GS_MODE_DASHBOARD);
    assert_string_equal(options.monitor.metrics, "a.prom");
    assert_int_equal(options.monitor.metrics_hosts, 0);
    gs_buf_fini(&error);
}

static void a_command_for_changes_is_taken_word_by_word(void **state)
{
    (void)state;
    const char *arguments[] = {
        "-m",   "a",      "--on-change=sh",       "--on-change-arg",
        "-c x", "--bell", "--on-change-arg=; rm", NULL};
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse(arguments, &options, &error), GS_OK);
    assert_string_equal(options.monitor.on_change[0], "sh");
    assert_string_equal(options.monitor.on_change[1], "-c x");
    assert_string_equal(options.monitor.on_change[2], "; rm");
    assert_null(options.monitor.on_change[3]);
    assert_true(options.monitor.rings_bell);
    gs_buf_fini(&error);
}

static void good_lines_mean_what_they_say(void **state)
{
    (void)state;

    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *means;
    } cases[] = {
        {{NULL}, "dashboard"},
        {{"iana.org"}, "dashboard host=iana.org"},
        {{"iana.org", "www"}, "dashboard host=iana.org service=www"},
        {{"iana.org:80"}, "dashboard host=iana.org service=80"},
        {{"iana.org:80", "www"}, "dashboard host=iana.org:80 service=www"},
        {{"--exact", "iana.org:80"}, "dashboard host=iana.org:80"},
        {{"[::1]:53"}, "dashboard host=::1 service=53"},
        {{"https://iana.org/x"}, "dashboard host=iana.org service=https"},
        {{"me@python.org"}, "dashboard host=python.org"},
        {{"--null"}, "dashboard host=(null)"},
        {{"--null", "ftp"}, "dashboard host=(null) service=ftp"},
        {{"-r", "a.test"}, "report text host=a.test"},
        {{"-o", "json", "a.test"}, "report json host=a.test"},
        {{"-o", "jsonl", "a.test"}, "report jsonl host=a.test"},
        {{"-m", "hosts.txt"}, "dashboard"},
        {{"-m", "-", "a.test"}, "dashboard host=a.test"},
        {{"-r", "-m", "hosts.txt"}, "watch text"},
        {{"-m", "hosts.txt", "-o", "jsonl", "--count", "3"}, "watch jsonl"},
        {{"-m", "hosts.txt", "-o", "json"}, "watch jsonl"},
        {{"--monitor=-", "-o", "csv", "--summaries"}, "watch csv"},
        {{"-ocsv", "a.test"}, "report csv host=a.test"},
        {{"-opython", "a.test"}, "report take host=a.test"},
        {{"--output=text", "a.test"}, "report text host=a.test"},
        {{"a.test", "-r", "http"}, "report text host=a.test service=http"},
        {{"--", "-r", "--help"}, "dashboard host=-r service=--help"},
        {{"-r", "--", "--null"}, "report text host=--null"},
        {{"-"}, "dashboard host=-"},
        {{"-h", "--nonsense"}, "help"},
        {{"-rV"}, "version"},
        {{"--version"}, "version"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_options options;
        struct gs_buf error = {0};
        struct gs_buf means = {0};
        if (parse(cases[i].arguments, &options, &error) != GS_OK) {
            fail_msg("%s: %s", cases[i].means, gs_buf_text(&error));
        }
        describe(&options, &means);
        assert_string_equal(gs_buf_text(&means), cases[i].means);
        assert_int_equal(error.len, 0);
        gs_buf_fini(&means);
        gs_buf_fini(&error);
    }
}

static void bad_lines_say_what_would_be_right(void **state)
{
    (void)state;

    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *says;
    } cases[] = {
        {{"--family", "ipv5"},
         "--family: \"ipv5\" is not a family; use any, inet or inet6"},
        {{"-fx"}, "-f: \"x\" is not a family; use any, inet or inet6"},
        {{"-t", "tcp"},
         "-t: \"tcp\" is not a socket type; use any, stream, dgram, raw, "
         "rdm or seqpacket"},
        {{"-p", "nosuch"},
         "-p: \"nosuch\" is not a protocol; use a number or a name of /etc/protocols"},
        {{"-p", "-1"},
         "-p: \"-1\" is not a protocol; use a number or a name of /etc/protocols"},
        {{"-p", "4294967302"},
         "-p: \"4294967302\" is not a protocol; use a number or a name of "
         "/etc/protocols"},
        {{"-a", "passive,nosuch"},
         "-a: \"nosuch\" is not a flag; use none, or names without AI_ such as "
         "addrconfig,v4mapped"},
        {{"-s", "ns.test"},
         "-s: \"ns.test\" is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT"},
        {{"-s", "1.2.3.4:0"},
         "-s: \"1.2.3.4:0\" is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT"},
        {{"--smtp-port", "0"}, "--smtp-port: \"0\" is not a port; use 1 to 65535"},
        {{"--smtp-port", "65536"},
         "--smtp-port: \"65536\" is not a port; use 1 to 65535"},
        {{"--smtp-port", "smtp"}, "--smtp-port: \"smtp\" is not a port; use 1 to 65535"},
        {{"--smtp-port", "-25"}, "--smtp-port: \"-25\" is not a port; use 1 to 65535"},
        {{"--whois", "a;b"},
         "--whois: \"a;b\" is not a whois server; use HOST, HOST:PORT or [IPv6]:PORT"},
        {{"--whois", "whois.test x"},
         "--whois: \"whois.test x\" is not a whois server; use HOST, HOST:PORT or "
         "[IPv6]:PORT"},
        {{"--whois", ""},
         "--whois: \"\" is not a whois server; use HOST, HOST:PORT or [IPv6]:PORT"},
        {{"--record", "-"}, "--record: \"-\" is not a file to record to"},
        {{"-m", ""}, "-m: \"\" is not a file"},
        {{"-r", "-m", "a", "b.test"},
         "the hosts to watch stand in the list; leave out HOST"},
        {{"-m", "a", "--list", "b"},
         "--list asks once, --monitor again and again; leave out one"},
        {{"-o", "python", "-m", "a"}, "what is watched is printed as text, jsonl or csv"},
        {{"-r", "--tour", "-m", "a"}, "--tour is for the dashboard; leave out -r"},
        {{"--count", "3"}, "--count is for --monitor FILE with -r or -o"},
        {{"--count", "0"}, "--count: \"0\" is no number of rounds; use 1 or more"},
        {{"--summaries", "-r", "a"}, "--summaries is for --monitor FILE with -r or -o"},
        {{"--every", "0"},
         "--every: \"0\" is no interval; use 1s to 1d, such as 30s or 5m"},
        {{"--every", "2d"},
         "--every: \"2d\" is no interval; use 1s to 1d, such as 30s or 5m"},
        {{"--every", "5 m"},
         "--every: \"5 m\" is no interval; use 1s to 1d, such as 30s or 5m"},
        {{"--every", "99999999999999999999h"},
         "--every: \"99999999999999999999h\" is no interval; use 1s to 1d, such as 30s "
         "or 5m"},
        {{"--every", "m"},
         "--every: \"m\" is no interval; use 1s to 1d, such as 30s or 5m"},
        {{"--libc-every", "0"},
         "--libc-every: \"0\" is no number of rounds; use 1 to 100000"},
        {{"--replay", "a.rec", "-m", "a"}, "a replay asks nothing; leave out --monitor"},
        {{"--metrics", "-"}, "--metrics: \"-\" is not a file; it is replaced as a whole"},
        {{"--metrics", ""}, "--metrics: \"\" is not a file; it is replaced as a whole"},
        {{"--listen", "0"},
         "--listen: \"0\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", "65536"},
         "--listen: \"65536\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", "127.0.0.1"},
         "--listen: \"127.0.0.1\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", "::1"},
         "--listen: \"::1\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", "localhost:9123"},
         "--listen: \"localhost:9123\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", "*:9123"},
         "--listen: \"*:9123\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--listen", ":9123"},
         "--listen: \":9123\" is no place to listen; use PORT, ADDRESS:PORT or "
         "[IPv6]:PORT"},
        {{"--metrics-hosts", "10001", "--listen", "9123"},
         "--metrics-hosts: \"10001\" is no number of hosts; use 0 to 10000"},
        {{"--metrics-hosts", "-1", "--listen", "9123"},
         "--metrics-hosts: \"-1\" is no number of hosts; use 0 to 10000"},
        {{"-m", "a", "--on-change", "no-such-program"},
         "--on-change: \"no-such-program\" is no program; use a path, or a name of PATH"},
        {{"-m", "a", "--on-change", "sh -c x"},
         "--on-change: \"sh -c x\" is no program; its arguments go into --on-change-arg"},
        {{"-m", "a", "--on-change-arg", "x"},
         "--on-change-arg is for --on-change PROGRAM"},
        {{"-r", "a.test", "--on-change", "sh"}, "--on-change is for --monitor FILE"},
        {{"-r", "-m", "a", "--bell"}, "--bell is for the dashboard; leave out -r and -o"},
        {{"--metrics-hosts", "10"},
         "--metrics-hosts is for --metrics FILE or --listen PORT"},
        {{"-r", "a.test", "--metrics", "a.prom"},
         "--metrics and --listen tell what is watched; add --monitor FILE"},
        {{"--list", "a", "--metrics", "a.prom"},
         "--metrics and --listen tell what is watched; add --monitor FILE"},
        {{"-r", "a.test", "--listen", "9123"},
         "--metrics and --listen tell what is watched; add --monitor FILE"},
        {{"--replay", "a.rec", "--listen", "9123"},
         "a replay asks nothing; leave out --listen"},
        {{"--record-limit", "0"},
         "--record-limit: \"0\" is not a size; use MiB from 1 to 4096"},
        {{"--record-limit", "4097"},
         "--record-limit: \"4097\" is not a size; use MiB from 1 to 4096"},
        {{"--replay", "-"},
         "--replay: \"-\" is not a file; a replay reads a regular file"},
        {{"--replay", "a.rec", "--speed", "3"},
         "--speed: \"3\" is not a speed; use 1/4, 1/2, 1, 2, 4, 8, 16, 32, 64 or step"},
        {{"--speed", "4"}, "--speed is for --replay FILE"},
        {{"--replay", "a.rec", "iana.org"}, "a replay asks nothing; leave out HOST"},
        {{"--replay", "a.rec", "--demo"}, "a replay asks nothing; leave out --demo"},
        {{"--replay", "a.rec", "-4"}, "a replay asks nothing; leave out -4"},
        {{"-f", "inet", "--replay", "a.rec"},
         "a replay asks nothing; leave out --family"},
        {{"--replay", "a.rec", "--connect", "www"},
         "a replay asks nothing; leave out --connect"},
        {{"--replay", "a.rec", "--record-limit", "3"},
         "a replay asks nothing; leave out --record-limit"},
        {{"-r", "--record-limit", "3", "a"}, "--record-limit is for --record FILE"},
        {{"-r", "--tour", "a"}, "--tour is for the dashboard; leave out -r"},
        {{"-o", "json", "--tour-pace", "3", "a"},
         "--tour is for the dashboard; leave out -r"},
        {{"--replay", "a.rec", "--record", "b.rec"},
         "a replay is not recorded; leave out --record"},
        {{"--replay", "a.rec", "-o", "c"}, "a replay prints text, json or csv"},
        {{"-T", "0.09"}, "-T: \"0.09\" is not a time; use seconds from 0.1 to 3600"},
        {{"-T", "3600.1"}, "-T: \"3600.1\" is not a time; use seconds from 0.1 to 3600"},
        {{"-T", "1e3"}, "-T: \"1e3\" is not a time; use seconds from 0.1 to 3600"},
        {{"-T", "."}, "-T: \".\" is not a time; use seconds from 0.1 to 3600"},
        {{"-T", "9999999999"},
         "-T: \"9999999999\" is not a time; use seconds from 0.1 to 3600"},
        {{"-o", "xml"},
         "-o: \"xml\" is not a format; use text, json, jsonl, csv, c, python, getent, "
         "dig or curl"},
        {{"--parts", "dns,nosuch"},
         "--parts: \"nosuch\" is not a part; use system, dns, reverse, services, mail, "
         "sources, order, beside, matrix, calls, nameinfo, bind, records, servers, "
         "trace, delivery, smtp, whois, "
         "connect, race, families, network, log"},
        {{"--parts", ""},
         "--parts: \"\" is not a part; use system, dns, reverse, services, mail, "
         "sources, order, beside, matrix, calls, nameinfo, bind, records, servers, "
         "trace, delivery, smtp, whois, connect, race, families, network, log"},
        {{"--types", "A,NOSUCH"},
         "--types: \"NOSUCH\" is not a record type; use names such as A,MX or TYPE65"},
        {{"--connect", "www,,https"},
         "--connect: \"\" is no service: a name, or a port from 1 to 65535"},
        {{"--connect", "65616"},
         "--connect: \"65616\" is no service: a name, or a port from 1 to 65535"},
        {{"--connect", "1,2,3,4,5,6,7,8,9"}, "--connect: 8 services are the most"},
        {{"--connect"}, "--connect: needs LIST"},
        {{"--banner=yes", "a"}, "--banner: takes no value"},
        {{"--connect-always=no", "a"}, "--connect-always: takes no value"},
        {{"--race", "delay=50,attempts=9"},
         "--race: attempts is a number from 10 to 2000."},
        {{"--types", "ANY"},
         "--types: \"ANY\" is no type of a record; name the types (RFC 8482)"},
        {{"--types", "TYPE252"},
         "--types: \"TYPE252\" is no type of a record; name the types (RFC 8482)"},
        {{"--theme", ""}, "--theme: \"\" is not a theme; use a name or a file"},
        {{"--nosuch=5"}, "\"--nosuch=5\" is not an option"},
        {{"-4x"}, "\"-4x\" is not an option"},
        {{"--report=yes", "a"}, "--report: takes no value"},
        {{"-s"}, "-s: needs ADDR[:PORT]"},
        {{"--flags"}, "--flags: needs LIST"},
        {{"a", "b", "c"}, "\"c\" is one too many; give HOST and SERVICE"},
        {{"--null", "a", "b"},
         "\"b\" is one too many: with --null only a SERVICE is given"},
        {{"-r"}, "a report needs HOST, or --null for no host"},
        {{"--demo", "-s", "::1"}, "--demo has its own server; leave out --server"},
        {{"192.0.2.0/33"},
         "\"192.0.2.0/33\" is no list of addresses; write 192.0.2.0/28,192.0.2.1 or one "
         "name"},
        {{"[::1"}, "\"[::1\" has a bracket that does not fit; write [ADDRESS]:PORT"},
        {{"-f", "a\x1b[2Jb"},
         "-f: \"a\\x1B[2Jb\" is not a family; use any, inet or inet6"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_options options;
        struct gs_buf error = {0};
        char want[512];
        (void)snprintf(want, sizeof want, "gaiscope: %s\nTry gaiscope --help.\n",
                       cases[i].says);
        assert_int_equal(parse(cases[i].arguments, &options, &error), GS_EINVAL);
        assert_string_equal(gs_buf_text(&error), want);
        gs_buf_fini(&error);
    }
}

static void defaults_are_any_stream_and_three_flags(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse((const char *[]){NULL}, &options, &error), GS_OK);
    assert_int_equal(options.question.hints.family, AF_UNSPEC);
    assert_int_equal(options.question.hints.socktype, SOCK_STREAM);
    assert_int_equal(options.question.hints.protocol, 0);
    assert_int_equal(options.question.hints.flags,
                     AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME);
    assert_int_equal(options.parts, GS_PARTS_DEFAULT);
    assert_int_equal(options.type_count, 0);
    assert_int_equal(options.timeout_ms, 0);
    assert_int_equal(options.server.address.family, 0);
    assert_true(options.question.hints.has_default_flags);
}

static void every_argument_of_getaddrinfo_can_be_given(void **state)
{
    (void)state;

    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        struct gs_hints hints;
    } cases[] = {
        {{"-6", "-t", "dgram", "-p", "udp", "-a", "none"},
         {AF_INET6, SOCK_DGRAM, 17, 0, false}},
        {{"-4", "--socktype=any", "--protocol=ospf", "-apassive,all"},
         {AF_INET, 0, 89, AI_PASSIVE | AI_ALL, false}},
        {{"-46", "-fany", "-p132", "-t", "SOCK_SEQPACKET", "-a", "AI_PASSIVE"},
         {AF_UNSPEC, SOCK_SEQPACKET, 132, AI_PASSIVE, false}},
        {{"--family", "INET6", "-p", "0", "-traw", "--flags", "numerichost,numericserv"},
         {AF_INET6, SOCK_RAW, 0, AI_NUMERICHOST | AI_NUMERICSERV, false}},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_options options;
        struct gs_buf error = {0};
        const struct gs_hints *want = &cases[i].hints;
        if (parse(cases[i].arguments, &options, &error) != GS_OK) {
            fail_msg("case %zu: %s", i, gs_buf_text(&error));
        }
        const struct gs_hints *is = &options.question.hints;
        if (is->family != want->family || is->socktype != want->socktype ||
            is->protocol != want->protocol || is->flags != want->flags ||
            is->has_default_flags != want->has_default_flags) {
            fail_msg("case %zu: %d %d %d %x", i, is->family, is->socktype, is->protocol,
                     (unsigned)is->flags);
        }
    }
}

static void lists_times_and_servers_are_read(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    const char *const line[] = {"--types",
                                "mx,A,TYPE15,65280",
                                "--parts=mail,dns",
                                "-T",
                                "0.2559",
                                "-s[2001:db8::1]:5300",
                                NULL};
    const char *const good[] = {"--types",
                                "mx,A,TYPE15,TYPE65280",
                                "--parts=mail,dns",
                                "-T",
                                "0.2559",
                                "-s[2001:db8::1]:5300",
                                NULL};
    assert_int_equal(parse(line, &options, &error), GS_EINVAL);
    gs_buf_fini(&error);
    assert_int_equal(parse(good, &options, &error), GS_OK);
    assert_int_equal(options.type_count, 3);
    assert_int_equal(options.types[0], GS_TYPE_MX);
    assert_int_equal(options.types[1], GS_TYPE_A);
    assert_int_equal(options.types[2], 65280);
    assert_int_equal(options.parts, GS_PART_BIT(GS_PART_DNS) | GS_PART_BIT(GS_PART_MAIL));
    assert_int_equal(options.timeout_ms, 255);
    assert_int_equal(options.server.port, 5300);
    assert_int_equal(options.server.address.family, AF_INET6);
    assert_string_equal(options.whois, "");
    const char *const whois[] = {"--whois", "[2001:db8::43]:4343", NULL};
    assert_int_equal(parse(whois, &options, &error), GS_OK);
    assert_string_equal(options.whois, "[2001:db8::43]:4343");
}

static void a_race_is_as_the_rfc_has_it_unless_it_is_said(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    const char *const none[] = {"x.test", NULL};
    const char *const some[] = {"--race", "delay=0 count=2 slow=150", NULL};
    const char *const demo[] = {"--race", "attempts=100", "--demo", NULL};
    const char *const chosen[] = {"--demo", "--race", "first=any", NULL};
    const char *const usual[] = {"--demo", "--race", "default", NULL};
    assert_int_equal(parse(demo, &options, &error), GS_OK);
    assert_int_equal(options.race.first_family, AF_INET6); /* on every machine */
    assert_int_equal(options.race.attempt_delay_ms, 100);
    assert_int_equal(parse(chosen, &options, &error), GS_OK);
    assert_int_equal(options.race.first_family, AF_UNSPEC);
    assert_int_equal(parse(usual, &options, &error), GS_OK);
    assert_true(gs_race_settings_is_default(&options.race));
    assert_int_equal(parse(none, &options, &error), GS_OK);
    assert_true(gs_race_settings_is_default(&options.race));
    assert_int_equal(parse(some, &options, &error), GS_OK);
    assert_int_equal(options.race.resolution_delay_ms, 0);
    assert_int_equal(options.race.first_family_count, 2);
    assert_int_equal(gs_race_slow_ms(&options.race), 150);
    assert_int_equal(options.race.attempt_delay_ms, 250);
}

static void who_names_services_connects_in_a_report(void **state)
{
    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *choice;
        bool has_part;
    } cases[] = {
        {{"x.test"}, "default", false},
        {{"-r", "x.test"}, "default", false},
        {{"--connect", "www,https", "x.test"}, "www,https", false}, /* a dashboard */
        {{"-r", "--connect", "www,8080", "x.test"}, "www,8080", true},
        {{"-r", "--connect", "default", "x.test"}, "default", true},
        {{"-r", "--connect=smtp", "--banner", "x.test"}, "smtp banner", true},
        {{"--banner", "-r", "--connect=smtp", "x.test"}, "smtp banner", true},
        {{"-r", "--banner", "x.test"}, "default banner", false},
        {{"-r", "--connect-always", "x.test"}, "default always", true},
        {{"--connect-always", "x.test"}, "default always", false},
        {{"-ojson", "--connect", "22", "x.test"}, "22", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_options options;
        struct gs_buf error = {0};
        struct gs_buf text = {0};
        if (parse(cases[i].arguments, &options, &error) != GS_OK) {
            fail_msg("case %zu: %s", i, gs_buf_text(&error));
        }
        gs_connect_choice_format(&options.connect, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].choice);
        bool has_part = (options.parts & GS_PART_BIT(GS_PART_CONNECT)) != 0;
        if (has_part != cases[i].has_part) {
            fail_msg("case %zu: parts %x", i, options.parts);
        }
        gs_buf_fini(&text);
    }
}

static void the_demo_leaves_out_addrconfig_unless_flags_are_given(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse((const char *[]){"--demo", NULL}, &options, &error), GS_OK);
    assert_int_equal(options.question.hints.flags, AI_V4MAPPED | AI_CANONNAME);
    assert_int_equal(
        parse((const char *[]){"--demo", "-aaddrconfig", NULL}, &options, &error), GS_OK);
    assert_int_equal(options.question.hints.flags, AI_ADDRCONFIG);
}

static void
without_a_host_passive_takes_canonnames_place_unless_flags_are_given(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(parse((const char *[]){"--null", "ftp", NULL}, &options, &error),
                     GS_OK);
    assert_int_equal(options.question.hints.flags,
                     AI_PASSIVE | AI_ADDRCONFIG | AI_V4MAPPED);
    assert_int_equal(parse((const char *[]){"*", NULL}, &options, &error), GS_OK);
    assert_int_equal(options.question.hints.flags,
                     AI_PASSIVE | AI_ADDRCONFIG | AI_V4MAPPED);
    assert_int_equal(
        parse((const char *[]){"--null", "-acanonname", NULL}, &options, &error), GS_OK);
    assert_int_equal(options.question.hints.flags, AI_CANONNAME);
}

static void no_color_of_the_environment_counts_when_not_empty(void **state)
{
    (void)state;

    static const struct {
        const char *value;
        bool is_plain;
    } cases[] = {{"1", true}, {"", false}, {"0", true}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_options options;
        struct gs_buf error = {0};
        assert_int_equal(setenv("NO_COLOR", cases[i].value, 1), 0);
        assert_int_equal(parse((const char *[]){NULL}, &options, &error), GS_OK);
        assert_int_equal(options.no_color, cases[i].is_plain);
    }
    assert_int_equal(unsetenv("NO_COLOR"), 0);
}

static void exact_keeps_bytes_that_are_no_utf8(void **state)
{
    (void)state;
    struct gs_options options;
    struct gs_buf error = {0};
    assert_int_equal(
        parse((const char *[]){"--exact", "a\xff:80", "\xfe", NULL}, &options, &error),
        GS_OK);
    assert_true(options.question.is_exact);
    assert_string_equal(options.question.host, "a\xff:80");
    assert_string_equal(options.question.service, "\xfe");
}

static void a_long_argument_is_cut_in_the_error(void **state)
{
    (void)state;
    char argument[2000];
    struct gs_options options;
    struct gs_buf error = {0};
    memset(argument, 'x', sizeof argument);
    argument[sizeof argument - 1] = '\0';
    assert_int_equal(parse((const char *[]){"-o", argument, NULL}, &options, &error),
                     GS_EINVAL);
    assert_true(error.len < 200);
    gs_buf_fini(&error);
    assert_int_equal(parse((const char *[]){argument, NULL}, &options, &error),
                     GS_EINVAL);
    assert_string_equal(gs_buf_text(&error),
                        "gaiscope: the host may have 1023 bytes and the service 255 at "
                        "most\nTry gaiscope --help.\n");
    gs_buf_fini(&error);
}

static void the_network_alone_needs_no_host(void **state)
{
    static const char *const alone[] = {"--report", "--parts", "network", NULL};
    static const char *const with_more[] = {"--report", "--parts", "network,dns", NULL};
    struct gs_options options;
    struct gs_buf error = {0};
    (void)state;
    assert_int_equal(parse(alone, &options, &error), GS_OK);
    assert_true(options.has_question);
    assert_true(options.question.is_null);
    assert_int_equal(parse(with_more, &options, &error), GS_EINVAL);
    gs_buf_fini(&error);
}

static void help_fits_80_columns_and_names_every_option(void **state)
{
    (void)state;
    static const char *const names[] = {
        "-r, --report", "-o, --output",   "-f, --family", "-4",         "-6",
        "-t, --sock",   "-p, --protocol", "-a, --flags",  "-s, --se",   "-T, --timeout",
        "--null",       "--demo",         "--parts",      "--types",    "--exact",
        "--theme",      "--no-color",     "--ascii",      "--no-mouse", "-h, --help",
        "-V, --version"};
    struct gs_buf help = {0};
    gs_options_help(&help);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strstr(gs_buf_text(&help), names[i]) == NULL) {
            fail_msg("%s is not in --help", names[i]);
        }
    }
    for (const char *line = gs_buf_text(&help); *line != '\0';) {
        size_t len = strcspn(line, "\n");
        if (gs_text_span_cells(line, len) > 80) {
            fail_msg("%.*s", (int)len, line);
        }
        line += len + 1;
    }
    gs_buf_fini(&help);
}

static void version_names_the_program_first(void **state)
{
    (void)state;
    struct gs_buf version = {0};
    gs_options_version(&version);
    assert_memory_equal(gs_buf_text(&version), "gaiscope " GS_VERSION "\n",
                        strlen("gaiscope " GS_VERSION "\n"));
    gs_buf_fini(&version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recording_is_written_or_played),
        cmocka_unit_test(a_list_is_watched_as_it_is_wished),
        cmocka_unit_test(what_is_watched_is_told_where_it_is_wished),
        cmocka_unit_test(a_command_for_changes_is_taken_word_by_word),
        cmocka_unit_test(good_lines_mean_what_they_say),
        cmocka_unit_test(bad_lines_say_what_would_be_right),
        cmocka_unit_test(defaults_are_any_stream_and_three_flags),
        cmocka_unit_test(every_argument_of_getaddrinfo_can_be_given),
        cmocka_unit_test(lists_times_and_servers_are_read),
        cmocka_unit_test(a_race_is_as_the_rfc_has_it_unless_it_is_said),
        cmocka_unit_test(who_names_services_connects_in_a_report),
        cmocka_unit_test(the_demo_leaves_out_addrconfig_unless_flags_are_given),
        cmocka_unit_test(
            without_a_host_passive_takes_canonnames_place_unless_flags_are_given),
        cmocka_unit_test(no_color_of_the_environment_counts_when_not_empty),
        cmocka_unit_test(exact_keeps_bytes_that_are_no_utf8),
        cmocka_unit_test(a_long_argument_is_cut_in_the_error),
        cmocka_unit_test(the_network_alone_needs_no_host),
        cmocka_unit_test(help_fits_80_columns_and_names_every_option),
        cmocka_unit_test(version_names_the_program_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
