/* SPDX-License-Identifier: MIT */
#include "csv_line.h"

#include "parts.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/address_class.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void csv_set(struct csv_line *line, enum csv_column column, const char *text)
{
    free(line->fields[column]);
    line->fields[column] = text == NULL ? NULL : gs_text_sanitised(text);
}

void csv_set_number(struct csv_line *line, enum csv_column column, uint32_t number)
{
    char text[REPORT_NUMBER_MAX];
    (void)snprintf(text, sizeof text, "%u", (unsigned)number);
    csv_set(line, column, text);
}

void csv_set_address(struct csv_line *line, const struct gs_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (address->family == 0) {
        return;
    }
    gs_address_format(address, text);
    csv_set(line, CSV_ADDRESS, text);
    csv_set(line, CSV_FAMILY, gs_hint_name(gs_hint_families(), address->family));
}

void csv_add_field(struct gs_buf *out, const char *field)
{
    if (strpbrk(field, ",\"\r\n") == NULL) {
        gs_buf_add_text(out, field);
        return;
    }
    gs_buf_add_text(out, "\"");
    for (; *field != '\0'; field++) {
        gs_buf_add(out, "\"\"", *field == '"' ? 1 : 0);
        gs_buf_add(out, field, 1);
    }
    gs_buf_add_text(out, "\"");
}

void csv_end(struct gs_buf *out, struct csv_line *line)
{
    for (int i = 0; i < CSV_COLUMN_COUNT; i++) {
        gs_buf_add_text(out, i == 0 ? "" : ",");
        csv_add_field(out, line->fields[i] == NULL ? "" : line->fields[i]);
        free(line->fields[i]);
        line->fields[i] = NULL;
    }
    gs_buf_add_text(out, "\r\n");
}

struct csv_line csv_line_of(enum gs_part part, size_t rank)
{
    struct csv_line line = {{0}};
    csv_set(&line, CSV_PART, gs_part_id(part));
    if (rank > 0) {
        csv_set_number(&line, CSV_RANK, (uint32_t)rank);
    }
    return line;
}

void csv_set_row(struct csv_line *line, const struct gs_addrinfo *row)
{
    char room[REPORT_NUMBER_MAX];
    csv_set_address(line, &row->address);
    csv_set(line, CSV_FAMILY, report_hint(gs_hint_families(), row->family, room));
    csv_set(line, CSV_SOCKTYPE, report_hint(gs_hint_socktypes(), row->socktype, room));
    csv_set(line, CSV_PROTOCOL, report_hint(gs_hint_protocols(), row->protocol, room));
    csv_set_number(line, CSV_PORT, row->port);
    csv_set(line, CSV_VALUE, gs_address_class_of(&row->address).id);
    csv_set(line, CSV_OUTCOME, gs_outcome_id(GS_OUTCOME_ANSWERED));
}
