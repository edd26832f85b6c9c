/* SPDX-License-Identifier: MIT */
#include "json_bind.h"

#include "js_domain.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/bind_words.h"

static void put_endpoint(struct json_t *object, const char *key,
                         const struct gs_endpoint *endpoint)
{
    struct json_t *value = js_object();
    js_put_address(value, "address", &endpoint->address);
    js_put_int(value, "port", endpoint->port);
    js_put_int(value, "scope_id", endpoint->address.scope_id);
    js_put(object, key, value);
}

static void put_socket(struct json_t *object, int family, int socktype, int protocol)
{
    js_put_hint(object, "family", gs_hint_families(), family);
    js_put_hint(object, "socktype", gs_hint_socktypes(), socktype);
    js_put_hint(object, "protocol", gs_hint_protocols(), protocol);
}

/* -- beside -------------------------------------------------------------------------- */

static struct json_t *addresses_json(const struct gs_system_answer *answer)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        struct json_t *object = js_object();
        put_socket(object, row->family, row->socktype, row->protocol);
        js_put_address(object, "address", &row->address);
        js_put_int(object, "port", row->port);
        js_push(array, object);
    }
    return array;
}

struct json_t *report_json_beside(const struct gs_session *session)
{
    static const struct gs_system_answer none = {0};
    const struct gs_variant_list *beside = &session->lookup.now.beside;
    struct json_t *array = js_array();
    for (size_t i = 0; i < beside->count; i++) {
        const struct gs_variant *variant = &beside->items[i];
        const struct gs_system_answer *answer =
            variant->answer == NULL ? &none : variant->answer;
        struct json_t *object = js_object();
        js_put_text(object, "host",
                    variant->question->is_null ? NULL : variant->question->host);
        js_put(object, "flags", js_ai_flags(variant->question->hints.flags));
        js_put_outcome(object, "outcome", answer->outcome);
        js_put_eai(object, "error", &answer->error);
        js_put_int(object, "elapsed_us", answer->elapsed_us);
        js_put(object, "addresses", addresses_json(answer));
        js_push(array, object);
    }
    return array;
}

/* -- bind ---------------------------------------------------------------------------- */

static const char *step_id(enum gs_bind_step step)
{
    static const char *const ids[] = {
        [GS_BIND_WAITING] = NULL,        [GS_BIND_SOCKET] = "socket",
        [GS_BIND_V6ONLY] = "setsockopt", [GS_BIND_BIND] = "bind",
        [GS_BIND_LISTEN] = "listen",     [GS_BIND_WATCH] = "poll",
        [GS_BIND_DONE] = NULL,
    };
    return ids[step];
}

static struct json_t *row_json(const struct gs_bind_report *report, size_t at)
{
    const struct gs_bind_row *row = &report->rows.items[at];
    struct gs_bind_words words = gs_bind_words_of(report, at);
    struct json_t *object = js_object();
    put_socket(object, row->family, row->socktype, row->protocol);
    js_put_address(object, "address", &row->endpoint.address);
    js_put_int(object, "port", row->endpoint.port);
    js_put(object, "v6only",
           row->v6only == GS_V6ONLY_NONE ? js_null()
                                         : js_bool(row->v6only == GS_V6ONLY_ON));
    js_put_text(object, "outcome", words.id);
    js_put_text(object, "failed_call", step_id(row->step));
    js_put(object, "errno", js_text_or_null(gs_errno_name(row->error)));
    js_put(object, "meaning", js_text_or_null(words.meaning));
    js_put_bool(object, "open", row->is_open);
    return object;
}

static struct json_t *client_json(const struct gs_accepted *client)
{
    struct json_t *object = js_object();
    put_socket(object, client->family, client->socktype, client->protocol);
    put_endpoint(object, "local", &client->local);
    put_endpoint(object, "peer", &client->peer);
    js_put_int(object, "socket", (int64_t)client->row + 1);
    js_put_int(object, "at_s", client->at_wall_s);
    js_put_int(object, "datagram_bytes", (int64_t)client->len_bytes);
    return object;
}

struct json_t *report_json_bind(const struct gs_session *session)
{
    static const struct gs_bind_report none = {0};
    const struct gs_bind_report *report = session->lookup.now.bind;
    report = report == NULL ? &none : report;
    struct json_t *object = js_object();
    struct json_t *sockets = js_array();
    struct json_t *clients = js_array();
    for (size_t i = 0; i < report->rows.count; i++) {
        js_push(sockets, row_json(report, i));
    }
    for (size_t i = 0; i < report->accepted.count; i++) {
        js_push(clients, client_json(&report->accepted.items[i]));
    }
    js_put_bool(object, "listening", report->is_listening);
    js_put(object, "at_s",
           report->at_wall_s == 0 ? js_null() : js_int(report->at_wall_s));
    js_put(object, "sockets", sockets);
    js_put(object, "accepted", clients);
    js_put_int(object, "left_out", (int64_t)report->dropped);
    return object;
}
