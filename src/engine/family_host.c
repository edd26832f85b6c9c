/* SPDX-License-Identifier: MIT */
/*
 * Each family of a host goes its own way:
 *
 *     DNS (AAAA, A) --.
 *                     +-- both answered -- connect to each address --.
 *     getaddrinfo ----'                 `- PTR of the first one -----+-- over
 *
 * A host is over with both of its families: then a race of its times is simulated. Connects
 * wait for their turn in round_connect; calls of libc go to the background lane, where they
 * delay nobody's own question.
 */
#include "family_host.h"

#include "destinations.h"
#include "engine_private.h"

#include "gaiscope/model/families.h"
#include "gaiscope/rules/families_rules.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/nat64_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

/* A connection under way. */
struct attempt {
    struct side_run *side;
    size_t number; /* in the side's list */
};

/* One family of one host. */
struct side_run {
    struct gs_family_host *host;
    size_t number;                 /* as gs_race_side() has it */
    struct gs_address_list by_dns; /* as the answer has them */
    struct gs_address_list by_libc;
    struct attempt attempts[GS_FAMILY_ADDRESSES_MAX];
    size_t asked; /* DNS and getaddrinfo under way */
};

/* One host. */
struct gs_family_host {
    size_t number; /* of its row */
    struct side_run sides[2];
    int64_t started_us;
    size_t waiting; /* anything under way */
};

static const int family_of_side[] = {AF_INET6, AF_INET};

static struct gs_families_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_FAMILIES];
}

static struct gs_family_row *row_of(const struct gs_round *round,
                                    const struct gs_family_host *host)
{
    return &run_of(round)->families->rows.items[host->number];
}

static struct gs_family_side *side_of(const struct gs_round *round,
                                      const struct side_run *side)
{
    return &row_of(round, side->host)->sides[side->number];
}

/* -- telling ------------------------------------------------------------------------- */

/* NAT64 may become known while hosts are connected to. */
static void unmask(const struct gs_round *round, struct gs_family_side *side)
{
    side->synthetic_count = 0;
    for (size_t i = 0; i < side->connections.count; i++) {
        const struct gs_address *address = &side->connections.items[i].endpoint.address;
        side->is_synthetic[i] = gs_nat64_inside(gs_round_nat64(round), address, NULL);
        side->synthetic_count += side->is_synthetic[i] ? 1 : 0;
    }
}

void gs_families_tell(void *context)
{
    struct gs_round *round = context;
    struct gs_families *families = run_of(round)->families;
    if (!gs_round_has(round, GS_PART_FAMILIES)) {
        return; /* stopped meanwhile */
    }
    for (size_t i = 0; i < families->rows.count; i++) {
        unmask(round, &families->rows.items[i].sides[0]);
    }
    families->elapsed_us = gs_engine_now_us() - round->started_us;
    struct gs_event event = {.type = GS_EVENT_FAMILIES};
    event.of.families = gs_families_copy(families);
    gs_round_emit(round, event);
}

void gs_families_changed(struct gs_round *round)
{
    struct gs_families_run *run = run_of(round);
    run->families->is_complete = run->over == run->families->rows.count;
    if (run->families->is_complete) {
        gs_pace_tell(run->pace);
    } else {
        gs_pace_changed(run->pace);
    }
}

/* -- the end of a host --------------------------------------------------------------- */

/* Each address' place among all of the host's, in the order in which libc would give them. */
static void rank(struct gs_round *round, struct gs_family_row *row)
{
    struct gs_address_list all = {0};
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < row->sides[side].connections.count; i++) {
            gs_vec_push(&all, row->sides[side].connections.items[i].endpoint.address);
        }
    }
    struct gs_destination *ordered = gs_mem_new(all.count + 1, sizeof *ordered);
    gs_destinations_order(round, &all, gs_round_interfaces(round), ordered);
    for (size_t i = 0; i < all.count; i++) {
        struct gs_family_side *side =
            &row->sides[gs_race_side(ordered[i].address.family)];
        for (size_t j = 0; j < side->connections.count; j++) {
            if (gs_address_is_equal(&side->connections.items[j].endpoint.address,
                                    &ordered[i].address)) {
                side->ranks[j] = (uint8_t)i;
            }
        }
    }
    free(ordered);
    gs_vec_fini(&all);
}

