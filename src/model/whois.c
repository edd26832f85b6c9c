/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/whois.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"

#include <string.h>

struct gs_whois *gs_whois_new(enum gs_whois_kind kind, const char *asked)
{
    struct gs_whois *whois = gs_mem_new(1, sizeof *whois);
    whois->kind = kind;
    whois->asked = gs_mem_copy_text(asked);
    whois->subject = gs_mem_copy_text(asked);
    return whois;
}

static void text_fini(struct gs_whois_text *text)
{
    free(text->data);
    gs_vec_fini(&text->lines);
    memset(text, 0, sizeof *text);
}

static struct gs_whois_text copy_text(const struct gs_whois_text *text)
{
    struct gs_whois_text copy = *text;
    if (text->data != NULL) {
        copy.data = gs_mem_copy_span(text->data, text->len_bytes);
    }
    copy.lines = (struct gs_whois_line_list){0};
    if (text->lines.count > 0) {
        copy.lines.items = gs_mem_new(text->lines.count, sizeof *copy.lines.items);
        copy.lines.count = copy.lines.capacity = text->lines.count;
        memcpy(copy.lines.items, text->lines.items,
               text->lines.count * sizeof *copy.lines.items);
    }
    return copy;
}

static struct gs_whois_hop copy_hop(const struct gs_whois_hop *hop)
{
    struct gs_whois_hop copy = *hop;
    copy.server = gs_mem_copy_text(hop->server);
    copy.query = gs_mem_copy_text(hop->query);
    copy.referral = gs_mem_copy_text(hop->referral);
    copy.note = gs_mem_copy_text(hop->note);
    copy.text = copy_text(&hop->text);
    return copy;
}

static void copy_list(struct gs_text_list *to, const struct gs_text_list *from)
{
    *to = (struct gs_text_list){0};
    for (size_t i = 0; i < from->count; i++) {
        gs_vec_push(to, gs_mem_copy_text(from->items[i]));
    }
}

static void list_fini(struct gs_text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    gs_vec_fini(list);
}

struct gs_whois *gs_whois_copy(const struct gs_whois *whois)
{
    struct gs_whois *copy = gs_mem_new(1, sizeof *copy);
    *copy = *whois;
    copy->asked = gs_mem_copy_text(whois->asked);
    copy->subject = gs_mem_copy_text(whois->subject);
    copy->problem = gs_mem_copy_text(whois->problem);
    copy->advice = gs_mem_copy_text(whois->advice);
    copy->hops = (struct gs_whois_hop_list){0};
    for (size_t i = 0; i < whois->hops.count; i++) {
        gs_vec_push(&copy->hops, copy_hop(&whois->hops.items[i]));
    }
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        copy->facts.texts[i] = gs_mem_copy_text(whois->facts.texts[i]);
    }
    copy_list(&copy->facts.statuses, &whois->facts.statuses);
    copy_list(&copy->facts.name_servers, &whois->facts.name_servers);
    return copy;
}

void gs_whois_facts_fini(struct gs_whois_facts *facts)
{
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        free(facts->texts[i]);
    }
    list_fini(&facts->statuses);
    list_fini(&facts->name_servers);
    *facts = (struct gs_whois_facts){0};
}

void gs_whois_free(struct gs_whois *whois)
{
    if (whois == NULL) {
        return;
    }
    for (size_t i = 0; i < whois->hops.count; i++) {
        struct gs_whois_hop *hop = &whois->hops.items[i];
        free(hop->server);
        free(hop->query);
        free(hop->referral);
        free(hop->note);
        text_fini(&hop->text);
    }
    gs_vec_fini(&whois->hops);
    gs_whois_facts_fini(&whois->facts);
    free(whois->asked);
    free(whois->subject);
    free(whois->problem);
    free(whois->advice);
    free(whois);
}

static enum gs_whois_charset charset_of(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)bytes[i] >= 0x80) {
            return gs_text_is_utf8(bytes, len) ? GS_WHOIS_UTF8 : GS_WHOIS_LATIN1;
        }
    }
    return GS_WHOIS_ASCII;
}

