/* SPDX-License-Identifier: MIT */
/*
 * libmicrohttpd reads requests and writes answers; our loop waits for it. The library has an
 * epoll descriptor of its own, in which all its sockets are: we poll that one, let the library
 * run when it is ready or when it wants to (MHD_get_timeout), and never block.
 *
 *     epoll descriptor ready, timer --> MHD_run --> access() --> page, fresh or kept
 *
 * Its own deadline counts silence alone, so a client that sends a byte now and then would stay
 * for ever: a connection's whole life is bounded here, by shutting its socket down. The same
 * is done to the oldest one when too many are there (http_clients). It is loaded when it
 * is first needed, because it brings a TLS library along.
 */
#include "gaiscope/net/http_server.h"

#ifdef GS_MICROHTTPD_SONAME

#    include "http_clients.h"
#    include "http_socket.h"

#    include "gaiscope/base/mem.h"

#    include <stdbool.h>
#    include <stdint.h>
#    include <stdlib.h>
#    include <string.h>

#    include <dlfcn.h>
#    include <microhttpd.h>
#    include <unistd.h>

enum {
    CONNECTIONS_MAX = 32,
    CONNECTION_BYTES = 16 * 1024,
    LOOK_MS = 1000,  /* how often lives and pages are looked at */
    FRESH_MS = 1000, /* so long a page is told again as it was */
};

/* A page as it was made last. */
struct kept_page {
    struct MHD_Response *response; /* NULL: not made, or dropped */
    size_t len;                    /* bytes of it */
    unsigned status;               /* of it */
    uint64_t made_ms;              /* when */
};

struct gs_http_server {
    uv_loop_t *loop;                  /* borrowed */
    const struct gs_http_page *pages; /* borrowed */
    void *context;                    /* of the pages */
    struct MHD_Daemon *daemon;        /* owned */
    uv_poll_t poll;                   /* the library's epoll descriptor */
    uv_timer_t wish;                  /* when the library wants to run */
    uv_timer_t look;                  /* looks at lives and pages while there are any */
    struct gs_http_clients clients;
    struct kept_page kept[GS_HTTP_PAGES_MAX][GS_HTTP_FORMS_MAX]; /* by page and form */
    struct MHD_Response *not_found;                              /* 404 */
    struct MHD_Response *wrong_method;                           /* 405 */
    int open_handles;                                            /* of the loop */
};

/* -- the library ---------------------------------------------------------------------- */

/* The functions that we use, by the types its header gives them. */
static struct {
    __typeof__(MHD_start_daemon) *start_daemon;
    __typeof__(MHD_stop_daemon) *stop_daemon;
    __typeof__(MHD_run) *run;
    __typeof__(MHD_get_timeout) *get_timeout;
    __typeof__(MHD_get_daemon_info) *get_daemon_info;
    __typeof__(MHD_get_connection_info) *get_connection_info;
    __typeof__(MHD_lookup_connection_value) *lookup_value;
    __typeof__(MHD_create_response_from_buffer) *create_response;
    __typeof__(MHD_add_response_header) *add_header;
    __typeof__(MHD_queue_response) *queue_response;
    __typeof__(MHD_destroy_response) *destroy_response;
} mhd;

static bool load(void)
{
    static const struct {
        const char *name;
        void *slot;
    } symbols[] = {
        {"MHD_start_daemon", &mhd.start_daemon},
        {"MHD_stop_daemon", &mhd.stop_daemon},
        {"MHD_run", &mhd.run},
        {"MHD_get_timeout", &mhd.get_timeout},
        {"MHD_get_daemon_info", &mhd.get_daemon_info},
        {"MHD_get_connection_info", &mhd.get_connection_info},
        {"MHD_lookup_connection_value", &mhd.lookup_value},
        {"MHD_create_response_from_buffer", &mhd.create_response},
        {"MHD_add_response_header", &mhd.add_header},
        {"MHD_queue_response", &mhd.queue_response},
        {"MHD_destroy_response", &mhd.destroy_response},
    };

    void *library = dlopen(GS_MICROHTTPD_SONAME, RTLD_NOW | RTLD_LOCAL);
    bool has_all = library != NULL;
    for (size_t i = 0; has_all && i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        memcpy(symbols[i].slot, &symbol, sizeof symbol);
        has_all = symbol != NULL;
    }
    return has_all;
}

/* -- answers -------------------------------------------------------------------------- */

