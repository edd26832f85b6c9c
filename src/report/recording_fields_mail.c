/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of mail and whois.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

static const struct recording_field exchange_fields[] = {
    TEXT(struct gs_exchange, name),
    STRUCT_VEC(struct gs_exchange, addresses, RECORDING_ITEMS, address),
    TEXT_OR_NULL(struct gs_exchange, problem),
    WORD(struct gs_exchange, status, exchange_status),
    VALUE(struct gs_exchange, ttl_s),
    VALUE(struct gs_exchange, preference),
    VALUE(struct gs_exchange, has_v4_answer),
    VALUE(struct gs_exchange, has_v6_answer),
    WORD(struct gs_exchange, v4_outcome, outcome),
    WORD(struct gs_exchange, v6_outcome, outcome),
    VALUE(struct gs_exchange, v4_rcode),
    VALUE(struct gs_exchange, v6_rcode),
};
const struct recording_struct recording_exchange = TABLE(exchange);

static const struct recording_field mx_plan_fields[] = {
    TEXT(struct gs_mx_plan, domain),
    TEXT_VEC(struct gs_mx_plan, aliases, RECORDING_ITEMS),
    WORD(struct gs_mx_plan, kind, mx_kind),
    WORD(struct gs_mx_plan, outcome, outcome),
    VALUE(struct gs_mx_plan, rcode),
    TEXT_OR_NULL(struct gs_mx_plan, problem),
    STRUCT_VEC(struct gs_mx_plan, exchanges, GS_EXCHANGES_MAX, exchange),
    VALUE(struct gs_mx_plan, received_us),
    VALUE(struct gs_mx_plan, left_out),
    VALUE(struct gs_mx_plan, elapsed_us),
    VALUE(struct gs_mx_plan, is_complete),
};
const struct recording_struct recording_mx_plan = TABLE(mx_plan);

static const struct recording_field delivery_address_fields[] = {
    STRUCT(struct gs_delivery_address, address, address),
    STRUCT(struct gs_delivery_address, source, source),
    POINTER(struct gs_delivery_address, reverse, reverse),
};
const struct recording_struct recording_delivery_address = TABLE(delivery_address);

static const struct recording_field tlsa_fields[] = {
    WORD(struct gs_tlsa, outcome, outcome),
    VALUE(struct gs_tlsa, rcode),
    VALUE(struct gs_tlsa, is_ad),
    VALUE(struct gs_tlsa, ttl_s),
    VALUE(struct gs_tlsa, received_us),
    TEXT_VEC(struct gs_tlsa, records, RECORDING_ITEMS),
    VALUE(struct gs_tlsa, left_out),
};
const struct recording_struct recording_tlsa = TABLE(tlsa);

static const struct recording_field delivery_exchange_fields[] = {
    TEXT(struct gs_delivery_exchange, name),
    STRUCT_VEC(struct gs_delivery_exchange, addresses, RECORDING_ITEMS, delivery_address),
    STRUCT(struct gs_delivery_exchange, tlsa, tlsa),
};
const struct recording_struct recording_delivery_exchange = TABLE(delivery_exchange);

static const struct recording_field delivery_policy_fields[] = {
    POINTER(struct gs_delivery_policy, answer, dns_answer),
    VALUE(struct gs_delivery_policy, left_out),
};
const struct recording_struct recording_delivery_policy = TABLE(delivery_policy);

static const struct recording_field delivery_fields[] = {
    TEXT(struct gs_delivery, name),
    STRUCT_VEC(struct gs_delivery, exchanges, RECORDING_ITEMS, delivery_exchange),
    STRUCT_ARRAY(struct gs_delivery, policies, delivery_policy),
    VALUE(struct gs_delivery, has_policies),
    VALUE(struct gs_delivery, elapsed_us),
    VALUE(struct gs_delivery, is_complete),
};
const struct recording_struct recording_delivery = TABLE(delivery);

static const struct recording_field smtp_reply_fields[] = {
    VALUE(struct gs_smtp_reply, code),
    SAFE_TEXT_VEC(struct gs_smtp_reply, lines, RECORDING_ITEMS),
    VALUE(struct gs_smtp_reply, left_out),
};
const struct recording_struct recording_smtp_reply = TABLE(smtp_reply);

