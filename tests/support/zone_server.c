/* SPDX-License-Identifier: MIT */
#include "support/zone_server.h"

#include "support/check.h"
#include "support/dns_wire.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/record_type.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>

enum {
    HEADER_BYTES = 12,
    RESPONSE = 0x8180,
    NXDOMAIN = 3,
};

struct zone_server {
    uv_udp_t udp;
    const struct zone_record *records;
    size_t count;
    struct gs_endpoint endpoint;
    uint16_t dropped_type;
    size_t drops; /* questions of that type which are still to be dropped */
    struct dns_wire out;
    char datagram[1024];
};

/* The question's name as text. Returns: where its type stands. */
static size_t read_name(const uint8_t *wire, size_t len, char name[256])
{
    size_t at = HEADER_BYTES;
    size_t used = 0;
    while (at < len && wire[at] != 0 && at + wire[at] < len && used + wire[at] < 250) {
        memcpy(name + used, wire + at + 1, wire[at]);
        used += wire[at];
        name[used++] = '.';
        at += wire[at] + 1U;
    }
    name[used > 0 ? used - 1 : 0] = '\0';
    return at + 1;
}

static void add_address(struct dns_wire *out, const struct zone_record *record)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(record->data, &address), GS_OK);
    dns_wire_record(out, record->name, record->type, address.bytes,
                    record->type == GS_TYPE_A ? 4 : 16);
}

static void add_exchange(struct dns_wire *out, const struct zone_record *record)
{
    char *target = NULL;
    unsigned long preference = strtoul(record->data, &target, 10);
    struct dns_wire *data = gs_mem_new(1, sizeof *data);
    dns_wire_u16(data, (unsigned)preference);
    dns_wire_name(data, target + strspn(target, " "));
    dns_wire_record(out, record->name, record->type, data->bytes, data->len);
    free(data);
}

static void add_record(struct dns_wire *out, const struct zone_record *record)
{
    if (record->type == GS_TYPE_A || record->type == GS_TYPE_AAAA) {
        add_address(out, record);
    } else if (record->type == GS_TYPE_MX) {
        add_exchange(out, record);
    } else {
        dns_wire_alias(out, record->name, record->type, record->data);
    }
}

/* Returns: false: the question is dropped. */
static bool make_answer(struct zone_server *server, size_t len)
{
    const uint8_t *wire = (const uint8_t *)server->datagram;
    char name[256];
    size_t at = read_name(wire, len, name);
    uint16_t type = (uint16_t)(wire[at] << 8 | wire[at + 1]);
    uint16_t found = 0;
    bool is_known = false;
    if (type == server->dropped_type && server->drops > 0) {
        server->drops--;
        return false;
    }
    dns_wire_start(&server->out, (uint16_t)(wire[0] << 8 | wire[1]), RESPONSE, name,
                   type);
    for (size_t i = 0; i < server->count; i++) {
        bool is_it = strcasecmp(server->records[i].name, name) == 0;
        is_known = is_known || is_it;
        if (is_it && server->records[i].type == type) {
            add_record(&server->out, &server->records[i]);
            found++;
        }
    }
    server->out.bytes[3] |= is_known ? 0 : NXDOMAIN;
    dns_wire_count(&server->out, 1, found);
    return true;
}

static void heard(uv_udp_t *udp, ssize_t len, const uv_buf_t *bytes,
                  const struct sockaddr *from, unsigned flags)
{
    (void)bytes;
    (void)flags;
    struct zone_server *server = udp->data;
    if (from != NULL && len >= HEADER_BYTES + 5 && make_answer(server, (size_t)len)) {
        uv_buf_t out = uv_buf_init((char *)server->out.bytes, (unsigned)server->out.len);
        (void)uv_udp_try_send(udp, &out, 1, from);
    }
}

static void give_datagram(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct zone_server *server = handle->data;
    *out = uv_buf_init(server->datagram, sizeof server->datagram);
}

struct zone_server *zone_server_start(uv_loop_t *loop, const struct zone_record *records,
                                      size_t count)
{
    struct zone_server *server = gs_mem_new(1, sizeof *server);
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int size = sizeof at;
    server->records = records;
    server->count = count;
    assert_int_equal(uv_udp_init(loop, &server->udp), 0);
    server->udp.data = server;
    assert_int_equal(uv_udp_bind(&server->udp, (struct sockaddr *)&at, 0), 0);
    assert_int_equal(uv_udp_getsockname(&server->udp, (struct sockaddr *)&at, &size), 0);
    assert_int_equal(uv_udp_recv_start(&server->udp, give_datagram, heard), 0);
    assert_int_equal(gs_address_parse("127.0.0.1", &server->endpoint.address), GS_OK);
    server->endpoint.port = ntohs(at.sin_port);
    return server;
}

struct gs_endpoint zone_server_endpoint(const struct zone_server *server)
{
    return server->endpoint;
}

void zone_server_drop(struct zone_server *server, uint16_t type, size_t count)
{
    server->dropped_type = type;
    server->drops = count;
}

static void closed(uv_handle_t *handle)
{
    free(handle->data);
}

void zone_server_stop(struct zone_server *server)
{
    uv_close((uv_handle_t *)&server->udp, closed);
}
