/* SPDX-License-Identifier: MIT */
/*
 * One row a host. Addresses are never cut: those for which there is no room are counted. What
 * leaves first in a narrow pane: the state (its sign stays), the time to the next round, the
 * addresses, the source.
 *
 *     host             state   answer                      source       DNS     libc    next
 *   ✓ www.example.com  steady  192.0.2.80 2001:db8::80     DNS        11 ms    12 ms    11 s
 */
#include "watched_answers.h"

#include "watch_pane.h"
#include "watched_cells.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    GAP_CELLS = 2,
    ANSWER_LEAST = 42, /* what a long host leaves of the answer's column */
    STATE_CELLS = 13,
    SOURCE_CELLS = 7, /* "hosts ≠" */
    TIME_CELLS = 7,
    NEXT_CELLS = 6,
    STATE_FROM = 98,  /* cells from which there is the state */
    NEXT_FROM = 84,   /* the time to the next round */
    ANSWER_FROM = 64, /* the addresses */
    SOURCE_FROM = 50, /* and the source */
};

/* Where the columns stand; a width of 0: there is no such column. */
struct places {
    size_t host_cells;
    int state_x;
    size_t state_cells;
    int answer_x;
    size_t answer_cells;
    int source_x;
    size_t source_cells;
    int dns_end; /* where these columns end */
    int libc_end;
    int next_end;
    size_t next_cells;
};

static struct places places_of(size_t width, size_t host_cells)
{
    struct places at = {.host_cells = GS_WATCHED_HOST_CELLS};
    at.state_cells = width >= STATE_FROM ? STATE_CELLS : 0;
    at.next_cells = width >= NEXT_FROM ? NEXT_CELLS : 0;
    at.source_cells = width >= SOURCE_FROM ? SOURCE_CELLS : 0;
    at.next_end = (int)width;
    at.libc_end = at.next_end - (at.next_cells > 0 ? NEXT_CELLS + GAP_CELLS : 0);
    at.dns_end = at.libc_end - TIME_CELLS - GAP_CELLS;
    at.source_x = at.dns_end - TIME_CELLS - GAP_CELLS - (int)at.source_cells;
    int end = at.source_x - (at.source_cells > 0 ? GAP_CELLS : 0);
    int room = end - (int)(at.host_cells + GAP_CELLS + ANSWER_LEAST) -
               (at.state_cells > 0 ? STATE_CELLS + GAP_CELLS : 0);
    size_t missing = host_cells > at.host_cells ? host_cells - at.host_cells : 0;
    at.host_cells += room <= 0 ? 0 : missing < (size_t)room ? missing : (size_t)room;
    at.state_x = (int)at.host_cells + GAP_CELLS;
    at.answer_x = at.state_x + (at.state_cells > 0 ? STATE_CELLS + GAP_CELLS : 0);
    at.answer_cells =
        width >= ANSWER_FROM && end > at.answer_x ? (size_t)(end - at.answer_x) : 0;
    if (at.answer_cells == 0) {
        at.host_cells = end > 1 ? (size_t)end : 1;
    }
    return at;
}

void gs_watched_put_answer_head(struct gs_rows *rows, size_t host_cells)
{
    const struct places at = places_of(rows->width_cells, host_cells);
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put_cut(rows, 0, GS_ROLE_HEAD, "host", at.host_cells);
    (void)gs_rows_put_cut(rows, at.state_x, GS_ROLE_HEAD, "state", at.state_cells);
    (void)gs_rows_put_cut(rows, at.answer_x, GS_ROLE_HEAD, "answer", at.answer_cells);
    (void)gs_rows_put_cut(rows, at.source_x, GS_ROLE_HEAD, "source", at.source_cells);
    (void)gs_rows_put_right(rows, at.dns_end, GS_ROLE_HEAD, "DNS");
    (void)gs_rows_put_right(rows, at.libc_end, GS_ROLE_HEAD, "libc");
    if (at.next_cells > 0) {
        (void)gs_rows_put_right(rows, at.next_end, GS_ROLE_HEAD, "next");
    }
}

