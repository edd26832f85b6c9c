/* SPDX-License-Identifier: MIT */
#include "nss_wire.h"

#include "eai.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

/* Whether NSS goes on in another way after one kind of failure than after another. */
static bool has_different_actions(const struct gs_nss_source *source)
{
    return source->on[GS_NSS_NOTFOUND] != source->on[GS_NSS_UNAVAIL] ||
           source->on[GS_NSS_NOTFOUND] != source->on[GS_NSS_TRYAGAIN];
}

void nss_request_set(struct nss_request *out, const struct gs_nss_ask *ask,
                     int32_t parent)
{
    const char *node = gs_question_node(ask->question);
    const char *service = gs_question_service(ask->question);
    memset(out, 0, sizeof *out); /* padding too */
    out->magic = NSS_REQUEST_MAGIC;
    out->parent = parent;
    out->hints = ask->question->hints;
    out->has_node = node != NULL;
    out->has_service = service != NULL;
    out->wants_status = has_different_actions(ask->source);
    (void)snprintf(out->source, sizeof out->source, "%s", ask->source->name);
    (void)snprintf(out->node, sizeof out->node, "%s", node == NULL ? "" : node);
    (void)snprintf(out->service, sizeof out->service, "%s",
                   service == NULL ? "" : service);
    if (ask->resolver != NULL && ask->resolver->is_override) {
        out->is_redirected = true;
        out->resolver = *ask->resolver;
    }
}

static bool has_end(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

bool nss_request_is_fine(const struct nss_request *request)
{
    return request->magic == NSS_REQUEST_MAGIC && request->source[0] != '\0' &&
           has_end(request->source, sizeof request->source) &&
           has_end(request->node, sizeof request->node) &&
           has_end(request->service, sizeof request->service);
}

static void add_row(struct gs_buf *out, const struct gs_addrinfo *from)
{
    struct nss_row row;
    memset(&row, 0, sizeof row); /* padding too */
    row.flags = from->flags;
    row.family = from->family;
    row.socktype = from->socktype;
    row.protocol = from->protocol;
    row.flowinfo = from->flowinfo;
    row.scope_id = from->address.scope_id;
    row.port = from->port;
    memcpy(row.bytes, from->address.bytes, sizeof row.bytes);
    memcpy(row.zone, from->address.zone, sizeof row.zone);
    gs_buf_add(out, &row, sizeof row);
}

void nss_reply_encode(struct gs_buf *out, struct nss_reply head,
                      const struct gs_system_answer *answer)
{
    const char *name = answer->rows.count > 0 ? answer->rows.items[0].canonname : NULL;
    head.magic = NSS_REPLY_MAGIC;
    head.row_count = (uint32_t)answer->rows.count;
    head.left_out = answer->left_out;
    head.code = answer->error.code;
    head.system_errno = answer->error.system_errno;
    head.elapsed_us = answer->elapsed_us;
    (void)snprintf(head.canonname, sizeof head.canonname, "%s", name == NULL ? "" : name);
    gs_buf_add(out, &head, sizeof head);
    for (size_t i = 0; i < answer->rows.count; i++) {
        add_row(out, &answer->rows.items[i]);
    }
}

static struct nss_reply head_of(const struct gs_buf *bytes)
{
    struct nss_reply head;
    memcpy(&head, bytes->data, sizeof head);
    return head;
}

size_t nss_reply_bytes(const struct gs_buf *bytes)
{
    struct nss_reply head = head_of(bytes);
    bool is_fine = head.magic == NSS_REPLY_MAGIC && head.row_count <= GS_ADDRINFO_MAX &&
                   head.status < GS_NSS_STATUS_COUNT &&
                   has_end(head.canonname, sizeof head.canonname);
    return is_fine ? sizeof head + head.row_count * sizeof(struct nss_row) : 0;
}

/* A scope that does not fit once it is sanitised is none: its number stays. */
static void set_zone(struct gs_address *address, const char zone[GS_ZONE_MAX])
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, zone, strnlen(zone, GS_ZONE_MAX));
    if (safe.len < sizeof address->zone) {
        memcpy(address->zone, gs_buf_text(&safe), safe.len);
    }
    gs_buf_fini(&safe);
}

static struct gs_addrinfo row_of(const struct nss_row *from)
{
    struct gs_addrinfo row = {
        .flags = from->flags,
        .family = from->family,
        .socktype = from->socktype,
        .protocol = from->protocol,
        .flowinfo = from->flowinfo,
        .port = from->port,
    };
    if (from->family == AF_INET || from->family == AF_INET6) {
        row.address = gs_address_from_bytes(from->family, from->bytes);
        row.address.scope_id = from->scope_id;
        set_zone(&row.address, from->zone);
    }
    return row;
}

static void read_rows(const struct gs_buf *bytes, const struct nss_reply *head,
                      struct gs_system_answer *answer)
{
    for (size_t i = 0; i < head->row_count; i++) {
        struct nss_row row;
        memcpy(&row, bytes->data + sizeof *head + i * sizeof row, sizeof row);
        gs_vec_push(&answer->rows, row_of(&row));
    }
    if (head->row_count > 0 && head->canonname[0] != '\0') {
        answer->rows.items[0].canonname = gs_text_sanitised(head->canonname);
    }
}

enum gs_status nss_reply_decode(const struct gs_buf *bytes, struct gs_nss_result *out)
{
    if (bytes->len < sizeof(struct nss_reply) || nss_reply_bytes(bytes) != bytes->len) {
        return GS_EFORMAT;
    }
    struct nss_reply head = head_of(bytes);
    struct gs_nss_result result = {.status = (enum gs_nss_status)head.status};
    if (head.is_missing != 0) {
        result.state = GS_RUNG_MISSING;
        *out = result;
        return GS_OK;
    }
    result.state = GS_RUNG_ANSWERED;
    result.answer = gs_system_answer_new();
    errno = head.system_errno;
    result.answer->outcome = eai_outcome(head.code, &result.answer->error);
    result.answer->elapsed_us = head.elapsed_us < 0 ? 0 : head.elapsed_us;
    result.answer->left_out = head.left_out;
    result.answer->is_truncated = head.left_out > 0;
    read_rows(bytes, &head, result.answer);
    *out = result;
    return GS_OK;
}
