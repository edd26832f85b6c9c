/* SPDX-License-Identifier: MIT */
#include "whois_hops.h"

#include "whois_reply.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/whois_query.h"
#include "gaiscope/rules/whois_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MIB = 1024 * 1024
};

struct gs_whois_hop *gs_whois_last_hop(struct gs_whois *whois)
{
    return &whois->hops.items[whois->hops.count - 1];
}

void gs_whois_set_text(char **text, const char *by)
{
    char *copy = gs_mem_copy_text(by);
    free(*text);
    *text = copy;
}

void gs_whois_add_hop(struct gs_whois *whois, const struct gs_whois_server *server,
                      enum gs_whois_role role, unsigned number)
{
    char query[GS_WHOIS_QUERY_MAX];
    gs_whois_query_line(whois->kind, whois->subject, server->name, query);
    struct gs_whois_hop hop = {
        .number = number,
        .role = role,
        .server = gs_mem_copy_text(server->name),
        .port = server->port,
        .query = gs_mem_copy_text(query),
    };
    gs_vec_push(&whois->hops, hop);
}

static enum gs_whois_role next_role(const struct gs_whois *whois, enum gs_whois_role role)
{
    if (whois->kind != GS_WHOIS_DOMAIN) {
        return GS_WHOIS_RIR;
    }
    return role == GS_WHOIS_ROOT ? GS_WHOIS_REGISTRY : GS_WHOIS_REGISTRAR;
}

static const struct gs_whois_hop *find_server(const struct gs_whois *whois,
                                              const struct gs_whois_server *server)
{
    for (size_t i = 0; i < whois->hops.count; i++) {
        const struct gs_whois_hop *hop = &whois->hops.items[i];
        if (hop->port == server->port && strcmp(hop->server, server->name) == 0) {
            return hop;
        }
    }
    return NULL;
}

/* Why a referral cannot be followed; false: it can. `note` gets one clause. */
static bool has_objection(const struct gs_whois *whois,
                          const struct gs_whois_referral *referral, bool is_late,
                          char note[128])
{
    const struct gs_whois_hop *from = &whois->hops.items[whois->hops.count - 1];
    const struct gs_whois_hop *asked =
        referral->is_valid ? find_server(whois, &referral->server) : NULL;
    const size_t size = 128;
    note[0] = '\0';
    if (!referral->is_valid) {
        (void)snprintf(note, size, "not followed: neither a host name nor an address");
    } else if (referral->server.is_rwhois) {
        (void)snprintf(note, size, "not followed: rwhois is another protocol (RFC 2167)");
    } else if (asked != NULL) {
        (void)snprintf(note, size, "not followed: a loop, it was asked in hop %u",
                       asked->number);
    } else if (from->number >= GS_WHOIS_HOPS_MAX ||
               whois->hops.count >= GS_WHOIS_QUERIES_MAX) {
        (void)snprintf(note, size, "not followed: %d hops are the limit",
                       GS_WHOIS_HOPS_MAX);
    } else if (gs_whois_rules_bytes_left(whois) == 0) {
        (void)snprintf(note, size, "not followed: %zu MiB of text is the limit",
                       GS_WHOIS_BYTES_MAX / MIB);
    } else if (is_late) {
        (void)snprintf(note, size, "not followed: the time is used up");
    }
    return note[0] != '\0';
}

/* A server that names itself has the last word: registrars do. */
static bool is_itself(const struct gs_whois_hop *hop,
                      const struct gs_whois_referral *referral)
{
    return referral->is_valid && !referral->server.is_rwhois &&
           referral->server.port == hop->port &&
           strcmp(referral->server.name, hop->server) == 0;
}

static char *referral_text(const struct gs_whois_referral *referral)
{
    if (!referral->is_valid || referral->server.is_rwhois) {
        size_t len = referral->text.len < 200 ? referral->text.len : 200;
        return gs_mem_copy_span(referral->text.at, len);
    }
    if (referral->server.port == GS_WHOIS_PORT) {
        return gs_mem_copy_text(referral->server.name);
    }
    struct gs_buf text = {0};
    bool is_v6 = strchr(referral->server.name, ':') != NULL;
    gs_buf_addf(&text, is_v6 ? "[%s]:%u" : "%s:%u", referral->server.name,
                referral->server.port);
    return gs_buf_claim(&text);
}

bool gs_whois_follow(struct gs_whois *whois, bool is_late)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    struct gs_whois_referral referral = gs_whois_referral_of(&hop->text, hop->role);
    char note[128];
    if (referral.text.len == 0 || is_itself(hop, &referral)) {
        return false;
    }
    free(hop->referral);
    hop->referral = referral_text(&referral);
    if (has_objection(whois, &referral, is_late, note)) {
        gs_whois_set_text(&hop->note, note);
        return false;
    }
    hop->result = GS_WHOIS_REFERS;
    gs_whois_add_hop(whois, &referral.server, next_role(whois, hop->role),
                     hop->number + 1);
    return true;
}

bool gs_whois_tell_loop(struct gs_whois *whois)
{
    struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    struct gs_whois_referral referral = gs_whois_referral_of(&hop->text, hop->role);
    if (referral.text.len == 0 || !is_itself(hop, &referral)) {
        return false;
    }
    free(hop->referral);
    hop->referral = referral_text(&referral);
    gs_whois_set_text(&hop->note, "not followed: a loop, the server names itself");
    return true;
}

bool gs_whois_ask_parent(struct gs_whois *whois, bool is_late)
{
    const struct gs_whois_hop *hop = gs_whois_last_hop(whois);
    const char *parent = gs_whois_parent(whois->subject);
    struct gs_whois_server server = {.port = hop->port};
    if (whois->kind != GS_WHOIS_DOMAIN || hop->role == GS_WHOIS_REGISTRAR ||
        parent == NULL || is_late || whois->hops.count >= GS_WHOIS_QUERIES_MAX ||
        gs_whois_rules_bytes_left(whois) == 0) {
        return false;
    }
    (void)snprintf(server.name, sizeof server.name, "%s", hop->server);
    gs_whois_set_text(&whois->subject, parent);
    gs_whois_add_hop(whois, &server, hop->role, hop->number);
    return true;
}
