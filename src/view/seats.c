/* SPDX-License-Identifier: MIT */
/*
 * One line a seat: pane, band, column, half modules, least rows, weight, when.
 */
#include "seats.h"

enum {
    RACE_ROWS = 27, /* the race and its clients, a blank row between them */
};

static const struct gs_layout asked[] = {
    {190,
     {{GS_PANE_V4, 0, 0, 4, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 4, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_MACHINE, 0, 2, 2, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_IDN, 1, 0, 10, 3, 0, GS_WHEN_INTERNATIONAL},
      {GS_PANE_BIND, 1, 0, 10, 3, 0, GS_WHEN_BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 10, 2, 0, GS_WHEN_BOUND},
      {GS_PANE_SOURCES, 2, 0, 4, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_WHY, 2, 0, 4, 4, 0, GS_WHEN_ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 4, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SERVICES, 2, 2, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 10, 2, 0, GS_WHEN_DEAD},
      {GS_PANE_REVERSE, 4, 0, 4, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_MAIL, 4, 1, 4, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_CALLS, 4, 2, 2, 2, 0, GS_WHEN_ALWAYS}},
     14},
    {120,
     {{GS_PANE_V4, 0, 0, 3, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 3, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_IDN, 1, 0, 6, 3, 0, GS_WHEN_INTERNATIONAL},
      {GS_PANE_BIND, 1, 0, 6, 3, 0, GS_WHEN_BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 6, 2, 0, GS_WHEN_BOUND},
      {GS_PANE_SOURCES, 2, 0, 3, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_WHY, 2, 0, 3, 4, 0, GS_WHEN_ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 3, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_REVERSE, 4, 0, 2, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SERVICES, 4, 1, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MAIL, 4, 2, 2, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_ALIVE, 5, 0, 6, 2, 0, GS_WHEN_DEAD}},
     12},
    {80,
     {{GS_PANE_V4, 0, 0, 2, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 2, 2, 4, GS_WHEN_ALWAYS},
      {GS_PANE_IDN, 1, 0, 4, 2, 0, GS_WHEN_INTERNATIONAL},
      {GS_PANE_BIND, 1, 0, 4, 3, 0, GS_WHEN_BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 4, 2, 0, GS_WHEN_BOUND},
      {GS_PANE_SOURCES, 2, 0, 2, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 2, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 4, 2, 0, GS_WHEN_DEAD},
      {GS_PANE_REVERSE, 4, 0, 2, 2, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SERVICES, 4, 0, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MAIL, 4, 1, 2, 2, 3, GS_WHEN_ALWAYS}},
     11},
    {0,
     {{GS_PANE_V4, 0, 0, 2, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 1, 0, 2, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_IDN, 2, 0, 2, 2, 0, GS_WHEN_INTERNATIONAL},
      {GS_PANE_BIND, 2, 0, 2, 3, 0, GS_WHEN_BOUND},
      {GS_PANE_ACCEPTED, 2, 0, 2, 2, 0, GS_WHEN_BOUND},
      {GS_PANE_SOURCES, 3, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_ALIVE, 4, 0, 2, 2, 0, GS_WHEN_DEAD},
      {GS_PANE_COMPARE, 5, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_REVERSE, 6, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SERVICES, 7, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MAIL, 8, 0, 2, 3, 1, GS_WHEN_ALWAYS}},
     11},
};

static const struct gs_layout null_node[] = {
    {190,
     {{GS_PANE_V4, 0, 0, 4, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 4, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_MACHINE, 0, 2, 2, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_BESIDE, 1, 0, 4, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_WHY, 1, 1, 4, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_SERVICES, 1, 2, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_BIND, 2, 0, 10, 3, 3, GS_WHEN_ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 10, 2, 2, GS_WHEN_ALWAYS}},
     8},
    {120,
     {{GS_PANE_V4, 0, 0, 3, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 3, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_BESIDE, 1, 0, 3, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_WHY, 1, 1, 3, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_BIND, 2, 0, 6, 3, 3, GS_WHEN_ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 6, 2, 2, GS_WHEN_ALWAYS}},
     6},
    {80,
     {{GS_PANE_V4, 0, 0, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 0, 1, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_BIND, 1, 0, 4, 3, 3, GS_WHEN_ALWAYS},
      {GS_PANE_ACCEPTED, 2, 0, 4, 2, 2, GS_WHEN_ALWAYS},
      {GS_PANE_BESIDE, 3, 0, 4, 2, 1, GS_WHEN_ALWAYS}},
     5},
    {0,
     {{GS_PANE_V4, 0, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_V6, 1, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_BIND, 2, 0, 2, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_BESIDE, 4, 0, 2, 3, 1, GS_WHEN_ALWAYS}},
     5},
};

