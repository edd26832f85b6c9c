/* SPDX-License-Identifier: MIT */
#include "rules/make.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/traps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <netdb.h>

struct trap_case {
    const char *label;
    const char *host;    /* NULL: the null node */
    const char *service; /* NULL: none */
    struct gs_hints hints;
    int error;          /* EAI_*, 0: answered */
    const char *codes;  /* all, blank-separated; notes in brackets */
    const char *clause; /* of the first; NULL: none */
};

#define STREAM                                                                           \
    {                                                                                    \
        AF_UNSPEC, SOCK_STREAM, 0, 0, false                                              \
    }
#define WITH(family, socktype, protocol, flags)                                          \
    {                                                                                    \
        family, socktype, protocol, flags, false                                         \
    }
#define FLAGS(flags) WITH(AF_UNSPEC, SOCK_STREAM, 0, flags)

static const struct trap_case cases[] = {
    {"nothing odd", "iana.org", "www", STREAM, 0, "", NULL},
    {"the usual flags", "iana.org", "www",
     FLAGS(AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME), 0, "", NULL},
    {"no service", "iana.org", NULL, STREAM, 0, "", NULL},
    {"the null node", NULL, "ftp", FLAGS(AI_PASSIVE), 0, "", NULL},
    {"the null node with CANONNAME", NULL, "ftp", FLAGS(AI_CANONNAME), EAI_BADFLAGS,
     "canonname_without_host", "CANONNAME needs a host"},
    {"nothing asked", NULL, NULL, STREAM, EAI_NONAME, "nothing_asked",
     "neither host nor service"},
    {"* as host", "*", "80", STREAM, 0, "star_host", "* means no host"},
    {"* as host with CANONNAME", "*", "80", FLAGS(AI_CANONNAME), EAI_BADFLAGS,
     "canonname_without_host star_host", "CANONNAME needs a host"},
    {"* as service", "iana.org", "*", STREAM, 0, "", NULL},
    {"port 65535", "iana.org", "65535", STREAM, 0, "", NULL},
    {"port 0", "iana.org", "0", STREAM, 0, "", NULL},
    {"port 65536", "iana.org", "65536", STREAM, 0, "port_out_of_range",
     "port 65536 becomes 0"},
    {"port 99999", "iana.org", "99999", STREAM, 0, "port_out_of_range",
     "port 99999 becomes 34463"},
    {"a port over 32 bits", "iana.org", "4294967376", STREAM, 0, "port_form",
     "\"4294967376\" is read as port 80"},
    {"a negative port", "iana.org", "-2", STREAM, EAI_SERVICE,
     "port_out_of_range service_not_for_socktype", "-2 is read as a name"},
    {"a very large port", "iana.org", "99999999999999999999999", STREAM, 0,
     "port_out_of_range", "9999999999999… is read as a name"},
    {"a blank before the port", "iana.org", " 80", STREAM, 0, "port_form",
     "\" 80\" is read as port 80"},
    {"a sign", "iana.org", "+80", STREAM, 0, "port_form", "\"+80\" is read as port 80"},
    {"a leading zero is decimal", "iana.org", "080", STREAM, 0, "port_form",
     "\"080\" is read as port 80"},
    {"an empty service", "iana.org", "", STREAM, 0, "empty_service",
     "an empty service is port 0"},
    {"hex is a name", "iana.org", "0x50", STREAM, EAI_SERVICE, "service_not_for_socktype",
     "0x50 is not listed for stream"},
    {"octal", "010.1", "80", STREAM, 0, "octal_address", "010.1 is read as 8.0.0.1"},
    {"octal with NUMERICHOST", "010.0.0.1", "80", FLAGS(AI_NUMERICHOST), 0,
     "octal_address", "010.0.0.1 is read as 8.0.0.1"},
    {"hex", "0x7f.1", "80", STREAM, 0, "hex_address", "0x7f.1 is read as 127.0.0.1"},
    {"short", "127.1", "80", STREAM, 0, "short_address", "127.1 is read as 127.0.0.1"},
    {"one number", "1", "80", STREAM, 0, "short_address", "1 is read as 0.0.0.1"},
    {"no octal digit, so a name", "08.1.1.1", "80", STREAM, EAI_NONAME, "", NULL},
    {"a blank behind, so a name", "127.0.0.1 ", "80", STREAM, EAI_NONAME, "", NULL},
    {"dotted decimal", "127.0.0.1", "80", FLAGS(AI_NUMERICHOST), 0, "", NULL},
    {"IPv6", "::1", "80", FLAGS(AI_NUMERICHOST), 0, "", NULL},
    {"NUMERICHOST with a name", "iana.org", "80", FLAGS(AI_NUMERICHOST), EAI_NONAME,
     "numerichost_name", "NUMERICHOST forbids a name"},
    {"NUMERICSERV with a name", "127.0.0.1", "http", FLAGS(AI_NUMERICSERV), EAI_NONAME,
     "numericserv_name", "NUMERICSERV forbids a service name"},
    {"NUMERICSERV with a number", "127.0.0.1", "80", FLAGS(AI_NUMERICSERV), 0, "", NULL},
    {"http for dgram", "iana.org", "http", WITH(AF_UNSPEC, SOCK_DGRAM, 0, 0), EAI_SERVICE,
     "service_not_for_socktype", "http is not listed for dgram"},
    {"a port for raw", "iana.org", "80", WITH(AF_UNSPEC, SOCK_RAW, 0, 0), EAI_SERVICE,
     "service_not_for_socktype", "raw takes no port"},
    {"stream over udp", "iana.org", "80", WITH(AF_UNSPEC, SOCK_STREAM, 17, 0),
     EAI_SOCKTYPE, "socktype_protocol", "stream and udp do not fit"},
    {"rdm", "iana.org", "80", WITH(AF_UNSPEC, SOCK_RDM, 0, 0), EAI_SOCKTYPE,
     "socktype_protocol", "libc knows no rdm"},
    {"an IPv4 address for inet6", "127.0.0.1", "80", WITH(AF_INET6, SOCK_STREAM, 0, 0),
     EAI_ADDRFAMILY, "address_of_other_family", "127.0.0.1 is an IPv4 address"},
    {"an IPv6 address for inet", "::1", "80", WITH(AF_INET, SOCK_STREAM, 0, 0),
     EAI_ADDRFAMILY, "address_of_other_family", "::1 is an IPv6 address"},
    {"ADDRCONFIG without IPv6", "::1", "80", FLAGS(AI_ADDRCONFIG), EAI_ADDRFAMILY,
     "addrconfig_family", "ADDRCONFIG leaves this family out"},
    {"a zone without interface", "fe80::1%nosuch", "80", STREAM, EAI_NONAME,
     "no_such_zone", "no interface is named nosuch"},
    {"a zone of another address", "::1%lo", "80", STREAM, EAI_NONAME,
     "zone_not_link_local", "the address takes no zone"},
    {"a zone that is there", "fe80::1%lo", "80", STREAM, 0, "", NULL},
    {"a sign alone is a name", "iana.org", "-", STREAM, EAI_SERVICE,
     "service_not_for_socktype", "- is not listed for stream"},
    {"an empty host", "", "www", STREAM, 0, "empty_host", "the host is empty"},
    {"AI_IDN without a locale", "b\xc3\xbc.example", "80", FLAGS(AI_IDN), EAI_IDN_ENCODE,
     "idn_locale", "AI_IDN needs a UTF-8 locale"},
    {"AI_IDN in a locale", "b\xc3\xbc.example", "80", FLAGS(AI_IDN), 0, "", NULL},
    {"raw UTF-8", "b\xc3\xbc.example", "80", STREAM, EAI_NONAME, "raw_utf8",
     "raw UTF-8 goes to DNS"},
    {"an onion name", "abc.Onion.", "80", STREAM, EAI_NONAME, "onion_in_dns",
     "an onion name goes to DNS"},
    {"no onion name", "onion.example", "80", STREAM, EAI_NONAME, "", NULL},
    {"PASSIVE with a host", "iana.org", "80", FLAGS(AI_PASSIVE), 0, "(passive_with_host)",
     "PASSIVE acts only without host"},
    {"V4MAPPED with inet", "iana.org", "80", WITH(AF_INET, SOCK_STREAM, 0, AI_V4MAPPED),
     0, "(v4mapped_without_inet6)", "V4MAPPED acts only with inet6"},
    {"V4MAPPED with inet6", "iana.org", "80", WITH(AF_INET6, SOCK_STREAM, 0, AI_V4MAPPED),
     0, "", NULL},
    {"ALL alone", "iana.org", "80", WITH(AF_INET6, SOCK_STREAM, 0, AI_ALL), 0,
     "(all_without_v4mapped)", "ALL acts only with V4MAPPED, inet6"},
    {"ALL for any family", "iana.org", "80", FLAGS(AI_ALL | AI_V4MAPPED), 0,
     "(all_without_v4mapped)", "ALL acts only with V4MAPPED, inet6"},
    {"ALL where it acts", "iana.org", "80",
     WITH(AF_INET6, SOCK_STREAM, 0, AI_ALL | AI_V4MAPPED), 0, "", NULL},
    {"CANONIDN alone", "iana.org", "80", FLAGS(AI_CANONIDN), 0,
     "(canonidn_without_canonname)", "CANONIDN acts only with CANONNAME"},
    {"traps before notes", "010.1", "99999", FLAGS(AI_PASSIVE), 0,
     "port_out_of_range octal_address (passive_with_host)", "port 99999 becomes 34463"},
};

