/* SPDX-License-Identifier: MIT */
/* Real sockets on loopback: clients of this test and the server share one loop. */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/http_server.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 20000,
    TICK_MS = 1,
    CROWD = 100, /* more than the server keeps */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t tick; /* so that a turn ends although only a client's socket is ready */
    struct gs_http_server *server;
    struct gs_endpoint where;
    struct gs_buf error;
    enum gs_status status;
    unsigned made;    /* how often the page was made */
    size_t big_bytes; /* of the page "/big" */
};

static unsigned form_of(const char *accept)
{
    return accept != NULL && strstr(accept, "other") != NULL ? 1 : 0;
}

static void make_page(void *context, unsigned form, struct gs_http_reply *out)
{
    struct stage *stage = context;
    stage->made++;
    out->status = form == 0 ? 200 : 503;
    out->content_type = form == 0 ? "text/plain" : "text/other";
    gs_buf_addf(&out->body, "form %u\n", form);
}

static void make_big(void *context, unsigned form, struct gs_http_reply *out)
{
    struct stage *stage = context;
    (void)form;
    out->status = 200;
    out->content_type = "text/plain";
    for (size_t i = 0; i < stage->big_bytes; i++) {
        gs_buf_add(&out->body, "x", 1);
    }
}

static const struct gs_http_page pages[] = {
    {"/page", form_of, make_page}, {"/big", NULL, make_big}, {NULL, NULL, NULL}};

static void turn(uv_timer_t *timer)
{
    (void)timer;
}

/* A port that was free a moment ago. */
static struct gs_endpoint free_endpoint(const char *address)
{
    struct gs_endpoint where = {0};
    struct sockaddr_storage name;
    assert_int_equal(gs_address_parse(address, &where.address), GS_OK);
    socklen_t len = gs_sockaddr_encode(&where, &name);
    int handle = socket(where.address.family, SOCK_STREAM, 0);
    assert_int_equal(bind(handle, (const struct sockaddr *)&name, len), 0);
    assert_int_equal(getsockname(handle, (struct sockaddr *)&name, &len), 0);
    where.port =
        ntohs(name.ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)&name)->sin6_port
                                         : ((const struct sockaddr_in *)&name)->sin_port);
    (void)close(handle);
    return where;
}

static enum gs_status open_server(struct stage *stage, const struct gs_endpoint *where,
                                  struct gs_http_server **out, struct gs_buf *error)
{
    const struct gs_http_settings settings = {
        .where = *where, .pages = pages, .context = stage};
    return gs_http_server_open(&stage->loop, &settings, out, error);
}

static struct stage *open_at(const char *address)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->tick);
    (void)uv_timer_start(&stage->tick, turn, TICK_MS, TICK_MS);
    stage->where = free_endpoint(address);
    stage->big_bytes = 1000;
    stage->status = open_server(stage, &stage->where, &stage->server, &stage->error);
    return stage;
}

static int set_up(void **state)
{
    struct stage *stage = open_at("127.0.0.1");
    *state = stage;
    if (stage->status != GS_OK) {
        print_message("%s\n", gs_buf_text(&stage->error));
    }
    return stage->status == GS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_http_server_close(stage->server);
    uv_close((uv_handle_t *)&stage->tick, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_buf_fini(&stage->error);
    free(stage);
    return 0;
}

/* -- clients -------------------------------------------------------------------------- */

static int begin(const struct stage *stage)
{
    struct sockaddr_storage name;
    socklen_t len = gs_sockaddr_encode(&stage->where, &name);
    int handle = socket(name.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int result = connect(handle, (const struct sockaddr *)&name, len);
    assert_true(result == 0 || errno == EINPROGRESS);
    return handle;
}

/* Sends what the socket takes while the server runs, reads until its end, or until `enough`
 * bytes are there. Returns: false: it does not end. */
static bool talk(struct stage *stage, int handle, struct gs_buf send_out,
                 struct gs_buf *got, size_t enough)
{
    size_t sent = 0;
    uint64_t begun_ms = uv_now(&stage->loop);
    char bytes[4096];
    for (;;) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
        if (sent < send_out.len) {
            ssize_t count =
                send(handle, send_out.data + sent, send_out.len - sent, MSG_NOSIGNAL);
            sent += count > 0 ? (size_t)count : 0;
        }
        ssize_t count = recv(handle, bytes, sizeof bytes, 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != ENOTCONN) ||
            got->len >= enough) {
            return true;
        }
        if (count > 0) {
            gs_buf_add(got, bytes, (size_t)count);
        }
        if (uv_now(&stage->loop) - begun_ms > LIMIT_MS) {
            return false;
        }
    }
}

/* One request. Returns: all of the answer. Owns: the caller. */
static char *ask(struct stage *stage, const char *request)
{
    struct gs_buf out = {0};
    struct gs_buf got = {0};
    gs_buf_add_text(&out, request);
    int handle = begin(stage);
    assert_true(talk(stage, handle, out, &got, SIZE_MAX));
    (void)close(handle);
    gs_buf_fini(&out);
    return gs_buf_claim(&got);
}

#define HOST "Host: x\r\n"

