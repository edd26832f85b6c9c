/* SPDX-License-Identifier: MIT */
#include "eai.h"

#include <errno.h>
#include <stdio.h>

#include <netdb.h>
#include <uv.h>

/* One code of this libc. Where two names share a number, the first is meant. */
struct meaning {
    const char *name;
    int code;
    enum gs_outcome outcome;
};

static const struct meaning meanings[] = {
    {"EAI_NONAME", EAI_NONAME, GS_OUTCOME_NO_SUCH_NAME},
#ifdef EAI_NODATA
    {"EAI_NODATA", EAI_NODATA, GS_OUTCOME_NO_DATA},
#endif
#ifdef EAI_ADDRFAMILY
    {"EAI_ADDRFAMILY", EAI_ADDRFAMILY, GS_OUTCOME_NO_DATA},
#endif
    {"EAI_AGAIN", EAI_AGAIN, GS_OUTCOME_TRY_AGAIN},
    {"EAI_SERVICE", EAI_SERVICE, GS_OUTCOME_BAD_QUESTION},
    {"EAI_SOCKTYPE", EAI_SOCKTYPE, GS_OUTCOME_BAD_QUESTION},
    {"EAI_FAMILY", EAI_FAMILY, GS_OUTCOME_BAD_QUESTION},
    {"EAI_BADFLAGS", EAI_BADFLAGS, GS_OUTCOME_BAD_QUESTION},
#ifdef EAI_IDN_ENCODE
    {"EAI_IDN_ENCODE", EAI_IDN_ENCODE, GS_OUTCOME_BAD_QUESTION},
#endif
    {"EAI_FAIL", EAI_FAIL, GS_OUTCOME_FAILED},
    {"EAI_MEMORY", EAI_MEMORY, GS_OUTCOME_FAILED},
    {"EAI_SYSTEM", EAI_SYSTEM, GS_OUTCOME_FAILED},
#ifdef EAI_OVERFLOW
    {"EAI_OVERFLOW", EAI_OVERFLOW, GS_OUTCOME_FAILED},
#endif
#ifdef EAI_INTR
    {"EAI_INTR", EAI_INTR, GS_OUTCOME_FAILED},
#endif
#ifdef EAI_CANCELED
    {"EAI_CANCELED", EAI_CANCELED, GS_OUTCOME_CANCELLED},
#endif
};

static const struct meaning *meaning_of(int code)
{
    static const struct meaning unknown = {"EAI_?", 0, GS_OUTCOME_FAILED};
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].code == code) {
            return &meanings[i];
        }
    }
    return &unknown;
}

static enum gs_outcome describe(int code, int system_errno, struct gs_eai *out)
{
    const struct meaning *meaning = meaning_of(code);
    *out = (struct gs_eai){.code = code, .name = meaning->name};
    if (code == EAI_SYSTEM) {
        out->system_errno = system_errno;
        (void)uv_strerror_r(uv_translate_sys_error(system_errno), out->text,
                            sizeof out->text);
    } else {
        (void)snprintf(out->text, sizeof out->text, "%s", gai_strerror(code));
    }
    return meaning->outcome;
}

enum gs_outcome eai_outcome(int code, struct gs_eai *out)
{
    int system_errno = errno;
    if (code == 0) {
        *out = (struct gs_eai){.name = ""};
        return GS_OUTCOME_ANSWERED;
    }
    return describe(code, system_errno, out);
}

enum gs_outcome eai_no_thread(struct gs_eai *out)
{
    return describe(EAI_SYSTEM, EAGAIN, out);
}
