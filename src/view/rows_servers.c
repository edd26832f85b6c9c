/* SPDX-License-Identifier: MIT */
/*
 * The same questions to several name servers: a row a question, a column a server. Where the
 * columns have no room, a row a server below each question.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    TYPE_CELLS = 9,    /* the column of the types */
    COLUMN_CELLS = 26, /* a server's column, at least */
    TIME_CELLS = 8,    /* the end of a column */
    GAP_CELLS = 2,
    SERVER_X = 2, /* below its question, where columns have no room */
};

/* What is drawn of one table. */
struct drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    const struct gs_server_table *table;
    size_t server_count;
    size_t column_cells; /* 0: rows instead of columns */
    int answer_x;        /* of these rows: behind the longest address */
};

static void format_server(const struct gs_server_table *table, size_t server,
                          char out[GS_ENDPOINT_TEXT_MAX])
{
    gs_endpoint_format(&table->columns.items[server].server, GS_DNS_PORT, out);
}

static size_t count_servers(const struct gs_server_table *table)
{
    size_t count = table->columns.count;
    return count < GS_SERVERS_MAX ? count : GS_SERVERS_MAX;
}

static size_t longest_cells(const struct gs_server_table *table)
{
    size_t longest = 0;
    for (size_t i = 0; i < count_servers(table); i++) {
        char text[GS_ENDPOINT_TEXT_MAX];
        format_server(table, i, text);
        longest = strlen(text) > longest ? strlen(text) : longest;
    }
    return longest;
}

/* How wide each column can be; 0: an address does not fit, and addresses are never cut. */
static size_t column_cells(const struct gs_server_table *table, size_t width)
{
    size_t count = count_servers(table);
    size_t longest = longest_cells(table);
    size_t wanted =
        longest + GAP_CELLS > COLUMN_CELLS ? longest + GAP_CELLS : COLUMN_CELLS;
    size_t room = count == 0 || width < TYPE_CELLS ? 0 : (width - TYPE_CELLS) / count;
    return room < wanted                     ? 0
           : room < (size_t)2 * COLUMN_CELLS ? room
                                             : (size_t)2 * COLUMN_CELLS;
}

static const struct gs_dns_answer *answer_of(const struct drawing *drawing,
                                             size_t question, size_t server)
{
    return drawing->table->columns.items[server].answers.items[question];
}

static const struct gs_server_diff *diff_of(const struct drawing *drawing,
                                            size_t question)
{
    const struct gs_digest *digest = drawing->context->digest;
    return question < digest->servers.count ? &digest->servers.items[question] : NULL;
}

void gs_describe_servers(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVERS);
    const struct gs_server_table *table = view.facts->servers;
    const struct gs_server_summary *summary = &context->digest->server_summary;
    if (table == NULL) {
        (void)gs_pane_stopped(pane, &view);
        gs_pane_time(pane, &view, 0);
        return;
    }
    if (!gs_pane_stopped(pane, &view)) {
        size_t questions = table->questions.count;
        size_t servers = table->columns.count;
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s to %zu %s", questions,
                     gs_plural(questions, "question", "questions"), servers,
                     gs_plural(servers, "server", "servers"));
        if (summary->differing_questions > 0) {
            gs_pane_info(pane, GS_ROLE_WARN, ", ≠ %zu differ",
                         summary->differing_questions);
        } else if (summary->compared_questions > 0 && !view.is_waiting) {
            gs_pane_info(pane, GS_ROLE_TEXT, ", all alike");
        }
        if (summary->failed > 0) {
            gs_pane_info(pane, GS_ROLE_WARN, ", ✗ %zu failed", summary->failed);
        }
    }
    gs_pane_age(pane, &view);
    gs_pane_time(pane, &view, view.took_us);
}

/* -- one answer ---------------------------------------------------------------------- */

static enum gs_role role_of(const struct drawing *drawing, enum gs_server_match match)
{
    static const enum gs_role roles[] = {
        [GS_SERVER_WAITING] = GS_ROLE_WAIT, [GS_SERVER_FAILED] = GS_ROLE_ERR,
        [GS_SERVER_ALONE] = GS_ROLE_TEXT,   [GS_SERVER_SAME] = GS_ROLE_TEXT,
        [GS_SERVER_DIFFERS] = GS_ROLE_WARN,
    };

    return gs_tone(&drawing->view, roles[match]);
}

static const char *sign_of(const struct drawing *drawing, enum gs_server_match match)
{
    if (match != GS_SERVER_WAITING) {
        return gs_server_match_sign(match);
    }
    return drawing->view.is_waiting ? gs_spinner(drawing->view.waited_us) : "";
}

