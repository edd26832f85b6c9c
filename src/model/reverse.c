/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/reverse.h"

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
