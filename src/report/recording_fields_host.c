/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of this machine, the question and libc's answer to it.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

static const struct recording_field address_fields[] = {
    WORD(struct gs_address, family, family),
    BYTES(struct gs_address, bytes),
    VALUE(struct gs_address, scope_id),
    SAFE_CHARS(struct gs_address, zone),
};
const struct recording_struct recording_address = TABLE(address);

static const struct recording_field endpoint_fields[] = {
    STRUCT(struct gs_endpoint, address, address),
    VALUE(struct gs_endpoint, port),
};
const struct recording_struct recording_endpoint = TABLE(endpoint);

static const struct recording_field resolver_fields[] = {
    STRUCT_COUNTED(struct gs_resolver, servers, server_count, endpoint),
    SAFE_CHARS_COUNTED(struct gs_resolver, search, search_count),
    VALUE(struct gs_resolver, ndots),
    VALUE(struct gs_resolver, timeout_s),
    VALUE(struct gs_resolver, attempts),
    VALUE(struct gs_resolver, is_override),
    VALUE(struct gs_resolver, is_demo),
};
const struct recording_struct recording_resolver = TABLE(resolver);

static const struct recording_field policy_entry_fields[] = {
    STRUCT(struct gs_policy_entry, prefix, address),
    LIMITED(struct gs_policy_entry, bits, 128),
    VALUE(struct gs_policy_entry, value),
    VALUE(struct gs_policy_entry, line),
};
const struct recording_struct recording_policy_entry = TABLE(policy_entry);

static const struct recording_field policy_table_fields[] = {
    STRUCT_COUNTED(struct gs_policy_table, entries, count, policy_entry),
    VALUE(struct gs_policy_table, is_builtin),
};
const struct recording_struct recording_policy_table = TABLE(policy_table);

static const struct recording_field policy_error_fields[] = {
    VALUE(struct gs_policy_error, line),
    SAFE_CHARS(struct gs_policy_error, reason),
};
const struct recording_struct recording_policy_error = TABLE(policy_error);

static const struct recording_field policy_fields[] = {
    STRUCT(struct gs_policy, labels, policy_table),
    STRUCT(struct gs_policy, precedences, policy_table),
    STRUCT(struct gs_policy, scopes, policy_table),
    STRUCT_COUNTED(struct gs_policy, errors, error_count, policy_error),
    VALUE(struct gs_policy, lines_used),
    SECONDS(struct gs_policy, read_wall_s),
    VALUE(struct gs_policy, has_file),
    VALUE(struct gs_policy, is_reloaded),
    VALUE(struct gs_policy, is_truncated),
};
const struct recording_struct recording_policy = TABLE(policy);

static const struct recording_field machine_fields[] = {
    SAFE_CHARS(struct gs_machine, host_name),
    SAFE_CHARS(struct gs_machine, full_name),
    STRUCT(struct gs_machine, source_v4, address),
    STRUCT(struct gs_machine, source_v6, address),
    STRUCT(struct gs_machine, resolver, resolver),
    SAFE_CHARS(struct gs_machine, libc),
    SAFE_CHARS(struct gs_machine, hosts_sources),
    VALUE(struct gs_machine, smtp_port),
    STRUCT(struct gs_machine, policy, policy),
    VALUE(struct gs_machine, can_redirect_libc),
    VALUE(struct gs_machine, counts_v4),
    VALUE(struct gs_machine, counts_v6),
    STRUCT(struct gs_machine, nat64, nat64),
};
const struct recording_struct recording_machine = TABLE(machine);

static const struct recording_field hints_fields[] = {
    WORD(struct gs_hints, family, family),
    VALUE(struct gs_hints, socktype),
    VALUE(struct gs_hints, protocol),
    VALUE(struct gs_hints, flags),
    VALUE(struct gs_hints, has_default_flags),
};
const struct recording_struct recording_hints = TABLE(hints);

static const struct recording_field question_fields[] = {
    CHARS(struct gs_question, host),
    CHARS(struct gs_question, host_ascii),
    CHARS(struct gs_question, host_unicode),
    CHARS(struct gs_question, idn_error),
    CHARS(struct gs_question, service),
    STRUCT(struct gs_question, hints, hints),
    VALUE(struct gs_question, is_null),
    VALUE(struct gs_question, has_service),
    VALUE(struct gs_question, is_exact),
    VALUE(struct gs_question, is_mail),
    CHARS(struct gs_question, local),
};
const struct recording_struct recording_question = TABLE(question);

