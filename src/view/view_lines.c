/* SPDX-License-Identifier: MIT */
/*
 * The lines above the panes: header, question, call; which of them is drawn.
 */
#include "view_state.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/take_home.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LEFT = 3,            /* where texts begin */
    WIDE_COLS = 110,     /* from here on the header has all it can have */
    CLOCK_CELLS = 10,    /* 12:31:05, with blanks before */
    FAMILIES_CELLS = 10, /* v4 ✓  v6 ✓ */
    DEMO_CELLS = 7,      /* demo, with blanks around */
    SERVICE_X = 31,
    HOST_CELLS = 30,
    SERVICE_CELLS = 10,
};

/* -- header -------------------------------------------------------------------------- */

static int put_family(struct gs_rows *rows, int end, const char *word,
                      const struct gs_address *source)
{
    bool has = source->family != 0;
    end = gs_rows_put_right(rows, end, has ? GS_ROLE_OK : GS_ROLE_ERR, has ? "✓" : "✗");
    return gs_rows_put_right(rows, end - 1, GS_ROLE_DIM, word) - 2;
}

static void put_servers(struct gs_rows *rows, int from, int end,
                        const struct gs_resolver *resolver)
{
    char text[GS_ENDPOINT_TEXT_MAX + 48];
    char server[GS_ENDPOINT_TEXT_MAX];
    enum gs_role role = GS_ROLE_DIM;
    if (resolver->server_count == 0) {
        role = GS_ROLE_WARN;
        (void)snprintf(text, sizeof text, "▲ no name server");
    } else {
        gs_endpoint_format(&resolver->servers[0], GS_DNS_PORT, server);
        (void)snprintf(text, sizeof text, "%s%s%s", resolver->is_demo ? "demo at " : "",
                       server, resolver->server_count > 1 ? " and more" : "");
    }
    bool fits = end - (int)gs_text_cells(text) > from;
    if (!fits && resolver->is_demo) {
        (void)snprintf(text, sizeof text, "demo"); /* more than where it listens */
        fits = end - (int)gs_text_cells(text) >= from - 1;
    }
    if (fits) {
        (void)gs_rows_put_right(rows, end, role, text);
    }
}

/* "paused" of "replay paused", "replay" of "replay". */
static const char *last_word(const char *text)
{
    const char *blank = strrchr(text, ' ');
    return blank == NULL ? text : blank + 1;
}

/* What has to be seen beside the views: that it is recorded, replayed, or the demo. */
static size_t reserved_cells(const struct gs_view *view, bool is_wide)
{
    const char *tape = view->status.replay;
    size_t cells = view->status.is_recording ? sizeof "● rec" - 1 - 2 : 0;
    cells = tape[0] != '\0' ? strlen(is_wide ? tape : last_word(tape)) : cells;
    bool is_demo = view->session->has_machine && view->session->machine.resolver.is_demo;
    cells += is_demo ? sizeof "demo" - 1 + (cells > 0 ? 2 : 0) : 0;
    return cells > 0 ? cells + 3 : 0; /* apart from the views, and from the edge */
}

/* How many views have their names, from the first on: a narrow screen has the digits alone of
 * all but the active one, one that says something beside them of the last ones. */
static unsigned named_tabs(const struct gs_view *view, size_t x, size_t width)
{
    bool is_wide = width >= WIDE_COLS;
    size_t room = width + 1 - (is_wide ? CLOCK_CELLS : 0); /* the last blank may go */
    size_t cells = x + (is_wide ? 0 : sizeof "[]" - 1);
    for (unsigned i = 0; i < GS_TAB_COUNT; i++) {
        cells += strlen(gs_tab_of((enum gs_tab_id)i)->name) +
                 (is_wide ? sizeof " 1  " - 1 : sizeof "1  " - 1);
    }
    unsigned named = cells > room ? 0 : GS_TAB_COUNT;
    size_t reserved = reserved_cells(view, is_wide);
    while (named > 0 && cells + reserved > room) {
        named--;
        cells -=
            named == view->tab ? 0 : strlen(gs_tab_of((enum gs_tab_id)named)->name) + 1;
    }
    return named;
}

