/* SPDX-License-Identifier: MIT */
#include "support/whois_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/whois_rules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
    SECOND = 1000000,
    MS = 1000,
    ASKED_S = 1795350665, /* 12:31:05 */
    ROUND = 91,
};

#define PARTS (GS_PART_BIT(GS_PART_WHOIS) | GS_PART_BIT(GS_PART_RECORDS))

/* What one server says, and how long it took. */
struct reply {
    const char *text; /* NULL: its port is closed */
    size_t len;       /* 0: up to the NUL */
    int64_t elapsed_us;
    bool is_reset; /* behind the text */
};

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = ROUND;
    event.at_us = SECOND + after_us;
    gs_session_apply(session, &event);
}

static void start(struct gs_session *session, const char *host)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, NULL);
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = PARTS;
    event.of.started.wall_s = ASKED_S;
    apply(session, event, 0);
}

static void take_reply(struct gs_whois *whois, const struct reply *reply)
{
    struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
    bool is_closed = reply->text == NULL;
    hop->outcome = is_closed         ? GS_OUTCOME_REFUSED
                   : reply->is_reset ? GS_OUTCOME_FAILED
                                     : GS_OUTCOME_ANSWERED;
    hop->step = is_closed         ? GS_WHOIS_CONNECTING
                : reply->is_reset ? GS_WHOIS_READING
                                  : GS_WHOIS_CLOSED;
    hop->error = is_closed ? ECONNREFUSED : reply->is_reset ? ECONNRESET : 0;
    hop->connect_us = is_closed ? 0 : reply->elapsed_us / 3;
    hop->elapsed_us = reply->elapsed_us;
    (void)gs_address_parse("192.0.2.43", &hop->address);
    if (!is_closed) {
        gs_whois_text_set(&hop->text, reply->text,
                          reply->len > 0 ? reply->len : strlen(reply->text));
        hop->text.is_cut = reply->is_reset;
    }
    whois->elapsed_us += reply->elapsed_us;
    gs_whois_rules_answer(whois, false);
}

/* Plays the replies in turn; the part is done when the chain is. */
static void play(struct gs_session *session, const char *host,
                 const struct reply *replies, size_t count)
{
    start(session, host);
    struct gs_whois *whois = gs_whois_rules_open(&session->lookup.question, NULL);
    whois->started_us = SECOND;
    for (size_t i = 0; i < count && !whois->is_complete; i++) {
        take_reply(whois, &replies[i]);
    }
    bool is_done = whois->is_complete;
    int64_t after_us = whois->elapsed_us;
    struct gs_event event = {.type = GS_EVENT_WHOIS};
    event.of.whois = whois;
    apply(session, event, after_us);
    struct gs_event done = {.type = GS_EVENT_PART_DONE, .of.part = GS_PART_WHOIS};
    if (is_done) {
        apply(session, done, after_us);
    }
    done.of.part = GS_PART_RECORDS;
    apply(session, done, 20 * MS);
}

/* DNS's word on the name servers of python.org. */
static void answer_ns(struct gs_session *session)
{
    static const char *const servers[] = {"ns1.example.net", "ns2.example.net"};
    struct gs_event query = {.type = GS_EVENT_RECORD_QUERY};
    query.of.query.name = gs_mem_copy_text("python.org");
    query.of.query.type = GS_TYPE_NS;
    apply(session, query, 0);
    struct gs_dns_answer *answer = gs_dns_answer_new("python.org", GS_TYPE_NS);
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->rcode = 0;
    for (size_t i = 0; i < 2; i++) {
        struct gs_record record = {.name = gs_mem_copy_text("python.org"),
                                   .text = gs_mem_copy_text(servers[i]),
                                   .target = gs_mem_copy_text(servers[i]),
                                   .ttl_s = 300,
                                   .type = GS_TYPE_NS,
                                   .class_ = 1};
        gs_vec_push(&answer->answer, record);
    }
    struct gs_event event = {.type = GS_EVENT_RECORD};
    event.of.dns = answer;
    apply(session, event, 5 * MS);
}

#define TO_REGISTRY                                                                      \
    "% IANA WHOIS server\n\nrefer:        whois.registry.example\n\n"                    \
    "domain:       ORG\n\nstatus:       ACTIVE\n"                                        \
    "remarks:      Registration information: https://registry.example/\n"

