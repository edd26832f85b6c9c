/* SPDX-License-Identifier: MIT */
#include "option_apply.h"

#include "gaiscope/base/text.h"

#include <string.h>

bool option_apply_list(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0') {
        return option_fail(parse, value, "is not a file; use FILE or -");
    }
    parse->out->bulk.list = value;
    return true;
}

bool option_apply_order(struct option_parse *parse, const char *value)
{
    bool is_done = gs_text_compare_case(value, "done", SIZE_MAX) == 0;
    if (!is_done && gs_text_compare_case(value, "input", SIZE_MAX) != 0) {
        return option_fail(parse, value, "is not an order; use input or done");
    }
    parse->out->bulk.is_unordered = is_done;
    parse->of_bulk = "--order";
    return true;
}

bool option_apply_libc(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->bulk.is_libc = true;
    parse->of_bulk = "--libc";
    return true;
}

bool option_apply_quiet(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->bulk.is_quiet = true;
    parse->of_bulk = "--quiet";
    return true;
}

static bool fail_alone(struct option_parse *parse, const char *option)
{
    struct gs_buf what = {0};
    gs_buf_addf(&what, "%s is for --list FILE", option);
    (void)option_fail(parse, NULL, gs_buf_text(&what));
    gs_buf_fini(&what);
    return false;
}

bool option_check_bulk(struct option_parse *parse)
{
    const struct gs_options *out = parse->out;
    const struct gs_bulk_options *bulk = &out->bulk;
    if (bulk->list == NULL) {
        return parse->of_bulk == NULL || fail_alone(parse, parse->of_bulk);
    }
    if (out->has_question) {
        return option_fail(parse, NULL, "--list has the names; leave out HOST");
    }
    if (out->replay != NULL || out->record != NULL || out->is_tour) {
        return option_fail(parse, NULL,
                           "--list is not recorded, replayed or toured: leave that out");
    }
    if (bulk->is_libc && out->type_count > 0) {
        return option_fail(parse, NULL, "--libc asks for addresses; leave out --types");
    }
    return out->format != GS_FORMAT_TAKE ||
           option_fail(parse, NULL, "a list is printed as text, json, jsonl or csv");
}
