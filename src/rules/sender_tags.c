/* SPDX-License-Identifier: MIT */
/*
 * DMARC, MTA-STS and TLS-RPT: a list of tags whose first is the version. A table says which
 * tags a kind has and what each value means.
 */
#include "calendar.h"
#include "sender_reading.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

/* Reads one tag: adds its line, or what is wrong with it. */
typedef void (*read_tag_fn)(const struct gs_tag *tag, struct gs_sender_policy *policy);

/* A tag of a kind. */
struct known_tag {
    const char *name;
    read_tag_fn read;
};

/* A value and its meaning. */
struct meaning {
    const char *value;
    const char *words;
};

static void complain(const struct gs_tag *tag, struct gs_sender_policy *policy,
                     const char *what)
{
    gs_sender_error(policy, GS_SIGN_ERR, tag->whole, "%s", what);
}

static void warn(const struct gs_tag *tag, struct gs_sender_policy *policy,
                 const char *what)
{
    gs_sender_error(policy, GS_SIGN_WARN, tag->whole, "%s", what);
}

/* The meaning of a value in a table that ends in NULL; NULL: none. */
static const char *find_meaning(const struct meaning *table, struct gs_span value)
{
    for (; table->value != NULL; table++) {
        if (gs_span_is(value, table->value)) {
            return table->words;
        }
    }
    return NULL;
}

static const struct meaning policies[] = {
    {"none", "nothing is done, only reported"},
    {"quarantine", "treated as suspicious: the spam folder"},
    {"reject", "refused"},
    {NULL, NULL},
};

static void read_policy(const struct gs_tag *tag, struct gs_sender_policy *policy,
                        const char *of_whom)
{
    const char *words = find_meaning(policies, tag->value);
    if (words == NULL) {
        complain(tag, policy, "none, quarantine or reject is wanted");
    } else {
        gs_sender_line(policy, tag->whole, "forged mail %s: %s", of_whom, words);
    }
}

static void read_p(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_policy(tag, policy, "of the domain");
    gs_sender_gist(policy, GS_SPAN_FORMAT, GS_SPAN_ARG(tag->value));
    if (gs_span_is(tag->value, "none")) {
        warn(tag, policy, "nothing is enforced");
    }
}

static void read_sp(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_policy(tag, policy, "of its subdomains");
}

static void read_np(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_policy(tag, policy, "of subdomains that do not exist");
}

static void read_alignment(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    bool is_dkim = gs_span_is(tag->name, "adkim");
    const char *whose = is_dkim ? "the DKIM domain" : "the SPF domain";
    if (gs_span_is(tag->value, "r")) {
        gs_sender_line(policy, tag->whole, "%s: the same organisation is enough", whose);
    } else if (gs_span_is(tag->value, "s")) {
        gs_sender_line(policy, tag->whole, "%s: exactly the domain of From", whose);
    } else {
        complain(tag, policy, "r (relaxed) or s (strict) is wanted");
    }
}

static void read_pct(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    unsigned long percent;
    if (!gs_span_number(tag->value, 100, &percent)) {
        complain(tag, policy, "a number from 0 to 100 is wanted");
        return;
    }
    gs_sender_line(policy, tag->whole, "the policy is for %lu of 100 messages", percent);
    if (percent < 100) {
        warn(tag, policy, "forged mail outside of the share passes more easily");
    }
}

