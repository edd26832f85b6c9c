/* SPDX-License-Identifier: MIT */
/*
 * The options that say what is done about a change of a watched host.
 */
#include "option_apply.h"

#include <string.h>

bool option_apply_on_change(struct option_parse *parse, const char *value)
{
    struct gs_buf why = {0};
    parse->out->monitor.on_change[0] = value;
    bool is_there = gs_hook_check(value, &why) == GS_OK;
    gs_buf_fini(&why);
    if (is_there) {
        return true;
    }
    bool has_blank = strchr(value, ' ') != NULL;
    return option_fail(parse, value,
                       has_blank ? "is no program; its arguments go into --on-change-arg"
                                 : "is no program; use a path, or a name of PATH");
}

bool option_apply_on_change_arg(struct option_parse *parse, const char *value)
{
    if (parse->on_change_args + 1 == GS_HOOK_ARGS_MAX) {
        return option_fail(parse, value, "is one argument too many; use at most 31");
    }
    parse->out->monitor.on_change[++parse->on_change_args] = value;
    return true;
}

bool option_apply_bell(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->monitor.rings_bell = true;
    return true;
}

bool option_check_change(struct option_parse *parse)
{
    const struct gs_monitor_options *monitor = &parse->out->monitor;
    bool is_watching = monitor->list != NULL;
    if (parse->on_change_args > 0 && monitor->on_change[0] == NULL) {
        return option_fail(parse, NULL, "--on-change-arg is for --on-change PROGRAM");
    }
    if (monitor->on_change[0] != NULL && parse->is_report && !is_watching) {
        return option_fail(parse, NULL, "--on-change is for --monitor FILE");
    }
    if (monitor->rings_bell && parse->is_report) {
        return option_fail(parse, NULL,
                           "--bell is for the dashboard; leave out -r and -o");
    }
    return true;
}