/* Of a range of addresses nothing but names is asked. */
static const struct gs_layout range[] = {
    {0, {{GS_PANE_REVERSE, 0, 0, 10, 3, 1, GS_WHEN_ALWAYS}}, 1}};

static const struct gs_layout unasked[] = {
    {120,
     {{GS_PANE_EXAMPLES, 0, 0, 4, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_HISTORY, 0, 0, 4, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MACHINE, 0, 1, 2, 2, 0, GS_WHEN_ALWAYS}},
     3},
    {80,
     {{GS_PANE_EXAMPLES, 0, 0, 4, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_HISTORY, 1, 0, 2, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MACHINE, 1, 1, 2, 2, 0, GS_WHEN_ALWAYS}},
     3},
    {0,
     {{GS_PANE_EXAMPLES, 0, 0, 2, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_HISTORY, 1, 0, 2, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_MACHINE, 2, 0, 2, 2, 0, GS_WHEN_ALWAYS}},
     3},
};

static const struct gs_layout order[] = {
    {190,
     {{GS_PANE_ORDER, 0, 0, 6, 4, 3, GS_WHEN_ALWAYS},
      {GS_PANE_POLICY, 0, 1, 4, 4, 0, GS_WHEN_ALWAYS},
      {GS_PANE_ORDERS, 1, 0, 6, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_RULES, 1, 1, 4, 12, 0, GS_WHEN_ALWAYS}},
     4},
    {120,
     {{GS_PANE_ORDER, 0, 0, 6, 4, 3, GS_WHEN_ALWAYS},
      {GS_PANE_ORDERS, 1, 0, 6, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_RULES, 2, 0, 3, 12, 0, GS_WHEN_ALWAYS},
      {GS_PANE_POLICY, 2, 1, 3, 12, 0, GS_WHEN_ALWAYS}},
     4},
    {0,
     {{GS_PANE_ORDER, 0, 0, 4, 4, 2, GS_WHEN_ALWAYS},
      {GS_PANE_ORDERS, 1, 0, 4, 3, 1, GS_WHEN_ALWAYS}},
     2},
};

static const struct gs_layout services[] = {
    {190,
     {{GS_PANE_TABLE, 0, 0, 4, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_PROTOCOLS, 0, 1, 2, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CALLS, 0, 2, 4, 3, 0, GS_WHEN_ALWAYS},
      {GS_PANE_NAMEINFO, 0, 2, 4, 3, 1, GS_WHEN_ALWAYS}},
     4},
    {120,
     {{GS_PANE_TABLE, 0, 0, 4, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_PROTOCOLS, 0, 1, 2, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CALLS, 1, 0, 3, 3, 0, GS_WHEN_ALWAYS},
      {GS_PANE_NAMEINFO, 1, 1, 3, 3, 0, GS_WHEN_ALWAYS}},
     4},
    {0,
     {{GS_PANE_TABLE, 0, 0, 4, 8, 2, GS_WHEN_ALWAYS},
      {GS_PANE_PROTOCOLS, 1, 0, 4, 8, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CALLS, 2, 0, 4, 9, 0, GS_WHEN_ALWAYS},
      {GS_PANE_NAMEINFO, 3, 0, 4, 8, 0, GS_WHEN_ALWAYS}},
     4},
};

static const struct gs_layout race[] = {
    {190,
     {{GS_PANE_RACE, 0, 0, 10, 16, 0, GS_WHEN_ALWAYS},
      {GS_PANE_CLIENTS, 1, 0, 3, 9, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CONNECTIONS, 1, 1, 4, 4, 2, GS_WHEN_ALWAYS},
      {GS_PANE_NETWORK, 1, 2, 3, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_FAMILIES, 2, 0, 10, 5, 1, GS_WHEN_ALWAYS}},
     5},
    {120,
     {{GS_PANE_RACE, 0, 0, 6, 16, 0, GS_WHEN_ALWAYS},
      {GS_PANE_CLIENTS, 1, 0, 3, 10, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CONNECTIONS, 1, 1, 3, 10, 1, GS_WHEN_ALWAYS},
      {GS_PANE_FAMILIES, 2, 0, 6, 13, 2, GS_WHEN_ALWAYS},
      {GS_PANE_NETWORK, 3, 0, 6, 13, 2, GS_WHEN_ALWAYS}},
     5},
    {0,
     {{GS_PANE_RACE, 0, 0, 4, 11, 0, GS_WHEN_ALWAYS},
      {GS_PANE_CLIENTS, 1, 0, 4, 6, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CONNECTIONS, 2, 0, 4, 8, 1, GS_WHEN_ALWAYS},
      {GS_PANE_FAMILIES, 3, 0, 4, 12, 2, GS_WHEN_ALWAYS},
      {GS_PANE_NETWORK, 4, 0, 4, 12, 2, GS_WHEN_ALWAYS}},
     5},
};

