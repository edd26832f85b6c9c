/* SPDX-License-Identifier: MIT */
#include "support/servers_scene.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/trace_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ROUND = 1,
    MS = 1000,
};

static void apply(struct gs_session *session, struct gs_event event)
{
    event.round = ROUND;
    event.at_us = SERVERS_SCENE_US;
    gs_session_apply(session, &event);
    gs_event_fini(&event);
}

static void start(struct gs_session *session, const char *host, enum gs_part part)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, NULL);
    question->hints = gs_hints_default();
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = question;
    event.of.started.parts = GS_PART_BIT(part);
    event.of.started.wall_s = SERVERS_SCENE_S;
    apply(session, event);
}

static void finish(struct gs_session *session, enum gs_part part, int64_t at_us)
{
    struct gs_event event = {.type = GS_EVENT_PART_DONE, .round = ROUND, .at_us = at_us};
    event.of.part = part;
    gs_session_apply(session, &event);
}

static struct gs_endpoint endpoint(const char *text)
{
    struct gs_endpoint out;
    if (gs_endpoint_parse(text, 53, &out) != GS_OK) {
        fprintf(stderr, "bad server in a scene: %s\n", text);
        abort();
    }
    return out;
}

static void put_record(struct gs_record_list *section, const char *owner, uint16_t type,
                       const char *value)
{
    struct gs_record record = {.name = gs_mem_copy_text(owner),
                               .text = gs_mem_copy_text(value),
                               .ttl_s = 3600,
                               .type = type,
                               .class_ = 1};
    if (type == GS_TYPE_A || type == GS_TYPE_AAAA) {
        (void)gs_address_parse(value, &record.address);
    } else if (type == GS_TYPE_NS || type == GS_TYPE_CNAME || type == GS_TYPE_MX) {
        record.target = gs_mem_copy_text(value);
    }
    gs_vec_push(section, record);
}

static void set_outcome(struct gs_dns_answer *answer, enum gs_outcome outcome)
{
    answer->outcome = outcome;
    answer->rcode = outcome == GS_OUTCOME_REFUSED          ? GS_RCODE_REFUSED
                    : outcome == GS_OUTCOME_SERVER_FAILURE ? GS_RCODE_SERVFAIL
                    : outcome == GS_OUTCOME_NO_SUCH_NAME   ? GS_RCODE_NXDOMAIN
                    : outcome == GS_OUTCOME_TIMED_OUT      ? -1
                                                           : GS_RCODE_NOERROR;
    answer->size_bytes = answer->rcode < 0 ? 0 : 92;
}

/* -- servers side by side ------------------------------------------------------------ */

/* What each server says to each type: records parted by '|', or an outcome's word. */
static struct gs_dns_answer *says(const char *name, uint16_t type, const char *words)
{
    static const struct {
        const char *word;
        enum gs_outcome outcome;
    } outcomes[] = {{"nodata", GS_OUTCOME_NO_DATA},
                    {"nxdomain", GS_OUTCOME_NO_SUCH_NAME},
                    {"refused", GS_OUTCOME_REFUSED},
                    {"servfail", GS_OUTCOME_SERVER_FAILURE},
                    {"silent", GS_OUTCOME_TIMED_OUT}};
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    char list[256];
    char *rest = NULL;
    set_outcome(answer, GS_OUTCOME_ANSWERED);
    answer->flags = (struct gs_dns_flags){.rd = true, .ra = true};
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        if (strcmp(outcomes[i].word, words) == 0) {
            set_outcome(answer, outcomes[i].outcome);
            return answer;
        }
    }
    (void)snprintf(list, sizeof list, "%s", words);
    for (char *word = strtok_r(list, "|", &rest); word != NULL;
         word = strtok_r(NULL, "|", &rest)) {
        put_record(&answer->answer, name, type, word);
    }
    return answer;
}

