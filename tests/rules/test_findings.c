/* SPDX-License-Identifier: MIT */
#include "rules/make_ladder.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/provenance.h"

static const char host[] = "x.test";

/* One lookup of x.test: the sources, libc's addresses, and A and AAAA of DNS. */
struct world {
    const char *ladder; /* NULL: not asked */
    const char *hosts;  /* "line address line address" of the hosts file; NULL */
    const char *libc;   /* NULL: not answered; "": no such name */
    const char *a;      /* NULL: not asked; "": no data */
    const char *aaaa;   /* the same */
};

static void build(struct gs_lookup *lookup, const struct world *world)
{
    struct gs_facts *now = &lookup->now;
    lookup->question = make_question(host, "80");
    if (world->ladder != NULL) {
        now->sources = make_ladder(world->ladder);
    }
    char hosts[256];
    char *rest = NULL;
    snprintf(hosts, sizeof hosts, "%s", world->hosts == NULL ? "" : world->hosts);
    for (char *word = strtok_r(hosts, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        make_hosts_line(now->sources, (size_t)atoi(word), strtok_r(NULL, " ", &rest));
    }
    if (world->libc != NULL) {
        now->system = make_system(world->libc);
    }
    if (world->a != NULL) {
        make_query(now, host, GS_TYPE_A, make_addresses(host, GS_TYPE_A, world->a));
    }
    if (world->aaaa != NULL) {
        make_query(now, host, GS_TYPE_AAAA,
                   make_addresses(host, GS_TYPE_AAAA, world->aaaa));
    }
}

static struct gs_machine make_machine(void)
{
    struct gs_machine machine = {.resolver = {.ndots = 1, .search_count = 1},
                                 .counts_v4 = true,
                                 .counts_v6 = true};
    snprintf(machine.resolver.search[0], sizeof machine.resolver.search[0], "lab.test");
    return machine;
}

/* "code!clause" for a look, "code.clause" for a note, "code-clause" for a detail. */
static void check_findings(const struct gs_lookup *lookup,
                           const struct gs_machine *machine, const char *wanted)
{
    struct gs_buf got = {0};
    struct gs_finding_list findings = gs_findings_of(lookup, machine);
    for (size_t i = 0; i < findings.count; i++) {
        const struct gs_finding *finding = &findings.items[i];
        gs_buf_addf(&got, "%s%s%c%s", i == 0 ? "" : "; ", finding->code,
                    "!.-"[finding->weight], finding -> clause);
        assert_true(strlen(finding->text) > 20);
        assert_true(strlen(finding->text) < sizeof finding->text - 1);
        assert_true(strchr(".!", finding->text[strlen(finding->text) - 1]) != NULL);
    }
    assert_string_equal(gs_buf_text(&got), wanted);
    gs_buf_fini(&got);
    gs_vec_fini(&findings);
}

static void each_world_has_its_findings(void **state)
{
    static const struct {
        const char *label;
        struct world world;
        const char *findings;
    } cases[] = {
        {"nothing asked", {NULL, NULL, NULL, NULL, NULL}, ""},
        {"only DNS",
         {"files none dns 192.0.2.1", NULL, "192.0.2.1", "192.0.2.1", ""},
         "only_dns_knows.only DNS knows it"},
        {"only the hosts file",
         {"files 192.0.2.9 dns none", "4 192.0.2.9", "192.0.2.9", "", ""},
         "only_hosts_file.only the hosts file knows it; "
         "hosts_line-line 4 of /etc/hosts"},
        {"only mDNS",
         {"files none mdns4 192.0.2.9 dns none", NULL, "192.0.2.9", "", ""},
         "only_one_source.only mDNS knows it"},
        {"both the same",
         {"files 192.0.2.1 dns 192.0.2.1", "3 192.0.2.1", "192.0.2.1", "192.0.2.1", ""},
         "hosts_line-line 3 of /etc/hosts"},
        {"hosts file hides AAAA",
         {"files 192.0.2.1 dns 192.0.2.1,2001:db8::1", "3 192.0.2.1", "192.0.2.1",
          "192.0.2.1", "2001:db8::1"},
         "hosts_hides_aaaa!hosts file hides AAAA; hosts_line-line 3 of /etc/hosts"},
        {"hosts file hides A",
         {"files 2001:db8::1 dns 192.0.2.1", "3 2001:db8::1", "2001:db8::1", "192.0.2.1",
          ""},
         "hosts_hides_a!hosts file hides A; hosts_line-line 3 of /etc/hosts"},
        {"hosts file hides AAAA beside another A",
         {"files 192.0.2.9 dns 192.0.2.1,2001:db8::1", "3 192.0.2.9", "192.0.2.9",
          "192.0.2.1", "2001:db8::1"},
         "hosts_hides_aaaa!hosts file hides AAAA; hosts_line-line 3 of /etc/hosts"},
        {"hosts file overrides",
         {"files 192.0.2.9 dns 192.0.2.1", "3 192.0.2.9", "192.0.2.9", "192.0.2.1", ""},
         "hosts_overrides_dns!hosts file overrides DNS; hosts_line-line 3 of /etc/hosts"},
        {"a scoped line",
         {"files none dns 192.0.2.1", "7 fe80::1%lo", "192.0.2.1", "192.0.2.1", ""},
         "hosts_line_ignored!hosts line 7 is ignored; only_dns_knows.only DNS knows it"},
        {"a source timed out",
         {"mdns killed dns 192.0.2.1", NULL, "192.0.2.1", "192.0.2.1", ""},
         "source_timed_out!mdns timed out, 30 s"},
        {"behind the end it costs nothing",
         {"dns 192.0.2.1 mdns killed", NULL, "192.0.2.1", "192.0.2.1", ""},
         ""},
        {"module missing",
         {"mdns missing dns 192.0.2.1", NULL, "192.0.2.1", "192.0.2.1", ""},
         "only_dns_knows.only DNS knows it; module_missing.mdns is not installed"},
        {"module missing ends the search",
         {"mdns/rcrc missing dns 192.0.2.1", NULL, "", "192.0.2.1", ""},
         "stopped_early!DNS knows it, is never asked; "
         "module_missing!mdns is not installed"},
        {"stopped before DNS",
         {"files/rrcc none dns 192.0.2.1", NULL, "", "192.0.2.1", ""},
         "stopped_early!DNS knows it, is never asked"},
        {"libc and DNS differ",
         {"files none dns 192.0.2.1", NULL, "192.0.2.1", "192.0.2.2", ""},
         "only_libc!only libc has 192.0.2.1; only_dns!only DNS has 192.0.2.2; "
         "only_dns_knows.only DNS knows it"},
        {"without sources",
         {NULL, NULL, "192.0.2.1", "192.0.2.2 192.0.2.3", ""},
         "only_libc!only libc has 192.0.2.1; only_dns!only DNS has 2 addresses"},
        {"a cache between",
         {"files none dns none", NULL, "192.0.2.1", NULL, NULL},
         "sources_contradict!the sources say otherwise"},
        {"hosts file hides AAAA, DNS asked as a source alone",
         {"files 192.0.2.1 dns 192.0.2.1,2001:db8::1", "3 192.0.2.1", "192.0.2.1", NULL,
          NULL},
         "hosts_hides_aaaa!hosts file hides AAAA; hosts_line-line 3 of /etc/hosts"},
        {"DNS says the same as a source alone",
         {"files 192.0.2.1 dns 192.0.2.1", "3 192.0.2.1", "192.0.2.1", NULL, NULL},
         "hosts_line-line 3 of /etc/hosts"},
        {"waiting", {"files none dns waiting", NULL, "192.0.2.1", "192.0.2.1", ""}, ""},
    };
    const struct gs_machine machine = make_machine();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        check_case(cases[i].label);
        build(&lookup, &cases[i].world);
        check_findings(&lookup, &machine, cases[i].findings);
        gs_lookup_fini(&lookup);
    }
}

