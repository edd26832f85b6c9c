/* SPDX-License-Identifier: MIT */
#include "rules/make.h"

#include "gaiscope/rules/answer_diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <netdb.h>

/* A lookup of host.example as lists of addresses; NULL: that side has not answered. */
struct sides {
    const char *libc; /* libc's rows */
    const char *a;    /* A records */
    const char *aaaa; /* AAAA records */
};

static struct gs_lookup make_lookup(struct sides sides)
{
    static const char host[] = "host.example";
    struct gs_lookup lookup = {.question = make_question(host, "80")};
    if (sides.libc != NULL) {
        lookup.now.system = make_system(sides.libc);
    }
    make_query(&lookup.now, host, GS_TYPE_A,
               sides.a == NULL ? NULL : make_addresses(host, GS_TYPE_A, sides.a));
    make_query(&lookup.now, host, GS_TYPE_AAAA,
               sides.aaaa == NULL ? NULL
                                  : make_addresses(host, GS_TYPE_AAAA, sides.aaaa));
    return lookup;
}

/* "192.0.2.1 LD" per member: L in libc, D in DNS. */
static void describe(const struct gs_set *set, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < set->count && len < size; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&set->items[i].address, text);
        len += (size_t)snprintf(out + len, size - len, "%s%s %s%s", i > 0 ? ", " : "",
                                text, set->items[i].in_libc ? "L" : "",
                                set->items[i].in_dns ? "D" : "");
    }
}

struct set_case {
    const char *label;
    struct sides sides;
    const char *set;
};

static const struct set_case sets[] = {
    {"nothing at all", {NULL, NULL, NULL}, ""},
    {"libc's order stands first",
     {"2001:db8::7 192.0.2.1", "192.0.2.1", "2001:db8::7"},
     "2001:db8::7 LD, 192.0.2.1 LD"},
    {"what only DNS has follows in its order",
     {"192.0.2.9", "192.0.2.2 192.0.2.9 192.0.2.1", "2001:db8::1"},
     "192.0.2.9 LD, 192.0.2.2 D, 192.0.2.1 D, 2001:db8::1 D"},
    {"a repeated row counts once",
     {"192.0.2.1 192.0.2.1 192.0.2.1", "", ""},
     "192.0.2.1 L"},
    {"a repeated record counts once", {"", "192.0.2.1 192.0.2.1", ""}, "192.0.2.1 D"},
    {"a mapped address is its IPv4 address",
     {"::ffff:192.0.2.1", "192.0.2.1", ""},
     "192.0.2.1 LD"},
    {"a compatible address is not",
     {"::192.0.2.1", "192.0.2.1", ""},
     "::192.0.2.1 L, 192.0.2.1 D"},
    {"only libc has answered", {"192.0.2.1", NULL, NULL}, "192.0.2.1 L"},
    {"only DNS has answered", {NULL, "192.0.2.1", NULL}, "192.0.2.1 D"},
};

static void the_union_keeps_libcs_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct gs_lookup lookup = make_lookup(sets[i].sides);
        struct gs_set set = gs_answer_set(&lookup.now);
        char text[1024];
        describe(&set, text, sizeof text);
        if (strcmp(text, sets[i].set) != 0) {
            fail_msg("%s: %s", sets[i].label, text);
        }
        gs_vec_fini(&set);
        gs_lookup_fini(&lookup);
    }
}

static void the_first_record_gives_the_ttl(void **state)
{
    (void)state;
    struct gs_lookup lookup =
        make_lookup((struct sides){"192.0.2.1", "192.0.2.1 192.0.2.1", ""});
    struct gs_dns_answer *answer = lookup.now.dns.items[0].answer;
    answer->received_us = 77;
    answer->answer.items[0].ttl_s = 60;
    answer->answer.items[1].ttl_s = 61;
    struct gs_set set = gs_answer_set(&lookup.now);
    assert_int_equal(set.count, 1);
    assert_int_equal(set.items[0].ttl_s, 60);
    assert_int_equal(set.items[0].received_us, 77);
    gs_vec_fini(&set);
    gs_lookup_fini(&lookup);
}

static void records_count_at_the_end_of_the_cname_chain_only(void **state)
{
    (void)state;
    struct gs_facts facts = {0};
    struct gs_dns_answer *answer =
        make_answer("www.example", GS_TYPE_A, GS_OUTCOME_ANSWERED);
    make_record(answer, "www.example", GS_TYPE_CNAME, "Host.Example");
    make_record(answer, "host.example", GS_TYPE_A, "192.0.2.1");
    make_record(answer, "stranger.example", GS_TYPE_A, "192.0.2.66");
    make_query(&facts, "www.example", GS_TYPE_A, answer);
    struct gs_set set = gs_answer_set(&facts);
    char text[256];
    describe(&set, text, sizeof text);
    assert_string_equal(text, "192.0.2.1 D");
    gs_vec_fini(&set);
    gs_facts_clear(&facts, GS_PART_DNS);
}

