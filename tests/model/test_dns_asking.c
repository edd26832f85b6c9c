/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/dns_asking.h"

#include <string.h>

#include <sys/socket.h>

static void plain_questions_want_recursion_and_edns(void **state)
{
    (void)state;
    struct gs_dns_asking asking = gs_dns_asking_default();
    assert_int_equal(asking.udp_size, GS_UDP_SIZE_DEFAULT);
    assert_false(asking.is_iterative || asking.is_tcp_only || asking.wants_signatures);
    assert_int_equal(asking.subnet.family, 0);
}

/* Parses over a default and gives the text of what came out. */
static void check_becomes(const char *text, const char *wanted)
{
    struct gs_dns_asking asking = gs_dns_asking_default();
    struct gs_buf out = {0};
    check_case(text);
    assert_int_equal(gs_dns_asking_parse(text, &asking, &out), GS_OK);
    assert_int_equal(out.len, 0);
    gs_dns_asking_format(&asking, &out);
    assert_string_equal(gs_buf_text(&out), wanted);
    struct gs_dns_asking again = gs_dns_asking_default();
    assert_int_equal(gs_dns_asking_parse(wanted, &again, NULL), GS_OK);
    assert_memory_equal(&asking, &again, sizeof asking);
    gs_buf_fini(&out);
}

static void settings_are_read_and_written_in_the_words_of_dig(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        const char *wanted;
    } cases[] = {
        {"", "default"},
        {"default", "default"},
        {"rec,ad,edns,size=1232,nodo,nocd,nonsid,nocookie,notcp,nosubnet", "default"},
        {"do", "do"},
        {"+dnssec +nsid +tcp", "do,nsid,tcp"},
        {"TCP, Cookie\tcd", "cd,cookie,tcp"},
        {"norec,noad", "norec,noad"},
        {"+norecurse +noadflag +cdflag +vc", "cd,tcp,norec,noad"},
        {"nordflag", "norec"},
        {"do,nodo", "default"},
        {"noedns", "noedns"},
        {"do,noedns,nodo", "noedns"},
        {"noedns,edns", "default"},
        {"size=512", "size=512"},
        {"bufsize=4096", "size=4096"},
        {"noedns,size=600", "size=600"},
        {"subnet=192.0.2.0/24", "subnet=192.0.2.0/24"},
        {"subnet=192.0.2.255/25", "subnet=192.0.2.128/25"},
        {"subnet=192.0.2.7", "subnet=192.0.2.7/32"},
        {"subnet=2001:db8:ffff::/33", "subnet=2001:db8:8000::/33"},
        {"subnet=::1", "subnet=::1/128"},
        {"subnet=0", "subnet=0.0.0.0/0"},
        {"subnet=1.2.3.4/0", "subnet=0.0.0.0/0"},
        {"timeout=2", "timeout=2"},
        {"time=0.25", "timeout=0.25"},
        {"timeout=0.001", "timeout=0.001"},
        {"timeout=30.000", "timeout=30"},
        {"timeout=12.34", "timeout=12.34"},
        {"tries=3", "tries=3"},
        {"retry=0", "tries=1"},
        {"do,cd,nsid,cookie,tcp,norec,noad,size=1400,subnet=192.0.2.0/"
         "24,timeout=2,tries=9",
         "do,cd,nsid,cookie,tcp,norec,noad,size=1400,subnet=192.0.2.0/24,timeout=2,"
         "tries=9"},
        {"tcp,size=700,default,cd", "cd"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_becomes(cases[i].text, cases[i].wanted);
    }
}

