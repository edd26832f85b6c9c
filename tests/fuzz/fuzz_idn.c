/* SPDX-License-Identifier: MIT */
/* Any bytes as a host: what is shown is printable, what is sent comes back the same. */
#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_printable(const char *text)
{
    for (size_t i = 0, len = strlen(text); i < len;) {
        struct gs_char c = gs_text_decode(text + i, len - i);
        if (!c.is_valid || !gs_text_is_printable(c.code)) {
            abort();
        }
        i += c.len_bytes;
    }
}

static void check_labels(const char *host)
{
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    if (labels.count == 0 || labels.count > 127) {
        abort();
    }
    for (size_t i = 0; i < labels.count; i++) {
        check_printable(labels.items[i].unicode);
        check_printable(labels.items[i].error);
    }
    gs_vec_fini(&labels);
}

/* A control in an ASCII label is escaped on the screen, so that form does not lead back. */
static bool has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text > 0 && (*text < ' ' || *text == 0x7f)) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_question question = {0};
    memcpy(question.host, data, size < GS_HOST_MAX ? size : GS_HOST_MAX);
    gs_idn_complete(&question);
    check_printable(question.idn_error);
    check_labels(question.host);
    if (question.host_ascii[0] != '\0' && question.idn_error[0] == '\0' &&
        strcmp(question.host_ascii, question.host) != 0 &&
        !has_control(question.host_ascii)) {
        check_printable(question.host_unicode);
        struct gs_question again = {0};
        memcpy(again.host, question.host_unicode, sizeof again.host);
        gs_idn_complete(&again);
        if (strcmp(again.host_ascii, question.host_ascii) != 0) {
            abort();
        }
    }
    struct gs_buf shown = {0};
    gs_idn_show(&shown, question.host_ascii);
    gs_buf_fini(&shown);
    return 0;
}
