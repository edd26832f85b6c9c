/* SPDX-License-Identifier: MIT */
/*
 * All that is known of one watched host: its line and what is expected of it, the last answers,
 * its rounds as a plot, and its own changes.
 */
#include "watch_pane.h"
#include "watched_history.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_expect.h"
#include "gaiscope/rules/watch_list.h"
#include "gaiscope/rules/watch_words.h"

#include <sys/socket.h>

enum {
    VALUE_X = GS_WATCHED_VALUE_X,
    US_PER_S = 1000000,
};

/* -- its line ------------------------------------------------------------------------ */

static void add_state(struct gs_words *words, const struct gs_watched *host,
                      int64_t now_s)
{
    char ago[GS_DURATION_TEXT_MAX];
    char clock[GS_DURATION_TEXT_MAX];
    if (host->since_wall_s == 0) {
        gs_words_add(words, "state", "%s", gs_watch_state_word(host->state));
        return;
    }
    gs_ago_format(host->since_wall_s, now_s, ago);
    gs_moment_format(host->since_wall_s, now_s, clock);
    gs_words_add(words, "state", "%s %s since %s, %s", gs_watch_state_sign(host->state),
                 gs_watch_state_word(host->state), clock, ago);
}

/* For how long it fails, and in how many rounds; one family alone counts. */
static void add_failing(struct gs_words *words, const struct gs_watched *host,
                        int64_t now_s)
{
    const struct gs_watch_trend *trend = &host->trend;
    char since[GS_DURATION_TEXT_MAX];
    if (trend->failed_rounds == 0) {
        return;
    }
    gs_words_add(words, "fails", "%u %s in a row", (unsigned)trend->failed_rounds,
                 gs_plural(trend->failed_rounds, "round", "rounds"));
    if (trend->failed_wall_s > 0) {
        gs_moment_format(trend->failed_wall_s, now_s, since);
        gs_words_remark(words, GS_SIGN_ERR, "since %s%s", since,
                        trend->failed_sides == 1   ? ", AAAA alone"
                        : trend->failed_sides == 2 ? ", A alone"
                                                   : "");
    }
}

static void add_due(struct gs_words *words, const struct gs_watched *host,
                    const struct gs_watch_status *status, int64_t now_us)
{
    char every[GS_DURATION_TEXT_MAX];
    char left[GS_DURATION_TEXT_MAX];
    int64_t left_us = host->due_us - now_us;
    gs_age_format(host->interval_s, every);
    if (host->is_paused || status->is_paused) {
        gs_words_add(words, "asked", "paused, else every %s", every);
    } else if (host->due_us == INT64_MAX || left_us <= 0) {
        gs_words_add(words, "asked", "every %s, now", every);
    } else {
        gs_age_format((left_us + US_PER_S - 1) / US_PER_S, left);
        gs_words_add(words, "asked", "every %s, next in %s", every, left);
    }
}

static void add_line(struct gs_words *words, const struct gs_watched *host)
{
    struct gs_buf line = {0};
    gs_watch_line_format(&host->watch, &line);
    gs_words_add(words, "line", "%s", gs_buf_text(&line));
    if (host->watch.line > 0) {
        gs_words_remark(words, GS_SIGN_NONE, "line %u of the list",
                        (unsigned)host->watch.line);
    } else {
        gs_words_remark(words, GS_SIGN_NONE, "added here");
    }
    gs_buf_fini(&line);
}

/* Which sinkholes are meant is not known here: the journal below names the one that was met. */
static void add_failing_words(const struct gs_expect *expect,
                              const struct gs_watch_answer *answer, struct gs_buf *out)
{
    static const struct gs_sinkhole_list unknown = {0};
    gs_watch_failing_words(expect, answer, &unknown, out);
}

/* What was not asked yet is neither held nor broken. */
static void add_expects(struct gs_words *words, const struct gs_watched *host)
{
    const struct gs_watch_answer *answer = gs_watched_known(host);
    for (size_t i = 0; i < host->watch.expects.count; i++) {
        const struct gs_expect *expect = &host->watch.expects.items[i];
        bool is_failing = (host->trend.failing & (1u << i)) != 0;
        struct gs_buf text = {0};
        gs_expect_format(expect, &text);
        gs_words_add(words, i == 0 ? "expects" : "", "%s", gs_buf_text(&text));
        gs_buf_clear(&text);
        if (is_failing && answer != NULL) {
            add_failing_words(expect, answer, &text);
        }
        gs_words_remark(words,
                        is_failing          ? GS_SIGN_ERR
                        : host->rounds == 0 ? GS_SIGN_NONE
                                            : GS_SIGN_OK,
                        "%s",
                        text.len > 0        ? gs_buf_text(&text)
                        : host->rounds == 0 ? "not asked yet"
                                            : "holds");
        gs_buf_fini(&text);
    }
}

/* -- its answers --------------------------------------------------------------------- */

static void add_failure(struct gs_words *words, const struct gs_watched *host)
{
    const struct gs_watch_answer *answer = host->answer;
    if (answer == NULL) {
        gs_words_add(words, "answer", "none yet");
    } else if (answer->outcome != GS_OUTCOME_ANSWERED) {
        gs_words_add(words, "answer", "%s", gs_outcome_word(answer->outcome));
        gs_words_remark(
            words, gs_outcome_is_temporary(answer->outcome) ? GS_SIGN_ERR : GS_SIGN_WARN,
            "%s", answer->detail);
        if (gs_outcome_is_temporary(answer->outcome) && host->good != NULL) {
            gs_words_add(words, "", "what follows is the last good answer");
        }
    }
}

