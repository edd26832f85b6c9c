/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/options.h"

#include "option_apply.h"
#include "option_table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/report/metrics.h"
#include "gaiscope/report/recorder.h"
#include "gaiscope/rules/idn.h"

#include <stdlib.h>
#include <string.h>

#include <langinfo.h>
#include <netdb.h>
#include <sys/socket.h>

enum {
    OPERANDS_MAX = 2,
    QUOTE_CELLS = 48, /* of an argument that an error names */
};

bool option_fail(struct option_parse *parse, const char *value, const char *what)
{
    gs_buf_addf(parse->error, "gaiscope: %s%s", parse->shown,
                parse->shown[0] == '\0' ? "" : ": ");
    if (value != NULL) {
        char *safe = gs_text_sanitised(value);
        gs_buf_add_text(parse->error, "\"");
        gs_text_cut_end(parse->error, safe, QUOTE_CELLS);
        gs_buf_add_text(parse->error, "\" ");
        free(safe);
    }
    gs_buf_addf(parse->error, "%s\nTry gaiscope --help.\n", what);
    return false;
}

/* The arguments still to be read. */
struct arguments {
    int count;        /* all of them */
    char *const *all; /* argv */
    int next;         /* the next one */
};

/* Whether an option says something to a replay, which asks nothing. */
static bool fits_replay(const struct option_row *row)
{
    static const char *const names[] = {
        "report", "output", "parts",    "race",     "messages", "replay", "speed",
        "theme",  "ascii",  "no-color", "no-mouse", "help",     "version"};
    bool fits = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        fits |= row->name != NULL && strcmp(row->name, names[i]) == 0;
    }
    return fits;
}

/* The value behind an option, or the next argument. */
static bool with_value(struct option_parse *parse, const struct option_row *row,
                       struct arguments *arguments, const char *value)
{
    if (parse->asks == NULL && !fits_replay(row)) {
        parse->asks = row;
    }
    if (row->argument == NULL) {
        return value == NULL ? row->apply(parse, NULL)
                             : option_fail(parse, NULL, "takes no value");
    }
    if (value == NULL && arguments->next < arguments->count) {
        value = arguments->all[arguments->next++];
    }
    if (value == NULL) {
        struct gs_buf what = {0};
        gs_buf_addf(&what, "needs %s", row->argument);
        (void)option_fail(parse, NULL, gs_buf_text(&what));
        gs_buf_fini(&what);
        return false;
    }
    return row->apply(parse, value);
}

static bool read_long(struct option_parse *parse, struct arguments *arguments,
                      const char *argument)
{
    const char *name = argument + 2;
    size_t len = strcspn(name, "=");
    for (const struct option_row *row = option_rows; row->apply != NULL; row++) {
        if (row->name != NULL && strlen(row->name) == len &&
            strncmp(row->name, name, len) == 0) {
            gs_buf_clear(&parse->name);
            gs_buf_addf(&parse->name, "--%s", row->name);
            parse->shown = gs_buf_text(&parse->name);
            return with_value(parse, row, arguments,
                              name[len] == '=' ? name + len + 1 : NULL);
        }
    }
    parse->shown = "";
    return option_fail(parse, argument, "is not an option");
}

static bool read_letters(struct option_parse *parse, struct arguments *arguments,
                         const char *argument)
{
    for (const char *at = argument + 1; *at != '\0' && !parse->is_over; at++) {
        const struct option_row *row = option_rows;
        while (row->apply != NULL && row->letter != *at) {
            row++;
        }
        if (row->apply == NULL) {
            parse->shown = "";
            return option_fail(parse, argument, "is not an option");
        }
        gs_buf_clear(&parse->name);
        gs_buf_addf(&parse->name, "-%c", *at);
        parse->shown = gs_buf_text(&parse->name);
        bool takes = row->argument != NULL;
        const char *value = takes && at[1] != '\0' ? at + 1 : NULL;
        if (!with_value(parse, row, arguments, value)) {
            return false;
        }
        if (takes) {
            break;
        }
    }
    return true;
}

