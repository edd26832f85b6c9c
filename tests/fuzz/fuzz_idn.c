/* SPDX-License-Identifier: MIT */
/* Any bytes as a host and as a name from DNS: what is shown is printable, what is sent comes
 * back the same, a right-to-left name of a report is isolated as a whole, and whatever a label
 * looks like is ASCII that is not the label itself. */
#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/spoof.h"

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

static void check_label(const struct gs_idn_label *label)
{
    check_printable(label->unicode);
    check_printable(label->error);
    check_printable(label->note);
    check_printable(label->scripts);
    check_printable(label->look.text);
    check_printable(label->look.remark);
    bool has_look = label->look.text[0] != '\0';
    if (has_look != (label->look.kind != GS_LOOK_NONE) ||
        (has_look &&
         (!label->look.is_checked || strcmp(label->look.text, label->unicode) == 0))) {
        abort();
    }
    for (const char *at = label->look.text; *at != '\0'; at++) {
        if ((unsigned char)*at >= 0x80) {
            abort();
        }
    }
    if (label->is_mixed_script && label->level < GS_SCRIPTS_WITH_LATIN) {
        abort();
    }
}

static void check_labels(const char *host)
{
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    if (labels.count == 0 || labels.count > 127) {
        abort();
    }
    gs_spoof_judge(&labels);
    for (size_t i = 0; i < labels.count; i++) {
        check_label(&labels.items[i]);
    }
    struct gs_buf transitional = {0};
    if (gs_idn_transitional(&transitional, &labels) != (transitional.len > 0)) {
        abort();
    }
    gs_buf_fini(&transitional);
    gs_vec_fini(&labels);
}

/* A name from outside, in the ways in which it is shown. */
static void check_shown(const char *name)
{
    struct gs_buf out = {0};
    gs_idn_show_words(&out, name);
    gs_idn_show_inline(&out, name);
    bool is_other = gs_idn_has_other_form(name);
    gs_buf_clear(&out);
    gs_idn_show(&out, name);
    if (is_other != (strcmp(gs_buf_text(&out), name) != 0)) {
        abort();
    }
    gs_buf_clear(&out);
    gs_idn_show_isolated(&out, name);
    const char *text = gs_buf_text(&out);
    if (gs_idn_is_rtl(text)) {
        size_t len = strlen(GS_ISOLATE);
        if (strncmp(text, GS_ISOLATE, len) != 0 ||
            strcmp(text + out.len - len, GS_POP_ISOLATE) != 0) {
            abort();
        }
        out.data[out.len - len] = '\0';
        text += len;
    }
    check_printable(text);
    gs_buf_fini(&out);
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
    check_shown(question.host_ascii);
    check_shown(question.host);
    return 0;
}
