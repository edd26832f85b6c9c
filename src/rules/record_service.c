/* SPDX-License-Identifier: MIT */
/* Where a service is: SRV, NAPTR, URI. RFC 2782, RFC 3403, RFC 7553. */
#include "record_reading.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

/* The weights of all records of a name with one priority. */
struct weights {
    unsigned long sum;
    size_t count;
};

static void add_to_weights(struct weights *weights, const struct gs_record_subject *other,
                           unsigned priority)
{
    struct gs_record_reading reading;
    if (gs_reading_open(other, NULL, &reading)) {
        bool is_equal = gs_reading_number(&reading, 2) == priority;
        unsigned weight = (unsigned)gs_reading_number(&reading, 2);
        weights->sum += is_equal && reading.why == NULL ? weight : 0;
        weights->count += is_equal && reading.why == NULL ? 1 : 0;
    }
    gs_reading_close(&reading);
}

static struct weights sum_weights(const struct gs_record_subject *subject,
                                  unsigned priority)
{
    struct weights weights = {0};
    const struct gs_record_list *list = &subject->answer->answer;
    for (size_t i = 0; i < list->count; i++) {
        struct gs_record_subject other = {.answer = subject->answer,
                                          .record = &list->items[i]};
        if (other.record->type == subject->record->type &&
            gs_name_is_equal(other.record->name, subject->record->name)) {
            add_to_weights(&weights, &other, priority);
        }
    }
    return weights;
}

/* Priority and weight, and the share that the weight gives. */
static void add_weight(struct gs_record_reading *reading)
{
    unsigned priority = (unsigned)gs_reading_number(reading, 2);
    unsigned weight = (unsigned)gs_reading_number(reading, 2);
    struct weights all = sum_weights(reading->subject, priority);
    gs_words_add(reading->out, "priority", "%u", priority);
    gs_words_remark(reading->out, GS_SIGN_NONE, "the lowest is tried first");
    gs_words_add(reading->out, "weight", "%u", weight);
    if (all.count <= 1) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "alone with its priority");
    } else if (all.sum == 0) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "any order among %zu", all.count);
    } else {
        gs_words_remark(reading->out, GS_SIGN_NONE, "%lu %% of the clients, among %zu",
                        (weight * 100UL + all.sum / 2) / all.sum, all.count);
    }
}

void gs_explain_srv(struct gs_record_reading *reading)
{
    add_weight(reading);
    gs_words_add(reading->out, "port", "%u", (unsigned)gs_reading_number(reading, 2));
    bool is_root = gs_reading_left(reading) == 1;
    if (!gs_reading_add_name(reading, "target")) {
        return;
    }
    if (is_root) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "not available");
        gs_reading_mean(reading,
                        "The domain says that it has no such service.  RFC 2782");
    } else {
        gs_reading_mean(reading,
                        "A client connects to the target's addresses, this port.");
    }
}

void gs_explain_uri(struct gs_record_reading *reading)
{
    add_weight(reading);
    size_t len = gs_reading_left(reading);
    if (len == 0) {
        gs_reading_fail(reading, "its target is missing");
        return;
    }
    gs_words_add_bytes(reading->out, "target", gs_reading_bytes(reading, len), len);
    gs_reading_mean(reading, "A client takes the URI with the lowest priority.");
}

/* The next string as a line. Returns: its first byte in small letters; 0: empty or broken. */
static char add_string(struct gs_record_reading *reading, const char *label)
{
    size_t len;
    const uint8_t *bytes = gs_reading_string(reading, &len);
    gs_words_add_bytes(reading->out, label, bytes, bytes != NULL ? len : 0);
    if (bytes == NULL || len == 0) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "empty");
        return '\0';
    }
    return gs_ascii_lower((char)bytes[0]);
}

static const char *naptr_flag_words(char flag)
{
    switch (flag) {
    case 's':
        return "next: SRV of the replacement";
    case 'a':
        return "next: the addresses of the replacement";
    case 'u':
        return "the end: the result is a URI";
    case 'p':
        return "the protocol says how to go on";
    case '\0':
        return "not the end: another NAPTR follows";
    default:
        return "not known";
    }
}

/* `!what matches!what it becomes!i`: the first byte is the separator. RFC 3402 3.2. */
static void add_regexp(struct gs_record_reading *reading, bool *is_empty)
{
    size_t len;
    const uint8_t *bytes = gs_reading_string(reading, &len);
    *is_empty = bytes == NULL || len == 0;
    gs_words_add_bytes(reading->out, "regexp", bytes, bytes != NULL ? len : 0);
    if (*is_empty) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "empty");
        return;
    }
    const uint8_t *from = bytes + 1;
    const uint8_t *middle = memchr(from, bytes[0], len - 1);
    const uint8_t *end =
        middle == NULL ? NULL
                       : memchr(middle + 1, bytes[0], len - (size_t)(middle + 1 - bytes));
    if (end == NULL) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "its separators are missing");
        return;
    }
    gs_words_add_bytes(reading->out, "", from, (size_t)(middle - from));
    gs_words_remark(reading->out, GS_SIGN_NONE, "what it matches");
    gs_words_add_bytes(reading->out, "", middle + 1, (size_t)(end - middle - 1));
    gs_words_remark(reading->out, GS_SIGN_NONE, "what it becomes");
}

void gs_explain_naptr(struct gs_record_reading *reading)
{
    gs_words_add(reading->out, "order", "%u", (unsigned)gs_reading_number(reading, 2));
    gs_words_remark(reading->out, GS_SIGN_NONE, "the lowest is taken first");
    gs_words_add(reading->out, "preference", "%u",
                 (unsigned)gs_reading_number(reading, 2));
    gs_words_remark(reading->out, GS_SIGN_NONE, "among equal orders");
    char flag = add_string(reading, "flags");
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s", naptr_flag_words(flag));
    (void)add_string(reading, "service");
    bool has_no_regexp;
    add_regexp(reading, &has_no_regexp);
    bool is_root = gs_reading_left(reading) == 1;
    if (!gs_reading_add_name(reading, "replacement")) {
        return;
    }
    if (is_root) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "none");
    } else if (!has_no_regexp) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "beside a regexp: only one may be");
    }
    gs_reading_mean(reading, "A rule that makes another name or a URI of this one.");
}
