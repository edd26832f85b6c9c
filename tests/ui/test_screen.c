/* SPDX-License-Identifier: MIT */
/* Draws the pictures of the design from a view that answers with the pictures' own rows: what
 * the screen adds (places, rules, bars, frames, shade) must then give the whole picture. */
#include "gaiscope/base/text.h"
#include "gaiscope/ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* == a view that knows only its pictures ================================================= */

struct fake_pane {
    const char *title;
    const char *info;
    const char *right;
    struct gs_place place;
    int x; /* where its text lies in the picture */
    int y;
    size_t first_item_row; /* its one item takes two rows from here; 0: it has none */
    enum gs_role title_role;
    enum gs_role right_role;
    bool has_focus;
};

struct fake_popup {
    size_t width;
    size_t height;
    const char *title;
    const char *right;
    const char *keys;
    size_t selected_row;
};

struct gs_view {
    const struct fake_pane *panes;
    size_t pane_count;
    struct gs_surface picture;   /* as the design has it */
    int lines[GS_LINE_CALL + 1]; /* its rows, by enum gs_line */
    uint64_t header_stamp;       /* of the first line; 0: it is filled for each frame */
    size_t lines_filled;         /* how often gs_view_line() was called */
    size_t band_rows;            /* above the panes, its title included; 0: none */
    size_t drawer_rows;          /* completions above the command line; 0: it is closed */
    const struct fake_popup *popup;
    int cursor_x;      /* a run of the role cursor in the question line, 0: none */
    size_t list_total; /* panes are lists of that many items, 0: they are pictures */
    size_t list_from;
};

size_t gs_view_places(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_place out[GS_PANES_MAX])
{
    (void)cols;
    (void)rows;
    for (size_t i = 0; i < view->pane_count; i++) {
        out[i] = view->panes[i].place;
        out[i].pane = (int)i;
    }
    return view->pane_count;
}

