/* SPDX-License-Identifier: MIT */
#include "watched_order.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"
#include "gaiscope/view/list_state.h"

#include <stdlib.h>
#include <string.h>

enum {
    HOSTS_A_TURN = 20000, /* a longer list is sorted less often */
};

/* What qsort cannot be handed otherwise; one thread draws. */
static bool is_turned;

/* -- what a host is sorted by -------------------------------------------------------- */

int64_t gs_watched_changed_s(const struct gs_watched *host)
{
    return host->last_change_wall_s != 0 ? host->last_change_wall_s : host->since_wall_s;
}

static int64_t count_of(const struct gs_watched *host, size_t side)
{
    const struct gs_watch_answer *answer = gs_watched_known(host);
    return answer == NULL ? -1 : answer->counts[side];
}

/* The slowest first; one that failed is slower than all. */
static int64_t last_sample(const struct gs_watched *host)
{
    return host->sample_count == 0
               ? 1
               : -(int64_t)gs_watched_sample(host, host->sample_count - 1u);
}

/* Nothing is to be seen of a host that is steady: it stays where the list has it. */
static int64_t since_of(const struct gs_watched *host)
{
    return host->state >= GS_WATCH_STEADY ? 0 : -host->since_wall_s;
}

static int64_t major_of(const struct gs_watched *host, enum gs_watched_sort column)
{
    switch (column) {
    case GS_WATCHED_SORT_STATE:
        return host->state;
    case GS_WATCHED_SORT_V4:
        return count_of(host, 1);
    case GS_WATCHED_SORT_V6:
        return count_of(host, 0);
    case GS_WATCHED_SORT_CHANGE:
        return host->last_change == GS_WATCH_NO_CHANGE ? GS_WATCH_CHANGE_COUNT
                                                       : (int64_t)host->last_change;
    case GS_WATCHED_SORT_AGO:
        return -gs_watched_changed_s(host);
    case GS_WATCHED_SORT_LATENCY:
        return last_sample(host);
    case GS_WATCHED_SORT_MEDIAN:
        return -gs_watched_median_us(host);
    case GS_WATCHED_SORT_UP:
        return gs_watched_up(host);
    case GS_WATCHED_SORT_NEXT:
        return host->due_us;
    case GS_WATCHED_SORT_HOST:
    case GS_WATCHED_SORT_LIST:
        break;
    }
    return 0;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Hosts without a label stand behind all groups. */
static int compare_groups(const char *a, const char *b)
{
    bool has_both = *a != '\0' && *b != '\0';
    return has_both ? strcmp(a, b) : (*a == '\0') - (*b == '\0');
}

static int compare_places(const void *left, const void *right)
{
    const struct gs_watched_place *a = left;
    const struct gs_watched_place *b = right;
    int order = compare_groups(a->group, b->group);
    if (order != 0) {
        return order;
    }
    order = compare_numbers(a->major, b->major);
    order = order != 0 ? order : compare_numbers(a->minor, b->minor);
    order = order != 0 ? order : strcmp(a->name, b->name);
    order = order != 0 ? order : compare_numbers(a->at, b->at);
    return is_turned ? -order : order;
}

static struct gs_watched_place place_of(const struct gs_monitor *monitor, size_t at,
                                        size_t label, const struct gs_watched_wish *wish)
{
    const struct gs_watched *host = &monitor->hosts.items[at];
    bool has_label = wish->is_grouped && label < host->watch.labels.count;
    return (struct gs_watched_place){
        .group = has_label ? host->watch.labels.items[label] : "",
        .name = wish->column == GS_WATCHED_SORT_HOST ? host->watch.host : "",
        .major = major_of(host, wish->column),
        .minor = wish->column == GS_WATCHED_SORT_STATE ? since_of(host) : 0,
        .at = (uint32_t)at,
        .label = (uint8_t)label,
    };
}

/* -- the filter ---------------------------------------------------------------------- */

void gs_watched_text(const struct gs_watched *host, struct gs_buf *out)
{
    const struct gs_watch *watch = &host->watch;
    const struct gs_watch_answer *answer = gs_watched_known(host);
    gs_buf_addf(out, "%s %s %s %s", watch->host, watch->typed == NULL ? "" : watch->typed,
                watch->service, gs_watch_state_word(host->state));
    gs_buf_add_text(out, host->is_paused ? " paused" : "");
    for (size_t i = 0; i < watch->labels.count; i++) {
        gs_buf_addf(out, " %s", watch->labels.items[i]);
    }
    for (size_t i = 0; answer != NULL && i < answer->addresses.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&answer->addresses.items[i], text);
        gs_buf_addf(out, " %s", text);
    }
    if (host->last_change_words != NULL) {
        gs_buf_addf(out, " %s", host->last_change_words);
    }
}

