/* SPDX-License-Identifier: MIT */
/* Any text as a question, an address, a server, or names of flags: what comes out keeps
 * the faces' promises and leads back to itself. */
#include "gaiscope/base/mem.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/model/question.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_question(const char *text)
{
    struct gs_question parsed = {.host = "untouched"};
    enum gs_status status = gs_question_parse(text, &parsed);
    if (status != GS_OK) {
        require(status == GS_ELIMIT || status == GS_EFORMAT);
        require(strcmp(parsed.host, "untouched") == 0);
        return;
    }
    require(strlen(parsed.host) <= GS_HOST_MAX);
    require(strlen(parsed.service) <= GS_SERVICE_MAX);
    require(parsed.is_null == (parsed.host[0] == '\0'));
    require(parsed.has_service == (parsed.service[0] != '\0'));
    struct gs_question set = {0};
    require(gs_question_set(&set, parsed.is_null ? NULL : parsed.host,
                            gs_question_service(&parsed)) == GS_OK);
    require(gs_question_is_same_name(&parsed, &set));
    struct gs_address address;
    (void)gs_question_is_literal(&parsed, &address); /* any answer will do */
}

static void check_address(const char *text)
{
    struct gs_address address;
    if (gs_address_parse(text, &address) == GS_OK) {
        char shown[GS_ADDRESS_TEXT_MAX];
        struct gs_address again;
        gs_address_format(&address, shown);
        require(gs_address_parse(shown, &again) == GS_OK);
        require(gs_address_is_equal(&address, &again));
        char name[GS_REVERSE_NAME_MAX];
        gs_address_reverse_name(&address, name);
        require(strstr(name, ".arpa") != NULL);
    }
}

static void check_endpoint(const char *text)
{
    struct gs_endpoint endpoint;
    if (gs_endpoint_parse(text, 53, &endpoint) == GS_OK) {
        char shown[GS_ENDPOINT_TEXT_MAX];
        struct gs_endpoint again;
        gs_endpoint_format(&endpoint, 53, shown);
        require(endpoint.port != 0 && gs_endpoint_parse(shown, 53, &again) == GS_OK);
        require(gs_endpoint_is_equal(&endpoint, &again));
    }
}

static void check_flags(const char *text)
{
    int flags = 0;
    char bad[8];
    if (gs_flags_parse(text, &flags, bad, sizeof bad) == GS_OK) {
        struct gs_buf list = {0};
        int again = 0;
        gs_flags_format(&list, flags, ",");
        require(list.len == 0 ||
                gs_flags_parse(gs_buf_text(&list), &again, bad, sizeof bad) == GS_OK);
        require(again == flags);
        gs_buf_fini(&list);
    } else {
        require(memchr(bad, '\0', sizeof bad) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = gs_mem_new(size + 1, 1);
    memcpy(text, data, size);
    check_question(text);
    check_address(text);
    check_endpoint(text);
    check_flags(text);
    free(text);
    return 0;
}
