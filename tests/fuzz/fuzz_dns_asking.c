/* SPDX-License-Identifier: MIT */
/* Any text as settings of a question: what is taken is written and read again as the same. */
#include "gaiscope/base/mem.h"
#include "gaiscope/model/dns_asking.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = gs_mem_copy_span((const char *)data, size);
    struct gs_dns_asking asking = gs_dns_asking_default();
    struct gs_buf out = {0};
    if (gs_dns_asking_parse(text, &asking, &out) == GS_OK) {
        struct gs_dns_asking again = gs_dns_asking_default();
        gs_dns_asking_format(&asking, &out);
        if (gs_dns_asking_parse(gs_buf_text(&out), &again, NULL) != GS_OK ||
            memcmp(&asking, &again, sizeof again) != 0) {
            abort();
        }
    } else if (out.len == 0) {
        abort(); /* contract: it is said what is wrong */
    }
    gs_buf_fini(&out);
    free(text);
    return 0;
}
