/* SPDX-License-Identifier: MIT */
/* A pane's table as CSV and JSON. */
#include "csv_line.h"
#include "js.h"

#include "gaiscope/report/report.h"

static void add_line(struct gs_buf *out, const struct gs_text_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        gs_buf_add_text(out, i == 0 ? "" : ",");
        csv_add_field(out, fields->items[i] == NULL ? "" : fields->items[i]);
    }
    gs_buf_add_text(out, "\r\n");
}

void gs_report_table_csv(struct gs_buf *out, const struct gs_text_table *table)
{
    add_line(out, &table->columns);
    for (size_t i = 0; i < table->rows.count; i++) {
        add_line(out, &table->rows.items[i]);
    }
}

void gs_report_table_json(struct gs_buf *out, const struct gs_text_table *table)
{
    struct json_t *rows = js_array();
    for (size_t i = 0; i < table->rows.count; i++) {
        struct json_t *row = js_object();
        for (size_t column = 0; column < table->columns.count; column++) {
            js_put(row, table->columns.items[column],
                   js_text(table->rows.items[i].items[column]));
        }
        js_push(rows, row);
    }
    js_write(out, rows);
}
