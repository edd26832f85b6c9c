/* SPDX-License-Identifier: MIT */
/* TXT and SPF (the type), HINFO: character-strings. */
#include "record_reading.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/sender_policy.h"

#include <string.h>

/* A site's proof of ownership: what the text begins with, and for whom. */
static const struct {
    const char *prefix;
    const char *whose;
} proofs[] = {
    {"google-site-verification=", "Google"},
    {"MS=", "Microsoft"},
    {"facebook-domain-verification=", "Facebook"},
    {"apple-domain-verification=", "Apple"},
    {"adobe-idp-site-verification=", "Adobe"},
    {"adobe-sign-verification=", "Adobe Sign"},
    {"atlassian-domain-verification=", "Atlassian"},
    {"docusign=", "DocuSign"},
    {"dropbox-domain-verification=", "Dropbox"},
    {"globalsign-domain-verification=", "GlobalSign"},
    {"_globalsign-domain-verification=", "GlobalSign"},
    {"have-i-been-pwned-verification=", "Have I Been Pwned"},
    {"keybase-site-verification=", "Keybase"},
    {"onetrust-domain-verification=", "OneTrust"},
    {"openai-domain-verification=", "OpenAI"},
    {"stripe-verification=", "Stripe"},
    {"yandex-verification:", "Yandex"},
    {"zoom-domain-verification=", "Zoom"},
    {"ZOOM_verify_", "Zoom"},
};

static bool begins_with(const struct gs_buf *text, const char *prefix)
{
    size_t len = strlen(prefix);
    return text->len > len && memcmp(text->data, prefix, len) == 0;
}

static bool begins_name(const char *name, const char *prefix)
{
    return gs_text_compare_case(name, prefix, strlen(prefix)) == 0;
}

/* Says where a policy is read when it stands elsewhere, and when there is more than one. */
static void judge_place(struct gs_record_reading *reading, enum gs_sender_kind kind)
{
    const struct gs_dns_answer *answer = reading->subject->answer;
    struct gs_sender_policy whole;
    struct gs_buf prefix = {0};
    gs_sender_owner(kind, "", &prefix);
    gs_sender_policy_read(kind, answer, &whole);
    if (!begins_name(reading->subject->record->name, gs_buf_text(&prefix)) &&
        !begins_name(answer->name, gs_buf_text(&prefix))) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "not read here: only below %.*s",
                        (int)prefix.len - 1, prefix.data);
    } else if (whole.count > 1) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "one of %zu: only one may be",
                        whole.count);
    }
    gs_buf_fini(&prefix);
    gs_sender_policy_fini(&whole);
}

/* A key without version looks like other things: it is one where keys are. */
static bool is_likely(const struct gs_record_reading *reading, enum gs_sender_kind kind,
                      const struct gs_buf *text)
{
    return kind != GS_SENDER_DKIM || gs_buf_text(text)[0] == 'v' ||
           strcasestr(reading->subject->record->name, "._domainkey") != NULL;
}

/* Terms are longer than labels: each stands as a value, what it means behind it. */
static void add_terms(struct gs_words *out, const char *label,
                      const struct gs_words *terms)
{
    for (size_t i = 0; i < terms->count; i++) {
        const struct gs_word_line *line = &terms->items[i];
        gs_words_add(out, i == 0 ? label : "", "%s", line->label);
        gs_words_remark(out, line->sign, "%s%s%s", line->value,
                        line->remark[0] != '\0' ? ", " : "", line->remark);
    }
}

static void add_policy(struct gs_record_reading *reading, enum gs_sender_kind kind,
                       const struct gs_buf *text)
{
    struct gs_sender_policy policy = {0};
    gs_sender_policy_parse(kind, gs_buf_text(text), text->len, &policy);
    gs_words_add(reading->out, "kind", "%s", gs_sender_name(kind));
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s", gs_sender_source(kind));
    gs_words_set_apart(reading->out);
    judge_place(reading, kind);
    add_terms(reading->out, "terms", &policy.lines);
    add_terms(reading->out, "faults", &policy.errors);
    if (policy.gist[0] != '\0') {
        gs_reading_mean(reading, "%s: %s.", gs_sender_name(kind), policy.gist);
    }
    gs_sender_policy_fini(&policy);
}

static void add_kind(struct gs_record_reading *reading, const struct gs_buf *text)
{
    enum gs_sender_kind kind;
    if (gs_sender_kind_of(gs_buf_text(text), text->len, &kind) &&
        is_likely(reading, kind, text)) {
        add_policy(reading, kind, text);
        return;
    }
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        if (begins_with(text, proofs[i].prefix)) {
            gs_reading_mean(reading, "Proves to %s who controls the name.",
                            proofs[i].whose);
            return;
        }
    }
}

void gs_explain_txt(struct gs_record_reading *reading)
{
    struct gs_buf joined = {0};
    size_t count = 0;
    if (gs_reading_left(reading) == 0) {
        gs_reading_fail(reading, "it has at least one string");
    }
    while (gs_reading_left(reading) > 0) {
        size_t len;
        const uint8_t *bytes = gs_reading_string(reading, &len);
        if (bytes != NULL) {
            gs_words_add_bytes(reading->out, count == 0 ? "text" : "", bytes, len);
            gs_words_remark(reading->out, GS_SIGN_NONE, "%zu byte%s", len,
                            len == 1 ? "" : "s");
            gs_buf_add(&joined, bytes, len);
            count++;
        }
    }
    if (count > 1) {
        gs_words_add(reading->out, "whole", "%zu strings, %zu bytes", count, joined.len);
        gs_words_remark(reading->out, GS_SIGN_NONE, "read as one, without gaps");
    }
    if (reading->why == NULL) {
        add_kind(reading, &joined);
    }
    if (reading->subject->record->type == GS_TYPE_SPF) {
        gs_reading_mean(reading,
                        "Receivers read SPF from TXT; this type is gone.  RFC 7208");
    }
    gs_buf_fini(&joined);
}

void gs_explain_hinfo(struct gs_record_reading *reading)
{
    static const char minimal[] = "RFC8482";
    size_t len;
    const uint8_t *bytes = gs_reading_string(reading, &len);
    bool is_minimal =
        bytes != NULL && len == sizeof minimal - 1 && memcmp(bytes, minimal, len) == 0;
    gs_words_add_bytes(reading->out, "cpu", bytes, bytes != NULL ? len : 0);
    bytes = gs_reading_string(reading, &len);
    gs_words_add_bytes(reading->out, "os", bytes, bytes != NULL ? len : 0);
    if (is_minimal) {
        gs_reading_mean(reading, "The server's whole answer to ANY.  RFC 8482");
    } else {
        gs_reading_mean(reading, "What the host is, as its owner says.");
    }
}
