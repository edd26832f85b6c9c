/* SPDX-License-Identifier: MIT */
/**
 * The texts of changes: sets, names and counts as a person reads them, and a list of changes
 * to put them in. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_CHANGE_TEXT_H
#define GAISCOPE_RULES_WATCH_CHANGE_TEXT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/journal.h"
#include "gaiscope/model/watch_answer.h"

/** Families of a set. */
enum {
    WATCH_IPV6 = 1, /**< bit of gs_race_side() 0 */
    WATCH_IPV4 = 2, /**< of 1 */
    WATCH_BOTH = WATCH_IPV6 | WATCH_IPV4,
};

/** What a change says. */
struct change_texts {
    struct gs_buf old;    /**< empty: nothing */
    struct gs_buf now;    /**< the same */
    struct gs_buf remark; /**< the same */
};

/** Appends a change and takes its texts out. They are cut to what a journal keeps. */
void change_push(struct gs_watch_change_list *list, enum gs_watch_change_type type,
                 struct change_texts *texts);

/** Appends one more item of a list: after ", "; over the limit it is counted by the caller. */
bool change_text_item(struct gs_buf *out, const char *item);

/** Appends the addresses of some families: "192.0.2.1, 2001:db8::1 and 3 more". */
void change_text_set(struct gs_buf *out, const struct gs_watch_answer *answer,
                     unsigned families);

/** Appends names the same way; `none` for an empty list, `root` for the name "". */
void change_text_names(struct gs_buf *out, const struct gs_name_list *names,
                       const char *none, const char *root);

/** Appends outside text, sanitised. */
void change_text_safe(struct gs_buf *out, const char *text);

/** "IPv6" or "IPv4" of gs_race_side(). */
const char *change_family_word(size_t side);

#endif
