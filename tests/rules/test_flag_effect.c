/* SPDX-License-Identifier: MIT */
/* Reasons as values, and each claim held against the real getaddrinfo of a world of its own. */
#include "rules/make.h"
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/flag_effect.h"

#include <stdlib.h>

#include <netdb.h>
#include <netinet/in.h>

enum {
    SAMPLES = 1200, /* calls drawn in each situation */
};

/* -- reasons ------------------------------------------------------------------------- */

struct reason_case {
    const char *label;
    const char *host;
    const char *service;
    int family;
    int flags;
    int flag; /* asked about */
    enum gs_effect_kind kind;
    const char *reason;
};

#define USUAL (AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME)

static const struct reason_case reasons[] = {
    {"ADDRCONFIG with both families", "iana.org", "www", AF_UNSPEC, USUAL, AI_ADDRCONFIG,
     GS_HINT_ACTS, "only families this machine has: v4 and v6 here"},
    {"V4MAPPED without IPv6", "iana.org", "www", AF_UNSPEC, USUAL, AI_V4MAPPED,
     GS_HINT_NO_EFFECT, "the family is not IPv6"},
    {"V4MAPPED with IPv6", "iana.org", "www", AF_INET6, USUAL, AI_V4MAPPED, GS_HINT_ACTS,
     "IPv4 in IPv6 form, where there is no IPv6"},
    {"ALL alone", "iana.org", "www", AF_UNSPEC, USUAL, AI_ALL, GS_HINT_NO_EFFECT,
     "needs V4MAPPED and IPv6; then IPv6 and mapped IPv4 together"},
    {"ALL with what it needs", "iana.org", "www", AF_INET6, USUAL, AI_ALL, GS_HINT_ACTS,
     "IPv6 and, beside it, IPv4 in IPv6 form"},
    {"CANONNAME", "iana.org", "www", AF_UNSPEC, USUAL, AI_CANONNAME, GS_HINT_ACTS,
     "the canonical name, on the first row only"},
    {"CANONNAME without a host", NULL, "www", AF_UNSPEC, 0, AI_CANONNAME, GS_HINT_FAILS,
     "without a host there is no name"},
    {"PASSIVE with a host", "iana.org", "www", AF_UNSPEC, USUAL, AI_PASSIVE,
     GS_HINT_NO_EFFECT, "a host is given; leave it empty to bind"},
    {"NUMERICHOST with a name", "iana.org", "www", AF_UNSPEC, USUAL, AI_NUMERICHOST,
     GS_HINT_FAILS, "iana.org is a name, not an address"},
    {"NUMERICHOST with an odd address", "0x7f.1", "www", AF_UNSPEC, USUAL, AI_NUMERICHOST,
     GS_HINT_NO_EFFECT, "the host is an address"},
    {"NUMERICSERV with a name", "iana.org", "www", AF_UNSPEC, USUAL, AI_NUMERICSERV,
     GS_HINT_FAILS, "www is a name, not a number"},
    {"NUMERICSERV with a number", "iana.org", "80", AF_UNSPEC, USUAL, AI_NUMERICSERV,
     GS_HINT_NO_EFFECT, "the service is a number"},
    {"a long name is cut", "a-rather-long-name.example.com", "80", AF_UNSPEC, 0,
     AI_NUMERICHOST, GS_HINT_FAILS, "a-rather-long-name.… is a name, not an address"},
#ifdef AI_IDN
    {"IDN with an ASCII name", "iana.org", "www", AF_UNSPEC, USUAL, AI_IDN,
     GS_HINT_NO_EFFECT, "the name is ASCII"},
#endif
#ifdef AI_CANONIDN
    {"CANONIDN without CANONNAME", "iana.org", "www", AF_UNSPEC, 0, AI_CANONIDN,
     GS_HINT_NO_EFFECT, "needs CANONNAME, whose name it converts"},
#endif
};

static struct gs_machine machine_with(bool v4, bool v6)
{
    struct gs_machine machine;
    memset(&machine, 0, sizeof machine);
    machine.counts_v4 = v4;
    machine.counts_v6 = v6;
    return machine;
}

