/* SPDX-License-Identifier: MIT */
/*
 * A walk is played from a script: each line is a question this plan may ask and what DNS
 * says to it. The plan is then compared as text.
 */
#include "rules/make.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/mx_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum {
    LINES_MAX = 12,
};

/* `records` of the answer section: "TYPE owner value" parted by ';'; MX values "10 mx". */
struct line {
    const char *name;
    uint16_t type;
    enum gs_outcome outcome;
    const char *records;
    bool has_soa;
};

struct walk {
    const char *label;
    const char *host;
    struct line lines[LINES_MAX];
    const char *plan; /* see describe() */
    const char *aliases;
    const char *problem; /* a piece of it; NULL: none */
};

#define OK_       GS_OUTCOME_ANSWERED
#define NODATA    GS_OUTCOME_NO_DATA
#define NXDOMAIN  GS_OUTCOME_NO_SUCH_NAME
#define SERVFAIL  GS_OUTCOME_SERVER_FAILURE
#define TIMED_OUT GS_OUTCOME_TIMED_OUT
#define MX        GS_TYPE_MX
#define A         GS_TYPE_A
#define AAAA      GS_TYPE_AAAA

static void add_record(struct gs_dns_answer *answer, const char *text)
{
    char type[8];
    char owner[300];
    char value[600];
    unsigned preference = 0;
    if (sscanf(text, " %7s %299s %599[^;]", type, owner, value) != 3) {
        fail_msg("bad record in a script: %s", text);
    }
    uint16_t number;
    assert_int_equal(gs_type_parse(type, &number), GS_OK);
    char *rest = value;
    if (number == GS_TYPE_MX) {
        preference = (unsigned)strtoul(value, &rest, 10);
        rest++;
    }
    make_record(answer, owner, number, rest)->preference = (uint16_t)preference;
}

static struct gs_dns_answer *play_line(const struct line *line)
{
    struct gs_dns_answer *answer = make_answer(line->name, line->type, line->outcome);
    for (const char *at = line->records; at != NULL && *at != '\0';) {
        add_record(answer, at);
        at = strchr(at, ';');
        at = at == NULL ? NULL : at + 1;
    }
    if (line->has_soa) {
        struct gs_record soa = {.name = gs_mem_copy_text("example"),
                                .text = gs_mem_copy_text(""),
                                .type = GS_TYPE_SOA};
        gs_vec_push(&answer->authority, soa);
    }
    return answer;
}

static const struct line *find_line(const struct walk *walk,
                                    const struct gs_mx_want *want)
{
    for (size_t i = 0; i < LINES_MAX && walk->lines[i].name != NULL; i++) {
        if (walk->lines[i].type == want->type &&
            gs_name_is_equal(walk->lines[i].name, want->name)) {
            return &walk->lines[i];
        }
    }
    fail_msg("%s: %s type %u is not in the script", walk->label, want->name, want->type);
    return NULL;
}

/* Plays a walk to its end, wanted questions first in or last in first out. */
static struct gs_mx_plan *play(const struct walk *walk, bool is_backwards)
{
    struct gs_question question = make_question(walk->host, NULL);
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    size_t asked = 0;
    for (size_t i = 0; i < wants.count && asked < 400; i++, asked++) {
        struct gs_mx_want want = wants.items[i];
        if (is_backwards) {
            want = wants.items[wants.count - 1];
            wants.items[wants.count - 1] = wants.items[i];
            wants.items[i] = want;
        }
        if (plan->is_complete) {
            fail_msg("%s: complete while %s is awaited", walk->label, want.name);
        }
        struct gs_dns_answer *answer = play_line(find_line(walk, &want));
        gs_mx_rules_answer(plan, answer, &wants);
        gs_dns_answer_free(answer);
    }
    if (!plan->is_complete) {
        fail_msg("%s: never complete", walk->label);
    }
    gs_vec_fini(&wants);
    return plan;
}

/* "mx: 10 mx1 ok 1/1, 20 old nxdomain 0/0 (no such name: never used)" */
static void describe(const struct gs_mx_plan *plan, struct gs_buf *out)
{
    gs_buf_add_text(out, gs_mx_kind_id(plan->kind));
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        gs_buf_addf(out, "%s %u %s %s %zu/%zu", i == 0 ? ":" : ",", exchange->preference,
                    exchange->name, gs_exchange_status_id(exchange->status),
                    gs_exchange_count(exchange, AF_INET),
                    gs_exchange_count(exchange, AF_INET6));
        if (exchange->problem != NULL) {
            gs_buf_addf(out, " (%s)", exchange->problem);
        }
    }
}

