/* SPDX-License-Identifier: MIT */
/**
 * Two halves. Keys come from a pad of one cell, because reading from a window would also draw
 * it. Surfaces go through a copy of what was shown: rows that are the same cost one memcmp, of
 * the others only the stretch between the first and the last changed cell is handed on.
 */
#include "gaiscope/ui/terminal.h"

#include "glyph.h"
#include "key_decode.h"
#include "tty.h"

#include "gaiscope/base/text.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include <langinfo.h>
#include <ncurses.h>
#include <term.h> /* after <ncurses.h>, which it needs */
#include <unistd.h>

enum {
    COPY_MAX = 74994,
    ESC_DELAY_MS = 25,
    PAIRS_MAX = 128,
    STRETCH_MAX = 512, /* wide characters handed on at once */
};

/* A role's look in the library's terms. */
struct look {
    attr_t attributes;
    short pair;
};

static struct {
    SCREEN *screen; /* NULL: not open */
    WINDOW *keys;
    bool has_mouse;
    bool is_ascii;
    bool was_hung_up;
    struct look looks[2][GS_ROLE_COUNT]; /* by selected and role */

    struct {
        int16_t foreground;
        int16_t background;
    } pairs[PAIRS_MAX];

    short pair_count;

    struct gs_surface shown;
    bool is_known; /* what is there is `shown` */

    struct gs_key_input input;
} term;

static const char paste_on[] = "\x1b[?2004h";
static const char paste_off[] = "\x1b[?2004l";

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

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

static void open_keys(void)
{
    size_t count = 0;
    const struct gs_key_sequence *sequences = gs_key_sequences(&count);
    term.keys = newpad(1, 1);
    (void)keypad(term.keys, TRUE);
    (void)nodelay(term.keys, TRUE);
    (void)set_escdelay(ESC_DELAY_MS);
    for (size_t i = 0; i < count; i++) {
        (void)define_key(sequences[i].bytes, sequences[i].code); /* else it stays as is */
    }
    if (term.has_mouse) {
        (void)mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
        (void)mouseinterval(0);
    }
}

static short pair_of(const struct gs_style *style)
{
    if (style->foreground < 0 && style->background < 0) {
        return 0;
    }
    for (short i = 1; i <= term.pair_count; i++) {
        if (term.pairs[i].foreground == style->foreground &&
            term.pairs[i].background == style->background) {
            return i;
        }
    }
    short pair = (short)(term.pair_count + 1);
    if (pair >= PAIRS_MAX || pair >= COLOR_PAIRS ||
        init_pair(pair, style->foreground, style->background) != OK) {
        return 0;
    }
    term.pairs[pair].foreground = style->foreground;
    term.pairs[pair].background = style->background;
    term.pair_count = pair;
    return pair;
}

static void make_looks(const struct gs_theme *theme, enum gs_depth depth)
{
    for (unsigned i = 0; i < 2 * GS_ROLE_COUNT; i++) {
        enum gs_role role = (enum gs_role)(i % GS_ROLE_COUNT);
        struct gs_style style = gs_theme_style(theme, depth, role, i >= GS_ROLE_COUNT);
        struct look *look = &term.looks[i / GS_ROLE_COUNT][role];
        look->attributes = (style.bold ? A_BOLD : 0) | (style.dim ? A_DIM : 0) |
                           (style.underline ? A_UNDERLINE : 0) |
                           (style.reverse ? A_REVERSE : 0);
        look->pair = 0;
        if (depth != GS_DEPTH_MONO) {
            look->pair = pair_of(&style);
        }
    }
}

static enum gs_depth open_colors(bool no_color)
{
    if (no_color || !has_colors() || start_color() != OK || COLORS < 8) {
        return GS_DEPTH_MONO;
    }
    (void)
        use_default_colors(); /* where it cannot, pairs with the own colour become plain */
    return COLORS >= 256 ? GS_DEPTH_256 : COLORS >= 16 ? GS_DEPTH_16 : GS_DEPTH_8;
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
    term.is_ascii = settings->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    prepare_restore();
    if (!is_registered && atexit(gs_terminal_close) == 0) {
        is_registered = true;
    }
    (void)raw(); /* none of these fail on an open screen */
    (void)noecho();
    (void)nonl();
    (void)intrflush(stdscr, FALSE);
    make_looks(settings->theme, open_colors(settings->no_color));
    open_keys();
    (void)curs_set(0);
    gs_tty_write(paste_on, sizeof paste_on - 1);
    return GS_OK;
}

