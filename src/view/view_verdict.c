/* SPDX-License-Identifier: MIT */
/*
 * The verdict's line: of the view's own verdict or the look-up's; while a host is being typed,
 * what IDNA makes of it.
 */
#include "view_state.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/verdict.h"

#include <stdio.h>
#include <string.h>

enum {
    SIGN = 1, /* where the verdict's sign stands */
    LEFT = 3, /* where texts begin */
};

/* Bytes of the sign that a clause begins with: one character before a blank; 0: none. */
static size_t sign_of(const char *clause)
{
    size_t len = gs_text_next(clause, strlen(clause));
    bool is_sign = len > 0 && clause[len] == ' ' &&
                   (len > 1 || clause[0] == '~' || clause[0] == '+');
    return is_sign ? len : 0;
}

static enum gs_role sign_role(const char *sign, size_t len)
{
    char text[8];
    (void)snprintf(text, sizeof text, "%.*s", (int)len, sign);
    return gs_watch_look(text).role;
}

/* Puts clause `i` behind what stands before x. One that does not fit is put up to its comma
 * if that fits; the first is cut. Returns: the cell behind it, -1 when it does not fit. */
static int put_clause(const struct gs_verdict *verdict, size_t i, struct gs_rows *rows,
                      int x, int end)
{
    char clause[GS_CLAUSE_MAX];
    bool is_failed = verdict->kind == GS_VERDICT_BAD ||
                     verdict->kind == GS_VERDICT_ABSENT ||
                     verdict->kind == GS_VERDICT_EMPTY;
    bool is_minor = i > 2 || (i > 0 && is_failed);
    enum gs_role role = is_minor ? GS_ROLE_DIM : GS_ROLE_TEXT;
    int gap = i == 0 ? 0 : 5;
    size_t sign_len = sign_of(verdict->clauses[i]);
    const char *sign = verdict->clauses[i];
    role = sign_len > 0 ? GS_ROLE_TEXT : role;
    (void)snprintf(clause, sizeof clause, "%s", verdict->clauses[i]);
    if (i > 0 && x + gap + (int)gs_text_cells(clause) > end) {
        clause[strcspn(clause, ",")] = '\0';
    }
    if (x + gap + (int)gs_text_cells(clause) > end) {
        size_t cells = end > x ? (size_t)(end - x) : 0;
        return i == 0 ? gs_rows_put_cut(rows, x, role, clause, cells) : -1;
    }
    if (i > 0) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, "  ·  ");
    }
    if (sign_len > 0) {
        (void)gs_rows_putf(rows, x + gap, sign_role(sign, sign_len), "%.*s",
                           (int)sign_len, sign);
        return gs_rows_put(rows, x + gap + 1, role, clause + sign_len);
    }
    return gs_rows_put(rows, x + gap, role, clause);
}

/* Takes: `right`, what stands at the end of the line; "": the time. */
static void put_verdict_of(const struct gs_verdict *verdict, const char *right,
                           struct gs_rows *rows)
{
    static const struct {
        const char *sign;
        enum gs_role role;
    } kinds[] = {
        [GS_VERDICT_NONE] = {"", GS_ROLE_TEXT},
        [GS_VERDICT_GOOD] = {"✓", GS_ROLE_OK},
        [GS_VERDICT_LOOK] = {"▲", GS_ROLE_WARN},
        [GS_VERDICT_BAD] = {"✗", GS_ROLE_ERR},
        [GS_VERDICT_WAITING] = {"", GS_ROLE_WAIT},
        [GS_VERDICT_ABSENT] = {"▲", GS_ROLE_WARN},
        [GS_VERDICT_EMPTY] = {"–", GS_ROLE_TEXT},
    };

    const char *sign = verdict->kind == GS_VERDICT_WAITING
                           ? gs_spinner(verdict->elapsed_us)
                           : kinds[verdict->kind].sign;
    char took[GS_DURATION_TEXT_MAX] = "";
    if (right[0] != '\0') {
        (void)snprintf(took, sizeof took, "%s", right);
    } else if (verdict->elapsed_us >= 0) {
        gs_duration_format(verdict->elapsed_us, took);
    }
    int end = gs_rows_put_right(rows, (int)rows->width_cells - 1, GS_ROLE_STRONG, took);
    (void)gs_rows_put(rows, SIGN, kinds[verdict->kind].role, sign);
    int x = gs_rows_put(rows, LEFT, kinds[verdict->kind].role, verdict->word) + 3;
    for (size_t i = 0; i < verdict->clause_count && x >= 0; i++) {
        x = put_clause(verdict, i, rows, x, end - 2);
    }
}

