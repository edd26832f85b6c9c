/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/rdata_fields.h"

#include "gaiscope/model/record_type.h"

#include <stddef.h>

static const struct {
    uint16_t type;
    const char *fields;
} shapes[] = {
    {GS_TYPE_A, "a"},          {GS_TYPE_NS, "n"},
    {GS_TYPE_MD, "n"},         {GS_TYPE_MF, "n"},
    {GS_TYPE_CNAME, "n"},      {GS_TYPE_SOA, "nn44444"},
    {GS_TYPE_MB, "n"},         {GS_TYPE_MG, "n"},
    {GS_TYPE_MR, "n"},         {GS_TYPE_PTR, "n"},
    {GS_TYPE_HINFO, "ss"},     {GS_TYPE_MINFO, "nn"},
    {GS_TYPE_MX, "2n"},        {GS_TYPE_TXT, "S"},
    {GS_TYPE_RP, "nn"},        {GS_TYPE_AFSDB, "2n"},
    {GS_TYPE_RT, "2n"},        {GS_TYPE_SIG, "T114DD2nx"},
    {GS_TYPE_PX, "2nn"},       {GS_TYPE_AAAA, "6"},
    {GS_TYPE_LOC, "1111444"},  {GS_TYPE_NXT, "nx"},
    {GS_TYPE_SRV, "222n"},     {GS_TYPE_NAPTR, "22sssn"},
    {GS_TYPE_KX, "2n"},        {GS_TYPE_DNAME, "n"},
    {GS_TYPE_OPT, "o"},        {GS_TYPE_DS, "211x"},
    {GS_TYPE_SSHFP, "11x"},    {GS_TYPE_RRSIG, "T114DD2nx"},
    {GS_TYPE_NSEC, "nB"},      {GS_TYPE_DNSKEY, "211x"},
    {GS_TYPE_NSEC3, "112llB"}, {GS_TYPE_NSEC3PARAM, "112l"},
    {GS_TYPE_TLSA, "111x"},    {GS_TYPE_SMIMEA, "111x"},
    {GS_TYPE_TALINK, "nn"},    {GS_TYPE_CDS, "211x"},
    {GS_TYPE_CDNSKEY, "211x"}, {GS_TYPE_SVCB, "2np"},
    {GS_TYPE_HTTPS, "2np"},    {GS_TYPE_DSYNC, "T12n"},
    {GS_TYPE_SPF, "S"},        {GS_TYPE_LP, "2n"},
    {GS_TYPE_URI, "22t"},      {GS_TYPE_CAA, "1st"},
};

const char *gs_rdata_fields(uint16_t type)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (shapes[i].type == type) {
            return shapes[i].fields;
        }
    }
    return "";
}

unsigned gs_rdata_names(uint16_t type)
{
    const char *fields = gs_rdata_fields(type);
    unsigned names = 0;
    for (unsigned i = 0; fields[i] != '\0'; i++) {
        names |= fields[i] == 'n' ? 1u << i : 0;
    }
    return names;
}
