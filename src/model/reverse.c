/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/reverse.h"

#include "gaiscope/model/dns_answer.h"

#include <stdio.h>

#include <sys/socket.h>

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
        name.others = (struct gs_address_list){0};
        for (size_t k = 0; k < reverse->names.items[i].others.count; k++) {
            gs_vec_push(&name.others, reverse->names.items[i].others.items[k]);
        }
        gs_vec_push(&copy->names, name);
    }
    copy->aliases = (struct gs_text_list){0};
    for (size_t i = 0; i < reverse->aliases.count; i++) {
        gs_vec_push(&copy->aliases, gs_mem_copy_text(reverse->aliases.items[i]));
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
        gs_vec_fini(&reverse->names.items[i].others);
    }
    for (size_t i = 0; i < reverse->aliases.count; i++) {
        free(reverse->aliases.items[i]);
    }
    gs_vec_fini(&reverse->aliases);
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

static void add_others(const struct gs_reverse_name *name, struct gs_buf *out)
{
    gs_buf_add_text(out, "leads to ");
    for (size_t i = 0; i < name->others.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&name->others.items[i], text);
        gs_buf_addf(out, "%s%s", i == 0 ? "" : ", ", text);
    }
    gs_buf_add_text(out, " instead");
}

void gs_reverse_reason(const struct gs_reverse_name *name,
                       const struct gs_address *address, struct gs_buf *out)
{
    const char *family = address->family == AF_INET ? "IPv4" : "IPv6";
    if (name->confirmed == GS_CONFIRM_ELSEWHERE && name->others.count > 0) {
        add_others(name, out);
    } else if (name->confirmed == GS_CONFIRM_NO_ADDRESS &&
               name->forward_outcome == GS_OUTCOME_NO_SUCH_NAME) {
        gs_buf_add_text(out, "the name does not exist");
    } else if (name->confirmed == GS_CONFIRM_NO_ADDRESS &&
               name->forward_outcome == GS_OUTCOME_NO_DATA) {
        gs_buf_addf(out, "has no %s address", family);
    } else if (name->confirmed == GS_CONFIRM_NO_ADDRESS) {
        gs_buf_add_text(out, "is no name of DNS");
    } else if (name->confirmed == GS_CONFIRM_UNKNOWN &&
               name->forward_outcome != GS_OUTCOME_NOT_ASKED) {
        gs_buf_addf(out, "%s: not known now",
                    gs_dns_word(name->forward_outcome, name->forward_rcode));
    } else {
        gs_buf_add_text(out, gs_confirmation_word(name->confirmed));
    }
}

enum gs_reverse_libc gs_reverse_libc_of(const struct gs_reverse *reverse)
{
    bool has_both = reverse->libc_outcome != GS_OUTCOME_NOT_ASKED &&
                    reverse->dns_outcome != GS_OUTCOME_NOT_ASKED;
    if (!has_both && !reverse->is_complete) {
        return GS_REVERSE_LIBC_WAITING;
    }
    if (reverse->libc_name == NULL || reverse->names.count == 0) {
        return reverse->libc_name != NULL ? GS_REVERSE_LIBC_ONLY
               : reverse->names.count > 0 ? GS_REVERSE_DNS_ONLY
                                          : GS_REVERSE_LIBC_SAME;
    }
    for (size_t i = 0; i < reverse->names.count; i++) {
        if (gs_name_is_equal(reverse->libc_name, reverse->names.items[i].name)) {
            return GS_REVERSE_LIBC_SAME;
        }
    }
    return GS_REVERSE_LIBC_OTHER;
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
