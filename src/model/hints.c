/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/hints.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/question.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct gs_hint families[] = {
    {"any", "AF_UNSPEC", AF_UNSPEC},
    {"inet", "AF_INET", AF_INET},
    {"inet6", "AF_INET6", AF_INET6},
};

static const struct gs_hint socktypes[] = {
    {"any", "0", 0},
    {"stream", "SOCK_STREAM", SOCK_STREAM},
    {"dgram", "SOCK_DGRAM", SOCK_DGRAM},
    {"raw", "SOCK_RAW", SOCK_RAW},
#ifdef SOCK_RDM
    {"rdm", "SOCK_RDM", SOCK_RDM},
#endif
    {"seqpacket", "SOCK_SEQPACKET", SOCK_SEQPACKET},
};

/* SCTP, DCCP and UDP-Lite have no macro on some systems; the numbers are IANA's. */
static const struct gs_hint protocols[] = {
    {"any", "0", 0},
    {"icmp", "IPPROTO_ICMP", 1},
    {"tcp", "IPPROTO_TCP", 6},
    {"udp", "IPPROTO_UDP", 17},
    {"dccp", "IPPROTO_DCCP", 33},
    {"ipv6-icmp", "IPPROTO_ICMPV6", 58},
    {"sctp", "IPPROTO_SCTP", 132},
    {"udplite", "IPPROTO_UDPLITE", 136},
    {"raw", "IPPROTO_RAW", 255},
};

/* In the order in which flags are written: those of the default first, ALL behind what it
 * needs. */
static const struct gs_hint flag_hints[] = {
#ifdef AI_ADDRCONFIG
    {"addrconfig", "AI_ADDRCONFIG", AI_ADDRCONFIG},
#endif
#ifdef AI_V4MAPPED
    {"v4mapped", "AI_V4MAPPED", AI_V4MAPPED},
#endif
#ifdef AI_ALL
    {"all", "AI_ALL", AI_ALL},
#endif
    {"canonname", "AI_CANONNAME", AI_CANONNAME},
    {"passive", "AI_PASSIVE", AI_PASSIVE},
    {"numerichost", "AI_NUMERICHOST", AI_NUMERICHOST},
#ifdef AI_NUMERICSERV
    {"numericserv", "AI_NUMERICSERV", AI_NUMERICSERV},
#endif
#ifdef AI_IDN
    {"idn", "AI_IDN", AI_IDN},
#endif
#ifdef AI_CANONIDN
    {"canonidn", "AI_CANONIDN", AI_CANONIDN},
#endif
};

struct gs_hints gs_hints_default(void)
{
    struct gs_hints hints = {
        .family = AF_UNSPEC,
        .socktype = SOCK_STREAM,
        .flags = AI_CANONNAME,
        .has_default_flags = true,
    };
#ifdef AI_ADDRCONFIG
    hints.flags |= AI_ADDRCONFIG;
#endif
#ifdef AI_V4MAPPED
    hints.flags |= AI_V4MAPPED;
#endif
    return hints;
}

void gs_question_fit_flags(struct gs_question *question)
{
    struct gs_hints *hints = &question->hints;
    if (hints->has_default_flags) {
        hints->flags &= ~(AI_CANONNAME | AI_PASSIVE);
        hints->flags |= question->is_null ? AI_PASSIVE : AI_CANONNAME;
    }
}

struct gs_hint_table gs_hint_families(void)
{
    return (struct gs_hint_table){families, COUNT_OF(families)};
}

struct gs_hint_table gs_hint_socktypes(void)
{
    return (struct gs_hint_table){socktypes, COUNT_OF(socktypes)};
}

struct gs_hint_table gs_hint_protocols(void)
{
    return (struct gs_hint_table){protocols, COUNT_OF(protocols)};
}

struct gs_hint_table gs_hint_flags(void)
{
    return (struct gs_hint_table){flag_hints, COUNT_OF(flag_hints)};
}

/* "ADDRCONFIG" of "AI_ADDRCONFIG". */
static const char *without_prefix(const char *c_name)
{
    const char *underscore = strchr(c_name, '_');
    return underscore == NULL ? c_name : underscore + 1;
}

static bool is_named(const struct gs_hint *hint, const char *name)
{
    return gs_text_compare_case(hint->name, name, SIZE_MAX) == 0 ||
           gs_text_compare_case(hint->c_name, name, SIZE_MAX) == 0 ||
           gs_text_compare_case(without_prefix(hint->c_name), name, SIZE_MAX) == 0;
}

enum gs_status gs_hint_parse(struct gs_hint_table table, const char *name, int *out)
{
    for (size_t i = 0; i < table.count; i++) {
        if (is_named(&table.hints[i], name)) {
            *out = table.hints[i].value;
            return GS_OK;
        }
    }
    return GS_ENOTFOUND;
}

static const struct gs_hint *find_value(struct gs_hint_table table, int value)
{
    for (size_t i = 0; i < table.count; i++) {
        if (table.hints[i].value == value) {
            return &table.hints[i];
        }
    }
    return NULL;
}

const char *gs_hint_name(struct gs_hint_table table, int value)
{
    const struct gs_hint *hint = find_value(table, value);
    return hint == NULL ? NULL : hint->name;
}

const char *gs_hint_c_name(struct gs_hint_table table, int value)
{
    const struct gs_hint *hint = find_value(table, value);
    return hint == NULL ? NULL : hint->c_name;
}

/* The bit of the word `word` of `len` bytes; "none" is no bit. */
static enum gs_status parse_flag(const char *word, size_t len, int *out)
{
    char name[32];
    if (len >= sizeof name) {
        return GS_ENOTFOUND;
    }
    memcpy(name, word, len);
    name[len] = '\0';
    if (gs_text_compare_case(name, "none", SIZE_MAX) == 0) {
        *out = 0;
        return GS_OK;
    }
    return gs_hint_parse(gs_hint_flags(), name, out);
}

enum gs_status gs_flags_parse(const char *list, int *out, char *bad, size_t bad_size)
{
    static const char separators[] = ",| ";
    const char *whole = list;
    int sum = 0;
    size_t count = 0;
    bool has_none = false;
    list += strspn(list, separators);
    while (*list != '\0') {
        size_t len = strcspn(list, separators);
        int bit = 0;
        if (parse_flag(list, len, &bit) != GS_OK) {
            (void)snprintf(bad, bad_size, "%.*s", (int)len, list);
            return GS_ENOTFOUND;
        }
        count++;
        has_none = has_none || bit == 0;
        sum |= bit;
        list += len;
        list += strspn(list, separators);
    }
    if (count == 0 || (has_none && count > 1)) {
        (void)snprintf(bad, bad_size, "%s", whole);
        return GS_ENOTFOUND;
    }
    *out = sum;
    return GS_OK;
}

void gs_flags_format(struct gs_buf *out, int flags, const char *separator)
{
    const char *between = "";
    int unknown = flags;
    for (size_t i = 0; i < COUNT_OF(flag_hints); i++) {
        if ((flags & flag_hints[i].value) != 0) {
            gs_buf_addf(out, "%s%s", between, without_prefix(flag_hints[i].c_name));
            unknown &= ~flag_hints[i].value;
            between = separator;
        }
    }
    if (unknown != 0) {
        gs_buf_addf(out, "%s0x%X", between, (unsigned)unknown);
    }
}
