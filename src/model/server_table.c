/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/server_table.h"

#include <stdlib.h>

void gs_server_table_add_question(struct gs_server_table *table, const char *name,
                                  uint16_t type)
{
    struct gs_server_question question = {gs_mem_copy_text(name), type};
    gs_vec_push(&table->questions, question);
}

void gs_server_table_add_server(struct gs_server_table *table,
                                const struct gs_endpoint *server)
{
    struct gs_server_column column = {.server = *server};
    for (size_t i = 0; i < table->questions.count; i++) {
        gs_vec_push(&column.answers, NULL);
    }
    gs_vec_push(&table->columns, column);
}

bool gs_server_table_set(struct gs_server_table *table, size_t number,
                         struct gs_dns_answer *answer)
{
    size_t questions = table->questions.count;
    if (questions == 0 || number / questions >= table->columns.count) {
        return false;
    }
    struct gs_dns_answer **cell =
        &table->columns.items[number / questions].answers.items[number % questions];
    gs_dns_answer_free(*cell);
    *cell = answer;
    return true;
}

size_t gs_server_table_count(const struct gs_server_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            count += answers->items[j] != NULL ? 1 : 0;
        }
    }
    return count;
}

void gs_server_table_free(struct gs_server_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->columns.count; i++) {
        struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            gs_dns_answer_free(answers->items[j]);
        }
        gs_vec_fini(answers);
    }
    for (size_t i = 0; i < table->questions.count; i++) {
        free(table->questions.items[i].name);
    }
    gs_vec_fini(&table->columns);
    gs_vec_fini(&table->questions);
    free(table);
}
