/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/variant.h"

#include "gaiscope/model/hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>

static void add_variant(struct gs_variant_list *list, const struct gs_question *question)
{
    struct gs_variant variant = {.question = gs_mem_new(1, sizeof *question)};
    *variant.question = *question;
    variant.question->hints.has_default_flags = false;
    gs_vec_push(list, variant);
}

struct gs_variant_list gs_variants_matrix(const struct gs_question *question)
{
    static const int added[GS_MATRIX_FLAGS] = {0, AI_ADDRCONFIG, AI_V4MAPPED,
                                               AI_ADDRCONFIG | AI_V4MAPPED};
    struct gs_hint_table socktypes = gs_hint_socktypes();
    struct gs_hint_table families = gs_hint_families();
    struct gs_variant_list list = {0};
    struct gs_question cell = *question;
    int kept = question->hints.flags & ~(AI_ADDRCONFIG | AI_V4MAPPED);
    for (size_t i = 0; i < GS_MATRIX_CELLS; i++) {
        size_t socktype = i / GS_MATRIX_FAMILIES % GS_MATRIX_SOCKTYPES;
        cell.hints.family = families.hints[i % GS_MATRIX_FAMILIES].value;
        cell.hints.socktype = socktypes.hints[socktype].value;
        cell.hints.flags = kept | added[i / GS_MATRIX_FAMILIES / GS_MATRIX_SOCKTYPES];
        add_variant(&list, &cell);
    }
    return list;
}

struct gs_variant_list gs_variants_beside(const struct gs_question *question)
{
    static const char *const hosts[] = {"localhost", "127.0.0.1"};
    struct gs_variant_list list = {0};
    struct gs_question beside = *question;
    if (!question->is_null) {
        return list;
    }
    beside.hints.flags ^= AI_PASSIVE;
    add_variant(&list, &beside);
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        beside = *question;
        (void)gs_question_set(&beside, hosts[i],
                              question->has_service ? question->service : NULL);
        memcpy(beside.host_ascii, beside.host, sizeof beside.host);
        memcpy(beside.host_unicode, beside.host, sizeof beside.host);
        add_variant(&list, &beside);
    }
    return list;
}

const char *gs_matrix_flags_name(size_t number)
{
    static const char *const names[GS_MATRIX_FLAGS] = {
        "without these flags", "ADDRCONFIG", "V4MAPPED", "ADDRCONFIG V4MAPPED"};
    return names[number % GS_MATRIX_FLAGS];
}

void gs_variant_word(const struct gs_system_answer *answer, char out[GS_VARIANT_WORD_MAX])
{
    out[0] = '\0';
    if (answer == NULL) {
        return;
    }
    const char *name = answer->error.name;
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        (void)snprintf(out, GS_VARIANT_WORD_MAX, "%zu", answer->rows.count);
    } else if (strncmp(name, "EAI_", 4) == 0) {
        (void)snprintf(out, GS_VARIANT_WORD_MAX, "%s", name + 4);
    } else {
        (void)snprintf(out, GS_VARIANT_WORD_MAX, "%s",
                       answer->outcome == GS_OUTCOME_CANCELLED
                           ? "stopped"
                           : gs_outcome_word(answer->outcome));
    }
}

void gs_variant_list_clear(struct gs_variant_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].question);
        gs_system_answer_free(list->items[i].answer);
    }
    gs_vec_fini(list);
}
