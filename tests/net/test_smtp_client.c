/* SPDX-License-Identifier: MIT */
/* Real sockets on loopback, and a server that says what its script says. */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/net/smtp_client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

/** What the server does when a client comes, and with each line it hears. */
struct script {
    const char *greeting; /* "": nothing */
    const char *to_ehlo;  /* the same */
    const char *to_quit;  /* the same */
    bool closes_at_once;  /* after accepting */
    bool resets;          /* the same, with a reset */
    bool closes_on_ehlo;  /* instead of an answer */
    bool floods;          /* the greeting, again and again */
    bool drips;           /* the greeting, byte by byte */
};

struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    uv_timer_t drip;
    uv_tcp_t server;
    uv_tcp_t peer;
    uv_write_t write;
    struct script script;
    struct gs_endpoint endpoint;
    const struct gs_detour_list *detours;
    struct gs_smtp_session session; /* as heard last */
    char heard[512];                /* by the server */
    char chunk[256];
    size_t dripped;
    int steps; /* told before the end */
    int cancels_at_step;
    struct gs_smtp_client *client;
    bool has_peer;
    bool is_done;
};

static void written(uv_write_t *write, int status)
{
    (void)write;
    (void)status;
}

static void say_again(uv_write_t *write, int status)
{
    struct stage *stage = write->data;
    if (status == 0 && !uv_is_closing((uv_handle_t *)&stage->peer)) {
        uv_buf_t bytes = uv_buf_init((char *)(uintptr_t)stage->script.greeting,
                                     (unsigned)strlen(stage->script.greeting));
        (void)uv_write(write, (uv_stream_t *)&stage->peer, &bytes, 1, say_again);
    }
}

static void say(struct stage *stage, const char *text)
{
    uv_buf_t bytes = uv_buf_init((char *)(uintptr_t)text, (unsigned)strlen(text));
    stage->write.data = stage;
    if (bytes.len > 0 && !uv_is_closing((uv_handle_t *)&stage->peer)) {
        (void)uv_write(&stage->write, (uv_stream_t *)&stage->peer, &bytes, 1,
                       stage->script.floods ? say_again : written);
    }
}

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct stage *stage = handle->data;
    *out = uv_buf_init(stage->chunk, sizeof stage->chunk);
}

static void heard(uv_stream_t *stream, ssize_t count, const uv_buf_t *bytes)
{
    struct stage *stage = stream->data;
    if (count < 0) {
        uv_close((uv_handle_t *)&stage->peer, NULL);
        return;
    }
    size_t len = strlen(stage->heard);
    if (len + (size_t)count < sizeof stage->heard) {
        memcpy(stage->heard + len, bytes->base, (size_t)count);
    }
    if (strstr(stage->heard, "QUIT\r\n") != NULL) {
        say(stage, stage->script.to_quit);
    } else if (stage->script.closes_on_ehlo) {
        uv_close((uv_handle_t *)&stage->peer, NULL);
    } else {
        say(stage, stage->script.to_ehlo);
    }
}

static void drip(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    uv_buf_t byte =
        uv_buf_init((char *)(uintptr_t)stage->script.greeting + stage->dripped, 1);
    bool is_open = !uv_is_closing((uv_handle_t *)&stage->peer);
    if (is_open && stage->script.greeting[stage->dripped] != '\0') {
        stage->dripped += uv_try_write((uv_stream_t *)&stage->peer, &byte, 1) == 1;
    }
}

static void came(uv_stream_t *server, int status)
{
    struct stage *stage = server->data;
    assert_int_equal(status, 0);
    (void)uv_tcp_init(&stage->loop, &stage->peer);
    stage->peer.data = stage;
    stage->has_peer = true;
    assert_int_equal(uv_accept(server, (uv_stream_t *)&stage->peer), 0);
    if (stage->script.resets) {
        (void)uv_tcp_close_reset(&stage->peer, NULL);
    } else if (stage->script.closes_at_once) {
        uv_close((uv_handle_t *)&stage->peer, NULL);
    } else {
        (void)uv_read_start((uv_stream_t *)&stage->peer, give_chunk, heard);
        if (stage->script.drips) {
            (void)uv_timer_start(&stage->drip, drip, 1, 1);
        } else {
            say(stage, stage->script.greeting);
        }
    }
}

