/* SPDX-License-Identifier: MIT */
/*
 * A source for the services: line of a test, which disagrees with every /etc/services: smtp is
 * 2525/tcp, and labonly is 4321/tcp, which no file knows.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <nss.h>

enum nss_status _nss_gsserv_getservbyname_r(const char *name, const char *protocol,
                                            struct servent *out, char *room,
                                            size_t room_len, int *error);
enum nss_status _nss_gsserv_getservbyport_r(int port, const char *protocol,
                                            struct servent *out, char *room,
                                            size_t room_len, int *error);

static const struct {
    const char *name;
    uint16_t port;
} services[] = {{"smtp", 2525}, {"labonly", 4321}};

/* The line of a name, or of a port in network order where the name is NULL. */
static enum nss_status find(const char *name, int port, const char *protocol,
                            struct servent *out, char *room)
{
    struct room {
        char *aliases[1];
        char name[16];
        char protocol[8];
    } *kept = (struct room *)(((uintptr_t)room + 15) & ~(uintptr_t)15);

    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        bool is_it = name != NULL ? strcmp(services[i].name, name) == 0
                                  : htons(services[i].port) == port;
        if (!is_it || (protocol != NULL && strcmp(protocol, "tcp") != 0)) {
            continue;
        }
        memset(kept, 0, sizeof *kept);
        (void)snprintf(kept->name, sizeof kept->name, "%s", services[i].name);
        (void)snprintf(kept->protocol, sizeof kept->protocol, "tcp");
        *out = (struct servent){.s_name = kept->name,
                                .s_aliases = kept->aliases,
                                .s_port = htons(services[i].port),
                                .s_proto = kept->protocol};
        return NSS_STATUS_SUCCESS;
    }
    return NSS_STATUS_NOTFOUND;
}

enum nss_status _nss_gsserv_getservbyname_r(const char *name, const char *protocol,
                                            struct servent *out, char *room,
                                            size_t room_len, int *error)
{
    if (room_len < 64) {
        *error = ERANGE;
        return NSS_STATUS_TRYAGAIN;
    }
    *error = ENOENT;
    return find(name, 0, protocol, out, room);
}

enum nss_status _nss_gsserv_getservbyport_r(int port, const char *protocol,
                                            struct servent *out, char *room,
                                            size_t room_len, int *error)
{
    if (room_len < 64) {
        *error = ERANGE;
        return NSS_STATUS_TRYAGAIN;
    }
    *error = ENOENT;
    return find(NULL, port, protocol, out, room);
}
