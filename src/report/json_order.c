/* SPDX-License-Identifier: MIT */
#include "json_order.h"

#include "js_domain.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/order.h"

static void put_place(struct json_t *object, const char *key, size_t rank)
{
    js_put(object, key, rank == GS_ORDER_NONE ? js_null() : js_int((int64_t)rank + 1));
}

static void put_line(struct json_t *object, const char *key,
                     const struct gs_policy_entry *entry)
{
    bool has_line = entry != NULL && entry->line > 0;
    js_put(object, key, has_line ? js_int((int64_t)entry->line) : js_null());
}

static struct json_t *source_json(const struct gs_order_item *item)
{
    const struct gs_source *source = &item->source;
    struct json_t *object = js_object();
    js_put_address(object, "address", &source->address);
    js_put(object, "interface", js_text_or_null(source->interface));
    js_put_int(object, "prefix_bits", source->prefix_bits);
    js_put_int(object, "scope", item->source_scope);
    js_put_int(object, "label", item->source_label);
    js_put_bool(object, "deprecated", source->is_deprecated);
    js_put_bool(object, "home", source->is_home);
    js_put_bool(object, "tunnel", source->is_tunnel);
    return object;
}

static void put_pair(struct json_t *object, const struct gs_order_item *first,
                     const struct gs_order_item *next)
{
    if (next == NULL) {
        js_put(object, "rule", js_null());
        js_put(object, "reason", js_null());
        js_put(object, "contradicts", js_null());
        return;
    }
    struct gs_order_pair pair = gs_order_compare(first, next);
    bool is_wrong = pair.winner > 0;
    char reason[GS_ORDER_REASON_MAX];
    gs_order_reason(pair.rule, is_wrong ? next : first, is_wrong ? first : next, reason);
    js_put_int(object, "rule", pair.rule);
    js_put_text(object, "reason", reason);
    js_put_bool(object, "contradicts", is_wrong);
}

static struct json_t *item_json(const struct gs_order *order, size_t i,
                                const struct gs_nat64 *nat64)
{
    const struct gs_order_item *item = &order->items.items[i];
    bool has_next = i + 1 < order->items.count && !order->is_unsorted;
    struct json_t *object = js_object();
    put_place(object, "rank", i);
    js_put_address(object, "address", &item->address);
    js_put_text(object, "class", gs_address_class_known(&item->address, nat64).id);
    js_put_bool(object, "usable", item->is_usable);
    js_put(object, "errno", js_text_or_null(gs_errno_name(item->source.error)));
    js_put(object, "source", item->is_usable ? source_json(item) : js_null());
    js_put_int(object, "scope", item->scope);
    js_put_int(object, "label", item->label);
    put_line(object, "label_line", item->label_line);
    js_put_int(object, "precedence", item->precedence);
    put_line(object, "precedence_line", item->precedence_line);
    js_put_int(object, "common_bits", (int64_t)item->common_bits);
    put_pair(object, item, has_next ? item + 1 : NULL);
    put_place(object, "computed_rank", item->computed_rank);
    put_place(object, "rfc6724_rank", item->rfc_rank);
    js_put_int(object, "rfc6724_precedence", item->rfc_precedence);
    put_place(object, "dns_rank", item->dns_rank);
    return object;
}

static struct json_t *policy_json(const struct gs_policy *policy)
{
    struct json_t *object = js_object();
    struct json_t *errors = js_array();
    js_put_bool(object, "labels_builtin", policy->labels.is_builtin);
    js_put_bool(object, "precedences_builtin", policy->precedences.is_builtin);
    js_put_bool(object, "scopes_builtin", policy->scopes.is_builtin);
    js_put_int(object, "lines_used", (int64_t)policy->lines_used);
    js_put_bool(object, "reload", policy->is_reloaded);
    for (size_t i = 0; i < policy->error_count; i++) {
        struct json_t *error = js_object();
        js_put_int(error, "line", (int64_t)policy->errors[i].line);
        js_put_text(error, "reason", policy->errors[i].reason);
        js_push(errors, error);
    }
    js_put(object, "errors", errors);
    return object;
}

struct json_t *order_json(const struct gs_session *session)
{
    static const struct gs_policy none;
    const struct gs_policy *policy =
        session->has_machine ? &session->machine.policy : &none;
    struct json_t *object = js_object();
    struct json_t *addresses = js_array();
    struct gs_order order;
    gs_order_make(&session->lookup.now, policy, session->lookup.question.is_null, &order);
    js_put_bool(object, "sorted", !order.is_unsorted);
    js_put_bool(object, "contradicts", order.wrong_pair != GS_ORDER_NONE);
    js_put_int(object, "rfc6724_moved", (int64_t)order.rfc_moved);
    js_put(object, "policy", policy_json(policy));
    for (size_t i = 0; i < order.items.count; i++) {
        js_push(addresses, item_json(&order, i, &session->machine.nat64));
    }
    js_put(object, "addresses", addresses);
    js_put_int(object, "left_out", (int64_t)order.left_out);
    gs_order_fini(&order);
    return object;
}
