/* SPDX-License-Identifier: MIT */
#include "smtp_reply.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    CODE_LEN = 3,
};

/* The code of a line, 200 to 599; 0: none. */
static int code_of(const char *line, size_t len)
{
    bool has_digits = len >= CODE_LEN && line[0] >= '2' && line[0] <= '5' &&
                      line[1] >= '0' && line[1] <= '9' && line[2] >= '0' &&
                      line[2] <= '9';
    bool has_end = len == CODE_LEN || line[CODE_LEN] == '-' || line[CODE_LEN] == ' ';
    return has_digits && has_end
               ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0')
               : 0;
}

/* Takes the line that was read. */
static enum gs_smtp_reading take_line(struct gs_smtp_reader *reader,
                                      struct gs_smtp_reply *reply)
{
    const char *line = reader->line;
    size_t len = reader->len;
    reader->len = 0;
    len -= len > 0 && line[len - 1] == '\r' ? 1 : 0;
    int code = code_of(line, len);
    if (code == 0 || (reply->code != 0 && reply->code != code)) {
        return GS_SMTP_NO_REPLY;
    }
    bool is_last = len == CODE_LEN || line[CODE_LEN] == ' ';
    reply->code = code;
    if (reply->lines.count == GS_SMTP_LINES_MAX) {
        reply->left_out++;
    } else {
        size_t skip = len == CODE_LEN ? CODE_LEN : CODE_LEN + 1;
        struct gs_buf text = {0};
        gs_text_sanitise(&text, line + skip, len - skip);
        gs_vec_push(&reply->lines, gs_buf_claim(&text));
    }
    return is_last ? GS_SMTP_WHOLE : GS_SMTP_MORE;
}

enum gs_smtp_reading gs_smtp_reader_take(struct gs_smtp_reader *reader, const char *bytes,
                                         size_t len, size_t *used,
                                         struct gs_smtp_reply *reply)
{
    enum gs_smtp_reading reading = GS_SMTP_MORE;
    *used = 0;
    while (*used < len && reading == GS_SMTP_MORE) {
        char byte = bytes[(*used)++];
        reader->bytes++;
        if (reader->bytes > GS_SMTP_BYTES_MAX || reader->len == sizeof reader->line) {
            return GS_SMTP_NO_REPLY;
        }
        if (byte == '\n') {
            reading = take_line(reader, reply);
        } else {
            reader->line[reader->len++] = byte;
        }
    }
    return reading;
}

static bool is_keyword(const char *line, const char *keyword)
{
    size_t len = strlen(keyword);
    return gs_text_compare_case(line, keyword, len) == 0 &&
           (line[len] == '\0' || line[len] == ' ');
}

void gs_smtp_capabilities(struct gs_smtp_session *session)
{
    /* The first line greets; what it says is no capability. */
    for (size_t i = 1; i < session->ehlo.lines.count; i++) {
        const char *line = session->ehlo.lines.items[i];
        if (is_keyword(line, "STARTTLS")) {
            session->has_starttls = true;
        } else if (is_keyword(line, "SIZE")) {
            session->has_size = true;
            session->size_limit = strtoull(line + strlen("SIZE"), NULL, 10);
        }
    }
}
