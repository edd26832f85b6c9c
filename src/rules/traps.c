/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/traps.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/call_reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

/* One call and what is found about it. */
struct call {
    const struct gs_question *question;
    const struct gs_system_answer *answer; /* NULL: waited for */
    struct gs_call_reading read;           /* how libc reads host and service */
    struct gs_trap_list traps;
};

/* Adds a trap; its clause is the format, its text follows with tell(). */
static void __attribute__((format(printf, 4, 5)))
add(struct call *call, bool is_note, const char *code, const char *format, ...)
{
    struct gs_trap trap = {.code = code, .is_note = is_note};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(trap.clause, sizeof trap.clause, format, arguments);
    va_end(arguments);
    gs_vec_push(&call->traps, trap);
}

/* The text of the trap added last. */
static void tell(struct call *call, const char *text)
{
    struct gs_trap *trap = &call->traps.items[call->traps.count - 1];
    (void)snprintf(trap->text, sizeof trap->text, "%s", text);
}

static bool has_flag(const struct call *call, int flag)
{
    return (call->question->hints.flags & flag) != 0;
}

static bool has_error(const struct call *call, int code)
{
    return call->answer != NULL && call->answer->error.code == code;
}

/* A short, printable form of a service for a clause. Returns `out`. */
static const char *short_form(const char *text, char *out, size_t size)
{
    struct gs_buf cut = {0};
    char *safe = gs_text_sanitised(text);
    gs_text_cut_end(&cut, safe, 14);
    (void)snprintf(out, size, "%s", cut.len < size ? gs_buf_text(&cut) : "it");
    gs_buf_fini(&cut);
    free(safe);
    return out;
}

static void check_presence(struct call *call)
{
    if (call->read.node == NULL && has_flag(call, AI_CANONNAME)) {
        add(call, false, "canonname_without_host", "CANONNAME needs a host");
        tell(call,
             "Without a host there is no canonical name: libc answers EAI_BADFLAGS. "
             "Leave CANONNAME out.");
    }
    if (call->read.node == NULL && call->read.service == NULL) {
        add(call, false, "nothing_asked", "neither host nor service");
        tell(call, "getaddrinfo needs a host or a service: with neither it answers "
                   "EAI_NONAME.");
    }
    if (call->read.is_star_node) {
        add(call, false, "star_host", "* means no host");
        tell(call, "libc takes the host * for the null node; it is no wildcard and no "
                   "name.");
    }
    if (call->read.node != NULL && call->read.node[0] == '\0' &&
        call->question->idn_error[0] == '\0') {
        add(call, false, "empty_host", "the host is empty");
        tell(call, "An empty host is no name, and it is not the null node either, so "
                   "nobody is asked. Give a name, or * for the null node.");
    }
}

/* Whether a service is blanks, perhaps a sign, and digits. */
static bool has_number_form(const char *service)
{
    service += strspn(service, " ");
    service += *service == '-' || *service == '+';
    size_t digits = strspn(service, "0123456789");
    return digits > 0 && service[digits] == '\0';
}

static void check_port(struct call *call)
{
    char form[48];
    char plain[16];
    if (call->read.service == NULL) {
        return;
    }
    short_form(call->read.service, form, sizeof form);
    bool is_number = call->read.is_number;
    int value = call->read.port;
    (void)snprintf(plain, sizeof plain, "%d", value);
    if (is_number && value > UINT16_MAX) {
        add(call, false, "port_out_of_range", "port %s becomes %d", form,
            value & UINT16_MAX);
        tell(call,
             "A port has 16 bits. libc does not refuse a larger number: it keeps the "
             "lower 16 bits. Check ports before the call.");
    } else if (call->read.service[0] == '\0') {
        add(call, false, "empty_service", "an empty service is port 0");
        tell(call, "libc reads the empty service as the number 0. Pass no service where "
                   "none is meant.");
    } else if (is_number && strcmp(plain, call->read.service) != 0) {
        add(call, false, "port_form", "\"%s\" is read as port %d", form, value);
        tell(call,
             "libc reads numbers as strtoul does: blanks before, a sign and leading "
             "zeros are taken, always in decimal.");
    } else if (!is_number && has_number_form(call->read.service)) {
        bool is_negative = strchr(call->read.service, '-') != NULL;
        add(call, false, "port_out_of_range", "%s is read as a name", form);
        tell(call, is_negative
                       ? "A negative number is no port: libc takes it for a service "
                         "name, which the services table does not have. Ports are 0 to "
                         "65535."
                       : "The number does not fit into an int, so libc takes it for a "
                         "service name, which the services table does not have. Ports "
                         "are 0 to 65535.");
    }
}

/* Which of inet_aton's liberties an address takes. */
static const char *address_form(const char *node)
{
    bool is_octal = false;
    for (const char *part = node; part != NULL; part = strchr(part, '.')) {
        part += *part == '.';
        if (part[0] == '0' && (part[1] == 'x' || part[1] == 'X')) {
            return "hex_address";
        }
        is_octal = is_octal || (part[0] == '0' && part[1] >= '0' && part[1] <= '9');
    }
    return is_octal ? "octal_address" : "short_address";
}

