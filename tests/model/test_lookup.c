/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/lookup.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static const enum gs_part all_parts[] = {
    GS_PART_SYSTEM,  GS_PART_DNS,     GS_PART_REVERSE, GS_PART_SERVICES, GS_PART_MAIL,
    GS_PART_SOURCES, GS_PART_BESIDE,  GS_PART_MATRIX,  GS_PART_CALLS,    GS_PART_NAMEINFO,
    GS_PART_BIND,    GS_PART_RECORDS, GS_PART_SERVERS, GS_PART_TRACE,    GS_PART_DELIVERY,
    GS_PART_SMTP,    GS_PART_WHOIS,   GS_PART_CONNECT, GS_PART_RACE,     GS_PART_FAMILIES,
    GS_PART_NETWORK};

static void add_query(struct gs_dns_query_list *queries, const char *name, uint16_t type,
                      bool answered)
{
    struct gs_dns_query query = {.name = gs_mem_copy_text(name), .type = type};
    query.answer = answered ? gs_dns_answer_new(name, type) : NULL;
    gs_vec_push(queries, query);
}

static struct gs_reverse *reverse_of(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return gs_reverse_new(&address);
}

static void add_variant(struct gs_variant_list *list)
{
    struct gs_variant variant = {.question = gs_mem_new(1, sizeof *variant.question),
                                 .answer = gs_system_answer_new()};
    gs_vec_push(list, variant);
}

static void fill(struct gs_facts *facts)
{
    struct gs_reverse *reverse = reverse_of("192.0.2.1");
    reverse->dns_outcome = GS_OUTCOME_NO_SUCH_NAME;
    facts->system = gs_system_answer_new();
    add_query(&facts->dns, "a.test", GS_TYPE_A, true);
    gs_vec_push(&facts->reverse, reverse);
    facts->services = gs_services_new();
    facts->mail = gs_mx_plan_new("a.test");
    facts->mail->kind = GS_MX_NONE;
    facts->sources = gs_ladder_new();
    facts->sources->is_complete = true;
    add_variant(&facts->beside);
    add_variant(&facts->matrix);
    gs_vec_push(&facts->calls, ((struct gs_call){.outcome = GS_OUTCOME_ANSWERED,
                                                 .call = gs_mem_copy_text("f()")}));
    facts->nameinfo = gs_nameinfo_table_new(&(struct gs_endpoint){.port = 25});
    gs_vec_push(&facts->nameinfo->rows, ((struct gs_nameinfo_row){.flag = "none"}));
    facts->bind = gs_bind_report_new();
    add_query(&facts->records, "a.test", GS_TYPE_MX, true);
    facts->servers = gs_mem_new(1, sizeof *facts->servers);
    gs_server_table_add_question(facts->servers, "a.test", GS_TYPE_MX);
    gs_server_table_add_server(facts->servers, &(struct gs_endpoint){.port = 53});
    assert_true(gs_server_table_set(facts->servers, 0, gs_dns_answer_new("a.test", 15)));
    facts->trace = gs_trace_new("a.test");
    facts->trace->is_complete = true;
    facts->delivery = gs_delivery_new("a.test");
    facts->delivery->is_complete = true;
    facts->smtp = gs_smtp_report_new("a.test");
    facts->smtp->is_complete = true;
    facts->whois = gs_whois_new(GS_WHOIS_DOMAIN, "a.test");
    facts->whois->is_complete = true;
    facts->connect = gs_connect_report_new("a.test");
    facts->connect->is_complete = true;
    facts->race = gs_race_new("a.test", &(struct gs_race_settings){0});
    facts->race->is_complete = true;
    facts->families = gs_families_new();
    (void)gs_families_add(facts->families, "a.test");
    facts->families->is_complete = true;
    facts->network = gs_network_new();
    facts->network->is_complete = true;
}

