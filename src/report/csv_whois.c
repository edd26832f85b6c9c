/* SPDX-License-Identifier: MIT */
#include "csv_whois.h"

#include "csv_line.h"

static void hop_line(struct gs_buf *out, const struct gs_whois_hop *hop)
{
    struct csv_line line = csv_line_of(GS_PART_WHOIS, hop->number);
    bool is_open = hop->result == GS_WHOIS_WAITING;
    csv_set(&line, CSV_NAME, hop->server);
    csv_set(&line, CSV_TYPE, gs_whois_role_id(hop->role));
    csv_set_address(&line, &hop->address);
    csv_set_number(&line, CSV_PORT, hop->port);
    csv_set(&line, CSV_VALUE, gs_whois_result_id(hop->result));
    csv_set(&line, CSV_OUTCOME, is_open ? "unfinished" : gs_outcome_id(hop->outcome));
    csv_end(out, &line);
}

static void value_line(struct gs_buf *out, const struct gs_whois *whois, const char *type,
                       const char *value)
{
    struct csv_line line = csv_line_of(GS_PART_WHOIS, 0);
    csv_set(&line, CSV_NAME, whois->asked);
    csv_set(&line, CSV_TYPE, type);
    csv_set(&line, CSV_VALUE, value);
    csv_set(&line, CSV_OUTCOME, gs_whois_state_id(whois->state));
    csv_end(out, &line);
}

static void list_lines(struct gs_buf *out, const struct gs_whois *whois, const char *type,
                       const struct gs_text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        value_line(out, whois, type, list->items[i]);
    }
}

void csv_whois_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_whois *whois = session->lookup.now.whois;
    if (whois == NULL) {
        return;
    }
    for (size_t i = 0; i < whois->hops.count; i++) {
        hop_line(out, &whois->hops.items[i]);
    }
    value_line(out, whois, "state", whois->problem);
    for (int i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        if (whois->facts.texts[i] != NULL) {
            value_line(out, whois, gs_whois_fact_id((enum gs_whois_fact)i),
                       whois->facts.texts[i]);
        }
    }
    list_lines(out, whois, "status", &whois->facts.statuses);
    list_lines(out, whois, "name_server", &whois->facts.name_servers);
}
