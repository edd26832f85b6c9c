/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/eai_advice.h"

#include "gaiscope/base/errno_name.h"

#include <string.h>

static const struct {
    const char *name;
    struct gs_eai_advice advice;
} table[] = {
    {"EAI_NONAME",
     {"No source knows the name, or none was asked.",
      "Check the spelling, and who was asked."}},
    {"EAI_NODATA",
     {"The name exists and has no such address.",
      "Ask for any family; it may have other records."}},
    {"EAI_ADDRFAMILY",
     {"The host has no address of the asked family.",
      "Ask for any family, or leave ADDRCONFIG out."}},
    {"EAI_AGAIN",
     {"No answer is not \"no such name\": it may well exist.",
      "Ask again later, or another name server."}},
    {"EAI_FAIL", {"A name server can never answer this.", "Ask another name server."}},
    {"EAI_SERVICE",
     {"This socket type has no such service.",
      "Use the port's number or another socket type."}},
    {"EAI_SOCKTYPE",
     {"Socket type and protocol do not fit.",
      "Leave one of both open: stream is tcp, dgram udp."}},
    {"EAI_FAMILY",
     {"libc does not know the address family.", "Ask for any, IPv4 or IPv6."}},
    {"EAI_BADFLAGS",
     {"A flag is unknown, or CANONNAME has no host.",
      "Leave the flag out; CANONNAME needs a host."}},
    {"EAI_IDN_ENCODE",
     {"libc cannot convert the international name.",
      "Ask for its A-label, or use a UTF-8 locale."}},
    {"EAI_MEMORY", {"There was no memory for the answer.", "End other programs."}},
    {"EAI_SYSTEM",
     {"A system call failed; errno says which way.",
      "Look up errno; a source's module may be missing."}},
    {"EAI_OVERFLOW", {"A name was longer than its place.", "Ask for a shorter name."}},
    {"EAI_INTR", {"A signal interrupted the call.", "Ask again."}},
    {"EAI_CANCELED", {"The call was taken back.", "Ask it anew."}},
};

struct gs_eai_advice gs_eai_advice_of(const struct gs_eai *error)
{
    if (error->code == 0) {
        return (struct gs_eai_advice){"", ""};
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(table[i].name, error->name) == 0) {
            return table[i].advice;
        }
    }
    return (struct gs_eai_advice){"This libc has an error that has no name here.",
                                  "See its number in <netdb.h>."};
}

void gs_eai_format(struct gs_buf *out, const struct gs_eai *error)
{
    if (error->code == 0) {
        return;
    }
    gs_buf_addf(out, "%s %d", error->name, error->code);
    if (error->system_errno != 0) {
        gs_buf_addf(out, ", %s %d", gs_errno_name(error->system_errno),
                    error->system_errno);
    }
}
