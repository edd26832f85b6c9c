/* SPDX-License-Identifier: MIT */
/** Which key of a whois text tells which fact. Private to the rules room. Pure. */
#ifndef GAISCOPE_RULES_WHOIS_KEYS_H
#define GAISCOPE_RULES_WHOIS_KEYS_H

#include "whois_field.h"

/* Beside enum gs_whois_fact: the two facts with many values. */
#define GS_WHOIS_KEY_STATUS      (GS_WHOIS_FACT_COUNT)
#define GS_WHOIS_KEY_NAME_SERVER (GS_WHOIS_FACT_COUNT + 1)

/** What an object of an RPSL text may tell, by its first key. */
enum gs_whois_object {
    GS_WHOIS_OBJECT_ANY = 0,      /**< everything */
    GS_WHOIS_OBJECT_CONTACT,      /**< whom to write to, nothing of the registration */
    GS_WHOIS_OBJECT_ORGANISATION, /**< the holder, not the dates */
};

/** A key's meaning. */
struct gs_whois_key {
    const char *key; /**< ASCII case does not count */
    int target;      /**< enum gs_whois_fact, or one of the two above */
    unsigned kinds;  /**< bits of enum gs_whois_kind in which it means that */
    unsigned rank;   /**< of several keys for a fact the lowest counts */
};

/** The meaning of a key; NULL: none. */
const struct gs_whois_key *gs_whois_key_find(struct gs_whois_span key,
                                             enum gs_whois_kind kind);

/** What the object that begins with this key may tell. */
enum gs_whois_object gs_whois_object_of(struct gs_whois_span key);

#endif