static void list_codes(const struct gs_trap_list *traps, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < traps->count && len < size; i++) {
        const struct gs_trap *trap = &traps->items[i];
        len += (size_t)snprintf(out + len, size - len, trap->is_note ? "%s(%s)" : "%s%s",
                                i > 0 ? " " : "", trap->code);
    }
}

/* A clause has at most six words, a text at least one whole sentence. */
static void check_words(const struct gs_trap *trap)
{
    size_t words = 1;
    for (const char *at = trap->clause; *at != '\0'; at++) {
        words += *at == ' ' && at[1] != '8'; /* " 80" is one word */
    }
    size_t len = strlen(trap->text);
    if (words > 6 || len == 0 || trap->text[len - 1] != '.') {
        fail_msg("%s: '%s' '%s'", trap->code, trap->clause, trap->text);
    }
}

static void each_call_has_its_traps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_question question = make_question(cases[i].host, cases[i].service);
        question.hints = cases[i].hints;
        struct gs_system_answer *answer = gs_system_answer_new();
        answer->error.code = cases[i].error;
        struct gs_trap_list traps = gs_traps_of(&question, answer);
        char codes[256];
        list_codes(&traps, codes, sizeof codes);
        const char *clause = traps.count > 0 ? traps.items[0].clause : "";
        if (strcmp(codes, cases[i].codes) != 0 ||
            strcmp(clause, cases[i].clause == NULL ? "" : cases[i].clause) != 0) {
            fail_msg("%s: '%s', '%s'", cases[i].label, codes, clause);
        }
        for (size_t t = 0; t < traps.count; t++) {
            check_words(&traps.items[t]);
        }
        gs_vec_fini(&traps);
        gs_system_answer_free(answer);
    }
}

