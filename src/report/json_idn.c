/* SPDX-License-Identifier: MIT */
#include "json_idn.h"

#include "parts.h"

#include "gaiscope/rules/spoof.h"

#include <string.h>

static const char *look_id(enum gs_look_kind kind)
{
    static const char *const ids[] = {
        [GS_LOOK_NONE] = NULL,
        [GS_LOOK_SAME_SCRIPT] = "same_script",
        [GS_LOOK_WHOLE_SCRIPT] = "whole_script",
        [GS_LOOK_MIXED_SCRIPT] = "mixed_script",
    };
    return ids[kind];
}

/* "Latin + Cyrillic" as an array. */
static struct json_t *scripts_json(const char *scripts)
{
    struct json_t *array = js_array();
    for (const char *at = scripts; *at != '\0';) {
        const char *end = strstr(at, " + ");
        size_t len = end == NULL ? strlen(at) : (size_t)(end - at);
        char *name = gs_mem_copy_span(at, len);
        js_push(array, js_text(name));
        free(name);
        at += len + (end == NULL ? 0 : strlen(" + "));
    }
    return array;
}

static struct json_t *label_json(const struct gs_idn_label *label)
{
    struct json_t *object = js_object();
    js_put_text(object, "unicode", label->unicode);
    js_put(object, "ascii", js_text_or_null(label->ascii));
    js_put_int(object, "bytes", (int64_t)strlen(label->ascii));
    js_put(object, "error", js_text_or_null(label->error));
    js_put(object, "note", js_text_or_null(label->note));
    js_put_bool(object, "round_trip", label->is_round_trip);
    js_put_bool(object, "right_to_left", label->is_rtl);
    js_put(object, "transitional", js_text_or_null(label->transitional));
    js_put(object, "scripts", scripts_json(label->scripts));
    js_put_text(object, "level", gs_scripts_level_name(label->level));
    js_put(object, "writing", js_text_or_null(gs_scripts_writing(label->level)));
    js_put_bool(object, "mixed_scripts", label->is_mixed_script);
    js_put_bool(object, "looks_checked", label->look.is_checked);
    js_put_text(object, "look", look_id(label->look.kind));
    js_put(object, "looks_like", js_text_or_null(label->look.text));
    js_put(object, "remark", js_text_or_null(label->look.remark));
    return object;
}

void json_put_labels(struct json_t *object, const struct gs_question *question)
{
    if (!gs_idn_is_international(question)) {
        return;
    }
    struct gs_idn_labels labels = gs_idn_labels_of(question->host);
    struct json_t *array = js_array();
    struct gs_buf transitional = {0};
    gs_spoof_judge(&labels);
    for (size_t i = 0; i < labels.count; i++) {
        js_push(array, label_json(&labels.items[i]));
    }
    (void)gs_idn_transitional(&transitional, &labels);
    js_put(object, "labels", array);
    js_put(object, "transitional", js_text_or_null(gs_buf_text(&transitional)));
    gs_buf_fini(&transitional);
    gs_vec_fini(&labels);
}
