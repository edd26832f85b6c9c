/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/reverse.h"

#include <stdio.h>

struct gs_reverse *gs_reverse_new(const struct gs_address *address)
{
    struct gs_reverse *reverse = gs_mem_new(1, sizeof *reverse);
    reverse->address = *address;
    reverse->dns_rcode = -1;
    return reverse;
}

struct gs_reverse *gs_reverse_copy(const struct gs_reverse *reverse)
{
    struct gs_reverse *copy = gs_mem_new(1, sizeof *copy);
    *copy = *reverse;
    copy->libc_name = gs_mem_copy_text(reverse->libc_name);
    copy->names = (struct gs_reverse_name_list){0};
    for (size_t i = 0; i < reverse->names.count; i++) {
        struct gs_reverse_name name = reverse->names.items[i];
        name.name = gs_mem_copy_text(name.name);
        gs_vec_push(&copy->names, name);
    }
    return copy;
}

void gs_reverse_free(struct gs_reverse *reverse)
{
    if (reverse == NULL) {
        return;
    }
    for (size_t i = 0; i < reverse->names.count; i++) {
        free(reverse->names.items[i].name);
    }
    gs_vec_fini(&reverse->names);
    free(reverse->libc_name);
    free(reverse);
}

bool gs_reverse_leads_back(const struct gs_reverse *reverse)
{
    for (size_t i = 0; i < reverse->names.count; i++) {
        if (reverse->names.items[i].confirmed == GS_CONFIRM_LEADS_BACK) {
            return true;
        }
    }
    return false;
}

const char *gs_confirmation_word(enum gs_confirmation confirmed)
{
    switch (confirmed) {
    case GS_CONFIRM_WAITING:
        return "where it leads is not known yet";
    case GS_CONFIRM_LEADS_BACK:
        return "leads back";
    case GS_CONFIRM_ELSEWHERE:
        return "leads to other addresses";
    case GS_CONFIRM_NO_ADDRESS:
        return "leads to no address";
    case GS_CONFIRM_UNKNOWN:
        break;
    }
    return "where it leads is not known now";
}

void gs_reverse_summary(const struct gs_reverse_list *list,
                        char out[GS_REVERSE_SUMMARY_MAX])
{
    size_t back = 0;
    for (size_t i = 0; i < list->count; i++) {
        back += gs_reverse_leads_back(list->items[i]) ? 1 : 0;
    }
    (void)snprintf(out, GS_REVERSE_SUMMARY_MAX, "%zu of %zu %s back", back, list->count,
                   back == 1 || list->count == 1 ? "leads" : "lead");
}
