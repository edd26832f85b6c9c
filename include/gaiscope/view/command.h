/* SPDX-License-Identifier: MIT */
/**
 * Everything a key can do: one table of commands with names, help and default keys. The
 * keymap, the footer, the help popup and docs/keys.md come from it.
 */
#ifndef GAISCOPE_VIEW_COMMAND_H
#define GAISCOPE_VIEW_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/** Where keys are going. */
enum gs_context {
    GS_CONTEXT_PANES = 0, /**< the panes of a view */
    GS_CONTEXT_QUESTION,  /**< the question line is being edited */
    GS_CONTEXT_PROMPT,    /**< a search or filter is being typed */
    GS_CONTEXT_POPUP,     /**< a popup is open */
    GS_CONTEXT_MENU,      /**< a popup whose entries are chosen by a letter is open */
    GS_CONTEXT_COMMAND,   /**< the command line is open */
    GS_CONTEXT_HINTS,     /**< the arguments of getaddrinfo are being chosen */
    GS_CONTEXT_MATRIX,    /**< the matrix is open: its cells are moved over */
};

#define GS_CONTEXT_COUNT        (GS_CONTEXT_MATRIX + 1)        /**< how many */
#define GS_CONTEXT_BIT(context) (1u << (unsigned)(context))    /**< its bit */
#define GS_CONTEXT_ANY          ((1u << GS_CONTEXT_COUNT) - 1) /**< all */

#define GS_KEY_NAME_MAX 16 /**< bytes of a key's name with NUL */

/** A command. GS_COMMAND_NONE is no command. */
enum gs_command_id {
    GS_COMMAND_NONE = 0,
    /* ask */
    GS_COMMAND_QUESTION,           /**< edit the question */
    GS_COMMAND_FAMILY,             /**< both families, IPv4, IPv6, both ... */
    GS_COMMAND_HINTS,              /**< the arguments of getaddrinfo, live */
    GS_COMMAND_MATRIX,             /**< the question in every family and socket type */
    GS_COMMAND_SERVERS,            /**< the records' questions to several servers */
    GS_COMMAND_TRACE,              /**< the delegation, from the root down */
    GS_COMMAND_DNSSEC,             /**< ask for DNSSEC records, too, or not */
    GS_COMMAND_CONNECT,            /**< connect to the mail exchanges */
    GS_COMMAND_AGAIN,              /**< ask the focused pane's part again */
    GS_COMMAND_AGAIN_ALL,          /**< ask everything again */
    GS_COMMAND_STOP,               /**< stop waiting */
    GS_COMMAND_BACK,               /**< the question before */
    GS_COMMAND_FORWARD,            /**< the question after */
    GS_COMMAND_PAUSE,              /**< hold answers back, and go on */
    GS_COMMAND_SLOWER,             /**< longer interval of asking again, up to off */
    GS_COMMAND_FASTER,             /**< shorter interval of asking again */
    GS_COMMAND_ATTEMPTS_SOONER,    /**< race: less time from attempt to attempt */
    GS_COMMAND_ATTEMPTS_LATER,     /**< race: more time */
    GS_COMMAND_RESOLUTION_SHORTER, /**< race: A waits less for AAAA */
    GS_COMMAND_RESOLUTION_LONGER,  /**< race: A waits more for AAAA */
    GS_COMMAND_FIRST_FAMILY,       /**< race: which family begins */
    GS_COMMAND_PAUSE_ALL,          /**< monitor: ask no host, and go on */
    GS_COMMAND_UNWATCH, /**< monitor: no more the tagged hosts, or the selected */
    /* look */
    GS_COMMAND_DETAILS,         /**< what the selected row leads to, else its details */
    GS_COMMAND_ROW_DETAILS,     /**< its details, wherever it leads */
    GS_COMMAND_SEARCH,          /**< type what to search */
    GS_COMMAND_SEARCH_NEXT,     /**< next hit */
    GS_COMMAND_SEARCH_PREVIOUS, /**< previous hit */
    GS_COMMAND_FILTER,          /**< type what to keep; a leading ! inverts */
    GS_COMMAND_LISTEN,          /**< bind and listen, or close again */
    GS_COMMAND_FORM,            /**< the message in words, as text, as bytes */
    GS_COMMAND_ZOOM,            /**< the focused pane alone, and back */
    GS_COMMAND_SORT_NEXT,       /**< sort by the next column */
    GS_COMMAND_SORT_PREVIOUS,   /**< sort by the column before */
    GS_COMMAND_SORT_REVERSE,    /**< turn the order round */
    GS_COMMAND_TAG,             /**< tag the row, or take its tag off */
    GS_COMMAND_UNTAG,           /**< take all tags off */
    GS_COMMAND_GROUP,           /**< monitor: hosts by their label, and back */
    GS_COMMAND_HELP,            /**< the keys and signs */
    GS_COMMAND_COMMAND_LINE,    /**< type a command by its name */
    GS_COMMAND_STEP,            /**< next station of the tour, next event of a replay */
    GS_COMMAND_STEP_BACK,       /**< the station before */
    /* move */
    GS_COMMAND_VIEW_LOOKUP,   /**< view 1 */
    GS_COMMAND_VIEW_ORDER,    /**< view 2 */
    GS_COMMAND_VIEW_RACE,     /**< view 3 */
    GS_COMMAND_VIEW_RECORDS,  /**< view 4 */
    GS_COMMAND_VIEW_MAIL,     /**< view 5 */
    GS_COMMAND_VIEW_SERVICES, /**< view 6 */
    GS_COMMAND_VIEW_WHOIS,    /**< view 7 */
    GS_COMMAND_VIEW_MONITOR,  /**< view 8 */
    GS_COMMAND_VIEW_LOG,      /**< view 9 */
    GS_COMMAND_UP,
    GS_COMMAND_DOWN,
    GS_COMMAND_PAGE_UP,
    GS_COMMAND_PAGE_DOWN,
    GS_COMMAND_FIRST,
    GS_COMMAND_LAST,
    GS_COMMAND_LEFT,
    GS_COMMAND_RIGHT,
    GS_COMMAND_CELL_LEFT,
    GS_COMMAND_CELL_RIGHT,
    GS_COMMAND_NEXT_PANE,
    GS_COMMAND_PREVIOUS_PANE,
    /* take */
    GS_COMMAND_COPY_ROW,    /**< copy the row (OSC 52) */
    GS_COMMAND_COPY_PANE,   /**< copy the pane */
    GS_COMMAND_SAVE_TABLE,  /**< save the pane's table to a file */
    GS_COMMAND_SAVE_SCREEN, /**< save the screen to a file */
    GS_COMMAND_SAVE,        /**< save the pane to a file */
    /* the program */
    GS_COMMAND_REDRAW,
    GS_COMMAND_SUSPEND,
    GS_COMMAND_CLOSE, /**< close the popup, leave the prompt or the field */
    GS_COMMAND_QUIT,
    /* line editing (question and prompt) */
    GS_COMMAND_ACCEPT, /**< take what was typed */
    GS_COMMAND_FIELD,  /**< to the other field */
    GS_COMMAND_SET,    /**< set a choice, turn a flag */
    GS_COMMAND_EDIT_LEFT,
    GS_COMMAND_EDIT_RIGHT,
    GS_COMMAND_EDIT_WORD_LEFT,
    GS_COMMAND_EDIT_WORD_RIGHT,
    GS_COMMAND_EDIT_HOME,
    GS_COMMAND_EDIT_END,
    GS_COMMAND_EDIT_BACKSPACE,
    GS_COMMAND_EDIT_DELETE,
    GS_COMMAND_EDIT_KILL_WORD,
    GS_COMMAND_EDIT_KILL_TO_START,
    GS_COMMAND_EDIT_KILL_TO_END,
    GS_COMMAND_EDIT_YANK,
    GS_COMMAND_HISTORY_OLDER,
    GS_COMMAND_HISTORY_NEWER,
    /* the command line */
    GS_COMMAND_COMPLETE,        /**< as far as all that fits is the same */
    GS_COMMAND_CHOOSE_NEXT,     /**< the next one that fits */
    GS_COMMAND_CHOOSE_PREVIOUS, /**< the one before */
    GS_COMMAND_RECALL,          /**< a line run before */
};

