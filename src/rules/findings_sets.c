/* SPDX-License-Identifier: MIT */
/*
 * Where libc's answer and DNS's are not the same set, and which name was really answered.
 */
#include "findings_sets.h"

#include "findings_family.h"
#include "provenance_sources.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/idn.h"

#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    NAME_CELLS = 60, /* of a name in a clause */
};

/* What only one side has. */
struct difference {
    size_t count;             /* addresses */
    size_t v6_count;          /* of them IPv6 */
    struct gs_address sample; /* the first of them */
};

static void note(struct difference *difference, const struct gs_address *address)
{
    if (difference->count++ == 0) {
        difference->sample = *address;
    }
    difference->v6_count += address->family == AF_INET6;
}

/* Takes: the family that ADDRCONFIG leaves out, which is no difference; 0: none. */
static void compare(const struct gs_lookup *lookup, int left_out, struct difference *libc,
                    struct difference *dns)
{
    int family = lookup->question.hints.family;
    struct gs_set set = gs_answer_set(&lookup->now);
    for (size_t i = 0; i < set.count; i++) {
        const struct gs_set_member *member = &set.items[i];
        bool is_asked = family != AF_INET || member->address.family == AF_INET;
        if (member->in_libc && !member->in_dns) {
            note(libc, &member->address);
        } else if (member->in_dns && !member->in_libc && is_asked &&
                   member->address.family != left_out &&
                   (family != AF_INET6 || member->address.family == AF_INET6)) {
            note(dns, &member->address);
        }
    }
    gs_vec_fini(&set);
}

static size_t first_hosts_line(const struct gs_ladder *ladder)
{
    return ladder->hosts.count == 0 ? 0 : ladder->hosts.items[0].line;
}

/* Whether the hosts file and libc have nothing of a family of which DNS has something. */
static bool is_hidden(const struct gs_scene *scene, int family, size_t in_dns)
{
    return in_dns > 0 && !gs_hosts_file_has(scene->ladder, family) &&
           gs_system_answer_count(scene->lookup->now.system, family) == 0;
}

/* The hosts file answered, and DNS has what it does not. */
static void find_hidden(struct gs_scene *scene, const struct difference *dns)
{
    bool is_v6 = is_hidden(scene, AF_INET6, dns->v6_count);
    bool is_v4 = is_hidden(scene, AF_INET, dns->count - dns->v6_count);
    size_t line = first_hosts_line(scene->ladder);
    char sample[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&dns->sample, sample);
    if (is_v6 || is_v4) {
        gs_find(scene, GS_FINDING_LOOK, is_v6 ? "hosts_hides_aaaa" : "hosts_hides_a",
                "hosts file hides %s", is_v6 ? "AAAA" : "A");
        gs_tell(scene,
                "The hosts file has the name (line %zu) without an %s address, and libc "
                "stops "
                "there: DNS has one, but is never asked.",
                line, is_v6 ? "IPv6" : "IPv4");
    } else {
        gs_find(scene, GS_FINDING_LOOK, "hosts_overrides_dns",
                "hosts file overrides DNS");
        gs_tell(
            scene,
            "The hosts file has the name (line %zu), and libc stops there: it never sees "
            "%s, which DNS has.",
            line, sample);
    }
}

static void find_one_sided(struct gs_scene *scene, const char *code, const char *side,
                           const struct difference *difference)
{
    char sample[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&difference->sample, sample);
    if (difference->count == 1) {
        gs_find(scene, GS_FINDING_LOOK, code, "only %s has %s", side, sample);
    } else {
        gs_find(scene, GS_FINDING_LOOK, code, "only %s has %zu addresses", side,
                difference->count);
    }
    gs_tell(
        scene,
        "libc's answer and DNS's differ: %zu address%s only with %s, %s first. DNS may "
        "have "
        "answered from two caches, or another source of libc did.",
        difference->count, difference->count == 1 ? " is" : "es are", side, sample);
}

