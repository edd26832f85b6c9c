/* SPDX-License-Identifier: MIT */
/*
 * The way from a line to its row of the table.
 */
#include "command_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/list_state.h"

#include <string.h>

#include <strings.h>

struct gs_typed_command gs_typed_command_at(size_t number)
{
    return gs_command_rows[number < gs_command_row_count ? number : 0].typed;
}

size_t gs_typed_command_count(void)
{
    return gs_command_row_count;
}

/* A row by the whole name; NULL: none. */
static const struct gs_command_row *find_row(const char *name, size_t len)
{
    for (size_t i = 0; i < gs_command_row_count; i++) {
        if (strlen(gs_command_rows[i].typed.name) == len &&
            strncasecmp(gs_command_rows[i].typed.name, name, len) == 0) {
            return &gs_command_rows[i];
        }
    }
    return NULL;
}

/* Whether a command of the key table can be typed: where it has a row here, this is it. */
static bool is_typed_by_name(const struct gs_command *command)
{
    return (command->contexts & GS_CONTEXT_BIT(GS_CONTEXT_PANES)) != 0 &&
           command->id != GS_COMMAND_COMMAND_LINE &&
           find_row(command->name, strlen(command->name)) == NULL;
}

size_t gs_command_line_count(void)
{
    size_t all = 0;
    size_t count = gs_command_row_count;
    const struct gs_command *commands = gs_commands(&all);
    for (size_t i = 0; i < all; i++) {
        count += is_typed_by_name(&commands[i]) ? 1 : 0;
    }
    return count;
}

/* -- reading ------------------------------------------------------------------------- */

static enum gs_command_id find_plain(const char *name, size_t len)
{
    size_t all = 0;
    const struct gs_command *commands = gs_commands(&all);
    for (size_t i = 0; i < all; i++) {
        if (is_typed_by_name(&commands[i]) && strlen(commands[i].name) == len &&
            strncasecmp(commands[i].name, name, len) == 0) {
            return commands[i].id;
        }
    }
    return GS_COMMAND_NONE;
}

static bool refuse_unknown(const char *word, const struct gs_command_world *world,
                           struct gs_buf *why)
{
    struct gs_completions near = {0};
    gs_quote(why, word);
    gs_command_line_complete(word, world, &near);
    gs_buf_add_text(why, " is no command");
    if (near.count > 0) {
        gs_buf_add_text(why, ": Tab or ↓ takes what fits");
    } else {
        gs_buf_add_text(why, "; ask HOST asks a name");
    }
    gs_completions_fini(&near);
    return false;
}

static bool read_row(const struct gs_command_row *row, struct gs_reading *reading)
{
    reading->out->type = row->type;
    if (reading->text[0] == '\0' && row->alone != GS_COMMAND_NONE) {
        reading->out->type = GS_REQUEST_COMMAND;
        reading->out->command = row->alone;
        return true;
    }
    if (reading->text[0] == '\0' && row->typed.usage[0] != '[') {
        gs_buf_addf(reading->why, "%s needs something behind it: %s", row->typed.name,
                    row->typed.usage);
        return false;
    }
    if (row->read == NULL) {
        gs_buf_addf(reading->why, "%s stands alone", row->typed.name);
        return false;
    }
    return row->read(reading);
}

static bool read_words(char *line, const struct gs_command_world *world,
                       struct gs_request *out, struct gs_buf *why)
{
    line += strspn(line, " ");
    size_t end = strlen(line);
    while (end > 0 && line[end - 1] == ' ') {
        line[--end] = '\0';
    }
    size_t len = strcspn(line, " ");
    const char *text = line + len + strspn(line + len, " ");
    line[len] = '\0';
    if (len == 0) {
        return true;
    }
    const struct gs_command_row *row = find_row(line, len);
    if (row != NULL) {
        struct gs_reading reading = {text, world, out, why};
        return read_row(row, &reading);
    }
    out->type = GS_REQUEST_COMMAND;
    out->command = find_plain(line, len);
    if (out->command == GS_COMMAND_NONE) {
        return refuse_unknown(line, world, why);
    }
    if (text[0] != '\0') {
        gs_buf_addf(why, "%s stands alone", line);
        return false;
    }
    return true;
}

