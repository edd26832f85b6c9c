/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/watching.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/cli/monitor_file.h"
#include "gaiscope/cli/watch_file.h"
#include "gaiscope/rules/watch_list.h"
#include "gaiscope/rules/watch_merge.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    SINKHOLE_BYTES_MAX = 4 * 1024 * 1024, /* read of a file of sinkholes */
    NAME_CELLS = 48,                      /* of a file's name in a sentence */
};

struct gs_watching {
    struct gs_watching_settings settings;
    char *path;                        /* of the list; NULL: standard input, or none */
    char *name;                        /* for the screen; "": typed */
    struct gs_buf text;                /* of the list, as it was read last */
    struct gs_watch_list watches;      /* as they are watched now */
    struct gs_watch_error_list errors; /* of the text */
    uint32_t left_out;                 /* errors beyond them */
    struct gs_watch_file *file;        /* looked after; NULL: not */
    struct gs_monitor_file *state;     /* NULL: nothing is kept */
    struct gs_monitor_saved saved;     /* until the engine has it */
};

/* -- sentences ------------------------------------------------------------------------ */

static void say(const struct gs_watching *watching, enum gs_watching_news news,
                const char *sentence)
{
    if (watching->settings.said != NULL) {
        watching->settings.said(watching->settings.context, news, sentence);
    }
}

static void state_said(void *context, const char *sentence)
{
    say(context, GS_WATCHING_TROUBLE, sentence);
}

/* `hosts.txt, line 7: the host is missing`, and how many more there are. */
static void say_errors(const struct gs_watching *watching)
{
    struct gs_buf sentence = {0};
    for (size_t i = 0; i < watching->errors.count; i++) {
        const struct gs_watch_error *error = &watching->errors.items[i];
        gs_buf_clear(&sentence);
        gs_text_cut_middle(&sentence, watching->name, NAME_CELLS);
        gs_buf_addf(&sentence, ", line %u: %s", (unsigned)error->line, error->reason);
        say(watching, GS_WATCHING_LINE, gs_buf_text(&sentence));
    }
    if (watching->left_out > 0) {
        gs_buf_clear(&sentence);
        gs_buf_addf(
            &sentence, "... and %u more %s", (unsigned)watching->left_out,
            gs_plural(watching->left_out, "line that is wrong", "lines that are wrong"));
        say(watching, GS_WATCHING_LINE, gs_buf_text(&sentence));
    }
    gs_buf_fini(&sentence);
}

/* -- how ------------------------------------------------------------------------------ */

static enum gs_status read_sinkholes(const char *path, struct gs_sinkhole_list *out,
                                     struct gs_buf *error)
{
    struct gs_buf text = {0};
    struct gs_buf reason = {0};
    if (path == NULL) {
        return GS_OK; /* the built-in ones */
    }
    enum gs_status status =
        !gs_file_read(path, SINKHOLE_BYTES_MAX, &text)
            ? GS_EOS
            : gs_sinkholes_parse(gs_buf_text(&text), text.len, out, &reason);
    if (status != GS_OK) {
        gs_buf_add_text(error, "--sinkholes: ");
        gs_text_quote(error, path, NAME_CELLS);
        gs_buf_addf(error, " %s%s", status == GS_EOS ? "cannot be read" : "is wrong: ",
                    gs_buf_text(&reason));
    }
    gs_buf_fini(&text);
    gs_buf_fini(&reason);
    return status;
}

enum gs_status gs_watching_open(const struct gs_watching_settings *settings,
                                struct gs_watching **out, struct gs_buf *error)
{
    const struct gs_monitor_options *options = settings->options;
    struct gs_monitor_settings how = {.interval_s = options->interval_s,
                                      .libc_rounds = options->libc_rounds,
                                      .respects_ttl = options->respects_ttl,
                                      .is_dns_only = options->is_dns_only};
    enum gs_status status = read_sinkholes(options->sinkholes, &how.sinkholes, error);
    if (status != GS_OK) {
        return status;
    }
    struct gs_watching *watching = gs_mem_new(1, sizeof *watching);
    watching->settings = *settings;
    watching->name = gs_mem_copy_text("");
    gs_engine_set_monitor(settings->engine, &how);
    gs_vec_fini(&how.sinkholes);
    *out = watching;
    return GS_OK;
}

