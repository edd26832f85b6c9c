/* SPDX-License-Identifier: MIT */
/*
 * The name that counts goes from link to link: a CNAME it owns, else a DNAME above it, whose
 * target takes the place of the name's end. Names seen so far show a loop.
 */
#include "gaiscope/rules/name_chain.h"

#include "gaiscope/model/dname.h"

#include <string.h>

/* The names of a chain so far are the links' own names and the present one. */
static bool was_seen(const struct gs_name_chain *chain, const char *name)
{
    for (size_t i = 0; i < chain->links.count; i++) {
        if (gs_name_is_equal(chain->links.items[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* The tail of `name` that is `above`, when that has fewer labels: where it begins in `name`.
 * RFC 6672 2.2. */
static bool find_tail(const struct gs_dname *name, const struct gs_dname *above,
                      size_t *at)
{
    for (*at = 0; name->bytes[*at] != 0;) {
        *at += 1 + (size_t)name->bytes[*at];
        struct gs_dname tail = {.len = name->len - *at};
        memcpy(tail.bytes, name->bytes + *at, tail.len);
        if (gs_dname_is_equal(&tail, above)) {
            return true;
        }
    }
    return false;
}

/* The DNAME that stands above a name; *at is where its owner begins in the name. */
static const struct gs_record *find_dname(const struct gs_dns_answer *answer,
                                          const struct gs_dname *name, size_t *at)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        struct gs_dname owner;
        if (record->type == GS_TYPE_DNAME && record->target != NULL &&
            gs_dname_parse(record->name, &owner) && find_tail(name, &owner, at)) {
            return record;
        }
    }
    return NULL;
}

static const struct gs_record *find_cname(const struct gs_dns_answer *answer,
                                          const char *name)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            gs_name_is_equal(record->name, name)) {
            return record;
        }
    }
    return NULL;
}

/* What stands before the DNAME's owner, before its target. Returns: NULL when it is too long.
 * Owns: the caller frees. */
static char *substitute(const struct gs_dname *name, size_t at, const char *target)
{
    struct gs_dname whole = {.len = at};
    struct gs_dname end;
    struct gs_buf text = {0};
    if (!gs_dname_parse(target, &end) || at + end.len > GS_DNAME_MAX) {
        return NULL;
    }
    memcpy(whole.bytes, name->bytes, at);
    memcpy(whole.bytes + at, end.bytes, end.len);
    whole.len += end.len;
    gs_dname_format(&whole, &text);
    return gs_buf_claim(&text);
}

/* Finds the link of the last name. Returns: false when there is none, or it is broken. */
static bool find_link(const struct gs_dns_answer *answer, struct gs_name_chain *chain,
                      struct gs_chain_link *out)
{
    size_t at = 0;
    struct gs_dname name;
    bool is_name = gs_dname_parse(chain->last, &name);
    const struct gs_record *cname = find_cname(answer, chain->last);
    const struct gs_record *dname = is_name ? find_dname(answer, &name, &at) : NULL;
    if (cname != NULL) {
        *out = (struct gs_chain_link){.type = GS_TYPE_CNAME,
                                      .ttl_s = cname->ttl_s,
                                      .target = gs_mem_copy_text(cname->target)};
    } else if (dname != NULL) {
        *out = (struct gs_chain_link){.type = GS_TYPE_DNAME,
                                      .ttl_s = dname->ttl_s,
                                      .target = substitute(&name, at, dname->target)};
    } else {
        return false;
    }
    if (out->target == NULL) {
        chain->end = GS_CHAIN_BROKEN;
        return false;
    }
    out->by = gs_mem_copy_text(dname != NULL ? dname->name : NULL);
    return true;
}

static size_t count_records(const struct gs_dns_answer *answer, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        bool is_wanted = record->type == answer->type || answer->type == GS_TYPE_ANY;
        count += is_wanted && gs_name_is_equal(record->name, name) ? 1 : 0;
    }
    return count;
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

/* What the answer says of the last name, which leads no further. A server that does not
 * recurse stops where its own zones end. RFC 1034 4.3.2. */
static enum gs_chain_end judge_end(const struct gs_dns_answer *answer,
                                   const struct gs_name_chain *chain)
{
    if (chain->record_count > 0) {
        return GS_CHAIN_ANSWERED;
    }
    if (answer->rcode == GS_RCODE_NXDOMAIN) {
        return GS_CHAIN_NO_NAME;
    }
    if (answer->rcode != GS_RCODE_NOERROR) {
        return GS_CHAIN_FAILED;
    }
    bool stops_here = chain->links.count > 0 && !answer->flags.ra && !has_soa(answer);
    return stops_here ? GS_CHAIN_UNFOLLOWED : GS_CHAIN_NO_DATA;
}

void gs_name_chain_follow(const struct gs_dns_answer *answer, struct gs_name_chain *out)
{
    struct gs_chain_link link;
    bool is_followed = answer->type != GS_TYPE_CNAME && answer->type != GS_TYPE_ANY;
    *out = (struct gs_name_chain){.last = gs_mem_copy_text(answer->name),
                                  .type = answer->type,
                                  .end = GS_CHAIN_ANSWERED};
    while (is_followed && find_link(answer, out, &link)) {
        if (out->links.count == GS_CHAIN_MAX) {
            free(link.target);
            free(link.by);
            out->end = GS_CHAIN_TOO_LONG;
            return;
        }
        link.name = out->last;
        gs_vec_push(&out->links, link);
        out->last = gs_mem_copy_text(link.target);
        if (was_seen(out, out->last)) {
            out->end = GS_CHAIN_LOOP;
            return;
        }
    }
    if (out->end != GS_CHAIN_BROKEN) {
        out->record_count = count_records(answer, out->last);
        out->end = judge_end(answer, out);
    }
}

void gs_name_chain_fini(struct gs_name_chain *chain)
{
    for (size_t i = 0; i < chain->links.count; i++) {
        free(chain->links.items[i].name);
        free(chain->links.items[i].target);
        free(chain->links.items[i].by);
    }
    gs_vec_fini(&chain->links);
    free(chain->last);
    *chain = (struct gs_name_chain){0};
}
