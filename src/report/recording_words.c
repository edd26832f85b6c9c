/* SPDX-License-Identifier: MIT */
/*
 * The words of a recording for the values of each enum. They are the file's own: a constant may
 * be renamed or move, its word stays.
 */
#include "recording_fields.h"

#include <sys/socket.h>

static const struct recording_word family_words[] = {
    {"none", AF_UNSPEC},
    {"inet", AF_INET},
    {"inet6", AF_INET6},
};
const struct recording_words recording_family_words = WORDS(family);

static const struct recording_word outcome_words[] = {
    {"not_asked", GS_OUTCOME_NOT_ASKED},
    {"answered", GS_OUTCOME_ANSWERED},
    {"no_such_name", GS_OUTCOME_NO_SUCH_NAME},
    {"no_data", GS_OUTCOME_NO_DATA},
    {"try_again", GS_OUTCOME_TRY_AGAIN},
    {"server_failure", GS_OUTCOME_SERVER_FAILURE},
    {"refused", GS_OUTCOME_REFUSED},
    {"timed_out", GS_OUTCOME_TIMED_OUT},
    {"unreachable", GS_OUTCOME_UNREACHABLE},
    {"bad_answer", GS_OUTCOME_BAD_ANSWER},
    {"bad_question", GS_OUTCOME_BAD_QUESTION},
    {"cancelled", GS_OUTCOME_CANCELLED},
    {"failed", GS_OUTCOME_FAILED},
};
const struct recording_words recording_outcome_words = WORDS(outcome);

static const struct recording_word network_mark_words[] = {
    {"same", GS_NETWORK_SAME},
    {"added", GS_NETWORK_ADDED},
    {"removed", GS_NETWORK_REMOVED},
    {"changed", GS_NETWORK_CHANGED},
};
const struct recording_words recording_network_mark_words = WORDS(network_mark);

static const struct recording_word transport_words[] = {
    {"udp", GS_TRANSPORT_UDP},
    {"tcp", GS_TRANSPORT_TCP},
};
const struct recording_words recording_transport_words = WORDS(transport);

static const struct recording_word confirmation_words[] = {
    {"waiting", GS_CONFIRM_WAITING},     {"leads_back", GS_CONFIRM_LEADS_BACK},
    {"elsewhere", GS_CONFIRM_ELSEWHERE}, {"no_address", GS_CONFIRM_NO_ADDRESS},
    {"unknown", GS_CONFIRM_UNKNOWN},
};
const struct recording_words recording_confirmation_words = WORDS(confirmation);

static const struct recording_word mx_kind_words[] = {
    {"waiting", GS_MX_WAITING},
    {"listed", GS_MX_LISTED},
    {"implicit", GS_MX_IMPLICIT},
    {"null", GS_MX_NULL},
    {"none", GS_MX_NONE},
    {"nxdomain", GS_MX_NXDOMAIN},
    {"temporary_failure", GS_MX_TEMPORARY_FAILURE},
    {"invalid", GS_MX_INVALID},
};
const struct recording_words recording_mx_kind_words = WORDS(mx_kind);

static const struct recording_word exchange_status_words[] = {
    {"waiting", GS_EXCHANGE_WAITING},
    {"ok", GS_EXCHANGE_OK},
    {"nxdomain", GS_EXCHANGE_NXDOMAIN},
    {"nodata", GS_EXCHANGE_NODATA},
    {"temporary_failure", GS_EXCHANGE_TEMPORARY_FAILURE},
    {"none", GS_EXCHANGE_NONE},
};
const struct recording_words recording_exchange_status_words = WORDS(exchange_status);

static const struct recording_word nss_action_words[] = {
    {"continue", GS_NSS_CONTINUE},
    {"return", GS_NSS_RETURN},
    {"merge", GS_NSS_MERGE},
};
const struct recording_words recording_nss_action_words = WORDS(nss_action);

static const struct recording_word rung_state_words[] = {
    {"waiting", GS_RUNG_WAITING}, {"answered", GS_RUNG_ANSWERED},
    {"missing", GS_RUNG_MISSING}, {"killed", GS_RUNG_KILLED},
    {"failed", GS_RUNG_FAILED},
};
const struct recording_words recording_rung_state_words = WORDS(rung_state);

