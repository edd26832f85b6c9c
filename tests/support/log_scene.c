/* SPDX-License-Identifier: MIT */
#include "support/log_scene.h"

#include <stdio.h>

enum {
    MS = 1000,
    SECOND = 1000000,
};

static const int64_t began_wall_us = INT64_C(1795353580) * SECOND; /* 13:19:40 */

#define PTR_NAME                                                                         \
    "8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.0.8.8.0.0.0.0.5.0.1.0.0.2.ip6.arpa"
#define IANA "iana.org", "www"
#define LOST "api.example.net", "www"

/* In the order in which the calls ended. */
static const struct log_scene_line lines[] = {
    {1900, 4200, GS_LOG_LIBC, GS_OUTCOME_ANSWERED, "getaddrinfo", "atlas",
     "atlas.example.net", NULL, NULL},
    {3000, 100, GS_LOG_NSS, GS_OUTCOME_NO_SUCH_NAME, "files", "iana.org", "no such name",
     IANA},
    {3100, 40, GS_LOG_NSS, GS_OUTCOME_NO_SUCH_NAME, "mdns4_minimal", "iana.org",
     "only for .local", IANA},
    {3200, 3100, GS_LOG_DNS, GS_OUTCOME_ANSWERED, "A", "iana.org",
     "NOERROR, 1 record, 10.0.0.2 by UDP", IANA},
    {3400, 3400, GS_LOG_DNS, GS_OUTCOME_NO_DATA, "CNAME", "iana.org",
     "no data, 10.0.0.2 by UDP", IANA},
    {3500, 9 * MS, GS_LOG_DNS, GS_OUTCOME_ANSWERED, "MX", "iana.org",
     "NOERROR, 5 records, 10.0.0.2 by UDP", IANA},
    {2000, 12 * MS, GS_LOG_LIBC, GS_OUTCOME_ANSWERED, "getaddrinfo", "iana.org www",
     "2 rows", IANA},
    {3300, 11 * MS, GS_LOG_DNS, GS_OUTCOME_ANSWERED, "AAAA", "iana.org",
     "NOERROR, 1 record, 10.0.0.2 by UDP", IANA},
    {14000, 9800, GS_LOG_DNS, GS_OUTCOME_ANSWERED, "PTR", "8.43.0.192.in-addr.arpa",
     "43-8.any.icann.org, 10.0.0.2 by UDP", IANA},
    {14100, 10 * MS, GS_LOG_DNS, GS_OUTCOME_ANSWERED, "PTR", PTR_NAME,
     "43-8.any.icann.org, 10.0.0.2 by UDP", IANA},
    {25000, 11 * MS, GS_LOG_LIBC, GS_OUTCOME_ANSWERED, "getnameinfo", "192.0.43.8",
     "43-8.any.icann.org", IANA},
    {26000, 1400 * MS, GS_LOG_LIBC, GS_OUTCOME_ANSWERED, "getnameinfo",
     "2001:500:88:200::8", "43-8.any.icann.org", IANA},
    {27000, 200, GS_LOG_LIBC, GS_OUTCOME_ANSWERED, "getservbyname", "www tcp", "80",
     IANA},
    {28000, 100, GS_LOG_LIBC, GS_OUTCOME_NO_SUCH_NAME, "getservbyname", "www udp",
     "not listed", IANA},
    {10201 * MS, 5 * SECOND, GS_LOG_DNS, GS_OUTCOME_TIMED_OUT, "A", "api.example.net",
     "no reply from 10.0.0.2 by UDP, asked again", LOST},
    {10200 * MS, 10 * SECOND, GS_LOG_LIBC, GS_OUTCOME_TRY_AGAIN, "getaddrinfo",
     "api.example.net www", "EAI_AGAIN -3, try again", LOST},
    {10201 * MS, 10 * SECOND, GS_LOG_DNS, GS_OUTCOME_TIMED_OUT, "A", "api.example.net",
     "no reply from 10.0.0.2, 2 tries", LOST},
    {20210 * MS, 90, GS_LOG_NET, GS_OUTCOME_FAILED, "bind", "0.0.0.0:80",
     "EACCES, needs privilege", "", "www"},
    {20300 * MS, 300 * MS, GS_LOG_DNS, GS_OUTCOME_CANCELLED, "AAAA", "b.example.net",
     "stopped", "b.example.net", ""},
};

void log_scene_add(struct gs_session *session, const struct log_scene_line *line)
{
    struct gs_event event = {.type = GS_EVENT_LOG};
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->at_wall_us = began_wall_us + line->after_us;
    entry->started_us = line->after_us;
    entry->elapsed_us = line->elapsed_us;
    entry->by = line->by;
    entry->outcome = line->outcome;
    (void)snprintf(entry->call, sizeof entry->call, "%s", line->call);
    entry->about = gs_mem_copy_text(line->about);
    entry->result = gs_mem_copy_text(line->result);
    entry->host = gs_mem_copy_text(line->host);
    entry->service = gs_mem_copy_text(line->service);
    event.of.log = entry;
    gs_session_apply(session, &event);
}

void log_scene_fill(struct gs_session *session)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        log_scene_add(session, &lines[i]);
    }
}
