/* SPDX-License-Identifier: MIT */
/* Any bytes as an answer, with the name and type they ask for: the scan stays inside them and
 * comes to what the decoder comes to. */
#include "gaiscope/dns/answer_scan.h"
#include "gaiscope/dns/message.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_dname asked;
    size_t step = gs_dname_read(data, size, 12, &asked);
    if (step == 0 || size < 12 + step + 4) {
        return 0;
    }
    uint16_t type = (uint16_t)(data[12 + step] << 8 | data[13 + step]);
    struct gs_buf name = {0};
    gs_dname_format(&asked, &name);
    struct gs_dns_answer *answer = gs_dns_answer_new(gs_buf_text(&name), type);
    struct gs_answer_scan scan;
    enum gs_status decoded = gs_message_decode(data, size, answer);
    require(gs_answer_scan(data, size, &asked, type, &scan) == decoded);
    if (decoded == GS_OK) {
        require(scan.outcome == answer->outcome && scan.rcode == answer->rcode);
        require(scan.has_broken_end == answer->has_broken_end);
        require(scan.address_count <= GS_SCAN_ADDRESSES_MAX);
    }
    gs_dns_answer_free(answer);
    gs_buf_fini(&name);
    return 0;
}
