/* SPDX-License-Identifier: MIT */
/* The engine on a real loop, with real workers, real c-ares and a server that misbehaves.
 * Nobody beyond loopback is asked: the way from the root begins at that server, the first
 * whois server is closed, and nothing connects to the exchanges that it names. */
#include "support/check.h"
#include "support/faulty_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/libc/primitive.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

#define PARTS_HERE (GS_PARTS_ALL & ~GS_PART_BIT(GS_PART_SMTP)) /* it connects anywhere */

/* And those that ask for nothing but the name: network asks for its own, ipv4only.arpa. */
#define PARTS_OF_NAME (PARTS_HERE & ~GS_PART_BIT(GS_PART_NETWORK))

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct faulty_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    unsigned seen[GS_EVENT_CANCELLED + 1]; /* events by type */
    enum gs_event_type first;              /* the first event's type */
    size_t count;                          /* events in all */
    uint64_t last_round;                   /* the newest round heard of */
    uint64_t asked;                        /* the newest round asked */
    bool is_asking;                        /* inside gs_engine_ask() */
    bool asks_again;                       /* the sink asks once from inside an event */
    bool closes;                           /* the sink closes the engine */
    bool is_over;                          /* the limit passed */
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    assert_false(stage->is_asking);
    if (stage->count++ == 0) {
        stage->first = event->type;
    }
    stage->seen[event->type]++;
    stage->last_round =
        event->round > stage->last_round ? event->round : stage->last_round;
    bool is_system = event->type == GS_EVENT_SYSTEM;
    gs_session_apply(&stage->session, event);
    if (stage->closes) {
        gs_engine_close(stage->engine);
        stage->engine = NULL;
    } else if (is_system && stage->asks_again) {
        stage->asks_again = false;
        (void)gs_engine_ask(stage->engine, &stage->session.lookup.question,
                            GS_PART_BIT(GS_PART_SERVICES), NULL);
    }
}

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static void open_engine(struct stage *stage, uint32_t deadline_ms)
{
    struct gs_engine_settings settings = {
        .deadline_ms = deadline_ms, .sink = sink, .sink_context = stage};
    settings.resolver.servers[0] = faulty_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 1;
    settings.resolver.ndots = 1;
    settings.resolver.is_override = true;
    settings.resolver.is_demo = true; /* no search list */
    settings.roots = (struct gs_root_hints){.count = 1, .is_own = true};
    settings.roots.port = settings.resolver.servers[0].port;
    settings.roots.items[0].address = settings.resolver.servers[0].address;
    (void)snprintf(settings.roots.items[0].name, sizeof settings.roots.items[0].name,
                   "root.test");
    (void)snprintf(settings.whois_server, sizeof settings.whois_server, "127.0.0.1:%u",
                   faulty_closed_endpoint().port);
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server = faulty_server_start(&stage->loop);
    open_engine(stage, 0);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    faulty_server_stop(stage->server);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static uint64_t ask(struct stage *stage, const char *host, const char *service,
                    unsigned parts)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    gs_idn_complete(&question);
    stage->is_asking = true;
    uint64_t round = gs_engine_ask(stage->engine, &question, parts, NULL);
    stage->is_asking = false;
    assert_true(round > stage->asked);
    stage->asked = round;
    return round;
}

