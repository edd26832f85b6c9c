/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/view/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

static const struct gs_choice views[] = {{"lookup", "view 1", 1},
                                         {"order", "view 2", 2},
                                         {"services", "view 6", 6},
                                         {"log", "view 9", 9}};
static const struct gs_choice themes[] = {{"dark", NULL, 0}, {"light", NULL, 1}};
static const struct gs_choice columns[] = {{"port", NULL, 0}, {"name", NULL, 1}};

/* A world with two hosts, two lines run before and one server. */
struct fixture {
    struct gs_record_choice records;
    struct gs_hints hints;
    struct gs_history history;
    struct gs_machine machine;
    struct gs_past_lines past;
    struct gs_command_world world;
    struct gs_race_settings race;
};

static int set_up(void **state)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    of->hints = gs_hints_default();
    of->records = gs_record_choice_default();
    of->race = gs_race_settings_default();
    gs_history_add(&of->history, "iana.org", "www", 1)->outcome = GS_OUTCOME_ANSWERED;
    gs_history_add(&of->history, "example.com", "", 2)->outcome = GS_OUTCOME_NO_SUCH_NAME;
    gs_vec_push(&of->past, gs_mem_copy_text("server 192.0.2.53"));
    gs_vec_push(&of->past, gs_mem_copy_text("server default"));
    of->machine.resolver.server_count = 1;
    of->machine.resolver.servers[0].port = 53;
    (void)gs_address_parse("10.0.0.2", &of->machine.resolver.servers[0].address);
    of->world = (struct gs_command_world){
        .hints = &of->hints,
        .first_hints = &of->hints,
        .records = &of->records,
        .race = &of->race,
        .history = &of->history,
        .machine = &of->machine,
        .past = &of->past,
        .views = {views, COUNT_OF(views)},
        .themes = {themes, COUNT_OF(themes)},
        .columns = {columns, COUNT_OF(columns)},
    };
    *state = of;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *of = *state;
    gs_history_fini(&of->history);
    for (size_t i = 0; i < of->past.count; i++) {
        free(of->past.items[i]);
    }
    gs_vec_fini(&of->past);
    free(of);
    return 0;
}

static void a_line_becomes_what_it_asks_for(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *label;
        const char *line;
        enum gs_request_type type;
        enum gs_command_id command;
        uint32_t number;
        const char *text;
        const char *service;
    } cases[] = {
        {"nothing", "", GS_REQUEST_NONE, 0, 0, "", ""},
        {"blanks alone", "   ", GS_REQUEST_NONE, 0, 0, "", ""},
        {"a command by its name", "zoom", GS_REQUEST_COMMAND, GS_COMMAND_ZOOM, 0, "", ""},
        {"in capitals, with blanks", "  QUIT ", GS_REQUEST_COMMAND, GS_COMMAND_QUIT, 0,
         "", ""},
        {"copy is copy-row", "copy", GS_REQUEST_COMMAND, GS_COMMAND_COPY_ROW, 0, "", ""},
        {"family alone turns it", "family", GS_REQUEST_COMMAND, GS_COMMAND_FAMILY, 0, "",
         ""},
        {"search alone asks for a text", "search", GS_REQUEST_COMMAND, GS_COMMAND_SEARCH,
         0, "", ""},
        {"a host", "ask iana.org", GS_REQUEST_ASK, 0, 0, "iana.org", ""},
        {"a host and a service", "ask  iana.org   www", GS_REQUEST_ASK, 0, 0, "iana.org",
         "www"},
        {"another service", "service https", GS_REQUEST_SERVICE, 0, 0, "https", ""},
        {"no service", "service -", GS_REQUEST_SERVICE, 0, 0, "", ""},
        {"a view by name", "view Order", GS_REQUEST_VIEW, 0, 2, "", ""},
        {"a view by digit", "view 9", GS_REQUEST_VIEW, 0, 9, "", ""},
        {"a column", "sort name", GS_REQUEST_SORT, 0, 1, "", ""},
        {"a filter keeps its blanks", "filter ! a b", GS_REQUEST_FILTER, 0, 0, "! a b",
         ""},
        {"a search", "search sip", GS_REQUEST_SEARCH, 0, 0, "sip", ""},
        {"bind alone is the key's", "bind", GS_REQUEST_COMMAND, GS_COMMAND_LISTEN, 0, "",
         ""},
        {"bind at a port", "bind 8080", GS_REQUEST_BIND, 0, 8080, "", ""},
        {"an interval", "interval 5", GS_REQUEST_INTERVAL, 0, 5, "", ""},
        {"an interval of minutes", "interval 5m", GS_REQUEST_INTERVAL, 0, 300, "", ""},
        {"no interval", "interval off", GS_REQUEST_INTERVAL, 0, 0, "", ""},
        {"families of other hosts", "families a.test, b.test", GS_REQUEST_FAMILIES, 0, 0,
         "a.test, b.test", ""},
        {"families of no other", "families", GS_REQUEST_FAMILIES, 0, 0, "", ""},
        {"a recording", "record a b.rec", GS_REQUEST_RECORD, 0, 0, "a b.rec", ""},
        {"no recording", "record", GS_REQUEST_RECORD, 0, 0, "", ""},
        {"a theme", "theme light", GS_REQUEST_THEME, 0, 0, "light", ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].label);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.command, cases[i].command);
        assert_int_equal(request.number, cases[i].number);
        assert_string_equal(request.text, cases[i].text);
        assert_string_equal(request.service, cases[i].service);
        assert_string_equal(gs_buf_text(&why), "");
    }
}