/* Puts `width` cells of the picture's row as one run. */
static void put_picture(struct gs_view *view, struct gs_rows *rows, int x, int y,
                        size_t width)
{
    struct gs_buf text = {0};
    for (size_t i = 0; i < width; i++) {
        const struct gs_cell *cell = gs_surface_at(&view->picture, x + (int)i, y);
        gs_buf_add_text(&text, cell == NULL ? " " : cell->text);
    }
    gs_rows_put(rows, 0, GS_ROLE_TEXT, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void fill_list(struct gs_view *view, struct gs_rows *rows)
{
    for (size_t i = 0; i < view->list_total; i++) {
        if (gs_rows_next(rows, i)) {
            gs_rows_putf(rows, 0, GS_ROLE_TEXT, "item %zu", i + 1);
        }
    }
    rows->item_count = view->list_total;
}

void gs_view_pane(struct gs_view *view, int pane, size_t width, size_t height,
                  struct gs_pane *out)
{
    const struct fake_pane *fake = &view->panes[pane];
    out->title = fake->title;
    out->title_role = fake->title_role;
    out->info_role = GS_ROLE_TEXT;
    out->right_role = fake->right_role;
    out->has_focus = fake->has_focus;
    out->selected = fake->first_item_row > 0 ? 0 : GS_NO_ITEM;
    gs_buf_clear(&out->info);
    gs_buf_add_text(&out->info, fake->info);
    gs_buf_clear(&out->right);
    gs_buf_add_text(&out->right, fake->right);
    gs_rows_begin(&out->rows, width, view->list_from, height);
    if (view->list_total > 0) {
        fill_list(view, &out->rows);
        return;
    }
    for (size_t i = 0; i < height; i++) {
        bool is_item = fake->first_item_row > 0 && i + 1 >= fake->first_item_row &&
                       i + 1 < fake->first_item_row + 2;
        gs_rows_next(&out->rows, is_item ? 0 : GS_NO_ITEM);
        put_picture(view, &out->rows, fake->x, fake->y + (int)i, width);
    }
}

uint64_t gs_view_line_stamp(const struct gs_view *view, enum gs_line line, size_t width)
{
    (void)width;
    return line == GS_LINE_HEADER ? view->header_stamp : 0;
}

void gs_view_line(struct gs_view *view, enum gs_line line, size_t width,
                  struct gs_rows *out)
{
    view->lines_filled++;
    gs_rows_begin(out, width, 0, 1);
    gs_rows_next(out, GS_NO_ITEM);
    put_picture(view, out, 0, view->lines[line], width);
    if (line == GS_LINE_QUESTION && view->cursor_x > 0) {
        gs_rows_put(out, view->cursor_x, GS_ROLE_CURSOR, " ");
    }
}

size_t gs_view_band(struct gs_view *view, size_t cols, size_t rows, struct gs_pane *out)
{
    (void)rows;
    out->title = "Tour";
    out->title_role = GS_ROLE_TITLE;
    out->selected = GS_NO_ITEM;
    gs_rows_begin(&out->rows, cols - 4, 0, view->band_rows);
    for (size_t i = 1; i < view->band_rows; i++) {
        gs_rows_next(&out->rows, GS_NO_ITEM);
        (void)gs_rows_put(&out->rows, 0, GS_ROLE_TEXT, "look here");
    }
    return view->band_rows;
}

size_t gs_view_drawer(struct gs_view *view, size_t cols, size_t rows, struct gs_pane *out)
{
    size_t height = view->drawer_rows;
    if (height == 0) {
        return 0;
    }
    out->title = "Commands";
    out->title_role = GS_ROLE_TITLE;
    out->has_focus = true;
    out->selected = 1;
    gs_buf_clear(&out->info);
    gs_buf_add_text(&out->info, "4 of 31 fit");
    gs_rows_begin(&out->rows, cols - 4, 0, height);
    for (size_t i = 0; i < height; i++) {
        gs_rows_next(&out->rows, i);
        put_picture(view, &out->rows, 3, (int)(rows - 2 - height + i), cols - 4);
    }
    return height;
}

bool gs_view_popup(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *out)
{
    const struct fake_popup *fake = view->popup;
    if (fake == NULL) {
        return false;
    }
    out->width = fake->width;
    out->height = fake->height;
    gs_buf_add_text(&out->title, fake->title);
    gs_buf_add_text(&out->right, fake->right);
    gs_buf_add_text(&out->keys, fake->keys);
    out->selected = fake->selected_row > 0 ? 0 : GS_NO_ITEM;
    gs_rows_begin(&out->rows, fake->width - 6, 0, fake->height - 4);
    int x = (int)(cols - fake->width) / 2 + 3;
    int y = (int)(rows - fake->height) / 2 + 2;
    for (size_t i = 0; i < fake->height - 4; i++) {
        gs_rows_next(&out->rows, i + 1 == fake->selected_row ? 0 : GS_NO_ITEM);
        put_picture(view, &out->rows, x, y + (int)i, fake->width - 6);
    }
    return true;
}

/* == the pictures ======================================================================== */

#define ADDRESSES_120                                                                    \
    {.title = "IPv4",                                                                    \
     .info = "1 address",                                                                \
     .right = "",                                                                        \
     .place = {0, 0, 0, 3, 6, 3, 0},                                                     \
     .x = 3,                                                                             \
     .y = 6,                                                                             \
     .first_item_row = 2,                                                                \
     .title_role = GS_ROLE_V4,                                                           \
     .has_focus = true},                                                                 \
    {                                                                                    \
        .title = "IPv6", .info = "1 address", .right = "",                               \
        .place = {0, 0, 1, 3, 6, 3, 0}, .x = 63, .y = 6, .first_item_row = 2,            \
        .title_role = GS_ROLE_V6                                                         \
    }

#define PANE(name, state, at_right, at_x, at_y, ...)                                     \
    {                                                                                    \
        .title = name, .info = state, .right = at_right, .place = {0, __VA_ARGS__},      \
        .x = at_x, .y = at_y, .title_role = GS_ROLE_TITLE, .right_role = GS_ROLE_DIM     \
    }

static const struct fake_pane panes_120[] = {
    ADDRESSES_120,
    PANE("Who answered", "only DNS knows it", "nsswitch.conf", 3, 14, 1, 0, 3, 5, 3, 0),
    PANE("Why this order", "rule 6", "more in 2 Order", 3, 20, 1, 0, 3, 4, 3, 0),
    PANE("libc and DNS", "same set", "10.0.0.2 by UDP", 63, 14, 1, 1, 3, 10, 3, 0),
    PANE("Reverse", "2 of 2 lead back", "21 ms", 3, 26, 2, 0, 2, 5, 3, 1),
    PANE("Services", "www", "0.2 ms", 43, 26, 2, 1, 2, 7, 3, 1),
    PANE("Mail", "5 exchanges", "34 ms", 83, 26, 2, 2, 2, 8, 3, 1),
};

static const struct fake_pane panes_80[] = {
    {.title = "IPv4",
     .info = "1 address",
     .right = "a server that does not fit",
     .place = {0, 0, 0, 2, 3, 3, 0},
     .x = 3,
     .y = 4,
     .first_item_row = 1,
     .title_role = GS_ROLE_V4,
     .has_focus = true},
    {.title = "IPv6",
     .info = "1 address",
     .right = "",
     .place = {0, 0, 1, 2, 3, 3, 0},
     .x = 43,
     .y = 4,
     .first_item_row = 1,
     .title_role = GS_ROLE_V6},
    PANE("Who answered", "only DNS", "12 ms", 3, 8, 1, 0, 2, 4, 3, 0),
    PANE("libc and DNS", "same set", "10.0.0.2", 43, 8, 1, 1, 2, 4, 3, 0),
    PANE("Reverse", "2 of 2 lead back", "21 ms", 3, 13, 2, 0, 2, 5, 3, 0),
    PANE("Services", "www", "0.2 ms", 3, 19, 2, 0, 2, 3, 3, 1),
    PANE("Mail", "5 exchanges", "34 ms", 43, 13, 2, 1, 2, 8, 3, 1),
};

static const struct fake_pane panes_200[] = {
    {.title = "IPv4",
     .info = "1 address",
     .right = "",
     .place = {0, 0, 0, 4, 4, 3, 0},
     .x = 3,
     .y = 6,
     .first_item_row = 2,
     .title_role = GS_ROLE_V4,
     .has_focus = true},
    {.title = "IPv6",
     .info = "1 address",
     .right = "",
     .place = {0, 0, 1, 4, 4, 3, 0},
     .x = 83,
     .y = 6,
     .first_item_row = 2,
     .title_role = GS_ROLE_V6},
    PANE("This machine", "", "", 163, 6, 0, 2, 2, 9, 3, 0),
    PANE("Who answered", "only DNS knows it", "nsswitch.conf", 3, 17, 1, 0, 4, 5, 3, 0),
    PANE("Why this order", "rule 6", "more in 2 Order", 3, 23, 1, 0, 4, 4, 3, 0),
    PANE("libc and DNS", "same set", "10.0.0.2 by UDP", 83, 17, 1, 1, 4, 12, 3, 0),
    PANE("Services", "www", "0.2 ms", 163, 17, 1, 2, 2, 7, 3, 0),
    PANE("Reverse", "2 of 2 lead back", "21 ms", 3, 31, 2, 0, 4, 5, 3, 1),
    PANE("Mail", "5 exchanges", "34 ms", 83, 31, 2, 1, 4, 12, 3, 1),
    PANE("Primitive calls", "", "0.4 ms", 163, 31, 2, 2, 2, 6, 3, 1),
};

static const struct fake_popup popups[] = {
    {84, 27, "2001:500:88:200::8", "1 of 2, first in libc's order",
     "y\tcopy as\tj k\tnext\tEsc\tclose", 0},
    {92, 13, "Copy as", "2001:500:88:200::8 port 80",
     "letter\tcopy\tEnter\tcopy\tEsc\tclose", 5},
    {96, 31, "Hints", "the arguments of getaddrinfo",
     "Space\tset\tTab\tgroup\tEnter\task\tEsc\tcancel", 13},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *name;
    size_t cols;
    size_t rows;
    const struct fake_pane *panes;
    size_t pane_count;
    int lines[GS_LINE_COMMAND + 1];
    const struct fake_popup *popup;
    size_t drawer_rows;
} pictures[] = {
    {"lookup_120x40", 120, 40, panes_120, COUNT(panes_120), {0, 2, 3, 39, 0}, NULL, 0},
    {"lookup_80x24", 80, 24, panes_80, COUNT(panes_80), {0, 1, 2, 23, 0}, NULL, 0},
    {"lookup_200x50", 200, 50, panes_200, COUNT(panes_200), {0, 2, 3, 49, 0}, NULL, 0},
    {"popup-details_120x40",
     120,
     40,
     panes_120,
     COUNT(panes_120),
     {0, 2, 3, 39, 0},
     &popups[0],
     0},
    {"popup-copy_120x40",
     120,
     40,
     panes_120,
     COUNT(panes_120),
     {0, 2, 3, 39, 0},
     &popups[1],
     0},
    {"popup-hints_120x40",
     120,
     40,
     panes_120,
     COUNT(panes_120),
     {0, 2, 3, 39, 0},
     &popups[2],
     0},
    {"popup-command_120x40",
     120,
     40,
     panes_120,
     COUNT(panes_120),
     {0, 2, 3, 39, 38},
     NULL,
     4},
};

static void read_picture(const char *name, struct gs_surface *picture,
                         struct gs_buf *text)
{
    char path[256];
    char line[2048];
    (void)snprintf(path, sizeof path, GS_TESTS_DIR "/ui/pictures/%s.txt", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (int y = 0; fgets(line, sizeof line, file) != NULL; y++) {
        gs_buf_add_text(text, line);
        line[strcspn(line, "\n")] = '\0';
        gs_surface_put(picture, 0, y, GS_ROLE_TEXT, line, SIZE_MAX);
    }
    (void)fclose(file); /* only read */
}

static void open_view(size_t number, struct gs_view *view, struct gs_buf *want)
{
    *view = (struct gs_view){.panes = pictures[number].panes,
                             .pane_count = pictures[number].pane_count,
                             .popup = pictures[number].popup,
                             .drawer_rows = pictures[number].drawer_rows};
    memcpy(view->lines, pictures[number].lines, sizeof pictures[number].lines);
    view->lines[GS_LINE_CALL] = (int)pictures[number].rows - 2; /* as drawn: blank */
    gs_surface_resize(&view->picture, pictures[number].cols, pictures[number].rows);
    read_picture(pictures[number].name, &view->picture, want);
}

static void expect_lines(const struct gs_surface *surface, const struct gs_buf *want)
{
    struct gs_buf got = {0};
    gs_surface_text(surface, &got);
    const char *a = gs_buf_text(&got);
    const char *b = gs_buf_text(want);
    for (int y = 0; *a != '\0' && *b != '\0'; y++) {
        size_t a_len = strcspn(a, "\n");
        size_t b_len = strcspn(b, "\n");
        if (a_len != b_len || memcmp(a, b, a_len) != 0) {
            print_message("row %d\n got |%.*s|\nwant |%.*s|\n", y, (int)a_len, a,
                          (int)b_len, b);
        }
        a += a_len + 1;
        b += b_len + 1;
    }
    assert_string_equal(gs_buf_text(&got), gs_buf_text(want));
    gs_buf_fini(&got);
}

/* What a popup and its blank cells do not cover must be shade, and then stays as it was: the
 * pictures' popups lie on a lookup without one. */
static void lay_over(struct gs_surface *surface, const struct gs_surface *below,
                     const struct fake_popup *popup)
{
    int left = ((int)surface->cols - (int)popup->width) / 2 - 2;
    int top = ((int)surface->rows - (int)popup->height) / 2;
    for (int i = 0; i < (int)(surface->cols * surface->rows); i++) {
        int x = i % (int)surface->cols;
        int y = i / (int)surface->cols;
        bool is_covered = x >= left && x < (int)surface->cols - left && y >= top &&
                          y < top + (int)popup->height;
        if (!is_covered) {
            assert_int_equal(surface->cells[i].role, GS_ROLE_SHADE);
            surface->cells[i] = below->cells[i];
        }
    }
}

static void check_picture(size_t number)
{
    struct gs_view view;
    struct gs_view behind;
    struct gs_buf want = {0};
    struct gs_buf unused = {0};
    struct gs_surface surface = {0};
    struct gs_surface below = {0};
    struct gs_screen *screen = gs_screen_new();
    open_view(number, &view, &want);
    gs_surface_resize(&surface, view.picture.cols, view.picture.rows);
    gs_screen_draw(screen, &view, &surface);
    if (view.popup != NULL) {
        open_view(0, &behind, &unused);
        gs_surface_resize(&below, view.picture.cols, view.picture.rows);
        gs_screen_draw(screen, &behind, &below);
        lay_over(&surface, &below, view.popup);
        gs_surface_fini(&behind.picture);
    }
    expect_lines(&surface, &want);
    gs_screen_free(screen);
    gs_surface_fini(&surface);
    gs_surface_fini(&below);
    gs_surface_fini(&view.picture);
    gs_buf_fini(&want);
    gs_buf_fini(&unused);
}

static void the_pictures_of_the_design_come_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(pictures); i++) {
        print_message("%s\n", pictures[i].name);
        check_picture(i);
    }
}

/* == roles and places ==================================================================== */

struct fixture {
    struct gs_view view;
    struct gs_surface surface;
    struct gs_screen *screen;
};

static int open_lookup(void **state)
{
    static struct fixture fixture;
    struct gs_buf unused = {0};
    fixture = (struct fixture){.screen = gs_screen_new()};
    open_view(0, &fixture.view, &unused);
    gs_buf_fini(&unused);
    gs_surface_resize(&fixture.surface, 120, 40);
    *state = &fixture;
    return 0;
}

static int close_lookup(void **state)
{
    struct fixture *fixture = *state;
    gs_screen_free(fixture->screen);
    gs_surface_fini(&fixture->surface);
    gs_surface_fini(&fixture->view.picture);
    return 0;
}

static void draw(struct fixture *fixture)
{
    gs_screen_draw(fixture->screen, &fixture->view, &fixture->surface);
}

static void focus_and_selection_have_their_roles(void **state)
{
    struct fixture *fixture = *state;
    draw(fixture);

    static const struct {
        const char *label;
        int x;
        int y;
        enum gs_role role;
        bool is_selected;
    } cases[] = {
        {"heavy rule", 1, 5, GS_ROLE_RULE_FOCUS, false},
        {"heavy rule's end", 58, 5, GS_ROLE_RULE_FOCUS, false},
        {"no rule behind it", 59, 5, GS_ROLE_TEXT, false},
        {"light rule", 61, 5, GS_ROLE_RULE, false},
        {"IPv4 keeps its colour", 3, 5, GS_ROLE_V4, false},
        {"IPv6 keeps its colour", 63, 5, GS_ROLE_V6, false},
        {"title", 3, 13, GS_ROLE_TITLE, false},
        {"right text", 44, 13, GS_ROLE_DIM, false},
        {"bar", 0, 7, GS_ROLE_MARK, false},
        {"bar of the second row", 0, 8, GS_ROLE_MARK, false},
        {"selected from the sign on", 1, 7, GS_ROLE_TEXT, true},
        {"selected to the rule's end", 58, 8, GS_ROLE_TEXT, true},
        {"the gap is not selected", 59, 8, GS_ROLE_TEXT, false},
        {"idle bar", 60, 7, GS_ROLE_MARK_IDLE, false},
        {"no shade without focus", 63, 7, GS_ROLE_TEXT, false},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct gs_cell *cell =
            gs_surface_at(&fixture->surface, cases[i].x, cases[i].y);
        print_message("%s\n", cases[i].label);
        assert_int_equal(cell->role, cases[i].role);
        assert_int_equal(cell->is_selected, cases[i].is_selected);
    }
}

static void a_focused_plain_title_takes_the_accent(void **state)
{
    struct fixture *fixture = *state;
    static const struct fake_pane focused[] = {{.title = "Mail",
                                                .info = "5 exchanges",
                                                .right = "⠹ 1.8 s",
                                                .place = {0, 0, 0, 6, 5, 3, 1},
                                                .x = 3,
                                                .y = 6,
                                                .title_role = GS_ROLE_TITLE,
                                                .right_role = GS_ROLE_WAIT,
                                                .has_focus = true}};
    fixture->view.panes = focused;
    fixture->view.pane_count = 1;
    fixture->view.list_total = 90;
    draw(fixture);
    assert_int_equal(gs_surface_at(&fixture->surface, 3, 5)->role, GS_ROLE_TITLE_FOCUS);
    /* a pane that waits says so even when it scrolls */
    assert_string_equal(gs_surface_at(&fixture->surface, 108, 5)->text, "⠹");
    assert_int_equal(gs_surface_at(&fixture->surface, 108, 5)->role, GS_ROLE_WAIT);
    assert_string_equal(gs_surface_at(&fixture->surface, 116, 5)->text, "▼");
}

static void a_list_that_scrolls_says_where_it_is(void **state)
{
    struct fixture *fixture = *state;

    static const struct {
        size_t total;
        size_t from;
        const char *want;
    } cases[] = {
        {90, 0, "━ 1–32 of 90 ▼ ━"},
        {90, 58, "━ 59–90 of 90 ▲ ━"},
        {12345, 100, "━ 101–132 of 12,345 ▲▼ ━"},
        {32, 0, "━━━ by UDP ━"},
    };
    static const struct fake_pane list[] = {{.title = "Hosts",
                                             .info = "worst first",
                                             .right = "by UDP",
                                             .place = {0, 0, 0, 6, 5, 3, 1},
                                             .title_role = GS_ROLE_TITLE,
                                             .right_role = GS_ROLE_DIM,
                                             .has_focus = true}};
    fixture->view.panes = list;
    fixture->view.pane_count = 1;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct gs_buf text = {0};
        print_message("%s\n", cases[i].want);
        fixture->view.list_total = cases[i].total;
        fixture->view.list_from = cases[i].from;
        draw(fixture);
        gs_surface_text(&fixture->surface, &text);
        assert_non_null(strstr(gs_buf_text(&text), cases[i].want));
        gs_buf_fini(&text);
    }
}