static void what_the_error_shows_is_not_said_before_it(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "http");
    question.hints.socktype = SOCK_DGRAM;
    struct gs_trap_list traps = gs_traps_of(&question, NULL);
    assert_int_equal(traps.count, 0);
    gs_vec_fini(&traps);
    question = make_question("010.1", "99999");
    traps = gs_traps_of(&question, NULL);
    assert_int_equal(traps.count, 2);
    gs_vec_fini(&traps);
}

static void an_exact_host_is_judged_as_typed(void **state)
{
    (void)state;
    struct gs_question question = make_question("b\xc3\xbc.example", NULL);
    snprintf(question.host_ascii, sizeof question.host_ascii, "xn--b-xga.example");
    struct gs_trap_list traps = gs_traps_of(&question, NULL);
    assert_int_equal(traps.count, 0);
    gs_vec_fini(&traps);
    question.is_exact = true;
    traps = gs_traps_of(&question, NULL);
    assert_int_equal(traps.count, 1);
    assert_string_equal(traps.items[0].code, "raw_utf8");
    gs_vec_fini(&traps);
}

static void rows_repeated_per_socket_type_are_noted(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "80");
    struct gs_system_answer *answer = make_system("192.0.2.1 192.0.2.1 192.0.2.1");
    struct gs_trap_list traps = gs_traps_of(&question, answer);
    assert_int_equal(traps.count, 0); /* not libc's doing: a socket type was asked */
    gs_vec_fini(&traps);
    question.hints.socktype = 0;
    traps = gs_traps_of(&question, answer);
    assert_int_equal(traps.count, 1);
    assert_string_equal(traps.items[0].code, "rows_per_socktype");
    assert_true(traps.items[0].is_note);
    check_words(&traps.items[0]);
    gs_vec_fini(&traps);
    answer->rows.count = 1;
    traps = gs_traps_of(&question, answer);
    assert_int_equal(traps.count, 0);
    gs_vec_fini(&traps);
    gs_system_answer_free(answer);
}