#define GS_COMMAND_COUNT (GS_COMMAND_RECALL + 1) /**< how many */

/** The help's headings. */
enum gs_command_group {
    GS_GROUP_ASK = 0,
    GS_GROUP_LOOK,
    GS_GROUP_MOVE,
    GS_GROUP_TAKE,
    GS_GROUP_PROGRAM,
    GS_GROUP_EDIT,
};

/** One command. */
struct gs_command {
    enum gs_command_id id; /**< which */
    const char *name;      /**< for config files: "copy-row" */
    const char *help;      /**< what it does, for the help: "copy the row" */
    const char *label;     /**< one or two words for the footer; NULL: never there */
    const char *keys;      /**< default keys parted by blanks: "q F10 C-c" */
    unsigned contexts;     /**< GS_CONTEXT_BIT()s in which the keys mean it */
    enum gs_command_group group; /**< heading in the help */
};

/** Whether a plain character is text there and never a command: gs_view_type() takes it. */
bool gs_context_takes_text(enum gs_context context);

/** The table, in the order of the help. Where two commands of a context name the same key,
 *  the first one has it. */
const struct gs_command *gs_commands(size_t *count);

/** One command by id. Never NULL. */
const struct gs_command *gs_command_of(enum gs_command_id id);

/**
 * The first key of a command that works in a context, as a person reads it ("↑" for "Up").
 * Returns: false when it has none there.
 */
bool gs_command_key(enum gs_command_id id, enum gs_context context,
                    char out[GS_KEY_NAME_MAX]);

#endif
