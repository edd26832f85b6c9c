/* SPDX-License-Identifier: MIT */
#include "call_effect.h"

#include "gaiscope/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <sys/socket.h>

enum {
    SHORT_CELLS = 20, /* of a host or service in a reason */
    SHORT_BYTES = 48,
};

struct gs_hint_effect gs_effect(enum gs_effect_kind kind, int error, const char *format,
                                ...)
{
    struct gs_hint_effect effect = {.kind = kind, .error = error};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(effect.reason, sizeof effect.reason, format, arguments);
    va_end(arguments);
    return effect;
}

const char *gs_effect_short(const char *text, char out[SHORT_BYTES])
{
    struct gs_buf cut = {0};
    char *safe = gs_text_sanitised(text);
    gs_text_cut_end(&cut, safe, SHORT_CELLS);
    (void)snprintf(out, SHORT_BYTES, "%s",
                   cut.len < SHORT_BYTES ? gs_buf_text(&cut) : "it");
    gs_buf_fini(&cut);
    free(safe);
    return out;
}

const char *gs_effect_family(int family)
{
    return family == AF_INET ? "IPv4" : "IPv6";
}

int gs_effect_configured(const struct gs_hint_subject *subject, int family)
{
    const struct gs_machine *machine = subject->machine;
    if ((subject->question->hints.flags & AI_ADDRCONFIG) == 0 || machine == NULL) {
        return family;
    }
    if (family == AF_UNSPEC) {
        return machine->counts_v4 == machine->counts_v6 ? AF_UNSPEC
               : machine->counts_v4                     ? AF_INET
                                                        : AF_INET6;
    }
    bool has = family == AF_INET ? machine->counts_v4 : machine->counts_v6;
    return has ? family : -1;
}
