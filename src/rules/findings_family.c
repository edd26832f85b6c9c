/* SPDX-License-Identifier: MIT */
/*
 * What ADDRCONFIG leaves out. For any family libc drops the one that the machine does not
 * count, if it counts the other; for one family that it does not count libc asks nobody.
 */
#include "findings_family.h"

#include <netdb.h>
#include <sys/socket.h>

static enum gs_outcome dns_outcome(const struct gs_lookup *lookup, int family)
{
    const struct gs_dns_query *query =
        gs_facts_find_query(&lookup->now, gs_question_node(&lookup->question),
                            family == AF_INET ? GS_TYPE_A : GS_TYPE_AAAA);
    return query == NULL || query->answer == NULL ? GS_OUTCOME_NOT_ASKED
                                                  : query->answer->outcome;
}

bool gs_hosts_file_has(const struct gs_ladder *ladder, int family)
{
    for (size_t i = 0; ladder != NULL && i < ladder->hosts.count; i++) {
        if (!ladder->hosts.items[i].is_scoped &&
            ladder->hosts.items[i].address.family == family) {
            return true;
        }
    }
    return false;
}

/* Whether ADDRCONFIG makes libc pass over a family in this call. */
static bool passes_over(const struct gs_lookup *lookup, const struct gs_machine *machine,
                        int family)
{
    int asked = lookup->question.hints.family;
    bool has_it = family == AF_INET6 ? machine->counts_v6 : machine->counts_v4;
    bool has_other = family == AF_INET6 ? machine->counts_v4 : machine->counts_v6;
    return !has_it && (asked == family || (asked == AF_UNSPEC && has_other)) &&
           gs_system_answer_count(lookup->now.system, family) == 0;
}

/* Whether the name has the family, or nobody says that it has not. */
static bool may_have(const struct gs_lookup *lookup, int family)
{
    enum gs_outcome outcome = dns_outcome(lookup, family);
    bool is_open = outcome == GS_OUTCOME_NOT_ASKED || gs_outcome_is_temporary(outcome);
    return outcome == GS_OUTCOME_ANSWERED ||
           gs_hosts_file_has(lookup->now.sources, family) ||
           (is_open && lookup->question.hints.family == family);
}

int gs_family_left_out(const struct gs_lookup *lookup, const struct gs_machine *machine)
{
    static const int families[] = {AF_INET6, AF_INET};
    const struct gs_system_answer *answer = lookup->now.system;
    const struct gs_question *question = &lookup->question;
    if (answer == NULL || machine == NULL || gs_question_node(question) == NULL ||
        gs_question_is_literal(question, NULL) ||
        (question->hints.flags & AI_ADDRCONFIG) == 0 ||
        (answer->outcome != GS_OUTCOME_ANSWERED &&
         answer->outcome != GS_OUTCOME_NO_SUCH_NAME &&
         answer->outcome != GS_OUTCOME_NO_DATA)) {
        return 0;
    }
    for (size_t i = 0; i < 2; i++) {
        if (passes_over(lookup, machine, families[i]) && may_have(lookup, families[i])) {
            return families[i];
        }
    }
    return 0;
}

void gs_find_left_out(struct gs_scene *scene)
{
    int family = gs_family_left_out(scene->lookup, scene->machine);
    const char *name = family == AF_INET6 ? "IPv6" : "IPv4";
    bool is_answered = scene->lookup->now.system->outcome == GS_OUTCOME_ANSWERED;
    if (family == 0) {
        return;
    }
    gs_find(scene, is_answered ? GS_FINDING_NOTE : GS_FINDING_LOOK, "addrconfig",
            "ADDRCONFIG leaves %s out", name);
    if (gs_hosts_file_has(scene->ladder, family) ||
        dns_outcome(scene->lookup, family) == GS_OUTCOME_ANSWERED) {
        gs_tell(
            scene,
            "%s has %s addresses, but this machine has no %s address of its own "
            "(loopback does not count), and AI_ADDRCONFIG leaves out what it has not.",
            gs_hosts_file_has(scene->ladder, family) ? "The hosts file" : "DNS", name,
            name);
    } else {
        gs_tell(scene,
                "This machine has no %s address of its own (loopback does not count), so "
                "with AI_ADDRCONFIG libc asks nobody for %s. The name may well exist.",
                name, name);
    }
}
