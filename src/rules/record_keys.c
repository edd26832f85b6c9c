/* SPDX-License-Identifier: MIT */
/* Keys and certificates of other protocols: TLSA, SMIMEA, SSHFP, OPENPGPKEY. RFC 6698,
 * RFC 7671, RFC 7672, RFC 8162, RFC 4255, RFC 6594, RFC 7479, RFC 7929. */
#include "record_reading.h"

#include <string.h>

/* A number of a registry. */
struct number {
    unsigned number;
    const char *words;
    size_t len; /* bytes of a hash; 0: any */
};

static const struct number usages[] = {
    {0, "PKIX-TA: a CA that must be trusted anyway", 0},
    {1, "PKIX-EE: the server's own certificate, checked as usual, too", 0},
    {2, "DANE-TA: this CA vouches, no other is needed", 0},
    {3, "DANE-EE: the server's own key, no CA is needed", 0},
    {255, "private use", 0},
};

static const struct number selectors[] = {
    {0, "the whole certificate", 0},
    {1, "its public key alone", 0},
    {255, "private use", 0},
};

static const struct number matchings[] = {
    {0, "in full", 0},
    {1, "by its SHA-256", 32},
    {2, "by its SHA-512", 64},
    {255, "private use", 0},
};

static const struct number ssh_keys[] = {
    {1, "RSA", 0}, {2, "DSA", 0}, {3, "ECDSA", 0}, {4, "Ed25519", 0}, {6, "Ed448", 0},
};

static const struct number ssh_hashes[] = {
    {1, "SHA-1", 20},
    {2, "SHA-256", 32},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Adds a line with the next byte and its words. Returns: its entry; NULL: not known. */
static const struct number *add_number(struct gs_record_reading *reading,
                                       const char *label, const struct number *table,
                                       size_t count)
{
    unsigned number = (unsigned)gs_reading_number(reading, 1);
    gs_words_add(reading->out, label, "%u", number);
    for (size_t i = 0; i < count; i++) {
        if (table[i].number == number) {
            gs_words_remark(reading->out, GS_SIGN_NONE, "%s", table[i].words);
            return &table[i];
        }
    }
    gs_words_remark(reading->out, GS_SIGN_WARN, "not known: clients skip the record");
    return NULL;
}

/* Adds the rest. Returns: whether it is as long as its kind wants. */
static bool add_hash(struct gs_record_reading *reading, const char *label,
                     const struct number *kind)
{
    size_t len = gs_reading_left(reading);
    gs_reading_add_hex(reading, label, gs_reading_bytes(reading, len), len);
    if (kind != NULL && kind->len != 0 && kind->len != len) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "%zu bytes are wanted, not %zu",
                        kind->len, len);
        return false;
    }
    gs_words_remark(reading->out, GS_SIGN_NONE, "%zu bytes", len);
    return kind != NULL;
}

/* Takes: `usage`, NULL when clients skip the record. */
static void mean_tlsa(struct gs_record_reading *reading, const struct number *usage)
{
    const struct gs_record *record = reading->subject->record;
    bool is_mail = strncmp(record->name, "_25._tcp.", strlen("_25._tcp.")) == 0;
    if (usage == NULL) {
        gs_reading_mean(reading, "Clients skip this record.");
    } else if (record->type == GS_TYPE_SMIMEA) {
        gs_reading_mean(reading, "A certificate for one mail address.  RFC 8162");
    } else if (is_mail && usage->number < 2) {
        gs_reading_mean(reading, "Mail senders skip usage 0 and 1.  RFC 7672");
    } else if (is_mail) {
        gs_reading_mean(reading, "A mail sender insists on TLS and on this certificate.");
        gs_reading_mean(reading,
                        "Counts only when its resolver has validated it.  RFC 7672");
    } else {
        gs_reading_mean(reading, "Counts only when the resolver has validated it.");
    }
}

void gs_explain_tlsa(struct gs_record_reading *reading)
{
    const struct number *usage = add_number(reading, "usage", usages, COUNT_OF(usages));
    const struct number *selector =
        add_number(reading, "selector", selectors, COUNT_OF(selectors));
    const struct number *matching =
        add_number(reading, "matching", matchings, COUNT_OF(matchings));
    bool is_usable = add_hash(reading, "data", matching) && selector != NULL;
    mean_tlsa(reading, is_usable ? usage : NULL);
}

void gs_explain_sshfp(struct gs_record_reading *reading)
{
    (void)add_number(reading, "algorithm", ssh_keys, COUNT_OF(ssh_keys));
    const struct number *hash =
        add_number(reading, "hash", ssh_hashes, COUNT_OF(ssh_hashes));
    if (hash != NULL && hash->number == 1) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "SHA-1: SHA-256 is advised");
    }
    (void)add_hash(reading, "fingerprint", hash);
    gs_reading_mean(reading, "An SSH client compares the host's key with it.");
    gs_reading_mean(reading, "Counts only when the resolver has validated it.");
}

void gs_explain_openpgpkey(struct gs_record_reading *reading)
{
    size_t len = gs_reading_left(reading);
    gs_reading_add_hex(reading, "key", gs_reading_bytes(reading, len), len);
    gs_words_remark(reading->out, GS_SIGN_NONE, "%zu bytes", len);
    gs_reading_mean(reading, "An OpenPGP key for one mail address.  RFC 7929");
    gs_reading_mean(reading, "The first label is a hash of what stands before the @.");
}
