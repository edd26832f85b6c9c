/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/event.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_event event_of(enum gs_event_type type)
{
    struct gs_event event = {.type = type, .round = 3};
    struct gs_address address = {.family = AF_INET};
    switch (type) {
    case GS_EVENT_MACHINE:
        event.of.machine = gs_mem_new(1, sizeof *event.of.machine);
        break;
    case GS_EVENT_STARTED:
        event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
        break;
    case GS_EVENT_SYSTEM:
        event.of.system = gs_system_answer_new();
        break;
    case GS_EVENT_QUERY:
    case GS_EVENT_TRY:
    case GS_EVENT_RECORD_QUERY:
    case GS_EVENT_RECORD_TRY:
        event.of.query.name = gs_mem_copy_text("a.test");
        break;
    case GS_EVENT_DNS:
    case GS_EVENT_RECORD:
        event.of.dns = gs_dns_answer_new("a.test", 1);
        break;
    case GS_EVENT_REVERSE:
        event.of.reverse = gs_reverse_new(&address);
        break;
    case GS_EVENT_SERVICES:
        event.of.services = gs_services_new();
        break;
    case GS_EVENT_MAIL:
        event.of.mail = gs_mx_plan_new("a.test");
        break;
    case GS_EVENT_SOURCES:
        event.of.sources = gs_ladder_new();
        break;
    case GS_EVENT_VARIANT:
        event.of.variant.answer = gs_system_answer_new();
        break;
    case GS_EVENT_CALLS:
        gs_vec_push(&event.of.calls,
                    ((struct gs_call){.call = gs_mem_copy_text("gethostname()")}));
        break;
    case GS_EVENT_NAMEINFO:
        event.of.nameinfo = gs_nameinfo_table_new(&(struct gs_endpoint){.port = 25});
        break;
    case GS_EVENT_BIND:
        event.of.bind = gs_bind_report_new();
        break;
    case GS_EVENT_TABLES:
        event.of.tables = gs_tables_new();
        break;
    case GS_EVENT_SERVICE:
        event.of.service = gs_service_check_new("smtp", 25);
        break;
    case GS_EVENT_LOG:
        event.of.log = gs_mem_new(1, sizeof *event.of.log);
        break;
    case GS_EVENT_SERVERS:
        event.of.servers = gs_mem_new(1, sizeof *event.of.servers);
        break;
    case GS_EVENT_SERVER_ANSWER:
        event.of.server.answer = gs_dns_answer_new("a.test", 1);
        break;
    case GS_EVENT_TRACE:
        event.of.trace = gs_trace_new("a.test");
        break;
    case GS_EVENT_DELIVERY:
        event.of.delivery = gs_delivery_new("a.test");
        break;
    case GS_EVENT_SMTP:
        event.of.smtp = gs_smtp_report_new("a.test");
        break;
    case GS_EVENT_WHOIS:
        event.of.whois = gs_whois_new(GS_WHOIS_DOMAIN, "a.test");
        break;
    case GS_EVENT_CONNECT:
        event.of.connect = gs_connect_report_new("a.test");
        break;
    case GS_EVENT_RACE:
        event.of.race =
            gs_race_new("a.test", &(struct gs_race_settings){.attempt_delay_ms = 250});
        break;
    case GS_EVENT_FAMILIES:
        event.of.families = gs_families_new();
        (void)gs_families_add(event.of.families, "a.test");
        break;
    case GS_EVENT_NETWORK:
        event.of.network = gs_network_new();
        break;
    case GS_EVENT_WATCH_LIST:
        event.of.watch_list = gs_mem_new(1, sizeof *event.of.watch_list);
        break;
    case GS_EVENT_WATCH_ROUND:
        event.of.watch_round = gs_mem_new(1, sizeof *event.of.watch_round);
        event.of.watch_round->answer = gs_watch_answer_new();
        event.of.watch_round->words = gs_mem_copy_text("one more address");
        break;
    case GS_EVENT_WATCH_STATUS:
        event.of.watch_status = gs_mem_new(1, sizeof *event.of.watch_status);
        break;
    case GS_EVENT_WATCH_HOST:
    case GS_EVENT_PART_DONE:
    case GS_EVENT_CANCELLED:
        break;
    }
    return event;
}

static void every_kind_frees_what_it_owns_and_only_once(void **state)
{
    (void)state;
    for (int type = GS_EVENT_MACHINE; type <= GS_EVENT_CANCELLED; type++) {
        struct gs_event event = event_of((enum gs_event_type)type);
        gs_event_fini(&event);
        assert_null(event.of.machine);
        assert_int_equal(event.round, 3);
        gs_event_fini(&event);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_frees_what_it_owns_and_only_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