static void what_records_are_asked_changes_one_by_one(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        size_t types;
        const char *asking;
    } cases[] = {
        {"types MX", 1, "default"},         {"types +SPF", 20, "default"},
        {"types -LOC -URI", 17, "default"}, {"types default", 19, "default"},
        {"dns do,cd", 19, "do,cd"},         {"dns size=600 tcp", 19, "tcp,size=600"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        struct gs_buf asking = {0};
        check_case(cases[i].line);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, GS_REQUEST_RECORDS);
        assert_int_equal(request.records.type_count, cases[i].types);
        assert_true(request.records.asking.keeps_message);
        gs_dns_asking_format(&request.records.asking, &asking);
        assert_string_equal(gs_buf_text(&asking), cases[i].asking);
        gs_buf_fini(&asking);
    }
}

static void servers_and_roots_are_requests_of_their_own(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        enum gs_request_type type;
        size_t servers;
        const char *text;
    } cases[] = {
        {"compare 192.0.2.53", GS_REQUEST_COMPARE, 1, ""},
        {"compare 192.0.2.53,[2001:db8::53]:5300", GS_REQUEST_COMPARE, 2, ""},
        {"compare 192.0.2.53 192.0.2.54", GS_REQUEST_COMPARE, 2, ""},
        {"compare default", GS_REQUEST_COMPARE, 0, ""},
        {"root-hints /tmp/root.hints", GS_REQUEST_ROOTS, 0, "/tmp/root.hints"},
        {"root-hints default", GS_REQUEST_ROOTS, 0, "default"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].line);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.records.server_count, cases[i].servers);
        assert_string_equal(request.text, cases[i].text);
    }
}

static void what_cannot_be_asked_is_refused_with_the_reason(void **state)
{
    const struct fixture *of = *state;
    static const char *const cases[][2] = {
        {"types ANY", "\"ANY\" is no type of a record; name the types (RFC 8482)"},
        {"types +NOSUCH", "is not a record type"},
        {"dns nosuch", "\"nosuch\""},
        {"types", "needs something behind it"},
        {"compare 192.0.2.300", "\"192.0.2.300\" is not a server"},
        {"root-hints", "needs something behind it"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i][0]);
        assert_false(gs_command_line_read(cases[i][0], &of->world, &request, &why));
        assert_non_null(strstr(gs_buf_text(&why), cases[i][1]));
        gs_buf_fini(&why);
    }
}

