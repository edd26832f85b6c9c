/* SPDX-License-Identifier: MIT */
/*
 * One record in words, or what became of a question that brought none of its type.
 */
#include "pane_faces.h"
#include "record_items.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/name_chain.h"
#include "gaiscope/rules/record_words.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16,
    NARROW_X = 12,
    NARROW_CELLS = 50,
    GAP = 3,
    TARGET_MAX = 1024, /* bytes of the longest name in presentation form */
    NAMES_MAX = 1024,  /* bytes of a value in which names are looked for */
};

static int value_x(const struct gs_rows *rows)
{
    return rows->width_cells < NARROW_CELLS ? NARROW_X : VALUE_X;
}

/* The answer with a name's records of a type, to hold hints against; NULL: not known. */
static const struct gs_dns_answer *answer_of(const struct gs_dns_query_list *queries,
                                             uint16_t type, const char *name)
{
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        bool is_type = queries->items[i].type == type && answer != NULL;
        const char *owner = is_type ? gs_dns_answer_final_name(answer) : NULL;
        if (owner != NULL && gs_name_is_equal(owner, name)) {
            return answer;
        }
    }
    return NULL;
}

/* "ttl 242 s, ends 12:56:42" */
static void put_ttl(const struct gs_pane_context *context,
                    const struct gs_record_item *item, struct gs_buf *out)
{
    char clock[GS_DURATION_TEXT_MAX];
    uint32_t left = gs_ttl_left(item->record->ttl_s, item->query->answer->received_us,
                                context->now.us);
    gs_clock_format(context->now.wall_s + left, clock);
    if (left > 0) {
        gs_buf_addf(out, "ttl %u s, ends %s", (unsigned)left, clock);
    } else {
        gs_buf_addf(out, "ttl %u s, it has ended", (unsigned)item->record->ttl_s);
    }
}

/* "server 10.0.0.2 by UDP, 3.9 ms, asked 12:52:18" */
static void put_source(const struct gs_pane_context *context, struct gs_rows *rows,
                       const struct gs_dns_answer *answer)
{
    char server[GS_ENDPOINT_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    char clock[GS_DURATION_TEXT_MAX];
    char text[GS_ENDPOINT_TEXT_MAX + 96];
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    if (answer->server.address.family == 0) {
        return;
    }
    gs_endpoint_format(&answer->server, GS_DNS_PORT, server);
    gs_duration_format(answer->elapsed_us, took);
    gs_clock_format(view.asked_wall_s, clock);
    (void)snprintf(text, sizeof text, "server %s by %s, %s, asked %s", server,
                   gs_transport_word(answer->transport), took, clock);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, value_x(rows), GS_ROLE_DIM, text);
    }
}

/* A record and its owner in the letters that their A-labels stand for. */
static void put_letters(struct gs_rows *rows, const struct gs_record *record)
{
    struct gs_buf text = {0};
    if (gs_idn_has_other_form(record->name)) {
        gs_rows_field_host(rows, value_x(rows), "owner", record->name, "");
    }
    if (strnlen(record->text, NAMES_MAX) < NAMES_MAX) {
        gs_idn_show_words(&text, record->text);
        if (strcmp(gs_buf_text(&text), record->text) != 0) {
            char *safe = gs_text_sanitised(gs_buf_text(&text));
            gs_rows_field(rows, value_x(rows), "in letters", safe, "");
            free(safe);
        }
    }
    gs_buf_fini(&text);
}

static void put_record(const struct gs_pane_context *context,
                       const struct gs_record_item *item, struct gs_popup *popup)
{
    const struct gs_dns_query_list *queries =
        &gs_part_view_of(context, GS_PART_RECORDS).facts->records;
    char *target = gs_record_target(item->query->answer, item->record);
    const char *host = target != NULL ? target : item->record->name;
    const struct gs_record_subject subject = {
        .answer = item->query->answer,
        .record = item->record,
        .v4 = answer_of(queries, GS_TYPE_A, host),
        .v6 = answer_of(queries, GS_TYPE_AAAA, host),
        .wall_s = context->now.wall_s,
    };
    struct gs_words words = {0};
    gs_record_words(&subject, &words);
    put_letters(&popup->rows, item->record);
    gs_rows_words(&popup->rows, value_x(&popup->rows), &words);
    gs_words_fini(&words);
    free(target);
    put_ttl(context, item, &popup->right);
}

static void put_waiting(const struct gs_pane_context *context,
                        const struct gs_dns_query *query, struct gs_rows *rows)
{
    char text[GS_DURATION_TEXT_MAX + 48];
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(context->now.us - query->started_us, took);
    (void)snprintf(text, sizeof text, "no reply yet, %s", took);
    gs_rows_field(rows, value_x(rows), "outcome", text, NULL);
    for (size_t i = 0; i < query->tries.count; i++) {
        const struct gs_dns_try *one = &query->tries.items[i];
        char server[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&one->server, GS_DNS_PORT, server);
        gs_duration_format(one->elapsed_us, took);
        (void)snprintf(text, sizeof text, "%s after %s",
                       gs_dns_word(one->outcome, one->rcode), took);
        gs_rows_field(rows, value_x(rows), i == 0 ? "tries" : "", text, server);
    }
}

/* The way over aliases, where there is one. */
static void put_chain(const struct gs_dns_answer *answer, struct gs_rows *rows)
{
    struct gs_name_chain chain = {0};
    gs_name_chain_follow(answer, &chain);
    if (chain.links.count > 0) {
        struct gs_words words = {0};
        gs_name_chain_words(&chain, &words);
        gs_rows_blank(rows);
        gs_rows_words(rows, value_x(rows), &words);
        gs_words_fini(&words);
    }
    gs_name_chain_fini(&chain);
}

void gs_details_records(const struct gs_pane_context *context, size_t at,
                        struct gs_popup *popup)
{
    struct gs_record_item item;
    char type[GS_TYPE_TEXT_MAX];
    if (!gs_record_item_at(context, at, &item)) {
        return;
    }
    gs_type_format(gs_record_item_type(&item), type);
    gs_buf_addf(&popup->title, "%s %s", type, gs_record_item_name(&item));
    if (item.query->answer == NULL) {
        put_waiting(context, item.query, &popup->rows);
        return;
    }
    if (item.record != NULL) {
        put_record(context, &item, popup);
    } else {
        gs_rows_answer(&popup->rows, value_x(&popup->rows), item.query->answer, 20);
    }
    put_chain(item.query->answer, &popup->rows);
    put_source(context, &popup->rows, item.query->answer);
}

/* One thread draws and asks: the name stands here until the next call. */
const char *gs_target_records(const struct gs_pane_context *context, size_t at)
{
    static char name[TARGET_MAX];
    struct gs_record_item item;
    if (!gs_record_item_at(context, at, &item) || item.record == NULL) {
        return NULL;
    }
    char *target = gs_record_target(item.query->answer, item.record);
    (void)snprintf(name, sizeof name, "%s", target == NULL ? "" : target);
    free(target);
    return name[0] == '\0' ? NULL : name;
}
