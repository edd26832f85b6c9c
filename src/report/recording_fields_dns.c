/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of DNS: answers, reverse names, servers, the trace.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

static const struct recording_field dns_try_fields[] = {
    STRUCT(struct gs_dns_try, server, endpoint),
    WORD(struct gs_dns_try, transport, transport),
    WORD(struct gs_dns_try, outcome, outcome),
    WORD(struct gs_dns_try, came_to, outcome),
    VALUE(struct gs_dns_try, rcode),
    VALUE(struct gs_dns_try, elapsed_us),
    VALUE(struct gs_dns_try, is_truncated),
};
const struct recording_struct recording_dns_try = TABLE(dns_try);

static const struct recording_field dns_flags_fields[] = {
    VALUE(struct gs_dns_flags, aa),
    VALUE(struct gs_dns_flags, tc),
    VALUE(struct gs_dns_flags, rd),
    VALUE(struct gs_dns_flags, ra),
    VALUE(struct gs_dns_flags, ad),
    VALUE(struct gs_dns_flags, cd),
};
const struct recording_struct recording_dns_flags = TABLE(dns_flags);

static const struct recording_field ede_fields[] = {
    VALUE(struct gs_ede, code),
    SAFE_TEXT_OR_NULL(struct gs_ede, text),
};
const struct recording_struct recording_ede = TABLE(ede);

static const struct recording_field edns_fields[] = {
    VALUE(struct gs_edns, is_present),
    VALUE(struct gs_edns, version),
    VALUE(struct gs_edns, udp_size),
    VALUE(struct gs_edns, is_do),
    VALUE(struct gs_edns, subnet_scope),
    LIMITED(struct gs_edns, subnet_bits, 128),
    STRUCT(struct gs_edns, subnet, address),
    STRUCT_VEC(struct gs_edns, errors, GS_EDE_MAX, ede),
    BYTES_COUNTED(struct gs_edns, nsid, nsid_len),
    BYTES_COUNTED(struct gs_edns, cookie, cookie_len),
    VALUE(struct gs_edns, has_bad_cookie),
};
const struct recording_struct recording_edns = TABLE(edns);

static const struct recording_field dns_asking_fields[] = {
    VALUE(struct gs_dns_asking, is_iterative),
    VALUE(struct gs_dns_asking, wants_signatures),
    VALUE(struct gs_dns_asking, is_without_ad),
    VALUE(struct gs_dns_asking, is_checking_disabled),
    VALUE(struct gs_dns_asking, is_tcp_only),
    VALUE(struct gs_dns_asking, wants_nsid),
    VALUE(struct gs_dns_asking, sends_cookie),
    VALUE(struct gs_dns_asking, keeps_message),
    VALUE(struct gs_dns_asking, attempts),
    LIMITED(struct gs_dns_asking, subnet_bits, 128),
    VALUE(struct gs_dns_asking, udp_size),
    VALUE(struct gs_dns_asking, timeout_ms),
    STRUCT(struct gs_dns_asking, subnet, address),
    BYTES_COUNTED(struct gs_dns_asking, cookie, cookie_len),
};
const struct recording_struct recording_dns_asking = TABLE(dns_asking);

static const struct recording_field record_fields[] = {
    SAFE_TEXT(struct gs_record, name),
    SAFE_TEXT(struct gs_record, text),
    SAFE_TEXT_OR_NULL(struct gs_record, target),
    STRUCT(struct gs_record, address, address),
    VALUE(struct gs_record, ttl_s),
    VALUE(struct gs_record, type),
    VALUE(struct gs_record, class_),
    VALUE(struct gs_record, preference),
    VALUE(struct gs_record, data_at),
    VALUE(struct gs_record, data_len),
    VALUE(struct gs_record, is_malformed),
};
const struct recording_struct recording_record = TABLE(record);

static const struct recording_field dns_answer_fields[] = {
    TEXT(struct gs_dns_answer, name),
    VALUE(struct gs_dns_answer, type),
    WORD(struct gs_dns_answer, outcome, outcome),
    VALUE(struct gs_dns_answer, rcode),
    STRUCT(struct gs_dns_answer, flags, dns_flags),
    STRUCT(struct gs_dns_answer, edns, edns),
    STRUCT(struct gs_dns_answer, asked, dns_asking),
    VALUE(struct gs_dns_answer, is_edns_refused),
    VALUE(struct gs_dns_answer, id),
    STRUCT(struct gs_dns_answer, server, endpoint),
    WORD(struct gs_dns_answer, transport, transport),
    VALUE(struct gs_dns_answer, size_bytes),
    VALUE(struct gs_dns_answer, elapsed_us),
    VALUE(struct gs_dns_answer, received_us),
    STRUCT_VEC(struct gs_dns_answer, answer, GS_RECORDS_MAX, record),
    STRUCT_VEC(struct gs_dns_answer, authority, GS_RECORDS_MAX, record),
    STRUCT_VEC(struct gs_dns_answer, additional, GS_RECORDS_MAX, record),
    STRUCT_VEC(struct gs_dns_answer, tries, GS_TRIES_MAX, dns_try),
    VALUE(struct gs_dns_answer, left_out),
    VALUE(struct gs_dns_answer, has_broken_end),
    WIRE(struct gs_dns_answer, wire, size_bytes),
};
const struct recording_struct recording_dns_answer =
    CHECKED(dns_answer, recording_check_dns_answer);

