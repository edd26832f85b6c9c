/* SPDX-License-Identifier: MIT */
#include "js_calls.h"

#include "js_domain.h"

struct json_t *js_calls(const struct gs_session *session)
{
    struct json_t *array = js_array();
    const struct gs_call_list *calls = &session->lookup.now.calls;
    for (size_t i = 0; i < calls->count; i++) {
        const struct gs_call *call = &calls->items[i];
        bool is_answered = call->outcome == GS_OUTCOME_ANSWERED;
        struct json_t *object = js_object();
        js_put_text(object, "call", call->call);
        js_put_text(object, "result", is_answered ? call->result : NULL);
        js_put_text(object, "reason", is_answered ? NULL : call->result);
        js_put_outcome(object, "outcome", call->outcome);
        js_put(object, "error", js_text_or_null(call->error));
        js_put_text(object, "more", call->more);
        js_put_text(object, "limits", call->limits);
        js_put_int(object, "elapsed_us", call->elapsed_us);
        js_push(array, object);
    }
    return array;
}

static struct json_t *row_json(const struct gs_nameinfo_row *row)
{
    struct json_t *object = js_object();
    js_put_text(object, "flag", row->flag);
    js_put_text(object, "host", row->host);
    js_put_text(object, "service", row->service);
    js_put_bool(object, "same_host", row->is_same_host);
    js_put_bool(object, "same_service", row->is_same_service);
    js_put_outcome(object, "outcome", row->outcome);
    js_put(object, "error", js_text_or_null(row->error));
    js_put_int(object, "elapsed_us", row->elapsed_us);
    return object;
}

struct json_t *js_nameinfo(const struct gs_session *session)
{
    static const struct gs_nameinfo_table none = {0};
    const struct gs_nameinfo_table *table = session->lookup.now.nameinfo;
    table = table == NULL ? &none : table;
    struct json_t *object = js_object();
    struct json_t *rows = js_array();
    bool has_address = table->endpoint.address.family != 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        js_push(rows, row_json(&table->rows.items[i]));
    }
    js_put_address(object, "address", &table->endpoint.address);
    js_put(object, "port", has_address ? js_int(table->endpoint.port) : js_null());
    js_put(object, "rows", rows);
    return object;
}
