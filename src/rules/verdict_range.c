/* SPDX-License-Identifier: MIT */
/*
 * Of a range of addresses nothing but names is asked: how many have one, and where they lead.
 */
#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/address_range.h"

#include <stdio.h>

/* How the addresses fare, each counted once. */
struct counts {
    size_t named;   /* with a name, in DNS or libc */
    size_t back;    /* with a name that leads back */
    size_t astray;  /* with names, all known, and none leads back */
    size_t unknown; /* for which a temporary failure stands in the way */
    size_t done;    /* complete */
};

static bool has_unknown(const struct gs_reverse *reverse)
{
    for (size_t i = 0; i < reverse->names.count; i++) {
        if (reverse->names.items[i].confirmed == GS_CONFIRM_UNKNOWN) {
            return true;
        }
    }
    return gs_outcome_is_temporary(reverse->dns_outcome);
}

static struct counts count(const struct gs_reverse_list *list)
{
    struct counts counts = {0};
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_reverse *reverse = list->items[i];
        bool is_back = gs_reverse_leads_back(reverse);
        bool is_unknown = !is_back && has_unknown(reverse);
        counts.named += reverse->names.count > 0 || reverse->libc_name != NULL ? 1 : 0;
        counts.back += is_back ? 1 : 0;
        counts.unknown += is_unknown ? 1 : 0;
        counts.done += reverse->is_complete ? 1 : 0;
        counts.astray +=
            reverse->is_complete && reverse->names.count > 0 && !is_back && !is_unknown
                ? 1
                : 0;
    }
    return counts;
}

static void tell(struct gs_verdict *verdict, const struct gs_reverse_list *list,
                 const struct counts *counts)
{
    bool is_lost = counts->unknown > 0 && counts->named == 0;
    verdict->kind = is_lost                                     ? GS_VERDICT_BAD
                    : counts->named == 0                        ? GS_VERDICT_ABSENT
                    : counts->astray > 0 || counts->unknown > 0 ? GS_VERDICT_LOOK
                                                                : GS_VERDICT_GOOD;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s",
                   is_lost              ? "try again"
                   : counts->named == 0 ? "no name"
                                        : "named");
    gs_clause_add(verdict, "%zu of %zu %s a name", counts->named, list->count,
                  gs_plural(counts->named, "has", "have"));
    if (counts->named > 0) {
        gs_clause_add(verdict, "%zu %s back", counts->back,
                      gs_plural(counts->back, "leads", "lead"));
    }
    if (counts->astray > 0) {
        gs_clause_add(verdict, "%zu %s not", counts->astray,
                      gs_plural(counts->astray, "does", "do"));
    }
    if (counts->unknown > 0) {
        gs_clause_add(verdict, "%zu not known now", counts->unknown);
    }
}

static void tell_left_out(struct gs_verdict *verdict, const struct gs_question *question)
{
    struct gs_address_list asked = {0};
    uint64_t total = gs_range_expand(question->host, &asked);
    if (total == UINT64_MAX) {
        gs_clause_add(verdict, "only the first %zu are asked", asked.count);
    } else if (total > GS_RANGE_ADDRESSES_MAX) {
        gs_clause_add(verdict, "only the first %zu of %llu are asked", asked.count,
                      (unsigned long long)total);
    }
    gs_vec_fini(&asked);
}

void gs_verdict_range(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                      int64_t now_us)
{
    const struct gs_part_state *part = &lookup->parts[GS_PART_REVERSE];
    const struct gs_reverse_list *list = &lookup->now.reverse;
    struct counts counts = count(list);
    if (part->progress == GS_PROGRESS_WAITING) {
        verdict->kind = GS_VERDICT_WAITING;
        (void)snprintf(verdict->word, sizeof verdict->word, "asking");
        gs_clause_add(verdict, "%zu of %zu answered", counts.done, list->count);
        verdict->elapsed_us = now_us > part->started_us ? now_us - part->started_us : 0;
    } else {
        tell(verdict, list, &counts);
        verdict->elapsed_us = part->finished_us - part->started_us;
    }
    if (part->progress == GS_PROGRESS_STOPPED) {
        gs_clause_look(verdict, "stopped before all answered");
    }
    tell_left_out(verdict, &lookup->question);
}
