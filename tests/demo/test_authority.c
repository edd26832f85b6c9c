/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/demo/authority.h"
#include "gaiscope/demo/demo.h"
#include "gaiscope/dns/message.h"
#include "gaiscope/model/dns_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID 0x1234

static int load_demo(void **state)
{
    struct gs_buf error = {0};
    struct gs_authority *authority = NULL;
    if (gs_authority_load(gs_demo_zone(), &authority, &error) != GS_OK) {
        print_error("%s\n", gs_buf_text(&error));
    }
    gs_buf_fini(&error);
    *state = authority;
    return authority == NULL;
}

static int free_demo(void **state)
{
    gs_authority_free(*state);
    return 0;
}

static struct gs_authority_reply send_query(const struct gs_authority *authority,
                                            const char *name, uint16_t type,
                                            enum gs_transport transport)
{
    uint8_t query[512];
    size_t len = gs_message_encode_query(
        name, type, ID, &(struct gs_dns_asking){.udp_size = 1232}, query);
    assert_true(len > 0);
    return gs_authority_reply(authority, NULL,
                              (struct gs_authority_query){query, len, transport});
}

static struct gs_dns_answer *decode(struct gs_authority_reply *reply, const char *name,
                                    uint16_t type)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    const uint8_t *wire = (const uint8_t *)reply->message.data;
    assert_int_equal(gs_message_decode(wire, reply->message.len, answer), GS_OK);
    gs_authority_reply_fini(reply);
    return answer;
}

/** Asks by UDP with EDNS; the reply must come when it should. */
static struct gs_dns_answer *ask_late(const struct gs_authority *authority,
                                      const char *name, uint16_t type, uint32_t delay_ms)
{
    struct gs_authority_reply reply = send_query(authority, name, type, GS_TRANSPORT_UDP);
    assert_true(reply.message.len > 0);
    assert_int_equal(reply.delay_ms, delay_ms);
    return decode(&reply, name, type);
}

/** The same, at once. */
static struct gs_dns_answer *ask(const struct gs_authority *authority, const char *name,
                                 uint16_t type)
{
    return ask_late(authority, name, type, 0);
}

