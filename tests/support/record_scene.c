/* SPDX-License-Identifier: MIT */
#include "support/record_scene.h"

#include "support/dns_wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    MS = 1000,
    BEGAN_US = 1000000,
    OPT_TYPE = 41,
    UDP_SIZE = 1232,
    DATA_MAX = 512,
};

#define NAME "python.org"

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : 1;
    event.at_us = BEGAN_US + after_us;
    gs_session_apply(session, &event);
}

static struct gs_endpoint server(void)
{
    struct gs_endpoint out = {.port = 53};
    (void)gs_address_parse("10.0.0.2", &out.address);
    return out;
}

static void know_machine(struct gs_session *session)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->host_name, sizeof machine->host_name, "atlas");
    (void)snprintf(machine->hosts_sources, sizeof machine->hosts_sources, "files dns");
    (void)gs_address_parse("10.0.0.7", &machine->source_v4);
    (void)gs_address_parse("2001:db8::7", &machine->source_v6);
    machine->resolver.servers[0] = server();
    machine->resolver.server_count = 1;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

void record_scene_start(struct gs_session *session, const char *host)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    know_machine(session);
    (void)gs_question_set(question, host, "www");
    (void)snprintf(question->host_ascii, sizeof question->host_ascii, "%s", host);
    (void)snprintf(question->host_unicode, sizeof question->host_unicode, "%s", host);
    question->hints = gs_hints_default();
    event.of.started.question = question;
    event.of.started.parts = GS_PART_BIT(GS_PART_RECORDS);
    event.of.started.wall_s = RECORD_SCENE_BEGAN_S;
    apply(session, event, 0);
}

void record_scene_ask(struct gs_session *session, const char *asked, uint16_t type)
{
    struct gs_event event = {.type = GS_EVENT_RECORD_QUERY};
    event.of.query.name = gs_mem_copy_text(asked);
    event.of.query.type = type;
    apply(session, event, 0);
}

void record_scene_finish(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = GS_PART_RECORDS;
    apply(session, event, 31 * MS);
}

/* -- messages ------------------------------------------------------------------------ */

static size_t read_hex(const char *hex, uint8_t out[DATA_MAX])
{
    size_t len = 0;
    unsigned byte = 0;
    while (*hex != '\0' && len < DATA_MAX) {
        if (*hex == ' ') {
            hex++;
            continue;
        }
        (void)sscanf(hex, "%2x", &byte); /* the scripts of this file are right */
        out[len++] = (uint8_t)byte;
        hex += 2;
    }
    return len;
}

static const char *target_of(const struct record_scene_row *row)
{
    return row->type == GS_TYPE_CNAME || row->type == GS_TYPE_NS ? row->text
           : row->type == GS_TYPE_MX ? strchr(row->text, ' ') + 1
                                     : NULL;
}

/* A record's data: as scripted, an address, or a name; else nothing. */
static void write_data(struct dns_wire *wire, const struct record_scene_row *row,
                       const struct gs_record *record)
{
    uint8_t data[DATA_MAX];
    const char *target = target_of(row);
    if (row->bytes != NULL) {
        dns_wire_bytes(wire, data, read_hex(row->bytes, data));
    } else if (record->address.family != 0) {
        dns_wire_bytes(wire, record->address.bytes,
                       record->address.family == AF_INET ? 4 : 16);
    } else if (target != NULL) {
        if (row->type == GS_TYPE_MX) {
            dns_wire_u16(wire, (unsigned)atoi(row->text));
        }
        dns_wire_name(wire, target);
    }
}