static void the_arguments_of_the_call_change_one_by_one(void **state)
{
    const struct fixture *of = *state;
    int kept = of->hints.flags;
    struct gs_hints start = of->hints;

    const struct {
        const char *label;
        const char *line;
        int family;
        int socktype;
        int protocol;
        int flags;
    } cases[] = {
        {"a family", "family inet6", AF_INET6, start.socktype, 0, kept},
        {"its name in C", "family AF_INET", AF_INET, start.socktype, 0, kept},
        {"a socket type", "socktype dgram", AF_UNSPEC, SOCK_DGRAM, 0, kept},
        {"a protocol by name", "protocol tcp", AF_UNSPEC, start.socktype, 6, kept},
        {"a protocol by number", "protocol 132", AF_UNSPEC, start.socktype, 132, kept},
        {"a flag more", "flags +all", AF_UNSPEC, start.socktype, 0, kept | AI_ALL},
        {"one more, one less", "flags +numerichost -canonname", AF_UNSPEC, start.socktype,
         0, (kept | AI_NUMERICHOST) & ~AI_CANONNAME},
        {"these alone, with commas", "flags passive,numericserv", AF_UNSPEC,
         start.socktype, 0, AI_PASSIVE | AI_NUMERICSERV},
        {"these alone, with blanks", "flags passive all", AF_UNSPEC, start.socktype, 0,
         AI_PASSIVE | AI_ALL},
        {"none at all", "flags none", AF_UNSPEC, start.socktype, 0, 0},
        {"as it began", "flags default", AF_UNSPEC, start.socktype, 0, kept},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].label);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, GS_REQUEST_HINTS);
        assert_int_equal(request.hints.family, cases[i].family);
        assert_int_equal(request.hints.socktype, cases[i].socktype);
        assert_int_equal(request.hints.protocol, cases[i].protocol);
        assert_int_equal(request.hints.flags, cases[i].flags);
    }
}

static void a_server_is_an_address_or_the_default(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *endpoint; /* "" the default */
    } cases[] = {
        {"server 192.0.2.53", "192.0.2.53"},
        {"server 192.0.2.53:5353", "192.0.2.53:5353"},
        {"server 2001:db8::53", "2001:db8::53"},
        {"server [2001:db8::53]:5300", "[2001:db8::53]:5300"},
        {"server DEFAULT", ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        char text[GS_ENDPOINT_TEXT_MAX] = "";
        check_case(cases[i].line);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, GS_REQUEST_SERVER);
        if (request.server.address.family != 0) {
            gs_endpoint_format(&request.server, 53, text);
        }
        assert_string_equal(text, cases[i].endpoint);
    }
}

static void a_whois_server_is_a_host_or_the_default(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *server; /* "" the default */
    } cases[] = {
        {"whois whois.example", "whois.example"},
        {"whois 192.0.2.43:4343", "192.0.2.43:4343"},
        {"whois [2001:db8::43]:4343", "[2001:db8::43]:4343"},
        {"whois Default", ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].line);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, GS_REQUEST_WHOIS);
        assert_string_equal(request.text, cases[i].server);
    }
    struct gs_request request;
    struct gs_buf why = {0};
    assert_true(gs_command_line_read("whois", &of->world, &request, &why));
    assert_int_equal(request.type, GS_REQUEST_COMMAND);
    assert_int_equal(request.command, GS_COMMAND_VIEW_WHOIS);
}

