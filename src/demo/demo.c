/* SPDX-License-Identifier: MIT */
#include "gaiscope/demo/demo.h"

#include "detours.h"
#include "listeners.h"
#include "smtp_server.h"
#include "whois_host.h"
#include "whois_script.h"
#include "zone_text.h"

#include "gaiscope/demo/authority.h"
#include "gaiscope/demo/name_server.h"
#include "gaiscope/demo/reach.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <sys/socket.h>
#include <uv.h>

/** Servers that are open. */
struct gs_name_server_list GS_VEC_OF(struct gs_name_server *);

struct gs_demo {
    uv_loop_t loop;
    uv_async_t stop; /**< the only handle another thread touches */
    uv_thread_t thread;
    struct gs_authority *authority;
    struct gs_name_server *server;
    struct gs_smtp_server *exchanges;  /**< NULL: not open */
    struct gs_name_server_list others; /**< those that NS records name */
    struct gs_listeners *listeners;
    struct gs_detour_list detours; /**< to the listeners and the exchanges */
    struct gs_endpoint endpoint;
    struct gs_whois_host *whois;
    char whois_server[64];
};

static void close_servers(struct gs_demo *demo)
{
    gs_name_server_close(demo->server);
    gs_smtp_server_close(demo->exchanges);
    gs_listeners_close(demo->listeners);
    demo->listeners = NULL;
    for (size_t i = 0; i < demo->others.count; i++) {
        gs_name_server_close(demo->others.items[i]);
    }
}

static void on_stop(uv_async_t *stop)
{
    struct gs_demo *demo = stop->data;
    close_servers(demo);
    gs_whois_host_close(demo->whois);
    uv_close((uv_handle_t *)stop, NULL);
}

/* Signals are the business of the program's own thread, and a client that went away while
 * it was answered must not end the program by SIGPIPE. */
static void block_signals(void)
{
    sigset_t all;
    (void)sigfillset(&all); /* neither can fail with these arguments */
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
}

static void run(void *demo)
{
    block_signals();
    (void)uv_run(&((struct gs_demo *)demo)->loop, UV_RUN_DEFAULT);
}

/** Lets the loop close what is open and frees the demo. Takes: a loop nobody runs. */
static void demo_free(struct gs_demo *demo)
{
    (void)uv_run(&demo->loop, UV_RUN_DEFAULT);
    (void)uv_loop_close(&demo->loop);
    gs_authority_free(demo->authority);
    gs_vec_fini(&demo->others);
    gs_vec_fini(&demo->detours);
    free(demo);
}

/* Where nothing can be bound, the detour leads nowhere: nothing leaves this machine. */
static enum gs_status make_detours(struct gs_demo *demo)
{
    static const uint8_t loopback[4] = {127, 0, 0, 1};

    struct gs_reach_list reaches = {0};
    struct gs_buf error = {0};
    enum gs_status status = gs_reach_list_parse(gs_demo_zone(), &reaches, &error);
    gs_buf_fini(&error);
    if (status != GS_OK) {
        return status;
    }
    struct gs_address_list addresses = gs_authority_addresses(demo->authority);
    demo->listeners = gs_listeners_new(&demo->loop);
    demo->detours = gs_detours_make(&(struct gs_detour_plan){
        .reaches = &reaches,
        .addresses = &addresses,
        .listeners = demo->listeners,
        .exchange = {gs_address_from_bytes(AF_INET, loopback), gs_demo_smtp_port(demo)},
    });
    gs_vec_fini(&addresses);
    gs_reach_list_fini(&reaches);
    return GS_OK;
}

