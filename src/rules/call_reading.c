/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/call_reading.h"

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

enum {
    PORT_MAX = 65535,
};

/* libc takes "*" for no host and for no service. */
static bool is_star(const char *text)
{
    return text != NULL && strcmp(text, "*") == 0;
}

/* The service as libc reads a number: strtoul, cut to an int; below 0 it is a name. */
static bool read_port(const char *service, int *out)
{
    char *end;
    unsigned long value = strtoul(service, &end, 10);
    *out = (int)(unsigned int)value;
    return *end == '\0' && *out >= 0;
}

/* inet_aton() would take what follows a blank for no part of the address. */
static bool read_odd(const char *node, struct in_addr *out)
{
    return inet_pton(AF_INET, node, out) != 1 && strpbrk(node, " \t\n\v\f\r") == NULL &&
           inet_aton(node, out) == 1;
}

static void read_node(struct gs_call_reading *call)
{
    struct gs_address strict;
    call->is_ascii = true;
    for (const char *at = call->node; *at != '\0'; at++) {
        call->is_ascii = call->is_ascii && (unsigned char)*at < 0x80;
    }
    if (gs_address_parse(call->node, &strict) == GS_OK) {
        call->literal_family = strict.family;
        call->is_mapped = strict.family == AF_INET6 &&
                          memcmp(strict.bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0;
    } else if (read_odd(call->node, &call->odd)) {
        call->is_odd_address = true;
        call->literal_family = AF_INET;
    }
}

struct gs_call_reading gs_call_read(const struct gs_question *question)
{
    struct gs_call_reading call = {.node = gs_question_node(question),
                                   .service = gs_question_service(question),
                                   .is_ascii = true};
    call.is_star_node = is_star(call.node);
    call.node = call.is_star_node ? NULL : call.node;
    call.service = is_star(call.service) ? NULL : call.service;
    if (call.node != NULL) {
        read_node(&call);
    }
    if (call.service != NULL) {
        call.is_number = read_port(call.service, &call.port);
    }
    return call;
}

bool gs_call_has_service(const struct gs_call_reading *call)
{
    return call->service != NULL && call->service[0] != '\0';
}

bool gs_call_is_numeric(const struct gs_question *question)
{
    struct gs_call_reading call = gs_call_read(question);
    return call.node == NULL || call.literal_family != 0 ||
           (question->hints.flags & AI_NUMERICHOST) != 0;
}

bool gs_call_port(const struct gs_question *question, uint16_t *out)
{
    struct gs_call_reading call = gs_call_read(question);
    bool is_port = gs_call_has_service(&call) && call.is_number && call.port <= PORT_MAX;
    *out = is_port ? (uint16_t)call.port : 0;
    return is_port;
}
