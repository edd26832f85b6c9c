/* SPDX-License-Identifier: MIT */
/**
 * The `:` command line as text: one table of its commands, what a typed line asks for, and
 * what could complete it. Pure: nothing is asked, drawn or changed here. The commands of
 * view/command.h that work in panes are typed by their names; those of the table here have
 * something behind them.
 */
#ifndef GAISCOPE_VIEW_COMMAND_LINE_H
#define GAISCOPE_VIEW_COMMAND_LINE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/history.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/name_tables.h"
#include "gaiscope/view/request.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_COMPLETIONS_MAX 200 /**< completions offered of one line */

/** A word that may be chosen. */
struct gs_choice {
    const char *name;   /**< "dark" */
    const char *remark; /**< what choosing it does; NULL: nothing to say */
    uint32_t value;     /**< what stands for it */
};

/** Words that may be chosen, in order. */
struct gs_choices {
    const struct gs_choice *items; /**< lent */
    size_t count;                  /**< how many */
};

/** Lines run before, oldest first. Owned by whoever holds the struct. */
struct gs_past_lines GS_VEC_OF(char *);

/** What lines are read and completed against; all of it is lent. */
struct gs_command_world {
    const struct gs_hints *hints; /**< the arguments as they are; never NULL */
    const struct gs_hints
        *first_hints; /**< the arguments as the program began; never NULL */
    const struct gs_record_choice *records;  /**< what is asked; never NULL */
    const struct gs_race_settings *race;     /**< how is raced; never NULL */
    const struct gs_connect_choice *connect; /**< what is connected to; NULL: not known */
    const struct gs_history *history;        /**< hosts and services; never NULL */
    const struct gs_machine *machine;        /**< whose servers; NULL: not known */
    const struct gs_tables *tables;          /**< services; NULL: the well-known few */
    const struct gs_past_lines *past;        /**< lines of this run; NULL: none */
    struct gs_choices views;                 /**< by name, the digit as value */
    struct gs_choices themes;                /**< by name */
    struct gs_choices columns; /**< of the focused pane; the number as value */
};

/** One command of the table. */
struct gs_typed_command {
    const char *name;  /**< "server" */
    const char *usage; /**< what stands behind it: "ADDRESS[:PORT]"; "" nothing */
    const char *help;  /**< what it does: "another name server" */
};

/** The commands with something behind them, in the order of the help. */
struct gs_typed_command gs_typed_command_at(size_t number);
size_t gs_typed_command_count(void);

/** All commands that can be typed: these, and those of view/command.h by name. */
size_t gs_command_line_count(void);

/**
 * Reads a line. Returns: true with *out; false with a sentence, sanitised, in `why`: what is
 * wrong and what would be right.
 */
bool gs_command_line_read(const char *line, const struct gs_command_world *world,
                          struct gs_request *out, struct gs_buf *why);

/** One way to go on from what is typed. */
struct gs_completion {
    char *line; /**< the line it makes; not sanitised; owned by the list */
    const char
        *usage;   /**< what has to be typed behind it; NULL: it can be run as it is */
    char *remark; /**< what it would do, sanitised, "" nothing; owned by the list */
};

/** Completions, the best first. A zeroed struct is empty. */
struct gs_completions GS_VEC_OF(struct gs_completion);

/**
 * What could stand where `line` ends, at most GS_COMPLETIONS_MAX: commands while the first
 * word is typed, and the values of a command from its name on. What begins as typed comes
 * first, then what has it inside; ASCII case is ignored. `out` is emptied first.
 */
void gs_command_line_complete(const char *line, const struct gs_command_world *world,
                              struct gs_completions *out);

/** The longest text that all completions begin with and `line` is the start of, ASCII case
 *  ignored; NULL: none goes on from `line`. Owns: the caller frees. */
char *gs_completions_common(const struct gs_completions *completions, const char *line);

/** Frees all and leaves it empty. */
void gs_completions_fini(struct gs_completions *completions);

#endif