static bool read_operand(struct option_parse *parse, const char *argument)
{
    if (parse->operand_count == OPERANDS_MAX) {
        parse->shown = "";
        return option_fail(parse, argument, "is one too many; give HOST and SERVICE");
    }
    parse->operands[parse->operand_count++] = argument;
    return true;
}

static bool read_all(struct option_parse *parse, struct arguments *arguments)
{
    bool has_ended = false;
    bool is_fine = true;
    while (is_fine && !parse->is_over && arguments->next < arguments->count) {
        const char *argument = arguments->all[arguments->next++];
        if (has_ended || argument[0] != '-' || argument[1] == '\0') {
            is_fine = read_operand(parse, argument);
        } else if (strcmp(argument, "--") == 0) {
            has_ended = true;
        } else if (argument[1] == '-') {
            is_fine = read_long(parse, arguments, argument);
        } else {
            is_fine = read_letters(parse, arguments, argument);
        }
    }
    return is_fine;
}

static bool fail_question(struct option_parse *parse, enum gs_status status)
{
    if (status == GS_EFORMAT) {
        return option_fail(parse, parse->operands[0],
                           "has a bracket that does not fit; write [ADDRESS]:PORT");
    }
    if (status == GS_EINVAL) {
        return option_fail(parse, parse->operands[0],
                           "is no list of addresses; write 192.0.2.0/28,192.0.2.1 or one "
                           "name");
    }
    return option_fail(parse, NULL,
                       "the host may have 1023 bytes and the service 255 at most");
}

static bool take_question(struct option_parse *parse)
{
    struct gs_question *question = &parse->out->question;
    const char *const *operands = parse->operands;
    size_t count = parse->operand_count;
    enum gs_status status = GS_OK;
    parse->shown = "";
    if (parse->is_null && count > 1) {
        return option_fail(parse, operands[1],
                           "is one too many: with --null only a SERVICE is given");
    }
    parse->out->has_question = parse->is_null || count > 0;
    if (parse->is_null) {
        status = gs_question_set(question, NULL, count == 1 ? operands[0] : NULL);
    } else if (count == 2 || (count == 1 && question->is_exact)) {
        status = gs_question_set(question, operands[0], count == 2 ? operands[1] : NULL);
    } else if (count == 1) {
        status = gs_question_parse(operands[0], question);
    }
    if (status != GS_OK) {
        return fail_question(parse, status);
    }
    gs_idn_complete(question);
    return true;
}

/* The demo shows both families on a machine that has only one. */
static void fit_flags(struct gs_options *out)
{
    struct gs_hints *hints = &out->question.hints;
    if (out->is_demo && hints->has_default_flags) {
        hints->flags &= ~AI_ADDRCONFIG;
    }
    if (out->has_question) {
        gs_question_fit_flags(&out->question);
    }
}

/* A range of addresses has reverse names alone. */
static bool keep_applying(struct option_parse *parse)
{
    unsigned parts = parse->out->parts & gs_parts_of_question(&parse->out->question);
    if (parts == 0) {
        return option_fail(parse, NULL,
                           "of a range of addresses only the part reverse can be asked");
    }
    parse->out->parts = parts;
    return true;
}

static bool fail_replay(struct option_parse *parse, const struct option_row *row)
{
    struct gs_buf what = {0};
    gs_buf_add_text(&what, "a replay asks nothing; leave out ");
    if (row->name != NULL) {
        gs_buf_addf(&what, "--%s", row->name);
    } else {
        gs_buf_addf(&what, "-%c", row->letter);
    }
    (void)option_fail(parse, NULL, gs_buf_text(&what));
    gs_buf_fini(&what);
    return false;
}

