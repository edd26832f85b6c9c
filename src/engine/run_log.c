/* SPDX-License-Identifier: MIT */
#include "run_log.h"

#include "engine_private.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/log_words.h"

#include <string.h>

enum {
    US_IN_S = 1000000,
    CONTINUATIONS_MAX = 3, /* bytes of a character after its first */
};

/* The first bytes of a text, cut between two characters, made safe. */
static char *bounded(const char *text)
{
    size_t len = strnlen(text, GS_LOG_TEXT_MAX);
    for (int i = 0; i < CONTINUATIONS_MAX && ((unsigned char)text[len] & 0xC0u) == 0x80u;
         i++) {
        len--;
    }
    struct gs_buf out = {0};
    gs_text_sanitise(&out, text, len);
    return gs_buf_claim(&out);
}

static int64_t wall_now_us(void)
{
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    return wall.tv_sec * US_IN_S + wall.tv_usec;
}

static struct gs_log_entry *entry_of(const struct gs_log_line *line, const char *about)
{
    int64_t now_us = gs_engine_now_us();
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->started_us =
        line->started_us != 0 ? line->started_us : now_us - line->elapsed_us;
    entry->at_wall_us = wall_now_us() - (now_us - entry->started_us);
    entry->elapsed_us = line->elapsed_us;
    entry->by = line->by;
    entry->outcome = line->outcome;
    entry->is_asked_again = line->is_asked_again;
    (void)snprintf(entry->call, sizeof entry->call, "%s", line->call);
    entry->about = bounded(about);
    entry->result =
        bounded(line->result != NULL ? line->result : gs_outcome_word(line->outcome));
    return entry;
}

static void emit(struct gs_engine *engine, struct gs_log_entry *entry)
{
    gs_outbox_add(&engine->outbox,
                  (struct gs_event){.type = GS_EVENT_LOG, .of.log = entry});
}

void gs_round_log(struct gs_round *round, const struct gs_log_line *line)
{
    const struct gs_question *question = &round->question;
    struct gs_buf about = {0};
    gs_log_words_question(&about, question);
    struct gs_log_entry *entry =
        entry_of(line, line->about != NULL ? line->about : gs_buf_text(&about));
    gs_buf_fini(&about);
    entry->host = gs_mem_copy_text(question->host);
    entry->service = gs_mem_copy_text(question->service);
    emit(round->engine, entry);
}

struct gs_log_entry *gs_log_line_entry(const struct gs_log_line *line)
{
    return entry_of(line, line->about);
}

void gs_engine_log(struct gs_engine *engine, const struct gs_log_line *line)
{
    emit(engine, entry_of(line, line->about));
}
