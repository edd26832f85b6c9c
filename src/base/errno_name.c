/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/errno_name.h"

#include <errno.h>
#include <stddef.h>

/** One value. Where two names share one (EWOULDBLOCK, ENOTSUP), the first of POSIX counts. */
struct errno_row {
    int error;
    const char *name;
};

#define ROW(name)                                                                        \
    {                                                                                    \
        name, #name                                                                      \
    }

static const struct errno_row rows[] = {
    ROW(E2BIG),         ROW(EACCES),          ROW(EADDRINUSE),
    ROW(EADDRNOTAVAIL), ROW(EAFNOSUPPORT),    ROW(EAGAIN),
    ROW(EALREADY),      ROW(EBADF),           ROW(EBADMSG),
    ROW(EBUSY),         ROW(ECANCELED),       ROW(ECHILD),
    ROW(ECONNABORTED),  ROW(ECONNREFUSED),    ROW(ECONNRESET),
    ROW(EDEADLK),       ROW(EDESTADDRREQ),    ROW(EDOM),
    ROW(EDQUOT),        ROW(EEXIST),          ROW(EFAULT),
    ROW(EFBIG),         ROW(EHOSTDOWN),       ROW(EHOSTUNREACH),
    ROW(EIDRM),         ROW(EILSEQ),          ROW(EINPROGRESS),
    ROW(EINTR),         ROW(EINVAL),          ROW(EIO),
    ROW(EISCONN),       ROW(EISDIR),          ROW(ELOOP),
    ROW(EMFILE),        ROW(EMLINK),          ROW(EMSGSIZE),
    ROW(EMULTIHOP),     ROW(ENAMETOOLONG),    ROW(ENETDOWN),
    ROW(ENETRESET),     ROW(ENETUNREACH),     ROW(ENFILE),
    ROW(ENOBUFS),       ROW(ENODEV),          ROW(ENOENT),
    ROW(ENOEXEC),       ROW(ENOLCK),          ROW(ENOLINK),
    ROW(ENOMEM),        ROW(ENOMSG),          ROW(ENOPROTOOPT),
    ROW(ENOSPC),        ROW(ENOSYS),          ROW(ENOTCONN),
    ROW(ENOTDIR),       ROW(ENOTEMPTY),       ROW(ENOTRECOVERABLE),
    ROW(ENOTSOCK),      ROW(ENOTTY),          ROW(ENOTUNIQ),
    ROW(ENXIO),         ROW(EOPNOTSUPP),      ROW(EOVERFLOW),
    ROW(EOWNERDEAD),    ROW(EPERM),           ROW(EPFNOSUPPORT),
    ROW(EPIPE),         ROW(EPROTO),          ROW(EPROTONOSUPPORT),
    ROW(EPROTOTYPE),    ROW(ERANGE),          ROW(EROFS),
    ROW(ESHUTDOWN),     ROW(ESOCKTNOSUPPORT), ROW(ESPIPE),
    ROW(ESRCH),         ROW(ESTALE),          ROW(ETIMEDOUT),
    ROW(ETXTBSY),       ROW(EXDEV),
};

const char *gs_errno_name(int error)
{
    for (size_t i = 0; error != 0 && i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].error == error) {
            return rows[i].name;
        }
    }
    return error == 0 ? "" : "unknown";
}
