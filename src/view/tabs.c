/* SPDX-License-Identifier: MIT */
#include "tabs.h"

#include "mail_pane.h"
#include "order_pane.h"
#include "pane_faces.h"
#include "race_pane.h"
#include "watch_pane.h"
#include "whois_pane.h"

#include "gaiscope/model/address_range.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/records_verdict.h"

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

/* What waits has a time that goes on; all else is what the digest holds. */
static struct gs_verdict records_verdict(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    if (context->lookup == NULL || context->lookup->question.is_null) {
        return (struct gs_verdict){.word = "no name to ask records of", .elapsed_us = -1};
    }
    if (gs_question_is_refused(&context->lookup->question) &&
        context->lookup->question.idn_error[0] != '\0') {
        return (struct gs_verdict){
            .kind = GS_VERDICT_BAD, .word = "IDNA refuses this name", .elapsed_us = -1};
    }
    return gs_records_verdict(&view.facts->records,
                              view.is_old && !view.is_waiting
                                  ? &context->lookup->last_parts[GS_PART_RECORDS]
                                  : &context->lookup->parts[GS_PART_RECORDS],
                              context->now.us);
}

static struct gs_verdict services_verdict(const struct gs_pane_context *context)
{
    return context->digest->services_verdict;
}

/* Of a range nothing but names is asked. */
static bool lookup_remark(const struct gs_pane_context *context, bool is_short,
                          struct gs_buf *out)
{
    const struct gs_question *question = &context->lookup->question;
    if (!gs_question_is_range(question)) {
        return false;
    }
    struct gs_address_list addresses = {0};
    uint64_t total = gs_range_expand(question->host, &addresses);
    gs_buf_addf(out, "PTR of %zu %s%s", addresses.count,
                gs_plural(addresses.count, "address", "addresses"),
                is_short ? "" : ", and where each name leads");
    if (total > addresses.count && !is_short) {
        gs_buf_add_text(out, " · the first of them");
    }
    gs_vec_fini(&addresses);
    return true;
}

/* The bounds of a chain of referrals. */
static bool whois_remark(const struct gs_pane_context *context, bool is_short,
                         struct gs_buf *out)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    bool is_asked = whois != NULL && whois->hops.count > 0;
    gs_buf_addf(out,
                is_short ? "TCP port %u" : "TCP port %u · at most %d hops · 1 MiB · 30 s",
                is_asked ? whois->hops.items[0].port : GS_WHOIS_PORT, GS_WHOIS_HOPS_MAX);
    return true;
}

static struct gs_verdict mail_verdict(const struct gs_pane_context *context)
{
    if (context->lookup == NULL) {
        return (struct gs_verdict){.word = "nothing asked", .elapsed_us = -1};
    }
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    return gs_mail_verdict(facts.plan, facts.delivery,
                           gs_part_view_of(context, GS_PART_SMTP).facts->smtp,
                           facts.view.is_waiting ? facts.view.waited_us : -1);
}

static const struct gs_tab tabs[GS_TAB_COUNT] = {
    [GS_TAB_LOOKUP] = {'1', "Lookup", GS_COMMAND_VIEW_LOOKUP, GS_PANE_V4, NULL,
                       lookup_remark, 0, NULL},
    [GS_TAB_ORDER] = {'2', "Order", GS_COMMAND_VIEW_ORDER, GS_PANE_ORDER, order_verdict,
                      NULL, 0, NULL},
    [GS_TAB_RACE] = {'3', "Race", GS_COMMAND_VIEW_RACE, GS_PANE_RACE, gs_verdict_race,
                     gs_race_remark, GS_PART_BIT(GS_PART_RACE), NULL},
    [GS_TAB_RECORDS] = {'4', "Records", GS_COMMAND_VIEW_RECORDS, GS_PANE_RECORDS,
                        records_verdict, gs_records_remark, 0, NULL},
    [GS_TAB_MAIL] = {'5', "Mail", GS_COMMAND_VIEW_MAIL, GS_PANE_PLAN, mail_verdict,
                     gs_mail_remark, 0, NULL},
    [GS_TAB_SERVICES] = {'6', "Services", GS_COMMAND_VIEW_SERVICES, GS_PANE_TABLE,
                         services_verdict, NULL, 0, NULL},
    [GS_TAB_WHOIS] = {'7', "Whois", GS_COMMAND_VIEW_WHOIS, GS_PANE_WHOIS_TEXT,
                      gs_verdict_whois, whois_remark, 0, NULL},
    [GS_TAB_MONITOR] = {'8', "Monitor", GS_COMMAND_VIEW_MONITOR, GS_PANE_WATCHED,
                        gs_verdict_watched, gs_watch_remark, 0, gs_watch_question},
    [GS_TAB_LOG] = {'9', "Log", GS_COMMAND_VIEW_LOG, GS_PANE_LOG, gs_verdict_log, NULL, 0,
                    NULL},
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
