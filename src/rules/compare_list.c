/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/compare_list.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/rules/idn.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_CELLS = 48, /* of a wrong word, in the sentence that says so */
    WRONG_LINES = 8, /* told; of the others the number */
    HOSTS_MAX = GS_FAMILIES_HOSTS_MAX - 1,
};

static enum gs_status refuse(struct gs_buf *why, const char *word, const char *what)
{
    gs_text_quote(why, word, WORD_CELLS);
    gs_buf_addf(why, " %s", what);
    return GS_EFORMAT;
}

static bool has_host(const struct gs_compare_choice *choice, const char *host)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (gs_name_is_equal(choice->hosts[i], host)) {
            return true;
        }
    }
    return false;
}

static enum gs_status add_host(struct gs_compare_choice *choice, const char *word,
                               const struct gs_question *question, struct gs_buf *why)
{
    const char *host = gs_question_node(question);
    if (host == NULL || host[0] == '\0' || strlen(host) > GS_NAME_MAX) {
        return refuse(why, word, "is no host");
    }
    if (has_host(choice, host)) {
        return GS_OK;
    }
    if (choice->count == HOSTS_MAX) {
        gs_text_quote(why, word, WORD_CELLS);
        gs_buf_addf(why, " is one too many: %d hosts can be compared", (int)HOSTS_MAX);
        return GS_ELIMIT;
    }
    memcpy(choice->hosts[choice->count++], host, strlen(host) + 1);
    return GS_OK;
}

/* A word as the question line takes it: a name, an address, a URL. */
static enum gs_status add_word(struct gs_compare_choice *choice, const char *word,
                               struct gs_buf *why)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    enum gs_status status = gs_question_parse(word, question);
    if (status != GS_OK || question->is_null || gs_question_is_range(question)) {
        status = refuse(why, word, "is no host");
    } else {
        gs_idn_complete(question);
        status = gs_question_is_refused(question) ? refuse(why, word, question->idn_error)
                                                  : add_host(choice, word, question, why);
    }
    free(question);
    return status;
}

enum gs_status gs_compare_parse(const char *text, struct gs_compare_choice *out,
                                struct gs_buf *why)
{
    static const char parting[] = ", \t";
    struct gs_compare_choice *read = gs_mem_new(1, sizeof *read);
    enum gs_status status = GS_OK;
    bool is_none = gs_text_compare_case(text, "none", SIZE_MAX) == 0;
    for (const char *at = text + strspn(text, parting);
         *at != '\0' && status == GS_OK && !is_none;) {
        size_t len = strcspn(at, parting);
        char *word = gs_mem_copy_span(at, len);
        status = add_word(read, word, why);
        free(word);
        at += len;
        at += strspn(at, parting);
    }
    if (status == GS_OK) {
        *out = *read;
    }
    free(read);
    return status;
}

/* One line without its end. Returns: whether it was fine. */
static bool read_line(char *line, struct gs_compare_choice *out, struct gs_buf *why)
{
    line[strcspn(line, "#\r")] = '\0';
    line += strspn(line, " \t");
    size_t len = strcspn(line, " \t");
    if (line[len + strspn(line + len, " \t")] != '\0') {
        (void)refuse(why, line, "is more than one host");
        return false;
    }
    line[len] = '\0';
    return len == 0 || add_word(out, line, why) == GS_OK;
}

size_t gs_compare_read(const char *name, const char *text, struct gs_compare_choice *out,
                       struct gs_buf *wrong)
{
    size_t wrong_count = 0;
    size_t number = 1;
    *out = (struct gs_compare_choice){0};
    for (const char *at = text; *at != '\0'; number++) {
        size_t len = strcspn(at, "\n");
        char *line = gs_mem_copy_span(at, len);
        struct gs_buf why = {0};
        if (!read_line(line, out, &why) && wrong_count++ < WRONG_LINES) {
            gs_text_sanitise(wrong, name, strlen(name));
            gs_buf_addf(wrong, ":%zu: %s\n", number, gs_buf_text(&why));
        }
        gs_buf_fini(&why);
        free(line);
        at += len;
        at += *at == '\n';
    }
    if (wrong_count > WRONG_LINES) {
        gs_text_sanitise(wrong, name, strlen(name));
        gs_buf_addf(wrong, ": %zu more lines are wrong\n",
                    wrong_count - (size_t)WRONG_LINES);
    }
    return wrong_count;
}

void gs_compare_format(const struct gs_compare_choice *choice, struct gs_buf *out)
{
    for (size_t i = 0; i < choice->count; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? "" : " ", choice->hosts[i]);
    }
}
