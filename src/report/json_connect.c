/* SPDX-License-Identifier: MIT */
#include "json_connect.h"

#include "js_domain.h"

#include "gaiscope/base/errno_name.h"

void js_put_connection(struct json_t *object, const struct gs_connection *connection)
{
    bool is_over = gs_connect_is_over(connection->status);
    js_put_address(object, "address", &connection->endpoint.address);
    js_put_int(object, "port", connection->endpoint.port);
    js_put_text(object, "status", is_over ? gs_connect_id(connection->status) : NULL);
    js_put(object, "errno",
           connection->error == 0 ? js_null()
                                  : js_text(gs_errno_name(connection->error)));
    js_put(object, "elapsed_us", is_over ? js_int(connection->elapsed_us) : js_null());
    js_put_address(object, "source", &connection->source);
    js_put(object, "interface", js_text_or_null(connection->interface));
    js_put(object, "mtu_bytes",
           connection->mtu_bytes == 0 ? js_null() : js_int(connection->mtu_bytes));
    js_put_int(object, "syns_again", connection->syns_again);
}

static struct json_t *services_json(const struct gs_connect_report *report)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < report->service_count; i++) {
        const struct gs_connect_service *service = &report->services[i];
        struct json_t *object = js_object();
        js_put_text(object, "name", service->name);
        js_put(object, "port", service->port == 0 ? js_null() : js_int(service->port));
        js_push(array, object);
    }
    return array;
}

static struct json_t *attempts_json(const struct gs_connect_report *report)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connect_attempt *attempt = &report->attempts.items[i];
        const struct gs_connection *connection = &attempt->connection;
        struct json_t *object = js_object();
        js_put_text(object, "service", report->services[attempt->service].name);
        js_put_connection(object, connection);
        js_put(object, "banner", js_text_or_null(connection->banner));
        js_put(object, "banner_us",
               connection->banner_us == 0 ? js_null() : js_int(connection->banner_us));
        js_push(array, object);
    }
    return array;
}

struct json_t *report_json_connect(const struct gs_session *session)
{
    static const struct gs_connect_report none;
    const struct gs_connect_report *report = session->lookup.now.connect;
    report = report == NULL ? &none : report;
    struct json_t *object = js_object();
    js_put_name(object, "canonname", report->canonical);
    js_put_outcome(object, "name_outcome", report->name_outcome);
    js_put(object, "eai_code",
           report->eai_code == 0 ? js_null() : js_int(report->eai_code));
    js_put_bool(object, "banner", report->reads_banner);
    js_put(object, "services", services_json(report));
    js_put(object, "attempts", attempts_json(report));
    js_put_int(object, "left_out", report->left_out);
    js_put_int(object, "elapsed_us", report->elapsed_us);
    return object;
}
