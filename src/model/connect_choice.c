/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/connect_report.h"
#include "gaiscope/model/services.h"

#include <string.h>

enum {
    QUOTE_CELLS = 40, /* of a wrong word in its sentence */
};

/* A piece of the typed text. */
struct span {
    const char *at;
    size_t len;
};

static bool is_word(struct span span, const char *word)
{
    return strlen(word) == span.len && gs_text_compare_case(span.at, word, span.len) == 0;
}

static enum gs_status refuse(struct span span, const char *why, struct gs_buf *wrong)
{
    struct gs_buf word = {0};
    gs_buf_add(&word, span.at, span.len);
    gs_text_quote(wrong, gs_buf_text(&word), QUOTE_CELLS);
    gs_buf_fini(&word);
    gs_buf_add_text(wrong, why);
    return GS_EFORMAT;
}

/* A name, or a port; libc would take 65616 for 80. */
static bool is_service(struct span span)
{
    char name[GS_CONNECT_NAME_MAX + 1] = "";
    if (span.len == 0 || span.len > GS_CONNECT_NAME_MAX) {
        return false;
    }
    for (size_t i = 0; i < span.len; i++) {
        if (span.at[i] <= ' ' || span.at[i] > '~' || span.at[i] == ',') {
            return false;
        }
    }
    memcpy(name, span.at, span.len);
    return !gs_ascii_is_number(name) || gs_port_parse(name) != 0;
}

static bool is_listed(const struct gs_connect_choice *choice, struct span span)
{
    for (size_t i = 0; i < choice->service_count; i++) {
        if (is_word(span, choice->services[i])) {
            return true;
        }
    }
    return false;
}

static enum gs_status add_service(struct gs_connect_choice *choice, struct span span,
                                  struct gs_buf *wrong)
{
    if (!is_service(span)) {
        return refuse(span, " is no service: a name, or a port from 1 to 65535", wrong);
    }
    if (is_listed(choice, span)) {
        return GS_OK;
    }
    if (choice->service_count == GS_CONNECT_SERVICES_MAX) {
        gs_buf_addf(wrong, "%d services are the most", GS_CONNECT_SERVICES_MAX);
        return GS_EFORMAT;
    }
    char *name = choice->services[choice->service_count++];
    memcpy(name, span.at, span.len);
    name[span.len] = '\0';
    return GS_OK;
}

static enum gs_status parse_services(struct span list, struct gs_connect_choice *out,
                                     struct gs_buf *wrong)
{
    struct gs_connect_choice choice = *out;
    choice.service_count = 0;
    if (is_word(list, "default")) {
        *out = choice;
        return GS_OK;
    }
    for (size_t at = 0; at <= list.len;) {
        const char *comma = memchr(list.at + at, ',', list.len - at);
        size_t end = comma == NULL ? list.len : (size_t)(comma - list.at);
        enum gs_status status =
            add_service(&choice, (struct span){list.at + at, end - at}, wrong);
        if (status != GS_OK) {
            return status;
        }
        at = end + 1;
    }
    *out = choice;
    return GS_OK;
}

enum gs_status gs_connect_services_parse(const char *text, struct gs_connect_choice *out,
                                         struct gs_buf *wrong)
{
    return parse_services((struct span){text, strlen(text)}, out, wrong);
}

enum gs_status gs_connect_choice_parse(const char *text, struct gs_connect_choice *out,
                                       struct gs_buf *wrong)
{
    struct gs_connect_choice choice = *out;
    bool has_services = false;
    bool has_banner = false;
    for (size_t len = 0; *text != '\0'; text += len) {
        text += strspn(text, " \t");
        len = strcspn(text, " \t");
        struct span word = {text, len};
        if (is_word(word, "banner")) {
            has_banner = true;
        } else if (is_word(word, "always") || is_word(word, "asked")) {
            choice.is_always = is_word(word, "always");
        } else if (len > 0 && has_services) {
            return refuse(word, " is one word too many: www,https banner always", wrong);
        } else if (len > 0) {
            has_services = true;
            enum gs_status status = parse_services(word, &choice, wrong);
            if (status != GS_OK) {
                return status;
            }
        }
    }
    choice.reads_banner = has_banner || (choice.reads_banner && !has_services);
    *out = choice;
    return GS_OK;
}

void gs_connect_choice_format(const struct gs_connect_choice *choice, struct gs_buf *out)
{
    for (size_t i = 0; i < choice->service_count; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? "" : ",", choice->services[i]);
    }
    if (choice->service_count == 0) {
        gs_buf_add_text(out, "default");
    }
    gs_buf_addf(out, "%s%s", choice->reads_banner ? " banner" : "",
                choice->is_always ? " always" : "");
}
