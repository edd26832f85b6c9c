/* SPDX-License-Identifier: MIT */
/*
 * The host as it is typed: its other form, or the rule that a label breaks. Look-alikes are
 * not judged here, so that no key waits for what they need.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <string.h>

enum {
    LABEL_BYTES = 63, /* of a label and of a name: RFC 1035 2.3.4 */
    NAME_BYTES = 253,
    SHOWN_CELLS = 32,
};

void gs_typed_fini(struct gs_typed *typed)
{
    free(typed->host);
    gs_buf_fini(&typed->label);
    gs_buf_fini(&typed->text);
    gs_buf_fini(&typed->more);
}

static void say(struct gs_typed *typed, enum gs_typed_kind kind, const char *label,
                const char *text)
{
    typed->kind = kind;
    gs_buf_clear(&typed->label);
    gs_buf_clear(&typed->text);
    gs_buf_add_text(&typed->label, label);
    gs_text_sanitise(&typed->text, text, strlen(text));
}

static void add_label(struct gs_buf *out, const char *label, size_t len)
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, label, len);
    gs_buf_add_text(out, "label ");
    gs_text_cut_end(out, gs_buf_text(&safe), SHOWN_CELLS);
    gs_buf_fini(&safe);
}

/* The rule about hyphens that a host name breaks; DNS may hold such a label all the same. */
static const char *hyphen_rule(const char *label, size_t len)
{
    if (len > 0 && label[0] == '-') {
        return "starts with a hyphen: no host name (RFC 952), though DNS may hold it";
    }
    if (len > 0 && label[len - 1] == '-') {
        return "ends with a hyphen: no host name (RFC 952), though DNS may hold it";
    }
    if (len > 3 && label[2] == '-' && label[3] == '-') {
        return "hyphens third and fourth are kept for A-labels (RFC 5891)";
    }
    return NULL;
}

/* A plain name is libc's to judge; what DNS has no room for is said all the same. */
static void judge_plain(struct gs_typed *typed, const char *host)
{
    struct gs_buf text = {0};
    size_t name_len = strlen(host);
    name_len -= name_len > 0 && host[name_len - 1] == '.' ? 1 : 0;
    for (const char *at = host; *at != '\0';) {
        size_t len = strcspn(at, ".");
        bool is_root = len == 0 && strcmp(host, ".") == 0;
        if (text.len == 0 && len > LABEL_BYTES) {
            add_label(&text, at, len);
            gs_buf_addf(&text, ": too long, %zu of at most %d bytes", len, LABEL_BYTES);
        } else if (text.len == 0 && len == 0 && !is_root) {
            gs_buf_add_text(&text, "label \"\": empty label");
        } else if (text.len == 0 && hyphen_rule(at, len) != NULL) {
            add_label(&text, at, len);
            gs_buf_addf(&text, ": %s", hyphen_rule(at, len));
        }
        at += len + (at[len] == '.' ? 1 : 0);
    }
    if (text.len == 0 && name_len > NAME_BYTES) {
        gs_buf_addf(&text, "the name is too long, %zu of at most %d bytes", name_len,
                    NAME_BYTES);
    }
    if (text.len > 0) {
        say(typed, GS_TYPED_NOTE, "", gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

/* Rules that only a registry has to keep, scripts side by side, and IDNA 2003's form. */
static void add_notes(struct gs_typed *typed, const char *host)
{
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    struct gs_buf other = {0};
    for (size_t i = 0; i < labels.count && typed->kind == GS_TYPED_FORM; i++) {
        if (labels.items[i].note[0] != '\0') {
            typed->kind = GS_TYPED_NOTE;
            gs_buf_add_text(&typed->more, labels.items[i].note);
        } else if (labels.items[i].is_mixed_script) {
            typed->kind = GS_TYPED_NOTE;
            gs_buf_addf(&typed->more, "%s: nobody writes them together",
                        labels.items[i].scripts);
        }
    }
    if (typed->kind == GS_TYPED_FORM && gs_idn_transitional(&other, &labels)) {
        gs_buf_addf(&typed->more, "IDNA 2003 sent %s", gs_buf_text(&other));
    }
    gs_buf_fini(&other);
    gs_vec_fini(&labels);
}

static void judge(struct gs_typed *typed, struct gs_question *question)
{
    struct gs_address literal;
    gs_idn_complete(question);
    if (question->is_null || gs_address_parse(question->host, &literal) == GS_OK) {
        return;
    }
    bool is_same = strcmp(question->host, question->host_ascii) == 0;
    if (gs_question_is_refused(question)) {
        say(typed, GS_TYPED_REFUSED, "", question->idn_error);
    } else if (question->idn_error[0] != '\0') {
        say(typed, GS_TYPED_NOTE, "", question->idn_error);
        gs_buf_add_text(&typed->more, "asked as it stands");
    } else if (!is_same) {
        say(typed, GS_TYPED_FORM, "sent as", question->host_ascii);
        add_notes(typed, question->host);
    } else if (strcmp(question->host_ascii, question->host_unicode) != 0) {
        say(typed, GS_TYPED_FORM, "stands for", question->host_unicode);
        add_notes(typed, question->host);
    } else {
        judge_plain(typed, question->host);
    }
}

const struct gs_typed *gs_view_typed(struct gs_view *view)
{
    struct gs_typed *typed = &view->typed;
    const char *host = gs_line_edit_text(&view->host);
    if (typed->host != NULL && strcmp(typed->host, host) == 0) {
        return typed;
    }
    struct gs_question question = {0};
    free(typed->host);
    typed->host = gs_mem_copy_text(host);
    typed->kind = GS_TYPED_PLAIN;
    gs_buf_clear(&typed->more);
    if (gs_question_parse(host, &question) == GS_OK) {
        judge(typed, &question);
    }
    return typed;
}