static const struct recording_field reverse_name_fields[] = {
    TEXT(struct gs_reverse_name, name),
    WORD(struct gs_reverse_name, confirmed, confirmation),
    WORD(struct gs_reverse_name, forward_outcome, outcome),
    VALUE(struct gs_reverse_name, forward_rcode),
    STRUCT_VEC(struct gs_reverse_name, others, RECORDING_ITEMS, address),
};
const struct recording_struct recording_reverse_name = TABLE(reverse_name);

static const struct recording_field reverse_fields[] = {
    STRUCT(struct gs_reverse, address, address),
    WORD(struct gs_reverse, libc_outcome, outcome),
    SAFE_TEXT_OR_NULL(struct gs_reverse, libc_name),
    VALUE(struct gs_reverse, libc_elapsed_us),
    WORD(struct gs_reverse, dns_outcome, outcome),
    VALUE(struct gs_reverse, dns_rcode),
    STRUCT_VEC(struct gs_reverse, names, GS_REVERSE_NAMES_MAX, reverse_name),
    TEXT_VEC(struct gs_reverse, aliases, RECORDING_ITEMS),
    VALUE(struct gs_reverse, ttl_s),
    VALUE(struct gs_reverse, left_out),
    VALUE(struct gs_reverse, dns_elapsed_us),
    VALUE(struct gs_reverse, started_us),
    VALUE(struct gs_reverse, is_complete),
};
const struct recording_struct recording_reverse = TABLE(reverse);

static const struct recording_field server_question_fields[] = {
    TEXT(struct gs_server_question, name),
    VALUE(struct gs_server_question, type),
};
const struct recording_struct recording_server_question = TABLE(server_question);

static const struct recording_field server_column_fields[] = {
    STRUCT(struct gs_server_column, server, endpoint),
    POINTER_VEC(struct gs_server_column, answers, RECORDING_ITEMS, dns_answer),
};
const struct recording_struct recording_server_column = TABLE(server_column);

static const struct recording_field server_table_fields[] = {
    STRUCT_VEC(struct gs_server_table, questions, RECORDING_ITEMS, server_question),
    STRUCT_VEC(struct gs_server_table, columns, RECORDING_ITEMS, server_column),
};
const struct recording_struct recording_server_table =
    CHECKED(server_table, recording_check_server_table);

static const struct recording_field trace_server_fields[] = {
    TEXT(struct gs_trace_server, host),
    STRUCT(struct gs_trace_server, endpoint, endpoint),
    WORD(struct gs_trace_server, said, trace_said),
    WORD(struct gs_trace_server, outcome, outcome),
    VALUE(struct gs_trace_server, rcode),
    STRUCT(struct gs_trace_server, flags, dns_flags),
    WORD(struct gs_trace_server, transport, transport),
    VALUE(struct gs_trace_server, size_bytes),
    VALUE(struct gs_trace_server, elapsed_us),
    VALUE(struct gs_trace_server, tries),
    VALUE(struct gs_trace_server, lookups),
    VALUE(struct gs_trace_server, is_looked_up),
    VALUE(struct gs_trace_server, is_followed),
    VALUE(struct gs_trace_server, differs),
    TEXT_OR_NULL(struct gs_trace_server, zone),
    TEXT_OR_NULL(struct gs_trace_server, alias),
    TEXT_OR_NULL(struct gs_trace_server, reason),
    TEXT_OR_NULL(struct gs_trace_server, error),
    TEXT_OR_NULL(struct gs_trace_server, claim),
    TEXT_VEC(struct gs_trace_server, lines, RECORDING_ITEMS),
    VALUE(struct gs_trace_server, left_out),
};
const struct recording_struct recording_trace_server = TABLE(trace_server);

static const struct recording_field trace_level_fields[] = {
    TEXT(struct gs_trace_level, zone),
    TEXT(struct gs_trace_level, asked),
    STRUCT_VEC(struct gs_trace_level, servers, RECORDING_ITEMS, trace_server),
    VALUE(struct gs_trace_level, left_out),
    WORD(struct gs_trace_level, ended, trace_said),
};
const struct recording_struct recording_trace_level = TABLE(trace_level);

static const struct recording_field trace_fields[] = {
    TEXT(struct gs_trace, name),
    VALUE(struct gs_trace, type),
    VALUE(struct gs_trace, port),
    STRUCT_VEC(struct gs_trace, levels, GS_TRACE_LEVELS_MAX, trace_level),
    TEXT_VEC(struct gs_trace, aliases, RECORDING_ITEMS),
    TEXT_VEC(struct gs_trace, answer, RECORDING_ITEMS),
    WORD(struct gs_trace, outcome, outcome),
    TEXT_OR_NULL(struct gs_trace, problem),
    VALUE(struct gs_trace, elapsed_us),
    VALUE(struct gs_trace, is_complete),
};
const struct recording_struct recording_trace = TABLE(trace);
