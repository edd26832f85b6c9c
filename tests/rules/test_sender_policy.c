/* SPDX-License-Identifier: MIT */
#include "rules/make_words.h"
#include "support/check.h"

#include "gaiscope/rules/sender_policy.h"

/* A record, and its lines, errors and gist. NULL: not looked at. */
struct policy_case {
    const char *label;
    const char *text;
    const char *lines;
    const char *errors;
    const char *gist;
};

static void check_words(const struct gs_words *words, const char *want)
{
    char *text = make_words_text(words);
    if (want != NULL) {
        assert_string_equal(text, want);
    }
    free(text);
}

static void check_policies(enum gs_sender_kind kind, const struct policy_case *cases,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gs_sender_policy policy;
        check_case(cases[i].label);
        gs_sender_policy_parse(kind, cases[i].text, strlen(cases[i].text), &policy);
        assert_int_equal(policy.count, 1);
        check_words(&policy.lines, cases[i].lines);
        check_words(&policy.errors, cases[i].errors);
        assert_string_equal(policy.gist, cases[i].gist);
        gs_sender_policy_fini(&policy);
    }
}

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

static void dmarc_tags_are_told(void **state)
{
    static const struct policy_case cases[] = {
        {"the example of RFC 7489 B.2.1",
         "v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com",
         "p=none: forged mail of the domain: nothing is done, only reported\n"
         "rua: daily reports by mail to dmarc-feedback@example.com\n",
         "p=none: nothing is enforced | ▲ \n", "none"},
        {"all tags",
         "v=DMARC1;p=reject;sp=quarantine;np=reject;adkim=s;aspf=r;pct=50;ri=86400;"
         "fo=1:d:s;rf=afrf;rua=mailto:a@b.test!10m,mailto:c@d.test;ruf=mailto:e@f.test;",
         "p=reject: forged mail of the domain: refused\n"
         "sp=quarantine: forged mail of its subdomains: treated as suspicious: the spam "
         "folder\n"
         "np=reject: forged mail of subdomains that do not exist: refused\n"
         "adkim=s: the DKIM domain: exactly the domain of From\n"
         "aspf=r: the SPF domain: the same organisation is enough\n"
         "pct=50: the policy is for 50 of 100 messages\n"
         "ri=86400: a report every 1 day\n"
         "fo=1:d:s: failure reports when one of SPF and DKIM fails, when a DKIM "
         "signature "
         "fails, when SPF fails\n"
         "rf=afrf: failure reports in the format of RFC 6591\n"
         "rua: daily reports by mail to a@b.test\n"
         "rua: daily reports by mail to c@d.test\n"
         "ruf: failure reports by mail to e@f.test\n",
         "pct=50: forged mail outside of the share passes more easily | ▲ \n", "reject"},
        {"blanks", " v = DMARC1 ; p = reject ; x = 1; rua = mailto:a@b.test ", NULL, "",
         "reject"},
        {"no policy, but reports", "v=DMARC1; rua=mailto:a@b.test", NULL,
         "p: missing: a receiver takes p=none | ▲ \n", "none"},
        {"no policy at all", "v=DMARC1", "",
         "p: missing: a receiver ignores the record | ✗ \n"
         "rua: missing: nobody is told who sends in this domain's name | ▲ \n",
         ""},
        {"wrong values",
         "v=DMARC1; p=block; adkim=x; aspf=; pct=101; ri=-1; fo=2; rf=iodef; "
         "rua=a@b.test, mailto:@; ruf=",
         "",
         "p=block: none, quarantine or reject is wanted | ✗ \n"
         "adkim=x: r (relaxed) or s (strict) is wanted | ✗ \n"
         "aspf=: r (relaxed) or s (strict) is wanted | ✗ \n"
         "pct=101: a number from 0 to 100 is wanted | ✗ \n"
         "ri=-1: a number of seconds is wanted | ✗ \n"
         "fo=2: 0, 1, d or s is wanted, parted by colons | ✗ \n"
         "rf=iodef: afrf is the one format there is | ✗ \n"
         "a@b.test: a mailto: address is wanted | ✗ \n"
         "mailto:@: a mailto: address is wanted | ✗ \n"
         "ruf=: nobody is named | ✗ \n",
         ""},
        {"what is no tag", "v=DMARC1; p=reject;; none; =1; p=none; rua=mailto:a@b.test",
         NULL,
         ": nothing between two semicolons | ▲ \n"
         "none: not a tag: name=value is wanted | ✗ \n"
         "=1: not a tag: name=value is wanted | ✗ \n"
         "p=none: the tag stands twice | ✗ \n",
         ""},
        {"p is not second", "v=DMARC1; rua=mailto:a@b.test; p=reject", NULL,
         "rua=mailto:a@b.test: p has its place right behind v | ▲ \n", "reject"},
    };

    (void)state;
    check_policies(GS_SENDER_DMARC, cases, COUNT_OF(cases));
}

