/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/answer_kind.h"

#include "gaiscope/model/dname.h"

#include <stdlib.h>
#include <string.h>

static const struct gs_record *find_type(const struct gs_record_list *list, uint16_t type)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].type == type && !list->items[i].is_malformed) {
            return &list->items[i];
        }
    }
    return NULL;
}

struct gs_negative gs_negative_of(const struct gs_dns_answer *answer)
{
    const struct gs_record *soa = find_type(&answer->authority, GS_TYPE_SOA);
    if (soa == NULL) {
        return (struct gs_negative){0};
    }
    const char *last = strrchr(soa->text, ' ');
    unsigned long minimum = last == NULL ? soa->ttl_s : strtoul(last, NULL, 10);
    return (struct gs_negative){
        .zone = soa->name,
        .ttl_s = minimum < soa->ttl_s ? (uint32_t)minimum : soa->ttl_s,
    };
}

/* Where a referral leads: down to a zone that holds the name, or up or away. */
static enum gs_answer_kind judge_referral(const struct gs_dns_answer *answer,
                                          const char *owner, const char *zone)
{
    const char *above = zone == NULL ? "." : zone;
    bool is_down = gs_name_is_below(answer->name, owner) &&
                   gs_name_is_below(owner, above) && !gs_name_is_equal(owner, above);
    return is_down ? GS_ANSWER_REFERRAL : GS_ANSWER_REFERRAL_UP;
}

/* NOERROR without what was asked for. */
static enum gs_answer_kind judge_empty(const struct gs_dns_answer *answer,
                                       const char *zone)
{
    const struct gs_record *ns = find_type(&answer->authority, GS_TYPE_NS);
    if (gs_negative_of(answer).zone != NULL) {
        return GS_ANSWER_NO_DATA;
    }
    if (!gs_name_is_equal(gs_dns_answer_final_name(answer), answer->name)) {
        return GS_ANSWER_ALIAS;
    }
    if (ns != NULL && !answer->flags.aa) {
        return judge_referral(answer, ns->name, zone);
    }
    return GS_ANSWER_UNPROVEN;
}

enum gs_answer_kind gs_answer_kind_of(const struct gs_dns_answer *answer,
                                      const char *zone)
{
    if (answer->rcode < 0) {
        return GS_ANSWER_NONE;
    }
    if (answer->rcode == GS_RCODE_NXDOMAIN) {
        return GS_ANSWER_NO_SUCH_NAME;
    }
    if (answer->rcode != GS_RCODE_NOERROR) {
        return GS_ANSWER_ERROR;
    }
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        return GS_ANSWER_RECORDS;
    }
    bool is_empty =
        answer->outcome == GS_OUTCOME_NO_DATA && gs_dns_answer_final_name(answer) != NULL;
    return is_empty ? judge_empty(answer, zone) : GS_ANSWER_BROKEN;
}

bool gs_answer_is_lame(const struct gs_dns_answer *answer, const char *zone)
{
    enum gs_answer_kind kind = gs_answer_kind_of(answer, zone);
    return answer->asked.is_iterative && !answer->flags.aa && kind != GS_ANSWER_NONE &&
           kind != GS_ANSWER_ERROR && kind != GS_ANSWER_REFERRAL;
}
