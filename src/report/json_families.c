/* SPDX-License-Identifier: MIT */
#include "json_families.h"

#include "js_domain.h"
#include "json_connect.h"

#include "gaiscope/rules/families_rules.h"

#include <sys/socket.h>

static const char *const keys[] = {"inet6", "inet"};

static void put_time(struct json_t *object, const char *key, int64_t time_us)
{
    js_put(object, key, time_us < 0 ? js_null() : js_int(time_us));
}

static void put_family(struct json_t *object, const char *key, int family)
{
    js_put_text(object, key, family == 0 ? NULL : keys[gs_race_side(family)]);
}

static struct json_t *connection_json(const struct gs_family_side *side, size_t at)
{
    const struct gs_connection *connection = &side->connections.items[at];
    bool is_known = at < GS_FAMILY_ADDRESSES_MAX;
    struct json_t *object = js_object();
    js_put_connection(object, connection);
    js_put_bool(object, "synthetic", is_known && side->is_synthetic[at]);
    js_put_int(object, "rank", is_known ? side->ranks[at] + 1 : 0);
    return object;
}

static struct json_t *side_json(const struct gs_family_side *side)
{
    struct json_t *object = js_object();
    struct json_t *connections = js_array();
    for (size_t i = 0; i < side->connections.count; i++) {
        js_push(connections, connection_json(side, i));
    }
    js_put_outcome(object, "dns_outcome", side->dns_outcome);
    put_time(object, "dns_us", side->dns_us);
    js_put_outcome(object, "libc_outcome", side->libc_outcome);
    put_time(object, "libc_us", side->libc_us);
    js_put(object, "connections", connections);
    js_put_int(object, "synthetic", (int64_t)side->synthetic_count);
    js_put_int(object, "left_out", side->left_out);
    js_put_name(object, "pointer", side->pointer[0] == '\0' ? NULL : side->pointer);
    js_put_outcome(object, "pointer_outcome", side->pointer_outcome);
    return object;
}

static struct json_t *row_json(const struct gs_family_row *row)
{
    struct json_t *object = js_object();
    js_put_name(object, "host", row->host);
    for (size_t side = 0; side < 2; side++) {
        js_put(object, keys[side], side_json(&row->sides[side]));
    }
    put_family(object, "winner", row->winner_family);
    put_time(object, "won_us", row->won_us);
    return object;
}

static struct json_t *total_json(const struct gs_family_total *total)
{
    struct json_t *object = js_object();
    js_put_int(object, "hosts", (int64_t)total->hosts);
    js_put_int(object, "addresses", (int64_t)total->addresses);
    js_put_int(object, "synthetic", (int64_t)total->synthetic);
    js_put_int(object, "open", (int64_t)total->open);
    js_put_int(object, "failed", (int64_t)total->failed);
    js_put_int(object, "wins", (int64_t)total->wins);
    put_time(object, "dns_us", total->dns_us);
    put_time(object, "libc_us", total->libc_us);
    put_time(object, "connect_us", total->connect_us);
    return object;
}

struct json_t *report_json_families(const struct gs_session *session)
{
    static const struct gs_families none;
    const struct gs_families *families = session->lookup.now.families;
    families = families == NULL ? &none : families;
    struct gs_family_total totals[2];
    struct json_t *object = js_object();
    struct json_t *hosts = js_array();
    struct json_t *all = js_object();
    struct gs_buf words = {0};
    for (size_t i = 0; i < families->rows.count; i++) {
        js_push(hosts, row_json(&families->rows.items[i]));
    }
    gs_family_totals(families, totals);
    js_put(all, keys[0], total_json(&totals[0]));
    js_put(all, keys[1], total_json(&totals[1]));
    if (families->is_complete) {
        gs_families_words(families, &session->lookup.families_past, &words);
    }
    js_put(object, "port", families->port == 0 ? js_null() : js_int(families->port));
    js_put(object, "hosts", hosts);
    js_put(object, "totals", all);
    js_put(object, "sentence", js_text_or_null(gs_buf_text(&words)));
    js_put_int(object, "elapsed_us", families->elapsed_us);
    gs_buf_fini(&words);
    return object;
}