static const struct recording_field smtp_session_fields[] = {
    TEXT(struct gs_smtp_session, exchange),
    VALUE(struct gs_smtp_session, preference),
    STRUCT(struct gs_smtp_session, endpoint, endpoint),
    STRUCT(struct gs_smtp_session, local, address),
    WORD(struct gs_smtp_session, status, smtp_status),
    WORD(struct gs_smtp_session, step, smtp_step),
    VALUE(struct gs_smtp_session, error),
    STRUCT(struct gs_smtp_session, greeting, smtp_reply),
    STRUCT(struct gs_smtp_session, ehlo, smtp_reply),
    VALUE(struct gs_smtp_session, has_starttls),
    VALUE(struct gs_smtp_session, has_size),
    VALUE(struct gs_smtp_session, size_limit),
    VALUE(struct gs_smtp_session, connect_us),
    VALUE(struct gs_smtp_session, greeting_us),
    VALUE(struct gs_smtp_session, ehlo_us),
    VALUE(struct gs_smtp_session, elapsed_us),
};
const struct recording_struct recording_smtp_session = TABLE(smtp_session);

static const struct recording_field smtp_report_fields[] = {
    TEXT(struct gs_smtp_report, name),
    VALUE(struct gs_smtp_report, port),
    STRUCT_VEC(struct gs_smtp_report, sessions, GS_SMTP_SESSIONS_MAX, smtp_session),
    VALUE(struct gs_smtp_report, left_out),
    VALUE(struct gs_smtp_report, elapsed_us),
    VALUE(struct gs_smtp_report, is_complete),
};
const struct recording_struct recording_smtp_report = TABLE(smtp_report);

static const struct recording_field whois_line_fields[] = {
    VALUE(struct gs_whois_line, at),
    VALUE(struct gs_whois_line, len_bytes),
};
const struct recording_struct recording_whois_line = TABLE(whois_line);

static const struct recording_field whois_text_fields[] = {
    OCTETS(struct gs_whois_text, data, len_bytes),
    VALUE(struct gs_whois_text, received_bytes),
    STRUCT_VEC(struct gs_whois_text, lines, GS_WHOIS_BYTES_MAX, whois_line),
    WORD(struct gs_whois_text, charset, whois_charset),
    VALUE(struct gs_whois_text, is_cut),
};
const struct recording_struct recording_whois_text =
    CHECKED(whois_text, recording_check_whois_text);

static const struct recording_field whois_hop_fields[] = {
    VALUE(struct gs_whois_hop, number),
    WORD(struct gs_whois_hop, role, whois_role),
    TEXT(struct gs_whois_hop, server),
    VALUE(struct gs_whois_hop, port),
    STRUCT(struct gs_whois_hop, address, address),
    TEXT(struct gs_whois_hop, query),
    WORD(struct gs_whois_hop, outcome, outcome),
    WORD(struct gs_whois_hop, step, whois_step),
    VALUE(struct gs_whois_hop, error),
    WORD(struct gs_whois_hop, result, whois_result),
    STRUCT(struct gs_whois_hop, text, whois_text),
    TEXT_OR_NULL(struct gs_whois_hop, referral),
    TEXT_OR_NULL(struct gs_whois_hop, note),
    VALUE(struct gs_whois_hop, started_us),
    VALUE(struct gs_whois_hop, connect_us),
    VALUE(struct gs_whois_hop, elapsed_us),
};
const struct recording_struct recording_whois_hop = TABLE(whois_hop);

static const struct recording_field whois_facts_fields[] = {
    TEXT_ARRAY(struct gs_whois_facts, texts),
    VALUE_ARRAY(struct gs_whois_facts, from),
    SECONDS_ARRAY(struct gs_whois_facts, dates),
    VALUE_ARRAY(struct gs_whois_facts, has_date),
    TEXT_VEC(struct gs_whois_facts, statuses, RECORDING_ITEMS),
    TEXT_VEC(struct gs_whois_facts, name_servers, RECORDING_ITEMS),
};
const struct recording_struct recording_whois_facts = TABLE(whois_facts);

static const struct recording_field whois_fields[] = {
    WORD(struct gs_whois, kind, whois_kind),
    TEXT(struct gs_whois, asked),
    TEXT(struct gs_whois, subject),
    STRUCT_VEC(struct gs_whois, hops, GS_WHOIS_QUERIES_MAX, whois_hop),
    STRUCT(struct gs_whois, facts, whois_facts),
    WORD(struct gs_whois, state, whois_state),
    TEXT_OR_NULL(struct gs_whois, problem),
    TEXT_OR_NULL(struct gs_whois, advice),
    VALUE(struct gs_whois, started_us),
    VALUE(struct gs_whois, elapsed_us),
    VALUE(struct gs_whois, is_complete),
};
const struct recording_struct recording_whois = CHECKED(whois, recording_check_whois);
