/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/watch_answer.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/model/race.h"

#include <string.h>

struct gs_watch_answer *gs_watch_answer_new(void)
{
    struct gs_watch_answer *answer = gs_mem_new(1, sizeof *answer);
    answer->dns_us = answer->libc_us = -1;
    return answer;
}

static struct gs_name_list copy_names(const struct gs_name_list *list)
{
    struct gs_name_list copy = {0};
    for (size_t i = 0; i < list->count; i++) {
        gs_vec_push(&copy, gs_mem_copy_text(list->items[i]));
    }
    return copy;
}

struct gs_watch_answer *gs_watch_answer_copy(const struct gs_watch_answer *answer)
{
    struct gs_watch_answer *copy = gs_mem_new(1, sizeof *copy);
    *copy = *answer;
    copy->addresses = (struct gs_address_list){0};
    for (size_t i = 0; i < answer->addresses.count; i++) {
        gs_vec_push(&copy->addresses, answer->addresses.items[i]);
    }
    copy->canonical = gs_mem_copy_text(answer->canonical);
    copy->exchanges = copy_names(&answer->exchanges);
    copy->pointers = copy_names(&answer->pointers);
    return copy;
}

void gs_watch_answer_add_address(struct gs_watch_answer *answer,
                                 const struct gs_address *address)
{
    struct gs_address_list *list = &answer->addresses;
    size_t place = 0;
    int order = 1;
    while (place < list->count &&
           (order = gs_address_compare(&list->items[place], address)) < 0) {
        place++;
    }
    uint16_t *count = &answer->counts[gs_race_side(address->family)];
    if (place < list->count && order == 0) {
        return;
    }
    if (*count == GS_WATCH_ADDRESSES_MAX) {
        answer->left_out++;
        return;
    }
    gs_vec_push(list, *address);
    memmove(&list->items[place + 1], &list->items[place],
            (list->count - 1 - place) * sizeof list->items[0]);
    list->items[place] = *address;
    (*count)++;
}

static char *plain_name(const char *name)
{
    size_t len = strlen(name);
    bool has_dot = len > 1 && name[len - 1] == '.' && name[len - 2] != '\\';
    char *plain = gs_mem_copy_span(name, len - (has_dot ? 1 : 0));
    for (char *at = plain; *at != '\0'; at++) {
        *at = gs_ascii_lower(*at);
    }
    return plain;
}

bool gs_name_list_add(struct gs_name_list *list, const char *name)
{
    char *plain = plain_name(name);
    size_t place = 0;
    int order = 1;
    while (place < list->count && (order = strcmp(list->items[place], plain)) < 0) {
        place++;
    }
    if ((place < list->count && order == 0) || list->count == GS_WATCH_NAMES_MAX) {
        free(plain);
        return place < list->count && order == 0;
    }
    gs_vec_push(list, plain);
    memmove(&list->items[place + 1], &list->items[place],
            (list->count - 1 - place) * sizeof list->items[0]);
    list->items[place] = plain;
    return true;
}

bool gs_name_list_is_equal(const struct gs_name_list *a, const struct gs_name_list *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->items[i], b->items[i]) != 0) {
            return false;
        }
    }
    return true;
}

void gs_name_list_clear(struct gs_name_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    gs_vec_fini(list);
}

void gs_watch_answer_free(struct gs_watch_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    gs_vec_fini(&answer->addresses);
    free(answer->canonical);
    gs_name_list_clear(&answer->exchanges);
    gs_name_list_clear(&answer->pointers);
    free(answer);
}
