/* SPDX-License-Identifier: MIT */
/*
 * A change as a whole swallows the single ones: a name that vanished has not lost its IPv6 as
 * well, and a family that is lost has not lost each address.
 */
#include "watch_diff.h"

#include "watch_change_text.h"
#include "watch_values.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/race.h"

#include <string.h>

enum {
    SINGLES_MAX = 4, /* addresses told one by one; more are told as one change */
};

static bool is_known(const struct gs_watch_answer *answer, size_t side)
{
    return gs_outcome_is_final(answer->sides[side]);
}

bool watch_is_same_set(const struct gs_watch_answer *old,
                       const struct gs_watch_answer *now)
{
    if (old->addresses.count != now->addresses.count) {
        return false;
    }
    for (size_t i = 0; i < old->addresses.count; i++) {
        if (!gs_address_is_equal(&old->addresses.items[i], &now->addresses.items[i])) {
            return false;
        }
    }
    return true;
}

/* -- the name ------------------------------------------------------------------------- */

static void add_all(struct gs_buf *out, const struct gs_watch_answer *answer)
{
    change_text_set(out, answer, WATCH_BOTH);
    if (answer->pointers.count > 0) {
        change_text_names(out, &answer->pointers, "", "");
    }
    if (out->len == 0) {
        gs_buf_add_text(out, gs_outcome_word(GS_OUTCOME_NO_DATA));
    }
}

static void add_counts(struct gs_buf *out, const struct gs_watch_answer *answer)
{
    for (size_t side = 2; side-- > 0;) {
        if (answer->counts[side] > 0) {
            gs_buf_addf(out, "%s%u %s", out->len > 0 ? ", " : "", answer->counts[side],
                        change_family_word(side));
        }
    }
}

/* Returns: whether the name came or went. */
static bool diff_name(const struct gs_watch_answer *old,
                      const struct gs_watch_answer *now, struct gs_watch_change_list *out)
{
    bool was = old->outcome != GS_OUTCOME_NO_SUCH_NAME;
    bool is = now->outcome != GS_OUTCOME_NO_SUCH_NAME;
    struct change_texts texts = {0};
    if (!gs_outcome_is_final(old->outcome) || !gs_outcome_is_final(now->outcome) ||
        was == is) {
        return false;
    }
    if (is) {
        add_all(&texts.now, now);
        add_counts(&texts.remark, now);
        change_push(out, GS_WATCH_NAME_APPEARED, &texts);
    } else {
        add_all(&texts.old, old);
        gs_buf_add_text(&texts.remark, "NXDOMAIN");
        change_push(out, GS_WATCH_NAME_VANISHED, &texts);
    }
    return true;
}

/* -- addresses ------------------------------------------------------------------------ */

static void remark_count(struct gs_buf *out, const struct gs_watch_answer *answer,
                         size_t side)
{
    gs_buf_addf(out, "%s%u %s now", watch_is_cut(answer, side) ? "over " : "",
                answer->counts[side], change_family_word(side));
}

/* Returns: whether a family came or went. */
static bool diff_family(const struct gs_watch_answer *old,
                        const struct gs_watch_answer *now, size_t side,
                        struct gs_watch_change_list *out)
{
    static const enum gs_watch_change_type lost[] = {GS_WATCH_IPV6_LOST,
                                                     GS_WATCH_IPV4_LOST};

    static const enum gs_watch_change_type gained[] = {GS_WATCH_IPV6_GAINED,
                                                       GS_WATCH_IPV4_GAINED};
    struct change_texts texts = {0};
    if (!is_known(old, side) || !is_known(now, side) ||
        (old->counts[side] > 0) == (now->counts[side] > 0)) {
        return false;
    }
    if (now->counts[side] > 0) {
        change_text_set(&texts.now, now, 1U << side);
        remark_count(&texts.remark, now, side);
        change_push(out, gained[side], &texts);
        return true;
    }
    enum gs_outcome said = now->sides[side] == GS_OUTCOME_NO_SUCH_NAME
                               ? GS_OUTCOME_NO_SUCH_NAME
                               : GS_OUTCOME_NO_DATA;
    change_text_set(&texts.old, old, 1U << side);
    gs_buf_addf(&texts.remark, "%s for %s", gs_outcome_word(said),
                side == 0 ? "AAAA" : "A");
    change_push(out, lost[side], &texts);
    return true;
}