static void answer_cell(struct gs_session *session, size_t number,
                        struct gs_dns_answer *answer, int64_t elapsed_us)
{
    struct gs_event event = {.type = GS_EVENT_SERVER_ANSWER};
    answer->elapsed_us = elapsed_us;
    event.of.server.number = number;
    event.of.server.answer = answer;
    apply(session, event);
}

static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA, GS_TYPE_MX, GS_TYPE_TXT};

enum {
    TYPES = 4,
};

static void ask_servers(struct gs_session *session, const char *const *servers,
                        size_t count)
{
    struct gs_server_table *table = gs_mem_new(1, sizeof *table);
    for (size_t i = 0; i < TYPES; i++) {
        gs_server_table_add_question(table, "python.org", types[i]);
    }
    for (size_t i = 0; i < count; i++) {
        struct gs_endpoint server = endpoint(servers[i]);
        gs_server_table_add_server(table, &server);
    }
    start(session, "python.org", GS_PART_SERVERS);
    apply(session, (struct gs_event){.type = GS_EVENT_SERVERS, .of.servers = table});
}

void servers_scene_fill(struct gs_session *session)
{
    static const char *const servers[] = {"192.0.2.53", "198.51.100.53",
                                          "203.0.113.53:5300", "2001:db8::53"};
    static const char *const answers[][TYPES] = {
        {"198.51.100.223|198.51.100.224", "2001:db8:64::223", "50 mail.python.org",
         "\"v=spf1 mx -all\""},
        {"198.51.100.224|198.51.100.223", "2001:db8:64::223", "50 MAIL.python.org",
         "\"v=spf1 mx -all\"|\"site=1\""},
        {"198.51.100.223", "nodata", "10 a.test|20 b.test", "nxdomain"},
        {"refused", "silent", "servfail", "refused"},
    };
    ask_servers(session, servers, 4);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < TYPES; j++) {
            struct gs_dns_answer *answer = says("python.org", types[j], answers[i][j]);
            if (i == 1 && answer->answer.count > 0) {
                answer->answer.items[0].ttl_s = 1200;
            }
            if (i == 3 && j == 0) {
                struct gs_ede error = {18, gs_mem_copy_text("not for you")};
                answer->edns.is_present = true;
                gs_vec_push(&answer->edns.errors, error);
            }
            answer_cell(session, i * TYPES + j, answer,
                        (int64_t)(12 + 7 * i + j) * MS * (i == 3 && j == 1 ? 200 : 1));
        }
    }
    finish(session, GS_PART_SERVERS, SERVERS_SCENE_US + 6800 * MS);
}

void servers_scene_one(struct gs_session *session)
{
    static const char *const servers[] = {"192.0.2.53"};
    static const char *const answers[] = {"198.51.100.223", "2001:db8:64::223", "nodata",
                                          "silent"};
    ask_servers(session, servers, 1);
    for (size_t j = 0; j < TYPES; j++) {
        answer_cell(session, j, says("python.org", types[j], answers[j]), 12 * MS);
    }
    finish(session, GS_PART_SERVERS, SERVERS_SCENE_US + 12 * MS);
}

void servers_scene_many(struct gs_session *session)
{
    static const char *const servers[] = {"[2001:db8:aaaa:bbbb:cccc:dddd:eeee:1]:5300",
                                          "192.0.2.1",
                                          "192.0.2.2",
                                          "192.0.2.3",
                                          "192.0.2.4",
                                          "192.0.2.5",
                                          "192.0.2.6",
                                          "192.0.2.7"};
    ask_servers(session, servers, 8);
    for (size_t i = 0; i < 4; i++) {
        answer_cell(
            session, i * TYPES,
            says("python.org", GS_TYPE_A, i == 2 ? "192.0.2.9" : "198.51.100.223"),
            (int64_t)(9 + i) * MS);
    }
}

