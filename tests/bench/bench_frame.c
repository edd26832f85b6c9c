/* SPDX-License-Identifier: MIT */
/*
 * What a frame costs: the real view, screen and terminal on the terminal it is started in, with
 * a question of 4,000 addresses. Prints microseconds of CPU per frame to the file named by its
 * argument: when every row changes, and when ten do.
 */
#include "gaiscope/model/session.h"
#include "gaiscope/ui/screen.h"
#include "gaiscope/ui/terminal.h"
#include "gaiscope/view/view.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sys/socket.h>

enum {
    ADDRESSES = 4000,
    FRAMES = 400,
};

static int64_t cpu_us(void)
{
    struct timespec time = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void start(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_STARTED, .round = 1, .at_us = 1};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    (void)gs_question_set(event.of.started.question, "many.test", "www");
    event.of.started.parts = GS_PARTS_ALL;
    gs_session_apply(session, &event);
}

static void answer(struct gs_session *session)
{
    struct gs_system_answer *rows = gs_system_answer_new();
    rows->outcome = GS_OUTCOME_ANSWERED;
    rows->error.name = "";
    for (int i = 0; i < ADDRESSES; i++) {
        struct gs_addrinfo row = {.family = i % 2 == 0 ? AF_INET : AF_INET6,
                                  .socktype = SOCK_STREAM,
                                  .protocol = 6,
                                  .port = 80};
        uint8_t bytes[16] = {192, 0, (uint8_t)(i >> 8), (uint8_t)i};
        row.address = gs_address_from_bytes(row.family, bytes);
        gs_vec_push(&rows->rows, row);
    }
    struct gs_event event = {.type = GS_EVENT_SYSTEM, .round = 1, .at_us = 2};
    event.of.system = rows;
    gs_session_apply(session, &event);
}

/** What is drawn with. */
struct stage {
    struct gs_screen *screen;
    struct gs_view *view;
    struct gs_surface surface;
};

/* Draws FRAMES frames, with the two commands in turn before each; -> CPU us per frame. */
static double measure(struct stage *stage, enum gs_command_id there,
                      enum gs_command_id back)
{
    int64_t before = cpu_us();
    for (int i = 0; i < FRAMES; i++) {
        (void)gs_view_run(stage->view, i % 2 == 0 ? there : back);
        gs_screen_draw(stage->screen, stage->view, &stage->surface);
        gs_terminal_flush(&stage->surface);
    }
    return (double)(cpu_us() - before) / FRAMES;
}

int main(int argc, char *argv[])
{
    struct gs_session session = {0};
    struct gs_theme theme = {0};
    struct gs_buf error = {0};
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    (void)setlocale(LC_ALL, "");
    if (out == NULL || gs_theme_load("dark", &theme, &error) != GS_OK ||
        gs_terminal_open(&(struct gs_terminal_settings){.theme = &theme}, &error) !=
            GS_OK) {
        (void)fprintf(stderr, "usage: bench_frame FILE, on a terminal\n");
        return EXIT_FAILURE;
    }
    start(&session);
    answer(&session);
    struct stage stage = {.screen = gs_screen_new(), .view = gs_view_new(&session)};
    size_t cols = 0;
    size_t rows = 0;
    gs_terminal_size(&cols, &rows);
    gs_surface_resize(&stage.surface, cols, rows);
    gs_view_set_now(stage.view, (struct gs_now){.us = 60000000, .wall_s = 1});
    (void)gs_view_run(stage.view, GS_COMMAND_CLOSE);
    gs_screen_draw(stage.screen, stage.view, &stage.surface);
    gs_terminal_flush(&stage.surface);
    (void)gs_view_run(stage.view, GS_COMMAND_ZOOM);
    double all_us = measure(&stage, GS_COMMAND_PAGE_DOWN, GS_COMMAND_PAGE_UP);
    (void)gs_view_run(stage.view, GS_COMMAND_FIRST);
    double few_us = measure(&stage, GS_COMMAND_DOWN, GS_COMMAND_UP);
    gs_terminal_close();
    (void)fprintf(out, "%.1f %.1f\n", all_us, few_us);
    (void)fclose(out);
    gs_surface_fini(&stage.surface);
    gs_screen_free(stage.screen);
    gs_view_free(stage.view);
    gs_session_fini(&session);
    return EXIT_SUCCESS;
}