/* What DNS says as the source of the line, where it was not asked itself. */
static struct difference compare_rung(const struct gs_scene *scene)
{
    struct difference dns = {0};
    const struct gs_addrinfo_list *own = &scene->lookup->now.system->rows;
    for (size_t at = 0; at < scene->ladder->rungs.count; at++) {
        const struct gs_rung *rung = &scene->ladder->rungs.items[at];
        size_t count =
            gs_source_is_dns(rung) && gs_has_found(rung) ? rung->answer->rows.count : 0;
        for (size_t i = 0; i < count; i++) {
            const struct gs_address *address = &rung->answer->rows.items[i].address;
            size_t same = 0;
            while (same < own->count &&
                   !gs_address_is_equal(&own->items[same].address, address)) {
                same++;
            }
            if (same == own->count) {
                note(&dns, address);
            }
        }
    }
    return dns;
}

static bool is_dns_asked(const struct gs_lookup *lookup)
{
    const char *node = gs_question_node(&lookup->question);
    return lookup->parts[GS_PART_DNS].progress != GS_PROGRESS_IDLE ||
           gs_facts_find_query(&lookup->now, node, GS_TYPE_A) != NULL ||
           gs_facts_find_query(&lookup->now, node, GS_TYPE_AAAA) != NULL;
}

void gs_find_differences(struct gs_scene *scene)
{
    struct difference libc = {0};
    struct difference dns = {0};
    const struct gs_rung *by = gs_decided_rung(scene);
    bool is_by_files = gs_has_found(by) && gs_source_is_files(by);
    if (is_by_files && !is_dns_asked(scene->lookup)) {
        dns = compare_rung(scene);
    } else if (gs_answer_relation(scene->lookup) == GS_SET_DIFFERENT) {
        compare(scene->lookup, gs_family_left_out(scene->lookup, scene->machine), &libc,
                &dns);
    }
    if (libc.count > 0 && !(gs_has_found(by) && !gs_source_is_dns(by))) {
        find_one_sided(scene, "only_libc", "libc", &libc);
    }
    if (dns.count > 0 && is_by_files) {
        find_hidden(scene, &dns);
    } else if (dns.count > 0 && !scene->is_stopped_early) {
        find_one_sided(scene, "only_dns", "DNS", &dns);
    }
}

const char *gs_search_domain_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine)
{
    const struct gs_system_answer *answer = lookup->now.system;
    const char *name = answer == NULL || answer->rows.count == 0
                           ? NULL
                           : answer->rows.items[0].canonname;
    const char *node = gs_question_node(&lookup->question);
    size_t len = node == NULL ? 0 : strlen(node);
    if (name == NULL || machine == NULL || len == 0 ||
        gs_text_compare_case(name, node, len) != 0 || name[len] != '.') {
        return NULL;
    }
    for (size_t i = 0; i < machine->resolver.search_count; i++) {
        const char *domain = machine->resolver.search[i];
        if (domain[0] != '\0' && gs_name_is_equal(name + len + 1, domain)) {
            return domain;
        }
    }
    return NULL;
}

static size_t count_dots(const char *name)
{
    size_t dots = 0;
    for (; *name != '\0'; name++) {
        dots += *name == '.';
    }
    return dots;
}

bool gs_find_search_domain(struct gs_scene *scene)
{
    const char *domain = gs_search_domain_of(scene->lookup, scene->machine);
    if (domain == NULL) {
        return false;
    }
    struct gs_buf shown = {0};
    struct gs_buf cut = {0};
    gs_idn_show_inline(&shown, domain);
    gs_text_cut_middle(&cut, gs_buf_text(&shown), NAME_CELLS);
    size_t dots = count_dots(gs_question_node(&scene->lookup->question));
    unsigned ndots = scene->machine->resolver.ndots;
    gs_find(scene, GS_FINDING_LOOK, "search_domain", "search domain added: %s",
            gs_buf_text(&cut));
    gs_tell(
        scene,
        "The answer is that of another name: libc added %s. The name has %zu dot%s and "
        "ndots is %u, so it was tried as it is %s.",
        domain, dots, dots == 1 ? "" : "s", ndots,
        dots < ndots ? "last" : "first, and was not found");
    gs_buf_fini(&shown);
    gs_buf_fini(&cut);
    return true;
}
