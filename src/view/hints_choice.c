/* SPDX-License-Identifier: MIT */
#include "hints_choice.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    PROTOCOL_MAX = 255, /* of an IP header */
    HOST_CHOICES = 2,   /* the host, none */
};

/* The protocols that stand there; behind them the one that is typed. */
static const int protocols[] = {0, 6, 17, 132, 1};

#define PROTOCOLS (sizeof protocols / sizeof protocols[0])

const char *gs_hints_title(enum gs_hints_group group)
{
    static const char *const titles[GS_HINTS_GROUPS] = {
        [GS_HINTS_FAMILY] = "Family",        [GS_HINTS_HOST] = "Host",
        [GS_HINTS_SOCKTYPE] = "Socket type", [GS_HINTS_PROTOCOL] = "Protocol",
        [GS_HINTS_FLAGS] = "Flags",
    };
    return titles[group];
}

size_t gs_hints_count(enum gs_hints_group group)
{
    switch (group) {
    case GS_HINTS_FAMILY:
        return gs_hint_families().count;
    case GS_HINTS_HOST:
        return HOST_CHOICES;
    case GS_HINTS_SOCKTYPE:
        return gs_hint_socktypes().count;
    case GS_HINTS_PROTOCOL:
        return PROTOCOLS + 1;
    default:
        return gs_hint_flags().count;
    }
}

static bool is_same_call(const struct gs_question *a, const struct gs_question *b)
{
    return gs_question_is_same_name(a, b) && a->hints.family == b->hints.family &&
           a->hints.socktype == b->hints.socktype &&
           a->hints.protocol == b->hints.protocol && a->hints.flags == b->hints.flags;
}

struct gs_hint_subject gs_hints_subject(const struct gs_view *view)
{
    const struct gs_session *session = view->session;
    const struct gs_lookup *lookup = &session->lookup;
    bool has = session->has_lookup;
    bool is_it = has && is_same_call(&lookup->question, &view->question);
    bool has_service = has &&
                       strcmp(lookup->question.service, view->question.service) == 0 &&
                       lookup->parts[GS_PART_SERVICES].progress == GS_PROGRESS_DONE;
    return (struct gs_hint_subject){
        .question = &view->question,
        .machine = session->has_machine ? &session->machine : NULL,
        .services = has_service ? lookup->now.services : NULL,
        .answer = is_it ? lookup->now.system : NULL,
    };
}

/* -- one choice ---------------------------------------------------------------------- */

static void set_text(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text);
}

static struct gs_hints_choice family_at(const struct gs_view *view, size_t at)
{
    static const char *const words[] = {"any", "IPv4", "IPv6"};
    struct gs_hint_subject subject = gs_hints_subject(view);
    const struct gs_hint *hint = &gs_hint_families().hints[at];
    struct gs_hints_choice choice = {.is_set = view->question.hints.family == hint->value,
                                     .effect = gs_family_effect(&subject, hint->value)};
    set_text(choice.name, sizeof choice.name, words[at]);
    set_text(choice.c_name, sizeof choice.c_name, hint->c_name);
    return choice;
}

/* The host that is asked, or that would be without the null node; "" none is known. */
static const char *host_of(const struct gs_view *view)
{
    return !view->question.is_null   ? view->question.host
           : view->kept_host != NULL ? view->kept_host
                                     : "";
}

static struct gs_hints_choice host_at(const struct gs_view *view, size_t at)
{
    struct gs_hint_subject subject = gs_hints_subject(view);
    struct gs_hints_choice choice = {.is_set = view->question.is_null == (at == 1)};
    const char *host = host_of(view);
    if (at == 1) {
        choice.effect = gs_null_node_effect(&subject);
        set_text(choice.name, sizeof choice.name, "none");
        set_text(choice.c_name, sizeof choice.c_name, "NULL");
    } else if (host[0] == '\0') {
        choice.effect.kind = GS_HINT_NO_EFFECT;
        set_text(choice.effect.reason, sizeof choice.effect.reason,
                 "no host was typed: i types one");
        set_text(choice.name, sizeof choice.name, "a host");
    } else {
        struct gs_buf cut = {0};
        char *safe = gs_text_sanitised(host);
        gs_text_cut_middle(&cut, safe, 20);
        set_text(choice.name, sizeof choice.name,
                 cut.len < sizeof choice.name ? gs_buf_text(&cut) : "the host");
        gs_buf_fini(&cut);
        free(safe);
    }
    return choice;
}

