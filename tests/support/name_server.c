/* SPDX-License-Identifier: MIT */
#include "support/name_server.h"

#include "support/check.h"

#include <string.h>

#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    HEADER_BYTES = 12,
    QUESTION_BYTES_MAX = 512,
    TYPE_A = 1,
    NXDOMAIN = 3,
};

/* The question's name as text. Returns: the bytes of the message up to its end. */
static size_t read_question(const uint8_t *wire, size_t len, char name[256])
{
    size_t at = HEADER_BYTES;
    size_t used = 0;
    while (at < len && wire[at] != 0 && at + wire[at] < len && used + wire[at] < 250) {
        memcpy(name + used, wire + at + 1, wire[at]);
        used += wire[at];
        name[used++] = '.';
        at += wire[at] + 1U;
    }
    name[used] = '\0';
    return at + 5; /* the root, the type and the class */
}

/* Makes the answer in place. Returns: its length. */
static size_t answer(const struct name_server *server, uint8_t *wire, size_t len)
{
    const uint8_t record[] = {0xc0, 12, 0, 1, 0,   1, 0, 0,
                              0,    60, 0, 4, 192, 0, 2, server->mark};
    char name[256];
    size_t end = read_question(wire, len, name);
    bool is_known = server->unknown == NULL ||
                    strncasecmp(name, server->unknown, strlen(server->unknown)) != 0;
    bool has_record = is_known && wire[end - 3] == TYPE_A;
    wire[2] = 0x81;
    wire[3] = (uint8_t)(0x80 | (is_known ? 0 : NXDOMAIN));
    memset(wire + 6, 0, 6);
    if (has_record) {
        wire[7] = 1;
        memcpy(wire + end, record, sizeof record);
        end += sizeof record;
    }
    return end;
}

static void *serve(void *argument)
{
    struct name_server *server = argument;
    uint8_t wire[1024];
    struct sockaddr_storage from;
    socklen_t from_bytes = sizeof from;
    ssize_t len = recvfrom(server->handle, wire, 512, 0, (void *)&from, &from_bytes);
    while (len >= HEADER_BYTES + 5) { /* an empty datagram ends it */
        atomic_fetch_add(&server->asked, 1);
        if (!server->is_silent) {
            size_t bytes = answer(server, wire, (size_t)len);
            (void)sendto(server->handle, wire, bytes, 0, (void *)&from, from_bytes);
        }
        from_bytes = sizeof from;
        len = recvfrom(server->handle, wire, 512, 0, (void *)&from, &from_bytes);
    }
    return NULL;
}

static socklen_t socket_address(const struct gs_endpoint *endpoint,
                                struct sockaddr_storage *out)
{
    memset(out, 0, sizeof *out);
    if (endpoint->address.family == AF_INET6) {
        struct sockaddr_in6 *in6 = (void *)out;
        in6->sin6_family = AF_INET6;
        in6->sin6_port = htons(endpoint->port);
        memcpy(&in6->sin6_addr, endpoint->address.bytes, 16);
        return sizeof *in6;
    }
    struct sockaddr_in *in = (void *)out;
    in->sin_family = AF_INET;
    in->sin_port = htons(endpoint->port);
    memcpy(&in->sin_addr, endpoint->address.bytes, 4);
    return sizeof *in;
}

/* Binds; port 0: any. Returns: whether it could. */
bool name_server_bind(struct name_server *server, const char *address, uint16_t port)
{
    struct sockaddr_storage at;
    server->endpoint.port = port;
    assert_int_equal(gs_address_parse(address, &server->endpoint.address), GS_OK);
    socklen_t at_bytes = socket_address(&server->endpoint, &at);
    server->handle = socket(at.ss_family, SOCK_DGRAM, 0);
    if (server->handle < 0 || bind(server->handle, (void *)&at, at_bytes) != 0) {
        return false;
    }
    assert_int_equal(getsockname(server->handle, (void *)&at, &at_bytes), 0);
    server->endpoint.port =
        ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&at)->sin6_port
                                       : ((struct sockaddr_in *)(void *)&at)->sin_port);
    return true;
}

void name_server_start(struct name_server *server)
{
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

void name_server_stop(struct name_server *server)
{
    struct sockaddr_storage at;
    socklen_t at_bytes = socket_address(&server->endpoint, &at);
    (void)sendto(server->handle, "", 0, 0, (void *)&at, at_bytes);
    assert_int_equal(pthread_join(server->thread, NULL), 0);
    (void)close(server->handle);
}
