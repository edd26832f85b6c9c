/* SPDX-License-Identifier: MIT */
/*
 * A job is one name under way. Jobs and what they hold (addresses, values) are used again, so a
 * list of any length allocates no more than its widest moment.
 */
#include "gaiscope/engine/bulk_asker.h"

#include "gaiscope/base/text.h"
#include "gaiscope/dns/mass.h"
#include "gaiscope/dns/message.h"
#include "gaiscope/libc/system.h"

#include <stdlib.h>
#include <string.h>

enum {
    LIBC_MAX = 64,    /* calls handed to the lanes at once */
    VALUES_MAX = 256, /* of one question */
};

/* One question of a name. */
struct ask {
    struct job *job;              /* it belongs to */
    char type[GS_TYPE_TEXT_MAX];  /* as it is shown */
    uint16_t number;              /* record type */
    size_t from;                  /* its first one of the job's addresses */
    struct gs_bulk_values values; /* other records found */
    struct gs_bulk_cell cell;     /* what came of it */
};

/* One name. */
struct job {
    struct gs_bulk_asker *asker;
    struct job *next; /* unused ones */
    void *user;
    size_t pending;
    size_t count;                     /* of asks */
    struct gs_address_list addresses; /* found by all of them */
    struct gs_buf name;               /* as it is asked */
    struct gs_buf canonical;
    struct ask asks[]; /* as many as there are types */
};

struct gs_bulk_asker {
    struct gs_bulk_asking asking;
    struct gs_mass *mass;                    /* owned; NULL with is_libc */
    struct gs_lanes *lanes;                  /* owned; NULL without */
    struct job *unused;                      /* owned */
    struct GS_VEC_OF(struct job *) jobs;     /* owned: all of them */
    struct gs_bulk_cell cells[GS_TYPES_MAX]; /* of the job that ends */
    struct gs_bulk_stats calls;              /* with is_libc */
};

/* -- jobs ------------------------------------------------------------------------------- */

static void values_clear(struct gs_bulk_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        free(values->items[i]);
    }
    values->count = 0;
}

static struct job *job_begin(struct gs_bulk_asker *asker, void *user)
{
    struct job *job = asker->unused;
    if (job == NULL) {
        size_t room = asker->asking.type_count * sizeof job->asks[0];
        job = gs_mem_new(1, sizeof *job + room);
        job->asker = asker;
        gs_vec_push(&asker->jobs, job);
    } else {
        asker->unused = job->next;
    }
    job->user = user;
    job->pending = job->count = 0;
    job->addresses.count = 0;
    gs_buf_clear(&job->name);
    gs_buf_clear(&job->canonical);
    return job;
}

static void job_end(struct job *job)
{
    struct gs_bulk_asker *asker = job->asker;
    const struct gs_bulk_answer answer = {
        .user = job->user,
        .cells = asker->cells,
        .cell_count = job->count,
        .canonical = job->canonical.len == 0 ? NULL : gs_buf_text(&job->canonical)};
    for (size_t i = 0; i < job->count; i++) {
        struct ask *ask = &job->asks[i];
        ask->cell.values = &ask->values;
        if (ask->cell.address_count > 0) {
            ask->cell.addresses = &job->addresses.items[ask->from];
        }
        asker->cells[i] = ask->cell;
    }
    asker->asking.answered(asker->asking.context, &answer);
    for (size_t i = 0; i < job->count; i++) {
        values_clear(&job->asks[i].values);
    }
    job->next = asker->unused;
    asker->unused = job;
}

static void job_free(struct job *job)
{
    for (size_t i = 0; i < job->asker->asking.type_count; i++) {
        values_clear(&job->asks[i].values);
        gs_vec_fini(&job->asks[i].values);
    }
    gs_vec_fini(&job->addresses);
    gs_buf_fini(&job->name);
    gs_buf_fini(&job->canonical);
    free(job);
}

static void job_add(struct job *job, uint16_t type)
{
    struct ask *ask = &job->asks[job->count];
    ask->job = job;
    if (ask->number != type || ask->type[0] == '\0') {
        ask->number = type;
        gs_type_format(type, ask->type);
    }
    ask->cell = (struct gs_bulk_cell){.type = ask->type, .elapsed_us = -1};
    job->count++;
    job->pending++;
}

