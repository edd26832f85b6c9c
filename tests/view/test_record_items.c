/* SPDX-License-Identifier: MIT */
/* Which records stand in the table, and in which order. */
#include "../../src/view/pane.h"
#include "../../src/view/record_items.h"
#include "support/check.h"
#include "support/record_scene.h"

#include <string.h>

#include <sys/socket.h>

/** A session of a scene and the context of its records pane. */
struct fixture {
    struct gs_session session;
    struct gs_digest digest;
    struct gs_picks picks;
    struct gs_pane_context context;
};

static struct fixture *open_scene(void (*fill)(struct gs_session *session))
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    fill(&fixture->session);
    gs_digest_renew(&fixture->digest, &fixture->session, &fixture->session.lookup.now);
    fixture->context = (struct gs_pane_context){
        .session = &fixture->session,
        .lookup = &fixture->session.lookup,
        .digest = &fixture->digest,
        .picks = &fixture->picks,
        .filter = "",
    };
    return fixture;
}

static void close_scene(struct fixture *fixture)
{
    gs_picks_fini(&fixture->picks);
    gs_digest_fini(&fixture->digest);
    gs_session_fini(&fixture->session);
    free(fixture);
}

/* All rows, parted by '|'. Owns: the caller. */
static char *rows_of(const struct fixture *fixture)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < gs_record_item_count(&fixture->context); i++) {
        struct gs_record_item item;
        assert_true(gs_record_item_at(&fixture->context, i, &item));
        gs_buf_add_text(&out, i == 0 ? "" : "|");
        gs_record_item_text(&item, &out);
    }
    return gs_buf_claim(&out);
}

static void aliases_stand_once_under_their_own_type(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_alias);
    char *rows = rows_of(fixture);
    assert_string_equal(
        rows, "A edge.example.net 198.51.100.9 answer|"
              "RRSIG edge.example.net A 13 3 20 20261201000000 20261120000000 4711 "
              "example.net c2lnbmF0dXJl answer|"
              "AAAA www.python.org no data answer|"
              "CNAME www.python.org web.example.net answer|"
              "CNAME web.example.net edge.example.net answer");
    free(rows);
    close_scene(fixture);
}

static void addresses_of_a_family_that_is_not_asked_are_hidden(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_alias);
    fixture->session.lookup.question.hints.family = AF_INET6;
    char *rows = rows_of(fixture);
    assert_null(strstr(rows, "A edge.example.net 198.51.100.9"));
    assert_non_null(strstr(rows, "AAAA www.python.org no data"));
    assert_non_null(strstr(rows, "CNAME www.python.org"));
    free(rows);
    fixture->session.lookup.question.hints.family = AF_INET;
    fixture->session.revision++; /* as an event would */
    rows = rows_of(fixture);
    assert_non_null(strstr(rows, "A edge.example.net 198.51.100.9"));
    assert_null(strstr(rows, "AAAA www.python.org"));
    free(rows);
    close_scene(fixture);
}

static void add_record(struct gs_dns_answer *answer, uint16_t type, const char *name,
                       const char *text)
{
    struct gs_record record = {
        .name = gs_mem_copy_text(name), .text = gs_mem_copy_text(text), .type = type};
    record.target = type == GS_TYPE_CNAME ? gs_mem_copy_text(text) : NULL;
    gs_vec_push(&answer->answer, record);
}

static void records_are_one_when_they_say_the_same(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint16_t type;
        const char *names[2];
        const char *texts[2];
        size_t want;
    } cases[] = {
        {"the same", GS_TYPE_TXT, {"a.test", "a.test"}, {"\"x\"", "\"x\""}, 1},
        {"owners by any case", GS_TYPE_TXT, {"a.test", "A.test"}, {"\"x\"", "\"x\""}, 1},
        {"texts by their case", GS_TYPE_TXT, {"a.test", "a.test"}, {"\"x\"", "\"X\""}, 2},
        {"names by any case",
         GS_TYPE_CNAME,
         {"a.test", "a.test"},
         {"b.test", "B.test"},
         1},
        {"other owners", GS_TYPE_TXT, {"a.test", "b.test"}, {"\"x\"", "\"x\""}, 2},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_query query = {.name = gs_mem_copy_text("a.test"),
                                     .type = GS_TYPE_A};
        struct gs_dns_query_list queries = {0};
        struct gs_record_index index;
        check_case(cases[i].label);
        query.answer = gs_dns_answer_new("a.test", GS_TYPE_A);
        for (size_t j = 0; j < 2; j++) {
            add_record(query.answer, cases[i].type, cases[i].names[j], cases[i].texts[j]);
        }
        gs_vec_push(&queries, query);
        gs_record_index_make(&queries, &index);
        assert_int_equal(index.rows.count, 1 + cases[i].want); /* and the question's */
        gs_record_index_fini(&index);
        gs_dns_answer_free(query.answer);
        free(query.name);
        gs_vec_fini(&queries);
    }
}

static void by_section_what_came_twice_stands_once(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_alias);
    fixture->context.sort.column = GS_RECORD_SORT_SECTION;
    char *rows = rows_of(fixture);
    const char *authority = strstr(rows, "authority");
    const char *additional = strstr(rows, "additional");
    assert_non_null(authority);
    assert_non_null(additional);
    assert_null(strstr(authority + 1, "authority"));
    assert_null(strstr(additional + 1, "additional"));
    assert_true(authority < additional);
    free(rows);
    close_scene(fixture);
}

