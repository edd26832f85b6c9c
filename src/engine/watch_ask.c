/* SPDX-License-Identifier: MIT */
#include "watch_ask.h"

#include "gaiscope/dns/message.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

_Static_assert(GS_WATCH_DETAIL_MAX >= sizeof "no DNS answer from " + GS_ENDPOINT_TEXT_MAX,
               "why there is no answer is told whole");

static const uint16_t types[GS_WATCH_SLOTS] = {
    [GS_WATCH_SLOT_AAAA] = GS_TYPE_AAAA,
    [GS_WATCH_SLOT_A] = GS_TYPE_A,
    [GS_WATCH_SLOT_PTR] = GS_TYPE_PTR,
    [GS_WATCH_SLOT_MX] = GS_TYPE_MX,
};

uint16_t gs_watch_type_of(enum gs_watch_slot slot)
{
    return types[slot];
}

/* -- why not --------------------------------------------------------------------------- */

static const char *silence(enum gs_outcome outcome)
{
    switch (outcome) {
    case GS_OUTCOME_TIMED_OUT:
        return "no reply from";
    case GS_OUTCOME_REFUSED:
        return "closed port at";
    case GS_OUTCOME_BAD_ANSWER:
        return "no DNS answer from";
    default:
        return "no way to";
    }
}

static void name_server(const struct gs_endpoint *server, char out[GS_ENDPOINT_TEXT_MAX])
{
    gs_endpoint_format(server, GS_DNS_PORT, out);
}

void gs_watch_detail(const struct gs_mass_answer *answer,
                     const struct gs_resolver *resolver, char out[GS_WATCH_DETAIL_MAX])
{
    char server[GS_ENDPOINT_TEXT_MAX] = "";
    char rcode[GS_RCODE_TEXT_MAX] = "";
    bool is_known = answer->server.address.family != 0;
    if (answer->outcome == GS_OUTCOME_BAD_QUESTION) {
        (void)snprintf(out, GS_WATCH_DETAIL_MAX, "not a name that DNS takes");
    } else if (answer->rcode >= 0) {
        gs_rcode_format(answer->rcode, rcode);
        name_server(&answer->server, server);
        (void)snprintf(out, GS_WATCH_DETAIL_MAX, "%s from %s", rcode, server);
    } else if (resolver->server_count == 0) {
        (void)snprintf(out, GS_WATCH_DETAIL_MAX, "no name server is set");
    } else if (is_known || resolver->server_count == 1) {
        name_server(is_known ? &answer->server : &resolver->servers[0], server);
        (void)snprintf(out, GS_WATCH_DETAIL_MAX, "%s %s", silence(answer->outcome),
                       server);
    } else {
        (void)snprintf(out, GS_WATCH_DETAIL_MAX, "%s %zu name servers",
                       silence(answer->outcome), resolver->server_count);
    }
}

/* -- what was said --------------------------------------------------------------------- */

static void add_name(const struct gs_record *record, struct gs_name_list *names)
{
    char exchange[(size_t)4 * GS_NAME_MAX + sizeof "65535 "];
    if (record->type == GS_TYPE_PTR) {
        (void)gs_name_list_add(names, record->target); /* as many as are kept */
        return;
    }
    if (strcmp(record->target, ".") == 0) {
        (void)gs_name_list_add(names, ""); /* RFC 7505 */
        return;
    }
    (void)snprintf(exchange, sizeof exchange, "%u %s", (unsigned)record->preference,
                   record->target);
    (void)gs_name_list_add(names, exchange); /* as many as are kept */
}

/* Whoever owns the records of the type in the answer section: aliases lead there. */
static void read_names(const struct gs_mass_answer *answer, enum gs_watch_slot slot,
                       const char *name, struct gs_name_list *names)
{
    struct gs_dns_answer *message = gs_dns_answer_new(name, types[slot]);
    if (gs_message_decode(answer->wire, answer->len, message) == GS_OK) {
        for (size_t i = 0; i < message->answer.count; i++) {
            const struct gs_record *record = &message->answer.items[i];
            if (record->type == types[slot] && record->target != NULL) {
                add_name(record, names);
            }
        }
    }
    gs_dns_answer_free(message);
}

void gs_watch_read_answer(const struct gs_mass_answer *answer, enum gs_watch_slot slot,
                          const char *name, struct gs_watch_texts *texts,
                          struct gs_watch_reply *out)
{
    out->outcome = answer->outcome;
    out->is_silent = answer->rcode < 0 && answer->outcome != GS_OUTCOME_BAD_QUESTION;
    out->elapsed_us = answer->elapsed_us;
    if (answer->scan == NULL) {
        return;
    }
    out->ttl_s = answer->scan->ttl_s;
    if (slot == GS_WATCH_SLOT_PTR || slot == GS_WATCH_SLOT_MX) {
        if (answer->outcome == GS_OUTCOME_ANSWERED) {
            read_names(answer, slot, name, &texts->names);
        }
        out->names = &texts->names;
        return;
    }
    out->addresses = answer->scan->addresses;
    out->address_count = answer->scan->address_count;
    out->left_out = (uint32_t)answer->scan->left_out;
    if (answer->scan->final_name.len > 0) {
        gs_dname_format(&answer->scan->final_name, &texts->canonical);
        out->canonical = gs_buf_text(&texts->canonical);
    }
}