/* Something of a host came to its end; with the last thing the host does. */
static void settle(struct gs_round *round, struct gs_family_host *host)
{
    struct gs_family_row *row = row_of(round, host);
    if (--host->waiting > 0) {
        gs_families_changed(round);
        return;
    }
    unmask(round, &row->sides[0]);
    rank(round, row);
    struct gs_family_win win = gs_family_win(row, &gs_round_settings(round)->race);
    row->winner_family = win.family;
    row->won_us = win.won_us;
    row->is_complete = true;
    run_of(round)->over++;
    run_of(round)->ended(round);
    gs_families_changed(round);
}

/* -- connections and the name -------------------------------------------------------- */

static void heard(struct gs_round *round, void *detail,
                  const struct gs_connection *connection, bool is_over)
{
    const struct attempt *attempt = detail;
    side_of(round, attempt->side)->connections.items[attempt->number] = *connection;
    if (is_over) {
        settle(round, attempt->side->host);
    } else {
        gs_families_changed(round);
    }
}

static void begin_attempt(struct gs_round *round, struct side_run *side, size_t number)
{
    struct gs_connection *connection = &side_of(round, side)->connections.items[number];
    const struct gs_connect_want want = {
        .part = GS_PART_FAMILIES,
        .endpoint = connection->endpoint,
        .deadline_ms = gs_round_settings(round)->race.deadline_ms,
    };
    side->attempts[number] = (struct attempt){side, number};
    side->host->waiting++;
    bool is_begun = gs_round_connect(round, &want, heard, &side->attempts[number]);
    connection->status = is_begun ? GS_CONNECT_WAITING : GS_CONNECT_IDLE;
}

static void pointer_answered(struct gs_round *round, void *detail,
                             struct gs_dns_answer *answer)
{
    struct side_run *of = detail;
    struct gs_family_side *side = side_of(round, of);
    side->pointer_outcome = answer->outcome;
    for (size_t i = answer->answer.count; i-- > 0;) { /* the first one stays */
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_PTR) {
            (void)snprintf(side->pointer, sizeof side->pointer, "%s", record->text);
        }
    }
    gs_dns_answer_free(answer);
    settle(round, of->host);
}

static void ask_pointer(struct gs_round *round, struct side_run *side,
                        const struct gs_address *address)
{
    char name[GS_REVERSE_NAME_MAX];
    gs_address_reverse_name(address, name);
    const struct gs_dns_want want = {.part = GS_PART_FAMILIES,
                                     .name = name,
                                     .type = GS_TYPE_PTR,
                                     .started_us = gs_engine_now_us()};
    side->host->waiting++;
    gs_round_ask_dns(round, &want, pointer_answered, side);
}

static bool has_address(const struct gs_connection_list *list,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_address_is_equal(&list->items[i].endpoint.address, address)) {
            return true;
        }
    }
    return false;
}

static void add_addresses(const struct gs_round *round, struct side_run *of,
                          const struct gs_address_list *addresses)
{
    struct gs_family_side *side = side_of(round, of);
    for (size_t i = 0; i < addresses->count; i++) {
        struct gs_connection one = {
            .endpoint = {addresses->items[i], run_of(round)->families->port}};
        if (has_address(&side->connections, &addresses->items[i])) {
            continue;
        }
        if (side->connections.count == GS_FAMILY_ADDRESSES_MAX) {
            side->left_out++;
            continue;
        }
        gs_vec_push(&side->connections, one);
    }
}

/* Both answers of a family are there: libc's addresses first, in its order. */
static void connect_side(struct gs_round *round, struct side_run *of)
{
    struct gs_family_side *side = side_of(round, of);
    add_addresses(round, of, &of->by_libc);
    add_addresses(round, of, &of->by_dns);
    if (side->connections.count > 0) {
        ask_pointer(round, of, &side->connections.items[0].endpoint.address);
    }
    for (size_t i = 0; i < side->connections.count; i++) {
        if (run_of(round)->families->port == 0) { /* the service has none */
            side->connections.items[i].status = GS_CONNECT_FAILED;
        } else {
            begin_attempt(round, of, i);
        }
    }
}