static void each_column_sorts_both_ways(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_record_sort column;
        bool is_reversed;
        const char *first;
        const char *last;
    } cases[] = {
        {"type from the end", GS_RECORD_SORT_TYPE, true, "CNAME web", "A edge"},
        {"name: the asked one first", GS_RECORD_SORT_NAME, false, "AAAA www",
         "CNAME web"},
        {"ttl", GS_RECORD_SORT_TTL, false, "A edge", "AAAA www"},
        {"ttl from the end", GS_RECORD_SORT_TTL, true, "AAAA www", "A edge"},
        {"value", GS_RECORD_SORT_VALUE, false, "A edge", "AAAA www"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct fixture *fixture = open_scene(record_scene_alias);
        fixture->context.sort = (struct gs_sort){cases[i].column, cases[i].is_reversed};
        char *rows = rows_of(fixture);
        const char *last = strrchr(rows, '|') + 1;
        assert_int_equal(strncmp(rows, cases[i].first, strlen(cases[i].first)), 0);
        assert_int_equal(strncmp(last, cases[i].last, strlen(cases[i].last)), 0);
        free(rows);
        close_scene(fixture);
    }
}

static void filter_keeps_types_names_values_and_outcomes(void **state)
{
    (void)state;

    static const struct {
        const char *filter;
        size_t want;
    } cases[] = {
        {"", 19},       {"aaaa", 2},     {"198.51", 3},
        {"no data", 5}, {"_80._tcp", 1}, {"!python", 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].filter);
        struct fixture *fixture = open_scene(record_scene_fill);
        fixture->context.filter = cases[i].filter;
        assert_int_equal(gs_record_item_count(&fixture->context), cases[i].want);
        close_scene(fixture);
    }
}

static void key_finds_its_row_in_any_order(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_fill);
    uint64_t key = gs_record_item_key(&fixture->context, 5);
    struct gs_record_item before;
    struct gs_record_item after;
    assert_true(
        gs_record_item_of_key(&fixture->session.lookup.now.records, key, &before));
    assert_int_equal(gs_record_item_type(&before), GS_TYPE_HTTPS);
    fixture->context.sort = (struct gs_sort){GS_RECORD_SORT_TTL, true};
    size_t at = 0;
    while (gs_record_item_key(&fixture->context, at) != key) {
        at++;
    }
    assert_true(gs_record_item_at(&fixture->context, at, &after));
    assert_ptr_equal(after.record, before.record);
    close_scene(fixture);
}

static void records_of_a_message_share_its_key(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_fill);
    const struct gs_dns_query_list *queries = &fixture->session.lookup.now.records;
    size_t count = gs_record_item_count(&fixture->context);
    for (size_t i = 0; i < count; i++) {
        struct gs_record_item row;
        struct gs_record_item message;
        uint64_t key = gs_record_item_key(&fixture->context, i);
        assert_true(gs_record_item_of_key(queries, key, &row));
        assert_true(gs_record_item_of_key(queries, gs_record_message_key(key), &message));
        assert_ptr_equal(message.query, row.query);
        assert_null(message.record);
    }
    assert_true(gs_record_message_key(0) == 0);
    close_scene(fixture);
}

static void keys_of_other_answers_find_nothing(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(record_scene_no_name);
    const struct gs_dns_query_list *queries = &fixture->session.lookup.now.records;
    struct gs_record_item item;
    assert_false(gs_record_item_of_key(queries, 0, &item));
    assert_false(gs_record_item_of_key(queries, UINT64_MAX, &item));
    assert_false(gs_record_item_of_key(queries, 1, &item)); /* no record at all */
    assert_int_equal(gs_record_item_key(&fixture->context, 99), 0);
    close_scene(fixture);
}

static void long_answer_is_whole(void **state)
{
    (void)state;
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    record_scene_many(&fixture->session, GS_RECORDS_MAX, 65000);
    gs_digest_renew(&fixture->digest, &fixture->session, &fixture->session.lookup.now);
    fixture->context = (struct gs_pane_context){
        .session = &fixture->session,
        .lookup = &fixture->session.lookup,
        .digest = &fixture->digest,
        .picks = &fixture->picks,
        .filter = "",
    };
    assert_int_equal(gs_record_item_count(&fixture->context), GS_RECORDS_MAX + 1);
    fixture->context.filter = "10.0.15.255";
    assert_int_equal(gs_record_item_count(&fixture->context), 1);
    close_scene(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_stand_once_under_their_own_type),
        cmocka_unit_test(records_are_one_when_they_say_the_same),
        cmocka_unit_test(by_section_what_came_twice_stands_once),
        cmocka_unit_test(each_column_sorts_both_ways),
        cmocka_unit_test(filter_keeps_types_names_values_and_outcomes),
        cmocka_unit_test(addresses_of_a_family_that_is_not_asked_are_hidden),
        cmocka_unit_test(key_finds_its_row_in_any_order),
        cmocka_unit_test(records_of_a_message_share_its_key),
        cmocka_unit_test(keys_of_other_answers_find_nothing),
        cmocka_unit_test(long_answer_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
