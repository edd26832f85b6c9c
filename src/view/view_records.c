/* SPDX-License-Identifier: MIT */
/*
 * What a person does to the questions of the records view, and how the question line words them.
 */
#include "view_state.h"

#include <string.h>

/* Whom the questions go to. */
static void add_server(const struct gs_session *session, bool is_short,
                       struct gs_buf *out)
{
    const struct gs_resolver *resolver = &session->machine.resolver;
    char server[GS_ENDPOINT_TEXT_MAX];
    if (!session->has_machine || resolver->server_count == 0) {
        gs_buf_add_text(out, "no name server");
        return;
    }
    gs_endpoint_format(&resolver->servers[0], GS_DNS_PORT, server);
    gs_buf_addf(out, "%s%s", is_short ? "" : "name server ", server);
    if (resolver->server_count > 1) {
        gs_buf_addf(out, is_short ? " +%zu" : " and %zu more",
                    resolver->server_count - 1);
    }
}

/* What is asked otherwise than usual, in the words of the settings. */
static void add_settings(const struct gs_record_choice *choice, struct gs_buf *out)
{
    struct gs_dns_asking rest = choice->asking;
    struct gs_record_choice usual = gs_record_choice_default();
    struct gs_buf words = {0};
    rest.is_tcp_only = false;
    rest.is_iterative = false;
    rest.keeps_message = usual.asking.keeps_message;
    gs_dns_asking_format(&rest, &words);
    if (strcmp(gs_buf_text(&words), "default") != 0) {
        gs_buf_addf(out, " · %s", gs_buf_text(&words));
    }
    gs_buf_fini(&words);
    bool is_usual =
        choice->type_count == usual.type_count &&
        memcmp(choice->types, usual.types, usual.type_count * sizeof usual.types[0]) == 0;
    if (!is_usual) {
        gs_buf_addf(out, " · %zu %s", choice->type_count,
                    gs_plural(choice->type_count, "type", "types"));
    }
}

bool gs_records_remark(const struct gs_pane_context *context, bool is_short,
                       struct gs_buf *out)
{
    const struct gs_dns_asking *asking = &context->choice->asking;
    add_server(context->session, is_short, out);
    gs_buf_addf(out, " · %s · ",
                asking->is_tcp_only ? "TCP"
                : is_short          ? "UDP"
                                    : "UDP, then TCP");
    gs_buf_add_text(out, asking->is_iterative ? (is_short ? "no rd" : "no recursion")
                         : is_short           ? "rd"
                                              : "recursion wanted");
    add_settings(context->choice, out);
    return true;
}

unsigned gs_view_turn_dnssec(struct gs_view *view)
{
    struct gs_record_choice records = view->records;
    records.asking.wants_signatures = !records.asking.wants_signatures;
    unsigned effects = gs_view_choose_records(view, &records);
    gs_view_say(view, GS_ROLE_DIM,
                records.asking.wants_signatures ? "asks for DNSSEC records, too (DO)"
                                                : "asks without DNSSEC records");
    return effects;
}

unsigned gs_view_turn_message(struct gs_view *view)
{
    static const enum gs_message_form next[] = {
        [GS_MESSAGE_WORDS] = GS_MESSAGE_TEXT,
        [GS_MESSAGE_TEXT] = GS_MESSAGE_BYTES,
        [GS_MESSAGE_BYTES] = GS_MESSAGE_WORDS,
    };

    if (view->tab != GS_TAB_RECORDS) {
        gs_view_say(view, GS_ROLE_DIM, "view 4 shows the messages");
        return GS_EFFECT_REDRAW;
    }
    if (view->focus != GS_PANE_MESSAGE && !gs_view_is_in_sight(view, GS_PANE_MESSAGE)) {
        view->focus = GS_PANE_MESSAGE;
        view->is_zoomed = true;
        return GS_EFFECT_REDRAW;
    }
    view->message.form = next[view->message.form];
    gs_list_state_select(&view->lists[GS_PANE_MESSAGE], 0);
    view->lists[GS_PANE_MESSAGE].from = 0;
    return GS_EFFECT_REDRAW;
}
