/* SPDX-License-Identifier: MIT */
/* The connector against real sockets on loopback. */
#include "support/check.h"

#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/connector.h"
#include "gaiscope/net/interfaces.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <net/if.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 10000, /* a test that hangs ends here, and fails */
    DEADLINE_MS = 5000,
    SHORT_MS = 80,
    MS = 1000, /* microseconds */
    QUEUED = 2,
};

/* What a test works with: a listener, one connector, and what it told. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    uv_timer_t tick; /* the server's */
    uv_poll_t poll;  /* the listener's */
    int listener;
    int peer;           /* accepted; -1: none */
    int queued[QUEUED]; /* connections that fill the backlog; -1: none */
    const char *says;   /* when a client comes */
    size_t says_bytes;  /* of it */
    bool closes;        /* then */
    bool drips;         /* byte by byte */
    size_t dripped;     /* bytes */
    bool floods;        /* again and again */
    bool cancels;       /* when it is open */
    struct gs_endpoint at;
    struct gs_connector *connector;
    struct gs_connection heard;
    int told; /* times */
    bool is_over;
};

static void limit_passed(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("%s", "the connection never ended");
}

static void talk(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    const char *at = stage->drips ? stage->says + stage->dripped : stage->says;
    size_t bytes = stage->drips ? 1 : stage->says_bytes;
    if (stage->drips && stage->dripped == stage->says_bytes) {
        return;
    }
    ssize_t sent = send(stage->peer, at, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    stage->dripped += sent > 0 && stage->drips ? 1 : 0;
}

static void came(uv_poll_t *poll, int status, int events)
{
    struct stage *stage = poll->data;
    (void)events;
    assert_int_equal(status, 0);
    stage->peer = accept(stage->listener, NULL, NULL);
    assert_true(stage->peer >= 0);
    (void)uv_poll_stop(poll);
    if (stage->says != NULL) {
        talk(&stage->tick);
    }
    if (stage->drips || stage->floods) {
        (void)uv_timer_start(&stage->tick, talk, 1, 1);
    }
    if (stage->closes) {
        assert_int_equal(close(stage->peer), 0);
        stage->peer = -1;
    }
}

static void open_stage(struct stage *stage, const char *address, int backlog)
{
    struct sockaddr_storage name;
    socklen_t bytes;
    *stage = (struct stage){.peer = -1, .queued = {-1, -1}};
    assert_int_equal(gs_address_parse(address, &stage->at.address), GS_OK);
    stage->at.address.scope_id = if_nametoindex(stage->at.address.zone);
    bytes = gs_sockaddr_encode(&stage->at, &name);
    stage->listener = socket(name.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_true(stage->listener >= 0);
    assert_int_equal(bind(stage->listener, (struct sockaddr *)&name, bytes), 0);
    assert_int_equal(listen(stage->listener, backlog), 0);
    assert_int_equal(getsockname(stage->listener, (struct sockaddr *)&name, &bytes), 0);
    struct sockaddr_in6 inet; /* the port stands at the same place in both */
    memcpy(&inet, &name, sizeof inet);
    stage->at.port = ntohs(inet.sin6_port);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->limit);
    (void)uv_timer_init(&stage->loop, &stage->tick);
    (void)uv_poll_init(&stage->loop, &stage->poll, stage->listener);
    stage->limit.data = stage->tick.data = stage->poll.data = stage;
}

static void accept_one(struct stage *stage, const char *says, size_t bytes)
{
    stage->says = says;
    stage->says_bytes = bytes;
    (void)uv_poll_start(&stage->poll, UV_READABLE, came);
}

static void close_stage(struct stage *stage)
{
    uv_close((uv_handle_t *)&stage->limit, NULL);
    uv_close((uv_handle_t *)&stage->tick, NULL);
    uv_close((uv_handle_t *)&stage->poll, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    (void)close(stage->listener);
    for (size_t i = 0; i < QUEUED; i++) {
        if (stage->queued[i] >= 0) {
            (void)close(stage->queued[i]);
        }
    }
    if (stage->peer >= 0) {
        (void)close(stage->peer);
    }
}

static void heard(void *context, const struct gs_connection *connection, bool is_over)
{
    struct stage *stage = context;
    assert_false(stage->is_over); /* nothing is told after the end */
    stage->heard = *connection;
    stage->told++;
    stage->is_over = is_over;
    if (stage->cancels) {
        gs_connector_cancel(stage->connector);
        stage->is_over = true;
    }
}

static void start(struct stage *stage, const struct gs_connect_wish *wish)
{
    struct gs_connect_wish whole = *wish;
    whole.endpoint = whole.endpoint.port == 0 ? stage->at : whole.endpoint;
    whole.deadline_ms = whole.deadline_ms == 0 ? DEADLINE_MS : whole.deadline_ms;
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    stage->connector = gs_connector_start(&stage->loop, &whole, heard, stage);
    assert_int_equal(stage->told, 0); /* never from inside the call */
}

static void run(struct stage *stage, const struct gs_connect_wish *wish)
{
    start(stage, wish);
    while (!stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    (void)uv_timer_stop(&stage->limit);
}

/* Lets the loop turn until a time has passed. */
static void turn_for(struct stage *stage, uint64_t ms)
{
    uint64_t until = uv_hrtime() + ms * 1000 * 1000;
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (uv_hrtime() < until) {
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
        (void)usleep(MS);
    }
    (void)uv_timer_stop(&stage->limit);
}

static void a_listener_is_open(void **state)
{
    static const struct {
        const char *address;
        const char *source;
    } cases[] = {{"127.0.0.1", "127.0.0.1"}, {"127.0.0.7", "127.0.0.1"}, {"::1", "::1"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        char source[GS_ADDRESS_TEXT_MAX];
        check_case(cases[i].address);
        open_stage(&stage, cases[i].address, 5);
        run(&stage, &(struct gs_connect_wish){0});
        const struct gs_connection *heard_of = &stage.heard;
        gs_address_format(&heard_of->source, source);
        assert_int_equal(heard_of->status, GS_CONNECT_OPEN);
        assert_int_equal(heard_of->error, 0);
        assert_true(heard_of->elapsed_us > 0 && heard_of->elapsed_us < 1000 * MS);
        assert_string_equal(source, cases[i].source);
        assert_string_equal(heard_of->interface, "lo");
        assert_true(heard_of->mtu_bytes >= 1280);
        assert_int_equal(heard_of->syns_again, 0);
        assert_string_equal(heard_of->banner, "");
        assert_int_equal(heard_of->banner_us, 0);
        assert_int_equal(stage.told, 1);
        close_stage(&stage);
    }
}

static void a_mapped_address_goes_by_ipv4(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "127.0.0.1", 5);
    struct gs_endpoint mapped = {.port = stage.at.port};
    assert_int_equal(gs_address_parse("::ffff:127.0.0.1", &mapped.address), GS_OK);
    run(&stage, &(struct gs_connect_wish){.endpoint = mapped});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    assert_string_equal(stage.heard.interface, "lo");
    assert_true(stage.heard.mtu_bytes >= 1280);
    close_stage(&stage);
}

static void a_closed_port_is_refused(void **state)
{
    static const char *const addresses[] = {"127.0.0.1", "127.0.0.9", "::1"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct stage stage;
        check_case(addresses[i]);
        open_stage(&stage, addresses[i], 5);
        assert_int_equal(close(stage.listener), 0);
        run(&stage, &(struct gs_connect_wish){0});
        assert_int_equal(stage.heard.status, GS_CONNECT_REFUSED);
        assert_int_equal(stage.heard.error, ECONNREFUSED);
        assert_true(stage.heard.elapsed_us > 0);
        assert_int_equal(stage.heard.source.family, stage.at.address.family);
        assert_string_equal(stage.heard.interface, "lo");
        stage.listener = -1;
        close_stage(&stage);
    }
}

/* On Linux a backlog of 0 holds one connection; a SYN beyond it is dropped. */
static void fill_backlog(struct stage *stage)
{
    struct sockaddr_storage name;
    socklen_t bytes = gs_sockaddr_encode(&stage->at, &name);
    for (size_t i = 0; i < QUEUED; i++) {
        stage->queued[i] = socket(name.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
        int code = connect(stage->queued[i], (struct sockaddr *)&name, bytes);
        assert_true(code == 0 || errno == EINPROGRESS);
    }
}

static void nobody_who_answers_is_silent(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "127.0.0.1", 0);
    fill_backlog(&stage);
    run(&stage, &(struct gs_connect_wish){.deadline_ms = SHORT_MS});
    assert_int_equal(stage.heard.status, GS_CONNECT_SILENT);
    assert_int_equal(stage.heard.error, ETIMEDOUT);
    assert_true(stage.heard.elapsed_us >= SHORT_MS * MS);
    assert_int_equal(stage.heard.source.family, AF_INET);
    close_stage(&stage);
}

static void free_backlog(uv_timer_t *timer)
{
    const struct stage *stage = timer->data;
    for (size_t i = 0; i < QUEUED; i++) {
        int peer = accept(stage->listener, NULL, NULL);
        if (peer >= 0) {
            (void)close(peer);
        }
    }
}

/* The backlog is freed while the first SYN is lost already: the second one comes through. */
static void a_lost_syn_is_counted(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "127.0.0.1", 0);
    fill_backlog(&stage);
    (void)uv_timer_start(&stage.tick, free_backlog, SHORT_MS, 0);
    run(&stage, &(struct gs_connect_wish){0});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    assert_true(stage.heard.syns_again >= 1);
    assert_true(stage.heard.elapsed_us > SHORT_MS * MS);
    close_stage(&stage);
}

static void no_way_is_told_from_the_loop(void **state)
{
    static const struct {
        const char *label;
        const char *address;
    } cases[] = {
        {"a link-local address without its link", "fe80::1"},
        {"a link that there is not", "fe80::1%4000000"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        check_case(cases[i].label);
        open_stage(&stage, "127.0.0.1", 5);
        struct gs_endpoint endpoint = {.port = 80};
        if (gs_address_parse(cases[i].address, &endpoint.address) != GS_OK) {
            assert_int_equal(gs_address_parse("fe80::1", &endpoint.address), GS_OK);
            endpoint.address.scope_id = 4000000;
        }
        run(&stage, &(struct gs_connect_wish){.endpoint = endpoint});
        assert_int_equal(stage.heard.status, GS_CONNECT_NO_ROUTE);
        assert_true(stage.heard.error != 0);
        close_stage(&stage);
    }
}

/* The list is read once for many connections; what it lacks is looked up all the same. */
static void the_interface_is_the_one_that_was_read_before(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        const char *interface;
    } cases[] = {
        {"known", "127.0.0.1", "read0"},
        {"not known", "192.0.2.1", "lo"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        struct gs_local_address_list known = {0};
        struct gs_local_address local = {.index = 1, .interface = "read0"};
        check_case(cases[i].label);
        assert_int_equal(gs_address_parse(cases[i].address, &local.address), GS_OK);
        gs_vec_push(&known, local);
        open_stage(&stage, "127.0.0.1", 5);
        run(&stage, &(struct gs_connect_wish){.known = &known});
        assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
        assert_string_equal(stage.heard.interface, cases[i].interface);
        close_stage(&stage);
        gs_vec_fini(&known);
    }
}

/* To this machine's own link-local address, where it has one. */
static void a_scoped_address_is_reached_by_its_link(void **state)
{
    struct gs_local_address_list known = {0};
    struct gs_endpoint endpoint = {0};
    (void)state;
    gs_interfaces_read(&known);
    for (size_t i = 0; i < known.count; i++) {
        const struct gs_local_address *local = &known.items[i];
        const uint8_t *bytes = local->address.bytes;
        if (local->address.family == AF_INET6 && bytes[0] == 0xfe &&
            (bytes[1] & 0xc0) == 0x80 && !local->is_deprecated) {
            endpoint.address = local->address;
            endpoint.address.scope_id = local->index;
            (void)snprintf(endpoint.address.zone, sizeof endpoint.address.zone, "%s",
                           local->interface);
        }
    }
    gs_vec_fini(&known);
    if (endpoint.address.family == 0) {
        skip(); /* no link-local address on this machine */
    }
    struct stage stage;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&endpoint.address, text);
    open_stage(&stage, text, 5);
    run(&stage, &(struct gs_connect_wish){0});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    assert_string_equal(stage.heard.interface, endpoint.address.zone);
    assert_int_equal(stage.heard.source.scope_id, endpoint.address.scope_id);
    close_stage(&stage);
    open_stage(&stage, text, 5);
    stage.at.address.scope_id = 0; /* the name of the link alone */
    run(&stage, &(struct gs_connect_wish){0});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    close_stage(&stage);
}

static void no_descriptor_left_is_a_failure(void **state)
{
    struct stage stage;
    struct rlimit limit;
    (void)state;
    open_stage(&stage, "127.0.0.1", 5);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    struct rlimit none = {.rlim_cur = 3, .rlim_max = limit.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    start(&stage, &(struct gs_connect_wish){0});
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    while (!stage.is_over) {
        (void)uv_run(&stage.loop, UV_RUN_ONCE);
    }
    assert_int_equal(stage.heard.status, GS_CONNECT_FAILED);
    assert_int_equal(stage.heard.error, EMFILE);
    close_stage(&stage);
}

#define SAYS(text) (text), sizeof(text) - 1

#define LINE_64  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LINE_256 LINE_64 LINE_64 LINE_64 LINE_64

static const struct {
    const char *label;
    const char *says;
    size_t bytes;
    const char *banner;
    bool closes;
    bool drips;
} banners[] = {
    {"a whole line", SAYS("220 mail.test ESMTP\r\n"), "220 mail.test ESMTP", false,
     false},
    {"a line that ends in LF alone", SAYS("SSH-2.0-x\n"), "SSH-2.0-x", false, false},
    {"the first of two lines", SAYS("one\r\ntwo\r\n"), "one", false, false},
    {"byte by byte", SAYS("drip\r\n"), "drip", false, true},
    {"closed without an end of line", SAYS("half"), "half", true, false},
    {"closed without a word", "", 0, "", true, false},
    {"an empty line", SAYS("\r\n"), "", false, false},
    {"escapes and bytes", SAYS("\x1b[31m\x9b\0z\xe2\x80\xaex\n"),
     "\\x1B[31m\\x9B\\x00z\\u{202E}x", false, false},
    {"as long as is kept", SAYS(LINE_256 "\n"), LINE_256, false, false},
    {"longer than is kept", SAYS(LINE_256 LINE_256), LINE_256, false, false},
    {"longer when it is made safe",
     SAYS(LINE_64 LINE_64 LINE_64 "\1\1\1\1\1\1\1\1\1\1"
                                  "\1\1\1\1\1\1\1z\n"),
     LINE_64 LINE_64 LINE_64 "\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01"
                             "\\x01\\x01\\x01\\x01\\x01",
     false, false},
};

static void the_first_line_is_safe_and_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(banners); i++) {
        struct stage stage;
        check_case(banners[i].label);
        open_stage(&stage, "127.0.0.1", 5);
        stage.closes = banners[i].closes;
        stage.drips = banners[i].drips;
        accept_one(&stage, banners[i].says, banners[i].bytes);
        run(&stage, &(struct gs_connect_wish){.reads_banner = true});
        assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
        assert_string_equal(stage.heard.banner, banners[i].banner);
        assert_int_equal(stage.heard.banner_us > 0, banners[i].bytes > 0);
        assert_int_equal(stage.told, 2); /* open, and the line */
        close_stage(&stage);
    }
}

static void a_server_that_says_nothing_is_open_all_the_same(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "::1", 5);
    accept_one(&stage, NULL, 0);
    run(&stage, &(struct gs_connect_wish){.reads_banner = true});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    assert_string_equal(stage.heard.banner, "");
    assert_int_equal(stage.heard.banner_us, 0);
    assert_true(stage.heard.elapsed_us < GS_BANNER_WAIT_MS * MS); /* until it was open */
    close_stage(&stage);
}

