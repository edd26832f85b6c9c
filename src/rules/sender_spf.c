/* SPDX-License-Identifier: MIT */
/*
 * SPF, term by term, in the order a receiver takes them: the first mechanism that matches
 * decides. RFC 7208 4.6 and 5. What asks DNS is counted for this record alone; what it
 * includes counts on top at a receiver.
 */
#include "sender_reading.h"
#include "spf_domain.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>

/* What is known when a term is read. */
struct spf {
    struct gs_sender_policy *policy;
    bool has_all;
    bool has_redirect;
    bool has_exp;
};

/* A mechanism taken apart. */
struct term {
    struct gs_span whole;    /* as written */
    const char *result;      /* "pass", "fail", ... */
    bool has_argument;       /* a `:` came */
    struct gs_span argument; /* behind the `:`, without prefix lengths */
    struct gs_span lengths;  /* `/24//64`; empty: none */
};

enum argument {
    NO_ARGUMENT,
    MAY_DOMAIN,
    MUST_DOMAIN,
    ADDRESS,
};

static const struct mechanism {
    const char *name;
    enum argument argument;
    bool has_lengths;
    bool asks_dns;
    int family;        /* of ADDRESS */
    const char *words; /* %s: the domain or address */
} mechanisms[] = {
    {"all", NO_ARGUMENT, false, false, 0, "everyone else"},
    {"include", MUST_DOMAIN, false, true, 0, "whoever passes the SPF of %s"},
    {"a", MAY_DOMAIN, true, true, 0, "the addresses of %s"},
    {"mx", MAY_DOMAIN, true, true, 0, "the mail exchanges of %s"},
    {"ptr", MAY_DOMAIN, false, true, 0, "hosts with a reverse name below %s"},
    {"ip4", ADDRESS, true, false, AF_INET, "%s"},
    {"ip6", ADDRESS, true, false, AF_INET6, "%s"},
    {"exists", MUST_DOMAIN, false, true, 0, "anyone, when %s has an A record"},
};

static void complain(struct spf *spf, const struct term *term, const char *what)
{
    gs_sender_error(spf->policy, GS_SIGN_ERR, term->whole, "%s", what);
}

static void warn(struct spf *spf, const struct term *term, const char *what)
{
    gs_sender_error(spf->policy, GS_SIGN_WARN, term->whole, "%s", what);
}

/* Takes the qualifier off; none is `+`. RFC 7208 4.6.2. */
static const char *take_qualifier(struct gs_span *text)
{
    static const char qualifiers[] = "+-~?";
    static const char *const results[] = {"pass", "fail", "softfail", "neutral"};
    const char *found =
        text->len > 0 ? memchr(qualifiers, text->at[0], sizeof qualifiers - 1) : NULL;
    if (found == NULL) {
        return results[0];
    }
    *text = gs_span_from(*text, 1);
    return results[found - qualifiers];
}

/* Where the name of a mechanism or modifier ends. */
static size_t name_len(struct gs_span text)
{
    size_t len = 0;
    while (len < text.len && !gs_span_has(":=/", text.at[len])) {
        len++;
    }
    return len;
}

/* The first slash outside of a macro's braces. */
static size_t find_slash(struct gs_span text)
{
    bool is_inside = false;
    for (size_t i = 0; i < text.len; i++) {
        is_inside = (is_inside || text.at[i] == '{') && text.at[i] != '}';
        if (text.at[i] == '/' && !is_inside) {
            return i;
        }
    }
    return text.len;
}

static const struct mechanism *find_mechanism(struct gs_span name)
{
    for (size_t i = 0; i < sizeof mechanisms / sizeof *mechanisms; i++) {
        if (gs_span_is(name, mechanisms[i].name)) {
            return &mechanisms[i];
        }
    }
    return NULL;
}

/* `/24`, `//64`, `/24//64`; of an address one length alone. RFC 7208 5.6 and 12. */
static bool are_lengths(const struct mechanism *mechanism, struct gs_span lengths)
{
    unsigned long bits;
    struct gs_span v4;
    if (lengths.len == 0) {
        return true;
    }
    if (mechanism->argument == ADDRESS) {
        return gs_span_number(gs_span_from(lengths, 1),
                              mechanism->family == AF_INET ? 32 : 128, &bits);
    }
    if (!gs_span_begins(lengths, "//")) {
        struct gs_span rest = gs_span_from(lengths, 1);
        if (!gs_span_take(&rest, '/', &v4) || !gs_span_number(v4, 32, &bits)) {
            return false;
        }
        if (v4.len + 1 == lengths.len) {
            return true;
        }
        lengths = gs_span_from(lengths, v4.len + 1);
    }
    return gs_span_begins(lengths, "//") &&
           gs_span_number(gs_span_from(lengths, 2), 128, &bits);
}

