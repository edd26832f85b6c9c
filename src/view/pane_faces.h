/* SPDX-License-Identifier: MIT */
/*
 * What each pane gives to the table of panes, one file each: how it is described and built, its
 * details, where an item leads, and its texts. Those of a view with a header of its own (mail,
 * order, race, whois) may stand there.
 */
#ifndef GAISCOPE_SRC_VIEW_PANE_FACES_H
#define GAISCOPE_SRC_VIEW_PANE_FACES_H

#include "pane.h"

void gs_describe_v4(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_v6(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_idn(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_compare(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_reverse(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_services(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_mail(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_machine(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_history(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_sources(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_why(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_beside(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_bind(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_accepted(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_order(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_orders(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_rules(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_policy(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_table(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_protocols(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_calls(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_nameinfo(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_log(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_v4(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_v6(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_idn(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_compare(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_types(const struct gs_pane_context *context, struct gs_rows *rows,
                    size_t first_item);
void gs_build_tries(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_reverse(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_services(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_mail(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_machine(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_alive(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_examples(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_history(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_sources(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_why(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_beside(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_bind(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_accepted(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_order(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_orders(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_rules(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_policy(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_table(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_protocols(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_calls(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_nameinfo(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_records(const struct gs_pane_context *context, size_t at,
                        struct gs_popup *popup);
const char *gs_target_records(const struct gs_pane_context *context, size_t at);
void gs_describe_records(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_text_records(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out);
void gs_copy_records(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out);
void gs_copy_message(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out);
uint64_t gs_key_records(const struct gs_pane_context *context, size_t item);
void gs_build_records(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_describe_message(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_message(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_describe_servers(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_trace(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_details_servers(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_details_trace(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup);
uint64_t gs_key_trace(const struct gs_pane_context *context, size_t item);
void gs_build_servers(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_trace(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_plan(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_sender_v4(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_sender_v6(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_policies(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_smtp(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_referrals(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_registration(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_status(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_build_whois_text(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_describe_plan(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_sender_v4(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_sender_v6(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_policies(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_smtp(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_details_plan(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup);
void gs_details_sender_v4(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup);
void gs_details_sender_v6(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup);
void gs_details_policies(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup);
void gs_details_smtp(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup);
const char *gs_target_plan(const struct gs_pane_context *context, size_t item);
const char *gs_target_sender_v4(const struct gs_pane_context *context, size_t item);
const char *gs_target_sender_v6(const struct gs_pane_context *context, size_t item);
const char *gs_target_smtp(const struct gs_pane_context *context, size_t item);
void gs_build_log(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_v4(const struct gs_pane_context *context, size_t item,
                   struct gs_popup *popup);
void gs_details_v6(const struct gs_pane_context *context, size_t item,
                   struct gs_popup *popup);
void gs_details_compare(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_details_reverse(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_details_mail(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup);
void gs_details_sources(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_details_services(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup);
void gs_details_idn(const struct gs_pane_context *context, size_t item,
                    struct gs_popup *popup);
void gs_describe_referrals(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_registration(const struct gs_pane_context *context,
                              struct gs_pane *pane);
void gs_describe_status(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_describe_whois_text(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_details_referrals(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup);
void gs_details_registration(const struct gs_pane_context *context, size_t item,
                             struct gs_popup *popup);
void gs_details_whois_text(const struct gs_pane_context *context, size_t item,
                           struct gs_popup *popup);
void gs_text_whois(const struct gs_pane_context *context, size_t item,
                   struct gs_buf *out);
struct gs_verdict gs_verdict_whois(const struct gs_pane_context *context);
void gs_text_log(const struct gs_pane_context *context, size_t item, struct gs_buf *out);
uint64_t gs_key_log(const struct gs_pane_context *context, size_t item);
struct gs_verdict gs_verdict_log(const struct gs_pane_context *context);
void gs_details_log(const struct gs_pane_context *context, size_t item,
                    struct gs_popup *popup);
void gs_details_bind(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup);
void gs_details_accepted(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup);
void gs_details_order(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup);
void gs_details_table(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup);
void gs_details_calls(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup);
void gs_details_nameinfo(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup);
void gs_text_table(const struct gs_pane_context *context, size_t item,
                   struct gs_buf *out);
void gs_text_protocols(const struct gs_pane_context *context, size_t item,
                       struct gs_buf *out);
uint64_t gs_key_table(const struct gs_pane_context *context, size_t item);
uint64_t gs_key_protocols(const struct gs_pane_context *context, size_t item);
const char *gs_target_compare(const struct gs_pane_context *context, size_t item);
const char *gs_target_reverse(const struct gs_pane_context *context, size_t item);
const char *gs_target_mail(const struct gs_pane_context *context, size_t item);

#endif
