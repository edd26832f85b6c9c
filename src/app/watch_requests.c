/* SPDX-License-Identifier: MIT */
/*
 * What the view or a typed line asks about hosts: pauses go to the engine, changes of the list
 * through cli/watch_run, which the engine gets the whole list from.
 */
#include "watching.h"

#include "gaiscope/base/text.h"
#include "gaiscope/cli/watch_file.h"
#include "gaiscope/rules/watch_edit.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <string.h>

#include <unistd.h>

enum {
    NAME_CELLS = 40, /* of a file in a sentence */
};

static void say(struct gs_app *app, struct gs_buf *sentence)
{
    gs_view_say(app->view, GS_ROLE_DIM, gs_buf_text(sentence));
    gs_buf_fini(sentence);
}

static void refuse(struct gs_app *app, struct gs_buf *sentence)
{
    gs_view_refuse(app->view, gs_buf_text(sentence));
    gs_buf_fini(sentence);
}

static struct gs_watch_list copy_list(const struct gs_watch_list *list)
{
    struct gs_watch_list copy = {0};
    for (size_t i = 0; i < list->count; i++) {
        gs_vec_push(&copy, gs_watch_copy(&list->items[i]));
    }
    return copy;
}

/* The hosts that a request names by number. */
static struct gs_watch_list meant(const struct gs_app *app,
                                  const struct gs_request *request)
{
    struct gs_watch_list out = {0};
    for (size_t i = 0; i < request->id_count; i++) {
        const struct gs_watched *host =
            gs_monitor_find(&app->session.monitor, request->ids[i]);
        if (host != NULL) {
            gs_vec_push(&out, gs_watch_copy(&host->watch));
        }
    }
    return out;
}

/* The lines of a host as it is typed: with a service this one, else all. */
static struct gs_watch_list typed_lines(const struct gs_watch_list *list,
                                        const char *text)
{
    struct gs_watch_list out = {0};
    struct gs_watch typed = {0};
    struct gs_buf reason = {0};
    if (gs_watch_line_parse(text, strlen(text), &typed, &reason) == GS_OK) {
        for (size_t i = 0; i < list->count; i++) {
            bool is_it = typed.service[0] == '\0'
                             ? strcmp(list->items[i].host, typed.host) == 0
                             : gs_watch_is_same(&list->items[i], &typed);
            if (is_it) {
                gs_vec_push(&out, gs_watch_copy(&list->items[i]));
            }
        }
    }
    gs_watch_fini(&typed);
    gs_buf_fini(&reason); /* the line was read before */
    return out;
}

/* -- the list ------------------------------------------------------------------------- */

/* Where the change goes, as long as it is not saved. */
static void add_unsaved(const struct gs_app *app, struct gs_buf *sentence)
{
    gs_buf_add_text(sentence, gs_watch_run_path(app->watching) != NULL
                                  ? "; :write saves the list"
                                  : "; :write FILE saves the list");
}

static void change_list(struct gs_app *app, struct gs_watch_list *list)
{
    gs_watch_run_change(app->watching, list);
    app->has_warned_unsaved = false;
}

static void add_count(struct gs_buf *sentence, size_t count, const char *one,
                      const char *many)
{
    if (count > 0) {
        gs_buf_addf(sentence, "%s%zu %s", sentence->len > 0 ? ", " : "", count,
                    gs_plural(count, one, many));
    }
}

