/* SPDX-License-Identifier: MIT */
/*
 * The message is walked once, record by record, by a reader that never leaves it. A record
 * whose frame is whole but whose data is not stays, marked malformed; a record whose frame
 * leaves the message ends the walk. The new values are collected aside and moved into the
 * caller's answer at the end, so that a refused message changes nothing.
 */
#include "gaiscope/dns/message.h"

#include "ldns.h"
#include "rdata.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/dname.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    HEADER_LEN = 12,
    OPCODE_MASK = 0x7800,
    RCODE_MASK = 0x000f,
    COOKIE_MIN = 16,    /* bytes of the shortest one with a server's. RFC 7873 4 */
    EDE_TEXT_MAX = 512, /* bytes kept of an extended error's text */
};

/* A place in a message. */
struct reader {
    const uint8_t *wire; /* the whole message */
    size_t len;          /* its bytes */
    size_t at;           /* what is read next, at most len */
};

/* The fixed part of a record. */
struct frame {
    struct gs_dname owner; /* whose record */
    size_t start;          /* where the owner begins */
    uint16_t type;         /* record type */
    uint16_t class_;       /* class, or OPT's payload size */
    uint32_t ttl_s;        /* TTL, or OPT's flags */
    struct gs_rdata data;  /* its data */
};

static bool has_left(const struct reader *r, size_t len)
{
    return r->len - r->at >= len;
}

/* Only after has_left(). */
static uint16_t read_u16(struct reader *r)
{
    uint16_t value = (uint16_t)(r->wire[r->at] << 8 | r->wire[r->at + 1]);
    r->at += 2;
    return value;
}

static bool read_dname(struct reader *r, struct gs_dname *out)
{
    size_t step = gs_dname_read(r->wire, r->len, r->at, out);
    r->at += step;
    return step > 0;
}

static bool read_frame(struct reader *r, struct frame *out)
{
    out->start = r->at;
    if (!read_dname(r, &out->owner) || !has_left(r, 10)) {
        return false;
    }
    out->type = read_u16(r);
    out->class_ = read_u16(r);
    out->ttl_s = (uint32_t)read_u16(r) << 16;
    out->ttl_s |= read_u16(r);
    size_t len = read_u16(r);
    if (!has_left(r, len)) {
        return false;
    }
    out->data = (struct gs_rdata){r->wire, r->at, r->at + len};
    r->at += len;
    return true;
}

/* Whether the message is an answer to the answer's question; r is left behind it. */
static bool read_question(struct reader *r, const struct gs_dns_answer *answer)
{
    struct gs_dname asked;
    struct gs_dname got;
    if (!gs_dname_parse(answer->name, &asked) || !read_dname(r, &got) ||
        !has_left(r, 4)) {
        return false;
    }
    uint16_t type = read_u16(r);
    bool is_in = read_u16(r) == GS_CLASS_IN;
    return gs_dname_is_equal(&asked, &got) && type == answer->type && is_in;
}

static struct gs_dns_flags decode_flags(uint16_t bits)
{
    return (struct gs_dns_flags){
        .aa = (bits & GS_FLAG_AA) != 0,
        .tc = (bits & GS_FLAG_TC) != 0,
        .rd = (bits & GS_FLAG_RD) != 0,
        .ra = (bits & GS_FLAG_RA) != 0,
        .ad = (bits & GS_FLAG_AD) != 0,
        .cd = (bits & GS_FLAG_CD) != 0,
    };
}

static void decode_ede(const uint8_t *bytes, size_t len, struct gs_edns *edns)
{
    if (len < 2 || edns->errors.count >= GS_EDE_MAX) {
        return;
    }
    struct gs_ede error = {.code = (uint16_t)(bytes[0] << 8 | bytes[1])};
    const char *text = (const char *)bytes + 2;
    size_t text_len = len - 2 < EDE_TEXT_MAX ? len - 2 : EDE_TEXT_MAX;
    while (text_len > 0 && text[text_len - 1] == '\0') {
        text_len--; /* RFC 8914 2: it may be NUL-terminated */
    }
    if (text_len > 0) {
        struct gs_buf clean = {0};
        gs_text_sanitise(&clean, text, text_len);
        error.text = gs_buf_claim(&clean);
    }
    gs_vec_push(&edns->errors, error);
}

