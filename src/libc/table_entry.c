/* SPDX-License-Identifier: MIT */
#include "table_entry.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>

#ifdef __GLIBC__
#    define HAS_REENTRANT_TABLES 1
#else
#    define HAS_REENTRANT_TABLES 0
#    include <pthread.h>
#endif

enum {
    NAME_BYTES_MAX = 256,
    ROOM_MIN = 1024,
    ROOM_MAX = 1024 * 1024, /* libc wants room for the longest line before the entry */
    ROOM_FACTOR = 8,
};

/* What is looked for, and what becomes of the entry found. */
struct search {
    const char *name; /* NULL: by port */
    uint16_t port;
    const char *protocol;
    struct gs_service *service; /* NULL: a protocol is looked for */
    int number;                 /* of the protocol found */
};

static char *name_of(const char *text)
{
    struct gs_buf out = {0};
    gs_text_sanitise(&out, text, strnlen(text, NAME_BYTES_MAX));
    return gs_buf_claim(&out);
}

static char **aliases_of(char *const *from)
{
    size_t count = 0;
    while (from != NULL && from[count] != NULL && count < GS_ALIASES_MAX) {
        count++;
    }
    if (count == 0) {
        return NULL;
    }
    char **aliases = gs_mem_new(count + 1, sizeof *aliases);
    for (size_t i = 0; i < count; i++) {
        aliases[i] = name_of(from[i]);
    }
    return aliases;
}

static void keep_service(struct search *search, const struct servent *entry)
{
    struct gs_service *out = search->service;
    out->name = name_of(entry->s_name);
    out->aliases = aliases_of(entry->s_aliases);
    out->port = ntohs((uint16_t)entry->s_port);
    char *protocol =
        name_of(search->protocol != NULL ? search->protocol : entry->s_proto);
    (void)snprintf(out->protocol, sizeof out->protocol, "%s", protocol);
    free(protocol);
}

#if HAS_REENTRANT_TABLES

/* 0: *is_found says; ERANGE: wants more room. */
static int search_in(struct search *search, char *room, size_t room_bytes, bool *is_found)
{
    struct servent service;
    struct servent *entry = NULL;
    struct protoent protocol;
    struct protoent *number = NULL;
    int code = 0;
    if (search->service == NULL) {
        code = getprotobyname_r(search->name, &protocol, room, room_bytes, &number);
    } else if (search->name != NULL) {
        code = getservbyname_r(search->name, search->protocol, &service, room, room_bytes,
                               &entry);
    } else {
        code = getservbyport_r(htons(search->port), search->protocol, &service, room,
                               room_bytes, &entry);
    }
    if (entry != NULL) {
        keep_service(search, entry);
    }
    if (number != NULL) {
        search->number = number->p_proto;
    }
    *is_found = entry != NULL || number != NULL;
    return code;
}

static bool run(struct search *search)
{
    bool is_found = false;
    int code = ERANGE;
    for (size_t size = ROOM_MIN; code == ERANGE && size <= ROOM_MAX;
         size *= ROOM_FACTOR) {
        char *room = malloc(size);
        code = room == NULL ? ENOMEM : search_in(search, room, size, &is_found);
        free(room);
    }
    return is_found;
}

#else

static bool run_alone(struct search *search)
{
    if (search->service == NULL) {
        const struct protoent *number = getprotobyname(search->name);
        search->number = number == NULL ? 0 : number->p_proto;
        return number != NULL;
    }
    const struct servent *entry =
        search->name != NULL ? getservbyname(search->name, search->protocol)
                             : getservbyport(htons(search->port), search->protocol);
    if (entry != NULL) {
        keep_service(search, entry);
    }
    return entry != NULL;
}

static bool run(struct search *search)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&one_at_a_time);
    bool is_found = run_alone(search);
    (void)pthread_mutex_unlock(&one_at_a_time);
    return is_found;
}

#endif

bool table_find_service(const char *name, uint16_t port, const char *protocol,
                        struct gs_service *out)
{
    struct search search = {
        .name = name,
        .port = port,
        .protocol = protocol,
        .service = out,
    };
    return run(&search);
}

bool table_find_protocol(const char *name, int *out)
{
    struct search search = {.name = name};
    bool is_found = run(&search);
    if (is_found) {
        *out = search.number;
    }
    return is_found;
}
