/* SPDX-License-Identifier: MIT */
/*
 * When the picture changes by itself: a program that shows nothing moving sleeps.
 */
#include "footer_watched.h"
#include "view_state.h"

enum {
    US_PER_S = 1000000,
    CLOCK_COLS = 110, /* the header has a clock from here on */
};

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The next turn of a clock that began at `since_us` and turns every `step_us`. */
static int64_t next_turn(int64_t since_us, int64_t step_us, int64_t now_us)
{
    return now_us + step_us - (now_us - since_us) % step_us;
}

/* Whether a TTL that is shown goes on. Takes: whether those of all types are. */
static bool counts_down(const struct gs_dns_answer *answer, bool is_any_type,
                        int64_t now_us)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if ((is_any_type || record->address.family != 0) &&
            gs_ttl_left(record->ttl_s, answer->received_us, now_us) > 0) {
            return true;
        }
    }
    return false;
}

/* Answers of one question come within milliseconds: one turn a second, when the last of them
 * turns, serves all TTLs. */
static int64_t next_ttl(const struct gs_dns_query_list *queries, bool is_any_type,
                        int64_t now_us)
{
    int64_t latest = INT64_MAX;
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        if (answer != NULL && counts_down(answer, is_any_type, now_us)) {
            int64_t turn = next_turn(answer->received_us, US_PER_S, now_us);
            latest = latest == INT64_MAX || turn > latest ? turn : latest;
        }
    }
    return latest;
}

/* The same for the MX records of a plan. */
static int64_t next_plan_ttl(const struct gs_mx_plan *plan, int64_t now_us)
{
    for (size_t i = 0; plan != NULL && i < plan->exchanges.count; i++) {
        if (gs_ttl_left(plan->exchanges.items[i].ttl_s, plan->received_us, now_us) > 0) {
            return next_turn(plan->received_us, US_PER_S, now_us);
        }
    }
    return INT64_MAX;
}

static int64_t next_mark(const struct gs_lookup *lookup, int64_t now_us)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < GS_PART_COUNT; i++) {
        int64_t end = lookup->parts[i].finished_us + GS_MARK_US;
        if (end > now_us && gs_lookup_is_comparable(lookup, (enum gs_part)i)) {
            next = sooner(next, end);
        }
    }
    return next;
}

/* The marks of what changed of this machine go. */
static int64_t next_network(const struct gs_network *network, int64_t now_us)
{
    int64_t end = network == NULL ? 0 : network->changed_us + GS_MARK_US;
    return network != NULL && network->changes > 0 && end > now_us ? end : INT64_MAX;
}

/* Ages and the time to the next round go on each second, what waits turns. */
static int64_t next_watched(const struct gs_view *view)
{
    const struct gs_monitor *monitor = &view->session->monitor;
    int64_t now_us = view->now.us;
    if (monitor->hosts.count == 0) {
        return view->cols >= CLOCK_COLS ? next_turn(0, US_PER_S, now_us) : INT64_MAX;
    }
    bool is_waiting = monitor->states[GS_WATCH_WAITING] == monitor->hosts.count &&
                      !monitor->status.is_paused;
    return next_turn(0, is_waiting ? GS_SPIN_US : US_PER_S, now_us);
}

static int64_t next_change(const struct gs_view *view)
{
    const struct gs_session *session = view->session;
    int64_t now_us = view->now.us;
    int64_t next = INT64_MAX;
    if (view->said.len > 0 && view->said_until_us > now_us) {
        next = view->said_until_us;
    }
    if (view->tab == GS_TAB_MONITOR) {
        return sooner(next, next_watched(view));
    }
    if (session->has_lookup) {
        const struct gs_lookup *lookup = &session->lookup;
        if (gs_lookup_is_waiting(lookup)) {
            return sooner(next, next_turn(lookup->asked_us, GS_SPIN_US, now_us));
        }
        next = sooner(next, next_mark(lookup, now_us));
        next = sooner(next, next_network(lookup->now.network, now_us));
        bool has_records = view->tab == GS_TAB_RECORDS;
        int64_t ttl = next_ttl(has_records ? &lookup->now.records : &lookup->now.dns,
                               has_records, now_us);
        if (view->tab == GS_TAB_MAIL) {
            ttl = sooner(ttl, next_plan_ttl(lookup->now.mail, now_us));
        }
        if (ttl != INT64_MAX) {
            return sooner(next, ttl); /* the clock moves with it */
        }
    }
    if (view->cols >= CLOCK_COLS) {
        next = sooner(next, next_turn(0, US_PER_S, now_us));
    }
    return next;
}

int64_t gs_view_next_change_us(struct gs_view *view)
{
    view->change_at_us = next_change(view);
    return view->change_at_us;
}

int64_t gs_view_news_us(const struct gs_view *view)
{
    const struct gs_monitor *monitor = &view->session->monitor;
    if (view->tab != GS_TAB_MONITOR) {
        return view->drawn_summary == gs_footer_summary_stamp(monitor)
                   ? INT64_MAX
                   : view->drawn_us + GS_WATCH_TURN_US;
    }
    int64_t order_us = gs_watched_order_due_us(&view->hosts, monitor);
    return view->drawn_monitor == monitor->revision
               ? order_us
               : sooner(view->drawn_us + GS_WATCH_TURN_US, order_us);
}