/* FAMILY, two prefix lengths, and as many bytes as the first one needs. RFC 7871 6 */
static void decode_subnet(const uint8_t *bytes, size_t len, struct gs_edns *edns)
{
    size_t room = len >= 2 && bytes[1] == 1 ? 4 : 16;
    if (len < 4 || bytes[0] != 0 || (bytes[1] != 1 && bytes[1] != 2) || len - 4 > room) {
        return;
    }
    edns->subnet = (struct gs_address){.family = room == 4 ? AF_INET : AF_INET6};
    memcpy(edns->subnet.bytes, bytes + 4, len - 4);
    edns->subnet_bits = bytes[2];
    edns->subnet_scope = bytes[3];
}

/* Keeps an option's bytes as they are, the first one of its kind. */
static void keep_option(const uint8_t *bytes, size_t len, uint8_t *out, size_t room,
                        uint8_t *out_len)
{
    if (*out_len == 0) {
        *out_len = (uint8_t)(len < room ? len : room);
        memcpy(out, bytes, *out_len);
    }
}

static void decode_option(uint16_t code, const uint8_t *bytes, size_t len,
                          struct gs_edns *edns)
{
    switch (code) {
    case GS_OPTION_NSID:
        keep_option(bytes, len, edns->nsid, sizeof edns->nsid, &edns->nsid_len);
        break;
    case GS_OPTION_SUBNET:
        decode_subnet(bytes, len, edns);
        break;
    case GS_OPTION_COOKIE:
        edns->has_bad_cookie |=
            len != GS_COOKIE_CLIENT && (len < COOKIE_MIN || len > GS_COOKIE_MAX);
        keep_option(bytes, len, edns->cookie, sizeof edns->cookie, &edns->cookie_len);
        break;
    case GS_OPTION_EDE:
        decode_ede(bytes, len, edns);
        break;
    default:
        break; /* the dump of the message shows it */
    }
}

static void decode_opt(const struct frame *frame, struct gs_dns_answer *out)
{
    struct gs_edns *edns = &out->edns;
    edns->is_present = true;
    edns->udp_size = frame->class_;
    edns->version = (uint8_t)(frame->ttl_s >> 16);
    edns->is_do = (frame->ttl_s & GS_OPT_DO) != 0;
    out->rcode |= (int)(frame->ttl_s >> 24) << 4;
    struct reader r = {frame->data.wire, frame->data.end, frame->data.at};
    while (has_left(&r, 4)) {
        uint16_t code = read_u16(&r);
        size_t len = read_u16(&r);
        if (!has_left(&r, len)) {
            return;
        }
        decode_option(code, r.wire + r.at, len, edns);
        r.at += len;
    }
}

static struct gs_record decode_record(const struct reader *r, const struct frame *frame)
{
    struct gs_record record = {
        .type = frame->type,
        .class_ = frame->class_,
        .ttl_s = frame->ttl_s,
        .data_at = (uint32_t)frame->data.at,
        .data_len = (uint16_t)(frame->data.end - frame->data.at),
    };
    struct gs_buf owner = {0};
    gs_dname_format(&frame->owner, &owner);
    record.name = gs_buf_claim(&owner);
    enum gs_rdata_result result = GS_RDATA_MALFORMED; /* an OPT in a wrong place is one */
    if (frame->type != GS_TYPE_OPT) {
        result = gs_rdata_decode(&frame->data, &record);
    }
    if (result == GS_RDATA_UNKNOWN) {
        struct gs_ldns_span span = {r->wire, r->len, frame->start, frame->data.end};
        record.text = gs_ldns_rdata_text(&span);
    }
    record.is_malformed = result == GS_RDATA_MALFORMED;
    if (record.text == NULL) {
        record.text = gs_rdata_hex(&frame->data);
    }
    return record;
}

static size_t kept(const struct gs_dns_answer *a)
{
    return a->answer.count + a->authority.count + a->additional.count;
}