static void check_address(struct call *call)
{
    char text[INET_ADDRSTRLEN] = "";
    char form[48];
    if (!call->read.is_odd_address) {
        return;
    }
    inet_ntop(AF_INET, &call->read.odd, text, sizeof text);
    add(call, false, address_form(call->read.node), "%s is read as %s",
        short_form(call->read.node, form, sizeof form), text);
    tell(call,
         "libc reads addresses as inet_aton does: a leading 0 means octal, 0x hex, "
         "and missing parts are filled in, even with NUMERICHOST. Write four decimal "
         "parts.");
}

/* Packets to such an address need to be told the interface. */
static bool is_link_local(const struct gs_address *address)
{
    const uint8_t *bytes = address->bytes;
    return (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) ||
           (bytes[0] == 0xff && ((bytes[1] & 0x0f) == 2 || (bytes[1] & 0x0f) == 1));
}

static void check_zone(struct call *call)
{
    struct gs_address address;
    char form[48];
    if (call->read.node == NULL || !has_error(call, EAI_NONAME) ||
        gs_address_parse(call->read.node, &address) != GS_OK || address.zone[0] == '\0') {
        return;
    }
    short_form(address.zone, form, sizeof form);
    if (is_link_local(&address)) {
        add(call, false, "no_such_zone", "no interface is named %s", form);
        tell(call, "What follows the % of an address is an interface of this machine or "
                   "its number, and there is none of that name. ip link lists them.");
    } else {
        add(call, false, "zone_not_link_local", "the address takes no zone");
        tell(call, "Only a link-local address, fe80:: or ff02::, takes an interface "
                   "behind %. Leave the % and what follows it out.");
    }
}

static void check_numeric(struct call *call)
{
    if (has_flag(call, AI_NUMERICHOST) && call->read.node != NULL &&
        call->read.literal_family == 0) {
        add(call, false, "numerichost_name", "NUMERICHOST forbids a name");
        tell(call, "With NUMERICHOST only an address is taken and nobody is asked: libc "
                   "answers EAI_NONAME, which says nothing about the name.");
    }
    if (has_flag(call, AI_NUMERICSERV) && call->read.service != NULL &&
        !call->read.is_number) {
        add(call, false, "numericserv_name", "NUMERICSERV forbids a service name");
        tell(call, "With NUMERICSERV only a number is taken: libc answers EAI_NONAME or "
                   "EAI_SERVICE although the host may exist.");
    }
}

static const char *socktype_name(const struct call *call)
{
    const char *name = gs_hint_name(gs_hint_socktypes(), call->question->hints.socktype);
    return name != NULL ? name : "this socket type";
}

static void check_service_error(struct call *call)
{
    char form[48];
    if (!has_error(call, EAI_SERVICE) || call->read.service == NULL) {
        return;
    }
    short_form(call->read.service, form, sizeof form);
    if (call->read.is_number) {
        add(call, false, "service_not_for_socktype", "%s takes no port",
            socktype_name(call));
        tell(call, "This socket type has no ports, so libc answers EAI_SERVICE to any "
                   "service. Ask without one.");
    } else {
        add(call, false, "service_not_for_socktype", "%s is not listed for %s", form,
            socktype_name(call));
        tell(call,
             "The services table has no such line for this socket type and protocol: "
             "EAI_SERVICE says nothing about the host. Use the number, or another "
             "socket type.");
    }
}

static void check_family_error(struct call *call)
{
    struct gs_address literal;
    if (!has_error(call, EAI_ADDRFAMILY)) {
        return;
    }
    bool is_literal = call->read.node != NULL &&
                      gs_address_parse(call->read.node, &literal) == GS_OK &&
                      call->question->hints.family != AF_UNSPEC &&
                      literal.family != call->question->hints.family;
    if (is_literal) {
        bool is_v4 = literal.family == AF_INET;
        char form[48];
        add(call, false, "address_of_other_family", "%s is an %s address",
            short_form(call->read.node, form, sizeof form), is_v4 ? "IPv4" : "IPv6");
        tell(call, is_v4 ? "The host is an IPv4 address, and IPv6 is asked. Ask for any "
                           "family or for IPv4; with V4MAPPED libc gives it in IPv6 form."
                         : "The host is an IPv6 address, and IPv4 is asked. Ask for any "
                           "family or for IPv6.");
    } else if (has_flag(call, AI_ADDRCONFIG)) {
        add(call, false, "addrconfig_family", "ADDRCONFIG leaves this family out");
        tell(call, "ADDRCONFIG drops a family of which this machine has no address but "
                   "loopback's, literals included. Leave the flag out to see them.");
    }
}

