/* SPDX-License-Identifier: MIT */
#include "datagrams.h"

#include "gaiscope/base/mem.h"

#include <errno.h>

struct gs_datagrams *gs_datagrams_new(void)
{
    struct gs_datagrams *d = gs_mem_new(1, sizeof *d);
    for (size_t i = 0; i < GS_DATAGRAM_IN_MAX; i++) {
        d->in_parts[i] = (struct iovec){d->in_bytes[i], GS_DATAGRAM_BYTES};
        d->in[i].msg_hdr.msg_iov = &d->in_parts[i];
        d->in[i].msg_hdr.msg_iovlen = 1;
    }
    for (size_t i = 0; i < GS_DATAGRAM_OUT_MAX; i++) {
        d->out_parts[i].iov_base = d->out_bytes[i];
        d->out[i].msg_hdr.msg_iov = &d->out_parts[i];
        d->out[i].msg_hdr.msg_iovlen = 1;
    }
    return d;
}

uint8_t *gs_datagrams_add(struct gs_datagrams *d)
{
    if (d->out_count == GS_DATAGRAM_OUT_MAX) {
        return NULL;
    }
    return d->out_bytes[d->out_count++];
}

void gs_datagrams_set_len(struct gs_datagrams *d, size_t len)
{
    d->out_parts[d->out_count - 1].iov_len = len;
}

int gs_datagrams_send(struct gs_datagrams *d, int fd)
{
    int error = 0;
    bool is_second = false; /* an error may be that of an earlier datagram: once more */
    for (size_t at = 0; at < d->out_count;) {
        int sent = sendmmsg(fd, d->out + at, (unsigned)(d->out_count - at), MSG_NOSIGNAL);
        if (sent > 0) {
            at += (size_t)sent;
            is_second = false;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (errno != EINTR) {
            error = errno;
            at += is_second ? 1 : 0;
            is_second = !is_second;
        }
    }
    d->out_count = 0;
    return error;
}

int gs_datagrams_receive(struct gs_datagrams *d, int fd)
{
    return recvmmsg(fd, d->in, GS_DATAGRAM_IN_MAX, MSG_DONTWAIT, NULL);
}

uint8_t *gs_datagrams_at(struct gs_datagrams *d, size_t index, size_t *len, bool *is_cut)
{
    *len = d->in[index].msg_len;
    *is_cut = (d->in[index].msg_hdr.msg_flags & MSG_TRUNC) != 0;
    return d->in_bytes[index];
}
