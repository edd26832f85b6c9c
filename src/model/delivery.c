/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/delivery.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

struct gs_delivery *gs_delivery_new(const char *name)
{
    struct gs_delivery *delivery = gs_mem_new(1, sizeof *delivery);
    delivery->name = gs_mem_copy_text(name);
    return delivery;
}

struct gs_delivery *gs_delivery_copy(const struct gs_delivery *delivery)
{
    struct gs_delivery *copy = gs_mem_new(1, sizeof *copy);
    *copy = *delivery;
    copy->name = gs_mem_copy_text(delivery->name);
    return copy;
}

void gs_delivery_free(struct gs_delivery *delivery)
{
    if (delivery != NULL) {
        free(delivery->name);
        free(delivery);
    }
}