static void reasons_are_those_of_the_screen(void **state)
{
    (void)state;
    struct gs_machine machine = machine_with(true, true);
    for (size_t i = 0; i < COUNT_OF(reasons); i++) {
        const struct reason_case *at = &reasons[i];
        check_case(at->label);
        struct gs_question question = make_question(at->host, at->service);
        question.hints.family = at->family;
        question.hints.flags = at->flags;
        struct gs_hint_subject subject = {.question = &question, .machine = &machine};
        struct gs_hint_effect effect = gs_flag_effect(&subject, at->flag);
        assert_string_equal(effect.reason, at->reason);
        assert_int_equal(effect.kind, at->kind);
    }
}

static void every_flag_is_explained_in_one_sentence(void **state)
{
    (void)state;
    struct gs_hint_table flags = gs_hint_flags();
    for (size_t i = 0; i < flags.count; i++) {
        const char *meaning = gs_flag_meaning(flags.hints[i].value);
        check_case(flags.hints[i].c_name);
        assert_true(strlen(meaning) > 20 && strlen(meaning) < 90);
        assert_int_equal(meaning[strlen(meaning) - 1], '.');
    }
    assert_string_equal(gs_flag_meaning(0), "");
}

static void missing_families_are_named(void **state)
{
    (void)state;
    struct gs_machine machine = machine_with(true, false);
    struct gs_question question = make_question("iana.org", "www");
    struct gs_hint_subject subject = {.question = &question, .machine = &machine};
    assert_string_equal(gs_flag_effect(&subject, AI_ADDRCONFIG).reason,
                        "leaves IPv6 out: this machine has no address of it");
    question.hints.family = AF_INET6;
    assert_string_equal(gs_flag_effect(&subject, AI_ADDRCONFIG).reason,
                        "this machine has no IPv6 address");
    question.hints.flags = AI_ADDRCONFIG;
    assert_int_equal(gs_family_effect(&subject, AF_INET6).kind, GS_HINT_FAILS);
    assert_int_equal(gs_family_effect(&subject, AF_INET).kind, GS_HINT_ACTS);
    subject.machine = NULL;
    assert_int_equal(gs_family_effect(&subject, AF_INET6).kind, GS_HINT_ACTS);
}

static void canonidn_knows_the_name_that_came(void **state)
{
    (void)state;
#ifdef AI_CANONIDN
    struct gs_system_answer *answer = make_system("192.0.2.1");
    struct gs_question question = make_question("iana.org", "www");
    question.hints.flags = AI_CANONNAME;
    struct gs_hint_subject subject = {.question = &question, .answer = answer};
    assert_int_equal(gs_flag_effect(&subject, AI_CANONIDN).kind, GS_HINT_ACTS);
    answer->rows.items[0].canonname = gs_mem_copy_text("a.xn--fiqs8s");
    assert_int_equal(gs_flag_effect(&subject, AI_CANONIDN).kind, GS_HINT_ACTS);
    free(answer->rows.items[0].canonname);
    answer->rows.items[0].canonname = gs_mem_copy_text("iana.org");
    assert_string_equal(gs_flag_effect(&subject, AI_CANONIDN).reason,
                        "the canonical name is ASCII");
    gs_system_answer_free(answer);
#endif
}

/* -- what will come ------------------------------------------------------------------ */

struct outlook_case {
    const char *label;
    const char *host;
    const char *service;
    struct gs_hints hints;
    const char *text;
};

static const struct outlook_case outlooks[] = {
    {"the usual question",
     "iana.org",
     "www",
     {AF_UNSPEC, SOCK_STREAM, 0, USUAL, false},
     "One row per address, stream/tcp."},
    {"any type, a number",
     "iana.org",
     "80",
     {AF_UNSPEC, 0, 0, 0, false},
     "Each address comes once as stream, dgram and raw."},
    {"a server's question",
     NULL,
     "80",
     {AF_UNSPEC, SOCK_STREAM, 0, AI_PASSIVE, false},
     "No host: the addresses a server binds to, 0.0.0.0 and ::. One row per address, "
     "stream/tcp."},
    {"raw with a service",
     "iana.org",
     "80",
     {AF_UNSPEC, SOCK_RAW, 0, 0, false},
     "The call fails: raw has no ports, and a service is given."},
    {"a pair that is none",
     "iana.org",
     "80",
     {AF_UNSPEC, SOCK_STREAM, 17, 0, false},
     "The call fails: stream and udp do not fit."},
    {"a flag",
     "iana.org",
     "80",
     {AF_UNSPEC, SOCK_STREAM, 0, AI_NUMERICHOST, false},
     "The call fails: iana.org is a name, not an address."},
    {"nothing at all",
     NULL,
     NULL,
     {AF_UNSPEC, SOCK_STREAM, 0, 0, false},
     "The call fails: neither host nor service is given then."},
};

