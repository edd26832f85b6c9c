/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/table_scene.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/services_verdict.h"

#include <string.h>

static char *sentence_of(const struct gs_verdict *verdict)
{
    static const char signs[] = {
        [GS_VERDICT_NONE] = '-',   [GS_VERDICT_GOOD] = 'v',  [GS_VERDICT_LOOK] = '^',
        [GS_VERDICT_ABSENT] = 'a', [GS_VERDICT_EMPTY] = 'e', [GS_VERDICT_BAD] = 'x',
        [GS_VERDICT_WAITING] = '~'};
    struct gs_buf out = {0};
    gs_buf_addf(&out, "%c %s", signs[verdict->kind], verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        gs_buf_addf(&out, " | %s", verdict->clauses[i]);
    }
    return gs_buf_claim(&out);
}

static void the_asked_service_is_told_with_what_it_lacks(void **state)
{
    static const struct {
        const char *service;
        const char *sentence;
    } cases[] = {
        {"smtp",
         "v smtp is 25/tcp | alias mail | 25/udp is not listed | so smtp with dgram "
         "fails: EAI_SERVICE"},
        {"mail", "v mail is 25/tcp | alias of smtp | 25/udp is not listed | so mail with "
                 "dgram fails: EAI_SERVICE"},
        {"25", "v 25/tcp is smtp | alias mail | 25/udp is not listed"},
        {"https", "v https is 443/tcp and udp"},
        {"tftp", "v tftp is 69/udp | 69/tcp is not listed | so tftp with stream fails: "
                 "EAI_SERVICE"},
        {"512", "v 512/tcp is exec"},
        {"http-alt",
         "^ http-alt is 8080/tcp and udp | another name has the same port: the "
         "first line counts | alias webcache"},
        {"nosuch", "x nosuch is not listed | so getaddrinfo fails: EAI_SERVICE"},
        {"99", "v port 99 is not listed | a number needs no entry"},
        {"70000", "x port 70000 is not listed | a port ends at 65535"},
        {"SMTP", "x SMTP is not listed | so getaddrinfo fails: EAI_SERVICE"},
        {NULL, "- no service asked | 25 services, 14 protocols | 2 entries share a port "
               "with another name"},
    };

    (void)state;
    struct gs_event event = table_event(1);
    event.of.tables->error_count = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        assert_int_equal(gs_question_set(&lookup.question, "a.test", cases[i].service),
                         GS_OK);
        struct gs_verdict verdict = gs_services_verdict(&lookup, event.of.tables);
        char *sentence = sentence_of(&verdict);
        check_case(cases[i].sentence);
        assert_string_equal(sentence, cases[i].sentence);
        free(sentence);
    }
    gs_event_fini(&event);
}

