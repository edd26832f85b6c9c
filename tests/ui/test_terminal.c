/* SPDX-License-Identifier: MIT */
/* The program's side runs in a child on a pseudo terminal, the test is the terminal: it sees
 * every byte and types every key. The child says STX text ETX between its steps. */
#include "gaiscope/ui/terminal.h"

#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* == the child ========================================================================== */

static struct gs_terminal_settings settings;

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say(const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text + 1, sizeof text - 2, format, args);
    va_end(args);
    text[0] = '\x02';
    text[len + 1] = '\x03';
    if (write(STDOUT_FILENO, text, (size_t)len + 2) != len + 2) {
        _exit(9);
    }
}

static void open_terminal(const char *theme_name)
{
    static struct gs_theme theme;
    struct gs_buf error = {0};
    if (gs_theme_load(theme_name, &theme, &error) != GS_OK) {
        _exit(8);
    }
    settings.theme = &theme;
    if (gs_terminal_open(&settings, &error) != GS_OK) {
        say("refused: %s", gs_buf_text(&error));
        exit(3);
    }
    gs_buf_fini(&error);
}

static void put(struct gs_surface *surface, int x, int y, const char *text)
{
    gs_surface_put(surface, x, y, GS_ROLE_TEXT, text, SIZE_MAX);
}

static void make_surface(struct gs_surface *surface)
{
    size_t cols = 0;
    size_t rows = 0;
    gs_terminal_size(&cols, &rows);
    gs_surface_resize(surface, cols, rows);
}

/* The next key, waited for. */
static struct gs_key wait_key(void)
{
    struct gs_key key;
    struct pollfd in = {.fd = gs_terminal_input_fd(), .events = POLLIN};
    while (!gs_terminal_read(&key)) {
        (void)poll(&in, 1, 2000);
    }
    return key;
}

/* == the terminal ======================================================================= */

struct session {
    pid_t pid;
    int master;
    struct gs_buf bytes; /* before the last thing said */
    char said[512];
};

static void start(struct session *session, const char *type, void (*child)(void))
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    *session = (struct session){0};
    session->pid = forkpty(&session->master, NULL, NULL, &size);
    assert_true(session->pid >= 0);
    if (session->pid == 0) {
        (void)setlocale(LC_ALL, "C.UTF-8");
        (void)setenv("TERM", type, 1);
        (void)unsetenv("LINES");
        (void)unsetenv("COLUMNS");
        child();
        exit(0);
    }
}

/* Reads up to the next thing said. Returns: false at the child's end. */
static bool listen_to(struct session *session)
{
    gs_buf_clear(&session->bytes);
    session->said[0] = '\0';
    size_t said = 0;
    for (bool is_saying = false;;) {
        char byte = 0;
        struct pollfd in = {.fd = session->master, .events = POLLIN};
        if (poll(&in, 1, 20000) <= 0 || read(session->master, &byte, 1) != 1) {
            return false;
        }
        if (byte == '\x02') {
            is_saying = true;
        } else if (byte == '\x03') {
            session->said[said] = '\0';
            return true;
        } else if (is_saying && said + 1 < sizeof session->said) {
            session->said[said++] = byte;
        } else {
            gs_buf_add(&session->bytes, &byte, 1);
        }
    }
}

static void expect_said(struct session *session, const char *want)
{
    bool is_said = listen_to(session);
    if (!is_said) {
        print_message("the child ended: %s\n", gs_buf_text(&session->bytes));
    }
    assert_true(is_said);
    assert_string_equal(session->said, want);
}

static void type(struct session *session, const char *bytes, size_t len)
{
    assert_int_equal(write(session->master, bytes, len), len);
}