/* Takes: `body`, taken over. */
static struct MHD_Response *response_of(struct gs_buf *body, const char *content_type)
{
    size_t len = body->len;
    struct MHD_Response *response =
        mhd.create_response(len, gs_buf_claim(body), MHD_RESPMEM_MUST_FREE);
    (void)mhd.add_header(response, "Content-Type", content_type);
    (void)mhd.add_header(response, "Connection", "close");
    (void)mhd.add_header(response, "Cache-Control", "no-store");
    return response;
}

static void drop_page(struct kept_page *kept)
{
    if (kept->response != NULL) {
        mhd.destroy_response(kept->response); /* clients on their way still hold it */
        kept->response = NULL;
        kept->len = 0;
    }
}

static struct kept_page *fresh_page(struct gs_http_server *server, size_t place,
                                    unsigned form)
{
    const struct gs_http_page *page = &server->pages[place];
    struct kept_page *kept = &server->kept[place][form];
    uint64_t now_ms = uv_now(server->loop);
    if (kept->response == NULL || now_ms - kept->made_ms >= FRESH_MS) {
        struct gs_http_reply reply = {0};
        page->make(server->context, form, &reply);
        drop_page(kept);
        kept->len = reply.body.len;
        kept->response = response_of(&reply.body, reply.content_type);
        kept->status = reply.status;
        kept->made_ms = now_ms;
    }
    return kept;
}

/* One request. Answering before its body is read ends the connection, which is what we want. */
/* NOLINTNEXTLINE(readability-function-size): as the library calls it */
static enum MHD_Result access_page(void *context, struct MHD_Connection *connection,
                                   const char *url, const char *method,
                                   const char *version, const char *upload,
                                   size_t *upload_len, void **request)
{
    (void)version;
    (void)upload;
    (void)request;
    struct gs_http_server *server = context;
    *upload_len = 0;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        return mhd.queue_response(connection, 405, server->wrong_method);
    }
    for (size_t i = 0; i < GS_HTTP_PAGES_MAX && server->pages[i].path != NULL; i++) {
        const struct gs_http_page *page = &server->pages[i];
        if (strcmp(url, page->path) == 0) {
            const char *accept = mhd.lookup_value(connection, MHD_HEADER_KIND, "Accept");
            unsigned form = page->form == NULL ? 0 : page->form(accept);
            struct kept_page *kept = fresh_page(server, i, form);
            return mhd.queue_response(connection, kept->status, kept->response);
        }
    }
    return mhd.queue_response(connection, 404, server->not_found);
}

static void make_refusals(struct gs_http_server *server)
{
    struct gs_buf body = {0};
    gs_buf_add_text(&body, "Nothing is here. There are:\n");
    for (size_t i = 0; i < GS_HTTP_PAGES_MAX && server->pages[i].path != NULL; i++) {
        gs_buf_addf(&body, "%s\n", server->pages[i].path);
    }
    server->not_found = response_of(&body, "text/plain; charset=utf-8");
    gs_buf_add_text(&body, "Use GET or HEAD.\n");
    server->wrong_method = response_of(&body, "text/plain; charset=utf-8");
    (void)mhd.add_header(server->wrong_method, "Allow", "GET, HEAD");
}

/* Drops what is older than so many milliseconds. Returns: whether nothing is kept. */
static bool drop_pages(struct gs_http_server *server, uint64_t most_ms)
{
    bool is_empty = true;
    for (size_t i = 0; i < GS_HTTP_PAGES_MAX; i++) {
        for (size_t form = 0; form < GS_HTTP_FORMS_MAX; form++) {
            struct kept_page *kept = &server->kept[i][form];
            if (uv_now(server->loop) - kept->made_ms >= most_ms) {
                drop_page(kept);
            }
            is_empty = is_empty && kept->response == NULL;
        }
    }
    return is_empty;
}

static void free_answers(struct gs_http_server *server)
{
    (void)drop_pages(server, 0);
    mhd.destroy_response(server->not_found);
    mhd.destroy_response(server->wrong_method);
}

/* -- clients -------------------------------------------------------------------------- */

/* A page may be many megabytes: it is not kept until somebody asks again. */
static void look(uv_timer_t *timer)
{
    struct gs_http_server *server = timer->data;
    gs_http_clients_expire(&server->clients, uv_now(server->loop));
    if (drop_pages(server, FRESH_MS) && server->clients.count == 0) {
        (void)uv_timer_stop(timer);
    }
}

static void client_changed(void *context, struct MHD_Connection *connection, void **place,
                           enum MHD_ConnectionNotificationCode code)
{
    struct gs_http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *place =
            gs_http_clients_add(&server->clients, info->connect_fd, uv_now(server->loop));
        if (!uv_is_active((uv_handle_t *)&server->look)) {
            (void)uv_timer_start(&server->look, look, LOOK_MS, LOOK_MS);
        }
    } else if (*place != NULL) {
        gs_http_clients_remove(&server->clients, *place);
    }
}