static void a_family_that_addrconfig_removed_is_told(void **state)
{
    static const struct {
        const char *label;
        struct world world;
        int family;
        bool counts_v4;
        bool counts_v6;
        const char *findings;
        const char *text; /* in the text of the first finding */
    } cases[] = {
        {"DNS has it",
         {"files none dns 192.0.2.1", NULL, "192.0.2.1", "192.0.2.1", "2001:db8::1"},
         AF_UNSPEC,
         true,
         false,
         "addrconfig.ADDRCONFIG leaves IPv6 out; "
         "only_dns_knows.only DNS knows it",
         "DNS has IPv6"},
        {"the hosts file has it",
         {"files 192.0.2.1 dns none", "3 192.0.2.1 4 2001:db8::1", "192.0.2.1", "", ""},
         AF_UNSPEC,
         true,
         false,
         "addrconfig.ADDRCONFIG leaves IPv6 out; "
         "only_hosts_file.only the hosts file knows it; "
         "hosts_line-line 3 of /etc/hosts; hosts_line-line 4 of /etc/hosts",
         "The hosts file has IPv6"},
        {"only it is asked, the hosts file has it",
         {"files none dns none", "3 192.0.2.1 4 2001:db8::1", "", NULL, NULL},
         AF_INET6,
         true,
         false,
         "addrconfig!ADDRCONFIG leaves IPv6 out",
         "The hosts file has IPv6"},
        {"only it is asked, DNS has it",
         {"files none dns none", NULL, "", "192.0.2.1", "2001:db8::1"},
         AF_INET6,
         true,
         false,
         "addrconfig!ADDRCONFIG leaves IPv6 out",
         "DNS has IPv6"},
        {"only it is asked, nobody else knows",
         {"files none dns none", NULL, "", NULL, NULL},
         AF_INET,
         false,
         true,
         "addrconfig!ADDRCONFIG leaves IPv4 out",
         "asks nobody for IPv4"},
        {"only it is asked, with neither",
         {"files none dns none", "4 2001:db8::1", "", NULL, NULL},
         AF_INET6,
         false,
         false,
         "addrconfig!ADDRCONFIG leaves IPv6 out",
         "The hosts file has IPv6"},
        {"any is asked, with neither nothing is left out",
         {"files none dns none", "4 2001:db8::1", "", NULL, NULL},
         AF_UNSPEC,
         false,
         false,
         "",
         NULL},
        {"DNS says that there is none",
         {"files none dns none", NULL, "", "192.0.2.1", ""},
         AF_INET6,
         true,
         false,
         "",
         NULL},
        {"the machine has it",
         {"files none dns none", "4 192.0.2.1", "", NULL, NULL},
         AF_INET6,
         true,
         true,
         "",
         NULL},
    };
    struct gs_machine machine = make_machine();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        check_case(cases[i].label);
        build(&lookup, &cases[i].world);
        lookup.question.hints.flags = AI_ADDRCONFIG;
        lookup.question.hints.family = cases[i].family;
        machine.counts_v4 = cases[i].counts_v4;
        machine.counts_v6 = cases[i].counts_v6;
        check_findings(&lookup, &machine, cases[i].findings);
        if (cases[i].text != NULL) {
            struct gs_finding_list findings = gs_findings_of(&lookup, &machine);
            assert_non_null(strstr(findings.items[0].text, cases[i].text));
            gs_vec_fini(&findings);
        }
        gs_lookup_fini(&lookup);
    }
}

