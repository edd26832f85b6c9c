/* SPDX-License-Identifier: MIT */
#include "make_answer.h"
#include "support/check.h"

#include "gaiscope/rules/answer_words.h"

#include <stdlib.h>

#include <sys/socket.h>

/* All lines as "label: text" with a sign of the tone, one below the other. */
static char *lines_of(const struct gs_dns_answer *answer, size_t records_max)
{
    static const char signs[] = "-~^!"; /* plain, dim, odd, bad */
    struct gs_answer_lines lines = {0};
    struct gs_buf out = {0};
    gs_answer_lines_add(&lines, answer, records_max);
    for (size_t i = 0; i < lines.count; i++) {
        gs_buf_addf(&out, "%s%c %s\n", lines.items[i].label, signs[lines.items[i].tone],
                    lines.items[i].text);
    }
    gs_answer_lines_fini(&lines);
    return gs_buf_claim(&out);
}

/* Frees the answer. */
static void check_lines(struct gs_dns_answer *answer, const char *wanted)
{
    char *got = lines_of(answer, 2);
    assert_string_equal(got, wanted);
    free(got);
    gs_dns_answer_free(answer);
}

/* Looks for one line; frees the answer. */
static void check_has(struct gs_dns_answer *answer, const char *line)
{
    char *got = lines_of(answer, 2);
    if (strstr(got, line) == NULL) {
        fail_msg("%s lacks %s", got, line);
    }
    free(got);
    gs_dns_answer_free(answer);
}

static struct gs_dns_answer *answered(void)
{
    struct gs_dns_answer *answer = make_answer(0, GS_OUTCOME_ANSWERED);
    make_record(&answer->answer, "www.a.test", GS_TYPE_A, "192.0.2.1");
    return answer;
}

static void a_whole_answer_is_read_line_by_line(void **state)
{
    (void)state;
    check_lines(answered(),
                "outcome- NOERROR   3.9 ms   92 bytes   1 try\n"
                "meaning- Answered.\n"
                "flags- qr answer   rd recursion wanted   ra recursion offered   "
                "aa ad tc cd not set\n"
                "EDNS- version 0   1232 bytes   do not set   no extended error\n"
                "answer- www.a.test.  242  IN  A  192.0.2.1\n"
                "authority~ empty\n"
                "additional~ OPT only\n");
}

static void silence_has_no_flags(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(-1, GS_OUTCOME_TIMED_OUT);
    struct gs_dns_try again = answer->tries.items[0];
    gs_vec_push(&answer->tries, again);
    answer->tries.items[1].server.port = 5300;
    answer->tries.items[1].outcome = GS_OUTCOME_REFUSED;
    check_lines(answer, "outcome- no reply   3.9 ms   2 tries\n"
                        "meaning! No server answered in time.\n"
                        "tries- 10.0.0.2 by UDP   no reply   3.9 ms\n"
                        "- 10.0.0.2:5300 by UDP   port closed   3.9 ms\n");
}

static void each_outcome_without_a_message_has_its_sentence(void **state)
{
    (void)state;

    static const struct {
        enum gs_outcome outcome;
        const char *line;
    } cases[] = {
        {GS_OUTCOME_REFUSED, "meaning! Nobody listens at the server"},
        {GS_OUTCOME_UNREACHABLE, "meaning! There is no way to the server."},
        {GS_OUTCOME_BAD_ANSWER, "meaning! What came is no answer"},
        {GS_OUTCOME_BAD_QUESTION, "meaning! The name cannot be asked"},
        {GS_OUTCOME_CANCELLED, "meaning! Stopped"},
        {GS_OUTCOME_FAILED, "meaning! No message came."},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_has(make_answer(-1, cases[i].outcome), cases[i].line);
    }
}

static void each_code_has_its_sentence(void **state)
{
    (void)state;

    static const struct {
        int rcode;
        const char *line;
    } cases[] = {
        {1, "outcome- FORMERR   3.9 ms"},
        {1, "meaning! The server does not understand the question."},
        {2, "meaning! Server failure: the server could not find out."},
        {4, "meaning! The server does not know this kind of question."},
        {5, "meaning! Refused: the server does not answer this asker"},
        {6, "meaning! A DNAME makes the name longer"},
        {9, "meaning! The server is not responsible for the zone."},
        {16, "meaning! The server does not know this version of EDNS."},
        {23, "meaning! The server wants to see a cookie of its own."},
        {12, "meaning! The server answers with a code that no look-up should see."},
        {4095, "outcome- RCODE4095 "},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_has(make_answer(cases[i].rcode, GS_OUTCOME_FAILED), cases[i].line);
    }
}

static struct gs_dns_answer *negative(int rcode, enum gs_outcome outcome, bool has_soa)
{
    struct gs_dns_answer *answer = make_answer(rcode, outcome);
    if (has_soa) {
        make_record(&answer->authority, "a.test", GS_TYPE_SOA, "ns. root. 1 2 3 4 60");
    }
    return answer;
}

