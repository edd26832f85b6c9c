/* SPDX-License-Identifier: MIT */
#include "http_clients.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

#include <sys/socket.h>

enum {
    CLIENTS_KEPT = 24, /* with more the oldest has to go */
    LIFE_MS = 10000,   /* of one */
};

struct gs_http_client {
    int handle;                  /* its socket */
    uint64_t begun_ms;           /* when it came */
    struct gs_http_client *next; /* who came after it */
};

static void drive_out(const struct gs_http_client *client)
{
    (void)shutdown(client->handle, SHUT_RDWR);
}

struct gs_http_client *gs_http_clients_add(struct gs_http_clients *clients, int handle,
                                           uint64_t now_ms)
{
    struct gs_http_client *client = gs_mem_new(1, sizeof *client);
    client->handle = handle;
    client->begun_ms = now_ms;
    struct gs_http_client **last = &clients->first;
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = client;
    const struct gs_http_client *oldest = clients->first;
    for (size_t i = ++clients->count; i > CLIENTS_KEPT; i--) {
        drive_out(oldest);
        oldest = oldest->next;
    }
    return client;
}

void gs_http_clients_remove(struct gs_http_clients *clients,
                            struct gs_http_client *client)
{
    struct gs_http_client **link = &clients->first;
    while (*link != client) {
        link = &(*link)->next;
    }
    *link = client->next;
    clients->count--;
    free(client);
}

void gs_http_clients_expire(const struct gs_http_clients *clients, uint64_t now_ms)
{
    for (const struct gs_http_client *client = clients->first;
         client != NULL && now_ms - client->begun_ms >= LIFE_MS; client = client->next) {
        drive_out(client);
    }
}
