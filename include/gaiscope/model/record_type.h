/* SPDX-License-Identifier: MIT */
/**
 * DNS numbers and their names: record types, response codes, extended errors. Pure tables
 * from the IANA registry "Domain Name System (DNS) Parameters"; RFC 3597 for the unknown ones.
 */
#ifndef GAISCOPE_MODEL_RECORD_TYPE_H
#define GAISCOPE_MODEL_RECORD_TYPE_H

#include "gaiscope/base/status.h"

#include <stdint.h>

/** The types this program reasons about; any other number is welcome as a number. */
enum gs_record_type {
    GS_TYPE_A = 1,
    GS_TYPE_NS = 2,
    GS_TYPE_MD = 3,
    GS_TYPE_MF = 4,
    GS_TYPE_CNAME = 5,
    GS_TYPE_SOA = 6,
    GS_TYPE_MB = 7,
    GS_TYPE_MG = 8,
    GS_TYPE_MR = 9,
    GS_TYPE_PTR = 12,
    GS_TYPE_HINFO = 13,
    GS_TYPE_MINFO = 14,
    GS_TYPE_MX = 15,
    GS_TYPE_TXT = 16,
    GS_TYPE_RP = 17,
    GS_TYPE_AFSDB = 18,
    GS_TYPE_RT = 21,
    GS_TYPE_SIG = 24,
    GS_TYPE_PX = 26,
    GS_TYPE_AAAA = 28,
    GS_TYPE_LOC = 29,
    GS_TYPE_NXT = 30,
    GS_TYPE_SRV = 33,
    GS_TYPE_NAPTR = 35,
    GS_TYPE_KX = 36,
    GS_TYPE_DNAME = 39,
    GS_TYPE_OPT = 41,
    GS_TYPE_DS = 43,
    GS_TYPE_SSHFP = 44,
    GS_TYPE_RRSIG = 46,
    GS_TYPE_NSEC = 47,
    GS_TYPE_DNSKEY = 48,
    GS_TYPE_NSEC3 = 50,
    GS_TYPE_NSEC3PARAM = 51,
    GS_TYPE_TLSA = 52,
    GS_TYPE_SMIMEA = 53,
    GS_TYPE_TALINK = 58,
    GS_TYPE_CDS = 59,
    GS_TYPE_CDNSKEY = 60,
    GS_TYPE_OPENPGPKEY = 61,
    GS_TYPE_SVCB = 64,
    GS_TYPE_HTTPS = 65,
    GS_TYPE_DSYNC = 66,
    GS_TYPE_SPF = 99,
    GS_TYPE_LP = 107,
    GS_TYPE_ANY = 255,
    GS_TYPE_URI = 256,
    GS_TYPE_CAA = 257,
};

/** Bits of a message's header, its second pair of bytes, and of OPT's TTL. RFC 1035 4.1.1,
 *  RFC 4035 3, RFC 6891 6.1.3. */
enum gs_header_bit {
    GS_FLAG_QR = 0x8000,
    GS_FLAG_AA = 0x0400,
    GS_FLAG_TC = 0x0200,
    GS_FLAG_RD = 0x0100,
    GS_FLAG_RA = 0x0080,
    GS_FLAG_AD = 0x0020,
    GS_FLAG_CD = 0x0010,
    GS_OPT_DO = 0x8000,
};

/** EDNS options this program reasons about. */
enum gs_edns_option {
    GS_OPTION_NSID = 3,    /**< RFC 5001 */
    GS_OPTION_SUBNET = 8,  /**< RFC 7871 */
    GS_OPTION_COOKIE = 10, /**< RFC 7873 */
    GS_OPTION_EDE = 15,    /**< RFC 8914 */
};

/** The response codes this program reasons about. RFC 1035 4.1.1, RFC 6891 9. */
enum gs_rcode {
    GS_RCODE_NOERROR = 0,
    GS_RCODE_FORMERR = 1,
    GS_RCODE_SERVFAIL = 2,
    GS_RCODE_NXDOMAIN = 3,
    GS_RCODE_NOTIMP = 4,
    GS_RCODE_REFUSED = 5,
    GS_RCODE_YXDOMAIN = 6,
    GS_RCODE_NOTAUTH = 9,
    GS_RCODE_BADVERS = 16,
    GS_RCODE_BADCOOKIE = 23,
};

#define GS_CLASS_IN       1  /**< the Internet, the one class asked for */
#define GS_TYPE_TEXT_MAX  16 /**< "NSEC3PARAM", "TYPE65535" with NUL */
#define GS_RCODE_TEXT_MAX 16 /**< "NXDOMAIN", "RCODE4095" with NUL */

/** "AAAA", or "TYPE65280" for a type without a name here. */
void gs_type_format(uint16_t type, char out[GS_TYPE_TEXT_MAX]);

/** "IN", or "CLASS3" for any other. RFC 3597 5. */
void gs_class_format(uint16_t class_, char out[GS_TYPE_TEXT_MAX]);

/** The number of "aaaa", "AAAA" or "TYPE28". Returns: GS_OK; GS_ENOTFOUND. */
enum gs_status gs_type_parse(const char *text, uint16_t *out);

/** "NXDOMAIN", or "RCODE24". Takes: the extended code, 0 to 4095. */
void gs_rcode_format(int rcode, char out[GS_RCODE_TEXT_MAX]);

/** The name of an extended error: "No Reachable Authority"; NULL: not registered. RFC 8914 */
const char *gs_ede_name(uint16_t code);

#endif
