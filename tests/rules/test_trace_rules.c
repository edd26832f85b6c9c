/* SPDX-License-Identifier: MIT */
/*
 * A walk is played from a script: each line says what a server answers to a question. The
 * trace is then compared as text.
 */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/trace_rules.h"

enum {
    LINES_MAX = 16,
    ASKED_MAX = 1000,
};

/* `server` is an address, or "?" for the resolver; `name` NULL: any. What it says: words as
 * play_words() reads them. */
struct line {
    const char *server;
    const char *name;
    const char *says;
};

struct walk {
    const char *label;
    const char *name;
    struct line lines[LINES_MAX];
    const char *trace; /* see describe() */
    const char *end;   /* outcome, and the problem */
};

static void put_record(struct gs_record_list *section, const char *owner, uint16_t type,
                       const char *value)
{
    struct gs_record record = {.name = gs_mem_copy_text(owner),
                               .text = gs_mem_copy_text(value),
                               .ttl_s = 300,
                               .type = type,
                               .class_ = 1};
    if (type == GS_TYPE_A || type == GS_TYPE_AAAA) {
        assert_int_equal(gs_address_parse(value, &record.address), GS_OK);
    } else if (type != GS_TYPE_SOA && type != GS_TYPE_TXT) {
        record.target = gs_mem_copy_text(value);
    }
    gs_vec_push(section, record);
}

/* "ns1=10.0.0.1", or "ns1" without glue. */
static void put_server(struct gs_dns_answer *answer, const char *zone, char *word)
{
    char *address = strchr(word, '=');
    if (address != NULL) {
        *address++ = '\0';
    }
    put_record(&answer->authority, zone, GS_TYPE_NS, word);
    if (address != NULL) {
        put_record(&answer->additional, word,
                   strchr(address, ':') != NULL ? GS_TYPE_AAAA : GS_TYPE_A, address);
    }
}

/* refer ZONE ns=ADDRESS ns ... | TYPE=VALUE ... (records of the name; NAME/TYPE=VALUE of
 * another) | nxdomain nodata soa refused servfail silent empty; "plain" clears aa. */
