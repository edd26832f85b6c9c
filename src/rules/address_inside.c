/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/address_inside.h"

#include "gaiscope/rules/nat64_rules.h"

#include <string.h>

#include <sys/socket.h>

enum {
    TEREDO_SERVER = 4, /* where the server's address stands */
    TEREDO_PORT = 10,  /* where the client's port stands, flipped */
};

struct gs_address_class gs_address_class_known(const struct gs_address *address,
                                               const struct gs_nat64 *nat64)
{
    struct gs_address_class class = gs_address_class_of(address);
    if (strcmp(class.id, "nat64") != 0 && gs_nat64_inside(nat64, address, NULL)) {
        return (struct gs_address_class){"NAT64", "nat64", "", "RFC 7050"};
    }
    return class;
}

bool gs_address_inside(const struct gs_address *address, const struct gs_nat64 *nat64,
                       struct gs_address *out)
{
    return gs_nat64_inside(nat64, address, out) || gs_address_embedded(address, out);
}

void gs_address_class_words(struct gs_buf *out, const struct gs_address *address,
                            const struct gs_nat64 *nat64)
{
    struct gs_address_class class = gs_address_class_known(address, nat64);
    struct gs_address inner;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_buf_add_text(out, class.word);
    if (strcmp(class.id, "v4_mapped") != 0 && /* its text has the address already */
        gs_address_inside(address, nat64, &inner)) {
        gs_address_format(&inner, text);
        gs_buf_addf(out, " of %s", text);
    }
}

static void add_teredo(struct gs_buf *out, const struct gs_address *address,
                       const char *client)
{
    char server[GS_ADDRESS_TEXT_MAX];
    struct gs_address of = gs_address_from_bytes(AF_INET, address->bytes + TEREDO_SERVER);
    unsigned port =
        ((unsigned)address->bytes[TEREDO_PORT] << 8 | address->bytes[TEREDO_PORT + 1]) ^
        0xffffu;
    gs_address_format(&of, server);
    gs_buf_addf(out, "Teredo of %s port %u, by server %s", client, port, server);
}

bool gs_address_inside_words(struct gs_buf *out, const struct gs_address *address,
                             const struct gs_nat64 *nat64)
{
    struct gs_address inner;
    char text[GS_ADDRESS_TEXT_MAX];
    if (!gs_address_inside(address, nat64, &inner)) {
        return false;
    }
    const char *id = gs_address_class_known(address, nat64).id;
    gs_address_format(&inner, text);
    if (strcmp(id, "teredo") == 0) {
        add_teredo(out, address, text);
    } else if (strcmp(id, "v4_mapped") == 0) {
        gs_buf_addf(out, "%s mapped into IPv6", text);
    } else {
        gs_buf_addf(out, "%s of %s", strcmp(id, "nat64") == 0 ? "NAT64" : "6to4", text);
    }
    return true;
}
