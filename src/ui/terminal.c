/* SPDX-License-Identifier: MIT */
/*
 * Opening and closing; the keys are in terminal_keys.c, surfaces in terminal_draw.c.
 */
#include "gaiscope/ui/terminal.h"

#include "terminal_parts.h"
#include "tty.h"

#include "gaiscope/base/text.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <langinfo.h>
#include <ncurses.h>
#include <term.h> /* after <ncurses.h>, which it needs */
#include <unistd.h>

enum {
    COPY_MAX = 74994,
};

static struct {
    SCREEN *screen; /* NULL: not open */
    bool has_mouse;
} term;

static const char paste_on[] = "\x1b[?2004h";
static const char paste_off[] = "\x1b[?2004l";

/* == opening and closing =============================================================== */

static enum gs_status refuse(struct gs_buf *error, const char *reason, const char *type)
{
    gs_buf_add_text(error, "terminal ");
    gs_text_sanitise(error, type, strlen(type));
    gs_buf_add_text(error, reason);
    return GS_EUNSUPPORTED;
}

static const char *capability(const char *name)
{
    const char *value = tigetstr(name);
    return (intptr_t)value == -1 ? NULL : value; /* -1: not a string capability */
}

/* The library ends the process, or draws nonsense, for terminals it cannot use: ask first. */
static enum gs_status check_terminal(const char *type, struct gs_buf *error)
{
    int found = 0;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        gs_buf_add_text(error,
                        "standard input or output is no terminal; --report prints the "
                        "answer without one");
        return GS_EUNSUPPORTED;
    }
    if (type == NULL || type[0] == '\0') {
        gs_buf_add_text(error,
                        "TERM is not set; set it to the type of this terminal, or use "
                        "--report");
        return GS_EUNSUPPORTED;
    }
    if (setupterm(type, STDOUT_FILENO, &found) != OK) {
        return refuse(error, " is not known here; set TERM, or use --report", type);
    }
    bool can_move = capability("cup") != NULL;
    (void)del_curterm(set_curterm(NULL)); /* it was just set */
    return can_move ? GS_OK
                    : refuse(error, " cannot move its cursor; set TERM, or use --report",
                             type);
}

/* The loop has the signals: what the library installs is taken away again. */
static SCREEN *open_screen(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    struct sigaction before[sizeof signals / sizeof *signals];
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        (void)sigaction(signals[i], NULL, &before[i]); /* these signals exist */
    }
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (screen != NULL) { /* once it was left, each cursor move is no write of its own */
        (void)endwin();   /* neither fails on a new screen */
        (void)doupdate();
    }
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        (void)sigaction(signals[i], &before[i], NULL); /* what it was is valid */
    }
    return screen;
}

static void prepare_restore(void)
{
    static const char *const names[] = {"rmkx", "sgr0", "op", "cnorm", "rmcup"};
    gs_tty_restore_with(paste_off);
    gs_tty_restore_with(term.has_mouse ? "\x1b[?1006l\x1b[?1000l" : NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        gs_tty_restore_with(capability(names[i]));
    }
    gs_tty_set_taken(true);
}

enum gs_status gs_terminal_open(const struct gs_terminal_settings *settings,
                                struct gs_buf *error)
{
    static bool is_registered;
    const char *type = getenv("TERM");
    enum gs_status status = check_terminal(type, error);
    if (status != GS_OK) {
        return status;
    }
    if (!gs_tty_save() || (term.screen = open_screen()) == NULL) {
        return refuse(error, " cannot be taken over; use --report", type);
    }
    term.has_mouse = !settings->no_mouse;
    bool is_ascii = settings->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    prepare_restore();
    if (!is_registered && atexit(gs_terminal_close) == 0) {
        is_registered = true;
    }
    (void)raw(); /* none of these fail on an open screen */
    (void)noecho();
    (void)nonl();
    (void)intrflush(stdscr, FALSE);
    gs_terminal_open_drawing(settings->theme, settings->no_color, is_ascii);
    gs_terminal_open_keys(term.has_mouse);
    (void)curs_set(0);
    gs_tty_write(paste_on, sizeof paste_on - 1);
    return GS_OK;
}

/* A terminal without a second screen keeps the picture: make room for the prompt. */
static void clear_last_line(void)
{
    if (capability("rmcup") == NULL) {
        (void)move(LINES - 1, 0); /* these fail only without a screen */
        (void)clrtoeol();
        (void)refresh();
    }
}

void gs_terminal_suspend(void)
{
    if (term.screen != NULL) {
        gs_tty_write(paste_off, sizeof paste_off - 1);
        clear_last_line();
        (void)endwin(); /* nothing is left to do when it fails */
        gs_tty_set_taken(false);
    }
}

void gs_terminal_resume(void)
{
    if (term.screen != NULL) {
        gs_tty_set_taken(true);
        (void)reset_prog_mode();
        gs_terminal_resized();
        (void)wrefresh(curscr);
        gs_tty_write(paste_on, sizeof paste_on - 1);
    }
}

void gs_terminal_close(void)
{
    if (term.screen == NULL) {
        return;
    }
    gs_terminal_suspend();
    gs_terminal_close_keys();
    gs_terminal_close_drawing();
    delscreen(term.screen);
    memset(&term, 0, sizeof term);
}

void gs_terminal_restore(void)
{
    gs_tty_restore();
}

int gs_terminal_input_fd(void)
{
    return STDIN_FILENO;
}

/* == size ============================================================================== */

void gs_terminal_size(size_t *cols, size_t *rows)
{
    if (!gs_tty_size(cols, rows)) {
        *cols = term.screen != NULL && COLS > 0 ? (size_t)COLS : 80;
        *rows = term.screen != NULL && LINES > 0 ? (size_t)LINES : 24;
    }
}

void gs_terminal_resized(void)
{
    size_t width = 0;
    size_t height = 0;
    if (term.screen != NULL) {
        gs_terminal_size(&width, &height);
        (void)resize_term((int)height, (int)width); /* else the old size stays */
        gs_terminal_invalidate();
    }
}

void gs_terminal_bell(void)
{
    if (term.screen != NULL) {
        gs_tty_write("\a", 1);
    }
}

enum gs_status gs_terminal_copy(const char *text, size_t len)
{
    if (len > COPY_MAX) {
        return GS_ELIMIT;
    }
    if (term.screen != NULL) {
        gs_tty_copy(text, len);
    }
    return GS_OK;
}