void servers_scene_hostile(struct gs_session *session)
{
    static const char *const servers[] = {"192.0.2.53", "192.0.2.54"};
    char *text = gs_text_sanitised("\"\x1b[2J\xe2\x80\xaetxt\xff\"");
    ask_servers(session, servers, 2);
    answer_cell(session, 3, says("python.org", GS_TYPE_TXT, text), 12 * MS);
    free(text);
    answer_cell(session, 7, says("python.org", GS_TYPE_TXT, "\"a\""), 12 * MS);
    answer_cell(session, 0, says("python.org", GS_TYPE_A, "192.0.2.1"), 12 * MS);
    struct gs_dns_answer *answer = says("python.org", GS_TYPE_A, "refused");
    struct gs_ede error = {18, gs_text_sanitised("\x1b]0;owned\a")};
    answer->edns.is_present = true;
    gs_vec_push(&answer->edns.errors, error);
    answer_cell(session, 4, answer, 12 * MS);
    finish(session, GS_PART_SERVERS, SERVERS_SCENE_US + 12 * MS);
}

/* -- traces -------------------------------------------------------------------------- */

/* What a server says, by its address: "refer ZONE host=address host ..." | records as
 * "TYPE=value" | a word. "?" is the resolver. */
struct trace_line {
    const char *server;
    const char *name; /* NULL: any */
    const char *says;
};