/* Runs the loop until `is_done` holds; fails when it takes too long. */
static void run_until(struct stage *stage, bool (*is_done)(const struct stage *stage))
{
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (!is_done(stage) && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
}

static bool nothing_waits(const struct stage *stage)
{
    return stage->last_round == stage->asked &&
           !gs_lookup_is_waiting(&stage->session.lookup);
}

static bool services_are_here(const struct stage *stage)
{
    return stage->seen[GS_EVENT_SERVICES] > 0;
}

static bool is_cancelled(const struct stage *stage)
{
    return stage->seen[GS_EVENT_CANCELLED] > 0;
}

static bool machine_is_here(const struct stage *stage)
{
    return stage->session.has_machine;
}

static void a_question_is_answered_part_by_part(void **state)
{
    struct stage *stage = *state;
    uint64_t round = ask(stage, "good.test", "http", PARTS_HERE);
    assert_int_equal(stage->count, 0);
    run_until(stage, nothing_waits);
    const struct gs_facts *now = &stage->session.lookup.now;
    assert_int_equal(stage->first, GS_EVENT_STARTED);
    assert_int_equal(stage->last_round, round);
    assert_int_equal(stage->seen[GS_EVENT_PART_DONE], GS_PART_COUNT - 2); /* no bind */
    assert_int_equal(now->system->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(now->dns.count, 4);
    assert_int_equal(stage->seen[GS_EVENT_QUERY], 4);
    assert_int_equal(stage->seen[GS_EVENT_DNS], 4);
    assert_true(now->reverse.count > 0);
    assert_true(now->reverse.items[0]->is_complete);
    assert_non_null(now->services);
    assert_true(now->mail->is_complete);
}

static void only_the_parts_named_are_asked(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "good.test", "http", GS_PART_BIT(GS_PART_SERVICES));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->seen[GS_EVENT_PART_DONE], 1);
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void an_address_is_no_question_for_dns(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "127.0.0.1", "80", PARTS_HERE);
    run_until(stage, nothing_waits);
    const struct gs_facts *now = &stage->session.lookup.now;
    assert_int_equal(now->dns.count, 0);
    assert_int_equal(now->system->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(now->reverse.count, 1);
}

static void the_null_node_asks_nobody(void **state)
{
    struct stage *stage = *state;
    unsigned naming = GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_NAMEINFO) |
                      GS_PART_BIT(GS_PART_CALLS); /* of it the own full name */
    (void)ask(stage, NULL, "80", PARTS_OF_NAME & ~naming);
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.lookup.now.system->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(stage->session.lookup.now.mail->kind, GS_MX_INVALID);
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void names_that_must_stay_here_are_not_asked(void **state)
{
    static const char *const names[] = {"localhost", "a.localhost.", "LocalHost",
                                        "duckduckgo.onion"};
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        check_case(names[i]);
        (void)ask(stage, names[i], NULL, GS_PART_BIT(GS_PART_DNS));
        run_until(stage, nothing_waits);
        const struct gs_dns_query_list *dns = &stage->session.lookup.now.dns;
        assert_int_equal(dns->count, 4);
        assert_int_equal(dns->items[0].answer->outcome, GS_OUTCOME_NOT_ASKED);
    }
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void a_name_that_answers_spell_otherwise_is_answered(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "a$b.test", NULL,
              GS_PART_BIT(GS_PART_DNS) | GS_PART_BIT(GS_PART_MAIL));
    run_until(stage, nothing_waits);
    const struct gs_dns_query_list *dns = &stage->session.lookup.now.dns;
    assert_int_equal(dns->count, 4);
    assert_string_equal(dns->items[0].answer->name, "a\\$b.test");
    assert_true(stage->session.lookup.now.mail->is_complete);
}

static void a_name_that_idna_refuses_is_not_asked(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "☃.test", NULL, PARTS_OF_NAME);
    run_until(stage, nothing_waits);
    const struct gs_system_answer *system = stage->session.lookup.now.system;
    assert_int_equal(system->outcome, GS_OUTCOME_BAD_QUESTION);
    assert_true(strlen(system->error.text) > 0);
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void a_silent_server_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 300);
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, nothing_waits);
    const struct gs_facts *now = &stage->session.lookup.now;
    assert_int_equal(now->system->outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(now->dns.items[0].answer->outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(now->mail->kind, GS_MX_TEMPORARY_FAILURE);
    assert_int_equal(now->services->entries.items[0].port, 80);
}

/* Asks for the names of addresses that are known. */
static void ask_names(struct stage *stage, const char *const *addresses, size_t count)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    struct gs_address_list known = {0};
    assert_int_equal(gs_question_set(&question, "good.test", NULL), GS_OK);
    gs_idn_complete(&question);
    for (size_t i = 0; i < count; i++) {
        struct gs_address address;
        assert_int_equal(gs_address_parse(addresses[i], &address), GS_OK);
        gs_vec_push(&known, address);
    }
    stage->asked =
        gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_REVERSE), &known);
    gs_vec_fini(&known);
}