/* How many things a host answers: addresses, or the names of an address; a domain that has mail
 * exchanges alone, these. */
static size_t count_of(const struct gs_watched *host,
                       const struct gs_watch_answer *answer)
{
    if (host->watch.is_address) {
        return answer->pointers.count;
    }
    return answer->addresses.count > 0 ? answer->addresses.count
           : host->watch.asks_mx       ? answer->exchanges.count
                                       : 0;
}

static void add_answer(const struct gs_watched *host,
                       const struct gs_watch_answer *answer, size_t i, struct gs_buf *out)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (host->watch.is_address) {
        gs_idn_show(out, answer->pointers.items[i]);
    } else if (answer->addresses.count > 0) {
        gs_address_format(&answer->addresses.items[i], text);
        gs_buf_add_text(out, text);
    } else {
        const char *exchange = answer->exchanges.items[i];
        gs_buf_add_text(out, exchange[0] == '\0' ? "null MX" : "MX ");
        gs_idn_show_words(out, exchange);
    }
}

static enum gs_role answer_role(const struct gs_watched_drawing *drawing)
{
    const struct gs_watched *host = drawing->host;
    bool is_old = host->answer != NULL && gs_outcome_is_temporary(host->answer->outcome);
    return is_old ? GS_ROLE_OLD : gs_watched_tone(drawing, GS_ROLE_TEXT);
}

static void put_answers(const struct gs_watched_drawing *drawing, const struct places *at)
{
    const struct gs_watch_answer *answer = gs_watched_known(drawing->host);
    struct gs_buf text = {0};
    int x = at->answer_x;
    int end = x + (int)at->answer_cells;
    size_t count = answer == NULL ? 0 : count_of(drawing->host, answer);
    for (size_t i = 0; i < count; i++) {
        gs_buf_clear(&text);
        add_answer(drawing->host, answer, i, &text);
        char more[32] = "";
        bool is_last = i + 1 == count;
        int cells = (int)gs_text_cells(gs_buf_text(&text));
        (void)snprintf(more, sizeof more, "+%zu", count - i);
        int rest = is_last ? 0 : 1 + (int)gs_text_cells(more);
        if (x + cells + rest > end) {
            (void)gs_rows_put_cut(drawing->rows, x, GS_ROLE_DIM, more,
                                  end > x ? (size_t)(end - x) : 0);
            break;
        }
        x = gs_rows_put(drawing->rows, x, answer_role(drawing), gs_buf_text(&text)) + 1;
    }
    if (count == 0 && answer != NULL) {
        (void)gs_rows_put_cut(drawing->rows, x, gs_watched_tone(drawing, GS_ROLE_DIM),
                              gs_outcome_word(answer->outcome), at->answer_cells);
    }
    gs_buf_fini(&text);
}

void gs_watched_put_answer(const struct gs_pane_context *context, struct gs_rows *rows,
                           const struct gs_watched *host)
{
    const struct places at = places_of(rows->width_cells, context->hosts->host_cells);
    const struct gs_watched_drawing drawing = gs_watched_drawing_of(context, rows, host);
    gs_watched_put_host(&drawing, context, at.host_cells);
    if (at.state_cells > 0) {
        gs_watched_put_state(&drawing, at.state_x, at.state_cells);
    }
    if (at.answer_cells > 0) {
        put_answers(&drawing, &at);
    }
    if (at.source_cells > 0) {
        gs_watched_put_source(&drawing, at.source_x);
    }
    gs_watched_put_dns(&drawing, at.dns_end);
    gs_watched_put_libc(&drawing, at.libc_end);
    if (at.next_cells > 0) {
        gs_watched_put_next(&drawing, context, at.next_end);
    }
}
