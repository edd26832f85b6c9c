/* SPDX-License-Identifier: MIT */
/*
 * The facts of each text are compared as lines "id=value", states and name servers as lists.
 */
#include "gaiscope/base/buf.h"
#include "gaiscope/rules/whois_facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct facts_case {
    const char *label;
    enum gs_whois_kind kind;
    const char *text;
    const char *facts;
};

static const struct facts_case cases[] = {
    {
        "gTLD",
        GS_WHOIS_DOMAIN,
        "   Domain Name: PYTHON.ORG\r\n"
        "Registry Domain ID: 000000000000-LROR\r\n"
        "Updated Date: 2026-03-14T07:20:11Z\r\n"
        "Creation Date: 1995-03-27T05:00:00Z\r\n"
        "Registry Expiry Date: 2033-03-28T05:00:00Z\r\n"
        "Registrar: Registrar Example, Inc.\r\n"
        "Registrar IANA ID: 9999\r\n"
        "Registrar Abuse Contact Email: abuse@registrar.example\r\n"
        "Domain Status: clientTransferProhibited "
        "https://icann.org/epp#clientTransferProhibited\r\n"
        "Domain Status: ok (https://icann.org/epp#ok)\r\n"
        "Registrant Name: REDACTED FOR PRIVACY\r\n"
        "Registrant Organization: Example Foundation\r\n"
        "Registrant Country: US\r\n"
        "Admin Organization: Somebody Else\r\n"
        "Name Server: NS1.EXAMPLE.NET.\r\n"
        "Name Server: ns2.example.net\r\n"
        "Name Server: ns2.example.net\r\n"
        "DNSSEC: unsigned\r\n"
        ">>> Last update of whois database: 2026-11-23T00:00:00Z <<<\r\n",
        "name=python.org\nregistrar=Registrar Example, Inc.\nregistrar_id=9999\n"
        "created=1995-03-27T05:00:00Z (796280400)\n"
        "changed=2026-03-14T07:20:11Z (1773472811)\n"
        "expires=2033-03-28T05:00:00Z (1995598800)\n"
        "dnssec=unsigned\nholder=Example Foundation\ncountry=US\n"
        "abuse=abuse@registrar.example\n"
        "status: clientTransferProhibited, ok\n"
        "servers: ns1.example.net, ns2.example.net\n",
    },
    {
        "withheld holders stay as written",
        GS_WHOIS_DOMAIN,
        "Domain Name: a.example\nRegistrant Organization: REDACTED FOR PRIVACY\n",
        "name=a.example\nholder=REDACTED FOR PRIVACY\n",
    },
    {
        "DENIC",
        GS_WHOIS_DOMAIN,
        "% Restricted rights.\n\nDomain: example.de\nNserver: ns1.example.de 192.0.2.1\n"
        "Nserver: ns2.example.net\nDnskey: 257 3 8 AwEAAb\nStatus: connect\n"
        "Changed: 2019-05-13T15:29:44+02:00\n",
        "name=example.de\nchanged=2019-05-13T15:29:44+02:00 (1557754184)\n"
        "status: connect\nservers: ns1.example.de, ns2.example.net\n",
    },
    {
        "Nominet's sections",
        GS_WHOIS_DOMAIN,
        "    Domain name:\r\n        example.co.uk\r\n\r\n    Registrar:\r\n"
        "        Example Ltd [Tag = EXAMPLE]\r\n        URL: https://r.example\r\n\r\n"
        "    Relevant dates:\r\n        Registered on: before Aug-1996\r\n"
        "        Expiry date:  13-Dec-2034\r\n        Last updated:  12-Jun-2014\r\n\r\n"
        "    Registration status:\r\n        Registered until expiry date.\r\n\r\n"
        "    Name servers:\r\n        ns1.example.co.uk  2001:db8::53\r\n"
        "        ns2.example.co.uk\r\n\r\n    WHOIS lookup made at 02:00 23-Nov-2026\r\n",
        "name=example.co.uk\nregistrar=Example Ltd [Tag = EXAMPLE]\n"
        "created=before Aug-1996 (838857600)\nchanged=12-Jun-2014 (1402531200)\n"
        "expires=13-Dec-2034 (2049580800)\n"
        "status: Registered until expiry date.\n"
        "servers: ns1.example.co.uk, ns2.example.co.uk\n",
    },
    {
        "AFNIC: a contact's dates are not the domain's",
        GS_WHOIS_DOMAIN,
        "%% This is the AFNIC Whois server.\n\n"
        "domain:      example.fr\nstatus:      ACTIVE\nholder-c:    EX1-FRNIC\n"
        "registrar:   EXAMPLE SAS\nExpiry Date: 2027-02-11T20:00:00Z\n"
        "nserver:     ns1.example.fr [192.0.2.1]\n\n"
        "nic-hdl:     EX1-FRNIC\ntype:        ORGANIZATION\ncountry:     FR\n"
        "created:     2001-01-01T00:00:00Z\n",
        "name=example.fr\nregistrar=EXAMPLE SAS\n"
        "expires=2027-02-11T20:00:00Z (1802376000)\n"
        "status: ACTIVE\nservers: ns1.example.fr\n",
    },
    {
        "dotted keys",
        GS_WHOIS_DOMAIN,
        "domain.............: example.fi\nstatus.............: Registered\n"
        "created............: 1.1.1991 00:00:00\nexpires............: 31.8.2027 "
        "10:11:12\n"
        "\nNameservers\n\nnserver............: ns1.example.fi [OK]\n",
        "name=example.fi\ncreated=1.1.1991 00:00:00 (662688000)\n"
        "expires=31.8.2027 10:11:12 (1819707072)\n"
        "status: Registered\nservers: ns1.example.fi\n",
    },
    {
        "a heading without a colon",
        GS_WHOIS_DOMAIN,
        "Domain:             example.it\nStatus:             ok\n\nRegistrant\n"
        "  Organization:     Example SpA\n\nNameservers\n  ns1.example.it\n"
        "  ns2.example.it\n",
        "name=example.it\nholder=Example SpA\nstatus: ok\n"
        "servers: ns1.example.it, ns2.example.it\n",
    },
    {
        "JPRS's brackets",
        GS_WHOIS_DOMAIN,
        "[Domain Name]                EXAMPLE.JP\n\n[Registrant]       Example KK\n"
        "a. [Name Server]             ns1.example.jp\n[Created on]     2001/03/26\n"
        "[Expires on]     2027/03/31\n[Status]         Active\n",
        "name=example.jp\ncreated=2001/03/26 (985564800)\n"
        "expires=2027/03/31 (1806451200)\nholder=Example KK\n"
        "status: Active\nservers: ns1.example.jp\n",
    },
    {
        ".ru: the person is the holder",
        GS_WHOIS_DOMAIN,
        "domain:        EXAMPLE.RU\nnserver:       ns1.example.ru.\n"
        "state:         REGISTERED, DELEGATED\nperson:        Private Person\n"
        "registrar:     EXAMPLE-RU\ncreated:       1997-09-23T09:45:07Z\n"
        "paid-till:     2027-09-30T21:00:00Z\n",
        "name=example.ru\nregistrar=EXAMPLE-RU\ncreated=1997-09-23T09:45:07Z "
        "(875007907)\n"
        "expires=2027-09-30T21:00:00Z (1822338000)\nholder=Private Person\n"
        "status: REGISTERED, DELEGATED\nservers: ns1.example.ru\n",
    },
    {
        "RIPE",
        GS_WHOIS_IPV4,
        "% Abuse contact for '193.0.0.0 - 193.0.7.255' is 'abuse@example.net'\n\n"
        "inetnum:        193.0.0.0 - 193.0.7.255\nnetname:        LAB-NCC\n"
        "org:            ORG-LAB1\ndescr:          Lab\ncountry:        NL\n"
        "status:         ASSIGNED PA\ncreated:        2003-03-17T12:15:57Z\n"
        "last-modified:  2017-12-04T14:42:31Z\nsource:         RIPE\n\n"
        "organisation:   ORG-LAB1\norg-name:       Lab Network Centre\n"
        "created:        1999-01-01T00:00:00Z\n\n"
        "person:         A Person\ncreated:        1998-01-01T00:00:00Z\n\n"
        "route:          193.0.0.0/21\ndescr:          LAB\norigin:         AS64500\n",
        "created=2003-03-17T12:15:57Z (1047903357)\n"
        "changed=2017-12-04T14:42:31Z (1512398551)\n"
        "network=193.0.0.0 - 193.0.7.255\ncidr=193.0.0.0/21\nnetwork_name=LAB-NCC\n"
        "origin=AS64500\nholder=Lab Network Centre\ncountry=NL\nabuse=abuse@example.net\n"
        "status: ASSIGNED PA\n",
    },
    {
        "ARIN: the narrower network counts",
        GS_WHOIS_IPV4,
        "# start\n\nNetRange:       192.0.0.0 - 192.255.255.255\n"
        "CIDR:           192.0.0.0/8\nNetName:        WIDE\n"
        "Organization:   Wide Org (WIDE)\nRegDate:        1990-01-01\n\n"
        "OrgName:        Wide Organisation\nCountry:        US\n\n# end\n\n# start\n\n"
        "NetRange:       192.0.2.0 - 192.0.2.255\nCIDR:           192.0.2.0/24\n"
        "NetName:        NARROW\nOriginAS:       AS64501\n"
        "Organization:   Narrow Org (NARROW)\nRegDate:        2009-06-29\n"
        "Updated:        2013-08-30\n\n"
        "OrgName:        Narrow Organisation\nRegDate:        1980-01-01\n"
        "Country:        CA\n\nOrgAbuseHandle: X\nOrgAbuseEmail:  abuse@narrow.example\n",
        "created=2009-06-29 (1246233600)\nchanged=2013-08-30 (1377820800)\n"
        "network=192.0.2.0 - 192.0.2.255\ncidr=192.0.2.0/24\nnetwork_name=NARROW\n"
        "origin=AS64501\nholder=Narrow Organisation\ncountry=CA\n"
        "abuse=abuse@narrow.example\n",
    },
    {
        "a range that is no prefix has none",
        GS_WHOIS_IPV4,
        "inetnum: 192.0.2.0 - 192.0.2.200\n",
        "network=192.0.2.0 - 192.0.2.200\n",
    },
    {
        "an IPv6 network",
        GS_WHOIS_IPV6,
        "inet6num:       2001:0DB8::/32\nnetname:        DOC\ncountry:        AU\n",
        "network=2001:0DB8::/32\ncidr=2001:db8::/32\nnetwork_name=DOC\ncountry=AU\n",
    },
    {
        "an AS number",
        GS_WHOIS_AS,
        "as-block: AS64496 - AS64511\n\naut-num:        AS64500\nas-name:        LAB-AS\n"
        "descr:          Laboratory\nimport: from AS1 accept ANY\n",
        "network=AS64500\nnetwork_name=LAB-AS\nholder=Laboratory\n",
    },
    {
        "sentences with a colon are no fields",
        GS_WHOIS_DOMAIN,
        "For more information on Whois status codes, please visit: https://x\n"
        "NOTICE: nothing\n: empty key\n::\n[]\n[unclosed\nRegistrar:\n",
        "",
    },
    {
        "a value without an end",
        GS_WHOIS_DOMAIN,
        "Name Server: no-dots\nName Server: https://not.a.host/\nCreated: soon",
        "created=soon\n",
    },
};

