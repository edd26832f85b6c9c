/* SPDX-License-Identifier: MIT */
/*
 * What the panes of the monitor share: the hosts in the order shown, and how they look.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCH_PANE_H
#define GAISCOPE_SRC_VIEW_WATCH_PANE_H

#include "pane.h"

/* A sign in its role: ✗ ERR, ▼ ▲ ~ WARN, ✓ OK, others TEXT. */
struct gs_outcome_look gs_watch_look(const char *sign);

/* How a host's state looks: one that changed bears the sign of the change. */
struct gs_outcome_look gs_watched_look(const struct gs_watched *host);

/* Brings their order up to date. At the beginning of a frame alone: what is seen and what a key
 * means are of the same order. */
void gs_watched_renew(const struct gs_pane_context *context);

/* How many hosts are shown, and the one behind an item; NULL: there is none. */
size_t gs_watched_count(const struct gs_pane_context *context);
const struct gs_watched *gs_watched_at(const struct gs_pane_context *context,
                                       size_t item);

/* The item of a host; GS_NO_ITEM: the filter leaves it out. */
size_t gs_watched_item(const struct gs_pane_context *context, uint64_t id);

/* How many entries of the journal are shown, and the one behind an item; NULL: none. */
size_t gs_journal_count(const struct gs_pane_context *context);
const struct gs_journal_entry *gs_journal_entry_of(const struct gs_pane_context *context,
                                                   size_t item);

/* How the sign and the word of a change look, and what stands beside old and new. */
struct gs_outcome_look gs_journal_look(const struct gs_journal_entry *entry);
void gs_journal_remark(const struct gs_journal_entry *entry, struct gs_buf *out);

/* Why there are no hosts. Static. */
const char *gs_no_watched(const struct gs_pane_context *context);

/* The question's line of the monitor, what stands at its right, and the verdict. */
int gs_watch_question(const struct gs_pane_context *context, struct gs_rows *rows, int x);
bool gs_watch_remark(const struct gs_pane_context *context, bool is_short,
                     struct gs_buf *out);
struct gs_verdict gs_verdict_watched(const struct gs_pane_context *context);

/* What is pending, for the footer: "next in 11 s". Takes: when the last round of a host ended, or
 * nothing was asked. Returns: whether one is to look there. */
bool gs_watch_pending_words(const struct gs_pane_context *context, int64_t told_us,
                            struct gs_buf *out);

/* The panes. */
void gs_describe_watched(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_watched(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_watched(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_text_watched(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out);
/* Another one for each label that a host stands under; not its id. */
uint64_t gs_key_watched(const struct gs_pane_context *context, size_t item);
void gs_describe_journal(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_journal(const struct gs_pane_context *context, struct gs_rows *rows);
void gs_details_journal(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup);
void gs_text_journal(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out);
uint64_t gs_key_journal(const struct gs_pane_context *context, size_t item);
void gs_describe_broken(const struct gs_pane_context *context, struct gs_pane *pane);
void gs_build_broken(const struct gs_pane_context *context, struct gs_rows *rows);

#endif
