/* SPDX-License-Identifier: MIT */
#include "exit_status.h"

#include "exit_connect.h"

#include "gaiscope/rules/bind_words.h"

enum gs_exit exit_of(enum gs_outcome outcome)
{
    if (outcome == GS_OUTCOME_ANSWERED) {
        return GS_EXIT_ANSWERED;
    }
    if (outcome == GS_OUTCOME_NO_SUCH_NAME || outcome == GS_OUTCOME_NO_DATA) {
        return GS_EXIT_NOT_FOUND;
    }
    return gs_outcome_is_temporary(outcome) ? GS_EXIT_TEMPORARY : GS_EXIT_OTHER;
}

/* Of several statuses the best one counts: an answer, then "try again" (it may still be
 * there), then "not there". */
static enum gs_exit better(enum gs_exit a, enum gs_exit b)
{
    static const int weights[] = {
        [GS_EXIT_ANSWERED] = 3,
        [GS_EXIT_TEMPORARY] = 2,
        [GS_EXIT_NOT_FOUND] = 1,
        [GS_EXIT_OTHER] = 0,
    };
    return weights[a] >= weights[b] ? a : b;
}

static enum gs_exit of_dns(const struct gs_dns_query_list *list)
{
    enum gs_exit best = GS_EXIT_OTHER;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_dns_answer *answer = list->items[i].answer;
        best =
            better(best, answer == NULL ? GS_EXIT_TEMPORARY : exit_of(answer->outcome));
    }
    return best;
}

static enum gs_exit of_reverse(const struct gs_reverse_list *list)
{
    enum gs_exit best = GS_EXIT_NOT_FOUND;
    for (size_t i = 0; i < list->count; i++) {
        best = better(best, exit_of(list->items[i]->dns_outcome));
        best = better(best, exit_of(list->items[i]->libc_outcome));
    }
    return best;
}

static enum gs_exit of_services(const struct gs_services *services)
{
    for (size_t i = 0; services != NULL && i < services->entries.count; i++) {
        if (services->entries.items[i].name != NULL) {
            return GS_EXIT_ANSWERED;
        }
    }
    return services == NULL ? GS_EXIT_OTHER : GS_EXIT_NOT_FOUND;
}

/* MX records of which none can be used are no way to deliver. */
static enum gs_exit of_exchanges(const struct gs_mx_plan *plan)
{
    bool is_temporary = !plan->is_complete;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        if (exchange->addresses.count > 0) {
            return GS_EXIT_ANSWERED;
        }
        is_temporary = is_temporary || exchange->status == GS_EXCHANGE_TEMPORARY_FAILURE;
    }
    return is_temporary ? GS_EXIT_TEMPORARY : GS_EXIT_NOT_FOUND;
}

/* One exchange that takes mail is enough. */
static enum gs_exit of_smtp(const struct gs_smtp_report *report)
{
    if (report == NULL || !report->is_complete) {
        return GS_EXIT_TEMPORARY;
    }
    return report->sessions.count == 0                      ? GS_EXIT_NOT_FOUND
           : gs_smtp_report_count(report, GS_SMTP_OPEN) > 0 ? GS_EXIT_ANSWERED
                                                            : GS_EXIT_TEMPORARY;
}

static enum gs_exit of_mail(const struct gs_mx_plan *plan)
{
    switch (plan == NULL ? GS_MX_INVALID : plan->kind) {
    case GS_MX_LISTED:
        return of_exchanges(plan);
    case GS_MX_IMPLICIT:
        return GS_EXIT_ANSWERED;
    case GS_MX_NULL:
    case GS_MX_NONE:
    case GS_MX_NXDOMAIN:
        return GS_EXIT_NOT_FOUND;
    case GS_MX_WAITING:
    case GS_MX_TEMPORARY_FAILURE:
        return GS_EXIT_TEMPORARY;
    case GS_MX_INVALID:
        break;
    }
    return GS_EXIT_OTHER;
}

