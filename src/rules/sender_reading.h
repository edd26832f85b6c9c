/* SPDX-License-Identifier: MIT */
/**
 * Sender policies on their way to words: what the readers of the kinds share. A span is a
 * piece of the record's text, any bytes.
 */
#ifndef GAISCOPE_RULES_SENDER_READING_H
#define GAISCOPE_RULES_SENDER_READING_H

#include "gaiscope/rules/sender_policy.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_SENDER_TERM_MAX 256 /**< bytes shown of one term */

/** A piece of text; not ended by NUL. */
struct gs_span {
    const char *at; /**< its first byte */
    size_t len;     /**< bytes */
};

#define GS_SPAN_FORMAT    "%.*s"
#define GS_SPAN_ARG(span) (int)(span).len, (span).at

/** Whether the span is this text, ASCII case ignored. */
bool gs_span_is(struct gs_span span, const char *text);

/** Whether the span begins with this text, ASCII case ignored. */
bool gs_span_begins(struct gs_span span, const char *text);

/** Whether a byte is one of a set; NUL is in none. */
bool gs_span_has(const char *set, char byte);

/** The span without its first `count` bytes (at most all of them). */
struct gs_span gs_span_from(struct gs_span span, size_t count);

/** The span without blanks and tabs at both ends. */
struct gs_span gs_span_trim(struct gs_span span);

/** Takes what stands before the next `separator` out of *rest, and steps over that.
 *  Returns: false when nothing was left. */
bool gs_span_take(struct gs_span *rest, char separator, struct gs_span *out);

/** Reads decimal digits alone, without leading zeros. Returns: false over `max`, too. */
bool gs_span_number(struct gs_span span, unsigned long max, unsigned long *out);

/** Adds a line for a term: as written, and its meaning as printf does. */
void gs_sender_line(struct gs_sender_policy *policy, struct gs_span term,
                    const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Adds what is wrong with a term. */
void gs_sender_error(struct gs_sender_policy *policy, enum gs_sign sign,
                     struct gs_span term, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Sets the gist, as printf does. */
void gs_sender_gist(struct gs_sender_policy *policy, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** One `name=value` of a list parted by semicolons. RFC 6376 3.2. */
struct gs_tag {
    struct gs_span whole; /**< as written, without blanks around it */
    struct gs_span name;  /**< before the `=` */
    struct gs_span value; /**< behind it */
};

#define GS_TAGS_MAX 32 /**< tags read of one record */

/** The tags of a record, in its order. */
struct gs_tag_list {
    struct gs_tag items[GS_TAGS_MAX]; /**< without what is no tag */
    size_t count;                     /**< how many */
};

/** Reads a tag list; what is no tag, stands twice or is too much becomes an error. */
void gs_tags_read(struct gs_span text, struct gs_sender_policy *policy,
                  struct gs_tag_list *out);

/** The tag of a name; NULL: none. */
const struct gs_tag *gs_tags_find(const struct gs_tag_list *tags, const char *name);

/** Readers of the kinds. */
void gs_sender_read_spf(struct gs_span text, struct gs_sender_policy *policy);
void gs_sender_read_dmarc(struct gs_span text, struct gs_sender_policy *policy);
void gs_sender_read_mta_sts(struct gs_span text, struct gs_sender_policy *policy);
void gs_sender_read_tls_rpt(struct gs_span text, struct gs_sender_policy *policy);
void gs_sender_read_dkim(struct gs_span text, struct gs_sender_policy *policy);

#endif
