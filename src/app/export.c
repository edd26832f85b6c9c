/* SPDX-License-Identifier: MIT */
/*
 * What the person takes home as a file: the focused pane as text, as a table, or the screen.
 * A file that is there already is never written over. The screen is taken from the next picture
 * that is drawn: without the line that asked for it.
 */
#include "app_private.h"

#include "gaiscope/base/file_save.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/ui/surface_export.h"
#include "gaiscope/ui/terminal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    SENTENCE_MAX = PATH_MAX + 128, /* bytes with NUL */
    TITLE_MAX = 64,
};

/* "gaiscope-Mail-20261122-123104.txt": a name for what is saved without one. */
static void name_file(const char *title, const char *end, char out[PATH_MAX])
{
    char name[TITLE_MAX] = {0};
    char stamp[32];
    time_t now = (time_t)(gs_clock_wall_us() / 1000000);
    struct tm parts = {0};
    for (size_t i = 0; title[i] != '\0' && i < sizeof name - 1; i++) {
        name[i] = (char)(title[i] == ' ' || title[i] == '/' ? '-' : title[i]);
    }
    (void)localtime_r(&now, &parts);
    (void)strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts);
    (void)snprintf(out, PATH_MAX, "gaiscope-%s-%s.%s", name, stamp, end);
}

/* Half a file is worse than none. */
static bool write_new_file(const char *path, const struct gs_buf *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) {
        return false;
    }
    bool is_written = gs_file_write_all(fd, gs_buf_text(text), text->len);
    int error = errno;
    if (close(fd) != 0 || !is_written) {
        error = is_written ? errno : error;
        (void)unlink(path);
        errno = error;
        return false;
    }
    return true;
}

static void save_as(struct gs_app *app, const char *path, const struct gs_buf *text)
{
    char sentence[SENTENCE_MAX];
    struct gs_buf name = {0};
    gs_text_sanitise(&name, path, strlen(path));
    if (write_new_file(path, text)) {
        (void)snprintf(sentence, sizeof sentence, "saved to %s", gs_buf_text(&name));
        gs_view_say(app->view, GS_ROLE_DIM, sentence);
    } else if (errno == EEXIST) {
        (void)snprintf(sentence, sizeof sentence,
                       "not saved: %s is there already; choose another name",
                       gs_buf_text(&name));
        gs_view_say(app->view, GS_ROLE_ERR, sentence);
    } else {
        char reason[64];
        (void)uv_strerror_r(uv_translate_sys_error(errno), reason, sizeof reason);
        (void)snprintf(sentence, sizeof sentence, "not saved to %s: %s",
                       gs_buf_text(&name), reason);
        gs_view_say(app->view, GS_ROLE_ERR, sentence);
    }
    gs_buf_fini(&name);
}

void gs_app_save_pane(struct gs_app *app)
{
    char path[PATH_MAX];
    struct gs_buf text = {0};
    char *copied = gs_view_copy_pane(app->view);
    if (copied == NULL) {
        gs_view_say(app->view, GS_ROLE_WARN, "nothing here to save");
        return;
    }
    gs_buf_add_text(&text, copied);
    free(copied);
    name_file(gs_view_focus_title(app->view), "txt", path);
    save_as(app, path, &text);
    gs_buf_fini(&text);
}

static bool has_end(const char *path, const char *end)
{
    size_t len = strlen(path);
    return len > strlen(end) && strcmp(path + len - strlen(end), end) == 0;
}

void gs_app_save_table(struct gs_app *app, const char *wanted)
{
    char path[PATH_MAX];
    struct gs_text_table table = {0};
    struct gs_buf text = {0};
    name_file(gs_view_focus_title(app->view), "csv", path);
    if (wanted[0] != '\0') {
        (void)snprintf(path, sizeof path, "%s", wanted);
    }
    bool is_json = has_end(path, ".json");
    if (!is_json && !has_end(path, ".csv")) {
        gs_view_refuse(app->view, "not saved: a table's file ends in .csv or .json");
    } else if (gs_view_is_drawing(app->view) && app->session.has_lookup) {
        unsigned part = GS_PART_BIT(gs_view_part(app->view));
        (is_json ? gs_report_json : gs_report_csv)(&text, &app->session, part);
        save_as(app, path, &text);
    } else if (!gs_view_take_table(app->view, &table)) {
        gs_view_say(app->view, GS_ROLE_WARN, "nothing here to save");
    } else {
        (is_json ? gs_report_table_json : gs_report_table_csv)(&text, &table);
        save_as(app, path, &text);
    }
    gs_buf_fini(&text);
    gs_text_table_fini(&table);
}

void gs_app_save_screen(struct gs_app *app, const char *wanted)
{
    enum gs_export_form form = GS_EXPORT_SVG;
    name_file("screen", "svg", app->screen_path);
    if (wanted[0] != '\0') {
        (void)snprintf(app->screen_path, sizeof app->screen_path, "%s", wanted);
    }
    if (!gs_export_form_of(app->screen_path, &form)) {
        app->screen_path[0] = '\0';
        gs_view_refuse(app->view,
                       "not saved: a screen's file ends in .txt, .ans or .svg");
    }
}

bool gs_app_take_screen(struct gs_app *app)
{
    enum gs_export_form form = GS_EXPORT_SVG;
    struct gs_buf text = {0};
    if (app->screen_path[0] == '\0' || !gs_export_form_of(app->screen_path, &form)) {
        return false;
    }
    struct gs_export_look look = gs_terminal_look();
    look.depth =
        form == GS_EXPORT_SVG && look.depth != GS_DEPTH_MONO ? GS_DEPTH_256 : look.depth;
    gs_surface_export(&app->surface, form, &look, &text);
    save_as(app, app->screen_path, &text);
    gs_buf_fini(&text);
    app->screen_path[0] = '\0';
    return true;
}