static void a_title_without_room_for_the_count_keeps_the_mark(void **state)
{
    struct fixture *fixture = *state;

    static const struct {
        const char *info;
        const char *want;
    } cases[] = {
        {"4 of 4 lead back", "━ Reverse  4 of 4 lead back ━━━━━ ▲▼ ━"},
        {"an info that takes more than there is",
         "━ Reverse  an info that takes m…  ▲▼ ━"},
    };
    static struct fake_pane list[] = {{.title = "Reverse",
                                       .right = "",
                                       .place = {0, 0, 0, 2, 5, 3, 1},
                                       .title_role = GS_ROLE_TITLE,
                                       .right_role = GS_ROLE_DIM,
                                       .has_focus = true},
                                      PANE("Other", "", "", 3, 6, 0, 1, 4, 5, 3, 1)};
    fixture->view.panes = list;
    fixture->view.pane_count = COUNT(list);
    fixture->view.list_total = 12345678;
    fixture->view.list_from = 12345000;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct gs_buf text = {0};
        print_message("%s\n", cases[i].want);
        list[0].info = cases[i].info;
        draw(fixture);
        gs_surface_text(&fixture->surface, &text);
        assert_non_null(strstr(gs_buf_text(&text), cases[i].want));
        gs_buf_fini(&text);
    }
}

