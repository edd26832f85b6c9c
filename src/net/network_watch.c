/* SPDX-License-Identifier: MIT */
/*
 *     idle -- readable --> emptied, timer set -- 100 ms --> told -- readable? --> ...
 *      ^                      |    ^                          |
 *      |                      `----' more of the burst        |
 *      `------------------------------------------------------'
 *
 * A full queue (ENOBUFS) means that messages were lost: the same as one message, as all is read
 * again anyway. The timer is set by the first message of a burst, so that a storm is told, too.
 */
#include "gaiscope/net/network_watch.h"

#ifdef __linux__
#    include "gaiscope/base/mem.h"

#    include <errno.h>
#    include <stdbool.h>
#    include <stdlib.h>

#    include <linux/netlink.h>
#    include <linux/rtnetlink.h>
#    include <sys/socket.h>
#    include <unistd.h>

enum {
    PART_BYTES = 16 * 1024,
    PARTS_A_TURN = 64, /* the rest of a storm waits for the next turn of the loop */
    HANDLES = 2,
};

struct gs_network_watch {
    uv_poll_t poll;
    uv_timer_t fold;
    int handle;
    int open_handles; /* while closing */
    gs_network_changed_fn changed;
    void *context;
};

static void folded(uv_timer_t *timer)
{
    struct gs_network_watch *watch = timer->data;
    watch->changed(watch->context);
}

/* Empties the socket. Returns: whether it held anything, or lost something. */
static bool empty(int handle)
{
    static char part[PART_BYTES]; /* nobody reads it */
    bool has_any = false;
    for (int i = 0; i < PARTS_A_TURN; i++) {
        ssize_t got = recv(handle, part, sizeof part, MSG_DONTWAIT);
        if (got < 0 && errno != ENOBUFS) {
            break;
        }
        has_any = true;
    }
    return has_any;
}

static void readable(uv_poll_t *poll, int status, int events)
{
    struct gs_network_watch *watch = poll->data;
    (void)events; /* there is one kind */
    bool has_any = empty(watch->handle);
    if (status < 0) { /* a full queue is an error, at which the loop stops to listen */
        (void)uv_poll_start(poll, UV_READABLE, readable);
    }
    if (has_any && uv_is_active((uv_handle_t *)&watch->fold) == 0) {
        (void)uv_timer_start(&watch->fold, folded, GS_NETWORK_FOLD_MS, 0);
    }
}

static int open_socket(void)
{
    struct sockaddr_nl groups = {.nl_family = AF_NETLINK,
                                 .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR |
                                              RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE |
                                              RTMGRP_IPV6_ROUTE};
    int handle =
        socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (handle >= 0 &&
        bind(handle, (const struct sockaddr *)&groups, sizeof groups) != 0) {
        (void)close(handle); /* nothing is lost */
        return -1;
    }
    return handle;
}

enum gs_status gs_network_watch_open(uv_loop_t *loop, gs_network_changed_fn changed,
                                     void *context, struct gs_network_watch **out)
{
    struct gs_network_watch *watch = gs_mem_new(1, sizeof *watch);
    watch->changed = changed;
    watch->context = context;
    watch->handle = open_socket();
    if (watch->handle < 0 || uv_poll_init(loop, &watch->poll, watch->handle) != 0) {
        if (watch->handle >= 0) {
            (void)close(watch->handle);
        }
        free(watch);
        return GS_EOS;
    }
    (void)uv_timer_init(loop, &watch->fold); /* cannot fail */
    watch->poll.data = watch;
    watch->fold.data = watch;
    (void)uv_poll_start(&watch->poll, UV_READABLE, readable);
    *out = watch;
    return GS_OK;
}

static void one_closed(uv_handle_t *handle)
{
    struct gs_network_watch *watch = handle->data;
    if (--watch->open_handles == 0) {
        (void)close(watch->handle);
        free(watch);
    }
}

void gs_network_watch_close(struct gs_network_watch *watch)
{
    if (watch == NULL) {
        return;
    }
    watch->open_handles = HANDLES;
    uv_close((uv_handle_t *)&watch->poll, one_closed);
    uv_close((uv_handle_t *)&watch->fold, one_closed);
}

#else

enum gs_status gs_network_watch_open(uv_loop_t *loop, gs_network_changed_fn changed,
                                     void *context, struct gs_network_watch **out)
{
    (void)loop, (void)changed, (void)context, (void)out;
    return GS_EOS;
}

void gs_network_watch_close(struct gs_network_watch *watch)
{
    (void)watch; /* none is ever opened */
}

#endif
