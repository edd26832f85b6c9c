/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/watch_run.h"

#include "sinkhole_file.h"

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
    NAME_CELLS = 48, /* of a file's name in a sentence */
};

struct gs_watch_run {
    struct gs_watch_run_settings settings;
    char *path;                        /* of the list; NULL: standard input, or none */
    char *name;                        /* for the screen; "": typed */
    struct gs_buf text;                /* of the list, as it was read last */
    struct gs_watch_list watches;      /* as they are watched now */
    struct gs_watch_error_list errors; /* of the text */
    uint32_t left_out;                 /* errors beyond them */
    struct gs_watch_file *file;        /* looked after; NULL: not */
    struct gs_monitor_file *state;     /* NULL: nothing is kept */
    struct gs_monitor_saved saved;     /* until the engine has it */
    bool is_other;                     /* another list than the engine has */
};

/* -- sentences ------------------------------------------------------------------------ */

static void say(const struct gs_watch_run *run, enum gs_watch_run_news news,
                const char *sentence)
{
    if (run->settings.said != NULL) {
        run->settings.said(run->settings.context, news, sentence);
    }
}

static void state_said(void *context, const char *sentence)
{
    say(context, GS_WATCH_RUN_TROUBLE, sentence);
}

/* `hosts.txt, line 7: the host is missing`, and how many more there are. */
static void say_errors(const struct gs_watch_run *run)
{
    struct gs_buf sentence = {0};
    for (size_t i = 0; i < run->errors.count; i++) {
        const struct gs_watch_error *error = &run->errors.items[i];
        gs_buf_clear(&sentence);
        gs_text_cut_middle(&sentence, run->name, NAME_CELLS);
        gs_buf_addf(&sentence, ", line %u: %s", (unsigned)error->line, error->reason);
        say(run, GS_WATCH_RUN_LINE, gs_buf_text(&sentence));
    }
    if (run->left_out > 0) {
        gs_buf_clear(&sentence);
        gs_buf_addf(
            &sentence, "... and %u more %s", (unsigned)run->left_out,
            gs_plural(run->left_out, "line that is wrong", "lines that are wrong"));
        say(run, GS_WATCH_RUN_LINE, gs_buf_text(&sentence));
    }
    gs_buf_fini(&sentence);
}

/* -- how ------------------------------------------------------------------------------ */

enum gs_status gs_watch_run_open(const struct gs_watch_run_settings *settings,
                                 struct gs_watch_run **out, struct gs_buf *error)
{
    const struct gs_monitor_options *options = settings->options;
    struct gs_monitor_settings how = {.interval_s = options->interval_s,
                                      .libc_rounds = options->libc_rounds,
                                      .respects_ttl = options->respects_ttl,
                                      .is_dns_only = options->is_dns_only};
    enum gs_status status = sinkhole_file_read(options->sinkholes, &how.sinkholes, error);
    if (status != GS_OK) {
        return status;
    }
    struct gs_watch_run *run = gs_mem_new(1, sizeof *run);
    run->settings = *settings;
    run->name = gs_mem_copy_text("");
    gs_engine_set_monitor(settings->engine, &how);
    gs_vec_fini(&how.sinkholes);
    *out = run;
    return GS_OK;
}

/* -- what ----------------------------------------------------------------------------- */

static void clear_errors(struct gs_watch_run *run)
{
    for (size_t i = 0; i < run->errors.count; i++) {
        free(run->errors.items[i].reason);
    }
    gs_vec_fini(&run->errors);
}

/* Takes a text that was read, and what its lines say; `watches` are what is watched of it. */
static void take_text(struct gs_watch_run *run, struct gs_buf *text,
                      struct gs_watch_reading *reading, struct gs_watch_list *watches)
{
    gs_buf_fini(&run->text);
    run->text = *text;
    *text = (struct gs_buf){0};
    gs_watch_list_clear(&run->watches);
    run->watches = *watches;
    *watches = (struct gs_watch_list){0};
    clear_errors(run);
    run->errors = reading->errors;
    run->left_out = reading->left_out;
    reading->errors = (struct gs_watch_error_list){0};
    say_errors(run);
}