static void what_will_come_is_said_in_words(void **state)
{
    (void)state;
#ifdef __GLIBC__
    for (size_t i = 0; i < COUNT_OF(outlooks); i++) {
        struct gs_question question =
            make_question(outlooks[i].host, outlooks[i].service);
        struct gs_buf text = {0};
        check_case(outlooks[i].label);
        question.hints = outlooks[i].hints;
        struct gs_hint_subject subject = {.question = &question};
        gs_call_outlook(&subject, &text);
        assert_string_equal(gs_buf_text(&text), outlooks[i].text);
        gs_buf_fini(&text);
    }
#endif
}

static void a_service_of_one_type_comes_once(void **state)
{
    struct gs_question question = make_question("iana.org", "www");
    struct gs_services *services = gs_services_new();
    struct gs_service tcp = {.is_asked = true, .name = gs_mem_copy_text("http")};
    struct gs_hint_subject subject = {.question = &question, .services = services};
    struct gs_buf text = {0};
    (void)state;
    snprintf(tcp.protocol, sizeof tcp.protocol, "tcp");
    gs_vec_push(&services->entries, tcp);
    question.hints.socktype = 0;
    gs_call_outlook(&subject, &text);
    assert_string_equal(
        gs_buf_text(&text),
        "Each address comes once as stream, the one type that takes the service.");
    gs_buf_fini(&text);
    gs_services_free(services);
}

/* -- against libc -------------------------------------------------------------------- */

/* A machine's addresses as ADDRCONFIG sees them. */
struct situation {
    const char *label;
    const char *command; /* that makes it so; "" nothing to do */
    bool v4;
    bool v6;
};

static const struct situation situations[] = {
    {"only loopback", "", false, false},
    {"only IPv4", "ip addr add 192.0.2.7/32 dev lo", true, false},
    {"both", "ip -6 addr add 2001:db8::7/128 dev lo nodad", true, true},
    {"only IPv6", "ip addr del 192.0.2.7/32 dev lo", false, true},
};

static const char *const hosts[] = {
    NULL,          "127.0.0.1", "192.0.2.1", "010.1",     "::1",
    "2001:db8::1", "localhost", "both.test", "four.test", "::ffff:192.0.2.1"};
static const char *const services[] = {NULL, "80", "http", "domain", "ports", "nosuch"};

static bool is_in_own_world;

static int enter(void **state)
{
    (void)state;
    is_in_own_world =
        own_world_enter() &&
        own_world_replace("/etc/nsswitch.conf", "hosts: files\nservices: files\n") &&
        own_world_replace("/etc/services", "domain 53/tcp\ndomain 53/udp\n"
                                           "http 80/tcp www\nports 700/sctp\n") &&
        own_world_replace("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n"
                                        "192.0.2.1 both.test\n2001:db8::1 both.test\n"
                                        "192.0.2.2 four.test\n");
    return 0;
}

/* The lines that the services part would have. */
static struct gs_services *services_of(const char *service)
{
    static const char *const protocols[] = {"tcp", "udp", "sctp"};
    struct gs_services *out = gs_services_new();
    for (size_t i = 0; service != NULL && i < COUNT_OF(protocols); i++) {
        struct gs_service line = {.is_asked = true};
        const struct servent *entry = getservbyname(service, protocols[i]);
        snprintf(line.protocol, sizeof line.protocol, "%s", protocols[i]);
        line.name = entry == NULL ? NULL : gs_mem_copy_text(entry->s_name);
        gs_vec_push(&out->entries, line);
    }
    return out;
}

