/* SPDX-License-Identifier: MIT */
/*
 * What became of each line since the reading before. Links, addresses and routes are compared
 * in the same way; what makes two lines the same one is in a table.
 */
#include "gaiscope/model/network.h"

#include <string.h>

/* The lines of one of the three lists, whatever they are. */
struct lines {
    void *items;
    size_t count;
};

/* One of the three lists. */
struct kind {
    size_t size;      /* of a line */
    size_t change_at; /* where its mark stands in it */
    size_t max;       /* lines kept */
    struct lines (*of)(const struct gs_network *network);
    bool (*is_it)(const void *a, const void *b);   /* the same line */
    bool (*is_same)(const void *a, const void *b); /* and in the same state */
    void (*add)(struct gs_network *network, const void *line);
};

static struct lines links_of(const struct gs_network *network)
{
    return (struct lines){network->links.items, network->links.count};
}

static bool is_link(const void *a, const void *b)
{
    const struct gs_network_link *x = a;
    const struct gs_network_link *y = b;
    return x->index == y->index;
}

static bool is_same_link(const void *a, const void *b)
{
    const struct gs_network_link *x = a;
    const struct gs_network_link *y = b;
    return strcmp(x->name, y->name) == 0 && x->mtu_bytes == y->mtu_bytes &&
           x->is_up == y->is_up && x->has_carrier == y->has_carrier;
}

static void add_link(struct gs_network *network, const void *line)
{
    gs_vec_push(&network->links, *(const struct gs_network_link *)line);
}

static struct lines addresses_of(const struct gs_network *network)
{
    return (struct lines){network->addresses.items, network->addresses.count};
}

static bool is_address(const void *a, const void *b)
{
    const struct gs_network_address *x = a;
    const struct gs_network_address *y = b;
    return x->link_index == y->link_index &&
           gs_address_is_equal(&x->address, &y->address);
}

static bool is_same_address(const void *a, const void *b)
{
    const struct gs_network_address *x = a;
    const struct gs_network_address *y = b;
    return x->prefix_bits == y->prefix_bits && x->is_tentative == y->is_tentative &&
           x->is_duplicate == y->is_duplicate && x->is_deprecated == y->is_deprecated &&
           x->is_temporary == y->is_temporary && x->is_managed == y->is_managed;
}

static void add_address(struct gs_network *network, const void *line)
{
    gs_vec_push(&network->addresses, *(const struct gs_network_address *)line);
}

static struct lines routes_of(const struct gs_network *network)
{
    return (struct lines){network->routes.items, network->routes.count};
}

static bool is_route(const void *a, const void *b)
{
    const struct gs_network_route *x = a;
    const struct gs_network_route *y = b;
    return x->family == y->family && x->link_index == y->link_index &&
           x->metric == y->metric && x->is_unreachable == y->is_unreachable &&
           gs_address_is_equal(&x->gateway, &y->gateway);
}

/* All of a route is what it is known by. */
static bool is_same_route(const void *a, const void *b)
{
    (void)a, (void)b;
    return true;
}

static void add_route(struct gs_network *network, const void *line)
{
    gs_vec_push(&network->routes, *(const struct gs_network_route *)line);
}

static const struct kind kinds[] = {
    {sizeof(struct gs_network_link), offsetof(struct gs_network_link, change),
     GS_NETWORK_LINKS_MAX, links_of, is_link, is_same_link, add_link},
    {sizeof(struct gs_network_address), offsetof(struct gs_network_address, change),
     GS_NETWORK_ADDRESSES_MAX, addresses_of, is_address, is_same_address, add_address},
    {sizeof(struct gs_network_route), offsetof(struct gs_network_route, change),
     GS_NETWORK_ROUTES_MAX, routes_of, is_route, is_same_route, add_route},
};

static void *line_at(const struct kind *kind, const struct lines *lines, size_t at)
{
    return (char *)lines->items + at * kind->size;
}

static struct gs_network_change *change_of(const struct kind *kind, void *line)
{
    return (struct gs_network_change *)(void *)((char *)line + kind->change_at);
}

/* The same line in another reading, unless it is gone there; NULL: none. */
static void *find(const struct kind *kind, const struct lines *lines, const void *line)
{
    for (size_t i = 0; i < lines->count; i++) {
        void *other = line_at(kind, lines, i);
        if (change_of(kind, other)->mark != GS_NETWORK_REMOVED &&
            kind->is_it(other, line)) {
            return other;
        }
    }
    return NULL;
}

static bool mark_present(const struct kind *kind, struct gs_network *now,
                         const struct lines *before, int64_t now_us)
{
    struct lines lines = kind->of(now);
    bool has_changed = false;
    for (size_t i = 0; i < lines.count; i++) {
        void *line = line_at(kind, &lines, i);
        void *old = find(kind, before, line);
        struct gs_network_change *change = change_of(kind, line);
        if (old == NULL) {
            *change = (struct gs_network_change){GS_NETWORK_ADDED, now_us};
            has_changed = true;
        } else if (!kind->is_same(old, line)) {
            *change = (struct gs_network_change){GS_NETWORK_CHANGED, now_us};
            has_changed = true;
        } else {
            *change = *change_of(kind, old);
        }
    }
    return has_changed;
}

/* Takes: `line`, one of `before`, is marked itself: the reading before is not shown again. */
static bool keep_gone(const struct kind *kind, struct gs_network *now, void *line,
                      int64_t now_us)
{
    struct gs_network_change *change = change_of(kind, line);
    struct lines lines = kind->of(now);
    bool is_new = change->mark != GS_NETWORK_REMOVED;
    if (find(kind, &lines, line) != NULL) {
        return false;
    }
    if (is_new) {
        *change = (struct gs_network_change){GS_NETWORK_REMOVED, now_us};
    }
    if (now_us - change->at_us < GS_NETWORK_MARK_US && lines.count < kind->max) {
        kind->add(now, line);
    }
    return is_new;
}

bool gs_network_compare(struct gs_network *now, const struct gs_network *before,
                        int64_t now_us)
{
    struct gs_network *old = gs_network_copy(before);
    bool has_changed = false;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct lines lines = kinds[k].of(old);
        bool is_marked = mark_present(&kinds[k], now, &lines, now_us);
        has_changed = has_changed || is_marked;
        for (size_t i = 0; i < lines.count; i++) {
            void *line = line_at(&kinds[k], &lines, i);
            bool is_gone = keep_gone(&kinds[k], now, line, now_us);
            has_changed = has_changed || is_gone;
        }
    }
    now->changes = before->changes + (has_changed ? 1 : 0);
    now->changed_us = has_changed ? now_us : before->changed_us;
    gs_network_free(old);
    return has_changed;
}