static void a_title_too_long_for_its_rule_is_cut(void **state)
{
    struct fixture *fixture = *state;
    static const struct fake_pane narrow[] = {
        PANE("A title that is much longer than its rule", "info", "right", 3, 6, 0, 0, 2,
             5, 3, 1),
        PANE("A title of the length", "an info too long", "right", 3, 6, 0, 1, 2, 5, 3,
             1),
        PANE("五粮液五粮液五粮液五粮液五粮液五粮液", "info", "right", 3, 6, 0, 2, 2, 5, 3,
             1)};
    fixture->view.panes = narrow;
    fixture->view.pane_count = COUNT(narrow);
    draw(fixture);
    struct gs_buf text = {0};
    gs_surface_text(&fixture->surface, &text);
    assert_non_null(strstr(gs_buf_text(&text),
                           "\n ─ A title that is much longer than … ─  "
                           "─ A title of the length  an info to… ─  "
                           "─ 五粮液五粮液五粮液五粮液五粮液五…  ─\n"));
    gs_buf_fini(&text);
}

static void a_place_leads_back_to_pane_and_item(void **state)
{
    struct fixture *fixture = *state;
    draw(fixture);

    static const struct {
        const char *label;
        int x;
        int y;
        int pane; /* -1: none */
        size_t item;
    } cases[] = {
        {"title", 10, 5, 0, GS_NO_ITEM},
        {"column heads", 10, 6, 0, GS_NO_ITEM},
        {"first row of the item", 0, 7, 0, 0},
        {"second row of the item", 58, 8, 0, 0},
        {"below the item", 10, 9, 0, GS_NO_ITEM},
        {"gap between panes", 59, 7, -1, 0},
        {"the other pane", 60, 7, 1, 0},
        {"between bands", 10, 11, -1, 0},
        {"stacked pane", 10, 19, 3, GS_NO_ITEM},
        {"header", 10, 0, -1, 0},
        {"outside", 500, 500, -1, 0},
        {"negative", -1, -1, -1, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        int pane = -1;
        size_t item = 0;
        print_message("%s\n", cases[i].label);
        bool is_hit =
            gs_screen_hit(fixture->screen, cases[i].x, cases[i].y, &pane, &item);
        assert_int_equal(is_hit, cases[i].pane >= 0);
        assert_int_equal(pane, cases[i].pane);
        assert_int_equal(item, cases[i].item);
    }
}

static void a_band_pushes_the_panes_down(void **state)
{
    static const struct {
        size_t rows;
        int panes_top;
    } cases[] = {{0, 5}, {1, 6}, {4, 10}};

    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int pane = -1;
        size_t item = 0;
        fixture->view.band_rows = cases[i].rows;
        draw(fixture);
        for (int y = 5; y < cases[i].panes_top; y++) {
            assert_false(gs_screen_hit(fixture->screen, 10, y, &pane, &item));
        }
        assert_true(gs_screen_hit(fixture->screen, 10, cases[i].panes_top, &pane, &item));
        assert_int_equal(pane, 0);
    }
    assert_string_equal(gs_surface_at(&fixture->surface, 3, 5)->text, "T");
    assert_string_equal(gs_surface_at(&fixture->surface, 3, 6)->text, "l");
    assert_string_equal(gs_surface_at(&fixture->surface, 3, 8)->text, "l");
    assert_string_equal(gs_surface_at(&fixture->surface, 3, 9)->text, " ");
}

