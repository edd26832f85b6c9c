/* SPDX-License-Identifier: MIT */
/*
 * One address of the order in full: the rules between it and the next one, and what they look
 * at.
 */
#include "order_pane.h"
#include "pane_faces.h"

#include "gaiscope/rules/address_inside.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    VALUE_X = 16,
};

static void build_title(struct gs_rows *rows, const char *title)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, title);
    }
}

/* "fc00::/7, built into glibc" or "fc00::/7, line 12 of gai.conf" */
static void format_line(const struct gs_policy_entry *line, char *out, size_t out_size)
{
    char prefix[GS_ADDRESS_TEXT_MAX];
    char where[48] = "built into libc";
    if (line == NULL) {
        (void)snprintf(out, out_size, "no line of the table");
        return;
    }
    gs_address_format(&line->prefix, prefix);
    if (line->line > 0) {
        (void)snprintf(where, sizeof where, "line %zu of gai.conf", line->line);
    }
    (void)snprintf(out, out_size, "%s/%u, %s", prefix, line->bits, where);
}

static void build_class(struct gs_rows *rows, const struct gs_order_item *item,
                        const struct gs_nat64 *nat64)
{
    char remark[96];
    struct gs_buf words = {0};
    struct gs_address_class class = gs_address_class_known(&item->address, nat64);
    (void)snprintf(remark, sizeof remark, "%s%s%s", class.prefix,
                   class.prefix[0] == '\0' ? "" : ", ", class.source);
    gs_rows_field(rows, VALUE_X, "class", class.word, remark);
    if (gs_address_inside_words(&words, &item->address, nat64)) {
        gs_rows_field(rows, VALUE_X, "inside", gs_buf_text(&words), "");
    }
    gs_buf_fini(&words);
}

static void build_source(struct gs_rows *rows, const struct gs_order_item *item)
{
    char text[GS_ADDRESS_TEXT_MAX + 8];
    char remark[96];
    const struct gs_source *source = &item->source;
    if (!item->is_usable) {
        gs_rows_field(rows, VALUE_X, "source", "none", gs_order_unusable_word(item));
        return;
    }
    gs_address_format(&source->address, text);
    if (source->prefix_bits > 0) {
        size_t len = 0;
        while (text[len] != '\0') {
            len++;
        }
        (void)snprintf(text + len, sizeof text - len, "/%u", source->prefix_bits);
    }
    (void)snprintf(remark, sizeof remark, "%s%s%s%s",
                   source->interface[0] == '\0' ? "of no known interface" : "on ",
                   source->interface, source->is_deprecated ? ", deprecated" : "",
                   source->is_tunnel ? ", a tunnel" : "");
    gs_rows_field(rows, VALUE_X, "source", text, remark);
}

static void build_facts(struct gs_rows *rows, const struct gs_order_item *item,
                        const struct gs_nat64 *nat64)
{
    char value[GS_ORDER_VALUE_MAX];
    char remark[128];
    build_class(rows, item, nat64);
    build_source(rows, item);
    gs_order_scope_format(item->scope, value);
    char of_source[GS_ORDER_VALUE_MAX];
    gs_order_scope_format(item->source_scope, of_source);
    (void)snprintf(remark, sizeof remark, item->is_usable ? "its source %s" : "%.0s",
                   of_source);
    gs_rows_field(rows, VALUE_X, "scope", value, remark);
    gs_order_value(5, item, value);
    format_line(item->label_line, remark, sizeof remark);
    gs_rows_field(rows, VALUE_X, "label", value, remark);
    gs_order_value(6, item, value);
    format_line(item->precedence_line, remark, sizeof remark);
    gs_rows_field(rows, VALUE_X, "precedence", value, remark);
    if (item->rfc_precedence != item->precedence) {
        (void)snprintf(value, sizeof value, "%d", item->rfc_precedence);
        gs_rows_field(rows, VALUE_X, "by the RFC", value, "in RFC 6724's own table");
    }
    if (!item->has_interfaces) {
        gs_rows_sentence(
            rows, GS_ROLE_DIM,
            "This machine has no IPv6 address, so libc looks at no interface: "
            "rules 3, 4 and 7 say nothing, and rule 9 nothing of IPv4.");
    }
}

void gs_details_order(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup)
{
    const struct gs_order *order = &context->digest->order;
    char address[GS_ADDRESS_TEXT_MAX];
    if (item >= order->items.count) {
        return;
    }
    gs_address_format(&order->items.items[item].address, address);
    gs_buf_add_text(&popup->title, address);
    gs_buf_addf(&popup->right, "%zu of %zu", item + 1, order->items.count);
    if (gs_no_rules(context) != NULL) {
        gs_rows_sentence(&popup->rows, GS_ROLE_TEXT, gs_no_rules(context));
    } else {
        char title[64];
        struct gs_neighbours both = gs_neighbours_of(order, item);
        (void)snprintf(title, sizeof title, "Rule by rule, %zu and %zu", both.rank + 1,
                       both.rank + 2);
        build_title(&popup->rows, title);
        gs_build_rule_table(&popup->rows, &both, false);
    }
    gs_rows_blank(&popup->rows);
    build_title(&popup->rows, "What the rules look at");
    build_facts(&popup->rows, &order->items.items[item], gs_nat64_shown(context));
}