/* Of several sources the best one counts, be it that NSS does not come to it. */
static enum gs_exit of_sources(const struct gs_ladder *ladder)
{
    enum gs_exit best = GS_EXIT_OTHER;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        const struct gs_system_answer *answer = ladder->rungs.items[i].answer;
        best = answer == NULL ? best : better(best, exit_of(answer->outcome));
    }
    return ladder == NULL || !ladder->is_complete ? GS_EXIT_TEMPORARY : best;
}

/* Of the matrix the best cell counts. */
static enum gs_exit of_variants(const struct gs_variant_list *list)
{
    enum gs_exit best = GS_EXIT_OTHER;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_system_answer *answer = list->items[i].answer;
        best =
            better(best, answer == NULL ? GS_EXIT_TEMPORARY : exit_of(answer->outcome));
    }
    return best;
}

/* The first call made: gethostbyname, where there is a host. */
static enum gs_exit of_calls(const struct gs_call_list *calls)
{
    for (size_t i = 0; i < calls->count; i++) {
        if (calls->items[i].outcome != GS_OUTCOME_NOT_ASKED) {
            return exit_of(calls->items[i].outcome);
        }
    }
    return GS_EXIT_TEMPORARY;
}

/* getnameinfo without flags. */
static enum gs_exit of_nameinfo(const struct gs_nameinfo_table *table)
{
    if (table == NULL || table->rows.count == 0) {
        return GS_EXIT_NOT_FOUND;
    }
    return exit_of(table->rows.items[0].outcome);
}

static enum gs_exit of_whois(const struct gs_whois *whois)
{
    switch (whois == NULL ? GS_WHOIS_PENDING : whois->state) {
    case GS_WHOIS_REGISTERED:
        return GS_EXIT_ANSWERED;
    case GS_WHOIS_NOT_REGISTERED:
        return GS_EXIT_NOT_FOUND;
    case GS_WHOIS_PENDING:
    case GS_WHOIS_CLOSED_PORT:
    case GS_WHOIS_LIMITED:
    case GS_WHOIS_UNKNOWN:
        return GS_EXIT_TEMPORARY;
    case GS_WHOIS_UNCLEAR: /* text came, but nothing in it says that it is registered */
    case GS_WHOIS_NOT_ASKED:
        break;
    }
    return GS_EXIT_OTHER;
}

static enum gs_exit of_servers(const struct gs_server_table *table)
{
    enum gs_exit best = GS_EXIT_OTHER;
    for (size_t i = 0; table != NULL && i < table->columns.count; i++) {
        const struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            const struct gs_dns_answer *answer = answers->items[j];
            best = better(best,
                          answer == NULL ? GS_EXIT_TEMPORARY : exit_of(answer->outcome));
        }
    }
    return best;
}

static enum gs_exit of_trace(const struct gs_trace *trace)
{
    if (trace == NULL) {
        return GS_EXIT_OTHER;
    }
    return trace->outcome == GS_OUTCOME_NOT_ASKED ? GS_EXIT_TEMPORARY
                                                  : exit_of(trace->outcome);
}

static enum gs_exit part_system(const struct gs_facts *now)
{
    return now->system == NULL ? GS_EXIT_TEMPORARY : exit_of(now->system->outcome);
}

static enum gs_exit part_dns(const struct gs_facts *now)
{
    return of_dns(&now->dns);
}

static enum gs_exit part_reverse(const struct gs_facts *now)
{
    return of_reverse(&now->reverse);
}

static enum gs_exit part_services(const struct gs_facts *now)
{
    return of_services(now->services);
}

static enum gs_exit part_mail(const struct gs_facts *now)
{
    return of_mail(now->mail);
}

static enum gs_exit part_smtp(const struct gs_facts *now)
{
    return of_smtp(now->smtp);
}

static enum gs_exit part_delivery(const struct gs_facts *now)
{
    if (now->delivery == NULL || !now->delivery->is_complete) {
        return GS_EXIT_TEMPORARY;
    }
    return now->mail != NULL ? of_mail(now->mail) : GS_EXIT_ANSWERED;
}

