/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/command.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

#define PANES    GS_CONTEXT_BIT(GS_CONTEXT_PANES)
#define QUESTION GS_CONTEXT_BIT(GS_CONTEXT_QUESTION)
#define PROMPT   GS_CONTEXT_BIT(GS_CONTEXT_PROMPT)
#define POPUP    GS_CONTEXT_BIT(GS_CONTEXT_POPUP)
#define MENU     GS_CONTEXT_BIT(GS_CONTEXT_MENU)
#define COMMAND  GS_CONTEXT_BIT(GS_CONTEXT_COMMAND)
#define HINTS    GS_CONTEXT_BIT(GS_CONTEXT_HINTS)
#define MATRIX   GS_CONTEXT_BIT(GS_CONTEXT_MATRIX)
#define LISTS    (PANES | POPUP | MENU | HINTS)
#define FIELDS   (QUESTION | PROMPT)
#define EDIT     (FIELDS | COMMAND)

/* id, name, help, label, keys, contexts, group */
static const struct gs_command commands[] = {
    {GS_COMMAND_NONE, "none", "", NULL, "", 0, GS_GROUP_PROGRAM},
    {GS_COMMAND_QUESTION, "question", "new question", "question", "i", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_FAMILY, "family", "both families, IPv4, IPv6; Mail: the sender's",
     "family", "v", PANES, GS_GROUP_ASK},
    {GS_COMMAND_HINTS, "hints", "the arguments, live", "hints", "h F2", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_MATRIX, "matrix", "all families, socket types", NULL, "m", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_SERVERS, "servers", "several servers side by side", "servers", "=", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_TRACE, "trace", "from the root down", "trace", "t", PANES, GS_GROUP_ASK},
    {GS_COMMAND_DNSSEC, "dnssec", "DNSSEC records, too (DO)", NULL, "D", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_CONNECT, "connect", "connect to all; Mail: exchanges", "connect", "c",
     PANES, GS_GROUP_ASK},
    {GS_COMMAND_AGAIN, "again", "ask this pane again", "again", "r F5", PANES | MATRIX,
     GS_GROUP_ASK},
    {GS_COMMAND_AGAIN_ALL, "again-all", "ask all again", NULL, "R", PANES, GS_GROUP_ASK},
    {GS_COMMAND_STOP, "stop", "stop waiting", "stop waiting", "Esc", PANES, GS_GROUP_ASK},
    {GS_COMMAND_BACK, "back", "the question before", "back", "Backspace M-Left", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_FORWARD, "forward", "the question after", NULL, "f M-Right", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_PAUSE, "pause", "hold answers back; Monitor: hosts", "go on", "p", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_SLOWER, "slower", "ask less often; replay: faster", NULL, "+", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_FASTER, "faster", "ask more often; replay: slower", NULL, "-", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_ATTEMPTS_SOONER, "attempts-sooner", "Race: next attempt sooner", NULL,
     "[", PANES, GS_GROUP_ASK},
    {GS_COMMAND_ATTEMPTS_LATER, "attempts-later", "Race: next attempt later", NULL, "]",
     PANES, GS_GROUP_ASK},
    {GS_COMMAND_RESOLUTION_SHORTER, "resolution-shorter", "Race: A waits less for AAAA",
     NULL, "{", PANES, GS_GROUP_ASK},
    {GS_COMMAND_RESOLUTION_LONGER, "resolution-longer", "Race: A waits longer for AAAA",
     NULL, "}", PANES, GS_GROUP_ASK},
    {GS_COMMAND_FIRST_FAMILY, "first-family", "Race: which family begins", NULL, "F",
     PANES, GS_GROUP_ASK},
    {GS_COMMAND_PAUSE_ALL, "pause-all", "Monitor: pause all, go on", NULL, "P", PANES,
     GS_GROUP_ASK},
    {GS_COMMAND_UNWATCH, "unwatch", "Monitor: watch it no more", NULL, "Del", PANES,
     GS_GROUP_ASK},

    {GS_COMMAND_DETAILS, "details", "details, follow target", "details", "Enter", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_ROW_DETAILS, "row-details", "all of the row", "details", "d", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_SEARCH, "search", "search", "search", "/", PANES | POPUP, GS_GROUP_LOOK},
    {GS_COMMAND_SEARCH_NEXT, "search-next", "next hit", "next", "n", PANES | POPUP,
     GS_GROUP_LOOK},
    {GS_COMMAND_SEARCH_PREVIOUS, "search-previous", "previous hit", NULL, "N",
     PANES | POPUP, GS_GROUP_LOOK},
    {GS_COMMAND_FILTER, "filter", "keep matches, ! the others", "filter", "\\ F4", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_LISTEN, "listen", "bind and listen, close", NULL, "b", PANES | POPUP,
     GS_GROUP_LOOK},
    {GS_COMMAND_FORM, "message-form", "form of message or of hosts", "message", "x",
     PANES, GS_GROUP_LOOK},
    {GS_COMMAND_ZOOM, "zoom", "zoom the pane", "zoom", "z", PANES, GS_GROUP_LOOK},
    {GS_COMMAND_SORT_NEXT, "sort-next", "sort by the next column", "sort", "> F6", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_SORT_PREVIOUS, "sort-previous", "sort by the column before", NULL, "<",
     PANES, GS_GROUP_LOOK},
    {GS_COMMAND_SORT_REVERSE, "sort-reverse", "turn the order round", NULL, "I", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_TAG, "tag", "tag the host, take it off", "tag", "Space", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_UNTAG, "untag", "take all tags off", NULL, "U", PANES, GS_GROUP_LOOK},
    {GS_COMMAND_GROUP, "group", "Monitor: by label, and back", NULL, "L", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_HELP, "help", "keys and signs", "help", "? F1",
     PANES | QUESTION | POPUP | MENU | COMMAND | MATRIX, GS_GROUP_LOOK},
    {GS_COMMAND_COMMAND_LINE, "command-line", "type a command", "command", ":", PANES,
     GS_GROUP_LOOK},
    {GS_COMMAND_STEP, "step", "next: tour, replay", "next", ".", PANES, GS_GROUP_LOOK},
    {GS_COMMAND_STEP_BACK, "step-back", "before: tour", "before", ",", PANES,
     GS_GROUP_LOOK},

    {GS_COMMAND_VIEW_LOOKUP, "view-lookup", "view Lookup", NULL, "1", PANES,
     GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_ORDER, "view-order", "view Order", NULL, "2", PANES, GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_RACE, "view-race", "view Race", NULL, "3", PANES, GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_RECORDS, "view-records", "view Records", NULL, "4", PANES,
     GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_MAIL, "view-mail", "view Mail", NULL, "5", PANES, GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_SERVICES, "view-services", "view Services", NULL, "6", PANES,
     GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_WHOIS, "view-whois", "view Whois", NULL, "7", PANES, GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_MONITOR, "view-monitor", "view Monitor", NULL, "8", PANES,
     GS_GROUP_MOVE},
    {GS_COMMAND_VIEW_LOG, "view-log", "view Log", NULL, "9", PANES, GS_GROUP_MOVE},
    {GS_COMMAND_UP, "up", "row up", NULL, "k Up", LISTS | MATRIX, GS_GROUP_MOVE},
    {GS_COMMAND_DOWN, "down", "row down", "next", "j Down", LISTS | MATRIX,
     GS_GROUP_MOVE},
    {GS_COMMAND_PAGE_UP, "page-up", "page up", NULL, "PgUp C-u", LISTS, GS_GROUP_MOVE},
    {GS_COMMAND_PAGE_DOWN, "page-down", "page down", "more", "PgDn C-d", LISTS,
     GS_GROUP_MOVE},
    {GS_COMMAND_FIRST, "first", "first row", NULL, "g Home", LISTS, GS_GROUP_MOVE},
    {GS_COMMAND_LAST, "last", "last row", NULL, "G End", LISTS, GS_GROUP_MOVE},
    {GS_COMMAND_LEFT, "left", "pane to the left", NULL, "Left", PANES | HINTS | MATRIX,
     GS_GROUP_MOVE},
    {GS_COMMAND_RIGHT, "right", "pane to the right", NULL, "Right",
     PANES | HINTS | MATRIX, GS_GROUP_MOVE},
    {GS_COMMAND_CELL_LEFT, "cell-left", "cell to the left", NULL, "h", MATRIX,
     GS_GROUP_MOVE},
    {GS_COMMAND_CELL_RIGHT, "cell-right", "cell to the right", NULL, "l", MATRIX,
     GS_GROUP_MOVE},
    {GS_COMMAND_NEXT_PANE, "next-pane", "next pane", "pane", "Tab",
     PANES | HINTS | MATRIX, GS_GROUP_MOVE},
    {GS_COMMAND_PREVIOUS_PANE, "previous-pane", "previous pane", NULL, "S-Tab",
     PANES | HINTS | MATRIX, GS_GROUP_MOVE},

    {GS_COMMAND_COPY_ROW, "copy-row", "copy the row as …", "copy as", "y",
     PANES | POPUP | HINTS, GS_GROUP_TAKE},
    {GS_COMMAND_COPY_PANE, "copy-pane", "copy the pane", NULL, "Y", PANES, GS_GROUP_TAKE},
    {GS_COMMAND_SAVE_TABLE, "save-table", "save the pane's table as CSV", NULL, "T",
     PANES, GS_GROUP_TAKE},
    {GS_COMMAND_SAVE_SCREEN, "save-screen", "save the screen as SVG", NULL, "E", PANES,
     GS_GROUP_TAKE},
    {GS_COMMAND_SAVE, "save", "save the pane to a file", NULL, "C-s", PANES,
     GS_GROUP_TAKE},

    {GS_COMMAND_REDRAW, "redraw", "redraw", NULL, "C-l", GS_CONTEXT_ANY,
     GS_GROUP_PROGRAM},
    {GS_COMMAND_SUSPEND, "suspend", "suspend", NULL, "C-z", GS_CONTEXT_ANY,
     GS_GROUP_PROGRAM},
    {GS_COMMAND_CLOSE, "close", "close popup, leave field", "close", "Esc q",
     EDIT | POPUP | MENU | HINTS | MATRIX, GS_GROUP_PROGRAM},
    {GS_COMMAND_QUIT, "quit", "quit", "quit", "q F10 C-c", GS_CONTEXT_ANY,
     GS_GROUP_PROGRAM},

    {GS_COMMAND_ACCEPT, "accept", "ask, keep, choose", "ask", "Enter",
     EDIT | POPUP | MENU | HINTS | MATRIX, GS_GROUP_EDIT},
    {GS_COMMAND_FIELD, "field", "host or service", "to service", "Tab S-Tab", QUESTION,
     GS_GROUP_EDIT},
    {GS_COMMAND_SET, "set", "set the choice, turn the flag", "set", "Space", HINTS,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_LEFT, "edit-left", "character left", NULL, "Left C-b", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_RIGHT, "edit-right", "character right", NULL, "Right C-f", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_WORD_LEFT, "edit-word-left", "word left", NULL, "M-b C-Left M-Left",
     EDIT, GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_WORD_RIGHT, "edit-word-right", "word right", NULL,
     "M-f C-Right M-Right", EDIT, GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_HOME, "edit-home", "start of the line", NULL, "Home C-a", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_END, "edit-end", "end of the line", NULL, "End C-e", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_BACKSPACE, "edit-backspace", "delete to the left", NULL,
     "Backspace C-h", EDIT, GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_DELETE, "edit-delete", "delete to the right", NULL, "Del C-d", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_KILL_WORD, "edit-kill-word", "cut the word before", NULL,
     "C-w M-Backspace", EDIT, GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_KILL_TO_START, "edit-kill-to-start", "cut to the start", NULL, "C-u",
     EDIT, GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_KILL_TO_END, "edit-kill-to-end", "cut to the end", NULL, "C-k", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_EDIT_YANK, "edit-yank", "put back what was cut", NULL, "C-y", EDIT,
     GS_GROUP_EDIT},
    {GS_COMMAND_HISTORY_OLDER, "history-older", "older question", "history", "Up C-p",
     FIELDS, GS_GROUP_EDIT},
    {GS_COMMAND_HISTORY_NEWER, "history-newer", "newer question", NULL, "Down C-n",
     FIELDS, GS_GROUP_EDIT},
    {GS_COMMAND_COMPLETE, "complete", "complete the command", "complete", "Tab", COMMAND,
     GS_GROUP_EDIT},
    {GS_COMMAND_CHOOSE_NEXT, "choose-next", "next completion", "choose", "Down C-n",
     COMMAND, GS_GROUP_EDIT},
    {GS_COMMAND_CHOOSE_PREVIOUS, "choose-previous", "completion before", NULL,
     "Up C-p S-Tab", COMMAND, GS_GROUP_EDIT},
    {GS_COMMAND_RECALL, "recall", "a command run before", "history", "C-r", COMMAND,
     GS_GROUP_EDIT},
};

