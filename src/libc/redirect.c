/* SPDX-License-Identifier: MIT */
#include "redirect.h"

#ifdef __GLIBC__

#    include "gaiscope/base/file.h"
#    include "gaiscope/libc/nss_conf.h"

#    include <stdio.h>
#    include <stdlib.h>
#    include <string.h>

#    include <netinet/in.h>
#    include <nss.h>
#    include <resolv.h>

enum {
    LINE_MAX_BYTES = 4096, /* of the hosts: line with its actions */
    NDOTS_MAX = 15,        /* a field of four bits */
    TIMEOUT_MAX_S = 30,    /* as resolv.conf's own limit */
    ATTEMPTS_MAX = 5,      /* as resolv.conf's own limit */
};

/* Whether the process looks in other sources than nsswitch.conf's. */
static bool has_redirected;

bool redirect_is_possible(void)
{
    return true;
}

static int between(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static bool has_source(const struct gs_nss_line *line, const char *name)
{
    for (size_t i = 0; i < line->count; i++) {
        if (strcmp(line->sources[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool redirect_replaces(const struct gs_nss_line *line)
{
    return !has_source(line, "dns") || has_source(line, "resolve");
}

/* The sources of nsswitch.conf's hosts: line, which is parsed too; libc's own where the file
 * names none. */
static void read_sources(char out[LINE_MAX_BYTES], struct gs_nss_line *line)
{
    struct gs_buf conf = {0};
    (void)gs_file_read("/etc/nsswitch.conf", GS_NSS_CONF_MAX, &conf);
    gs_nss_conf_hosts(gs_buf_text(&conf), conf.len, out, LINE_MAX_BYTES);
    gs_nss_conf_parse(gs_buf_text(&conf), conf.len, line);
    gs_buf_fini(&conf);
    if (out[0] == '\0') {
        (void)snprintf(out, LINE_MAX_BYTES, "%s", REDIRECT_SOURCES);
    }
}

void redirect_sources(void)
{
    char sources[LINE_MAX_BYTES];
    struct gs_nss_line line;
    read_sources(sources, &line);
    /* a line libc refuses stays as it is */
    (void)__nss_configure_lookup("hosts",
                                 redirect_replaces(&line) ? REDIRECT_SOURCES : sources);
    has_redirected = true;
}

void redirect_sources_back(void)
{
    char sources[LINE_MAX_BYTES];
    struct gs_nss_line line;
    if (has_redirected) {
        read_sources(sources, &line);
        (void)__nss_configure_lookup("hosts", sources);
        has_redirected = false;
    }
}

/* glibc keeps an IPv6 server in a block of its own, which it frees; the visible slot then
   has no family. */
static void set_server_v6(struct __res_state *state, int slot,
                          const struct gs_endpoint *server)
{
    struct sockaddr_in6 *to = calloc(1, sizeof *to);
    if (to == NULL) {
        return; /* the slot stays empty: libc skips it */
    }
    to->sin6_family = AF_INET6;
    to->sin6_port = htons(server->port);
    to->sin6_scope_id = server->address.scope_id;
    memcpy(&to->sin6_addr, server->address.bytes, sizeof to->sin6_addr);
    state->_u._ext.nsaddrs[slot] = to;
}

static void set_server(struct __res_state *state, int slot,
                       const struct gs_endpoint *server)
{
    struct sockaddr_in *to = &state->nsaddr_list[slot];
    memset(to, 0, sizeof *to);
    if (server->address.family == AF_INET6) {
        set_server_v6(state, slot, server);
        return;
    }
    to->sin_family = AF_INET;
    to->sin_port = htons(server->port);
    memcpy(&to->sin_addr, server->address.bytes, sizeof to->sin_addr);
}

static void set_servers(struct __res_state *state, const struct gs_resolver *resolver)
{
    int count = between((int)resolver->server_count, 0, MAXNS);
    for (int i = 0; i < MAXNS; i++) {
        state->_u._ext.nsaddrs[i] = NULL;
        state->_u._ext.nssocks[i] = -1;
    }
    for (int i = 0; i < count; i++) {
        set_server(state, i, &resolver->servers[i]);
    }
    state->nscount = count;
    state->_u._ext.nscount = 0; /* libc copies the IPv4 servers to their blocks itself */
}

static void set_search(struct __res_state *state, struct gs_resolver *resolver)
{
    size_t count = resolver->is_demo ? 0 : resolver->search_count;
    memset(state->dnsrch, 0, sizeof state->dnsrch);
    for (size_t i = 0; i < count && i < MAXDNSRCH; i++) {
        state->dnsrch[i] = resolver->search[i];
    }
}

void redirect_thread(struct gs_resolver *resolver)
{
    (void)res_init(); /* the system's options; without a resolv.conf the defaults stand */
    struct __res_state *state = &_res;
    res_nclose(state); /* frees the servers it had and lets go of resolv.conf */
    set_servers(state, resolver);
    set_search(state, resolver);
    state->retrans = between(resolver->timeout_s, 1, TIMEOUT_MAX_S);
    state->retry = between(resolver->attempts, 1, ATTEMPTS_MAX);
    state->ndots = (unsigned)between(resolver->ndots, 0, NDOTS_MAX) & NDOTS_MAX;
    state->options &= ~(unsigned long)RES_ROTATE; /* the order is the person's */
#    ifdef RES_NORELOAD
    state->options |= RES_NORELOAD;
#    endif
}

void redirect_leave_thread(void)
{
    if ((_res.options & RES_INIT) !=
        0) { /* else its sockets are not numbers of sockets */
        res_nclose(&_res);
    }
}

#else

bool redirect_is_possible(void)
{
    return false;
}

bool redirect_replaces(const struct gs_nss_line *line)
{
    (void)line;
    return false;
}

void redirect_sources(void)
{
}

void redirect_sources_back(void)
{
}

void redirect_thread(struct gs_resolver *resolver)
{
    (void)resolver; /* gs_lanes_open() refuses before */
}

void redirect_leave_thread(void)
{
}

#endif