/* The one record that makes a server differ; NULL: there are several, or none. */
static const struct gs_server_member *lone_member(const struct gs_server_diff *diff,
                                                  size_t server)
{
    const struct gs_server_cell *cell = &diff->cells[server];
    for (size_t i = 0; cell->more + cell->fewer == 1 && i < diff->members.count; i++) {
        const struct gs_server_member *member = &diff->members.items[i];
        if (((member->holders & 1u << server) != 0) != member->is_common) {
            return member;
        }
    }
    return NULL;
}

/* How records differ: the one record that does, where there is room for all of it, else how
 * many. */
static void describe_difference(const struct gs_server_diff *diff, size_t server,
                                size_t room, struct gs_buf *out)
{
    const struct gs_server_cell *cell = &diff->cells[server];
    const struct gs_server_member *member = lone_member(diff, server);
    if (member != NULL) {
        gs_buf_addf(out, "%s ", cell->more > 0 ? "also" : "lacks");
        gs_text_sanitise(out, member->record->text, strlen(member->record->text));
    }
    if (out->len > 0 && gs_text_cells(gs_buf_text(out)) <= room) {
        return;
    }
    gs_buf_clear(out);
    if (cell->more > 0) {
        gs_buf_addf(out, "%zu more", cell->more);
    }
    if (cell->fewer > 0) {
        gs_buf_addf(out, "%s%zu fewer", out->len > 0 ? " " : "", cell->fewer);
    }
}

/* "2 records", "lacks 192.0.2.1", "1 more 1 fewer", "refused". */
static void describe_cell(const struct drawing *drawing, const size_t at[2], size_t room,
                          struct gs_buf *out)
{
    size_t question = at[0];
    size_t server = at[1];
    const struct gs_server_diff *diff = diff_of(drawing, question);
    const struct gs_dns_answer *answer = answer_of(drawing, question, server);
    const struct gs_server_cell *cell = &diff->cells[server];
    char words[GS_SERVER_WORDS_MAX];
    gs_server_words(diff, server, answer, words);
    bool differs = cell->match == GS_SERVER_DIFFERS;
    bool has_records = differs && answer->outcome == GS_OUTCOME_ANSWERED &&
                       diff->common == GS_OUTCOME_ANSWERED;
    if (has_records) {
        describe_difference(diff, server, room, out);
    } else if (answer == NULL && !drawing->view.is_waiting) {
        gs_buf_add_text(out, "stopped");
    } else {
        gs_buf_add_text(out, words);
    }
}

/* Puts sign, words and time between two cells. */
static void put_cell(const struct drawing *drawing, struct gs_rows *rows,
                     const size_t at[2], const int cells[2])
{
    const struct gs_server_diff *diff = diff_of(drawing, at[0]);
    const struct gs_dns_answer *answer = answer_of(drawing, at[0], at[1]);
    if (diff == NULL || at[1] >= diff->cell_count) {
        return;
    }
    enum gs_server_match match = diff->cells[at[1]].match;
    enum gs_role role = role_of(drawing, match);
    struct gs_buf words = {0};
    bool has_time = answer != NULL && answer->outcome != GS_OUTCOME_NOT_ASKED &&
                    answer->outcome != GS_OUTCOME_CANCELLED;
    int room = cells[1] - cells[0] - 2 - (has_time ? TIME_CELLS : 0);
    describe_cell(drawing, at, room > 0 ? (size_t)room : 0, &words);
    (void)gs_rows_put(rows, cells[0],
                      match == GS_SERVER_SAME ? gs_tone(&drawing->view, GS_ROLE_OK)
                                              : role,
                      sign_of(drawing, match));
    (void)gs_rows_put_cut(
        rows, cells[0] + 2,
        match == GS_SERVER_FAILED ? gs_tone(&drawing->view, GS_ROLE_TEXT) : role,
        gs_buf_text(&words), room > 0 ? (size_t)room : 0);
    if (has_time) {
        bool is_fastest = diff->fastest == at[1] && diff->cell_count > 1;
        gs_rows_put_time(
            rows, cells[1],
            gs_tone(&drawing->view, is_fastest ? GS_ROLE_STRONG : GS_ROLE_DIM),
            answer->elapsed_us);
    }
    gs_buf_fini(&words);
}

/* -- the table ----------------------------------------------------------------------- */

static void put_type(const struct drawing *drawing, struct gs_rows *rows, size_t question)
{
    const struct gs_server_diff *diff = diff_of(drawing, question);
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(drawing->table->questions.items[question].type, type);
    if (diff != NULL && diff->differing > 0) {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(&drawing->view, GS_ROLE_WARN), "≠");
    }
    (void)gs_rows_put(rows, 0, gs_tone(&drawing->view, GS_ROLE_TEXT), type);
}