/* Reads what is left. Returns: the exit status. */
static int finish(struct session *session)
{
    int status = 0;
    while (listen_to(session)) {
    }
    assert_int_equal(waitpid(session->pid, &status, 0), session->pid);
    (void)close(session->master); /* a terminal needs no farewell */
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void expect_end(struct session *session)
{
    int status = finish(session);
    if (status != 0) {
        print_message("%s\n", gs_buf_text(&session->bytes));
    }
    assert_int_equal(status, 0);
    gs_buf_fini(&session->bytes);
}

/* == refusal ============================================================================ */

static void child_opens(void)
{
    open_terminal("dark");
    say("opened");
    gs_terminal_close();
}

static void child_without_input(void)
{
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    (void)dup2(null, STDIN_FILENO);
    (void)close(null); /* only read */
    child_opens();
}

static void a_terminal_that_cannot_move_its_cursor_is_refused(void **state)
{
    (void)state;

    static const struct {
        const char *type;
        void (*child)(void);
        const char *want;
    } cases[] = {
        {"dumb", child_opens,
         "refused: terminal dumb cannot move its cursor; set TERM, or use --report"},
        {"no-such-type\x1b[2J", child_opens,
         "refused: terminal no-such-type\\x1B[2J is not known here; set TERM, or use "
         "--report"},
        {"", child_opens,
         "refused: TERM is not set; set it to the type of this terminal, or use "
         "--report"},
        {"xterm-256color", child_without_input,
         "refused: standard input or output is no terminal; --report prints the answer "
         "without one"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session session;
        print_message("%s\n", cases[i].want);
        start(&session, cases[i].type, cases[i].child);
        expect_said(&session, cases[i].want);
        assert_int_equal(session.bytes.len, 0);
        assert_int_equal(finish(&session), 3);
        assert_int_equal(session.bytes.len, 0);
        gs_buf_fini(&session.bytes);
    }
}

/* == ways out =========================================================================== */

static void take_over(void)
{
    struct gs_surface surface = {0};
    char line[2];
    say("before");
    if (read(STDIN_FILENO, line, sizeof line) != 1) {
        _exit(7);
    }
    open_terminal("dark");
    make_surface(&surface);
    put(&surface, 0, 0, "text");
    gs_terminal_flush(&surface);
    gs_surface_fini(&surface);
    say("taken");
    (void)wait_key();
}

static void child_closes(void)
{
    take_over();
    gs_terminal_close();
    gs_terminal_close();
}

static void child_exits(void)
{
    take_over();
}

static void restore_and_leave(int number)
{
    (void)number;
    gs_terminal_restore();
    _exit(0);
}

static void child_is_killed(void)
{
    (void)signal(SIGTERM, restore_and_leave);
    take_over();
    (void)raise(SIGTERM);
}

static void child_suspends(void)
{
    take_over();
    gs_terminal_suspend();
}

static void the_terminal_is_given_back_on_every_way_out(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        void (*child)(void);
    } cases[] = {
        {"closed", child_closes},
        {"exit() alone", child_exits},
        {"a signal handler", child_is_killed},
        {"suspended", child_suspends},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session session;
        struct termios before;
        struct termios taken;
        struct termios after;
        print_message("%s\n", cases[i].label);
        start(&session, "xterm-256color", cases[i].child);
        int slave = open(ptsname(session.master), O_RDWR | O_NOCTTY | O_CLOEXEC);
        expect_said(&session, "before");
        assert_int_equal(tcgetattr(slave, &before), 0);
        type(&session, "\n", 1);
        expect_said(&session, "taken");
        assert_non_null(strstr(session.bytes.data, "\x1b[?1049h"));
        assert_non_null(strstr(session.bytes.data, "\x1b[?2004h"));
        assert_int_equal(tcgetattr(slave, &taken), 0);
        assert_int_equal(taken.c_lflag & (ICANON | ECHO | ISIG), 0);
        type(&session, "x", 1);
        int status = 0;
        assert_int_equal(waitpid(session.pid, &status, 0), session.pid);
        assert_int_equal(status, 0);
        assert_int_equal(tcgetattr(slave, &after), 0);
        assert_int_equal(after.c_lflag, before.c_lflag);
        assert_int_equal(after.c_iflag, before.c_iflag);
        assert_int_equal(after.c_oflag, before.c_oflag);
        (void)close(slave); /* it was only looked at */
        (void)listen_to(&session);
        assert_non_null(strstr(session.bytes.data, "\x1b[?1049l"));
        assert_non_null(strstr(session.bytes.data, "\x1b[?2004l"));
        assert_non_null(strstr(session.bytes.data, "1000l"));
        assert_non_null(strstr(session.bytes.data, "\x1b[?25h"));
        (void)close(session.master); /* a terminal needs no farewell */
        gs_buf_fini(&session.bytes);
    }
}

static void note_signal(int number)
{
    (void)number;
}

static void child_keeps_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    (void)signal(SIGTERM, note_signal);
    struct sigaction before[4];
    for (size_t i = 0; i < 4; i++) {
        (void)sigaction(signals[i], NULL, &before[i]);
    }
    open_terminal("dark");
    bool is_same = true;
    for (size_t i = 0; i < 4; i++) {
        struct sigaction after;
        (void)sigaction(signals[i], NULL, &after);
        is_same = is_same && after.sa_handler == before[i].sa_handler;
    }
    gs_terminal_close();
    say("%s", is_same ? "same" : "changed");
}

