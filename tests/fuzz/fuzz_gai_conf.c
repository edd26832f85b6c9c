/* SPDX-License-Identifier: MIT */
/* Any bytes as a gai.conf: every address finds its line in every table, tables are sorted,
 * and reasons are safe to print. */
#include "gaiscope/base/text.h"
#include "gaiscope/rules/gai_conf.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_table(const struct gs_policy_table *table, uint8_t bits_max)
{
    require(table->count > 0 && table->count <= GS_POLICY_MAX);
    for (size_t i = 0; i < table->count; i++) {
        require(table->entries[i].bits <= bits_max && table->entries[i].value >= 0);
        require(i == 0 || table->entries[i - 1].bits >= table->entries[i].bits);
    }
}

static void check_address(const struct gs_policy *policy, int family,
                          const uint8_t *bytes)
{
    struct gs_address address = gs_address_from_bytes(family, bytes);
    require(gs_policy_find(&policy->labels, &address) != NULL);
    require(gs_policy_find(&policy->precedences, &address) != NULL);
    require(family == AF_INET6 || gs_policy_find(&policy->scopes, &address) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[16] = {0};
    struct gs_policy policy;
    gs_gai_conf_parse((const char *)data, size, &policy);
    check_table(&policy.labels, 128);
    check_table(&policy.precedences, 128);
    check_table(&policy.scopes, 32);
    require(policy.error_count <= GS_POLICY_ERRORS_MAX);
    for (size_t i = 0; i < policy.error_count; i++) {
        const char *reason = policy.errors[i].reason;
        size_t len = strnlen(reason, GS_POLICY_REASON_MAX);
        require(len > 0 && len < GS_POLICY_REASON_MAX && gs_text_is_utf8(reason, len));
        require(policy.errors[i].line > 0);
    }
    memcpy(bytes, data, size < sizeof bytes ? size : sizeof bytes);
    check_address(&policy, AF_INET, bytes);
    check_address(&policy, AF_INET6, bytes);
    return 0;
}
