/* SPDX-License-Identifier: MIT */
#include "json_matrix.h"

#include "js_domain.h"

static struct json_t *cell_json(const struct gs_variant *cell)
{
    struct json_t *object = js_object();
    struct json_t *addresses = js_array();
    const struct gs_hints *hints = &cell->question->hints;
    const struct gs_system_answer *answer = cell->answer;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&answer->rows.items[i].address, text);
        js_push(addresses, js_text(text));
    }
    js_put_hint(object, "family", gs_hint_families(), hints->family);
    js_put_hint(object, "socktype", gs_hint_socktypes(), hints->socktype);
    js_put(object, "flags", js_ai_flags(hints->flags));
    js_put_outcome(object, "outcome",
                   answer == NULL ? GS_OUTCOME_NOT_ASKED : answer->outcome);
    if (answer == NULL) {
        js_put(object, "error", js_null());
    } else {
        js_put_eai(object, "error", &answer->error);
    }
    js_put(object, "addresses", addresses);
    js_put_int(object, "elapsed_us", answer == NULL ? 0 : answer->elapsed_us);
    return object;
}

struct json_t *report_json_matrix(const struct gs_session *session)
{
    const struct gs_variant_list *matrix = &session->lookup.now.matrix;
    struct json_t *array = js_array();
    for (size_t i = 0; i < matrix->count; i++) {
        js_push(array, cell_json(&matrix->items[i]));
    }
    return array;
}