static void parts_have_their_words(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "system",   "dns",   "reverse",  "services", "mail",    "sources",  "beside",
        "matrix",   "calls", "nameinfo", "bind",     "records", "servers",  "trace",
        "delivery", "smtp",  "whois",    "connect",  "race",    "families", "network"};
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        assert_string_equal(gs_part_id(all_parts[i]), ids[i]);
    }
    assert_int_equal(COUNT_OF(all_parts) + 2, GS_PART_COUNT);
    assert_string_equal(gs_part_id(GS_PART_ORDER), "order"); /* these have no answers */
    assert_string_equal(gs_part_id(GS_PART_LOG), "log");
    assert_int_equal(GS_PARTS_ALL, 0x7fffff);
    assert_string_equal(gs_part_id((enum gs_part)GS_PART_COUNT), "unknown");
}

static void each_part_is_cleared_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        struct gs_lookup lookup = {0};
        fill(&lookup.now);
        check_case(gs_part_id(all_parts[i]));
        gs_facts_clear(&lookup.now, all_parts[i]);
        for (size_t j = 0; j < COUNT_OF(all_parts); j++) {
            assert_int_equal(gs_facts_has_answer(&lookup.now, all_parts[j]), i != j);
        }
        gs_lookup_fini(&lookup);
    }
}

static void each_part_is_moved_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        struct gs_lookup lookup = {0};
        fill(&lookup.now);
        fill(&lookup.last);
        check_case(gs_part_id(all_parts[i]));
        gs_facts_move(&lookup.last, &lookup.now, all_parts[i]);
        for (size_t j = 0; j < COUNT_OF(all_parts); j++) {
            assert_int_equal(gs_facts_has_answer(&lookup.now, all_parts[j]), i != j);
            assert_true(gs_facts_has_answer(&lookup.last, all_parts[j]));
        }
        gs_lookup_fini(&lookup);
    }
}

static void what_only_waits_is_no_answer(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    add_query(&lookup.now.dns, "a.test", GS_TYPE_A, false);
    gs_vec_push(&lookup.now.reverse, reverse_of("192.0.2.1"));
    lookup.now.mail = gs_mx_plan_new("a.test");
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        assert_false(gs_facts_has_answer(&lookup.now, all_parts[i]));
    }
    lookup.now.reverse.items[0]->libc_outcome = GS_OUTCOME_TIMED_OUT;
    assert_true(gs_facts_has_answer(&lookup.now, GS_PART_REVERSE));
    gs_lookup_fini(&lookup);
}

static void what_is_whole_stays_when_the_rest_is_stopped(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    struct gs_facts *now = &lookup.now;
    add_query(&now->dns, "a.test", GS_TYPE_A, false);
    add_query(&now->dns, "a.test", GS_TYPE_AAAA, true);
    add_query(&now->dns, "a.test", GS_TYPE_MX, false);
    gs_vec_push(&now->reverse, reverse_of("192.0.2.1"));
    gs_vec_push(&now->reverse, reverse_of("192.0.2.2"));
    now->reverse.items[1]->is_complete = true;
    now->mail = gs_mx_plan_new("a.test");
    gs_vec_push(&now->dns.items[0].tries, (struct gs_dns_try){.elapsed_us = 5});
    now->dns.items[0].started_us = 100;
    now->reverse.items[1]->dns_outcome = GS_OUTCOME_NO_SUCH_NAME;
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        gs_facts_stop(now, all_parts[i], 700);
        assert_false(gs_facts_is_whole(now, all_parts[i]));
    }
    assert_int_equal(now->dns.count, 3);
    assert_int_equal(now->dns.items[0].answer->outcome, GS_OUTCOME_CANCELLED);
    assert_int_equal(now->dns.items[0].answer->elapsed_us, 600);
    assert_int_equal(now->dns.items[0].answer->tries.count, 1);
    assert_int_equal(now->dns.items[0].tries.count, 0);
    assert_int_not_equal(now->dns.items[1].answer->outcome, GS_OUTCOME_CANCELLED);
    assert_int_equal(now->reverse.items[0]->dns_outcome, GS_OUTCOME_CANCELLED);
    assert_true(now->reverse.items[0]->is_complete);
    assert_int_equal(now->reverse.items[1]->dns_outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_null(now->mail);
    now->mail = gs_mx_plan_new("a.test");
    now->mail->is_complete = true;
    gs_facts_stop(now, GS_PART_MAIL, 700);
    assert_non_null(now->mail);
    assert_true(gs_facts_is_whole(now, GS_PART_MAIL));
    gs_lookup_fini(&lookup);
}

