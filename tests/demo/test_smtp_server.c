/* SPDX-License-Identifier: MIT */
/* The exchanges of the demo, greeted by the program's own client. */
#include "../../src/demo/smtp_server.h"
#include "support/check.h"

#include "gaiscope/net/smtp_client.h"

enum {
    PATIENCE_MS = 300, /* with the one that says nothing */
};

struct heard {
    struct gs_smtp_session session;
    bool is_over;
};

static void changed(void *context, const struct gs_smtp_session *session, bool is_over)
{
    struct heard *heard = context;
    gs_smtp_session_fini(&heard->session);
    heard->session = gs_smtp_session_copy(session);
    heard->is_over = is_over;
}

static void each_exchange_behaves_in_its_own_way(void **state)
{
    (void)state;

    static const struct {
        const char *address;
        enum gs_smtp_status status;
        bool has_starttls;
        size_t capabilities;
    } cases[] = {
        {"127.0.0.1", GS_SMTP_OPEN, true, 5},
        {"127.0.0.2", GS_SMTP_OPEN, false, 2},
        {"127.0.0.3", GS_SMTP_MUTE, false, 0},
        {"127.0.0.4", GS_SMTP_REFUSED, false, 0},
    };

    uv_loop_t loop;
    struct gs_smtp_server *server = NULL;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_smtp_server_open(&loop, &server), GS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct heard heard = {0};
        struct gs_endpoint endpoint = {.port = gs_smtp_server_port(server)};
        assert_int_equal(gs_address_parse(cases[i].address, &endpoint.address), GS_OK);
        const struct gs_connect_wish wish = {.endpoint = endpoint,
                                             .deadline_ms = PATIENCE_MS};
        (void)gs_smtp_client_start(&loop, &wish, changed, &heard);
        while (!heard.is_over) {
            (void)uv_run(&loop, UV_RUN_ONCE);
        }
        size_t lines = heard.session.ehlo.lines.count;
        if (heard.session.status != cases[i].status ||
            heard.session.has_starttls != cases[i].has_starttls ||
            (lines == 0 ? 0 : lines - 1) != cases[i].capabilities) {
            fail_msg("%s: %s, %zu lines", cases[i].address,
                     gs_smtp_id(heard.session.status), lines);
        }
        gs_smtp_session_fini(&heard.session);
    }
    gs_smtp_server_close(server);
    gs_smtp_server_close(NULL);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_exchange_behaves_in_its_own_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