static void add_record(struct dns_wire *wire, struct gs_record_list *section,
                       const struct record_scene_row *row)
{
    const char *target = target_of(row);
    struct gs_record record = {
        .name = gs_mem_copy_text(row->name),
        .text = gs_mem_copy_text(row->text),
        .target = target == NULL ? NULL : gs_mem_copy_text(target),
        .ttl_s = row->ttl_s,
        .type = row->type,
        .class_ = GS_CLASS_IN,
    };
    if (row->type == GS_TYPE_A || row->type == GS_TYPE_AAAA) {
        (void)gs_address_parse(row->text, &record.address);
    }
    dns_wire_name(wire, row->name);
    dns_wire_u16(wire, row->type);
    dns_wire_u16(wire, GS_CLASS_IN);
    dns_wire_u32(wire, row->ttl_s);
    size_t length_at = wire->len;
    dns_wire_u16(wire, 0);
    record.data_at = (uint32_t)wire->len;
    write_data(wire, row, &record);
    record.data_len = (uint16_t)(wire->len - record.data_at);
    wire->bytes[length_at] = (uint8_t)(record.data_len >> 8);
    wire->bytes[length_at + 1] = (uint8_t)record.data_len;
    gs_vec_push(section, record);
}

static uint16_t add_section(struct dns_wire *wire, struct gs_record_list *section,
                            const struct record_scene_row *rows)
{
    for (; rows != NULL && rows->name != NULL; rows++) {
        add_record(wire, section, rows);
    }
    return (uint16_t)section->count;
}

static void add_opt(struct dns_wire *wire, struct gs_dns_answer *answer,
                    const struct record_scene_answer *script)
{
    size_t text_len = script->ede_text == NULL ? 0 : strlen(script->ede_text);
    dns_wire_u8(wire, 0);
    dns_wire_u16(wire, OPT_TYPE);
    dns_wire_u16(wire, UDP_SIZE);
    dns_wire_u32(wire, 0);
    dns_wire_u16(wire, script->ede_text == NULL ? 0 : (unsigned)text_len + 6);
    if (script->ede_text != NULL) {
        struct gs_ede error = {.code = script->ede,
                               .text = gs_mem_copy_text(script->ede_text)};
        dns_wire_u16(wire, 15);
        dns_wire_u16(wire, (unsigned)text_len + 2);
        dns_wire_u16(wire, script->ede);
        dns_wire_bytes(wire, script->ede_text, text_len);
        gs_vec_push(&answer->edns.errors, error);
    }
    answer->edns.is_present = true;
    answer->edns.udp_size = UDP_SIZE;
}

static void write_message(struct gs_dns_answer *answer,
                          const struct record_scene_answer *script)
{
    struct dns_wire *wire = gs_mem_new(1, sizeof *wire);
    dns_wire_start(wire, 0x1a2b, (uint16_t)(0x8180 | script->rcode), script->name,
                   script->type);
    dns_wire_count(wire, 1, add_section(wire, &answer->answer, script->answer));
    dns_wire_count(wire, 2, add_section(wire, &answer->authority, script->authority));
    uint16_t more = add_section(wire, &answer->additional, script->additional);
    add_opt(wire, answer, script);
    dns_wire_count(wire, 3, (uint16_t)(more + 1));
    answer->wire = gs_mem_new(wire->len, 1);
    memcpy(answer->wire, wire->bytes, wire->len);
    answer->size_bytes = (uint32_t)wire->len;
    free(wire);
}

void record_scene_answer(struct gs_session *session,
                         const struct record_scene_answer *script)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(script->name, script->type);
    int64_t elapsed_us = script->rcode >= 0 ? 3900 : 5000 * (int64_t)MS;
    struct gs_dns_try try = {.server = server(),
                             .outcome = script->rcode >= 0 ? GS_OUTCOME_ANSWERED
                                                           : script->outcome,
                             .came_to = script->outcome,
                             .rcode = script->rcode,
                             .elapsed_us = elapsed_us};
    gs_vec_push(&answer->tries, try);
    answer->outcome = script->outcome;
    answer->rcode = script->rcode;
    answer->id = 0x1a2b;
    answer->asked = gs_dns_asking_default();
    answer->asked.keeps_message = true;
    answer->elapsed_us = elapsed_us;
    answer->received_us = BEGAN_US + elapsed_us;
    if (script->rcode >= 0) {
        answer->server = server();
        answer->flags = (struct gs_dns_flags){.rd = true, .ra = true};
        write_message(answer, script);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_RECORD, .of.dns = answer},
          elapsed_us);
}