static void what_is_wrong_is_said_in_words(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *why;
    } cases[] = {
        {"zo", "\"zo\" is no command: Tab or ↓ takes what fits"},
        {"xyzzy", "\"xyzzy\" is no command; ask HOST asks a name"},
        {"iana.org", "\"iana.org\" is no command: Tab or ↓ takes what fits"},
        {"zoom 2", "zoom stands alone"},
        {"copy now", "copy stands alone"},
        {"server", "server needs something behind it: ADDRESS[:PORT]"},
        {"server ns1", "\"ns1\" is no address of a server: ADDRESS, ADDRESS:PORT or "
                       "[IPv6]:PORT"},
        {"server 192.0.2.53:0", "\"192.0.2.53:0\" is no address of a server: ADDRESS, "
                                "ADDRESS:PORT or [IPv6]:PORT"},
        {"whois a;b", "\"a;b\" is no whois server: HOST, HOST:PORT or [IPv6]:PORT"},
        {"whois AS64500", "\"AS64500\" is no server: type it as the host"},
        {"whois a b", "\"a b\" is no whois server: HOST, HOST:PORT or [IPv6]:PORT"},
        {"families a.test 192.0.2.0/24", "\"192.0.2.0/24\" is no host"},
        {"family v5", "\"v5\" is no family: any, inet, inet6"},
        {"protocol 256", "\"256\" is no protocol: a name of /etc/protocols, or 0 to 255"},
        {"flags +alll", "\"alll\" is no flag of this libc"},
        {"flags all,alll", "\"alll\" is no flag of this libc"},
        {"flags +all v4mapped",
         "\"v4mapped\" stands without a sign: +x -y changes, x,y sets"},
        {"view 3", "\"3\" is no view: lookup, order, services, log"},
        {"sort colour", "\"colour\" is no column of this pane: port, name"},
        {"interval 0.5", "\"0.5\" is no interval: 1s to 1d, as 30s or 5m, or off"},
        {"interval 99999999999", "\"99999999999\" is no interval: 1s to 1d, as 30s or "
                                 "5m, or off"},
        {"interval 0", "\"0\" is no interval: 1s to 1d, as 30s or 5m, or off"},
        {"bind 0", "\"0\" is no port: 1 to 65535"},
        {"bind 65536", "\"65536\" is no port: 1 to 65535"},
        {"close", "\"close\" is no command; ask HOST asks a name"},
        {"ask", NULL},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request = {.type = GS_REQUEST_VIEW, .number = 77};
        struct gs_buf why = {0};
        check_case(cases[i].line);
        bool is_fine = gs_command_line_read(cases[i].line, &of->world, &request, &why);
        assert_true(is_fine == (cases[i].why == NULL));
        if (cases[i].why != NULL) {
            assert_string_equal(gs_buf_text(&why), cases[i].why);
            assert_int_equal(request.number, 77); /* untouched */
        }
        gs_buf_fini(&why);
    }
}

static void a_pane_without_columns_says_that_it_keeps_its_order(void **state)
{
    struct fixture *of = *state;
    struct gs_request request;
    struct gs_buf why = {0};
    of->world.columns.count = 0;
    assert_false(gs_command_line_read("sort port", &of->world, &request, &why));
    assert_string_equal(gs_buf_text(&why),
                        "this pane keeps its order: nothing to sort by");
    gs_buf_fini(&why);
}

/* The first completions as `line|usage|remark`, one a line. */
static void list(const struct gs_completions *from, size_t max, struct gs_buf *out)
{
    for (size_t i = 0; i < from->count && i < max; i++) {
        const struct gs_completion *one = &from->items[i];
        gs_buf_addf(out, "%s|%s|%s\n", one->line, one->usage == NULL ? "" : one->usage,
                    one->remark);
    }
}