static void mapped_addresses_are_noted(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "80");
    question.hints.family = AF_INET6;
    question.hints.flags = AI_V4MAPPED;
    struct gs_system_answer *answer = make_system("::ffff:192.0.2.1");
    struct gs_trap_list traps = gs_traps_of(&question, answer);
    assert_int_equal(traps.count, 1);
    assert_string_equal(traps.items[0].code, "mapped_addresses");
    check_words(&traps.items[0]);
    gs_vec_fini(&traps);
    gs_system_answer_free(answer);
}

static void hostile_text_stays_printable_and_bounded(void **state)
{
    (void)state;
    char service[GS_SERVICE_MAX + 1];
    memset(service, '\x1b', sizeof service);
    service[GS_SERVICE_MAX] = '\0';
    struct gs_question question = make_question("iana.org", service);
    struct gs_system_answer *answer =
        make_failed(GS_OUTCOME_BAD_QUESTION, EAI_SERVICE, "EAI_SERVICE", "");
    struct gs_trap_list traps = gs_traps_of(&question, answer);
    assert_int_equal(traps.count, 1);
    assert_null(strchr(traps.items[0].clause, '\x1b'));
    assert_true(gs_text_is_utf8(traps.items[0].clause, strlen(traps.items[0].clause)));
    gs_vec_fini(&traps);
    gs_system_answer_free(answer);
}

/* The text of the first trap of iana.org with a service. */
static void check_service_text(const char *service, const char *wanted)
{
    struct gs_question question = make_question("iana.org", service);
    struct gs_trap_list traps = gs_traps_of(&question, NULL);
    assert_int_not_equal(traps.count, 0);
    assert_non_null(strstr(traps.items[0].text, wanted));
    gs_vec_fini(&traps);
}

static void a_negative_number_is_not_called_too_large(void **state)
{
    (void)state;
    check_service_text("-1", "A negative number is no port");
    check_service_text("3000000000", "does not fit into an int");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_has_its_traps),
        cmocka_unit_test(what_the_error_shows_is_not_said_before_it),
        cmocka_unit_test(an_exact_host_is_judged_as_typed),
        cmocka_unit_test(rows_repeated_per_socket_type_are_noted),
        cmocka_unit_test(mapped_addresses_are_noted),
        cmocka_unit_test(hostile_text_stays_printable_and_bounded),
        cmocka_unit_test(a_negative_number_is_not_called_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