static enum gs_exit part_sources(const struct gs_facts *now)
{
    return of_sources(now->sources);
}

static enum gs_exit part_matrix(const struct gs_facts *now)
{
    return of_variants(&now->matrix);
}

static enum gs_exit part_calls(const struct gs_facts *now)
{
    return of_calls(&now->calls);
}

static enum gs_exit part_nameinfo(const struct gs_facts *now)
{
    return of_nameinfo(now->nameinfo);
}

static enum gs_exit part_servers(const struct gs_facts *now)
{
    return of_servers(now->servers);
}

static enum gs_exit part_trace(const struct gs_facts *now)
{
    return of_trace(now->trace);
}

static enum gs_exit part_bind(const struct gs_facts *now)
{
    return now->bind != NULL && gs_bind_count_good(now->bind) > 0 ? GS_EXIT_ANSWERED
                                                                  : GS_EXIT_OTHER;
}

static enum gs_exit part_records(const struct gs_facts *now)
{
    return of_dns(&now->records);
}

static enum gs_exit part_whois(const struct gs_facts *now)
{
    return of_whois(now->whois);
}

static enum gs_exit part_beside(const struct gs_facts *now)
{
    return of_variants(&now->beside);
}

/* What each part says; the order and the log say what getaddrinfo does. */
static enum gs_exit (*const status_of_part[])(const struct gs_facts *now) = {
    [GS_PART_SYSTEM] = part_system,
    [GS_PART_DNS] = part_dns,
    [GS_PART_REVERSE] = part_reverse,
    [GS_PART_SERVICES] = part_services,
    [GS_PART_MAIL] = part_mail,
    [GS_PART_SOURCES] = part_sources,
    [GS_PART_ORDER] = part_system,
    [GS_PART_BESIDE] = part_beside,
    [GS_PART_MATRIX] = part_matrix,
    [GS_PART_CALLS] = part_calls,
    [GS_PART_NAMEINFO] = part_nameinfo,
    [GS_PART_BIND] = part_bind,
    [GS_PART_RECORDS] = part_records,
    [GS_PART_SERVERS] = part_servers,
    [GS_PART_TRACE] = part_trace,
    [GS_PART_DELIVERY] = part_delivery,
    [GS_PART_SMTP] = part_smtp,
    [GS_PART_WHOIS] = part_whois,
    [GS_PART_CONNECT] = exit_of_connect,
    [GS_PART_RACE] = exit_of_race,
    [GS_PART_FAMILIES] = exit_of_families,
    [GS_PART_NETWORK] = exit_of_network,
    [GS_PART_LOG] = part_system,
};

const enum gs_part exit_ranks[GS_PART_COUNT] = {
    GS_PART_SYSTEM,  GS_PART_DNS,     GS_PART_REVERSE,  GS_PART_SERVICES,
    GS_PART_MAIL,    GS_PART_SMTP,    GS_PART_DELIVERY, GS_PART_SOURCES,
    GS_PART_MATRIX,  GS_PART_ORDER,   GS_PART_CALLS,    GS_PART_NAMEINFO,
    GS_PART_SERVERS, GS_PART_TRACE,   GS_PART_BIND,     GS_PART_RECORDS,
    GS_PART_WHOIS,   GS_PART_CONNECT, GS_PART_RACE,     GS_PART_FAMILIES,
    GS_PART_NETWORK, GS_PART_BESIDE,  GS_PART_LOG,
};

_Static_assert(sizeof status_of_part / sizeof status_of_part[0] == GS_PART_COUNT,
               "each part has its status");

enum gs_exit exit_status_of(const struct gs_lookup *lookup, unsigned parts)
{
    for (size_t i = 0; i < GS_PART_COUNT; i++) {
        if ((parts & GS_PART_BIT(exit_ranks[i])) != 0) {
            return status_of_part[exit_ranks[i]](&lookup->now);
        }
    }
    return GS_EXIT_OTHER;
}
