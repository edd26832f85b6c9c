/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of the tables, the older calls and the sockets of a server.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

static const struct recording_field service_fields[] = {
    SAFE_TEXT_OR_NULL(struct gs_service, name),
    VALUE(struct gs_service, port),
    SAFE_CHARS(struct gs_service, protocol),
    SAFE_TEXTS(struct gs_service, aliases, GS_ALIASES_MAX),
    VALUE(struct gs_service, is_asked),
};
const struct recording_struct recording_service = TABLE(service);

static const struct recording_field table_call_fields[] = {
    TEXT_OR_NULL(struct gs_table_call, name),
    VALUE(struct gs_table_call, port),
    SAFE_CHARS(struct gs_table_call, protocol),
    SAFE_TEXT_OR_NULL(struct gs_table_call, found_name),
    VALUE(struct gs_table_call, found_port),
    VALUE(struct gs_table_call, started_us),
    VALUE(struct gs_table_call, elapsed_us),
};
const struct recording_struct recording_table_call = TABLE(table_call);

static const struct recording_field services_fields[] = {
    STRUCT_VEC(struct gs_services, entries, RECORDING_ITEMS, service),
    VALUE(struct gs_services, elapsed_us),
    STRUCT_VEC(struct gs_services, calls, RECORDING_ITEMS, table_call),
};
const struct recording_struct recording_services = TABLE(services);

static const struct recording_field call_fields[] = {
    SAFE_TEXT(struct gs_call, call),
    SAFE_TEXT_OR_NULL(struct gs_call, result),
    SAFE_TEXT_OR_NULL(struct gs_call, more),
    SAFE_STATIC(struct gs_call, limits),
    SAFE_CHARS(struct gs_call, error),
    WORD(struct gs_call, outcome, outcome),
    VALUE(struct gs_call, elapsed_us),
};
const struct recording_struct recording_call = TABLE(call);

static const struct recording_field nameinfo_row_fields[] = {
    SAFE_STATIC(struct gs_nameinfo_row, flag),
    VALUE(struct gs_nameinfo_row, flags),
    VALUE(struct gs_nameinfo_row, is_same_host),
    VALUE(struct gs_nameinfo_row, is_same_service),
    SAFE_TEXT_OR_NULL(struct gs_nameinfo_row, host),
    SAFE_TEXT_OR_NULL(struct gs_nameinfo_row, service),
    SAFE_CHARS(struct gs_nameinfo_row, error),
    WORD(struct gs_nameinfo_row, outcome, outcome),
    VALUE(struct gs_nameinfo_row, elapsed_us),
};
const struct recording_struct recording_nameinfo_row = TABLE(nameinfo_row);

static const struct recording_field nameinfo_table_fields[] = {
    STRUCT(struct gs_nameinfo_table, endpoint, endpoint),
    STRUCT_VEC(struct gs_nameinfo_table, rows, RECORDING_ITEMS, nameinfo_row),
    VALUE(struct gs_nameinfo_table, is_complete),
};
const struct recording_struct recording_nameinfo_table = TABLE(nameinfo_table);

static const struct recording_field bind_row_fields[] = {
    STRUCT(struct gs_bind_row, endpoint, endpoint),
    WORD(struct gs_bind_row, family, family),
    VALUE(struct gs_bind_row, socktype),
    VALUE(struct gs_bind_row, protocol),
    WORD(struct gs_bind_row, v6only, v6only),
    WORD(struct gs_bind_row, step, bind_step),
    VALUE(struct gs_bind_row, error),
    VALUE(struct gs_bind_row, is_open),
};
const struct recording_struct recording_bind_row = TABLE(bind_row);

static const struct recording_field accepted_fields[] = {
    STRUCT(struct gs_accepted, local, endpoint),
    STRUCT(struct gs_accepted, peer, endpoint),
    WORD(struct gs_accepted, family, family),
    VALUE(struct gs_accepted, socktype),
    VALUE(struct gs_accepted, protocol),
    SECONDS(struct gs_accepted, at_wall_s),
    VALUE(struct gs_accepted, row),
    VALUE(struct gs_accepted, len_bytes),
};
const struct recording_struct recording_accepted = TABLE(accepted);