static void check(const struct walk *walk, const struct gs_mx_plan *plan)
{
    struct gs_buf text = {0};
    describe(plan, &text);
    if (strcmp(gs_buf_text(&text), walk->plan) != 0) {
        fail_msg("%s:\n%s\nis not\n%s", walk->label, gs_buf_text(&text), walk->plan);
    }
    gs_buf_clear(&text);
    for (size_t i = 0; i < plan->aliases.count; i++) {
        gs_buf_addf(&text, "%s%s", i > 0 ? " " : "", plan->aliases.items[i]);
    }
    const char *aliases = walk->aliases == NULL ? "" : walk->aliases;
    if (strcmp(gs_buf_text(&text), aliases) != 0) {
        fail_msg("%s: aliases %s", walk->label, gs_buf_text(&text));
    }
    bool is_told = walk->problem == NULL
                       ? plan->problem == NULL
                       : plan->problem != NULL && strstr(plan->problem, walk->problem);
    if (!is_told) {
        fail_msg("%s: problem %s", walk->label, plan->problem ? plan->problem : "none");
    }
    gs_buf_fini(&text);
}

static const struct walk walks[] = {
    {"one exchange with both families",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, OK_, "AAAA mx.example 2001:db8::1", false}},
     "mx: 10 mx.example ok 1/1",
     NULL,
     NULL},
    {"lowest preference first, equal ones by name",
     "d.example",
     {{"d.example", MX, OK_,
       "MX d.example 20 c.example;MX d.example 10 B.example;MX d.example 10 a.example",
       false},
      {"a.example", A, OK_, "A a.example 192.0.2.1", false},
      {"a.example", AAAA, NODATA, NULL, true},
      {"b.example", A, NODATA, NULL, true},
      {"b.example", AAAA, OK_, "AAAA b.example 2001:db8::1;AAAA b.example 2001:db8::2",
       false},
      {"c.example", A, OK_, "A c.example 192.0.2.3", false},
      {"c.example", AAAA, NODATA, NULL, true}},
     "mx: 10 a.example ok 1/0, 10 B.example ok 0/2, 20 c.example ok 1/0",
     NULL,
     NULL},
    {"an owner in other letters is the same",
     "D.example",
     {{"d.example", MX, OK_, "MX d.EXAMPLE 10 mx.example", false},
      {"mx.example", A, OK_, "A MX.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     NULL,
     NULL},
    {"records of another name do not count",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example;MX e.example 5 evil.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1;A evil.example 192.0.2.66", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     NULL,
     NULL},
    {"a repeated record counts once",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example;MX d.example 10 MX.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     NULL,
     NULL},
    {"one exchange at two preferences is asked once",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example;MX d.example 20 mx.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0, 20 mx.example ok 1/0",
     NULL,
     NULL},
    {"an alias with its records in the same answer",
     "w.example",
     {{"w.example", MX, OK_, "CNAME w.example d.example;MX d.example 10 mx.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     "d.example",
     NULL},
    {"the chain's records in any order",
     "w.example",
     {{"w.example", MX, OK_,
       "MX d.example 10 mx.example;CNAME v.example d.example;CNAME w.example v.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     "v.example d.example",
     NULL},
    {"an alias alone restarts with its target",
     "w.example",
     {{"w.example", MX, NODATA, "CNAME w.example d.example", false},
      {"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     "d.example",
     NULL},
    {"an alias whose target has no MX, as the SOA says",
     "w.example",
     {{"w.example", MX, NODATA, "CNAME w.example d.example", true},
      {"d.example", A, OK_, "A d.example 192.0.2.1", false},
      {"d.example", AAAA, NODATA, NULL, true}},
     "implicit: 0 d.example ok 1/0",
     "d.example",
     NULL},
    {"an alias that leads nowhere",
     "w.example",
     {{"w.example", MX, NXDOMAIN, "CNAME w.example gone.example", true}},
     "nxdomain",
     "gone.example",
     "No such name"},
    {"a loop in one answer",
     "a.example",
     {{"a.example", MX, NODATA, "CNAME a.example b.example;CNAME b.example a.example",
       false}},
     "invalid",
     "b.example",
     "loop"},
    {"a loop over two answers",
     "a.example",
     {{"a.example", MX, NODATA, "CNAME a.example b.example", false},
      {"b.example", MX, NODATA, "CNAME b.example A.example", false}},
     "invalid",
     "b.example",
     "loop"},
    {"a name that is its own alias",
     "a.example",
     {{"a.example", MX, NODATA, "CNAME a.example a.example", false}},
     "invalid",
     NULL,
     "loop"},
    {"nine aliases are one too many",
     "a.example",
     {{"a.example", MX, OK_,
       "CNAME a.example 1.example;CNAME 1.example 2.example;CNAME 2.example 3.example;"
       "CNAME 3.example 4.example;CNAME 4.example 5.example;CNAME 5.example 6.example;"
       "CNAME 6.example 7.example;CNAME 7.example 8.example;CNAME 8.example 9.example;"
       "MX 9.example 10 mx.example",
       false}},
     "invalid",
     "1.example 2.example 3.example 4.example 5.example 6.example 7.example 8.example",
     "More than 8"},
    {"eight aliases are followed",
     "a.example",
     {{"a.example", MX, OK_,
       "CNAME a.example 1.example;CNAME 1.example 2.example;CNAME 2.example 3.example;"
       "CNAME 3.example 4.example;CNAME 4.example 5.example;CNAME 5.example 6.example;"
       "CNAME 6.example 7.example;CNAME 7.example 8.example;MX 8.example 10 mx.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example ok 1/0",
     "1.example 2.example 3.example 4.example 5.example 6.example 7.example 8.example",
     NULL},
    {"the null MX",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 0 .", false}},
     "null: 0 . none 0/0",
     NULL,
     "RFC 7505"},
    {"the target makes the null MX, not the 0",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 .", false}},
     "null: 10 . none 0/0",
     NULL,
     "RFC 7505"},
    {"preference 0 alone is no null MX",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 0 mx.example", false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 0 mx.example ok 1/0",
     NULL,
     NULL},
    {"a null MX beside others is flagged",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 0 .;MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 0 . none 0/0 (a null MX beside others: RFC 7505 forbids it), "
     "10 mx.example ok 1/0",
     NULL,
     "A null MX stands beside others"},
    {"two null MX are no null MX",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 0 .;MX d.example 10 .", false}},
     "mx: 0 . none 0/0 (a null MX beside others: RFC 7505 forbids it), "
     "10 . none 0/0 (a null MX beside others: RFC 7505 forbids it)",
     NULL,
     "never falls back"},
    {"no MX: the domain itself",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, OK_, "A d.example 192.0.2.1", false},
      {"d.example", AAAA, OK_, "AAAA d.example 2001:db8::1", false}},
     "implicit: 0 d.example ok 1/1",
     NULL,
     NULL},
    {"the domain itself may be an alias for addresses",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, OK_, "CNAME d.example h.example;A h.example 192.0.2.1", false},
      {"d.example", AAAA, NODATA, "CNAME d.example h.example", true}},
     "implicit: 0 d.example ok 1/0",
     NULL,
     NULL},
    {"no MX and no address",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, NODATA, NULL, true},
      {"d.example", AAAA, NODATA, NULL, true}},
     "none",
     NULL,
     "No MX record and no address"},
    {"no MX, and the name is gone a moment later",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, NXDOMAIN, NULL, true},
      {"d.example", AAAA, NXDOMAIN, NULL, true}},
     "none",
     NULL,
     "No MX record and no address"},
    {"no MX and one family not known, the other empty",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, NODATA, NULL, true},
      {"d.example", AAAA, SERVFAIL, NULL, false}},
     "temporary_failure",
     NULL,
     "AAAA not known"},
    {"no MX, A not known, AAAA there",
     "d.example",
     {{"d.example", MX, NODATA, NULL, true},
      {"d.example", A, TIMED_OUT, NULL, false},
      {"d.example", AAAA, OK_, "AAAA d.example 2001:db8::1", false}},
     "implicit: 0 d.example ok 0/1 (A not known: no reply)",
     NULL,
     NULL},
    {"no such domain",
     "d.example",
     {{"d.example", MX, NXDOMAIN, NULL, true}},
     "nxdomain",
     NULL,
     "No such name"},
    {"SERVFAIL is never no MX",
     "d.example",
     {{"d.example", MX, SERVFAIL, NULL, false}},
     "temporary_failure",
     NULL,
     "MX not known (SERVFAIL): a sender keeps the mail and tries again. This is not \"no "
     "MX\"."},
    {"silence is never no MX",
     "d.example",
     {{"d.example", MX, TIMED_OUT, NULL, false}},
     "temporary_failure",
     NULL,
     "MX not known (no reply)"},
    {"REFUSED is never no MX",
     "d.example",
     {{"d.example", MX, GS_OUTCOME_REFUSED, NULL, false}},
     "temporary_failure",
     NULL,
     "MX not known (REFUSED)"},
    {"rubbish is never no MX",
     "d.example",
     {{"d.example", MX, GS_OUTCOME_BAD_ANSWER, NULL, false}},
     "temporary_failure",
     NULL,
     "MX not known (bad answer)"},
    {"a stopped question is never no MX",
     "d.example",
     {{"d.example", MX, GS_OUTCOME_CANCELLED, NULL, false}},
     "temporary_failure",
     NULL,
     "MX not known (stopped)"},
    {"the failure of an alias's target",
     "w.example",
     {{"w.example", MX, NODATA, "CNAME w.example d.example", false},
      {"d.example", MX, SERVFAIL, NULL, false}},
     "temporary_failure",
     "d.example",
     "MX not known"},
    {"a target that is a CNAME",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "CNAME mx.example h.example;A h.example 192.0.2.1", false},
      {"mx.example", AAAA, NODATA, "CNAME mx.example h.example", true}},
     "mx: 10 mx.example ok 1/0 (is a CNAME: RFC 2181 forbids it)",
     NULL,
     NULL},
    {"a target whose CNAMEs loop",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 m.example", false},
      {"m.example", A, NODATA, "CNAME m.example n.example;CNAME n.example m.example",
       false},
      {"m.example", AAAA, NODATA, "CNAME m.example n.example;CNAME n.example m.example",
       false}},
     "mx: 10 m.example temporary_failure 0/0 (A not known: bad answer)",
     NULL,
     "No exchange can be used now"},
    {"an address as target",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 192.0.2.1;MX d.example 20 mx.example",
       false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.2", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 192.0.2.1 none 0/0 (is an address, not a name: never used), "
     "20 mx.example ok 1/0",
     NULL,
     NULL},
    {"only an address as target: no falling back",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 192.0.2.1", false}},
     "mx: 10 192.0.2.1 none 0/0 (is an address, not a name: never used)",
     NULL,
     "never falls back"},
    {"a target that is no host name",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 a\\032b.example", false}},
     "mx: 10 a\\032b.example none 0/0 (is not a host name: never used)",
     NULL,
     "never falls back"},
    {"a target under .onion",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 abc.onion", false}},
     "mx: 10 abc.onion none 0/0 (cannot be asked of DNS: never used)",
     NULL,
     "never falls back"},
    {"a target that does not exist",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 gone.example;MX d.example 20 mx.example",
       false},
      {"gone.example", A, NXDOMAIN, NULL, true},
      {"gone.example", AAAA, NXDOMAIN, NULL, true},
      {"mx.example", A, OK_, "A mx.example 192.0.2.2", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 gone.example nxdomain 0/0 (no such name: never used), "
     "20 mx.example ok 1/0",
     NULL,
     NULL},
    {"a target without address: no falling back",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, NODATA, NULL, true},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example nodata 0/0 (no address: never used)",
     NULL,
     "never falls back"},
    {"a target that is not known now",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, SERVFAIL, NULL, false},
      {"mx.example", AAAA, TIMED_OUT, NULL, false}},
     "mx: 10 mx.example temporary_failure 0/0 (A not known: server failure)",
     NULL,
     "No exchange can be used now"},
    {"a target without A and with AAAA not known",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, NODATA, NULL, true},
      {"mx.example", AAAA, TIMED_OUT, NULL, false}},
     "mx: 10 mx.example temporary_failure 0/0 (AAAA not known: no reply)",
     NULL,
     "No exchange can be used now"},
    {"NXDOMAIN for one family decides",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, NXDOMAIN, NULL, true},
      {"mx.example", AAAA, TIMED_OUT, NULL, false}},
     "mx: 10 mx.example nxdomain 0/0 (no such name: never used)",
     NULL,
     "never falls back"},
    {"half an answer is told",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "A mx.example 192.0.2.1", false},
      {"mx.example", AAAA, TIMED_OUT, NULL, false}},
     "mx: 10 mx.example ok 1/0 (AAAA not known: no reply)",
     NULL,
     NULL},
    {"an answer that brings other names only is no data",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 mx.example", false},
      {"mx.example", A, OK_, "A evil.example 192.0.2.66", false},
      {"mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 mx.example nodata 0/0 (no address: never used)",
     NULL,
     "never falls back"},
    {"an underscore in a target is asked",
     "d.example",
     {{"d.example", MX, OK_, "MX d.example 10 _mx.example", false},
      {"_mx.example", A, OK_, "A _mx.example 192.0.2.1", false},
      {"_mx.example", AAAA, NODATA, NULL, true}},
     "mx: 10 _mx.example ok 1/0",
     NULL,
     NULL},
    {"an IPv4 address",
     "192.0.2.1",
     {{0}},
     "invalid",
     NULL,
     "An address is no mail domain"},
    {"an address in octal", "010.1.1.1", {{0}}, "invalid", NULL, "An address is no"},
    {"an address as one number",
     "3221225985",
     {{0}},
     "invalid",
     NULL,
     "An address is no"},
    {"a scoped address", "fe80::1%nosuch", {{0}}, "invalid", NULL, "An address is no"},
    {"a name that begins with a number",
     "1and1.example",
     {{"1and1.example", MX, NXDOMAIN, NULL, true}},
     "nxdomain",
     NULL,
     "No such name"},
    {"a literal in brackets",
     "[192.0.2.1]",
     {{0}},
     "implicit: 0 192.0.2.1 ok 1/0",
     NULL,
     NULL},
    {"an IPv6 address",
     "2001:db8::1",
     {{0}},
     "invalid",
     NULL,
     "An address is no mail domain"},
    {"an IPv6 literal as mail writes it",
     "[ipv6:2001:db8::1]",
     {{0}},
     "implicit: 0 2001:db8::1 ok 0/1",
     NULL,
     NULL},
    {"the null node", NULL, {{0}}, "invalid", NULL, "No host"},
    {"the root", ".", {{0}}, "invalid", NULL, "The root is no mail domain"},
    {"the empty host", "", {{0}}, "invalid", NULL, "The root is no mail domain"},
    {"an empty label", "a..example", {{0}}, "invalid", NULL, "a label is empty"},
    {"a leading dot", ".example", {{0}}, "invalid", NULL, "a label is empty"},
    {"an onion name", "abc.onion", {{0}}, "invalid", NULL, "RFC 7686"},
    {"localhost", "a.LOCALHOST", {{0}}, "invalid", NULL, "RFC 7686, 6761"},
    {"an onion name with a dot", "abc.ONION.", {{0}}, "invalid", NULL, "RFC 7686"},
    {"a name that only ends like one",
     "myonion",
     {{"myonion", MX, NXDOMAIN, NULL, true}},
     "nxdomain",
     NULL,
     "No such name"},
};