/* "3 more hosts are watched, 1 was watched and has the new line, 2 lines are wrong, line 7: ..." */
static void say_added(struct gs_app *app, const struct gs_watch_added *added,
                      const struct gs_request *request, const struct gs_buf *reason)
{
    struct gs_buf sentence = {0};
    bool is_paste = request->pasted != NULL;
    add_count(&sentence, added->added, "more host is watched", "more hosts are watched");
    add_count(&sentence, added->changed, "was watched and has the new line",
              "were watched and have the new lines");
    add_count(&sentence, added->wrong, "line is wrong", "lines are wrong");
    if (added->wrong > 0) {
        gs_buf_add_text(&sentence, is_paste && added->line > 0 ? ", " : "");
        if (is_paste && added->line > 0) {
            gs_buf_addf(&sentence, "line %u", (unsigned)added->line);
        }
        gs_buf_addf(&sentence, ": %s", gs_buf_text(reason));
    } else if (sentence.len == 0) {
        gs_buf_add_text(&sentence, "no host is in what was pasted");
    } else {
        add_unsaved(app, &sentence);
    }
    if (request->is_cut) {
        gs_buf_add_text(&sentence, "; the end of the paste was too much and is left out");
    }
    gs_view_say(app->view,
                added->wrong > 0 || request->is_cut ? GS_ROLE_WARN : GS_ROLE_DIM,
                gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
}

static void watch(struct gs_app *app, const struct gs_request *request)
{
    const struct gs_buf *pasted = request->pasted;
    const char *text = pasted != NULL ? gs_buf_text(pasted) : request->text;
    struct gs_watch_list list = copy_list(gs_watch_run_list(app->watching));
    struct gs_buf reason = {0};
    struct gs_watch_added added = gs_watch_list_add(
        &list, text, pasted != NULL ? pasted->len : strlen(text), &reason);
    if (added.added + added.changed > 0) {
        change_list(app, &list);
    }
    say_added(app, &added, request, &reason);
    gs_watch_list_clear(&list);
    gs_buf_fini(&reason);
}

static void say_unwatched(struct gs_app *app, const struct gs_watch_list *gone)
{
    struct gs_buf sentence = {0};
    gs_buf_addf(&sentence, "%zu %s watched no more", gone->count,
                gs_plural(gone->count, "host is", "hosts are"));
    add_unsaved(app, &sentence);
    say(app, &sentence);
}

static void unwatch(struct gs_app *app, const struct gs_request *request)
{
    struct gs_watch_list list = copy_list(gs_watch_run_list(app->watching));
    bool is_typed = request->id_count == 0;
    struct gs_watch_list others =
        is_typed ? typed_lines(&list, request->text) : meant(app, request);
    if (gs_watch_list_remove(&list, &others) == 0) {
        gs_view_refuse(app->view, "This host is not watched: nothing has changed.");
    } else {
        change_list(app, &list);
        if (is_typed) {
            say_unwatched(app, &others);
        }
    }
    gs_watch_list_clear(&others);
    gs_watch_list_clear(&list);
}

static void change(struct gs_app *app, const struct gs_request *request)
{
    struct gs_watch_list list = copy_list(gs_watch_run_list(app->watching));
    struct gs_watch_list others = meant(app, request);
    struct gs_buf sentence = {0};
    if (gs_watch_list_change(&list, &others, request->text, &sentence) == GS_OK) {
        change_list(app, &list);
        gs_buf_addf(&sentence, "%zu %s from the next round on: ", others.count,
                    gs_plural(others.count, "host", "hosts"));
        gs_text_sanitise(&sentence, request->text, strlen(request->text));
        add_unsaved(app, &sentence);
        say(app, &sentence);
    } else {
        refuse(app, &sentence);
    }
    gs_watch_list_clear(&others);
    gs_watch_list_clear(&list);
}

/* -- its file ------------------------------------------------------------------------- */

/* A list with changes that are nowhere else is left at the second try. */
static bool may_leave(struct gs_app *app)
{
    bool may = app->has_warned_unsaved || !gs_watch_run_is_unsaved(app->watching);
    app->has_warned_unsaved = !may;
    if (!may) {
        struct gs_buf sentence = {0};
        gs_buf_add_text(&sentence, "the list has changes that are not saved: Enter again "
                                   "drops them");
        add_unsaved(app, &sentence);
        refuse(app, &sentence);
    }
    return may;
}

/* What is wrong in it stands in view 8, line by line. */
static void open_file(struct gs_app *app, const char *path)
{
    struct gs_buf sentence = {0};
    if (strcmp(path, "-") == 0) {
        gs_view_refuse(app->view, "The keys come from standard input: name a file.");
        return;
    }
    if (access(path, F_OK) == 0 && !gs_watch_file_is_regular(path)) {
        gs_text_quote(&sentence, path, NAME_CELLS); /* a pipe would stop the picture */
        gs_buf_add_text(&sentence, " is no regular file");
        refuse(app, &sentence);
        return;
    }
    if (!may_leave(app)) {
        return;
    }
    if (gs_watch_run_read(app->watching, path, &sentence) != GS_OK) {
        refuse(app, &sentence);
        return;
    }
    gs_watch_run_start(app->watching);
    size_t count = gs_watch_run_list(app->watching)->count;
    size_t wrong = gs_watch_run_wrong(app->watching);
    gs_text_quote(&sentence, path, NAME_CELLS);
    gs_buf_addf(&sentence, ": %zu %s watched", count,
                gs_plural(count, "host is", "hosts are"));
    add_count(&sentence, wrong, "line is wrong", "lines are wrong");
    say(app, &sentence);
}

/* What somebody else wrote into the file meanwhile is taken in first. */
static void write_file(struct gs_app *app, const char *path)
{
    struct gs_buf sentence = {0};
    gs_watch_run_reload(app->watching);
    if (gs_watch_run_save(app->watching, path[0] == '\0' ? NULL : path, &sentence) !=
        GS_OK) {
        refuse(app, &sentence);
        return;
    }
    gs_app_note_unsaved(app);
    size_t count = gs_watch_run_list(app->watching)->count;
    gs_buf_addf(&sentence, "saved: %zu %s in ", count, gs_plural(count, "host", "hosts"));
    gs_text_quote(&sentence, path[0] != '\0' ? path : gs_watch_run_path(app->watching),
                  NAME_CELLS);
    say(app, &sentence);
}

bool gs_app_do_watch_request(struct gs_app *app, const struct gs_request *request)
{
    const struct gs_watch_ids ids = {request->ids, request->id_count};
    switch (request->type) {
    case GS_REQUEST_WATCH_PAUSE:
        gs_engine_watch_pause(app->engine, ids, request->number != 0);
        return true;
    case GS_REQUEST_WATCH_INTERVAL:
        gs_engine_watch_interval(app->engine, ids, request->number);
        return true;
    case GS_REQUEST_WATCH_STEP:
        gs_engine_watch_step(app->engine, ids, request->number != 0 ? 1 : -1);
        return true;
    case GS_REQUEST_WATCH_NOW:
        gs_engine_watch_now(app->engine, ids);
        return true;
    case GS_REQUEST_WATCH:
        watch(app, request);
        return true;
    case GS_REQUEST_UNWATCH:
        unwatch(app, request);
        return true;
    case GS_REQUEST_WATCH_CHANGE:
        change(app, request);
        return true;
    case GS_REQUEST_MONITOR:
        open_file(app, request->text);
        return true;
    case GS_REQUEST_WRITE:
        write_file(app, request->text);
        return true;
    default:
        return false;
    }
}