static const struct gs_reverse *names_of(const struct stage *stage, size_t at)
{
    assert_true(at < stage->session.lookup.now.reverse.count);
    return stage->session.lookup.now.reverse.items[at];
}

static void all_questions_of_an_address_share_its_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 300);
    const char *addresses[60];
    char texts[60][32];
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        (void)snprintf(texts[i], sizeof texts[i], "10.0.%zu.240", i);
        addresses[i] = texts[i];
    }
    addresses[0] = "10.0.0.241";
    uint64_t before_ns = uv_hrtime();
    ask_names(stage, addresses, COUNT_OF(addresses));
    run_until(stage, nothing_waits);
    assert_true(uv_hrtime() - before_ns < 1500000000); /* not 300 ms for each eight */
    assert_int_equal(names_of(stage, 0)->names.items[0].confirmed, GS_CONFIRM_UNKNOWN);
    for (size_t i = 1; i < COUNT_OF(addresses); i++) {
        assert_true(names_of(stage, i)->is_complete);
        assert_int_equal(names_of(stage, i)->libc_outcome, GS_OUTCOME_TIMED_OUT);
        assert_int_equal(names_of(stage, i)->dns_outcome, GS_OUTCOME_TIMED_OUT);
    }
}

static void names_that_must_stay_here_are_not_confirmed_by_dns(void **state)
{
    static const char *const addresses[] = {"127.0.0.242", "10.0.0.242"};
    struct stage *stage = *state;
    ask_names(stage, addresses, COUNT_OF(addresses));
    run_until(stage, nothing_waits);
    const struct gs_reverse *loopback = names_of(stage, 0);
    const struct gs_reverse *other = names_of(stage, 1);
    assert_int_equal(loopback->names.count, 2);
    assert_int_equal(loopback->names.items[0].confirmed, GS_CONFIRM_LEADS_BACK);
    assert_int_equal(loopback->names.items[1].confirmed, GS_CONFIRM_NO_ADDRESS);
    assert_int_equal(other->names.items[0].confirmed, GS_CONFIRM_NO_ADDRESS);
    assert_true(other->is_complete);
}

static void a_silent_server_does_not_delay_the_tables(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    assert_null(stage->session.lookup.now.system);
    assert_int_equal(stage->seen[GS_EVENT_DNS], 0);
}

static void a_cancelled_round_is_not_heard_of_again(void **state)
{
    struct stage *stage = *state;
    uint64_t round = ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    gs_engine_cancel_all(stage->engine);
    run_until(stage, is_cancelled);
    assert_false(gs_lookup_is_waiting(&stage->session.lookup));
    (void)ask(stage, "good.test", NULL, GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->last_round, round + 1);
    assert_int_equal(stage->seen[GS_EVENT_SYSTEM], 0);
}