/* Its addresses of one family, a line each. */
static void add_family(struct gs_words *words, const struct gs_watch_answer *answer,
                       size_t side)
{
    static const struct {
        const char *name;
        int family;
    } sides[2] = {{"IPv6", AF_INET6}, {"IPv4", AF_INET}};

    const char *label = sides[side].name;
    for (size_t i = 0; i < answer->addresses.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        if (answer->addresses.items[i].family == sides[side].family) {
            gs_address_format(&answer->addresses.items[i], text);
            gs_words_add(words, label, "%s", text);
            label = "";
        }
    }
    if (answer->counts[side] == 0) {
        gs_words_add(words, label, "%s", gs_outcome_word(answer->sides[side]));
    }
}

static void add_names(struct gs_words *words, const char *label,
                      const struct gs_name_list *names, enum gs_outcome outcome)
{
    for (size_t i = 0; i < names->count; i++) {
        struct gs_buf shown = {0};
        gs_idn_show_words(&shown, names->items[i]);
        gs_words_add(words, i == 0 ? label : "", "%s",
                     names->items[i][0] == '\0' ? "null MX: no mail at all"
                                                : gs_buf_text(&shown));
        gs_buf_fini(&shown);
    }
    if (names->count == 0 && outcome != GS_OUTCOME_NOT_ASKED) {
        gs_words_add(words, label, "%s", gs_outcome_word(outcome));
    }
}

static void add_source(struct gs_words *words, const struct gs_watch_answer *answer)
{
    static const char *const sources[] = {
        [GS_WATCH_SOURCE_NONE] = "nobody has it",
        [GS_WATCH_SOURCE_DNS] = "DNS",
        [GS_WATCH_SOURCE_HOSTS] = "the hosts file",
        [GS_WATCH_SOURCE_OTHER] = "another source than DNS and hosts file",
    };

    char took[GS_DURATION_TEXT_MAX] = "–";
    char first[GS_ADDRESS_TEXT_MAX];
    if (answer->libc_outcome == GS_OUTCOME_NOT_ASKED) {
        gs_words_add(words, "libc", "not asked yet");
        return;
    }
    if (answer->libc_us >= 0) {
        gs_duration_format(answer->libc_us, took);
    }
    gs_words_add(words, "libc", "%s in %s", gs_outcome_word(answer->libc_outcome), took);
    if (answer->libc_outcome == GS_OUTCOME_ANSWERED) {
        gs_address_format(&answer->libc_first, first);
        gs_words_remark(words, answer->is_libc_same ? GS_SIGN_OK : GS_SIGN_WARN, "%s",
                        answer->is_libc_same ? "same set as DNS"
                                             : "another set than DNS");
        gs_words_add(words, "", "%s is tried first", first);
    }
    gs_words_add(words, "source", "%s", sources[answer->source]);
}

static void add_facts(struct gs_words *words, const struct gs_watched *host,
                      const struct gs_watch_answer *answer)
{
    if (host->watch.is_address) {
        add_names(words, "PTR", &answer->pointers, answer->pointer_outcome);
        return;
    }
    add_family(words, answer, 1);
    add_family(words, answer, 0);
    unsigned left_out = (unsigned)(answer->left_outs[0] + answer->left_outs[1]);
    if (left_out > 0) {
        gs_words_add(words, "", "%u more are not kept", left_out);
    }
    if (answer->canonical != NULL) {
        struct gs_buf shown = {0};
        gs_idn_show(&shown, answer->canonical);
        gs_words_add(words, "CNAME", "%s", gs_buf_text(&shown));
        gs_buf_fini(&shown);
    }
    add_names(words, "MX", &answer->exchanges, answer->mx_outcome);
    if (host->trend.is_mx_failing) {
        bool is_known = answer->mx_outcome != GS_OUTCOME_NOT_ASKED;
        gs_words_add(words, is_known ? "" : "MX", "no answer for MX now");
        gs_words_remark(words, GS_SIGN_ERR, "%s", is_known ? "it was so before" : "");
    }
    add_source(words, answer);
}

static void add_answer(struct gs_words *words, const struct gs_watched *host)
{
    const struct gs_watch_answer *answer = gs_watched_known(host);
    size_t first = words->count;
    add_failure(words, host);
    if (answer == NULL) {
        words->items[first].is_apart = true;
        return;
    }
    add_facts(words, host, answer);
    words->items[first].is_apart = true;
}

void gs_details_watched(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_watched *host = gs_watched_at(context, item);
    const struct gs_watch_status *status = &context->session->monitor.status;
    struct gs_words words = {0};
    if (host == NULL) {
        return;
    }
    gs_idn_show(&popup->title, host->watch.host);
    add_state(&words, host, context->now.wall_s);
    add_failing(&words, host, context->now.wall_s);
    add_line(&words, host);
    add_due(&words, host, status, context->now.us);
    add_expects(&words, host);
    add_answer(&words, host);
    gs_rows_words(&popup->rows, VALUE_X, &words);
    gs_words_fini(&words);
    gs_watched_put_history(&popup->rows, context, host);
}
