/* SPDX-License-Identifier: MIT */
#include "json_reverse.h"

#include "js.h"
#include "js_domain.h"
#include "parts.h"

/* true: a name leads back; false: every name was judged and none does; null: not known. */
static struct json_t *forward_confirmed(const struct gs_reverse *reverse)
{
    if (gs_reverse_leads_back(reverse)) {
        return js_bool(true);
    }
    bool is_judged = reverse->names.count > 0;
    for (size_t i = 0; i < reverse->names.count; i++) {
        enum gs_confirmation confirmed = reverse->names.items[i].confirmed;
        is_judged = is_judged && confirmed != GS_CONFIRM_WAITING &&
                    confirmed != GS_CONFIRM_UNKNOWN;
    }
    return is_judged ? js_bool(false) : js_null();
}

static struct json_t *reason_json(const struct gs_reverse_name *name,
                                  const struct gs_address *address)
{
    struct gs_buf reason = {0};
    gs_reverse_reason(name, address, &reason);
    struct json_t *text = js_text(gs_buf_text(&reason));
    gs_buf_fini(&reason);
    return text;
}

static const char *libc_id(const struct gs_reverse *reverse)
{
    static const char *const ids[] = {
        [GS_REVERSE_LIBC_WAITING] = NULL,   [GS_REVERSE_LIBC_SAME] = "same",
        [GS_REVERSE_LIBC_OTHER] = "other",  [GS_REVERSE_LIBC_ONLY] = "libc_only",
        [GS_REVERSE_DNS_ONLY] = "dns_only",
    };
    return ids[gs_reverse_libc_of(reverse)];
}

static void put_names(struct json_t *object, const struct gs_reverse *reverse)
{
    struct GS_VEC_OF(char *) names = {0};
    struct json_t *confirmations = js_array();
    struct json_t *reasons = js_array();
    struct json_t *aliases = js_array();
    for (size_t i = 0; i < reverse->names.count; i++) {
        const struct gs_reverse_name *name = &reverse->names.items[i];
        gs_vec_push(&names, name->name);
        js_push(confirmations, js_text(report_confirmation_id(name->confirmed)));
        js_push(reasons, reason_json(name, &reverse->address));
    }
    for (size_t i = 0; i < reverse->aliases.count; i++) {
        js_push(aliases, js_text(reverse->aliases.items[i]));
    }
    js_put(object, "aliases", aliases);
    js_put_names(object, "names", names.items, names.count);
    gs_vec_fini(&names);
    js_put_outcome(object, "outcome", reverse->dns_outcome);
    js_put(object, "forward_confirmed", forward_confirmed(reverse));
    js_put(object, "confirmations", confirmations);
    js_put(object, "reasons", reasons);
    js_put(object, "ttl_s",
           reverse->names.count > 0 ? js_int(reverse->ttl_s) : js_null());
    js_put_int(object, "left_out", reverse->left_out);
}

struct json_t *report_json_reverse(const struct gs_session *session)
{
    struct json_t *array = js_array();
    const struct gs_reverse_list *list = &session->lookup.now.reverse;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_reverse *reverse = list->items[i];
        struct json_t *object = js_object();
        char name[GS_REVERSE_NAME_MAX];
        gs_address_reverse_name(&reverse->address, name);
        js_put_address(object, "address", &reverse->address);
        js_put_text(object, "name", name);
        put_names(object, reverse);
        js_put_int(object, "elapsed_us", reverse->dns_elapsed_us);
        js_put_name(object, "libc_name", reverse->libc_name);
        js_put_outcome(object, "libc_outcome", reverse->libc_outcome);
        js_put_text(object, "libc_agrees", libc_id(reverse));
        js_put_int(object, "libc_elapsed_us", reverse->libc_elapsed_us);
        js_push(array, object);
    }
    return array;
}
