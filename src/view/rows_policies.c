/* SPDX-License-Identifier: MIT */
/*
 * What a domain publishes about its mail: one item a policy, what is wrong with it below.
 */
#include "mail_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/sender_policy.h"

#include <stdio.h>
#include <string.h>

enum {
    GIST_X = 9,
    VALUE_X = 14, /* of the details */
};

static bool has_policies(const struct gs_mail_facts *facts)
{
    return facts->delivery != NULL && facts->delivery->has_policies;
}

void gs_describe_policies(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    size_t count = 0;
    if (gs_pane_stopped(pane, &facts.delivery_view)) {
        return;
    }
    for (enum gs_sender_kind kind = 0;
         has_policies(&facts) && kind < GS_SENDER_ASKED_COUNT; kind++) {
        const struct gs_dns_answer *answer = facts.delivery->policies[kind].answer;
        struct gs_sender_policy policy = {0};
        if (answer != NULL) {
            gs_sender_policy_read(kind, answer, &policy);
        }
        count += policy.count > 0 ? 1 : 0;
        gs_sender_policy_fini(&policy);
    }
    if (has_policies(&facts)) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of %d", count, GS_SENDER_ASKED_COUNT);
        gs_pane_age(pane, &facts.delivery_view);
    }
    gs_pane_time(pane, &facts.delivery_view,
                 facts.delivery == NULL ? 0 : facts.delivery->elapsed_us);
}

static const char *sign_of(enum gs_sign sign)
{
    return sign == GS_SIGN_ERR ? "✗" : sign == GS_SIGN_WARN ? "▲" : "";
}

static enum gs_role role_of(enum gs_sign sign)
{
    return sign == GS_SIGN_ERR    ? GS_ROLE_ERR
           : sign == GS_SIGN_WARN ? GS_ROLE_WARN
                                  : GS_ROLE_TEXT;
}

static void put_policy(struct gs_rows *rows, const struct gs_mail_facts *facts,
                       const struct gs_sender_policy *policy)
{
    const struct gs_part_view *view = &facts->delivery_view;
    const struct gs_dns_answer *answer = facts->delivery->policies[policy->kind].answer;
    enum gs_sign worst = gs_words_worst(&policy->errors);
    (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, role_of(worst)), sign_of(worst));
    (void)gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_TEXT), gs_sender_name(policy->kind));
    if (answer == NULL) {
        (void)gs_rows_put(rows, GIST_X, view->is_waiting ? GS_ROLE_WAIT : GS_ROLE_DIM,
                          view->is_waiting ? gs_spinner(view->waited_us) : "not known");
    } else if (policy->count == 0) {
        (void)gs_rows_put(rows, GIST_X, gs_tone(view, GS_ROLE_DIM),
                          gs_sender_absence(policy, answer));
    } else {
        int x = GIST_X;
        if (policy->count > 1) {
            x = gs_rows_putf(rows, x, gs_tone(view, GS_ROLE_WARN), "%zu records  ",
                             policy->count);
        }
        (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_TEXT),
                          policy->gist == NULL || policy->gist[0] == '\0' ? "not usable"
                                                                          : policy->gist);
    }
}

static void build_policy(const struct gs_mail_facts *facts, enum gs_sender_kind kind,
                         struct gs_rows *rows)
{
    const struct gs_delivery_policy *found = &facts->delivery->policies[kind];
    struct gs_sender_policy policy = {.kind = kind};
    if (found->answer != NULL) {
        gs_sender_policy_read(kind, found->answer, &policy);
    }
    if (gs_rows_next(rows, (size_t)kind)) {
        put_policy(rows, facts, &policy);
    }
    for (size_t i = 0; i < policy.errors.count; i++) {
        const struct gs_word_line *error = &policy.errors.items[i];
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%s%s%s", error->label, error->label[0] == '\0' ? "" : ": ",
                    error->value);
        gs_rows_item_sentence(rows, (size_t)kind, GIST_X, gs_buf_text(&text));
        gs_buf_fini(&text);
    }
    if (found->left_out > 0) {
        char text[64];
        (void)snprintf(text, sizeof text, "%u more records are left out.",
                       found->left_out);
        gs_rows_item_sentence(rows, (size_t)kind, GIST_X, text);
    }
    gs_sender_policy_fini(&policy);
}

void gs_build_policies(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    if (facts.delivery == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         facts.delivery_view.is_waiting
                             ? "Waiting for SPF, DMARC, MTA-STS and TLS-RPT."
                         : facts.delivery_view.is_stopped
                             ? "Stopped before a policy was known."
                             : "SPF, DMARC, MTA-STS and TLS-RPT were not asked.");
        return;
    }
    if (!facts.delivery->has_policies) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No mail domain, so no policy.");
        return;
    }
    for (enum gs_sender_kind kind = 0; kind < GS_SENDER_ASKED_COUNT; kind++) {
        build_policy(&facts, kind, rows);
    }
}

static void put_lines(struct gs_rows *rows, const struct gs_words *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct gs_word_line *line = &lines->items[i];
        if (line->is_apart) {
            gs_rows_blank(rows);
        }
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, GS_SIGN_X, role_of(line->sign), sign_of(line->sign));
            (void)gs_rows_put_cut(rows, 0, GS_ROLE_DIM, line->label, VALUE_X + 12);
        }
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%s%s%s", line->value, line->remark[0] == '\0' ? "" : "  ",
                    line->remark);
        gs_rows_item_sentence(rows, GS_NO_ITEM, 2, gs_buf_text(&text));
        gs_buf_fini(&text);
    }
}

void gs_details_policies(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    if (!has_policies(&facts) || item >= GS_SENDER_ASKED_COUNT) {
        return;
    }
    enum gs_sender_kind kind = (enum gs_sender_kind)item;
    const struct gs_dns_answer *answer = facts.delivery->policies[item].answer;
    struct gs_rows *rows = &popup->rows;
    struct gs_sender_policy policy = {0};
    gs_buf_addf(&popup->title, "%s", gs_sender_name(kind));
    gs_buf_addf(&popup->right, "%s", gs_sender_source(kind));
    if (answer == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Not known.");
        return;
    }
    gs_sender_policy_read(kind, answer, &policy);
    gs_rows_field_host(rows, VALUE_X, "asked", answer->name, "TXT");
    gs_rows_field(rows, VALUE_X, "answer", gs_dns_word(answer->outcome, answer->rcode),
                  answer->flags.ad ? "AD from resolver" : "no AD");
    if (policy.text != NULL) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_TEXT, policy.text);
        gs_rows_blank(rows);
    }
    put_lines(rows, &policy.errors);
    put_lines(rows, &policy.lines);
    gs_sender_policy_fini(&policy);
}
