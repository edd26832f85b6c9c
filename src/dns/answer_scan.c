/* SPDX-License-Identifier: MIT */
/*
 * One walk over all records finds what spoils the message (a broken frame), the OPT record
 * and whether there are aliases at all. Only if there are, the answer section is walked again
 * for each link of the chain, and once more for the records at its end: so the order of the
 * records does not matter, and nothing has to be kept.
 */
#include "gaiscope/dns/answer_scan.h"

#include "rdata.h"

#include "gaiscope/model/dns_answer.h"

#include <sys/socket.h>

enum {
    HEADER_LEN = 12,
    OPCODE_MASK = 0x7800,
    RCODE_MASK = 0x000f,
    FRAME_LEN = 10,       /* type, class, TTL and length of a record */
    CHAIN_MAX = 16,       /* CNAMEs followed, as gs_dns_answer_final_name() does */
    TTL_MAX = 0x7fffffff, /* above that a TTL means 0. RFC 2181 8 */
};

/* A message under reading. */
struct reader {
    const uint8_t *wire; /* the whole message */
    size_t len;          /* its bytes */
    size_t at;           /* what is read next, at most len */
    size_t answers_at;   /* where the answer section begins */
    size_t answer_count; /* whole records of it, at most GS_RECORDS_MAX */
    size_t alias_count;  /* CNAMEs among them */
};

/* The fixed part of a record. */
struct frame {
    struct gs_dname owner;
    uint16_t type;
    uint16_t class_;
    uint32_t ttl_s;
    struct gs_rdata data;
};

static uint16_t u16_at(const struct reader *r, size_t at)
{
    return (uint16_t)(r->wire[at] << 8 | r->wire[at + 1]);
}

static bool read_frame(struct reader *r, struct frame *out)
{
    size_t step = gs_dname_read(r->wire, r->len, r->at, &out->owner);
    size_t at = r->at + step;
    if (step == 0 || r->len - at < FRAME_LEN) {
        return false;
    }
    out->type = u16_at(r, at);
    out->class_ = u16_at(r, at + 2);
    out->ttl_s = (uint32_t)u16_at(r, at + 4) << 16 | u16_at(r, at + 6);
    size_t len = u16_at(r, at + 8);
    at += FRAME_LEN;
    if (r->len - at < len) {
        return false;
    }
    out->data = (struct gs_rdata){r->wire, at, at + len};
    r->at = at + len;
    return true;
}

/* Header and question; r is left behind them. */
static bool is_answer_to(struct reader *r, const struct gs_dname *name, uint16_t type)
{
    if (r->len < HEADER_LEN || r->len > UINT16_MAX ||
        (u16_at(r, 2) & (GS_FLAG_QR | OPCODE_MASK)) != GS_FLAG_QR || u16_at(r, 4) != 1) {
        return false;
    }
    struct gs_dname got;
    size_t step = gs_dname_read(r->wire, r->len, HEADER_LEN, &got);
    r->at = HEADER_LEN + step;
    if (step == 0 || r->len - r->at < 4 || !gs_dname_is_equal(name, &got) ||
        u16_at(r, r->at) != type || u16_at(r, r->at + 2) != GS_CLASS_IN) {
        return false;
    }
    r->at += 4;
    return true;
}

static void note_record(struct reader *r, unsigned section, const struct frame *frame,
                        struct gs_answer_scan *out)
{
    if (section == 1 && r->answer_count < GS_RECORDS_MAX) {
        r->answer_count++;
        r->alias_count += frame->type == GS_TYPE_CNAME ? 1 : 0;
    }
    if (section == 3 && frame->type == GS_TYPE_OPT && frame->owner.len == 1 &&
        !out->has_edns) {
        out->has_edns = true;
        out->rcode |= (int)(frame->ttl_s >> 24) << 4;
    }
}

/* The first walk. */
static void check_records(struct reader *r, struct gs_answer_scan *out)
{
    r->answers_at = r->at;
    for (unsigned section = 1; section <= 3; section++) {
        for (size_t left = u16_at(r, 4 + 2 * section); left > 0; left--) {
            struct frame frame;
            if (!read_frame(r, &frame)) {
                out->has_broken_end = true;
                return;
            }
            note_record(r, section, &frame, out);
        }
    }
}

static void note_ttl(struct gs_answer_scan *out, uint32_t ttl_s, bool *is_first)
{
    ttl_s = ttl_s > TTL_MAX ? 0 : ttl_s;
    out->ttl_s = *is_first || ttl_s < out->ttl_s ? ttl_s : out->ttl_s;
    *is_first = false;
}