static void each_walk_gives_its_plan(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        struct gs_mx_plan *plan = play(&walks[i], false);
        check(&walks[i], plan);
        gs_mx_plan_free(plan);
    }
}

static void the_order_of_the_answers_does_not_matter(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        struct gs_mx_plan *plan = play(&walks[i], true);
        check(&walks[i], plan);
        gs_mx_plan_free(plan);
    }
}

/* Opens a plan and answers its MX question with one script line. */
static struct gs_mx_plan *open_with(const struct line *line,
                                    struct gs_mx_want_list *wants)
{
    struct gs_question question = make_question("d.example", NULL);
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, wants);
    struct gs_dns_answer *answer = play_line(line);
    gs_mx_rules_answer(plan, answer, wants);
    gs_dns_answer_free(answer);
    return plan;
}

static void answer_with(struct gs_mx_plan *plan, const struct line *line,
                        struct gs_mx_want_list *wants)
{
    struct gs_dns_answer *answer = play_line(line);
    gs_mx_rules_answer(plan, answer, wants);
    gs_dns_answer_free(answer);
}

static void a_plan_is_told_while_it_grows(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = open_with(
        &(struct line){"d.example", MX, OK_, "MX d.example 10 mx.example", false},
        &wants);
    assert_int_equal(plan->kind, GS_MX_LISTED);
    assert_int_equal(wants.count, 3);
    assert_false(plan->is_complete);
    assert_int_equal(plan->exchanges.items[0].status, GS_EXCHANGE_WAITING);
    assert_int_equal(plan->exchanges.items[0].ttl_s, 300);
    answer_with(plan, &(struct line){"mx.example", A, NODATA, NULL, true}, &wants);
    assert_int_equal(plan->exchanges.items[0].status, GS_EXCHANGE_WAITING);
    assert_true(plan->exchanges.items[0].has_v4_answer);
    assert_int_equal(plan->exchanges.items[0].v4_outcome, GS_OUTCOME_NO_DATA);
    assert_false(plan->exchanges.items[0].has_v6_answer);
    answer_with(plan,
                &(struct line){"mx.example", AAAA, OK_, "AAAA mx.example ::1", false},
                &wants);
    assert_int_equal(plan->exchanges.items[0].status, GS_EXCHANGE_OK);
    assert_true(plan->is_complete);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void an_implicit_plan_waits_for_an_address(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan =
        open_with(&(struct line){"d.example", MX, NODATA, NULL, true}, &wants);
    assert_int_equal(plan->kind, GS_MX_WAITING);
    answer_with(plan, &(struct line){"d.example", A, NODATA, NULL, true}, &wants);
    assert_int_equal(plan->kind, GS_MX_WAITING);
    answer_with(plan, &(struct line){"d.example", AAAA, OK_, "AAAA d.example ::1", false},
                &wants);
    assert_int_equal(plan->kind, GS_MX_IMPLICIT);
    assert_true(plan->is_complete);
    assert_int_equal(plan->outcome, GS_OUTCOME_NO_DATA);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void the_failing_address_question_is_kept(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan =
        open_with(&(struct line){"d.example", MX, NODATA, NULL, true}, &wants);
    answer_with(plan, &(struct line){"d.example", AAAA, NODATA, NULL, true}, &wants);
    answer_with(plan, &(struct line){"d.example", A, SERVFAIL, NULL, false}, &wants);
    assert_int_equal(plan->kind, GS_MX_TEMPORARY_FAILURE);
    assert_int_equal(plan->outcome, GS_OUTCOME_SERVER_FAILURE);
    assert_int_equal(plan->rcode, 2);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

/* Late, repeated and unwanted answers must not change what is decided. */
static void unwanted_answers_change_nothing(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = open_with(
        &(struct line){"d.example", MX, OK_, "MX d.example 10 mx.example", false},
        &wants);
    static const struct line unwanted[] = {
        {"d.example", MX, NXDOMAIN, NULL, true},
        {"other.example", A, OK_, "A other.example 192.0.2.9", false},
        {"mx.example", GS_TYPE_TXT, OK_, NULL, false},
    };
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
        answer_with(plan, &unwanted[i], &wants);
    }
    assert_int_equal(plan->kind, GS_MX_LISTED);
    assert_int_equal(plan->exchanges.items[0].addresses.count, 0);
    assert_int_equal(wants.count, 3);
    const struct line a = {"mx.example", A, OK_, "A mx.example 192.0.2.1", false};
    answer_with(plan, &a, &wants);
    answer_with(plan, &a, &wants);
    assert_int_equal(plan->exchanges.items[0].addresses.count, 1);
    answer_with(plan, &(struct line){"mx.example", AAAA, NODATA, NULL, true}, &wants);
    assert_true(plan->is_complete);
    answer_with(plan, &(struct line){"mx.example", A, NXDOMAIN, NULL, true}, &wants);
    assert_int_equal(plan->exchanges.items[0].status, GS_EXCHANGE_OK);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void a_cut_answer_is_never_no_mx(void **state)
{
    (void)state;
    struct gs_question question = make_question("d.example", NULL);
    for (int i = 0; i < 2; i++) {
        struct gs_mx_want_list wants = {0};
        struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
        struct gs_dns_answer *answer = make_answer("d.example", MX, OK_);
        answer->has_broken_end = i == 0;
        answer->left_out = i == 1 ? 1 : 0;
        gs_mx_rules_answer(plan, answer, &wants);
        assert_int_equal(plan->kind, GS_MX_TEMPORARY_FAILURE);
        gs_dns_answer_free(answer);
        gs_vec_fini(&wants);
        gs_mx_plan_free(plan);
    }
}

static void a_malformed_record_is_listed_and_never_used(void **state)
{
    (void)state;
    struct gs_question question = make_question("d.example", NULL);
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    struct gs_dns_answer *answer = make_answer("d.example", MX, OK_);
    struct gs_record *record = make_record(answer, "d.example", MX, "\\# 1 00");
    free(record->target);
    record->target = NULL;
    record->is_malformed = true;
    gs_mx_rules_answer(plan, answer, &wants);
    assert_true(plan->is_complete);
    assert_int_equal(plan->exchanges.count, 1);
    assert_int_equal(plan->exchanges.items[0].status, GS_EXCHANGE_NONE);
    assert_string_equal(plan->exchanges.items[0].name, "\\# 1 00");
    gs_dns_answer_free(answer);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void the_first_64_exchanges_by_preference_are_kept(void **state)
{
    (void)state;
    struct gs_question question = make_question("d.example", NULL);
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    struct gs_dns_answer *answer = make_answer("d.example", MX, OK_);
    for (unsigned i = 0; i < 4000; i++) {
        char name[32];
        snprintf(name, sizeof name, "mx%u.example", i);
        make_record(answer, "d.example", MX, name)->preference = (uint16_t)(4000 - i);
    }
    gs_mx_rules_answer(plan, answer, &wants);
    assert_int_equal(plan->exchanges.count, GS_EXCHANGES_MAX);
    assert_int_equal(plan->left_out, 4000 - GS_EXCHANGES_MAX);
    assert_int_equal(plan->exchanges.items[0].preference, 1);
    assert_string_equal(plan->exchanges.items[0].name, "mx3999.example");
    assert_int_equal(wants.count, 1 + 2 * GS_EXCHANGES_MAX);
    gs_dns_answer_free(answer);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void the_first_32_addresses_are_kept(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = open_with(
        &(struct line){"d.example", MX, OK_, "MX d.example 10 mx.example", false},
        &wants);
    struct gs_dns_answer *answer = make_answer("mx.example", A, OK_);
    for (unsigned i = 0; i < 200; i++) {
        char text[32];
        snprintf(text, sizeof text, "192.0.2.%u", i);
        make_record(answer, "mx.example", A, text);
    }
    gs_mx_rules_answer(plan, answer, &wants);
    assert_int_equal(plan->exchanges.items[0].addresses.count, GS_MX_ADDRESSES_MAX);
    assert_string_equal(plan->exchanges.items[0].problem, "has more than 32 addresses");
    gs_dns_answer_free(answer);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

/* `count` labels of `len` letters, parted by dots. */
static void long_name(char *out, size_t count, size_t len)
{
    for (size_t i = 0; i < count; i++) {
        memset(out, 'a', len);
        out += len;
        *out++ = '.';
    }
    out[-1] = '\0';
}

static void names_that_dns_cannot_hold_are_refused(void **state)
{
    (void)state;

    static const struct {
        size_t count;
        size_t len;
        const char *problem; /* NULL: it is asked */
    } names[] = {
        {4, 62, NULL},
        {1, 63, NULL},
        {1, 64, "a label is longer than 63 bytes"},
        {4, 63, "the name is longer than 255 bytes"},
        {127, 1, NULL},
        {128, 1, "the name is longer than 255 bytes"},
        {500, 1, "the name is longer than 255 bytes"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[GS_HOST_MAX + 1];
        long_name(name, names[i].count, names[i].len);
        struct gs_question question = make_question(name, NULL);
        struct gs_mx_want_list wants = {0};
        struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
        bool is_told = names[i].problem == NULL
                           ? plan->problem == NULL && wants.count == 1
                           : plan->problem != NULL && wants.count == 0 &&
                                 strstr(plan->problem, names[i].problem) != NULL;
        if (!is_told) {
            fail_msg("%zu labels of %zu: %s", names[i].count, names[i].len,
                     plan->problem ? plan->problem : "none");
        }
        gs_vec_fini(&wants);
        gs_mx_plan_free(plan);
    }
}

static void an_alias_too_long_to_ask_ends_the_plan(void **state)
{
    (void)state;
    struct gs_question question = make_question("d.example", NULL);
    struct gs_mx_want_list wants = {0};
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    struct gs_dns_answer *answer = make_answer("d.example", MX, NODATA);
    char target[1200] = "";
    for (size_t i = 0; i < 250; i++) {
        memcpy(target + 4 * i, "\\001", 5);
    }
    make_record(answer, "d.example", GS_TYPE_CNAME, target);
    gs_mx_rules_answer(plan, answer, &wants);
    assert_int_equal(plan->kind, GS_MX_INVALID);
    assert_int_equal(wants.count, 1);
    gs_dns_answer_free(answer);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

/* The A question finds a closed port before the AAAA answer comes, or after it. */
static void a_closed_port_is_told_from_a_refusal(void **state)
{
    static const struct {
        const char *label;
        int rcode;
        const char *want;
    } cases[] = {
        {"closed", -1, "A not known (port closed)"},
        {"refused", GS_RCODE_REFUSED, "A not known (REFUSED)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_question question = make_question("d.example", NULL);
        struct gs_mx_want_list wants = {0};
        struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
        struct gs_dns_answer *answers[] = {
            make_answer("d.example", MX, NODATA),
            make_answer("d.example", A, GS_OUTCOME_REFUSED),
            make_answer("d.example", AAAA, NODATA),
        };
        answers[1]->rcode = cases[i].rcode;
        for (size_t at = 0; at < sizeof answers / sizeof *answers; at++) {
            gs_mx_rules_answer(plan, answers[at], &wants);
            gs_dns_answer_free(answers[at]);
        }
        assert_int_equal(plan->kind, GS_MX_TEMPORARY_FAILURE);
        if (strncmp(plan->problem, cases[i].want, strlen(cases[i].want)) != 0) {
            fail_msg("%s: %s", cases[i].label, plan->problem);
        }
        gs_vec_fini(&wants);
        gs_mx_plan_free(plan);
    }
}

static void an_escape_counts_as_one_octet(void **state)
{
    (void)state;
    struct gs_mx_want_list wants = {0};
    char name[260] = "";
    for (size_t i = 0; i < 62; i++) {
        memcpy(name + 4 * i, "\\001", 5);
    }
    struct gs_question question = make_question(name, NULL);
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    assert_int_equal(wants.count, 1);
    gs_mx_plan_free(plan);
    wants.count = 0;
    question = make_question("a\\.b\\", NULL);
    plan = gs_mx_rules_open(&question, &wants);
    assert_int_equal(wants.count, 1);
    gs_vec_fini(&wants);
    gs_mx_plan_free(plan);
}

static void a_name_that_idna_refuses_is_no_mail_domain(void **state)
{
    (void)state;
    struct gs_question question = make_question("\xe2\x98\x83.example", NULL);
    struct gs_mx_want_list wants = {0};
    question.host_ascii[0] = '\0';
    snprintf(question.idn_error, sizeof question.idn_error, "label x: disallowed");
    struct gs_mx_plan *plan = gs_mx_rules_open(&question, &wants);
    assert_int_equal(plan->kind, GS_MX_INVALID);
    assert_string_equal(plan->problem, "Not a mail domain: label x: disallowed.");
    assert_string_equal(plan->domain, "\xe2\x98\x83.example");
    assert_true(plan->is_complete);
    assert_int_equal(wants.count, 0);
    gs_mx_plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_walk_gives_its_plan),
        cmocka_unit_test(the_order_of_the_answers_does_not_matter),
        cmocka_unit_test(a_plan_is_told_while_it_grows),
        cmocka_unit_test(an_implicit_plan_waits_for_an_address),
        cmocka_unit_test(the_failing_address_question_is_kept),
        cmocka_unit_test(unwanted_answers_change_nothing),
        cmocka_unit_test(a_cut_answer_is_never_no_mx),
        cmocka_unit_test(a_malformed_record_is_listed_and_never_used),
        cmocka_unit_test(the_first_64_exchanges_by_preference_are_kept),
        cmocka_unit_test(the_first_32_addresses_are_kept),
        cmocka_unit_test(names_that_dns_cannot_hold_are_refused),
        cmocka_unit_test(an_alias_too_long_to_ask_ends_the_plan),
        cmocka_unit_test(a_closed_port_is_told_from_a_refusal),
        cmocka_unit_test(an_escape_counts_as_one_octet),
        cmocka_unit_test(a_name_that_idna_refuses_is_no_mail_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
