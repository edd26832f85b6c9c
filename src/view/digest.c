/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include "gaiscope/rules/failure.h"
#include "gaiscope/rules/services_verdict.h"

#include <string.h>

#include <sys/socket.h>

/* Owns: the caller. */
static struct gs_family_rows rows_of(const struct gs_system_answer *answer, int family)
{
    struct gs_family_rows rows = {0};
    for (size_t i = 0; i < answer->rows.count; i++) {
        if (answer->rows.items[i].family == family) {
            char text[GS_ADDRESS_TEXT_MAX];
            gs_address_format(&answer->rows.items[i].address, text);
            size_t cells = strlen(text);
            rows.longest_cells = cells > rows.longest_cells ? cells : rows.longest_cells;
            gs_vec_push(&rows.at, i);
        }
    }
    rows.different = gs_system_answer_count(answer, family);
    return rows;
}

static bool is_mixed(const struct gs_system_answer *answer)
{
    for (size_t i = 1; i < answer->rows.count; i++) {
        if (answer->rows.items[i].socktype != answer->rows.items[0].socktype) {
            return true;
        }
    }
    return false;
}

static void compare(struct gs_digest *digest, const struct gs_lookup *lookup)
{
    bool has_v4 = gs_answer_wants(lookup, AF_INET);
    bool has_v6 = gs_answer_wants(lookup, AF_INET6);
    for (size_t i = 0; i < digest->set.count; i++) {
        const struct gs_set_member *member = &digest->set.items[i];
        if (member->address.family == AF_INET ? has_v4 : has_v6) {
            digest->only_libc += member->in_dns ? 0 : 1;
            digest->only_dns += member->in_libc ? 0 : 1;
        }
    }
    digest->relation = gs_answer_relation(lookup);
}

static struct gs_source_look look_of(const struct gs_rung *rung,
                                     const struct gs_question *question, bool is_unasked)
{
    struct gs_source_look look;
    look.kind = gs_rung_words(rung, question, is_unasked, false, look.words);
    (void)gs_rung_words(rung, question, is_unasked, true, look.short_words);
    return look;
}

static void look_at_sources(struct gs_digest *digest, const struct gs_facts *shown,
                            const struct gs_lookup *lookup,
                            const struct gs_machine *machine)
{
    const struct gs_question *question = &lookup->question;
    bool is_unasked = gs_failure_of(lookup, machine).is_unasked;
    const struct gs_ladder *ladder = shown->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        digest->sources[i] = look_of(&ladder->rungs.items[i], question, is_unasked);
    }
    if (shown->system != NULL) {
        bool is_found = shown->system->outcome == GS_OUTCOME_ANSWERED;
        const struct gs_rung as = {.state = GS_RUNG_ANSWERED,
                                   .status = is_found ? GS_NSS_SUCCESS : GS_NSS_NOTFOUND,
                                   .answer = shown->system};
        digest->system = look_of(&as, question, false);
    }
}

void gs_digest_renew(struct gs_digest *digest, const struct gs_session *session,
                     const struct gs_facts *shown)
{
    if (digest->is_made && digest->revision == session->revision) {
        return;
    }
    gs_digest_fini(digest);
    if (shown->system != NULL) {
        digest->v4 = rows_of(shown->system, AF_INET);
        digest->v6 = rows_of(shown->system, AF_INET6);
        digest->is_mixed = is_mixed(shown->system);
    }
    digest->set = gs_answer_set(shown);
    if (shown->servers != NULL) {
        gs_server_diff_list_make(shown->servers, &digest->servers);
        digest->server_summary = gs_server_summary_of(shown->servers, &digest->servers);
    }
    if (session->has_lookup) {
        const struct gs_machine *machine =
            session->has_machine ? &session->machine : NULL;
        compare(digest, &session->lookup);
        look_at_sources(digest, shown, &session->lookup, machine);
        if (machine != NULL) {
            gs_order_make(shown, &machine->policy, session->lookup.question.is_null,
                          &digest->order);
        }
        digest->traps =
            gs_traps_of(&session->lookup.question, session->lookup.now.system);
        digest->verdict = gs_verdict_of(&session->lookup, machine, 0);
    }
    gs_record_index_make(&shown->records, &digest->records);
    digest->services_verdict = gs_services_verdict(
        session->has_lookup ? &session->lookup : NULL, session->tables);
    digest->revision = session->revision;
    digest->is_made = true;
}

void gs_digest_fini(struct gs_digest *digest)
{
    gs_vec_fini(&digest->v4.at);
    gs_vec_fini(&digest->v6.at);
    gs_vec_fini(&digest->set);
    gs_server_diff_list_fini(&digest->servers);
    gs_vec_fini(&digest->traps);
    gs_order_fini(&digest->order);
    gs_record_index_fini(&digest->records);
    *digest = (struct gs_digest){0};
}

const struct gs_family_rows *gs_digest_rows(const struct gs_digest *digest, int family)
{
    return family == AF_INET ? &digest->v4 : &digest->v6;
}
