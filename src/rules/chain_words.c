/* SPDX-License-Identifier: MIT */
/* A name chain in words. */
#include "gaiscope/rules/name_chain.h"

static const struct end {
    const char *id;
    const char *word;     /* behind the last name; of an answer its type and count */
    const char *sentence; /* where there are links; "" none */
    enum gs_sign sign;
} ends[] = {
    [GS_CHAIN_ANSWERED] = {"answered", "", "", GS_SIGN_OK},
    [GS_CHAIN_NO_DATA] = {"no_data", "no data",
                          "The last name exists, but not with this type.", GS_SIGN_NONE},
    [GS_CHAIN_NO_NAME] = {"no_name", "no such name",
                          "A dangling alias: its last name does not exist.", GS_SIGN_ERR},
    [GS_CHAIN_LOOP] = {"loop", "leads back",
                       "The aliases go round in a circle: nobody gets an answer.",
                       GS_SIGN_ERR},
    [GS_CHAIN_TOO_LONG] = {"too_long", "and on", "More aliases than resolvers follow.",
                           GS_SIGN_ERR},
    [GS_CHAIN_BROKEN] = {"broken", "too long a name",
                         "The name that DNAME makes is longer than DNS allows.",
                         GS_SIGN_ERR},
    [GS_CHAIN_UNFOLLOWED] =
        {"unfollowed", "not followed",
         "This server does not hold the rest and does not ask others.", GS_SIGN_NONE},
    [GS_CHAIN_FAILED] = {"failed", "not known", "The rest of the way is not known.",
                         GS_SIGN_WARN},
};

const char *gs_chain_end_id(enum gs_chain_end end)
{
    return ends[end].id;
}

bool gs_name_chain_is_wrong(const struct gs_name_chain *chain)
{
    bool is_plain = chain->links.count == 0 && chain->end == GS_CHAIN_NO_NAME;
    return ends[chain->end].sign == GS_SIGN_ERR && !is_plain;
}

/* "A 2 records", "no such name". */
static void add_end(const struct gs_name_chain *chain, struct gs_buf *out)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(chain->type, type);
    if (chain->end == GS_CHAIN_ANSWERED) {
        gs_buf_addf(out, "%s %zu record%s", type, chain->record_count,
                    chain->record_count == 1 ? "" : "s");
    } else if (chain->end == GS_CHAIN_NO_DATA) {
        gs_buf_addf(out, "%s no data", type);
    } else {
        gs_buf_add_text(out, ends[chain->end].word);
    }
}

static void add_link(const struct gs_chain_link *link, struct gs_buf *out)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(link->type, type);
    gs_buf_addf(out, "→ %s %u → ", type, (unsigned)link->ttl_s);
}

void gs_name_chain_format(const struct gs_name_chain *chain, struct gs_buf *out)
{
    for (size_t i = 0; i < chain->links.count; i++) {
        gs_buf_addf(out, "%s ", chain->links.items[i].name);
        add_link(&chain->links.items[i], out);
    }
    gs_buf_addf(out, "%s → ", chain->last);
    add_end(chain, out);
}

void gs_name_chain_words(const struct gs_name_chain *chain, struct gs_words *out)
{
    struct gs_buf text = {0};
    for (size_t i = 0; i < chain->links.count; i++) {
        const struct gs_chain_link *link = &chain->links.items[i];
        gs_buf_clear(&text);
        add_link(link, &text);
        gs_words_add(out, link->name, "%s%s", gs_buf_text(&text), link->target);
        if (link->by != NULL) {
            gs_words_remark(out, GS_SIGN_NONE, "by DNAME %s", link->by);
        }
    }
    gs_buf_clear(&text);
    add_end(chain, &text);
    gs_words_add(out, chain->last, "→ %s", gs_buf_text(&text));
    gs_words_remark(out, ends[chain->end].sign, "%s",
                    chain->links.count > 0 || gs_name_chain_is_wrong(chain)
                        ? ends[chain->end].sentence
                        : "");
    gs_buf_fini(&text);
}
