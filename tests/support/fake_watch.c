/* SPDX-License-Identifier: MIT */
#include "support/fake_watch.h"

#include "support/check.h"

#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <string.h>

enum {
    WINDOW = 100,
    WALL_S = 1000000,
    S_IN_US = 1000000,
    FIRST_US = 1000 * S_IN_US, /* a clock that does not begin at 0 */
};

/* -- what is under way ----------------------------------------------------------------- */

static bool is_before(const struct fake_event *a, const struct fake_event *b)
{
    return a->at_us < b->at_us || (a->at_us == b->at_us && a->order < b->order);
}

static void swap(struct fake_event *a, struct fake_event *b)
{
    struct fake_event kept = *a;
    *a = *b;
    *b = kept;
}

static void push(struct fake_watch *fake, struct fake_event event)
{
    event.order = fake->order++;
    gs_vec_push(&fake->pending, event);
    struct fake_event *items = fake->pending.items;
    for (size_t i = fake->pending.count - 1;
         i > 0 && is_before(&items[i], &items[(i - 1) / 2]); i = (i - 1) / 2) {
        swap(&items[i], &items[(i - 1) / 2]);
    }
}

static struct fake_event pop(struct fake_watch *fake)
{
    struct fake_event *items = fake->pending.items;
    struct fake_event first = items[0];
    size_t count = --fake->pending.count;
    items[0] = items[count];
    for (size_t i = 0; 2 * i + 1 < count;) {
        size_t child = 2 * i + 1;
        if (child + 1 < count && is_before(&items[child + 1], &items[child])) {
            child++;
        }
        if (!is_before(&items[child], &items[i])) {
            break;
        }
        swap(&items[i], &items[child]);
        i = child;
    }
    return first;
}

/* -- the world ------------------------------------------------------------------------- */

static int64_t now_us(void *context)
{
    return ((struct fake_watch *)context)->now_us;
}

static int64_t slept_us(void *context)
{
    return ((struct fake_watch *)context)->slept_us;
}

static int64_t wall_s(void *context)
{
    const struct fake_watch *fake = context;
    return WALL_S + (fake->now_us - FIRST_US + fake->slept_us) / S_IN_US;
}

static uint64_t pending_of(const struct fake_watch *fake)
{
    return fake->sent - fake->answered - fake->failed;
}

static size_t room(void *context)
{
    const struct fake_watch *fake = context;
    size_t pending = (size_t)pending_of(fake);
    return pending < fake->window ? fake->window - pending : 0;
}

static void ask(void *context, const struct gs_watch_ask *question)
{
    struct fake_watch *fake = context;
    struct fake_said said = {.outcome = GS_OUTCOME_NO_DATA};
    fake->dns(fake->context, question->name, question->slot, &said);
    struct fake_event event = {.id = question->id, .slot = question->slot};
    event.at_us = said.after_us < 0 ? INT64_MAX : fake->now_us + said.after_us;
    (void)snprintf(event.name, sizeof event.name, "%s", question->name);
    fake->sent++;
    push(fake, event);
}

static void set_patience(void *context, uint32_t patience_ms)
{
    ((struct fake_watch *)context)->patience_ms = patience_ms;
}

static struct gs_watch_traffic traffic(void *context)
{
    const struct fake_watch *fake = context;
    return (struct gs_watch_traffic){
        .sent = fake->sent,
        .answered = fake->answered,
        .failed = fake->failed,
        .pending = pending_of(fake),
        .window = (uint32_t)fake->window,
        .in_flight = (uint32_t)pending_of(fake),
    };
}

static uint64_t ask_libc(void *context, uint64_t id, const struct gs_watch *watch)
{
    struct fake_watch *fake = context;
    struct fake_said said = {.outcome = GS_OUTCOME_NO_DATA};
    fake->libc(fake->context, watch->host, &said);
    struct fake_event event = {.id = id, .number = ++fake->libc_calls};
    event.at_us = said.after_us < 0 ? INT64_MAX : fake->now_us + said.after_us;
    (void)snprintf(event.name, sizeof event.name, "%s", watch->host);
    fake->libc_now++;
    fake->libc_most = fake->libc_now > fake->libc_most ? fake->libc_now : fake->libc_most;
    push(fake, event);
    return event.number;
}

static void drop_libc(void *context, uint64_t number)
{
    struct fake_watch *fake = context;
    for (size_t i = 0; i < fake->pending.count; i++) {
        if (fake->pending.items[i].number == number) {
            fake->pending.items[i].id = 0; /* nobody */
            fake->libc_dropped++;
            fake->libc_now--;
        }
    }
}

static void wake_at(void *context, int64_t at_us)
{
    ((struct fake_watch *)context)->wake_us = at_us;
}

static void tell(void *context, struct gs_event event)
{
    struct fake_watch *fake = context;
    event.at_us = fake->now_us;
    fake->sink(fake->context, &event);
}

/* -- answers --------------------------------------------------------------------------- */

