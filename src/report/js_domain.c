/* SPDX-License-Identifier: MIT */
#include "js_domain.h"

#include "parts.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

typedef void (*show_fn)(struct gs_buf *out, const char *text);

static void put_both(struct json_t *object, const char *key, const char *text,
                     show_fn show)
{
    char other_key[64];
    struct gs_buf shown = {0};
    js_put_text(object, key, text);
    if (text == NULL) {
        return;
    }
    show(&shown, text);
    if (strcmp(gs_buf_text(&shown), text) != 0) {
        (void)snprintf(other_key, sizeof other_key, "%s_unicode", key);
        js_put_text(object, other_key, gs_buf_text(&shown));
    }
    gs_buf_fini(&shown);
}

void js_put_name(struct json_t *object, const char *key, const char *name)
{
    put_both(object, key, name, gs_idn_show);
}

void js_put_names(struct json_t *object, const char *key, char *const *names,
                  size_t count)
{
    char other_key[64];
    bool has_other = false;
    struct json_t *sent = js_array();
    for (size_t i = 0; i < count; i++) {
        js_push(sent, js_text(names[i]));
        has_other = has_other || gs_idn_has_other_form(names[i]);
    }
    js_put(object, key, sent);
    if (!has_other) {
        return;
    }
    struct json_t *others = js_array();
    for (size_t i = 0; i < count; i++) {
        struct gs_buf shown = {0};
        gs_idn_show(&shown, names[i]);
        js_push(others, js_text(gs_buf_text(&shown)));
        gs_buf_fini(&shown);
    }
    (void)snprintf(other_key, sizeof other_key, "%s_unicode", key);
    js_put(object, other_key, others);
}

void js_put_words(struct json_t *object, const char *key, const char *text)
{
    put_both(object, key, text, gs_idn_show_words);
}

void js_put_hint(struct json_t *object, const char *key, struct gs_hint_table table,
                 int n)
{
    char room[REPORT_NUMBER_MAX];
    js_put_text(object, key, report_hint(table, n, room));
}

void js_put_address(struct json_t *object, const char *key,
                    const struct gs_address *address)
{
    char out[GS_ADDRESS_TEXT_MAX] = "";
    gs_address_format(address, out);
    js_put(object, key, js_text_or_null(out));
}

void js_put_endpoint(struct json_t *object, const char *key,
                     const struct gs_endpoint *endpoint)
{
    char out[GS_ENDPOINT_TEXT_MAX] = "";
    if (endpoint->address.family != 0) {
        gs_endpoint_format(endpoint, GS_DNS_PORT, out);
    }
    js_put(object, key, js_text_or_null(out));
}

void js_put_outcome(struct json_t *object, const char *key, enum gs_outcome outcome)
{
    bool is_known = outcome != GS_OUTCOME_NOT_ASKED;
    js_put(object, key, is_known ? js_text(gs_outcome_id(outcome)) : js_null());
}

void js_put_rcode(struct json_t *object, int rcode)
{
    char out[GS_RCODE_TEXT_MAX] = "";
    if (rcode >= 0) {
        gs_rcode_format(rcode, out);
    }
    js_put(object, "rcode", js_text_or_null(out));
}

struct json_t *js_ai_flags(int flags)
{
    struct json_t *names = js_array();
    struct gs_hint_table table = gs_hint_flags();
    for (size_t i = 0; i < table.count; i++) {
        int bit = table.hints[i].value;
        if (bit != 0 && (flags & bit) == bit) {
            js_push(names, js_text(table.hints[i].name));
            flags &= ~bit;
        }
    }
    if (flags != 0) {
        char room[REPORT_NUMBER_MAX];
        (void)snprintf(room, sizeof room, "0x%x", (unsigned)flags);
        js_push(names, js_text(room));
    }
    return names;
}

struct json_t *js_dns_flags(const struct gs_dns_flags *flags)
{
    const struct {
        const char *name;
        bool is_set;
    } all[] = {{"aa", flags->aa}, {"tc", flags->tc}, {"rd", flags->rd},
               {"ra", flags->ra}, {"ad", flags->ad}, {"cd", flags->cd}};
    struct json_t *array = js_array();
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].is_set) {
            js_push(array, js_text(all[i].name));
        }
    }
    return array;
}

static void put_error(struct json_t *object, const char *key, const struct gs_eai *error,
                      struct gs_eai_advice advice)
{
    if (error->code == 0 && error->text[0] == '\0') {
        js_put(object, key, js_null());
        return;
    }
    struct json_t *value = js_object();
    js_put(value, "name", js_text_or_null(error->name));
    js_put_int(value, "code", error->code);
    js_put_text(value, "text", error->text);
    js_put(value, "errno_name",
           error->system_errno == 0
               ? js_null()
               : js_text_or_null(gs_errno_name(error->system_errno)));
    js_put(value, "meaning", js_text_or_null(advice.meaning));
    js_put(value, "advice", js_text_or_null(advice.advice));
    js_put(value, "errno",
           error->system_errno == 0 ? js_null() : js_int(error->system_errno));
    js_put(object, key, value);
}

void js_put_eai(struct json_t *object, const char *key, const struct gs_eai *error)
{
    put_error(object, key, error, gs_eai_advice_of(error));
}

void js_put_failure(struct json_t *object, const char *key, const struct gs_eai *error,
                    const struct gs_failure *failure)
{
    put_error(object, key, error,
              (struct gs_eai_advice){failure->meaning, failure->advice});
}