static void changed(void *context, const struct gs_smtp_session *session, bool is_over)
{
    struct stage *stage = context;
    gs_smtp_session_fini(&stage->session);
    stage->session = gs_smtp_session_copy(session);
    stage->steps += is_over ? 0 : 1;
    stage->is_done = is_over;
    if (!is_over && stage->steps == stage->cancels_at_step) {
        gs_smtp_client_cancel(stage->client);
        stage->is_done = true;
    }
}

static void limit_passed(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("%s", "the session never ended");
}

static void open_stage(struct stage *stage, const struct script *script)
{
    *stage = (struct stage){.script = *script};
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int len = sizeof address;
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->limit);
    (void)uv_timer_init(&stage->loop, &stage->drip);
    (void)uv_tcp_init(&stage->loop, &stage->server);
    stage->server.data = stage->drip.data = stage;
    assert_int_equal(uv_tcp_bind(&stage->server, (struct sockaddr *)&address, 0), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&stage->server, 1, came), 0);
    assert_int_equal(
        uv_tcp_getsockname(&stage->server, (struct sockaddr *)&address, &len), 0);
    assert_int_equal(gs_address_parse("127.0.0.1", &stage->endpoint.address), GS_OK);
    stage->endpoint.port = ntohs(address.sin_port);
}

static void close_stage(struct stage *stage)
{
    uv_close((uv_handle_t *)&stage->limit, NULL);
    uv_close((uv_handle_t *)&stage->drip, NULL);
    if (!uv_is_closing((uv_handle_t *)&stage->server)) {
        uv_close((uv_handle_t *)&stage->server, NULL);
    }
    if (stage->has_peer && !uv_is_closing((uv_handle_t *)&stage->peer)) {
        uv_close((uv_handle_t *)&stage->peer, NULL);
    }
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_smtp_session_fini(&stage->session);
}

static void run(struct stage *stage, uint32_t deadline_ms)
{
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    const struct gs_connect_wish wish = {.endpoint = stage->endpoint,
                                         .deadline_ms = deadline_ms,
                                         .detours = stage->detours};
    stage->client = gs_smtp_client_start(&stage->loop, &wish, changed, stage);
    assert_false(stage->is_done); /* never from inside the call */
    while (!stage->is_done) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    (void)uv_timer_stop(&stage->limit);
}

#define GOOD_EHLO                                                                        \
    "250-mx.test greets you\r\n250-PIPELINING\r\n250-SIZE 35882577\r\n250-STARTTLS\r\n"  \
    "250 8BITMIME\r\n"

static void a_session_is_greeting_ehlo_and_quit(void **state)
{
    (void)state;
    static const struct script script = {.greeting = "220-mx.test\r\n220 ESMTP\r\n",
                                         .to_ehlo = GOOD_EHLO,
                                         .to_quit = "221 bye\r\n"};
    struct stage stage;
    open_stage(&stage, &script);
    run(&stage, GS_SMTP_DEADLINE_MS);
    const struct gs_smtp_session *session = &stage.session;
    assert_int_equal(session->status, GS_SMTP_OPEN);
    assert_int_equal(session->step, GS_SMTP_DONE);
    assert_int_equal(session->greeting.code, 220);
    assert_int_equal(session->greeting.lines.count, 2);
    assert_string_equal(session->greeting.lines.items[1], "ESMTP");
    assert_int_equal(session->ehlo.code, 250);
    assert_int_equal(session->ehlo.lines.count, 5);
    assert_true(session->has_starttls);
    assert_true(session->has_size);
    assert_int_equal(session->size_limit, 35882577);
    assert_string_equal(stage.heard, "EHLO [127.0.0.1]\r\nQUIT\r\n");
    assert_true(session->connect_us > 0 && session->greeting_us > 0 &&
                session->ehlo_us > 0 && session->elapsed_us >= session->connect_us);
    assert_int_equal(stage.steps, 3);
    close_stage(&stage);
}