/* -- what ----------------------------------------------------------------------------- */

static void clear_errors(struct gs_watching *watching)
{
    for (size_t i = 0; i < watching->errors.count; i++) {
        free(watching->errors.items[i].reason);
    }
    gs_vec_fini(&watching->errors);
}

/* Takes a text that was read, and what its lines say; `watches` are what is watched of it. */
static void take_text(struct gs_watching *watching, struct gs_buf *text,
                      struct gs_watch_reading *reading, struct gs_watch_list *watches)
{
    gs_buf_fini(&watching->text);
    watching->text = *text;
    *text = (struct gs_buf){0};
    gs_watch_list_clear(&watching->watches);
    watching->watches = *watches;
    *watches = (struct gs_watch_list){0};
    clear_errors(watching);
    watching->errors = reading->errors;
    watching->left_out = reading->left_out;
    reading->errors = (struct gs_watch_error_list){0};
    say_errors(watching);
}

static void watch(struct gs_watching *watching)
{
    const struct gs_watch_wish wish = {.name = watching->name,
                                       .watches = &watching->watches,
                                       .errors = &watching->errors,
                                       .left_out = watching->left_out,
                                       .saved = &watching->saved.hosts,
                                       .journal = &watching->saved.journal};
    if (gs_engine_watch(watching->settings.engine, &wish) != GS_OK) {
        say(watching, GS_WATCHING_TROUBLE,
            "the list cannot be watched: no more descriptors");
    }
    gs_monitor_saved_fini(&watching->saved);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

/* Ends what belongs to the list before. */
static void leave_list(struct gs_watching *watching)
{
    gs_watch_file_unwatch(watching->file);
    watching->file = NULL;
    gs_monitor_file_close(watching->state);
    watching->state = NULL;
    gs_monitor_saved_fini(&watching->saved);
    free(watching->path);
    watching->path = NULL;
    free(watching->name);
    watching->name = NULL;
}

/* What an earlier run saw is not needed where this one knows it. */
static void open_state(struct gs_watching *watching, bool is_known)
{
    const struct gs_monitor_options *options = watching->settings.options;
    char found[PATH_MAX];
    const char *path = options->state;
    bool has_place =
        path != NULL || (watching->path != NULL &&
                         gs_monitor_file_path(watching->path, found, sizeof found));
    if (options->is_stateless || !has_place) {
        return;
    }
    const struct gs_monitor_file_settings settings = {
        .path = path == NULL ? found : path,
        .list = watching->path == NULL ? watching->name : watching->path,
        .monitor = watching->settings.monitor,
        .said = state_said,
        .context = watching};
    watching->state = gs_monitor_file_open(&settings);
    if (!is_known) {
        gs_monitor_file_load(watching->state, &watching->saved);
    }
}

enum gs_status gs_watching_read(struct gs_watching *watching, const char *path,
                                struct gs_buf *error)
{
    struct gs_buf text = {0};
    bool is_stdin = strcmp(path, "-") == 0;
    enum gs_status status = gs_watch_file_read(path, &text, error);
    if (status != GS_OK) {
        gs_buf_fini(&text);
        return status;
    }
    bool is_known = watching->path != NULL && strcmp(watching->path, path) == 0;
    leave_list(watching);
    watching->path = gs_watch_file_is_regular(path) ? gs_mem_copy_text(path) : NULL;
    watching->name =
        is_stdin ? gs_mem_copy_text("stdin") : gs_text_sanitised(base_of(path));
    struct gs_watch_reading reading = gs_watch_list_parse(gs_buf_text(&text), text.len);
    take_text(watching, &text, &reading, &reading.watches);
    gs_watch_reading_fini(&reading);
    open_state(watching, is_known);
    return GS_OK;
}

/* What was typed since stays; what the file says otherwise counts. */
static void take_again(struct gs_watching *watching, const struct gs_buf *text)
{
    struct gs_buf copy = {0};
    struct gs_buf sentence = {0};
    gs_buf_add(&copy, gs_buf_text(text), text->len);
    struct gs_watch_reading before =
        gs_watch_list_parse(gs_buf_text(&watching->text), watching->text.len);
    struct gs_watch_reading fresh = gs_watch_list_parse(gs_buf_text(&copy), copy.len);
    struct gs_watch_list watches =
        gs_watch_list_rebase(&before.watches, &watching->watches, &fresh.watches);
    gs_buf_addf(&sentence, "the list is read again: %zu %s", watches.count,
                gs_plural(watches.count, "host", "hosts"));
    take_text(watching, &copy, &fresh, &watches);
    gs_watch_reading_fini(&before);
    gs_watch_reading_fini(&fresh);
    watch(watching);
    say(watching, GS_WATCHING_NOTE, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
}

static void file_news(void *context, enum gs_watch_file_news news,
                      const struct gs_buf *text)
{
    struct gs_watching *watching = context;
    switch (news) {
    case GS_WATCH_FILE_CHANGED:
        take_again(watching, text);
        break;
    case GS_WATCH_FILE_LOST:
        say(watching, GS_WATCHING_TROUBLE, gs_buf_text(text));
        break;
    case GS_WATCH_FILE_BACK:
        say(watching, GS_WATCHING_NOTE, "the list is there again, as it was");
        break;
    }
}

void gs_watching_start(struct gs_watching *watching)
{
    const struct gs_watching_settings *settings = &watching->settings;
    watch(watching);
    if (watching->state != NULL) {
        gs_monitor_file_start(watching->state, settings->loop);
    }
    if (watching->path != NULL) {
        watching->file = gs_watch_file_watch(settings->loop, watching->path,
                                             &watching->text, file_news, watching);
    }
}

void gs_watching_reload(struct gs_watching *watching)
{
    if (watching->file != NULL) {
        gs_watch_file_look(watching->file);
    }
}

const struct gs_watch_list *gs_watching_list(const struct gs_watching *watching)
{
    return &watching->watches;
}

void gs_watching_change(struct gs_watching *watching, struct gs_watch_list *list)
{
    gs_watch_list_clear(&watching->watches);
    watching->watches = *list;
    *list = (struct gs_watch_list){0};
    watch(watching);
}

const char *gs_watching_path(const struct gs_watching *watching)
{
    return watching->path;
}

enum gs_status gs_watching_save(struct gs_watching *watching, const char *path,
                                struct gs_buf *error)
{
    struct gs_buf saved = {0};
    bool is_own =
        watching->path != NULL && (path == NULL || strcmp(path, watching->path) == 0);
    if (path == NULL && !is_own) {
        gs_buf_add_text(error, "the list has no file yet: name one");
        return GS_EINVAL;
    }
    const struct gs_watch_saving saving = {.path = is_own ? watching->path : path,
                                           .text = &watching->text,
                                           .watches = &watching->watches,
                                           .is_new = !is_own};
    enum gs_status status = gs_watch_file_save(&saving, &saved, error);
    if (status == GS_OK && is_own) {
        gs_buf_fini(&watching->text);
        watching->text = saved;
        saved = (struct gs_buf){0};
        if (watching->file != NULL) {
            gs_watch_file_know(watching->file, &watching->text);
        }
    }
    gs_buf_fini(&saved);
    return status;
}

void gs_watching_close(struct gs_watching *watching)
{
    if (watching == NULL) {
        return;
    }
    leave_list(watching);
    gs_buf_fini(&watching->text);
    gs_watch_list_clear(&watching->watches);
    clear_errors(watching);
    free(watching);
}
