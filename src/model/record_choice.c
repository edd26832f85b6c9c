/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/record_choice.h"

#include "gaiscope/model/record_type.h"

#include <string.h>

struct gs_record_choice gs_record_choice_default(void)
{
    static const uint16_t types[] = {
        GS_TYPE_A,    GS_TYPE_AAAA,  GS_TYPE_CNAME, GS_TYPE_NS,    GS_TYPE_SOA,
        GS_TYPE_MX,   GS_TYPE_TXT,   GS_TYPE_CAA,   GS_TYPE_HTTPS, GS_TYPE_SVCB,
        GS_TYPE_SRV,  GS_TYPE_NAPTR, GS_TYPE_PTR,   GS_TYPE_DS,    GS_TYPE_DNSKEY,
        GS_TYPE_TLSA, GS_TYPE_SSHFP, GS_TYPE_URI,   GS_TYPE_LOC};
    struct gs_record_choice choice = {.asking = gs_dns_asking_default()};
    choice.asking.keeps_message = true;
    choice.type_count = sizeof types / sizeof types[0];
    memcpy(choice.types, types, sizeof types);
    return choice;
}