static void addresses_of_the_lessons_are_there(void **state)
{
    static const struct {
        const char *name;
        uint16_t type;
        size_t count;
        const char *first;
        uint32_t delay_ms; /* made up for the race */
    } cases[] = {
        {"mit.edu", GS_TYPE_A, 1, "104.67.192.104", 18},
        {"mit.edu", GS_TYPE_AAAA, 2, "2600:1402:b800:88c::255e", 60},
        {"www.example.com", GS_TYPE_A, 1, "93.184.215.14", 0},
        {"www.example.com", GS_TYPE_AAAA, 1, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", 0},
        {"ftp.gnu.org", GS_TYPE_A, 1, "209.51.188.20", 0},
        {"ftp.gnu.org", GS_TYPE_AAAA, 1, "2001:470:142:3::b", 0},
        {"iana.org", GS_TYPE_A, 1, "192.0.43.8", 0},
        {"iana.org", GS_TYPE_AAAA, 1, "2001:500:88:200::8", 0},
        {"xn--dlq917e1ik.xn--fiqs8s", GS_TYPE_A, 1, "218.241.105.10", 0},
        {"google.com", GS_TYPE_A, 1, "142.250.189.142", 0},
        {"iana.org", GS_TYPE_MX, 5, "10 pechora1.icann.org", 0},
        {"python.org", GS_TYPE_MX, 1, "50 mail.python.org", 0},
        {"python.org", GS_TYPE_NS, 2, "ns1.demo.test", 0},
        {"python.org", GS_TYPE_HTTPS, 1, "1 . alpn=", 0},
        {"_25._tcp.mx2.example.org", GS_TYPE_TLSA, 2, "3 1 1 ", 0},
        {"types.test", GS_TYPE_LOC, 1, "52 22 23", 0},
        {"types.test", GS_TYPE_NAPTR, 2, "100 10 ", 0},
        {"signed.types.test", GS_TYPE_DS, 1, "12345 13 2 ", 0},
        {"xn--fa-hia.example", GS_TYPE_A, 1, "192.0.2.140", 0},
        {"python.org", GS_TYPE_TXT, 2, "\"v=spf1 mx a:mail.python.org ", 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            ask_late(*state, cases[i].name, cases[i].type, cases[i].delay_ms);
        print_message("%s %d\n", cases[i].name, cases[i].type);
        assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
        assert_int_equal(answer->answer.count, cases[i].count);
        assert_memory_equal(answer->answer.items[0].text, cases[i].first,
                            strlen(cases[i].first));
        assert_true(answer->flags.aa && answer->flags.ra && answer->flags.rd);
        gs_dns_answer_free(answer);
    }
}

static bool has_address(const struct gs_dns_answer *answer,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        if (gs_address_is_equal(&answer->answer.items[i].address, address)) {
            return true;
        }
    }
    return false;
}

static void names_of_addresses_lead_back(void **state)
{
    static const struct {
        const char *address;
        const char *name;
    } cases[] = {
        {"192.0.43.8", "43-8.any.icann.org"},
        {"2001:500:88:200::8", "43-8.any.icann.org"},
        {"142.250.189.142", "mia09s26-in-f14.1e100.net"},
        {"209.51.188.20", "ftp.gnu.org"},
        {"2001:470:142:3::b", "ftp.gnu.org"},
        {"104.67.192.104", "a104-67-192-104.demo.test"},
        {"2600:1402:b800:88c::255e", "g2600-1402-b800-88c--255e.demo.test"},
        {"2600:1402:b800:893::255e", "g2600-1402-b800-893--255e.demo.test"},
        {"198.51.100.223", "python.org"},
        {"2001:db8:64::224", "python.org"},
        {"192.0.2.78", "pechora8.icann.org"},
        {"2001:db8:33::71", "pechora1.icann.org"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address;
        char reverse[GS_REVERSE_NAME_MAX];
        assert_int_equal(gs_address_parse(cases[i].address, &address), GS_OK);
        gs_address_reverse_name(&address, reverse);
        struct gs_dns_answer *names = ask(*state, reverse, GS_TYPE_PTR);
        check_case(cases[i].address);
        assert_int_equal(names->answer.count, 1);
        assert_string_equal(names->answer.items[0].target, cases[i].name);
        bool is_v4 = strchr(cases[i].address, ':') == NULL;
        struct gs_dns_answer *back =
            ask(*state, cases[i].name, is_v4 ? GS_TYPE_A : GS_TYPE_AAAA);
        assert_true(has_address(back, &address));
        gs_dns_answer_free(names);
        gs_dns_answer_free(back);
    }
}

static void absent_names_and_types_are_told_apart(void **state)
{
    static const struct {
        const char *label;
        const char *name;
        uint16_t type;
        enum gs_outcome outcome;
        size_t aliases;
    } cases[] = {
        {"unknown name", "nosuch.fault.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 0},
        {"unknown zone", "nosuch.invalid", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 0},
        {"below a leaf", "a.b.iana.org", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 0},
        {"other type", "nodata.fault.test", GS_TYPE_A, GS_OUTCOME_NO_DATA, 0},
        {"empty non-terminal", "below.fault.test", GS_TYPE_A, GS_OUTCOME_NO_DATA, 0},
        {"part of a label", "low.fault.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 0},
        {"only IPv4", "v4only.fault.test", GS_TYPE_AAAA, GS_OUTCOME_NO_DATA, 0},
        {"only IPv6", "v6only.fault.test", GS_TYPE_A, GS_OUTCOME_NO_DATA, 0},
        {"end of a chain", "dangling.fault.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 1},
        {"chain, other type", "chain.fault.test", GS_TYPE_AAAA, GS_OUTCOME_NO_DATA, 3},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer = ask(*state, cases[i].name, cases[i].type);
        check_case(cases[i].label);
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_int_equal(answer->answer.count, cases[i].aliases);
        assert_int_equal(answer->authority.count, 1);
        assert_int_equal(answer->authority.items[0].type, GS_TYPE_SOA);
        gs_dns_answer_free(answer);
    }
}

static void negative_answers_name_the_nearest_zone(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "nosuch.fault.test", GS_TYPE_A);
    assert_string_equal(answer->authority.items[0].name, "fault.test");
    gs_dns_answer_free(answer);
    answer = ask(*state, "nosuch.invalid", GS_TYPE_A);
    assert_string_equal(answer->authority.items[0].name, ".");
    gs_dns_answer_free(answer);
}

static void aliases_are_followed_to_their_records(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "chain.fault.test", GS_TYPE_A);
    assert_int_equal(answer->answer.count, 4);
    assert_string_equal(answer->answer.items[0].target, "chain2.fault.test");
    assert_string_equal(answer->answer.items[3].name, "v4only.fault.test");
    assert_string_equal(answer->answer.items[3].text, "192.0.2.105");
    gs_dns_answer_free(answer);
    answer = ask(*state, "chain.fault.test", GS_TYPE_CNAME);
    assert_int_equal(answer->answer.count, 1);
    gs_dns_answer_free(answer);
}

static void alias_loop_is_told_once(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "loop.fault.test", GS_TYPE_A);
    assert_int_equal(answer->rcode, 0);
    assert_int_equal(answer->answer.count, 2);
    assert_null(gs_dns_answer_final_name(answer));
    gs_dns_answer_free(answer);
}

static void case_of_the_question_is_kept_and_ignored(void **state)
{
    uint8_t query[512];
    size_t len = gs_message_encode_query("IaNa.oRg", GS_TYPE_A, ID,
                                         &(struct gs_dns_asking){.udp_size = 0}, query);
    struct gs_authority_reply reply = gs_authority_reply(
        *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    assert_memory_equal(reply.message.data + 12, query + 12, len - 12);
    assert_int_equal(reply.message.data[7], 1);
    gs_authority_reply_fini(&reply);
}

static void any_gets_one_record(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "iana.org", GS_TYPE_ANY);
    assert_int_equal(answer->answer.count, 1);
    gs_dns_answer_free(answer);
}

static void edns_is_answered_only_when_asked(void **state)
{
    uint8_t query[512];
    struct gs_dns_answer *answer = ask(*state, "iana.org", GS_TYPE_A);
    assert_true(answer->edns.is_present);
    assert_int_equal(answer->edns.udp_size, 1232);
    assert_int_equal(answer->edns.version, 0);
    gs_dns_answer_free(answer);
    size_t len = gs_message_encode_query("iana.org", GS_TYPE_A, ID,
                                         &(struct gs_dns_asking){.udp_size = 0}, query);
    struct gs_authority_reply reply = gs_authority_reply(
        *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    assert_int_equal(reply.message.data[11], 0);
    gs_authority_reply_fini(&reply);
}

static void options_of_edns_are_answered(void **state)
{
    uint8_t query[GS_QUERY_MAX];
    struct gs_dns_asking asking = gs_dns_asking_default();
    assert_int_equal(gs_dns_asking_parse("nsid,subnet=192.0.2.0/24", &asking, NULL),
                     GS_OK);
    memcpy(asking.cookie, "ourcooki", asking.cookie_len = GS_COOKIE_CLIENT);
    size_t len = gs_message_encode_query("iana.org", GS_TYPE_A, ID, &asking, query);
    struct gs_authority_reply reply = gs_authority_reply(
        *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    struct gs_dns_answer *answer = decode(&reply, "iana.org", GS_TYPE_A);
    answer->asked = asking;
    assert_int_equal(answer->edns.nsid_len, strlen("gaiscope demo"));
    assert_int_equal(gs_dns_answer_cookie_state(answer), GS_COOKIE_GOOD);
    assert_int_equal(answer->edns.subnet_bits, 24);
    assert_int_equal(answer->edns.subnet_scope, 0);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    gs_dns_answer_free(answer);
    query[len - 10] ^= 0x40; /* the cookie's length leaves the record */
    reply = gs_authority_reply(*state, NULL,
                               (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    assert_int_equal(reply.message.data[3] & 0x0f, GS_RCODE_FORMERR);
    gs_authority_reply_fini(&reply);
}

static void newer_edns_version_is_badvers(void **state)
{
    uint8_t query[512];
    size_t len = gs_message_encode_query(
        "iana.org", GS_TYPE_A, ID, &(struct gs_dns_asking){.udp_size = 1232}, query);
    query[len - 5] = 1; /* an empty OPT ends in rcode, version, flags, flags, 0, 0 */
    struct gs_authority_reply reply = gs_authority_reply(
        *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    struct gs_dns_answer *answer = decode(&reply, "iana.org", GS_TYPE_A);
    assert_int_equal(answer->rcode, 16);
    assert_int_equal(answer->answer.count, 0);
    gs_dns_answer_free(answer);
}

static void declared_failures_come_with_their_extended_error(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "servfail.fault.test", GS_TYPE_A);
    assert_int_equal(answer->outcome, GS_OUTCOME_SERVER_FAILURE);
    assert_int_equal(answer->edns.errors.count, 1);
    assert_int_equal(answer->edns.errors.items[0].code, 22);
    assert_string_equal(answer->edns.errors.items[0].text,
                        "the servers of this zone do not answer");
    gs_dns_answer_free(answer);
    answer = ask(*state, "refused.fault.test", GS_TYPE_AAAA);
    assert_int_equal(answer->outcome, GS_OUTCOME_REFUSED);
    assert_int_equal(answer->edns.errors.count, 0);
    gs_dns_answer_free(answer);
    answer = ask(*state, "servfail6.fault.test", GS_TYPE_A);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    gs_dns_answer_free(answer);
}

static void validated_names_have_ad_where_it_is_asked_for(void **state)
{
    static const struct {
        const char *label;
        const char *name;
        struct gs_dns_asking asking;
        bool is_ad;
    } cases[] = {
        {"its name", "example.org", {.udp_size = 1232}, true},
        {"below it", "_25._tcp.mx1.example.org", {.udp_size = 1232}, true},
        {"no such name", "old.example.org", {.udp_size = 1232}, true},
        {"AD is clear", "example.org", {.udp_size = 1232, .is_without_ad = true}, false},
        {"DO",
         "example.org",
         {.udp_size = 1232, .is_without_ad = true, .wants_signatures = true},
         true},
        {"another zone", "example.net", {.udp_size = 1232}, false},
        {"above it", "org", {.udp_size = 1232}, false},
        {"same end of a label", "xpython.org", {.udp_size = 1232}, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t query[512];
        check_case(cases[i].label);
        size_t len = gs_message_encode_query(cases[i].name, GS_TYPE_TLSA, ID,
                                             &cases[i].asking, query);
        struct gs_authority_reply reply = gs_authority_reply(
            *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
        struct gs_dns_answer *answer = decode(&reply, cases[i].name, GS_TYPE_TLSA);
        assert_int_equal(answer->flags.ad, cases[i].is_ad);
        gs_dns_answer_free(answer);
    }
}

/* Asks one of the servers that NS records name. */
static struct gs_dns_answer *ask_host(const struct gs_authority *authority,
                                      const char *host, const char *name, uint16_t type)
{
    uint8_t query[512];
    struct gs_dname server;
    assert_true(gs_dname_parse(host, &server));
    size_t len = gs_message_encode_query(
        name, type, ID, &(struct gs_dns_asking){.udp_size = 1232}, query);
    struct gs_authority_reply reply = gs_authority_reply(
        authority, &server, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    return decode(&reply, name, type);
}

static void each_server_has_its_own_zones_and_refers_to_the_next(void **state)
{
    static const struct {
        const char *host;
        const char *name;
        const char *zone; /* referred to; NULL: an answer of its own */
        size_t servers;   /* of the referral */
        size_t glue;
    } cases[] = {
        {"a.root.demo.test", "mail.python.org", "org", 2, 2},
        {"b.root.demo.test", "www.example.com", "com", 1, 1},
        {"a.root.demo.test", "mit.edu", "mit.edu", 1, 1},
        {"a.top.demo.test", "mail.python.org", "python.org", 2, 2},
        {"b.top.demo.test", "example.org", "example.org", 1, 1},
        {"ns1.demo.test", "mail.python.org", NULL, 0, 0},
        {"ns2.demo.test", "mail.python.org", NULL, 0, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            ask_host(*state, cases[i].host, cases[i].name, GS_TYPE_A);
        check_case(cases[i].name);
        assert_int_equal(answer->rcode, GS_RCODE_NOERROR);
        assert_false(answer->flags.ra);
        assert_false(answer->flags.ad);
        assert_int_equal(answer->flags.aa, cases[i].zone == NULL);
        assert_int_equal(answer->answer.count, cases[i].zone == NULL);
        assert_int_equal(answer->authority.count, cases[i].servers);
        assert_int_equal(answer->additional.count, cases[i].glue);
        if (cases[i].zone != NULL) {
            assert_string_equal(answer->authority.items[0].name, cases[i].zone);
        }
        gs_dns_answer_free(answer);
    }
}

static void server_knows_nothing_of_the_zones_of_others(void **state)
{
    struct gs_dns_answer *answer =
        ask_host(*state, "ns2.demo.test", "example.org", GS_TYPE_A); /* only ns1 has it */
    assert_int_equal(answer->outcome, GS_OUTCOME_REFUSED);
    assert_false(answer->flags.aa);
    gs_dns_answer_free(answer);
    answer = ask_host(*state, "a.root.demo.test", "nosuch", GS_TYPE_A);
    assert_int_equal(answer->outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_true(answer->flags.aa);
    gs_dns_answer_free(answer);
    /* The target is in a zone of its own, or the asker goes on. */
    answer = ask_host(*state, "ns1.demo.test", "www.python.org", GS_TYPE_A);
    assert_int_equal(answer->answer.count, 3);
    gs_dns_answer_free(answer);
    answer = ask_host(*state, "ns2.demo.test", "tree.types.test", GS_TYPE_DNAME);
    assert_int_equal(answer->answer.count, 1);
    gs_dns_answer_free(answer);
}

static void servers_are_those_with_an_address_of_loopback(void **state)
{
    const struct gs_authority_server_list *servers = gs_authority_servers(*state);
    size_t roots = 0;
    for (size_t i = 0; i < servers->count; i++) {
        assert_int_equal(servers->items[i].address.bytes[0], 127);
        roots += servers->items[i].is_root;
    }
    assert_int_equal(servers->count, 6);
    assert_int_equal(roots, 2);
}

static void silence_and_lateness_are_told_to_the_sender(void **state)
{
    static const struct {
        const char *name;
        uint16_t type;
        bool is_silent;
        uint32_t delay_ms;
    } cases[] = {
        {"silent.fault.test", GS_TYPE_A, true, 0},
        {"silent6.fault.test", GS_TYPE_A, false, 0},
        {"silent6.fault.test", GS_TYPE_AAAA, true, 0},
        {"slow.fault.test", GS_TYPE_AAAA, false, 2000},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_authority_reply reply =
            send_query(*state, cases[i].name, cases[i].type, GS_TRANSPORT_UDP);
        assert_int_equal(reply.message.len == 0, cases[i].is_silent);
        assert_int_equal(reply.delay_ms, cases[i].delay_ms);
        gs_authority_reply_fini(&reply);
    }
}

static void truncated_name_is_whole_by_tcp(void **state)
{
    struct gs_dns_answer *answer = ask(*state, "truncated.fault.test", GS_TYPE_TXT);
    assert_true(answer->flags.tc);
    assert_int_equal(answer->answer.count, 0);
    gs_dns_answer_free(answer);
    struct gs_authority_reply reply =
        send_query(*state, "truncated.fault.test", GS_TYPE_TXT, GS_TRANSPORT_TCP);
    answer = decode(&reply, "truncated.fault.test", GS_TYPE_TXT);
    assert_false(answer->flags.tc);
    assert_int_equal(answer->answer.count, 1);
    gs_dns_answer_free(answer);
}

static struct gs_authority *load_big_zone(void)
{
    struct gs_buf zone = {0};
    struct gs_authority *authority = NULL;
    gs_buf_add_text(&zone, "$ORIGIN big.test.\n@ 60 SOA a. b. 1 2 3 4 5\n");
    for (int i = 0; i < 50; i++) {
        gs_buf_addf(&zone, "@ 60 A 192.0.2.%d\n", i);
    }
    assert_int_equal(gs_authority_load(gs_buf_text(&zone), &authority, NULL), GS_OK);
    gs_buf_fini(&zone);
    return authority;
}

static void answer_over_the_size_limit_is_truncated(void **state)
{
    static const struct {
        uint16_t udp_size;
        enum gs_transport transport;
        bool is_truncated;
        size_t limit;
    } cases[] = {
        {0, GS_TRANSPORT_UDP, true, 512},
        {600, GS_TRANSPORT_UDP, true, 600},
        {4096, GS_TRANSPORT_UDP, false, 1232},
        {0, GS_TRANSPORT_TCP, false, 65535},
    };
    struct gs_authority *authority = load_big_zone();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t query[512];
        size_t len = gs_message_encode_query(
            "big.test", GS_TYPE_A, ID,
            &(struct gs_dns_asking){.udp_size = cases[i].udp_size}, query);
        struct gs_authority_reply reply = gs_authority_reply(
            authority, NULL, (struct gs_authority_query){query, len, cases[i].transport});
        bool is_truncated = (reply.message.data[2] & 0x02) != 0;
        assert_int_equal(is_truncated, cases[i].is_truncated);
        assert_int_equal(reply.message.data[7], is_truncated ? 0 : 50);
        assert_true(reply.message.len <= cases[i].limit);
        gs_authority_reply_fini(&reply);
    }
    gs_authority_free(authority);
}

static void what_is_no_query_gets_no_reply(void **state)
{
    uint8_t query[512];
    size_t len = gs_message_encode_query("iana.org", GS_TYPE_A, ID,
                                         &(struct gs_dns_asking){.udp_size = 0}, query);
    struct gs_authority_reply reply = gs_authority_reply(
        *state, NULL, (struct gs_authority_query){query, 11, GS_TRANSPORT_UDP});
    assert_int_equal(reply.message.len, 0);
    query[2] |= 0x80;
    reply = gs_authority_reply(*state, NULL,
                               (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
    assert_int_equal(reply.message.len, 0);
}

static void broken_queries_get_their_rcode(void **state)
{
    static const struct {
        const char *label;
        size_t at;     /**< the byte changed */
        uint8_t value; /**< its new value */
        int rcode;
    } cases[] = {
        {"opcode NOTIFY", 2, 0x20, 4},
        {"no question", 5, 0, 1},
        {"two questions", 5, 2, 1},
        {"compressed question", 12, 0xc0, 1},
        {"label over the end", 12, 0x3f, 1},
        {"class CH", 12 + 10 + 3, 3, 5},
        {"records that are not there", 11, 7, 1},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t query[512];
        size_t len = gs_message_encode_query(
            "iana.org", GS_TYPE_A, ID, &(struct gs_dns_asking){.udp_size = 0}, query);
        query[cases[i].at] = cases[i].value;
        struct gs_authority_reply reply = gs_authority_reply(
            *state, NULL, (struct gs_authority_query){query, len, GS_TRANSPORT_UDP});
        check_case(cases[i].label);
        assert_true(reply.message.len >= 12);
        assert_int_equal(reply.message.data[3] & 0x0f, cases[i].rcode);
        assert_int_equal(reply.message.data[7], 0);
        gs_authority_reply_fini(&reply);
    }
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/** A query with a few bytes changed and perhaps its end cut off. */
static size_t make_garbage(uint32_t *seed, uint8_t query[512])
{
    static const char *const names[] = {"iana.org", "loop.fault.test", "nosuch.test",
                                        "truncated.fault.test", "hostile.fault.test"};
    const char *name = names[next_random(seed) % COUNT_OF(names)];
    uint16_t type = (uint16_t)(next_random(seed) % 70);
    size_t len = gs_message_encode_query(
        name, type, ID, &(struct gs_dns_asking){.udp_size = 1232}, query);
    for (uint32_t n = next_random(seed) % 4; n > 0; n--) {
        query[next_random(seed) % len] = (uint8_t)next_random(seed);
    }
    if (next_random(seed) % 3 == 0) {
        len = 1 + next_random(seed) % len;
    }
    return len;
}

static void garbage_never_breaks_it(void **state)
{
    uint32_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        uint8_t query[512];
        size_t len = make_garbage(&seed, query);
        uint8_t *exact = test_malloc(len); /* so that reading past the end is seen */
        memcpy(exact, query, len);
        enum gs_transport transport = i % 2 ? GS_TRANSPORT_TCP : GS_TRANSPORT_UDP;
        struct gs_authority_reply reply = gs_authority_reply(
            *state, NULL, (struct gs_authority_query){exact, len, transport});
        if (reply.message.len > 0) {
            assert_in_range(reply.message.len, 12, 65535);
            assert_memory_equal(reply.message.data, exact, 2);
            assert_true(reply.message.data[2] & 0x80);
        }
        gs_authority_reply_fini(&reply);
        test_free(exact);
    }
}

static void bad_zone_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *label;
        const char *zone;
        const char *error;
    } cases[] = {
        {"record", "$ORIGIN x.\n@ 1 A 192.0.2.1\n@ 1 A 300.0.0.1\n", "line 3"},
        {"short fault", ";! a.\n", "line 1: a fault is NAME TYPE ACTION"},
        {"action", "\n;! a. A wobbly\n", "line 2: unknown action"},
        {"type", ";! a. NOTYPE slow 1\n", "line 1: unknown record type"},
        {"relative name", ";! a A silent\n", "line 1: the name of a fault ends in a dot"},
        {"no name", ";! a..b. A silent\n", "line 1: the name is no domain name"},
        {"delay", ";! a. A slow 1h\n", "line 1: slow needs 0 to 60000 milliseconds"},
        {"no delay", ";! a. A slow\n", "line 1: slow needs 0 to 60000 milliseconds"},
        {"error code", ";! a. A servfail x\n", "line 1: an extended error is a number"},
        {"too much", ";! a. A refused now\n", "line 1: nothing may follow this action"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_authority *authority = NULL;
        struct gs_buf error = {0};
        enum gs_status status = gs_authority_load(cases[i].zone, &authority, &error);
        print_message("%s: %s\n", cases[i].label, gs_buf_text(&error));
        assert_int_equal(status, GS_EFORMAT);
        assert_null(authority);
        assert_non_null(strstr(gs_buf_text(&error), cases[i].error));
        gs_buf_fini(&error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_the_lessons_are_there),
        cmocka_unit_test(names_of_addresses_lead_back),
        cmocka_unit_test(absent_names_and_types_are_told_apart),
        cmocka_unit_test(negative_answers_name_the_nearest_zone),
        cmocka_unit_test(aliases_are_followed_to_their_records),
        cmocka_unit_test(alias_loop_is_told_once),
        cmocka_unit_test(case_of_the_question_is_kept_and_ignored),
        cmocka_unit_test(any_gets_one_record),
        cmocka_unit_test(edns_is_answered_only_when_asked),
        cmocka_unit_test(options_of_edns_are_answered),
        cmocka_unit_test(newer_edns_version_is_badvers),
        cmocka_unit_test(declared_failures_come_with_their_extended_error),
        cmocka_unit_test(validated_names_have_ad_where_it_is_asked_for),
        cmocka_unit_test(each_server_has_its_own_zones_and_refers_to_the_next),
        cmocka_unit_test(server_knows_nothing_of_the_zones_of_others),
        cmocka_unit_test(servers_are_those_with_an_address_of_loopback),
        cmocka_unit_test(silence_and_lateness_are_told_to_the_sender),
        cmocka_unit_test(truncated_name_is_whole_by_tcp),
        cmocka_unit_test(answer_over_the_size_limit_is_truncated),
        cmocka_unit_test(what_is_no_query_gets_no_reply),
        cmocka_unit_test(broken_queries_get_their_rcode),
        cmocka_unit_test(garbage_never_breaks_it),
        cmocka_unit_test(bad_zone_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, load_demo, free_demo);
}