static void another_server_is_asked_from_then_on(void **state)
{
    struct stage *stage = *state;
    struct faulty_server *other = faulty_server_start(&stage->loop);
    struct gs_endpoint endpoint = faulty_server_endpoint(other);
    struct gs_resolver resolver = {.server_count = 1,
                                   .timeout_s = 1,
                                   .attempts = 1,
                                   .ndots = 1,
                                   .is_override = true,
                                   .is_demo = true};
    resolver.servers[0] = endpoint;
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    assert_int_equal(gs_engine_set_resolver(stage->engine, &resolver), GS_OK);
    run_until(stage, is_cancelled); /* what was asked of the server before */
    assert_false(gs_lookup_is_waiting(&stage->session.lookup));
    size_t before = faulty_server_udp_count(stage->server);
    (void)ask(stage, "good.test", "http",
              GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    const struct gs_facts *now = &stage->session.lookup.now;
    assert_int_equal(now->system->outcome, GS_OUTCOME_ANSWERED);
    assert_true(gs_endpoint_is_equal(&now->dns.items[0].answer->server, &endpoint));
    assert_true(
        gs_endpoint_is_equal(&stage->session.machine.resolver.servers[0], &endpoint));
    assert_int_equal(faulty_server_udp_count(stage->server), before);
    faulty_server_stop(other);
}

static bool tables_are_here(const struct stage *stage)
{
    return stage->session.tables != NULL;
}

static void files_that_are_being_read_survive_another_server(void **state)
{
    struct stage *stage = *state;
    struct gs_resolver resolver = {.server_count = 1, .attempts = 1, .is_override = true};
    resolver.servers[0] = faulty_server_endpoint(stage->server);
    gs_engine_ask_tables(stage->engine);
    assert_int_equal(gs_engine_set_resolver(stage->engine, &resolver), GS_OK);
    run_until(stage, tables_are_here);
}

static bool facts_are_here(const struct stage *stage)
{
    return stage->seen[GS_EVENT_MACHINE] > 0;
}

static void a_resolver_without_a_server_changes_nothing(void **state)
{
    struct stage *stage = *state;
    struct gs_resolver none = {.is_override = true};
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    assert_int_equal(gs_engine_set_resolver(stage->engine, &none), GS_EINVAL);
    gs_engine_ask_facts(stage->engine);
    run_until(stage, facts_are_here); /* behind all that the refusal may have told */
    assert_int_equal(stage->seen[GS_EVENT_CANCELLED], 0);
    assert_true(gs_lookup_is_waiting(&stage->session.lookup));
    (void)ask(stage, "good.test", "http",
              GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.lookup.now.system->outcome, GS_OUTCOME_ANSWERED);
}

static void a_new_question_replaces_the_old_one(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    uint64_t round = ask(stage, "good.test", "http", PARTS_HERE);
    run_until(stage, nothing_waits);
    assert_int_equal(stage->last_round, round);
    assert_string_equal(stage->session.lookup.question.host, "good.test");
    assert_int_equal(stage->session.lookup.now.system->outcome, GS_OUTCOME_ANSWERED);
}

static void one_part_asked_again_leaves_the_others(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "good.test", "http", PARTS_HERE);
    run_until(stage, nothing_waits);
    const struct gs_system_answer *system = stage->session.lookup.now.system;
    (void)ask(stage, "good.test", "http", GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_ptr_equal(stage->session.lookup.now.system, system);
    assert_int_equal(stage->session.lookup.now.dns.count, 4);
    assert_int_equal(stage->session.lookup.last.dns.count, 4);
}

static void parts_that_waited_for_a_dropped_one_end(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "silent.test", "http", PARTS_HERE & ~GS_PART_BIT(GS_PART_MAIL));
    run_until(stage, services_are_here);
    (void)ask(stage, "silent.test", "http", GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    const struct gs_part_state *parts = stage->session.lookup.parts;
    assert_int_equal(parts[GS_PART_REVERSE].progress, GS_PROGRESS_DONE);
    assert_int_equal(parts[GS_PART_SERVICES].progress, GS_PROGRESS_DONE);
}

static void a_sink_may_ask_from_inside_an_event(void **state)
{
    struct stage *stage = *state;
    stage->asks_again = true;
    (void)ask(stage, "127.0.0.1", "http", PARTS_HERE);
    stage->asked++; /* by the sink */
    run_until(stage, nothing_waits);
    assert_int_equal(stage->seen[GS_EVENT_STARTED], 2);
}

static bool engine_is_closed(const struct stage *stage)
{
    return stage->engine == NULL;
}

static void a_sink_may_close_the_engine(void **state)
{
    struct stage *stage = *state;
    stage->closes = true;
    (void)ask(stage, "good.test", "http", PARTS_HERE);
    run_until(stage, engine_is_closed);
    for (int turn = 0; turn < 10; turn++) {
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    }
    assert_int_equal(stage->count, 1);
}

static void many_questions_in_a_row_end_in_the_last(void **state)
{
    struct stage *stage = *state;
    uint64_t round = 0;
    for (int i = 0; i < 200; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "good.n%d.test", i);
        round = ask(stage, name, "http", PARTS_HERE);
    }
    run_until(stage, nothing_waits);
    assert_int_equal(stage->last_round, round);
    assert_string_equal(stage->session.lookup.question.host, "good.n199.test");
}

