/* SPDX-License-Identifier: MIT */
/*
 * gaiscope: what this machine answers when a program asks for a name.
 *
 * The map of the house; each room may use those below it, never those above.
 *
 *     main        options -> dashboard or report
 *     app         wires everything; keys -> commands -> effects
 *                 | cli  options, report mode
 *     ui          surface, layout, theme, keys, terminal
 *                 | engine  questions in, events out | demo
 *     view        what the eye sees, as rows
 *                 | report  text, JSON, CSV | dns | libc | net  the sources
 *     rules       pure reasoning: sets, verdicts, mail plans, international names, classes
 *     model       questions, answers, records, plans, and the session that holds them
 *     base        memory, text, containers, times
 *
 * docs/architecture.md walks through it with one key and one answer.
 */
#include "gaiscope/app/app.h"
#include "gaiscope/base/text.h"
#include "gaiscope/cli/bulk_mode.h"
#include "gaiscope/cli/options.h"
#include "gaiscope/cli/report_mode.h"
#include "gaiscope/cli/watch_mode.h"
#include "gaiscope/libc/nss_helper.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/ui/theme.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

/* A closed standard stream would become the next thing opened. What takes its place fails
 * when it is used as before: standard output cannot be written. */
static void keep_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1) {
            (void)open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static enum gs_exit print(struct gs_buf *text)
{
    bool is_written = fputs(gs_buf_text(text), stdout) >= 0 && fflush(stdout) == 0;
    gs_buf_fini(text);
    if (!is_written) {
        (void)fputs("gaiscope: standard output cannot be written\n", stderr);
    }
    return is_written ? GS_EXIT_ANSWERED : GS_EXIT_OTHER;
}

/* A report has no colours, but a theme that is not there is a wrong command line even so. */
static bool is_theme_there(const struct gs_options *options)
{
    struct gs_theme theme = {0};
    struct gs_buf error = {0};
    bool is_there =
        options->theme == NULL || gs_theme_load(options->theme, &theme, &error) == GS_OK;
    if (!is_there) {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_buf_text(&error));
    }
    gs_buf_fini(&error);
    return is_there;
}

/* A parent may have left it ignored: the kernel would reap the helpers before this program
 * does, and give their numbers away. */
static void keep_ended_children(void)
{
    (void)signal(SIGCHLD, SIG_DFL); /* only fails for a number that is none */
}

/* A file over the limit of a shell (ulimit -f) is a write that fails, as on a full disk. */
static void outlive_full_files(void)
{
    (void)signal(SIGXFSZ, SIG_IGN); /* only fails for a number that is none */
}

/* A terminal or a text that is ASCII only gets names in a form that tells them apart; data
 * files (JSON, CSV) have their own escapes. */
static void choose_characters(struct gs_options *options)
{
    bool is_text =
        options->mode == GS_MODE_DASHBOARD || options->format == GS_FORMAT_TEXT;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): no thread has started yet */
    bool is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (is_text && (options->ascii || !is_utf8)) {
        gs_text_use_ascii(true);
        gs_idn_complete(&options->question);
    }
}

/* Of the locale: its characters, and the language of libc's own messages. Each category costs
 * a file at start, and a decimal comma would be wrong in metrics. An unknown locale leaves
 * "C": signs become ASCII. */
static void use_locale(void)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): no thread has started yet */
    (void)setlocale(LC_CTYPE, "");
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the same */
    (void)setlocale(LC_MESSAGES, "");
}

int main(int argc, char *argv[])
{
    struct gs_options options;
    struct gs_buf text = {0};
    gs_nss_helper_enter(argc, argv); /* as a helper this is all there is to do */
    keep_standard_streams();
    keep_ended_children();
    outlive_full_files();
    use_locale();
    if (gs_options_parse(argc, argv, &options, &text) != GS_OK) {
        (void)fputs(gs_buf_text(&text), stderr);
        gs_buf_fini(&text);
        return GS_EXIT_USAGE;
    }
    choose_characters(&options);
    switch (options.mode) {
    case GS_MODE_HELP:
        gs_options_help(&text);
        return print(&text);
    case GS_MODE_VERSION:
        gs_options_version(&text);
        return print(&text);
    case GS_MODE_WATCH:
        return gs_watch_mode_run(&options);
    case GS_MODE_REPORT:
        if (!is_theme_there(&options)) {
            return GS_EXIT_USAGE;
        }
        return gs_report_mode_run(&options);
    case GS_MODE_BULK:
        return gs_bulk_mode_run(&options);
    case GS_MODE_DASHBOARD:
        break;
    }
    return gs_dashboard_run(&options);
}