static void put_list(struct gs_buf *out, const char *label,
                     const struct gs_text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? label : ", ", list->items[i]);
    }
    if (list->count > 0) {
        gs_buf_add_text(out, "\n");
    }
}

static char *describe(const struct gs_whois_facts *facts)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        if (facts->texts[i] == NULL) {
            continue;
        }
        gs_buf_addf(&out, "%s=%s", gs_whois_fact_id((enum gs_whois_fact)i),
                    facts->texts[i]);
        if (facts->has_date[i]) {
            gs_buf_addf(&out, " (%lld)", (long long)facts->dates[i]);
        }
        gs_buf_add_text(&out, "\n");
    }
    put_list(&out, "status: ", &facts->statuses);
    put_list(&out, "servers: ", &facts->name_servers);
    return gs_buf_claim(&out);
}

static struct gs_whois_facts read_facts(enum gs_whois_kind kind, const char *text)
{
    struct gs_whois *whois = gs_whois_new(kind, "");
    gs_vec_push(&whois->hops, (struct gs_whois_hop){0});
    gs_whois_text_set(&whois->hops.items[0].text, text, strlen(text));
    struct gs_whois_facts facts =
        gs_whois_facts_read(&whois->hops.items[0].text, kind, 0);
    gs_whois_free(whois);
    return facts;
}

