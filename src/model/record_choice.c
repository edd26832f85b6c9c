/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/record_choice.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/record_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_MAX = 64,
    WORD_CELLS = 40,  /* of a wrong word, in the sentence that says so */
    QTYPE_META = 249, /* TKEY TSIG IXFR AXFR MAILB MAILA ANY: 249 to 255 */
};

struct gs_record_choice gs_record_choice_default(void)
{
    static const uint16_t types[] = {
        GS_TYPE_A,    GS_TYPE_AAAA,  GS_TYPE_CNAME, GS_TYPE_NS,    GS_TYPE_SOA,
        GS_TYPE_MX,   GS_TYPE_TXT,   GS_TYPE_CAA,   GS_TYPE_HTTPS, GS_TYPE_SVCB,
        GS_TYPE_SRV,  GS_TYPE_NAPTR, GS_TYPE_PTR,   GS_TYPE_DS,    GS_TYPE_DNSKEY,
        GS_TYPE_TLSA, GS_TYPE_SSHFP, GS_TYPE_URI,   GS_TYPE_LOC};
    struct gs_record_choice choice = {.asking = gs_dns_asking_default()};
    choice.asking.keeps_message = true;
    choice.type_count = sizeof types / sizeof types[0];
    memcpy(choice.types, types, sizeof types);
    return choice;
}

static size_t find(const struct gs_type_list *list, uint16_t type)
{
    size_t at = 0;
    while (at < list->count && list->items[at] != type) {
        at++;
    }
    return at;
}

static enum gs_status refuse(struct gs_buf *wrong, const char *word, const char *what)
{
    gs_text_quote(wrong, word, WORD_CELLS);
    gs_buf_addf(wrong, " %s", what);
    return GS_EFORMAT;
}

static enum gs_status add(struct gs_type_list *list, const char *word, uint16_t type,
                          struct gs_buf *wrong)
{
    if (find(list, type) < list->count) {
        return GS_OK;
    }
    if (list->count == GS_TYPES_MAX) {
        gs_text_quote(wrong, word, WORD_CELLS);
        gs_buf_addf(wrong, " is one too many; %d types can be asked", GS_TYPES_MAX);
        return GS_EFORMAT;
    }
    list->items[list->count++] = type;
    return GS_OK;
}

static void take_away(struct gs_type_list *list, uint16_t type)
{
    size_t at = find(list, type);
    if (at < list->count) {
        list->count--;
        memmove(list->items + at, list->items + at + 1,
                (list->count - at) * sizeof list->items[0]);
    }
}

static enum gs_status change(struct gs_type_list *list, const char *word,
                             struct gs_buf *wrong)
{
    uint16_t type = 0;
    const char *name = word + (*word == '+' || *word == '-' ? 1 : 0);
    if (gs_type_parse(name, &type) != GS_OK || type == 0) {
        return refuse(wrong, name,
                      "is not a record type; use names such as A,MX or TYPE65");
    }
    if (type == GS_TYPE_OPT || (type >= QTYPE_META && type <= GS_TYPE_ANY)) {
        return refuse(wrong, name, "is no type of a record; name the types (RFC 8482)");
    }
    if (*word == '-') {
        take_away(list, type);
        return GS_OK;
    }
    return add(list, name, type, wrong);
}

/* The next word of a list. Returns: false at its end. */
static bool next_word(const char **text, char out[WORD_MAX])
{
    *text += strspn(*text, ", \t");
    size_t len = strcspn(*text, ", \t");
    (void)snprintf(out, WORD_MAX, "%.*s", len < WORD_MAX ? (int)len : WORD_MAX - 1,
                   *text);
    *text += len;
    return len > 0;
}

enum gs_status gs_type_list_parse(const char *text, struct gs_type_list *list,
                                  struct gs_buf *wrong)
{
    struct gs_type_list made = *list;
    enum gs_status status = GS_OK;
    bool is_new = false;
    char word[WORD_MAX];
    while (status == GS_OK && next_word(&text, word)) {
        bool is_default = gs_text_compare_case(word, "default", SIZE_MAX) == 0;
        if (is_default) {
            struct gs_record_choice choice = gs_record_choice_default();
            made.count = choice.type_count;
            memcpy(made.items, choice.types, sizeof choice.types);
        } else {
            bool begins = *word != '+' && *word != '-' && !is_new;
            made.count = begins ? 0 : made.count;
            status = change(&made, word, wrong);
        }
        is_new = is_new || is_default || (*word != '+' && *word != '-');
    }
    if (status == GS_OK && made.count == 0) {
        gs_buf_add_text(wrong, "no type is left to ask; default brings the usual ones");
        status = GS_EFORMAT;
    }
    *list = status == GS_OK ? made : *list;
    return status;
}

void gs_type_list_format(const uint16_t *types, size_t count, struct gs_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        char name[GS_TYPE_TEXT_MAX];
        gs_type_format(types[i], name);
        gs_buf_addf(out, "%s%s", i == 0 ? "" : ",", name);
    }
}
