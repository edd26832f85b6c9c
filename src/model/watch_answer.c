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

/* Room for exactly so many: there are many hosts, and sets seldom grow. */
static struct gs_address_list addresses_for(size_t count)
{
    struct gs_address_list list = {.capacity = count};
    list.items = count == 0 ? NULL : gs_mem_new(count, sizeof *list.items);
    return list;
}

struct gs_watch_answer *gs_watch_answer_copy(const struct gs_watch_answer *answer)
{
    struct gs_watch_answer *copy = gs_mem_new(1, sizeof *copy);
    *copy = *answer;
    copy->addresses = addresses_for(answer->addresses.count);
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
    size_t side = gs_race_side(address->family);
    if (place < list->count && order == 0) {
        return;
    }
    if (answer->counts[side] == GS_WATCH_ADDRESSES_MAX) {
        answer->left_outs[side]++;
        return;
    }
    gs_vec_push(list, *address);
    memmove(&list->items[place + 1], &list->items[place],
            (list->count - 1 - place) * sizeof list->items[0]);
    list->items[place] = *address;
    answer->counts[side]++;
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

bool gs_name_list_is_null_mx(const struct gs_name_list *exchanges)
{
    return exchanges->count == 1 && exchanges->items[0][0] == '\0';
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

/* -- facts ---------------------------------------------------------------------------- */

static bool has_side(const struct gs_watch_answer *answer, size_t side)
{
    return gs_outcome_is_final(answer->outcome) &&
           gs_outcome_is_final(answer->sides[side]);
}

static void push_side(struct gs_address_list *list, const struct gs_watch_answer *answer,
                      size_t side)
{
    for (size_t i = 0; i < answer->addresses.count; i++) {
        if (gs_race_side(answer->addresses.items[i].family) == side) {
            gs_vec_push(list, answer->addresses.items[i]);
        }
    }
}

void gs_watch_answer_take_side(struct gs_watch_answer *known,
                               const struct gs_watch_answer *answer, size_t side)
{
    struct gs_address_list both =
        addresses_for((size_t)known->counts[1 - side] + answer->counts[side]);
    push_side(&both, side == 1 ? answer : known, 1);
    push_side(&both, side == 0 ? answer : known, 0);
    gs_vec_fini(&known->addresses);
    known->addresses = both;
    known->sides[side] = answer->sides[side];
    known->counts[side] = answer->counts[side];
    known->left_outs[side] = answer->left_outs[side];
}

static void take_names(struct gs_name_list *known, const struct gs_name_list *names)
{
    if (!gs_name_list_is_equal(known, names)) {
        gs_name_list_clear(known);
        *known = copy_names(names);
    }
}

static void take_libc(struct gs_watch_answer *known, const struct gs_watch_answer *answer)
{
    if (answer->libc_outcome == GS_OUTCOME_NOT_ASKED) {
        return;
    }
    known->libc_outcome = answer->libc_outcome;
    known->libc_us = answer->libc_us;
    if (gs_outcome_is_final(answer->libc_outcome)) {
        known->libc_first = answer->libc_first;
        known->is_libc_same = answer->is_libc_same;
        known->source =
            answer->source == GS_WATCH_SOURCE_NONE ? known->source : answer->source;
    }
}

static void take_whole(struct gs_watch_answer *known,
                       const struct gs_watch_answer *answer)
{
    known->outcome = answer->outcome;
    known->dns_us = answer->dns_us;
    memcpy(known->sides_us, answer->sides_us, sizeof known->sides_us);
    known->ttl_s = answer->ttl_s;
    for (size_t side = 0; side < 2; side++) {
        if (has_side(answer, side)) {
            gs_watch_answer_take_side(known, answer, side);
        }
    }
    if (answer->outcome != GS_OUTCOME_NO_SUCH_NAME) {
        free(known->canonical);
        known->canonical = gs_mem_copy_text(answer->canonical);
    }
}

void gs_watch_answer_learn(struct gs_watch_answer *known,
                           const struct gs_watch_answer *answer)
{
    if (answer->detail[0] != '\0' || !gs_outcome_is_final(answer->outcome)) {
        memcpy(known->detail, answer->detail, sizeof known->detail);
    }
    if (gs_outcome_is_final(answer->outcome)) {
        take_whole(known, answer);
    }
    if (gs_outcome_is_final(answer->mx_outcome)) {
        known->mx_outcome = answer->mx_outcome;
        take_names(&known->exchanges, &answer->exchanges);
    }
    if (gs_outcome_is_final(answer->pointer_outcome)) {
        known->pointer_outcome = answer->pointer_outcome;
        take_names(&known->pointers, &answer->pointers);
    }
    take_libc(known, answer);
}

bool gs_watch_answer_lacks(const struct gs_watch_answer *answer,
                           const struct gs_watch_answer *known)
{
    for (size_t side = 0; side < 2; side++) {
        if (has_side(known, side) && !has_side(answer, side)) {
            return true;
        }
    }
    return (gs_outcome_is_final(known->outcome) &&
            !gs_outcome_is_final(answer->outcome)) ||
           (gs_outcome_is_final(known->mx_outcome) &&
            !gs_outcome_is_final(answer->mx_outcome)) ||
           (gs_outcome_is_final(known->pointer_outcome) &&
            !gs_outcome_is_final(answer->pointer_outcome)) ||
           (known->libc_outcome != GS_OUTCOME_NOT_ASKED &&
            !gs_outcome_is_final(answer->libc_outcome));
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