static void common_forms_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct gs_whois_facts facts = read_facts(cases[i].kind, cases[i].text);
        char *found = describe(&facts);
        if (strcmp(found, cases[i].facts) != 0) {
            fail_msg("%s:\n%swanted:\n%s", cases[i].label, found, cases[i].facts);
        }
        free(found);
        gs_whois_facts_fini(&facts);
    }
}

static void the_later_server_counts_unless_it_withholds(void **state)
{
    (void)state;
    struct gs_whois_facts facts =
        read_facts(GS_WHOIS_DOMAIN, "Registrar: Registry's word\nDNSSEC: unsigned\n"
                                    "Registrant Organization: Example Foundation\n"
                                    "Name Server: old.example\nDomain Status: ok\n");
    struct gs_whois_facts later =
        read_facts(GS_WHOIS_DOMAIN, "Registrar: Registrar's word\n"
                                    "Registrant Organization: Data Protected\n"
                                    "Name Server: new.example\n");
    gs_whois_facts_merge(&facts, &later);
    char *found = describe(&facts);
    assert_string_equal(found, "registrar=Registrar's word\ndnssec=unsigned\n"
                               "holder=Example Foundation\nstatus: ok\n"
                               "servers: new.example\n");
    free(found);
    gs_whois_facts_fini(&facts);
    gs_whois_facts_fini(&later);
}