static void half_a_line_counts_when_its_time_is_over(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "127.0.0.1", 5);
    accept_one(&stage, SAYS("login: "));
    run(&stage, &(struct gs_connect_wish){.reads_banner = true});
    assert_string_equal(stage.heard.banner, "login: ");
    assert_true(stage.heard.banner_us >= GS_BANNER_WAIT_MS * MS);
    close_stage(&stage);
}

static void a_flood_ends_with_what_is_kept(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "127.0.0.1", 5);
    stage.floods = true;
    accept_one(&stage, SAYS(LINE_64));
    run(&stage, &(struct gs_connect_wish){.reads_banner = true});
    assert_string_equal(stage.heard.banner, LINE_256);
    close_stage(&stage);
}

static void a_detour_goes_elsewhere_and_takes_its_time(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage, "::1", 5);
    struct gs_endpoint shown = {.port = 80};
    assert_int_equal(gs_address_parse("192.0.2.80", &shown.address), GS_OK);
    struct gs_detour detour = {.shown = shown, .real = stage.at, .delay_ms = SHORT_MS};
    struct gs_detour_list detours = {0};
    gs_vec_push(&detours, detour);
    run(&stage, &(struct gs_connect_wish){.endpoint = shown, .detours = &detours});
    assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
    assert_true(gs_address_is_equal(&stage.heard.endpoint.address, &shown.address));
    assert_int_equal(stage.heard.endpoint.port, 80);
    assert_true(stage.heard.elapsed_us >= SHORT_MS * MS);
    gs_vec_fini(&detours);
    close_stage(&stage);
}

