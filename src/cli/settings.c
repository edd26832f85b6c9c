/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/settings.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/compare_list.h"

#include <stdio.h>
#include <string.h>

enum {
    HOSTS_BYTES_MAX = 65536, /* read of a file of hosts */
    FILE_CELLS = 48,         /* of its name in a sentence */
};

void gs_resolver_override(struct gs_resolver *resolver, const struct gs_endpoint *server)
{
    resolver->servers[0] = *server;
    resolver->server_count = 1;
    resolver->is_override = true;
}

static enum gs_status start_demo(struct gs_engine_settings *settings,
                                 struct gs_demo **demo, struct gs_buf *error)
{
    enum gs_status status = gs_demo_start(demo);
    if (status != GS_OK) {
        gs_buf_addf(error, "--demo: no server can be opened on 127.0.0.1: %s",
                    gs_status_text(status));
        return status;
    }
    struct gs_endpoint server = gs_demo_endpoint(*demo);
    struct gs_resolver *resolver = &settings->resolver;
    (void)snprintf(settings->whois_server, sizeof settings->whois_server, "%s",
                   gs_demo_whois(*demo));
    gs_resolver_override(resolver, &server);
    resolver->is_demo = true;
    settings->detours = gs_demo_detours(*demo);
    /* Nothing of this machine's resolv.conf: its slow names take longer than some patience. */
    resolver->search_count = 0;
    resolver->ndots = 1;
    resolver->timeout_s = 5;
    resolver->attempts = 2;
    return GS_OK;
}

struct gs_record_choice gs_options_records(const struct gs_options *options)
{
    struct gs_record_choice records = gs_record_choice_default();
    records.asking = options->asking;
    records.asking.keeps_message = true;
    if (options->type_count > 0) {
        records.type_count = options->type_count;
        memcpy(records.types, options->types, sizeof records.types);
    }
    records.server_count = options->compare.count;
    memcpy(records.servers, options->compare.items, sizeof records.servers);
    return records;
}

/* Of a file the good lines are taken, and the wrong ones told. */
static enum gs_status read_compared(const struct gs_options *options,
                                    struct gs_compare_choice *out, struct gs_buf *error)
{
    const char *value = options->families;
    struct gs_buf text = {0};
    if (value == NULL) {
        return GS_OK;
    }
    if (!gs_options_names_file(value)) {
        return gs_compare_parse(value, out, error);
    }
    bool is_read = gs_file_read(value, HOSTS_BYTES_MAX, &text);
    if (is_read) {
        (void)gs_compare_read(value, gs_buf_text(&text), out, error);
    }
    gs_buf_fini(&text);
    if (is_read && out->count > 0) {
        return GS_OK;
    }
    gs_buf_add_text(error, "--families: ");
    gs_text_quote(error, value, FILE_CELLS);
    gs_buf_add_text(error, is_read ? " has no host" : " cannot be read");
    return GS_ENOTFOUND;
}

/* The demo has a root of its own: nothing leaves this machine. Where there is one loopback
 * address alone, the demo's server itself is asked. */
static struct gs_root_hints demo_roots(const struct gs_demo *demo)
{
    struct gs_endpoint server = gs_demo_endpoint(demo);
    struct gs_root_hints roots = {.port = server.port, .is_own = true};
    struct gs_dname host;
    struct gs_address address;
    while (roots.count < GS_ROOT_HINTS_MAX &&
           gs_demo_root(demo, roots.count, &host, &address)) {
        struct gs_root_hint *hint = &roots.items[roots.count++];
        struct gs_buf name = {0};
        gs_dname_format(&host, &name);
        (void)snprintf(hint->name, sizeof hint->name, "%s", gs_buf_text(&name));
        hint->address = address;
        gs_buf_fini(&name);
    }
    if (roots.count == 0) {
        roots.items[roots.count++].address = server.address;
    }
    return roots;
}

/* Where the trace begins: the file, else the demo, else the public root servers. */
static enum gs_status read_roots(const struct gs_options *options,
                                 const struct gs_demo *demo,
                                 struct gs_engine_settings *settings,
                                 struct gs_buf *error)
{
    settings->roots = demo != NULL ? demo_roots(demo) : gs_root_hints_default();
    return options->root_hints == NULL
               ? GS_OK
               : gs_root_hints_read(options->root_hints, &settings->roots, error);
}

enum gs_status gs_options_settings(const struct gs_options *options,
                                   struct gs_engine_settings *out, struct gs_demo **demo,
                                   struct gs_buf *error)
{
    struct gs_engine_settings settings = gs_engine_settings_read();
    *demo = NULL;
    settings.deadline_ms = options->timeout_ms;
    settings.type_count = options->type_count;
    memcpy(settings.types, options->types, sizeof settings.types);
    settings.records = gs_options_records(options);
    settings.race = options->race;
    settings.connect = options->connect;
    if (options->server.address.family != 0) {
        gs_resolver_override(&settings.resolver, &options->server);
    }
    settings.smtp_port = options->smtp_port;
    if (options->is_demo) {
        enum gs_status status = start_demo(&settings, demo, error);
        if (status != GS_OK) {
            return status;
        }
        if (settings.smtp_port == 0) {
            settings.smtp_port = gs_demo_smtp_port(*demo);
        }
    }
    if (options->whois[0] != '\0') {
        memcpy(settings.whois_server, options->whois, sizeof settings.whois_server);
    }
    enum gs_status status = read_roots(options, *demo, &settings, error);
    status = status == GS_OK ? read_compared(options, &settings.compared, error) : status;
    if (status != GS_OK) {
        gs_demo_stop(*demo);
        *demo = NULL;
        return status;
    }
    *out = settings;
    return GS_OK;
}
