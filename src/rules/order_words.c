/* SPDX-License-Identifier: MIT */
/* What the rules see and why they decide, in words for a person who never read the RFC. */
#include "gaiscope/rules/order.h"

#include <errno.h>
#include <stdio.h>

#include <sys/socket.h>

static const struct {
    const char *name;
    const char *phrase;
    const char *meaning;
} words[GS_ORDER_RULES + 1] = {
    {"", "", ""},
    {"usable", "a way there", "What cannot be reached from this machine comes last."},
    {"scope", "scope as its source",
     "It reaches as far (scope) as the source it would be sent from: that comes first."},
    {"not deprecated", "source not deprecated",
     "What would be sent from a source that is being given up (deprecated) comes last."},
    {"home address", "source is a home address",
     "What is sent from a mobile machine's home address comes first."},
    {"label", "matching label",
     "The label is the kind of an address; of the same kind as its source comes first."},
    {"precedence", "higher precedence",
     "The policy table gives each kind of address a number; the higher one comes first."},
    {"native transport", "no tunnel", "What is reached without a tunnel comes first."},
    {"smaller scope", "smaller scope", "What reaches less far (scope) comes first."},
    {"longest prefix", "longest matching prefix",
     "More leading bits in common with its source: it is nearer. IPv4 counts inside of "
     "the source's network."},
    {"order of DNS", "order as it came",
     "No rule parts the two: they stay as the source of names gave them."},
};

const char *gs_order_rule_name(int rule)
{
    return rule >= 1 && rule <= GS_ORDER_RULES ? words[rule].name : "";
}

const char *gs_order_rule_phrase(int rule)
{
    return rule >= 1 && rule <= GS_ORDER_RULES ? words[rule].phrase : "";
}

const char *gs_order_rule_meaning(int rule)
{
    return rule >= 1 && rule <= GS_ORDER_RULES ? words[rule].meaning : "";
}

void gs_order_scope_format(int scope, char out[GS_ORDER_VALUE_MAX])
{
    const char *word = scope == 1    ? "interface"
                       : scope == 2  ? "link-local"
                       : scope == 5  ? "site-local"
                       : scope == 8  ? "org-local"
                       : scope == 14 ? "global"
                                     : NULL;
    if (word != NULL) {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "%s", word);
    } else {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "%d", scope);
    }
}

const char *gs_order_unusable_word(const struct gs_order_item *item)
{
    switch (item->source.error) {
    case ENETUNREACH:
    case EHOSTUNREACH:
        return "no route";
    case EAFNOSUPPORT:
        return item->address.family == AF_INET6 ? "no IPv6 here" : "no IPv4 here";
    case EINVAL:
        return "no zone";
    case EACCES:
        return "forbidden";
    case EADDRNOTAVAIL:
        return "no source";
    default:
        return "not known";
    }
}

/* A pair of numbers with what stands between them. */
static void format_match(int first, int second, char out[GS_ORDER_VALUE_MAX])
{
    (void)snprintf(out, GS_ORDER_VALUE_MAX, "%d %s %d", first,
                   first == second ? "=" : "≠", second);
}

static void format_yes(bool is_true, char out[GS_ORDER_VALUE_MAX])
{
    (void)snprintf(out, GS_ORDER_VALUE_MAX, "%s", is_true ? "yes" : "no");
}

static void format_source_value(int rule, const struct gs_order_item *item,
                                char out[GS_ORDER_VALUE_MAX])
{
    if (rule == 2 && item->scope == item->source_scope) {
        gs_order_scope_format(item->scope, out);
    } else if (rule == 2) {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "≠ source");
    } else if (rule == 3) {
        format_yes(!item->is_deprecated, out);
    } else if (rule == 4) {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "%s", item->is_home ? "yes" : "–");
    } else if (rule == 5) {
        format_match(item->label, item->source_label, out);
    } else if (rule == 7) {
        format_yes(item->is_native, out);
    } else {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "%zu", item->common_bits);
    }
}