/* Addresses of one question come all at once, so they lie together. */
static void job_add_address(struct job *job, struct ask *ask,
                            const struct gs_address *address)
{
    if (ask->cell.address_count == 0) {
        ask->from = job->addresses.count;
    }
    gs_vec_push(&job->addresses, *address);
    ask->cell.address_count++;
}

/* -- by DNS ------------------------------------------------------------------------------ */

/* Records of other types in presentation form: those at the end of the chain. */
static void take_values(struct ask *ask, const struct gs_mass_answer *message)
{
    struct gs_dns_answer *answer =
        gs_dns_answer_new(gs_buf_text(&ask->job->name), ask->number);
    if (gs_message_decode(message->wire, message->len, answer) == GS_OK) {
        for (size_t i = 0; i < answer->answer.count; i++) {
            const struct gs_record *record = &answer->answer.items[i];
            if (record->type == ask->number && ask->values.count < VALUES_MAX) {
                gs_vec_push(&ask->values, gs_mem_copy_text(record->text));
            } else if (record->type == ask->number) {
                ask->cell.left_out++;
            }
        }
    }
    gs_dns_answer_free(answer);
}

static void take_scan(struct ask *ask, const struct gs_answer_scan *scan)
{
    for (size_t i = 0; i < scan->address_count; i++) {
        job_add_address(ask->job, ask, &scan->addresses[i]);
    }
    ask->cell.left_out = scan->left_out;
    ask->cell.ttl_s = scan->ttl_s;
    if (scan->final_name.len > 0 && ask->job->canonical.len == 0) {
        gs_dname_format(&scan->final_name, &ask->job->canonical);
    }
}

static void message_came(void *context, void *user, const struct gs_mass_answer *message)
{
    (void)context;
    struct ask *ask = user;
    struct job *job = ask->job;
    ask->cell.outcome = message->outcome;
    ask->cell.elapsed_us = message->elapsed_us;
    ask->cell.tries = message->tries;
    if (message->scan != NULL) {
        take_scan(ask, message->scan);
    }
    if (message->wire != NULL && message->outcome == GS_OUTCOME_ANSWERED &&
        ask->number != GS_TYPE_A && ask->number != GS_TYPE_AAAA) {
        take_values(ask, message);
    }
    if (--job->pending == 0) {
        job_end(job);
    }
}

static void room_came(void *context)
{
    struct gs_bulk_asker *asker = context;
    asker->asking.has_room(asker->asking.context);
}

/* An address is asked for its name. */
static void ask_dns(struct gs_bulk_asker *asker, struct job *job, const char *host)
{
    struct gs_address address = {0};
    char reverse[GS_REVERSE_NAME_MAX];
    if (gs_address_parse(host, &address) == GS_OK) {
        gs_address_reverse_name(&address, reverse);
        gs_buf_add_text(&job->name, reverse);
        job_add(job, GS_TYPE_PTR);
    } else {
        gs_buf_add_text(&job->name, host);
        for (size_t i = 0; i < asker->asking.type_count; i++) {
            job_add(job, asker->asking.types[i]);
        }
    }
    for (size_t i = 0; i < job->count; i++) {
        gs_mass_ask(asker->mass, gs_buf_text(&job->name), job->asks[i].number,
                    &job->asks[i]);
    }
}

/* -- through libc ------------------------------------------------------------------------ */

static bool has_address(const struct gs_address_list *list,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_address_is_equal(&list->items[i], address)) {
            return true;
        }
    }
    return false;
}

/* A final dot and capitals make no other name. */
static bool is_other_name(const char *canonical, const char *asked)
{
    struct gs_dname a;
    struct gs_dname b;
    return !gs_dname_parse(canonical, &a) || !gs_dname_parse(asked, &b) ||
           !gs_dname_is_equal(&a, &b);
}

static void take_rows(struct job *job, const struct gs_system_answer *answer)
{
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        if (row->address.family != 0 && !has_address(&job->addresses, &row->address)) {
            job_add_address(job, &job->asks[0], &row->address);
        }
        if (row->canonname != NULL && job->canonical.len == 0 &&
            is_other_name(row->canonname, gs_buf_text(&job->name))) {
            gs_buf_add_text(&job->canonical, row->canonname);
        }
    }
}

