/* SPDX-License-Identifier: MIT */
#include "footer_keys.h"

static const struct gs_hint panes_keys[] = {
    {GS_COMMAND_DETAILS, NULL}, {GS_COMMAND_COPY_ROW, NULL}, {GS_COMMAND_FAMILY, NULL},
    {GS_COMMAND_HINTS, NULL},   {GS_COMMAND_AGAIN, NULL},    {GS_COMMAND_CONNECT, NULL},
    {GS_COMMAND_SEARCH, NULL},  {GS_COMMAND_QUESTION, NULL}, {GS_COMMAND_NEXT_PANE, NULL},
    {GS_COMMAND_HELP, NULL},    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint tables_keys[] = {
    {GS_COMMAND_FILTER, NULL},    {GS_COMMAND_DETAILS, NULL},
    {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_SORT_NEXT, "sort"},
    {GS_COMMAND_COPY_ROW, NULL},  {GS_COMMAND_AGAIN, NULL},
    {GS_COMMAND_QUESTION, NULL},  {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint records_keys[] = {
    {GS_COMMAND_DETAILS, NULL},     {GS_COMMAND_FORM, NULL},
    {GS_COMMAND_SERVERS, NULL},     {GS_COMMAND_TRACE, NULL},
    {GS_COMMAND_SORT_NEXT, "sort"}, {GS_COMMAND_SEARCH, NULL},
    {GS_COMMAND_FILTER, NULL},      {GS_COMMAND_COPY_ROW, NULL},
    {GS_COMMAND_AGAIN, NULL},       {GS_COMMAND_NEXT_PANE, NULL},
    {GS_COMMAND_HELP, NULL},        {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint mail_keys[] = {
    {GS_COMMAND_DETAILS, NULL},  {GS_COMMAND_FAMILY, NULL},    {GS_COMMAND_CONNECT, NULL},
    {GS_COMMAND_COPY_ROW, NULL}, {GS_COMMAND_AGAIN, NULL},     {GS_COMMAND_SEARCH, NULL},
    {GS_COMMAND_QUESTION, NULL}, {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint race_keys[] = {
    {GS_COMMAND_AGAIN, "race again"}, {GS_COMMAND_DETAILS, NULL},
    {GS_COMMAND_FAMILY, NULL},        {GS_COMMAND_COPY_ROW, NULL},
    {GS_COMMAND_HINTS, NULL},         {GS_COMMAND_ZOOM, NULL},
    {GS_COMMAND_CONNECT, NULL},       {GS_COMMAND_NEXT_PANE, NULL},
    {GS_COMMAND_HELP, NULL},          {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint waiting_keys[] = {
    {GS_COMMAND_STOP, NULL},      {GS_COMMAND_COPY_ROW, NULL},
    {GS_COMMAND_FAMILY, NULL},    {GS_COMMAND_HINTS, NULL},
    {GS_COMMAND_SEARCH, NULL},    {GS_COMMAND_QUESTION, NULL},
    {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint dead_keys[] = {
    {GS_COMMAND_AGAIN, NULL},     {GS_COMMAND_COMMAND_LINE, "server ADDRESS"},
    {GS_COMMAND_QUESTION, NULL},  {GS_COMMAND_BACK, NULL},
    {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_DETAILS, NULL},
    {GS_COMMAND_HELP, NULL},      {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint whois_keys[] = {
    {GS_COMMAND_SEARCH, NULL},    {GS_COMMAND_FILTER, NULL},
    {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_DETAILS, NULL},
    {GS_COMMAND_COPY_ROW, NULL},  {GS_COMMAND_COPY_PANE, "copy text"},
    {GS_COMMAND_AGAIN, NULL},     {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint monitor_keys[] = {
    {GS_COMMAND_DETAILS, NULL},      {GS_COMMAND_TAG, NULL},
    {GS_COMMAND_SORT_NEXT, NULL},    {GS_COMMAND_FILTER, NULL},
    {GS_COMMAND_PAUSE, "pause"},     {GS_COMMAND_AGAIN, "now"},
    {GS_COMMAND_SLOWER, "interval"}, {GS_COMMAND_FORM, "answers, history"},
    {GS_COMMAND_HELP, NULL},         {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint log_keys[] = {
    {GS_COMMAND_DETAILS, "its question"},
    {GS_COMMAND_ROW_DETAILS, NULL},
    {GS_COMMAND_FILTER, NULL},
    {GS_COMMAND_SEARCH, NULL},
    {GS_COMMAND_PAUSE, NULL},
    {GS_COMMAND_LAST, "newest"},
    {GS_COMMAND_SAVE, "save"},
    {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint listening_keys[] = {
    {GS_COMMAND_DETAILS, NULL},     {GS_COMMAND_STOP, "close all"},
    {GS_COMMAND_ROW_DETAILS, NULL}, {GS_COMMAND_COPY_ROW, NULL},
    {GS_COMMAND_QUESTION, NULL},    {GS_COMMAND_NEXT_PANE, NULL},
    {GS_COMMAND_HELP, NULL},        {GS_COMMAND_QUIT, NULL},
};

static const struct gs_hint question_keys[] = {
    {GS_COMMAND_ACCEPT, NULL},
    {GS_COMMAND_FIELD, NULL},
    {GS_COMMAND_HISTORY_OLDER, NULL},
    {GS_COMMAND_HELP, NULL},
    {GS_COMMAND_CLOSE, "leave the field"},
};

static const struct gs_hint prompt_keys[] = {
    {GS_COMMAND_ACCEPT, "keep"},
    {GS_COMMAND_CLOSE, "leave"},
};

static const struct gs_hint command_keys[] = {
    {GS_COMMAND_COMPLETE, NULL}, {GS_COMMAND_CHOOSE_NEXT, NULL},
    {GS_COMMAND_ACCEPT, "run"},  {GS_COMMAND_RECALL, NULL},
    {GS_COMMAND_CLOSE, "leave"}, {GS_COMMAND_HELP, NULL},
};

#define HINTS(array) ((struct gs_hint_list){(array), sizeof(array) / sizeof(array)[0]})

bool gs_footer_is_waiting(const struct gs_view *view)
{
    return view->session->has_lookup && gs_lookup_is_waiting(&view->session->lookup);
}

struct gs_hint_list gs_footer_hints(const struct gs_view *view)
{
    if (view->command.is_open) {
        return HINTS(command_keys);
    }
    if (view->prompt_kind != GS_PROMPT_NONE) {
        return HINTS(prompt_keys);
    }
    if (view->is_editing) {
        return HINTS(question_keys);
    }
    if (view->tab == GS_TAB_MONITOR) {
        return HINTS(monitor_keys);
    }
    if (view->tab == GS_TAB_LOG) {
        return HINTS(log_keys);
    }
    if (view->tab == GS_TAB_SERVICES && !gs_footer_is_waiting(view)) {
        return HINTS(tables_keys);
    }
    if (view->tab == GS_TAB_RECORDS && !gs_footer_is_waiting(view)) {
        return HINTS(records_keys);
    }
    if (view->tab == GS_TAB_WHOIS && !gs_footer_is_waiting(view)) {
        return HINTS(whois_keys);
    }
    if (view->tab == GS_TAB_MAIL && !gs_footer_is_waiting(view) && !view->was_dead) {
        return HINTS(mail_keys);
    }
    if (view->tab == GS_TAB_RACE && !gs_footer_is_waiting(view)) {
        return HINTS(race_keys);
    }
    return gs_view_is_listening(view)   ? HINTS(listening_keys)
           : gs_footer_is_waiting(view) ? HINTS(waiting_keys)
           : view->was_dead             ? HINTS(dead_keys)
                                        : HINTS(panes_keys);
}
