/* SPDX-License-Identifier: MIT */
/* Any bytes as a resolv.conf. */
#include "gaiscope/dns/servers.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_resolver resolver = gs_resolver_parse((const char *)data, size);
    if (resolver.server_count == 0 || resolver.timeout_s == 0 || resolver.attempts == 0) {
        abort(); /* contract: libc's defaults take their place */
    }
    return 0;
}