_Static_assert(sizeof commands / sizeof commands[0] == GS_COMMAND_COUNT,
               "a command has no row in the table");

bool gs_context_takes_text(enum gs_context context)
{
    return ((EDIT | MENU) & GS_CONTEXT_BIT(context)) != 0;
}

const struct gs_command *gs_commands(size_t *count)
{
    *count = GS_COMMAND_COUNT - 1;
    return commands + 1;
}

const struct gs_command *gs_command_of(enum gs_command_id id)
{
    return &commands[(unsigned)id < GS_COMMAND_COUNT ? id : GS_COMMAND_NONE];
}

/* What a person reads for a key's name. */
static const char *sign_of(const char *name)
{
    static const char *const signs[][2] = {
        {"Up", "↑"}, {"Down", "↓"}, {"Left", "←"}, {"Right", "→"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strcmp(signs[i][0], name) == 0) {
            return signs[i][1];
        }
    }
    return name;
}

bool gs_command_key(enum gs_command_id id, enum gs_context context,
                    char out[GS_KEY_NAME_MAX])
{
    const struct gs_command *command = gs_command_of(id);
    if ((command->contexts & GS_CONTEXT_BIT(context)) == 0) {
        return false;
    }
    for (const char *at = command->keys; *at != '\0';) {
        size_t len = strcspn(at, " ");
        bool is_character = gs_text_next(at, strlen(at)) == len;
        if (!is_character || !gs_context_takes_text(context)) {
            char name[GS_KEY_NAME_MAX];
            (void)snprintf(name, sizeof name, "%.*s", (int)len, at);
            (void)snprintf(out, GS_KEY_NAME_MAX, "%s", sign_of(name));
            return true;
        }
        at += len + strspn(at + len, " ");
    }
    return false;
}
