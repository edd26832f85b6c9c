/* SPDX-License-Identifier: MIT */
/*
 * One of the older calls, or one flag of getnameinfo, with what it is good for.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    LABEL_CELLS = 11,
};

static void put_time(struct gs_rows *rows, int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_duration_format(elapsed_us, text);
    gs_rows_field(rows, LABEL_CELLS, "time", text, NULL);
}

/* What h_errno means, in words. */
static const char *meaning_of(const char *error)
{
    static const struct {
        const char *error;
        const char *meaning;
    } meanings[] = {
        {"HOST_NOT_FOUND", "The name, or a name of the address, does not exist."},
        {"TRY_AGAIN", "No server gave an answer: another time may bring one."},
        {"NO_DATA", "The name exists, but it has no address of this family."},
        {"NO_RECOVERY",
         "A server refused or failed in a way that does not pass by itself."},
    };

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcmp(meanings[i].error, error) == 0) {
            return meanings[i].meaning;
        }
    }
    return "";
}

static void put_sentence(struct gs_rows *rows, const char *text)
{
    if (*text != '\0') {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_TEXT, text);
    }
}

void gs_details_calls(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_CALLS);
    struct gs_rows *rows = &popup->rows;
    if (item >= view.facts->calls.count) {
        return;
    }
    const struct gs_call *call = &view.facts->calls.items[item];
    gs_buf_add_text(&popup->title, call->call);
    gs_rows_field(rows, LABEL_CELLS, "result",
                  call->result == NULL ? "it has not answered yet" : call->result, NULL);
    if (call->error[0] != '\0') {
        gs_rows_field(rows, LABEL_CELLS, "error", call->error, NULL);
    }
    if (call->more != NULL) {
        gs_rows_field(rows, LABEL_CELLS, "more", call->more, NULL);
    }
    if (call->outcome != GS_OUTCOME_NOT_ASKED) {
        put_time(rows, call->elapsed_us);
    }
    put_sentence(rows, meaning_of(call->error));
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_DIM, call->limits);
}

static const char *flag_meaning(const char *flag)
{
    static const struct {
        const char *flag;
        const char *meaning;
    } meanings[] = {
        {"none",
         "Without flags: a name where there is one, else the address; the service's "
         "name by tcp, else the port."},
        {"NUMERICHOST",
         "NI_NUMERICHOST: the address as text. Nobody is asked for a name."},
        {"NUMERICSERV",
         "NI_NUMERICSERV: the port as a number. The services are not read."},
        {"NAMEREQD", "NI_NAMEREQD: an address without a name is an error, EAI_NONAME, "
                     "instead of the address as text."},
        {"NOFQDN",
         "NI_NOFQDN: of a name in this machine's own domain only the host's part."},
        {"DGRAM", "NI_DGRAM: the service's name by udp. A few ports have another name "
                  "there, as 512 is exec by tcp and biff by udp."},
        {"IDN", "NI_IDN: an international name in its own letters, where the locale has "
                "them. A GNU extension."},
    };

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcmp(meanings[i].flag, flag) == 0) {
            return meanings[i].meaning;
        }
    }
    return "";
}

void gs_details_nameinfo(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_NAMEINFO);
    const struct gs_nameinfo_table *table = view.facts->nameinfo;
    struct gs_rows *rows = &popup->rows;
    if (table == NULL || item >= table->rows.count) {
        return;
    }
    const struct gs_nameinfo_row *row = &table->rows.items[item];
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    gs_endpoint_format(&table->endpoint, 0, endpoint);
    gs_buf_addf(&popup->title, "getnameinfo  %s", row->flag);
    gs_rows_field(rows, LABEL_CELLS, "address", endpoint, NULL);
    if (row->host != NULL) {
        gs_rows_field(rows, LABEL_CELLS, "host", row->host,
                      row->is_same_host ? "as without flags" : NULL);
        gs_rows_field(rows, LABEL_CELLS, "service", row->service,
                      row->is_same_service ? "as without flags" : NULL);
    } else {
        gs_rows_field(rows, LABEL_CELLS, "result", gs_outcome_word(row->outcome),
                      row->error);
    }
    if (row->outcome != GS_OUTCOME_NOT_ASKED) {
        put_time(rows, row->elapsed_us);
    }
    put_sentence(rows, flag_meaning(row->flag));
}
