/* SPDX-License-Identifier: MIT */
/* Any bytes as outside text: what the sanitiser lets through is printable and stays as it is
 * the second time, and what is cut to a width fits it. */
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_printable(const struct gs_buf *text)
{
    const char *at = gs_buf_text(text);
    for (size_t left = text->len; left > 0;) {
        struct gs_char c = gs_text_decode(at, left);
        require(c.is_valid && c.len_bytes <= left && gs_text_is_printable(c.code));
        at += c.len_bytes;
        left -= c.len_bytes;
    }
}

static void check_stays(const struct gs_buf *safe)
{
    struct gs_buf again = {0};
    gs_text_sanitise(&again, gs_buf_text(safe), safe->len);
    require(again.len == safe->len &&
            memcmp(gs_buf_text(&again), gs_buf_text(safe), safe->len) == 0);
    gs_buf_fini(&again);
}

static void check_clusters(const char *text, size_t len)
{
    while (len > 0) {
        size_t step = gs_text_next(text, len);
        require(step > 0 && step <= len);
        text += step;
        len -= step;
    }
}

static void check_cuts(const char *safe, size_t width_cells)
{
    void (*const cuts[])(struct gs_buf *, const char *, size_t) = {gs_text_cut_end,
                                                                   gs_text_cut_middle};
    for (size_t i = 0; i < 2; i++) {
        struct gs_buf cut = {0};
        cuts[i](&cut, safe, width_cells);
        check_printable(&cut);
        require(gs_text_cells(gs_buf_text(&cut)) <= width_cells);
        gs_buf_fini(&cut);
    }
}

/* Each valid character leads back to its own bytes. */
static void check_codes(const char *text, size_t len)
{
    bool is_utf8 = true;
    const char *at = text;
    for (size_t left = len; left > 0;) {
        struct gs_char c = gs_text_decode(at, left);
        require(c.len_bytes >= 1 && c.len_bytes <= left);
        if (c.is_valid) {
            struct gs_buf encoded = {0};
            gs_text_encode(&encoded, c.code);
            require(encoded.len == c.len_bytes &&
                    memcmp(gs_buf_text(&encoded), at, encoded.len) == 0);
            gs_buf_fini(&encoded);
        }
        is_utf8 = is_utf8 && c.is_valid;
        at += c.len_bytes;
        left -= c.len_bytes;
    }
    require(is_utf8 == gs_text_is_utf8(text, len));
}

/* The first byte is a width. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const char *text = (const char *)data + 1;
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, text, size - 1);
    check_printable(&safe);
    check_stays(&safe);
    check_codes(text, size - 1);
    check_clusters(text, size - 1);
    check_clusters(gs_buf_text(&safe), safe.len);
    check_cuts(gs_buf_text(&safe), data[0]);
    gs_buf_fini(&safe);
    return 0;
}
