/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/reverse_names.h"

#include "gaiscope/rules/address_class.h"

#include <string.h>

/* Whether a record is an address of a name, of a family. Takes: name may be NULL: none is. */
static bool is_address_of(const struct gs_record *record, const char *name, int family)
{
    return name != NULL && record->address.family == family &&
           gs_name_is_equal(record->name, name);
}

static bool is_same(const struct gs_address *a, const struct gs_address *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static enum gs_confirmation judge(const struct gs_dns_answer *answer,
                                  const struct gs_address *address)
{
    if (answer->outcome != GS_OUTCOME_ANSWERED) {
        bool is_final = answer->outcome == GS_OUTCOME_NO_SUCH_NAME ||
                        answer->outcome == GS_OUTCOME_NO_DATA;
        return is_final ? GS_CONFIRM_NO_ADDRESS : GS_CONFIRM_UNKNOWN;
    }
    const char *name = gs_dns_answer_final_name(answer);
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (is_address_of(record, name, address->family) &&
            is_same(&record->address, address)) {
            return GS_CONFIRM_LEADS_BACK;
        }
    }
    return GS_CONFIRM_ELSEWHERE;
}

enum gs_confirmation gs_reverse_judge_local(const char *name,
                                            const struct gs_address *address)
{
    bool is_loopback = strcmp(gs_address_class_of(address).id, "loopback") == 0;
    return is_loopback && gs_name_is_equal(name, "localhost") ? GS_CONFIRM_LEADS_BACK
                                                              : GS_CONFIRM_NO_ADDRESS;
}

static void add_name(struct gs_reverse *reverse, const struct gs_record *record)
{
    if (reverse->names.count == GS_REVERSE_NAMES_MAX) {
        reverse->left_out++;
        return;
    }
    struct gs_reverse_name name = {.name = gs_mem_copy_text(record->target),
                                   .forward_rcode = -1};
    bool is_shorter = reverse->names.count == 0 || record->ttl_s < reverse->ttl_s;
    reverse->ttl_s = is_shorter ? record->ttl_s : reverse->ttl_s;
    gs_vec_push(&reverse->names, name);
}

static void add_names(struct gs_reverse *reverse, const struct gs_dns_answer *answer)
{
    const char *owner = gs_dns_answer_final_name(answer); /* RFC 2317: after a CNAME */
    for (size_t i = 0; owner != NULL && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            reverse->aliases.count < GS_REVERSE_ALIASES_MAX) {
            gs_vec_push(&reverse->aliases, gs_mem_copy_text(record->target));
        }
        if (record->type == GS_TYPE_PTR && record->target != NULL &&
            gs_name_is_equal(record->name, owner)) {
            add_name(reverse, record);
        }
    }
}

static bool is_kept(const struct gs_address_list *list, const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_same(&list->items[i], address)) {
            return true;
        }
    }
    return false;
}

/* Where the name leads instead: what its own records say, each address once. */
static void keep_others(struct gs_reverse_name *name, const struct gs_dns_answer *answer,
                        int family)
{
    const char *owner = gs_dns_answer_final_name(answer);
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (is_address_of(record, owner, family) &&
            !is_kept(&name->others, &record->address) &&
            name->others.count < GS_REVERSE_OTHERS_MAX) {
            gs_vec_push(&name->others, record->address);
        }
    }
}

void gs_reverse_take_forward(struct gs_reverse *reverse, size_t number,
                             const struct gs_dns_answer *answer)
{
    struct gs_reverse_name *name = &reverse->names.items[number];
    name->confirmed = judge(answer, &reverse->address);
    name->forward_outcome = answer->outcome;
    name->forward_rcode = answer->rcode;
    if (name->confirmed == GS_CONFIRM_ELSEWHERE) {
        keep_others(name, answer, reverse->address.family);
    }
}

void gs_reverse_take_ptr(struct gs_reverse *reverse, const struct gs_dns_answer *answer)
{
    reverse->dns_outcome = answer->outcome;
    reverse->dns_rcode = answer->rcode;
    reverse->dns_elapsed_us = answer->elapsed_us;
    add_names(reverse, answer);
}
