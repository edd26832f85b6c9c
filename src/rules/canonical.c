/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/canonical.h"

static const char *owner_of_address(const struct gs_dns_answer *answer)
{
    for (size_t i = 0; answer != NULL && i < answer->answer.count; i++) {
        if (answer->answer.items[i].address.family != 0) {
            return answer->answer.items[i].name;
        }
    }
    return NULL;
}

const char *gs_canonical_of(const struct gs_facts *facts)
{
    const struct gs_system_answer *system = facts->system;
    const char *name =
        system != NULL && system->rows.count > 0 ? system->rows.items[0].canonname : NULL;
    for (size_t i = 0; name == NULL && i < facts->dns.count; i++) {
        name = owner_of_address(facts->dns.items[i].answer);
    }
    return name;
}
