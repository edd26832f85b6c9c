/* SPDX-License-Identifier: MIT */
/**
 * What single options do, for the table of options: each takes a value as option_fn() does.
 */
#ifndef GAISCOPE_CLI_OPTION_APPLY_H
#define GAISCOPE_CLI_OPTION_APPLY_H

#include "option_table.h"

/** Reads digits alone: no sign, no blanks. Returns: false for anything else. */
bool option_number(const char *text, int *out);

/** Reads seconds, 0.1 to 3600. Returns: false with an error said. */
bool option_seconds(struct option_parse *parse, const char *value, uint32_t *out_ms);

/* -- option_question.c: the call and whom it is asked of ------------------------------ */

bool option_apply_family(struct option_parse *parse, const char *value);
bool option_apply_inet(struct option_parse *parse, const char *value);
bool option_apply_inet6(struct option_parse *parse, const char *value);
bool option_apply_socktype(struct option_parse *parse, const char *value);
bool option_apply_protocol(struct option_parse *parse, const char *value);
bool option_apply_flags(struct option_parse *parse, const char *value);
bool option_apply_server(struct option_parse *parse, const char *value);
bool option_apply_whois(struct option_parse *parse, const char *value);
bool option_apply_timeout(struct option_parse *parse, const char *value);
bool option_apply_null(struct option_parse *parse, const char *value);
bool option_apply_exact(struct option_parse *parse, const char *value);

/* -- option_parts.c: which parts, and how --------------------------------------------- */

bool option_apply_parts(struct option_parse *parse, const char *value);
bool option_apply_types(struct option_parse *parse, const char *value);
bool option_apply_dns(struct option_parse *parse, const char *value);
bool option_apply_connect(struct option_parse *parse, const char *value);
bool option_apply_banner(struct option_parse *parse, const char *value);
bool option_apply_connect_always(struct option_parse *parse, const char *value);
bool option_apply_race(struct option_parse *parse, const char *value);
bool option_apply_compare(struct option_parse *parse, const char *value);
bool option_apply_families(struct option_parse *parse, const char *value);
bool option_apply_root_hints(struct option_parse *parse, const char *value);
bool option_apply_smtp_port(struct option_parse *parse, const char *value);
bool option_apply_messages(struct option_parse *parse, const char *value);

/* -- option_bulk.c: a list that is looked up once ----------------------------------------- */

bool option_apply_list(struct option_parse *parse, const char *value);
bool option_apply_order(struct option_parse *parse, const char *value);
bool option_apply_libc(struct option_parse *parse, const char *value);
bool option_apply_quiet(struct option_parse *parse, const char *value);

/** What stands in vain beside a list, or without one. Returns: false with an error said. */
bool option_check_bulk(struct option_parse *parse);

/* -- option_monitor.c: watching a list of hosts --------------------------------------- */

bool option_apply_monitor(struct option_parse *parse, const char *value);
bool option_apply_every(struct option_parse *parse, const char *value);
bool option_apply_libc_every(struct option_parse *parse, const char *value);
bool option_apply_dns_only(struct option_parse *parse, const char *value);
bool option_apply_respect_ttl(struct option_parse *parse, const char *value);
bool option_apply_sinkholes(struct option_parse *parse, const char *value);
bool option_apply_count(struct option_parse *parse, const char *value);
bool option_apply_summaries(struct option_parse *parse, const char *value);
bool option_apply_state(struct option_parse *parse, const char *value);
bool option_apply_no_state(struct option_parse *parse, const char *value);

/** What stands in vain beside a list to watch, or without one. Returns: false with an error
 *  said. */
bool option_check_monitor(struct option_parse *parse);

/* -- option_metrics.c: what is watched, for other programs ---------------------------- */

bool option_apply_metrics(struct option_parse *parse, const char *value);
bool option_apply_metrics_hosts(struct option_parse *parse, const char *value);
bool option_apply_listen(struct option_parse *parse, const char *value);

/** What stands in vain without something to watch. Returns: false with an error said. */
bool option_check_metrics(struct option_parse *parse);

/* -- option_change.c: what is done about a change ---------------------------------------- */

bool option_apply_on_change(struct option_parse *parse, const char *value);
bool option_apply_on_change_arg(struct option_parse *parse, const char *value);
bool option_apply_bell(struct option_parse *parse, const char *value);

/** What stands in vain. Returns: false with an error said. */
bool option_check_change(struct option_parse *parse);

#endif
