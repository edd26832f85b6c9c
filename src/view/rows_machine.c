/* SPDX-License-Identifier: MIT */
/*
 * This machine, as far as names are concerned.
 */
#include "pane_faces.h"

#include "gaiscope/rules/network_words.h"

#include <stdio.h>

enum {
    VALUE_X = 13,
};

void gs_describe_machine(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_machine *machine = &context->session->machine;
    if (context->session->has_machine && machine->resolver.is_demo) {
        gs_pane_info(pane, GS_ROLE_WARN, "▲ the demo");
    } else if (context->session->has_machine && machine->resolver.is_override) {
        gs_pane_info(pane, GS_ROLE_TEXT, "--server");
    }
}

static void build_field(struct gs_rows *rows, const char *label, const char *text)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_DIM, label);
        (void)gs_rows_put_name(rows, VALUE_X, GS_ROLE_TEXT, text, SIZE_MAX);
    }
}

static void build_source(struct gs_rows *rows, const char *label,
                         const struct gs_address *source)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    bool has = source->family != 0;
    gs_address_format(source, text);
    (void)gs_rows_put(rows, 0, GS_ROLE_DIM, label);
    int x = gs_rows_put(rows, VALUE_X, has ? GS_ROLE_OK : GS_ROLE_ERR, has ? "✓" : "✗");
    (void)gs_rows_put(rows, x + 1, has ? GS_ROLE_TEXT : GS_ROLE_DIM,
                      has ? text : "no way to the Internet");
}

static void build_resolver(struct gs_rows *rows, const struct gs_resolver *resolver)
{
    for (size_t i = 0; i < resolver->server_count; i++) {
        char text[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&resolver->servers[i], GS_DNS_PORT, text);
        build_field(rows,
                    i == 0 ? gs_plural(resolver->server_count, "server", "servers") : "",
                    text);
    }
    if (resolver->server_count == 0) {
        build_field(rows, "server", "none configured");
    }
    for (size_t i = 0; i < resolver->search_count; i++) {
        build_field(rows, i == 0 ? "search" : "", resolver->search[i]);
    }
    if (resolver->search_count == 0) {
        build_field(rows, "search", "no domain");
    }
}

/* Only where there is one: most networks have none. */
static void build_nat64(struct gs_rows *rows, const struct gs_nat64 *nat64)
{
    struct gs_buf words = {0};
    if (nat64->count > 0) {
        gs_network_nat64_words(&words, nat64);
        build_field(rows, "NAT64", gs_buf_text(&words));
    }
    gs_buf_fini(&words);
}

void gs_build_machine(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_machine *machine = &context->session->machine;
    if (!context->session->has_machine) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Not known yet.");
        return;
    }
    bool has_full = machine->full_name[0] != '\0';
    build_field(rows, has_full ? "full name" : "name",
                has_full ? machine->full_name : machine->host_name);
    build_source(rows, "IPv4", &machine->source_v4);
    build_source(rows, "IPv6", &machine->source_v6);
    build_nat64(rows, &machine->nat64);
    build_resolver(rows, &machine->resolver);
    build_field(rows, "sources",
                machine->hosts_sources[0] == '\0' ? "none" : machine->hosts_sources);
    build_field(rows, "gai.conf",
                machine->policy.lines_used > 0 ? "has lines" : "built-in table");
    build_field(rows, "libc", machine->libc);
}