static bool is_address(const struct mechanism *mechanism, struct gs_span argument)
{
    char text[64] = "";
    uint8_t bytes[16];
    if (argument.len >= sizeof text) {
        return false;
    }
    memcpy(text, argument.at, argument.len);
    return inet_pton(mechanism->family, text, bytes) == 1;
}

/* Why the argument does not do; NULL: it does. */
static const char *argument_problem(const struct mechanism *mechanism,
                                    const struct term *term)
{
    if (mechanism->argument == NO_ARGUMENT) {
        return term->has_argument || term->lengths.len > 0 ? "all takes no argument"
                                                           : NULL;
    }
    if (term->has_argument ? term->argument.len == 0
                           : mechanism->argument >= MUST_DOMAIN) {
        return "its argument is missing";
    }
    if (mechanism->argument == ADDRESS && !is_address(mechanism, term->argument)) {
        return mechanism->family == AF_INET ? "not an IPv4 address"
                                            : "not an IPv6 address";
    }
    if (mechanism->argument != ADDRESS && term->has_argument) {
        const char *problem = gs_spf_domain_problem(term->argument);
        if (problem != NULL) {
            return problem;
        }
    }
    if (!mechanism->has_lengths && term->lengths.len > 0) {
        return "takes no prefix length";
    }
    return are_lengths(mechanism, term->lengths) ? NULL : "not a prefix length";
}

static void add_words(struct spf *spf, const struct mechanism *mechanism,
                      const struct term *term)
{
    struct gs_buf words = {0};
    const char *gap = strstr(mechanism->words, "%s");
    struct gs_words *lines = &spf->policy->lines;
    gs_buf_add(&words, mechanism->words,
               gap == NULL ? strlen(mechanism->words) : (size_t)(gap - mechanism->words));
    if (gap != NULL) {
        gs_buf_add(&words, term->argument.at, term->argument.len);
        gs_buf_add_text(&words, term->has_argument ? "" : "this domain");
        gs_buf_add_text(&words, gap + 2);
    }
    if (mechanism->argument == ADDRESS) {
        gs_buf_add(&words, term->lengths.at, term->lengths.len);
    } else if (term->lengths.len > 0) {
        gs_buf_addf(&words, " and their neighbours, " GS_SPAN_FORMAT,
                    GS_SPAN_ARG(term->lengths));
    }
    gs_sender_line(spf->policy, term->whole, "%s: %s", term->result, gs_buf_text(&words));
    if (mechanism->asks_dns) {
        gs_words_remark(lines, GS_SIGN_NONE, "asks DNS");
    }
    gs_buf_fini(&words);
}

static void note_all(struct spf *spf, const struct term *term)
{
    spf->has_all = true;
    if (strcmp(term->result, "pass") == 0) {
        warn(spf, term, "lets everyone send in this domain's name");
        gs_sender_gist(spf->policy, "everyone may send");
    } else {
        gs_sender_gist(spf->policy, "all others %s", term->result);
    }
}

/* What is legal, but worth a look. */
static void judge(struct spf *spf, const struct mechanism *mechanism,
                  const struct term *term)
{
    bool is_whole_net = gs_span_is(term->lengths, "/0");
    if (strcmp(mechanism->name, "all") == 0) {
        note_all(spf, term);
    } else if (strcmp(mechanism->name, "ptr") == 0) {
        warn(spf, term, "slow and unreliable, not to be used (RFC 7208 5.5)");
    } else if (is_whole_net && mechanism->has_lengths) {
        warn(spf, term, "every address of the family fits");
    }
}

static void read_mechanism(struct spf *spf, struct gs_span whole)
{
    struct term term = {.whole = whole};
    struct gs_span text = whole;
    term.result = take_qualifier(&text);
    struct gs_span name = {text.at, name_len(text)};
    struct gs_span rest = gs_span_from(text, name.len);
    const struct mechanism *mechanism = find_mechanism(name);
    if (mechanism == NULL) {
        complain(spf, &term, "no such mechanism: the whole record fails (permerror)");
        return;
    }
    term.has_argument = rest.len > 0 && rest.at[0] == ':';
    rest = gs_span_from(rest, term.has_argument ? 1 : 0);
    term.argument = (struct gs_span){rest.at, find_slash(rest)};
    term.lengths = gs_span_from(rest, term.argument.len);
    const char *problem = !term.has_argument && term.argument.len > 0
                              ? "a mechanism's argument follows a colon"
                              : argument_problem(mechanism, &term);
    if (problem != NULL) {
        complain(spf, &term, problem);
        return;
    }
    spf->policy->lookups += mechanism->asks_dns && !spf->has_all ? 1 : 0;
    add_words(spf, mechanism, &term);
    if (spf->has_all) {
        warn(spf, &term, "never reached: all comes before it");
    } else {
        judge(spf, mechanism, &term);
    }
}