static void servers_and_a_trace_that_wait_are_stopped(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    struct gs_facts *now = &lookup.now;
    struct gs_endpoint server = {.port = 53};
    now->servers = gs_mem_new(1, sizeof *now->servers);
    gs_server_table_add_question(now->servers, "a.test", GS_TYPE_A);
    gs_server_table_add_question(now->servers, "a.test", GS_TYPE_MX);
    gs_server_table_add_server(now->servers, &server);
    now->trace = gs_trace_new("a.test");
    struct gs_trace_level level = {.zone = gs_mem_copy_text("."),
                                   .ended = GS_TRACE_WAITING};
    gs_vec_push(&level.servers, (struct gs_trace_server){.said = GS_TRACE_WAITING});
    gs_vec_push(&level.servers, (struct gs_trace_server){.lookups = 2});
    gs_vec_push(&level.servers, (struct gs_trace_server){.said = GS_TRACE_LAME});
    gs_vec_push(&now->trace->levels, level);
    gs_facts_stop(now, GS_PART_SERVERS, 700);
    gs_facts_stop(now, GS_PART_TRACE, 700);
    const struct gs_dns_answer *answer = now->servers->columns.items[0].answers.items[1];
    assert_int_equal(answer->type, GS_TYPE_MX);
    assert_int_equal(answer->outcome, GS_OUTCOME_CANCELLED);
    assert_int_equal(answer->received_us, 700);
    assert_false(gs_facts_has_answer(now, GS_PART_SERVERS));
    const struct gs_trace_level *found = &now->trace->levels.items[0];
    assert_int_equal(found->ended, GS_TRACE_STOPPED);
    assert_int_equal(found->servers.items[0].said, GS_TRACE_STOPPED);
    assert_int_equal(found->servers.items[1].said, GS_TRACE_STOPPED);
    assert_int_equal(found->servers.items[1].lookups, 0);
    assert_int_equal(found->servers.items[2].said, GS_TRACE_LAME);
    assert_int_equal(gs_trace_trouble_count(found), 1);
    assert_int_equal(now->trace->outcome, GS_OUTCOME_CANCELLED);
    assert_false(gs_facts_is_whole(now, GS_PART_TRACE));
    gs_lookup_fini(&lookup);
}

static void a_delivery_and_a_whois_chain_that_wait_are_stopped(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    struct gs_facts *now = &lookup.now;
    struct gs_delivery_exchange exchange = {.name = gs_mem_copy_text("mx.a.test")};
    struct gs_delivery_exchange literal = {.name = gs_mem_copy_text("none.a.test")};
    struct gs_delivery_address address = {.reverse = reverse_of("192.0.2.1")};
    gs_vec_push(&address.reverse->names, (struct gs_reverse_name){0});
    gs_vec_push(&exchange.addresses, address);
    now->delivery = gs_delivery_new("a.test");
    now->delivery->has_policies = true;
    now->delivery->policies[GS_SENDER_SPF].answer =
        gs_dns_answer_new("a.test", GS_TYPE_TXT);
    gs_vec_push(&now->delivery->exchanges, exchange);
    gs_vec_push(&now->delivery->exchanges, literal);
    now->whois = gs_whois_new(GS_WHOIS_DOMAIN, "a.test");
    gs_vec_push(&now->whois->hops, (struct gs_whois_hop){.started_us = 100});
    gs_facts_stop(now, GS_PART_DELIVERY, 700);
    gs_facts_stop(now, GS_PART_WHOIS, 700);
    const struct gs_delivery *delivery = now->delivery;
    assert_int_not_equal(delivery->policies[GS_SENDER_SPF].answer->outcome,
                         GS_OUTCOME_CANCELLED);
    assert_int_equal(delivery->policies[GS_SENDER_DMARC].answer->outcome,
                     GS_OUTCOME_CANCELLED);
    const struct gs_delivery_exchange *found = &delivery->exchanges.items[0];
    assert_int_equal(found->tlsa.outcome, GS_OUTCOME_CANCELLED);
    assert_int_equal(found->addresses.items[0].reverse->dns_outcome,
                     GS_OUTCOME_CANCELLED);
    assert_int_equal(found->addresses.items[0].reverse->names.items[0].confirmed,
                     GS_CONFIRM_UNKNOWN);
    assert_int_equal(delivery->exchanges.items[1].tlsa.outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(now->whois->hops.items[0].outcome, GS_OUTCOME_CANCELLED);
    assert_int_equal(now->whois->hops.items[0].elapsed_us, 600);
    gs_lookup_fini(&lookup);
}

static void a_lookup_waits_while_any_part_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all_parts); i++) {
        struct gs_lookup lookup = {0};
        assert_false(gs_lookup_is_waiting(&lookup));
        lookup.parts[all_parts[i]].progress = GS_PROGRESS_WAITING;
        assert_true(gs_lookup_is_waiting(&lookup));
        lookup.parts[all_parts[i]].progress = GS_PROGRESS_DONE;
        assert_false(gs_lookup_is_waiting(&lookup));
    }
}

