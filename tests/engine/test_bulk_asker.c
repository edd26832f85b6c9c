/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/name_server.h"
#include "support/zone_server.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/engine/bulk_asker.h"
#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/record_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct zone_record zone[] = {
    {"both.test", GS_TYPE_A, "192.0.2.1"},
    {"both.test", GS_TYPE_A, "192.0.2.2"},
    {"both.test", GS_TYPE_AAAA, "2001:db8::1"},
    {"four.test", GS_TYPE_A, "192.0.2.4"},
    {"both.test", GS_TYPE_MX, "10 mx.test"},
    {"6.2.0.192.in-addr.arpa", GS_TYPE_PTR, "six.test"},
};

/* A server, an asker, and what came as text. */
struct scene {
    uv_loop_t loop;
    struct zone_server *server;
    struct gs_bulk_asker *asker;
    size_t wanted;
    size_t done;
    bool is_asking; /* inside gs_bulk_asker_ask() */
    bool closes;    /* at the first answer */
    struct gs_buf got;
};

static void add_cell(struct gs_buf *out, const struct gs_bulk_cell *cell)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_buf_addf(out, " %s", cell->type);
    for (size_t i = 0; i < cell->address_count; i++) {
        gs_address_format(&cell->addresses[i], text);
        gs_buf_addf(out, " %s", text);
    }
    for (size_t i = 0; cell->values != NULL && i < cell->values->count; i++) {
        gs_buf_addf(out, " %s", cell->values->items[i]);
    }
    if (cell->outcome != GS_OUTCOME_ANSWERED) {
        gs_buf_addf(out, " %s", gs_outcome_id(cell->outcome));
    }
}

static void answered(void *context, const struct gs_bulk_answer *answer)
{
    struct scene *scene = context;
    assert_false(scene->is_asking);
    scene->done++;
    gs_buf_add_text(&scene->got, answer->user);
    for (size_t i = 0; i < answer->cell_count; i++) {
        assert_true(answer->cells[i].elapsed_us >= 0);
        assert_true(answer->cells[i].tries >= 1);
        add_cell(&scene->got, &answer->cells[i]);
    }
    if (answer->canonical != NULL) {
        gs_buf_addf(&scene->got, " -> %s", answer->canonical);
    }
    gs_buf_add_text(&scene->got, "\n");
    if (scene->closes && scene->asker != NULL) {
        uv_stop(&scene->loop);
    }
}

static void has_room(void *context)
{
    assert_false(((struct scene *)context)->is_asking);
}

static void begin(struct scene *scene, struct gs_bulk_asking asking)
{
    *scene = (struct scene){0};
    assert_int_equal(uv_loop_init(&scene->loop), 0);
    scene->server = zone_server_start(&scene->loop, zone, COUNT_OF(zone));
    asking.resolver.servers[0] = zone_server_endpoint(scene->server);
    asking.resolver.server_count = 1;
    asking.resolver.is_override = true;
    asking.resolver.timeout_s = 5;
    asking.resolver.attempts = 1;
    asking.resolver.ndots = 1;
    asking.answered = answered;
    asking.has_room = has_room;
    asking.context = scene;
    assert_int_equal(gs_bulk_asker_open(&scene->loop, &asking, &scene->asker), GS_OK);
}

static void ask(struct scene *scene, const char *host)
{
    scene->is_asking = true;
    gs_bulk_asker_ask(scene->asker, host, (void *)(uintptr_t)host);
    scene->is_asking = false;
    scene->wanted++;
}

static void wait_for_all(struct scene *scene)
{
    for (int i = 0; i < 100000 && scene->done < scene->wanted; i++) {
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    assert_int_equal(scene->done, scene->wanted);
}

static void end(struct scene *scene)
{
    if (scene->asker != NULL) {
        gs_bulk_asker_close(scene->asker);
    }
    zone_server_stop(scene->server);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    gs_buf_fini(&scene->got);
}

static void check_names(const struct gs_bulk_asking *asking, const char *const cases[][2],
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct scene scene;
        begin(&scene, *asking);
        ask(&scene, cases[i][0]);
        wait_for_all(&scene);
        check_case(cases[i][0]);
        char wanted[256];
        (void)snprintf(wanted, sizeof wanted, "%s%s\n", cases[i][0], cases[i][1]);
        assert_string_equal(gs_buf_text(&scene.got), wanted);
        const struct gs_bulk_stats stats = gs_bulk_asker_stats(scene.asker);
        assert_int_equal(stats.pending, 0);
        assert_int_equal(stats.sent, stats.answered + stats.failed);
        end(&scene);
    }
}

static void a_name_is_asked_for_both_families_and_an_address_for_its_name(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"both.test", " A 192.0.2.1 192.0.2.2 AAAA 2001:db8::1"},
        {"BOTH.test.", " A 192.0.2.1 192.0.2.2 AAAA 2001:db8::1"},
        {"four.test", " A 192.0.2.4 AAAA no_data"},
        {"nx.test", " A no_such_name AAAA no_such_name"},
        {"192.0.2.6", " PTR six.test"},
        {"192.0.2.7", " PTR no_such_name"},
        {"2001:db8::6", " PTR no_such_name"},
    };
    const struct gs_bulk_asking asking = {0};
    check_names(&asking, cases, COUNT_OF(cases));
}

