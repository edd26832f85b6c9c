/* SPDX-License-Identifier: MIT */
/*
 * Asks many questions in one process, through the program's own lanes, for test_matrix.py.
 * In:  HOST TAB SERVICE TAB family TAB socktype TAB protocol TAB flags  (empty: NULL), a line each
 * Out: the EAI code, then for each row TAB family,socktype,protocol,canonname,address,port,
 *      flowinfo,scope id; a line for each question
 */
#include "gaiscope/base/buf.h"
#include "gaiscope/libc/system.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_row(const struct gs_addrinfo *row)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&row->address, address);
    printf("\t%d,%d,%d,%s,%s,%u,%u,%u", row->family, row->socktype, row->protocol,
           row->canonname != NULL ? row->canonname : "", address, (unsigned)row->port,
           (unsigned)row->flowinfo, (unsigned)row->address.scope_id);
}

static void on_answer(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)context;
    (void)id;
    printf("%d", answer->error.code);
    for (size_t i = 0; i < answer->rows.count; i++) {
        print_row(&answer->rows.items[i]);
    }
    putchar('\n');
    gs_system_answer_free(answer);
}

/** Cuts a line at its tabs. Returns: whether it has six fields. */
static int split(char *line, char *fields[6])
{
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < 6; i++) {
        fields[i] = strsep(&line, "\t");
        if (fields[i] == NULL) {
            return 0;
        }
    }
    return line == NULL;
}

static int parse(char *line, struct gs_question *out)
{
    char *fields[6];
    if (!split(line, fields)) {
        return 0;
    }
    *out = (struct gs_question){.is_exact = true,
                                .hints = {.family = atoi(fields[2]),
                                          .socktype = atoi(fields[3]),
                                          .protocol = atoi(fields[4]),
                                          .flags = atoi(fields[5])}};
    const char *host = fields[0][0] != '\0' ? fields[0] : NULL;
    const char *service = fields[1][0] != '\0' ? fields[1] : NULL;
    return gs_question_set(out, host, service) == GS_OK;
}

int main(void)
{
    char line[4096];
    struct gs_lanes *lanes = NULL;
    uv_loop_t *loop = uv_default_loop();
    (void)setlocale(LC_ALL, ""); /* as the program does: AI_IDN depends on it */
    if (gs_lanes_open(loop, NULL, &lanes) != GS_OK) {
        return 1;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct gs_question question;
        if (!parse(line, &question)) {
            fprintf(stderr, "ask_all: not a question: %s\n", line);
            return 1;
        }
        gs_system_start(lanes, GS_LANE_INTERACTIVE, &question, on_answer, NULL);
        uv_run(loop, UV_RUN_DEFAULT);
    }
    gs_lanes_close(lanes);
    uv_run(loop, UV_RUN_DEFAULT);
    return uv_loop_close(loop) != 0;
}
