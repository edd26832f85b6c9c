/* SPDX-License-Identifier: MIT */
#include "mass_line.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/model/record_type.h"

#include <stdlib.h>
#include <string.h>

enum {
    TYPE_AND_CLASS = 4,
};

struct gs_mass_question *gs_mass_question_new(const char *name, uint16_t type, void *user)
{
    struct gs_dname parsed;
    size_t len = gs_dname_parse(name, &parsed) ? parsed.len + TYPE_AND_CLASS : 0;
    struct gs_mass_question *q = gs_mem_new(1, sizeof *q + len);
    q->user = user;
    q->type = type;
    q->len = (uint16_t)len;
    if (len > 0) {
        const uint8_t end[TYPE_AND_CLASS] = {(uint8_t)(type >> 8), (uint8_t)type, 0,
                                             GS_CLASS_IN};
        memcpy(q->question, parsed.bytes, parsed.len);
        memcpy(q->question + parsed.len, end, sizeof end);
    }
    return q;
}

void gs_mass_question_free(struct gs_mass_question *question)
{
    free(question->kept_wire);
    free(question);
}

void gs_mass_line_remove(struct gs_mass_question *question)
{
    struct gs_mass_line *line = question->line;
    if (line == NULL) {
        return;
    }
    *(question->prev == NULL ? &line->first : &question->prev->next) = question->next;
    *(question->next == NULL ? &line->last : &question->next->prev) = question->prev;
    question->next = question->prev = NULL;
    question->line = NULL;
    line->count--;
}

/* Puts it after `prev`; NULL: first. */
static void insert(struct gs_mass_line *line, struct gs_mass_question *question,
                   struct gs_mass_question *prev)
{
    struct gs_mass_question *next = prev == NULL ? line->first : prev->next;
    question->line = line;
    question->prev = prev;
    question->next = next;
    *(prev == NULL ? &line->first : &prev->next) = question;
    *(next == NULL ? &line->last : &next->prev) = question;
    line->count++;
}

void gs_mass_line_add(struct gs_mass_line *line, struct gs_mass_question *question)
{
    gs_mass_line_remove(question);
    insert(line, question, line->last);
}

void gs_mass_line_add_by_due(struct gs_mass_line *line, struct gs_mass_question *question)
{
    gs_mass_line_remove(question);
    struct gs_mass_question *prev = line->last;
    while (prev != NULL && prev->due_us > question->due_us) {
        prev = prev->prev;
    }
    insert(line, question, prev);
}
