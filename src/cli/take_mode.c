/* SPDX-License-Identifier: MIT */
#include "take_mode.h"

#include "gaiscope/rules/take_home.h"

#include <string.h>

const char *take_text(const struct gs_options *options, const struct gs_session *session,
                      struct gs_buf *out)
{
    struct gs_resolver resolver = {.is_override = options->server.address.family != 0,
                                   .server_count = 1};
    struct gs_take_subject subject = {
        .question = &options->question,
        .answer = session == NULL ? NULL : session->lookup.now.system,
        .resolver = &resolver,
    };
    resolver.servers[0] = options->server;
    const char *lack = gs_take_lack(options->take, &subject);
    if (lack != NULL) {
        return lack;
    }
    gs_take_home(options->take, &subject, out);
    if (out->len > 0 && gs_buf_text(out)[out->len - 1] != '\n') {
        gs_buf_add_text(out, "\n");
    }
    return NULL;
}