/* A text that was cut in the middle of a character is UTF-8 all the same. */
static size_t whole_characters(const char *bytes, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char byte = (unsigned char)bytes[len - back];
        if (byte >= 0xC0) {
            size_t needs = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return needs > back ? len - back : len;
        }
        if (byte < 0x80) {
            break;
        }
    }
    return len;
}

static void find_lines(struct gs_whois_text *text)
{
    size_t at = 0;
    while (at < text->len_bytes) {
        size_t end = at;
        while (end < text->len_bytes && text->data[end] != '\n' &&
               text->data[end] != '\r') {
            end++;
        }
        struct gs_whois_line line = {.at = (uint32_t)at,
                                     .len_bytes = (uint32_t)(end - at)};
        gs_vec_push(&text->lines, line);
        bool is_crlf = end + 1 < text->len_bytes && text->data[end] == '\r' &&
                       text->data[end + 1] == '\n';
        at = end + (is_crlf ? 2 : 1);
    }
}

void gs_whois_text_set(struct gs_whois_text *text, const void *bytes, size_t len_bytes)
{
    const char *from = bytes;
    text_fini(text);
    text->received_bytes = len_bytes;
    if (len_bytes == 0) {
        return;
    }
    size_t len = whole_characters(from, len_bytes);
    struct gs_buf out = {0};
    text->charset = charset_of(from, len);
    if (text->charset != GS_WHOIS_LATIN1) {
        gs_buf_add(&out, from, len);
    } else {
        for (size_t i = 0; i < len_bytes; i++) {
            gs_text_encode(&out, (unsigned char)from[i]);
        }
    }
    text->len_bytes = out.len;
    text->data = gs_buf_claim(&out);
    find_lines(text);
}

size_t gs_whois_received_bytes(const struct gs_whois *whois)
{
    size_t bytes = 0;
    for (size_t i = 0; i < whois->hops.count; i++) {
        bytes += whois->hops.items[i].text.received_bytes;
    }
    return bytes;
}

const struct gs_whois_hop *gs_whois_last_text(const struct gs_whois *whois)
{
    for (size_t i = whois->hops.count; i-- > 0;) {
        if (whois->hops.items[i].text.len_bytes > 0) {
            return &whois->hops.items[i];
        }
    }
    return NULL;
}

const char *gs_whois_kind_id(enum gs_whois_kind kind)
{
    static const char *const ids[] = {"nothing", "domain", "ipv4", "ipv6", "as"};
    return ids[kind];
}

const char *gs_whois_role_id(enum gs_whois_role role)
{
    return role == GS_WHOIS_RIR ? "rir" : gs_whois_role_word(role);
}

const char *gs_whois_role_word(enum gs_whois_role role)
{
    static const char *const words[] = {"root", "registry", "registrar", "RIR"};
    return words[role];
}

const char *gs_whois_step_id(enum gs_whois_step step)
{
    static const char *const ids[] = {"resolving", "connecting", "reading", "closed"};
    return ids[step];
}

const char *gs_whois_result_id(enum gs_whois_result result)
{
    static const char *const ids[] = {"waiting",        "refers",     "final",
                                      "no_match",       "rate_limit", "no_text",
                                      "not_understood", "failed"};
    return ids[result];
}

const char *gs_whois_charset_id(enum gs_whois_charset charset)
{
    static const char *const ids[] = {"ascii", "utf-8", "iso-8859-1"};
    return ids[charset];
}

const char *gs_whois_fact_id(enum gs_whois_fact fact)
{
    static const char *const ids[] = {
        "name",    "registrar", "registrar_id", "created", "changed", "expires", "dnssec",
        "network", "cidr",      "network_name", "origin",  "holder",  "country", "abuse",
    };
    return ids[fact];
}

const char *gs_whois_state_id(enum gs_whois_state state)
{
    static const char *const ids[] = {"pending",     "registered", "not_registered",
                                      "closed_port", "rate_limit", "unclear",
                                      "unknown",     "not_asked"};
    return ids[state];
}