static void the_machine_is_known_without_asking_anybody(void **state)
{
    struct stage *stage = *state;
    gs_engine_ask_facts(stage->engine);
    run_until(stage, machine_is_here);
    assert_true(strlen(stage->session.machine.host_name) > 0);
    assert_int_equal(stage->session.machine.resolver.server_count, 1);
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void the_files_are_read_once_at_a_time(void **state)
{
    struct stage *stage = *state;
    gs_engine_ask_tables(stage->engine);
    gs_engine_ask_tables(stage->engine);
    run_until(stage, tables_are_here);
    assert_int_equal(stage->seen[GS_EVENT_TABLES], 1);
    assert_int_equal(stage->session.log.entries.count, 1);
    assert_string_equal(gs_log_at(&stage->session.log, 0)->call, "read");
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static const struct gs_call *call_of(const struct stage *stage, const char *text)
{
    const struct gs_call_list *calls = &stage->session.lookup.now.calls;
    for (size_t i = 0; i < calls->count; i++) {
        if (strcmp(calls->items[i].call, text) == 0) {
            return &calls->items[i];
        }
    }
    fail_msg("no call %s", text);
    return NULL;
}

static void older_calls_follow_each_other(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "good.test", "http", GS_PART_BIT(GS_PART_CALLS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.lookup.now.calls.count, GS_PRIMITIVE_COUNT);
    const struct gs_call *by_name = call_of(stage, "gethostbyname(\"good.test\")");
    assert_int_equal(by_name->outcome, GS_OUTCOME_ANSWERED);
    char back[GS_NAME_MAX];
    (void)snprintf(back, sizeof back, "gethostbyaddr(%.*s)",
                   (int)strcspn(by_name->result, ","), by_name->result);
    assert_int_not_equal(call_of(stage, back)->outcome, GS_OUTCOME_NOT_ASKED);
    assert_string_equal(call_of(stage, "getservbyname(\"http\")")->result, "80");
    assert_string_equal(call_of(stage, "getservbyport(80)")->result, "http");
    assert_string_equal(call_of(stage, "getprotobyname(\"TCP\")")->result, "6");
    assert_non_null(call_of(stage, "has IPv6")->result);
    assert_int_equal(stage->session.log.entries.count, 8); /* has IPv6 calls nobody */
}

static void what_cannot_be_called_says_why(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, NULL, "nosuchservice", GS_PART_BIT(GS_PART_CALLS));
    run_until(stage, nothing_waits);
    assert_string_equal(call_of(stage, "gethostbyname")->result, "not called: no host");
    assert_string_equal(call_of(stage, "gethostbyaddr")->result, "not called: no host");
    assert_string_equal(call_of(stage, "getservbyport")->result, "not called: no port");
    assert_int_equal(call_of(stage, "getservbyname(\"nosuchservice\")")->outcome,
                     GS_OUTCOME_NO_SUCH_NAME);
    (void)ask(stage, "nosuch.test", NULL, GS_PART_BIT(GS_PART_CALLS));
    run_until(stage, nothing_waits);
    assert_string_equal(call_of(stage, "getservbyname")->result,
                        "not called: no service");
}

static void older_calls_that_hang_end_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 300);
    (void)ask(stage, "silent.test", "25", GS_PART_BIT(GS_PART_CALLS));
    run_until(stage, nothing_waits);
    assert_int_equal(call_of(stage, "gethostbyname(\"silent.test\")")->outcome,
                     GS_OUTCOME_TIMED_OUT);
    assert_string_equal(call_of(stage, "gethostbyaddr")->result,
                        "not called: no address");
    assert_int_equal(call_of(stage, "getprotobyname(\"TCP\")")->outcome,
                     GS_OUTCOME_ANSWERED);
}

static void each_flag_is_asked_of_the_first_address(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "good.test", "80",
              GS_PART_BIT(GS_PART_NAMEINFO) | GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    const struct gs_facts *now = &stage->session.lookup.now;
    assert_non_null(now->nameinfo);
    assert_true(now->nameinfo->is_complete);
    assert_true(now->nameinfo->rows.count >= 6);
    assert_true(gs_address_is_equal(&now->nameinfo->endpoint.address,
                                    &now->system->rows.items[0].address));
    assert_int_equal(now->nameinfo->endpoint.port, 80);
    assert_string_equal(now->nameinfo->rows.items[2].service, "80");
    assert_false(now->nameinfo->rows.items[2].is_same_service);
}