static struct gs_hints_choice socktype_at(const struct gs_view *view, size_t at)
{
    struct gs_hint_subject subject = gs_hints_subject(view);
    const struct gs_hint *hint = &gs_hint_socktypes().hints[at];
    struct gs_hints_choice choice = {.is_set =
                                         view->question.hints.socktype == hint->value,
                                     .effect = gs_socktype_effect(&subject, hint->value)};
    set_text(choice.name, sizeof choice.name, hint->name);
    set_text(choice.c_name, sizeof choice.c_name, hint->c_name);
    return choice;
}

/* The name of a protocol, from the file when it was read; NULL: it has none. */
static const char *protocol_name(const struct gs_view *view, int number)
{
    const struct gs_tables *tables = view->session->tables;
    const char *name = gs_hint_name(gs_hint_protocols(), number);
    for (size_t i = 0; name == NULL && tables != NULL && i < tables->protocols.count;
         i++) {
        const struct gs_table_protocol_line *line = &tables->protocols.items[i];
        name = line->number == number ? line->name : NULL;
    }
    return name;
}

static bool is_listed(int protocol)
{
    for (size_t i = 0; i < PROTOCOLS; i++) {
        if (protocols[i] == protocol) {
            return true;
        }
    }
    return false;
}

static struct gs_hints_choice protocol_at(const struct gs_view *view, size_t at)
{
    struct gs_hint_subject subject = gs_hints_subject(view);
    int now = view->question.hints.protocol;
    bool is_other = at == PROTOCOLS;
    int value = is_other ? now : protocols[at];
    struct gs_hints_choice choice = {.is_other = is_other,
                                     .is_set = is_other ? !is_listed(now) : now == value};
    if (is_other && !choice.is_set) {
        set_text(choice.name, sizeof choice.name, "other …");
        set_text(choice.c_name, sizeof choice.c_name, "name or number");
        return choice;
    }
    const char *name = protocol_name(view, value);
    choice.effect = gs_protocol_effect(&subject, value);
    set_text(choice.name, sizeof choice.name, name == NULL ? "number" : name);
    (void)snprintf(choice.c_name, sizeof choice.c_name, "%d", value);
    return choice;
}

static struct gs_hints_choice flag_at(const struct gs_view *view, size_t at)
{
    struct gs_hint_subject subject = gs_hints_subject(view);
    const struct gs_hint *hint = &gs_hint_flags().hints[at];
    struct gs_hints_choice choice = {.is_set =
                                         (view->question.hints.flags & hint->value) != 0,
                                     .effect = gs_flag_effect(&subject, hint->value)};
    set_text(choice.name, sizeof choice.name, hint->c_name + strlen("AI_"));
    set_text(choice.c_name, sizeof choice.c_name, hint->c_name);
    return choice;
}

struct gs_hints_choice gs_hints_choice_at(const struct gs_view *view,
                                          enum gs_hints_group group, size_t at)
{
    switch (group) {
    case GS_HINTS_FAMILY:
        return family_at(view, at);
    case GS_HINTS_HOST:
        return host_at(view, at);
    case GS_HINTS_SOCKTYPE:
        return socktype_at(view, at);
    case GS_HINTS_PROTOCOL:
        return protocol_at(view, at);
    default:
        return flag_at(view, at);
    }
}

/* -- explanations -------------------------------------------------------------------- */

