/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of the hosts that are watched. The monitor's saved state
 * (report/monitor_state.c) is written by the same tables.
 */
#include "recording_check.h"
#include "recording_fields.h"

/* clang-format off */

/* Due on the monotonic clock, INT64_MAX: never. */
#define DUE(type, member) NUMBER(type, member, INT64_MAX)
#define COUNT(type, member) NUMBER(type, member, RECORDING_NUMBER_MAX)
/* Of a host: greater ones are given out behind it, and have to be kept as well. */
#define ID(type, member) NUMBER(type, member, RECORDING_NUMBER_MAX / 2)

static const struct recording_field expect_fields[] = {
    WORD(struct gs_expect, kind, expect_kind),
    STRUCT_VEC(struct gs_expect, addresses, GS_WATCH_ADDRESSES_MAX, address),
    LIMITED(struct gs_expect, bits, 128),
    VALUE(struct gs_expect, count),
    WORD(struct gs_expect, family, family),
    SAFE_TEXT_OR_NULL(struct gs_expect, host),
};
const struct recording_struct recording_expect = CHECKED(expect, recording_check_expect);

static const struct recording_field watch_fields[] = {
    SAFE_TEXT(struct gs_watch, host),
    SAFE_TEXT_OR_NULL(struct gs_watch, typed),
    SAFE_CHARS(struct gs_watch, service),
    VALUE(struct gs_watch, is_address),
    VALUE(struct gs_watch, asks_mx),
    STRUCT_VEC(struct gs_watch, expects, GS_WATCH_EXPECTS_MAX, expect),
    LIMITED(struct gs_watch, interval_s, GS_WATCH_INTERVAL_MAX_S),
    SAFE_TEXT_VEC(struct gs_watch, labels, GS_WATCH_LABELS_MAX),
    VALUE(struct gs_watch, line),
};
const struct recording_struct recording_watch = TABLE(watch);

static const struct recording_field watch_answer_fields[] = {
    WORD(struct gs_watch_answer, outcome, outcome),
    WORD_ARRAY(struct gs_watch_answer, sides, outcome),
    STRUCT_VEC(struct gs_watch_answer, addresses, (size_t)2 * GS_WATCH_ADDRESSES_MAX, address),
    VALUE_ARRAY(struct gs_watch_answer, counts),
    VALUE_ARRAY(struct gs_watch_answer, left_outs),
    SAFE_TEXT_OR_NULL(struct gs_watch_answer, canonical),
    WORD(struct gs_watch_answer, mx_outcome, outcome),
    SAFE_TEXT_VEC(struct gs_watch_answer, exchanges, GS_WATCH_NAMES_MAX),
    WORD(struct gs_watch_answer, pointer_outcome, outcome),
    SAFE_TEXT_VEC(struct gs_watch_answer, pointers, GS_WATCH_NAMES_MAX),
    VALUE(struct gs_watch_answer, dns_us),
    VALUE_ARRAY(struct gs_watch_answer, sides_us),
    VALUE(struct gs_watch_answer, ttl_s),
    SAFE_CHARS(struct gs_watch_answer, detail),
    WORD(struct gs_watch_answer, libc_outcome, outcome),
    VALUE(struct gs_watch_answer, libc_us),
    STRUCT(struct gs_watch_answer, libc_first, address),
    VALUE(struct gs_watch_answer, is_libc_same),
    WORD(struct gs_watch_answer, source, watch_source),
};
const struct recording_struct recording_watch_answer =
    CHECKED(watch_answer, recording_check_watch_answer);

static const struct recording_field watch_change_fields[] = {
    WORD(struct gs_watch_change, type, watch_change_type),
    SAFE_TEXT_OR_NULL(struct gs_watch_change, old),
    SAFE_TEXT_OR_NULL(struct gs_watch_change, now),
    SAFE_TEXT_OR_NULL(struct gs_watch_change, remark),
    VALUE(struct gs_watch_change, is_again),
};
const struct recording_struct recording_watch_change = TABLE(watch_change);