static void chosen_types_take_their_place(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"both.test", " MX 10 mx.test A 192.0.2.1 192.0.2.2"},
        {"nx.test", " MX no_such_name A no_such_name"},
        {"192.0.2.6", " PTR six.test"},
    };
    const struct gs_bulk_asking asking = {.types = {GS_TYPE_MX, GS_TYPE_A},
                                          .type_count = 2};
    check_names(&asking, cases, COUNT_OF(cases));
}

static void many_names_share_what_jobs_hold(void **state)
{
    (void)state;
    static const char *const names[] = {"both.test", "four.test", "nx.test", "192.0.2.6"};
    struct scene scene;
    begin(&scene, (struct gs_bulk_asking){0});
    for (int round = 0; round < 20; round++) {
        assert_true(gs_bulk_asker_room(scene.asker) >= COUNT_OF(names));
        for (size_t i = 0; i < COUNT_OF(names); i++) {
            ask(&scene, names[i]);
        }
        wait_for_all(&scene);
    }
    size_t fours = 0;
    const char *at = gs_buf_text(&scene.got);
    while ((at = strstr(at, "four.test A 192.0.2.4 AAAA no_data\n")) != NULL) {
        fours++;
        at++;
    }
    assert_int_equal(fours, 20);
    end(&scene);
}

static void half_an_answer_keeps_its_halves(void **state)
{
    (void)state;
    struct scene scene;
    begin(&scene, (struct gs_bulk_asking){.patience_ms = 300});
    zone_server_drop(scene.server, GS_TYPE_AAAA, 1000);
    ask(&scene, "both.test");
    wait_for_all(&scene);
    assert_string_equal(gs_buf_text(&scene.got),
                        "both.test A 192.0.2.1 192.0.2.2 AAAA timed_out\n");
    end(&scene);
}

static void closing_with_questions_under_way_is_quiet(void **state)
{
    (void)state;
    struct scene scene;
    begin(&scene, (struct gs_bulk_asking){0});
    for (int i = 0; i < 20; i++) {
        ask(&scene, "both.test");
    }
    scene.closes = true;
    (void)uv_run(&scene.loop, UV_RUN_DEFAULT);
    size_t done = scene.done;
    assert_true(done >= 1);
    gs_bulk_asker_close(scene.asker);
    scene.asker = NULL;
    (void)uv_run(&scene.loop, UV_RUN_NOWAIT);
    assert_int_equal(scene.done, done);
    end(&scene);
}

/* -- through libc ------------------------------------------------------------------------- */

static void begin_libc(struct scene *scene, struct name_server *server,
                       const struct gs_question *question)
{
    *scene = (struct scene){0};
    assert_int_equal(uv_loop_init(&scene->loop), 0);
    assert_true(name_server_bind(server, "127.0.0.1", 0));
    name_server_start(server);
    struct gs_bulk_asking asking = {.is_libc = true,
                                    .question = *question,
                                    .answered = answered,
                                    .has_room = has_room,
                                    .context = scene};
    asking.resolver = (struct gs_resolver){.server_count = 1,
                                           .is_override = true,
                                           .timeout_s = 5,
                                           .attempts = 1,
                                           .ndots = 1};
    asking.resolver.servers[0] = server->endpoint;
    assert_int_equal(gs_bulk_asker_open(&scene->loop, &asking, &scene->asker), GS_OK);
}

static void end_libc(struct scene *scene, struct name_server *server)
{
    gs_bulk_asker_close(scene->asker);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    gs_buf_fini(&scene->got);
    name_server_stop(server);
}

static void libc_answers_with_its_own_rows_once_each(void **state)
{
    (void)state;
    if (!gs_lanes_can_redirect()) {
        skip();
    }
    struct name_server server = {.mark = 9, .unknown = "nx"};
    struct gs_question question = {.hints = gs_hints_default()};
    struct scene scene;
    question.hints.socktype = 0; /* three rows an address: one value */
    begin_libc(&scene, &server, &question);
    ask(&scene, "One.test.");
    wait_for_all(&scene);
    ask(&scene, "nx.test");
    wait_for_all(&scene);
    assert_string_equal(gs_buf_text(&scene.got), "One.test. getaddrinfo 192.0.2.9\n"
                                                 "nx.test getaddrinfo no_such_name\n");
    end_libc(&scene, &server);
}

static void libc_has_room_for_a_bounded_number_of_calls(void **state)
{
    (void)state;
    if (!gs_lanes_can_redirect()) {
        skip();
    }
    struct name_server server = {.mark = 9};
    const struct gs_question question = {.hints = gs_hints_default()};
    struct scene scene;
    begin_libc(&scene, &server, &question);
    while (gs_bulk_asker_room(scene.asker) > 0) {
        assert_true(scene.wanted < 1000);
        ask(&scene, "one.test");
    }
    size_t most = scene.wanted;
    ask(&scene, "one.test"); /* beyond the room it waits, too */
    assert_int_equal(gs_bulk_asker_room(scene.asker), 0);
    wait_for_all(&scene);
    assert_int_equal(gs_bulk_asker_room(scene.asker), most);
    assert_int_equal(gs_bulk_asker_stats(scene.asker).answered, scene.wanted);
    end_libc(&scene, &server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_asked_for_both_families_and_an_address_for_its_name),
        cmocka_unit_test(chosen_types_take_their_place),
        cmocka_unit_test(many_names_share_what_jobs_hold),
        cmocka_unit_test(half_an_answer_keeps_its_halves),
        cmocka_unit_test(closing_with_questions_under_way_is_quiet),
        cmocka_unit_test(libc_answers_with_its_own_rows_once_each),
        cmocka_unit_test(libc_has_room_for_a_bounded_number_of_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
