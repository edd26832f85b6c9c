/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/bind_plan.h"

#include "gaiscope/rules/address_class.h"

#include <errno.h>
#include <string.h>

#include <sys/socket.h>

static void add(struct gs_bind_row_list *plan, const struct gs_bind_row *row)
{
    if (plan->count < GS_BIND_ROWS_MAX) {
        gs_vec_push(plan, *row);
    }
}

void gs_bind_plan_add(struct gs_bind_row_list *plan, const struct gs_addrinfo *row,
                      uint16_t port)
{
    struct gs_bind_row wanted = {
        .endpoint = {row->address, port == 0 ? row->port : port},
        .family = row->family,
        .socktype = row->socktype,
        .protocol = row->protocol,
    };
    if (row->family == AF_INET) {
        add(plan, &wanted);
    } else if (row->family == AF_INET6) {
        wanted.v6only = GS_V6ONLY_ON;
        add(plan, &wanted);
        wanted.v6only = GS_V6ONLY_OFF;
        add(plan, &wanted);
    }
}

void gs_bind_plan_add_all(struct gs_bind_row_list *plan,
                          const struct gs_system_answer *answer, uint16_t port)
{
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        gs_bind_plan_add(plan, &answer->rows.items[i], port);
    }
}

void gs_bind_plan_add_denied(struct gs_bind_row_list *plan,
                             const struct gs_bind_report *report, uint16_t port)
{
    for (size_t i = 0; report != NULL && i < report->rows.count; i++) {
        const struct gs_bind_row *row = &report->rows.items[i];
        if (row->error == EACCES && row->endpoint.port != port) {
            add(plan, row);
        }
    }
}

static bool is_of_class(const struct gs_address *address, const char *id)
{
    return strcmp(gs_address_class_of(address).id, id) == 0;
}

static bool is_loopback(const struct gs_address *address)
{
    struct gs_address inner;
    return is_of_class(address, "loopback") ||
           (is_of_class(address, "v4_mapped") && gs_address_embedded(address, &inner) &&
            is_of_class(&inner, "loopback"));
}

bool gs_bind_row_is_loopback(const struct gs_bind_row *row)
{
    return is_loopback(&row->endpoint.address);
}

bool gs_bind_plan_is_loopback(const struct gs_bind_row_list *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (!gs_bind_row_is_loopback(&plan->items[i])) {
            return false;
        }
    }
    return true;
}