static void check_socktype_error(struct call *call)
{
    if (!has_error(call, EAI_SOCKTYPE)) {
        return;
    }
    const char *protocol =
        gs_hint_name(gs_hint_protocols(), call->question->hints.protocol);
    if (call->question->hints.protocol != 0) {
        add(call, false, "socktype_protocol", "%s and %s do not fit", socktype_name(call),
            protocol != NULL ? protocol : "this protocol");
    } else {
        add(call, false, "socktype_protocol", "libc knows no %s", socktype_name(call));
    }
    tell(call, "libc has no such pair of socket type and protocol: EAI_SOCKTYPE says "
               "nothing about the host. Leave one of them open.");
}

static void check_idn(struct call *call)
{
    bool is_ascii = call->read.is_ascii;
#ifdef EAI_IDN_ENCODE
    if (has_error(call, EAI_IDN_ENCODE)) {
        add(call, false, "idn_locale", "AI_IDN needs a UTF-8 locale");
        tell(call,
             "libc converts names only after setlocale() in a UTF-8 locale, else it "
             "answers EAI_IDN_ENCODE. The A-label form needs no locale.");
        return;
    }
#endif
#ifdef AI_IDN
    is_ascii = is_ascii || has_flag(call, AI_IDN);
#endif
    if (!is_ascii) {
        add(call, false, "raw_utf8", "raw UTF-8 goes to DNS");
        tell(call, "Without AI_IDN libc sends the bytes of the name as they are, and no "
                   "name server knows them. Ask for the A-label form.");
    }
}

static void check_onion(struct call *call)
{
    if (call->read.node != NULL && gs_name_ends_in(call->read.node, "onion")) {
        add(call, false, "onion_in_dns", "an onion name goes to DNS");
        tell(call, "Names under .onion are Tor's and must not reach DNS (RFC 7686), but "
                   "libc asks the name server for what the hosts file does not have.");
    }
}

static void note_flags(struct call *call)
{
    int family = call->question->hints.family;
    if (has_flag(call, AI_PASSIVE) && call->read.node != NULL) {
        add(call, true, "passive_with_host", "PASSIVE acts only without host");
        tell(call,
             "PASSIVE chooses 0.0.0.0 and :: where no host is given; with a host it "
             "changes nothing.");
    }
    if (has_flag(call, AI_V4MAPPED) && family == AF_INET) {
        add(call, true, "v4mapped_without_inet6", "V4MAPPED acts only with inet6");
        tell(call, "V4MAPPED writes IPv4 addresses in IPv6 form when IPv6 is asked for; "
                   "with inet it changes nothing.");
    }
    if (has_flag(call, AI_ALL) && (!has_flag(call, AI_V4MAPPED) || family != AF_INET6)) {
        add(call, true, "all_without_v4mapped", "ALL acts only with V4MAPPED, inet6");
        tell(call, "ALL does not mean all flags: with V4MAPPED and inet6 it gives the "
                   "mapped IPv4 addresses beside the IPv6 ones, else nothing.");
    }
#ifdef AI_CANONIDN
    if (has_flag(call, AI_CANONIDN) && !has_flag(call, AI_CANONNAME)) {
        add(call, true, "canonidn_without_canonname",
            "CANONIDN acts only with CANONNAME");
        tell(call, "CANONIDN converts the canonical name, which is not asked for.");
    }
#endif
}

static void note_rows(struct call *call)
{
    size_t mapped = 0;
    size_t rows = call->answer != NULL ? call->answer->rows.count : 0;
    for (size_t i = 0; i < rows; i++) {
        const struct gs_address *address = &call->answer->rows.items[i].address;
        mapped += address->family == AF_INET6 &&
                  memcmp(address->bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0;
    }
    if (mapped > 0 && has_flag(call, AI_V4MAPPED)) {
        add(call, true, "mapped_addresses", "IPv4 in IPv6 form (V4MAPPED)");
        tell(call,
             "A ::ffff: address is an IPv4 address: packets to it are IPv4. It says "
             "nothing about IPv6 at that host.");
    }
    size_t different = rows > 0 ? gs_system_answer_count(call->answer, 0) : 0;
    if (call->question->hints.socktype == 0 && different > 0 && rows > different) {
        add(call, true, "rows_per_socktype", "each address once per socket type");
        tell(call,
             "Without a socket type libc repeats every address for stream, dgram and "
             "raw. A client names the type it wants.");
    }
}

struct gs_trap_list gs_traps_of(const struct gs_question *question,
                                const struct gs_system_answer *answer)
{
    struct call call = {
        .question = question, .answer = answer, .read = gs_call_read(question)};
    check_presence(&call);
    check_port(&call);
    check_address(&call);
    check_zone(&call);
    check_numeric(&call);
    check_service_error(&call);
    check_family_error(&call);
    check_socktype_error(&call);
    check_idn(&call);
    check_onion(&call);
    note_flags(&call);
    note_rows(&call);
    return call.traps;
}
