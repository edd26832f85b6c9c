/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/sender_policy.h"

#include "record_reading.h"
#include "sender_reading.h"

#include "gaiscope/base/text.h"

#include <string.h>

static const struct kind {
    const char *name;
    const char *id;
    const char *source;
    const char *owner;   /* what stands before the domain; NULL: not known */
    const char *version; /* what the record begins with */
    bool has_tags;       /* tags parted by `;` follow, not terms parted by blanks */
    const char *of_many; /* what a receiver does with more than one */
    void (*read)(struct gs_span text, struct gs_sender_policy *policy);
} kinds[GS_SENDER_KIND_COUNT] = {
    [GS_SENDER_SPF] = {"SPF", "spf", "RFC 7208", "", "v=spf1", false,
                       "a receiver takes none of them (permerror)", gs_sender_read_spf},
    [GS_SENDER_DMARC] = {"DMARC", "dmarc", "RFC 7489", "_dmarc.", "v=DMARC1", true,
                         "a receiver takes none of them", gs_sender_read_dmarc},
    [GS_SENDER_MTA_STS] = {"MTA-STS", "mta_sts", "RFC 8461", "_mta-sts.", "v=STSv1", true,
                           "a sender takes none of them", gs_sender_read_mta_sts},
    [GS_SENDER_TLS_RPT] = {"TLS-RPT", "tls_rpt", "RFC 8460", "_smtp._tls.", "v=TLSRPTv1",
                           true, "a sender takes none of them", gs_sender_read_tls_rpt},
    [GS_SENDER_DKIM] = {"DKIM", "dkim", "RFC 6376", NULL, "v=DKIM1", true,
                        "which one counts is not defined", gs_sender_read_dkim},
};

const char *gs_sender_name(enum gs_sender_kind kind)
{
    return kinds[kind].name;
}

const char *gs_sender_id(enum gs_sender_kind kind)
{
    return kinds[kind].id;
}

const char *gs_sender_source(enum gs_sender_kind kind)
{
    return kinds[kind].source;
}

void gs_sender_owner(enum gs_sender_kind kind, const char *domain, struct gs_buf *out)
{
    if (kinds[kind].owner != NULL) {
        gs_buf_addf(out, "%s%s", kinds[kind].owner, domain);
    }
}

/* A key without version: its tags may stand in any order. RFC 6376 3.6.1. */
static bool is_bare_key(struct gs_span text)
{
    struct gs_span item;
    bool has_key = false;
    while (gs_span_take(&text, ';', &item)) {
        struct gs_span tag = gs_span_trim(item);
        struct gs_span value = gs_span_trim(gs_span_from(tag, 1));
        bool is_tag = tag.len > 1 && strchr("ghknpst", tag.at[0]) != NULL &&
                      tag.at[0] != '\0' && value.len > 0 && value.at[0] == '=';
        if (!is_tag && tag.len > 0) {
            return false;
        }
        has_key = has_key || (is_tag && tag.at[0] == 'p');
    }
    return has_key;
}

/* `v=DMARC1`, blanks around the `=`; its case counts but for SPF. */
static bool is_versioned(enum gs_sender_kind kind, struct gs_span text)
{
    const char *version = kinds[kind].version;
    if (!kinds[kind].has_tags) {
        struct gs_span rest = gs_span_from(text, strlen(version));
        return gs_span_begins(text, version) && (rest.len == 0 || rest.at[0] == ' ');
    }
    struct gs_span item = {0};
    struct gs_span name = {0};
    (void)gs_span_take(&text, ';', &item);
    (void)gs_span_take(&item, '=', &name);
    struct gs_span value = gs_span_trim(item);
    return gs_span_is(gs_span_trim(name), "v") && value.len == strlen(version + 2) &&
           memcmp(value.at, version + 2, value.len) == 0;
}

static bool is_of_kind(enum gs_sender_kind kind, struct gs_span text)
{
    return is_versioned(kind, text) || (kind == GS_SENDER_DKIM && is_bare_key(text));
}

bool gs_sender_kind_of(const char *text, size_t len, enum gs_sender_kind *out)
{
    for (int kind = 0; kind < GS_SENDER_KIND_COUNT; kind++) {
        if (is_of_kind((enum gs_sender_kind)kind, (struct gs_span){text, len})) {
            *out = (enum gs_sender_kind)kind;
            return true;
        }
    }
    return false;
}

static void read_text(struct gs_sender_policy *policy, struct gs_span text)
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, text.at, text.len);
    policy->text = gs_buf_claim(&safe);
    kinds[policy->kind].read(text, policy);
    if (gs_words_worst(&policy->errors) == GS_SIGN_ERR) {
        gs_sender_gist(policy, "%s", "");
    }
}

static struct gs_sender_policy empty_policy(enum gs_sender_kind kind)
{
    return (struct gs_sender_policy){.kind = kind, .gist = gs_mem_copy_text("")};
}

