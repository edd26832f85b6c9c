/* SPDX-License-Identifier: MIT */
/*
 * What a frame costs: the real view, screen and terminal on the terminal it is started in, with
 * a question of 4,000 addresses. Writes microseconds of CPU per frame and the rows that changed
 * to the file named by its argument: paging through the list, and while the TTLs of the ten
 * addresses that DNS gave count down.
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
    DNS_ADDRESSES = 5, /* each is seen beside libc's row and in the comparison */
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

static struct gs_address address_of(int i)
{
    uint8_t bytes[16] = {192, 0, (uint8_t)(i >> 8), (uint8_t)i};
    return gs_address_from_bytes(i % 2 == 0 ? AF_INET : AF_INET6, bytes);
}

static void answer(struct gs_session *session)
{
    struct gs_system_answer *rows = gs_system_answer_new();
    rows->outcome = GS_OUTCOME_ANSWERED;
    rows->error.name = "";
    for (int i = 0; i < ADDRESSES; i++) {
        struct gs_addrinfo row = {.address = address_of(i),
                                  .family = i % 2 == 0 ? AF_INET : AF_INET6,
                                  .socktype = SOCK_STREAM,
                                  .protocol = 6,
                                  .port = 80};
        gs_vec_push(&rows->rows, row);
    }
    struct gs_event event = {.type = GS_EVENT_SYSTEM, .round = 1, .at_us = 2};
    event.of.system = rows;
    gs_session_apply(session, &event);
}

static void answer_dns(struct gs_session *session)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("many.test", GS_TYPE_A);
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->received_us = 2;
    for (int i = 0; i < DNS_ADDRESSES; i++) {
        struct gs_record record = {.name = gs_mem_copy_text("many.test"),
                                   .type = GS_TYPE_A,
                                   .ttl_s = 86400,
                                   .address = address_of(2 * i)};
        gs_vec_push(&answer->answer, record);
    }
    struct gs_event event = {.type = GS_EVENT_DNS, .round = 1, .at_us = 2};
    event.of.dns = answer;
    gs_session_apply(session, &event);
}

static void finish(struct gs_session *session)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        struct gs_event event = {.type = GS_EVENT_PART_DONE, .round = 1, .at_us = 3};
        event.of.part = (enum gs_part)part;
        gs_session_apply(session, &event);
    }
}

/** What is drawn with. */
struct stage {
    struct gs_screen *screen;
    struct gs_view *view;
    struct gs_surface surface;
};

/* What a frame cost, and how many rows it changed. */
struct cost {
    double cpu_us;
    double rows;
};

static void page(struct stage *stage, int turn)
{
    (void)gs_view_run(stage->view,
                      turn % 2 == 0 ? GS_COMMAND_PAGE_DOWN : GS_COMMAND_PAGE_UP);
}

static void tick(struct stage *stage, int turn)
{
    gs_view_set_now(stage->view, (struct gs_now){.us = (int64_t)turn * 1000000 + 60000000,
                                                 .wall_s = turn});
}

static size_t count_changed(const struct gs_surface *before,
                            const struct gs_surface *after)
{
    size_t changed = 0;
    size_t bytes = after->cols * sizeof *after->cells;
    for (size_t y = 0; y < after->rows; y++) {
        changed += memcmp(&before->cells[y * before->cols],
                          &after->cells[y * after->cols], bytes) != 0;
    }
    return changed;
}

/* Draws FRAMES frames, each after a step. */
static struct cost measure(struct stage *stage, void (*step)(struct stage *, int))
{
    struct gs_surface before = {0};
    struct cost cost = {0};
    gs_surface_resize(&before, stage->surface.cols, stage->surface.rows);
    for (int i = 0; i < FRAMES; i++) {
        memcpy(before.cells, stage->surface.cells,
               before.cols * before.rows * sizeof *before.cells);
        int64_t start_us = cpu_us();
        step(stage, i);
        gs_screen_draw(stage->screen, stage->view, &stage->surface);
        gs_terminal_flush(&stage->surface);
        cost.cpu_us += (double)(cpu_us() - start_us) / FRAMES;
        cost.rows += (double)count_changed(&before, &stage->surface) / FRAMES;
    }
    gs_surface_fini(&before);
    return cost;
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
    answer_dns(&session);
    finish(&session);
    struct stage stage = {.screen = gs_screen_new(), .view = gs_view_new(&session)};
    size_t cols = 0;
    size_t rows = 0;
    gs_terminal_size(&cols, &rows);
    gs_surface_resize(&stage.surface, cols, rows);
    tick(&stage, 0);
    (void)gs_view_run(stage.view, GS_COMMAND_CLOSE);
    gs_screen_draw(stage.screen, stage.view, &stage.surface);
    struct cost few = measure(&stage, tick);
    (void)gs_view_run(stage.view, GS_COMMAND_ZOOM);
    struct cost all = measure(&stage, page);
    gs_terminal_close();
    (void)fprintf(out, "%.1f %.1f\n%.1f %.1f\n", all.cpu_us, all.rows, few.cpu_us,
                  few.rows);
    (void)fclose(out);
    gs_surface_fini(&stage.surface);
    gs_screen_free(stage.screen);
    gs_view_free(stage.view);
    gs_session_fini(&session);
    return EXIT_SUCCESS;
}
