/* SPDX-License-Identifier: MIT */
/*
 * What a frame costs: the real view, screen and terminal on the terminal it is started in, with
 * a question of 4,000 addresses. Writes microseconds of CPU per frame and the rows that changed
 * to the file named by its argument: paging through the list, and while the TTLs of the ten
 * addresses that DNS gave count down. Then the same of 100 watched hosts and of 10,000: paging,
 * and while rounds of the first ten end.
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
    WATCHED_FEW = 100,
    WATCHED_MANY = 10000,
    ROUNDS = 10, /* that end from frame to frame */
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

static struct gs_watch_answer *watched_answer(int64_t took_us)
{
    struct gs_watch_answer *found = gs_watch_answer_new();
    struct gs_address address = address_of(0);
    found->outcome = GS_OUTCOME_ANSWERED;
    found->sides[0] = GS_OUTCOME_NO_DATA;
    found->sides[1] = GS_OUTCOME_ANSWERED;
    found->dns_us = took_us;
    found->libc_us = -1;
    found->ttl_s = 300;
    gs_watch_answer_add_address(found, &address);
    return found;
}

static void end_round(struct gs_session *session, uint64_t id, int turn)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = watched_answer(1000 + turn % 50);
    round->state = GS_WATCH_STEADY;
    round->wall_s = turn / 4 + 1;
    round->due_us = (int64_t)turn * 250000 + 70000000;
    round->interval_s = 10;
    struct gs_event event = {.type = GS_EVENT_WATCH_ROUND, .at_us = turn + 1};
    event.of.watch_round = round;
    gs_session_apply(session, &event);
}

static void watch(struct gs_session *session, int count)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = gs_mem_copy_text("hosts.txt");
    told->interval_s = 10;
    for (int i = 0; i < count; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "host%05d.many.test", i);
        struct gs_watched host = {.id = (uint64_t)i + 1, .interval_s = 10};
        host.watch.host = gs_mem_copy_text(name);
        gs_vec_push(&told->hosts, host);
    }
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST, .at_us = 1};
    event.of.watch_list = told;
    gs_session_apply(session, &event);
    for (int i = 0; i < count; i++) {
        end_round(session, (uint64_t)i + 1, 0);
    }
}

/** What is drawn with. */
struct stage {
    struct gs_session *session;
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

/* Frames with news come four times a second. */
static void end_rounds(struct stage *stage, int turn)
{
    for (uint64_t id = 1; id <= ROUNDS; id++) {
        end_round(stage->session, id, turn);
    }
    gs_view_set_now(stage->view, (struct gs_now){.us = (int64_t)turn * 250000 + 60000000,
                                                 .wall_s = turn / 4});
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

static struct stage open_stage(struct gs_session *session)
{
    struct stage stage = {
        .session = session, .screen = gs_screen_new(), .view = gs_view_new(session)};
    size_t cols = 0;
    size_t rows = 0;
    gs_terminal_size(&cols, &rows);
    gs_surface_resize(&stage.surface, cols, rows);
    tick(&stage, 0);
    (void)gs_view_run(stage.view, GS_COMMAND_CLOSE);
    return stage;
}

static void close_stage(struct stage *stage)
{
    gs_surface_fini(&stage->surface);
    gs_screen_free(stage->screen);
    gs_view_free(stage->view);
    gs_session_fini(stage->session);
}

static void put(FILE *out, struct cost cost)
{
    (void)fprintf(out, "%.1f %.1f\n", cost.cpu_us, cost.rows);
}

static void measure_addresses(FILE *out)
{
    struct gs_session session = {0};
    start(&session);
    answer(&session);
    answer_dns(&session);
    finish(&session);
    struct stage stage = open_stage(&session);
    gs_screen_draw(stage.screen, stage.view, &stage.surface);
    struct cost few = measure(&stage, tick);
    (void)gs_view_run(stage.view, GS_COMMAND_ZOOM);
    put(out, measure(&stage, page));
    put(out, few);
    close_stage(&stage);
}

static void measure_watched(FILE *out, int count)
{
    struct gs_session session = {0};
    watch(&session, count);
    struct stage stage = open_stage(&session);
    gs_view_show_monitor(stage.view);
    gs_screen_draw(stage.screen, stage.view, &stage.surface);
    put(out, measure(&stage, page));
    put(out, measure(&stage, end_rounds));
    close_stage(&stage);
}

int main(int argc, char *argv[])
{
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
    measure_addresses(out);
    measure_watched(out, WATCHED_FEW);
    measure_watched(out, WATCHED_MANY);
    gs_terminal_close();
    (void)fclose(out);
    return EXIT_SUCCESS;
}