/* On a low screen the race gives up its spare rows, so that the clients stay in sight. */
static const struct gs_layout low_race[] = {
    {120,
     {{GS_PANE_RACE, 0, 0, 6, 11, 0, GS_WHEN_ALWAYS},
      {GS_PANE_CLIENTS, 1, 0, 3, 6, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CONNECTIONS, 1, 1, 3, 6, 1, GS_WHEN_ALWAYS},
      {GS_PANE_FAMILIES, 2, 0, 6, 13, 2, GS_WHEN_ALWAYS},
      {GS_PANE_NETWORK, 3, 0, 6, 13, 2, GS_WHEN_ALWAYS}},
     5},
    {0,
     {{GS_PANE_RACE, 0, 0, 4, 11, 0, GS_WHEN_ALWAYS},
      {GS_PANE_CLIENTS, 1, 0, 4, 6, 1, GS_WHEN_ALWAYS},
      {GS_PANE_CONNECTIONS, 2, 0, 4, 8, 1, GS_WHEN_ALWAYS},
      {GS_PANE_FAMILIES, 3, 0, 4, 12, 2, GS_WHEN_ALWAYS},
      {GS_PANE_NETWORK, 4, 0, 4, 12, 2, GS_WHEN_ALWAYS}},
     5},
};

static const struct gs_layout records[] = {
    {190,
     {{GS_PANE_RECORDS, 0, 0, 6, 8, 3, GS_WHEN_ALWAYS},
      {GS_PANE_MESSAGE, 0, 1, 4, 7, 2, GS_WHEN_ALWAYS},
      {GS_PANE_SERVERS, 1, 0, 6, 2, 1, GS_WHEN_ALWAYS},
      {GS_PANE_TRACE, 1, 1, 4, 2, 1, GS_WHEN_ALWAYS}},
     4},
    {120,
     {{GS_PANE_RECORDS, 0, 0, 6, 14, 3, GS_WHEN_ALWAYS},
      {GS_PANE_MESSAGE, 3, 0, 6, 8, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SERVERS, 1, 0, 6, 6, 1, GS_WHEN_WANTED},
      {GS_PANE_TRACE, 2, 0, 6, 5, 1, GS_WHEN_WANTED}},
     4},
    {80,
     {{GS_PANE_RECORDS, 0, 0, 6, 11, 3, GS_WHEN_ALWAYS},
      {GS_PANE_MESSAGE, 3, 0, 6, 7, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SERVERS, 1, 0, 6, 6, 1, GS_WHEN_WANTED},
      {GS_PANE_TRACE, 2, 0, 6, 5, 1, GS_WHEN_WANTED}},
     4},
    {0,
     {{GS_PANE_RECORDS, 0, 0, 6, 8, 3, GS_WHEN_ALWAYS},
      {GS_PANE_MESSAGE, 3, 0, 6, 7, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SERVERS, 1, 0, 6, 6, 1, GS_WHEN_WANTED},
      {GS_PANE_TRACE, 2, 0, 6, 5, 1, GS_WHEN_WANTED}},
     4},
};

static const struct gs_layout mail[] = {
    {190,
     {{GS_PANE_PLAN, 0, 0, 6, 6, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SENDER_V4, 0, 1, 4, 3, 0, GS_WHEN_ALWAYS},
      {GS_PANE_SENDER_V6, 0, 1, 4, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_POLICIES, 1, 0, 6, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SMTP, 1, 1, 4, 3, 1, GS_WHEN_ALWAYS}},
     5},
    {120,
     {{GS_PANE_PLAN, 0, 0, 6, 6, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SENDER_V4, 1, 0, 3, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SENDER_V6, 1, 1, 3, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_POLICIES, 2, 0, 3, 3, 2, GS_WHEN_ALWAYS},
      {GS_PANE_SMTP, 2, 1, 3, 3, 2, GS_WHEN_ALWAYS}},
     5},
    {0,
     {{GS_PANE_PLAN, 0, 0, 4, 9, 3, GS_WHEN_ALWAYS},
      {GS_PANE_SENDER_V4, 1, 0, 4, 3, 1, GS_WHEN_V4_SENDER},
      {GS_PANE_SENDER_V6, 1, 0, 4, 3, 1, GS_WHEN_V6_SENDER},
      {GS_PANE_POLICIES, 3, 0, 4, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_SMTP, 4, 0, 4, 3, 1, GS_WHEN_WANTED}},
     5},
};

