/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/flag_effect.h"

#include "call_effect.h"

#include "gaiscope/rules/call_reading.h"

#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

#ifndef AI_IDN
#    define AI_IDN 0
#endif
#ifndef AI_CANONIDN
#    define AI_CANONIDN 0
#endif

#define ACTS      GS_HINT_ACTS
#define NO_EFFECT GS_HINT_NO_EFFECT
#define FAILS     GS_HINT_FAILS

/* -- ADDRCONFIG ---------------------------------------------------------------------- */

static struct gs_hint_effect addrconfig(const struct gs_hint_subject *subject,
                                        const struct gs_call_reading *call)
{
    const struct gs_machine *machine = subject->machine;
    int family = subject->question->hints.family;
    if (machine == NULL) {
        return gs_effect(ACTS, 0, "only families this machine has");
    }
    if (family != AF_UNSPEC) {
        const char *word = gs_effect_family(family);
        bool has = family == AF_INET ? machine->counts_v4 : machine->counts_v6;
        return has ? gs_effect(NO_EFFECT, 0, "this machine has the asked %s", word)
                   : gs_effect(FAILS, EAI_NONAME, "this machine has no %s address", word);
    }
    if (machine->counts_v4 == machine->counts_v6) {
        return machine->counts_v4
                   ? gs_effect(ACTS, 0, "only families this machine has: v4 and v6 here")
                   : gs_effect(NO_EFFECT, 0, "only loopback here: none is left out");
    }
    int missing = machine->counts_v4 ? AF_INET6 : AF_INET;
    const char *word = gs_effect_family(missing);
    bool maps = (subject->question->hints.flags & AI_V4MAPPED) != 0;
    bool is_taken = missing == AF_INET ? maps : call->is_mapped; /* in the other form */
    if (call->literal_family == missing && !is_taken) {
        return gs_effect(FAILS, GS_EAI_ADDRFAMILY,
                         "the host is an %s address, and this machine has none", word);
    }
    return gs_effect(ACTS, 0, "leaves %s out: this machine has no address of it", word);
}

/* -- V4MAPPED and ALL ---------------------------------------------------------------- */

/* The family that libc works with. */
static int family_of(const struct gs_hint_subject *subject)
{
    int asked = subject->question->hints.family;
    int configured = gs_effect_configured(subject, asked);
    return configured < 0 ? asked : configured;
}

static struct gs_hint_effect v4mapped(const struct gs_hint_subject *subject,
                                      const struct gs_call_reading *call)
{
    if (family_of(subject) != AF_INET6) {
        return gs_effect(NO_EFFECT, 0, "the family is not IPv6");
    }
    if (call->node == NULL) {
        return gs_effect(NO_EFFECT, 0, "no host is given");
    }
    if (call->literal_family == AF_INET6) {
        return gs_effect(NO_EFFECT, 0, "the host is an IPv6 address");
    }
    return gs_effect(ACTS, 0, "IPv4 in IPv6 form, where there is no IPv6");
}

static struct gs_hint_effect all(const struct gs_hint_subject *subject,
                                 const struct gs_call_reading *call)
{
    const struct gs_hints *hints = &subject->question->hints;
    if (family_of(subject) != AF_INET6 || (hints->flags & AI_V4MAPPED) == 0) {
        return gs_effect(NO_EFFECT, 0,
                         "needs V4MAPPED and IPv6; then IPv6 and mapped IPv4 together");
    }
    if (call->node == NULL) {
        return gs_effect(NO_EFFECT, 0, "no host is given");
    }
    if (call->literal_family != 0) {
        return gs_effect(NO_EFFECT, 0, "the host is an address");
    }
    return gs_effect(ACTS, 0, "IPv6 and, beside it, IPv4 in IPv6 form");
}

/* -- names --------------------------------------------------------------------------- */

static struct gs_hint_effect canonname(const struct gs_call_reading *call)
{
    if (call->node == NULL) {
        return gs_effect(FAILS, EAI_BADFLAGS, "without a host there is no name");
    }
    return gs_effect(ACTS, 0, "the canonical name, on the first row only");
}

static struct gs_hint_effect idn(const struct gs_hint_subject *subject,
                                 const struct gs_call_reading *call)
{
#ifdef EAI_IDN_ENCODE
    bool is_refused = subject->answer != NULL &&
                      subject->answer->error.code == EAI_IDN_ENCODE &&
                      (subject->question->hints.flags & AI_IDN) != 0;
    if (is_refused) {
        return gs_effect(FAILS, EAI_IDN_ENCODE,
                         "libc cannot convert it; is the locale UTF-8?");
    }
#else
    (void)subject; /* there is no such flag either */
#endif
    if (call->node == NULL) {
        return gs_effect(NO_EFFECT, 0, "no host is given");
    }
    if (call->is_ascii) {
        bool is_converted = strcmp(subject->question->host, call->node) != 0;
        return gs_effect(NO_EFFECT, 0,
                         is_converted ? "its A-label is asked, which is ASCII"
                                      : "the name is ASCII");
    }
    return gs_effect(ACTS, 0, "the name is asked as its A-label");
}

