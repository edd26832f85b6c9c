/* SPDX-License-Identifier: MIT */
#include "parts.h"

#include <stdio.h>

const char *report_hint(struct gs_hint_table table, int value,
                        char room[REPORT_NUMBER_MAX])
{
    const char *name = gs_hint_name(table, value);
    if (name != NULL) {
        return name;
    }
    (void)snprintf(room, REPORT_NUMBER_MAX, "%d", value);
    return room;
}

void report_socket(struct gs_buf *out, const struct gs_addrinfo *row)
{
    char room[REPORT_NUMBER_MAX];
    gs_buf_add_text(out, report_hint(gs_hint_socktypes(), row->socktype, room));
    if (row->protocol != 0) {
        gs_buf_add_text(out, "/");
        gs_buf_add_text(out, report_hint(gs_hint_protocols(), row->protocol, room));
    }
}

const char *report_confirmation_id(enum gs_confirmation confirmation)
{
    switch (confirmation) {
    case GS_CONFIRM_WAITING:
        return "waiting";
    case GS_CONFIRM_LEADS_BACK:
        return "leads_back";
    case GS_CONFIRM_ELSEWHERE:
        return "elsewhere";
    case GS_CONFIRM_NO_ADDRESS:
        return "no_address";
    case GS_CONFIRM_UNKNOWN:
        return "unknown";
    }
    return "unknown";
}

const char *report_transport_id(enum gs_transport transport)
{
    return transport == GS_TRANSPORT_TCP ? "tcp" : "udp";
}

bool report_is_unfinished(const struct gs_session *session, unsigned parts,
                          enum gs_part part)
{
    return (parts & GS_PART_BIT(part)) != 0 &&
           session->lookup.parts[part].progress != GS_PROGRESS_DONE;
}

struct gs_trap_list report_warnings(const struct gs_session *session)
{
    const struct gs_lookup *lookup = &session->lookup;
    struct gs_trap_list traps = gs_traps_of(&lookup->question, lookup->now.system);
    const struct gs_machine *machine = &session->machine;
    if (session->has_machine && machine->resolver.is_override &&
        !machine->can_redirect_libc) {
        struct gs_trap trap = {.code = "server_not_followed"};
        (void)snprintf(trap.clause, sizeof trap.clause, "libc asks its own servers");
        (void)snprintf(trap.text, sizeof trap.text,
                       "This libc cannot be sent to another name server: the system part "
                       "asked the servers of resolv.conf.");
        gs_vec_push(&traps, trap);
    }
    return traps;
}