/* -- python.org ---------------------------------------------------------------------- */

#define END                                                                              \
    {                                                                                    \
        NULL, 0, 0, NULL, NULL                                                           \
    }

static const struct record_scene_row soa_row[] = {
    {NAME, GS_TYPE_SOA, 742,
     "ns1.example.net hostmaster.example.net 2026112201 7200 900 1209600 300",
     "036e7331076578616d706c65036e657400"
     "0a686f73746d6173746572076578616d706c65036e657400"
     "78c3c2e9 00001c20 00000384 00127500 0000012c"},
    END};
static const struct record_scene_row a_rows[] = {
    {NAME, GS_TYPE_A, 1764, "198.51.100.223", NULL},
    {NAME, GS_TYPE_A, 1764, "198.51.100.224", NULL},
    END};
static const struct record_scene_row aaaa_rows[] = {
    {NAME, GS_TYPE_AAAA, 1764, "2001:db8:64::223", NULL},
    {NAME, GS_TYPE_AAAA, 1764, "2001:db8:64::224", NULL},
    END};
static const struct record_scene_row https_rows[] = {
    {NAME, GS_TYPE_HTTPS, 264,
     "1 . alpn=\"h2,h3\" ipv4hint=198.51.100.223 ipv6hint=2001:db8:64::9",
     "0001 00 0001 0006 026832026833 0004 0004 c63364df"
     "0006 0010 20010db8006400000000000000000009"},
    END};
static const struct record_scene_row mx_rows[] = {
    {NAME, GS_TYPE_MX, 3064, "50 mail.python.org", NULL}, END};
static const struct record_scene_row ns_rows[] = {
    {NAME, GS_TYPE_NS, 86233, "ns1.example.net", NULL},
    {NAME, GS_TYPE_NS, 86233, "ns2.example.net", NULL},
    END};
static const struct record_scene_row txt_rows[] = {
    {NAME, GS_TYPE_TXT, 3064,
     "\"v=spf1 mx a:mail.python.org ip4:192.0.2.0/24 ip6:2001:db8:25::/48 -all\"",
     "46 763d73706631206d7820613a6d61696c2e707974686f6e2e6f7267206970343a3139322e302e322e"
     "302f3234206970363a323030313a6462383a32353a3a2f3438202d616c6c"},
    {NAME, GS_TYPE_TXT, 3064, "\"site-verification=9f3c0c1e5a0b47d1\"",
     "22 736974652d766572696669636174696f6e3d39663363306331653561306234376431"},
    END};
static const struct record_scene_row caa_rows[] = {
    {NAME, GS_TYPE_CAA, 3064, "0 issue \"ca.example.net\"",
     "00 05 6973737565 63612e6578616d706c652e6e6574"},
    END};
static const struct record_scene_row tlsa_rows[] = {
    {"_80._tcp.python.org", GS_TYPE_TLSA, 3064,
     "3 1 1 8d02536c887482bc34ff54e41d2ba659bf85b341a0a20afadb5813dcfbcf286d",
     "030101 8d02536c887482bc34ff54e41d2ba659bf85b341a0a20afadb5813dcfbcf286d"},
    END};

