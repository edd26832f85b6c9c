/* SPDX-License-Identifier: MIT */
/**
 * The terminal device below the screen library: its settings, its size, bytes straight to it.
 * gs_tty_restore() is async-signal-safe; everything else belongs to the loop's thread.
 */
#ifndef GAISCOPE_UI_TTY_H
#define GAISCOPE_UI_TTY_H

#include <stdbool.h>
#include <stddef.h>

/** Remembers the settings of standard input as they are now. Returns: false: no terminal. */
bool gs_tty_save(void);

/** Adds bytes to what gives the terminal back; padding of terminfo ("$<5>") is left out.
 *  NULL and what does not fit are ignored. */
void gs_tty_restore_with(const char *bytes);

/** Says that from now on there is something to give back, or no more. */
void gs_tty_set_taken(bool is_taken);

/** Writes the bytes and puts the settings back, once. */
void gs_tty_restore(void);

/** Writes all bytes; gives up when the terminal takes nothing for a second. */
void gs_tty_write(const char *bytes, size_t len);

/** Puts text on the terminal's clipboard: OSC 52, base64 (RFC 4648). */
void gs_tty_copy(const char *text, size_t len);

/** The window's size as the system knows it. Returns: false when it does not. */
bool gs_tty_size(size_t *cols, size_t *rows);

/** Whether the other end is gone. */
bool gs_tty_is_hung_up(void);

#endif
