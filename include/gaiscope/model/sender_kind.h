/* SPDX-License-Identifier: MIT */
/** The kinds of policy that a domain publishes about its mail in TXT records. */
#ifndef GAISCOPE_MODEL_SENDER_KIND_H
#define GAISCOPE_MODEL_SENDER_KIND_H

/** A kind of policy. */
enum gs_sender_kind {
    GS_SENDER_SPF = 0, /**< at the domain: `v=spf1`. RFC 7208 */
    GS_SENDER_DMARC,   /**< at `_dmarc`: `v=DMARC1`. RFC 7489 */
    GS_SENDER_MTA_STS, /**< at `_mta-sts`: `v=STSv1`. RFC 8461 */
    GS_SENDER_TLS_RPT, /**< at `_smtp._tls`: `v=TLSRPTv1`. RFC 8460 */
    GS_SENDER_DKIM,    /**< at `SELECTOR._domainkey`: `v=DKIM1`. RFC 6376 */
};

/** How many kinds there are. */
#define GS_SENDER_KIND_COUNT (GS_SENDER_DKIM + 1)

/** How many have a place of their own that a domain tells: all before DKIM. */
#define GS_SENDER_ASKED_COUNT GS_SENDER_DKIM

#endif
