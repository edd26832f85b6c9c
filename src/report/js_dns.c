/* SPDX-License-Identifier: MIT */
#include "js_dns.h"

#include "js_domain.h"
#include "parts.h"

#include "gaiscope/base/text.h"

#include <string.h>

/* base16, lower case; null for no bytes. */
static struct json_t *hex_of(const uint8_t *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    struct gs_buf hex = {0};
    for (size_t i = 0; i < len; i++) {
        const char pair[] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        gs_buf_add(&hex, pair, sizeof pair);
    }
    struct json_t *value = js_text_or_null(gs_buf_text(&hex));
    gs_buf_fini(&hex);
    return value;
}

static void put_type(struct json_t *object, uint16_t number)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(number, type);
    js_put_text(object, "type", type);
}

struct json_t *js_dns_records(const struct gs_record_list *section)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < section->count; i++) {
        const struct gs_record *record = &section->items[i];
        struct json_t *object = js_object();
        js_put_name(object, "name", record->name);
        put_type(object, record->type);
        js_put_int(object, "ttl_s", record->ttl_s);
        js_put_words(object, "text", record->text);
        js_put_bool(object, "malformed", record->is_malformed);
        js_push(array, object);
    }
    return array;
}

static struct json_t *tries_json(const struct gs_dns_try_list *tries)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < tries->count; i++) {
        const struct gs_dns_try *try = &tries->items[i];
        struct json_t *object = js_object();
        js_put_endpoint(object, "server", &try->server);
        js_put_text(object, "transport", report_transport_id(try->transport));
        js_put_outcome(object, "outcome", try->outcome);
        js_put_rcode(object, try->rcode);
        js_put_int(object, "elapsed_us", try->elapsed_us);
        js_put_bool(object, "truncated", try->is_truncated);
        js_push(array, object);
    }
    return array;
}

static struct json_t *error_json(const struct gs_ede *error)
{
    struct json_t *object = js_object();
    js_put_int(object, "code", error->code);
    js_put_text(object, "name", gs_ede_name(error->code));
    js_put_text(object, "text", error->text);
    return object;
}

static struct json_t *errors_json(const struct gs_ede_list *errors)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < errors->count; i++) {
        js_push(array, error_json(&errors->items[i]));
    }
    return array;
}

/* The text of bytes that are one; null for any others. */
static struct json_t *text_of(const uint8_t *bytes, size_t len)
{
    struct gs_buf text = {0};
    gs_text_sanitise(&text, (const char *)bytes, len);
    bool is_text = text.len == len && memcmp(gs_buf_text(&text), bytes, len) == 0;
    struct json_t *value = is_text ? js_text(gs_buf_text(&text)) : js_null();
    gs_buf_fini(&text);
    return value;
}

static struct json_t *nsid_json(const struct gs_edns *edns)
{
    if (edns->nsid_len == 0) {
        return js_null();
    }
    struct json_t *object = js_object();
    js_put(object, "hex", hex_of(edns->nsid, edns->nsid_len));
    js_put(object, "text", text_of(edns->nsid, edns->nsid_len));
    return object;
}

static struct json_t *subnet_json(const struct gs_edns *edns)
{
    if (edns->subnet.family == 0) {
        return js_null();
    }
    struct json_t *object = js_object();
    struct gs_buf prefix = {0};
    gs_subnet_format(&edns->subnet, edns->subnet_bits, &prefix);
    js_put_text(object, "prefix", gs_buf_text(&prefix));
    js_put_int(object, "scope_bits", edns->subnet_scope);
    gs_buf_fini(&prefix);
    return object;
}

static struct json_t *edns_json(const struct gs_dns_answer *answer)
{
    const struct gs_edns *edns = &answer->edns;
    if (!edns->is_present) {
        return js_null();
    }
    struct json_t *object = js_object();
    js_put_int(object, "version", edns->version);
    js_put_int(object, "udp_size_bytes", edns->udp_size);
    js_put_bool(object, "do", edns->is_do);
    js_put(object, "nsid", nsid_json(edns));
    js_put(object, "cookie", hex_of(edns->cookie, edns->cookie_len));
    js_put_text(object, "cookie_state",
                gs_cookie_state_id(gs_dns_answer_cookie_state(answer)));
    js_put(object, "subnet", subnet_json(edns));
    js_put(object, "ede",
           edns->errors.count > 0 ? error_json(&edns->errors.items[0]) : js_null());
    js_put(object, "errors", errors_json(&edns->errors));
    return object;
}

static struct json_t *asked_json(const struct gs_dns_asking *asked)
{
    struct gs_buf text = {0};
    gs_dns_asking_format(asked, &text);
    struct json_t *value = js_text(gs_buf_text(&text));
    gs_buf_fini(&text);
    return value;
}

static void put_header(struct json_t *object, const struct gs_dns_answer *answer)
{
    bool has_message = answer->rcode >= 0;
    js_put_outcome(object, "outcome", answer->outcome);
    js_put_rcode(object, answer->rcode);
    js_put(object, "id", has_message ? js_int(answer->id) : js_null());
    js_put(object, "flags", js_dns_flags(&answer->flags));
    js_put_endpoint(object, "server", &answer->server);
    js_put_text(object, "transport",
                has_message ? report_transport_id(answer->transport) : NULL);
    js_put_int(object, "size_bytes", answer->size_bytes);
    js_put_int(object, "elapsed_us", answer->elapsed_us);
}

static void put_body(struct json_t *object, const struct gs_dns_answer *answer)
{
    js_put(object, "edns", edns_json(answer));
    js_put_bool(object, "edns_refused", answer->is_edns_refused);
    js_put(object, "answer", js_dns_records(&answer->answer));
    js_put(object, "authority", js_dns_records(&answer->authority));
    js_put(object, "additional", js_dns_records(&answer->additional));
    js_put_int(object, "left_out", answer->left_out);
    js_put_bool(object, "broken_end", answer->has_broken_end);
    js_put(object, "message",
           answer->wire == NULL ? js_null() : hex_of(answer->wire, answer->size_bytes));
}

/* Takes: `answer` NULL: none has come; then `tries` are those so far. */
static struct json_t *answer_json(const char *name, uint16_t type,
                                  const struct gs_dns_answer *answer,
                                  const struct gs_dns_try_list *tries)
{
    static const struct gs_dns_answer none = {.rcode = -1};
    struct json_t *object = js_object();
    js_put_name(object, "name", name);
    put_type(object, type);
    js_put(object, "asked", answer == NULL ? js_null() : asked_json(&answer->asked));
    answer = answer == NULL ? &none : answer;
    put_header(object, answer);
    js_put(object, "tries", tries_json(tries));
    put_body(object, answer);
    return object;
}

struct json_t *js_dns_answer(const struct gs_dns_answer *answer)
{
    return answer_json(answer->name, answer->type, answer, &answer->tries);
}

struct json_t *js_dns_query(const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    return answer_json(query->name, query->type, answer,
                       answer == NULL ? &query->tries : &answer->tries);
}