static void read_ri(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    unsigned long span_s;
    if (!gs_span_number(tag->value, UINT32_MAX, &span_s)) {
        complain(tag, policy, "a number of seconds is wanted");
        return;
    }
    struct gs_buf text = {0};
    gs_span_add(&text, (int64_t)span_s);
    gs_sender_line(policy, tag->whole, "a report every %s", gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void read_fo(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    static const struct meaning options[] = {
        {"0", "when all of SPF and DKIM fail"},
        {"1", "when one of SPF and DKIM fails"},
        {"d", "when a DKIM signature fails"},
        {"s", "when SPF fails"},
        {NULL, NULL},
    };
    struct gs_span rest = tag->value;
    struct gs_span option;
    struct gs_buf text = {0};
    bool is_fine = rest.len > 0;
    while (gs_span_take(&rest, ':', &option)) {
        const char *words = find_meaning(options, gs_span_trim(option));
        is_fine = is_fine && words != NULL;
        gs_buf_addf(&text, "%s%s", text.len > 0 ? ", " : "", words != NULL ? words : "");
    }
    if (is_fine) {
        gs_sender_line(policy, tag->whole, "failure reports %s", gs_buf_text(&text));
    } else {
        complain(tag, policy, "0, 1, d or s is wanted, parted by colons");
    }
    gs_buf_fini(&text);
}

static void read_rf(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    if (gs_span_is(tag->value, "afrf")) {
        gs_sender_line(policy, tag->whole, "failure reports in the format of RFC 6591");
    } else {
        complain(tag, policy, "afrf is the one format there is");
    }
}

/* `mailto:a@b!10m` without the size limit. */
static struct gs_span without_limit(struct gs_span uri)
{
    const char *mark = uri.len == 0 ? NULL : memchr(uri.at, '!', uri.len);
    return (struct gs_span){uri.at, mark == NULL ? uri.len : (size_t)(mark - uri.at)};
}

static bool is_mailto(struct gs_span uri)
{
    struct gs_span address = without_limit(gs_span_from(uri, strlen("mailto:")));
    const char *at = address.len == 0 ? NULL : memchr(address.at, '@', address.len);
    return gs_span_begins(uri, "mailto:") && at != NULL && at != address.at &&
           at + 1 < address.at + address.len;
}

static bool is_https(struct gs_span uri)
{
    return gs_span_begins(uri, "https://") && uri.len > strlen("https://");
}

/* A list of URIs, each on a line of its own. */
static void read_uris(const struct gs_tag *tag, struct gs_sender_policy *policy,
                      const char *what, bool takes_https)
{
    struct gs_span rest = tag->value;
    struct gs_span item;
    if (rest.len == 0) {
        complain(tag, policy, "nobody is named");
    }
    while (gs_span_take(&rest, ',', &item)) {
        struct gs_span uri = gs_span_trim(item);
        if (is_mailto(uri)) {
            struct gs_span address = gs_span_from(uri, strlen("mailto:"));
            gs_sender_line(policy, tag->name, "%s by mail to " GS_SPAN_FORMAT, what,
                           GS_SPAN_ARG(without_limit(address)));
        } else if (takes_https && is_https(uri)) {
            gs_sender_line(policy, tag->name, "%s by POST to " GS_SPAN_FORMAT, what,
                           GS_SPAN_ARG(uri));
        } else {
            gs_sender_error(policy, GS_SIGN_ERR, uri,
                            takes_https ? "a mailto: or https: address is wanted"
                                        : "a mailto: address is wanted");
        }
    }
}

static void read_rua(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_uris(tag, policy, "daily reports", false);
}

static void read_ruf(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_uris(tag, policy, "failure reports", false);
}

static void read_tls_rua(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    read_uris(tag, policy, "reports of failed TLS", true);
    gs_sender_gist(policy, "failures of TLS are reported");
}

static void read_id(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    bool is_fine = tag->value.len >= 1 && tag->value.len <= 32;
    for (size_t i = 0; i < tag->value.len; i++) {
        char c = tag->value.at[i];
        is_fine = is_fine && (gs_ascii_is_digit(c) || gs_ascii_is_letter(c));
    }
    if (!is_fine) {
        complain(tag, policy, "1 to 32 letters and digits are wanted");
        return;
    }
    gs_sender_line(policy, tag->whole, "a new id: the policy is fetched again");
    gs_sender_gist(policy, "TLS is promised");
}

/* Reads all tags behind the version with a table that ends in NULL. */
static void read_tags(const struct gs_tag_list *tags, const struct known_tag *known,
                      struct gs_sender_policy *policy)
{
    for (size_t i = 1; i < tags->count; i++) {
        const struct known_tag *found = known;
        while (found->name != NULL && !gs_span_is(tags->items[i].name, found->name)) {
            found++;
        }
        if (found->name != NULL) {
            found->read(&tags->items[i], policy);
        } else {
            gs_sender_line(policy, tags->items[i].whole,
                           "a tag that is not known: ignored");
        }
    }
}

static void require_tag(const struct gs_tag_list *tags, const char *name,
                        const char *what, struct gs_sender_policy *policy)
{
    if (gs_tags_find(tags, name) == NULL) {
        gs_sender_error(policy, GS_SIGN_ERR, (struct gs_span){name, strlen(name)}, "%s",
                        what);
    }
}

/* RFC 7489 6.3: p comes right behind v. */
static void check_order(const struct gs_tag_list *tags, struct gs_sender_policy *policy)
{
    if (tags->count > 1 && !gs_span_is(tags->items[1].name, "p")) {
        gs_sender_error(policy, GS_SIGN_WARN, tags->items[1].whole,
                        "p has its place right behind v");
    }
}

void gs_sender_read_dmarc(struct gs_span text, struct gs_sender_policy *policy)
{
    static const struct known_tag known[] = {
        {"p", read_p},
        {"sp", read_sp},
        {"np", read_np},
        {"adkim", read_alignment},
        {"aspf", read_alignment},
        {"pct", read_pct},
        {"ri", read_ri},
        {"fo", read_fo},
        {"rf", read_rf},
        {"rua", read_rua},
        {"ruf", read_ruf},
        {NULL, NULL},
    };
    struct gs_tag_list tags;
    gs_tags_read(text, policy, &tags);
    read_tags(&tags, known, policy);
    if (gs_tags_find(&tags, "p") == NULL) {
        bool is_watched = gs_tags_find(&tags, "rua") != NULL;
        gs_sender_error(policy, is_watched ? GS_SIGN_WARN : GS_SIGN_ERR,
                        (struct gs_span){"p", 1},
                        is_watched ? "missing: a receiver takes p=none"
                                   : "missing: a receiver ignores the record");
        gs_sender_gist(policy, "none");
    } else {
        check_order(&tags, policy);
    }
    if (gs_tags_find(&tags, "rua") == NULL) {
        gs_sender_error(policy, GS_SIGN_WARN, (struct gs_span){"rua", 3},
                        "missing: nobody is told who sends in this domain's name");
    }
}

void gs_sender_read_mta_sts(struct gs_span text, struct gs_sender_policy *policy)
{
    static const struct known_tag known[] = {{"id", read_id}, {NULL, NULL}};
    struct gs_tag_list tags;
    gs_tags_read(text, policy, &tags);
    read_tags(&tags, known, policy);
    require_tag(&tags, "id", "missing: a sender ignores the record", policy);
}

void gs_sender_read_tls_rpt(struct gs_span text, struct gs_sender_policy *policy)
{
    static const struct known_tag known[] = {{"rua", read_tls_rua}, {NULL, NULL}};
    struct gs_tag_list tags;
    gs_tags_read(text, policy, &tags);
    read_tags(&tags, known, policy);
    require_tag(&tags, "rua", "missing: nobody is told of failures", policy);
}