/* "[1 Lookup] 2 Order  6 Services"; on a wide screen the brackets stand where blanks are else. */
static int put_tabs(const struct gs_view *view, struct gs_rows *rows, int x)
{
    bool is_wide = rows->width_cells >= WIDE_COLS;
    unsigned named = named_tabs(view, (size_t)x, rows->width_cells);
    for (unsigned i = 0; i < GS_TAB_COUNT; i++) {
        const struct gs_tab *tab = gs_tab_of((enum gs_tab_id)i);
        char text[32];
        bool is_active = i == view->tab;
        (void)snprintf(text, sizeof text, is_active ? "[%c %s]" : "%c %s", tab->digit,
                       tab->name);
        text[i >= named && !is_active ? 1 : sizeof text - 1] = '\0';
        x = is_active ? gs_rows_put(rows, x, GS_ROLE_TAB_ACTIVE, text) + (is_wide ? 0 : 1)
                      : gs_rows_put(rows, x + (is_wide ? 1 : 0), GS_ROLE_TAB, text) + 1;
    }
    return is_wide ? x : x - 1;
}

/* Whether what is shown is recorded, or comes from a recording. */
static int put_tape(const struct gs_view *view, struct gs_rows *rows, int from, int end)
{
    const struct gs_view_status *status = &view->status;
    const char *text = status->is_recording ? "● rec" : status->replay;
    bool is_strong = status->is_recording || status->is_replay_paused;
    if (end - (int)gs_text_cells(text) < from && !status->is_recording) {
        text = last_word(text);
    }
    if (text[0] == '\0' || end - (int)gs_text_cells(text) < from) {
        return end;
    }
    return gs_rows_put_right(rows, end, is_strong ? GS_ROLE_WARN : GS_ROLE_STRONG, text) -
           2;
}

static void put_header(struct gs_view *view, struct gs_rows *rows)
{
    const struct gs_machine *machine = &view->session->machine;
    bool is_wide = rows->width_cells >= WIDE_COLS;
    int end = (int)rows->width_cells - 1;
    int x = is_wide ? gs_rows_put(rows, LEFT, GS_ROLE_BRAND, "gaiscope") + 1 : 1;
    x = put_tabs(view, rows, x);
    if (is_wide) {
        char clock[GS_DURATION_TEXT_MAX];
        gs_clock_format(view->now.wall_s, clock);
        end = gs_rows_put_right(rows, end, GS_ROLE_DIM, clock) - 2;
    }
    end = put_tape(view, rows, is_wide ? x : x + 2, end);
    bool has_room = end - FAMILIES_CELLS >= x;
    bool is_demo = view->session->has_machine && machine->resolver.is_demo;
    if (is_demo && end - FAMILIES_CELLS - DEMO_CELLS < x) {
        put_servers(rows, x + 2, end, &machine->resolver); /* more than the families */
    } else if (view->session->has_machine && has_room) {
        end = put_family(rows, end, "v6", &machine->source_v6) + 1;
        end = put_family(rows, end - 1, "v4", &machine->source_v4) + 1;
        put_servers(rows, x + 2, end - 2, &machine->resolver);
    }
}

/* -- question ------------------------------------------------------------------------ */

