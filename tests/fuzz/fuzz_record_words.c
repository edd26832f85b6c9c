/* SPDX-License-Identifier: MIT */
/* A type and any bytes as a record's data, in a message and without one; the bytes as a mail
 * policy of every kind; and as names of a chain of aliases. What is said of them is safe to
 * print and bounded. */
#include "gaiscope/base/text.h"
#include "gaiscope/rules/name_chain.h"
#include "gaiscope/rules/record_words.h"
#include "gaiscope/rules/sender_policy.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

/* A text that the sanitiser leaves as it is. */
static void check_text(const char *text)
{
    struct gs_buf safe = {0};
    require(text != NULL && strlen(text) <= GS_WORDS_TEXT_MAX);
    gs_text_sanitise(&safe, text, strlen(text));
    require(strcmp(gs_buf_text(&safe), text) == 0);
    gs_buf_fini(&safe);
}

static void check_words(struct gs_words *words)
{
    require(words->count <= GS_WORDS_MAX);
    for (size_t i = 0; i < words->count; i++) {
        check_text(words->items[i].label);
        check_text(words->items[i].value);
        check_text(words->items[i].remark);
    }
    gs_words_fini(words);
}

static struct gs_record make_record(const char *name, uint16_t type)
{
    return (struct gs_record){.name = gs_mem_copy_text(name),
                              .text = gs_mem_copy_text("\"v=spf1 \" \"-all\""),
                              .type = type,
                              .class_ = GS_CLASS_IN};
}

static void explain(const struct gs_dns_answer *answer)
{
    struct gs_words words = {0};
    struct gs_record_subject subject = {.answer = answer,
                                        .record = &answer->answer.items[0],
                                        .v4 = answer,
                                        .v6 = answer,
                                        .wall_s = 1795000000};
    gs_record_words(&subject, &words);
    require(words.count > 0);
    check_words(&words);
    char *target = gs_record_target(answer, subject.record);
    if (target != NULL) {
        require(target[0] != '\0' && strcmp(target, ".") != 0);
        check_text(target);
    }
    free(target);
}

/* The bytes after `head` are the data; those before may be pointed to. */
static void check_record(uint16_t type, const uint8_t *data, size_t size, size_t head)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("_443._https.a.test", type);
    struct gs_record record = make_record("_443._https.a.test", type);
    struct gs_buf hex = {0};
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->wire = gs_mem_new(1, size + 1);
    memcpy(answer->wire, data, size);
    answer->wire = realloc(answer->wire, size > 0 ? size : 1); /* a byte too far shows */
    answer->size_bytes = (uint32_t)size;
    record.data_at = (uint32_t)head;
    record.data_len = (uint16_t)(size - head);
    gs_vec_push(&answer->answer, record);
    record = make_record("_443._https.a.test", type); /* beside it: the same data */
    record.data_at = (uint32_t)head;
    record.data_len = (uint16_t)(size - head);
    gs_vec_push(&answer->answer, record);
    explain(answer);

    free(answer->wire);
    answer->wire = NULL;
    explain(answer);
    gs_buf_addf(&hex, "\\# %zu ", size - head);
    for (size_t i = head; i < size; i++) {
        gs_buf_addf(&hex, "%02x", data[i]);
    }
    free(answer->answer.items[0].text);
    answer->answer.items[0].text = gs_buf_claim(&hex);
    explain(answer);
    free(answer->answer.items[0].text);
    answer->answer.items[0].text = gs_mem_copy_span((const char *)data, size);
    explain(answer);
    gs_dns_answer_free(answer);
}

static void check_policy(struct gs_sender_policy *policy)
{
    require(policy->gist != NULL && (policy->count > 0) == (policy->text != NULL));
    require(strlen(policy->gist) <= GS_WORDS_TEXT_MAX);
    check_text(policy->gist);
    check_words(&policy->lines);
    check_words(&policy->errors);
    gs_sender_policy_fini(policy);
}

static void check_policies(const uint8_t *data, size_t size)
{
    static const char *const versions[] = {"v=spf1 ", "v=DMARC1;", "v=STSv1;",
                                           "v=TLSRPTv1;", "v=DKIM1;"};
    for (int kind = 0; kind < GS_SENDER_KIND_COUNT; kind++) {
        struct gs_sender_policy policy;
        struct gs_buf text = {0};
        gs_sender_policy_parse((enum gs_sender_kind)kind, (const char *)data, size,
                               &policy);
        check_policy(&policy);
        gs_buf_add_text(&text, versions[kind]);
        gs_buf_add(&text, data, size);
        gs_sender_policy_parse((enum gs_sender_kind)kind, text.data, text.len, &policy);
        require(policy.count == 1);
        check_policy(&policy);
        gs_buf_fini(&text);
    }
}

/* Pieces parted by newlines: owner, target, owner, target. */
static void check_chain(const uint8_t *data, size_t size)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("a.b", GS_TYPE_A);
    struct gs_name_chain chain;
    struct gs_words words = {0};
    struct gs_buf line = {0};
    char *names = gs_mem_copy_span((const char *)data, size);
    char *rest = names;
    answer->rcode = size > 0 ? data[0] % 4 : 0;
    while (answer->answer.count < 64) {
        const char *owner = strsep(&rest, "\n");
        const char *target = rest == NULL ? NULL : strsep(&rest, "\n");
        if (target == NULL) {
            break;
        }
        struct gs_record record =
            make_record(owner, target[0] == '=' ? GS_TYPE_DNAME : GS_TYPE_CNAME);
        record.target = gs_mem_copy_text(target[0] == '=' ? target + 1 : target);
        gs_vec_push(&answer->answer, record);
    }
    gs_name_chain_follow(answer, &chain);
    require(chain.links.count <= GS_CHAIN_MAX && chain.last != NULL);
    gs_name_chain_format(&chain, &line);
    gs_name_chain_words(&chain, &words);
    require(words.count == chain.links.count + 1);
    check_words(&words);
    gs_buf_fini(&line);
    gs_name_chain_fini(&chain);
    gs_dns_answer_free(answer);
    free(names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || size > UINT16_MAX) {
        return 0;
    }
    uint16_t type = (uint16_t)(data[0] << 8 | data[1]);
    size_t head = data[2] < size - 3 ? data[2] : size - 3;
    check_record(type, data + 3, size - 3, head);
    check_policies(data + 3, size - 3);
    check_chain(data + 3, size - 3);
    return 0;
}
