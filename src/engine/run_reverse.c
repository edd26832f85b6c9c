/* SPDX-License-Identifier: MIT */
/*
 * The reverse part: for each address, as soon as it is known, libc's getnameinfo and the PTR
 * question side by side; for each PTR name the forward question that confirms it.
 *
 *     address -+- getnameinfo ----------------------------------- libc_outcome -+
 *              `- PTR -- name 1 -- A or AAAA -- leads back? -- confirmed -------+- complete
 *                     `- name n -- ...
 *
 * At most 256 addresses are asked, 32 at once, and of those 8 of getnameinfo: a worker that
 * hangs in libc cannot be taken back. All of an address's answers have one deadline together,
 * from its turn on.
 */
#include "round.h"

#include "gaiscope/model/address_range.h"
#include "gaiscope/rules/reverse_names.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ADDRESSES_AT_ONCE = 32,
    NAMEINFO_AT_ONCE = 8,
};

/** What a forward question confirms. */
struct forward {
    struct entry *entry; /* whose */
    size_t name;         /* which of its names */
};

/** One address's questions. */
struct entry {
    struct gs_reverse *reverse; /* what is known so far */
    struct forward *forwards;   /* by name; NULL before there are names */
    size_t waiting;             /* questions of it under way, or to be asked */
};

/** The reverse part of a round. */
struct gs_reverse_run {
    struct entry entries[GS_REVERSES_MAX];
    size_t count;         /* entries in use */
    size_t next;          /* entries before it had their turn */
    size_t busy;          /* entries that had it and are not complete */
    size_t nameinfo_next; /* entries before it were given to getnameinfo */
    size_t nameinfo_busy; /* calls under way */
};

static void ask_next(struct gs_round *round);

/* Tells what is known of an address; a complete one gives its turn away. */
static void emit(struct gs_round *round, const struct entry *entry)
{
    entry->reverse->is_complete = entry->waiting == 0;
    struct gs_event event = {.type = GS_EVENT_REVERSE};
    event.of.reverse = gs_reverse_copy(entry->reverse);
    gs_round_emit(round, event);
    if (entry->waiting == 0) {
        round->reverse->busy--;
    }
}

/* Takes: NULL when it did not come in time. */
static void take_nameinfo(struct gs_round *round, struct entry *entry,
                          struct gs_nameinfo *answer)
{
    struct gs_reverse *reverse = entry->reverse;
    entry->waiting--;
    reverse->libc_outcome = answer == NULL ? GS_OUTCOME_TIMED_OUT : answer->outcome;
    reverse->libc_elapsed_us = gs_engine_now_us() - reverse->started_us;
    if (answer != NULL) {
        reverse->libc_elapsed_us = answer->elapsed_us;
        reverse->libc_name = gs_mem_copy_text(answer->host);
        gs_nameinfo_free(answer);
    }
    emit(round, entry);
}

static void nameinfo_answered(struct gs_round *round, void *detail,
                              struct gs_nameinfo *answer)
{
    round->reverse->nameinfo_busy--;
    take_nameinfo(round, detail, answer);
    ask_next(round);
}

/* Gives the next addresses to getnameinfo, as far as its share of workers goes. Returns:
 * whether one whose time passed gave its turn away. */
static bool ask_nameinfo(struct gs_round *round)
{
    struct gs_reverse_run *run = round->reverse;
    size_t busy = run->busy;
    while (run->nameinfo_busy < NAMEINFO_AT_ONCE && run->nameinfo_next < run->next) {
        struct entry *entry = &run->entries[run->nameinfo_next++];
        const struct gs_reverse *reverse = entry->reverse;
        if (gs_engine_now_us() >= gs_round_deadline_us(round, reverse->started_us)) {
            take_nameinfo(round, entry, NULL); /* its time passed before its turn came */
            continue;
        }
        run->nameinfo_busy++;
        gs_round_ask_nameinfo(round, reverse, nameinfo_answered, entry);
    }
    return run->busy < busy;
}

static void forward_answered(struct gs_round *round, void *detail,
                             struct gs_dns_answer *answer)
{
    const struct forward *forward = detail;
    struct entry *entry = forward->entry;
    entry->waiting--;
    gs_reverse_take_forward(entry->reverse, forward->name, answer);
    gs_dns_answer_free(answer);
    emit(round, entry);
    ask_next(round);
}

