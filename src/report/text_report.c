/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/verdict.h"

#include <stdio.h>
#include <string.h>

enum {
    SERVICE_CELLS = 22, /* of "  host ", the gaps and "   service " */
    ISOLATE = 0x2068,   /* around a right-to-left name */
    POP_ISOLATE = 0x2069,
};

const char *report_verdict_sign(enum gs_verdict_kind kind)
{
    switch (kind) {
    case GS_VERDICT_NONE:
        return "–";
    case GS_VERDICT_GOOD:
        return "✓";
    case GS_VERDICT_LOOK:
    case GS_VERDICT_ABSENT:
        return "▲";
    case GS_VERDICT_EMPTY:
        return "–";
    case GS_VERDICT_BAD:
        return "✗";
    case GS_VERDICT_WAITING:
        return "…";
    }
    return "–";
}

/* A dashboard drops clauses that do not fit; a report keeps them on further lines. */
void report_verdict(struct gs_buf *out, const struct gs_verdict *verdict)
{
    struct gs_buf head = {0};
    struct gs_buf clauses = {0};
    gs_buf_addf(&head, "%s %s  ", report_verdict_sign(verdict->kind), verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        gs_buf_addf(&clauses, "%s%s", i == 0 ? "" : " · ", verdict->clauses[i]);
    }
    report_paragraph(out, gs_buf_text(&head), gs_buf_text(&clauses));
    gs_buf_fini(&head);
    gs_buf_fini(&clauses);
}

static void write_verdict(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_machine *machine = session->has_machine ? &session->machine : NULL;
    struct gs_verdict verdict =
        gs_verdict_of(&session->lookup, machine, session->lookup.asked_us);
    if (verdict.kind != GS_VERDICT_NONE) {
        report_verdict(out, &verdict);
    }
}

static void add_hint(struct gs_buf *out, struct gs_hint_table table, int value,
                     const char *any)
{
    char room[REPORT_NUMBER_MAX];
    gs_buf_addf(out, "%s · ", value == 0 ? any : report_hint(table, value, room));
}

static void write_arguments(struct gs_buf *out, const struct gs_hints *hints)
{
    struct gs_buf line = {0};
    add_hint(&line, gs_hint_families(), hints->family, "any family");
    add_hint(&line, gs_hint_socktypes(), hints->socktype, "any type");
    add_hint(&line, gs_hint_protocols(), hints->protocol, "any protocol");
    if (hints->flags == 0) {
        gs_buf_add_text(&line, "no flags");
    }
    gs_flags_format(&line, hints->flags, " ");
    report_paragraph(out, "  ", gs_buf_text(&line));
    gs_buf_fini(&line);
}

/* A name in either form; one from right to left is kept apart from what stands beside it. */
static void add_safe(struct gs_buf *out, const char *host)
{
    bool is_rtl = gs_idn_is_rtl(host);
    if (is_rtl) {
        gs_text_encode(out, ISOLATE);
    }
    gs_text_sanitise(out, host, strlen(host));
    if (is_rtl) {
        gs_text_encode(out, POP_ISOLATE);
    }
}

static void write_question(struct gs_buf *out, const struct gs_question *question)
{
    const char *host = question->is_null ? "(none)" : question->host;
    gs_buf_add_text(out, "  host ");
    add_safe(out, host);
    const char *other = strcmp(question->host, question->host_ascii) == 0
                            ? question->host_unicode
                            : question->host_ascii;
    if (!question->is_null && other[0] != '\0' && strcmp(host, other) != 0) {
        bool fits = gs_text_cells(host) + gs_text_cells(other) +
                        gs_text_cells(question->service) + SERVICE_CELLS <=
                    REPORT_COLS;
        gs_buf_add_text(out, fits ? "  " : "\n       ");
        add_safe(out, other);
    }
    if (question->has_service) {
        gs_buf_add_text(out, "   service ");
        gs_text_sanitise(out, question->service, strlen(question->service));
    }
    gs_buf_add_text(out, "\n");
    if (!gs_question_is_range(question)) {
        write_arguments(out, &question->hints);
    }
    if (question->idn_error[0] != '\0') {
        report_paragraph(out, "▲ ", question->idn_error);
    }
}

const char *report_sign(enum gs_outcome outcome)
{
    switch (outcome) {
    case GS_OUTCOME_NOT_ASKED:
        return "… ";
    case GS_OUTCOME_ANSWERED:
        return "✓ ";
    case GS_OUTCOME_NO_DATA:
        return "– ";
    case GS_OUTCOME_NO_SUCH_NAME:
        return "▲ ";
    default:
        return "✗ ";
    }
}