/* Another number when another text may pass the filter: rounds that change nothing have none. */
static uint64_t stamp_of(const struct gs_watched *host)
{
    uint64_t stamp = (uint64_t)host->since_wall_s * UINT64_C(0x9e3779b97f4a7c15);
    stamp ^= (uint64_t)host->last_change_wall_s * UINT64_C(0xc2b2ae3d27d4eb4f);
    stamp = stamp * 32 + host->state * UINT64_C(2) + (host->is_paused ? 1 : 0);
    return stamp | UINT64_C(1) << 63;
}

static bool passes(struct gs_watched_order *order, const struct gs_monitor *monitor,
                   size_t at, struct gs_buf *text)
{
    if (order->memos == NULL) {
        return true;
    }
    struct gs_watched_memo *memo = &order->memos[at];
    uint64_t stamp = stamp_of(&monitor->hosts.items[at]);
    if (memo->stamp != stamp) {
        gs_buf_clear(text);
        gs_watched_text(&monitor->hosts.items[at], text);
        *memo = (struct gs_watched_memo){
            stamp, gs_match_keeps(gs_buf_text(&order->filter), gs_buf_text(text))};
    }
    return memo->is_kept;
}

/* -- the order ----------------------------------------------------------------------- */

static bool is_wished(const struct gs_watched_order *order,
                      const struct gs_watched_wish *wish)
{
    return strcmp(gs_buf_text(&order->filter), wish->filter) == 0 &&
           order->wish.column == wish->column &&
           order->wish.is_reversed == wish->is_reversed &&
           order->wish.is_grouped == wish->is_grouped;
}

static int64_t turn_us(const struct gs_monitor *monitor)
{
    return GS_WATCH_TURN_US * (int64_t)(1 + monitor->hosts.count / HOSTS_A_TURN);
}

static bool is_fresh(const struct gs_watched_order *order,
                     const struct gs_monitor *monitor, int64_t now_us)
{
    bool is_same = order->revision == monitor->revision;
    return is_same ||
           (now_us >= order->renewed_us && now_us - order->renewed_us < turn_us(monitor));
}

/* Makes it one for another list or another filter. */
static void begin(struct gs_watched_order *order, const struct gs_monitor *monitor,
                  const struct gs_watched_wish *wish)
{
    bool has_filter = wish->filter[0] != '\0';
    bool is_same_filter = strcmp(gs_buf_text(&order->filter), wish->filter) == 0;
    if (!order->is_made || !is_same_filter ||
        order->list_revision != monitor->list_revision) {
        free(order->memos);
        order->memos = has_filter
                           ? gs_mem_new(monitor->hosts.count + 1, sizeof *order->memos)
                           : NULL;
        gs_buf_clear(&order->filter);
        gs_buf_add_text(&order->filter, wish->filter);
    }
    order->wish = *wish;
    order->wish.filter = NULL;
}

/* One service for all hosts stands in the question's line. */
static const char *common_service(const struct gs_monitor *monitor)
{
    const struct gs_watched_list *hosts = &monitor->hosts;
    for (size_t i = 1; i < hosts->count; i++) {
        if (strcmp(hosts->items[i].watch.service, hosts->items[0].watch.service) != 0) {
            return NULL;
        }
    }
    return hosts->count > 0 ? hosts->items[0].watch.service : NULL;
}

/* A copy: the list may go before the next frame finds the order anew. */
static void keep_service(struct gs_watched_order *order, const char *service)
{
    order->service = NULL;
    if (service != NULL) {
        (void)strncpy(order->service_room, service, sizeof order->service_room - 1);
        order->service = order->service_room;
    }
}

/* The letters of an international name are fewer than its A-labels'. */
static size_t longest_host(const struct gs_watched_order *order,
                           const struct gs_monitor *monitor)
{
    size_t most = 0;
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        const struct gs_watch *watch = &monitor->hosts.items[i].watch;
        size_t cells =
            watch->typed == NULL ? strlen(watch->host) : gs_text_cells(watch->typed);
        bool has_service = order->service == NULL && watch->service[0] != '\0';
        cells += has_service ? 1 + strlen(watch->service) : 0;
        most = cells > most ? cells : most;
    }
    return most;
}