static size_t count_bits(int flags)
{
    size_t count = 0;
    for (unsigned bits = (unsigned)flags; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

static void format_number(char out[32], const char *name, int value)
{
    if (name != NULL) {
        (void)snprintf(out, 32, "%s", name);
    } else {
        (void)snprintf(out, 32, "%d", value);
    }
}

/* "any family · stream · any protocol · ADDRCONFIG V4MAPPED", or its short form. */
static void format_hints(const struct gs_hints *hints, bool is_short, struct gs_buf *out)
{
    char socktype[32];
    char protocol[32];
    format_number(socktype, gs_hint_name(gs_hint_socktypes(), hints->socktype),
                  hints->socktype);
    format_number(protocol, gs_hint_name(gs_hint_protocols(), hints->protocol),
                  hints->protocol);
    const char *family = hints->family == AF_INET    ? "IPv4 only"
                         : hints->family == AF_INET6 ? "IPv6 only"
                         : is_short                  ? "any"
                                                     : "any family";
    gs_buf_addf(out, "%s · %s%s · %s%s · ", family, socktype,
                hints->socktype == 0 && !is_short ? " type" : "", protocol,
                hints->protocol == 0 && !is_short ? " protocol" : "");
    if (hints->flags == 0) {
        gs_buf_add_text(out, "no flags");
    } else if (is_short) {
        size_t count = count_bits(hints->flags);
        gs_buf_addf(out, "%zu %s", count, gs_plural(count, "flag", "flags"));
    } else {
        gs_flags_format(out, hints->flags, " ");
    }
}

/* What stands at the right: the view's own words, else the call's arguments. That one family
 * alone is asked is always seen; a sender's family is the mail view's own. */
static void format_remark(struct gs_view *view, bool is_short, struct gs_buf *out)
{
    const struct gs_tab *tab = gs_tab_of(view->tab);
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    int family = view->tab == GS_TAB_MAIL ? AF_UNSPEC : view->question.hints.family;
    struct gs_buf own = {0};
    bool is_about_name = tab->question == NULL;
    bool has_own = tab->remark != NULL && (!is_about_name || context.lookup != NULL) &&
                   tab->remark(&context, is_short, &own);
    if (!has_own) {
        format_hints(&view->question.hints, is_short, out);
    } else {
        gs_buf_addf(out, "%s%s",
                    !is_about_name       ? ""
                    : family == AF_INET  ? "IPv4 only · "
                    : family == AF_INET6 ? "IPv6 only · "
                                         : "",
                    gs_buf_text(&own));
    }
    gs_buf_fini(&own);
}

/* Puts the remark at the right, in the form that fits; none when none does. */
static void put_remark(struct gs_view *view, struct gs_rows *rows, int from)
{
    int end = (int)rows->width_cells - 1;
    for (int is_short = 0; is_short < 2; is_short++) {
        struct gs_buf text = {0};
        format_remark(view, is_short != 0, &text);
        bool fits = from + 3 + (int)gs_text_cells(gs_buf_text(&text)) <= end;
        if (fits) {
            (void)gs_rows_put_right(rows, end, GS_ROLE_DIM, gs_buf_text(&text));
        }
        gs_buf_fini(&text);
        if (fits) {
            return;
        }
    }
}

static void put_fields(struct gs_view *view, struct gs_rows *rows)
{
    bool is_open = view->popup == GS_POPUP_NONE;
    int spare = (int)rows->width_cells - LEFT - 5 - SERVICE_CELLS - 8 - 3;
    int host_cells = spare < HOST_CELLS ? spare : HOST_CELLS;
    int x = gs_rows_put(rows, LEFT, GS_ROLE_DIM, "host ");
    x = gs_line_edit_put(&view->host, rows, x, (size_t)(host_cells > 4 ? host_cells : 4),
                         is_open && !view->is_in_service);
    x = gs_rows_put(rows, x + 2, GS_ROLE_DIM, "service ");
    x = gs_line_edit_put(&view->service, rows, x, SERVICE_CELLS,
                         is_open && view->is_in_service);
    put_remark(view, rows, x);
}

/* The other form of an international name, behind the one typed. */
static int put_other_form(struct gs_rows *rows, int x, const struct gs_question *question,
                          int end)
{
    bool is_typed_ascii = strcmp(question->host, question->host_ascii) == 0;
    const char *other = is_typed_ascii ? question->host_unicode : question->host_ascii;
    char *safe = gs_text_sanitised(other);
    bool is_shown = strcmp(other, question->host) != 0 && !question->is_exact &&
                    x + 2 + (int)gs_text_cells(safe) <= end;
    if (is_shown) {
        x = gs_rows_put(rows, x + 2, GS_ROLE_DIM, safe);
    }
    free(safe);
    return x;
}

static void put_question(struct gs_view *view, struct gs_rows *rows)
{
    const struct gs_tab *tab = gs_tab_of(view->tab);
    if (tab->question != NULL) {
        struct gs_pane_context context = gs_view_context_of(view, tab->focus);
        put_remark(view, rows, tab->question(&context, rows, LEFT));
        return;
    }
    const struct gs_question *question = &view->question;
    char *host = gs_text_sanitised(question->is_null ? "(none)" : question->host);
    char *service = gs_text_sanitised(question->has_service ? question->service : "–");
    int end = (int)rows->width_cells - 1;
    int room = end - LEFT - 5 - 3 - 8 - (int)gs_text_cells(service);
    int x = gs_rows_put(rows, LEFT, GS_ROLE_DIM, "host ");
    x = gs_rows_put_name(rows, x, question->is_null ? GS_ROLE_DIM : GS_ROLE_STRONG, host,
                         (size_t)(room > 8 ? room : 8));
    if (!question->is_null) {
        x = put_other_form(rows, x, question, end - 11 - (int)gs_text_cells(service));
    }
    bool has_grid = rows->width_cells >= 2 * (size_t)GS_MODULE_CELLS;
    x = has_grid && x + 3 < SERVICE_X ? SERVICE_X : x + (has_grid ? 3 : 2);
    x = gs_rows_put(rows, x, GS_ROLE_DIM, "service ");
    x = gs_rows_put(rows, x, question->has_service ? GS_ROLE_STRONG : GS_ROLE_DIM,
                    service);
    put_remark(view, rows, x);
    free(host);
    free(service);
}

/* -- call ---------------------------------------------------------------------------- */

/* The call as it was made, in C, in every view. */
static void put_call(struct gs_view *view, struct gs_rows *rows)
{
    size_t room = rows->width_cells - LEFT - 1;
    struct gs_buf text = {0};
    if (!view->session->has_lookup || view->command.is_open ||
        gs_tab_of(view->tab)->question != NULL ||
        gs_question_is_range(&view->session->lookup.question)) {
        return;
    }
    gs_call_fit(&view->session->lookup.question, room, &text);
    (void)gs_rows_put_cut(rows, LEFT, GS_ROLE_DIM, gs_buf_text(&text), room);
    gs_buf_fini(&text);
}

uint64_t gs_view_line_stamp(const struct gs_view *view, enum gs_line line, size_t width)
{
    uint64_t stamp = view->session->revision;
    switch (line) {
    case GS_LINE_HEADER:
        stamp = stamp * GS_TAB_COUNT + (uint64_t)view->tab;
        stamp = stamp * UINT32_MAX + (uint64_t)view->now.wall_s;
        stamp = stamp * 2 + view->status.is_recording;
        for (const char *at = view->status.replay; *at != '\0'; at++) {
            stamp = stamp * 31 + (unsigned char)*at;
        }
        break;
    case GS_LINE_CALL:
        stamp = stamp * 2 + view->command.is_open;
        stamp = stamp * 2 + (gs_tab_of(view->tab)->question != NULL);
        break;
    default:
        return 0;
    }
    return (stamp * UINT64_C(0x9e3779b97f4a7c15) ^ width) | UINT64_C(1) << 63;
}

void gs_view_line(struct gs_view *view, enum gs_line line, size_t width,
                  struct gs_rows *out)
{
    gs_rows_begin(out, width, 0, 1);
    (void)gs_rows_next(out, GS_NO_ITEM); /* the window holds the one row */
    switch (line) {
    case GS_LINE_HEADER:
        put_header(view, out);
        break;
    case GS_LINE_QUESTION:
        if (view->is_editing) {
            put_fields(view, out);
        } else {
            put_question(view, out);
        }
        break;
    case GS_LINE_VERDICT:
        gs_view_put_verdict(view, out);
        break;
    case GS_LINE_CALL:
        put_call(view, out);
        break;
    case GS_LINE_FOOTER:
        gs_view_put_footer(view, out);
        break;
    case GS_LINE_COMMAND:
        gs_view_put_command(view, out);
        break;
    case GS_LINE_COUNT:
        break;
    }
}