static void flags_are_asked_of_the_address_chosen(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint chosen = {.port = 25};
    (void)ask(stage, "127.0.0.1", "80", GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    assert_int_equal(gs_address_parse("127.0.0.2", &chosen.address), GS_OK);
    stage->asked =
        gs_engine_ask_nameinfo(stage->engine, &stage->session.lookup.question, &chosen);
    run_until(stage, nothing_waits);
    const struct gs_nameinfo_table *table = stage->session.lookup.now.nameinfo;
    assert_true(gs_endpoint_is_equal(&table->endpoint, &chosen));
    assert_true(table->is_complete);
}

static bool service_is_here(const struct stage *stage)
{
    return stage->session.service != NULL;
}

static void libc_is_asked_about_one_service(void **state)
{
    struct stage *stage = *state;
    gs_engine_ask_service(stage->engine, "http", 80);
    run_until(stage, service_is_here);
    assert_string_equal(stage->session.service->name, "http");
    assert_int_equal(stage->session.service->rows[0].by_name.port, 80);
    assert_int_equal(stage->seen[GS_EVENT_SERVICE], 1);
}

static bool both_services_are_logged(const struct stage *stage)
{
    return stage->seen[GS_EVENT_LOG] == 2 && service_is_here(stage);
}

static void of_two_services_the_last_one_is_told(void **state)
{
    struct stage *stage = *state;
    gs_engine_ask_service(stage->engine, "http", 80);
    gs_engine_ask_service(stage->engine, "smtp", 25);
    run_until(stage, both_services_are_logged);
    assert_int_equal(stage->seen[GS_EVENT_SERVICE], 1);
    assert_string_equal(stage->session.service->name, "smtp");
}

static void a_flag_is_asked_of_the_port_that_libc_reads(void **state)
{
    static const struct {
        const char *service;
        uint16_t port;
    } cases[] = {{"8080", 8080}, {"8080x", 0}, {"+80", 80}, {"65536", 0}, {"http", 0}};
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        (void)ask(stage, "127.0.0.1", cases[i].service, GS_PART_BIT(GS_PART_NAMEINFO));
        run_until(stage, nothing_waits);
        assert_int_equal(stage->session.lookup.now.nameinfo->endpoint.port,
                         cases[i].port);
    }
}

static void beside_the_null_node_each_variant_is_answered(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, NULL, "80", GS_PART_BIT(GS_PART_BESIDE));
    run_until(stage, nothing_waits);
    const struct gs_variant_list *beside = &stage->session.lookup.now.beside;
    assert_int_equal(beside->count, 3);
    assert_int_equal(stage->seen[GS_EVENT_VARIANT], 3);
    for (size_t i = 0; i < beside->count; i++) {
        assert_int_equal(beside->items[i].answer->outcome, GS_OUTCOME_ANSWERED);
        assert_int_equal(beside->items[i].answer->rows.items[0].port, 80);
    }
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void nothing_is_asked_beside_a_host(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "good.test", "80", GS_PART_BIT(GS_PART_BESIDE));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->seen[GS_EVENT_VARIANT], 0);
    assert_int_equal(faulty_server_udp_count(stage->server), 0);
}

static void each_cell_of_the_matrix_is_answered(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "127.0.0.1", "80", GS_PART_BIT(GS_PART_MATRIX));
    run_until(stage, nothing_waits);
    const struct gs_variant_list *matrix = &stage->session.lookup.now.matrix;
    assert_int_equal(matrix->count, GS_MATRIX_CELLS);
    for (size_t i = 0; i < matrix->count; i++) {
        assert_non_null(matrix->items[i].answer);
    }

    enum {
        STREAM = 1,
        INET = 1,
        INET6 = 2,
        V4MAPPED = 2
    };

    size_t inet = STREAM * GS_MATRIX_FAMILIES + INET;
    size_t inet6 = STREAM * GS_MATRIX_FAMILIES + INET6;
    size_t mapped =
        (V4MAPPED * GS_MATRIX_SOCKTYPES + STREAM) * GS_MATRIX_FAMILIES + INET6;
    assert_int_equal(matrix->items[inet].answer->rows.count, 1);
    assert_int_equal(matrix->items[inet6].answer->rows.count, 0);
    assert_int_equal(matrix->items[mapped].answer->rows.items[0].family, AF_INET6);
}

