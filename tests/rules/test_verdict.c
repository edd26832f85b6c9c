/* SPDX-License-Identifier: MIT */
#include "rules/make_ladder.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>
#include <netdb.h>

/* A lookup in words. DNS sides: addresses, "" no data, "!" and an outcome's letter for a
 * failure (!s SERVFAIL, !t timed out, !c closed port, !n no such name), "?" waiting, NULL not asked. */
struct scene {
    const char *label;
    const char *host; /* NULL: the null node */
    const char *service;
    const char *libc; /* addresses; NULL: see error */
    const char *canonname;
    const char *a;
    const char *aaaa;
    int family;
    int flags;
    struct gs_eai error;     /* without addresses */
    enum gs_outcome outcome; /* without addresses */
    const char *sources;     /* as make_ladder() reads them; NULL: not asked */
    const char *verdict;     /* "kind word: clause | clause" */
};

static struct gs_machine make_machine(void)
{
    struct gs_machine machine = {0};
    machine.counts_v4 = true;
    machine.resolver.server_count = 1;
    machine.resolver.search_count = 1;
    snprintf(machine.resolver.search[0], sizeof machine.resolver.search[0], "lab.test");
    assert_int_equal(gs_endpoint_parse("10.0.0.2", 53, &machine.resolver.servers[0]),
                     GS_OK);
    return machine;
}

static void add_side(struct gs_lookup *lookup, uint16_t type, const char *side)
{
    const char *host = lookup->question.host;
    if (side == NULL) {
        return;
    }
    if (side[0] == '?') {
        make_query(&lookup->now, host, type, NULL);
    } else if (side[0] == '!') {
        enum gs_outcome outcome = side[1] == 's'   ? GS_OUTCOME_SERVER_FAILURE
                                  : side[1] == 't' ? GS_OUTCOME_TIMED_OUT
                                  : side[1] == 'c' ? GS_OUTCOME_REFUSED
                                                   : GS_OUTCOME_NO_SUCH_NAME;
        struct gs_dns_answer *answer = make_answer(host, type, outcome);
        answer->rcode = side[1] == 'c' ? -1 : answer->rcode;
        assert_int_equal(gs_endpoint_parse("10.0.0.2", 53, &answer->server), GS_OK);
        make_query(&lookup->now, host, type, answer);
    } else {
        make_query(&lookup->now, host, type, make_addresses(host, type, side));
    }
}

static struct gs_lookup make_lookup(const struct scene *scene)
{
    struct gs_lookup lookup = {.question = make_question(scene->host, scene->service)};
    lookup.question.hints.family = scene->family;
    lookup.question.hints.flags = scene->flags;
    lookup.parts[GS_PART_SYSTEM].progress = GS_PROGRESS_DONE;
    if (scene->libc != NULL) {
        lookup.now.system = make_system(scene->libc);
        lookup.now.system->rows.items[0].canonname = gs_mem_copy_text(scene->canonname);
    } else if (scene->outcome != GS_OUTCOME_NOT_ASKED) {
        lookup.now.system = make_failed(scene->outcome, scene->error.code,
                                        scene->error.name, scene->error.text);
    } else {
        lookup.parts[GS_PART_SYSTEM].progress = GS_PROGRESS_WAITING;
    }
    if (scene->sources != NULL) {
        lookup.now.sources = make_ladder(scene->sources);
    }
    add_side(&lookup, GS_TYPE_A, scene->a);
    add_side(&lookup, GS_TYPE_AAAA, scene->aaaa);
    return lookup;
}

static void describe(const struct gs_verdict *verdict, char *out, size_t size)
{
    static const char *const kinds[] = {"none",  "good", "look",   "absent",
                                        "empty", "bad",  "waiting"};
    int len = snprintf(out, size, "%s %s:", kinds[verdict->kind], verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        len += snprintf(out + len, size - (size_t)len, "%s %s", i > 0 ? " |" : "",
                        verdict->clauses[i]);
    }
}

#define AGAIN                                                                            \
    {                                                                                    \
        .code = EAI_AGAIN, .name = "EAI_AGAIN",                                          \
        .text = "Temporary failure in name resolution"                                   \
    }
#define NONAME                                                                           \
    {                                                                                    \
        .code = EAI_NONAME, .name = "EAI_NONAME", .text = "Name or service not known"    \
    }