void gs_terminal_suspend(void)
{
    if (term.screen != NULL) {
        gs_tty_write(paste_off, sizeof paste_off - 1);
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
    (void)delwin(term.keys);
    delscreen(term.screen);
    gs_surface_fini(&term.shown);
    gs_key_input_fini(&term.input);
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

/* == keys ============================================================================== */

/* The library's own codes as ours; what has none stays. */
static uint32_t code_of(wint_t code)
{
    static const struct {
        wint_t code;
        enum gs_key_code kind;
    } kinds[] = {
        {KEY_UP, GS_KEY_UP},
        {KEY_DOWN, GS_KEY_DOWN},
        {KEY_LEFT, GS_KEY_LEFT},
        {KEY_RIGHT, GS_KEY_RIGHT},
        {KEY_HOME, GS_KEY_HOME},
        {KEY_END, GS_KEY_END},
        {KEY_PPAGE, GS_KEY_PAGE_UP},
        {KEY_NPAGE, GS_KEY_PAGE_DOWN},
        {KEY_IC, GS_KEY_INSERT},
        {KEY_DC, GS_KEY_DELETE},
        {KEY_BACKSPACE, GS_KEY_BACKSPACE},
        {KEY_ENTER, GS_KEY_ENTER},
        {KEY_BTAB, GS_KEY_BACKTAB},
        {KEY_FIND, GS_KEY_HOME},
        {KEY_SELECT, GS_KEY_END},
    };

    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        return gs_key_code_of((enum gs_key_code)(GS_KEY_F1 + (code - KEY_F(1))));
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].code == code) {
            return gs_key_code_of(kinds[i].kind);
        }
    }
    return code;
}

/* The next mouse event; one code of the library may stand for several of them. */
static bool read_mouse(struct gs_key *out)
{
    MEVENT event;
    while (getmouse(&event) == OK) {
        bool is_press = (event.bstate & BUTTON1_PRESSED) != 0;
        bool is_up = (event.bstate & BUTTON4_PRESSED) != 0;
        *out = (struct gs_key){.kind = GS_KEY_MOUSE, .x = event.x, .y = event.y};
        out->mouse = is_up ? GS_MOUSE_WHEEL_UP : GS_MOUSE_WHEEL_DOWN;
        if (is_press) {
            gs_key_input_press(&term.input, now_ms(), out);
        }
        if (is_press || is_up || (event.bstate & BUTTON5_PRESSED) != 0) {
            return true;
        }
    }
    return false;
}

static bool read_hangup(struct gs_key *out)
{
    if (term.was_hung_up || !gs_tty_is_hung_up()) {
        return false;
    }
    term.was_hung_up = true;
    *out = (struct gs_key){.kind = GS_KEY_HANGUP};
    return true;
}