static void what_is_not_there_is_said_with_its_proof(void **state)
{
    (void)state;
    check_has(negative(3, GS_OUTCOME_NO_SUCH_NAME, true),
              "meaning- No such name, of any type. The SOA of a.test says so; caches may "
              "keep that for 60 s.\n");
    check_has(negative(3, GS_OUTCOME_NO_SUCH_NAME, false),
              "meaning^ No such name. No SOA: not said by which zone, nor for how long.");
    check_has(negative(0, GS_OUTCOME_NO_DATA, true),
              "meaning- No data: the name exists, but has no A. The SOA of a.test says "
              "so; caches may keep that for 60 s.\n");
    check_has(negative(0, GS_OUTCOME_NO_DATA, false),
              "meaning^ No data, and no SOA: not proven, and not to be cached.");
    struct gs_dns_answer *nothing = negative(0, GS_OUTCOME_NO_DATA, true);
    make_record(&nothing->answer, "www.a.test", GS_TYPE_CNAME, "web.a.test");
    check_has(nothing,
              "No data: web.a.test, where the alias leads, has no A. The SOA of");
    struct gs_dns_answer *alias = negative(3, GS_OUTCOME_NO_SUCH_NAME, true);
    make_record(&alias->answer, "www.a.test", GS_TYPE_CNAME, "gone.a.test");
    check_has(alias, "No such name as gone.a.test, where the alias leads, of any type.");
}

static void referrals_and_lame_servers_are_named(void **state)
{
    (void)state;
    struct gs_dns_answer *down = make_answer(0, GS_OUTCOME_NO_DATA);
    down->asked.is_iterative = true;
    down->flags = (struct gs_dns_flags){0};
    make_record(&down->authority, "a.test", GS_TYPE_NS, "ns1.a.test");
    make_record(&down->authority, "a.test", GS_TYPE_NS, "ns2.a.test");
    check_has(down,
              "meaning- No answer, but a referral to the 2 name servers of a.test.\n"
              "flags- qr answer   rd ra aa ad tc cd not set\n");
    struct gs_dns_answer *up = make_answer(0, GS_OUTCOME_NO_DATA);
    up->asked.is_iterative = true;
    up->flags.ra = false;
    make_record(&up->authority, ".", GS_TYPE_NS, "a.root.test");
    check_has(up,
              "meaning^ No answer, but a referral to the 1 name server of .: up or "
              "away, so the server has not the zone.\n^ Lame: asked for what it knows "
              "itself, it is not authoritative (no aa).\n");
    struct gs_dns_answer *cached = answered();
    cached->asked.is_iterative = true;
    check_has(cached,
              "\n^ Not authoritative: asked for what it knows itself, it looks into "
              "its cache.\n");
    struct gs_dns_answer *alias = make_answer(0, GS_OUTCOME_NO_DATA);
    make_record(&alias->answer, "www.a.test", GS_TYPE_CNAME, "x.b.test");
    check_has(alias, "meaning^ An alias alone: this server has nothing of x.b.test.");
    struct gs_dns_answer *loop = make_answer(0, GS_OUTCOME_BAD_ANSWER);
    make_record(&loop->answer, "www.a.test", GS_TYPE_CNAME, "www.a.test");
    check_has(loop, "meaning! The aliases lead in a circle, or are too many.");
}

static void add_ede(struct gs_dns_answer *answer, uint16_t code, const char *text)
{
    gs_vec_push(&answer->edns.errors, ((struct gs_ede){code, gs_mem_copy_text(text)}));
}

static void extended_errors_are_named(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(2, GS_OUTCOME_SERVER_FAILURE);
    add_ede(answer, 22, "at delegation a.test");
    add_ede(answer, 60000, NULL);
    check_has(answer, "error^ 22 No Reachable Authority: at delegation a.test\n"
                      "^ 60000 not registered\n");
    answer = make_answer(2, GS_OUTCOME_SERVER_FAILURE);
    add_ede(answer, 7, NULL);
    check_has(answer, "meaning! Server failure: the resolver found an answer, but its "
                      "signatures do not hold. With cd set it shows that.\n"
                      "error^ 7 Signature Expired\n");
    answer = make_answer(2, GS_OUTCOME_SERVER_FAILURE);
    add_ede(answer, 7, NULL);
    check_has(answer, "do not set   1 extended error\n");
}

static void ad_is_what_the_resolver_says(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = answered();
    answer->flags.ad = answer->asked.wants_signatures = true;
    check_has(
        answer,
        "\n- The resolver says that it validated this (ad). Nothing here checks it.\n"
        "flags- qr answer   rd recursion wanted   ra recursion offered   "
        "ad the resolver says: validated   aa tc cd not set\n");
    answer = answered();
    answer->asked.wants_signatures = true;
    check_has(answer,
              "\n- The resolver does not say that it validated this (ad not set).");
    answer = answered();
    answer->asked.wants_signatures = answer->asked.is_checking_disabled = true;
    check_has(answer, "\n- Not validated: the resolver was told not to (cd).\n");
}