void gs_order_value(int rule, const struct gs_order_item *item,
                    char out[GS_ORDER_VALUE_MAX])
{
    if (rule == 1) {
        format_yes(item->is_usable, out);
    } else if (rule == 6) {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "%d", item->precedence);
    } else if (rule == 8) {
        gs_order_scope_format(item->scope, out);
    } else if (rule == GS_ORDER_RULES || !item->is_usable) {
        (void)snprintf(out, GS_ORDER_VALUE_MAX, "–");
    } else {
        format_source_value(rule, item, out);
    }
}

/* "global, its source link-local" */
static void format_scopes(const struct gs_order_item *item, char out[64])
{
    char own[GS_ORDER_VALUE_MAX];
    char source[GS_ORDER_VALUE_MAX];
    gs_order_scope_format(item->scope, own);
    gs_order_scope_format(item->source_scope, source);
    (void)snprintf(out, 64, "%s, its source %s", own, source);
}

void gs_order_reason(int rule, const struct gs_order_item *winner,
                     const struct gs_order_item *other, char out[GS_ORDER_REASON_MAX])
{
    char mine[GS_ORDER_VALUE_MAX];
    char next[GS_ORDER_VALUE_MAX];
    char scopes[64];
    gs_order_value(rule, winner, mine);
    gs_order_value(rule, other, next);
    switch (rule) {
    case 1:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "the next cannot be reached: %s",
                       gs_order_unusable_word(other));
        break;
    case 2:
        format_scopes(other, scopes);
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s, the next %s", mine, scopes);
        break;
    case 3:
        (void)snprintf(out, GS_ORDER_REASON_MAX,
                       "the next would send from a deprecated one");
        break;
    case 4:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "that of the next is none");
        break;
    case 7:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "the next goes through %s",
                       other->source.interface[0] == '\0' ? "no known interface"
                                                          : other->source.interface);
        break;
    case 9:
        (void)snprintf(
            out, GS_ORDER_REASON_MAX,
            "shares its first %s bits with its source address, the next only %s", mine,
            next);
        break;
    case GS_ORDER_RULES:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "no rule parts the two");
        break;
    default:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s, the next %s", mine, next);
        break;
    }
}

void gs_order_short_reason(int rule, const struct gs_order_item *winner,
                           const struct gs_order_item *other,
                           char out[GS_ORDER_REASON_MAX])
{
    if (rule == 9) {
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%zu bits in common, the next only %zu",
                       winner->common_bits, other->common_bits);
    } else {
        gs_order_reason(rule, winner, other, out);
    }
}

/* Facts about the source; rule 1 has decided where there is none. */
static void format_source_fact(int rule, const struct gs_order_item *item,
                               const char *value, char out[GS_ORDER_REASON_MAX])
{
    char scopes[64];
    switch (rule) {
    case 2:
        format_scopes(item, scopes);
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s", scopes);
        break;
    case 3:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s",
                       item->is_deprecated ? "deprecated source" : "source in use");
        break;
    case 4:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s",
                       item->is_home ? "home address" : "no home address");
        break;
    case 5:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "label %s", value);
        break;
    case 7:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "through %s",
                       item->source.interface[0] == '\0' ? "no known interface"
                                                         : item->source.interface);
        break;
    default:
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s bits in common", value);
        break;
    }
}

void gs_order_fact(int rule, const struct gs_order_item *item,
                   char out[GS_ORDER_REASON_MAX])
{
    char value[GS_ORDER_VALUE_MAX];
    gs_order_value(rule, item, value);
    if (rule == GS_ORDER_RULES) {
        out[0] = '\0';
    } else if (rule == 1 || (!item->is_usable && rule != 6 && rule != 8)) {
        (void)snprintf(out, GS_ORDER_REASON_MAX, "%s",
                       item->is_usable ? "can be reached" : gs_order_unusable_word(item));
    } else if (rule == 6) {
        (void)snprintf(out, GS_ORDER_REASON_MAX, "precedence %s", value);
    } else if (rule == 8) {
        (void)snprintf(out, GS_ORDER_REASON_MAX, "scope %s", value);
    } else {
        format_source_fact(rule, item, value, out);
    }
}
