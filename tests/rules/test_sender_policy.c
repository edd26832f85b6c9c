/* SPDX-License-Identifier: MIT */
#include "rules/check_policies.h"

static void spf_terms_are_told_in_order(void **state)
{
    static const struct policy_case cases[] = {
        {"the example of RFC 7208 A.1",
         "v=spf1 mx:example.org  mx/30 mx:example.org/30 -all",
         "mx:example.org: pass: the mail exchanges of example.org | asks DNS\n"
         "mx/30: pass: the mail exchanges of this domain and their neighbours, /30 "
         "| asks DNS\n"
         "mx:example.org/30: pass: the mail exchanges of example.org and their "
         "neighbours, /30 | asks DNS\n"
         "-all: fail: everyone else\n",
         "", "all others fail"},
        {"networks of both families", "v=spf1 +ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",
         "+ip4:192.0.2.0/24: pass: 192.0.2.0/24\n"
         "ip6:2001:db8::/32: pass: 2001:db8::/32\n"
         "~all: softfail: everyone else\n",
         "", "all others softfail"},
        {"case does not count", "V=SPF1 A:Mail.Example.ORG/24//64 ?ALL",
         "A:Mail.Example.ORG/24//64: pass: the addresses of Mail.Example.ORG and their "
         "neighbours, /24//64 | asks DNS\n"
         "?ALL: neutral: everyone else\n",
         "", "all others neutral"},
        {"macros as in RFC 7208 7.4",
         "v=spf1 exists:%{ir}.%{l1r+}._spf.%{d} include:_spf.%{d2} -all",
         "exists:%{ir}.%{l1r+}._spf.%{d}: pass: anyone, when %{ir}.%{l1r+}._spf.%{d} has "
         "an A record | asks DNS\n"
         "include:_spf.%{d2}: pass: whoever passes the SPF of _spf.%{d2} | asks DNS\n"
         "-all: fail: everyone else\n",
         "", "all others fail"},
        {"modifiers", "v=spf1 redirect=_spf.example.com exp=why.example.com moo=cow",
         "redirect=_spf.example.com: else: as the SPF of _spf.example.com says | asks "
         "DNS\n"
         "exp=why.example.com: why it failed is written at why.example.com\n"
         "moo=cow: a modifier that is not known: ignored\n",
         "", "as _spf.example.com says"},
        {"nobody sends", "v=spf1 -all", "-all: fail: everyone else\n", "",
         "all others fail"},
    };

    (void)state;
    check_policies(GS_SENDER_SPF, cases, COUNT_OF(cases));
}