#define NODATA                                                                           \
    {                                                                                    \
        .code = EAI_NODATA, .name = "EAI_NODATA",                                        \
        .text = "No address associated with hostname"                                    \
    }

static const struct scene scenes[] = {
    {.label = "both families",
     .host = "iana.org",
     .service = "www",
     .libc = "2001:500:88:200::8 192.0.43.8",
     .canonname = "iana.org",
     .a = "192.0.43.8",
     .aaaa = "2001:500:88:200::8",
     .verdict = "good answered: 2 addresses, IPv6 first | libc and DNS agree | "
                "name as asked"},
    {.label = "IPv4 first",
     .host = "iana.org",
     .libc = "192.0.43.8 2001:500:88:200::8",
     .verdict = "good answered: 2 addresses, IPv4 first"},
    {.label = "one family",
     .host = "a.example",
     .libc = "192.0.2.1",
     .canonname = "B.example",
     .a = "192.0.2.1",
     .aaaa = "",
     .verdict = "good answered: 1 address, IPv4 only | libc and DNS agree | "
                "canonical name is B.example"},
    {.label = "one family asked",
     .host = "a.example",
     .libc = "2001:db8::1 2001:db8::2",
     .family = AF_INET6,
     .verdict = "good answered: 2 addresses, IPv6 asked"},
    {.label = "the canonical name in an A-label",
     .host = "a.example",
     .libc = "192.0.2.1",
     .canonname = "xn--bcher-kva.example",
     .verdict = "good answered: 1 address, IPv4 only | canonical name is "
                "b\xc3\xbc"
                "cher.example"},
    {.label = "a search domain",
     .host = "www",
     .libc = "192.0.2.1",
     .canonname = "www.Lab.Test",
     .a = "!n",
     .aaaa = "!n",
     .verdict = "look answered: 1 address, IPv4 only | search domain added: lab.test | "
                "another name than asked"},
    {.label = "the IPv6 address is made up by a DNS64",
     .host = "iana.org",
     .libc = "64:ff9b::c000:2b08 192.0.43.8",
     .a = "192.0.43.8",
     .aaaa = "64:ff9b::c000:2b08",
     .verdict = "good answered: 2 addresses, IPv6 only by NAT64 | libc and DNS agree"},
    {.label = "one of two is made up",
     .host = "iana.org",
     .libc = "64:ff9b::c000:2b08 2001:500:88:200::8",
     .a = "",
     .aaaa = "64:ff9b::c000:2b08 2001:500:88:200::8",
     .verdict = "good answered: 2 addresses, IPv6 only | libc and DNS agree"},
    {.label = "only libc has it",
     .host = "a.example",
     .libc = "192.0.2.9",
     .canonname = "a.example",
     .a = "!n",
     .aaaa = "!n",
     .verdict = "look answered: 1 address, IPv4 only | only libc has 192.0.2.9 | "
                "name as asked"},
    {.label = "each has its own",
     .host = "a.example",
     .libc = "192.0.2.9",
     .a = "192.0.2.1 192.0.2.2",
     .aaaa = "",
     .verdict = "look answered: 1 address, IPv4 only | only libc has 192.0.2.9 | "
                "only DNS has 2 addresses"},
    {.label = "who knows the name",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "",
     .sources = "files none dns 192.0.2.1",
     .verdict = "good answered: 1 address, IPv4 only | only DNS knows it | "
                "libc and DNS agree"},
    {.label = "the hosts file hides AAAA",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "2001:db8::1",
     .sources = "files 192.0.2.1 dns 192.0.2.1,2001:db8::1",
     .verdict = "look answered: 1 address, IPv4 only | hosts file hides AAAA"},
    {.label = "only the hosts file",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "",
     .aaaa = "",
     .sources = "files 192.0.2.1 dns none",
     .verdict = "good answered: 1 address, IPv4 only | only the hosts file knows it"},
    {.label = "a source in the way",
     .host = "a.example",
     .a = "192.0.2.1",
     .aaaa = "",
     .outcome = GS_OUTCOME_TIMED_OUT,
     .sources = "mdns killed dns 192.0.2.1",
     .verdict = "bad timed out: mdns timed out, 30 s"},
    {.label = "stopped before DNS",
     .host = "a.example",
     .a = "192.0.2.1",
     .aaaa = "",
     .outcome = GS_OUTCOME_NO_SUCH_NAME,
     .error = NONAME,
     .sources = "files/rrcc none dns 192.0.2.1",
     .verdict = "absent no such name: DNS knows it, is never asked | "
                "EAI_NONAME -2, name or service not known"},
    {.label = "ADDRCONFIG explains it",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "2001:db8::1",
     .flags = AI_ADDRCONFIG,
     .verdict = "good answered: 1 address, IPv4 only | ADDRCONFIG leaves IPv6 out"},
    {.label = "without ADDRCONFIG nothing explains it",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "2001:db8::1",
     .verdict = "look answered: 1 address, IPv4 only | only DNS has 2001:db8::1"},
    {.label = "half of DNS is lost",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "!t",
     .verdict = "look answered: 1 address, IPv4 only | AAAA not known: no reply"},
    {.label = "a lost family that was not asked",
     .host = "a.example",
     .libc = "192.0.2.1",
     .a = "192.0.2.1",
     .aaaa = "!t",
     .family = AF_INET,
     .verdict = "good answered: 1 address, IPv4 asked | libc and DNS agree"},
    {.label = "the hosts file without DNS",
     .host = "localhost",
     .libc = "127.0.0.1",
     .a = "!t",
     .aaaa = "!t",
     .verdict = "look answered: 1 address, IPv4 only | DNS has no answer: no reply"},
    {.label = "the null node",
     .service = "ftp",
     .libc = "0.0.0.0 ::",
     .flags = AI_PASSIVE,
     .verdict = "good answered: 2 addresses, IPv4 first | "
                "nothing was asked of any server"},
    {.label = "a literal",
     .host = "192.0.43.8",
     .service = "80",
     .libc = "192.0.43.8",
     .canonname = "192.0.43.8",
     .verdict = "good answered: 1 address, IPv4 only | "
                "an address: no name was looked up"},
    {.label = "a trap comes first",
     .host = "127.0.0.1",
     .service = "99999",
     .libc = "127.0.0.1",
     .verdict = "look answered: port 99999 becomes 34463 | 1 address, IPv4 only | "
                "an address: no name was looked up"},
    {.label = "a note comes last and is no trap",
     .host = "127.0.0.1",
     .libc = "127.0.0.1",
     .flags = AI_PASSIVE,
     .verdict =
         "good answered: 1 address, IPv4 only | an address: no name was looked up | "
         "PASSIVE acts only without host"},
    {.label = "a dead server",
     .host = "www.example.com",
     .outcome = GS_OUTCOME_TRY_AGAIN,
     .error = AGAIN,
     .a = "!t",
     .aaaa = "!t",
     .verdict = "bad try again: the name server 10.0.0.2 does not answer | "
                "gaiscope --demo works without a network | "
                "EAI_AGAIN -3, temporary failure in name resolution"},
    {.label = "a closed port",
     .host = "www.example.com",
     .outcome = GS_OUTCOME_TRY_AGAIN,
     .error = AGAIN,
     .a = "!c",
     .aaaa = "!c",
     .verdict = "bad try again: the name server 10.0.0.2 has its port closed | "
                "gaiscope --demo works without a network | "
                "EAI_AGAIN -3, temporary failure in name resolution"},
    {.label = "one closed port, one silence",
     .host = "www.example.com",
     .outcome = GS_OUTCOME_TRY_AGAIN,
     .error = AGAIN,
     .a = "!c",
     .aaaa = "!t",
     .verdict = "bad try again: the name server 10.0.0.2 does not answer | "
                "gaiscope --demo works without a network | "
                "EAI_AGAIN -3, temporary failure in name resolution"},
    {.label = "a server that is not dead yet",
     .host = "www.example.com",
     .outcome = GS_OUTCOME_TRY_AGAIN,
     .error = AGAIN,
     .a = "!t",
     .aaaa = "?",
     .verdict = "bad try again: EAI_AGAIN -3, temporary failure in name resolution"},
    {.label = "SERVFAIL",
     .host = "www.example.com",
     .outcome = GS_OUTCOME_TRY_AGAIN,
     .error = AGAIN,
     .a = "!s",
     .aaaa = "!t",
     .verdict = "bad try again: the name server 10.0.0.2 says SERVFAIL | "
                "EAI_AGAIN -3, temporary failure in name resolution"},
    {.label = "no such name",
     .host = "nosuch.example",
     .outcome = GS_OUTCOME_NO_SUCH_NAME,
     .error = NONAME,
     .a = "!n",
     .aaaa = "!n",
     .verdict = "absent no such name: libc and DNS agree | "
                "EAI_NONAME -2, name or service not known"},
    {.label = "no such name for libc alone",
     .host = "a.example",
     .outcome = GS_OUTCOME_NO_SUCH_NAME,
     .error = NONAME,
     .a = "192.0.2.1",
     .aaaa = "",
     .verdict = "absent no such name: only DNS has 192.0.2.1 | "
                "EAI_NONAME -2, name or service not known"},
    {.label = "no such name because of a flag",
     .host = "a.example",
     .outcome = GS_OUTCOME_NO_SUCH_NAME,
     .error = NONAME,
     .flags = AI_NUMERICHOST,
     .verdict = "bad not looked up: NUMERICHOST forbids a name | "
                "EAI_NONAME -2, name or service not known"},
    {.label = "no data",
     .host = "a.example",
     .outcome = GS_OUTCOME_NO_DATA,
     .error = NODATA,
     .a = "",
     .aaaa = "",
     .verdict =
         "empty no data: the name exists, without an address | libc and DNS agree | "
         "EAI_NODATA -5, no address associated with hostname"},
    {.label = "no data of a family",
     .host = "a.example",
     .outcome = GS_OUTCOME_NO_DATA,
     .error = NODATA,
     .family = AF_INET6,
     .aaaa = "",
     .verdict = "empty no data: the name exists, without an IPv6 address | "
                "libc and DNS agree | "
                "EAI_NODATA -5, no address associated with hostname"},
    {.label = "our own deadline",
     .host = "a.example",
     .outcome = GS_OUTCOME_TIMED_OUT,
     .error = {.name = "", .text = "libc did not answer within the deadline"},
     .verdict = "bad timed out: libc did not answer within the deadline"},
    {.label = "asking",
     .host = "a.example",
     .a = "?",
     .aaaa = "?",
     .verdict = "waiting asking: libc and DNS wait for 10.0.0.2"},
    {.label = "asking, AAAA open",
     .host = "a.example",
     .a = "192.0.2.1",
     .aaaa = "?",
     .verdict = "waiting asking: libc waits for the AAAA answer"},
    {.label = "asking, A open",
     .host = "a.example",
     .a = "?",
     .aaaa = "",
     .verdict = "waiting asking: libc waits for the A answer"},
    {.label = "asking, DNS is done",
     .host = "a.example",
     .a = "192.0.2.1",
     .aaaa = "",
     .verdict = "waiting asking: DNS has answered, libc has not"},
    {.label = "an address of the other family",
     .host = "::1",
     .family = AF_INET,
     .error = {.code = EAI_ADDRFAMILY,
               .name = "EAI_ADDRFAMILY",
               .text = "Address family for hostname not supported"},
     .outcome = GS_OUTCOME_NO_DATA,
     .verdict = "bad not looked up: ::1 is an IPv6 address | EAI_ADDRFAMILY -9, address "
                "family for hostname not supported"},
    {.label = "asking, no server replied",
     .host = "a.example",
     .a = "!t",
     .aaaa = "!t",
     .verdict = "waiting asking: no server replied, libc still waits"},
    {.label = "asking, one family alone, no server replied",
     .host = "a.example",
     .aaaa = "!t",
     .verdict = "waiting asking: no server replied, libc still waits"},
    {.label = "asking, the port is closed",
     .host = "a.example",
     .a = "!c",
     .aaaa = "!c",
     .verdict = "waiting asking: the name server's port is closed, libc still waits"},
    {.label = "asking, one question had no reply",
     .host = "a.example",
     .a = "192.0.2.1",
     .aaaa = "!t",
     .verdict = "waiting asking: no reply about AAAA, libc still waits"},
    {.label = "asking libc alone",
     .host = "192.0.2.1",
     .verdict = "waiting asking: libc has not answered"},
};

