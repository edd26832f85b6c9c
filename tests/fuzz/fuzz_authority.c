/* SPDX-License-Identifier: MIT */
/* Any bytes as a query to the demo's name server: it answers or keeps silent, and what it says
 * is a message with the asker's id. */
#include "gaiscope/demo/authority.h"
#include "gaiscope/demo/demo.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct gs_authority *authority;
    if (authority == NULL &&
        gs_authority_load(gs_demo_zone(), &authority, NULL) != GS_OK) {
        abort();
    }
    for (int transport = GS_TRANSPORT_UDP; transport <= GS_TRANSPORT_TCP; transport++) {
        struct gs_authority_reply reply =
            gs_authority_reply(authority, data, size, (enum gs_transport)transport);
        if (reply.message.len > 0 &&
            (reply.message.len < 12 || memcmp(reply.message.data, data, 2) != 0)) {
            abort();
        }
        gs_authority_reply_fini(&reply);
    }
    return 0;
}