#define PYTHON                                                                           \
    "Domain Name: python.org\r\nRegistry Domain ID: 000000000000-LROR\r\n"               \
    "Registrar WHOIS Server: whois.registrar.example\r\n"                                \
    "Registrar URL: https://registrar.example/\r\n"                                      \
    "Updated Date: 2026-03-14T07:20:11Z\r\n"                                             \
    "Creation Date: 1995-03-27T05:00:00Z\r\n"                                            \
    "Registry Expiry Date: 2033-03-28T05:00:00Z\r\n"                                     \
    "Registrar: Registrar Example, Inc.\r\nRegistrar IANA ID: 9999\r\n"                  \
    "Registrar Abuse Contact Email: abuse@registrar.example\r\n"                         \
    "Registrar Abuse Contact Phone: +1.5555550100\r\n"                                   \
    "Domain Status: clientTransferProhibited "                                           \
    "https://icann.org/epp#clientTransferProhibited\r\n"                                 \
    "Domain Status: serverUpdateProhibited "                                             \
    "https://icann.org/epp#serverUpdateProhibited\r\n"                                   \
    "Registry Registrant ID: REDACTED FOR PRIVACY\r\n"                                   \
    "Registrant Name: REDACTED FOR PRIVACY\r\n"                                          \
    "Registrant Organization: Example Foundation\r\n"                                    \
    "Name Server: ns1.example.net\r\nName Server: ns2.example.net\r\n"                   \
    "DNSSEC: unsigned\r\n"

#define NO_MATCH "No match for www.python.org.\r\n"

static const struct reply chain[] = {
    {TO_REGISTRY, 0, 96 * MS, false},
    {NO_MATCH, 0, 120 * MS, false},
    {PYTHON, 0, 141 * MS, false},
    {PYTHON
     "\r\nFor more information on domain status codes, see https://icann.org/epp\r\n",
     0, 175 * MS, false},
};

void whois_scene_chain(struct gs_session *session)
{
    play(session, "www.python.org", chain, 4);
    answer_ns(session);
}

void whois_scene_waiting(struct gs_session *session)
{
    play(session, "www.python.org", chain, 3);
}

void whois_scene_closed(struct gs_session *session)
{
    static const struct reply replies[] = {{TO_REGISTRY, 0, 96 * MS, false},
                                           {NULL, 0, 41 * MS, false}};
    play(session, "name.org", replies, 2);
}

void whois_scene_network(struct gs_session *session)
{
    static const struct reply replies[] = {
        {"refer:        whois.arin.net\n\ninetnum:      192.0.0.0 - 192.255.255.255\n", 0,
         88 * MS, false},
        {"NetRange:       192.0.2.0 - 192.0.2.255\nCIDR:           192.0.2.0/24\n"
         "NetName:        TEST-NET-ONE\nOriginAS:       AS64500\n"
         "Organization:   Example Foundation (EXAMPL)\nRegDate:        2009-06-29\n"
         "Updated:        2013-08-30\nReferralServer: "
         "rwhois://rwhois.example.net:4321\n\n"
         "OrgName:        Example Foundation\nCountry:        CA\n\n"
         "OrgAbuseEmail:  abuse@example.net\n",
         0, 132 * MS, false},
    };
    play(session, "192.0.2.7", replies, 2);
}

void whois_scene_hostile(struct gs_session *session)
{
    static const char text[] =
        "Domain Name: python.org\nRegistrar: \x1b[31mred\x1b]0;title\x07\n"
        "Registrar IANA ID: 1\x08\x08\n"
        "Registrant Organization: M\xFCller \x9b"
        "2J\n"
        "Registrant Country: \t\x7f\n"
        "Domain Status: \x1b[2J\nName Server: \x1b[H.example\n"
        "Expiry Date: 2026-12-01\nDNSSEC: \0 nul\n"
        "Registrar WHOIS Server: a\x1b;b\n=cmd|'/C calc'!A0\n%half";
    const struct reply replies[] = {{TO_REGISTRY, 0, 96 * MS, false},
                                    {text, sizeof text - 1, 66 * MS, true}};
    play(session, "python.org", replies, 2);
}

void whois_scene_nothing(struct gs_session *session)
{
    play(session, "secret.onion", NULL, 0);
}