static void spf_faults_are_named_with_their_term(void **state)
{
#define PERM "no such mechanism: the whole record fails (permerror)"
    static const struct policy_case cases[] = {
        {"an unknown mechanism", "v=spf1 ipv4:192.0.2.1 -all", NULL,
         "ipv4:192.0.2.1: " PERM " | ✗ \n", ""},
        {"a qualifier twice", "v=spf1 --all", NULL,
         "--all: " PERM " | ✗ \nall: not there, and no redirect: all others are neutral "
         "| ▲ \n",
         ""},
        {"a modifier with qualifier", "v=spf1 -redirect=a.test -all", NULL,
         "-redirect=a.test: " PERM " | ✗ \n", ""},
        {"no address", "v=spf1 ip4:192.0.2 -all", NULL,
         "ip4:192.0.2: not an IPv4 address | ✗ \n", ""},
        {"the other family", "v=spf1 ip6:192.0.2.1 -all", NULL,
         "ip6:192.0.2.1: not an IPv6 address | ✗ \n", ""},
        {"a prefix too long", "v=spf1 ip4:192.0.2.0/33 ip6:::/129 a/24/64 a/024 -all",
         NULL,
         "ip4:192.0.2.0/33: not a prefix length | ✗ \n"
         "ip6:::/129: not a prefix length | ✗ \n"
         "a/24/64: not a prefix length | ✗ \n"
         "a/024: not a prefix length | ✗ \n",
         ""},
        {"a length where none may be", "v=spf1 include:a.test/24 all/8", NULL,
         "include:a.test/24: takes no prefix length | ✗ \n"
         "all/8: all takes no argument | ✗ \n"
         "all: not there, and no redirect: all others are neutral | ▲ \n",
         ""},
        {"arguments that lack", "v=spf1 include a: ip4 exists: -all", NULL,
         "include: its argument is missing | ✗ \n"
         "a:: its argument is missing | ✗ \n"
         "ip4: its argument is missing | ✗ \n"
         "exists:: its argument is missing | ✗ \n",
         ""},
        {"an equals sign for a colon", "v=spf1 include=a.test -all", NULL,
         "include=a.test: a mechanism takes a colon: this one is ignored | ▲ \n",
         "all others fail"},
        {"no domain", "v=spf1 include:localhost a:1.2.3.4 mx:b-.c- -all", NULL,
         "include:localhost: not a domain: a dot is wanted | ✗ \n"
         "a:1.2.3.4: not a domain: its end is no label | ✗ \n"
         "mx:b-.c-: not a domain: its end is no label | ✗ \n",
         ""},
        {"broken macros",
         "v=spf1 exists:%{q}.test exists:%{d exists:%a.b exists:%{d0}.a "
         "-all",
         NULL,
         "exists:%{q}.test: its macro is broken | ✗ \n"
         "exists:%{d: its macro is broken | ✗ \n"
         "exists:%a.b: its macro is broken | ✗ \n"
         "exists:%{d0}.a: its macro is broken | ✗ \n",
         ""},
        {"bytes that are not ASCII", "v=spf1 include:b\xc3\xbc.test -all", NULL,
         "include:bü.test: not plain ASCII | ✗ \n", ""},
        {"redirect twice", "v=spf1 redirect=a.test redirect=b.test", NULL,
         "redirect=b.test: stands twice: the whole record fails (permerror) | ✗ \n", ""},
        {"everyone may send", "v=spf1 +all", NULL,
         "+all: lets everyone send in this domain's name | ▲ \n", "everyone may send"},
        {"the whole Internet", "v=spf1 ip4:0.0.0.0/0 -all", NULL,
         "ip4:0.0.0.0/0: every address of the family fits | ▲ \n", "all others fail"},
        {"terms behind all", "v=spf1 -all a redirect=a.test", NULL,
         "a: never reached: all comes before it | ▲ \n"
         "redirect=a.test: ignored: all decides before it | ▲ \n",
         "all others fail"},
        {"ptr", "v=spf1 ptr -all", NULL,
         "ptr: slow and unreliable, not to be used (RFC 7208 5.5) | ▲ \n",
         "all others fail"},
        {"an end is missing", "v=spf1 a", NULL,
         "all: not there, and no redirect: all others are neutral | ▲ \n",
         "all others neutral"},
    };

    (void)state;
    check_policies(GS_SENDER_SPF, cases, COUNT_OF(cases));
}

static void spf_terms_that_ask_dns_are_counted(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        size_t lookups;
        bool is_wrong;
    } cases[] = {
        {"none", "v=spf1 ip4:192.0.2.1 ip6:::1 exp=a.test -all", 0, false},
        {"ten",
         "v=spf1 a mx ptr exists:a.b include:a.b a:a.b a:c.d mx:a.b a:e.f -all "
         "redirect=a.b",
         9, false},
        {"ten with redirect",
         "v=spf1 a mx a:a.a mx:a.a a:a.b a:a.c a:a.d a:a.e a:a.f redirect=a.b", 10,
         false},
        {"eleven",
         "v=spf1 a mx a:a.a mx:a.a a:a.b a:a.c a:a.d a:a.e a:a.f a:a.g a:a.h ~all", 11,
         true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_sender_policy policy;
        check_case(cases[i].label);
        gs_sender_policy_parse(GS_SENDER_SPF, cases[i].text, strlen(cases[i].text),
                               &policy);
        assert_int_equal(policy.lookups, cases[i].lookups);
        assert_int_equal(gs_words_worst(&policy.errors) == GS_SIGN_ERR,
                         cases[i].is_wrong);
        gs_sender_policy_fini(&policy);
    }
}