static bool has_address(const struct gs_watch_answer *answer,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < answer->addresses.count; i++) {
        if (gs_address_is_equal(&answer->addresses.items[i], address)) {
            return true;
        }
    }
    return false;
}

/* The addresses of one family that `a` has and `b` has not. */
static struct gs_watch_answer minus(const struct gs_watch_answer *a,
                                    const struct gs_watch_answer *b, size_t side)
{
    struct gs_watch_answer rest = {0};
    for (size_t i = 0; i < a->addresses.count; i++) {
        const struct gs_address *address = &a->addresses.items[i];
        if (gs_race_side(address->family) == side && !has_address(b, address)) {
            gs_vec_push(&rest.addresses, *address);
        }
    }
    return rest;
}

/* One change an address, or one for all of them when they are many. */
static void push_addresses(const struct gs_watch_answer *rest,
                           const struct gs_watch_answer *now, size_t side, bool is_added,
                           struct gs_watch_change_list *out)
{
    enum gs_watch_change_type type =
        is_added ? GS_WATCH_ADDRESS_ADDED : GS_WATCH_ADDRESS_REMOVED;
    size_t count = rest->addresses.count;
    size_t step = count > SINGLES_MAX ? count : 1;
    for (size_t i = 0; i < count; i += step) {
        struct gs_watch_answer some = {
            .addresses = {.items = rest->addresses.items + i, .count = step}};
        struct change_texts texts = {0};
        change_text_set(is_added ? &texts.now : &texts.old, &some, WATCH_BOTH);
        remark_count(&texts.remark, now, side);
        change_push(out, type, &texts);
    }
}

/* A set that was cut is one of many: only that it became so, or is so no more, is told. */
static void diff_cut(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                     size_t side, struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    bool is_cut = watch_is_cut(now, side);
    if (watch_is_cut(old, side) == is_cut) {
        return;
    }
    gs_buf_addf(is_cut ? &texts.now : &texts.old, "over %d addresses",
                GS_WATCH_ADDRESSES_MAX);
    remark_count(&texts.remark, now, side);
    change_push(out, is_cut ? GS_WATCH_ADDRESS_ADDED : GS_WATCH_ADDRESS_REMOVED, &texts);
}

static void diff_addresses(const struct gs_watch_answer *old,
                           const struct gs_watch_answer *now, size_t side,
                           struct gs_watch_change_list *out)
{
    if (!is_known(old, side) || !is_known(now, side)) {
        return;
    }
    if (watch_is_cut(old, side) || watch_is_cut(now, side)) {
        diff_cut(old, now, side, out);
        return;
    }
    struct gs_watch_answer removed = minus(old, now, side);
    struct gs_watch_answer added = minus(now, old, side);
    push_addresses(&removed, now, side, false, out);
    push_addresses(&added, now, side, true, out);
    gs_vec_fini(&removed.addresses);
    gs_vec_fini(&added.addresses);
}

/* -- names ---------------------------------------------------------------------------- */

