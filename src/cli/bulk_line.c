/* SPDX-License-Identifier: MIT */
#include "bulk_line.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/rules/idn.h"

#include <string.h>

#define NUL_SIGN  "\xe2\x90\x80" /* U+2400 */
#define BYTE_MARK "\xef\xbb\xbf" /* U+FEFF in front of a text */

enum {
    LABEL_MAX = 63, /* bytes of a label. RFC 1035 2.3.4 */
};

/* A piece of a line. */
struct span {
    const char *at;
    size_t len;
};

static struct span trimmed(const struct line_reader_line *line)
{
    struct span text = {line->text, line->len};
    size_t mark = strlen(BYTE_MARK);
    if (line->number == 1 && text.len >= mark && memcmp(text.at, BYTE_MARK, mark) == 0) {
        text.at += mark;
        text.len -= mark;
    }
    while (text.len > 0 && gs_ascii_is_space(*text.at)) {
        text.at++;
        text.len--;
    }
    while (text.len > 0 && gs_ascii_is_space(text.at[text.len - 1])) {
        text.len--;
    }
    return text;
}

static bool is_prefix(const char *name)
{
    struct gs_address address;
    char literal[GS_ADDRESS_TEXT_MAX];
    size_t len = strcspn(name, "/");
    if (name[len] == '\0' || len >= sizeof literal) {
        return false;
    }
    memcpy(literal, name, len);
    literal[len] = '\0';
    return gs_address_parse(literal, &address) == GS_OK;
}

/* What names a host elsewhere would be asked letter by letter here, and be no such name. A slash
 * alone may stand in a name (RFC 2317). */
static const char *mistake_of(const char *name)
{
    return strstr(name, "://") != NULL ? "a URL: write its host alone"
           : strchr(name, '@') != NULL && strchr(name, '\\') == NULL
               ? "a mail address: write its domain alone"
           : is_prefix(name) ? "a prefix: write its addresses one by one"
                             : NULL;
}

/* Why a name in ASCII cannot be asked; NULL: it can. */
static const char *refusal_of(const char *name)
{
    struct gs_dname wire;
    size_t label = 0;
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (name[i] <= ' ' || name[i] == 0x7F) {
            return "a blank or control character in the name";
        }
        if (name[i] == '.' && (i == 0 || name[i - 1] == '.') && name[1] != '\0') {
            return "an empty label";
        }
        label = name[i] == '.' ? 0 : label + 1;
        if (label > LABEL_MAX && memchr(name, '\\', i) == NULL) {
            return "a label longer than 63 bytes";
        }
    }
    if (gs_dname_parse(name, &wire)) {
        return NULL;
    }
    return strlen(name) >= GS_DNAME_MAX - 1 ? "longer than 253 bytes" : "not a name";
}

static bool is_ascii(const struct gs_buf *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if ((unsigned char)text->data[i] > 0x7F) {
            return false;
        }
    }
    return true;
}

/* An international name is asked in its A-labels. Returns: why not; NULL: it is. */
static const char *convert(struct gs_question *idn, struct bulk_line *line)
{
    if (!gs_text_is_utf8(gs_buf_text(&line->host), line->host.len)) {
        return "the line is not UTF-8: save the list as UTF-8";
    }
    if (gs_question_set(idn, gs_buf_text(&line->host), NULL) != GS_OK) {
        return "longer than a host name may be";
    }
    gs_idn_complete(idn);
    if (gs_question_is_refused(idn)) {
        return idn->idn_error[0] == '\0' ? "no host name" : idn->idn_error;
    }
    gs_buf_add_text(&line->asked, idn->host_ascii);
    return refusal_of(idn->host_ascii);
}

/* Copies a name. Returns: whether it has a NUL byte, which no name has. */
static bool copy(struct gs_buf *out, struct span text)
{
    const char *nul = memchr(text.at, '\0', text.len);
    bool has_nul = nul != NULL;
    for (; nul != NULL; nul = memchr(text.at, '\0', text.len)) {
        size_t len = (size_t)(nul - text.at);
        gs_buf_add(out, text.at, len);
        gs_buf_add_text(out, NUL_SIGN);
        text.at += len + 1;
        text.len -= len + 1;
    }
    gs_buf_add(out, text.at, text.len);
    return has_nul;
}

enum bulk_line_state bulk_line_read(const struct line_reader_line *line,
                                    struct gs_question *idn, struct bulk_line *out,
                                    const char **reason)
{
    struct span text = trimmed(line);
    gs_buf_clear(&out->host);
    gs_buf_clear(&out->asked);
    if (text.len == 0 || *text.at == '#') {
        return BULK_LINE_EMPTY;
    }
    if (copy(&out->host, text)) {
        *reason = "a NUL byte in the name";
    } else if (line->is_cut) {
        *reason = "longer than a host name may be";
    } else {
        *reason = mistake_of(gs_buf_text(&out->host));
    }
    if (*reason == NULL) {
        *reason = is_ascii(&out->host) ? refusal_of(gs_buf_text(&out->host))
                                       : convert(idn, out);
    }
    return *reason == NULL ? BULK_LINE_NAME : BULK_LINE_REFUSED;
}

const char *bulk_line_asked(const struct bulk_line *line)
{
    return gs_buf_text(line->asked.len > 0 ? &line->asked : &line->host);
}

void bulk_line_fini(struct bulk_line *line)
{
    gs_buf_fini(&line->host);
    gs_buf_fini(&line->asked);
}