static const struct recording_word nss_status_words[] = {
    {"success", GS_NSS_SUCCESS},
    {"notfound", GS_NSS_NOTFOUND},
    {"unavail", GS_NSS_UNAVAIL},
    {"tryagain", GS_NSS_TRYAGAIN},
};
const struct recording_words recording_nss_status_words = WORDS(nss_status);

static const struct recording_word v6only_words[] = {
    {"none", GS_V6ONLY_NONE},
    {"on", GS_V6ONLY_ON},
    {"off", GS_V6ONLY_OFF},
};
const struct recording_words recording_v6only_words = WORDS(v6only);

static const struct recording_word bind_step_words[] = {
    {"waiting", GS_BIND_WAITING}, {"socket", GS_BIND_SOCKET}, {"v6only", GS_BIND_V6ONLY},
    {"bind", GS_BIND_BIND},       {"listen", GS_BIND_LISTEN}, {"watch", GS_BIND_WATCH},
    {"done", GS_BIND_DONE},
};
const struct recording_words recording_bind_step_words = WORDS(bind_step);

static const struct recording_word log_by_words[] = {
    {"libc", GS_LOG_LIBC}, {"nss", GS_LOG_NSS},   {"dns", GS_LOG_DNS},
    {"net", GS_LOG_NET},   {"hook", GS_LOG_HOOK},
};
const struct recording_words recording_log_by_words = WORDS(log_by);

static const struct recording_word trace_said_words[] = {
    {"unasked", GS_TRACE_UNASKED},   {"stopped", GS_TRACE_STOPPED},
    {"waiting", GS_TRACE_WAITING},   {"referred", GS_TRACE_REFERRED},
    {"answered", GS_TRACE_ANSWERED}, {"alias", GS_TRACE_ALIAS},
    {"no_data", GS_TRACE_NO_DATA},   {"no_such_name", GS_TRACE_NO_SUCH_NAME},
    {"lame", GS_TRACE_LAME},         {"upward", GS_TRACE_UPWARD},
    {"astray", GS_TRACE_ASTRAY},     {"failed", GS_TRACE_FAILED},
};
const struct recording_words recording_trace_said_words = WORDS(trace_said);

static const struct recording_word smtp_status_words[] = {
    {"waiting", GS_SMTP_WAITING},     {"open", GS_SMTP_OPEN},
    {"unwilling", GS_SMTP_UNWILLING}, {"refused", GS_SMTP_REFUSED},
    {"no_route", GS_SMTP_NO_ROUTE},   {"silent", GS_SMTP_SILENT},
    {"mute", GS_SMTP_MUTE},           {"closed", GS_SMTP_CLOSED},
    {"garbage", GS_SMTP_GARBAGE},     {"failed", GS_SMTP_FAILED},
};
const struct recording_words recording_smtp_status_words = WORDS(smtp_status);

static const struct recording_word smtp_step_words[] = {
    {"connect", GS_SMTP_CONNECT}, {"greeting", GS_SMTP_GREETING}, {"ehlo", GS_SMTP_EHLO},
    {"quit", GS_SMTP_QUIT},       {"done", GS_SMTP_DONE},
};
const struct recording_words recording_smtp_step_words = WORDS(smtp_step);

static const struct recording_word whois_kind_words[] = {
    {"nothing", GS_WHOIS_NOTHING}, {"domain", GS_WHOIS_DOMAIN}, {"ipv4", GS_WHOIS_IPV4},
    {"ipv6", GS_WHOIS_IPV6},       {"as", GS_WHOIS_AS},
};
const struct recording_words recording_whois_kind_words = WORDS(whois_kind);

static const struct recording_word whois_role_words[] = {
    {"root", GS_WHOIS_ROOT},
    {"registry", GS_WHOIS_REGISTRY},
    {"registrar", GS_WHOIS_REGISTRAR},
    {"rir", GS_WHOIS_RIR},
};
const struct recording_words recording_whois_role_words = WORDS(whois_role);

