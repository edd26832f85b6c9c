/* SPDX-License-Identifier: MIT */
#include "watch_change_text.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/race.h"

#include <string.h>

enum {
    MORE_MAX = 24, /* bytes kept for " and 512 more" */
};

/* The text of a buffer, NULL for an empty one, cut to whole characters. */
static char *claim(struct gs_buf *buf)
{
    size_t len = 0;
    if (buf->len == 0) {
        gs_buf_fini(buf);
        return NULL;
    }
    while (len < buf->len) {
        size_t step = gs_text_decode(buf->data + len, buf->len - len).len_bytes;
        if (len + step >= GS_JOURNAL_TEXT_MAX) {
            break;
        }
        len += step;
    }
    char *text = gs_buf_claim(buf);
    text[len] = '\0';
    return text;
}

void change_push(struct gs_watch_change_list *list, enum gs_watch_change_type type,
                 struct change_texts *texts)
{
    struct gs_watch_change change = {.type = type,
                                     .old = claim(&texts->old),
                                     .now = claim(&texts->now),
                                     .remark = claim(&texts->remark)};
    gs_vec_push(list, change);
}

bool change_text_item(struct gs_buf *out, const char *item)
{
    if (out->len + strlen(item) + 2 + MORE_MAX >= GS_JOURNAL_TEXT_MAX) {
        return false;
    }
    gs_buf_addf(out, "%s%s", out->len > 0 ? ", " : "", item);
    return true;
}

static void add_more(struct gs_buf *out, size_t count)
{
    if (count > 0) {
        gs_buf_addf(out, "%s%zu more", out->len > 0 ? " and " : "", count);
    }
}

void change_text_set(struct gs_buf *out, const struct gs_watch_answer *answer,
                     unsigned families)
{
    size_t left_out = 0;
    for (size_t i = 0; i < answer->addresses.count; i++) {
        const struct gs_address *address = &answer->addresses.items[i];
        char text[GS_ADDRESS_TEXT_MAX];
        if ((families >> gs_race_side(address->family) & 1U) == 0) {
            continue;
        }
        gs_address_format(address, text);
        left_out += left_out == 0 && change_text_item(out, text) ? 0 : 1;
    }
    add_more(out, left_out);
}

void change_text_names(struct gs_buf *out, const struct gs_name_list *names,
                       const char *none, const char *root)
{
    size_t left_out = 0;
    for (size_t i = 0; i < names->count; i++) {
        struct gs_buf name = {0};
        change_text_safe(&name, names->items[i][0] == '\0' ? root : names->items[i]);
        left_out += left_out == 0 && change_text_item(out, gs_buf_text(&name)) ? 0 : 1;
        gs_buf_fini(&name);
    }
    add_more(out, left_out);
    if (names->count == 0) {
        gs_buf_add_text(out, none);
    }
}

void change_text_safe(struct gs_buf *out, const char *text)
{
    gs_text_sanitise(out, text, strlen(text));
}

const char *change_family_word(size_t side)
{
    return side == 0 ? "IPv6" : "IPv4";
}