static void what_is_wrong_is_said_and_nothing_changes(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        const char *says; /* how the sentence begins */
    } cases[] = {
        {"foo",
         "\"foo\" is no setting. There are do cd nsid cookie tcp norec noad noedns "
         "size= subnet= timeout= tries= default."},
        {"do,no", "\"no\" is no setting."},
        {"do;cd", "\"do;cd\" is no setting."},
        {"nodefault", "\"nodefault\" is no setting."},
        {"a\x1b[2J\xff", "\"a\\x1B[2J\\xFF\" is no setting."},
        {"=3", "\"\" is no setting."},
        {"do=1", "do takes no value."},
        {"size", "size is a number of bytes from 512 to 4096."},
        {"size=", "size is a number"},
        {"size=511", "size is a number"},
        {"size=4097", "size is a number"},
        {"size=+600", "size is a number"},
        {"size=600x", "size is a number"},
        {"size=99999999999999999999", "size is a number"},
        {"timeout=0", "timeout is a number of seconds up to 30, as 2 or 0.25."},
        {"timeout=30.001", "timeout is a number"},
        {"timeout=1.2345", "timeout is a number"},
        {"timeout=.5", "timeout is a number"},
        {"timeout=1.", "timeout is a number"},
        {"timeout=-1", "timeout is a number"},
        {"timeout=1.2.3", "timeout is a number"},
        {"tries=0", "tries is a number from 1 to 9."},
        {"tries=10", "tries is a number from 1 to 9."},
        {"retry=9", "retry is a number from 0 to 8"},
        {"subnet", "subnet is an address with the bits to tell, as 192.0.2.0/24."},
        {"subnet=", "subnet is an address"},
        {"subnet=192.0.2.0/33", "subnet is an address"},
        {"subnet=192.0.2.0/", "subnet is an address"},
        {"subnet=192.0.2/24", "subnet is an address"},
        {"subnet=2001:db8::/129", "subnet is an address"},
        {"subnet=fe80::1%lo/64", "subnet is an address"},
        {"do,noedns", "do needs EDNS: say edns, or nodo."},
        {"noedns,nsid", "nsid needs EDNS: say edns, or nonsid."},
        {"noedns,cookie", "cookie needs EDNS: say edns, or nocookie."},
        {"subnet=0,noedns", "subnet needs EDNS: say edns, or nosubnet."},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_asking asking = gs_dns_asking_default();
        const struct gs_dns_asking before = asking;
        struct gs_buf wrong = {0};
        check_case(cases[i].text);
        assert_int_equal(gs_dns_asking_parse(cases[i].text, &asking, &wrong), GS_EFORMAT);
        assert_memory_equal(&asking, &before, sizeof asking);
        const char *said = gs_buf_text(&wrong);
        assert_int_equal(strncmp(said, cases[i].says, strlen(cases[i].says)), 0);
        assert_int_equal(said[wrong.len - 1], '.');
        gs_buf_fini(&wrong);
    }
}

static void a_word_of_any_length_is_refused_whole(void **state)
{
    (void)state;
    char text[300];
    struct gs_dns_asking asking = gs_dns_asking_default();
    memset(text, 'd', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_int_equal(gs_dns_asking_parse(text, &asking, NULL), GS_EFORMAT);
    memcpy(text, "size=", 5);
    memset(text + 5, '0', 200);
    memcpy(text + 205, "600", 4);
    assert_int_equal(gs_dns_asking_parse(text, &asking, NULL), GS_EFORMAT);
}

static void settings_change_what_they_name_alone(void **state)
{
    (void)state;
    struct gs_dns_asking asking = gs_dns_asking_default();
    asking.keeps_message = true;
    asking.wants_signatures = true;
    asking.attempts = 4;
    assert_int_equal(gs_dns_asking_parse("tcp", &asking, NULL), GS_OK);
    assert_true(asking.wants_signatures && asking.is_tcp_only && asking.keeps_message);
    assert_int_equal(asking.attempts, 4);
    assert_int_equal(gs_dns_asking_parse("default", &asking, NULL), GS_OK);
    assert_true(asking.keeps_message); /* no word names it */
    assert_false(asking.wants_signatures || asking.is_tcp_only);
    assert_int_equal(asking.attempts, 0);
}

static void every_offered_word_is_understood(void **state)
{
    (void)state;
    size_t count = 0;
    const struct gs_asking_word *words = gs_dns_asking_words(&count);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        static const struct {
            const char *word;
            const char *value;
        } values[] = {
            {"size=", "512"}, {"subnet=", "::/0"}, {"timeout=", "1"}, {"tries=", "1"}};

        char text[64] = "";
        check_case(words[i].word);
        assert_true(strlen(words[i].help) > 0);
        (void)strcat(text, words[i].word);
        for (size_t v = 0; v < COUNT_OF(values); v++) {
            bool is_it = strcmp(values[v].word, words[i].word) == 0;
            (void)strcat(text, is_it ? values[v].value : "");
        }
        struct gs_dns_asking asking = gs_dns_asking_default();
        assert_int_equal(gs_dns_asking_parse(text, &asking, NULL), GS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_questions_want_recursion_and_edns),
        cmocka_unit_test(settings_are_read_and_written_in_the_words_of_dig),
        cmocka_unit_test(what_is_wrong_is_said_and_nothing_changes),
        cmocka_unit_test(a_word_of_any_length_is_refused_whole),
        cmocka_unit_test(settings_change_what_they_name_alone),
        cmocka_unit_test(every_offered_word_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
