/* SPDX-License-Identifier: MIT */
/*
 * A line of the list as it is written.
 */
#include "gaiscope/rules/watch_interval.h"
#include "gaiscope/rules/watch_list.h"

void gs_watch_line_format(const struct gs_watch *watch, struct gs_buf *out)
{
    gs_buf_add_text(out, watch->typed != NULL ? watch->typed : watch->host);
    if (watch->service[0] != '\0') {
        gs_buf_addf(out, " %s", watch->service);
    }
    for (size_t i = 0; i < watch->expects.count; i++) {
        gs_buf_add_text(out, i == 0 ? " expect " : ",");
        gs_expect_format(&watch->expects.items[i], out);
    }
    if (watch->interval_s != 0) {
        gs_buf_add_text(out, " every ");
        gs_interval_format(watch->interval_s, out);
    }
    for (size_t i = 0; i < watch->labels.count; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? " label " : ",", watch->labels.items[i]);
    }
    if (watch->asks_mx && !gs_watch_expects_mx(&watch->expects)) {
        gs_buf_add_text(out, " mx");
    }
}