static const struct {
    const char *label;
    struct script script;
    enum gs_smtp_status status;
    enum gs_smtp_step step;
} cases[] = {
    {"a greeting byte by byte",
     {.greeting = "220 x\r\n",
      .to_ehlo = GOOD_EHLO,
      .to_quit = "221 y\r\n",
      .drips = true},
     GS_SMTP_OPEN,
     GS_SMTP_DONE},
    {"lines that end in LF alone",
     {.greeting = "220 x\n", .to_ehlo = "250 y\n", .to_quit = "221 z\n"},
     GS_SMTP_OPEN,
     GS_SMTP_DONE},
    {"nothing behind the code",
     {.greeting = "220\r\n", .to_ehlo = "250\r\n", .to_quit = "221\r\n"},
     GS_SMTP_OPEN,
     GS_SMTP_DONE},
    {"no answer to QUIT",
     {.greeting = "220 x\r\n", .to_ehlo = "250 y\r\n", .to_quit = ""},
     GS_SMTP_OPEN,
     GS_SMTP_QUIT},
    {"it takes no mail",
     {.greeting = "554 no SMTP service here\r\n", .to_ehlo = "", .to_quit = "221 z\r\n"},
     GS_SMTP_UNWILLING,
     GS_SMTP_DONE},
    {"it refuses EHLO",
     {.greeting = "220 x\r\n", .to_ehlo = "502 what\r\n", .to_quit = "221 z\r\n"},
     GS_SMTP_UNWILLING,
     GS_SMTP_DONE},
    {"closed at once",
     {.greeting = "", .to_ehlo = "", .to_quit = "", .closes_at_once = true},
     GS_SMTP_CLOSED,
     GS_SMTP_GREETING},
    {"reset at once",
     {.greeting = "", .to_ehlo = "", .to_quit = "", .resets = true},
     GS_SMTP_CLOSED,
     GS_SMTP_DONE}, /* the reset may come before connect() has returned, or after */
    {"closed on EHLO",
     {.greeting = "220 x\r\n", .to_ehlo = "", .to_quit = "", .closes_on_ehlo = true},
     GS_SMTP_CLOSED,
     GS_SMTP_EHLO},
    {"silence after connecting",
     {.greeting = "", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_MUTE,
     GS_SMTP_GREETING},
    {"silence after EHLO",
     {.greeting = "220 x\r\n", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_MUTE,
     GS_SMTP_EHLO},
    {"half a line for ever",
     {.greeting = "220 x", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_MUTE,
     GS_SMTP_GREETING},
    {"another protocol",
     {.greeting = "SSH-2.0-OpenSSH_9\r\n", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_GARBAGE,
     GS_SMTP_GREETING},
    {"codes that differ within a reply",
     {.greeting = "220-x\r\n250 y\r\n", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_GARBAGE,
     GS_SMTP_GREETING},
    {"a code beyond 599",
     {.greeting = "620 x\r\n", .to_ehlo = "", .to_quit = ""},
     GS_SMTP_GARBAGE,
     GS_SMTP_GREETING},
    {"a greeting that never ends",
     {.greeting = "220-more\r\n", .to_ehlo = "", .to_quit = "", .floods = true},
     GS_SMTP_GARBAGE,
     GS_SMTP_GREETING},
    {"a line that never ends",
     {.greeting = "220 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      .to_ehlo = "",
      .to_quit = "",
      .floods = true},
     GS_SMTP_GARBAGE,
     GS_SMTP_GREETING},
};

static void each_server_comes_out_as_what_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage stage;
        open_stage(&stage, &cases[i].script);
        run(&stage, cases[i].status == GS_SMTP_MUTE ? 100 : GS_SMTP_DEADLINE_MS);
        bool is_step = cases[i].script.resets ? stage.session.step <= GS_SMTP_GREETING
                                              : stage.session.step == cases[i].step;
        if (stage.session.status != cases[i].status || !is_step) {
            fail_msg("%s: %s at %s", cases[i].label, gs_smtp_id(stage.session.status),
                     gs_smtp_step_id(stage.session.step));
        }
        close_stage(&stage);
    }
}

static void what_it_says_is_made_safe_and_bounded(void **state)
{
    (void)state;
    static const struct script hostile = {
        .greeting = "220-\x1b[31mred\x9b\r\n220 \xe2\x80\xaeover\r\n",
        .to_ehlo = "250-STARTTLS\r\n250-xSIZE 1\r\n250-SIZE 99999999999999999999999\r\n"
                   "250 STARTTLSX\r\n",
        .to_quit = "221 z\r\n"};
    struct stage stage;
    open_stage(&stage, &hostile);
    run(&stage, GS_SMTP_DEADLINE_MS);
    assert_string_equal(stage.session.greeting.lines.items[0], "\\x1B[31mred\\x9B");
    assert_string_equal(stage.session.greeting.lines.items[1], "\\u{202E}over");
    assert_false(stage.session.has_starttls); /* the first line, and another word */
    assert_true(stage.session.has_size);
    close_stage(&stage);

    char many[GS_SMTP_LINES_MAX * 2 * 10] = "";
    for (int i = 0; i < GS_SMTP_LINES_MAX + 9; i++) {
        strcat(many, "220-a\r\n");
    }
    strcat(many, "220 z\r\n");
    const struct script long_greeting = {
        .greeting = many, .to_ehlo = "250 y\r\n", .to_quit = "221 z\r\n"};
    open_stage(&stage, &long_greeting);
    run(&stage, GS_SMTP_DEADLINE_MS);
    assert_int_equal(stage.session.status, GS_SMTP_OPEN);
    assert_int_equal(stage.session.greeting.lines.count, GS_SMTP_LINES_MAX);
    assert_int_equal(stage.session.greeting.left_out, 10);
    close_stage(&stage);
}

static void a_closed_port_is_refused(void **state)
{
    (void)state;
    static const struct script none = {.greeting = "", .to_ehlo = "", .to_quit = ""};
    struct stage stage;
    open_stage(&stage, &none);
    uv_close((uv_handle_t *)&stage.server, NULL);
    (void)uv_run(&stage.loop, UV_RUN_NOWAIT);
    run(&stage, GS_SMTP_DEADLINE_MS);
    assert_int_equal(stage.session.status, GS_SMTP_REFUSED);
    assert_int_equal(stage.session.error, ECONNREFUSED);
    assert_int_equal(stage.session.step, GS_SMTP_CONNECT);
    close_stage(&stage);
}

static void a_detour_leads_elsewhere_or_nowhere(void **state)
{
    static const struct {
        const char *label;
        int error;
        enum gs_smtp_status status;
    } ways[] = {
        {"nobody listens", ECONNREFUSED, GS_SMTP_REFUSED},
        {"silent", 0, GS_SMTP_SILENT},
    };
    static const struct script fine = {
        .greeting = "220 a\r\n", .to_ehlo = "250 a\r\n", .to_quit = "221 a\r\n"};

    (void)state;
    struct stage stage;
    struct gs_detour detour = {0};
    const struct gs_detour_list detours = {.items = &detour, .count = 1};
    open_stage(&stage, &fine);
    detour.real = stage.endpoint;
    stage.detours = &detours;
    assert_int_equal(gs_address_parse("192.0.2.1", &stage.endpoint.address), GS_OK);
    run(&stage, GS_SMTP_DEADLINE_MS);
    assert_int_equal(stage.session.status, GS_SMTP_OPEN);
    assert_int_equal(stage.session.endpoint.address.bytes[0], 192);
    close_stage(&stage);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        check_case(ways[i].label);
        open_stage(&stage, &fine);
        detour = (struct gs_detour){.error = ways[i].error};
        stage.detours = &detours;
        run(&stage, 50);
        assert_int_equal(stage.session.status, ways[i].status);
        close_stage(&stage);
    }
}

static void an_address_without_a_way_is_told_from_the_loop(void **state)
{
    (void)state;
    static const struct script none = {.greeting = "", .to_ehlo = "", .to_quit = ""};
    struct stage stage;
    open_stage(&stage, &none);
    /* A multicast group is no place to connect to, on any machine. */
    assert_int_equal(gs_address_parse("ff05::1", &stage.endpoint.address), GS_OK);
    run(&stage, 100);
    assert_true(stage.session.status == GS_SMTP_NO_ROUTE ||
                stage.session.status == GS_SMTP_FAILED ||
                stage.session.status == GS_SMTP_SILENT);
    assert_true(stage.session.error != 0);
    close_stage(&stage);
}

static void a_cancelled_session_says_nothing_more(void **state)
{
    (void)state;
    static const struct script script = {
        .greeting = "220 x\r\n", .to_ehlo = GOOD_EHLO, .to_quit = "221 bye\r\n"};
    for (int step = 1; step <= 3; step++) {
        struct stage stage;
        open_stage(&stage, &script);
        stage.cancels_at_step = step;
        run(&stage, GS_SMTP_DEADLINE_MS);
        uv_close((uv_handle_t *)&stage.server, NULL);
        (void)uv_run(&stage.loop, UV_RUN_DEFAULT);
        assert_int_equal(stage.steps, step);
        close_stage(&stage);
    }
    gs_smtp_client_cancel(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_greeting_ehlo_and_quit),
        cmocka_unit_test(each_server_comes_out_as_what_it_is),
        cmocka_unit_test(what_it_says_is_made_safe_and_bounded),
        cmocka_unit_test(a_closed_port_is_refused),
        cmocka_unit_test(a_detour_leads_elsewhere_or_nowhere),
        cmocka_unit_test(an_address_without_a_way_is_told_from_the_loop),
        cmocka_unit_test(a_cancelled_session_says_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