static void requests_are_answered_as_http_has_it(void **state)
{
    static const struct {
        const char *label;
        const char *request;
        const char *status; /* how the answer begins */
        const char *has[3]; /* what stands in it */
        const char *lacks;  /* what does not */
    } cases[] = {
        {"page",
         "GET /page HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 200",
         {"Content-Type: text/plain\r\n", "Content-Length: 7\r\n", "\r\n\r\nform 0\n"},
         NULL},
        {"other form, other status",
         "GET /page HTTP/1.1\r\n" HOST "Accept: text/other\r\n\r\n",
         "HTTP/1.1 503",
         {"text/other", "form 1\n", "Connection: close"},
         NULL},
        {"HEAD has no body",
         "HEAD /page HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 200",
         {"Content-Length: 7\r\n", NULL},
         "form"},
        {"query does not count",
         "GET /page?x=1 HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 200",
         {"form 0", NULL},
         NULL},
        {"HTTP/1.0", "GET /page HTTP/1.0\r\n\r\n", "HTTP/1.", {"form 0", NULL}, NULL},
        {"no such page",
         "GET /pages HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 404",
         {"/page\n", "/big\n", NULL},
         NULL},
        {"root", "GET / HTTP/1.1\r\n" HOST "\r\n", "HTTP/1.1 404", {"/page", NULL}, NULL},
        {"walk upwards",
         "GET /../page HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 404",
         {NULL},
         NULL},
        {"wrong method",
         "DELETE /page HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 405",
         {"Allow: GET, HEAD\r\n", NULL},
         "form"},
        {"body behind a wrong method",
         "POST /page HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nabcd",
         "HTTP/1.1 405",
         {"Allow: GET, HEAD\r\n", NULL},
         NULL},
        {"promised endless body",
         "GET /page HTTP/1.1\r\n" HOST "Content-Length: 99999999999\r\n\r\n",
         "HTTP/1.1 200",
         {"form 0", NULL},
         NULL},
        {"two requests at once are one",
         "GET /page HTTP/1.1\r\n" HOST "\r\nGET /page HTTP/1.1\r\n" HOST "\r\n",
         "HTTP/1.1 200",
         {"form 0", NULL},
         "form 0\nHTTP"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        char *answer = ask(*state, cases[i].request);
        if (strncmp(answer, cases[i].status, strlen(cases[i].status)) != 0) {
            print_message("%s\n", answer);
            fail();
        }
        for (size_t h = 0; h < 3 && cases[i].has[h] != NULL; h++) {
            assert_non_null(strstr(answer, cases[i].has[h]));
        }
        assert_true(cases[i].lacks == NULL || strstr(answer, cases[i].lacks) == NULL);
        free(answer);
    }
}

static void page_is_made_once_a_second_at_most(void **state)
{
    struct stage *stage = *state;
    uint64_t begun_ms = uv_now(&stage->loop);
    for (size_t i = 0; i < 50; i++) {
        free(ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n"));
    }
    uint64_t seconds = (uv_now(&stage->loop) - begun_ms) / 1000;
    assert_true(stage->made >= 1 && stage->made <= 1 + seconds);
    while (uv_now(&stage->loop) - begun_ms < 1000 * (seconds + 1) + 100) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    unsigned before = stage->made;
    free(ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n"));
    assert_int_equal(stage->made, before + 1);
}

static void page_of_many_megabytes_arrives_whole(void **state)
{
    struct stage *stage = *state;
    stage->big_bytes = 8U * 1024 * 1024;
    char *answer = ask(stage, "GET /big HTTP/1.1\r\n" HOST "\r\n");
    const char *body = strstr(answer, "\r\n\r\n");
    assert_non_null(body);
    assert_int_equal(strlen(body + 4), stage->big_bytes);
    free(answer);
}

static void page_is_not_kept_when_nobody_asks_any_more(void **state)
{
    struct stage *stage = *state;
    stage->big_bytes = 100000;
    for (int time = 0; time < 2; time++) {
        free(ask(stage, "GET /big HTTP/1.1\r\n" HOST "\r\n"));
        assert_int_equal(gs_http_server_kept(stage->server), stage->big_bytes);
        uint64_t begun_ms = uv_now(&stage->loop);
        while (gs_http_server_kept(stage->server) > 0) {
            assert_true(uv_now(&stage->loop) - begun_ms < LIMIT_MS);
            (void)uv_run(&stage->loop, UV_RUN_ONCE);
        }
    }
}

static void headers_without_end_are_refused(void **state)
{
    static const char *const beginnings[] = {"GET /page HTTP/1.1\r\n" HOST "X: ", "GET /",
                                             "X"};
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(beginnings); i++) {
        check_case(beginnings[i]);
        struct gs_buf out = {0};
        struct gs_buf got = {0};
        gs_buf_add_text(&out, beginnings[i]);
        for (size_t byte = 0; byte < 1000000; byte++) {
            gs_buf_add(&out, "a", 1);
        }
        int handle = begin(stage);
        assert_true(talk(stage, handle, out, &got, SIZE_MAX));
        assert_true(got.len == 0 || strncmp(gs_buf_text(&got), "HTTP/1.1 4", 10) == 0);
        (void)close(handle);
        gs_buf_fini(&out);
        gs_buf_fini(&got);
    }
    char *answer = ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(answer, "form 0"));
    free(answer);
}

/* The oldest of a crowd that says nothing are sent away; whoever asks is answered. */
static void crowd_of_silent_clients_keeps_nobody_out(void **state)
{
    struct stage *stage = *state;
    int crowd[CROWD];
    for (size_t i = 0; i < CROWD; i++) {
        crowd[i] = begin(stage);
        (void)send(crowd[i], "GET /pa", 7, MSG_NOSIGNAL);
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    char *answer = ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(answer, "form 0"));
    free(answer);
    struct gs_buf nothing = {0};
    struct gs_buf got = {0};
    assert_true(talk(stage, crowd[0], nothing, &got, SIZE_MAX));
    gs_buf_fini(&got);
    for (size_t i = 0; i < CROWD; i++) {
        (void)close(crowd[i]);
    }
}

/* A client that asks and does not read holds back nobody but itself. */
static void clients_that_do_not_read_hold_nobody_back(void **state)
{
    struct stage *stage = *state;
    int slow[8];
    stage->big_bytes = 8U * 1024 * 1024;
    for (size_t i = 0; i < COUNT_OF(slow); i++) {
        slow[i] = begin(stage);
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
        (void)send(slow[i], "GET /big HTTP/1.1\r\n" HOST "\r\n", 30, MSG_NOSIGNAL);
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    char *answer = ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(answer, "form 0"));
    free(answer);
    for (size_t i = 0; i < COUNT_OF(slow); i++) {
        (void)close(slow[i]);
    }
}

static void client_that_leaves_at_once_harms_nobody(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < 200; i++) {
        int handle = begin(stage);
        (void)send(handle, "GET /page HTTP/1.1\r\n" HOST "\r\n", 31, MSG_NOSIGNAL);
        const struct linger at_once = {.l_onoff = 1};
        (void)setsockopt(handle, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        (void)close(handle);
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    }
    char *answer = ask(stage, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(answer, "form 0"));
    free(answer);
}

/* Closing with clients in every state frees all of them (the sanitizer looks). */
static void server_closes_under_its_clients(void **state)
{
    struct stage *stage = *state;
    int silent = begin(stage);
    int asking = begin(stage);
    stage->big_bytes = 8U * 1024 * 1024;
    for (size_t i = 0; i < 20; i++) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
        if (i == 10) {
            (void)send(asking, "GET /big HTTP/1.1\r\n" HOST "\r\n", 30, MSG_NOSIGNAL);
        }
    }
    gs_http_server_close(stage->server);
    stage->server = NULL;
    struct gs_buf nothing = {0};
    struct gs_buf got = {0};
    assert_true(talk(stage, silent, nothing, &got, SIZE_MAX));
    (void)close(silent);
    (void)close(asking);
    gs_buf_fini(&got);
}

