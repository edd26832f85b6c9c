/* SPDX-License-Identifier: MIT */
#include "help_words.h"

/* Commands that share a line. */
static const struct gs_help_pair pairs[] = {
    {GS_COMMAND_AGAIN, GS_COMMAND_AGAIN_ALL, "ask this pane, all again"},
    {GS_COMMAND_FAMILY, GS_COMMAND_MATRIX, "turn family, matrix of all"},
    {GS_COMMAND_SLOWER, GS_COMMAND_FASTER, "ask again less, more"},
    {GS_COMMAND_ATTEMPTS_SOONER, GS_COMMAND_ATTEMPTS_LATER, "next attempt sooner, later"},
    {GS_COMMAND_RESOLUTION_SHORTER, GS_COMMAND_RESOLUTION_LONGER,
     "wait for AAAA less, more"},
    {GS_COMMAND_DETAILS, GS_COMMAND_ROW_DETAILS, "follow target, details"},
    {GS_COMMAND_SEARCH_NEXT, GS_COMMAND_SEARCH_PREVIOUS, "next, previous hit"},
    {GS_COMMAND_SORT_NEXT, GS_COMMAND_SORT_PREVIOUS, "sort by next, last column"},
    {GS_COMMAND_SERVERS, GS_COMMAND_TRACE, "more servers, from the root"},
    {GS_COMMAND_DNSSEC, GS_COMMAND_CONNECT, "ask for DNSSEC, connect"},
    {GS_COMMAND_FORM, GS_COMMAND_ZOOM, "form of message, zoom"},
    {GS_COMMAND_HELP, GS_COMMAND_COMMAND_LINE, "this, or type a command"},
    {GS_COMMAND_STEP, GS_COMMAND_STEP_BACK, "tour: next, before"},
    {GS_COMMAND_TAG, GS_COMMAND_UNTAG, "tag the host, untag all"},
    {GS_COMMAND_SAVE_TABLE, GS_COMMAND_SAVE_SCREEN, "save table, screen"},
    {GS_COMMAND_UP, GS_COMMAND_DOWN, "row up, down"},
    {GS_COMMAND_PAGE_UP, GS_COMMAND_PAGE_DOWN, "page up, down"},
    {GS_COMMAND_FIRST, GS_COMMAND_LAST, "first, last row"},
    {GS_COMMAND_LEFT, GS_COMMAND_RIGHT, "pane to the left, right"},
    {GS_COMMAND_NEXT_PANE, GS_COMMAND_PREVIOUS_PANE, "next, previous pane"},
    {GS_COMMAND_EDIT_LEFT, GS_COMMAND_EDIT_RIGHT, "character left, right"},
    {GS_COMMAND_EDIT_HOME, GS_COMMAND_EDIT_END, "start, end of the line"},
    {GS_COMMAND_HISTORY_OLDER, GS_COMMAND_HISTORY_NEWER, "older, newer question"},
    {GS_COMMAND_CHOOSE_PREVIOUS, GS_COMMAND_CHOOSE_NEXT, "completion before, after"},
};

/* What keys of all views mean in the monitor. */
static const struct {
    enum gs_command_id command;
    const char *help;
} watched[] = {
    {GS_COMMAND_AGAIN, "ask tagged or row now, all"},
    {GS_COMMAND_SLOWER, "tagged or row: less, more"},
    {GS_COMMAND_PAUSE, "pause tagged or row, all"},
    {GS_COMMAND_UNWATCH, "no more: tagged or row"},
    {GS_COMMAND_GROUP, "by label, and back"},
    {GS_COMMAND_DETAILS, "open in Lookup, details"},
    {GS_COMMAND_FORM, "answers or history, zoom"},
};

const struct gs_help_pair *gs_help_pair_of(enum gs_command_id first)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i].first == first) {
            return &pairs[i];
        }
    }
    return NULL;
}

bool gs_help_is_second(enum gs_command_id id)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i].second == id) {
            return true;
        }
    }
    return false;
}

const char *gs_help_in_monitor(enum gs_command_id id)
{
    for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++) {
        if (watched[i].command == id) {
            return watched[i].help;
        }
    }
    return NULL;
}