static void libc_answered(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id;
    struct job *job = context;
    struct gs_bulk_asker *asker = job->asker;
    struct gs_bulk_cell *cell = &job->asks[0].cell;
    take_rows(job, answer);
    cell->type = "getaddrinfo";
    cell->is_libc = true;
    cell->outcome = answer->outcome;
    cell->elapsed_us = answer->elapsed_us;
    cell->tries = 1;
    cell->left_out = answer->left_out;
    asker->calls.pending--;
    if (gs_outcome_is_temporary(answer->outcome)) {
        asker->calls.failed++;
    } else {
        asker->calls.answered++;
    }
    gs_system_answer_free(answer);
    job_end(job);
    asker->asking.has_room(asker->asking.context);
}

static void ask_libc(struct gs_bulk_asker *asker, struct job *job, const char *host)
{
    struct gs_question question = asker->asking.question;
    gs_buf_add_text(&job->name, host);
    job_add(job, GS_TYPE_A);
    asker->calls.sent++;
    asker->calls.pending++;
    asker->calls.tries++;
    (void)gs_question_set(&question, host, gs_question_service(&asker->asking.question));
    question.is_exact = true; /* it is in A-labels already */
    (void)gs_system_start(asker->lanes, GS_LANE_BACKGROUND, &question, libc_answered,
                          job);
}

/* -- the face ---------------------------------------------------------------------------- */

static enum gs_status open_mass(uv_loop_t *loop, struct gs_bulk_asker *asker)
{
    struct gs_mass_settings settings = gs_mass_settings_default();
    settings.servers = asker->asking.resolver.servers;
    settings.server_count = asker->asking.resolver.server_count;
    if (asker->asking.patience_ms > 0) {
        settings.patience_ms = asker->asking.patience_ms;
    }
    settings.handler = (struct gs_mass_handler){message_came, room_came, asker};
    return gs_mass_open(loop, &settings, &asker->mass);
}

enum gs_status gs_bulk_asker_open(uv_loop_t *loop, const struct gs_bulk_asking *asking,
                                  struct gs_bulk_asker **out)
{
    struct gs_bulk_asker *asker = gs_mem_new(1, sizeof *asker);
    asker->asking = *asking;
    if (asker->asking.type_count == 0) {
        asker->asking.types[0] = GS_TYPE_A;
        asker->asking.types[1] = GS_TYPE_AAAA;
        asker->asking.type_count = 2;
    }
    enum gs_status status = asking->is_libc
                                ? gs_lanes_open(loop, &asking->resolver, &asker->lanes)
                                : open_mass(loop, asker);
    if (status != GS_OK) {
        free(asker);
        return status;
    }
    *out = asker;
    return GS_OK;
}

size_t gs_bulk_asker_room(const struct gs_bulk_asker *asker)
{
    if (asker->asking.is_libc) {
        return asker->calls.pending < LIBC_MAX ? LIBC_MAX - (size_t)asker->calls.pending
                                               : 0;
    }
    size_t each = asker->asking.type_count;
    return (gs_mass_room(asker->mass) + each - 1) / each;
}

void gs_bulk_asker_ask(struct gs_bulk_asker *asker, const char *host, void *user)
{
    struct job *job = job_begin(asker, user);
    if (asker->asking.is_libc) {
        ask_libc(asker, job, host);
    } else {
        ask_dns(asker, job, host);
    }
}

struct gs_bulk_stats gs_bulk_asker_stats(const struct gs_bulk_asker *asker)
{
    if (asker->asking.is_libc) {
        return asker->calls;
    }
    struct gs_mass_stats stats = gs_mass_stats(asker->mass);
    return (struct gs_bulk_stats){.sent = stats.sent,
                                  .answered = stats.answered,
                                  .failed = stats.failed,
                                  .pending = stats.pending,
                                  .tries = stats.tries,
                                  .window = stats.window};
}

void gs_bulk_asker_close(struct gs_bulk_asker *asker)
{
    if (asker->mass != NULL) {
        gs_mass_close(asker->mass);
    }
    if (asker->lanes != NULL) {
        gs_lanes_close(asker->lanes);
    }
    for (size_t i = 0; i < asker->jobs.count; i++) {
        job_free(asker->jobs.items[i]);
    }
    gs_vec_fini(&asker->jobs);
    free(asker);
}
