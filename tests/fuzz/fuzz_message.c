/* SPDX-License-Identifier: MIT */
/* Any bytes as an answer: first with the name and type they ask for, then as they are. */
#include "gaiscope/dns/message.h"
#include "gaiscope/model/dname.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_texts(const struct gs_record_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *texts[] = {list->items[i].name, list->items[i].text,
                               list->items[i].target};
        for (size_t j = 0; j < 3; j++) {
            for (const char *c = texts[j]; c != NULL && *c != '\0'; c++) {
                if (*c < 0x20 || *c > 0x7e) {
                    abort(); /* contract: printable ASCII alone */
                }
            }
        }
    }
}

static void decode(const uint8_t *data, size_t size, const char *name, uint16_t type)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    if (gs_message_decode(data, size, answer) == GS_OK) {
        check_texts(&answer->answer);
        check_texts(&answer->authority);
        check_texts(&answer->additional);
    }
    gs_dns_answer_free(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_buf name = {0};
    struct gs_dname asked;
    size_t step = gs_dname_read(data, size, 12, &asked);
    if (step > 0 && size >= 12 + step + 4) {
        const uint8_t *type = data + 12 + step;
        gs_dname_format(&asked, &name);
        decode(data, size, gs_buf_text(&name), (uint16_t)(type[0] << 8 | type[1]));
    }
    decode(data, size, "a.test", GS_TYPE_A);
    gs_buf_fini(&name);
    return 0;
}
