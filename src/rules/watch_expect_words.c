/* SPDX-License-Identifier: MIT */
/*
 * Why an expectation fails: what was expected, then what there is.
 */
#include "watch_judge.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/race.h"

#include <string.h>

#include <sys/socket.h>

enum {
    SHOWN_MAX = 4, /* values named in a sentence; of the others the number */
};

static void add_address(const struct gs_address *address, struct gs_buf *out)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    gs_buf_add_text(out, text);
}

static const char *family_word(int family)
{
    return family == AF_INET ? "IPv4" : family == AF_INET6 ? "IPv6" : "";
}

static void add_more(size_t count, struct gs_buf *out)
{
    if (count > SHOWN_MAX) {
        gs_buf_addf(out, " and %zu more", count - SHOWN_MAX);
    }
}

/* The addresses of `list` that are not in `others`. Returns: how many. */
static size_t add_missing(const struct gs_address_list *list,
                          const struct gs_address_list *others, struct gs_buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (watch_has_address(others, &list->items[i])) {
            continue;
        }
        if (count < SHOWN_MAX) {
            gs_buf_add_text(out, count == 0 ? "" : ", ");
            add_address(&list->items[i], out);
        }
        count++;
    }
    add_more(count, out);
    return count;
}

/* "expected 192.0.2.1 alone: 192.0.2.1 is missing, 192.0.2.9 is not expected". */
static void add_set(const struct gs_expect *expect, const struct gs_watch_answer *answer,
                    struct gs_buf *out)
{
    static const struct gs_address_list none = {0};
    struct gs_buf missing = {0};
    struct gs_buf extra = {0};
    size_t missing_count = add_missing(&expect->addresses, &answer->addresses, &missing);
    size_t extra_count = add_missing(&answer->addresses, &expect->addresses, &extra);
    gs_buf_add_text(out, "expected ");
    (void)add_missing(&expect->addresses, &none, out);
    gs_buf_add_text(out, " alone");
    if (missing_count > 0) {
        gs_buf_addf(out, ": %s %s missing", gs_buf_text(&missing),
                    gs_plural(missing_count, "is", "are"));
    }
    if (extra_count > 0) {
        gs_buf_addf(out, "%s %s %s not expected", missing_count > 0 ? "," : ":",
                    gs_buf_text(&extra), gs_plural(extra_count, "is", "are"));
    }
    gs_buf_fini(&missing);
    gs_buf_fini(&extra);
}

static void add_prefix(const struct gs_expect *expect,
                       const struct gs_watch_answer *answer, struct gs_buf *out)
{
    const struct gs_address *first = &expect->addresses.items[0];
    const struct gs_address *other = watch_outside(expect, answer);
    const char *family = family_word(first->family);
    gs_buf_addf(out, "expected %s in ", family);
    add_address(first, out);
    gs_buf_addf(out, "/%u", (unsigned)expect->bits);
    if (other != NULL) {
        gs_buf_add_text(out, ", there is ");
        add_address(other, out);
    } else if (answer->counts[gs_race_side(first->family)] == 0) {
        gs_buf_addf(out, ", there is no %s address", family);
    }
}

static void add_count(const struct gs_expect *expect,
                      const struct gs_watch_answer *answer, struct gs_buf *out)
{
    unsigned count = expect->family != 0
                         ? answer->counts[gs_race_side(expect->family)]
                         : (unsigned)answer->counts[0] + answer->counts[1];
    gs_buf_addf(out, "expected at least %u %s%s%s, there %s ", (unsigned)expect->count,
                family_word(expect->family), expect->family == 0 ? "" : " ",
                gs_plural(expect->count, "address", "addresses"),
                gs_plural(count == 0 ? 1 : count, "is", "are"));
    if (count == 0) {
        gs_buf_add_text(out, "none");
    } else {
        gs_buf_addf(out, "%u", count);
    }
}

static void add_family(const struct gs_expect *expect,
                       const struct gs_watch_answer *answer, struct gs_buf *out)
{
    const char *family = family_word(expect->family);
    gs_buf_addf(out, "expected %s", family);
    if (answer->counts[gs_race_side(expect->family)] == 0) {
        gs_buf_addf(out, ", there is no %s address", family);
    }
}

/* Names come from DNS: they are sanitised here. */
static void add_exchanges(const struct gs_watch_answer *answer, struct gs_buf *out)
{
    const struct gs_name_list *list = &answer->exchanges;
    if (list->count == 0) {
        gs_buf_add_text(out, "there is none");
        return;
    }
    if (gs_name_list_is_null_mx(list)) {
        gs_buf_add_text(out, "there is a null MX");
        return;
    }
    gs_buf_addf(out, "there %s ", gs_plural(list->count, "is", "are"));
    for (size_t i = 0; i < list->count && i < SHOWN_MAX; i++) {
        const char *name = watch_exchange_name(list->items[i]);
        gs_buf_add_text(out, i == 0 ? "" : ", ");
        gs_text_sanitise(out, name, strlen(name));
    }
    add_more(list->count, out);
}

static void add_mx(const struct gs_expect *expect, const struct gs_watch_answer *answer,
                   struct gs_buf *out)
{
    bool is_null = expect->host == NULL || expect->host[0] == '\0';
    gs_buf_addf(out, "expected %s%s, ", is_null ? "a null MX" : "mail exchange ",
                is_null ? "" : expect->host);
    add_exchanges(answer, out);
}

static void add_sunk(const struct gs_watch_answer *answer,
                     const struct gs_sinkhole_list *sinkholes, struct gs_buf *out)
{
    const struct gs_address *address = watch_sunk(answer, sinkholes);
    if (address == NULL) {
        gs_buf_add_text(out, "expected no address in a sinkhole");
        return;
    }
    const struct gs_sinkhole *sinkhole = watch_sinkhole_of(sinkholes, address);
    add_address(address, out);
    gs_buf_add_text(out, " is in the sinkhole ");
    add_address(&sinkhole->address, out);
    gs_buf_addf(out, "/%u", (unsigned)sinkhole->bits);
}

void gs_watch_failing_words(const struct gs_expect *expect,
                            const struct gs_watch_answer *answer,
                            const struct gs_sinkhole_list *sinkholes, struct gs_buf *out)
{
    switch (expect->kind) {
    case GS_EXPECT_SET:
        add_set(expect, answer, out);
        return;
    case GS_EXPECT_PREFIX:
        add_prefix(expect, answer, out);
        return;
    case GS_EXPECT_AT_LEAST:
        add_count(expect, answer, out);
        return;
    case GS_EXPECT_FAMILY:
        add_family(expect, answer, out);
        return;
    case GS_EXPECT_MX:
        add_mx(expect, answer, out);
        return;
    case GS_EXPECT_NO_SINKHOLE:
        add_sunk(answer, sinkholes == NULL ? gs_sinkholes_default() : sinkholes, out);
        return;
    }
}