static void check(const char *label, const struct gs_lookup *lookup,
                  const struct gs_machine *machine, const char *wanted)
{
    char text[2048];
    struct gs_verdict verdict = gs_verdict_of(lookup, machine, 5000000);
    describe(&verdict, text, sizeof text);
    if (strcmp(text, wanted) != 0) {
        fail_msg("%s:\n%s\nis not\n%s", label, text, wanted);
    }
}

static void each_lookup_has_its_verdict(void **state)
{
    (void)state;
    struct gs_machine machine = make_machine();
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct gs_lookup lookup = make_lookup(&scenes[i]);
        check(scenes[i].label, &lookup, &machine, scenes[i].verdict);
        gs_lookup_fini(&lookup);
    }
}

static void nothing_asked_has_no_verdict(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    struct gs_verdict verdict = gs_verdict_of(&lookup, NULL, 0);
    assert_int_equal(verdict.kind, GS_VERDICT_NONE);
    assert_string_equal(verdict.word, "");
    assert_int_equal(verdict.clause_count, 0);
}

static void times_are_libcs_or_the_time_waited(void **state)
{
    (void)state;
    struct scene scene = {.host = "a.example", .libc = "192.0.2.1"};
    struct gs_lookup lookup = make_lookup(&scene);
    assert_int_equal(gs_verdict_of(&lookup, NULL, 9).elapsed_us, 12000);
    gs_lookup_fini(&lookup);
    scene.libc = NULL;
    lookup = make_lookup(&scene);
    lookup.parts[GS_PART_SYSTEM].started_us = 1000;
    assert_int_equal(gs_verdict_of(&lookup, NULL, 1801000).elapsed_us, 1800000);
    assert_int_equal(gs_verdict_of(&lookup, NULL, 500).elapsed_us, 0);
    gs_lookup_fini(&lookup);
}