/* A replay asks nobody, so what says whom or what to ask stands in vain beside it. */
static bool check_replay(struct option_parse *parse)
{
    const struct gs_options *out = parse->out;
    if (out->replay == NULL) {
        return !parse->has_speed ||
               option_fail(parse, NULL, "--speed is for --replay FILE");
    }
    if (out->record != NULL) {
        return option_fail(parse, NULL, "a replay is not recorded; leave out --record");
    }
    if (out->has_question) {
        return option_fail(parse, NULL, "a replay asks nothing; leave out HOST");
    }
    if (parse->asks != NULL) {
        return fail_replay(parse, parse->asks);
    }
    return out->format != GS_FORMAT_TAKE ||
           option_fail(parse, NULL, "a replay prints text, json or csv");
}

static bool check(struct option_parse *parse)
{
    struct gs_options *out = parse->out;
    parse->shown = "";
    if (parse->is_report) {
        out->mode = GS_MODE_REPORT;
    }
    if (out->is_demo && out->server.address.family != 0) {
        return option_fail(parse, NULL, "--demo has its own server; leave out --server");
    }
    if (!take_question(parse) || !check_replay(parse) || !option_check_bulk(parse) ||
        !option_check_monitor(parse) || !option_check_metrics(parse) ||
        !option_check_change(parse)) {
        return false;
    }
    if (out->bulk.list != NULL) {
        out->mode = GS_MODE_BULK;
        fit_flags(out);
        return true;
    }
    if (out->monitor.list != NULL && parse->is_report) {
        out->mode = GS_MODE_WATCH;
        return true;
    }
    if (parse->is_report && out->is_tour) {
        return option_fail(parse, NULL, "--tour is for the dashboard; leave out -r");
    }
    if (parse->is_report && parse->has_record_limit && out->record == NULL) {
        return option_fail(parse, NULL, "--record-limit is for --record FILE");
    }
    fit_flags(out);
    if (parse->is_report && !out->has_question && out->replay == NULL &&
        out->parts == GS_PART_BIT(GS_PART_NETWORK)) { /* it asks of no host */
        out->question.is_null = true;
        out->has_question = true;
    }
    if (parse->is_report && (parse->connects || out->connect.is_always)) {
        out->parts |= GS_PART_BIT(GS_PART_CONNECT);
    }
    if (parse->is_report && !out->has_question && out->replay == NULL) {
        return option_fail(parse, NULL, "a report needs HOST, or --null for no host");
    }
    return !parse->is_report || out->replay != NULL || keep_applying(parse);
}

/* The family that begins a race until a --race names one. */
enum {
    FIRST_UNCHOSEN = -1
};

static struct gs_race_settings unchosen_race(void)
{
    struct gs_race_settings race = gs_race_settings_default();
    race.first_family = FIRST_UNCHOSEN;
    return race;
}

/* The demo shows the same on every machine: how this one sorts is left out. */
static void choose_first_family(struct gs_options *options)
{
    if (options->race.first_family == FIRST_UNCHOSEN) {
        options->race.first_family = options->is_demo ? AF_INET6 : AF_UNSPEC;
    }
}

bool gs_options_wants_ascii(const struct gs_options *options)
{
    return options->format == GS_FORMAT_TEXT &&
           (options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
}

enum gs_status gs_options_parse(int argc, char *const argv[], struct gs_options *out,
                                struct gs_buf *error)
{
    const char *no_color = getenv("NO_COLOR");
    struct gs_options options = {
        .question = {.hints = gs_hints_default()},
        .parts = GS_PARTS_DEFAULT,
        .asking = gs_dns_asking_default(),
        .record_limit = GS_RECORDER_LIMIT,
        .monitor = {.metrics_hosts = GS_METRICS_HOSTS},
        .speed_quarters = 4,
        .race = unchosen_race(),
        .no_color = no_color != NULL && no_color[0] != '\0',
    };
    struct option_parse parse = {.out = &options, .error = error, .shown = ""};
    struct arguments arguments = {.count = argc, .all = argv, .next = 1};
    bool is_fine = read_all(&parse, &arguments) && (parse.is_over || check(&parse));
    gs_buf_fini(&parse.name);
    if (!is_fine) {
        return GS_EINVAL;
    }
    choose_first_family(&options);
    *out = options;
    return GS_OK;
}
