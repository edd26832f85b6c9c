/* SPDX-License-Identifier: MIT */
#include "gaiscope/demo/reach.h"

#include "marked_lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLANK " \t"

enum {
    DISTANCE_MAX_MS = 60 * 1000,
};

static const struct {
    const char *word;
    enum gs_reach_action action;
} actions[] = {
    {"open", GS_REACH_OPEN},
    {"refused", GS_REACH_REFUSED},
    {"silent", GS_REACH_SILENT},
};

static enum gs_reach_action action_of(const char *word)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(actions[i].word, word) == 0) {
            return actions[i].action;
        }
    }
    return GS_REACH_NONE;
}

static bool parse_number(const char *word, long max, long *out)
{
    char *end = NULL;
    *out = strtol(word, &end, 10);
    return end != word && *end == '\0' && *out >= 0 && *out <= max;
}

static bool parse_port(const char *word, uint16_t *out)
{
    long port = 0;
    bool is_any = strcmp(word, "*") == 0;
    if (!is_any && (!parse_number(word, UINT16_MAX, &port) || port == 0)) {
        return false;
    }
    *out = (uint16_t)port;
    return true;
}

/* Reads what stands behind the action; `rest` is the position of strtok_r. */
static const char *parse_rest(struct gs_reach *reach, char **rest)
{
    const char *word = strtok_r(NULL, BLANK, rest);
    long distance = 0;
    if (reach->action == GS_REACH_SILENT) {
        return word == NULL ? NULL : "nothing may follow silent";
    }
    if (word == NULL || !parse_number(word, DISTANCE_MAX_MS, &distance)) {
        return "open and refused need 0 to 60000 milliseconds";
    }
    reach->distance_ms = (uint32_t)distance;
    const char *banner = *rest + strspn(*rest, BLANK);
    if (banner[0] != '\0' && reach->action != GS_REACH_OPEN) {
        return "nothing may follow the distance of refused";
    }
    reach->banner = banner[0] == '\0' ? NULL : gs_mem_copy_text(banner);
    return NULL;
}

/* Reads one comment, without its `;@`. Returns: NULL, or what is wrong. */
static const char *parse_reach(char *line, struct gs_reach *out)
{
    char *rest = NULL;
    const char *address = strtok_r(line, BLANK, &rest);
    const char *port = strtok_r(NULL, BLANK, &rest);
    const char *action = strtok_r(NULL, BLANK, &rest);
    if (action == NULL) {
        return "how far away somebody listens is ADDRESS PORT ACTION";
    }
    *out = (struct gs_reach){.action = action_of(action)};
    if (gs_address_parse(address, &out->endpoint.address) != GS_OK) {
        return "this is no address";
    }
    if (!parse_port(port, &out->endpoint.port)) {
        return "a port is 1 to 65535, or *";
    }
    return out->action == GS_REACH_NONE ? "unknown action" : parse_rest(out, &rest);
}

/* Reads one comment into the list. Returns: NULL, or what is wrong. */
static const char *read_line(char *line, void *list)
{
    struct gs_reach_list *all = list;
    struct gs_reach reach = {0};
    const char *problem = parse_reach(line, &reach);
    if (problem == NULL) {
        gs_vec_push(all, reach);
    }
    return problem;
}

enum gs_status gs_reach_list_parse(const char *text, struct gs_reach_list *out,
                                   struct gs_buf *error)
{
    struct gs_reach_list list = {0};
    enum gs_status status = marked_lines_read(text, ";@", read_line, &list, error);
    if (status == GS_OK) {
        *out = list;
    } else {
        gs_reach_list_fini(&list);
    }
    return status;
}

void gs_reach_list_fini(struct gs_reach_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].banner);
    }
    gs_vec_fini(list);
}
