/* SPDX-License-Identifier: MIT */
/* gai.conf from its file. Only glibc has one; others are taken to follow RFC 6724. */
#include "engine_private.h"

#include "gaiscope/base/file.h"
#include "gaiscope/rules/gai_conf.h"

void gs_policy_read(struct gs_policy *out)
{
#ifdef __GLIBC__
    struct gs_buf text = {0};
    bool has_file = gs_file_read("/etc/gai.conf", GS_GAI_CONF_MAX, &text);
    gs_gai_conf_parse(gs_buf_text(&text), text.len, out);
    out->has_file = has_file;
    out->is_truncated = out->is_truncated || text.len == GS_GAI_CONF_MAX;
    gs_buf_fini(&text);
#else
    gs_policy_rfc6724(out);
#endif
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    out->read_wall_s = wall.tv_sec;
}

void gs_policy_renew(struct gs_engine *engine)
{
    if (engine->policy.is_reloaded) {
        gs_policy_read(&engine->policy);
        gs_engine_ask_facts(engine);
    }
}