static const struct recording_field journal_entry_fields[] = {
    COUNT(struct gs_journal_entry, number),
    ID(struct gs_journal_entry, host_id),
    SAFE_TEXT(struct gs_journal_entry, host),
    STRUCT(struct gs_journal_entry, change, watch_change),
    SECONDS(struct gs_journal_entry, first_wall_s),
    SECONDS(struct gs_journal_entry, last_wall_s),
    VALUE(struct gs_journal_entry, count),
};
const struct recording_struct recording_journal_entry = TABLE(journal_entry);

static const struct recording_field watch_trend_fields[] = {
    SECONDS_ARRAY(struct gs_watch_trend, turns_wall_s),
    VALUE(struct gs_watch_trend, turn_count),
    VALUE(struct gs_watch_trend, returns),
    VALUE_ARRAY(struct gs_watch_trend, gone),
    VALUE(struct gs_watch_trend, gone_count),
    VALUE(struct gs_watch_trend, is_flapping),
    VALUE(struct gs_watch_trend, flap_turns),
    SECONDS(struct gs_watch_trend, flap_wall_s),
    VALUE(struct gs_watch_trend, quiet_rounds),
    VALUE(struct gs_watch_trend, is_slow),
    VALUE(struct gs_watch_trend, slow_rounds),
    VALUE(struct gs_watch_trend, fast_rounds),
    VALUE(struct gs_watch_trend, timed_rounds),
    VALUE(struct gs_watch_trend, usual_us),
    VALUE(struct gs_watch_trend, deviation_us),
    VALUE(struct gs_watch_trend, level_us),
    SECONDS(struct gs_watch_trend, slow_wall_s),
    VALUE(struct gs_watch_trend, failed_rounds),
    VALUE(struct gs_watch_trend, failed_sides),
    VALUE(struct gs_watch_trend, told_sides),
    SECONDS(struct gs_watch_trend, failed_wall_s),
    VALUE(struct gs_watch_trend, mx_failed_rounds),
    VALUE(struct gs_watch_trend, is_mx_failing),
    SECONDS(struct gs_watch_trend, mx_failed_wall_s),
    SECONDS_ARRAY(struct gs_watch_trend, lost_wall_s),
    SECONDS(struct gs_watch_trend, changed_wall_s),
    VALUE(struct gs_watch_trend, failing),
    VALUE(struct gs_watch_trend, told_failing),
    VALUE(struct gs_watch_trend, expects_mark),
    VALUE(struct gs_watch_trend, order_rounds),
    VALUE(struct gs_watch_trend, is_rotating),
};
const struct recording_struct recording_watch_trend = TABLE(watch_trend);

static const struct recording_field watched_fields[] = {
    ID(struct gs_watched, id),
    STRUCT(struct gs_watched, watch, watch),
    WORD(struct gs_watched, state, watch_state),
    SECONDS(struct gs_watched, since_wall_s),
    POINTER(struct gs_watched, answer, watch_answer),
    POINTER(struct gs_watched, good, watch_answer),
    POINTER(struct gs_watched, told, watch_answer),
    STRUCT(struct gs_watched, trend, watch_trend),
    COUNT(struct gs_watched, rounds),
    COUNT(struct gs_watched, ups),
    COUNT(struct gs_watched, earlier_rounds),
    COUNT(struct gs_watched, earlier_ups),
    SECONDS(struct gs_watched, first_wall_s),
    SECONDS(struct gs_watched, last_wall_s),
    VALUE_ARRAY(struct gs_watched, samples_us),
    LIMITED(struct gs_watched, sample_count, GS_WATCH_SAMPLES_MAX),
    LIMITED(struct gs_watched, sample_next, GS_WATCH_SAMPLES_MAX - 1),
    WORD(struct gs_watched, last_change, watch_change_type),
    SECONDS(struct gs_watched, last_change_wall_s),
    SAFE_TEXT_OR_NULL(struct gs_watched, last_change_words),
    DUE(struct gs_watched, due_us),
    VALUE(struct gs_watched, interval_s),
    LIMITED(struct gs_watched, wished_s, GS_WATCH_INTERVAL_MAX_S),
    VALUE(struct gs_watched, is_paused),
};
const struct recording_struct recording_watched =
    CHECKED(watched, recording_check_watched);