static void signals_stay_with_the_loop(void **state)
{
    (void)state;
    struct session session;
    start(&session, "xterm-256color", child_keeps_signals);
    expect_said(&session, "same");
    expect_end(&session);
}

/* == drawing ============================================================================ */

static void child_draws(void)
{
    struct gs_surface surface = {0};
    open_terminal("dark");
    make_surface(&surface);
    for (int y = 0; y < 24; y++) {
        put(&surface, 0, y, "a row of text that fills some cells of the screen");
    }
    say("opened");
    gs_terminal_flush(&surface);
    say("first");
    gs_terminal_flush(&surface);
    say("unchanged");
    put(&surface, 20, 10, "X");
    gs_terminal_flush(&surface);
    say("one cell");
    surface.cursor_x = 5;
    surface.cursor_y = 5;
    gs_terminal_flush(&surface);
    say("cursor");
    gs_terminal_flush(&surface);
    say("unchanged");
    gs_terminal_invalidate();
    gs_terminal_flush(&surface);
    say("again");
    gs_surface_fini(&surface);
    gs_terminal_close();
}

static void only_what_changed_is_written(void **state)
{
    (void)state;
    struct session session;
    start(&session, "xterm-256color", child_draws);
    expect_said(&session, "opened");
    expect_said(&session, "first");
    size_t all = session.bytes.len;
    assert_true(all > 24 * 40);
    assert_non_null(strstr(session.bytes.data, "a row of text"));
    expect_said(&session, "unchanged");
    assert_int_equal(session.bytes.len, 0);
    expect_said(&session, "one cell");
    assert_non_null(strchr(session.bytes.data, 'X'));
    assert_true(session.bytes.len < 40);
    expect_said(&session, "cursor");
    assert_non_null(strstr(session.bytes.data, "\x1b[6;6H"));
    assert_true(session.bytes.len < 60);
    expect_said(&session, "unchanged");
    assert_int_equal(session.bytes.len, 0);
    expect_said(&session, "again");
    assert_true(session.bytes.len > 24 * 40);
    expect_end(&session);
}

static const char *const hostile[] = {
    "\x1b[2J\x1b]0;title\a",
    "\x9b"
    "31m",
    "\xc2\x9b"
    "31m",
    "a\r\nb\tc\bd\x7f",
    "\xe2\x80\xae"
    "reversed",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9",
    "\xff\xfe\xfd",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "五粮液.中国",
    "\xef\xbb\xbf",
    "\xed\xa0\x80",
    "\x0e\x0f",
    "👍🏽 🏳 ☃ ½ א ب ก็ ཱི",
};

static void child_draws_hostile_text(void)
{
    struct gs_surface surface = {0};
    open_terminal("dark");
    make_surface(&surface);
    gs_terminal_flush(&surface);
    say("blank");
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        put(&surface, 3, (int)i, hostile[i]);
        put(&surface, 70, (int)i, "end");
        put(&surface, 77, (int)i, hostile[i]);
    }
    gs_terminal_flush(&surface);
    say("hostile");
    gs_surface_fini(&surface);
    gs_terminal_close();
}

/* Bytes of a sequence that only moves the cursor or chooses a look, 0 when it is another. */
static size_t harmless_sequence(const char *at)
{
    if (strncmp(at, "\x1b(B", 3) == 0) {
        return 3;
    }
    size_t len = at[1] == '[' ? 2 + strspn(at + 2, "0123456789;") : 0;
    return len > 0 && at[len] != '\0' && strchr("ABCDGHdmKXb", at[len]) != NULL ? len + 1
                                                                                : 0;
}

static void hostile_text_never_reaches_the_terminal(void **state)
{
    (void)state;
    struct session session;
    start(&session, "xterm-256color", child_draws_hostile_text);
    expect_said(&session, "blank");
    expect_said(&session, "hostile");
    assert_non_null(strstr(session.bytes.data, "五粮液"));
    assert_null(strstr(session.bytes.data, "\xe2\x80\xae"));
    assert_null(strstr(session.bytes.data, "\xc2\x9b"));
    assert_null(strstr(session.bytes.data, "\xe2\x80\x8d"));
    for (const char *at = session.bytes.data; *at != '\0';) {
        size_t step = *at == '\x1b' ? harmless_sequence(at) : 1;
        assert_true(step > 0);
        bool is_control = (unsigned char)*at < 0x20 && strchr("\x1b\r\n\b", *at) == NULL;
        assert_false(is_control || *at == '\x7f');
        at += step;
    }
    expect_end(&session);
}