static const struct gs_layout whois[] = {
    {190,
     {{GS_PANE_REFERRALS, 0, 0, 5, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_REGISTRATION, 0, 0, 5, 4, 1, GS_WHEN_ALWAYS},
      {GS_PANE_STATUS, 0, 0, 5, 3, 1, GS_WHEN_ALWAYS},
      {GS_PANE_WHOIS_TEXT, 0, 1, 5, 6, 3, GS_WHEN_ALWAYS}},
     4},
    {120,
     {{GS_PANE_REFERRALS, 0, 0, 6, 3, 0, GS_WHEN_ALWAYS},
      {GS_PANE_REGISTRATION, 1, 0, 4, 4, 0, GS_WHEN_ALWAYS},
      {GS_PANE_STATUS, 1, 1, 2, 4, 0, GS_WHEN_ALWAYS},
      {GS_PANE_WHOIS_TEXT, 2, 0, 6, 6, 3, GS_WHEN_ALWAYS}},
     4},
    {0,
     {{GS_PANE_REFERRALS, 0, 0, 4, 2, 0, GS_WHEN_ALWAYS},
      {GS_PANE_REGISTRATION, 1, 0, 4, 3, 0, GS_WHEN_ALWAYS},
      {GS_PANE_WHOIS_TEXT, 2, 0, 4, 6, 3, GS_WHEN_ALWAYS}},
     3},
};

static const struct gs_layout monitor[] = {
    {190,
     {{GS_PANE_WATCHED, 0, 0, 7, 11, 4, GS_WHEN_ALWAYS},
      {GS_PANE_JOURNAL, 0, 1, 3, 5, 4, GS_WHEN_ALWAYS},
      {GS_PANE_BROKEN, 1, 0, 10, 2, 0, GS_WHEN_BROKEN}},
     3},
    {0,
     {{GS_PANE_WATCHED, 0, 0, 6, 11, 4, GS_WHEN_ALWAYS},
      {GS_PANE_JOURNAL, 1, 0, 6, 5, 1, GS_WHEN_ALWAYS},
      {GS_PANE_BROKEN, 2, 0, 6, 2, 0, GS_WHEN_BROKEN}},
     3},
};

static const struct gs_layout entries[] = {
    {0, {{GS_PANE_LOG, 0, 0, 10, 2, 1, GS_WHEN_ALWAYS}}, 1}};

const struct gs_layout *gs_layouts_of(const struct gs_pane_context *context,
                                      enum gs_tab_id tab, size_t rows)
{
    switch (tab) {
    case GS_TAB_LOOKUP:
        return context->lookup == NULL                            ? unasked
               : context->lookup->question.is_null                ? null_node
               : gs_question_is_range(&context->lookup->question) ? range
                                                                  : asked;
    case GS_TAB_ORDER:
        return order;
    case GS_TAB_RACE:
        return rows < RACE_ROWS ? low_race : race;
    case GS_TAB_RECORDS:
        return records;
    case GS_TAB_MAIL:
        return mail;
    case GS_TAB_SERVICES:
        return services;
    case GS_TAB_WHOIS:
        return whois;
    case GS_TAB_MONITOR:
        return monitor;
    case GS_TAB_LOG:
        break;
    }
    return entries;
}

enum gs_tab_id gs_tab_of_pane(int pane)
{
    static const struct {
        enum gs_tab_id tab;
        const struct gs_layout *widest;
    } views[] = {
        {GS_TAB_LOOKUP, asked},      {GS_TAB_ORDER, order},     {GS_TAB_RACE, race},
        {GS_TAB_RECORDS, records},   {GS_TAB_MAIL, mail},       {GS_TAB_WHOIS, whois},
        {GS_TAB_SERVICES, services}, {GS_TAB_MONITOR, monitor}, {GS_TAB_LOG, entries}};

    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        for (size_t seat = 0; seat < views[i].widest->count; seat++) {
            if (views[i].widest->seats[seat].pane == pane) {
                return views[i].tab;
            }
        }
    }
    return GS_TAB_LOOKUP;
}
