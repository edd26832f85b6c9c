/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/families.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/race.h"

#include <stdlib.h>
#include <string.h>

struct gs_families *gs_families_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_families));
}

static void copy_row(struct gs_family_row *to, const struct gs_family_row *from)
{
    *to = *from;
    to->host = gs_mem_copy_text(from->host);
    for (size_t side = 0; side < 2; side++) {
        const struct gs_connection_list *list = &from->sides[side].connections;
        to->sides[side].connections = (struct gs_connection_list){0};
        for (size_t i = 0; i < list->count; i++) {
            gs_vec_push(&to->sides[side].connections, list->items[i]);
        }
    }
}

struct gs_families *gs_families_copy(const struct gs_families *families)
{
    struct gs_families *copy = gs_families_new();
    *copy = *families;
    copy->rows = (struct gs_family_row_list){0};
    for (size_t i = 0; i < families->rows.count; i++) {
        struct gs_family_row row;
        copy_row(&row, &families->rows.items[i]);
        gs_vec_push(&copy->rows, row);
    }
    return copy;
}

void gs_families_free(struct gs_families *families)
{
    for (size_t i = 0; families != NULL && i < families->rows.count; i++) {
        struct gs_family_row *row = &families->rows.items[i];
        free(row->host);
        gs_vec_fini(&row->sides[0].connections);
        gs_vec_fini(&row->sides[1].connections);
    }
    if (families != NULL) {
        gs_vec_fini(&families->rows);
        free(families);
    }
}

struct gs_family_row *gs_families_add(struct gs_families *families, const char *host)
{
    static const struct gs_family_side unknown = {.dns_us = -1, .libc_us = -1};
    struct gs_family_row row = {.sides = {unknown, unknown}, .won_us = -1};
    if (families->rows.count >= GS_FAMILIES_HOSTS_MAX) {
        return NULL;
    }
    row.host = gs_mem_copy_text(host);
    gs_vec_push(&families->rows, row);
    return &families->rows.items[families->rows.count - 1];
}

const struct gs_connection *gs_family_side_fastest(const struct gs_family_side *side)
{
    const struct gs_connection *fastest = NULL;
    for (size_t i = 0; i < side->connections.count; i++) {
        const struct gs_connection *one = &side->connections.items[i];
        if (one->status == GS_CONNECT_OPEN &&
            (fastest == NULL || one->elapsed_us < fastest->elapsed_us)) {
            fastest = one;
        }
    }
    return fastest;
}

static void shift(int64_t values[GS_FAMILIES_SAMPLES_MAX])
{
    memmove(values, values + 1, (GS_FAMILIES_SAMPLES_MAX - 1) * sizeof values[0]);
}

static void add_sample(struct gs_family_samples *samples,
                       const struct gs_family_side *side)
{
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    if (samples->count == GS_FAMILIES_SAMPLES_MAX) {
        shift(samples->dns_us);
        shift(samples->libc_us);
        shift(samples->connect_us);
        samples->count--;
    }
    size_t at = samples->count++;
    samples->dns_us[at] = side->dns_outcome == GS_OUTCOME_ANSWERED ? side->dns_us : -1;
    samples->libc_us[at] = side->libc_outcome == GS_OUTCOME_ANSWERED ? side->libc_us : -1;
    samples->connect_us[at] = fastest == NULL ? -1 : fastest->elapsed_us;
    samples->failures += fastest == NULL;
}

static void past_fini(struct gs_family_past *past)
{
    free(past->host);
    past->host = NULL;
}

/* What is kept of a host, taken out of the list; nothing: a new one. */
static struct gs_family_past take_past(struct gs_family_past_list *past, const char *host)
{
    for (size_t i = 0; i < past->count; i++) {
        struct gs_family_past *one = &past->items[i];
        if (one->host != NULL && gs_name_is_equal(one->host, host)) {
            struct gs_family_past taken = *one;
            one->host = NULL;
            return taken;
        }
    }
    return (struct gs_family_past){.host = gs_mem_copy_text(host)};
}

void gs_family_past_add(struct gs_family_past_list *past,
                        const struct gs_families *families)
{
    struct gs_family_past_list next = {0};
    for (size_t i = 0; i < families->rows.count; i++) {
        const struct gs_family_row *row = &families->rows.items[i];
        struct gs_family_past one = take_past(past, row->host);
        one.rounds++;
        for (size_t side = 0; side < 2; side++) {
            add_sample(&one.sides[side], &row->sides[side]);
            one.sides[side].rounds += row->sides[side].connections.count > 0;
            one.sides[side].wins +=
                row->winner_family != 0 && gs_race_side(row->winner_family) == side;
        }
        gs_vec_push(&next, one);
    }
    gs_family_past_clear(past);
    *past = next;
}

void gs_family_past_clear(struct gs_family_past_list *past)
{
    for (size_t i = 0; i < past->count; i++) {
        past_fini(&past->items[i]);
    }
    gs_vec_fini(past);
    *past = (struct gs_family_past_list){0};
}

const struct gs_family_past *gs_family_past_find(const struct gs_family_past_list *past,
                                                 const char *host)
{
    for (size_t i = 0; i < past->count; i++) {
        if (gs_name_is_equal(past->items[i].host, host)) {
            return &past->items[i];
        }
    }
    return NULL;
}
