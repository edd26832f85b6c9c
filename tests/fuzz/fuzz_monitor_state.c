/* SPDX-License-Identifier: MIT */
/* Any bytes as the state of a watched list: what is read from it, once written, is read back the
 * same; it goes into a session, is watched on from there, drawn and told. The first byte puts a
 * good head in front. */
#include "gaiscope/report/changes.h"
#include "gaiscope/report/metrics.h"
#include "gaiscope/report/monitor_state.h"
#include "gaiscope/rules/watch_compare.h"
#include "gaiscope/view/frame.h"
#include "gaiscope/view/view.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void take_lines(struct gs_monitor_saved *saved, const char *text, size_t size)
{
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        size_t len = end == NULL ? size : (size_t)(end - text);
        struct gs_buf reason = {0};
        enum gs_status status = gs_monitor_state_take(saved, text, len, &reason);
        require((status == GS_OK) == (reason.len == 0));
        gs_buf_fini(&reason);
        size_t step = len + (end == NULL ? 0 : 1);
        text += step;
        size -= step;
    }
}

static void write_head(struct gs_buf *out)
{
    gs_monitor_state_write_head(
        &(struct gs_monitor_state_head){.list = "list", .wall_s = 7}, out);
}

static void write_all(const struct gs_monitor_saved *saved, struct gs_buf *out)
{
    write_head(out);
    for (size_t i = 0; i < saved->hosts.count; i++) {
        gs_monitor_state_write_host(&saved->hosts.items[i], out);
    }
    for (size_t i = 0; i < saved->journal.count; i++) {
        gs_monitor_state_write_entry(saved->journal.items[i], out);
    }
    gs_monitor_state_write_end(saved->hosts.count, saved->journal.count, out);
}

static void check_same(const struct gs_monitor_saved *saved)
{
    struct gs_buf one = {0};
    struct gs_buf two = {0};
    struct gs_monitor_saved again = {0};
    write_all(saved, &one);
    take_lines(&again, one.data, one.len);
    require(again.has_end && again.broken_count == 0);
    write_all(&again, &two);
    require(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
    gs_monitor_saved_fini(&again);
    gs_buf_fini(&one);
    gs_buf_fini(&two);
}

/* The next round of a host that a stranger remembers. */
static void go_on(const struct gs_watched *host)
{
    struct gs_watch_memory memory = {0};
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->answer = gs_watch_answer_new();
    round->answer->outcome = GS_OUTCOME_NO_SUCH_NAME;
    round->wall_s = 1795350665;
    gs_watch_memory_restore(&memory, host);
    gs_watch_compare(&memory, &host->watch, NULL, round);
    gs_watch_memory_fini(&memory);
    gs_watch_round_free(round);
}

static void look(const struct gs_session *session)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_view *view = gs_view_new(session);
    gs_view_set_now(view, (struct gs_now){5000000, 1795350665});
    gs_view_show_monitor(view);
    size_t count = gs_view_places(view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(view, places[i].pane, 56, 20, &pane);
        gs_pane_fini(&pane);
    }
    struct gs_popup popup = {0};
    (void)gs_view_run(view, GS_COMMAND_DETAILS);
    if (gs_view_popup(view, 120, 40, &popup)) {
        gs_popup_fini(&popup);
    }
    gs_view_free(view);
}

/* All of it becomes the monitor of a session. */
static void restore(struct gs_monitor_saved *saved)
{
    struct gs_session session = {0};
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    struct gs_buf out = {0};
    told->name = gs_mem_copy_text("list");
    told->hosts = saved->hosts;
    told->journal = saved->journal;
    saved->hosts = (struct gs_watched_list){0};
    saved->journal = (struct gs_journal_entry_list){0};
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST, .of.watch_list = told};
    gs_session_apply(&session, &event);
    const struct gs_monitor *monitor = &session.monitor;
    for (size_t i = 0; i < monitor->hosts.count && i < 20; i++) {
        go_on(&monitor->hosts.items[i]);
    }
    for (size_t i = 0; i < monitor->journal.count && i < 20; i++) {
        const struct gs_journal_entry *entry = gs_journal_at(&monitor->journal, i);
        const struct gs_watched *host = gs_monitor_find(monitor, entry->host_id);
        for (int format = GS_CHANGE_TEXT; host != NULL && format <= GS_CHANGE_CSV;
             format++) {
            gs_changes_add((enum gs_change_format)format, host, entry, &out);
        }
    }
    gs_metrics_write(monitor, &(struct gs_metrics_choice){.hosts_max = 20}, &out);
    gs_buf_fini(&out);
    look(&session);
    gs_session_fini(&session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_monitor_saved saved = {0};
    struct gs_buf head = {0};
    if (size > 0 && data[0] % 2 == 0) {
        write_head(&head);
        take_lines(&saved, head.data, head.len);
        data++;
        size--;
    }
    take_lines(&saved, (const char *)data, size);
    gs_monitor_state_settle(&saved);
    check_same(&saved);
    restore(&saved);
    gs_monitor_saved_fini(&saved);
    gs_buf_fini(&head);
    return 0;
}