static void asking_again_names_the_last_answer(void **state)
{
    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    struct scene scene = {.host = "iana.org", .a = "192.0.43.8", .aaaa = "?"};
    struct gs_lookup lookup = make_lookup(&scene);
    lookup.last.system = make_system("192.0.43.8");
    lookup.last_parts[GS_PART_SYSTEM].started_wall_s = 12 * 3600 + 31 * 60 + 5;
    check("asking again", &lookup, NULL,
          "waiting asking again: libc waits for the AAAA answer | "
          "grey below: the answer of 12:31:05");
    gs_lookup_fini(&lookup);
}

static void a_stopped_question_says_so(void **state)
{
    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    struct scene scene = {.host = "a.example", .libc = "192.0.2.1"};
    struct gs_lookup lookup = make_lookup(&scene);
    lookup.is_cancelled = true;
    check("after libc", &lookup, NULL,
          "look answered: stopped before all parts answered | 1 address, IPv4 only");
    lookup.parts[GS_PART_MAIL].is_restored = true;
    check("an older plan", &lookup, NULL,
          "look answered: stopped, some answers are older | 1 address, IPv4 only");
    lookup.parts[GS_PART_SYSTEM].is_restored = true;
    lookup.parts[GS_PART_SYSTEM].started_wall_s = 12 * 3600 + 31 * 60 + 5;
    lookup.asked_us = 1000;
    lookup.stopped_us = 1201000;
    check("an older answer", &lookup, NULL,
          "look stopped: showing the answer of 12:31:05 | 1 address, IPv4 only");
    assert_int_equal(gs_verdict_of(&lookup, NULL, 0).elapsed_us, 1200000);
    gs_lookup_fini(&lookup);
    scene.libc = NULL;
    lookup = make_lookup(&scene);
    lookup.is_cancelled = true;
    lookup.parts[GS_PART_SYSTEM] = (struct gs_part_state){
        .progress = GS_PROGRESS_STOPPED, .started_us = 5, .finished_us = 1200005};
    check("before libc", &lookup, NULL, "look stopped: libc had not answered");
    assert_int_equal(gs_verdict_of(&lookup, NULL, 0).elapsed_us, 1200000);
    lookup.is_cancelled = false; /* another part was asked again */
    check("still before libc", &lookup, NULL, "look stopped: libc had not answered");
    gs_lookup_fini(&lookup);
}