static void watch(struct gs_watch_run *run)
{
    const struct gs_watch_wish wish = {.name = run->name,
                                       .watches = &run->watches,
                                       .errors = &run->errors,
                                       .left_out = run->left_out,
                                       .saved = &run->saved.hosts,
                                       .journal = &run->saved.journal,
                                       .interval_s = run->saved.interval_s,
                                       .is_other = run->is_other,
                                       .is_paused = run->saved.is_paused,
                                       .asks_at_once = run->settings.options->count > 0};
    if (gs_engine_watch(run->settings.engine, &wish) != GS_OK) {
        say(run, GS_WATCH_RUN_TROUBLE, "the list cannot be watched: no more descriptors");
    }
    run->is_other = false;
    gs_monitor_saved_fini(&run->saved);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

/* Ends what belongs to the list before. */
static void leave_list(struct gs_watch_run *run)
{
    gs_watch_file_unwatch(run->file);
    run->file = NULL;
    gs_monitor_file_close(run->state);
    run->state = NULL;
    gs_monitor_saved_fini(&run->saved);
    free(run->path);
    run->path = NULL;
    free(run->name);
    run->name = NULL;
}

/* What the command line says counts more than what a person set in an earlier run; and where
 * nobody can go on, nothing is paused. */
static void settle_wishes(struct gs_watch_run *run)
{
    struct gs_monitor_saved *saved = &run->saved;
    saved->interval_s = run->settings.options->interval_s != 0 ? 0 : saved->interval_s;
    if (run->settings.is_unattended) {
        saved->is_paused = false;
        for (size_t i = 0; i < saved->hosts.count; i++) {
            saved->hosts.items[i].is_paused = false;
        }
    }
}

/* What an earlier run saw is not needed where this one knows it. */
static void open_state(struct gs_watch_run *run, bool is_known)
{
    const struct gs_monitor_options *options = run->settings.options;
    char found[PATH_MAX];
    const char *path = options->state;
    bool has_place =
        path != NULL ||
        (run->path != NULL && gs_monitor_file_path(run->path, found, sizeof found));
    if (options->is_stateless || !has_place) {
        return;
    }
    const struct gs_monitor_file_settings settings = {
        .path = path == NULL ? found : path,
        .list = run->path == NULL ? run->name : run->path,
        .monitor = run->settings.monitor,
        .said = state_said,
        .context = run,
        .is_unattended = run->settings.is_unattended};
    run->state = gs_monitor_file_open(&settings);
    if (!is_known) {
        gs_monitor_file_load(run->state, &run->saved);
    }
    settle_wishes(run);
}

enum gs_status gs_watch_run_read(struct gs_watch_run *run, const char *path,
                                 struct gs_buf *error)
{
    struct gs_buf text = {0};
    bool is_stdin = strcmp(path, "-") == 0;
    enum gs_status status = gs_watch_file_read(path, &text, error);
    if (status != GS_OK) {
        gs_buf_fini(&text);
        return status;
    }
    bool is_known = run->path != NULL && strcmp(run->path, path) == 0;
    leave_list(run);
    run->is_other = !is_known;
    run->path = gs_watch_file_is_regular(path) ? gs_mem_copy_text(path) : NULL;
    run->name = is_stdin ? gs_mem_copy_text("stdin") : gs_text_sanitised(base_of(path));
    struct gs_watch_reading reading = gs_watch_list_parse(gs_buf_text(&text), text.len);
    take_text(run, &text, &reading, &reading.watches);
    gs_watch_reading_fini(&reading);
    open_state(run, is_known);
    return GS_OK;
}

/* What else there is to know of a list that was read. */
static void say_rest(const struct gs_watch_run *run, struct gs_buf *sentence)
{
    size_t wrong = gs_watch_run_wrong(run);
    if (wrong > 0) {
        gs_buf_addf(sentence, ", %zu wrong %s", wrong, gs_plural(wrong, "line", "lines"));
    }
    if (gs_watch_run_is_unsaved(run)) {
        gs_buf_add_text(sentence, "; changes made here stay, unsaved");
    }
}

/* What was typed since stays; what the file says otherwise counts. */
static void take_again(struct gs_watch_run *run, const struct gs_buf *text)
{
    struct gs_buf copy = {0};
    struct gs_buf sentence = {0};
    gs_buf_add(&copy, gs_buf_text(text), text->len);
    struct gs_watch_reading before =
        gs_watch_list_parse(gs_buf_text(&run->text), run->text.len);
    struct gs_watch_reading fresh = gs_watch_list_parse(gs_buf_text(&copy), copy.len);
    struct gs_watch_list watches =
        gs_watch_list_rebase(&before.watches, &run->watches, &fresh.watches);
    gs_buf_addf(&sentence, "list read again: %zu %s", watches.count,
                gs_plural(watches.count, "host", "hosts"));
    take_text(run, &copy, &fresh, &watches);
    say_rest(run, &sentence);
    gs_watch_reading_fini(&before);
    gs_watch_reading_fini(&fresh);
    watch(run);
    say(run, GS_WATCH_RUN_NOTE, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
}

static void file_news(void *context, enum gs_watch_file_news news,
                      const struct gs_buf *text)
{
    struct gs_watch_run *run = context;
    switch (news) {
    case GS_WATCH_FILE_CHANGED:
        take_again(run, text);
        break;
    case GS_WATCH_FILE_LOST:
        say(run, GS_WATCH_RUN_TROUBLE, gs_buf_text(text));
        break;
    case GS_WATCH_FILE_BACK:
        say(run, GS_WATCH_RUN_NOTE, "the list is there again, as it was");
        break;
    }
}

void gs_watch_run_start(struct gs_watch_run *run)
{
    const struct gs_watch_run_settings *settings = &run->settings;
    watch(run);
    if (run->state != NULL) {
        gs_monitor_file_start(run->state, settings->loop);
    }
    if (run->path != NULL) {
        run->file =
            gs_watch_file_watch(settings->loop, run->path, &run->text, file_news, run);
    }
}

void gs_watch_run_reload(struct gs_watch_run *run)
{
    if (run->file != NULL) {
        gs_watch_file_look(run->file);
    }
}

const struct gs_watch_list *gs_watch_run_list(const struct gs_watch_run *run)
{
    return &run->watches;
}

void gs_watch_run_change(struct gs_watch_run *run, struct gs_watch_list *list)
{
    gs_watch_list_clear(&run->watches);
    run->watches = *list;
    *list = (struct gs_watch_list){0};
    watch(run);
}

const char *gs_watch_run_path(const struct gs_watch_run *run)
{
    return run->path;
}

size_t gs_watch_run_wrong(const struct gs_watch_run *run)
{
    return run->errors.count + run->left_out;
}

bool gs_watch_run_is_unsaved(const struct gs_watch_run *run)
{
    struct gs_buf text = {0};
    gs_watch_list_merge(gs_buf_text(&run->text), run->text.len, &run->watches, &text);
    bool is_unsaved = text.len != run->text.len ||
                      memcmp(gs_buf_text(&text), gs_buf_text(&run->text), text.len) != 0;
    gs_buf_fini(&text);
    return is_unsaved;
}

/* A list from elsewhere, or from nowhere, was saved here: the file is looked after, and the state
 * kept. What an earlier list of this name saw is none of its business. */
static void adopt(struct gs_watch_run *run, const char *path, struct gs_buf *text)
{
    leave_list(run);
    run->path = gs_mem_copy_text(path);
    run->name = gs_text_sanitised(base_of(path));
    struct gs_watch_reading reading = gs_watch_list_parse(gs_buf_text(text), text->len);
    take_text(run, text, &reading, &reading.watches);
    gs_watch_reading_fini(&reading);
    open_state(run, true);
    gs_watch_run_start(run);
}

enum gs_status gs_watch_run_save(struct gs_watch_run *run, const char *path,
                                 struct gs_buf *error)
{
    struct gs_buf saved = {0};
    bool is_first = run->path == NULL;
    bool is_own = !is_first && (path == NULL || strcmp(path, run->path) == 0);
    if (path == NULL && !is_own) {
        gs_buf_add_text(error, "the list has no file yet: name one, as :write hosts.txt");
        return GS_EINVAL;
    }
    const struct gs_watch_saving saving = {.path = is_own ? run->path : path,
                                           .text = &run->text,
                                           .watches = &run->watches,
                                           .is_new = !is_own};
    enum gs_status status = gs_watch_file_save(&saving, &saved, error);
    if (status == GS_OK && is_first) {
        adopt(run, path, &saved);
    } else if (status == GS_OK && is_own) {
        gs_buf_fini(&run->text);
        run->text = saved;
        saved = (struct gs_buf){0};
        if (run->file != NULL) {
            gs_watch_file_know(run->file, &run->text);
        }
    }
    gs_buf_fini(&saved);
    return status;
}

void gs_watch_run_close(struct gs_watch_run *run)
{
    if (run == NULL) {
        return;
    }
    leave_list(run);
    gs_buf_fini(&run->text);
    gs_watch_list_clear(&run->watches);
    clear_errors(run);
    free(run);
}