static void child_draws_ascii(void)
{
    settings.ascii = true;
    child_draws_hostile_text();
}

static void ascii_means_ascii(void **state)
{
    (void)state;
    struct session session;
    start(&session, "xterm", child_draws_ascii);
    expect_said(&session, "blank");
    expect_said(&session, "hostile");
    for (size_t i = 0; i < session.bytes.len; i++) {
        assert_true((unsigned char)session.bytes.data[i] < 0x80);
    }
    assert_non_null(strstr(session.bytes.data, "??????.????"));
    expect_end(&session);
}

static void child_shows_colors(void)
{
    struct gs_surface surface = {0};
    open_terminal("dark");
    make_surface(&surface);
    gs_terminal_flush(&surface);
    say("blank");
    gs_surface_put(&surface, 0, 0, GS_ROLE_ERR, "failed", SIZE_MAX);
    gs_surface_put(&surface, 0, 1, GS_ROLE_TAB_ACTIVE, "[1 Tab]", SIZE_MAX);
    gs_terminal_flush(&surface);
    say("drawn");
    gs_surface_fini(&surface);
    gs_terminal_close();
}

static void child_shows_no_colors(void)
{
    settings.no_color = true;
    child_shows_colors();
}

static void colors_follow_the_terminal(void **state)
{
    (void)state;

    static const struct {
        const char *type;
        void (*child)(void);
        const char *want; /* NULL: no colour at all */
    } cases[] = {
        {"xterm-256color", child_shows_colors, "38;5;203m"},
        {"xterm", child_shows_colors, "31m"},
        {"vt100", child_shows_colors, NULL},
        {"xterm-256color", child_shows_no_colors, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session session;
        print_message("%s %s\n", cases[i].type,
                      cases[i].want == NULL ? "" : cases[i].want);
        start(&session, cases[i].type, cases[i].child);
        expect_said(&session, "blank");
        expect_said(&session, "drawn");
        assert_non_null(strstr(session.bytes.data, "failed"));
        if (cases[i].want != NULL) {
            assert_non_null(strstr(session.bytes.data, cases[i].want));
            assert_non_null(strstr(session.bytes.data, "1 Tab"));
            assert_null(strstr(session.bytes.data, "[1 Tab"));
            assert_null(strstr(session.bytes.data, "Tab]"));
        } else {
            assert_non_null(strstr(session.bytes.data, "[1 Tab]"));
            assert_null(strstr(session.bytes.data, "[3"));
            assert_null(strstr(session.bytes.data, ";3"));
        }
        expect_end(&session);
    }
}

static void child_copies(void)
{
    open_terminal("dark");
    static char long_text[74995];
    say("opened");
    for (size_t len = 0; len <= 5; len++) {
        (void)gs_terminal_copy("hello", len);
        say("copied");
    }
    say("%d %d", gs_terminal_copy(long_text, 74995) == GS_ELIMIT,
        gs_terminal_copy(long_text, 74994) == GS_OK);
    gs_terminal_close();
}

static void copied_text_goes_out_as_base64(void **state)
{
    (void)state;
    static const char *const wants[] = {
        "", "aA==", "aGU=", "aGVs", "aGVsbA==", "aGVsbG8="};
    struct session session;
    start(&session, "xterm-256color", child_copies);
    expect_said(&session, "opened");
    for (size_t i = 0; i <= 5; i++) {
        char want[32];
        (void)snprintf(want, sizeof want, "\x1b]52;c;%s\a", wants[i]);
        expect_said(&session, "copied");
        assert_string_equal(gs_buf_text(&session.bytes), want);
    }
    expect_said(&session, "1 1");
    assert_int_equal(session.bytes.len, 99992 + 8);
    expect_end(&session);
}

static void child_is_resized(void)
{
    struct gs_surface surface = {0};
    open_terminal("dark");
    make_surface(&surface);
    put(&surface, 0, 0, "before");
    gs_terminal_flush(&surface);
    say("%zux%zu", surface.cols, surface.rows);
    while (wait_key().code != 'q') {
        gs_terminal_resized();
        make_surface(&surface);
        put(&surface, (int)surface.cols - 7, (int)surface.rows - 1, "after");
        gs_terminal_flush(&surface);
        say("%zux%zu", surface.cols, surface.rows);
    }
    gs_surface_fini(&surface);
    gs_terminal_close();
}

static void any_window_size_is_followed(void **state)
{
    (void)state;
    static const struct winsize sizes[] = {{.ws_row = 40, .ws_col = 120},
                                           {.ws_row = 1, .ws_col = 1},
                                           {.ws_row = 50, .ws_col = 200},
                                           {.ws_row = 2, .ws_col = 30}};
    struct session session;
    start(&session, "xterm-256color", child_is_resized);
    expect_said(&session, "80x24");
    for (size_t i = 0; i < 4; i++) {
        char want[32];
        (void)snprintf(want, sizeof want, "%ux%u", (unsigned)sizes[i].ws_col,
                       (unsigned)sizes[i].ws_row);
        print_message("%s\n", want);
        assert_int_equal(ioctl(session.master, TIOCSWINSZ, &sizes[i]), 0);
        type(&session, "r", 1);
        expect_said(&session, want);
        assert_null(strstr(session.bytes.data, "before"));
        assert_true(sizes[i].ws_col < 7 || strstr(session.bytes.data, "after") != NULL);
    }
    type(&session, "q", 1);
    expect_end(&session);
}

/* == keys =============================================================================== */

static void child_reads_keys(void)
{
    open_terminal("dark");
    say("ready");
    for (;;) {
        struct gs_key key = wait_key();
        if (key.kind == GS_KEY_CHAR && key.code == 'q') {
            break;
        }
        if (key.kind == GS_KEY_PASTE) {
            say("paste %zu %.20s", key.paste_len, key.paste);
        } else if (key.kind == GS_KEY_MOUSE) {
            say("mouse %d at %d %d", (int)key.mouse, key.x, key.y);
        } else {
            say("%d %x%s%s", (int)key.kind, (unsigned)key.code,
                key.is_ctrl ? " ctrl" : "", key.is_alt ? " alt" : "");
        }
    }
    gs_terminal_close();
}

/* The console's mouse library, loaded by ncurses, keeps ten bytes. */
static void child_reads_keys_alone(void)
{
    settings.no_mouse = true;
    child_reads_keys();
}

static void what_is_typed_arrives_as_keys(void **state)
{
    (void)state;

    static const struct {
        const char *bytes;
        const char *key; /* by its name */
    } cases[] = {
        {"j", "j"},
        {"ä", "ä"},
        {"中", "中"},
        {" ", "Space"},
        {"\x03", "C-c"},
        {"\x1a", "C-z"},
        {"\x13", "C-s"},
        {"\x0c", "C-l"},
        {"\x1c", "C-\\"},
        {"\r", "Enter"},
        {"\t", "Tab"},
        {"\x7f", "Backspace"},
        {"\b", "Backspace"},
        {"\x1b[A", "Up"},
        {"\x1bOA", "Up"},
        {"\x1b[B", "Down"},
        {"\x1bOB", "Down"},
        {"\x1b[C", "Right"},
        {"\x1bOD", "Left"},
        {"\x1b[H", "Home"},
        {"\x1bOF", "End"},
        {"\x1b[1~", "Home"},
        {"\x1b[5~", "PgUp"},
        {"\x1b[6~", "PgDn"},
        {"\x1b[3~", "Del"},
        {"\x1b[2~", "Ins"},
        {"\x1b[Z", "S-Tab"},
        {"\x1bOP", "F1"},
        {"\x1b[15~", "F5"},
        {"\x1b[21~", "F10"},
        {"\x1b[24~", "F12"},
        {"\x1b[1;5D", "C-Left"},
        {"\x1b[1;3C", "M-Right"},
        {"\x1b[1;2A", "Up"},
        {"\x1b"
         "b",
         "M-b"},
        {"\x1b\x7f", "M-Backspace"},
        {"\x1b", "Esc"},
    };

    static const char *const types[] = {"xterm-256color", "screen-256color", "linux",
                                        "vt220"};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        struct session session;
        start(&session, types[t], child_reads_keys_alone);
        expect_said(&session, "ready");
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct gs_key key;
            char want[64];
            print_message("%s: %s\n", types[t], cases[i].key);
            assert_int_equal(gs_key_parse(cases[i].key, &key), GS_OK);
            (void)snprintf(want, sizeof want, "%d %x%s%s", (int)key.kind,
                           (unsigned)key.code, key.is_ctrl ? " ctrl" : "",
                           key.is_alt ? " alt" : "");
            type(&session, cases[i].bytes, strlen(cases[i].bytes));
            expect_said(&session, want);
            assert_int_equal(session.bytes.len, 0);
        }
        type(&session, "q", 1);
        expect_end(&session);
    }
}

