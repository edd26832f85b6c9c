/* SPDX-License-Identifier: MIT */
/*
 * The options that say which parts are asked, and how each of them goes about it.
 */
#include "option_apply.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/compare_list.h"

#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

enum {
    WORD_MAX = 64,
};

/* Cuts the next word off a comma separated list. Returns: false at its end. */
static bool next_word(const char **list, char word[WORD_MAX])
{
    if (*list == NULL) {
        return false;
    }
    size_t len = strcspn(*list, ",");
    size_t kept = len < WORD_MAX ? len : WORD_MAX - 1;
    memcpy(word, *list, kept);
    word[kept] = '\0';
    *list = (*list)[len] == '\0' ? NULL : *list + len + 1;
    return true;
}

static bool fail_part(struct option_parse *parse, const char *word)
{
    struct gs_buf what = {0};
    gs_buf_add_text(&what, "is not a part; use ");
    for (int part = 0; part < GS_PART_COUNT; part++) {
        gs_buf_addf(&what, "%s%s", part == 0 ? "" : ", ", gs_part_id((enum gs_part)part));
    }
    (void)option_fail(parse, word, gs_buf_text(&what));
    gs_buf_fini(&what);
    return false;
}

bool option_apply_parts(struct option_parse *parse, const char *value)
{
    char word[WORD_MAX];
    unsigned parts = 0;
    while (next_word(&value, word)) {
        int part = 0;
        while (part < GS_PART_COUNT &&
               gs_text_compare_case(word, gs_part_id((enum gs_part)part), SIZE_MAX) !=
                   0) {
            part++;
        }
        if (part == GS_PART_COUNT) {
            return fail_part(parse, word);
        }
        parts |= GS_PART_BIT(part);
    }
    parse->out->parts = parts;
    return true;
}

/* What a parser of the model says is wrong. Takes: its status; `wrong`, which is freed. */
static bool end_parse(struct option_parse *parse, enum gs_status status,
                      struct gs_buf *wrong)
{
    if (status != GS_OK) {
        (void)option_fail(parse, NULL, gs_buf_text(wrong));
    }
    gs_buf_fini(wrong);
    return status == GS_OK;
}

bool option_apply_types(struct option_parse *parse, const char *value)
{
    struct gs_type_list list = {0};
    struct gs_buf wrong = {0};
    enum gs_status status = gs_type_list_parse(value, &list, &wrong);
    if (status == GS_OK) {
        parse->out->type_count = list.count;
        memcpy(parse->out->types, list.items, sizeof parse->out->types);
    }
    return end_parse(parse, status, &wrong);
}

bool option_apply_dns(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_dns_asking_parse(value, &parse->out->asking, &wrong);
    return end_parse(parse, status, &wrong);
}

bool option_apply_connect(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status =
        gs_connect_services_parse(value, &parse->out->connect, &wrong);
    parse->connects = true;
    return end_parse(parse, status, &wrong);
}

bool option_apply_banner(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->connect.reads_banner = true;
    return true;
}

bool option_apply_connect_always(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->connect.is_always = true;
    return true;
}

bool option_apply_race(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_race_settings_parse(value, &parse->out->race, &wrong);
    return end_parse(parse, status, &wrong);
}

bool option_apply_compare(struct option_parse *parse, const char *value)
{
    struct gs_buf wrong = {0};
    enum gs_status status = gs_server_list_parse(value, &parse->out->compare, &wrong);
    return end_parse(parse, status, &wrong);
}

bool gs_options_names_file(const char *value)
{
    struct stat found;
    return strchr(value, '/') != NULL ||
           (stat(value, &found) == 0 && S_ISREG(found.st_mode));
}

/* Hosts are judged here, a file when it is read. */
bool option_apply_families(struct option_parse *parse, const char *value)
{
    struct gs_compare_choice *hosts = gs_mem_new(1, sizeof *hosts);
    struct gs_buf wrong = {0};
    enum gs_status status =
        gs_options_names_file(value) ? GS_OK : gs_compare_parse(value, hosts, &wrong);
    free(hosts);
    parse->out->families = value;
    return end_parse(parse, status, &wrong);
}

bool option_apply_root_hints(struct option_parse *parse, const char *value)
{
    if (value[0] == '\0') {
        return option_fail(parse, value, "is not a file");
    }
    parse->out->root_hints = value;
    return true;
}

bool option_apply_smtp_port(struct option_parse *parse, const char *value)
{
    char *end = NULL;
    unsigned long port = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || port == 0 ||
        port > UINT16_MAX) {
        return option_fail(parse, value, "is not a port; use 1 to 65535");
    }
    parse->out->smtp_port = (uint16_t)port;
    return true;
}

bool option_apply_messages(struct option_parse *parse, const char *value)
{
    static const char *const words[] = {"none", "text", "hex"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gs_text_compare_case(value, words[i], SIZE_MAX) == 0) {
            parse->out->messages = (enum gs_report_messages)i;
            return true;
        }
    }
    return option_fail(parse, value, "is no form of a message; use none, text or hex");
}