static const struct record_scene_answer python[] = {
    {NAME, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, a_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_AAAA, GS_OUTCOME_ANSWERED, 0, aaaa_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_CNAME, GS_OUTCOME_NO_DATA, 0, NULL, soa_row, NULL, 0, NULL},
    {NAME, GS_TYPE_HTTPS, GS_OUTCOME_ANSWERED, 0, https_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_MX, GS_OUTCOME_ANSWERED, 0, mx_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_NS, GS_OUTCOME_ANSWERED, 0, ns_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_SOA, GS_OUTCOME_ANSWERED, 0, soa_row, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_TXT, GS_OUTCOME_ANSWERED, 0, txt_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_CAA, GS_OUTCOME_ANSWERED, 0, caa_rows, NULL, NULL, 0, NULL},
    {NAME, GS_TYPE_DS, GS_OUTCOME_NO_DATA, 0, NULL, soa_row, NULL, 0, NULL},
    {NAME, GS_TYPE_DNSKEY, GS_OUTCOME_NO_DATA, 0, NULL, soa_row, NULL, 0, NULL},
    {NAME, GS_TYPE_NAPTR, GS_OUTCOME_NO_DATA, 0, NULL, soa_row, NULL, 0, NULL},
    {NAME, GS_TYPE_SSHFP, GS_OUTCOME_NO_DATA, 0, NULL, soa_row, NULL, 0, NULL},
    {"_80._tcp.python.org", GS_TYPE_TLSA, GS_OUTCOME_ANSWERED, 0, tlsa_rows, NULL, NULL,
     0, NULL},
    {"_http._tcp.python.org", GS_TYPE_SRV, GS_OUTCOME_NO_SUCH_NAME, 3, NULL, soa_row,
     NULL, 0, NULL},
};

#define PYTHON_COUNT (sizeof python / sizeof python[0])

void record_scene_fill(struct gs_session *session)
{
    record_scene_start(session, NAME);
    for (size_t i = 0; i < PYTHON_COUNT; i++) {
        record_scene_ask(session, python[i].name, python[i].type);
        record_scene_answer(session, &python[i]);
    }
    record_scene_finish(session);
}

void record_scene_waiting(struct gs_session *session)
{
    record_scene_start(session, NAME);
    for (size_t i = 0; i < PYTHON_COUNT; i++) {
        record_scene_ask(session, python[i].name, python[i].type);
        if (i % 5 != 1) {
            record_scene_answer(session, &python[i]);
        }
    }
    struct gs_event event = {.type = GS_EVENT_RECORD_TRY};
    event.of.query.try = (struct gs_dns_try){.server = server(),
                                             .outcome = GS_OUTCOME_TIMED_OUT,
                                             .came_to = GS_OUTCOME_TIMED_OUT,
                                             .rcode = -1,
                                             .elapsed_us = 1000 * (int64_t)MS};
    event.of.query.name = gs_mem_copy_text(python[6].name);
    event.of.query.type = python[6].type;
    apply(session, event, 1000 * (int64_t)MS);
}

void record_scene_no_name(struct gs_session *session)
{
    static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA, GS_TYPE_MX, GS_TYPE_TXT};
    record_scene_start(session, "nosuch.python.org");
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct record_scene_answer answer = {"nosuch.python.org",
                                             types[i],
                                             GS_OUTCOME_NO_SUCH_NAME,
                                             3,
                                             NULL,
                                             soa_row,
                                             NULL,
                                             0,
                                             NULL};
        record_scene_ask(session, answer.name, answer.type);
        record_scene_answer(session, &answer);
    }
    record_scene_finish(session);
}

void record_scene_failing(struct gs_session *session)
{
    static const struct record_scene_answer answers[] = {
        {NAME, GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, a_rows, NULL, NULL, 0, NULL},
        {NAME, GS_TYPE_AAAA, GS_OUTCOME_SERVER_FAILURE, 2, NULL, NULL, NULL, 22,
         "no server of python.org could be reached"},
        {NAME, GS_TYPE_MX, GS_OUTCOME_REFUSED, 5, NULL, NULL, NULL, 0, NULL},
        {NAME, GS_TYPE_NS, GS_OUTCOME_TIMED_OUT, -1, NULL, NULL, NULL, 0, NULL},
        {NAME, GS_TYPE_TXT, GS_OUTCOME_REFUSED, -1, NULL, NULL, NULL, 0, NULL},
    };
    record_scene_start(session, NAME);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        record_scene_ask(session, answers[i].name, answers[i].type);
        record_scene_answer(session, &answers[i]);
    }
    record_scene_finish(session);
}

