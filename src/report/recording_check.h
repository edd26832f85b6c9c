/* SPDX-License-Identifier: MIT */
/*
 * What must hold between the members of a struct that was read from a recording, so that the
 * rooms above find what the engine would have given: numbers that point at other items. Each
 * says why a value is refused; NULL: it is sound.
 */
#ifndef GAISCOPE_REPORT_RECORDING_CHECK_H
#define GAISCOPE_REPORT_RECORDING_CHECK_H

/* Records lie inside of the message that is kept. Takes: a struct gs_dns_answer. */
const char *recording_check_dns_answer(void *value);

/* Every server has a cell for each question. Takes: a struct gs_server_table. */
const char *recording_check_server_table(void *value);

/* A source that answered has an answer. Takes: a struct gs_rung. */
const char *recording_check_rung(void *value);

/* A line belongs to a question, host and service, or to none. Takes: a struct gs_log_entry. */
const char *recording_check_log_entry(void *value);

/* Clients came in at a socket that there is. Takes: a struct gs_bind_report. */
const char *recording_check_bind_report(void *value);

/* Lines lie inside of the text. Takes: a struct gs_whois_text. */
const char *recording_check_whois_text(void *value);

/* Facts come from a server that there is. Takes: a struct gs_whois. */
const char *recording_check_whois(void *value);

/* Attempts are of a service that there is. Takes: a struct gs_connect_report. */
const char *recording_check_connect_report(void *value);

/* The winner is a lane. Takes: a struct gs_race. */
const char *recording_check_race(void *value);

/* What a kind of expectation needs is there. Takes: a struct gs_expect. */
const char *recording_check_expect(void *value);

/* Sets are sorted, have each value once, and are counted. Takes: a struct gs_watch_answer. */
const char *recording_check_watch_answer(void *value);

/* Rounds and samples add up. Takes: a struct gs_watched. */
const char *recording_check_watched(void *value);

/* Each host has an id of its own. Takes: a struct gs_watch_told. */
const char *recording_check_watch_told(void *value);

/* There is an answer. Takes: a struct gs_watch_round. */
const char *recording_check_watch_round(void *value);

/* The time it is due is one. Takes: a struct gs_watch_setting; a struct gs_watch_status. */
const char *recording_check_watch_setting(void *value);
const char *recording_check_watch_status(void *value);

#endif