static void a_free_name_is_no_registration(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_registration;
    } texts[] = {
        {"Domain: a.de\nStatus: free\n", false},
        {"Domain: a.de\nStatus: connect\n", true},
        {"Domain: a.de\n", false},
        {"Registrar: X\n", true},
        {"Name Server: ns.example\n", true},
        {"No match\n", false},
        {"Domain Status: No Object Found\n", false},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct gs_whois_facts facts = read_facts(GS_WHOIS_DOMAIN, texts[i].text);
        if (gs_whois_facts_is_registration(&facts) != texts[i].is_registration) {
            fail_msg("%s", texts[i].text);
        }
        gs_whois_facts_fini(&facts);
    }
}

static void values_and_lists_are_bounded(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "Registrar: ");
    for (int i = 0; i < 3000; i++) {
        gs_buf_add_text(&text, "\xC3\xBC");
    }
    for (int i = 0; i < 3000; i++) {
        gs_buf_addf(&text, "\nName Server: ns%d.example\nDomain Status: state%d", i, i);
    }
    struct gs_whois_facts facts = read_facts(GS_WHOIS_DOMAIN, gs_buf_text(&text));
    assert_int_equal(strlen(facts.texts[GS_WHOIS_REGISTRAR_NAME]), GS_WHOIS_FACT_MAX);
    assert_int_equal(facts.name_servers.count, GS_WHOIS_ROWS_MAX);
    assert_int_equal(facts.statuses.count, GS_WHOIS_ROWS_MAX);
    gs_whois_facts_fini(&facts);
    gs_buf_fini(&text);
}

static void a_nul_in_a_value_is_written_out(void **state)
{
    (void)state;
    static const char bytes[] = "Registrar: A\0B\nName Server: ns\0x.test\n";
    struct gs_whois_text text = {0};
    gs_whois_text_set(&text, bytes, sizeof bytes - 1);
    struct gs_whois_facts facts = gs_whois_facts_read(&text, GS_WHOIS_DOMAIN, 0);
    assert_string_equal(facts.texts[GS_WHOIS_REGISTRAR_NAME], "A\\x00B");
    assert_int_equal(facts.name_servers.count, 1);
    assert_string_equal(facts.name_servers.items[0], "ns\\x00x.test");
    gs_whois_facts_fini(&facts);
    free(text.data);
    gs_vec_fini(&text.lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nul_in_a_value_is_written_out),
        cmocka_unit_test(common_forms_are_read),
        cmocka_unit_test(the_later_server_counts_unless_it_withholds),
        cmocka_unit_test(a_free_name_is_no_registration),
        cmocka_unit_test(values_and_lists_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