bool gs_terminal_read(struct gs_key *out)
{
    if (term.screen == NULL) {
        return false;
    }
    struct gs_key_step step = {.now_ms = now_ms()};
    if (gs_key_input_expire(&term.input, step.now_ms, out) || read_mouse(out)) {
        return true;
    }
    wint_t code = 0;
    for (int kind = 0; (kind = wget_wch(term.keys, &code)) != ERR;) {
        bool is_suspend =
            kind == KEY_CODE_YES && code == KEY_SUSPEND; /* the console's Ctrl-Z */
        step.is_code = kind == KEY_CODE_YES && !is_suspend;
        step.code = step.is_code ? code_of(code) : is_suspend ? 'Z' - '@' : code;
        bool is_mouse = step.is_code && code == KEY_MOUSE;
        if (is_mouse ? read_mouse(out) : gs_key_input_take(&term.input, &step, out)) {
            return true;
        }
    }
    return gs_key_input_idle(&term.input, out) || read_hangup(out);
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

/* == surfaces ========================================================================== */

static const struct look *look_of(const struct gs_surface *surface, int x, int y)
{
    const struct gs_cell *cell = gs_surface_at(surface, x, y);
    bool is_cursor = x == surface->cursor_x && y == surface->cursor_y;
    /* the terminal draws its cursor reversed: in a reversed cell it would vanish */
    enum gs_role role = is_cursor && cell->role == GS_ROLE_CURSOR
                            ? GS_ROLE_INPUT
                            : (enum gs_role)cell->role;
    return &term.looks[cell->is_selected][role];
}

/* Hands a span on, in stretches of one look. */
static void write_span(const struct gs_surface *surface, const struct gs_span *span)
{
    int end = span->x + span->width;
    for (int from = span->x; from < end && from < COLS;) {
        const struct look *look = look_of(surface, from, span->y);
        wchar_t text[STRETCH_MAX];
        size_t len = 0;
        int x = from;
        while (x < end && len + (size_t)GS_GLYPH_MAX <= STRETCH_MAX) {
            const struct look *next = look_of(surface, x, span->y);
            if (next->pair != look->pair || next->attributes != look->attributes) {
                break;
            }
            x += gs_glyph_encode(surface, x, span->y, term.is_ascii, &text[len]);
            len += wcslen(&text[len]);
        }
        (void)attr_set(look->attributes, look->pair, NULL); /* these fail only outside */
        (void)mvaddnwstr(span->y, from, text, (int)len);
        from = x;
    }
}

static bool is_shown(const struct gs_surface *surface)
{
    const struct gs_surface *shown = &term.shown;
    return term.is_known && shown->cols == surface->cols &&
           shown->rows == surface->rows && shown->cursor_x == surface->cursor_x &&
           shown->cursor_y == surface->cursor_y &&
           memcmp(shown->cells, surface->cells,
                  surface->cols * surface->rows * sizeof *surface->cells) == 0;
}

static void show_cursor(const struct gs_surface *surface)
{
    bool is_visible = surface->cursor_x >= 0;
    if (is_visible != (term.shown.cursor_x >= 0) || !term.is_known) {
        (void)curs_set(is_visible ? 1 : 0); /* where it cannot be hidden it stays */
    }
    (void)leaveok(stdscr, is_visible ? FALSE : TRUE);
    if (is_visible) {
        (void)move(surface->cursor_y, surface->cursor_x);
    }
}

void gs_terminal_flush(const struct gs_surface *surface)
{
    size_t bytes = surface->cols * surface->rows * sizeof *surface->cells;
    if (term.screen == NULL || is_shown(surface)) {
        return;
    }
    if (!term.is_known || term.shown.cols != surface->cols ||
        term.shown.rows != surface->rows) {
        term.is_known = false;
        (void)erase(); /* cannot fail */
        gs_surface_resize(&term.shown, surface->cols, surface->rows);
        memset(term.shown.cells, 0xff, bytes); /* no cell is like that: all differ */
    }
    struct gs_span span;
    for (int y = 0; y < (int)surface->rows && y < LINES; y++) {
        if (gs_glyph_diff(&term.shown, surface, y, &span)) {
            write_span(surface, &span);
        }
    }
    show_cursor(surface);
    (void)wnoutrefresh(stdscr); /* a terminal that is gone shows up as a hang-up */
    (void)doupdate();
    memcpy(term.shown.cells, surface->cells, bytes);
    term.shown.cursor_x = surface->cursor_x;
    term.shown.cursor_y = surface->cursor_y;
    term.is_known = true;
}

void gs_terminal_invalidate(void)
{
    if (term.screen != NULL) {
        term.is_known = false;
        (void)clearok(curscr, TRUE); /* cannot fail */
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

void gs_terminal_bell(void)
{
    if (term.screen != NULL) {
        (void)beep(); /* a terminal without a bell stays silent */
    }
}