/* A detour, and what comes of a connect to 192.0.2.80 port 80 by it. */
static const struct {
    const char *label;
    const char *shown; /* NULL: every address */
    uint16_t port;
    int error;
    uint32_t delay_ms;
    enum gs_connect_status status;
    int told_error;
} nowhere[] = {
    {"nowhere is silent", "192.0.2.80", 80, 0, 0, GS_CONNECT_SILENT, ETIMEDOUT},
    {"any port", "192.0.2.80", 0, 0, 0, GS_CONNECT_SILENT, ETIMEDOUT},
    {"every address", NULL, 0, ENETUNREACH, 0, GS_CONNECT_NO_ROUTE, ENETUNREACH},
    {"refused on the way", NULL, 80, ECONNREFUSED, 20, GS_CONNECT_REFUSED, ECONNREFUSED},
    {"a way longer than the deadline", NULL, 80, ECONNREFUSED, 9000, GS_CONNECT_SILENT,
     ETIMEDOUT},
};

static void a_detour_to_nowhere_sends_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(nowhere); i++) {
        struct stage stage;
        struct gs_detour_list detours = {0};
        struct gs_detour detour = {.shown.port = nowhere[i].port,
                                   .delay_ms = nowhere[i].delay_ms,
                                   .error = nowhere[i].error};
        struct gs_endpoint shown = {.port = 80};
        check_case(nowhere[i].label);
        open_stage(&stage, "127.0.0.1", 5);
        assert_int_equal(gs_address_parse("192.0.2.80", &shown.address), GS_OK);
        if (nowhere[i].shown != NULL) {
            detour.shown.address = shown.address;
        }
        struct gs_detour other = {.shown = stage.at, .real = stage.at};
        gs_vec_push(&detours, other); /* does not fit */
        gs_vec_push(&detours, detour);
        run(&stage, &(struct gs_connect_wish){
                        .endpoint = shown, .detours = &detours, .deadline_ms = SHORT_MS});
        assert_int_equal(stage.heard.status, nowhere[i].status);
        assert_int_equal(stage.heard.error, nowhere[i].told_error);
        assert_int_equal(stage.heard.source.family, 0);
        assert_true(stage.heard.elapsed_us >= (nowhere[i].status == GS_CONNECT_SILENT
                                                   ? SHORT_MS * MS
                                                   : nowhere[i].delay_ms * MS));
        gs_vec_fini(&detours);
        close_stage(&stage);
    }
}