/* RFC 7208 6: redirect and exp once each; others are ignored. */
static void read_modifier(struct spf *spf, struct gs_span whole, struct gs_span name)
{
    struct term term = {.whole = whole};
    struct gs_span value = gs_span_from(whole, name.len + 1);
    bool is_redirect = gs_span_is(name, "redirect");
    bool is_exp = gs_span_is(name, "exp");
    const char *problem = is_redirect || is_exp ? gs_spf_domain_problem(value)
                                                : gs_spf_macro_problem(value);
    if ((is_redirect && spf->has_redirect) || (is_exp && spf->has_exp)) {
        problem = "stands twice: the whole record fails (permerror)";
    }
    spf->has_redirect = spf->has_redirect || is_redirect;
    spf->has_exp = spf->has_exp || is_exp;
    if (problem != NULL) {
        complain(spf, &term, problem);
    } else if (is_redirect) {
        gs_sender_line(spf->policy, whole, "else: as the SPF of " GS_SPAN_FORMAT " says",
                       GS_SPAN_ARG(value));
        gs_words_remark(&spf->policy->lines, GS_SIGN_NONE, "asks DNS");
    } else if (is_exp) {
        gs_sender_line(spf->policy, whole, "why it failed is written at " GS_SPAN_FORMAT,
                       GS_SPAN_ARG(value));
    } else {
        gs_sender_line(spf->policy, whole, "a modifier that is not known: ignored");
        if (find_mechanism(name) != NULL) {
            warn(spf, &term, "a mechanism takes a colon: this one is ignored");
        }
    }
}

static bool is_modifier(struct gs_span whole, struct gs_span *name)
{
    *name = (struct gs_span){whole.at, name_len(whole)};
    if (whole.at == NULL || name->len == 0 || name->len == whole.len ||
        whole.at[name->len] != '=') {
        return false;
    }
    for (size_t i = 0; i < name->len; i++) {
        char c = name->at[i];
        bool is_other = gs_ascii_is_digit(c) || c == '-' || c == '_' || c == '.';
        if (!gs_ascii_is_letter(c) && (i == 0 || !is_other)) {
            return false;
        }
    }
    return true;
}

static void conclude(struct spf *spf, struct gs_span redirect)
{
    struct gs_sender_policy *policy = spf->policy;
    struct term whole = {.whole = redirect};
    struct gs_span name;
    if (spf->has_redirect && spf->has_all) {
        warn(spf, &whole, "ignored: all decides before it");
    } else if (spf->has_redirect) {
        policy->lookups++;
        (void)is_modifier(redirect, &name);
        gs_sender_gist(policy, "as " GS_SPAN_FORMAT " says",
                       GS_SPAN_ARG(gs_span_from(redirect, name.len + 1)));
    } else if (!spf->has_all) {
        gs_sender_error(policy, GS_SIGN_WARN, (struct gs_span){"all", 3},
                        "not there, and no redirect: all others are neutral");
        gs_sender_gist(policy, "all others neutral");
    }
    if (policy->lookups > GS_SPF_LOOKUPS_MAX) {
        gs_sender_error(policy, GS_SIGN_ERR, (struct gs_span){"v=spf1", 6},
                        "%zu terms ask DNS: over 10 the record fails (permerror)",
                        policy->lookups);
    }
}

void gs_sender_read_spf(struct gs_span text, struct gs_sender_policy *policy)
{
    struct spf spf = {.policy = policy};
    struct gs_span rest = gs_span_from(text, strlen("v=spf1"));
    struct gs_span redirect = {0};
    struct gs_span term;
    struct gs_span name;
    while (gs_span_take(&rest, ' ', &term)) {
        if (term.len == 0) {
            continue;
        }
        if (is_modifier(term, &name)) {
            redirect = gs_span_is(name, "redirect") ? term : redirect;
            read_modifier(&spf, term, name);
        } else {
            read_mechanism(&spf, term);
        }
    }
    conclude(&spf, redirect);
}
