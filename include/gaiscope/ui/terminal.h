/* SPDX-License-Identifier: MIT */
/**
 * The real terminal: keys in, surfaces out. The one home of <ncurses.h>. One terminal per
 * process; the loop's thread. It is restored on every way out: gs_terminal_close(), exit(),
 * and from a signal handler by gs_terminal_restore().
 */
#ifndef GAISCOPE_UI_TERMINAL_H
#define GAISCOPE_UI_TERMINAL_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/ui/key.h"
#include "gaiscope/ui/surface.h"
#include "gaiscope/ui/surface_export.h"
#include "gaiscope/ui/theme.h"

#include <stdbool.h>

/** How to open it. */
struct gs_terminal_settings {
    const struct gs_theme *theme; /**< copied */
    bool no_color;                /**< attributes only */
    bool ascii;    /**< signs in ASCII; also chosen when the locale is not UTF-8 */
    bool no_mouse; /**< leave the mouse to the terminal */
};

/**
 * Takes the terminal over (alternate screen, raw keys, bracketed paste, mouse).
 * Returns: GS_OK; GS_EUNSUPPORTED when standard input or output is no terminal or TERM cannot
 *          move a cursor, with a sentence that says what to do in `error`.
 */
enum gs_status gs_terminal_open(const struct gs_terminal_settings *settings,
                                struct gs_buf *error);

/** Gives the terminal back as it was. Harmless when it is not open. */
void gs_terminal_close(void);

/** Gives it back from a signal handler or before _exit(): async-signal-safe, raw bytes only. */
void gs_terminal_restore(void);

/** Before SIGTSTP stops the process, and after SIGCONT: give back, take over again. */
void gs_terminal_suspend(void);
void gs_terminal_resume(void);

/** Changes the colours: the next flush paints everything in the theme's. Takes: `theme`,
 *  copied. Nothing happens while the terminal is not open. */
void gs_terminal_set_theme(const struct gs_theme *theme);

/** How the screen is shown now. Takes: an open terminal. Owns: the terminal its theme. */
struct gs_export_look gs_terminal_look(void);

/** The descriptor to poll for input. */
int gs_terminal_input_fd(void);

/** The next key that is already there. Returns: false when there is none. */
bool gs_terminal_read(struct gs_key *out);

/** The window's size now, at least 1x1. */
void gs_terminal_size(size_t *cols, size_t *rows);

/** Tells ncurses that the window changed (after SIGWINCH); the next flush paints everything
 *  that differs. */
void gs_terminal_resized(void);

/** Shows a surface: only what differs from what is there is written, once. */
void gs_terminal_flush(const struct gs_surface *surface);

/** Forgets what is there: the next flush paints everything (Ctrl-L). */
void gs_terminal_invalidate(void);

/** Rings the terminal's bell. */
void gs_terminal_bell(void);

/** Puts text on the terminal's clipboard (OSC 52). Returns: GS_OK; GS_ELIMIT over 74994 bytes. */
enum gs_status gs_terminal_copy(const char *text, size_t len);

#endif