static void a_cname_loop_gives_no_address(void **state)
{
    (void)state;
    struct gs_facts facts = {0};
    struct gs_dns_answer *answer =
        make_answer("a.example", GS_TYPE_A, GS_OUTCOME_NO_DATA);
    make_record(answer, "a.example", GS_TYPE_CNAME, "b.example");
    make_record(answer, "b.example", GS_TYPE_CNAME, "a.example");
    make_record(answer, "a.example", GS_TYPE_A, "192.0.2.1");
    make_query(&facts, "a.example", GS_TYPE_A, answer);
    struct gs_set set = gs_answer_set(&facts);
    assert_int_equal(set.count, 0);
    gs_facts_clear(&facts, GS_PART_DNS);
}

/* Addresses of other types (glue of a NS question) are no answer to the host's question. */
static void other_questions_do_not_count(void **state)
{
    (void)state;
    struct gs_facts facts = {0};
    struct gs_dns_answer *answer =
        make_answer("host.example", GS_TYPE_NS, GS_OUTCOME_ANSWERED);
    make_record(answer, "host.example", GS_TYPE_A, "192.0.2.1");
    make_query(&facts, "host.example", GS_TYPE_NS, answer);
    struct gs_set set = gs_answer_set(&facts);
    assert_int_equal(set.count, 0);
    gs_facts_clear(&facts, GS_PART_DNS);
}

struct relation_case {
    const char *label;
    struct sides sides;
    int family;
    int flags;
    enum gs_set_relation relation;
};

static const struct relation_case relations[] = {
    {"equal in another order",
     {"2001:db8::7 192.0.2.1", "192.0.2.1", "2001:db8::7"},
     AF_UNSPEC,
     0,
     GS_SET_SAME},
    {"only libc has one",
     {"192.0.2.1 192.0.2.2", "192.0.2.1", ""},
     AF_UNSPEC,
     0,
     GS_SET_DIFFERENT},
    {"only DNS has one",
     {"192.0.2.1", "192.0.2.1", "2001:db8::1"},
     AF_UNSPEC,
     0,
     GS_SET_DIFFERENT},
    {"libc found nothing, DNS did",
     {"", "192.0.2.1", ""},
     AF_UNSPEC,
     0,
     GS_SET_DIFFERENT},
    {"both found nothing", {"", "", ""}, AF_UNSPEC, 0, GS_SET_BOTH_EMPTY},
    {"libc waits", {NULL, "192.0.2.1", ""}, AF_UNSPEC, 0, GS_SET_UNKNOWN},
    {"A waits", {"192.0.2.1", NULL, ""}, AF_UNSPEC, 0, GS_SET_UNKNOWN},
    {"AAAA waits", {"192.0.2.1", "192.0.2.1", NULL}, AF_UNSPEC, 0, GS_SET_UNKNOWN},
    {"inet does not look at AAAA",
     {"192.0.2.1", "192.0.2.1", "2001:db8::1"},
     AF_INET,
     0,
     GS_SET_SAME},
    {"inet does not wait for AAAA",
     {"192.0.2.1", "192.0.2.1", NULL},
     AF_INET,
     0,
     GS_SET_SAME},
    {"inet6 does not look at A",
     {"2001:db8::1", "192.0.2.1", "2001:db8::1"},
     AF_INET6,
     0,
     GS_SET_SAME},
    {"inet6 does not wait for A",
     {"2001:db8::1", NULL, "2001:db8::1"},
     AF_INET6,
     0,
     GS_SET_SAME},
    {"inet6 without AAAA is empty",
     {"", "192.0.2.1", ""},
     AF_INET6,
     0,
     GS_SET_BOTH_EMPTY},
    {"mapped ones count when AAAA is empty",
     {"::ffff:192.0.2.1", "192.0.2.1", ""},
     AF_INET6,
     AI_V4MAPPED,
     GS_SET_SAME},
    {"mapped ones are not expected beside AAAA",
     {"2001:db8::1", "192.0.2.1", "2001:db8::1"},
     AF_INET6,
     AI_V4MAPPED,
     GS_SET_SAME},
    {"ALL expects them",
     {"2001:db8::1", "192.0.2.1", "2001:db8::1"},
     AF_INET6,
     AI_V4MAPPED | AI_ALL,
     GS_SET_DIFFERENT},
    {"ALL finds them",
     {"2001:db8::1 ::ffff:192.0.2.1", "192.0.2.1", "2001:db8::1"},
     AF_INET6,
     AI_V4MAPPED | AI_ALL,
     GS_SET_SAME},
    {"ALL alone means nothing",
     {"2001:db8::1", "192.0.2.1", "2001:db8::1"},
     AF_INET6,
     AI_ALL,
     GS_SET_SAME},
};

static void the_relation_follows_the_families_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        struct gs_lookup lookup = make_lookup(relations[i].sides);
        lookup.question.hints.family = relations[i].family;
        lookup.question.hints.flags = relations[i].flags;
        enum gs_set_relation relation = gs_answer_relation(&lookup);
        if (relation != relations[i].relation) {
            fail_msg("%s: %d", relations[i].label, relation);
        }
        gs_lookup_fini(&lookup);
    }
}

