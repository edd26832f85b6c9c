/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/eai_advice.h"
#include "gaiscope/rules/failure.h"

#include <stdio.h>
#include <string.h>

enum {
    INDENT = 2, /* sign column and its blank */
};

static void add_class(struct report_table *table, const struct gs_address *address,
                      const struct gs_nat64 *nat64)
{
    struct gs_buf words = {0};
    gs_address_class_words(&words, address, nat64);
    report_cell(table, gs_buf_text(&words));
    gs_buf_fini(&words);
}

static void write_rows(struct gs_buf *out, const struct gs_system_answer *answer,
                       const struct gs_nat64 *nat64)
{
    struct report_table table = {.columns = 5, .right = 1u << 0 | 1u << 2};
    static const char *const heads[] = {"#", "address", "port", "socket", "class"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        report_cell(&table, heads[i]);
    }
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        struct gs_buf socket = {0};
        gs_address_format(&row->address, address);
        report_socket(&socket, row);
        report_cellf(&table, "%zu", i + 1);
        report_cell(&table, address);
        report_cellf(&table, "%u", (unsigned)row->port);
        report_cell(&table, gs_buf_text(&socket));
        add_class(&table, &row->address, nat64);
        gs_buf_fini(&socket);
    }
    report_table_write(out, &table, INDENT);
    if (answer->left_out > 0) {
        gs_buf_addf(out, "  %u more rows are left out.\n", (unsigned)answer->left_out);
    }
}

static void write_answer(struct gs_buf *out, const struct gs_system_answer *answer,
                         const struct gs_failure *failure, const struct gs_nat64 *nat64)
{
    if (answer->rows.count > 0) {
        write_rows(out, answer, nat64);
        const char *canonname = answer->rows.items[0].canonname;
        if (canonname != NULL) {
            gs_buf_add_text(out, "  canonical name  ");
            report_name(out, canonname);
            report_end_line(out);
        }
        return;
    }
    struct gs_buf line = {0};
    gs_buf_addf(&line, "%s", gs_outcome_word(answer->outcome));
    if (answer->error.code != 0) {
        gs_buf_add_text(&line, " · ");
        gs_eai_format(&line, &answer->error);
        gs_buf_addf(&line, ", %s", answer->error.text);
    } else if (answer->error.text[0] != '\0') {
        gs_buf_addf(&line, " · %s", answer->error.text);
    }
    report_paragraph(out, report_sign(answer->outcome), gs_buf_text(&line));
    gs_buf_fini(&line);
    if (answer->error.code != 0 || failure->trap != NULL) {
        report_paragraph(out, failure->trap != NULL ? "▲ " : "  ", failure->meaning);
    }
    if (failure->advice[0] != '\0') {
        report_paragraph(out, "  ", failure->advice);
    }
}

void report_block_system(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_system_answer *answer = session->lookup.now.system;
    struct gs_failure failure =
        gs_failure_of(&session->lookup, session->has_machine ? &session->machine : NULL);
    char info[REPORT_INFO_MAX] = "not known";
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_SYSTEM, answer == NULL ? 0 : answer->elapsed_us,
                   right);
    if (answer != NULL && answer->rows.count > 0) {
        report_count(info, gs_system_answer_count(answer, 0), "address", "addresses");
    } else if (answer != NULL) {
        (void)snprintf(info, sizeof info, "%s", gs_outcome_word(answer->outcome));
    }
    report_title(out, "System", info, right);
    if (answer == NULL) {
        gs_buf_add_text(out, "  getaddrinfo has not answered.\n");
    } else {
        write_answer(out, answer, &failure, &session->machine.nat64);
    }
    struct gs_trap_list warnings = report_warnings(session);
    for (size_t i = 0; i < warnings.count; i++) {
        if (failure.trap != NULL && strcmp(failure.trap, warnings.items[i].code) == 0) {
            continue; /* told as the reason */
        }
        report_paragraph(out, warnings.items[i].is_note ? "  " : "▲ ",
                         warnings.items[i].text);
    }
    gs_vec_fini(&warnings);
}
