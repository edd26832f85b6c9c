/* SPDX-License-Identifier: MIT */
/*
 * What a long answer comes down to. Made once a revision of the session, so that a frame costs
 * what it shows and not what is stored.
 */
#ifndef GAISCOPE_SRC_VIEW_DIGEST_H
#define GAISCOPE_SRC_VIEW_DIGEST_H

#include "record_items.h"

#include "gaiscope/model/session.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/order.h"
#include "gaiscope/rules/provenance.h"
#include "gaiscope/rules/server_diff.h"
#include "gaiscope/rules/traps.h"
#include "gaiscope/rules/verdict.h"

/* Rows of getaddrinfo of one family. */
struct gs_family_rows {
    struct GS_VEC_OF(size_t) at; /* indices into the answer's rows, in libc's order */
    size_t different;            /* how many different addresses they have */
    size_t longest_cells;        /* of their addresses as text */
};

/* What a source said. */
struct gs_source_look {
    enum gs_rung_kind kind;
    char words[GS_RUNG_WORDS_MAX];
    char short_words[GS_RUNG_WORDS_MAX]; /* for narrow panes */
};

/* Zeroed: nothing yet. gs_digest_fini(). */
struct gs_digest {
    bool is_made;
    uint64_t revision;        /* of the session it was made from */
    struct gs_family_rows v4; /* of the shown answer of libc */
    struct gs_family_rows v6; /* the same */
    bool is_mixed;            /* rows of several socket types */
    struct gs_set set;        /* libc's and DNS's addresses, marked */
    size_t only_libc;         /* of those that libc was asked for */
    size_t only_dns;          /* the same */
    enum gs_set_relation relation;
    struct gs_source_look sources[GS_RUNGS_MAX]; /* of the shown ladder, by rung */
    struct gs_source_look system;                /* of libc's shown answer */
    struct gs_order order; /* of libc's answer; without the machine's tables no items */
    struct gs_record_index records;          /* rows of the records part as it is shown */
    struct gs_server_diff_list servers;      /* of the shown table, by question */
    struct gs_server_summary server_summary; /* of all of it */
    struct gs_trap_list traps;               /* of the question and libc's new answer */
    struct gs_verdict verdict;               /* its time stands still while it waits */
    struct gs_verdict services_verdict;      /* of the services view */
};

/* Brings it up to date. Takes: `shown`, the answers of libc, of DNS, of the sources, of the
 * records part and of the servers held against each other as they are shown. */
void gs_digest_renew(struct gs_digest *digest, const struct gs_session *session,
                     const struct gs_facts *shown);

void gs_digest_fini(struct gs_digest *digest);

/* The rows of AF_INET or AF_INET6. */
const struct gs_family_rows *gs_digest_rows(const struct gs_digest *digest, int family);

#endif
