/* SPDX-License-Identifier: MIT */
/**
 * The clauses of a verdict, one function per thing that can be said. Private to this room.
 */
#ifndef GAISCOPE_RULES_VERDICT_CLAUSE_H
#define GAISCOPE_RULES_VERDICT_CLAUSE_H

#include "gaiscope/rules/verdict.h"

/** Appends a clause as printf does, cut to whole characters; dropped when there are too many. */
void gs_clause_add(struct gs_verdict *verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Appends a clause and makes a good verdict one to look at. */
void gs_clause_look(struct gs_verdict *verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** `2 addresses, IPv6 first by rule 6`, `1 address, IPv4 only`. Without a machine, or for
 *  the null node, which libc does not sort, no rule is named. */
void gs_clause_count(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                     const struct gs_machine *machine);

/** What is found about the sources and the two answers: `only DNS knows it`, `hosts file hides
 *  AAAA`, what only one side has. Of a failed answer only what is in the way of it. */
void gs_clause_findings(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                        const struct gs_machine *machine);

/** `libc and DNS agree`, where they do. */
void gs_clause_agreement(struct gs_verdict *verdict, const struct gs_lookup *lookup);

/** Which DNS question of the host failed although libc has an answer. */
void gs_clause_partial(struct gs_verdict *verdict, const struct gs_lookup *lookup);

/** `name as asked`, `canonical name is X`, `another name than asked`, or about IDN. */
void gs_clause_name(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                    const struct gs_machine *machine);

/** What the name servers did when libc failed: silence, a code, or no server at all. */
void gs_clause_servers(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                       const struct gs_machine *machine);

/** What a server got, when its sockets were tried: word and first clause. NULL: not tried. */
void gs_clause_bind(struct gs_verdict *verdict, const struct gs_bind_report *report);

/** `EAI_AGAIN -3, temporary failure in name resolution`. */
void gs_clause_error(struct gs_verdict *verdict, const struct gs_eai *error);

/** The whole verdict of a range of addresses: how many have names, and where those lead. */
void gs_verdict_range(struct gs_verdict *verdict, const struct gs_lookup *lookup,
                      int64_t now_us);

/** Whether DNS was asked, all questions ended, and no server sent a message. */
bool gs_verdict_is_dns_dead(const struct gs_facts *facts);

#endif
