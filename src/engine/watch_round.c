/* SPDX-License-Identifier: MIT */
/*
 * One round of one host:
 *
 *     begun -> pending slots -> all said -> libc under way? -- no --> compared, told, scheduled
 *                                                `- yes: a moment of grace, then without it
 */
#include "watch_core.h"

#include "gaiscope/model/race.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    GRACE_US = 500000, /* libc usually answers with DNS, or much later */
};

#define BIT(slot) (1U << (slot))

/* libc, and MX of every name, are asked now and then. */
static bool is_turn_of_libc(const struct gs_watch_core *core,
                            const struct gs_watch_host *host)
{
    return host->rounds % core->settings.libc_rounds == 0;
}

static unsigned slots_of(const struct gs_watch_core *core,
                         const struct gs_watch_host *host)
{
    if (host->watch.is_address) {
        return BIT(GS_WATCH_SLOT_PTR);
    }
    bool is_turn = is_turn_of_libc(core, host);
    unsigned slots = BIT(GS_WATCH_SLOT_AAAA) | BIT(GS_WATCH_SLOT_A);
    return slots | (host->watch.asks_mx || is_turn ? BIT(GS_WATCH_SLOT_MX) : 0);
}

const char *gs_watch_name_of(const struct gs_watch_host *host, enum gs_watch_slot slot,
                             char reverse[GS_REVERSE_NAME_MAX])
{
    struct gs_address address;
    if (slot != GS_WATCH_SLOT_PTR ||
        gs_address_parse(host->watch.host, &address) != GS_OK) {
        return host->watch.host;
    }
    gs_address_reverse_name(&address, reverse);
    return reverse;
}

static void ask(const struct gs_watch_core *core, const struct gs_watch_host *host,
                enum gs_watch_slot slot)
{
    char reverse[GS_REVERSE_NAME_MAX];
    core->world->ask(core->world->context,
                     &(const struct gs_watch_ask){
                         .id = host->id,
                         .slot = slot,
                         .name = gs_watch_name_of(host, slot, reverse),
                     });
}

static void begin(struct gs_watch_core *core, struct gs_watch_host *host, unsigned slots)
{
    bool is_turn = is_turn_of_libc(core, host);
    host->run = gs_mem_new(1, sizeof *host->run);
    host->run->answer = gs_watch_answer_new();
    host->run->began_wall_s = core->world->wall_s(core->world->context);
    host->run->pending = slots;
    host->rounds++;
    if (is_turn && !core->settings.is_dns_only && !host->watch.is_address) {
        gs_watch_libc_want(core, host);
    }
    for (enum gs_watch_slot slot = GS_WATCH_SLOT_AAAA; slot < GS_WATCH_SLOTS; slot++) {
        if ((slots & BIT(slot)) != 0) {
            ask(core, host, slot);
        }
    }
    if (core->lap_started_us < 0) {
        core->lap_started_us = gs_watch_core_now_us(core);
    }
    gs_watch_status_note(core);
}

