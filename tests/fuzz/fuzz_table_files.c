/* SPDX-License-Identifier: MIT */
/* Any bytes as /etc/services and /etc/protocols: what comes out is sorted, within its limits
 * and fit for a screen. */
#include "gaiscope/base/text.h"
#include "gaiscope/libc/table_files.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_text(const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        struct gs_char c = gs_text_decode(text, left);
        require(c.is_valid && gs_text_is_printable(c.code));
        text += c.len_bytes;
        left -= c.len_bytes;
    }
}

static void check_services(const struct gs_tables *tables)
{
    for (size_t i = 0; i < tables->services.count; i++) {
        const struct gs_table_service *service = &tables->services.items[i];
        check_text(service->name);
        check_text(service->aliases);
        check_text(service->other);
        require(*service->name != '\0' && service->line > 0 && service->protocols != 0);
        require(i == 0 || service[-1].port < service->port ||
                (service[-1].port == service->port && service[-1].line < service->line));
    }
}

static void check_protocols(const struct gs_tables *tables)
{
    for (size_t i = 0; i < tables->protocols.count; i++) {
        const struct gs_table_protocol_line *protocol = &tables->protocols.items[i];
        check_text(protocol->name);
        check_text(protocol->aliases);
        require(*protocol->name != '\0' && protocol->line > 0);
        require(i == 0 || protocol[-1].number <= protocol->number);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t cut = size == 0 ? 0 : data[0] % size;
    const char *text = (const char *)data;
    struct gs_tables *tables =
        gs_tables_parse((struct gs_table_text){text, size - cut},
                        (struct gs_table_text){text + size - cut, cut});
    check_services(tables);
    check_protocols(tables);
    require(tables->errors.count <= GS_TABLE_ERRORS_MAX &&
            tables->errors.count <= tables->error_count);
    gs_tables_free(tables);
    return 0;
}