static void add_rows(struct gs_buf *out, const struct addrinfo *list)
{
    for (const struct addrinfo *at = list; at != NULL; at = at->ai_next) {
        gs_buf_addf(out, " %d/%d/%d/%s:", at->ai_family, at->ai_socktype, at->ai_protocol,
                    at->ai_canonname == NULL ? "-" : at->ai_canonname);
        for (socklen_t i = 0; i < at->ai_addrlen; i++) {
            gs_buf_addf(out, "%02x", ((const unsigned char *)at->ai_addr)[i]);
        }
    }
}

/* What libc gives: a code and rows, as one text. Returns: the code. */
static int call_libc(const struct gs_question *question, const struct gs_hints *hints,
                     struct gs_buf *out)
{
    struct addrinfo own = {.ai_flags = hints->flags,
                           .ai_family = hints->family,
                           .ai_socktype = hints->socktype,
                           .ai_protocol = hints->protocol};
    struct addrinfo *list = NULL;
    int code = getaddrinfo(gs_question_node(question), gs_question_service(question),
                           &own, &list);
    gs_buf_clear(out);
    gs_buf_addf(out, "%d", code);
    if (code == 0) {
        add_rows(out, list);
        freeaddrinfo(list);
    }
    return code;
}

/* A claim about a value: what libc gives with it and without. */
static void check_claim(const struct gs_question *question, const char *name,
                        const struct gs_hint_effect *effect, const struct gs_hints *with,
                        const struct gs_hints *without)
{
    struct gs_buf one = {0};
    struct gs_buf other = {0};
    int code = call_libc(question, with, &one);
    (void)call_libc(question, without, &other);
    bool is_true = effect->kind == GS_HINT_FAILS ? code != 0
                   : effect->kind == GS_HINT_NO_EFFECT
                       ? strcmp(gs_buf_text(&one), gs_buf_text(&other)) == 0
                       : true;
    if (!is_true) {
        print_error("%s, service %s, family %d, type %d, protocol %d, flags %x: %s: %s\n"
                    "  with    %s\n  without %s\n",
                    question->is_null ? "NULL" : question->host, question->service,
                    with->family, with->socktype, with->protocol, (unsigned)with->flags,
                    name, effect->reason, gs_buf_text(&one), gs_buf_text(&other));
    }
    assert_true(is_true);
    gs_buf_fini(&one);
    gs_buf_fini(&other);
}

static void check_flags(const struct gs_hint_subject *subject)
{
    struct gs_hint_table flags = gs_hint_flags();
    for (size_t i = 0; i < flags.count; i++) {
        struct gs_hints with = subject->question->hints;
        struct gs_hints without = with;
        struct gs_hint_effect effect = gs_flag_effect(subject, flags.hints[i].value);
        with.flags |= flags.hints[i].value;
        without.flags &= ~flags.hints[i].value;
        check_claim(subject->question, flags.hints[i].c_name, &effect, &with, &without);
    }
}

static void check_values(const struct gs_hint_subject *subject)
{
    static const int families[] = {AF_UNSPEC, AF_INET, AF_INET6};
    static const int protocols[] = {0, 1, 6, 17, 33, 58, 132, 136, 200, 255};
    struct gs_hint_table types = gs_hint_socktypes();
    struct gs_hints with = subject->question->hints;
    struct gs_hints without = with;
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        struct gs_hint_effect effect = gs_family_effect(subject, families[i]);
        with.family = families[i];
        without.family = AF_UNSPEC;
        check_claim(subject->question, "family", &effect, &with, &without);
    }
    with = without = subject->question->hints;
    without.socktype = 0;
    for (size_t i = 0; i < types.count; i++) {
        struct gs_hint_effect effect = gs_socktype_effect(subject, types.hints[i].value);
        with.socktype = types.hints[i].value;
        check_claim(subject->question, "socktype", &effect, &with, &without);
    }
    with = without = subject->question->hints;
    without.protocol = 0;
    for (size_t i = 0; i < COUNT_OF(protocols); i++) {
        struct gs_hint_effect effect = gs_protocol_effect(subject, protocols[i]);
        with.protocol = protocols[i];
        check_claim(subject->question, "protocol", &effect, &with, &without);
    }
}

