/* SPDX-License-Identifier: MIT */
#include "rules/make_words.h"
#include "support/check.h"

#include "gaiscope/rules/name_chain.h"

/* An answer to www.a.test: "TYPE owner value" parted by ';'. */
struct chain_case {
    const char *label;
    uint16_t type;
    const char *records;
    int rcode;
    bool has_soa;
    bool has_ra;
    const char *want; /* the chain on one line */
    const char *id;
    bool is_wrong;
};

static void add_records(struct gs_dns_answer *answer, const char *records)
{
    for (const char *at = records; *at != '\0';) {
        char type[8];
        char owner[300];
        char value[300];
        uint16_t number;
        if (sscanf(at, " %7s %299s %299[^;]", type, owner, value) != 3) {
            fail_msg("bad record in a test: %s", at);
        }
        assert_int_equal(gs_type_parse(type, &number), GS_OK);
        make_record(answer, owner, number, value);
        at = strchr(at, ';');
        at = at == NULL ? "" : at + 1;
    }
}

static struct gs_dns_answer *make_chain(const struct chain_case *one)
{
    struct gs_dns_answer *answer =
        make_answer("www.a.test", one->type, GS_OUTCOME_ANSWERED);
    answer->rcode = one->rcode;
    answer->flags.ra = one->has_ra;
    add_records(answer, one->records);
    if (one->has_soa) {
        struct gs_record soa = {.name = gs_mem_copy_text("a.test"),
                                .text = gs_mem_copy_text(""),
                                .type = GS_TYPE_SOA};
        gs_vec_push(&answer->authority, soa);
    }
    return answer;
}

#define A GS_TYPE_A
#define LONG                                                                             \
    "CNAME www.a.test 1;CNAME 1 2;CNAME 2 3;CNAME 3 4;CNAME 4 5;CNAME 5 6;"              \
    "CNAME 6 7;CNAME 7 8;CNAME 8 9;CNAME 9 10;CNAME 10 11;CNAME 11 12;"                  \
    "CNAME 12 13;CNAME 13 14;CNAME 14 15;CNAME 15 16"
#define LABEL_60 "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"

