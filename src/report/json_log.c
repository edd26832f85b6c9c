/* SPDX-License-Identifier: MIT */
#include "json_log.h"

#include "js_domain.h"

static struct json_t *entry_json(const struct gs_log_entry *entry)
{
    struct json_t *object = js_object();
    js_put_int(object, "began_us", entry->at_wall_us);
    js_put_int(object, "elapsed_us", entry->elapsed_us);
    js_put_text(object, "by", gs_log_by_word(entry->by));
    js_put_text(object, "call", entry->call);
    js_put_text(object, "about", entry->about);
    js_put_outcome(object, "outcome", entry->outcome);
    js_put_text(object, "result", entry->result);
    js_put_bool(object, "asked_again", entry->is_asked_again);
    js_put_bytes(object, "host", "host_hex", entry->host);
    js_put_bytes(object, "service", "service_hex", entry->service);
    return object;
}

struct json_t *report_json_log(const struct gs_session *session)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < session->log.entries.count; i++) {
        js_push(array, entry_json(gs_log_at(&session->log, i)));
    }
    return array;
}
