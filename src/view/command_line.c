/* SPDX-License-Identifier: MIT */
/*
 * The table, and the way from a line to its row.
 */
#include "command_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/list_state.h"

#include <string.h>

#include <strings.h>

static const struct gs_command_row rows[] = {
    {{"ask", "HOST [SERVICE]", "asks a name, an address or a URL"},
     GS_REQUEST_ASK,
     GS_COMMAND_QUESTION,
     gs_read_ask,
     gs_offer_hosts},
    {{"service", "NAME|PORT|-", "another service for the host; - none"},
     GS_REQUEST_SERVICE,
     GS_COMMAND_NONE,
     gs_read_service,
     gs_offer_services},
    {{"family", "any|inet|inet6", "both families, IPv4 or IPv6"},
     GS_REQUEST_HINTS,
     GS_COMMAND_FAMILY,
     gs_read_family,
     gs_offer_families},
    {{"socktype", "TYPE", "another socket type"},
     GS_REQUEST_HINTS,
     GS_COMMAND_NONE,
     gs_read_socktype,
     gs_offer_socktypes},
    {{"protocol", "NAME|NUMBER", "another protocol"},
     GS_REQUEST_HINTS,
     GS_COMMAND_NONE,
     gs_read_protocol,
     gs_offer_protocols},
    {{"flags", "+ADDED -TAKEN | A,B", "other AI_ flags; default, none"},
     GS_REQUEST_HINTS,
     GS_COMMAND_NONE,
     gs_read_flags,
     gs_offer_flags},
    {{"server", "ADDRESS[:PORT]", "asks another name server from now on"},
     GS_REQUEST_SERVER,
     GS_COMMAND_NONE,
     gs_read_server,
     gs_offer_servers},
    {{"types", "A,MX +TYPE -TYPE", "other record types; default, TYPE65"},
     GS_REQUEST_RECORDS,
     GS_COMMAND_NONE,
     gs_read_types,
     gs_offer_types},
    {{"dns", "do,cd,tcp,nsid,...", "how records are asked; default"},
     GS_REQUEST_RECORDS,
     GS_COMMAND_NONE,
     gs_read_dns,
     gs_offer_dns},
    {{"whois", "HOST[:PORT]", "begins with another whois server; default"},
     GS_REQUEST_WHOIS,
     GS_COMMAND_VIEW_WHOIS,
     gs_read_whois,
     gs_offer_whois},
    {{"compare", "ADDRESS[:PORT] ...", "holds name servers against each other"},
     GS_REQUEST_COMPARE,
     GS_COMMAND_SERVERS,
     gs_read_compare,
     gs_offer_compare},
    {{"families", "[HOST ...]", "compares the families of hosts; alone: no other"},
     GS_REQUEST_FAMILIES,
     GS_COMMAND_NONE,
     gs_read_families,
     gs_offer_compared},
    {{"race", "[KEY=VALUE ...]", "races so from now on; slow=MS, default; alone: how"},
     GS_REQUEST_RACE,
     GS_COMMAND_NONE,
     gs_read_race,
     gs_offer_race},
    {{"connect", "SERVICE,... [banner] [always]", "what is connected to; default, asked"},
     GS_REQUEST_CONNECT,
     GS_COMMAND_CONNECT,
     gs_read_connect,
     gs_offer_connect},
    {{"root-hints", "FILE", "where the delegation begins; default"},
     GS_REQUEST_ROOTS,
     GS_COMMAND_NONE,
     gs_read_text,
     gs_offer_roots},
    {{"bind", "[PORT]", "binds and listens as a server would"},
     GS_REQUEST_BIND,
     GS_COMMAND_LISTEN,
     gs_read_port,
     NULL},
    {{"view", "NAME|DIGIT", "another view"},
     GS_REQUEST_VIEW,
     GS_COMMAND_NONE,
     gs_read_view,
     gs_offer_views},
    {{"sort", "COLUMN [down]", "sorts the pane"},
     GS_REQUEST_SORT,
     GS_COMMAND_NONE,
     gs_read_sort,
     gs_offer_columns},
    {{"filter", "TEXT", "keeps matching rows, !TEXT the others"},
     GS_REQUEST_FILTER,
     GS_COMMAND_FILTER,
     gs_read_text,
     NULL},
    {{"search", "TEXT", "searches in the pane"},
     GS_REQUEST_SEARCH,
     GS_COMMAND_SEARCH,
     gs_read_text,
     NULL},
    {{"record", "[FILE]", "records to a file; alone ends it"},
     GS_REQUEST_RECORD,
     GS_COMMAND_NONE,
     gs_read_text,
     NULL},
    {{"interval", "SECONDS|off", "asks all again every so often"},
     GS_REQUEST_INTERVAL,
     GS_COMMAND_NONE,
     gs_read_interval,
     gs_offer_intervals},
    {{"theme", "NAME", "other colours"},
     GS_REQUEST_THEME,
     GS_COMMAND_NONE,
     gs_read_text,
     gs_offer_themes},
    {{"table", "FILE.csv|.json", "saves the pane's table"},
     GS_REQUEST_TABLE,
     GS_COMMAND_SAVE_TABLE,
     gs_read_text,
     NULL},
    {{"screen", "FILE.svg|.ans|.txt", "saves the screen"},
     GS_REQUEST_SCREEN,
     GS_COMMAND_SAVE_SCREEN,
     gs_read_text,
     NULL},
    {{"tour", "[STATION]|off", "ten stations to learn from, with --demo"},
     GS_REQUEST_TOUR,
     GS_COMMAND_NONE,
     gs_read_tour,
     gs_offer_tour},
    {{"copy", "", "copies the row as …"},
     GS_REQUEST_COMMAND,
     GS_COMMAND_COPY_ROW,
     NULL,
     NULL},
};

#define ROW_COUNT (sizeof rows / sizeof rows[0])

struct gs_typed_command gs_typed_command_at(size_t number)
{
    return rows[number < ROW_COUNT ? number : 0].typed;
}

size_t gs_typed_command_count(void)
{
    return ROW_COUNT;
}

/* A row by the whole name; NULL: none. */
static const struct gs_command_row *find_row(const char *name, size_t len)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strlen(rows[i].typed.name) == len &&
            strncasecmp(rows[i].typed.name, name, len) == 0) {
            return &rows[i];
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
    size_t count = ROW_COUNT;
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
        for (size_t i = 0; i < ROW_COUNT; i++) {
            if (fits(rows[i].typed.name, word, pass == 1)) {
                add_form(&rows[i], out);
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
