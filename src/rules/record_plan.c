/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/record_plan.h"

#include "gaiscope/model/record_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    PORT_WEB = 443,
    PORT_MAX = 65535,
};

bool gs_record_plan_has_name(const struct gs_question *question)
{
    const char *node = gs_question_node(question);
    return node != NULL && node[0] != '\0';
}

/* Types that have names of their own below the host. */
static bool is_below_host(uint16_t type)
{
    return type == GS_TYPE_SRV || type == GS_TYPE_URI || type == GS_TYPE_TLSA;
}

static bool is_as_it_is(const struct gs_question *question, uint16_t type)
{
    return !is_below_host(type) || gs_question_is_literal(question, NULL) ||
           gs_question_node(question)[0] == '_';
}

bool gs_record_plan_needs_service(const struct gs_question *question, uint16_t type)
{
    return gs_question_service(question) != NULL && !is_as_it_is(question, type);
}

/* The transport that the question's arguments ask for. */
static const char *protocol_of(const struct gs_hints *hints)
{
    switch (hints->protocol) {
    case IPPROTO_UDP:
        return "udp";
    case IPPROTO_SCTP:
        return "sctp";
    case IPPROTO_TCP:
        return "tcp";
    default:
        return hints->socktype == SOCK_DGRAM ? "udp" : "tcp";
    }
}

/* The table's line of the asked service, the asked protocol's before others; NULL: none. */
static const struct gs_service *line_of(const struct gs_services *services,
                                        const char *protocol)
{
    const struct gs_service *found = NULL;
    for (size_t i = 0; services != NULL && i < services->entries.count; i++) {
        const struct gs_service *line = &services->entries.items[i];
        bool is_listed = line->is_asked && line->name != NULL && line->port != 0;
        if (is_listed && (found == NULL || strcmp(line->protocol, protocol) == 0)) {
            found = line;
            if (strcmp(line->protocol, protocol) == 0) {
                break;
            }
        }
    }
    return found;
}

/* The number that was typed as the service; 0: it is none. */
static unsigned typed_port(const char *service)
{
    char *end = NULL;
    unsigned long port = strtoul(service, &end, 10);
    bool is_number = service[0] >= '0' && service[0] <= '9' && *end == '\0';
    return is_number && port <= PORT_MAX ? (unsigned)port : 0;
}

static void format_tlsa(const struct gs_question *question, const char *host,
                        const struct gs_service *line, char out[GS_ASKED_NAME_MAX])
{
    const char *service = gs_question_service(question);
    unsigned port = service == NULL ? PORT_WEB : typed_port(service);
    if (port == 0) {
        port = line != NULL ? line->port : PORT_WEB;
    }
    (void)snprintf(out, GS_ASKED_NAME_MAX, "_%u._%s.%s", port,
                   protocol_of(&question->hints), host);
}

static void format_service(const struct gs_question *question, const char *host,
                           const struct gs_service *line, char out[GS_ASKED_NAME_MAX])
{
    const char *service = gs_question_service(question);
    bool is_unnamed = service == NULL || (line == NULL && typed_port(service) != 0);
    if (is_unnamed) {
        (void)snprintf(out, GS_ASKED_NAME_MAX, "%s", host);
        return;
    }
    (void)snprintf(out, GS_ASKED_NAME_MAX, "_%s._%s.%s",
                   line != NULL ? line->name : service, protocol_of(&question->hints),
                   host);
}

/* Without the final dot that stands for the root; the root itself keeps it. */
static void drop_final_dot(char *name)
{
    size_t len = strlen(name);
    if (len > 1 && name[len - 1] == '.' && name[len - 2] != '\\') {
        name[len - 1] = '\0';
    }
}

void gs_record_plan_name(const struct gs_question *question, uint16_t type,
                         const struct gs_services *services, char out[GS_ASKED_NAME_MAX])
{
    struct gs_address address;
    char host[GS_HOST_MAX + 1];
    (void)snprintf(host, sizeof host, "%s", gs_question_node(question));
    drop_final_dot(host);
    if (gs_question_is_literal(question, &address)) {
        char reverse[GS_REVERSE_NAME_MAX];
        gs_address_reverse_name(&address, reverse);
        (void)snprintf(out, GS_ASKED_NAME_MAX, "%s", reverse);
    } else if (is_as_it_is(question, type)) {
        (void)snprintf(out, GS_ASKED_NAME_MAX, "%s", host);
    } else {
        const struct gs_service *line = line_of(services, protocol_of(&question->hints));
        (type == GS_TYPE_TLSA ? format_tlsa : format_service)(question, host, line, out);
    }
}
