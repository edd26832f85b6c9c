/* SPDX-License-Identifier: MIT */
#include "gaiscope/app/history_file.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/cli/state_path.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_MAX = 1024 * 1024,
    REWRITE_OVER = 256 * 1024,
    FIELDS = 6,
};

bool gs_history_file_path(char *out, size_t size)
{
    return gs_state_path("history", out, size);
}

static void add_field(struct gs_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const char *escaped = *text == '\\'   ? "\\\\"
                              : *text == '\t' ? "\\t"
                              : *text == '\n' ? "\\n"
                                              : NULL;
        if (escaped != NULL) {
            gs_buf_add_text(out, escaped);
        } else {
            gs_buf_add(out, text, 1);
        }
    }
}

/* Undoes add_field() in place. */
static void unescape(char *field)
{
    char *to = field;
    for (const char *from = field; *from != '\0'; from++) {
        if (*from == '\\' && from[1] != '\0') {
            from++;
            *to++ = (char)(*from == 't' ? '\t' : *from == 'n' ? '\n' : *from);
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static void add_line(struct gs_buf *out, const struct gs_history_entry *entry)
{
    gs_buf_addf(out, "%" PRId64 "\t%s\t%" PRIu32 "\t%" PRIu32 "\t", entry->asked_wall_s,
                gs_outcome_id(entry->outcome), entry->v4_count, entry->v6_count);
    add_field(out, entry->host);
    gs_buf_add_text(out, "\t");
    add_field(out, entry->service);
    gs_buf_add_text(out, "\n");
}

static bool parse_outcome(const char *id, enum gs_outcome *out)
{
    for (int i = 0; i < GS_OUTCOME_COUNT; i++) {
        if (strcmp(gs_outcome_id((enum gs_outcome)i), id) == 0) {
            *out = (enum gs_outcome)i;
            return true;
        }
    }
    return false;
}

static bool parse_number(const char *text, int64_t max, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    *out = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *out >= 0 && *out <= max;
}

/* Takes one line (without its newline) into the history; a bad one is skipped. */
static void parse_line(char *line, struct gs_history *history)
{
    char *fields[FIELDS];
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = strsep(&line, "\t");
        if (fields[i] == NULL) {
            return;
        }
    }
    enum gs_outcome outcome = GS_OUTCOME_NOT_ASKED;
    int64_t asked_s = 0;
    int64_t v4 = 0;
    int64_t v6 = 0;
    if (line != NULL || !parse_number(fields[0], INT64_MAX / 2, &asked_s) ||
        !parse_outcome(fields[1], &outcome) ||
        !parse_number(fields[2], UINT32_MAX, &v4) ||
        !parse_number(fields[3], UINT32_MAX, &v6)) {
        return;
    }
    unescape(fields[4]);
    unescape(fields[5]);
    if (strlen(fields[4]) > GS_HOST_MAX || strlen(fields[5]) > GS_SERVICE_MAX) {
        return;
    }
    struct gs_history_entry *entry =
        gs_history_add(history, fields[4], fields[5], asked_s);
    entry->outcome = outcome;
    entry->v4_count = (uint32_t)v4;
    entry->v6_count = (uint32_t)v6;
}

static enum gs_status write_all(int fd, const struct gs_buf *text)
{
    ssize_t written = write(fd, gs_buf_text(text), text->len);
    int error = written < 0 ? errno : ENOSPC;
    bool is_whole = written == (ssize_t)text->len;
    if (close(fd) != 0 && is_whole) {
        return GS_EOS;
    }
    errno = error;
    return is_whole ? GS_OK : GS_EOS;
}

enum gs_status gs_history_file_append(const char *path,
                                      const struct gs_history_entry *entry)
{
    gs_state_make_folders(path);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return GS_EOS;
    }
    struct gs_buf line = {0};
    add_line(&line, entry);
    enum gs_status status = write_all(fd, &line);
    gs_buf_fini(&line);
    return status;
}

/* Writes what was kept to a new file and puts it in the old one's place. */
static void rewrite(const char *path, const struct gs_history *history)
{
    struct gs_buf new_path = {0};
    gs_buf_addf(&new_path, "%s.%ld", path, (long)getpid());
    int fd = open(new_path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        struct gs_buf text = {0};
        for (size_t i = 0; i < history->count; i++) {
            add_line(&text, &history->items[i]);
        }
        bool is_written = write_all(fd, &text) == GS_OK;
        if (!is_written || rename(new_path.data, path) != 0) {
            (void)unlink(new_path.data); /* the old file stays as it was */
        }
        gs_buf_fini(&text);
    }
    gs_buf_fini(&new_path);
}

enum gs_status gs_history_file_load(const char *path, struct gs_history *history)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return errno == ENOENT ? GS_OK : GS_EOS;
    }
    struct stat facts = {0};
    if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        (void)close(fd);
        errno = EINVAL;
        return GS_EOS;
    }
    off_t from = facts.st_size > READ_MAX ? facts.st_size - READ_MAX : 0;
    char *text = gs_mem_new(READ_MAX + 1, 1);
    ssize_t len = pread(fd, text, READ_MAX, from);
    (void)close(fd);
    text[len > 0 ? len : 0] = '\0';
    char *rest = text;
    if (from > 0) {
        (void)strsep(&rest, "\n"); /* the first line is cut */
    }
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        parse_line(line, history);
    }
    free(text);
    if (facts.st_size > REWRITE_OVER) {
        rewrite(path, history);
    }
    return GS_OK;
}
