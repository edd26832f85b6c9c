/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/metrics_out.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/file_save.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/net/http_server.h"
#include "gaiscope/report/health.h"
#include "gaiscope/report/metrics.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum {
    BEAT_MS = 15000, /* between two writings at most */
    GAP_MS = 1000,   /* and at least */
    FILE_MODE = 0644,
    PATH_CELLS = 60, /* of a path that a sentence names */
    REASON_MAX = 128,
};

struct gs_metrics_out {
    struct gs_metrics_out_settings settings;
    uv_loop_t *loop;               /* borrowed */
    struct gs_http_server *server; /* owned; NULL: nobody listens */
    uv_timer_t beat;               /* writes when nothing else did */
    uv_timer_t soon;               /* writes after a round, not too often */
    int open_handles;              /* of the loop */
    int64_t started_wall_s;        /* when the program began */
    int64_t ended_us;              /* when a round of any host ended last */
    int64_t busy_us;               /* since when something is due or asked; 0: nothing */
    uint64_t rounds;               /* of hosts, as they were counted last */
    uint64_t list_rounds;          /* of the list, in the file */
    uint64_t written_ms;           /* when the file was */
    bool has_said;                 /* that the file cannot be written */
};

/* -- what is told --------------------------------------------------------------------- */

static void write_metrics(const struct gs_metrics_out *out, enum gs_metrics_form form,
                          struct gs_buf *text)
{
    const struct gs_metrics_choice choice = {
        .form = form,
        .hosts_max = out->settings.options->metrics_hosts,
        .started_wall_s = out->started_wall_s,
    };
    gs_metrics_write(out->settings.monitor, &choice, text);
}

static unsigned form_of(const char *accept)
{
    return gs_metrics_negotiate(accept);
}

static void make_metrics(void *context, unsigned form, struct gs_http_reply *reply)
{
    reply->status = 200;
    reply->content_type = gs_metrics_content_type((enum gs_metrics_form)form);
    write_metrics(context, (enum gs_metrics_form)form, &reply->body);
}

static void make_health(void *context, unsigned form, struct gs_http_reply *reply)
{
    const struct gs_metrics_out *out = context;
    (void)form;
    int64_t now_us = (int64_t)(uv_hrtime() / 1000);
    bool is_well = gs_health_write(out->settings.monitor, out->ended_us, out->busy_us,
                                   now_us, &reply->body);
    reply->status = is_well ? 200 : 503;
    reply->content_type = "text/plain; charset=utf-8";
}

static const struct gs_http_page pages[] = {{"/metrics", form_of, make_metrics},
                                            {"/healthz", NULL, make_health},
                                            {NULL, NULL, NULL}};

/* -- the file ------------------------------------------------------------------------- */