static void what_fits_is_offered_with_what_it_would_do(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *label;
        const char *line;
        size_t count;
        const char *first;
    } cases[] = {
        {"a word begun", "zo", 1, "zoom||zoom the pane, key z\n"},
        {"a name has its form", "them", 1, "theme |NAME|other colours\n"},
        {"a whole name has its values first", "server", 4,
         "server 10.0.0.2||asked now: from resolv.conf\n"
         "server 192.0.2.53||asked before\n"
         "server default||resolv.conf's: asked now\n"
         "server |ADDRESS[:PORT]|asks another name server from now on\n"},
        {"a server begun", "server 1", 2,
         "server 10.0.0.2||asked now: from resolv.conf\n"
         "server 192.0.2.53||asked before\n"},
        {"hosts of the history, the newest first", "ask ", 2,
         "ask example.com||asked before: no such name\n"
         "ask iana.org www||asked before: answered\n"},
        {"what begins so stands before what has it inside", "ask a", 2,
         "ask example.com||asked before: no such name\n"},
        {"themes", "theme l", 1, "theme light||\n"},
        {"views", "view s", 1, "view services||view 6\n"},
        {"a family says what it is now", "family an", 1,
         "family any||AF_UNSPEC, as now\n"},
        {"a flag that is set is taken away", "flags -c", 1,
         "flags -canonname||AI_CANONNAME taken away\n"},
        {"the next flag", "flags +all -canon", 1,
         "flags +all -canonname||AI_CANONNAME taken away\n"},
        {"flags in a list", "flags all,pass", 1,
         "flags all,passive||AI_PASSIVE: those of the list, no others\n"},
        {"services of the history first", "service w", 1, "service www||asked before\n"},
        {"a well-known service", "service imap", 1, "service imaps||port 993\n"},
        {"something free has its form alone", "filter x", 1,
         "filter |TEXT|keeps matching rows, !TEXT the others\n"},
        {"a name can be asked", "www.iana.org", 1, "ask www.iana.org||asks this name\n"},
        {"nothing fits", "xyzzy", 0, ""},
        {"nothing stands behind it", "zoom x", 0, ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_completions found = {0};
        struct gs_buf text = {0};
        check_case(cases[i].label);
        gs_command_line_complete(cases[i].line, &of->world, &found);
        size_t lines = 0;
        for (const char *at = cases[i].first; *at != '\0'; at++) {
            lines += *at == '\n' ? 1 : 0;
        }
        list(&found, lines, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].first);
        if (cases[i].count != 4) {
            assert_int_equal(found.count, cases[i].count);
        }
        gs_buf_fini(&text);
        gs_completions_fini(&found);
    }
}

static void an_empty_line_offers_every_command(void **state)
{
    const struct fixture *of = *state;
    struct gs_completions found = {0};
    gs_command_line_complete("", &of->world, &found);
    assert_int_equal(found.count, gs_command_line_count());
    for (size_t i = 0; i < found.count; i++) {
        assert_string_not_equal(found.items[i].remark, "");
        if (found.items[i].usage == NULL) {
            struct gs_request request;
            struct gs_buf why = {0};
            check_case(found.items[i].line);
            assert_true(
                gs_command_line_read(found.items[i].line, &of->world, &request, &why));
            assert_int_equal(request.type, GS_REQUEST_COMMAND);
            assert_int_not_equal(request.command, GS_COMMAND_NONE);
        }
    }
    gs_completions_fini(&found);
}

static void every_value_offered_can_be_run(void **state)
{
    const struct fixture *of = *state;
    for (size_t i = 0; i < gs_typed_command_count(); i++) {
        struct gs_completions found = {0};
        struct gs_buf line = {0};
        gs_buf_addf(&line, "%s ", gs_typed_command_at(i).name);
        gs_command_line_complete(gs_buf_text(&line), &of->world, &found);
        for (size_t j = 0; j < found.count; j++) {
            struct gs_request request;
            struct gs_buf why = {0};
            check_case(found.items[j].line);
            bool is_fine =
                gs_command_line_read(found.items[j].line, &of->world, &request, &why);
            assert_string_equal(gs_buf_text(&why), is_fine ? "" : gs_buf_text(&why));
            assert_true(is_fine || found.items[j].usage != NULL);
            gs_buf_fini(&why);
        }
        gs_buf_fini(&line);
        gs_completions_fini(&found);
    }
}

