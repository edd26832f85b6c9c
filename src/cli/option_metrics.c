/* SPDX-License-Identifier: MIT */
/*
 * The options that tell other programs what is watched.
 */
#include "option_apply.h"

#include "gaiscope/report/metrics.h"

#include <string.h>

#include <sys/socket.h>

bool option_apply_metrics(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0' || strcmp(value, "-") == 0) {
        return option_fail(parse, value, "is not a file; it is replaced as a whole");
    }
    parse->out->monitor.metrics = value;
    return true;
}

bool option_apply_metrics_hosts(struct option_parse *parse, const char *value)
{
    int hosts = 0;
    if (!option_number(value, &hosts) || hosts > GS_METRICS_HOSTS_MAX) {
        return option_fail(parse, value, "is no number of hosts; use 0 to 10000");
    }
    parse->has_metrics_hosts = true;
    parse->out->monitor.metrics_hosts = (uint32_t)hosts;
    return true;
}

/* A port alone is one of this machine alone. */
bool option_apply_listen(struct option_parse *parse, const char *value)
{
    struct gs_endpoint *listen = &parse->out->monitor.listen;
    int port = 0;
    if (option_number(value, &port) && port >= 1 && port <= UINT16_MAX) {
        const uint8_t loopback[4] = {127, 0, 0, 1};
        listen->address = gs_address_from_bytes(AF_INET, loopback);
        listen->port = (uint16_t)port;
        return true;
    }
    struct gs_endpoint given;
    if (gs_endpoint_parse(value, 0, &given) != GS_OK || given.port == 0) {
        return option_fail(
            parse, value, "is no place to listen; use PORT, ADDRESS:PORT or [IPv6]:PORT");
    }
    *listen = given;
    return true;
}

bool option_check_metrics(struct option_parse *parse)
{
    const struct gs_options *out = parse->out;
    bool tells = out->monitor.metrics != NULL || out->monitor.listen.address.family != 0;
    if (parse->has_metrics_hosts && !tells) {
        return option_fail(parse, NULL,
                           "--metrics-hosts is for --metrics FILE or --listen PORT");
    }
    bool is_once = out->bulk.list != NULL || parse->is_report;
    if (tells && out->monitor.list == NULL && is_once) {
        return option_fail(parse, NULL,
                           "--metrics and --listen tell what is watched; add --monitor "
                           "FILE");
    }
    return true;
}
