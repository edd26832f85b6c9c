/* SPDX-License-Identifier: MIT */
/*
 * A message is read in the order in which a resolver trusts it: is it one at all, does it
 * answer, does it say that there is nothing, does it send on, and whereto.
 */
#include "trace_answer.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/buf.h"
#include "gaiscope/base/hash.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/rules/answer_kind.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHAIN_MAX = 16,       /* aliases inside one message */
    CLAIM_END_BYTES = 64, /* of what stands for the rest of a long claim */
};

size_t gs_trace_labels(const char *name)
{
    struct gs_dname parsed;
    size_t count = 0;
    if (gs_dname_parse(name, &parsed)) {
        for (size_t at = 0; parsed.bytes[at] != 0; at += parsed.bytes[at] + 1u) {
            count++;
        }
    }
    return count;
}

/* What a DNAME makes of a name below its owner; NULL: it is not below, or too long.
 * RFC 6672 2.2. Owns: the caller. */
static char *rewrite(const char *name, const struct gs_record *dname)
{
    struct gs_dname below;
    struct gs_dname owner;
    struct gs_dname target;
    if (dname->target == NULL || !gs_dname_parse(name, &below) ||
        !gs_dname_parse(dname->name, &owner) || !gs_dname_parse(dname->target, &target)) {
        return NULL;
    }
    size_t at = gs_dname_find_suffix(&below, &owner);
    if (at == SIZE_MAX || at == 0 || at + target.len > GS_DNAME_MAX) {
        return NULL;
    }
    memcpy(below.bytes + at, target.bytes, target.len);
    below.len = at + target.len;
    struct gs_buf text = {0};
    gs_dname_format(&below, &text);
    return gs_buf_claim(&text);
}

/* Where the answer section leads from a name; NULL: nowhere. Owns: the caller. */
static char *alias_of(const struct gs_dns_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            gs_name_is_equal(record->name, name)) {
            return gs_mem_copy_text(record->target);
        }
    }
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        char *next = record->type == GS_TYPE_DNAME ? rewrite(name, record) : NULL;
        if (next != NULL) {
            return next;
        }
    }
    return NULL;
}

static bool has_records(const struct gs_dns_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == answer->type && !record->is_malformed &&
            gs_name_is_equal(record->name, name)) {
            return true;
        }
    }
    return false;
}

static bool has_soa(const struct gs_dns_answer *answer)
{
    for (size_t i = 0; i < answer->authority.count; i++) {
        if (answer->authority.items[i].type == GS_TYPE_SOA) {
            return true;
        }
    }
    return false;
}

/* The owner of the authority section's NS records; NULL: there are none. */
static const char *referred_zone(const struct gs_dns_answer *answer)
{
    for (size_t i = 0; i < answer->authority.count; i++) {
        if (answer->authority.items[i].type == GS_TYPE_NS) {
            return answer->authority.items[i].name;
        }
    }
    return NULL;
}

static struct gs_trace_reading unusable(enum gs_trace_said said, const char *reason)
{
    return (struct gs_trace_reading){.said = said, .reason = reason};
}

/* The answer section's end: records, an alias, or a name of which nothing is said. The
 * records of a name outside of the zone are not this server's to give. RFC 2181 5.4.1. */
static struct gs_trace_reading read_chain(const struct gs_trace_level *level,
                                          const struct gs_dns_answer *answer)
{
    struct gs_trace_reading reading = {.said = GS_TRACE_NO_DATA};
    char *name = gs_mem_copy_text(level->asked);
    for (int steps = 0; steps <= CHAIN_MAX; steps++) {
        bool is_ours = gs_name_is_below(name, level->zone);
        if (is_ours && has_records(answer, name)) {
            reading.said = GS_TRACE_ANSWERED;
            break;
        }
        char *next = is_ours ? alias_of(answer, name) : NULL;
        if (next == NULL) {
            break;
        }
        free(name);
        name = next;
        reading.said = GS_TRACE_ALIAS;
        if (steps == CHAIN_MAX || gs_name_is_equal(name, level->asked)) {
            free(name);
            return unusable(GS_TRACE_FAILED, "its CNAMEs lead in a circle");
        }
    }
    bool ends_here = gs_name_is_below(name, level->zone);
    bool is_denied = answer->rcode == GS_RCODE_NXDOMAIN || has_soa(answer);
    if (reading.said != GS_TRACE_ANSWERED && ends_here && is_denied) {
        reading.said =
            answer->rcode == GS_RCODE_NXDOMAIN ? GS_TRACE_NO_SUCH_NAME : GS_TRACE_NO_DATA;
    }
    if (reading.said == GS_TRACE_ALIAS) {
        reading.next = name;
    } else {
        free(name);
    }
    return reading;
}

/* A referral counts when it leads down, towards the name. */
static struct gs_trace_reading read_referral(const struct gs_trace_level *level,
                                             const char *zone)
{
    if (gs_name_is_equal(zone, level->zone)) {
        return unusable(GS_TRACE_UPWARD, "sends to the zone it was asked for");
    }
    if (gs_name_is_below(level->zone, zone)) {
        return unusable(GS_TRACE_UPWARD, "sends back up");
    }
    if (!gs_name_is_below(zone, level->zone) || !gs_name_is_below(level->asked, zone)) {
        return unusable(GS_TRACE_ASTRAY, "sends to a zone that the name is not in");
    }
    return (struct gs_trace_reading){.said = GS_TRACE_REFERRED,
                                     .next = gs_mem_copy_text(zone)};
}