static size_t count_addresses(const struct fake_said *said)
{
    size_t count = 0;
    while (count < COUNT_OF(said->addresses) && said->addresses[count].family != 0) {
        count++;
    }
    return count;
}

static void answer_dns(struct fake_watch *fake, const struct fake_event *event)
{
    struct fake_said said = {.outcome = GS_OUTCOME_NO_DATA};
    struct gs_name_list names = {0};
    fake->dns(fake->context, event->name, event->slot, &said);
    for (size_t i = 0; i < COUNT_OF(said.names) && said.names[i] != NULL; i++) {
        assert_true(gs_name_list_add(&names, said.names[i]));
    }
    struct gs_watch_reply reply = {
        .outcome = said.outcome,
        .is_silent = said.is_closed || said.outcome == GS_OUTCOME_TIMED_OUT,
        .elapsed_us = said.after_us,
        .ttl_s = said.outcome == GS_OUTCOME_ANSWERED ? 60 : 0,
        .addresses = said.addresses,
        .address_count = count_addresses(&said),
        .canonical = said.canonical,
        .names = &names,
    };
    bool is_silent = said.outcome == GS_OUTCOME_TIMED_OUT;
    (void)snprintf(reply.detail, sizeof reply.detail, "%s",
                   is_silent ? "no reply from 192.0.2.53" : "SERVFAIL from 192.0.2.53");
    fake->failed += is_silent ? 1 : 0;
    fake->answered += is_silent ? 0 : 1;
    gs_watch_core_replied(fake->core, event->id, event->slot, &reply);
    gs_name_list_clear(&names);
}

static void answer_libc(struct fake_watch *fake, const struct fake_event *event)
{
    struct fake_said said = {.outcome = GS_OUTCOME_NO_DATA};
    struct gs_watch_libc *libc = gs_mem_new(1, sizeof *libc);
    fake->libc(fake->context, event->name, &said);
    libc->outcome = said.outcome;
    libc->elapsed_us = said.after_us;
    libc->first = said.addresses[0];
    libc->is_in_hosts = said.is_in_hosts;
    for (size_t i = 0; i < count_addresses(&said); i++) {
        gs_vec_push(&libc->addresses, said.addresses[i]);
    }
    fake->libc_now--;
    gs_watch_core_libc_said(fake->core, event->id, libc);
}

static void work_off(struct fake_watch *fake)
{
    struct fake_event event = pop(fake);
    if (event.number == 0) {
        answer_dns(fake, &event);
    } else if (event.id != 0) {
        answer_libc(fake, &event);
    }
}

/* -- the face -------------------------------------------------------------------------- */

void fake_watch_open(struct fake_watch *fake)
{
    fake->world = (struct gs_watch_world){
        .now_us = now_us,
        .slept_us = slept_us,
        .wall_s = wall_s,
        .room = room,
        .ask = ask,
        .set_patience = set_patience,
        .traffic = traffic,
        .ask_libc = ask_libc,
        .drop_libc = drop_libc,
        .wake_at = wake_at,
        .tell = tell,
        .context = fake,
    };
    fake->window = fake->window == 0 ? WINDOW : fake->window;
    fake->now_us = FIRST_US;
    fake->wake_us = INT64_MAX;
    fake->core = gs_watch_core_new(&fake->world);
}

void fake_watch_run(struct fake_watch *fake, int64_t for_us)
{
    int64_t until_us = fake->now_us + for_us;
    for (;;) {
        int64_t answer_us =
            fake->pending.count == 0 ? INT64_MAX : fake->pending.items[0].at_us;
        int64_t next_us = answer_us < fake->wake_us ? answer_us : fake->wake_us;
        if (next_us > until_us) {
            fake->now_us = until_us;
            return;
        }
        fake->now_us = next_us > fake->now_us ? next_us : fake->now_us;
        if (answer_us <= fake->wake_us) {
            work_off(fake);
        } else {
            fake->wake_us = INT64_MAX;
            fake->turns++;
            gs_watch_core_turn(fake->core);
        }
    }
}

void fake_watch_forget(struct fake_watch *fake)
{
    struct fake_event *before = fake->pending.items;
    size_t count = fake->pending.count;
    memset(&fake->pending, 0, sizeof fake->pending);
    for (size_t i = 0; i < count; i++) {
        if (before[i].number != 0) { /* libc knows nothing of it */
            push(fake, before[i]);
        }
    }
    free(before);
    fake->failed += pending_of(fake);
}

void fake_watch_list(struct fake_watch *fake, const char *text)
{
    struct gs_watch_reading reading = gs_watch_list_parse(text, strlen(text));
    assert_int_equal(reading.errors.count, 0);
    const struct gs_watch_wish wish = {.name = "hosts.txt", .watches = &reading.watches};
    gs_watch_core_watch(fake->core, &wish);
    gs_watch_reading_fini(&reading);
}

void fake_watch_close(struct fake_watch *fake)
{
    gs_watch_core_free(fake->core);
    gs_vec_fini(&fake->pending);
}
