/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of connections, races, families and the network.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

static const struct recording_field connect_service_fields[] = {
    SAFE_CHARS(struct gs_connect_service, name),
    VALUE(struct gs_connect_service, port),
};
const struct recording_struct recording_connect_service = TABLE(connect_service);

static const struct recording_field connection_fields[] = {
    STRUCT(struct gs_connection, endpoint, endpoint),
    WORD(struct gs_connection, status, connect_status),
    VALUE(struct gs_connection, error),
    VALUE(struct gs_connection, elapsed_us),
    STRUCT(struct gs_connection, source, address),
    SAFE_CHARS(struct gs_connection, interface),
    VALUE(struct gs_connection, mtu_bytes),
    VALUE(struct gs_connection, syns_again),
    SAFE_CHARS(struct gs_connection, banner),
    VALUE(struct gs_connection, banner_us),
};
const struct recording_struct recording_connection = TABLE(connection);

static const struct recording_field connect_attempt_fields[] = {
    VALUE(struct gs_connect_attempt, service),
    STRUCT(struct gs_connect_attempt, connection, connection),
};
const struct recording_struct recording_connect_attempt = TABLE(connect_attempt);

static const struct recording_field connect_report_fields[] = {
    TEXT(struct gs_connect_report, host),
    TEXT_OR_NULL(struct gs_connect_report, canonical),
    STRUCT_COUNTED(struct gs_connect_report, services, service_count, connect_service),
    WORD(struct gs_connect_report, name_outcome, outcome),
    VALUE(struct gs_connect_report, eai_code),
    STRUCT_VEC(struct gs_connect_report, attempts, GS_CONNECT_ATTEMPTS_MAX,
        connect_attempt),
    VALUE(struct gs_connect_report, left_out),
    VALUE(struct gs_connect_report, reads_banner),
    VALUE(struct gs_connect_report, elapsed_us),
    VALUE(struct gs_connect_report, is_complete),
};
const struct recording_struct recording_connect_report =
    CHECKED(connect_report, recording_check_connect_report);

static const struct recording_field race_settings_fields[] = {
    VALUE(struct gs_race_settings, resolution_delay_ms),
    VALUE(struct gs_race_settings, attempt_delay_ms),
    WORD(struct gs_race_settings, first_family, family),
    VALUE(struct gs_race_settings, first_family_count),
    VALUE(struct gs_race_settings, is_interleaved),
    VALUE(struct gs_race_settings, deadline_ms),
    VALUE(struct gs_race_settings, slow_ms),
};
const struct recording_struct recording_race_settings = TABLE(race_settings);

static const struct recording_field race_dns_fields[] = {
    WORD(struct gs_race_dns, family, family),
    VALUE(struct gs_race_dns, is_asked),
    WORD(struct gs_race_dns, outcome, outcome),
    VALUE(struct gs_race_dns, answered_us),
    VALUE(struct gs_race_dns, address_count),
};
const struct recording_struct recording_race_dns = TABLE(race_dns);

static const struct recording_field race_lane_fields[] = {
    STRUCT(struct gs_race_lane, connection, connection),
    VALUE(struct gs_race_lane, rank),
    VALUE(struct gs_race_lane, waits_us),
    VALUE(struct gs_race_lane, started_us),
    VALUE(struct gs_race_lane, ended_us),
    VALUE(struct gs_race_lane, is_after_win),
    VALUE(struct gs_race_lane, is_synthetic),
};
const struct recording_struct recording_race_lane = TABLE(race_lane);

static const struct recording_field race_fields[] = {
    TEXT(struct gs_race, name),
    TEXT(struct gs_race, service),
    VALUE(struct gs_race, port),
    STRUCT(struct gs_race, settings, race_settings),
    STRUCT_ARRAY(struct gs_race, dns, race_dns),
    VALUE(struct gs_race, delay_from_us),
    VALUE(struct gs_race, delay_until_us),
    STRUCT_VEC(struct gs_race, lanes, GS_RACE_ADDRESSES_MAX, race_lane),
    VALUE(struct gs_race, left_out),
    VALUE(struct gs_race, winner),
    VALUE(struct gs_race, won_us),
    WORD(struct gs_race, libc_outcome, outcome),
    VALUE(struct gs_race, libc_us),
    VALUE(struct gs_race, is_from_libc),
    VALUE(struct gs_race, syn_retries),
    VALUE(struct gs_race, syn_linear),
    VALUE(struct gs_race, elapsed_us),
    SECONDS(struct gs_race, raced_wall_s),
    VALUE(struct gs_race, is_complete),
};
const struct recording_struct recording_race = CHECKED(race, recording_check_race);

