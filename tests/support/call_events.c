/* SPDX-License-Identifier: MIT */
#include "support/call_events.h"

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct told_call {
    const char *call;
    const char *result;
    const char *more;
    const char *error;
    enum gs_outcome outcome;
    int64_t elapsed_us;
};

static const struct told_call google[] = {
    {"gethostbyname(\"google.com\")", "142.250.189.142", "no aliases", "",
     GS_OUTCOME_ANSWERED, 300},
    {"gethostbyname2(\"google.com\", AF_INET6)", "no data", NULL, "NO_DATA",
     GS_OUTCOME_NO_DATA, 420},
    {"gethostbyaddr(142.250.189.142)", "mia09s26-in-f14.1e100.net", "no aliases", "",
     GS_OUTCOME_ANSWERED, 200},
    {"getservbyname(\"smtp\")", "25", "smtp 25/tcp, alias mail", "", GS_OUTCOME_ANSWERED,
     40},
    {"getservbyport(25)", "smtp", "smtp 25/tcp, alias mail", "", GS_OUTCOME_ANSWERED, 20},
    {"getprotobyname(\"TCP\")", "6", NULL, "", GS_OUTCOME_ANSWERED, 30},
    {"gethostname()", "atlas", NULL, "", GS_OUTCOME_ANSWERED, 2},
    {"full name (FQDN)", "atlas.example.net", NULL, "", GS_OUTCOME_ANSWERED, 210},
    {"has IPv6", "kernel and source address", "compiled in, source 2001:db8::7", "",
     GS_OUTCOME_ANSWERED, 15},
};

static const struct told_call iana[] = {
    {"gethostbyname(\"iana.org\")", "192.0.43.8", "no aliases", "", GS_OUTCOME_ANSWERED,
     300},
    {"gethostbyname2(\"iana.org\", AF_INET6)", "2001:500:88:200::8", "no aliases", "",
     GS_OUTCOME_ANSWERED, 420},
    {"gethostbyaddr(192.0.43.8)", "43-8.any.icann.org", "no aliases", "",
     GS_OUTCOME_ANSWERED, 200},
    {"getservbyname(\"www\")", "80", "http 80/tcp, alias www", "", GS_OUTCOME_ANSWERED,
     40},
    {"getservbyport(80)", "http", "http 80/tcp, alias www", "", GS_OUTCOME_ANSWERED, 20},
    {"getprotobyname(\"TCP\")", "6", NULL, "", GS_OUTCOME_ANSWERED, 30},
    {"gethostname()", "atlas", NULL, "", GS_OUTCOME_ANSWERED, 2},
    {"full name (FQDN)", "atlas.example.net", NULL, "", GS_OUTCOME_ANSWERED, 210},
    {"has IPv6", "kernel and source address", "compiled in, source 2001:db8::7", "",
     GS_OUTCOME_ANSWERED, 15},
};

static struct gs_call call_of(const struct told_call *told, bool is_first)
{
    struct gs_call call = {
        .call = gs_mem_copy_text(told->call),
        .result = gs_mem_copy_text(told->result),
        .more = gs_mem_copy_text(told->more),
        .limits = is_first ? "IPv4 only; one static answer for all threads."
                           : "One static answer for all threads.",
        .outcome = told->outcome,
        .elapsed_us = told->elapsed_us,
    };
    (void)snprintf(call.error, sizeof call.error, "%s", told->error);
    return call;
}

static struct gs_event event_of(uint64_t round, const struct told_call *calls,
                                size_t count)
{
    struct gs_event event = {.type = GS_EVENT_CALLS, .round = round};
    for (size_t i = 0; i < count; i++) {
        gs_vec_push(&event.of.calls, call_of(&calls[i], i == 0));
    }
    return event;
}

struct gs_event call_event(uint64_t round)
{
    return event_of(round, google, COUNT_OF(google));
}

struct gs_event call_event_of_iana(uint64_t round)
{
    return event_of(round, iana, COUNT_OF(iana));
}

struct gs_event call_waiting_event(uint64_t round)
{
    struct gs_event event = call_event(round);
    for (size_t i = 0; i < 3; i++) {
        struct gs_call *call = &event.of.calls.items[i];
        free(call->result);
        free(call->more);
        call->result = call->more = NULL;
        call->error[0] = '\0';
        call->outcome = GS_OUTCOME_NOT_ASKED;
        call->elapsed_us = 0;
    }
    return event;
}

static void add_flag(struct gs_nameinfo_table *table, const char *flag, const char *host,
                     const char *service)
{
    const struct gs_nameinfo_row *none = table->rows.items;
    struct gs_nameinfo_row row = {
        .flag = flag,
        .host = gs_mem_copy_text(host),
        .service = gs_mem_copy_text(service),
        .outcome = host == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED,
        .is_same_host = none != NULL && host != NULL && strcmp(host, none->host) == 0,
        .is_same_service =
            none != NULL && service != NULL && strcmp(service, none->service) == 0,
        .elapsed_us = 180,
    };
    (void)snprintf(row.error, sizeof row.error, "%s", host == NULL ? "EAI_NONAME" : "");
    gs_vec_push(&table->rows, row);
}

struct gs_event nameinfo_event(uint64_t round, const char *address)
{
    static const char name[] = "43-8.any.icann.org";
    struct gs_event event = {.type = GS_EVENT_NAMEINFO, .round = round};
    struct gs_endpoint endpoint = {.port = 25};
    assert_int_equal(gs_address_parse(address, &endpoint.address), GS_OK);
    struct gs_nameinfo_table *table = gs_nameinfo_table_new(&endpoint);
    add_flag(table, "none", name, "smtp");
    add_flag(table, "NUMERICHOST", address, "smtp");
    add_flag(table, "NUMERICSERV", name, "25");
    add_flag(table, "NAMEREQD", NULL, NULL);
    add_flag(table, "NOFQDN", name, "smtp");
    add_flag(table, "DGRAM", name, "25");
    add_flag(table, "IDN", name, "smtp");
    table->is_complete = true;
    event.of.nameinfo = table;
    return event;
}
