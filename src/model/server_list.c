/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/server_list.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_CELLS = 48, /* of a wrong word, in the sentence that says so */
};

void gs_server_list_add(struct gs_server_list *list, const struct gs_endpoint *server)
{
    size_t at = 0;
    while (at < list->count && !gs_endpoint_is_equal(&list->items[at], server)) {
        at++;
    }
    if (at == list->count && list->count < GS_SERVERS_MAX) {
        list->items[list->count++] = *server;
    }
}

static enum gs_status refuse(struct gs_buf *wrong, const char *word, const char *what)
{
    gs_text_quote(wrong, word, WORD_CELLS);
    gs_buf_addf(wrong, " %s", what);
    return GS_EFORMAT;
}

static enum gs_status add_word(struct gs_server_list *list, const char *word,
                               struct gs_buf *wrong)
{
    struct gs_endpoint server;
    if (gs_endpoint_parse(word, GS_DNS_PORT, &server) != GS_OK) {
        return refuse(wrong, word,
                      "is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT");
    }
    if (list->count == GS_SERVERS_MAX) {
        gs_text_quote(wrong, word, WORD_CELLS);
        gs_buf_addf(wrong, " is one too many; %d servers can be asked", GS_SERVERS_MAX);
        return GS_EFORMAT;
    }
    gs_server_list_add(list, &server);
    return GS_OK;
}

enum gs_status gs_server_list_parse(const char *text, struct gs_server_list *list,
                                    struct gs_buf *wrong)
{
    static const char parting[] = ", \t";
    struct gs_server_list read = {0};
    enum gs_status status = GS_OK;
    size_t words = 0;
    for (const char *at = text + strspn(text, parting); *at != '\0' && status == GS_OK;
         words++) {
        size_t len = strcspn(at, parting);
        char *word = gs_mem_copy_span(at, len);
        bool is_default = gs_text_compare_case(word, "default", SIZE_MAX) == 0;
        status = is_default ? GS_OK : add_word(&read, word, wrong);
        free(word);
        at += len;
        at += strspn(at, parting);
    }
    if (status == GS_OK && words == 0) {
        status = refuse(wrong, text, "names no server");
    }
    if (status == GS_OK) {
        *list = read;
    }
    return status;
}

void gs_server_list_format(const struct gs_endpoint *servers, size_t count,
                           struct gs_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        char text[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&servers[i], GS_DNS_PORT, text);
        gs_buf_addf(out, "%s%s", i == 0 ? "" : ",", text);
    }
}