static void what_libc_says_otherwise_is_told(void **state)
{
    static const struct {
        const char *service;
        const char *name; /* as libc has it; NULL: not listed */
        uint16_t port;
        const char *sentence;
    } cases[] = {
        {"smtp", "smtp", 25,
         "v smtp is 25/tcp | alias mail | 25/udp is not listed | so smtp with dgram "
         "fails: EAI_SERVICE"},
        {"mail", "smtp", 25,
         "v mail is 25/tcp | alias of smtp | 25/udp is not listed | so mail with dgram "
         "fails: EAI_SERVICE"},
        {"25", "smtp", 25, "v 25/tcp is smtp | alias mail | 25/udp is not listed"},
        {"smtp", NULL, 0,
         "^ smtp is 25/tcp | libc does not find it: see services: in nsswitch.conf | so "
         "getaddrinfo fails: EAI_SERVICE"},
        {"25", NULL, 25,
         "^ 25/tcp is smtp | libc does not find it: see services: in nsswitch.conf"},
        {"smtp", "smtp", 2525,
         "^ smtp is 25/tcp | libc says smtp is 2525/tcp: see services: in nsswitch.conf "
         "| "
         "alias mail"},
        {"25", "post", 25,
         "^ 25/tcp is smtp | libc says 25/tcp is post: see services: in nsswitch.conf | "
         "alias mail"},
        {"nosuch", "nosuch", 4321,
         "^ nosuch is 4321/tcp | the file does not list it | libc finds it in another "
         "source: see nsswitch.conf"},
        {"4321", "nosuch", 4321,
         "^ 4321/tcp is nosuch | the file does not list it | libc finds it in another "
         "source: see nsswitch.conf"},
        {"nosuch", NULL, 0, "x nosuch is not listed | so getaddrinfo fails: EAI_SERVICE"},
    };

    (void)state;
    struct gs_event event = table_event(1);
    event.of.tables->error_count = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        struct gs_service line = {
            .port = cases[i].port, .is_asked = true, .protocol = "tcp"};
        check_case(cases[i].sentence);
        (void)gs_question_set(&lookup.question, "a.test", cases[i].service);
        lookup.now.services = gs_services_new();
        lookup.now.services->elapsed_us = 200;
        line.name = gs_mem_copy_text(cases[i].name);
        gs_vec_push(&lookup.now.services->entries, line);
        struct gs_verdict verdict = gs_services_verdict(&lookup, event.of.tables);
        char *sentence = sentence_of(&verdict);
        assert_int_equal(verdict.elapsed_us, 200);
        assert_string_equal(sentence, cases[i].sentence);
        free(sentence);
        gs_lookup_fini(&lookup);
    }
    gs_event_fini(&event);
}

static void files_that_lack_something_are_told(void **state)
{
    static const struct {
        const char *service;
        const char *sentence;
    } cases[] = {
        {"smtp", "x smtp is not listed | /etc/services cannot be read | so getaddrinfo "
                 "fails: EAI_SERVICE"},
        {"25",
         "^ port 25 is not listed | /etc/services cannot be read | a number needs no "
         "entry"},
    };

    (void)state;
    struct gs_event event = table_event(1);
    struct gs_verdict verdict = gs_services_verdict(NULL, event.of.tables);
    assert_int_equal(verdict.kind, GS_VERDICT_LOOK);
    assert_string_equal(verdict.clauses[verdict.clause_count - 1], "1 line is left out");
    gs_event_fini(&event);
    event = table_missing_event();
    verdict = gs_services_verdict(NULL, event.of.tables);
    assert_string_equal(verdict.clauses[0], "/etc/services cannot be read");
    assert_int_equal(verdict.kind, GS_VERDICT_LOOK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        check_case(cases[i].sentence);
        (void)gs_question_set(&lookup.question, "a.test", cases[i].service);
        verdict = gs_services_verdict(&lookup, event.of.tables);
        char *sentence = sentence_of(&verdict);
        assert_string_equal(sentence, cases[i].sentence);
        free(sentence);
    }
    gs_event_fini(&event);
    verdict = gs_services_verdict(NULL, NULL);
    assert_int_equal(verdict.kind, GS_VERDICT_WAITING);
}

static void a_long_name_does_not_break_the_word(void **state)
{
    char name[GS_SERVICE_MAX + 1];
    struct gs_lookup lookup = {0};
    (void)state;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    struct gs_tables *tables = gs_tables_new();
    gs_vec_push(&tables->services,
                ((struct gs_table_service){.name = name,
                                           .aliases = "",
                                           .other = "",
                                           .port = 65535,
                                           .protocols = GS_TABLE_TCP | GS_TABLE_UDP |
                                                        GS_TABLE_SCTP}));
    tables->has_services = true;
    (void)gs_question_set(&lookup.question, "a.test", name);
    struct gs_verdict verdict = gs_services_verdict(&lookup, tables);
    assert_string_equal(verdict.word, "a service is 65535/tcp and udp and sctp");
    gs_tables_free(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_asked_service_is_told_with_what_it_lacks),
        cmocka_unit_test(what_libc_says_otherwise_is_told),
        cmocka_unit_test(files_that_lack_something_are_told),
        cmocka_unit_test(a_long_name_does_not_break_the_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