static void diff_canonical(const struct gs_watch_answer *old,
                           const struct gs_watch_answer *now,
                           struct gs_watch_change_list *out)
{
    const char *was = old->canonical;
    const char *is = now->canonical;
    struct change_texts texts = {0};
    if (!gs_outcome_is_final(old->outcome) || !gs_outcome_is_final(now->outcome) ||
        (was == NULL && is == NULL) ||
        (was != NULL && is != NULL && strcmp(was, is) == 0)) {
        return;
    }
    change_text_safe(&texts.old, was == NULL ? "no CNAME" : was);
    change_text_safe(&texts.now, is == NULL ? "no CNAME" : is);
    gs_buf_add_text(&texts.remark,
                    watch_is_same_set(old, now) ? "same set" : "another set");
    change_push(out, GS_WATCH_CNAME_CHANGED, &texts);
}

static void diff_mx(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                    struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    size_t count = now->exchanges.count;
    bool is_null = gs_name_list_is_null_mx(&now->exchanges);
    if (!gs_outcome_is_final(old->mx_outcome) || !gs_outcome_is_final(now->mx_outcome) ||
        gs_name_list_is_equal(&old->exchanges, &now->exchanges)) {
        return;
    }
    change_text_names(&texts.old, &old->exchanges, "no MX", "null MX");
    change_text_names(&texts.now, &now->exchanges, "no MX", "null MX");
    if (is_null) {
        gs_buf_add_text(&texts.remark, "takes no mail");
    } else {
        gs_buf_addf(&texts.remark, "%zu %s now", count,
                    gs_plural(count, "exchange", "exchanges"));
    }
    change_push(out, is_null ? GS_WATCH_MX_NULL : GS_WATCH_MX_CHANGED, &texts);
}

static void diff_pointers(const struct gs_watch_answer *old,
                          const struct gs_watch_answer *now,
                          struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    size_t count = now->pointers.count;
    if (!gs_outcome_is_final(old->pointer_outcome) ||
        !gs_outcome_is_final(now->pointer_outcome) ||
        gs_name_list_is_equal(&old->pointers, &now->pointers)) {
        return;
    }
    change_text_names(&texts.old, &old->pointers, "no name", "the root");
    change_text_names(&texts.now, &now->pointers, "no name", "the root");
    gs_buf_addf(&texts.remark, "%zu %s now", count, gs_plural(count, "name", "names"));
    change_push(out, GS_WATCH_PTR_CHANGED, &texts);
}

static void diff_source(const struct gs_watch_answer *old,
                        const struct gs_watch_answer *now,
                        struct gs_watch_change_list *out)
{
    static const char *const words[] = {
        [GS_WATCH_SOURCE_DNS] = "DNS",
        [GS_WATCH_SOURCE_HOSTS] = "hosts file",
        [GS_WATCH_SOURCE_OTHER] = "another source",
    };
    struct change_texts texts = {0};
    if (old->source == now->source || old->source == GS_WATCH_SOURCE_NONE ||
        now->source == GS_WATCH_SOURCE_NONE) {
        return;
    }
    gs_buf_add_text(&texts.old, words[old->source]);
    gs_buf_add_text(&texts.now, words[now->source]);
    gs_buf_add_text(&texts.remark,
                    old->is_libc_same && now->is_libc_same && watch_is_same_set(old, now)
                        ? "same set"
                        : "another set");
    change_push(out, GS_WATCH_SOURCE_CHANGED, &texts);
}

/* -- all ------------------------------------------------------------------------------ */

void watch_diff_whole(const struct gs_watch_answer *old,
                      const struct gs_watch_answer *now, struct gs_watch_change_list *out)
{
    if (!diff_name(old, now, out)) {
        (void)diff_family(old, now, 0, out);
        (void)diff_family(old, now, 1, out);
    }
}

void watch_diff(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                struct gs_watch_change_list *out)
{
    bool is_whole = diff_name(old, now, out);
    for (size_t side = 0; side < 2 && !is_whole; side++) {
        if (!diff_family(old, now, side, out)) {
            diff_addresses(old, now, side, out);
        }
    }
    diff_canonical(old, now, out);
    diff_mx(old, now, out);
    if (!is_whole) {
        diff_pointers(old, now, out);
    }
    diff_source(old, now, out);
}
