/* SPDX-License-Identifier: MIT */
/*
 * Ranges of addresses that no good answer lies in: those that are known, and a file of them.
 */
#include "watch_text.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/rules/watch_expect.h"

#include <string.h>

#include <sys/socket.h>

const struct gs_sinkhole_list *gs_sinkholes_default(void)
{
    static struct gs_sinkhole items[] = {
        {{.family = AF_INET, .bytes = {0}}, 8},
        {{.family = AF_INET, .bytes = {127}}, 8},
        {{.family = AF_INET6, .bytes = {0}}, 128},
        {{.family = AF_INET6, .bytes = {[15] = 1}}, 128},
        {{.family = AF_INET6, .bytes = {[10] = 0xff, [11] = 0xff}}, 104},
        {{.family = AF_INET6, .bytes = {[10] = 0xff, [11] = 0xff, [12] = 127}}, 104},
        {{.family = AF_INET6, .bytes = {0x01}}, 64}, /* 100::/64, RFC 6666 */
    };
    static const struct gs_sinkhole_list list = {items, sizeof items / sizeof *items,
                                                 sizeof items / sizeof *items};
    return &list;
}

/* The length of a line's word, without the comment behind it and blanks around. */
static size_t trim(const char **line, size_t len)
{
    const char *comment = memchr(*line, '#', len);
    len = comment == NULL ? len : (size_t)(comment - *line);
    while (len > 0 && gs_ascii_is_space(**line)) {
        ++*line;
        len--;
    }
    while (len > 0 && gs_ascii_is_space((*line)[len - 1])) {
        len--;
    }
    return len;
}

/* Reads one line, its end left out. Returns: false with a reason. */
static bool take_line(const char *line, size_t len, struct gs_sinkhole_list *out,
                      struct gs_buf *error)
{
    len = trim(&line, len);
    if (len == 0) {
        return true;
    }
    if (out->count == GS_SINKHOLES_MAX) {
        gs_buf_addf(error, "more than %d ranges", GS_SINKHOLES_MAX);
        return false;
    }
    char *word = gs_mem_copy_span(line, len);
    struct gs_sinkhole sinkhole = {0};
    bool is_fine = strlen(word) == len &&
                   watch_prefix_parse(word, &sinkhole.address, &sinkhole.bits);
    if (is_fine) {
        gs_vec_push(out, sinkhole);
    } else {
        (void)watch_refuse(error, word,
                           "is neither an address nor a prefix: use 192.0.2.1 or "
                           "192.0.2.0/24");
    }
    free(word);
    return is_fine;
}

enum gs_status gs_sinkholes_parse(const char *text, size_t len,
                                  struct gs_sinkhole_list *out, struct gs_buf *error)
{
    struct gs_sinkhole_list read = {0};
    struct gs_buf reason = {0};
    bool is_fine = true;
    unsigned line = 0;
    for (size_t at = 0; at < len && is_fine;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line_len = end == NULL ? len - at : (size_t)(end - text) - at;
        line++;
        is_fine = take_line(text + at, line_len, &read, &reason);
        at += line_len + 1;
    }
    if (is_fine) {
        *out = read;
    } else {
        gs_buf_addf(error, "line %u: %s", line, gs_buf_text(&reason));
        gs_vec_fini(&read);
    }
    gs_buf_fini(&reason);
    return is_fine ? GS_OK : GS_EFORMAT;
}