/* Replaces *name by the target of the first sound CNAME it owns. */
static bool follow_alias(struct reader *r, struct gs_dname *name, uint32_t *ttl_s)
{
    r->at = r->answers_at;
    for (size_t i = 0; i < r->answer_count; i++) {
        struct frame frame;
        if (!read_frame(r, &frame)) {
            return false; /* cannot happen: the first walk read it */
        }
        struct gs_dname target;
        if (frame.type == GS_TYPE_CNAME && gs_dname_is_equal(&frame.owner, name) &&
            gs_rdata_fits(&frame.data, frame.type, frame.class_) &&
            gs_dname_read(r->wire, frame.data.end, frame.data.at, &target) > 0) {
            *name = target;
            *ttl_s = frame.ttl_s;
            return true;
        }
    }
    return false;
}

static void take_record(const struct frame *frame, struct gs_answer_scan *out)
{
    out->record_count++;
    bool is_address = frame->type == GS_TYPE_A || frame->type == GS_TYPE_AAAA;
    if (!is_address || frame->class_ != GS_CLASS_IN) {
        return;
    }
    if (out->address_count == GS_SCAN_ADDRESSES_MAX) {
        out->left_out++;
        return;
    }
    int family = frame->type == GS_TYPE_A ? AF_INET : AF_INET6;
    out->addresses[out->address_count++] =
        gs_address_from_bytes(family, frame->data.wire + frame->data.at);
}

/* NOERROR: the records of the type that `name` owns. */
static enum gs_outcome take_records(struct reader *r, const struct gs_dname *name,
                                    uint16_t type, struct gs_answer_scan *out)
{
    bool has_bad = out->has_broken_end;
    bool is_first = out->final_name.len == 0; /* else the chain's TTL counts */
    r->at = r->answers_at;
    for (size_t i = 0; i < r->answer_count; i++) {
        struct frame frame;
        if (!read_frame(r, &frame)) {
            break;
        }
        if ((frame.type != type && type != GS_TYPE_ANY) ||
            !gs_dname_is_equal(&frame.owner, name)) {
            continue;
        }
        if (frame.type == GS_TYPE_OPT ||
            !gs_rdata_fits(&frame.data, frame.type, frame.class_)) {
            has_bad = true;
            continue;
        }
        note_ttl(out, frame.ttl_s, &is_first);
        take_record(&frame, out);
    }
    return out->record_count > 0 ? GS_OUTCOME_ANSWERED
           : has_bad             ? GS_OUTCOME_BAD_ANSWER
                                 : GS_OUTCOME_NO_DATA;
}

static enum gs_outcome judge_records(struct reader *r, const struct gs_dname *asked,
                                     uint16_t type, struct gs_answer_scan *out)
{
    bool is_followed = type != GS_TYPE_CNAME && type != GS_TYPE_ANY && r->alias_count > 0;
    if (!is_followed) {
        return take_records(r, asked, type, out);
    }
    struct gs_dname name = *asked;
    uint32_t ttl_s = 0;
    bool is_first = true;
    for (int links = 0; follow_alias(r, &name, &ttl_s); links++) {
        if (links == CHAIN_MAX) {
            out->final_name.len = 0;
            return GS_OUTCOME_BAD_ANSWER;
        }
        note_ttl(out, ttl_s, &is_first);
        out->final_name = name;
    }
    return take_records(r, &name, type, out);
}

static enum gs_outcome judge(struct reader *r, const struct gs_dname *name, uint16_t type,
                             struct gs_answer_scan *out)
{
    switch (out->rcode) {
    case GS_RCODE_NOERROR:
        return judge_records(r, name, type, out);
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

enum gs_status gs_answer_scan(const uint8_t *wire, size_t len,
                              const struct gs_dname *name, uint16_t type,
                              struct gs_answer_scan *out)
{
    struct reader r = {.wire = wire, .len = len};
    if (!is_answer_to(&r, name, type)) {
        return GS_EFORMAT;
    }
    uint16_t flags = u16_at(&r, 2);
    out->rcode = flags & RCODE_MASK;
    out->is_truncated = (flags & GS_FLAG_TC) != 0;
    out->is_authentic = (flags & GS_FLAG_AD) != 0;
    out->has_edns = out->has_broken_end = false;
    out->record_count = out->address_count = out->left_out = 0;
    out->ttl_s = 0;
    out->final_name.len = 0;
    check_records(&r, out);
    out->outcome = judge(&r, name, type, out);
    return GS_OK;
}