static struct gs_dns_answer *play(const struct gs_trace_want *want, const char *says)
{
    struct gs_dns_answer *answer =
        make_answer(want->name, want->type, GS_OUTCOME_ANSWERED);
    char list[512];
    char *rest = NULL;
    const char *zone = NULL;
    answer->flags.aa = true;
    answer->elapsed_us = 1000;
    snprintf(list, sizeof list, "%s", says);
    for (char *word = strtok_r(list, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        if (strcmp(word, "refer") == 0) {
            zone = strtok_r(NULL, " ", &rest);
            answer->flags.aa = false;
        } else if (zone != NULL) {
            put_server(answer, zone, word);
        } else if (strcmp(word, "plain") == 0) {
            answer->flags.aa = false;
        } else if (strcmp(word, "soa") == 0 || strcmp(word, "nodata") == 0) {
            put_record(&answer->authority, "zone.test", GS_TYPE_SOA, "ns hm 1 2 3 4 5");
        } else if (strcmp(word, "nxdomain") == 0) {
            put_record(&answer->authority, "zone.test", GS_TYPE_SOA, "ns hm 1 2 3 4 5");
            answer->rcode = GS_RCODE_NXDOMAIN;
            answer->outcome = GS_OUTCOME_NO_SUCH_NAME;
        } else if (strcmp(word, "refused") == 0) {
            answer->rcode = GS_RCODE_REFUSED;
            answer->outcome = GS_OUTCOME_REFUSED;
        } else if (strcmp(word, "servfail") == 0) {
            answer->rcode = GS_RCODE_SERVFAIL;
            answer->outcome = GS_OUTCOME_SERVER_FAILURE;
        } else if (strcmp(word, "silent") == 0) {
            answer->rcode = -1;
            answer->outcome = GS_OUTCOME_TIMED_OUT;
        } else if (strcmp(word, "empty") != 0) {
            const char *owner = want->name;
            char *slash = strchr(word, '/');
            char *type = word;
            uint16_t number = 0;
            char name[GS_NAME_MAX + 1];
            *value++ = '\0';
            if (slash != NULL) {
                *slash = '\0';
                type = slash + 1;
                owner = word;
            }
            snprintf(name, sizeof name, "%s", owner);
            assert_int_equal(gs_type_parse(type, &number), GS_OK);
            put_record(&answer->answer, name, number, value);
        }
    }
    return answer;
}

static const char *find_line(const struct walk *walk, const struct gs_trace_want *want)
{
    char server[GS_ENDPOINT_TEXT_MAX] = "?";
    if (!want->is_address) {
        gs_endpoint_format(&want->server, 53, server);
    }
    for (size_t i = 0; i < LINES_MAX && walk->lines[i].server != NULL; i++) {
        const struct line *line = &walk->lines[i];
        if (strcmp(line->server, server) == 0 &&
            (line->name == NULL || gs_name_is_equal(line->name, want->name))) {
            return line->says;
        }
    }
    if (want->is_address) {
        return "nodata";
    }
    fail_msg("%s: %s asked for %s is not in the script", walk->label, server, want->name);
    return NULL;
}

static struct gs_root_hints roots(void)
{
    static const char text[] = ". NS a.root.test.\n. NS b.root.test.\n"
                               "a.root.test. A 10.0.0.1\nb.root.test. A 10.0.0.2\n";
    struct gs_root_hints hints;
    assert_int_equal(gs_root_hints_parse(text, sizeof text - 1, &hints, NULL), GS_OK);
    return hints;
}

/* Plays a walk to its end; each question is asked once, in the order wanted. */
static struct gs_trace *run(const struct walk *walk)
{
    struct gs_root_hints hints = roots();
    struct gs_trace_want_list wants = {0};
    struct gs_trace *trace = gs_trace_rules_open(walk->name, GS_TYPE_A, &hints, &wants);
    for (size_t i = 0; i < wants.count && i < ASKED_MAX; i++) {
        struct gs_trace_want want = wants.items[i];
        if (trace->is_complete) {
            fail_msg("%s: complete while %s is awaited", walk->label, want.name);
        }
        struct gs_dns_answer *answer = play(&want, find_line(walk, &want));
        gs_trace_rules_answer(trace, &want, answer, &wants);
        gs_dns_answer_free(answer);
    }
    gs_vec_fini(&wants);
    if (!trace->is_complete) {
        fail_msg("%s: never complete", walk->label);
    }
    return trace;
}

/* ". referral: a referral*, b lame (refuses) | org ...": * was followed, ~ differs. */
static void describe(const struct gs_trace *trace, struct gs_buf *out)
{
    for (size_t i = 0; i < trace->levels.count; i++) {
        const struct gs_trace_level *level = &trace->levels.items[i];
        gs_buf_addf(out, "%s%s:", i == 0 ? "" : " | ", level->zone);
        for (size_t j = 0; j < level->servers.count; j++) {
            const struct gs_trace_server *server = &level->servers.items[j];
            gs_buf_addf(out, " %.*s=%s%s%s", (int)strcspn(server->host, "."),
                        server->host, gs_trace_said_id(server->said),
                        server->is_followed ? "*" : "", server->differs ? "~" : "");
            if (server->reason != NULL) {
                gs_buf_addf(out, "(%s)", server->reason);
            }
        }
    }
}

#define ROOT_REFERS                                                                      \
    {"10.0.0.1", NULL, "refer org ns.org=10.1.0.1"},                                     \
    {                                                                                    \
        "10.0.0.2", NULL, "refer ORG NS.org=10.1.0.1"                                    \
    }
#define TWO_ROOTS ".: a=referral* b=referral | "

static const struct walk walks[] = {
    {"the plain way down",
     "www.x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org ns1.x.org=10.2.0.1 ns2.x.org=2001:db8::2"},
      {"10.2.0.1", NULL, "A=192.0.2.1 A=192.0.2.2"},
      {"2001:db8::2", NULL, "A=192.0.2.2 A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: ns1=answered* ns2=answered",
     "answered; www.x.org 300 A 192.0.2.1; www.x.org 300 A 192.0.2.2"},
    {"a parent that serves the child, too",
     "x.org",
     {{"10.0.0.1", NULL, "A=192.0.2.1"}, {"10.0.0.2", NULL, "A=192.0.2.1"}},
     ".: a=answered* b=answered",
     "answered; x.org 300 A 192.0.2.1"},
    {"a dead server delays nothing",
     "x.org",
     {{"10.0.0.1", NULL, "silent"},
      {"10.0.0.2", NULL, "refer org ns.org=10.1.0.1"},
      {"10.1.0.1", NULL, "A=192.0.2.1"}},
     ".: a=failed(no reply) b=referral* | org: ns=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"a server that refuses is lame",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org a.x.org=10.2.0.1 b.x.org=10.2.0.2"},
      {"10.2.0.1", NULL, "refused"},
      {"10.2.0.2", NULL, "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: a=lame(refuses) b=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"a server without authority is lame",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org a.x.org=10.2.0.1 b.x.org=10.2.0.2"},
      {"10.2.0.1", NULL, "plain A=192.0.2.9"},
      {"10.2.0.2", NULL, "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: a=lame(answers without authority) b=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"a no such name without authority is lame",
     "x.org",
     {{"10.0.0.1", NULL, "plain nxdomain"}, {"10.0.0.2", NULL, "nxdomain"}},
     ".: a=lame(answers without authority) b=no_such_name*",
     "no_such_name; zone.test 300 SOA ns hm 1 2 3 4 5"},
    {"an empty answer without authority is lame",
     "x.org",
     {{"10.0.0.1", NULL, "plain empty"}, {"10.0.0.2", NULL, "plain nodata"}},
     ".: a=lame(answers with nothing) b=lame(answers without authority)",
     "failed; No name server of the root says anything of use."},
    {"no data ends the way with its SOA",
     "x.org",
     {{"10.0.0.1", NULL, "nodata"}, {"10.0.0.2", NULL, "nodata"}},
     ".: a=no_data* b=no_data",
     "no_data; zone.test 300 SOA ns hm 1 2 3 4 5"},
    {"an upward referral is refused",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org a.x.org=10.2.0.1 b.x.org=10.2.0.2"},
      {"10.2.0.1", NULL, "refer . a.root.test=10.0.0.1"},
      {"10.2.0.2", NULL, "refer org ns.org=10.1.0.1"}},
     TWO_ROOTS
     "org: ns=referral* | x.org: a=upward(sends back up) b=upward(sends back up)",
     "failed; No name server of x.org says anything of use (sends back up)."},
    {"a referral to the same zone is a loop",
     "x.org",
     {{"10.0.0.1", NULL, "refer . a.root.test=10.0.0.1"}, {"10.0.0.2", NULL, "silent"}},
     ".: a=upward(sends to the zone it was asked for) b=failed(no reply)",
     "try_again; No name server of the root says anything of use."},
    {"a referral aside is refused",
     "x.org",
     {ROOT_REFERS, {"10.1.0.1", NULL, "refer y.org a.y.org=10.2.0.1"}},
     TWO_ROOTS "org: ns=astray(sends to a zone that the name is not in)",
     "failed; No name server of org says anything of use "
     "(sends to a zone that the name is not in)."},
    {"a name is not in a zone by its letters alone",
     "xorg",
     {{"10.0.0.1", NULL, "refer org a.org=10.2.0.1"}, {"10.0.0.2", NULL, "nxdomain"}},
     ".: a=astray(sends to a zone that the name is not in) b=no_such_name*",
     "no_such_name; zone.test 300 SOA ns hm 1 2 3 4 5"},
    {"servers that refer to others differ",
     "x.org",
     {{"10.0.0.1", NULL, "refer org ns.org=10.1.0.1"},
      {"10.0.0.2", NULL, "refer org other.org=10.1.0.2"},
      {"10.1.0.1", NULL, "A=192.0.2.1"}},
     ".: a=referral* b=referral~ | org: ns=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"servers with other records differ",
     "x.org",
     {{"10.0.0.1", NULL, "A=192.0.2.1"}, {"10.0.0.2", NULL, "A=192.0.2.1 A=192.0.2.2"}},
     ".: a=answered* b=answered~",
     "answered; x.org 300 A 192.0.2.1"},
    {"one says no such name, the other answers",
     "x.org",
     {{"10.0.0.1", NULL, "A=192.0.2.1"}, {"10.0.0.2", NULL, "nxdomain"}},
     ".: a=answered* b=no_such_name~",
     "answered; x.org 300 A 192.0.2.1"},
    {"missing glue is looked up",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org ns.net"},
      {"?", "ns.net", "A=10.3.0.1"},
      {"10.3.0.1", NULL, "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: ns=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"of what was looked up only the server's own addresses are asked",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org ns.net"},
      {"?", "ns.net", "CNAME=b.net ns.net/A=10.9.9.9 b.net/A=10.3.0.1 c.net/A=10.9.9.8"},
      {"10.3.0.1", NULL, "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: ns=answered*",
     "answered; x.org 300 A 192.0.2.1"},
    {"glue outside of the zone that refers is not believed",
     "x.org",
     {ROOT_REFERS,
      {"10.1.0.1", NULL, "refer x.org ns.net=10.9.9.9"},
      {"?", "ns.net", "nodata"}},
     TWO_ROOTS "org: ns=referral* | x.org: ns=not_asked(its name has no address)",
     "failed; No name server of x.org has an address that can be found."},
    {"an alias in the zone is followed in the message",
     "www.x.org",
     {{"10.0.0.1", NULL, "CNAME=x.org x.org/A=192.0.2.1"},
      {"10.0.0.2", NULL, "CNAME=X.ORG x.org/A=192.0.2.1"}},
     ".: a=answered* b=answered",
     "answered; www.x.org 300 CNAME x.org; x.org 300 A 192.0.2.1"},
    {"an alias out of the zone goes on from the deepest zone known",
     "www.x.org",
     {{"10.0.0.1", "www.x.org", "refer org ns.org=10.1.0.1"},
      {"10.0.0.2", "www.x.org", "refer org ns.org=10.1.0.1"},
      {"10.1.0.1", "www.x.org", "refer x.org ns.x.org=10.2.0.1"},
      {"10.2.0.1", NULL, "CNAME=www.y.org www.y.org/A=192.0.2.66"},
      {"10.1.0.1", "www.y.org", "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=referral* | x.org: ns=alias* | org: ns=answered*",
     "answered; www.y.org 300 A 192.0.2.1"},
    {"an alias that ends in nothing",
     "www.x.org",
     {{"10.0.0.1", NULL, "CNAME=y.org nxdomain"},
      {"10.0.0.2", NULL, "CNAME=y.org nxdomain"}},
     ".: a=no_such_name* b=no_such_name",
     "no_such_name; zone.test 300 SOA ns hm 1 2 3 4 5"},
    {"aliases that loop",
     "a.org",
     {{"10.0.0.1", "a.org", "refer org ns.org=10.1.0.1"},
      {"10.0.0.2", "a.org", "silent"},
      {"10.1.0.1", NULL, "CNAME=b.net"},
      {"10.0.0.1", "b.net", "CNAME=a.org"}},
     ".: a=referral* b=failed(no reply) | org: ns=alias* | .: a=alias*",
     "failed; The aliases lead back to a.org."},
    {"aliases that loop inside one message",
     "a.org",
     {{"10.0.0.1", NULL, "a.org/CNAME=b.org b.org/CNAME=a.org"},
      {"10.0.0.2", NULL, "A=192.0.2.1"}},
     ".: a=failed(its CNAMEs lead in a circle) b=answered*",
     "answered; a.org 300 A 192.0.2.1"},
    {"a DNAME rewrites the name",
     "www.x.org",
     {{"10.0.0.1", "www.x.org", "refer org ns.org=10.1.0.1"},
      {"10.0.0.2", "www.x.org", "refer org ns.org=10.1.0.1"},
      {"10.1.0.1", NULL, "x.org/DNAME=y.net"},
      {"10.0.0.1", "www.y.net", "A=192.0.2.1"},
      {"10.0.0.2", "www.y.net", "A=192.0.2.1"}},
     TWO_ROOTS "org: ns=alias* | .: a=answered* b=answered",
     "answered; www.y.net 300 A 192.0.2.1"},
    {"all servers dead is a temporary failure",
     "x.org",
     {{"10.0.0.1", NULL, "silent"}, {"10.0.0.2", NULL, "servfail"}},
     ".: a=failed(no reply) b=failed(SERVFAIL)",
     "try_again; No name server of the root says anything of use."},
};

static void check_end(const struct walk *walk, const struct gs_trace *trace)
{
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s", gs_outcome_id(trace->outcome));
    if (trace->problem != NULL) {
        gs_buf_addf(&text, "; %s", trace->problem);
    }
    for (size_t i = 0; i < trace->answer.count; i++) {
        gs_buf_addf(&text, "; %s", trace->answer.items[i]);
    }
    if (strcmp(gs_buf_text(&text), walk->end) != 0) {
        fail_msg("%s:\n%s\nis not\n%s", walk->label, gs_buf_text(&text), walk->end);
    }
    gs_buf_fini(&text);
}

static void a_trace_goes_as_the_rules_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(walks); i++) {
        struct gs_buf text = {0};
        check_case(walks[i].label);
        struct gs_trace *trace = run(&walks[i]);
        describe(trace, &text);
        if (strcmp(gs_buf_text(&text), walks[i].trace) != 0) {
            fail_msg("%s:\n%s\nis not\n%s", walks[i].label, gs_buf_text(&text),
                     walks[i].trace);
        }
        check_end(&walks[i], trace);
        gs_buf_fini(&text);
        gs_trace_free(trace);
    }
}

/* The answer of the only server to the question that was wanted last. */
static void step(struct gs_trace *trace, struct gs_trace_want_list *wants,
                 const char *says)
{
    struct gs_trace_want want = wants->items[wants->count - 1];
    struct gs_dns_answer *answer = play(&want, says);
    gs_trace_rules_answer(trace, &want, answer, wants);
    gs_dns_answer_free(answer);
}

static struct gs_root_hints one_root(uint16_t port)
{
    struct gs_root_hints hints = {.count = 1, .port = port};
    snprintf(hints.items[0].name, sizeof hints.items[0].name, "a.root.test");
    assert_int_equal(gs_address_parse("10.0.0.1", &hints.items[0].address), GS_OK);
    return hints;
}

static void a_level_has_at_most_thirteen_servers(void **state)
{
    struct gs_root_hints hints = one_root(53);
    struct gs_trace_want_list wants = {0};
    (void)state;
    struct gs_trace *trace = gs_trace_rules_open("x.org", GS_TYPE_A, &hints, &wants);
    struct gs_trace_want want = wants.items[0];
    struct gs_dns_answer *answer = make_answer("x.org", GS_TYPE_A, GS_OUTCOME_NO_DATA);
    for (int i = 0; i < 20; i++) {
        char host[16];
        snprintf(host, sizeof host, "n%d.org", i);
        put_record(&answer->authority, "org", GS_TYPE_NS, host);
        for (int j = 0; j < 3; j++) {
            char address[16];
            snprintf(address, sizeof address, "10.1.%d.%d", j, i);
            put_record(&answer->additional, host, GS_TYPE_A, address);
        }
    }
    gs_trace_rules_answer(trace, &want, answer, &wants);
    gs_dns_answer_free(answer);
    assert_int_equal(trace->levels.count, 2);
    assert_int_equal(trace->levels.items[1].servers.count, GS_TRACE_SERVERS_MAX);
    /* 7 hosts are not asked at all, of the 13 others 39 addresses but 26 */
    assert_int_equal(trace->levels.items[1].left_out, 7 + 13);
    gs_vec_fini(&wants);
    gs_trace_free(trace);
}

static void more_than_eight_aliases_are_refused(void **state)
{
    struct gs_root_hints hints = one_root(53);
    struct gs_trace_want_list wants = {0};
    (void)state;
    struct gs_trace *trace = gs_trace_rules_open("a0.org", GS_TYPE_A, &hints, &wants);
    for (int i = 1; i <= 9; i++) {
        char says[32];
        assert_false(trace->is_complete);
        snprintf(says, sizeof says, "CNAME=a%d.org", i);
        step(trace, &wants, says);
    }
    assert_true(trace->is_complete);
    assert_int_equal(trace->outcome, GS_OUTCOME_FAILED);
    assert_int_equal(trace->aliases.count, GS_TRACE_ALIASES_MAX);
    gs_vec_fini(&wants);
    gs_trace_free(trace);
}

static void more_than_thirty_two_zones_are_refused(void **state)
{
    struct gs_root_hints hints = one_root(53);
    struct gs_trace_want_list wants = {0};
    struct gs_buf name = {0};
    (void)state;
    gs_buf_add_text(&name, "x");
    for (int i = 0; i < 40; i++) {
        gs_buf_add_text(&name, ".l");
    }
    const char *text = gs_buf_text(&name);
    struct gs_trace *trace = gs_trace_rules_open(text, GS_TYPE_A, &hints, &wants);
    for (size_t i = 1; !trace->is_complete && i < 40; i++) {
        char says[256];
        const char *zone = text + strlen(text) - (2 * i - 1);
        snprintf(says, sizeof says, "refer %s ns.%s=10.0.1.%zu", zone, zone, i);
        step(trace, &wants, says);
    }
    assert_true(trace->is_complete);
    assert_int_equal(trace->levels.count, GS_TRACE_LEVELS_MAX);
    assert_int_equal(trace->outcome, GS_OUTCOME_FAILED);
    gs_buf_fini(&name);
    gs_vec_fini(&wants);
    gs_trace_free(trace);
}

static void all_servers_are_asked_at_the_port_of_the_hints(void **state)
{
    struct gs_root_hints hints = one_root(5300);
    struct gs_trace_want_list wants = {0};
    (void)state;
    struct gs_trace *trace = gs_trace_rules_open("x.org", GS_TYPE_A, &hints, &wants);
    step(trace, &wants, "refer org ns.org=10.1.0.1");
    assert_int_equal(wants.count, 2);
    assert_int_equal(wants.items[0].server.port, 5300);
    assert_int_equal(wants.items[1].server.port, 5300);
    gs_vec_fini(&wants);
    gs_trace_free(trace);
}

static void a_copy_is_whole(void **state)
{
    struct gs_trace *trace = run(&walks[4]);
    struct gs_buf text = {0};
    (void)state;
    struct gs_trace *copy = gs_trace_copy(trace);
    gs_trace_free(trace);
    describe(copy, &text);
    assert_string_equal(gs_buf_text(&text), walks[4].trace);
    assert_int_equal(gs_trace_trouble_count(&copy->levels.items[2]), 1);
    assert_string_equal(gs_trace_fastest(&copy->levels.items[2])->host, "b.x.org");
    assert_true(copy->levels.items[2].servers.items[1].lines.count > 0);
    gs_buf_fini(&text);
    gs_trace_free(copy);
}

/* A TXT answer of a server, `count` records of `len` bytes whose last one is `last`. */
static struct gs_dns_answer *make_texts(size_t count, size_t len, char last)
{
    struct gs_dns_answer *answer = make_answer("x.org", GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
    char *text = gs_mem_new(len + 1, 1);
    memset(text, 'a', len);
    text[len - 1] = last;
    answer->flags.aa = true;
    for (size_t i = 0; i < count; i++) {
        put_record(&answer->answer, "x.org", GS_TYPE_TXT, text);
    }
    free(text);
    return answer;
}

static size_t count_bytes(const struct gs_text_list *lines)
{
    size_t bytes = 0;
    for (size_t i = 0; i < lines->count; i++) {
        bytes += strlen(lines->items[i]);
    }
    return bytes;
}

static void what_is_kept_of_a_message_is_bounded_in_bytes(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        size_t count;
        size_t len;
        size_t kept;
        size_t bytes; /* at most */
        bool is_cut;
    } cases[] = {
        {"one of 64 KiB is cut", 1, 65000, 1, 1024, true},
        {"40 of 64 KiB", 40, 65000, 8, 8192, true},
        {"40 of 1,000 bytes: a message has room for 8 KiB", 40, 1000, 9, 9216, false},
        {"100 of 10 bytes: 48 lines", 100, 10, GS_TRACE_LINES_MAX, 4096, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_root_hints hints = one_root(53);
        struct gs_trace_want_list wants = {0};
        check_case(cases[i].label);
        struct gs_trace *trace =
            gs_trace_rules_open("x.org", GS_TYPE_TXT, &hints, &wants);
        struct gs_trace_want want = wants.items[0];
        struct gs_dns_answer *answer = make_texts(cases[i].count, cases[i].len, 'a');
        gs_trace_rules_answer(trace, &want, answer, &wants);
        const struct gs_trace_server *server = &trace->levels.items[0].servers.items[0];
        assert_int_equal(server->lines.count, cases[i].kept);
        assert_int_equal(server->left_out, cases[i].count - cases[i].kept);
        assert_true(count_bytes(&server->lines) <= cases[i].bytes);
        assert_true(count_bytes(&trace->answer) <= 1024 * GS_TRACE_LINES_MAX);
        assert_int_equal(strstr(server->lines.items[0], "a…") != NULL, cases[i].is_cut);
        assert_true(strlen(server->claim) <= 512);
        gs_dns_answer_free(answer);
        gs_vec_fini(&wants);
        gs_trace_free(trace);
    }
}

static void long_answers_are_compared_to_their_end(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        char last;
        bool differs;
    } cases[] = {{"the same", 'a', false}, {"another last byte", 'b', true}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_root_hints hints = roots();
        struct gs_trace_want_list wants = {0};
        check_case(cases[i].label);
        struct gs_trace *trace =
            gs_trace_rules_open("x.org", GS_TYPE_TXT, &hints, &wants);
        const char lasts[] = {'a', cases[i].last};
        for (size_t j = 0; j < 2; j++) {
            struct gs_trace_want want = wants.items[j];
            struct gs_dns_answer *answer = make_texts(1, 60000, lasts[j]);
            gs_trace_rules_answer(trace, &want, answer, &wants);
            gs_dns_answer_free(answer);
        }
        assert_int_equal(trace->levels.items[0].servers.items[1].differs,
                         cases[i].differs);
        gs_vec_fini(&wants);
        gs_trace_free(trace);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_has_at_most_thirteen_servers),
        cmocka_unit_test(more_than_eight_aliases_are_refused),
        cmocka_unit_test(more_than_thirty_two_zones_are_refused),
        cmocka_unit_test(all_servers_are_asked_at_the_port_of_the_hints),
        cmocka_unit_test(a_copy_is_whole),
        cmocka_unit_test(what_is_kept_of_a_message_is_bounded_in_bytes),
        cmocka_unit_test(long_answers_are_compared_to_their_end),
        cmocka_unit_test(a_trace_goes_as_the_rules_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