static void international_names_are_told(void **state)
{
    (void)state;
    struct scene scene = {
        .host = "xn--fiqs8s", .libc = "192.0.2.1", .canonname = "xn--fiqs8s"};
    struct gs_lookup lookup = make_lookup(&scene);
    snprintf(lookup.question.host_unicode, sizeof lookup.question.host_unicode, "中国");
    check("both forms", &lookup, NULL,
          "good answered: 1 address, IPv4 only | both forms of the name agree");
    snprintf(lookup.question.host_unicode, sizeof lookup.question.host_unicode,
             "xn--fiqs8s");
    snprintf(lookup.question.idn_error, sizeof lookup.question.idn_error, "label x: y");
    check("no U-label", &lookup, NULL,
          "look answered: 1 address, IPv4 only | label x: y | name as asked");
    gs_lookup_fini(&lookup);
    scene = (struct scene){.host = "☃.net",
                           .outcome = GS_OUTCOME_BAD_QUESTION,
                           .error = {.name = "", .text = "label ☃: disallowed"}};
    lookup = make_lookup(&scene);
    lookup.question.host_ascii[0] = '\0';
    snprintf(lookup.question.idn_error, sizeof lookup.question.idn_error,
             "label ☃: disallowed");
    check("refused", &lookup, NULL,
          "bad bad question: label ☃: disallowed | nothing was asked of any server");
    gs_lookup_fini(&lookup);
}

