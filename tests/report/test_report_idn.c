/* SPDX-License-Identifier: MIT */
/* Names from outside in a text report: in the letters they stand for. */
#include "support/check.h"
#include "support/idn_scene.h"

#include "gaiscope/report/report.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static char *report_of(const struct gs_session *session, enum gs_part part)
{
    struct gs_buf out = {0};
    gs_report_text(&out, session, GS_PART_BIT(part));
    return gs_buf_claim(&out);
}

static void expect(const struct gs_session *session, enum gs_part part,
                   const char *wanted)
{
    char *text = report_of(session, part);
    if (strstr(text, wanted) == NULL) {
        fail_msg("no '%s' in:\n%s", wanted, text);
    }
    free(text);
}

static void records_are_written_in_their_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    idn_scene_records(&session);
    expect(&session, GS_PART_RECORDS, "10 mx.bücher.example (bücher.example)\n");
    expect(&session, GS_PART_RECORDS, "20 xn--4dbc.xn--4dbc\n");
    gs_session_fini(&session);
}

static void a_trace_is_written_in_its_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_trace_level level = {.zone = gs_mem_copy_text("xn--bcher-kva.example"),
                                   .asked = gs_mem_copy_text("xn--bcher-kva.example")};
    struct gs_trace_server server = {.host =
                                         gs_mem_copy_text("ns.xn--bcher-kva.example")};
    idn_scene_ask(&session, "bücher.example");
    session.lookup.now.trace = gs_trace_new("xn--bcher-kva.example");
    gs_vec_push(&level.servers, server);
    gs_vec_push(&session.lookup.now.trace->levels, level);
    expect(&session, GS_PART_TRACE, "  bücher.example (xn--bcher-kva.example)  ");
    expect(&session, GS_PART_TRACE, "ns.bücher.example (ns.xn--bcher-kva.example)  ");
    gs_session_fini(&session);
}

static void a_delivery_is_written_in_its_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_delivery_exchange exchange = {.name = gs_mem_copy_text("mx.example")};
    struct gs_delivery_address found = {0};
    struct gs_reverse_name name = {.name = gs_mem_copy_text("xn--fa-hia.example"),
                                   .confirmed = GS_CONFIRM_LEADS_BACK};
    (void)gs_address_parse("192.0.2.25", &found.address);
    found.reverse = gs_reverse_new(&found.address);
    gs_vec_push(&found.reverse->names, name);
    gs_vec_push(&exchange.addresses, found);
    idn_scene_ask(&session, "bücher.example");
    session.lookup.now.delivery = gs_delivery_new("xn--bcher-kva.example");
    gs_vec_push(&session.lookup.now.delivery->exchanges, exchange);
    expect(&session, GS_PART_DELIVERY,
           "192.0.2.25  mx.bücher.example (mx.xn--bcher-kva.example)\n");
    expect(&session, GS_PART_DELIVERY, "faß.example (xn--fa-hia.example), leads back\n");
    gs_session_fini(&session);
}

static void a_whois_server_is_written_in_its_letters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_whois_hop hop = {.server = gs_mem_copy_text("whois.xn--bcher-kva.example"),
                               .query = gs_mem_copy_text("xn--bcher-kva.example"),
                               .number = 1,
                               .port = 4343};
    idn_scene_ask(&session, "bücher.example");
    session.lookup.now.whois = gs_whois_new(GS_WHOIS_DOMAIN, "xn--bcher-kva.example");
    gs_vec_push(&session.lookup.now.whois->hops, hop);
    expect(&session, GS_PART_WHOIS,
           "whois.bücher.example (whois.xn--bcher-kva.example) port 4343\n");
    gs_session_fini(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_written_in_their_letters),
        cmocka_unit_test(a_trace_is_written_in_its_letters),
        cmocka_unit_test(a_delivery_is_written_in_its_letters),
        cmocka_unit_test(a_whois_server_is_written_in_its_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
