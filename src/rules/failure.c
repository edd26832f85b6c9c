/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/failure.h"

#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/provenance.h"
#include "gaiscope/rules/traps.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>

/* Which traps are the reason of an error, and not only beside it. */
static const struct {
    const char *code;
    int error; /* 0: any */
    bool is_unasked;
} reasons[] = {
    {"nothing_asked", EAI_NONAME, false},
    {"empty_host", 0, true},
    {"canonname_without_host", EAI_BADFLAGS, false},
    {"no_such_zone", EAI_NONAME, true},
    {"zone_not_link_local", EAI_NONAME, true},
    {"numerichost_name", EAI_NONAME, true},
    {"numericserv_name", EAI_NONAME, true},
    {"numericserv_name", EAI_SERVICE, false},
    {"service_not_for_socktype", EAI_SERVICE, false},
    {"address_of_other_family", 0, true},
    {"addrconfig_family", 0, true},
    {"socktype_protocol", EAI_SOCKTYPE, false},
    {"idn_locale", 0, false},
};

/* Takes it where the trap is the reason. Returns: whether it is. */
static bool take_trap(struct gs_failure *failure, const struct gs_trap *trap, int error)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(reasons[i].code, trap->code) == 0 &&
            (reasons[i].error == 0 || reasons[i].error == error)) {
            (void)snprintf(failure->meaning, sizeof failure->meaning, "%s", trap->text);
            failure->trap = reasons[i].code;
            failure->is_unasked = reasons[i].is_unasked;
            return true;
        }
    }
    return false;
}

static bool find_trap(struct gs_failure *failure, const struct gs_lookup *lookup)
{
    const struct gs_system_answer *answer = lookup->now.system;
    struct gs_trap_list traps = gs_traps_of(&lookup->question, answer);
    bool is_found = false;
    for (size_t i = 0; i < traps.count && !is_found; i++) {
        is_found = take_trap(failure, &traps.items[i], answer->error.code);
    }
    gs_vec_fini(&traps);
    return is_found;
}

/* Takes the finding about ADDRCONFIG where that leaves the family out. */
static bool find_left_out(struct gs_failure *failure, const struct gs_lookup *lookup,
                          const struct gs_machine *machine)
{
    int family = gs_family_left_out(lookup, machine);
    if (family == 0) {
        return false;
    }
    struct gs_finding_list findings = gs_findings_of(lookup, machine);
    for (size_t i = 0; i < findings.count; i++) {
        if (strcmp(findings.items[i].code, "addrconfig") == 0) {
            (void)snprintf(failure->meaning, sizeof failure->meaning, "%s",
                           findings.items[i].text);
        }
    }
    gs_vec_fini(&findings);
    (void)snprintf(failure->advice, sizeof failure->advice,
                   "Leave ADDRCONFIG out to ask for it.");
    failure->is_unasked = lookup->question.hints.family == family;
    return failure->meaning[0] != '\0';
}

struct gs_failure gs_failure_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine)
{
    struct gs_failure failure = {0};
    const struct gs_system_answer *answer = lookup->now.system;
    if (answer == NULL || answer->outcome == GS_OUTCOME_ANSWERED ||
        answer->outcome == GS_OUTCOME_CANCELLED || find_trap(&failure, lookup) ||
        find_left_out(&failure, lookup, machine)) {
        return failure;
    }
    struct gs_eai_advice general = gs_eai_advice_of(&answer->error);
    (void)snprintf(failure.meaning, sizeof failure.meaning, "%s",
                   answer->error.code == 0 ? answer->error.text : general.meaning);
    (void)snprintf(failure.advice, sizeof failure.advice, "%s", general.advice);
    return failure;
}
