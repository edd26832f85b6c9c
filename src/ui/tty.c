/* SPDX-License-Identifier: MIT */
#include "tty.h"

#include "gaiscope/base/buf.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 1000,
    /* a terminal that claims more is not worth the memory */
    COLS_MAX = 1024,
    ROWS_MAX = 512,
};

/* All that gs_tty_restore() needs is here, ready, before anything can fail. */
static struct {
    struct termios settings;
    char bytes[512];
    size_t len;
    volatile sig_atomic_t is_taken;
} tty;

bool gs_tty_save(void)
{
    tty.len = 0;
    return tcgetattr(STDIN_FILENO, &tty.settings) == 0;
}

/* Bytes of a padding "$<...>" at `at`, 0 when there is none. */
static size_t padding(const char *at)
{
    const char *end = at[0] == '$' && at[1] == '<' ? strchr(at, '>') : NULL;
    return end == NULL ? 0 : (size_t)(end - at) + 1;
}

void gs_tty_restore_with(const char *bytes)
{
    if (bytes == NULL || tty.len + strlen(bytes) > sizeof tty.bytes) {
        return;
    }
    while (*bytes != '\0') {
        size_t skipped = padding(bytes);
        if (skipped == 0) {
            tty.bytes[tty.len++] = *bytes++;
        }
        bytes += skipped;
    }
}

void gs_tty_set_taken(bool is_taken)
{
    tty.is_taken = is_taken;
}

void gs_tty_restore(void)
{
    if (!tty.is_taken) {
        return;
    }
    tty.is_taken = 0;
    int kept = errno;
    size_t done = 0;
    while (done < tty.len) {
        ssize_t wrote = write(STDOUT_FILENO, tty.bytes + done, tty.len - done);
        if (wrote <= 0 && errno != EINTR) {
            break; /* nobody is there to see it */
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &tty.settings); /* the last that can be done */
    errno = kept;
}

void gs_tty_write(const char *bytes, size_t len)
{
    while (len > 0) {
        struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
        int ready = poll(&out, 1, PATIENCE_MS);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        ssize_t wrote = ready > 0 ? write(STDOUT_FILENO, bytes, len) : -1;
        if (wrote < 0 && (ready <= 0 || (errno != EINTR && errno != EAGAIN))) {
            return;
        }
        bytes += wrote > 0 ? wrote : 0;
        len -= wrote > 0 ? (size_t)wrote : 0;
    }
}

/* Three bytes as four letters; what is missing at the end counts as 0 and is padded. */
static void add_base64(struct gs_buf *out, const unsigned char *bytes, size_t len)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned group = (unsigned)bytes[0] << 16;
    group |= len > 1 ? (unsigned)bytes[1] << 8 : 0;
    group |= len > 2 ? bytes[2] : 0;
    size_t padding = len > 2 ? 0 : 3 - len;
    char text[] = {letters[group >> 18], letters[group >> 12 & 63],
                   letters[group >> 6 & 63], letters[group & 63]};
    memset(text + sizeof text - padding, '=', padding);
    gs_buf_add(out, text, sizeof text);
}

void gs_tty_copy(const char *text, size_t len)
{
    struct gs_buf out = {0};
    gs_buf_add_text(&out, "\x1b]52;c;");
    for (size_t i = 0; i < len; i += 3) {
        add_base64(&out, (const unsigned char *)text + i, len - i);
    }
    gs_buf_add_text(&out, "\a");
    gs_tty_write(out.data, out.len);
    gs_buf_fini(&out);
}

bool gs_tty_size(size_t *cols, size_t *rows)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_row == 0) {
        return false;
    }
    *cols = size.ws_col < COLS_MAX ? size.ws_col : COLS_MAX;
    *rows = size.ws_row < ROWS_MAX ? size.ws_row : ROWS_MAX;
    return true;
}

bool gs_tty_is_hung_up(void)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&in, 1, 0) <= 0) {
        return false;
    }
    int waiting = 0;
    bool is_readable = ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0;
    return (in.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 || !is_readable;
}