static void a_search_domain_is_told_with_its_ndots(void **state)
{
    static const struct world world = {"files none dns 192.0.2.1", NULL, "192.0.2.1", "",
                                       ""};
    const struct gs_machine machine = make_machine();
    struct gs_lookup lookup = {0};
    (void)state;
    build(&lookup, &world);
    lookup.now.system->rows.items[0].canonname = gs_mem_copy_text("x.test.lab.test");
    check_findings(&lookup, &machine,
                   "search_domain!search domain added: lab.test; "
                   "only_dns_knows.only DNS knows it");
    struct gs_finding_list findings = gs_findings_of(&lookup, &machine);
    assert_non_null(strstr(findings.items[0].text, "ndots is 1"));
    assert_non_null(strstr(findings.items[0].text, "has 1 dot "));
    gs_vec_fini(&findings);
    gs_lookup_fini(&lookup);
}

static void a_line_that_libc_cannot_read_is_told(void **state)
{
    struct gs_lookup lookup = {0};
    (void)state;
    build(&lookup, &(struct world){.ladder = ""});
    lookup.now.sources->is_broken = true;
    lookup.now.sources->nsswitch_line = 3;
    check_findings(&lookup, NULL, "line_broken!the hosts: line cannot be read");
    gs_lookup_fini(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_world_has_its_findings),
        cmocka_unit_test(a_family_that_addrconfig_removed_is_told),
        cmocka_unit_test(a_search_domain_is_told_with_its_ndots),
        cmocka_unit_test(a_line_that_libc_cannot_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