static void what_all_completions_share_is_the_next_step(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *common; /* NULL: none */
    } cases[] = {
        {"zo", "zoom"},        {"ZO", "zoom"},
        {"view-l", "view-lo"}, {"theme li", "theme light"},
        {"xyzzy", NULL},       {"www.iana.org", NULL}, /* `ask ` would stand before it */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_completions found = {0};
        check_case(cases[i].line);
        gs_command_line_complete(cases[i].line, &of->world, &found);
        char *common = gs_completions_common(&found, cases[i].line);
        if (cases[i].common == NULL) {
            assert_null(common);
        } else {
            assert_string_equal(common, cases[i].common);
        }
        free(common);
        gs_completions_fini(&found);
    }
}

static void hostile_lines_are_bounded(void **state)
{
    struct fixture *of = *state;
    struct gs_completions found = {0};
    struct gs_request request;
    struct gs_buf why = {0};
    struct gs_buf line = {0};
    for (size_t i = 0; i < 2 * (size_t)GS_COMMAND_LINE_MAX; i++) {
        gs_buf_add_text(&line, "a");
    }
    assert_false(gs_command_line_read(gs_buf_text(&line), &of->world, &request, &why));
    assert_string_equal(gs_buf_text(&why), "the line is too long");
    gs_command_line_complete(gs_buf_text(&line), &of->world, &found);
    assert_int_equal(found.count, 0);

    /* controls and bytes that are no UTF-8 are neither offered nor said as they are */
    (void)gs_history_add(&of->history, "evil\x1b[2J.example", "", 3);
    (void)gs_history_add(&of->history, "evil\xff.example", "", 4);
    gs_command_line_complete("ask evil", &of->world, &found);
    assert_int_equal(found.count, 1);
    assert_non_null(found.items[0].usage);
    gs_buf_clear(&why);
    assert_false(gs_command_line_read("\x1b[2J\xff", &of->world, &request, &why));
    assert_null(strchr(gs_buf_text(&why), '\x1b'));
    assert_true(gs_text_is_utf8(gs_buf_text(&why), why.len));

    for (size_t i = 0; i < GS_HISTORY_MAX; i++) {
        char host[32];
        (void)snprintf(host, sizeof host, "host%zu.example", i);
        (void)gs_history_add(&of->history, host, "", 5);
    }
    gs_command_line_complete("ask h", &of->world, &found);
    assert_int_equal(found.count, GS_COMPLETIONS_MAX);
    gs_completions_fini(&found);
    gs_buf_fini(&line);
    gs_buf_fini(&why);
}

static void a_host_too_long_is_refused(void **state)
{
    const struct fixture *of = *state;
    struct gs_request request;
    struct gs_buf why = {0};
    struct gs_buf line = {0};
    gs_buf_add_text(&line, "ask ");
    for (size_t i = 0; i < GS_HOST_MAX + 1; i++) {
        gs_buf_add_text(&line, "a");
    }
    assert_false(gs_command_line_read(gs_buf_text(&line), &of->world, &request, &why));
    assert_string_equal(gs_buf_text(&why), "the host or the service is too long");
    gs_buf_fini(&line);
    gs_buf_fini(&why);
}

#define unit(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit(a_line_becomes_what_it_asks_for),
        unit(what_records_are_asked_changes_one_by_one),
        unit(servers_and_roots_are_requests_of_their_own),
        unit(what_cannot_be_asked_is_refused_with_the_reason),
        unit(the_arguments_of_the_call_change_one_by_one),
        unit(a_server_is_an_address_or_the_default),
        unit(a_whois_server_is_a_host_or_the_default),
        unit(what_is_wrong_is_said_in_words),
        unit(a_pane_without_columns_says_that_it_keeps_its_order),
        unit(what_fits_is_offered_with_what_it_would_do),
        unit(an_empty_line_offers_every_command),
        unit(every_value_offered_can_be_run),
        unit(what_all_completions_share_is_the_next_step),
        unit(hostile_lines_are_bounded),
        unit(a_host_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