static const struct recording_word whois_step_words[] = {
    {"resolving", GS_WHOIS_RESOLVING},
    {"connecting", GS_WHOIS_CONNECTING},
    {"reading", GS_WHOIS_READING},
    {"closed", GS_WHOIS_CLOSED},
};
const struct recording_words recording_whois_step_words = WORDS(whois_step);

static const struct recording_word whois_result_words[] = {
    {"waiting", GS_WHOIS_WAITING},
    {"refers", GS_WHOIS_REFERS},
    {"final", GS_WHOIS_FINAL},
    {"no_match", GS_WHOIS_NO_MATCH},
    {"rate_limit", GS_WHOIS_RATE_LIMIT},
    {"no_text", GS_WHOIS_NO_TEXT},
    {"not_understood", GS_WHOIS_NOT_UNDERSTOOD},
    {"failed", GS_WHOIS_FAILED},
};
const struct recording_words recording_whois_result_words = WORDS(whois_result);

static const struct recording_word whois_charset_words[] = {
    {"ascii", GS_WHOIS_ASCII},
    {"utf8", GS_WHOIS_UTF8},
    {"latin1", GS_WHOIS_LATIN1},
};
const struct recording_words recording_whois_charset_words = WORDS(whois_charset);

static const struct recording_word whois_state_words[] = {
    {"pending", GS_WHOIS_PENDING},
    {"registered", GS_WHOIS_REGISTERED},
    {"not_registered", GS_WHOIS_NOT_REGISTERED},
    {"closed_port", GS_WHOIS_CLOSED_PORT},
    {"limited", GS_WHOIS_LIMITED},
    {"unclear", GS_WHOIS_UNCLEAR},
    {"unknown", GS_WHOIS_UNKNOWN},
    {"not_asked", GS_WHOIS_NOT_ASKED},
};
const struct recording_words recording_whois_state_words = WORDS(whois_state);

static const struct recording_word connect_status_words[] = {
    {"idle", GS_CONNECT_IDLE},         {"waiting", GS_CONNECT_WAITING},
    {"open", GS_CONNECT_OPEN},         {"refused", GS_CONNECT_REFUSED},
    {"no_route", GS_CONNECT_NO_ROUTE}, {"silent", GS_CONNECT_SILENT},
    {"failed", GS_CONNECT_FAILED},     {"stopped", GS_CONNECT_STOPPED},
};
const struct recording_words recording_connect_status_words = WORDS(connect_status);

static const struct recording_word expect_kind_words[] = {
    {"set", GS_EXPECT_SET},
    {"prefix", GS_EXPECT_PREFIX},
    {"at_least", GS_EXPECT_AT_LEAST},
    {"family", GS_EXPECT_FAMILY},
    {"mx", GS_EXPECT_MX},
    {"no_sinkhole", GS_EXPECT_NO_SINKHOLE},
};
const struct recording_words recording_expect_kind_words = WORDS(expect_kind);

static const struct recording_word watch_source_words[] = {
    {"none", GS_WATCH_SOURCE_NONE},
    {"dns", GS_WATCH_SOURCE_DNS},
    {"hosts", GS_WATCH_SOURCE_HOSTS},
    {"other", GS_WATCH_SOURCE_OTHER},
};
const struct recording_words recording_watch_source_words = WORDS(watch_source);

static const struct recording_word watch_state_words[] = {
    {"try_again", GS_WATCH_TRY_AGAIN},
    {"no_such_name", GS_WATCH_NO_SUCH_NAME},
    {"no_data", GS_WATCH_NO_DATA},
    {"unexpected", GS_WATCH_UNEXPECTED},
    {"lost_ipv6", GS_WATCH_LOST_IPV6},
    {"lost_ipv4", GS_WATCH_LOST_IPV4},
    {"flapping", GS_WATCH_IS_FLAPPING},
    {"changed", GS_WATCH_CHANGED},
    {"slow", GS_WATCH_SLOW},
    {"steady", GS_WATCH_STEADY},
    {"waiting", GS_WATCH_WAITING},
};
const struct recording_words recording_watch_state_words = WORDS(watch_state);

