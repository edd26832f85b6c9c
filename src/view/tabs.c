/* SPDX-License-Identifier: MIT */
#include "tabs.h"

#include "order_pane.h"

/* Of what there is no order of, the look-up's own verdict says why. */
static struct gs_verdict order_verdict(const struct gs_pane_context *context)
{
    const struct gs_session *session = context->session;
    if (context->lookup == NULL) {
        return (struct gs_verdict){.word = "nothing asked", .elapsed_us = -1};
    }
    if (gs_no_order(context) != NULL) {
        return gs_verdict_of(context->lookup,
                             session->has_machine ? &session->machine : NULL,
                             context->now.us);
    }
    return gs_order_verdict(&context->digest->order, &context->session->machine.policy);
}

static struct gs_verdict services_verdict(const struct gs_pane_context *context)
{
    return context->digest->services_verdict;
}

static const struct gs_tab tabs[GS_TAB_COUNT] = {
    [GS_TAB_LOOKUP] = {'1', "Lookup", GS_COMMAND_VIEW_LOOKUP, GS_PANE_V4, NULL},
    [GS_TAB_ORDER] = {'2', "Order", GS_COMMAND_VIEW_ORDER, GS_PANE_ORDER, order_verdict},
    [GS_TAB_RECORDS] = {'4', "Records", GS_COMMAND_VIEW_RECORDS, GS_PANE_RECORDS, NULL},
    [GS_TAB_MAIL] = {'5', "Mail", GS_COMMAND_VIEW_MAIL, GS_PANE_PLAN, NULL},
    [GS_TAB_SERVICES] = {'6', "Services", GS_COMMAND_VIEW_SERVICES, GS_PANE_TABLE,
                         services_verdict},
    [GS_TAB_WHOIS] = {'7', "Whois", GS_COMMAND_VIEW_WHOIS, GS_PANE_WHOIS_TEXT, NULL},
    [GS_TAB_LOG] = {'9', "Log", GS_COMMAND_VIEW_LOG, GS_PANE_LOG, gs_verdict_log},
};

const struct gs_tab *gs_tab_of(enum gs_tab_id tab)
{
    return &tabs[tab];
}

bool gs_tab_find(enum gs_command_id command, enum gs_tab_id *out)
{
    for (unsigned tab = 0; tab < GS_TAB_COUNT; tab++) {
        if (tabs[tab].command == command) {
            *out = (enum gs_tab_id)tab;
            return true;
        }
    }
    return false;
}
