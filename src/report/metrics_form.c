/* SPDX-License-Identifier: MIT */
/*
 * Which of the two formats is wanted. An Accept header is a list of media ranges, each with
 * parameters, of which q is how much it is liked (RFC 9110 12.5.1):
 *
 *     application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5
 */
#include "gaiscope/base/text.h"
#include "gaiscope/report/metrics.h"

#include <stdbool.h>
#include <string.h>

enum {
    LIKED_FULLY = 1000,
};

/* A stretch of a header's value. */
struct span {
    const char *text; /* where it begins */
    size_t len;       /* bytes */
};

static struct span trimmed(struct span span)
{
    while (span.len > 0 && strchr(" \t", span.text[0]) != NULL) {
        span.text++;
        span.len--;
    }
    while (span.len > 0 && strchr(" \t", span.text[span.len - 1]) != NULL) {
        span.len--;
    }
    return span;
}

/* Cuts off what stands before the next `end`. Returns: false where nothing is left. */
static bool next_span(struct span *rest, char end, struct span *out)
{
    if (rest->text == NULL) {
        return false;
    }
    const char *found = memchr(rest->text, end, rest->len);
    size_t len = found == NULL ? rest->len : (size_t)(found - rest->text);
    *out = trimmed((struct span){rest->text, len});
    rest->text = found == NULL ? NULL : found + 1;
    rest->len -= found == NULL ? len : len + 1;
    return true;
}

static bool is_word(struct span span, const char *word)
{
    return span.len == strlen(word) &&
           gs_text_compare_case(span.text, word, span.len) == 0;
}

/* Thousandths: "0.5" is 500. What is no number is liked fully. */
static int liking_of(struct span text)
{
    int liking = 0;
    int weight = LIKED_FULLY;
    for (size_t i = 0; i < text.len && weight > 0; i++) {
        if (text.text[i] == '.' && i == 1) {
            continue;
        }
        if (text.text[i] < '0' || text.text[i] > '9') {
            return LIKED_FULLY;
        }
        liking += (text.text[i] - '0') * weight;
        weight /= 10;
    }
    return liking > LIKED_FULLY || text.len == 0 ? LIKED_FULLY : liking;
}

/* How much one media range likes a type; -1: it does not speak of it. */
static int range_likes(struct span range, const char *type, const char *version)
{
    struct span part;
    int liking = LIKED_FULLY;
    if (!next_span(&range, ';', &part) || !is_word(part, type)) {
        return -1;
    }
    while (next_span(&range, ';', &part)) {
        struct span name;
        if (!next_span(&part, '=', &name)) {
            continue;
        }
        struct span value = part.text == NULL ? (struct span){"", 0} : trimmed(part);
        if (value.len >= 2 && value.text[0] == '"') {
            value = (struct span){value.text + 1, value.len - 2};
        }
        if (is_word(name, "q")) {
            liking = liking_of(value);
        } else if (is_word(name, "version") && !is_word(value, version)) {
            return -1;
        }
    }
    return liking;
}

static int header_likes(const char *accept, const char *type, const char *version)
{
    struct span rest = {accept, strlen(accept)};
    struct span range;
    int most = -1;
    while (next_span(&rest, ',', &range)) {
        int liking = range_likes(range, type, version);
        most = liking > most ? liking : most;
    }
    return most;
}

enum gs_metrics_form gs_metrics_negotiate(const char *accept)
{
    if (accept == NULL) {
        return GS_METRICS_TEXT;
    }
    int open = header_likes(accept, "application/openmetrics-text", "1.0.0");
    int text = header_likes(accept, "text/plain", "0.0.4");
    return open > 0 && open >= text ? GS_METRICS_OPENMETRICS : GS_METRICS_TEXT;
}

const char *gs_metrics_content_type(enum gs_metrics_form form)
{
    return form == GS_METRICS_OPENMETRICS
               ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
               : "text/plain; version=0.0.4; charset=utf-8";
}

enum gs_metrics_form gs_metrics_form_of_file(const char *path)
{
    const char *end = strrchr(path, '.');
    return end != NULL && strcmp(end, ".prom") == 0 ? GS_METRICS_TEXT
                                                    : GS_METRICS_OPENMETRICS;
}
