/* SPDX-License-Identifier: MIT */
#include "host_entry.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <uv.h>

#ifdef __GLIBC__
#    define HAS_REENTRANT_HOSTS 1
#else
#    define HAS_REENTRANT_HOSTS 0
#    include <pthread.h>
#endif

enum {
    NAME_BYTES_MAX = 1025, /* NI_MAXHOST */
    ROOM_MIN = 4096,
    ROOM_MAX = 4 * 1024 * 1024,
    ROOM_FACTOR = 8,
    INET_BYTES = 4,
    INET6_BYTES = 16,
    US_IN_NS = 1000,
};

/* What is asked for. */
struct search {
    const char *name; /* NULL: by address */
    int family;
    const struct gs_address *address;
};

/* One value of h_errno. */
struct meaning {
    const char *name;
    int code;
    enum gs_outcome outcome;
};

static const struct meaning meanings[] = {
    {"HOST_NOT_FOUND", HOST_NOT_FOUND, GS_OUTCOME_NO_SUCH_NAME},
    {"TRY_AGAIN", TRY_AGAIN, GS_OUTCOME_TRY_AGAIN},
    {"NO_RECOVERY", NO_RECOVERY, GS_OUTCOME_FAILED},
    {"NO_DATA", NO_DATA, GS_OUTCOME_NO_DATA},
};

static void set_error(struct host_entry *out, int host_error, int system_error)
{
    out->outcome = GS_OUTCOME_FAILED;
    (void)snprintf(out->error, sizeof out->error, "%s", gs_errno_name(system_error));
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].code == host_error) {
            out->outcome = meanings[i].outcome;
            (void)snprintf(out->error, sizeof out->error, "%s", meanings[i].name);
        }
    }
}

static void add_name(struct gs_buf *out, const char *name)
{
    gs_text_sanitise(out, name, strnlen(name, NAME_BYTES_MAX));
}

static void keep(struct host_entry *out, const struct hostent *from)
{
    struct gs_buf name = {0};
    struct gs_buf aliases = {0};
    out->outcome = GS_OUTCOME_ANSWERED;
    add_name(&name, from->h_name == NULL ? "" : from->h_name);
    for (size_t i = 0; i < HOST_ALIASES_MAX && from->h_aliases[i] != NULL; i++) {
        gs_buf_add_text(&aliases, i == 0 ? "" : " ");
        add_name(&aliases, from->h_aliases[i]);
    }
    out->name = gs_buf_claim(&name);
    out->aliases = gs_buf_claim(&aliases);
    for (size_t i = 0; i < HOST_ADDRESSES_MAX && from->h_addr_list[i] != NULL; i++) {
        gs_vec_push(&out->addresses,
                    gs_address_from_bytes(from->h_addrtype,
                                          (const uint8_t *)from->h_addr_list[i]));
    }
}

static socklen_t address_bytes(const struct search *search)
{
    return search->address->family == AF_INET ? INET_BYTES : INET6_BYTES;
}

#if HAS_REENTRANT_HOSTS

/* ERANGE: wants more room. */
static int search_in(const struct search *search, char *room, size_t room_bytes,
                     struct host_entry *out)
{
    struct hostent host;
    struct hostent *entry = NULL;
    int host_error = 0;
    int code = 0;
    errno = 0;
    if (search->name != NULL && search->family == AF_INET) {
        code =
            gethostbyname_r(search->name, &host, room, room_bytes, &entry, &host_error);
    } else if (search->name != NULL) {
        code = gethostbyname2_r(search->name, search->family, &host, room, room_bytes,
                                &entry, &host_error);
    } else {
        code = gethostbyaddr_r(search->address->bytes, address_bytes(search),
                               search->address->family, &host, room, room_bytes, &entry,
                               &host_error);
    }
    int system_error = code != 0 ? code : errno;
    if (code == ERANGE && host_error == NETDB_INTERNAL) {
        return ERANGE;
    }
    if (entry != NULL) {
        keep(out, entry);
    } else {
        set_error(out, host_error, system_error);
    }
    return 0;
}

static void run(const struct search *search, struct host_entry *out)
{
    int code = ERANGE;
    for (size_t size = ROOM_MIN; code == ERANGE && size <= ROOM_MAX;
         size *= ROOM_FACTOR) {
        char *room = gs_mem_new(1, size);
        code = search_in(search, room, size, out);
        free(room);
    }
    if (code == ERANGE) {
        set_error(out, NETDB_INTERNAL, ERANGE);
    }
}

#else

static const struct hostent *run_alone(const struct search *search)
{
    if (search->name == NULL) {
        return gethostbyaddr(search->address->bytes, address_bytes(search),
                             search->address->family);
    }
    return search->family == AF_INET ? gethostbyname(search->name)
                                     : gethostbyname2(search->name, search->family);
}

static void run(const struct search *search, struct host_entry *out)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&one_at_a_time);
    errno = 0;
    const struct hostent *entry = run_alone(search);
    if (entry != NULL) {
        keep(out, entry);
    } else {
        set_error(out, h_errno, errno);
    }
    (void)pthread_mutex_unlock(&one_at_a_time);
}

#endif

static struct host_entry timed_run(const struct search *search)
{
    struct host_entry out = {0};
    uint64_t started_ns = uv_hrtime();
    run(search, &out);
    out.elapsed_us = (int64_t)((uv_hrtime() - started_ns) / US_IN_NS);
    return out;
}

struct host_entry host_by_name(const char *name, int family)
{
    return timed_run(&(struct search){.name = name, .family = family});
}

struct host_entry host_by_address(const struct gs_address *address)
{
    return timed_run(&(struct search){.address = address});
}

void host_entry_fini(struct host_entry *entry)
{
    free(entry->name);
    free(entry->aliases);
    gs_vec_fini(&entry->addresses);
}
