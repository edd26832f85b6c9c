/* SPDX-License-Identifier: MIT */
/** Records from their bytes, and lines as one text, for the tests of this room. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_WORDS_H
#define GAISCOPE_TESTS_RULES_MAKE_WORDS_H

#include "rules/make.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/record_words.h"

#define MAKE_WALL_S 1795000000 /**< "now" of these tests: 18 Nov 2026 */

/** Appends bytes given as hex; blanks are skipped. */
static inline void make_bytes(struct gs_buf *out, const char *hex)
{
    for (const char *at = hex; *at != '\0'; at++) {
        unsigned byte = 0;
        if (*at == ' ') {
            continue;
        }
        if (sscanf(at, "%2x", &byte) != 1) {
            fprintf(stderr, "bad hex in a test: %s\n", at);
            abort();
        }
        uint8_t octet = (uint8_t)byte;
        gs_buf_add(out, &octet, 1);
        at++;
    }
}

/** Appends a record of the class IN with data from hex to an answer, whose kept message grows
 *  by it; before its first record the message holds a header and `example.com` at 12. */
static inline struct gs_record *make_data(struct gs_dns_answer *answer, const char *name,
                                          uint16_t type, const char *hex)
{
    struct gs_buf wire = {0};
    if (answer->wire == NULL) {
        make_bytes(&wire, "0000 8180 0001 0001 0000 0000 076578616d706c65 03636f6d 00");
    } else {
        gs_buf_add(&wire, answer->wire, answer->size_bytes);
    }
    struct gs_record record = {.name = gs_mem_copy_text(name),
                               .text = gs_mem_copy_text(""),
                               .ttl_s = 300,
                               .type = type,
                               .class_ = 1,
                               .data_at = (uint32_t)wire.len};
    make_bytes(&wire, hex);
    record.data_len = (uint16_t)(wire.len - record.data_at);
    free(answer->wire);
    answer->wire =
        gs_mem_new(1, wire.len); /* its exact size: a byte too far is noticed */
    memcpy(answer->wire, wire.data, wire.len);
    answer->size_bytes = (uint32_t)wire.len;
    gs_buf_fini(&wire);
    gs_vec_push(&answer->answer, record);
    return &answer->answer.items[answer->answer.count - 1];
}

/** "label: value | ✓ remark", a line each; an empty line before what is apart. */
static inline char *make_words_text(const struct gs_words *words)
{
    static const char *const signs[] = {"", "✓ ", "▲ ", "✗ "};
    struct gs_buf text = {0};
    for (size_t i = 0; i < words->count; i++) {
        const struct gs_word_line *line = &words->items[i];
        const char *bar = line->value[0] != '\0' ? " | " : "| ";
        bool has_more = line->remark[0] != '\0' || line->sign != GS_SIGN_NONE;
        gs_buf_addf(&text, "%s%s: %s%s%s%s\n", line->is_apart && i > 0 ? "\n" : "",
                    line->label, line->value, has_more ? bar : "", signs[line->sign],
                    line->remark);
    }
    return gs_buf_claim(&text);
}

/** The lines of a record of an answer as one text. */
static inline char *make_record_text(const struct gs_dns_answer *answer, size_t at)
{
    struct gs_words words = {0};
    struct gs_record_subject subject = {
        .answer = answer, .record = &answer->answer.items[at], .wall_s = MAKE_WALL_S};
    gs_record_words(&subject, &words);
    char *text = make_words_text(&words);
    gs_words_fini(&words);
    return text;
}

#endif