static void nothing_behind_a_popup_can_be_hit(void **state)
{
    struct fixture *fixture = *state;
    int pane = 0;
    size_t item = 0;
    fixture->view.popup = &popups[1];
    draw(fixture);
    assert_false(gs_screen_hit(fixture->screen, 10, 7, &pane, &item));
    assert_int_equal(gs_surface_at(&fixture->surface, 50, 13)->role, GS_ROLE_FRAME);
    assert_int_equal(gs_surface_at(&fixture->surface, 15, 19)->role, GS_ROLE_MARK);
    assert_true(gs_surface_at(&fixture->surface, 16, 19)->is_selected);
    assert_true(gs_surface_at(&fixture->surface, 103, 19)->is_selected);
    assert_false(gs_surface_at(&fixture->surface, 104, 19)->is_selected);
}

static void nothing_behind_the_command_line_can_be_hit(void **state)
{
    struct fixture *fixture = *state;
    int pane = 0;
    size_t item = 0;
    fixture->view.drawer_rows = 4;
    fixture->view.lines[GS_LINE_COMMAND] = 38;
    gs_screen_draw(fixture->screen, &fixture->view, &fixture->surface);
    assert_false(gs_screen_hit(fixture->screen, 5, 8, &pane, &item));
}

static void the_cursor_stands_at_the_typing_place(void **state)
{
    struct fixture *fixture = *state;
    draw(fixture);
    assert_int_equal(fixture->surface.cursor_x, -1);
    fixture->view.cursor_x = 8;
    draw(fixture);
    assert_int_equal(fixture->surface.cursor_x, 8);
    assert_int_equal(fixture->surface.cursor_y, 2);
    fixture->view.popup = &popups[0];
    draw(fixture);
    assert_int_equal(fixture->surface.cursor_x, -1);
}