static size_t count_bits(unsigned bits)
{
    size_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

/* A host that cannot be asked whole is not begun: its time is that of its answers. */
void gs_watch_rounds_begin(struct gs_watch_core *core)
{
    size_t room = core->world->room(core->world->context);
    for (uint64_t id = gs_watch_queue_first(&core->due); id != 0;
         id = gs_watch_queue_first(&core->due)) {
        struct gs_watch_host *host = gs_watch_core_find(core, id);
        if (host != NULL && host->is_taken && host->run == NULL) {
            unsigned slots = slots_of(core, host);
            size_t needed = count_bits(slots);
            if (room < needed && core->world->traffic(core->world->context).pending > 0) {
                return;
            }
            begin(core, host, slots);
            room -= room < needed ? room : needed;
        }
        (void)gs_watch_queue_take(&core->due);
    }
}

void gs_watch_round_withdraw(struct gs_watch_core *core, struct gs_watch_host *host)
{
    if (host->is_taken && host->run == NULL) { /* its id in the queue is passed over */
        gs_schedule_give_back(core->schedule, host->id);
        host->is_taken = false;
        core->waiting--;
    }
}

/* -- answers --------------------------------------------------------------------------- */

static void take_canonical(struct gs_watch_answer *answer, const char *canonical)
{
    struct gs_name_list plain = {0};
    if (canonical != NULL && answer->canonical == NULL &&
        gs_name_list_add(&plain, canonical)) {
        answer->canonical = plain.items[0];
        gs_vec_fini(&plain);
    }
}

static void take_addresses(struct gs_watch_answer *answer, size_t side,
                           const struct gs_watch_reply *reply)
{
    for (size_t i = 0; i < reply->address_count; i++) {
        gs_watch_answer_add_address(answer, &reply->addresses[i]);
    }
    answer->left_outs[side] += reply->left_out;
    take_canonical(answer, reply->canonical);
}

static void take_names(struct gs_name_list *to, const struct gs_name_list *names)
{
    for (size_t i = 0; names != NULL && i < names->count; i++) {
        (void)gs_name_list_add(to, names->items[i]); /* as many as are kept */
    }
}

/* Times and TTL of what makes up the outcome. */
static void take_facts(struct gs_watch_answer *answer, const struct gs_watch_reply *reply)
{
    if (gs_outcome_is_unknown(reply->outcome)) {
        (void)snprintf(answer->detail, sizeof answer->detail, "%s", reply->detail);
        return;
    }
    answer->dns_us =
        reply->elapsed_us > answer->dns_us ? reply->elapsed_us : answer->dns_us;
    if (reply->ttl_s != 0 && (answer->ttl_s == 0 || reply->ttl_s < answer->ttl_s)) {
        answer->ttl_s = reply->ttl_s;
    }
}

/* Never 0, which says that there is none. */
static uint32_t time_of(const struct gs_watch_reply *reply)
{
    int64_t elapsed_us = reply->elapsed_us > 0 ? reply->elapsed_us : 1;
    return gs_outcome_is_unknown(reply->outcome) ? 0
           : elapsed_us < UINT32_MAX             ? (uint32_t)elapsed_us
                                                 : UINT32_MAX;
}

static void take_reply(struct gs_watch_answer *answer, enum gs_watch_slot slot,
                       const struct gs_watch_reply *reply)
{
    if (slot == GS_WATCH_SLOT_MX) {
        answer->mx_outcome = reply->outcome;
        bool is_first = answer->detail[0] == '\0'; /* a family's is told first */
        if (is_first && gs_outcome_is_unknown(reply->outcome)) {
            (void)snprintf(answer->detail, sizeof answer->detail, "%s", reply->detail);
        }
        take_names(&answer->exchanges, reply->names);
        return;
    }
    take_facts(answer, reply);
    if (slot == GS_WATCH_SLOT_PTR) {
        answer->pointer_outcome = reply->outcome;
        take_names(&answer->pointers, reply->names);
    } else {
        answer->sides[slot] = reply->outcome;
        answer->sides_us[slot] = time_of(reply);
        take_addresses(answer, slot, reply);
    }
}

/* -- the end --------------------------------------------------------------------------- */

static enum gs_outcome outcome_of(const struct gs_watch_answer *answer, bool is_address)
{
    if (is_address) {
        return answer->pointer_outcome;
    }
    if (answer->addresses.count > 0) {
        return GS_OUTCOME_ANSWERED;
    }
    enum gs_outcome worst = GS_OUTCOME_NO_DATA;
    for (size_t side = 0; side < 2; side++) {
        worst = gs_outcome_worse(worst, answer->sides[side]);
    }
    return worst;
}

static void reschedule(struct gs_watch_core *core, struct gs_watch_host *host,
                       struct gs_watch_round *round)
{
    const struct gs_schedule_done done = {
        .is_failure = gs_outcome_is_temporary(round->answer->outcome),
        .ttl_s = core->settings.respects_ttl ? round->answer->ttl_s : 0,
    };
    int64_t due_us =
        gs_schedule_done(core->schedule, host->id, &done, gs_watch_core_clock_us(core));
    round->due_us = gs_watch_core_told_time(core, due_us);
    round->interval_s = gs_schedule_interval_s(core->schedule, host->id);
    host->is_taken = false;
    core->waiting--;
}

static void end(struct gs_watch_core *core, struct gs_watch_host *host)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    struct gs_watch_answer *answer = host->run->answer;
    bool is_silent = host->run->is_silent;
    round->began_wall_s = host->run->began_wall_s;
    free(host->run);
    host->run = NULL;
    gs_watch_libc_join(host, answer);
    answer->outcome = outcome_of(answer, host->watch.is_address);
    round->id = host->id;
    round->answer = answer;
    round->interval_s = gs_schedule_interval_s(core->schedule, host->id);
    round->wall_s = core->world->wall_s(core->world->context);
    gs_watch_compare(&host->memory, &host->watch,
                     core->sinkholes.count == 0 ? NULL : &core->sinkholes, round);
    gs_watch_silence_ended(core, host,
                           is_silent && gs_outcome_is_temporary(answer->outcome));
    reschedule(core, host, round);
    struct gs_event event = {.type = GS_EVENT_WATCH_ROUND};
    event.of.watch_round = round;
    core->world->tell(core->world->context, event);
    gs_watch_lap_ended(core, host);
    gs_watch_status_note(core);
}