static void a_matrix_that_hangs_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 300);
    (void)ask(stage, "silent.test", "http", GS_PART_BIT(GS_PART_MATRIX));
    run_until(stage, nothing_waits);
    const struct gs_variant_list *matrix = &stage->session.lookup.now.matrix;
    assert_int_equal(matrix->items[0].answer->outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(matrix->items[GS_MATRIX_CELLS - 1].answer->outcome,
                     GS_OUTCOME_NOT_ASKED);
}

static bool system_is_here(const struct stage *stage)
{
    return stage->session.lookup.now.system != NULL;
}

static void a_matrix_that_hangs_does_not_delay_the_question(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "silent.test", "http", GS_PART_BIT(GS_PART_MATRIX));
    uint64_t before_ns = uv_hrtime();
    (void)ask(stage, "127.0.0.1", "http", GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, system_is_here);
    assert_true(uv_hrtime() - before_ns < 500000000);
    assert_int_equal(stage->seen[GS_EVENT_VARIANT], 0); /* another name dropped them */
}

static void closing_does_not_wait_for_what_hangs(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "silent.test", "http", PARTS_HERE);
    run_until(stage, services_are_here);
    uint64_t before_ns = uv_hrtime();
    gs_engine_close(stage->engine);
    stage->engine = NULL;
    size_t count = stage->count;
    for (int turn = 0; turn < 10; turn++) {
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    }
    assert_int_equal(stage->count, count);
    assert_true(uv_hrtime() - before_ns <
                900000000); /* the server stays silent for 1 s */
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_STAGE(a_question_is_answered_part_by_part),
        ON_STAGE(only_the_parts_named_are_asked),
        ON_STAGE(an_address_is_no_question_for_dns),
        ON_STAGE(the_null_node_asks_nobody),
        ON_STAGE(names_that_must_stay_here_are_not_asked),
        ON_STAGE(a_name_that_answers_spell_otherwise_is_answered),
        ON_STAGE(a_name_that_idna_refuses_is_not_asked),
        ON_STAGE(a_silent_server_ends_at_the_deadline),
        ON_STAGE(all_questions_of_an_address_share_its_deadline),
        ON_STAGE(names_that_must_stay_here_are_not_confirmed_by_dns),
        ON_STAGE(a_silent_server_does_not_delay_the_tables),
        ON_STAGE(a_cancelled_round_is_not_heard_of_again),
        ON_STAGE(another_server_is_asked_from_then_on),
        ON_STAGE(files_that_are_being_read_survive_another_server),
        ON_STAGE(a_resolver_without_a_server_changes_nothing),
        ON_STAGE(a_new_question_replaces_the_old_one),
        ON_STAGE(one_part_asked_again_leaves_the_others),
        ON_STAGE(parts_that_waited_for_a_dropped_one_end),
        ON_STAGE(a_sink_may_ask_from_inside_an_event),
        ON_STAGE(a_sink_may_close_the_engine),
        ON_STAGE(many_questions_in_a_row_end_in_the_last),
        ON_STAGE(the_machine_is_known_without_asking_anybody),
        ON_STAGE(the_files_are_read_once_at_a_time),
        ON_STAGE(older_calls_follow_each_other),
        ON_STAGE(what_cannot_be_called_says_why),
        ON_STAGE(older_calls_that_hang_end_at_the_deadline),
        ON_STAGE(each_flag_is_asked_of_the_first_address),
        ON_STAGE(flags_are_asked_of_the_address_chosen),
        ON_STAGE(libc_is_asked_about_one_service),
        ON_STAGE(of_two_services_the_last_one_is_told),
        ON_STAGE(a_flag_is_asked_of_the_port_that_libc_reads),
        ON_STAGE(beside_the_null_node_each_variant_is_answered),
        ON_STAGE(nothing_is_asked_beside_a_host),
        ON_STAGE(each_cell_of_the_matrix_is_answered),
        ON_STAGE(a_matrix_that_hangs_ends_at_the_deadline),
        ON_STAGE(a_matrix_that_hangs_does_not_delay_the_question),
        ON_STAGE(closing_does_not_wait_for_what_hangs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