static const struct recording_word watch_change_type_words[] = {
    {"no_change", GS_WATCH_NO_CHANGE},
    {"address_added", GS_WATCH_ADDRESS_ADDED},
    {"address_removed", GS_WATCH_ADDRESS_REMOVED},
    {"ipv6_lost", GS_WATCH_IPV6_LOST},
    {"ipv6_gained", GS_WATCH_IPV6_GAINED},
    {"ipv4_lost", GS_WATCH_IPV4_LOST},
    {"ipv4_gained", GS_WATCH_IPV4_GAINED},
    {"name_appeared", GS_WATCH_NAME_APPEARED},
    {"name_vanished", GS_WATCH_NAME_VANISHED},
    {"failure_began", GS_WATCH_FAILURE_BEGAN},
    {"failure_ended", GS_WATCH_FAILURE_ENDED},
    {"source_changed", GS_WATCH_SOURCE_CHANGED},
    {"order_flipped", GS_WATCH_ORDER_FLIPPED},
    {"cname_changed", GS_WATCH_CNAME_CHANGED},
    {"mx_changed", GS_WATCH_MX_CHANGED},
    {"mx_failure_began", GS_WATCH_MX_FAILURE_BEGAN},
    {"mx_failure_ended", GS_WATCH_MX_FAILURE_ENDED},
    {"mx_null", GS_WATCH_MX_NULL},
    {"ptr_changed", GS_WATCH_PTR_CHANGED},
    {"slower", GS_WATCH_SLOWER},
    {"faster", GS_WATCH_FASTER},
    {"flapping", GS_WATCH_FLAPPING},
    {"calm", GS_WATCH_CALM},
    {"expectation_failed", GS_WATCH_EXPECTATION_FAILED},
    {"expectation_held", GS_WATCH_EXPECTATION_HELD},
};
const struct recording_words recording_watch_change_type_words = WORDS(watch_change_type);

static const struct recording_word part_words[] = {
    {"system", GS_PART_SYSTEM},     {"dns", GS_PART_DNS},
    {"reverse", GS_PART_REVERSE},   {"services", GS_PART_SERVICES},
    {"mail", GS_PART_MAIL},         {"sources", GS_PART_SOURCES},
    {"order", GS_PART_ORDER},       {"beside", GS_PART_BESIDE},
    {"matrix", GS_PART_MATRIX},     {"calls", GS_PART_CALLS},
    {"nameinfo", GS_PART_NAMEINFO}, {"bind", GS_PART_BIND},
    {"records", GS_PART_RECORDS},   {"servers", GS_PART_SERVERS},
    {"trace", GS_PART_TRACE},       {"delivery", GS_PART_DELIVERY},
    {"smtp", GS_PART_SMTP},         {"whois", GS_PART_WHOIS},
    {"connect", GS_PART_CONNECT},   {"race", GS_PART_RACE},
    {"families", GS_PART_FAMILIES}, {"network", GS_PART_NETWORK},
    {"log", GS_PART_LOG},
};
const struct recording_words recording_part_words = WORDS(part);

const struct recording_words *const recording_enums[] = {
    &recording_family_words,
    &recording_network_mark_words,
    &recording_outcome_words,
    &recording_transport_words,
    &recording_confirmation_words,
    &recording_mx_kind_words,
    &recording_exchange_status_words,
    &recording_nss_action_words,
    &recording_rung_state_words,
    &recording_nss_status_words,
    &recording_v6only_words,
    &recording_bind_step_words,
    &recording_log_by_words,
    &recording_trace_said_words,
    &recording_smtp_status_words,
    &recording_smtp_step_words,
    &recording_whois_kind_words,
    &recording_whois_role_words,
    &recording_whois_step_words,
    &recording_whois_result_words,
    &recording_whois_charset_words,
    &recording_whois_state_words,
    &recording_connect_status_words,
    &recording_expect_kind_words,
    &recording_watch_source_words,
    &recording_watch_state_words,
    &recording_watch_change_type_words,
    &recording_part_words,
    NULL,
};