static void a_small_window_says_what_is_needed(void **state)
{
    struct fixture *fixture = *state;

    static const struct {
        size_t cols;
        size_t rows;
        const char *want;
    } cases[] = {{38, 9, "gaiscope needs 40x10, this is 38x9\n\n\n\n\n\n\n\n\n"},
                 {39, 2, "gaiscope needs 40x10, this is 39x2\n\n"},
                 {200, 1, "gaiscope needs 40x10, this is 200x1\n"},
                 {8, 1, "gaiscope\n"},
                 {1, 1, "g\n"}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct gs_buf text = {0};
        int pane = 0;
        size_t item = 0;
        gs_surface_resize(&fixture->surface, cases[i].cols, cases[i].rows);
        draw(fixture);
        gs_surface_text(&fixture->surface, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].want);
        assert_false(gs_screen_hit(fixture->screen, 0, 0, &pane, &item));
        gs_buf_fini(&text);
    }
}

static void every_size_is_drawn(void **state)
{
    struct fixture *fixture = *state;
    for (size_t number = 0; number < 3; number++) {
        fixture->view.panes = pictures[number].panes;
        fixture->view.pane_count = pictures[number].pane_count;
        for (size_t cols = 1; cols <= 210; cols += 7) {
            for (size_t rows = 1; rows <= 60; rows += 3) {
                gs_surface_resize(&fixture->surface, cols, rows);
                fixture->view.popup = NULL;
                draw(fixture);
                bool is_small = cols < 40 || rows < 10;
                assert_int_equal(gs_surface_at(&fixture->surface, 0, 0)->text[0] == 'g',
                                 is_small);
            }
        }
    }
}

