/* SPDX-License-Identifier: MIT */
#include "rules/check_policies.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dmarc_tags_are_told),
        cmocka_unit_test(promises_of_tls_are_told),
        cmocka_unit_test(keys_are_told_with_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
