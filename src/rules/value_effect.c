/* SPDX-License-Identifier: MIT */
/*
 * The arguments that have one value: family, socket type, protocol, and the host's place.
 */
#include "call_effect.h"
#include "call_socket.h"

#include "gaiscope/model/hints.h"
#include "gaiscope/rules/call_reading.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

#define ACTS      GS_HINT_ACTS
#define NO_EFFECT GS_HINT_NO_EFFECT
#define FAILS     GS_HINT_FAILS

/* -- family -------------------------------------------------------------------------- */

static bool is_of_family(const struct gs_hint_subject *subject,
                         const struct gs_call_reading *call, int family)
{
    bool maps = (subject->question->hints.flags & AI_V4MAPPED) != 0;
    return call->literal_family == 0 || family == AF_UNSPEC ||
           call->literal_family == family ||
           (call->literal_family == AF_INET && family == AF_INET6 && maps) ||
           (call->is_mapped && family == AF_INET);
}

struct gs_hint_effect gs_family_effect(const struct gs_hint_subject *subject, int family)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    int left = gs_effect_configured(subject, family);
    if (left < 0) {
        return gs_effect(FAILS, EAI_NONAME,
                         "ADDRCONFIG is set, and this machine has no %s address",
                         gs_effect_family(family));
    }
    if (!is_of_family(subject, &call, left)) {
        return gs_effect(FAILS, GS_EAI_ADDRFAMILY,
                         left == family ? "the host is an %s address"
                                        : "ADDRCONFIG leaves %s out, which the host is",
                         gs_effect_family(call.literal_family));
    }
    if (family == AF_UNSPEC) {
        return gs_effect(ACTS, 0, "IPv4 and IPv6, in libc's order");
    }
    if (call.literal_family == AF_INET && family == AF_INET6) {
        return gs_effect(ACTS, 0, "V4MAPPED gives the IPv4 address in IPv6 form");
    }
    return gs_effect(ACTS, 0, "%s addresses only", gs_effect_family(family));
}

/* -- socket type and protocol -------------------------------------------------------- */

static const char *socktype_word(int socktype)
{
    const char *name = gs_hint_name(gs_hint_socktypes(), socktype);
    return name != NULL ? name : "this socket type";
}

static const char *protocol_word(int protocol, char out[24])
{
    const char *name = gs_hint_name(gs_hint_protocols(), protocol);
    if (name != NULL) {
        return name;
    }
    (void)snprintf(out, 24, "protocol %d", protocol);
    return out;
}

static struct gs_hint_effect unfit(int socktype, int protocol)
{
    char word[24];
    if (protocol == 0) {
        return gs_effect(FAILS, EAI_SOCKTYPE, "libc knows no %s",
                         socktype_word(socktype));
    }
    return gs_effect(FAILS, EAI_SOCKTYPE, "%s and %s do not fit", socktype_word(socktype),
                     protocol_word(protocol, word));
}

/* Whether the table has the service for any protocol that comes without a choice. */
static bool is_listed_at_all(const struct gs_services *services)
{
    for (size_t i = 0; gs_call_socket_at(i) != NULL; i++) {
        const char *name = gs_call_socket_at(i)->name;
        bool is_told = strcmp(name, "tcp") == 0 || strcmp(name, "udp") == 0 ||
                       strcmp(name, "sctp") == 0;
        if (is_told && gs_call_is_listed(services, name)) {
            return true;
        }
    }
    return false;
}

/* What keeps the pair, 0 and 0 included, from the service; kind ACTS when nothing does. */
static struct gs_hint_effect socket_effect(const struct gs_hint_subject *subject,
                                           int socktype, int protocol)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    const struct gs_call_socket *pair = gs_call_socket_of(socktype, protocol);
    bool is_any = socktype == 0 && protocol == 0;
    bool is_name = gs_call_has_service(&call) && !call.is_number;
    char form[48];
    char word[24];
    if (!gs_call_sockets_are_known()) {
        return gs_effect(ACTS, 0, "%s", "");
    }
    if (!is_any && pair == NULL) {
        return unfit(socktype, protocol);
    }
    if (!is_any && pair->has_no_port && gs_call_has_service(&call)) {
        return gs_effect(FAILS, EAI_SERVICE, "%s has no ports, and a service is given",
                         protocol != 0 ? protocol_word(protocol, word) : "raw");
    }
    if (is_name && is_any && !is_listed_at_all(subject->services)) {
        return gs_effect(FAILS, EAI_SERVICE, "%s is in no line of the services table",
                         gs_effect_short(call.service, form));
    }
    if (is_name && !is_any && !gs_call_is_listed(subject->services, pair->name)) {
        return gs_effect(FAILS, EAI_SERVICE, "%s is not listed for %s",
                         gs_effect_short(call.service, form), pair->name);
    }
    return gs_effect(ACTS, 0, "%s", "");
}

struct gs_hint_effect gs_socktype_effect(const struct gs_hint_subject *subject,
                                         int socktype)
{
    int protocol = subject->question->hints.protocol;
    struct gs_hint_effect effect = socket_effect(subject, socktype, protocol);
    const struct gs_call_socket *pair = gs_call_socket_of(0, protocol);
    if (effect.kind != ACTS) {
        return effect;
    }
    if (protocol != 0 && pair != NULL && socktype == pair->socktype) {
        char word[24];
        return gs_effect(NO_EFFECT, 0, "%s is %s anyway", protocol_word(protocol, word),
                         socktype_word(socktype));
    }
    return effect;
}