void gs_sender_policy_parse(enum gs_sender_kind kind, const char *text, size_t len,
                            struct gs_sender_policy *out)
{
    struct gs_span span = {text, len};
    *out = empty_policy(kind);
    if (is_of_kind(kind, span)) {
        out->count = 1;
        read_text(out, span);
    }
}

/* The strings of one record, joined. */
static void join_strings(const struct gs_dns_answer *answer,
                         const struct gs_record *record, struct gs_buf *out)
{
    struct gs_record_subject subject = {.answer = answer, .record = record};
    struct gs_record_reading reading;
    gs_buf_clear(out);
    if (gs_reading_open(&subject, NULL, &reading)) {
        while (gs_reading_left(&reading) > 0) {
            size_t len;
            const uint8_t *bytes = gs_reading_string(&reading, &len);
            gs_buf_add(out, bytes != NULL ? (const char *)bytes : "",
                       bytes != NULL ? len : 0);
        }
        if (reading.why != NULL) {
            gs_buf_clear(out);
        }
    }
    gs_reading_close(&reading);
}

/* Whether a record is one of a kind. Takes: `owner`, the end of the chain; room for its text,
 * whose strings are joined. */
static bool take_record(enum gs_sender_kind kind, const struct gs_dns_answer *answer,
                        const struct gs_record *record, const char *owner,
                        struct gs_buf *text)
{
    if (owner == NULL || record->type != GS_TYPE_TXT ||
        !gs_name_is_equal(record->name, owner)) {
        return false;
    }
    join_strings(answer, record, text);
    return is_of_kind(kind, (struct gs_span){gs_buf_text(text), text->len});
}

void gs_sender_policy_read(enum gs_sender_kind kind, const struct gs_dns_answer *answer,
                           struct gs_sender_policy *out)
{
    const char *owner = gs_dns_answer_final_name(answer);
    struct gs_buf text = {0};
    *out = empty_policy(kind);
    for (size_t i = 0; i < answer->answer.count; i++) {
        if (take_record(kind, answer, &answer->answer.items[i], owner, &text)) {
            out->count++;
            if (out->count == 1) {
                read_text(out, (struct gs_span){gs_buf_text(&text), text.len});
            }
        }
    }
    if (out->count > 1) {
        const char *version = kinds[kind].version;
        gs_sender_error(out, GS_SIGN_ERR, (struct gs_span){version, strlen(version)},
                        "%zu %s records: %s", out->count, kinds[kind].name,
                        kinds[kind].of_many);
        gs_sender_gist(out, "%s", "");
    }
    gs_buf_fini(&text);
}

uint32_t gs_sender_policy_trim(enum gs_sender_kind kind, struct gs_dns_answer *answer)
{
    const char *owner = gs_dns_answer_final_name(answer);
    struct gs_record_list kept = {0};
    struct gs_record_list rest = {0};
    struct gs_buf text = {0};
    size_t found = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        struct gs_record *record = &answer->answer.items[i];
        bool is_policy = take_record(kind, answer, record, owner, &text);
        found += is_policy ? 1 : 0;
        if (is_policy ? found <= GS_POLICY_RECORDS_MAX : record->type == GS_TYPE_CNAME) {
            gs_vec_push(&kept, *record);
        } else {
            gs_vec_push(&rest, *record);
        }
    }
    gs_buf_fini(&text);
    gs_record_list_fini(&rest);
    gs_vec_fini(&answer->answer);
    answer->answer = kept;
    gs_record_list_fini(&answer->authority);
    gs_record_list_fini(&answer->additional);
    return found > GS_POLICY_RECORDS_MAX ? (uint32_t)(found - GS_POLICY_RECORDS_MAX) : 0;
}

enum gs_sender_state gs_sender_policy_state(const struct gs_sender_policy *policy,
                                            const struct gs_dns_answer *answer)
{
    if (answer == NULL) {
        return GS_SENDER_WAITING;
    }
    if (policy->count > 0) {
        return GS_SENDER_FOUND;
    }
    bool is_said = answer->outcome == GS_OUTCOME_ANSWERED ||
                   answer->outcome == GS_OUTCOME_NO_DATA ||
                   answer->outcome == GS_OUTCOME_NO_SUCH_NAME;
    return is_said ? GS_SENDER_NONE : GS_SENDER_UNKNOWN;
}

const char *gs_sender_absence(const struct gs_sender_policy *policy,
                              const struct gs_dns_answer *answer)
{
    return gs_sender_policy_state(policy, answer) == GS_SENDER_UNKNOWN
               ? gs_dns_word(answer->outcome, answer->rcode)
               : "no record";
}

void gs_sender_policy_fini(struct gs_sender_policy *policy)
{
    free(policy->text);
    free(policy->gist);
    gs_words_fini(&policy->lines);
    gs_words_fini(&policy->errors);
    *policy = (struct gs_sender_policy){.kind = policy->kind};
}