/* What libc gives and what was said will come are one and the same failure, or none. */
static void check_outlook(const struct gs_hint_subject *subject)
{
    struct gs_buf said = {0};
    struct gs_buf came = {0};
    int code = call_libc(subject->question, &subject->question->hints, &came);
    gs_call_outlook(subject, &said);
    bool says_failure = strncmp(gs_buf_text(&said), "The call fails", 14) == 0;
    bool is_said_to_fail =
        code != EAI_NONAME && code != 0 && code != EAI_NODATA && code != EAI_ADDRFAMILY;
    if ((says_failure && code == 0) || (is_said_to_fail && !says_failure)) {
        print_error("%s %s: %s, but %s\n", subject->question->host,
                    subject->question->service, gs_buf_text(&said), gs_buf_text(&came));
    }
    assert_false(says_failure && code == 0);
    assert_false(is_said_to_fail && !says_failure);
    gs_buf_fini(&said);
    gs_buf_fini(&came);
}

static unsigned draw(uint64_t *seed, size_t count)
{
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)((*seed >> 33) % count);
}

static struct gs_question draw_question(uint64_t *seed)
{
    static const int families[] = {AF_UNSPEC, AF_UNSPEC, AF_INET, AF_INET6};
    static const int socktypes[] = {0,          SOCK_STREAM, SOCK_STREAM,
                                    SOCK_DGRAM, SOCK_RAW,    SOCK_SEQPACKET};
    static const int protocols[] = {0, 0, 0, 6, 17, 132, 1};
    struct gs_question question = make_question(hosts[draw(seed, COUNT_OF(hosts))],
                                                services[draw(seed, COUNT_OF(services))]);
    struct gs_hint_table flags = gs_hint_flags();
    question.hints.family = families[draw(seed, COUNT_OF(families))];
    question.hints.socktype = socktypes[draw(seed, COUNT_OF(socktypes))];
    question.hints.protocol = protocols[draw(seed, COUNT_OF(protocols))];
    for (size_t i = 0; i < flags.count; i++) {
        question.hints.flags |= draw(seed, 3) == 0 ? flags.hints[i].value : 0;
    }
    return question;
}

static void check_sample(const struct gs_machine *machine, uint64_t *seed)
{
    struct gs_question question = draw_question(seed);
    struct gs_services *lines = services_of(gs_question_service(&question));
    struct gs_hint_subject subject = {
        .question = &question, .machine = machine, .services = lines};
    check_flags(&subject);
    check_values(&subject);
    check_outlook(&subject);
    if (gs_null_node_effect(&subject).kind == GS_HINT_FAILS) {
        struct gs_question null = make_question(NULL, gs_question_service(&question));
        struct gs_buf came = {0};
        assert_int_not_equal(call_libc(&null, &question.hints, &came), 0);
        gs_buf_fini(&came);
    }
    gs_services_free(lines);
}

static void no_claim_is_refuted_by_libc(void **state)
{
    (void)state;
    uint64_t seed = 1;
    own_world_need(is_in_own_world);
#ifdef __GLIBC__
    for (size_t i = 0; i < COUNT_OF(situations); i++) {
        const struct situation *at = &situations[i];
        struct gs_machine machine = machine_with(at->v4, at->v6);
        check_case(at->label);
        if (at->command[0] != '\0' && system(at->command) != 0) {
            print_message("  skipped: no ip command to change addresses\n");
            return;
        }
        for (size_t sample = 0; sample < SAMPLES; sample++) {
            check_sample(&machine, &seed);
        }
    }
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_are_those_of_the_screen),
        cmocka_unit_test(every_flag_is_explained_in_one_sentence),
        cmocka_unit_test(missing_families_are_named),
        cmocka_unit_test(canonidn_knows_the_name_that_came),
        cmocka_unit_test(a_service_of_one_type_comes_once),
        cmocka_unit_test(what_will_come_is_said_in_words),
        cmocka_unit_test(no_claim_is_refuted_by_libc),
    };
    return cmocka_run_group_tests(tests, enter, NULL);
}
