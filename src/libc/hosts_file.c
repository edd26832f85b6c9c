/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/hosts_file.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/file.h"
#include "gaiscope/base/text.h"

#include <string.h>

/* A part of a line. */
struct span {
    const char *at;
    size_t len;
};

/* One search in the hosts file. */
struct hosts_call {
    char *name;
    struct gs_hosts_line_list lines;
    gs_hosts_done_fn done;
    void *context;
};

/* Takes the next field off the line; one without length at its end. */
static struct span next_field(struct span *line)
{
    while (line->len > 0 && gs_ascii_is_space(*line->at)) {
        line->at++;
        line->len--;
    }
    struct span field = {line->at, 0};
    while (line->len > 0 && !gs_ascii_is_space(*line->at)) {
        line->at++;
        line->len--;
        field.len++;
    }
    return field;
}

/* The line up to a NUL or a comment. */
static struct span plain_line(const char *at, size_t len)
{
    size_t plain = 0;
    while (plain < len && at[plain] != '\0' && at[plain] != '#') {
        plain++;
    }
    return (struct span){at, plain};
}

/* Whether a name is one of those on the rest of the line. */
static bool has_name(struct span names, const char *name, size_t name_len)
{
    for (struct span field = next_field(&names); field.len > 0;
         field = next_field(&names)) {
        if (field.len == name_len &&
            gs_text_compare_case(field.at, name, name_len) == 0) {
            return true;
        }
    }
    return false;
}

/* libc passes over an address with a %zone; its zone is kept to be shown. */
static void read_address(struct span field, struct gs_hosts_line *out)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (field.len >= sizeof text) {
        return;
    }
    memcpy(text, field.at, field.len);
    text[field.len] = '\0';
    if (gs_address_parse(text, &out->address) != GS_OK) {
        out->address = (struct gs_address){0};
    }
    out->is_scoped = strchr(text, '%') != NULL;
}

static struct gs_hosts_line line_of(size_t number, struct span address, struct span names)
{
    struct gs_hosts_line line = {.line = number};
    struct span official = next_field(&names);
    struct gs_buf name = {0};
    read_address(address, &line);
    gs_text_sanitise(&name, official.at,
                     official.len < GS_NAME_MAX ? official.len : GS_NAME_MAX);
    line.name = gs_buf_claim(&name);
    return line;
}

void gs_hosts_find(const char *text, size_t len, const char *name,
                   struct gs_hosts_line_list *out)
{
    size_t name_len = strlen(name);
    size_t number = 0;
    while (len > 0 && out->count < GS_HOSTS_LINES_MAX) {
        const char *end = memchr(text, '\n', len);
        size_t line_len = end == NULL ? len : (size_t)(end - text);
        size_t step = end == NULL ? len : line_len + 1;
        struct span line = plain_line(text, line_len);
        struct span address = next_field(&line);
        number++;
        if (has_name(line, name, name_len)) {
            gs_vec_push(out, line_of(number, address, line));
        }
        text += step;
        len -= step;
    }
}

void gs_hosts_lines_fini(struct gs_hosts_line_list *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->items[i].name);
    }
    gs_vec_fini(lines);
}

static void call_hosts(void *job)
{
    struct hosts_call *call = job;
    struct gs_buf text = {0};
    gs_file_read("/etc/hosts", GS_HOSTS_FILE_MAX, &text);
    gs_hosts_find(gs_buf_text(&text), text.len, call->name, &call->lines);
    gs_buf_fini(&text);
}

static void hosts_call_free(void *job)
{
    struct hosts_call *call = job;
    gs_hosts_lines_fini(&call->lines);
    free(call->name);
    free(call);
}

static void hosts_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct hosts_call *call = job;
    call->done(call->context, id, &call->lines);
    hosts_call_free(call);
}

uint64_t gs_hosts_start(struct gs_lanes *lanes, enum gs_lane lane, const char *name,
                        gs_hosts_done_fn done, void *context)
{
    struct hosts_call *call = gs_mem_new(1, sizeof *call);
    call->name = gs_mem_copy_text(name);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_hosts,
                              .done = hosts_call_done,
                              .free = hosts_call_free,
                              .job = call,
                          });
}