static void queries_are_found_by_name_and_type(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    add_query(&lookup.now.dns, "a.test", GS_TYPE_A, false);
    add_query(&lookup.now.dns, "a.test", GS_TYPE_AAAA, true);
    assert_ptr_equal(gs_facts_find_query(&lookup.now, "A.test.", GS_TYPE_AAAA),
                     &lookup.now.dns.items[1]);
    assert_null(gs_facts_find_query(&lookup.now, "a.test", GS_TYPE_MX));
    assert_null(gs_facts_find_query(&lookup.now, "b.test", GS_TYPE_A));
    gs_lookup_fini(&lookup);
}

static void reverse_names_are_found_by_address(void **state)
{
    (void)state;
    struct gs_lookup lookup = {0};
    struct gs_address address = {0};
    gs_vec_push(&lookup.now.reverse, reverse_of("::1"));
    gs_vec_push(&lookup.now.reverse, reverse_of("192.0.2.2"));
    (void)gs_address_parse("192.0.2.2", &address);
    assert_ptr_equal(gs_facts_find_reverse(&lookup.now, &address),
                     lookup.now.reverse.items[1]);
    (void)gs_address_parse("192.0.2.3", &address);
    assert_null(gs_facts_find_reverse(&lookup.now, &address));
    gs_lookup_fini(&lookup);
}

static void a_lookup_is_zeroed_after_fini(void **state)
{
    (void)state;
    static const struct gs_lookup zeroed;
    struct gs_lookup lookup = {.is_cancelled = true, .question = {.host = "a.test"}};
    fill(&lookup.now);
    fill(&lookup.last);
    gs_lookup_fini(&lookup);
    assert_string_equal(lookup.question.host, "");
    assert_false(lookup.is_cancelled);
    assert_null(lookup.now.system);
    assert_int_equal(lookup.last.dns.count, zeroed.last.dns.count);
    gs_lookup_fini(&lookup);
}

static void a_part_that_holds_nothing_moves_nothing(void **state)
{
    (void)state;
    struct gs_facts now = {0};
    struct gs_facts last = {0};
    gs_facts_move(&last, &now, GS_PART_ORDER);
    gs_facts_stop(&now, GS_PART_LOG, 1);
    gs_facts_clear(&now, GS_PART_ORDER);
    assert_false(gs_facts_has_answer(&last, GS_PART_ORDER));
    assert_true(gs_facts_is_whole(&last, GS_PART_ORDER));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_have_their_words),
        cmocka_unit_test(each_part_is_cleared_alone),
        cmocka_unit_test(each_part_is_moved_alone),
        cmocka_unit_test(what_only_waits_is_no_answer),
        cmocka_unit_test(what_is_whole_stays_when_the_rest_is_stopped),
        cmocka_unit_test(servers_and_a_trace_that_wait_are_stopped),
        cmocka_unit_test(a_delivery_and_a_whois_chain_that_wait_are_stopped),
        cmocka_unit_test(a_lookup_waits_while_any_part_does),
        cmocka_unit_test(queries_are_found_by_name_and_type),
        cmocka_unit_test(reverse_names_are_found_by_address),
        cmocka_unit_test(a_lookup_is_zeroed_after_fini),
        cmocka_unit_test(a_part_that_holds_nothing_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