bool gs_command_line_read(const char *line, const struct gs_command_world *world,
                          struct gs_request *out, struct gs_buf *why)
{
    if (strlen(line) > GS_COMMAND_LINE_MAX) {
        gs_buf_add_text(why, "the line is too long");
        return false;
    }
    struct gs_request request = {.type = GS_REQUEST_NONE};
    char *copy = gs_mem_copy_text(line);
    bool is_fine = read_words(copy, world, &request, why);
    free(copy);
    if (is_fine) {
        *out = request;
    }
    return is_fine;
}

/* -- completing ---------------------------------------------------------------------- */

/* Offers the values of a command, and its form when something free may stand there. */
static void offer_values(const struct gs_command_row *row, const char *line, size_t at,
                         const struct gs_command_world *world, struct gs_completions *out)
{
    struct gs_offers offers = {.world = world, .line = line, .word_at = at, .out = out};
    for (int pass = 0; row->offer != NULL && pass < 2; pass++) {
        offers.has_it_inside = pass == 1;
        row->offer(&offers);
    }
}

/* `server ` with ADDRESS[:PORT] behind it. */
static void add_form(const struct gs_command_row *row, struct gs_completions *out)
{
    struct gs_buf line = {0};
    gs_buf_addf(&line, "%s%s", row->typed.name, row->typed.usage[0] == '\0' ? "" : " ");
    struct gs_completion form = {
        .line = gs_buf_claim(&line),
        .usage = row->typed.usage[0] == '\0' ? NULL : row->typed.usage,
        .remark = gs_mem_copy_text(row->typed.help),
    };
    gs_vec_push(out, form);
}

static void add_plain(const struct gs_command *command, struct gs_completions *out)
{
    char key[GS_KEY_NAME_MAX];
    struct gs_buf remark = {0};
    gs_buf_add_text(&remark, command->help);
    if (gs_command_key(command->id, GS_CONTEXT_PANES, key)) {
        gs_buf_addf(&remark, ", key %s", key);
    }
    struct gs_completion plain = {.line = gs_mem_copy_text(command->name),
                                  .remark = gs_buf_claim(&remark)};
    gs_vec_push(out, plain);
}

/* Whether a name belongs to the pass: begins with the word, or has it inside. */
static bool fits(const char *name, const char *word, bool has_it_inside)
{
    bool begins = strncasecmp(name, word, strlen(word)) == 0;
    return has_it_inside ? !begins && gs_match_find(name, word) != NULL : begins;
}

/* The commands whose name fits; the values of one that is typed whole stand before it. */
static void offer_commands(const char *word, const struct gs_command_world *world,
                           struct gs_completions *out)
{
    size_t all = 0;
    const struct gs_command *commands = gs_commands(&all);
    const struct gs_command_row *whole = find_row(word, strlen(word));
    struct gs_buf line = {0};
    if (whole != NULL) {
        gs_buf_addf(&line, "%s ", whole->typed.name);
        offer_values(whole, gs_buf_text(&line), line.len, world, out);
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < gs_command_row_count; i++) {
            if (fits(gs_command_rows[i].typed.name, word, pass == 1)) {
                add_form(&gs_command_rows[i], out);
            }
        }
        for (size_t i = 0; i < all; i++) {
            if (is_typed_by_name(&commands[i]) &&
                fits(commands[i].name, word, pass == 1)) {
                add_plain(&commands[i], out);
            }
        }
    }
    gs_buf_fini(&line);
}

/* What looks like a name or an address is no command, but can be asked. */
static void offer_question(const char *word, struct gs_completions *out)
{
    if (out->count > 0 || strpbrk(word, ".:/@") == NULL) {
        return;
    }
    struct gs_buf line = {0};
    gs_buf_addf(&line, "ask %s", word);
    struct gs_completion ask = {.line = gs_buf_claim(&line),
                                .remark = gs_mem_copy_text("asks this name")};
    gs_vec_push(out, ask);
}

void gs_command_line_complete(const char *line, const struct gs_command_world *world,
                              struct gs_completions *out)
{
    gs_completions_fini(out);
    if (strlen(line) > GS_COMMAND_LINE_MAX) {
        return;
    }
    line += strspn(line, " ");
    size_t len = strcspn(line, " ");
    if (line[len] == '\0') {
        offer_commands(line, world, out);
        offer_question(line, out);
        return;
    }
    const struct gs_command_row *row = find_row(line, len);
    if (row != NULL) {
        offer_values(row, line, len + strspn(line + len, " "), world, out);
        if (out->count == 0 && row->typed.usage[0] != '\0') {
            add_form(row, out);
        }
    }
}