static void a_machine_without_servers_is_told(void **state)
{
    (void)state;
    struct gs_machine machine = make_machine();
    struct scene scene = {
        .host = "a.example", .outcome = GS_OUTCOME_TRY_AGAIN, .error = AGAIN};
    struct gs_lookup lookup = make_lookup(&scene);
    machine.resolver.server_count = 0;
    check("none", &lookup, &machine,
          "bad try again: no name server is configured | "
          "gaiscope --demo works without a network | "
          "EAI_AGAIN -3, temporary failure in name resolution");
    gs_lookup_fini(&lookup);
    scene.a = "!t";
    scene.aaaa = "!t";
    lookup = make_lookup(&scene);
    machine.resolver.server_count = 3;
    check("three", &lookup, &machine,
          "bad try again: no name server answers | "
          "gaiscope --demo works without a network | "
          "EAI_AGAIN -3, temporary failure in name resolution");
    machine.resolver.is_demo = true;
    check("the demo does not name itself", &lookup, &machine,
          "bad try again: no name server answers | "
          "EAI_AGAIN -3, temporary failure in name resolution");
    gs_lookup_fini(&lookup);
}

static void without_libc_dns_gives_the_verdict(void **state)
{
    (void)state;
    struct scene scene = {.host = "a.example", .a = "192.0.2.1", .aaaa = "!t"};
    struct gs_lookup lookup = make_lookup(&scene);
    lookup.parts[GS_PART_SYSTEM].progress = GS_PROGRESS_IDLE;
    lookup.parts[GS_PART_DNS].progress = GS_PROGRESS_DONE;
    lookup.parts[GS_PART_DNS].started_us = 100;
    lookup.parts[GS_PART_DNS].finished_us = 350;
    check("DNS alone", &lookup, NULL, "good answered: libc was not asked");
    assert_int_equal(gs_verdict_of(&lookup, NULL, 0).elapsed_us, 250);
    gs_lookup_fini(&lookup);
}

/* Six clauses, whole characters, whatever is said. */
static void long_texts_are_cut_to_whole_characters(void **state)
{
    (void)state;
    struct scene scene = {.host = "a.example", .libc = "192.0.2.1"};
    char name[GS_NAME_MAX + 1] = "";
    for (size_t i = 0; i + 2 < sizeof name; i += 2) {
        memcpy(name + i, "\xc3\xbc", 3);
    }
    scene.canonname = name;
    struct gs_lookup lookup = make_lookup(&scene);
    memset(lookup.question.idn_error, 'x', sizeof lookup.question.idn_error - 1);
    struct gs_verdict verdict = gs_verdict_of(&lookup, NULL, 0);
    assert_true(verdict.clause_count <= GS_CLAUSES_MAX);
    for (size_t i = 0; i < verdict.clause_count; i++) {
        size_t len = strlen(verdict.clauses[i]);
        assert_true(len > 0 && len < GS_CLAUSE_MAX);
        assert_true(gs_text_is_utf8(verdict.clauses[i], len));
    }
    gs_lookup_fini(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_lookup_has_its_verdict),
        cmocka_unit_test(nothing_asked_has_no_verdict),
        cmocka_unit_test(times_are_libcs_or_the_time_waited),
        cmocka_unit_test(asking_again_names_the_last_answer),
        cmocka_unit_test(a_stopped_question_says_so),
        cmocka_unit_test(international_names_are_told),
        cmocka_unit_test(a_machine_without_servers_is_told),
        cmocka_unit_test(without_libc_dns_gives_the_verdict),
        cmocka_unit_test(long_texts_are_cut_to_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