static void a_chain_is_followed_to_its_end(void **state)
{
    static const struct chain_case cases[] = {
        {"no alias", A, "A www.a.test 192.0.2.1", 0, false, true,
         "www.a.test → A 1 record", "answered", false},
        {"one alias", A, "CNAME www.a.test b.test;A B.test 192.0.2.1;A b.test 192.0.2.2",
         0, false, true, "www.a.test → CNAME 300 → b.test → A 2 records", "answered",
         false},
        {"links in any order", A,
         "A d.test 192.0.2.1;CNAME c.test d.test;CNAME www.a.test c.test", 0, false, true,
         "www.a.test → CNAME 300 → c.test → CNAME 300 → d.test → A 1 record", "answered",
         false},
        {"no data at the end", A, "CNAME www.a.test b.test", 0, true, true,
         "www.a.test → CNAME 300 → b.test → A no data", "no_data", false},
        {"no data at once", A, "", 0, true, true, "www.a.test → A no data", "no_data",
         false},
        {"a dangling alias", A, "CNAME www.a.test b.test", 3, true, true,
         "www.a.test → CNAME 300 → b.test → no such name", "no_name", true},
        {"no such name, no alias", A, "", 3, true, true, "www.a.test → no such name",
         "no_name", false},
        {"a server that does not follow", A, "CNAME www.a.test b.test", 0, false, false,
         "www.a.test → CNAME 300 → b.test → not followed", "unfollowed", false},
        {"SERVFAIL behind an alias", A, "CNAME www.a.test b.test", 2, false, true,
         "www.a.test → CNAME 300 → b.test → not known", "failed", false},
        {"no message", A, "", -1, false, false, "www.a.test → not known", "failed",
         false},
        {"an alias of itself", A, "CNAME www.a.test WWW.a.test", 0, false, true,
         "www.a.test → CNAME 300 → WWW.a.test → leads back", "loop", true},
        {"a circle", A, "CNAME www.a.test b.test;CNAME b.test c.test;CNAME c.test b.test",
         0, false, true,
         "www.a.test → CNAME 300 → b.test → CNAME 300 → c.test → CNAME 300 → b.test → "
         "leads back",
         "loop", true},
        {"the alias itself was asked", GS_TYPE_CNAME, "CNAME www.a.test b.test", 0, false,
         true, "www.a.test → CNAME 1 record", "answered", false},
        {"ANY is not followed", GS_TYPE_ANY, "CNAME www.a.test b.test", 0, false, true,
         "www.a.test → ANY 1 record", "answered", false},
        {"16 links", A, LONG ";A 16 192.0.2.1", 0, false, true, NULL, "answered", false},
        {"17 links", A, LONG ";CNAME 16 17;A 17 192.0.2.1", 0, false, true, NULL,
         "too_long", true},
        {"a DNAME with the CNAME made from it", A,
         "DNAME a.test b.test;CNAME www.a.test www.b.test;A www.b.test 192.0.2.1", 0,
         false, true, "www.a.test → CNAME 300 → www.b.test → A 1 record", "answered",
         false},
        {"a DNAME alone", A, "DNAME a.test b.test;A www.b.test 192.0.2.1", 0, false, true,
         "www.a.test → DNAME 300 → www.b.test → A 1 record", "answered", false},
        {"a DNAME to the root", A, "DNAME A.test .;A www 192.0.2.1", 0, false, true,
         "www.a.test → DNAME 300 → www → A 1 record", "answered", false},
        {"a DNAME at the name itself is no alias", A, "DNAME www.a.test b.test", 0, true,
         true, "www.a.test → A no data", "no_data", false},
        {"a DNAME of the root", A, "DNAME . b.test", 3, true, true,
         "www.a.test → DNAME 300 → www.a.test.b.test → DNAME 300 → "
         "www.a.test.b.test.b.test",
         NULL, true},
        {"a DNAME that makes too long a name", A,
         "DNAME a.test " LABEL_60 "." LABEL_60 "." LABEL_60 "." LABEL_60 ".abcdefghi", 0,
         false, true, "www.a.test → too long a name", "broken", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer = make_chain(&cases[i]);
        struct gs_name_chain chain;
        struct gs_buf text = {0};
        check_case(cases[i].label);
        gs_name_chain_follow(answer, &chain);
        gs_name_chain_format(&chain, &text);
        if (cases[i].want != NULL && cases[i].id != NULL) {
            assert_string_equal(gs_buf_text(&text), cases[i].want);
        } else if (cases[i].want != NULL) {
            assert_non_null(strstr(gs_buf_text(&text), cases[i].want));
        }
        if (cases[i].id != NULL) {
            assert_string_equal(gs_chain_end_id(chain.end), cases[i].id);
        }
        assert_int_equal(gs_name_chain_is_wrong(&chain), cases[i].is_wrong);
        assert_true(chain.links.count <= GS_CHAIN_MAX);
        gs_buf_fini(&text);
        gs_name_chain_fini(&chain);
        gs_dns_answer_free(answer);
    }
}

static void the_last_name_is_the_answers_final_name(void **state)
{
    static const struct chain_case cases[] = {
        {"no alias", A, "A www.a.test 192.0.2.1", 0, false, true, NULL, NULL, false},
        {"two", A, "CNAME b.test c.test;CNAME www.a.test b.test", 0, false, true, NULL,
         NULL, false},
        {"16", A, LONG, 0, false, true, NULL, NULL, false},
        {"17", A, LONG ";CNAME 16 17", 0, false, true, NULL, NULL, true},
        {"loop", A, "CNAME www.a.test www.a.test", 0, false, true, NULL, NULL, true},
        {"CNAME asked", GS_TYPE_CNAME, "CNAME www.a.test b.test", 0, false, true, NULL,
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer = make_chain(&cases[i]);
        struct gs_name_chain chain;
        check_case(cases[i].label);
        gs_name_chain_follow(answer, &chain);
        const char *final_name = gs_dns_answer_final_name(answer);
        if (cases[i].is_wrong) {
            assert_null(final_name);
            assert_true(gs_name_chain_is_wrong(&chain));
        } else {
            assert_string_equal(final_name, chain.last);
        }
        gs_name_chain_fini(&chain);
        gs_dns_answer_free(answer);
    }
}

static void a_chain_is_told_a_line_a_link(void **state)
{
    static const struct chain_case cases[] = {
        {"a DNAME, then nothing", A, "DNAME a.test b.test;CNAME www.a.test www.b.test", 3,
         true, true,
         "www.a.test: → CNAME 300 → www.b.test | by DNAME a.test\n"
         "www.b.test: → no such name | ✗ A dangling alias: its last name does not "
         "exist.\n",
         NULL, true},
        {"an answer", A, "A www.a.test 192.0.2.1", 0, false, true,
         "www.a.test: → A 1 record | ✓ \n", NULL, false},
        {"a bare refusal", A, "", 5, false, true, "www.a.test: → not known | ▲ \n", NULL,
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer = make_chain(&cases[i]);
        struct gs_name_chain chain;
        struct gs_words words = {0};
        check_case(cases[i].label);
        gs_name_chain_follow(answer, &chain);
        gs_name_chain_words(&chain, &words);
        char *text = make_words_text(&words);
        assert_string_equal(text, cases[i].want);
        free(text);
        gs_words_fini(&words);
        gs_name_chain_fini(&chain);
        gs_dns_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_is_followed_to_its_end),
        cmocka_unit_test(the_last_name_is_the_answers_final_name),
        cmocka_unit_test(a_chain_is_told_a_line_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