static const struct record_scene_row alias_a_rows[] = {
    {"www.python.org", GS_TYPE_CNAME, 300, "web.example.net", NULL},
    {"web.example.net", GS_TYPE_CNAME, 60, "edge.example.net", NULL},
    {"edge.example.net", GS_TYPE_A, 20, "198.51.100.9", NULL},
    {"edge.example.net", GS_TYPE_RRSIG, 20,
     "A 13 3 20 20261201000000 20261120000000 4711 example.net c2lnbmF0dXJl", NULL},
    END};
static const struct record_scene_row alias_aaaa_rows[] = {
    {"www.python.org", GS_TYPE_CNAME, 300, "web.example.net", NULL},
    {"web.example.net", GS_TYPE_CNAME, 60, "edge.example.net", NULL},
    END};
static const struct record_scene_row net_rows[] = {
    {"example.net", GS_TYPE_NS, 3600, "ns1.example.net", NULL}, END};
static const struct record_scene_row glue_rows[] = {
    {"ns1.example.net", GS_TYPE_A, 3600, "192.0.2.53", NULL}, END};

void record_scene_alias(struct gs_session *session)
{
    static const struct record_scene_answer answers[] = {
        {"www.python.org", GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, alias_a_rows, net_rows,
         glue_rows, 0, NULL},
        {"www.python.org", GS_TYPE_AAAA, GS_OUTCOME_NO_DATA, 0, alias_aaaa_rows, net_rows,
         glue_rows, 0, NULL},
        {"www.python.org", GS_TYPE_CNAME, GS_OUTCOME_ANSWERED, 0, alias_aaaa_rows, NULL,
         NULL, 0, NULL},
    };
    record_scene_start(session, "www.python.org");
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        record_scene_ask(session, answers[i].name, answers[i].type);
        record_scene_answer(session, &answers[i]);
    }
    record_scene_finish(session);
}

/* Records without the bytes of a message: it would be too long for one. */
static void answer_many(struct gs_session *session, uint16_t type,
                        const struct record_scene_row *rows)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(NAME, type);
    struct dns_wire *wire = gs_mem_new(1, sizeof *wire);
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->server = server();
    answer->received_us = BEGAN_US;
    for (; rows->name != NULL; rows++) {
        wire->len = 0;
        add_record(wire, &answer->answer, rows);
    }
    free(wire);
    record_scene_ask(session, NAME, type);
    apply(session, (struct gs_event){.type = GS_EVENT_RECORD, .of.dns = answer}, MS);
}

void record_scene_many(struct gs_session *session, size_t count, size_t text_bytes)
{
    enum {
        TEXT_BYTES = 24,
    };

    struct record_scene_row *rows = gs_mem_new(count + 1, sizeof *rows);
    char *texts = gs_mem_new(count, TEXT_BYTES);
    char *text = gs_mem_new(text_bytes + 3, 1);
    for (size_t i = 0; i < count; i++) {
        char *at = texts + i * TEXT_BYTES;
        (void)snprintf(at, TEXT_BYTES, "10.%u.%u.%u", (unsigned)(i / 65536 % 256),
                       (unsigned)(i / 256 % 256), (unsigned)(i % 256));
        rows[i] = (struct record_scene_row){NAME, GS_TYPE_A, 300, at, NULL};
    }
    memset(text, 'x', text_bytes + 2);
    text[0] = text[text_bytes + 1] = '"';
    const struct record_scene_row long_row[] = {{NAME, GS_TYPE_TXT, 300, text, NULL},
                                                END};
    record_scene_start(session, NAME);
    answer_many(session, GS_TYPE_A, rows);
    answer_many(session, GS_TYPE_TXT, long_row);
    record_scene_finish(session);
    free(text);
    free(texts);
    free(rows);
}