/* What IDNA makes of the host that is being typed. Returns: false when it has nothing to say. */
static bool put_typed(struct gs_view *view, struct gs_rows *rows)
{
    static const struct {
        const char *sign;
        enum gs_role role;
    } kinds[] = {
        [GS_TYPED_PLAIN] = {"", GS_ROLE_TEXT},
        [GS_TYPED_FORM] = {"", GS_ROLE_TEXT},
        [GS_TYPED_NOTE] = {"▲", GS_ROLE_WARN},
        [GS_TYPED_REFUSED] = {"✗", GS_ROLE_ERR},
    };

    if (!view->is_editing || view->question.is_exact) {
        return false;
    }
    const struct gs_typed *typed = gs_view_typed(view);
    if (typed->kind == GS_TYPED_PLAIN) {
        return false;
    }
    (void)gs_rows_put(rows, SIGN, kinds[typed->kind].role, kinds[typed->kind].sign);
    int x = LEFT;
    if (typed->label.len > 0) {
        x = gs_rows_put(rows, x, GS_ROLE_DIM, gs_buf_text(&typed->label)) + 1;
    }
    int room = (int)rows->width_cells - 1 - x;
    x = gs_rows_put_cut(rows, x, typed->label.len > 0 ? GS_ROLE_DIM : GS_ROLE_TEXT,
                        gs_buf_text(&typed->text), (size_t)(room > 4 ? room : 4));
    bool fits =
        x + 5 + (int)gs_text_cells(gs_buf_text(&typed->more)) < (int)rows->width_cells;
    if (typed->more.len > 0 && fits) {
        x = gs_rows_put(rows, x, GS_ROLE_DIM, "  ·  ");
        (void)gs_rows_put(rows, x,
                          typed->kind == GS_TYPED_NOTE ? GS_ROLE_WARN : GS_ROLE_DIM,
                          gs_buf_text(&typed->more));
    }
    return true;
}

/* Of the monitor a wide screen has the round at the right; on a narrow one each host that the word
 * does not count stands in a clause: "2 fail" for "2 of 30 fail". */
static void fit_watched(const struct gs_session *session, size_t width,
                        struct gs_verdict *verdict, char right[GS_DURATION_TEXT_MAX])
{
    uint64_t round = session->monitor.status.round;
    bool is_wide = width > 2 * (size_t)GS_MODULE_CELLS;
    char *of = strstr(verdict->word, " of ");
    if (is_wide && round > 0) {
        (void)snprintf(right, GS_DURATION_TEXT_MAX, "round %llu",
                       (unsigned long long)round);
    } else if (!is_wide && of != NULL && verdict->kind == GS_VERDICT_BAD) {
        const char *word = of + 4 + strcspn(of + 4, " "); /* "30", "30,000" */
        memmove(of, word, strlen(word) + 1);
    }
}

void gs_view_put_verdict(struct gs_view *view, struct gs_rows *rows)
{
    const struct gs_session *session = view->session;
    if (view->question_error[0] != '\0') {
        (void)gs_rows_put(rows, SIGN, GS_ROLE_ERR, "✗");
        int x = gs_rows_put(rows, LEFT, GS_ROLE_ERR, "not asked") + 3;
        (void)gs_rows_put(rows, x, GS_ROLE_TEXT, view->question_error);
        return;
    }
    if (put_typed(view, rows)) {
        return;
    }
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    if (gs_tab_of(view->tab)->verdict != NULL) {
        struct gs_verdict of_tab = gs_tab_of(view->tab)->verdict(&context);
        char right[GS_DURATION_TEXT_MAX] = "";
        if (view->tab == GS_TAB_MONITOR) {
            fit_watched(session, rows->width_cells, &of_tab, right);
        }
        put_verdict_of(&of_tab, right, rows);
        return;
    }
    if (!session->has_lookup) {
        (void)gs_rows_put(rows, LEFT, GS_ROLE_TEXT,
                          rows->width_cells >= 2 * (size_t)GS_MODULE_CELLS
                              ? "Type a name and press Enter.  An empty host asks what a "
                                "server would bind to."
                              : "Type a name and press Enter.");
        return;
    }
    if (view->digest.verdict.kind != GS_VERDICT_WAITING) {
        put_verdict_of(&view->digest.verdict, "", rows);
        return;
    }
    struct gs_verdict verdict =
        gs_verdict_of(&session->lookup, session->has_machine ? &session->machine : NULL,
                      context.now.us);
    put_verdict_of(&verdict, "", rows);
}
