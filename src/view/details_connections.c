/* SPDX-License-Identifier: MIT */
/*
 * All that is known of the connections to one address.
 */
#include "finder.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/connect_words.h"

#include <stdio.h>

enum {
    VALUE_X = 14,
};

static void put_error(struct gs_rows *rows, int error)
{
    struct gs_buf text = {0};
    if (error != 0) {
        const char *meaning = gs_connect_meaning(error);
        gs_buf_addf(&text, "%s%s%s", gs_errno_name(error), meaning[0] == '\0' ? "" : ", ",
                    meaning);
        gs_rows_field(rows, VALUE_X, "errno", gs_buf_text(&text), "");
    }
    gs_buf_fini(&text);
}

static void put_path(struct gs_rows *rows, const struct gs_connection *connection)
{
    char text[GS_ADDRESS_TEXT_MAX];
    char behind[GS_ZONE_MAX + 8] = "";
    if (connection->source.family != 0) {
        gs_address_format(&connection->source, text);
        if (connection->interface[0] != '\0') {
            (void)snprintf(behind, sizeof behind, "on %s", connection->interface);
        }
        gs_rows_field(rows, VALUE_X, "from", text, behind);
    }
    if (connection->mtu_bytes > 0) {
        (void)snprintf(text, sizeof text, "%u bytes", (unsigned)connection->mtu_bytes);
        gs_rows_field(rows, VALUE_X, "path MTU", text, "as the kernel knows it");
    }
    if (connection->syns_again > 0) {
        (void)snprintf(text, sizeof text, "%u sent again",
                       (unsigned)connection->syns_again);
        gs_rows_field(rows, VALUE_X, "SYN", text, "TCP_INFO");
    }
}

static void put_banner(struct gs_rows *rows, const struct gs_finder *finder,
                       const struct gs_connection *connection)
{
    char took[GS_DURATION_TEXT_MAX] = "";
    const char *line = gs_finder_banner(finder, connection);
    if (connection->banner_us > 0) {
        gs_duration_format(connection->banner_us, took);
    } else {
        (void)snprintf(took, sizeof took, "in %d s", GS_BANNER_WAIT_MS / 1000);
    }
    if (line[0] != '\0') {
        gs_rows_field(rows, VALUE_X, "first line",
                      connection->banner_us > 0 ? line : "none came", took);
    }
}

static void put_connection(struct gs_rows *rows, const struct gs_finder *finder,
                           const struct gs_connection *connection)
{
    char took[GS_DURATION_TEXT_MAX];
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    gs_endpoint_format(&connection->endpoint, 0, endpoint);
    gs_duration_format(connection->elapsed_us, took);
    gs_rows_field(rows, VALUE_X, "TCP to", endpoint, "");
    gs_rows_field(rows, VALUE_X, "came out",
                  gs_connect_is_slow(connection) ? "open, after a lost SYN"
                                                 : gs_connect_word(connection->status),
                  gs_connect_is_over(connection->status) ? took : "");
    put_error(rows, connection->error);
    put_path(rows, connection);
    put_banner(rows, finder, connection);
    const char *advice = gs_connect_advice(connection);
    if (advice[0] != '\0') {
        gs_rows_sentence(rows, GS_ROLE_TEXT, advice);
    }
}

static void put_service(struct gs_rows *rows, const struct gs_finder *finder, size_t at,
                        const struct gs_connection *connection)
{
    char port[32];
    (void)snprintf(port, sizeof port, "port %u", finder->ports[at]);
    gs_rows_blank(rows);
    gs_rows_field(rows, VALUE_X, "service",
                  finder->services[at][0] == '\0' ? "none named" : finder->services[at],
                  finder->ports[at] == 0 ? "no TCP port is known of it" : port);
    if (connection != NULL) {
        put_connection(rows, finder, connection);
    }
}

void gs_details_connections(const struct gs_pane_context *context, size_t item,
                            struct gs_popup *popup)
{
    struct gs_finder finder;
    gs_finder_make(context, &finder);
    if (item < finder.rows.count) {
        const struct gs_finder_row *row = &finder.rows.items[item];
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(row->address, text);
        gs_buf_add_text(&popup->title, text);
        gs_rows_field(&popup->rows, VALUE_X, "address", text,
                      gs_address_class_of(row->address).word);
        if (finder.report != NULL && finder.report->canonical != NULL) {
            gs_rows_field_host(&popup->rows, VALUE_X, "canonical",
                               finder.report->canonical, "");
        }
        for (size_t i = 0; i < finder.service_count; i++) {
            put_service(&popup->rows, &finder, i, row->cells[i]);
        }
    }
    gs_finder_fini(&finder);
}

/* The address as it is typed: asking it gives its names. */
const char *gs_target_connections(const struct gs_pane_context *context, size_t item)
{
    static char text[GS_ADDRESS_TEXT_MAX]; /* of the row asked for last */
    struct gs_finder finder;
    bool is_row = false;
    gs_finder_make(context, &finder);
    if (item < finder.rows.count) {
        gs_address_format(finder.rows.items[item].address, text);
        is_row = true;
    }
    gs_finder_fini(&finder);
    return is_row ? text : NULL;
}