static const struct recording_field bind_report_fields[] = {
    STRUCT_VEC(struct gs_bind_report, rows, GS_BIND_ROWS_MAX, bind_row),
    STRUCT_VEC(struct gs_bind_report, accepted, GS_ACCEPTED_MAX, accepted),
    VALUE(struct gs_bind_report, dropped),
    SECONDS(struct gs_bind_report, at_wall_s),
    VALUE(struct gs_bind_report, is_listening),
};
const struct recording_struct recording_bind_report =
    CHECKED(bind_report, recording_check_bind_report);

static const struct recording_field table_service_fields[] = {
    SAFE_SPAN(struct gs_table_service, name),
    SAFE_SPAN(struct gs_table_service, aliases),
    SAFE_SPAN(struct gs_table_service, other),
    VALUE(struct gs_table_service, line),
    VALUE(struct gs_table_service, port),
    VALUE(struct gs_table_service, protocols),
    VALUE(struct gs_table_service, conflicts),
    VALUE(struct gs_table_service, elsewhere),
};
const struct recording_struct recording_table_service = TABLE(table_service);

static const struct recording_field table_protocol_line_fields[] = {
    SAFE_SPAN(struct gs_table_protocol_line, name),
    SAFE_SPAN(struct gs_table_protocol_line, aliases),
    VALUE(struct gs_table_protocol_line, line),
    VALUE(struct gs_table_protocol_line, number),
};
const struct recording_struct recording_table_protocol_line = TABLE(table_protocol_line);

static const struct recording_field table_error_fields[] = {
    SAFE_CHARS(struct gs_table_error, file),
    VALUE(struct gs_table_error, line),
    SAFE_CHARS(struct gs_table_error, reason),
};
const struct recording_struct recording_table_error = TABLE(table_error);

static const struct recording_field tables_fields[] = {
    STRUCT_VEC(struct gs_tables, services, GS_TABLE_LINES_MAX, table_service),
    STRUCT_VEC(struct gs_tables, protocols, GS_TABLE_LINES_MAX, table_protocol_line),
    STRUCT_VEC(struct gs_tables, errors, 16, table_error),
    VALUE(struct gs_tables, error_count),
    SECONDS(struct gs_tables, read_wall_s),
    VALUE(struct gs_tables, elapsed_us),
    VALUE(struct gs_tables, has_services),
    VALUE(struct gs_tables, has_protocols),
    VALUE(struct gs_tables, is_truncated),
};
const struct recording_struct recording_tables = TABLE(tables);

static const struct recording_field service_check_row_fields[] = {
    SAFE_STATIC(struct gs_service_check_row, protocol),
    STRUCT(struct gs_service_check_row, by_name, service),
    STRUCT(struct gs_service_check_row, by_port, service),
};
const struct recording_struct recording_service_check_row = TABLE(service_check_row);

static const struct recording_field service_check_type_fields[] = {
    SAFE_STATIC(struct gs_service_check_type, socktype),
    WORD(struct gs_service_check_type, outcome, outcome),
    SAFE_CHARS(struct gs_service_check_type, error),
    SAFE_CHARS(struct gs_service_check_type, rows),
};
const struct recording_struct recording_service_check_type = TABLE(service_check_type);

static const struct recording_field service_check_fields[] = {
    SAFE_TEXT(struct gs_service_check, name),
    VALUE(struct gs_service_check, port),
    STRUCT_ARRAY(struct gs_service_check, rows, service_check_row),
    STRUCT_ARRAY(struct gs_service_check, types, service_check_type),
    VALUE(struct gs_service_check, elapsed_us),
};
const struct recording_struct recording_service_check = TABLE(service_check);