static void promises_of_tls_are_told(void **state)
{
    static const struct policy_case sts[] = {
        {"the example of RFC 8461 3.1", "v=STSv1; id=20160831085700Z;",
         "id=20160831085700Z: a new id: the policy is fetched again\n", "",
         "TLS is promised"},
        {"no id", "v=STSv1;", "", "id: missing: a sender ignores the record | ✗ \n", ""},
        {"a hyphen", "v=STSv1; id=2016-08", "",
         "id=2016-08: 1 to 32 letters and digits are wanted | ✗ \n", ""},
        {"33 letters", "v=STSv1; id=012345678901234567890123456789012", "",
         "id=012345678901234567890123456789012: 1 to 32 letters and digits are wanted "
         "| ✗ \n",
         ""},
    };
    static const struct policy_case rpt[] = {
        {"the examples of RFC 8460 3.1",
         "v=TLSRPTv1; rua=mailto:reports@example.com,https://reporting.example.com/v1",
         "rua: reports of failed TLS by mail to reports@example.com\n"
         "rua: reports of failed TLS by POST to https://reporting.example.com/v1\n",
         "", "failures of TLS are reported"},
        {"nobody", "v=TLSRPTv1", "", "rua: missing: nobody is told of failures | ✗ \n",
         ""},
        {"plain http", "v=TLSRPTv1;rua=http://a.test", "",
         "http://a.test: a mailto: or https: address is wanted | ✗ \n", ""},
    };

    (void)state;
    check_policies(GS_SENDER_MTA_STS, sts, COUNT_OF(sts));
    check_policies(GS_SENDER_TLS_RPT, rpt, COUNT_OF(rpt));
}

static void keys_are_told_with_their_size(void **state)
{
    static const struct policy_case cases[] = {
        {"the example of RFC 6376 C, 1024 bits",
         "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeL"
         "nQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/"
         "RtdC2UzJ1lWT947qR+Rcac"
         "2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB",
         "p: an RSA key of 1024 bits\n", "p: 2048 bits are advised (RFC 8301) | ▲ \n",
         "RSA key, 1024 bits"},
        {"the example of RFC 8463 A.2",
         "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
         "k=ed25519: the key's kind\np: an Ed25519 key\n", "", "Ed25519 key"},
        {"revoked", "v=DKIM1; p=", "p=: revoked: every signature with it fails\n", "",
         "revoked"},
        {"without version", "k=rsa; t=y; p=",
         "k=rsa: the key's kind\nt=y: y: a test; s: no subdomains\n"
         "p=: revoked: every signature with it fails\n",
         "t=y: a test: failures have no consequence | ▲ \n", "revoked"},
        {"no key", "v=DKIM1; n=hello; s=email; h=sha256; x=1",
         "n=hello: a note to people\ns=email: the services it is for\n"
         "h=sha256: the hashes it may be used with\n"
         "x=1: a tag that is not known: ignored\n",
         "p: missing: there is no key | ✗ \n", ""},
        {"not Base64", "v=DKIM1; p=a*b", "", "p: not Base64 | ✗ \n", ""},
        {"Base64 of a wrong length", "v=DKIM1; p=AAAAA", "", "p: not Base64 | ✗ \n", ""},
        {"not an RSA key", "v=DKIM1; p=AAAA", "", "p: not an RSA key | ✗ \n", ""},
        {"a kind that is not known", "v=DKIM1; k=dsa; h=sha1; p=",
         "h=sha1: the hashes it may be used with\n"
         "p=: revoked: every signature with it fails\n",
         "k=dsa: rsa or ed25519 is wanted | ✗ \n"
         "h=sha1: verifiers refuse SHA-1 (RFC 8301) | ✗ \n",
         ""},
    };

    (void)state;
    check_policies(GS_SENDER_DKIM, cases, COUNT_OF(cases));
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
        cmocka_unit_test(dmarc_tags_are_told),
        cmocka_unit_test(promises_of_tls_are_told),
        cmocka_unit_test(keys_are_told_with_their_size),
        cmocka_unit_test(kinds_are_known_by_their_version),
        cmocka_unit_test(the_answer_is_read_at_the_end_of_its_chain),
        cmocka_unit_test(more_than_one_record_is_none),
        cmocka_unit_test(a_kind_knows_its_name_and_where_it_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
