/* SPDX-License-Identifier: MIT */
#include "whois_reply.h"

#include <string.h>

enum {
    LINES_READ = 200, /* what a text has to say that is no registration, it says early */
    URL_MAX_BYTES = 200,
};

static bool is_referral_key(struct gs_whois_span key, enum gs_whois_role role)
{
    static const char *const words[] = {"refer", "whois", "registrar whois server",
                                        "whois server", "referralserver"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        bool is_of_root = i == 1;
        if (gs_whois_span_is(key, words[i]) && (!is_of_root || role == GS_WHOIS_ROOT)) {
            return true;
        }
    }
    return false;
}

/* A later one stands with the narrower network in ARIN's answers; elsewhere all are one. */
struct gs_whois_referral gs_whois_referral_of(const struct gs_whois_text *text,
                                              enum gs_whois_role role)
{
    struct gs_whois_referral found = {0};
    for (size_t i = 0; i < text->lines.count; i++) {
        struct gs_whois_field field = gs_whois_field_of(text, i);
        if (field.key.len == 0 || field.value.len == 0 ||
            !is_referral_key(field.key, role)) {
            continue;
        }
        found.text = field.value;
        found.is_valid = gs_whois_server_parse(field.value.at, field.value.len,
                                               &found.server) == GS_OK;
        if (role != GS_WHOIS_RIR) {
            break;
        }
    }
    return found;
}

static bool says_one_of(const struct gs_whois_text *text, const char *const *phrases,
                        size_t count)
{
    size_t lines = text->lines.count < LINES_READ ? text->lines.count : LINES_READ;
    for (size_t i = 0; i < lines; i++) {
        const struct gs_whois_line *line = &text->lines.items[i];
        size_t len = line->len_bytes < 512 ? line->len_bytes : 512;
        struct gs_whois_span span = {text->data + line->at, len};
        for (size_t j = 0; j < count; j++) {
            if (gs_whois_span_has(span, phrases[j])) {
                return true;
            }
        }
    }
    return false;
}

bool gs_whois_says_no_match(const struct gs_whois_text *text)
{
    static const char *const phrases[] = {
        "no match",          "not found",
        "no entries found",  "no data found",
        "no object found",   "no records matching",
        "no such domain",    "no information available",
        "nothing found",     "nothing matches",
        "not registered",    "not been registered",
        "is free",           "status: free",
        "status: available", "available for registration",
        "is available for",  "object does not exist",
        "does not exist in", "query returned 0 objects",
        "no found",          "not exist",
        "has no record",     "unallocated",
    };
    return says_one_of(text, phrases, sizeof phrases / sizeof phrases[0]);
}

bool gs_whois_says_limit(const struct gs_whois_text *text)
{
    static const char *const phrases[] = {
        "limit exceeded",      "quota exceeded",  "quota has been exceeded",
        "been exceeded",       "exceeded the",    "rate limit",
        "rate-limit",          "too many",        "too fast",
        "access denied",       "try again later", "control limit",
        "temporarily blocked", "been blocked",    "blacklisted",
        "number of queries",
    };
    return says_one_of(text, phrases, sizeof phrases / sizeof phrases[0]);
}

static size_t url_len(struct gs_whois_span span)
{
    size_t len = 0;
    while (len < span.len && span.at[len] > ' ' && span.at[len] < 0x7F &&
           span.at[len] != '"' && span.at[len] != '<') {
        len++;
    }
    return len;
}

char *gs_whois_web_page(const struct gs_whois_text *text)
{
    size_t lines = text->lines.count < LINES_READ ? text->lines.count : LINES_READ;
    for (size_t i = 0; i < lines; i++) {
        struct gs_whois_field field = gs_whois_field_of(text, i);
        if (!gs_whois_span_is(field.key, "remarks")) {
            continue;
        }
        for (size_t at = 0; at + 8 < field.value.len; at++) {
            struct gs_whois_span rest = {field.value.at + at, field.value.len - at};
            bool is_url =
                memcmp(rest.at, "http://", 7) == 0 || memcmp(rest.at, "https://", 8) == 0;
            size_t len = is_url ? url_len(rest) : 0;
            if (len > 8 && len <= URL_MAX_BYTES) {
                return gs_mem_copy_span(rest.at, len);
            }
        }
    }
    return NULL;
}
