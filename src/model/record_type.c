/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/record_type.h"

#include "gaiscope/base/text.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct number_name {
    uint16_t number;
    const char *name;
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct number_name types[] = {
    {1, "A"},         {2, "NS"},      {3, "MD"},          {4, "MF"},
    {5, "CNAME"},     {6, "SOA"},     {7, "MB"},          {8, "MG"},
    {9, "MR"},        {10, "NULL"},   {11, "WKS"},        {12, "PTR"},
    {13, "HINFO"},    {14, "MINFO"},  {15, "MX"},         {16, "TXT"},
    {17, "RP"},       {18, "AFSDB"},  {19, "X25"},        {20, "ISDN"},
    {21, "RT"},       {22, "NSAP"},   {23, "NSAP-PTR"},   {24, "SIG"},
    {25, "KEY"},      {26, "PX"},     {27, "GPOS"},       {28, "AAAA"},
    {29, "LOC"},      {30, "NXT"},    {31, "EID"},        {32, "NIMLOC"},
    {33, "SRV"},      {34, "ATMA"},   {35, "NAPTR"},      {36, "KX"},
    {37, "CERT"},     {38, "A6"},     {39, "DNAME"},      {40, "SINK"},
    {41, "OPT"},      {42, "APL"},    {43, "DS"},         {44, "SSHFP"},
    {45, "IPSECKEY"}, {46, "RRSIG"},  {47, "NSEC"},       {48, "DNSKEY"},
    {49, "DHCID"},    {50, "NSEC3"},  {51, "NSEC3PARAM"}, {52, "TLSA"},
    {53, "SMIMEA"},   {55, "HIP"},    {56, "NINFO"},      {57, "RKEY"},
    {58, "TALINK"},   {59, "CDS"},    {60, "CDNSKEY"},    {61, "OPENPGPKEY"},
    {62, "CSYNC"},    {63, "ZONEMD"}, {64, "SVCB"},       {65, "HTTPS"},
    {66, "DSYNC"},    {67, "HHIT"},   {68, "BRID"},       {99, "SPF"},
    {100, "UINFO"},   {101, "UID"},   {102, "GID"},       {103, "UNSPEC"},
    {104, "NID"},     {105, "L32"},   {106, "L64"},       {107, "LP"},
    {108, "EUI48"},   {109, "EUI64"}, {128, "NXNAME"},    {249, "TKEY"},
    {250, "TSIG"},    {251, "IXFR"},  {252, "AXFR"},      {253, "MAILB"},
    {254, "MAILA"},   {255, "ANY"},   {256, "URI"},       {257, "CAA"},
    {258, "AVC"},     {259, "DOA"},   {260, "AMTRELAY"},  {261, "RESINFO"},
    {262, "WALLET"},  {263, "CLA"},   {264, "IPN"},       {32768, "TA"},
    {32769, "DLV"},
};

static const struct number_name rcodes[] = {
    {0, "NOERROR"},  {1, "FORMERR"}, {2, "SERVFAIL"},  {3, "NXDOMAIN"},
    {4, "NOTIMP"},   {5, "REFUSED"}, {6, "YXDOMAIN"},  {7, "YXRRSET"},
    {8, "NXRRSET"},  {9, "NOTAUTH"}, {10, "NOTZONE"},  {11, "DSOTYPENI"},
    {16, "BADVERS"}, {17, "BADKEY"}, {18, "BADTIME"},  {19, "BADMODE"},
    {20, "BADNAME"}, {21, "BADALG"}, {22, "BADTRUNC"}, {23, "BADCOOKIE"},
};

static const char *find_name(const struct number_name *table, size_t count, int number)
{
    for (size_t i = 0; i < count; i++) {
        if (table[i].number == number) {
            return table[i].name;
        }
    }
    return NULL;
}

void gs_type_format(uint16_t type, char out[GS_TYPE_TEXT_MAX])
{
    const char *name = find_name(types, COUNT_OF(types), type);
    if (name != NULL) {
        (void)snprintf(out, GS_TYPE_TEXT_MAX, "%s", name);
    } else {
        (void)snprintf(out, GS_TYPE_TEXT_MAX, "TYPE%u", type);
    }
}

void gs_class_format(uint16_t class_, char out[GS_TYPE_TEXT_MAX])
{
    if (class_ == GS_CLASS_IN) {
        (void)snprintf(out, GS_TYPE_TEXT_MAX, "IN");
    } else {
        (void)snprintf(out, GS_TYPE_TEXT_MAX, "CLASS%u", class_);
    }
}

/* RFC 3597 5: the digits behind "TYPE". */
static enum gs_status parse_number(const char *digits, uint16_t *out)
{
    size_t len = strspn(digits, "0123456789");
    unsigned value = 0;
    if (len == 0 || len > 5 || digits[len] != '\0') {
        return GS_ENOTFOUND;
    }
    for (size_t i = 0; i < len; i++) {
        value = value * 10 + (unsigned)(digits[i] - '0');
    }
    if (value > UINT16_MAX) {
        return GS_ENOTFOUND;
    }
    *out = (uint16_t)value;
    return GS_OK;
}

enum gs_status gs_type_parse(const char *text, uint16_t *out)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (gs_text_compare_case(types[i].name, text, SIZE_MAX) == 0) {
            *out = types[i].number;
            return GS_OK;
        }
    }
    return gs_text_compare_case(text, "TYPE", 4) == 0 ? parse_number(text + 4, out)
                                                      : GS_ENOTFOUND;
}

void gs_rcode_format(int rcode, char out[GS_RCODE_TEXT_MAX])
{
    const char *name = find_name(rcodes, COUNT_OF(rcodes), rcode);
    if (name != NULL) {
        (void)snprintf(out, GS_RCODE_TEXT_MAX, "%s", name);
    } else {
        (void)snprintf(out, GS_RCODE_TEXT_MAX, "RCODE%d", rcode);
    }
}

const char *gs_ede_name(uint16_t code)
{
    static const char *const names[] = {
        "Other Error",
        "Unsupported DNSKEY Algorithm",
        "Unsupported DS Digest Type",
        "Stale Answer",
        "Forged Answer",
        "DNSSEC Indeterminate",
        "DNSSEC Bogus",
        "Signature Expired",
        "Signature Not Yet Valid",
        "DNSKEY Missing",
        "RRSIGs Missing",
        "No Zone Key Bit Set",
        "NSEC Missing",
        "Cached Error",
        "Not Ready",
        "Blocked",
        "Censored",
        "Filtered",
        "Prohibited",
        "Stale NXDOMAIN Answer",
        "Not Authoritative",
        "Not Supported",
        "No Reachable Authority",
        "Network Error",
        "Invalid Data",
        "Signature Expired before Valid",
        "Too Early",
        "Unsupported NSEC3 Iterations Value",
        "Unable to conform to policy",
        "Synthesized",
        "Invalid Query Type",
    };
    return code < COUNT_OF(names) ? names[code] : NULL;
}