static const struct recording_field watch_error_fields[] = {
    VALUE(struct gs_watch_error, line),
    SAFE_TEXT(struct gs_watch_error, reason),
};
const struct recording_struct recording_watch_error = TABLE(watch_error);

static const struct recording_field watch_told_fields[] = {
    SAFE_TEXT(struct gs_watch_told, name),
    STRUCT_VEC(struct gs_watch_told, hosts, GS_WATCHES_MAX, watched),
    STRUCT_VEC(struct gs_watch_told, errors, RECORDING_ITEMS, watch_error),
    VALUE(struct gs_watch_told, left_out),
    VALUE(struct gs_watch_told, interval_s),
    POINTER_VEC(struct gs_watch_told, journal, GS_JOURNAL_MAX, journal_entry),
    VALUE(struct gs_watch_told, is_other),
    VALUE(struct gs_watch_told, is_more),
    SECONDS(struct gs_watch_told, wall_s),
};
const struct recording_struct recording_watch_told =
    CHECKED(watch_told, recording_check_watch_told);

static const struct recording_field watch_round_fields[] = {
    ID(struct gs_watch_round, id),
    POINTER(struct gs_watch_round, answer, watch_answer),
    STRUCT_VEC(struct gs_watch_round, changes, (size_t)4 * GS_WATCH_CHANGE_COUNT, watch_change),
    SAFE_TEXT_OR_NULL(struct gs_watch_round, words),
    WORD(struct gs_watch_round, state, watch_state),
    STRUCT(struct gs_watch_round, trend, watch_trend),
    POINTER(struct gs_watch_round, told, watch_answer),
    SECONDS(struct gs_watch_round, began_wall_s),
    SECONDS(struct gs_watch_round, wall_s),
    DUE(struct gs_watch_round, due_us),
    VALUE(struct gs_watch_round, interval_s),
};
const struct recording_struct recording_watch_round =
    CHECKED(watch_round, recording_check_watch_round);

static const struct recording_field watch_setting_fields[] = {
    ID(struct gs_watch_setting, id),
    VALUE(struct gs_watch_setting, is_paused),
    VALUE(struct gs_watch_setting, interval_s),
    LIMITED(struct gs_watch_setting, wished_s, GS_WATCH_INTERVAL_MAX_S),
    DUE(struct gs_watch_setting, due_us),
};
const struct recording_struct recording_watch_setting =
    CHECKED(watch_setting, recording_check_watch_setting);

static const struct recording_field watch_status_fields[] = {
    VALUE(struct gs_watch_status, is_paused),
    VALUE(struct gs_watch_status, interval_s),
    LIMITED(struct gs_watch_status, wished_s, GS_WATCH_INTERVAL_MAX_S),
    VALUE(struct gs_watch_status, in_flight),
    VALUE(struct gs_watch_status, window),
    VALUE(struct gs_watch_status, waiting),
    COUNT(struct gs_watch_status, round),
    VALUE(struct gs_watch_status, round_us),
    COUNT(struct gs_watch_status, sent),
    COUNT(struct gs_watch_status, answered),
    COUNT(struct gs_watch_status, failed),
    COUNT(struct gs_watch_status, pending),
    COUNT(struct gs_watch_status, retries),
    COUNT(struct gs_watch_status, libc_calls),
    COUNT(struct gs_watch_status, catch_ups),
    COUNT(struct gs_watch_status, hooks_run),
    COUNT(struct gs_watch_status, hooks_left_out),
    DUE(struct gs_watch_status, next_due_us),
    VALUE(struct gs_watch_status, started_us),
};
const struct recording_struct recording_watch_status =
    CHECKED(watch_status, recording_check_watch_status);