static void put_servers(struct gs_dns_answer *answer, char *rest)
{
    const char *zone = strtok_r(NULL, " ", &rest);
    for (char *word = strtok_r(NULL, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        char *address = strchr(word, '=');
        if (address != NULL) {
            *address++ = '\0';
            put_record(&answer->additional, word,
                       strchr(address, ':') == NULL ? GS_TYPE_A : GS_TYPE_AAAA, address);
        }
        put_record(&answer->authority, zone, GS_TYPE_NS, word);
    }
}

static struct gs_dns_answer *trace_answer(const struct gs_trace_want *want,
                                          const char *words)
{
    static const char soa[] = "ns1.test hostmaster.test 1 7200 900 1209600 300";
    struct gs_dns_answer *answer = gs_dns_answer_new(want->name, want->type);
    char list[256];
    char *rest = NULL;
    (void)snprintf(list, sizeof list, "%s", words);
    set_outcome(answer, GS_OUTCOME_ANSWERED);
    answer->flags.aa = true;
    char *word = strtok_r(list, " ", &rest);
    if (strcmp(word, "refer") == 0) {
        answer->flags.aa = false;
        set_outcome(answer, GS_OUTCOME_NO_DATA);
        put_servers(answer, rest);
    } else if (strcmp(word, "refused") == 0) {
        set_outcome(answer, GS_OUTCOME_REFUSED);
    } else if (strcmp(word, "silent") == 0) {
        set_outcome(answer, GS_OUTCOME_TIMED_OUT);
    } else if (strcmp(word, "nxdomain") == 0) {
        set_outcome(answer, GS_OUTCOME_NO_SUCH_NAME);
        put_record(&answer->authority, "test", GS_TYPE_SOA, soa);
    } else {
        for (; word != NULL; word = strtok_r(NULL, " ", &rest)) {
            char *value = strchr(word, '=');
            uint16_t type = 0;
            *value++ = '\0';
            (void)gs_type_parse(word, &type);
            put_record(&answer->answer, want->name, type, value);
        }
    }
    return answer;
}

static const char *find_line(const struct trace_line *lines,
                             const struct gs_trace_want *want)
{
    char server[GS_ENDPOINT_TEXT_MAX] = "?";
    if (!want->is_address) {
        gs_endpoint_format(&want->server, 53, server);
    }
    for (; lines->server != NULL; lines++) {
        if (strcmp(lines->server, server) == 0 &&
            (lines->name == NULL || strcmp(lines->name, want->name) == 0)) {
            return lines->says;
        }
    }
    return NULL;
}

/* Plays a script; what has no line is still awaited. */
static void play(struct gs_session *session, const char *name,
                 const struct trace_line *lines)
{
    static const char hints_text[] = ". NS a.root.test.\n. NS b.root.test.\n"
                                     "a.root.test. A 192.0.2.1\n"
                                     "a.root.test. AAAA 2001:db8::1\n"
                                     "b.root.test. A 192.0.2.2\n";
    struct gs_root_hints hints;
    struct gs_trace_want_list wants = {0};
    (void)gs_root_hints_parse(hints_text, sizeof hints_text - 1, &hints, NULL);
    start(session, name, GS_PART_TRACE);
    struct gs_trace *trace = gs_trace_rules_open(name, GS_TYPE_A, &hints, &wants);
    for (size_t i = 0; i < wants.count; i++) {
        struct gs_trace_want want = wants.items[i];
        const char *words = find_line(lines, &want);
        if (words != NULL) {
            struct gs_dns_answer *answer = trace_answer(&want, words);
            answer->elapsed_us = answer->rcode < 0 ? 4000 * MS : (int64_t)(9 + i) * MS;
            gs_trace_rules_answer(trace, &want, answer, &wants);
            gs_dns_answer_free(answer);
        }
    }
    gs_vec_fini(&wants);
    trace->elapsed_us = 84 * MS;
    bool is_complete = trace->is_complete;
    apply(session, (struct gs_event){.type = GS_EVENT_TRACE, .of.trace = trace});
    if (is_complete) {
        finish(session, GS_PART_TRACE, SERVERS_SCENE_US + 84 * MS);
    }
}

#define ROOT(says)                                                                       \
    {"192.0.2.1", NULL, says}, {"2001:db8::1", NULL, says},                              \
    {                                                                                    \
        "192.0.2.2", NULL, says                                                          \
    }
#define ORG "refer org a0.org.test=192.0.2.11 b0.org.test=192.0.2.12"

void trace_scene_fill(struct gs_session *session)
{
    static const struct trace_line lines[] = {
        ROOT(ORG),
        {"192.0.2.11", NULL,
         "refer python.org ns1.python.org=192.0.2.21 ns2.python.org=192.0.2.22 "
         "ns3.python.org=192.0.2.23 ns4.python.org=192.0.2.24 ns.example.net"},
        {"192.0.2.12", NULL, "refer python.org ns1.python.org=192.0.2.21"},
        {"192.0.2.21", NULL, "A=198.51.100.223 A=198.51.100.224"},
        {"192.0.2.22", NULL, "refused"},
        {"192.0.2.23", NULL, "silent"},
        {"192.0.2.24", NULL, "A=198.51.100.223"},
        {"?", NULL, "A=192.0.2.25"},
        {"192.0.2.25", NULL, "A=198.51.100.224 A=198.51.100.223"},
        {NULL, NULL, NULL}};
    play(session, "www.python.org", lines);
}

void trace_scene_waiting(struct gs_session *session)
{
    static const struct trace_line lines[] = {{"192.0.2.1", NULL, ORG},
                                              {"192.0.2.2", NULL, ORG},
                                              {"192.0.2.12", NULL, "refused"},
                                              {NULL, NULL, NULL}};
    play(session, "www.python.org", lines);
}

void trace_scene_failed(struct gs_session *session)
{
    static const struct trace_line lines[] = {
        ROOT(ORG),
        {"192.0.2.11", NULL, "refer . a.root.test=192.0.2.1"},
        {"192.0.2.12", NULL, "silent"},
        {NULL, NULL, NULL}};
    play(session, "www.python.org", lines);
}

void trace_scene_alias(struct gs_session *session)
{
    static const struct trace_line lines[] = {
        {"192.0.2.1", "www.python.org", ORG},
        {"2001:db8::1", "www.python.org", ORG},
        {"192.0.2.2", "www.python.org", ORG},
        {"192.0.2.11", NULL, "CNAME=nosuch.example.com"},
        {"192.0.2.12", NULL, "CNAME=nosuch.example.com"},
        ROOT("nxdomain"),
        {NULL, NULL, NULL}};
    play(session, "www.python.org", lines);
}