static void a_line_is_filled_again_when_its_stamp_changes(void **state)
{
    struct fixture *fixture = *state;
    struct gs_view *view = &fixture->view;

    static const struct {
        const char *label;
        uint64_t stamp;
        size_t header_filled;
    } cases[] = {
        {"the first frame", 7, 1}, {"the same stamp", 7, 0}, {"another stamp", 8, 1},
        {"no stamp", 0, 1},        {"still none", 0, 1},
    };

    view->header_stamp = 6;
    draw(fixture);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct gs_buf before = {0};
        struct gs_buf after = {0};
        print_message("%s\n", cases[i].label);
        view->header_stamp = cases[i].stamp;
        size_t filled = view->lines_filled;
        gs_surface_text(&fixture->surface, &before);
        draw(fixture);
        gs_surface_text(&fixture->surface, &after);
        assert_int_equal(view->lines_filled - filled, 4 + cases[i].header_filled);
        assert_string_equal(gs_buf_text(&after), gs_buf_text(&before));
        gs_buf_fini(&before);
        gs_buf_fini(&after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pictures_of_the_design_come_out),
        cmocka_unit_test_setup_teardown(focus_and_selection_have_their_roles, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(a_focused_plain_title_takes_the_accent,
                                        open_lookup, close_lookup),
        cmocka_unit_test_setup_teardown(a_list_that_scrolls_says_where_it_is, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(a_title_without_room_for_the_count_keeps_the_mark,
                                        open_lookup, close_lookup),
        cmocka_unit_test_setup_teardown(a_title_too_long_for_its_rule_is_cut, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(a_place_leads_back_to_pane_and_item, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(a_band_pushes_the_panes_down, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(nothing_behind_a_popup_can_be_hit, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(nothing_behind_the_command_line_can_be_hit,
                                        open_lookup, close_lookup),
        cmocka_unit_test_setup_teardown(the_cursor_stands_at_the_typing_place,
                                        open_lookup, close_lookup),
        cmocka_unit_test_setup_teardown(a_small_window_says_what_is_needed, open_lookup,
                                        close_lookup),
        cmocka_unit_test_setup_teardown(a_line_is_filled_again_when_its_stamp_changes,
                                        open_lookup, close_lookup),
        cmocka_unit_test_setup_teardown(every_size_is_drawn, open_lookup, close_lookup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
