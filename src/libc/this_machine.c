/* SPDX-License-Identifier: MIT */
#include "eai.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/libc/nss_conf.h"
#include "gaiscope/libc/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __GLIBC__
#    include <gnu/libc-version.h>
#endif

enum {
    NAME_BYTES_MAX = 1025, /* NI_MAXHOST */
    NS_IN_US = 1000,
};

/* One question for the full name. */
struct full_name_call {
    struct gs_full_name answer;
    gs_full_name_done_fn done;
    void *context;
};

static void read_conf_files(struct gs_machine *out)
{
    struct gs_buf nsswitch = {0};
    (void)gs_file_read("/etc/nsswitch.conf", GS_NSS_CONF_MAX, &nsswitch);
    gs_nss_conf_hosts(gs_buf_text(&nsswitch), nsswitch.len, out->hosts_sources,
                      sizeof out->hosts_sources);
    gs_buf_fini(&nsswitch);
}

/* The own host name as the kernel has it; "" when it has none. */
static void read_host_name(char out[GS_NAME_MAX + 1])
{
    memset(out, 0, GS_NAME_MAX + 1);
    if (gethostname(out, GS_NAME_MAX) != 0) {
        out[0] = '\0';
    }
}

static void count_address(struct gs_machine *out, const struct sockaddr *address)
{
    struct sockaddr_in inet;
    struct sockaddr_in6 inet6;
    if (address != NULL && address->sa_family == AF_INET) {
        memcpy(&inet, address, sizeof inet);
        out->counts_v4 = out->counts_v4 || inet.sin_addr.s_addr != htonl(INADDR_LOOPBACK);
    } else if (address != NULL && address->sa_family == AF_INET6) {
        memcpy(&inet6, address, sizeof inet6);
        out->counts_v6 = out->counts_v6 || !IN6_IS_ADDR_LOOPBACK(&inet6.sin6_addr);
    }
}

/* As libc does it for AI_ADDRCONFIG: 127.0.0.2 and fe80:: count, 127.0.0.1 and ::1 not. */
static void read_families(struct gs_machine *out)
{
    struct ifaddrs *list = NULL;
    out->counts_v4 = false;
    out->counts_v6 = false;
    if (getifaddrs(&list) != 0) {
        out->counts_v4 = true; /* nothing is known to be missing */
        out->counts_v6 = true;
        return;
    }
    for (const struct ifaddrs *at = list; at != NULL; at = at->ifa_next) {
        count_address(out, at->ifa_addr);
    }
    freeifaddrs(list);
}

void gs_machine_read(struct gs_machine *out)
{
    char raw[GS_NAME_MAX + 1];
    read_host_name(raw);
    char *host_name = gs_text_sanitised(raw);
    (void)snprintf(out->host_name, sizeof out->host_name, "%s", host_name);
    free(host_name);
#ifdef __GLIBC__
    (void)snprintf(out->libc, sizeof out->libc, "glibc %s", gnu_get_libc_version());
#else
    (void)snprintf(out->libc, sizeof out->libc, "not glibc");
#endif
    read_conf_files(out);
    read_families(out);
}

static void call_full_name(void *job)
{
    struct full_name_call *call = job;
    struct gs_full_name *answer = &call->answer;
    struct addrinfo hints = {.ai_flags = AI_CANONNAME, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    read_host_name(answer->host_name);
    if (answer->host_name[0] == '\0') {
        answer->outcome = GS_OUTCOME_NOT_ASKED;
        return;
    }
    uint64_t started_ns = uv_hrtime();
    int code = getaddrinfo(answer->host_name, NULL, &hints, &list);
    answer->outcome = eai_outcome(code, &answer->error);
    answer->elapsed_us = (int64_t)((uv_hrtime() - started_ns) / NS_IN_US);
    if (code == 0 && list->ai_canonname != NULL) {
        struct gs_buf name = {0};
        gs_text_sanitise(&name, list->ai_canonname,
                         strnlen(list->ai_canonname, NAME_BYTES_MAX));
        answer->name = gs_buf_claim(&name);
    }
    if (code == 0) {
        freeaddrinfo(list);
    }
}

static void full_name_free(void *job)
{
    struct full_name_call *call = job;
    free(call->answer.name);
    free(call);
}

static void full_name_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct full_name_call *call = job;
    call->done(call->context, id, &call->answer);
    full_name_free(call);
}

uint64_t gs_full_name_start(struct gs_lanes *lanes, enum gs_lane lane,
                            gs_full_name_done_fn done, void *context)
{
    struct full_name_call *call = gs_mem_new(1, sizeof *call);
    call->done = done;
    call->context = context;
    call->answer.outcome = eai_no_thread(&call->answer.error);
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_full_name,
                              .done = full_name_done,
                              .free = full_name_free,
                              .job = call,
                          });
}
