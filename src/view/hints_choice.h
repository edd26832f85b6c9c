/* SPDX-License-Identifier: MIT */
/*
 * The choices of the hints popup: five groups, and what each choice is called, does, and sets.
 */
#ifndef GAISCOPE_SRC_VIEW_HINTS_CHOICE_H
#define GAISCOPE_SRC_VIEW_HINTS_CHOICE_H

#include "view_state.h"

#include "gaiscope/rules/flag_effect.h"

/* In the order of Tab. */
enum gs_hints_group {
    GS_HINTS_FAMILY = 0,
    GS_HINTS_HOST,
    GS_HINTS_SOCKTYPE,
    GS_HINTS_PROTOCOL,
    GS_HINTS_FLAGS,
    GS_HINTS_GROUPS,
};

/* One choice. */
struct gs_hints_choice {
    char name[48];   /* what a person chooses, sanitised */
    char c_name[32]; /* what C calls it, "" nothing */
    bool is_set;     /* it is chosen now */
    bool is_other;   /* its value is typed */
    struct gs_hint_effect effect;
};

const char *gs_hints_title(enum gs_hints_group group);
size_t gs_hints_count(enum gs_hints_group group);
struct gs_hints_choice gs_hints_choice_at(const struct gs_view *view,
                                          enum gs_hints_group group, size_t at);

/* What is known of the question as it is now. */
struct gs_hint_subject gs_hints_subject(const struct gs_view *view);

/* Appends what the choice under the cursor is for, and what keeps it from acting unless its
 * own row says that. */
void gs_hints_explain(const struct gs_view *view, bool says_reason, struct gs_buf *out);

/* Sets a choice, or turns a flag. Returns: whether anything changed. */
bool gs_hints_set(struct gs_view *view, enum gs_hints_group group, size_t at);

/* A protocol by name, as the file has it when it was read, or by number. GS_ENOTFOUND. */
enum gs_status gs_hints_find_protocol(const struct gs_view *view, const char *text,
                                      int *out);

/* The rows of the popup for a width; the row of the chosen place goes to *cursor_row. */
void gs_hints_build(struct gs_view *view, struct gs_rows *rows, size_t *cursor_row);

#endif
