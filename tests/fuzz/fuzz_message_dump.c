/* SPDX-License-Identifier: MIT */
/* Any bytes as a message: its fields are all bytes in their order, each once; then the same
 * message decoded, in dig's layout and in words. */
#include "gaiscope/base/text.h"
#include "gaiscope/dns/message.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/rules/answer_words.h"
#include "gaiscope/rules/message_dump.h"
#include "gaiscope/rules/message_text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_safe(const char *text, size_t len)
{
    struct gs_buf clean = {0};
    gs_text_sanitise(&clean, text, len);
    if (clean.len != len || memcmp(gs_buf_text(&clean), text, len) != 0) {
        abort(); /* contract: safe for a screen */
    }
    gs_buf_fini(&clean);
}

static void check_lines(const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        check_safe(text, len);
        text += len + (text[len] == '\n');
    }
}

static void check_fields(const uint8_t *data, size_t size)
{
    struct gs_dump_fields fields = {0};
    gs_message_fields(data, size, &fields);
    size_t at = 0;
    for (size_t i = 0; i < fields.count; i++) {
        const struct gs_dump_field *field = &fields.items[i];
        if (field->at != at || field->len == 0) {
            abort(); /* contract: no gap, nothing twice */
        }
        check_safe(field->text, strlen(field->text));
        at += field->len;
    }
    if (at != size || fields.count > GS_DUMP_FIELDS_MAX) {
        abort();
    }
    gs_dump_fields_fini(&fields);
}

static void check_texts(const uint8_t *data, size_t size)
{
    struct gs_dname asked;
    size_t step = gs_dname_read(data, size, 12, &asked);
    if (step == 0 || size < 12 + step + 4) {
        return;
    }
    struct gs_buf out = {0};
    const uint8_t *type = data + 12 + step;
    gs_dname_format(&asked, &out);
    struct gs_dns_answer *answer =
        gs_dns_answer_new(gs_buf_text(&out), (uint16_t)(type[0] << 8 | type[1]));
    gs_buf_clear(&out);
    if (gs_message_decode(data, size, answer) == GS_OK) {
        struct gs_answer_lines lines = {0};
        gs_message_text(answer, &out);
        check_lines(gs_buf_text(&out));
        gs_answer_lines_add(&lines, answer, SIZE_MAX);
        for (size_t i = 0; i < lines.count; i++) {
            check_safe(lines.items[i].text, strlen(lines.items[i].text));
        }
        gs_answer_lines_fini(&lines);
    }
    gs_dns_answer_free(answer);
    gs_buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size = size < UINT16_MAX ? size : UINT16_MAX;
    check_fields(data, size);
    check_texts(data, size);
    return 0;
}
