/* SPDX-License-Identifier: MIT */
/*
 * What any server may say: the facts, the referral and the way on. The first byte chooses
 * what was asked; the text goes to every server of the chain, until it ends.
 */
#include "gaiscope/rules/whois_rules.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const hosts[] = {"a.b.www.python.org", "192.0.2.1", "2001:db8::1",
                                        "AS64500", "org"};
    if (size == 0) {
        return 0;
    }
    struct gs_question question = {0};
    const char *host = hosts[data[0] % (sizeof hosts / sizeof hosts[0])];
    (void)snprintf(question.host, sizeof question.host, "%s", host);
    (void)snprintf(question.host_ascii, sizeof question.host_ascii, "%s", host);
    struct gs_whois *whois = gs_whois_rules_open(&question, NULL);
    for (int i = 0; !whois->is_complete; i++) {
        if (i >= GS_WHOIS_QUERIES_MAX) {
            abort(); /* the chain has to end */
        }
        struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
        gs_whois_text_set(&hop->text, data + 1, size - 1);
        hop->outcome = GS_OUTCOME_ANSWERED;
        gs_whois_rules_answer(whois, false);
    }
    struct gs_whois *copy = gs_whois_copy(whois);
    gs_whois_free(whois);
    gs_whois_free(copy);
    return 0;
}
