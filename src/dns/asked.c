/* SPDX-License-Identifier: MIT */
#include "asked.h"

#include <ctype.h>
#include <string.h>

enum {
    TYPE_AND_CLASS_LEN = 4,
    RESPONSE_BIT = 0x80, /* in the third byte */
    RCODE_MASK = 0x0f,   /* in the fourth */
    LABEL_MAX = 63,
    COUNTS_LEN = 8, /* of the four sections, from the fifth byte on */
};

static bool is_plain(uint8_t byte)
{
    return byte < 0x80 && (isalnum(byte) || byte == '-' || byte == '_');
}

static void make_stand_in(struct gs_asked *asked)
{
    size_t name_end = asked->len - TYPE_AND_CLASS_LEN - 1;
    memcpy(asked->stand_in, asked->question, asked->len);
    for (size_t label = 0; label < name_end;
         label += 1 + (size_t)asked->question[label]) {
        for (size_t i = label + 1; i <= label + asked->question[label]; i++) {
            uint8_t byte = asked->question[i];
            asked->stand_in[i] = is_plain(byte) ? byte : 'x';
        }
    }
}

/* The message is our own: its first question has no pointers. */
void gs_asked_keep(struct gs_asked *asked, const uint8_t *query, size_t len)
{
    size_t end = GS_DNS_HEADER_LEN;
    memcpy(asked->id, query, sizeof asked->id);
    while (end < len && query[end] != 0) {
        end += 1 + (size_t)query[end];
    }
    end += 1 + TYPE_AND_CLASS_LEN;
    if (end <= len && end - GS_DNS_HEADER_LEN <= GS_DNS_QUESTION_BYTES) {
        asked->len = end - GS_DNS_HEADER_LEN;
        memcpy(asked->question, query + GS_DNS_HEADER_LEN, asked->len);
        make_stand_in(asked);
    }
}

static bool has_our_question(const struct gs_asked *asked, const uint8_t *got)
{
    size_t name_len = asked->len - TYPE_AND_CLASS_LEN;
    for (size_t i = 0; i < name_len; i++) {
        if (tolower(got[i]) != tolower(asked->question[i])) {
            return false;
        }
    }
    return memcmp(got + name_len, asked->question + name_len, TYPE_AND_CLASS_LEN) == 0;
}

static bool has_our_id(const struct gs_asked *asked, const uint8_t *wire)
{
    return memcmp(wire, asked->id, sizeof asked->id) == 0 &&
           (wire[2] & RESPONSE_BIT) != 0;
}

bool gs_asked_is_answer(const struct gs_asked *asked, const uint8_t *wire, size_t len)
{
    return asked->len > 0 && len >= GS_DNS_HEADER_LEN + asked->len &&
           has_our_id(asked, wire) && wire[4] == 0 && wire[5] == 1 &&
           has_our_question(asked, wire + GS_DNS_HEADER_LEN);
}

size_t gs_asked_complete(const struct gs_asked *asked, uint8_t *wire, size_t len,
                         size_t room)
{
    static const uint8_t no_sections[COUNTS_LEN];
    bool is_bare = asked->len > 0 && len == GS_DNS_HEADER_LEN &&
                   has_our_id(asked, wire) && (wire[3] & RCODE_MASK) != 0 &&
                   memcmp(wire + 4, no_sections, sizeof no_sections) == 0;
    if (!is_bare || room < len + asked->len) {
        return len;
    }
    wire[5] = 1;
    memcpy(wire + len, asked->question, asked->len);
    return len + asked->len;
}

size_t gs_asked_question_len(const uint8_t *wire, size_t len)
{
    size_t at = GS_DNS_HEADER_LEN;
    while (at < len && wire[at] > 0 && wire[at] <= LABEL_MAX) {
        at += 1 + (size_t)wire[at];
    }
    size_t end = at + 1 + TYPE_AND_CLASS_LEN;
    bool is_whole =
        end <= len && wire[at] == 0 && end - GS_DNS_HEADER_LEN <= GS_DNS_QUESTION_BYTES;
    return is_whole ? end - GS_DNS_HEADER_LEN : 0;
}

bool gs_asked_is_plain(const uint8_t *question, size_t len)
{
    size_t at = 0;
    while (at < len && question[at] != 0) {
        size_t end = at + question[at];
        for (at++; at <= end && at < len; at++) {
            if (!is_plain(question[at])) {
                return false;
            }
        }
    }
    return at > 0;
}
