/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/dns_answer.h"

#include <string.h>

#include <strings.h>

enum {
    CHAIN_MAX = 16, /* CNAMEs followed; no honest chain comes near it */
};

struct gs_dns_answer *gs_dns_answer_new(const char *name, uint16_t type)
{
    struct gs_dns_answer *answer = gs_mem_new(1, sizeof *answer);
    answer->name = gs_mem_copy_text(name);
    answer->type = type;
    answer->rcode = -1;
    answer->edns.ede_code = -1;
    return answer;
}

void gs_record_list_fini(struct gs_record_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].text);
        free(list->items[i].target);
    }
    gs_vec_fini(list);
}

void gs_dns_answer_free(struct gs_dns_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    gs_record_list_fini(&answer->answer);
    gs_record_list_fini(&answer->authority);
    gs_record_list_fini(&answer->additional);
    gs_vec_fini(&answer->tries);
    free(answer->edns.ede_text);
    free(answer->name);
    free(answer);
}

/* The target of the CNAME that `name` owns; NULL: none. */
static const char *find_alias(const struct gs_record_list *records, const char *name)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct gs_record *record = &records->items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            gs_name_is_equal(record->name, name)) {
            return record->target;
        }
    }
    return NULL;
}

const char *gs_dns_answer_final_name(const struct gs_dns_answer *answer)
{
    const char *name = answer->name;
    if (answer->type == GS_TYPE_CNAME || answer->type == GS_TYPE_ANY) {
        return name;
    }
    for (int i = 0; i <= CHAIN_MAX; i++) {
        const char *target = find_alias(&answer->answer, name);
        if (target == NULL) {
            return name;
        }
        name = target;
    }
    return NULL;
}

/* Bytes without the final dot; an escaped dot belongs to its label. */
static size_t name_len(const char *name)
{
    size_t len = strlen(name);
    size_t escapes = 0;
    if (len == 0 || name[len - 1] != '.') {
        return len;
    }
    while (escapes + 1 < len && name[len - 2 - escapes] == '\\') {
        escapes++;
    }
    return escapes % 2 == 0 ? len - 1 : len;
}

bool gs_name_is_equal(const char *a, const char *b)
{
    size_t len = name_len(a);
    return len == name_len(b) && strncasecmp(a, b, len) == 0;
}
