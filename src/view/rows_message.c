/* SPDX-License-Identifier: MIT */
/*
 * The message behind the selected record: in words, in dig's layout, or byte by byte. Text and
 * bytes are lines made once for a message; a window shows some of them.
 */
#include "pane_faces.h"
#include "record_items.h"

#include "gaiscope/rules/message_dump.h"
#include "gaiscope/rules/message_text.h"

#include <string.h>

enum {
    LABEL_X = 12,
    USUAL_ROWS = 10,
    RECORDS_MAX = 40, /* of a section, shown in words: the table has them all */
};

static bool selected_row(const struct gs_pane_context *context,
                         struct gs_record_item *out)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    return gs_record_item_of_key(&view.facts->records, context->message->record, out);
}

static const char *form_word(enum gs_message_form form)
{
    static const char *const words[] = {
        [GS_MESSAGE_WORDS] = "",
        [GS_MESSAGE_TEXT] = ", as text",
        [GS_MESSAGE_BYTES] = ", byte by byte",
    };
    return words[form];
}

void gs_describe_message(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_record_item item;
    char type[GS_TYPE_TEXT_MAX];
    if (!selected_row(context, &item)) {
        return;
    }
    gs_type_format(item.query->type, type);
    gs_pane_info(pane, GS_ROLE_TEXT, "%s %s%s", type, item.query->name,
                 form_word(context->message->form));
    const struct gs_dns_answer *answer = item.query->answer;
    if (answer != NULL && answer->server.address.family != 0) {
        char server[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&answer->server, GS_DNS_PORT, server);
        gs_buf_addf(&pane->right, "%s by %s", server,
                    gs_transport_word(answer->transport));
    }
}

static bool has_bytes(const struct gs_dns_answer *answer)
{
    return answer->wire != NULL && answer->size_bytes > 0;
}

/* Makes the lines anew when they are of another message or form. */
static void renew_lines(const struct gs_pane_context *context,
                        const struct gs_dns_answer *answer)
{
    struct gs_message_state *message = context->message;
    uint64_t stamp = (context->session->revision * 4 + (uint64_t)message->form) *
                         UINT64_C(0x9e3779b97f4a7c15) +
                     message->record;
    if (message->stamp == stamp) {
        return;
    }
    gs_buf_clear(&message->text);
    message->lines.count = 0;
    message->stamp = stamp;
    if (message->form == GS_MESSAGE_BYTES) {
        gs_message_dump(answer->wire, answer->size_bytes, &message->text);
    } else {
        gs_message_text(answer, &message->text);
    }
    for (size_t at = 0; at < message->text.len;) {
        char *end = strchr(message->text.data + at, '\n');
        gs_vec_push(&message->lines, at);
        if (end == NULL) {
            break;
        }
        *end = '\0';
        at = (size_t)(end - message->text.data) + 1;
    }
}

/* dig's comments are dim; so is where a line of bytes begins. */
static void put_line(struct gs_rows *rows, enum gs_message_form form, const char *line)
{
    size_t at_cells = form == GS_MESSAGE_BYTES ? strcspn(line, " ") : 0;
    if (at_cells > 0) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_DIM, "%.*s", (int)at_cells, line);
    }
    (void)gs_rows_putf(rows, (int)at_cells, line[0] == ';' ? GS_ROLE_DIM : GS_ROLE_TEXT,
                       "%.*s", (int)rows->width_cells * 4, line + at_cells);
}

static void build_lines(const struct gs_pane_context *context, struct gs_rows *rows,
                        const struct gs_dns_answer *answer)
{
    const struct gs_message_state *message = context->message;
    renew_lines(context, answer);
    for (size_t i = 0; i < message->lines.count; i++) {
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            put_line(rows, message->form, message->text.data + message->lines.items[i]);
        }
    }
}

void gs_build_message(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_record_item item;
    if (context->message == NULL) { /* how much room it likes to have */
        for (size_t i = 0; i < USUAL_ROWS; i++) {
            gs_rows_blank(rows);
        }
        return;
    }
    if (!selected_row(context, &item)) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "The message of the selected row stands here.");
        return;
    }
    const struct gs_dns_answer *answer = item.query->answer;
    enum gs_message_form form = context->message->form;
    if (answer == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No message yet: nobody has answered.");
    } else if (form == GS_MESSAGE_WORDS) {
        gs_rows_answer(rows, LABEL_X, answer, RECORDS_MAX);
    } else if (form == GS_MESSAGE_BYTES && !has_bytes(answer)) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No message came, so it has no bytes.");
    } else {
        build_lines(context, rows, answer);
    }
}

/* The whole message as text, also while it is shown in words. */
void gs_copy_message(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out)
{
    struct gs_record_item row;
    (void)item; /* it has no items */
    if (!selected_row(context, &row) || row.query->answer == NULL) {
        return;
    }
    const struct gs_dns_answer *answer = row.query->answer;
    if (context->message->form == GS_MESSAGE_BYTES && has_bytes(answer)) {
        gs_message_dump(answer->wire, answer->size_bytes, out);
    } else {
        gs_message_text(answer, out);
    }
}
