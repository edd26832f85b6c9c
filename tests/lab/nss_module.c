/* SPDX-License-Identifier: MIT */
/*
 * Sources of host names that do what a test needs: one module for each name, which says what it
 * does. gshang never answers, gsdown is not available, gsv_four has one IPv4 address for every
 * name.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <nss.h>
#include <sys/socket.h>
#include <unistd.h>

#define JOIN(source, call) _nss_##source##_##call
#define NAME(source, call) JOIN(source, call)
#define GS_NSS(call)       NAME(GS_SOURCE, call)
#define TEXT_OF(name)      #name
#define TEXT(name)         TEXT_OF(name)

enum nss_status GS_NSS(gethostbyname2_r)(const char *name, int family,
                                         struct hostent *out, char *room, size_t room_len,
                                         int *error, int *h_error);

enum nss_status GS_NSS(gethostbyname2_r)(const char *name, int family,
                                         struct hostent *out, char *room, size_t room_len,
                                         int *error, int *h_error)
{
    static const uint8_t address[] = {192, 0, 2, 44};

    struct room {
        char *addresses[2];
        char *aliases[1];
        uint8_t address[4];
        char name[256];
    } *kept = (struct room *)(((uintptr_t)room + 15) & ~(uintptr_t)15);

    while (strcmp(TEXT(GS_SOURCE), "gshang") == 0) {
        (void)pause();
    }
    *error = ENOENT;
    *h_error = HOST_NOT_FOUND;
    if (strcmp(TEXT(GS_SOURCE), "gsdown") == 0) {
        *h_error = NO_RECOVERY;
        return NSS_STATUS_UNAVAIL;
    }
    if (family != AF_INET) {
        return NSS_STATUS_NOTFOUND;
    }
    if (room_len < sizeof *kept + 16) {
        *error = ERANGE;
        *h_error = NETDB_INTERNAL;
        return NSS_STATUS_TRYAGAIN;
    }
    memset(kept, 0, sizeof *kept);
    memcpy(kept->address, address, sizeof address);
    (void)snprintf(kept->name, sizeof kept->name, "%s", name);
    kept->addresses[0] = (char *)kept->address;
    *out = (struct hostent){.h_name = kept->name,
                            .h_aliases = kept->aliases,
                            .h_addrtype = AF_INET,
                            .h_length = sizeof address,
                            .h_addr_list = kept->addresses};
    return NSS_STATUS_SUCCESS;
}