static int column_x(const struct drawing *drawing, size_t server)
{
    return TYPE_CELLS + (int)(server * drawing->column_cells);
}

static void build_head(const struct drawing *drawing, struct gs_rows *rows)
{
    const struct gs_server_summary *summary = &drawing->context->digest->server_summary;
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "type");
        for (size_t i = 0; i < drawing->server_count; i++) {
            char text[GS_ENDPOINT_TEXT_MAX];
            format_server(drawing->table, i, text);
            (void)gs_rows_put(
                rows, column_x(drawing, i),
                gs_tone(&drawing->view, summary->fastest == i && drawing->server_count > 1
                                            ? GS_ROLE_STRONG
                                            : GS_ROLE_HEAD),
                text);
        }
    }
}

static void build_columns(const struct drawing *drawing, struct gs_rows *rows)
{
    build_head(drawing, rows);
    for (size_t i = 0; i < drawing->table->questions.count; i++) {
        if (!gs_rows_next(rows, i)) {
            continue;
        }
        put_type(drawing, rows, i);
        for (size_t j = 0; j < drawing->server_count; j++) {
            int x = column_x(drawing, j);
            int cells[] = {x, x + (int)drawing->column_cells - GAP_CELLS};
            put_cell(drawing, rows, (size_t[]){i, j}, cells);
        }
    }
}

/* Behind the type: what all servers together come to. */
static void put_together(const struct drawing *drawing, struct gs_rows *rows,
                         size_t question)
{
    const struct gs_server_diff *diff = diff_of(drawing, question);
    if (diff == NULL) {
        return;
    }
    bool is_alike = diff->differing == 0 && diff->answered == diff->cell_count;
    (void)gs_rows_put(rows, TYPE_CELLS, gs_tone(&drawing->view, GS_ROLE_DIM),
                      diff->differing > 0 ? "not answered alike"
                      : is_alike          ? "all alike"
                                          : "");
}

/* A server's line, or two where its answer has no room beside it. */
static void put_listed(const struct drawing *drawing, struct gs_rows *rows,
                       size_t question, size_t server)
{
    bool is_wide = (int)rows->width_cells >= drawing->answer_x + COLUMN_CELLS;
    char text[GS_ENDPOINT_TEXT_MAX];
    int cells[] = {is_wide ? drawing->answer_x : SERVER_X + 2, (int)rows->width_cells};
    format_server(drawing->table, server, text);
    bool is_seen = gs_rows_next(rows, question);
    if (is_seen) {
        (void)gs_rows_put(rows, SERVER_X, gs_tone(&drawing->view, GS_ROLE_DIM), text);
    }
    is_seen = is_wide ? is_seen : gs_rows_next(rows, question);
    if (is_seen) {
        put_cell(drawing, rows, (size_t[]){question, server}, cells);
    }
}

static void build_list(const struct drawing *drawing, struct gs_rows *rows)
{
    for (size_t i = 0; i < drawing->table->questions.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_type(drawing, rows, i);
            put_together(drawing, rows, i);
        }
        for (size_t j = 0; j < drawing->server_count; j++) {
            put_listed(drawing, rows, i, j);
        }
    }
}

/* Why there is nothing to see. */
static void build_unasked(const struct gs_pane_context *context,
                          const struct gs_part_view *view, struct gs_rows *rows)
{
    const char *sentence =
        "Not asked: = puts the same questions to several name servers.";
    if (context->lookup == NULL) {
        sentence = "Nothing was asked yet.";
    } else if (context->lookup->question.is_null) {
        sentence = "No host, so nothing to ask a name server.";
    } else if (gs_question_is_literal(&context->lookup->question, NULL)) {
        sentence = "An address needs no name server.";
    } else if (view->is_stopped) {
        sentence = "Stopped before a server was asked.";
    } else if (view->is_waiting) {
        sentence = "The servers are being asked.";
    }
    gs_rows_sentence(rows, GS_ROLE_DIM, sentence);
}

void gs_build_servers(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVERS);
    const struct gs_server_table *table = view.facts->servers;
    if (table == NULL || table->questions.count == 0) {
        build_unasked(context, &view, rows);
        return;
    }
    struct drawing drawing = {
        .context = context,
        .view = view,
        .table = table,
        .server_count = count_servers(table),
        .column_cells = column_cells(table, rows->width_cells),
        .answer_x = SERVER_X + (int)longest_cells(table) + GAP_CELLS,
    };
    if (drawing.server_count < 2) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "One server has nothing to be held against. Name others: "
                         ":compare 192.0.2.53 [2001:db8::53]:5300");
    }
    if (drawing.column_cells > 0) {
        build_columns(&drawing, rows);
    } else {
        build_list(&drawing, rows);
    }
}