static enum gs_status open_server(struct gs_demo *demo)
{
    struct gs_buf error = {0};
    enum gs_status status = gs_authority_load(gs_demo_zone(), &demo->authority, &error);
    gs_buf_fini(&error);
    if (status == GS_OK) {
        status = gs_name_server_open(&demo->loop, demo->authority,
                                     (struct gs_name_server_place){0}, &demo->server);
    }
    if (status == GS_OK) {
        status = gs_whois_host_open(&demo->loop, gs_demo_whois_text, &demo->whois);
        if (status != GS_OK) {
            gs_name_server_close(demo->server);
        }
    }
    if (status == GS_OK && gs_smtp_server_open(&demo->loop, &demo->exchanges) != GS_OK) {
        gs_name_server_close(demo->server);
        gs_whois_host_close(demo->whois);
        status = GS_EOS;
    }
    if (status == GS_OK) {
        status = make_detours(demo);
        if (status != GS_OK) {
            close_servers(demo);
            gs_whois_host_close(demo->whois);
        }
    }
    return status;
}

/* Where one cannot be bound (127.0.0.1 may be the only address of loopback) the way down ends
 * with a server that nobody reaches; all else works. */
static void open_others(struct gs_demo *demo)
{
    const struct gs_authority_server_list *servers =
        gs_authority_servers(demo->authority);
    for (size_t i = 0; i < servers->count; i++) {
        struct gs_name_server *server = NULL;
        struct gs_name_server_place place = {
            .host = &servers->items[i].host,
            .endpoint = {servers->items[i].address, demo->endpoint.port},
        };
        if (gs_name_server_open(&demo->loop, demo->authority, place, &server) == GS_OK) {
            gs_vec_push(&demo->others, server);
        }
    }
}

enum gs_status gs_demo_start(struct gs_demo **out)
{
    struct gs_demo *demo = gs_mem_new(1, sizeof *demo);
    if (uv_loop_init(&demo->loop) != 0) {
        free(demo);
        return GS_EOS;
    }
    enum gs_status status = open_server(demo);
    if (status != GS_OK) {
        demo_free(demo);
        return status;
    }
    demo->endpoint = gs_name_server_endpoint(demo->server);
    open_others(demo);
    (void)snprintf(demo->whois_server, sizeof demo->whois_server, "%s:%u",
                   gs_whois_demo_name(GS_WHOIS_DEMO_ROOT),
                   gs_whois_host_port(demo->whois));
    if (uv_async_init(&demo->loop, &demo->stop, on_stop) != 0) {
        close_servers(demo);
        gs_whois_host_close(demo->whois);
        demo_free(demo);
        return GS_EOS;
    }
    demo->stop.data = demo;
    if (uv_thread_create(&demo->thread, run, demo) != 0) {
        on_stop(&demo->stop);
        demo_free(demo);
        return GS_EOS;
    }
    *out = demo;
    return GS_OK;
}

struct gs_endpoint gs_demo_endpoint(const struct gs_demo *demo)
{
    return demo->endpoint;
}

bool gs_demo_root(const struct gs_demo *demo, size_t number, struct gs_dname *host,
                  struct gs_address *address)
{
    const struct gs_authority_server_list *servers =
        gs_authority_servers(demo->authority);
    for (size_t i = 0; i < servers->count; i++) {
        if (servers->items[i].is_root && number-- == 0) {
            *host = servers->items[i].host;
            *address = servers->items[i].address;
            return true;
        }
    }
    return false;
}

const char *gs_demo_whois(const struct gs_demo *demo)
{
    return demo->whois_server;
}

uint16_t gs_demo_smtp_port(const struct gs_demo *demo)
{
    return gs_smtp_server_port(demo->exchanges);
}

const struct gs_detour_list *gs_demo_detours(const struct gs_demo *demo)
{
    return &demo->detours;
}

const char *gs_demo_zone(void)
{
    return gs_demo_zone_text;
}

void gs_demo_first_question(const char **host, const char **service)
{
    *host = "iana.org";
    *service = "www";
}

void gs_demo_stop(struct gs_demo *demo)
{
    if (demo == NULL) {
        return;
    }
    (void)uv_async_send(&demo->stop);
    (void)uv_thread_join(&demo->thread);
    demo_free(demo);
}