static void add_trouble(struct gs_buf *sentence, const char *path, int error)
{
    char *safe = gs_text_sanitised(path);
    gs_buf_add_text(sentence, "the metrics cannot be written to ");
    gs_text_cut_middle(sentence, safe, PATH_CELLS);
    if (error == EINVAL) { /* gs_file_save() */
        gs_buf_add_text(sentence, ": it is no regular file");
    } else {
        char reason[REASON_MAX];
        (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
        gs_buf_addf(sentence, ": %s (%s)", reason, gs_errno_name(error));
    }
    free(safe);
}

/* Returns: 0, or errno. */
static int write_file(struct gs_metrics_out *out, bool is_last)
{
    const char *path = out->settings.options->metrics;
    struct gs_buf text = {0};
    write_metrics(out, gs_metrics_form_of_file(path), &text);
    enum gs_status status = is_last
                                ? gs_file_save(path, text.data, text.len, FILE_MODE)
                                : gs_file_refresh(path, text.data, text.len, FILE_MODE);
    int error = status == GS_OK ? 0 : errno;
    gs_buf_fini(&text);
    out->list_rounds = out->settings.monitor->status.round;
    out->written_ms = uv_now(out->loop);
    return error;
}

/* A trouble is told when it begins. */
static void renew_file(struct gs_metrics_out *out, bool is_last)
{
    int error = write_file(out, is_last);
    if (error != 0 && !out->has_said) {
        struct gs_buf sentence = {0};
        add_trouble(&sentence, out->settings.options->metrics, error);
        out->settings.say(out->settings.context, gs_buf_text(&sentence));
        gs_buf_fini(&sentence);
    }
    out->has_said = error != 0;
}

static void due(uv_timer_t *timer)
{
    struct gs_metrics_out *out = timer->data;
    renew_file(out, false);
    (void)uv_timer_again(&out->beat);
}

static void note_times(struct gs_metrics_out *out, const struct gs_monitor *monitor)
{
    int64_t now_us = (int64_t)(uv_hrtime() / 1000);
    bool is_busy = monitor->status.waiting > 0 || monitor->status.in_flight > 0;
    out->busy_us = !is_busy ? 0 : out->busy_us == 0 ? now_us : out->busy_us;
    if (monitor->rounds != out->rounds) {
        out->rounds = monitor->rounds;
        out->ended_us = now_us;
    }
}

void gs_metrics_out_note(struct gs_metrics_out *out)
{
    if (out == NULL) {
        return;
    }
    const struct gs_monitor *monitor = out->settings.monitor;
    note_times(out, monitor);
    if (out->settings.options->metrics != NULL &&
        monitor->status.round != out->list_rounds &&
        !uv_is_active((const uv_handle_t *)&out->soon)) {
        uint64_t gap_ms = out->settings.gap_ms > 0 ? out->settings.gap_ms : GAP_MS;
        uint64_t since_ms = uv_now(out->loop) - out->written_ms;
        (void)uv_timer_start(&out->soon, due, since_ms < gap_ms ? gap_ms - since_ms : 0,
                             0);
    }
}

/* -- open and close ------------------------------------------------------------------- */

static void end_sentence(struct gs_buf *error)
{
    gs_buf_add_text(error, error->len > 0 ? "; " : "");
}

/* Whether it is no fault of the path: what is full now has room in an hour. */
static bool is_passing(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG || number == EIO ||
           number == EMFILE || number == ENFILE || number == ENOMEM;
}

static enum gs_status open_file(struct gs_metrics_out *out, struct gs_buf *error)
{
    struct gs_buf sentence = {0};
    int number = write_file(out, false);
    bool is_wrong = number != 0 && !is_passing(number);
    (void)uv_timer_start(&out->beat, due, BEAT_MS, BEAT_MS);
    out->has_said = number != 0;
    if (is_wrong) {
        add_trouble(error, out->settings.options->metrics, number);
    } else if (number != 0) {
        add_trouble(&sentence, out->settings.options->metrics, number);
        out->settings.say(out->settings.context, gs_buf_text(&sentence));
    }
    gs_buf_fini(&sentence);
    return is_wrong ? GS_EOS : GS_OK;
}

static enum gs_status open_server(struct gs_metrics_out *out, struct gs_buf *error)
{
    struct gs_buf trouble = {0};
    const struct gs_http_settings settings = {
        .where = out->settings.options->listen, .pages = pages, .context = out};
    enum gs_status status =
        gs_http_server_open(out->loop, &settings, &out->server, &trouble);
    if (status != GS_OK) {
        end_sentence(error);
        gs_buf_add_text(error, gs_buf_text(&trouble));
    }
    gs_buf_fini(&trouble);
    return status;
}

enum gs_status gs_metrics_out_open(uv_loop_t *loop,
                                   const struct gs_metrics_out_settings *settings,
                                   struct gs_metrics_out **out, struct gs_buf *error)
{
    const struct gs_monitor_options *options = settings->options;
    enum gs_status status = GS_OK;
    *out = NULL;
    if (options->metrics == NULL && options->listen.address.family == 0) {
        return GS_OK;
    }
    struct gs_metrics_out *made = gs_mem_new(1, sizeof *made);
    made->settings = *settings;
    made->loop = loop;
    made->started_wall_s = (int64_t)time(NULL);
    made->ended_us = (int64_t)(uv_hrtime() / 1000);
    made->beat.data = made->soon.data = made;
    (void)uv_timer_init(loop, &made->beat);
    (void)uv_timer_init(loop, &made->soon);
    made->open_handles = 2;
    if (options->metrics != NULL) {
        status = open_file(made, error);
    }
    if (options->listen.address.family != 0) {
        enum gs_status listening = open_server(made, error);
        status = status == GS_OK ? listening : status;
    }
    *out = made;
    return status;
}

static void handle_closed(uv_handle_t *handle)
{
    struct gs_metrics_out *out = handle->data;
    if (--out->open_handles == 0) {
        free(out);
    }
}

enum gs_status gs_metrics_out_close(struct gs_metrics_out *out)
{
    if (out == NULL) {
        return GS_OK;
    }
    if (out->settings.options->metrics != NULL) {
        renew_file(out, true);
    }
    enum gs_status status = out->has_said ? GS_EOS : GS_OK; /* a trouble that lasts */
    gs_http_server_close(out->server);
    uv_close((uv_handle_t *)&out->beat, handle_closed);
    uv_close((uv_handle_t *)&out->soon, handle_closed);
    return status;
}
