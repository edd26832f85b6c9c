/* SPDX-License-Identifier: MIT */
/* The smtp part against a name server and an exchange of the test. */
#include "support/check.h"
#include "support/zone_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    LIMIT_MS = 10000, /* a test that hangs ends here, and fails */
    PEERS_MAX = 4,
};

/** A sender's connection, as the exchange sees it. */
struct peer {
    uv_tcp_t tcp;
    uv_write_t write;
    struct stage *stage;
    char chunk[256];
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_server *server;
    uv_tcp_t exchange;
    struct peer peers[PEERS_MAX];
    size_t came;   /* connections */
    size_t left;   /* of them closed by the sender */
    bool is_mute;  /* the exchange says nothing */
    uint16_t port; /* where it listens */
    struct gs_engine *engine;
    struct gs_session session;
    bool is_over; /* the limit passed */
};

static const struct zone_record records[] = {
    {"twice.test", GS_TYPE_MX, "10 mx.twice.test"},
    {"twice.test", GS_TYPE_MX, "20 MX.twice.test"},
    {"twice.test", GS_TYPE_MX, "30 other.twice.test"},
    {"mx.twice.test", GS_TYPE_A, "127.0.0.1"},
    {"other.twice.test", GS_TYPE_A, "127.0.0.1"},
    {"one.test", GS_TYPE_MX, "10 mx.twice.test"},
};

static void say(struct peer *peer, const char *text)
{
    uv_buf_t bytes = uv_buf_init((char *)(uintptr_t)text, (unsigned)strlen(text));
    (void)uv_write(&peer->write, (uv_stream_t *)&peer->tcp, &bytes, 1, NULL);
}

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct peer *peer = handle->data;
    *out = uv_buf_init(peer->chunk, sizeof peer->chunk);
}

static void heard(uv_stream_t *stream, ssize_t count, const uv_buf_t *bytes)
{
    struct peer *peer = stream->data;
    if (count < 0) {
        peer->stage->left++;
        uv_close((uv_handle_t *)&peer->tcp, NULL);
    } else if (count > 0) {
        say(peer, bytes->base[0] == 'E' ? "250-mx\r\n250 STARTTLS\r\n" : "221 bye\r\n");
    }
}

static void came(uv_stream_t *server, int status)
{
    struct stage *stage = server->data;
    assert_int_equal(status, 0);
    assert_true(stage->came < PEERS_MAX);
    struct peer *peer = &stage->peers[stage->came++];
    peer->stage = stage;
    (void)uv_tcp_init(&stage->loop, &peer->tcp);
    peer->tcp.data = peer;
    assert_int_equal(uv_accept(server, (uv_stream_t *)&peer->tcp), 0);
    (void)uv_read_start((uv_stream_t *)&peer->tcp, give_chunk, heard);
    if (!stage->is_mute) {
        say(peer, "220 mx\r\n");
    }
}

static void listen_at_loopback(struct stage *stage)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int size = sizeof at;
    (void)uv_tcp_init(&stage->loop, &stage->exchange);
    stage->exchange.data = stage;
    assert_int_equal(uv_tcp_bind(&stage->exchange, (struct sockaddr *)&at, 0), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&stage->exchange, 8, came), 0);
    assert_int_equal(uv_tcp_getsockname(&stage->exchange, (struct sockaddr *)&at, &size),
                     0);
    stage->port = ntohs(at.sin_port);
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static void open_engine(struct stage *stage, uint32_t deadline_ms)
{
    struct gs_engine_settings settings = {.sink = sink,
                                          .sink_context = stage,
                                          .deadline_ms = deadline_ms,
                                          .smtp_port = stage->port};
    settings.resolver.servers[0] = zone_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 1;
    settings.resolver.is_demo = true; /* no search list */
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server =
        zone_server_start(&stage->loop, records, sizeof records / sizeof *records);
    listen_at_loopback(stage);
    open_engine(stage, 0);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    zone_server_stop(stage->server);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    uv_close((uv_handle_t *)&stage->exchange, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(stage->left, stage->came); /* nobody stays connected */
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static void start(struct stage *stage, const char *host)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_SMTP), NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    (void)uv_run(&stage->loop, UV_RUN_ONCE);
}

static const struct gs_smtp_report *ask(struct stage *stage, const char *host)
{
    const struct gs_part_state *part = &stage->session.lookup.parts[GS_PART_SMTP];
    start(stage, host);
    while (part->progress != GS_PROGRESS_DONE && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
    return stage->session.lookup.now.smtp;
}

static const struct gs_log_entry *find_line(const struct stage *stage, const char *result)
{
    const struct gs_log *log = &stage->session.log;
    for (size_t i = 0; i < log->entries.count; i++) {
        const struct gs_log_entry *entry = gs_log_at(log, i);
        if (strcmp(entry->call, "smtp") == 0 && strcmp(entry->result, result) == 0) {
            return entry;
        }
    }
    return NULL;
}

static void an_exchange_named_twice_is_connected_to_once(void **state)
{
    struct stage *stage = *state;
    const struct gs_smtp_report *report = ask(stage, "twice.test");
    assert_true(report->is_complete);
    assert_int_equal(report->sessions.count, 2);
    assert_int_equal(report->sessions.items[0].preference, 10);
    assert_string_equal(report->sessions.items[1].exchange, "other.twice.test");
    assert_int_equal(gs_smtp_report_count(report, GS_SMTP_OPEN), 2);
    assert_int_equal(report->left_out, 0);
    assert_int_equal(stage->came, 2);
}

static void each_session_leaves_a_line_in_the_log(void **state)
{
    struct stage *stage = *state;
    (void)ask(stage, "one.test");
    const struct gs_log_entry *entry = find_line(stage, "open, STARTTLS");
    assert_non_null(entry);
    assert_non_null(strstr(entry->about, "mx.twice.test 127.0.0.1"));
    assert_int_equal(entry->by, GS_LOG_NET);
}

static void a_mute_exchange_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    stage->is_mute = true;
    gs_engine_close(stage->engine);
    open_engine(stage, 200);
    const struct gs_smtp_report *report = ask(stage, "one.test");
    assert_int_equal(report->sessions.count, 1);
    assert_int_equal(report->sessions.items[0].status, GS_SMTP_MUTE);
}

static void a_stopped_session_is_closed_at_once_and_told(void **state)
{
    struct stage *stage = *state;
    stage->is_mute = true;
    start(stage, "one.test");
    while (stage->came == 0 && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    gs_engine_cancel_all(stage->engine);
    while ((stage->left == 0 || find_line(stage, "stopped") == NULL) && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
    assert_int_equal(stage->left, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_exchange_named_twice_is_connected_to_once,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_session_leaves_a_line_in_the_log, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_mute_exchange_ends_at_the_deadline, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_stopped_session_is_closed_at_once_and_told,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