struct gs_hint_effect gs_protocol_effect(const struct gs_hint_subject *subject,
                                         int protocol)
{
    int socktype = subject->question->hints.socktype;
    struct gs_hint_effect effect = socket_effect(subject, socktype, protocol);
    const struct gs_call_socket *pair = gs_call_socket_of(socktype, 0);
    if (effect.kind != ACTS) {
        return effect;
    }
    if (socktype != 0 && protocol != 0 && pair != NULL && protocol == pair->protocol) {
        char word[24];
        return gs_effect(NO_EFFECT, 0, "%s is %s anyway", socktype_word(socktype),
                         protocol_word(protocol, word));
    }
    return effect;
}

/* -- the host ------------------------------------------------------------------------ */

struct gs_hint_effect gs_null_node_effect(const struct gs_hint_subject *subject)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    const struct gs_hints *hints = &subject->question->hints;
    if (call.service == NULL) {
        return gs_effect(FAILS, EAI_NONAME, "neither host nor service is given then");
    }
    if ((hints->flags & AI_CANONNAME) != 0 && !hints->has_default_flags) {
        return gs_effect(FAILS, EAI_BADFLAGS, "CANONNAME needs a host");
    }
    return gs_effect(ACTS, 0, "what a server binds to with PASSIVE, else loopback");
}

/* -- what will come ------------------------------------------------------------------ */

/* Appends why the call fails as it is. Returns: whether it does. */
static bool tell_failure(const struct gs_hint_subject *subject, struct gs_buf *out)
{
    const struct gs_hints *hints = &subject->question->hints;
    struct gs_hint_table flags = gs_hint_flags();
    struct gs_hint_effect found = gs_family_effect(subject, hints->family);
    if (found.kind != FAILS) {
        found = socket_effect(subject, hints->socktype, hints->protocol);
    }
    for (size_t i = 0; found.kind != FAILS && i < flags.count; i++) {
        if ((hints->flags & flags.hints[i].value) != 0) {
            found = gs_flag_effect(subject, flags.hints[i].value);
        }
    }
    if (found.kind != FAILS && gs_question_node(subject->question) == NULL) {
        found = gs_null_node_effect(subject);
    }
    if (found.kind != FAILS) {
        return false;
    }
    gs_buf_addf(out, "The call fails: %s.", found.reason);
    return true;
}

/* "stream/tcp", or the socket type alone. */
static void add_socket(struct gs_buf *out, const struct gs_hints *hints)
{
    const struct gs_call_socket *pair =
        gs_call_socket_of(hints->socktype, hints->protocol);
    char word[24];
    if (pair == NULL) {
        gs_buf_add_text(out, socktype_word(hints->socktype));
        return;
    }
    int protocol = pair->has_no_port ? hints->protocol : pair->protocol;
    gs_buf_addf(out, "%s/%s", socktype_word(pair->socktype),
                protocol == 0 ? "ip" : protocol_word(protocol, word));
}

/* "stream and dgram": the types that come when none is chosen. */
static void add_usual_types(const struct gs_hint_subject *subject, struct gs_buf *out)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    bool is_name = gs_call_has_service(&call) && !call.is_number;
    const struct gs_call_socket *fit[8];
    size_t count = 0;
    for (size_t i = 0; gs_call_socket_at(i) != NULL; i++) {
        const struct gs_call_socket *at = gs_call_socket_at(i);
        bool is_kept = is_name ? !at->has_no_port && subject->services != NULL &&
                                     (at->is_usual || strcmp(at->name, "sctp") == 0) &&
                                     gs_call_is_listed(subject->services, at->name)
                               : at->is_usual;
        if (is_kept && count < sizeof fit / sizeof *fit) {
            fit[count++] = at;
        }
    }
    for (size_t i = 0; i < count; i++) {
        gs_buf_addf(out, "%s%s",
                    i == 0           ? ""
                    : i + 1 == count ? " and "
                                     : ", ",
                    socktype_word(fit[i]->socktype));
    }
    if (count == 0) {
        gs_buf_add_text(out, "each type the service allows");
    } else if (count == 1) {
        gs_buf_add_text(out, ", the one type that takes the service");
    }
}

void gs_call_outlook(const struct gs_hint_subject *subject, struct gs_buf *out)
{
    const struct gs_hints *hints = &subject->question->hints;
    struct gs_call_reading call = gs_call_read(subject->question);
    if (tell_failure(subject, out)) {
        return;
    }
    if (call.node == NULL) {
        gs_buf_addf(out, "No host: %s. ",
                    (hints->flags & AI_PASSIVE) != 0
                        ? "the addresses a server binds to, 0.0.0.0 and ::"
                        : "the loopback addresses, ::1 and 127.0.0.1");
    }
    if (hints->socktype == 0 && hints->protocol == 0) {
        gs_buf_add_text(out, "Each address comes once as ");
        add_usual_types(subject, out);
        gs_buf_add_text(out, ".");
        return;
    }
    gs_buf_add_text(out, "One row per address, ");
    add_socket(out, hints);
    gs_buf_add_text(out, ".");
}