/* -- DNS and libc -------------------------------------------------------------------- */

static void source_answered(struct gs_round *round, struct side_run *side)
{
    if (--side->asked == 0) {
        connect_side(round, side);
    }
    settle(round, side->host);
}

static void dns_answered(struct gs_round *round, void *detail,
                         struct gs_dns_answer *answer)
{
    struct side_run *of = detail;
    struct gs_family_side *side = side_of(round, of);
    const char *owner = gs_dns_answer_final_name(answer);
    int family = family_of_side[of->number];
    side->dns_outcome = answer->outcome;
    side->dns_us = answer->elapsed_us;
    for (size_t i = 0; owner != NULL && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->address.family == family && gs_name_is_equal(record->name, owner)) {
            gs_vec_push(&of->by_dns, record->address);
        }
    }
    gs_dns_answer_free(answer);
    source_answered(round, of);
}

static void libc_answered(struct gs_round *round, void *detail,
                          struct gs_system_answer *answer)
{
    struct side_run *of = detail;
    struct gs_family_side *side = side_of(round, of);
    int64_t waited_us = gs_engine_now_us() - of->host->started_us;
    side->libc_outcome = answer == NULL ? GS_OUTCOME_TIMED_OUT : answer->outcome;
    side->libc_us = answer == NULL ? waited_us : answer->elapsed_us;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        if (answer->rows.items[i].address.family == family_of_side[of->number]) {
            gs_vec_push(&of->by_libc, answer->rows.items[i].address);
        }
    }
    gs_system_answer_free(answer);
    source_answered(round, of);
}

/* Plain arguments: what the person chose for the question must not change the measure. */
static void ask_libc(struct gs_round *round, struct side_run *side, const char *node)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, node, NULL); /* it was a host already */
    question->is_exact = true;
    question->hints.family = family_of_side[side->number];
    question->hints.socktype = SOCK_STREAM;
    question->hints.protocol = IPPROTO_TCP;
    gs_idn_complete(question);
    const struct gs_variant_want want = {GS_PART_FAMILIES, question,
                                         side->host->started_us};
    gs_round_ask_variant(round, &want, libc_answered, side);
    free(question);
}

static void ask_side(struct gs_round *round, struct side_run *side, const char *node)
{
    struct gs_address literal;
    bool is_literal = gs_address_parse(node, &literal) == GS_OK;
    if (is_literal && literal.family != family_of_side[side->number]) {
        return; /* it has no other family */
    }
    bool asks_dns = !is_literal && gs_name_is_for_dns(node);
    side->asked = asks_dns ? 2 : 1;
    side->host->waiting += side->asked;
    if (asks_dns) {
        const struct gs_dns_want want = {.part = GS_PART_FAMILIES,
                                         .name = node,
                                         .type =
                                             side->number == 0 ? GS_TYPE_AAAA : GS_TYPE_A,
                                         .started_us = side->host->started_us};
        gs_round_ask_dns(round, &want, dns_answered, side);
    }
    ask_libc(round, side, node);
}

void gs_family_host_begin(struct gs_round *round, size_t number)
{
    struct gs_family_host *host = gs_mem_new(1, sizeof *host);
    host->number = number;
    host->started_us = gs_engine_now_us();
    gs_vec_push(&run_of(round)->hosts, host);
    for (size_t side = 0; side < 2; side++) {
        host->sides[side].host = host;
        host->sides[side].number = side;
        ask_side(round, &host->sides[side], row_of(round, host)->host);
    }
}

void gs_family_host_free(struct gs_family_host *host)
{
    for (size_t side = 0; side < 2; side++) {
        gs_vec_fini(&host->sides[side].by_dns);
        gs_vec_fini(&host->sides[side].by_libc);
    }
    free(host);
}