static void a_cancelled_connect_says_nothing_more(void **state)
{
    static const struct {
        const char *label;
        uint32_t delay_ms;
        bool is_silent;
        uint64_t after_ms;
    } cases[] = {
        {"at once", 0, false, 0},
        {"on the way of a detour", SHORT_MS, false, SHORT_MS / 4},
        {"while it is silent", 0, true, SHORT_MS / 4},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        struct gs_detour_list detours = {0};
        check_case(cases[i].label);
        open_stage(&stage, "127.0.0.1", cases[i].is_silent ? 0 : 5);
        struct gs_detour detour = {stage.at, stage.at, cases[i].delay_ms, 0};
        gs_vec_push(&detours, detour);
        if (cases[i].is_silent) {
            fill_backlog(&stage);
        }
        start(&stage, &(struct gs_connect_wish){.detours = &detours});
        if (cases[i].after_ms > 0) {
            turn_for(&stage, cases[i].after_ms);
        }
        gs_connector_cancel(stage.connector);
        turn_for(&stage, SHORT_MS);
        assert_int_equal(stage.told, 0);
        gs_vec_fini(&detours);
        close_stage(&stage);
    }
    gs_connector_cancel(NULL);
}

static void who_hears_may_cancel(void **state)
{
    (void)state;
    for (int reads_banner = 0; reads_banner < 2; reads_banner++) {
        struct stage stage;
        open_stage(&stage, "127.0.0.1", 5);
        stage.cancels = true; /* after the end it does nothing */
        run(&stage, &(struct gs_connect_wish){.reads_banner = reads_banner == 1});
        turn_for(&stage, SHORT_MS / 4);
        assert_int_equal(stage.told, 1);
        assert_int_equal(stage.heard.status, GS_CONNECT_OPEN);
        close_stage(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listener_is_open),
        cmocka_unit_test(a_mapped_address_goes_by_ipv4),
        cmocka_unit_test(a_closed_port_is_refused),
        cmocka_unit_test(nobody_who_answers_is_silent),
        cmocka_unit_test(a_lost_syn_is_counted),
        cmocka_unit_test(no_way_is_told_from_the_loop),
        cmocka_unit_test(the_interface_is_the_one_that_was_read_before),
        cmocka_unit_test(a_scoped_address_is_reached_by_its_link),
        cmocka_unit_test(no_descriptor_left_is_a_failure),
        cmocka_unit_test(the_first_line_is_safe_and_bounded),
        cmocka_unit_test(a_server_that_says_nothing_is_open_all_the_same),
        cmocka_unit_test(half_a_line_counts_when_its_time_is_over),
        cmocka_unit_test(a_flood_ends_with_what_is_kept),
        cmocka_unit_test(a_detour_goes_elsewhere_and_takes_its_time),
        cmocka_unit_test(a_detour_to_nowhere_sends_nothing),
        cmocka_unit_test(a_cancelled_connect_says_nothing_more),
        cmocka_unit_test(who_hears_may_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