/* Of what fails now the last good answer counts; a name that is gone has none. */
static void count_hosts(struct gs_watched_order *order, const struct gs_monitor *monitor)
{
    order->with[0] = order->with[1] = order->paused = 0;
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        const struct gs_watched *host = &monitor->hosts.items[i];
        order->with[0] += count_of(host, 0) > 0;
        order->with[1] += count_of(host, 1) > 0;
        order->paused += host->is_paused;
    }
}

static void find_groups(struct gs_watched_order *order)
{
    order->groups.count = 0;
    for (size_t i = 0; order->wish.is_grouped && i < order->items.count; i++) {
        size_t count = order->groups.count;
        if (i == 0 ||
            strcmp(order->items.items[i].group, order->items.items[i - 1].group) != 0) {
            struct gs_watched_group group = {.first = i, .count = 1};
            gs_vec_push(&order->groups, group);
        } else {
            order->groups.items[count - 1].count++;
        }
    }
}

/* Whether the hosts stand as they are to stand: most rounds move none. */
static bool is_sorted(const struct gs_watched_order *order)
{
    for (size_t i = 1; i < order->items.count; i++) {
        if (compare_places(&order->items.items[i - 1], &order->items.items[i]) > 0) {
            return false;
        }
    }
    return true;
}

/* Takes each host's new values, in the order that there is. Returns: false: others pass. */
static bool refresh(struct gs_watched_order *order, const struct gs_monitor *monitor)
{
    if (order->memos != NULL) {
        return false;
    }
    for (size_t i = 0; i < order->items.count; i++) {
        const struct gs_watched_place *place = &order->items.items[i];
        order->items.items[i] = place_of(monitor, place->at, place->label, &order->wish);
    }
    return true;
}

/* A host has a place under each of its labels. */
static void add_places(struct gs_watched_order *order, const struct gs_monitor *monitor,
                       size_t at)
{
    size_t labels = monitor->hosts.items[at].watch.labels.count;
    size_t count = order->wish.is_grouped && labels > 1 ? labels : 1;
    for (size_t label = 0; label < count; label++) {
        struct gs_watched_place place = place_of(monitor, at, label, &order->wish);
        gs_vec_push(&order->items, place);
    }
    order->shown++;
}

static void pick(struct gs_watched_order *order, const struct gs_monitor *monitor)
{
    struct gs_buf text = {0};
    order->items.count = 0;
    order->shown = 0;
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        if (passes(order, monitor, i, &text)) {
            add_places(order, monitor, i);
        }
    }
    gs_buf_fini(&text);
}

void gs_watched_order_renew(struct gs_watched_order *order,
                            const struct gs_monitor *monitor,
                            const struct gs_watched_wish *wish, int64_t now_us)
{
    bool is_same_list = order->is_made && order->list_revision == monitor->list_revision;
    bool is_same = is_same_list && is_wished(order, wish);
    if (is_same && is_fresh(order, monitor, now_us)) {
        return;
    }
    begin(order, monitor, wish);
    if (!is_same || !refresh(order, monitor)) {
        pick(order, monitor);
    }
    if (!is_same_list) {
        keep_service(order, common_service(monitor));
        order->host_cells = longest_host(order, monitor);
    }
    is_turned = wish->is_reversed;
    if (order->items.count > 1 && !is_sorted(order)) {
        qsort(order->items.items, order->items.count, sizeof order->items.items[0],
              compare_places);
    }
    find_groups(order);
    count_hosts(order, monitor);
    order->list_revision = monitor->list_revision;
    order->revision = monitor->revision;
    order->renewed_us = now_us;
    order->turn++;
    order->is_made = true;
}

void gs_watched_order_follow(struct gs_watched_order *order,
                             const struct gs_monitor *monitor,
                             const struct gs_watched_wish *wish)
{
    if (!order->is_made || order->list_revision != monitor->list_revision ||
        !is_wished(order, wish)) {
        gs_watched_order_renew(order, monitor, wish, order->renewed_us);
    }
}

int64_t gs_watched_order_due_us(const struct gs_watched_order *order,
                                const struct gs_monitor *monitor)
{
    if (!order->is_made || order->list_revision != monitor->list_revision) {
        return 0;
    }
    return order->revision == monitor->revision ? INT64_MAX
                                                : order->renewed_us + turn_us(monitor);
}

void gs_watched_order_fini(struct gs_watched_order *order)
{
    gs_vec_fini(&order->items);
    gs_vec_fini(&order->groups);
    gs_buf_fini(&order->filter);
    free(order->memos);
    *order = (struct gs_watched_order){0};
}