static void how_it_came_is_said(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = answered();
    struct gs_dns_try tried = answer->tries.items[0];
    answer->tries.items[0].is_truncated = true;
    gs_vec_push(&answer->tries, tried);
    answer->tries.items[1].transport = answer->transport = GS_TRANSPORT_TCP;
    check_has(answer, "2 tries   by TCP\nmeaning- Answered.\n"
                      "- By UDP the answer was truncated (tc), so TCP followed.\n"
                      "tries- 10.0.0.2 by UDP   NOERROR, truncated   3.9 ms\n"
                      "- 10.0.0.2 by TCP   NOERROR   3.9 ms\n");
    answer = answered();
    answer->tries.items[0].rcode = GS_RCODE_BADCOOKIE;
    answer->asked.cookie_len = 16;
    gs_vec_push(&answer->tries, tried);
    check_has(answer,
              "\n- The server wanted a cookie of its own (BADCOOKIE), and got it.\n"
              "tries- 10.0.0.2 by UDP   BADCOOKIE   3.9 ms\n");
    answer = answered();
    answer->flags.tc = answer->flags.aa = answer->flags.cd = true;
    answer->has_broken_end = true;
    answer->left_out = 3;
    answer->is_edns_refused = true;
    answer->edns.is_present = false;
    answer->answer.items[0].is_malformed = true;
    check_lines(answer,
                "outcome- NOERROR   3.9 ms   92 bytes   1 try\n"
                "meaning- Answered, by a server of the zone.\n"
                "^ The message is truncated (tc): records are missing.\n"
                "^ The server refuses EDNS, so it was asked without.\n"
                "^ The data of 1 record does not fit the type.\n"
                "^ The message ends inside a record. What came before is kept.\n"
                "^ 3 more records are left out.\n"
                "flags- qr answer   rd recursion wanted   ra recursion offered   "
                "aa authoritative   tc truncated   cd not to be validated   ad not set\n"
                "EDNS- none came\n"
                "answer^ www.a.test.  242  IN  A  192.0.2.1\n"
                "authority~ empty\n"
                "additional~ empty\n");
}

static void options_of_edns_have_lines(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = answered();
    struct gs_edns *edns = &answer->edns;
    edns->is_do = true;
    memcpy(edns->nsid, "n\x1b\xff", edns->nsid_len = 3);
    edns->subnet = (struct gs_address){.family = AF_INET, .bytes = {192, 0, 2}};
    edns->subnet_bits = 24;
    edns->subnet_scope = 20;
    answer->asked.cookie_len = 8;
    edns->cookie_len = 9;
    edns->cookie[0] = 0xab;
    check_has(
        answer,
        "EDNS- version 0   1232 bytes   do set   no extended error\n"
        "- identifier n\\x1B\\xFF   6e1bff\n"
        "! cookie not the one sent: this answer may be forged   ab0000000000000000\n"
        "- subnet 192.0.2.0/24, and the answer is for its /20\n");
    answer = answered();
    answer->asked.wants_nsid = true;
    answer->asked.cookie_len = 8;
    answer->asked.subnet.family = AF_INET;
    check_has(answer,
              "\n~ identifier asked for, none came\n~ cookie sent, none came back\n"
              "~ subnet told, not taken up\n");
    answer = answered();
    answer->asked.cookie_len = answer->edns.cookie_len = 8;
    answer->edns.subnet.family = AF_INET6;
    check_has(answer,
              "\n^ cookie ours came back, without one of the server   "
              "0000000000000000\n- subnet ::/0, and the answer is for everybody\n");
    answer = answered();
    answer->edns.is_present = false;
    answer->asked.udp_size = 0;
    check_has(answer, "EDNS- not used\n");
}

static void long_sections_end_in_a_number(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = answered();
    make_record(&answer->answer, ".", 65280, "\\# 1 00");
    make_record(&answer->answer, "c.test", GS_TYPE_A, "192.0.2.3");
    make_record(&answer->answer, "d.test", GS_TYPE_A, "192.0.2.4");
    answer->answer.items[1].class_ = 3;
    char *none = lines_of(answer, 0);
    assert_non_null(strstr(none, "answer~ 4 more\n"));
    free(none);
    check_has(answer, "answer- www.a.test.  242  IN  A  192.0.2.1\n"
                      "- .  242  CLASS3  TYPE65280  \\# 1 00\n~ and 2 more\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_answer_is_read_line_by_line),
        cmocka_unit_test(silence_has_no_flags),
        cmocka_unit_test(each_outcome_without_a_message_has_its_sentence),
        cmocka_unit_test(each_code_has_its_sentence),
        cmocka_unit_test(what_is_not_there_is_said_with_its_proof),
        cmocka_unit_test(referrals_and_lame_servers_are_named),
        cmocka_unit_test(extended_errors_are_named),
        cmocka_unit_test(ad_is_what_the_resolver_says),
        cmocka_unit_test(how_it_came_is_said),
        cmocka_unit_test(options_of_edns_have_lines),
        cmocka_unit_test(long_sections_end_in_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
