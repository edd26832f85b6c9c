/* SPDX-License-Identifier: MIT */
/**
 * The blocks of the text report, one a part: a title rule, then what the part brought. Each
 * says so in one sentence when it has nothing, and never leaves a block blank.
 */
#ifndef GAISCOPE_REPORT_BLOCKS_H
#define GAISCOPE_REPORT_BLOCKS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/verdict.h"

#define REPORT_INFO_MAX 96 /**< what stands behind a block's name, with NUL */

/** getaddrinfo's rows, its error, and the warnings. */
void report_block_system(struct gs_buf *out, const struct gs_session *session);

/** Every DNS question with its records and, where it failed, its tries. */
void report_block_dns(struct gs_buf *out, const struct gs_session *session);

/** Every record of the name, the way over aliases, and what failed. */
void report_block_records(struct gs_buf *out, const struct gs_session *session);

/** The names of each address. */
void report_block_reverse(struct gs_buf *out, const struct gs_session *session);

/** The lines of the services table. */
void report_block_services(struct gs_buf *out, const struct gs_session *session);

/** The delivery plan. */
void report_block_mail(struct gs_buf *out, const struct gs_session *session);

/** What a sender finds beyond the plan, and what it does with one family. */
void report_block_delivery(struct gs_buf *out, const struct gs_session *session);

/** What the exchanges said at their port. */
void report_block_smtp(struct gs_buf *out, const struct gs_session *session);

/** What other arguments would have given; nothing for a host. */
void report_block_beside(struct gs_buf *out, const struct gs_session *session);

/** What a server gets, and who connected. */
void report_block_bind(struct gs_buf *out, const struct gs_session *session);

/** What was asked of whom, in the order in which it began. */
void report_block_log(struct gs_buf *out, const struct gs_session *session);

/** Who answered: each source, and what is found. */
void report_block_sources(struct gs_buf *out, const struct gs_session *session);

/** The older calls, and what each cannot do. */
void report_block_calls(struct gs_buf *out, const struct gs_session *session);

/** getnameinfo with each flag. */
void report_block_nameinfo(struct gs_buf *out, const struct gs_session *session);

/** The question in every family, socket type and some flags. */
void report_block_matrix(struct gs_buf *out, const struct gs_session *session);

/** Who holds it: the servers asked, the key facts, the text. */
void report_block_whois(struct gs_buf *out, const struct gs_session *session);

/** The order of the addresses, and the rule between each two. */
void report_block_order(struct gs_buf *out, const struct gs_session *session);

/** The labels of an international name; nothing for another one. */
void report_block_idn(struct gs_buf *out, const struct gs_question *question);

/** The same questions to several servers, and how their answers differ. */
void report_block_servers(struct gs_buf *out, const struct gs_session *session);

/** The families of each host side by side. */
void report_block_families(struct gs_buf *out, const struct gs_session *session);
/** What this machine has of each family, and NAT64. */
void report_block_network(struct gs_buf *out, const struct gs_session *session);

/** The delegation from the root down. */
void report_block_trace(struct gs_buf *out, const struct gs_session *session);

/** The race of the families: its lanes, and what other clients would wait. */
void report_block_race(struct gs_buf *out, const struct gs_session *session);
/** Which addresses really listen. */
void report_block_connect(struct gs_buf *out, const struct gs_session *session);

/** What was watched: the hosts, the worst first, and the journal from the oldest change. */
void report_block_monitor(struct gs_buf *out, const struct gs_session *session);

/** The sign of a verdict: "✓", "▲", "✗", "–", "…". */
const char *report_verdict_sign(enum gs_verdict_kind kind);

/** A verdict with all its clauses, on as many lines as they need. */
void report_verdict(struct gs_buf *out, const struct gs_verdict *verdict);

/** The sign of an outcome with a blank: "✓ ", "– " (no data), "✗ "; "… " while it waits. */
const char *report_sign(enum gs_outcome outcome);

/** "1 address", "2 addresses". */
void report_count(char out[REPORT_INFO_MAX], size_t count, const char *one,
                  const char *many);

/** How long it took, as text; "not finished" while the part waits. */
void report_elapsed(const struct gs_session *session, enum gs_part part,
                    int64_t elapsed_us, char out[REPORT_INFO_MAX]);

#endif