static void type_much(struct session *session, char letter, size_t count)
{
    char bytes[1024];
    memset(bytes, letter, sizeof bytes);
    for (; count > 0; count -= sizeof bytes) {
        type(session, bytes, sizeof bytes);
    }
}

static void a_paste_is_one_key(void **state)
{
    (void)state;
    struct session session;
    start(&session, "xterm-256color", child_reads_keys);
    expect_said(&session, "ready");
    type(&session, "\x1b[200~iana.org:80\x1b[201~", 23);
    expect_said(&session, "paste 11 iana.org:80");
    type(&session, "\x1b[200~\x1b[201~", 12);
    expect_said(&session, "paste 0 ");
    type(&session, "\x1b[200~五\rq\x1b[A\x1b[201~", 20);
    expect_said(&session, "paste 5 五\rq");
    type(&session, "\x1b[200~", 6);
    type_much(&session, 'x', 102400);
    type(&session, "\x1b[201~", 6);
    expect_said(&session, "paste 102400 xxxxxxxxxxxxxxxxxxxx");
    type(&session, "q", 1);
    expect_end(&session);
}

static void the_mouse_points_and_scrolls(void **state)
{
    (void)state;

    static const struct {
        const char *bytes;
        const char *want;
    } cases[] = {
        {"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<0;5;3M\x1b[<0;5;3m", "mouse 0 at 4 2"},
        {"", "mouse 1 at 4 2"},
        {"\x1b[<0;6;3M\x1b[<0;6;3m", "mouse 0 at 5 2"},
        {"\x1b[<64;10;20M", "mouse 2 at 9 19"},
        {"\x1b[<65;10;20M", "mouse 3 at 9 19"},
    };
    struct session session;
    start(&session, "xterm-256color", child_reads_keys);
    expect_said(&session, "ready");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].want);
        type(&session, cases[i].bytes, strlen(cases[i].bytes));
        expect_said(&session, cases[i].want);
    }
    type(&session, "q", 1);
    expect_end(&session);
}

