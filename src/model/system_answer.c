/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/system_answer.h"

#include <stdio.h>

struct gs_system_answer *gs_system_answer_new(void)
{
    struct gs_system_answer *answer = gs_mem_new(1, sizeof *answer);
    answer->error.name = "";
    return answer;
}

struct gs_system_answer *gs_system_answer_own(enum gs_outcome outcome, const char *text)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = outcome;
    (void)snprintf(answer->error.text, sizeof answer->error.text, "%s", text);
    return answer;
}

struct gs_system_answer *gs_system_answer_copy(const struct gs_system_answer *answer)
{
    if (answer == NULL) {
        return NULL;
    }
    struct gs_system_answer *copy = gs_system_answer_new();
    *copy = *answer;
    copy->rows = (struct gs_addrinfo_list){0};
    for (size_t i = 0; i < answer->rows.count; i++) {
        struct gs_addrinfo row = answer->rows.items[i];
        row.canonname = gs_mem_copy_text(row.canonname);
        gs_vec_push(&copy->rows, row);
    }
    return copy;
}

void gs_system_answer_free(struct gs_system_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    for (size_t i = 0; i < answer->rows.count; i++) {
        free(answer->rows.items[i].canonname);
    }
    gs_vec_fini(&answer->rows);
    free(answer);
}

static int compare_addresses(const void *a, const void *b)
{
    const struct gs_address *const *left = a;
    const struct gs_address *const *right = b;
    return gs_address_compare(*left, *right);
}

/* Sorted first: an answer may hold thousands of rows and is counted at each redraw. */
size_t gs_system_answer_count(const struct gs_system_answer *answer, int family)
{
    const struct gs_address **found = gs_mem_new(answer->rows.count, sizeof *found);
    size_t count = 0;
    size_t different = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_address *address = &answer->rows.items[i].address;
        if (address->family != 0 && (family == 0 || address->family == family)) {
            found[count++] = address;
        }
    }
    if (count > 1) {
        qsort(found, count, sizeof *found, compare_addresses);
    }
    for (size_t i = 0; i < count; i++) {
        different += i == 0 || !gs_address_is_equal(found[i - 1], found[i]) ? 1 : 0;
    }
    free(found);
    return different;
}