void report_count(char out[REPORT_INFO_MAX], size_t count, const char *one,
                  const char *many)
{
    (void)snprintf(out, REPORT_INFO_MAX, "%zu %s", count, count == 1 ? one : many);
}

void report_elapsed(const struct gs_session *session, enum gs_part part,
                    int64_t elapsed_us, char out[REPORT_INFO_MAX])
{
    if (report_is_unfinished(session, GS_PARTS_ALL, part)) {
        (void)snprintf(out, REPORT_INFO_MAX, "not finished");
        return;
    }
    char elapsed[GS_DURATION_TEXT_MAX];
    gs_duration_format(elapsed_us, elapsed);
    (void)snprintf(out, REPORT_INFO_MAX, "%s", elapsed);
}

typedef void (*block_fn)(struct gs_buf *out, const struct gs_session *session);

static const block_fn blocks[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = report_block_system,     [GS_PART_DNS] = report_block_dns,
    [GS_PART_RECORDS] = report_block_records,   [GS_PART_REVERSE] = report_block_reverse,
    [GS_PART_SERVICES] = report_block_services, [GS_PART_MAIL] = report_block_mail,
    [GS_PART_DELIVERY] = report_block_delivery, [GS_PART_SMTP] = report_block_smtp,
    [GS_PART_CONNECT] = report_block_connect,   [GS_PART_LOG] = report_block_log,
    [GS_PART_SOURCES] = report_block_sources,   [GS_PART_CALLS] = report_block_calls,
    [GS_PART_NAMEINFO] = report_block_nameinfo, [GS_PART_MATRIX] = report_block_matrix,
    [GS_PART_BESIDE] = report_block_beside,     [GS_PART_BIND] = report_block_bind,
    [GS_PART_ORDER] = report_block_order,       [GS_PART_WHOIS] = report_block_whois,
    [GS_PART_SERVERS] = report_block_servers,   [GS_PART_TRACE] = report_block_trace,
    [GS_PART_FAMILIES] = report_block_families, [GS_PART_NETWORK] = report_block_network,
    [GS_PART_RACE] = report_block_race,
};

static void write_lookup(struct gs_buf *out, const struct gs_session *session,
                         unsigned parts)
{
    unsigned judged = GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS);
    if ((parts & judged) != 0 || gs_question_is_range(&session->lookup.question)) {
        write_verdict(out, session);
    }
    const struct gs_question *question = &session->lookup.question;
    if (!question->is_null || parts != GS_PART_BIT(GS_PART_NETWORK)) {
        write_question(out, question);
        report_block_idn(out, question);
    }
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0 && blocks[part] != NULL) {
            blocks[part](out, session);
        }
    }
}

void gs_report_text(struct gs_buf *out, const struct gs_session *session, unsigned parts)
{
    if (session->has_lookup || !session->monitor.is_on) {
        write_lookup(out, session, parts);
    }
    if (session->monitor.is_on) {
        report_block_monitor(out, session);
    }
}

void gs_report_ascii(struct gs_buf *text)
{
    static const struct {
        const char *sign;
        const char *plain;
    } signs[] = {{"✓", "o"}, {"✗", "x"}, {"▲", "^"}, {"·", "."}, {"→", ">"}, {"…", "~"},
                 {"–", "-"}, {"─", "-"}, {"┌", ","}, {"│", "|"}, {"└", "`"}, {"≠", "!"},
                 {"━", "="}, {"╌", "-"}, {"░", ":"}, {"×", "x"}, {"▼", "v"}, {"↑", "^"}};
    struct gs_buf out = {0};
    const char *at = gs_buf_text(text);
    while (*at != '\0') {
        size_t i = 0;
        size_t count = sizeof signs / sizeof signs[0];
        while (i < count && strncmp(at, signs[i].sign, strlen(signs[i].sign)) != 0) {
            i++;
        }
        gs_buf_add(&out, i < count ? signs[i].plain : at, 1);
        at += i < count ? strlen(signs[i].sign) : 1;
    }
    gs_buf_fini(text);
    *text = out;
}

void gs_report_escape(struct gs_buf *text)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < text->len;) {
        struct gs_char c = gs_text_decode(text->data + i, text->len - i);
        const char *at = text->data + i;
        i += c.len_bytes;
        if (c.code < 0x80 && c.is_valid) {
            gs_buf_add(&out, at, 1);
        } else if (c.code != ISOLATE && c.code != POP_ISOLATE) {
            gs_buf_addf(&out, "\\u{%04X}", (unsigned)c.code);
        }
    }
    gs_buf_fini(text);
    *text = out;
}
