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
    const struct gs_authority_server_list *servers = gs_authority_servers(authority);
    for (size_t i = 0; i < 2 * (servers->count + 1); i++) {
        enum gs_transport transport = i % 2 == 0 ? GS_TRANSPORT_UDP : GS_TRANSPORT_TCP;
        const struct gs_dname *host = i < 2 ? NULL : &servers->items[i / 2 - 1].host;
        struct gs_authority_reply reply = gs_authority_reply(
            authority, host, (struct gs_authority_query){data, size, transport});
        if (reply.message.len > 0 &&
            (reply.message.len < 12 || memcmp(reply.message.data, data, 2) != 0)) {
            abort();
        }
        gs_authority_reply_fini(&reply);
    }
    return 0;
}
