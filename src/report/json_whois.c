/* SPDX-License-Identifier: MIT */
#include "json_whois.h"

#include "js_domain.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/whois_words.h"

#include <stdlib.h>
#include <string.h>

static struct json_t *list_json(const struct gs_text_list *list)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < list->count; i++) {
        js_push(array, js_text(list->items[i]));
    }
    return array;
}

/* A NUL within the text would end it: it becomes U+FFFD, as any byte that is no text. */
static struct json_t *text_json(const struct gs_whois_text *text)
{
    struct gs_buf safe = {0};
    for (size_t at = 0; at < text->len_bytes;) {
        size_t len = strnlen(text->data + at, text->len_bytes - at);
        gs_buf_add(&safe, text->data + at, len);
        at += len;
        if (at < text->len_bytes) {
            gs_buf_add_text(&safe, "\xEF\xBF\xBD");
            at++;
        }
    }
    struct json_t *value = js_text(gs_buf_text(&safe));
    gs_buf_fini(&safe);
    return value;
}

static struct json_t *hop_json(const struct gs_whois_hop *hop)
{
    struct json_t *object = js_object();
    bool is_open = hop->result == GS_WHOIS_WAITING;
    js_put_int(object, "hop", hop->number);
    js_put_text(object, "role", gs_whois_role_id(hop->role));
    js_put_text(object, "server", hop->server);
    js_put_int(object, "port", hop->port);
    js_put_address(object, "address", &hop->address);
    js_put_text(object, "query", hop->query);
    js_put_outcome(object, "outcome", hop->outcome);
    js_put_text(object, "step", gs_whois_step_id(hop->step));
    js_put(object, "errno",
           hop->step == GS_WHOIS_RESOLVING ? js_null()
                                           : js_text_or_null(gs_errno_name(hop->error)));
    js_put_text(object, "result", is_open ? NULL : gs_whois_result_id(hop->result));
    js_put_text(object, "referral", hop->referral);
    js_put_text(object, "note", hop->note);
    js_put_int(object, "connect_us", hop->connect_us);
    js_put_int(object, "elapsed_us", hop->elapsed_us);
    js_put_int(object, "received_bytes", (int64_t)hop->text.received_bytes);
    js_put_text(object, "charset", gs_whois_charset_id(hop->text.charset));
    js_put_bool(object, "cut", hop->text.is_cut);
    js_put(object, "text", text_json(&hop->text));
    return object;
}

static void put_date(struct json_t *object, const char *key,
                     const struct gs_whois_facts *facts, enum gs_whois_fact fact)
{
    js_put(object, key, facts->has_date[fact] ? js_int(facts->dates[fact]) : js_null());
}

static struct json_t *facts_json(const struct gs_whois_facts *facts)
{
    struct json_t *object = js_object();
    js_put_name(object, "name", facts->texts[GS_WHOIS_NAME]);
    for (int i = GS_WHOIS_NAME + 1; i < GS_WHOIS_FACT_COUNT; i++) {
        js_put_text(object, gs_whois_fact_id((enum gs_whois_fact)i), facts->texts[i]);
    }
    put_date(object, "created_s", facts, GS_WHOIS_CREATED);
    put_date(object, "changed_s", facts, GS_WHOIS_CHANGED);
    put_date(object, "expires_s", facts, GS_WHOIS_EXPIRES);
    js_put(object, "status", list_json(&facts->statuses));
    js_put_names(object, "name_servers", facts->name_servers.items,
                 facts->name_servers.count);
    return object;
}

struct json_t *report_json_whois(const struct gs_session *session)
{
    static const char *const matches[] = {NULL, "same", "different"};
    const struct gs_whois none = {.kind = GS_WHOIS_NOTHING};
    const struct gs_whois *whois = session->lookup.now.whois;
    whois = whois == NULL ? &none : whois;
    struct json_t *object = js_object();
    struct json_t *hops = js_array();
    for (size_t i = 0; i < whois->hops.count; i++) {
        js_push(hops, hop_json(&whois->hops.items[i]));
    }
    js_put_text(object, "kind", gs_whois_kind_id(whois->kind));
    js_put_name(object, "asked",
                whois->asked == NULL || whois->asked[0] == '\0' ? NULL : whois->asked);
    js_put_text(object, "state",
                whois->state == GS_WHOIS_PENDING ? NULL
                                                 : gs_whois_state_id(whois->state));
    js_put_text(object, "problem", whois->problem);
    js_put_text(object, "advice", whois->advice);
    js_put_int(object, "elapsed_us", whois->elapsed_us);
    js_put_int(object, "received_bytes", (int64_t)gs_whois_received_bytes(whois));
    js_put_text(
        object, "name_servers_in_dns",
        matches[whois == &none ? GS_WHOIS_MATCH_UNKNOWN
                               : gs_whois_match_servers(whois, &session->lookup.now)]);
    js_put(object, "hops", hops);
    js_put(object, "facts", facts_json(&whois->facts));
    return object;
}