/* The canonical name as far as it is known; NULL: it is not. */
static const char *known_canonname(const struct gs_hint_subject *subject)
{
    const struct gs_system_answer *answer = subject->answer;
    return answer != NULL && answer->rows.count > 0 ? answer->rows.items[0].canonname
                                                    : NULL;
}

static bool has_a_label(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        bool is_start = at == name || at[-1] == '.';
        if ((unsigned char)*at >= 0x80 || (is_start && strncmp(at, "xn--", 4) == 0)) {
            return true;
        }
    }
    return false;
}

static struct gs_hint_effect canonidn(const struct gs_hint_subject *subject,
                                      const struct gs_call_reading *call)
{
    const char *name = known_canonname(subject);
    if ((subject->question->hints.flags & AI_CANONNAME) == 0) {
        return gs_effect(NO_EFFECT, 0, "needs CANONNAME, whose name it converts");
    }
    if (call->literal_family != 0 || (name != NULL && !has_a_label(name))) {
        return gs_effect(NO_EFFECT, 0, "the canonical name is ASCII");
    }
    return gs_effect(ACTS, 0, "the canonical name in Unicode, not as A-label");
}

/* -- host and service ---------------------------------------------------------------- */

static struct gs_hint_effect passive(const struct gs_call_reading *call)
{
    if (call->node != NULL) {
        return gs_effect(NO_EFFECT, 0, "a host is given; leave it empty to bind");
    }
    return gs_effect(ACTS, 0, "0.0.0.0 and :: to bind to, instead of loopback");
}

static struct gs_hint_effect numerichost(const struct gs_call_reading *call)
{
    char form[48];
    if (call->node == NULL) {
        return gs_effect(NO_EFFECT, 0, "no host is given");
    }
    if (call->literal_family != 0) {
        return gs_effect(NO_EFFECT, 0, "the host is an address");
    }
    return gs_effect(FAILS, EAI_NONAME, "%s is a name, not an address",
                     gs_effect_short(call->node, form));
}

static struct gs_hint_effect numericserv(const struct gs_call_reading *call)
{
    char form[48];
    if (!gs_call_has_service(call)) {
        return gs_effect(NO_EFFECT, 0, "no service is given");
    }
    if (call->is_number) {
        return gs_effect(NO_EFFECT, 0, "the service is a number");
    }
    return gs_effect(FAILS, EAI_NONAME, "%s is a name, not a number",
                     gs_effect_short(call->service, form));
}

struct gs_hint_effect gs_flag_effect(const struct gs_hint_subject *subject, int flag)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    switch (flag) {
    case AI_ADDRCONFIG:
        return addrconfig(subject, &call);
    case AI_V4MAPPED:
        return v4mapped(subject, &call);
    case AI_ALL:
        return all(subject, &call);
    case AI_CANONNAME:
        return canonname(&call);
    case AI_PASSIVE:
        return passive(&call);
    case AI_NUMERICHOST:
        return numerichost(&call);
    case AI_NUMERICSERV:
        return numericserv(&call);
    default:
        break;
    }
    if (flag != 0 && flag == AI_IDN) {
        return idn(subject, &call);
    }
    if (flag != 0 && flag == AI_CANONIDN) {
        return canonidn(subject, &call);
    }
    return gs_effect(FAILS, EAI_BADFLAGS, "this libc does not know the flag");
}

/* -- what they are for --------------------------------------------------------------- */

static const struct {
    int flag;
    const char *meaning;
} meanings[] = {
    {AI_ADDRCONFIG, "Leaves out a family of which this machine has no address but "
                    "loopback's."},
    {AI_V4MAPPED,
     "With family IPv6, gives IPv4 addresses as ::ffff:a.b.c.d when there is no "
     "IPv6 one."},
    {AI_ALL, "With V4MAPPED and IPv6, gives IPv6 and mapped IPv4 together; it is not "
             "\"all flags\"."},
    {AI_CANONNAME, "Asks for the canonical name, which only the first row carries."},
    {AI_PASSIVE,
     "Without a host, gives what a server binds to, 0.0.0.0 and ::, instead of "
     "loopback's."},
    {AI_NUMERICHOST,
     "Takes only an address as host, so that no name server is ever asked."},
    {AI_NUMERICSERV,
     "Takes only a number as service, so that no services table is read."},
    {AI_IDN,
     "Converts an international name to its A-label first; needs a UTF-8 locale."},
    {AI_CANONIDN,
     "Turns the canonical name's A-label into Unicode; needs CANONNAME and a "
     "UTF-8 locale."},
};

const char *gs_flag_meaning(int flag)
{
    for (size_t i = 0; flag != 0 && i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].flag == flag) {
            return meanings[i].meaning;
        }
    }
    return "";
}