/* -- the loop ------------------------------------------------------------------------- */

static void wish_due(uv_timer_t *timer);

static void run(struct gs_http_server *server)
{
    MHD_UNSIGNED_LONG_LONG wait_ms = 0;
    (void)mhd.run(server->daemon);
    if (mhd.get_timeout(server->daemon, &wait_ms) == MHD_YES) {
        (void)uv_timer_start(&server->wish, wish_due, wait_ms, 0);
    } else {
        (void)uv_timer_stop(&server->wish);
    }
}

static void wish_due(uv_timer_t *timer)
{
    run(timer->data);
}

static void ready(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    run(poll->data);
}

/* Takes: `handle`, the library's to close from now on where that works. */
static bool start_daemon(struct gs_http_server *server, int handle, int family)
{
    unsigned flags = MHD_USE_EPOLL | (family == AF_INET6 ? MHD_USE_IPv6 : 0U);
    server->daemon = mhd.start_daemon(
        flags, 0, NULL, NULL, access_page, server, MHD_OPTION_LISTEN_SOCKET, handle,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_NOTIFY_CONNECTION, client_changed, server, MHD_OPTION_END);
    return server->daemon != NULL;
}

static bool open_handles(struct gs_http_server *server)
{
    const union MHD_DaemonInfo *info =
        mhd.get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    server->poll.data = server->wish.data = server->look.data = server;
    if (info == NULL || uv_poll_init(server->loop, &server->poll, info->epoll_fd) != 0) {
        return false;
    }
    (void)uv_timer_init(server->loop, &server->wish);
    (void)uv_timer_init(server->loop, &server->look);
    server->open_handles = 3;
    (void)uv_poll_start(&server->poll, UV_READABLE, ready);
    return true;
}

static enum gs_status fail(struct gs_buf *error, const char *why)
{
    gs_buf_addf(error, "--listen: %s", why);
    return GS_EUNSUPPORTED;
}

enum gs_status gs_http_server_open(uv_loop_t *loop,
                                   const struct gs_http_settings *settings,
                                   struct gs_http_server **out, struct gs_buf *error)
{
    if (!load()) {
        return fail(error, "libmicrohttpd is not installed (" GS_MICROHTTPD_SONAME ")");
    }
    int handle = gs_http_socket_open(&settings->where, error);
    if (handle < 0) {
        return GS_EOS;
    }
    struct gs_http_server *server = gs_mem_new(1, sizeof *server);
    server->loop = loop;
    server->pages = settings->pages;
    server->context = settings->context;
    if (!start_daemon(server, handle, settings->where.address.family)) {
        (void)close(handle);
        free(server);
        return fail(error, "libmicrohttpd cannot wait by epoll here");
    }
    if (!open_handles(server)) {
        mhd.stop_daemon(server->daemon);
        free(server);
        return fail(error, "the loop cannot wait for libmicrohttpd");
    }
    make_refusals(server);
    *out = server;
    return GS_OK;
}

static void handle_closed(uv_handle_t *handle)
{
    struct gs_http_server *server = handle->data;
    if (--server->open_handles == 0) {
        free(server);
    }
}

size_t gs_http_server_kept(const struct gs_http_server *server)
{
    size_t kept = 0;
    for (size_t i = 0; i < GS_HTTP_PAGES_MAX; i++) {
        for (size_t form = 0; form < GS_HTTP_FORMS_MAX; form++) {
            kept += server->kept[i][form].len;
        }
    }
    return kept;
}

void gs_http_server_close(struct gs_http_server *server)
{
    if (server == NULL) {
        return;
    }
    (void)uv_poll_stop(&server->poll); /* before its descriptor is closed */
    mhd.stop_daemon(server->daemon);
    free_answers(server);
    uv_close((uv_handle_t *)&server->poll, handle_closed);
    uv_close((uv_handle_t *)&server->wish, handle_closed);
    uv_close((uv_handle_t *)&server->look, handle_closed);
}

#else

enum gs_status gs_http_server_open(uv_loop_t *loop,
                                   const struct gs_http_settings *settings,
                                   struct gs_http_server **out, struct gs_buf *error)
{
    (void)loop;
    (void)settings;
    (void)out;
    gs_buf_add_text(error, "--listen: this program was built without libmicrohttpd");
    return GS_EUNSUPPORTED;
}

size_t gs_http_server_kept(const struct gs_http_server *server)
{
    (void)server;
    return 0;
}

void gs_http_server_close(struct gs_http_server *server)
{
    (void)server;
}

#endif