static void child_is_left_alone(void)
{
    (void)signal(SIGHUP, SIG_IGN);
    open_terminal("dark");
    say("ready");
    struct gs_key key = wait_key();
    bool has_more = gs_terminal_read(&key);
    _exit(key.kind == GS_KEY_HANGUP && !has_more ? 0 : 1);
}

static void a_terminal_that_is_gone_is_a_key(void **state)
{
    (void)state;
    struct session session;
    int status = 0;
    start(&session, "xterm-256color", child_is_left_alone);
    expect_said(&session, "ready");
    assert_int_equal(close(session.master), 0);
    assert_int_equal(waitpid(session.pid, &status, 0), session.pid);
    assert_int_equal(status, 0);
    gs_buf_fini(&session.bytes);
}

static void nothing_happens_while_it_is_not_open(void **state)
{
    (void)state;
    struct gs_surface surface = {0};
    struct gs_key key;
    size_t cols = 0;
    size_t rows = 0;
    gs_surface_resize(&surface, 10, 2);
    gs_terminal_flush(&surface);
    gs_terminal_invalidate();
    gs_terminal_resized();
    gs_terminal_suspend();
    gs_terminal_resume();
    gs_terminal_restore();
    assert_int_equal(gs_terminal_copy("x", 1), GS_OK);
    assert_false(gs_terminal_read(&key));
    gs_terminal_size(&cols, &rows);
    assert_true(cols >= 1 && rows >= 1);
    gs_surface_fini(&surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_that_cannot_move_its_cursor_is_refused),
        cmocka_unit_test(the_terminal_is_given_back_on_every_way_out),
        cmocka_unit_test(signals_stay_with_the_loop),
        cmocka_unit_test(only_what_changed_is_written),
        cmocka_unit_test(hostile_text_never_reaches_the_terminal),
        cmocka_unit_test(ascii_means_ascii),
        cmocka_unit_test(colors_follow_the_terminal),
        cmocka_unit_test(copied_text_goes_out_as_base64),
        cmocka_unit_test(any_window_size_is_followed),
        cmocka_unit_test(what_is_typed_arrives_as_keys),
        cmocka_unit_test(a_paste_is_one_key),
        cmocka_unit_test(the_mouse_points_and_scrolls),
        cmocka_unit_test(a_terminal_that_is_gone_is_a_key),
        cmocka_unit_test(nothing_happens_while_it_is_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