/* Asks for the addresses of one of the names. */
static void ask_forward(struct gs_round *round, struct entry *entry, size_t at)
{
    struct gs_reverse *reverse = entry->reverse;
    struct gs_reverse_name *name = &reverse->names.items[at];
    if (!gs_name_is_for_dns(name->name)) {
        name->confirmed = gs_reverse_judge_local(name->name, &reverse->address);
        return;
    }
    struct forward *forward = &entry->forwards[at];
    *forward = (struct forward){.entry = entry, .name = at};
    entry->waiting++;
    uint16_t type = reverse->address.family == AF_INET ? GS_TYPE_A : GS_TYPE_AAAA;
    struct gs_dns_want want = {.part = GS_PART_REVERSE,
                               .name = name->name,
                               .type = type,
                               .started_us = reverse->started_us};
    gs_round_ask_dns(round, &want, forward_answered, forward);
}

static void ptr_answered(struct gs_round *round, void *detail,
                         struct gs_dns_answer *answer)
{
    struct entry *entry = detail;
    struct gs_reverse *reverse = entry->reverse;
    entry->waiting--;
    gs_reverse_take_ptr(reverse, answer);
    gs_dns_answer_free(answer);
    entry->forwards = gs_mem_new(reverse->names.count + 1, sizeof *entry->forwards);
    for (size_t i = 0; i < reverse->names.count; i++) {
        ask_forward(round, entry, i);
    }
    emit(round, entry);
    ask_next(round);
}

static void ask_ptr(struct gs_round *round, struct entry *entry)
{
    struct gs_reverse *reverse = entry->reverse;
    char name[GS_REVERSE_NAME_MAX];
    gs_address_reverse_name(&reverse->address, name);
    reverse->started_us = gs_engine_now_us();
    struct gs_dns_want want = {.part = GS_PART_REVERSE,
                               .name = name,
                               .type = GS_TYPE_PTR,
                               .started_us = reverse->started_us};
    gs_round_ask_dns(round, &want, ptr_answered, entry);
}

/* Gives the next addresses their turn. */
static void ask_next(struct gs_round *round)
{
    struct gs_reverse_run *run = round->reverse;
    do {
        while (run->busy < ADDRESSES_AT_ONCE && run->next < run->count) {
            run->busy++;
            ask_ptr(round, &run->entries[run->next++]);
        }
    } while (ask_nameinfo(round));
}

static bool is_known(const struct gs_reverse_run *run, const struct gs_address *address)
{
    for (size_t i = 0; i < run->count; i++) {
        if (gs_address_is_equal(&run->entries[i].reverse->address, address)) {
            return true;
        }
    }
    return false;
}

static bool is_unspecified(const struct gs_address *address)
{
    static const uint8_t zero[sizeof address->bytes];
    return memcmp(address->bytes, zero, sizeof zero) == 0;
}

void gs_run_reverse_found(struct gs_round *round, const struct gs_address *address)
{
    struct gs_reverse_run *run = round->reverse;
    if (run == NULL || !gs_round_has(round, GS_PART_REVERSE) || is_unspecified(address) ||
        run->count == GS_REVERSES_MAX || is_known(run, address)) {
        return;
    }
    struct entry *entry = &run->entries[run->count++];
    entry->reverse = gs_reverse_new(address);
    entry->reverse->started_us = gs_engine_now_us();
    entry->waiting = 2; /* getnameinfo and PTR */
    emit(round, entry);
    ask_next(round);
}

void gs_run_reverse(struct gs_round *round, const struct gs_address_list *known)
{
    if (!gs_round_has(round, GS_PART_REVERSE)) {
        return;
    }
    round->reverse = gs_mem_new(1, sizeof *round->reverse);
    for (size_t i = 0; known != NULL && i < known->count; i++) {
        gs_run_reverse_found(round, &known->items[i]);
    }
    if (gs_question_is_range(&round->question)) {
        struct gs_address_list range = {0};
        (void)gs_range_expand(round->question.host,
                              &range); /* what is left out is told */
        for (size_t i = 0; i < range.count; i++) {
            gs_run_reverse_found(round, &range.items[i]);
        }
        gs_vec_fini(&range);
    }
}

void gs_run_reverse_fini(struct gs_round *round)
{
    for (size_t i = 0; round->reverse != NULL && i < round->reverse->count; i++) {
        gs_reverse_free(round->reverse->entries[i].reverse);
        free(round->reverse->entries[i].forwards);
    }
    free(round->reverse);
}
