/* SPDX-License-Identifier: MIT */
/**
 * The data of one record on its way to words: a bounded reader, and where the lines go. The
 * explaining functions of a type (rules/record_*.c) share it. Once something does not fit,
 * every further read gives nothing, so that they need to look at the end alone.
 */
#ifndef GAISCOPE_RULES_RECORD_READING_H
#define GAISCOPE_RULES_RECORD_READING_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/rules/record_words.h"

/** One record being read. */
struct gs_record_reading {
    const struct gs_record_subject *subject; /**< the record and what is beside it */
    const uint8_t *wire;  /**< what `at` counts from: the message, or the data alone */
    size_t at;            /**< the next byte */
    size_t end;           /**< behind the last byte of the data */
    const char *why;      /**< why the data does not fit; static; NULL: it fits so far */
    struct gs_words *out; /**< where the lines go */
    bool has_meaning;     /**< a sentence was added */
    struct gs_buf own;    /**< the data, where it is not read from the message */
};

/** Begins with the bytes of the message or, where they were not kept, with those that the
 *  record's own fields and text tell. Returns: false when they do not tell.
 *  Owns: the caller ends with gs_reading_close(), also after false. */
bool gs_reading_open(const struct gs_record_subject *subject, struct gs_words *out,
                     struct gs_record_reading *reading);

/** Frees what the reading owns. */
void gs_reading_close(struct gs_record_reading *reading);

/** Says that the data does not fit, and why; the first reason stays. */
void gs_reading_fail(struct gs_record_reading *reading, const char *why);

/** Bytes not read yet; 0 when the data does not fit. */
size_t gs_reading_left(const struct gs_record_reading *reading);

/** The next `len` bytes; NULL when there are not so many. */
const uint8_t *gs_reading_bytes(struct gs_record_reading *reading, size_t len);

/** The next number of 1 to 8 bytes; 0 when it is not there. */
uint64_t gs_reading_number(struct gs_record_reading *reading, size_t len);

/** The next name. Returns: false when it is broken (then *out is undefined). */
bool gs_reading_name(struct gs_record_reading *reading, struct gs_dname *out);

/** Adds a line with the next name. Returns: as gs_reading_name(). */
bool gs_reading_add_name(struct gs_record_reading *reading, const char *label);

/** The next character-string; NULL when it is not there. RFC 1035 3.3. */
const uint8_t *gs_reading_string(struct gs_record_reading *reading, size_t *len);

/** Adds a line with bytes in hex, cut after 32. */
void gs_reading_add_hex(struct gs_record_reading *reading, const char *label,
                        const uint8_t *bytes, size_t len);

/** Appends a sentence of what follows from the record; the first begins a group. */
void gs_reading_mean(struct gs_record_reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Explains one type's data: reads all of it, adds lines. */
typedef void (*gs_record_explain_fn)(struct gs_record_reading *reading);

/** Explain functions, by family. */
void gs_explain_address(struct gs_record_reading *reading);    /* A AAAA */
void gs_explain_name(struct gs_record_reading *reading);       /* CNAME DNAME NS PTR */
void gs_explain_mx(struct gs_record_reading *reading);         /* MX */
void gs_explain_soa(struct gs_record_reading *reading);        /* SOA */
void gs_explain_txt(struct gs_record_reading *reading);        /* TXT SPF */
void gs_explain_hinfo(struct gs_record_reading *reading);      /* HINFO */
void gs_explain_loc(struct gs_record_reading *reading);        /* LOC */
void gs_explain_srv(struct gs_record_reading *reading);        /* SRV */
void gs_explain_naptr(struct gs_record_reading *reading);      /* NAPTR */
void gs_explain_uri(struct gs_record_reading *reading);        /* URI */
void gs_explain_caa(struct gs_record_reading *reading);        /* CAA */
void gs_explain_svcb(struct gs_record_reading *reading);       /* SVCB HTTPS */
void gs_explain_ds(struct gs_record_reading *reading);         /* DS CDS */
void gs_explain_dnskey(struct gs_record_reading *reading);     /* DNSKEY CDNSKEY */
void gs_explain_rrsig(struct gs_record_reading *reading);      /* RRSIG */
void gs_explain_nsec(struct gs_record_reading *reading);       /* NSEC */
void gs_explain_nsec3(struct gs_record_reading *reading);      /* NSEC3 */
void gs_explain_nsec3param(struct gs_record_reading *reading); /* NSEC3PARAM */
void gs_explain_tlsa(struct gs_record_reading *reading);       /* TLSA SMIMEA */
void gs_explain_sshfp(struct gs_record_reading *reading);      /* SSHFP */
void gs_explain_openpgpkey(struct gs_record_reading *reading); /* OPENPGPKEY */

#endif
