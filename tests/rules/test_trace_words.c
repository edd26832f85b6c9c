/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/trace_words.h"

/* Some servers of a zone, by what they said; the first useful one was followed. */
static struct gs_trace *make_trace(const enum gs_trace_said *said, size_t count)
{
    struct gs_trace *trace = gs_trace_new("www.x.org");
    struct gs_trace_level level = {.zone = gs_mem_copy_text("org"),
                                   .asked = gs_mem_copy_text("www.x.org"),
                                   .ended = GS_TRACE_FAILED};
    for (size_t i = 0; i < count; i++) {
        struct gs_trace_server server = {.host = gs_mem_copy_text("ns.org"),
                                         .said = said[i]};
        level.ended = said[i] == GS_TRACE_WAITING && level.ended == GS_TRACE_FAILED
                          ? GS_TRACE_WAITING
                          : level.ended;
        if (gs_trace_is_useful(said[i]) && !gs_trace_is_useful(level.ended)) {
            server.is_followed = true;
            level.ended = said[i];
        }
        server.zone = said[i] == GS_TRACE_REFERRED ? gs_mem_copy_text("x.org") : NULL;
        server.alias = said[i] == GS_TRACE_ALIAS ? gs_mem_copy_text("y.net") : NULL;
        server.reason = said[i] >= GS_TRACE_LAME ? gs_mem_copy_text("refuses") : NULL;
        gs_vec_push(&level.servers, server);
    }
    gs_vec_push(&trace->levels, level);
    return trace;
}

static const struct {
    const char *label;
    enum gs_trace_said said[3];
    size_t count;
    const char *level;
    const char *first; /* the first server */
} cases[] = {
    {"one refers", {GS_TRACE_REFERRED}, 1, "1 of 1 refers to x.org", "refers to x.org"},
    {"two refer",
     {GS_TRACE_REFERRED, GS_TRACE_REFERRED},
     2,
     "2 of 2 refer to x.org",
     "refers to x.org"},
    {"one of three answers",
     {GS_TRACE_ANSWERED, GS_TRACE_LAME, GS_TRACE_FAILED},
     3,
     "1 of 3 answers",
     "answers"},
    {"an alias", {GS_TRACE_ALIAS}, 1, "1 of 1 leads to y.net", "leads to y.net"},
    {"no data", {GS_TRACE_NO_DATA}, 1, "1 of 1 says no data", "no data"},
    {"no such name",
     {GS_TRACE_NO_SUCH_NAME, GS_TRACE_NO_SUCH_NAME},
     2,
     "2 of 2 say no such name",
     "no such name"},
    {"lame alone", {GS_TRACE_LAME}, 1, "none of 1 says anything of use", "lame: refuses"},
    {"no address", {GS_TRACE_UNASKED}, 1, "no server has an address", ""},
    {"under way", {GS_TRACE_WAITING, GS_TRACE_LAME}, 2, "asking 2 servers", "waiting"},
};

static void a_zone_and_its_servers_come_to_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_trace *trace = make_trace(cases[i].said, cases[i].count);
        struct gs_buf text = {0};
        check_case(cases[i].label);
        gs_trace_level_words(&text, &trace->levels.items[0]);
        assert_string_equal(gs_buf_text(&text), cases[i].level);
        gs_buf_clear(&text);
        gs_trace_server_words(&text, &trace->levels.items[0].servers.items[0]);
        assert_string_equal(gs_buf_text(&text), cases[i].first);
        gs_buf_fini(&text);
        gs_trace_free(trace);
    }
}

static void the_end_comes_to_words(void **state)
{
    static const enum gs_trace_said said[] = {GS_TRACE_WAITING};
    struct gs_trace *trace = make_trace(said, 1);
    struct gs_buf text = {0};
    (void)state;
    gs_trace_end_words(&text, trace);
    assert_string_equal(gs_buf_text(&text), "asking org");
    gs_buf_clear(&text);
    trace->outcome = GS_OUTCOME_NO_DATA;
    gs_trace_end_words(&text, trace);
    assert_string_equal(gs_buf_text(&text), "no data");
    gs_buf_fini(&text);
    gs_trace_free(trace);
}

static void trouble_is_explained_and_counted(void **state)
{
    static const enum gs_trace_said said[] = {GS_TRACE_ANSWERED, GS_TRACE_LAME,
                                              GS_TRACE_UPWARD};
    struct gs_trace *trace = make_trace(said, 3);
    (void)state;
    assert_int_equal(gs_trace_trouble_total(trace), 2);
    trace->levels.items[0].servers.items[0].differs = true;
    assert_int_equal(gs_trace_trouble_total(trace), 3);
    for (int i = GS_TRACE_UNASKED; i < GS_TRACE_SAID_COUNT; i++) {
        bool is_trouble = i == GS_TRACE_UNASKED || i >= GS_TRACE_LAME;
        const char *meaning = gs_trace_said_meaning((enum gs_trace_said)i);
        assert_int_equal(meaning[0] != '\0', is_trouble);
    }
    gs_trace_free(trace);
}

static void a_server_has_a_sign(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct gs_trace_server server;
        const char *sign;
    } signs[] = {
        {"asked", {.said = GS_TRACE_WAITING}, "…"},
        {"its address is looked up", {.lookups = 2}, "…"},
        {"no address", {.lookups = 0}, "▲"},
        {"of use", {.said = GS_TRACE_REFERRED}, "✓"},
        {"of use, one address more", {.said = GS_TRACE_ANSWERED, .lookups = 1}, "✓"},
        {"says another thing", {.said = GS_TRACE_ANSWERED, .differs = true}, "≠"},
        {"lame", {.said = GS_TRACE_LAME, .lookups = 1}, "▲"},
        {"dead", {.said = GS_TRACE_FAILED}, "✗"},
    };

    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        check_case(signs[i].label);
        assert_string_equal(gs_trace_server_sign(&signs[i].server), signs[i].sign);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zone_and_its_servers_come_to_words),
        cmocka_unit_test(the_end_comes_to_words),
        cmocka_unit_test(a_server_has_a_sign),
        cmocka_unit_test(trouble_is_explained_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