static void kinds_are_known_by_their_version(void **state)
{
    static const struct {
        const char *text;
        int kind; /* -1: none */
    } cases[] = {
        {"v=spf1", GS_SENDER_SPF},
        {"v=spf1 -all", GS_SENDER_SPF},
        {"v=spf10 -all", -1},
        {"v=spf1;-all", -1},
        {" v=spf1 -all", -1},
        {"v=DMARC1;p=none", GS_SENDER_DMARC},
        {"v=dmarc1;p=none", -1},
        {"v=DMARC10;p=none", -1},
        {"p=none;v=DMARC1", -1},
        {"v=STSv1;id=1", GS_SENDER_MTA_STS},
        {"v=TLSRPTv1;rua=", GS_SENDER_TLS_RPT},
        {"v=DKIM1;p=", GS_SENDER_DKIM},
        {"p=AAAA", GS_SENDER_DKIM},
        {"k=rsa;p=AAAA;n=x", GS_SENDER_DKIM},
        {"k=rsa;hello;p=A", -1},
        {"k=rsa", -1},
        {"", -1},
        {";", -1},
        {"hello", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum gs_sender_kind kind = GS_SENDER_SPF;
        check_case(cases[i].text);
        bool is_known = gs_sender_kind_of(cases[i].text, strlen(cases[i].text), &kind);
        assert_int_equal(is_known ? (int)kind : -1, cases[i].kind);
    }
}

static void the_answer_is_read_at_the_end_of_its_chain(void **state)
{
    (void)state;
    struct gs_sender_policy policy;
    struct gs_dns_answer *answer =
        make_answer("_dmarc.a.test", GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
    make_record(answer, "_dmarc.a.test", GS_TYPE_CNAME, "d.b.test");
    make_record(answer, "_dmarc.a.test", GS_TYPE_TXT, "\"v=DMARC1; p=none\"");
    make_record(answer, "D.b.test", GS_TYPE_TXT, "\"hello\"");
    make_record(answer, "d.b.test", GS_TYPE_TXT,
                "\"v=DMARC1; p=rej\" \"ect; rua=mailto:\\195\\164@b.test\\001\"");
    gs_sender_policy_read(GS_SENDER_DMARC, answer, &policy);
    assert_int_equal(policy.count, 1);
    assert_string_equal(policy.text, "v=DMARC1; p=reject; rua=mailto:ä@b.test\\x01");
    assert_string_equal(policy.gist, "reject");
    gs_sender_policy_fini(&policy);
    gs_sender_policy_read(GS_SENDER_SPF, answer, &policy);
    assert_int_equal(policy.count, 0);
    assert_null(policy.text);
    assert_string_equal(policy.gist, "");
    gs_sender_policy_fini(&policy);
    gs_dns_answer_free(answer);
}

static void more_than_one_record_is_none(void **state)
{
    (void)state;
    struct gs_sender_policy policy;
    struct gs_dns_answer *answer =
        make_answer("a.test", GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
    make_record(answer, "a.test", GS_TYPE_TXT, "\"v=spf1 -all\"");
    make_data(answer, "a.test", GS_TYPE_TXT, "02763d 0673706631 20"); /* broken */
    make_data(answer, "a.test", GS_TYPE_TXT, "06763d73706631");
    answer->answer.items[0].data_at = UINT32_MAX; /* not in the message that was kept */
    gs_sender_policy_read(GS_SENDER_SPF, answer, &policy);
    assert_int_equal(policy.count, 2);
    assert_string_equal(policy.text, "v=spf1 -all");
    assert_string_equal(policy.gist, "");
    check_words(
        &policy.errors,
        "v=spf1: 2 SPF records: a receiver takes none of them (permerror) | ✗ \n");
    gs_sender_policy_fini(&policy);
    gs_dns_answer_free(answer);
}

static void of_an_answer_the_records_of_the_kind_stay(void **state)
{
    (void)state;
    struct gs_sender_policy policy;
    struct gs_dns_answer *answer =
        make_answer("a.test", GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
    for (int i = 0; i < 200; i++) {
        make_record(answer, "b.test", GS_TYPE_TXT, "\"verification=1\"");
    }
    make_record(answer, "a.test", GS_TYPE_CNAME, "b.test");
    make_record(answer, "a.test", GS_TYPE_TXT, "\"v=spf1 of another name\"");
    make_record(answer, "b.test", GS_TYPE_TXT, "\"\" \"v=sp\" \"f1 ~all\"");
    for (int i = 0; i < GS_POLICY_RECORDS_MAX + 9; i++) {
        make_record(answer, "b.test", GS_TYPE_TXT, "\"v=spf1 +all\"");
    }
    assert_int_equal(gs_sender_policy_trim(GS_SENDER_SPF, answer), 10);
    assert_int_equal(answer->answer.count, GS_POLICY_RECORDS_MAX + 1);
    gs_sender_policy_read(GS_SENDER_SPF, answer, &policy);
    assert_int_equal(policy.count, GS_POLICY_RECORDS_MAX);
    assert_string_equal(policy.text, "v=spf1 ~all");
    gs_sender_policy_fini(&policy);
    assert_int_equal(gs_sender_policy_trim(GS_SENDER_DMARC, answer), 0);
    assert_int_equal(answer->answer.count, 1); /* the CNAME */
    gs_dns_answer_free(answer);
}

static void only_dns_says_that_there_is_no_record(void **state)
{
    (void)state;

    static const struct {
        enum gs_outcome outcome;
        enum gs_sender_state want;
        const char *absence;
    } cases[] = {
        {GS_OUTCOME_ANSWERED, GS_SENDER_NONE, "no record"},
        {GS_OUTCOME_NO_DATA, GS_SENDER_NONE, "no record"},
        {GS_OUTCOME_NO_SUCH_NAME, GS_SENDER_NONE, "no record"},
        {GS_OUTCOME_TIMED_OUT, GS_SENDER_UNKNOWN, "no reply"},
        {GS_OUTCOME_REFUSED, GS_SENDER_UNKNOWN, "port closed"},
        {GS_OUTCOME_BAD_ANSWER, GS_SENDER_UNKNOWN, "bad answer"},
    };
    struct gs_sender_policy policy = {0};
    assert_int_equal(gs_sender_policy_state(&policy, NULL), GS_SENDER_WAITING);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_answer("a.test", GS_TYPE_TXT, cases[i].outcome);
        answer->rcode = -1;
        assert_int_equal(gs_sender_policy_state(&policy, answer), cases[i].want);
        assert_string_equal(gs_sender_absence(&policy, answer), cases[i].absence);
        gs_dns_answer_free(answer);
    }
    policy.count = 1;
    struct gs_dns_answer *answer =
        make_answer("a.test", GS_TYPE_TXT, GS_OUTCOME_ANSWERED);
    assert_int_equal(gs_sender_policy_state(&policy, answer), GS_SENDER_FOUND);
    gs_dns_answer_free(answer);
}

static void a_kind_knows_its_name_and_where_it_is_asked(void **state)
{
    static const struct {
        enum gs_sender_kind kind;
        const char *want;
    } cases[] = {
        {GS_SENDER_SPF, "SPF spf RFC 7208 a.test"},
        {GS_SENDER_DMARC, "DMARC dmarc RFC 7489 _dmarc.a.test"},
        {GS_SENDER_MTA_STS, "MTA-STS mta_sts RFC 8461 _mta-sts.a.test"},
        {GS_SENDER_TLS_RPT, "TLS-RPT tls_rpt RFC 8460 _smtp._tls.a.test"},
        {GS_SENDER_DKIM, "DKIM dkim RFC 6376 "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%s %s %s ", gs_sender_name(cases[i].kind),
                    gs_sender_id(cases[i].kind), gs_sender_source(cases[i].kind));
        gs_sender_owner(cases[i].kind, "a.test", &text);
        assert_string_equal(gs_buf_text(&text), cases[i].want);
        gs_buf_fini(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spf_terms_are_told_in_order),
        cmocka_unit_test(spf_faults_are_named_with_their_term),
        cmocka_unit_test(spf_terms_that_ask_dns_are_counted),
        cmocka_unit_test(kinds_are_known_by_their_version),
        cmocka_unit_test(the_answer_is_read_at_the_end_of_its_chain),
        cmocka_unit_test(more_than_one_record_is_none),
        cmocka_unit_test(of_an_answer_the_records_of_the_kind_stay),
        cmocka_unit_test(only_dns_says_that_there_is_no_record),
        cmocka_unit_test(a_kind_knows_its_name_and_where_it_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