static const struct recording_field family_side_fields[] = {
    WORD(struct gs_family_side, dns_outcome, outcome),
    VALUE(struct gs_family_side, dns_us),
    WORD(struct gs_family_side, libc_outcome, outcome),
    VALUE(struct gs_family_side, libc_us),
    STRUCT_VEC(struct gs_family_side, connections, GS_FAMILY_ADDRESSES_MAX, connection),
    VALUE_ARRAY(struct gs_family_side, ranks),
    VALUE_ARRAY(struct gs_family_side, is_synthetic),
    VALUE(struct gs_family_side, synthetic_count),
    VALUE(struct gs_family_side, left_out),
    CHARS(struct gs_family_side, pointer),
    WORD(struct gs_family_side, pointer_outcome, outcome),
};
const struct recording_struct recording_family_side = TABLE(family_side);

static const struct recording_field family_row_fields[] = {
    TEXT(struct gs_family_row, host),
    STRUCT_ARRAY(struct gs_family_row, sides, family_side),
    WORD(struct gs_family_row, winner_family, family),
    VALUE(struct gs_family_row, won_us),
    VALUE(struct gs_family_row, is_complete),
};
const struct recording_struct recording_family_row = TABLE(family_row);

static const struct recording_field families_fields[] = {
    STRUCT_VEC(struct gs_families, rows, GS_FAMILIES_HOSTS_MAX, family_row),
    VALUE(struct gs_families, port),
    VALUE(struct gs_families, elapsed_us),
    VALUE(struct gs_families, is_complete),
};
const struct recording_struct recording_families = TABLE(families);

static const struct recording_field network_change_fields[] = {
    WORD(struct gs_network_change, mark, network_mark),
    VALUE(struct gs_network_change, at_us),
};
const struct recording_struct recording_network_change = TABLE(network_change);

static const struct recording_field network_link_fields[] = {
    SAFE_CHARS(struct gs_network_link, name),
    VALUE(struct gs_network_link, index),
    VALUE(struct gs_network_link, mtu_bytes),
    VALUE(struct gs_network_link, is_up),
    VALUE(struct gs_network_link, has_carrier),
    VALUE(struct gs_network_link, is_loopback),
    STRUCT(struct gs_network_link, change, network_change),
};
const struct recording_struct recording_network_link = TABLE(network_link);

static const struct recording_field network_address_fields[] = {
    STRUCT(struct gs_network_address, address, address),
    VALUE(struct gs_network_address, link_index),
    LIMITED(struct gs_network_address, prefix_bits, 128),
    VALUE(struct gs_network_address, is_tentative),
    VALUE(struct gs_network_address, is_duplicate),
    VALUE(struct gs_network_address, is_deprecated),
    VALUE(struct gs_network_address, is_temporary),
    VALUE(struct gs_network_address, is_managed),
    VALUE(struct gs_network_address, preferred_s),
    VALUE(struct gs_network_address, valid_s),
    STRUCT(struct gs_network_address, change, network_change),
};
const struct recording_struct recording_network_address = TABLE(network_address);

static const struct recording_field network_route_fields[] = {
    WORD(struct gs_network_route, family, family),
    STRUCT(struct gs_network_route, gateway, address),
    VALUE(struct gs_network_route, link_index),
    VALUE(struct gs_network_route, metric),
    VALUE(struct gs_network_route, is_unreachable),
    STRUCT(struct gs_network_route, change, network_change),
};
const struct recording_struct recording_network_route = TABLE(network_route);

static const struct recording_field nat64_prefix_fields[] = {
    STRUCT(struct gs_nat64_prefix, prefix, address),
    LIMITED(struct gs_nat64_prefix, bits, 128),
};
const struct recording_struct recording_nat64_prefix = TABLE(nat64_prefix);

static const struct recording_field nat64_fields[] = {
    WORD(struct gs_nat64, outcome, outcome),
    STRUCT_COUNTED(struct gs_nat64, prefixes, count, nat64_prefix),
    VALUE(struct gs_nat64, elapsed_us),
};
const struct recording_struct recording_nat64 = TABLE(nat64);

static const struct recording_field network_fields[] = {
    STRUCT_VEC(struct gs_network, links, GS_NETWORK_LINKS_MAX, network_link),
    STRUCT_VEC(struct gs_network, addresses, GS_NETWORK_ADDRESSES_MAX, network_address),
    STRUCT_VEC(struct gs_network, routes, GS_NETWORK_ROUTES_MAX, network_route),
    STRUCT(struct gs_network, nat64, nat64),
    VALUE(struct gs_network, read_us),
    VALUE(struct gs_network, changes),
    VALUE(struct gs_network, changed_us),
    VALUE(struct gs_network, is_known),
    VALUE(struct gs_network, is_watched),
    VALUE(struct gs_network, is_complete),
};
const struct recording_struct recording_network = TABLE(network);
