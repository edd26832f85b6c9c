/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/dns_asking.h"

struct gs_dns_asking gs_dns_asking_default(void)
{
    return (struct gs_dns_asking){.udp_size = GS_UDP_SIZE_DEFAULT};
}