/* Reads one section; false when the message ends inside it. */
static bool read_section(struct reader *r, size_t count, struct gs_record_list *list,
                         struct gs_dns_answer *out)
{
    for (size_t i = 0; i < count; i++) {
        struct frame frame;
        if (!read_frame(r, &frame)) {
            out->has_broken_end = true;
            return false;
        }
        if (frame.type == GS_TYPE_OPT && list == &out->additional &&
            frame.owner.len == 1 && !out->edns.is_present) {
            decode_opt(&frame, out);
        } else if (kept(out) < GS_RECORDS_MAX) {
            gs_vec_push(list, decode_record(r, &frame));
        } else {
            out->left_out++;
        }
    }
    return true;
}

/* NOERROR: is there a record of the type where the CNAME chain ends? */
static enum gs_outcome judge_records(const struct gs_dns_answer *answer)
{
    const char *name = gs_dns_answer_final_name(answer);
    if (name == NULL) {
        return GS_OUTCOME_BAD_ANSWER;
    }
    enum gs_outcome outcome = GS_OUTCOME_NO_DATA;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if ((record->type != answer->type && answer->type != GS_TYPE_ANY) ||
            !gs_name_is_equal(record->name, name)) {
            continue;
        }
        if (!record->is_malformed) {
            return GS_OUTCOME_ANSWERED;
        }
        outcome = GS_OUTCOME_BAD_ANSWER;
    }
    /* what is missing may have been behind the break */
    return answer->has_broken_end ? GS_OUTCOME_BAD_ANSWER : outcome;
}

static enum gs_outcome judge(const struct gs_dns_answer *answer)
{
    switch (answer->rcode) {
    case GS_RCODE_NOERROR:
        return judge_records(answer);
    case GS_RCODE_SERVFAIL:
        return GS_OUTCOME_SERVER_FAILURE;
    case GS_RCODE_NXDOMAIN:
        return GS_OUTCOME_NO_SUCH_NAME;
    case GS_RCODE_REFUSED:
        return GS_OUTCOME_REFUSED;
    default:
        return GS_OUTCOME_FAILED;
    }
}

/* Moves what a message says from `from` to `to`; what was there is freed. */
static void move_message(struct gs_dns_answer *to, struct gs_dns_answer *from)
{
    gs_record_list_fini(&to->answer);
    gs_record_list_fini(&to->authority);
    gs_record_list_fini(&to->additional);
    gs_edns_fini(&to->edns);
    free(to->wire);
    to->answer = from->answer;
    to->authority = from->authority;
    to->additional = from->additional;
    to->edns = from->edns;
    to->rcode = from->rcode;
    to->flags = from->flags;
    to->id = from->id;
    to->wire = from->wire;
    to->size_bytes = from->size_bytes;
    to->left_out = from->left_out;
    to->has_broken_end = from->has_broken_end;
    to->outcome = judge(to);
}

enum gs_status gs_message_decode(const uint8_t *wire, size_t len,
                                 struct gs_dns_answer *answer)
{
    if (len < HEADER_LEN || len > UINT16_MAX) {
        return GS_EFORMAT;
    }
    struct reader r = {wire, len, 2};
    uint16_t flags = read_u16(&r);
    uint16_t counts[4];
    for (size_t i = 0; i < 4; i++) {
        counts[i] = read_u16(&r);
    }
    if ((flags & (GS_FLAG_QR | OPCODE_MASK)) != GS_FLAG_QR || counts[0] != 1 ||
        !read_question(&r, answer)) {
        return GS_EFORMAT;
    }
    struct gs_dns_answer fresh = {
        .flags = decode_flags(flags),
        .rcode = flags & RCODE_MASK,
        .size_bytes = (uint32_t)len,
        .id = (uint16_t)(wire[0] << 8 | wire[1]),
        .wire = answer->asked.keeps_message
                    ? (uint8_t *)gs_mem_copy_span((const char *)wire, len)
                    : NULL,
    };
    struct gs_record_list *sections[] = {&fresh.answer, &fresh.authority,
                                         &fresh.additional};
    for (size_t i = 0; i < 3; i++) {
        if (!read_section(&r, counts[i + 1], sections[i], &fresh)) {
            break;
        }
    }
    move_message(answer, &fresh);
    return GS_OK;
}