static struct gs_trace_reading read_message(const struct gs_trace_level *level,
                                            const struct gs_dns_answer *answer)
{
    const char *zone = referred_zone(answer);
    bool denies = answer->rcode == GS_RCODE_NXDOMAIN || has_soa(answer);
    if (answer->answer.count > 0 || answer->rcode == GS_RCODE_NXDOMAIN) {
        if (!answer->flags.aa) {
            return unusable(GS_TRACE_LAME, "answers without authority");
        }
        return read_chain(level, answer);
    }
    if (zone != NULL && !has_soa(answer) && !answer->flags.aa) {
        return read_referral(level, zone);
    }
    if (!answer->flags.aa) {
        return unusable(GS_TRACE_LAME,
                        denies ? "answers without authority" : "answers with nothing");
    }
    return (struct gs_trace_reading){.said = GS_TRACE_NO_DATA};
}

struct gs_trace_reading gs_trace_read(const struct gs_trace_level *level,
                                      const struct gs_dns_answer *answer)
{
    switch (answer->rcode) {
    case -1:
        return unusable(GS_TRACE_FAILED, gs_dns_word(answer->outcome, -1));
    case GS_RCODE_NOERROR:
    case GS_RCODE_NXDOMAIN:
        return read_message(level, answer);
    case GS_RCODE_REFUSED:
        return unusable(GS_TRACE_LAME, "refuses");
    case GS_RCODE_SERVFAIL:
        return unusable(GS_TRACE_FAILED, "SERVFAIL");
    default:
        return unusable(GS_TRACE_FAILED, gs_dns_word(answer->outcome, answer->rcode));
    }
}

bool gs_trace_is_listed(const struct gs_text_list *hosts, const char *host)
{
    for (size_t i = 0; i < hosts->count; i++) {
        if (gs_name_is_equal(hosts->items[i], host)) {
            return true;
        }
    }
    return false;
}

struct gs_text_list gs_trace_hosts(const struct gs_dns_answer *answer, const char *zone,
                                   size_t *left_out)
{
    struct gs_text_list hosts = {0};
    for (size_t i = 0; i < answer->authority.count; i++) {
        const struct gs_record *record = &answer->authority.items[i];
        if (record->type != GS_TYPE_NS || record->target == NULL ||
            !gs_name_is_equal(record->name, zone) ||
            gs_trace_is_listed(&hosts, record->target)) {
            continue;
        }
        if (hosts.count == GS_TRACE_HOSTS_MAX) {
            (*left_out)++;
        } else {
            gs_vec_push(&hosts, record->target);
        }
    }
    return hosts;
}

/* -- what is compared ---------------------------------------------------------------- */

static char *lowered(const char *text)
{
    char *copy = gs_mem_copy_text(text);
    for (char *at = copy; *at != '\0'; at++) {
        *at = gs_ascii_lower(*at);
    }
    return copy;
}

/* "type text": the letters of names are made small, those of other texts stay. */
static char *line_of(const struct gs_record *record)
{
    struct gs_buf line = {0};
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(record->type, type);
    gs_buf_addf(&line, "%s ", type);
    if (record->target != NULL) {
        char *small = lowered(record->text);
        gs_buf_add_text(&line, small);
        free(small);
    } else {
        gs_buf_add_text(&line, record->text);
    }
    return gs_buf_claim(&line);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Appends the lines of a section's records of one type (0: all but signatures), sorted, each
 * once. */
static void add_sorted(struct gs_buf *out, const struct gs_record_list *section,
                       uint16_t type)
{
    struct gs_text_list lines = {0};
    for (size_t i = 0; i < section->count; i++) {
        const struct gs_record *record = &section->items[i];
        if (type == 0 ? record->type != GS_TYPE_RRSIG : record->type == type) {
            gs_vec_push(&lines, line_of(record));
        }
    }
    if (lines.count > 0) {
        qsort(lines.items, lines.count, sizeof *lines.items, compare_texts);
    }
    for (size_t i = 0; i < lines.count; i++) {
        if (i == 0 || strcmp(lines.items[i], lines.items[i - 1]) != 0) {
            gs_buf_addf(out, "; %s", lines.items[i]);
        }
    }
    for (size_t i = 0; i < lines.count; i++) {
        free(lines.items[i]);
    }
    gs_vec_fini(&lines);
}

/* A long text by its beginning, its length and a number made of all of it: servers are told
 * apart by it, nobody is kept out. */
static void shorten(struct gs_buf *text)
{
    size_t len = text->len;
    if (len <= GS_TRACE_CLAIM_BYTES_MAX) {
        return;
    }
    uint64_t number = gs_hash(GS_HASH_START, text->data, len);
    text->len = GS_TRACE_CLAIM_BYTES_MAX - CLAIM_END_BYTES;
    gs_buf_addf(text, " #%zu-%016" PRIx64, len, number);
}

char *gs_trace_claim(const struct gs_trace_reading *reading,
                     const struct gs_dns_answer *answer)
{
    struct gs_buf out = {0};
    if (!gs_trace_is_useful(reading->said)) {
        return NULL;
    }
    gs_buf_add_text(&out, gs_trace_said_id(reading->said));
    if (reading->next != NULL) {
        char *small = lowered(reading->next);
        gs_buf_addf(&out, " %s", small);
        free(small);
    }
    if (reading->said == GS_TRACE_REFERRED) {
        add_sorted(&out, &answer->authority, GS_TYPE_NS);
    } else if (reading->said == GS_TRACE_ANSWERED) {
        add_sorted(&out, &answer->answer, 0);
    }
    shorten(&out);
    return gs_buf_claim(&out);
}