static void a_temporary_failure_is_never_a_difference(void **state)
{
    (void)state;

    static const enum gs_outcome outcomes[] = {
        GS_OUTCOME_TRY_AGAIN, GS_OUTCOME_SERVER_FAILURE, GS_OUTCOME_REFUSED,
        GS_OUTCOME_TIMED_OUT, GS_OUTCOME_UNREACHABLE,    GS_OUTCOME_BAD_ANSWER,
        GS_OUTCOME_CANCELLED, GS_OUTCOME_FAILED};

    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        struct gs_lookup lookup = make_lookup((struct sides){"192.0.2.1", "", ""});
        lookup.now.dns.items[1].answer->outcome = outcomes[i];
        assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
        lookup.now.dns.items[1].answer->outcome = GS_OUTCOME_NO_DATA;
        assert_int_equal(gs_answer_relation(&lookup), GS_SET_DIFFERENT);
        lookup.now.system->outcome = outcomes[i];
        assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
        gs_lookup_fini(&lookup);
    }
}

static void a_part_of_an_answer_is_never_a_difference(void **state)
{
    (void)state;
    struct gs_lookup lookup = make_lookup((struct sides){"192.0.2.1", "", ""});
    lookup.now.dns.items[0].answer->left_out = 1;
    assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
    lookup.now.dns.items[0].answer->left_out = 0;
    lookup.now.dns.items[0].answer->has_broken_end = true;
    assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
    lookup.now.dns.items[0].answer->has_broken_end = false;
    lookup.now.system->is_truncated = true;
    assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
    gs_lookup_fini(&lookup);
}

static void the_null_node_has_no_relation(void **state)
{
    (void)state;
    struct gs_lookup lookup = {.question = make_question(NULL, "80")};
    lookup.now.system = make_system("0.0.0.0 ::");
    assert_int_equal(gs_answer_relation(&lookup), GS_SET_UNKNOWN);
    gs_lookup_fini(&lookup);
}

/* Sorting, not pairing: a hostile answer must not cost a frame. 8,192 addresses. */
static void thousands_of_addresses_are_compared(void **state)
{
    (void)state;
    struct gs_facts facts = {.system = gs_system_answer_new()};
    struct gs_dns_answer *answer =
        make_answer("host.example", GS_TYPE_A, GS_OUTCOME_ANSWERED);
    for (unsigned i = 0; i < GS_RECORDS_MAX; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        snprintf(text, sizeof text, "10.0.%u.%u", i >> 8, i & 255);
        make_row(facts.system, text, 80);
        snprintf(text, sizeof text, "10.0.%u.%u", (i + 1024) >> 8, i & 255);
        make_record(answer, "host.example", GS_TYPE_A, text);
    }
    make_query(&facts, "host.example", GS_TYPE_A, answer);
    struct gs_set set = gs_answer_set(&facts);
    size_t both = 0;
    for (size_t i = 0; i < set.count; i++) {
        both += set.items[i].in_libc && set.items[i].in_dns;
    }
    assert_int_equal(set.count, GS_RECORDS_MAX + 1024);
    assert_int_equal(both, GS_RECORDS_MAX - 1024);
    gs_vec_fini(&set);
    gs_facts_clear(&facts, GS_PART_SYSTEM);
    gs_facts_clear(&facts, GS_PART_DNS);
}

static void a_row_is_found_by_address_port_type_and_protocol(void **state)
{
    (void)state;
    struct gs_system_answer *answer = make_system("192.0.2.1 fe80::1");
    struct gs_addrinfo row = answer->rows.items[0];
    row.canonname = NULL;
    row.flags = 99;
    assert_true(gs_answer_has_row(answer, &row));
    row.port = 81;
    assert_false(gs_answer_has_row(answer, &row));
    row = answer->rows.items[0];
    row.socktype = SOCK_DGRAM;
    assert_false(gs_answer_has_row(answer, &row));
    row = answer->rows.items[0];
    row.protocol = 132;
    assert_false(gs_answer_has_row(answer, &row));
    row = answer->rows.items[1];
    row.address.scope_id = 2;
    assert_false(gs_answer_has_row(answer, &row));
    assert_false(gs_answer_has_row(NULL, &row));
    gs_system_answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_union_keeps_libcs_order),
        cmocka_unit_test(the_first_record_gives_the_ttl),
        cmocka_unit_test(records_count_at_the_end_of_the_cname_chain_only),
        cmocka_unit_test(a_cname_loop_gives_no_address),
        cmocka_unit_test(other_questions_do_not_count),
        cmocka_unit_test(the_relation_follows_the_families_asked),
        cmocka_unit_test(a_temporary_failure_is_never_a_difference),
        cmocka_unit_test(a_part_of_an_answer_is_never_a_difference),
        cmocka_unit_test(the_null_node_has_no_relation),
        cmocka_unit_test(thousands_of_addresses_are_compared),
        cmocka_unit_test(a_row_is_found_by_address_port_type_and_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
