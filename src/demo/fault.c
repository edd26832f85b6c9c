/* SPDX-License-Identifier: MIT */
#include "fault.h"

#include "marked_lines.h"

#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLANK " \t"

static const struct {
    const char *word;
    enum gs_fault_action action;
} actions[] = {
    {"slow", GS_FAULT_SLOW},           {"silent", GS_FAULT_SILENT},
    {"truncated", GS_FAULT_TRUNCATED}, {"servfail", GS_FAULT_SERVFAIL},
    {"refused", GS_FAULT_REFUSED},     {"validated", GS_FAULT_VALIDATED},
};

static enum gs_fault_action action_of(const char *word)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(actions[i].word, word) == 0) {
            return actions[i].action;
        }
    }
    return GS_FAULT_NONE;
}

static bool parse_type(const char *word, uint16_t *out)
{
    *out = GS_TYPE_ANY;
    return strcmp(word, "ANY") == 0 || gs_type_parse(word, out) == GS_OK;
}

static bool parse_number(const char *word, int max, int *out)
{
    char *end = NULL;
    long value = strtol(word, &end, 10);
    if (end == word || *end != '\0' || value < 0 || value > max) {
        return false;
    }
    *out = (int)value;
    return true;
}

/** Reads what stands behind the action; `rest` is the position of strtok_r. */
static const char *parse_rest(struct gs_fault *fault, char **rest)
{
    const char *word = strtok_r(NULL, BLANK, rest);
    int number = -1;
    if (fault->action == GS_FAULT_SLOW) {
        if (word == NULL || !parse_number(word, 60 * 1000, &number)) {
            return "slow needs 0 to 60000 milliseconds";
        }
        fault->delay_ms = (uint32_t)number;
        return NULL;
    }
    if (word == NULL) {
        return NULL;
    }
    if (fault->action != GS_FAULT_SERVFAIL) {
        return "nothing may follow this action";
    }
    if (!parse_number(word, UINT16_MAX, &fault->ede_code)) {
        return "an extended error is a number up to 65535";
    }
    if (**rest != '\0') {
        fault->ede_text = gs_mem_copy_text(*rest);
    }
    return NULL;
}

/** Reads one comment, without its `;!`. Returns: NULL, or what is wrong. */
static const char *parse_fault(char *line, struct gs_fault *out)
{
    char *rest = NULL;
    const char *name = strtok_r(line, BLANK, &rest);
    const char *type = strtok_r(NULL, BLANK, &rest);
    const char *action = strtok_r(NULL, BLANK, &rest);
    if (action == NULL) {
        return "a fault is NAME TYPE ACTION";
    }
    if (name[strlen(name) - 1] != '.') {
        return "the name of a fault ends in a dot";
    }
    *out = (struct gs_fault){.ede_code = -1, .action = action_of(action)};
    if (!parse_type(type, &out->type)) {
        return "unknown record type";
    }
    if (out->action == GS_FAULT_NONE) {
        return "unknown action";
    }
    if (!gs_dname_parse(name, &out->name)) {
        return "the name is no domain name";
    }
    return parse_rest(out, &rest);
}

/* Reads one comment into the list. Returns: NULL, or what is wrong. */
static const char *read_line(char *line, void *list)
{
    struct gs_fault_list *all = list;
    struct gs_fault fault = {0};
    const char *problem = parse_fault(line, &fault);
    if (problem == NULL) {
        gs_vec_push(all, fault);
    }
    return problem;
}

enum gs_status gs_fault_list_parse(const char *text, struct gs_fault_list *out,
                                   struct gs_buf *error)
{
    struct gs_fault_list list = {0};
    enum gs_status status = marked_lines_read(text, ";!", read_line, &list, error);
    if (status == GS_OK) {
        *out = list;
    } else {
        gs_fault_list_fini(&list);
    }
    return status;
}

/* Whether `name` is `top` or stands below it. */
static bool is_below(const struct gs_dname *name, const struct gs_dname *top)
{
    size_t at = 0;
    while (name->len - at > top->len) {
        at += name->bytes[at] + 1u;
    }
    struct gs_dname end = {.len = name->len - at};
    memcpy(end.bytes, name->bytes + at, end.len);
    return gs_dname_is_equal(&end, top);
}

const struct gs_fault *gs_fault_find(const struct gs_fault_list *list,
                                     const struct gs_dname *name, uint16_t type)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_fault *fault = &list->items[i];
        bool is_type = fault->type == GS_TYPE_ANY || fault->type == type;
        bool is_name = fault->action == GS_FAULT_VALIDATED
                           ? is_below(name, &fault->name)
                           : gs_dname_is_equal(&fault->name, name);
        if (is_type && is_name) {
            return fault;
        }
    }
    return NULL;
}

void gs_fault_list_fini(struct gs_fault_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].ede_text);
    }
    gs_vec_fini(list);
}
