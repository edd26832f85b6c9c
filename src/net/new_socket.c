/* SPDX-License-Identifier: MIT */
/*
 * Where the system sets both flags while it makes the socket it is asked to: a process started
 * in between would inherit the socket else.
 */
#include "new_socket.h"

#include <errno.h>

#include <fcntl.h>
#include <unistd.h>

#if defined SOCK_CLOEXEC && defined SOCK_NONBLOCK

int gs_new_socket(int family, int socktype, int protocol)
{
    return socket(family, socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
}

int gs_new_client(int server, struct sockaddr_storage *peer)
{
    socklen_t bytes = sizeof *peer;
    return accept4(server, (struct sockaddr *)peer, &bytes, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

#else

static int with_flags(int handle)
{
    if (handle < 0 || (fcntl(handle, F_SETFD, FD_CLOEXEC) == 0 &&
                       fcntl(handle, F_SETFL, O_NONBLOCK) == 0)) {
        return handle;
    }
    int why = errno;
    (void)close(handle); /* nothing was written that could be lost */
    errno = why;
    return -1;
}

int gs_new_socket(int family, int socktype, int protocol)
{
    return with_flags(socket(family, socktype, protocol));
}

int gs_new_client(int server, struct sockaddr_storage *peer)
{
    socklen_t bytes = sizeof *peer;
    return with_flags(accept(server, (struct sockaddr *)peer, &bytes));
}

#endif