static const char *about(enum gs_hints_group group, size_t at)
{
    static const char *const types[] = {
        "Any type, 0, the default: an address once for each that takes the service.",
        "A connection of bytes in order: TCP.",
        "Single datagrams: UDP.",
        "IP packets without a port; opening such a socket needs privilege.",
        "Datagrams that are never lost: libc has no protocol for it.",
        "A connection of whole records: SCTP.",
    };
    bool is_type = group == GS_HINTS_SOCKTYPE && at < sizeof types / sizeof types[0];
    switch (group) {
    case GS_HINTS_HOST:
        return at == 1 ? "The null node: nobody is asked;"
                       : "The name or address that is looked up.";
    case GS_HINTS_PROTOCOL:
        return at == PROTOCOLS ? "Any protocol: Space, then its name or number, 0 to 255."
               : at == 0       ? "The socket type chooses the protocol."
                               : "Rows of this protocol only.";
    default:
        return is_type ? types[at] : "";
    }
}

void gs_hints_explain(const struct gs_view *view, bool says_reason, struct gs_buf *out)
{
    enum gs_hints_group group = (enum gs_hints_group)view->hints_group;
    size_t at = view->hints_at[group];
    struct gs_hint_effect effect = gs_hints_choice_at(view, group, at).effect;
    bool is_flag = group == GS_HINTS_FLAGS;
    bool is_hindered = effect.kind != GS_HINT_ACTS;
    if (is_flag) {
        gs_buf_add_text(out, gs_flag_meaning(gs_hint_flags().hints[at].value));
    } else if (!is_hindered) {
        gs_buf_add_text(out, about(group, at));
    }
    bool says = is_flag ? says_reason && is_hindered : effect.reason[0] != '\0';
    if (says) {
        gs_buf_addf(out, "%s%s%s.", out->len > 0 ? " " : "",
                    effect.kind == GS_HINT_FAILS       ? "Would fail: "
                    : effect.kind == GS_HINT_NO_EFFECT ? "No effect: "
                                                       : "",
                    effect.reason);
    }
}

/* -- setting ------------------------------------------------------------------------- */

enum gs_status gs_hints_find_protocol(const struct gs_view *view, const char *text,
                                      int *out)
{
    const struct gs_tables *tables = view->session->tables;
    bool is_digits = text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
    if (is_digits) {
        unsigned long value = strtoul(text, NULL, 10);
        *out = value <= PROTOCOL_MAX ? (int)value : *out;
        return value <= PROTOCOL_MAX ? GS_OK : GS_ENOTFOUND;
    }
    for (size_t i = 0; tables != NULL && i < tables->protocols.count; i++) {
        const struct gs_table_protocol_line *line = &tables->protocols.items[i];
        if (gs_text_compare_case(line->name, text, SIZE_MAX) == 0 ||
            (text[0] != '\0' &&
             gs_text_compare_case(line->aliases, text, SIZE_MAX) == 0)) {
            *out = line->number;
            return GS_OK;
        }
    }
    return gs_hint_parse(gs_hint_protocols(), text, out);
}

static bool set_number(int *to, int value)
{
    bool is_new = *to != value;
    *to = value;
    return is_new;
}

bool gs_hints_set(struct gs_view *view, enum gs_hints_group group, size_t at)
{
    struct gs_hints *hints = &view->question.hints;
    switch (group) {
    case GS_HINTS_FAMILY:
        return set_number(&hints->family, gs_hint_families().hints[at].value);
    case GS_HINTS_SOCKTYPE:
        return set_number(&hints->socktype, gs_hint_socktypes().hints[at].value);
    case GS_HINTS_PROTOCOL:
        return at < PROTOCOLS && set_number(&hints->protocol, protocols[at]);
    case GS_HINTS_FLAGS:
        hints->flags ^= gs_hint_flags().hints[at].value;
        hints->has_default_flags = false; /* a person chose them */
        return true;
    default:
        return false;
    }
}