static const struct recording_field eai_fields[] = {
    VALUE(struct gs_eai, code),
    VALUE(struct gs_eai, system_errno),
    SAFE_STATIC(struct gs_eai, name),
    CHARS(struct gs_eai, text),
};
const struct recording_struct recording_eai = TABLE(eai);

static const struct recording_field source_fields[] = {
    STRUCT(struct gs_source, address, address),
    SAFE_CHARS(struct gs_source, interface),
    LIMITED(struct gs_source, prefix_bits, 128),
    VALUE(struct gs_source, is_deprecated),
    VALUE(struct gs_source, is_home),
    VALUE(struct gs_source, is_tunnel),
    VALUE(struct gs_source, error),
};
const struct recording_struct recording_source = TABLE(source);

static const struct recording_field addrinfo_fields[] = {
    STRUCT(struct gs_addrinfo, address, address),
    STRUCT(struct gs_addrinfo, source, source),
    SAFE_TEXT_OR_NULL(struct gs_addrinfo, canonname),
    VALUE(struct gs_addrinfo, flowinfo),
    VALUE(struct gs_addrinfo, flags),
    WORD(struct gs_addrinfo, family, family),
    VALUE(struct gs_addrinfo, socktype),
    VALUE(struct gs_addrinfo, protocol),
    VALUE(struct gs_addrinfo, port),
};
const struct recording_struct recording_addrinfo = TABLE(addrinfo);

static const struct recording_field system_answer_fields[] = {
    WORD(struct gs_system_answer, outcome, outcome),
    STRUCT(struct gs_system_answer, error, eai),
    STRUCT_VEC(struct gs_system_answer, rows, GS_ADDRINFO_MAX, addrinfo),
    VALUE(struct gs_system_answer, elapsed_us),
    VALUE(struct gs_system_answer, left_out),
    VALUE(struct gs_system_answer, is_truncated),
    VALUE(struct gs_system_answer, has_v6_address),
};
const struct recording_struct recording_system_answer = TABLE(system_answer);

static const struct recording_field nss_source_fields[] = {
    SAFE_CHARS(struct gs_nss_source, name),
    SAFE_CHARS(struct gs_nss_source, actions),
    WORD_ARRAY(struct gs_nss_source, on, nss_action),
};
const struct recording_struct recording_nss_source = TABLE(nss_source);

static const struct recording_field rung_fields[] = {
    STRUCT(struct gs_rung, source, nss_source),
    WORD(struct gs_rung, state, rung_state),
    WORD(struct gs_rung, status, nss_status),
    POINTER(struct gs_rung, answer, system_answer),
    SAFE_CHARS(struct gs_rung, module),
    VALUE(struct gs_rung, started_us),
    VALUE(struct gs_rung, elapsed_us),
};
const struct recording_struct recording_rung = CHECKED(rung, recording_check_rung);

static const struct recording_field hosts_line_fields[] = {
    VALUE(struct gs_hosts_line, line),
    STRUCT(struct gs_hosts_line, address, address),
    SAFE_TEXT(struct gs_hosts_line, name),
    VALUE(struct gs_hosts_line, is_scoped),
};
const struct recording_struct recording_hosts_line = TABLE(hosts_line);

static const struct recording_field ladder_fields[] = {
    STRUCT_VEC(struct gs_ladder, rungs, GS_RUNGS_MAX, rung),
    STRUCT_VEC(struct gs_ladder, hosts, GS_HOSTS_LINES_MAX, hosts_line),
    VALUE(struct gs_ladder, nsswitch_line),
    VALUE(struct gs_ladder, is_supported),
    VALUE(struct gs_ladder, is_replaced),
    VALUE(struct gs_ladder, is_broken),
    VALUE(struct gs_ladder, is_numeric),
    VALUE(struct gs_ladder, is_complete),
};
const struct recording_struct recording_ladder = TABLE(ladder);

static const struct recording_field log_entry_fields[] = {
    VALUE(struct gs_log_entry, number),
    VALUE(struct gs_log_entry, at_wall_us),
    VALUE(struct gs_log_entry, started_us),
    VALUE(struct gs_log_entry, elapsed_us),
    WORD(struct gs_log_entry, by, log_by),
    WORD(struct gs_log_entry, outcome, outcome),
    VALUE(struct gs_log_entry, is_asked_again),
    SAFE_CHARS(struct gs_log_entry, call),
    SAFE_TEXT(struct gs_log_entry, about),
    SAFE_TEXT(struct gs_log_entry, result),
    TEXT_OR_NULL(struct gs_log_entry, host),
    TEXT_OR_NULL(struct gs_log_entry, service),
};
const struct recording_struct recording_log_entry = CHECKED(log_entry, recording_check_log_entry);