static void address_in_use_is_told_in_a_sentence(void **state)
{
    struct stage *stage = *state;
    struct gs_http_server *second = NULL;
    struct gs_buf error = {0};
    char where[GS_ENDPOINT_TEXT_MAX];
    struct gs_buf expected = {0};
    gs_endpoint_format(&stage->where, 0, where);
    gs_buf_addf(&expected,
                "cannot listen at %s: another program listens there; choose another port "
                "(EADDRINUSE)",
                where);
    assert_int_equal(open_server(stage, &stage->where, &second, &error), GS_EOS);
    assert_string_equal(gs_buf_text(&error), gs_buf_text(&expected));
    assert_null(second);

    struct gs_endpoint elsewhere = stage->where;
    assert_int_equal(gs_address_parse("192.0.2.1", &elsewhere.address), GS_OK);
    gs_buf_clear(&error);
    assert_int_equal(open_server(stage, &elsewhere, &second, &error), GS_EOS);
    assert_non_null(strstr(gs_buf_text(&error), "this machine has no such address"));
    gs_buf_fini(&error);
    gs_buf_fini(&expected);
}

static int set_up_inet6(void **state)
{
    struct stage *stage = open_at("::1");
    *state = stage;
    return stage->status == GS_OK ? 0 : -1;
}

static void ipv6_is_listened_at(void **state)
{
    char *answer = ask(*state, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(answer, "form 0"));
    free(answer);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(requests_are_answered_as_http_has_it),
        STAGED(page_is_made_once_a_second_at_most),
        STAGED(page_of_many_megabytes_arrives_whole),
        STAGED(page_is_not_kept_when_nobody_asks_any_more),
        STAGED(headers_without_end_are_refused),
        STAGED(crowd_of_silent_clients_keeps_nobody_out),
        STAGED(clients_that_do_not_read_hold_nobody_back),
        STAGED(client_that_leaves_at_once_harms_nobody),
        STAGED(server_closes_under_its_clients),
        STAGED(address_in_use_is_told_in_a_sentence),
        cmocka_unit_test_setup_teardown(ipv6_is_listened_at, set_up_inet6, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
