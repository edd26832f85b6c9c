/* SPDX-License-Identifier: MIT */
/* Whatever a host, a label or an Accept header is, the metrics stay lines of text. */
#include "gaiscope/report/metrics.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every line is a comment or a sample that ends in its number. */
static void check(const char *text)
{
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        size_t len = strcspn(line, "\n");
        if (line[len] != '\n' ||
            (line[0] != '#' && (strncmp(line, "gaiscope_", 9) != 0 ||
                                strchr("0123456789", line[len - 1]) == NULL))) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = gs_mem_copy_span((const char *)data, size);
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    struct gs_watched host = {.id = 1, .watch.host = gs_mem_copy_text(text)};
    gs_vec_push(&host.watch.labels, gs_mem_copy_text(text));
    strncpy(host.watch.service, text, sizeof host.watch.service - 1);
    gs_vec_push(&told->hosts, host);
    struct gs_monitor monitor = {0};
    gs_monitor_apply_list(&monitor, told);

    struct gs_buf out = {0};
    const struct gs_metrics_choice choice = {.form = gs_metrics_negotiate(text),
                                             .hosts_max = 10};
    gs_metrics_write(&monitor, &choice, &out);
    check(gs_buf_text(&out));
    gs_buf_fini(&out);
    gs_monitor_fini(&monitor);
    free(text);
    return 0;
}