/* libc, while it is being asked, gets a moment. */
static void end_dns(struct gs_watch_core *core, struct gs_watch_host *host)
{
    if (host->libc == NULL && gs_watch_libc_is_under_way(core, host->id)) {
        host->run->is_waiting_for_libc = true;
        const struct gs_watch_grace grace = {host->id,
                                             gs_watch_core_now_us(core) + GRACE_US};
        gs_vec_push(&core->graces, grace);
    } else {
        end(core, host);
    }
}

void gs_watch_core_replied(struct gs_watch_core *core, uint64_t id,
                           enum gs_watch_slot slot, const struct gs_watch_reply *reply)
{
    struct gs_watch_host *host = gs_watch_core_find(core, id);
    if (host != NULL && host->run != NULL && (host->run->pending & BIT(slot)) != 0) {
        take_reply(host->run->answer, slot, reply);
        host->run->is_silent = host->run->is_silent || reply->is_silent;
        gs_watch_silence_note(core, reply->is_silent);
        host->run->pending &= ~BIT(slot);
        if (host->run->pending == 0) {
            end_dns(core, host);
        }
    }
    gs_watch_core_turn(core);
}

static bool is_waiting_for_libc(const struct gs_watch_host *host)
{
    return host->run != NULL && host->run->is_waiting_for_libc;
}

void gs_watch_core_libc_said(struct gs_watch_core *core, uint64_t id,
                             struct gs_watch_libc *libc)
{
    struct gs_watch_host *host = gs_watch_core_find(core, id);
    gs_watch_libc_ended(core, id);
    if (host == NULL) {
        gs_watch_libc_free(libc);
    } else {
        gs_watch_libc_take(host, libc);
        if (is_waiting_for_libc(host)) {
            end(core, host);
        }
    }
    gs_watch_core_turn(core);
}

void gs_watch_rounds_end_late(struct gs_watch_core *core)
{
    int64_t now_us = gs_watch_core_now_us(core);
    for (; core->first_grace < core->graces.count; core->first_grace++) {
        const struct gs_watch_grace *grace = &core->graces.items[core->first_grace];
        struct gs_watch_host *host = gs_watch_core_find(core, grace->id);
        bool is_waiting = host != NULL && is_waiting_for_libc(host);
        if (is_waiting && grace->until_us > now_us) {
            break;
        }
        if (is_waiting) {
            end(core, host);
        }
    }
    if (core->first_grace == core->graces.count) {
        core->graces.count = core->first_grace = 0;
    }
}

void gs_watch_round_drop(struct gs_watch_host *host)
{
    if (host->run != NULL) {
        gs_watch_answer_free(host->run->answer);
        free(host->run);
        host->run = NULL;
        host->rounds--;
    }
    gs_watch_libc_free(host->libc);
    host->libc = NULL;
}
