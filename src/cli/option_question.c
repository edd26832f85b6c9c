/* SPDX-License-Identifier: MIT */
/*
 * The options that make the question: the call's arguments, whom it is asked of, and how long
 * an answer may take.
 */
#include "option_apply.h"

#include "gaiscope/model/hints.h"
#include "gaiscope/rules/whois_query.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    WORD_MAX = 64,
    TIMEOUT_MIN_MS = 100,
    TIMEOUT_MAX_MS = 3600 * 1000,
};

/* Digits only: no sign, no blanks. */
bool option_number(const char *text, int *out)
{
    if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0') {
        return false;
    }
    errno = 0;
    unsigned long number = strtoul(text, NULL, 10);
    if (errno != 0 || number > INT_MAX) {
        return false;
    }
    *out = (int)number;
    return true;
}

bool option_apply_family(struct option_parse *parse, const char *value)
{
    if (gs_hint_parse(gs_hint_families(), value, &parse->out->question.hints.family) !=
        GS_OK) {
        return option_fail(parse, value, "is not a family; use any, inet or inet6");
    }
    return true;
}

bool option_apply_inet(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.hints.family = AF_INET;
    return true;
}

bool option_apply_inet6(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.hints.family = AF_INET6;
    return true;
}

bool option_apply_socktype(struct option_parse *parse, const char *value)
{
    if (gs_hint_parse(gs_hint_socktypes(), value, &parse->out->question.hints.socktype) !=
        GS_OK) {
        return option_fail(parse, value,
                           "is not a socket type; use any, stream, dgram, raw, rdm or "
                           "seqpacket");
    }
    return true;
}

bool option_apply_protocol(struct option_parse *parse, const char *value)
{
    int *protocol = &parse->out->question.hints.protocol;
    if (option_number(value, protocol) ||
        gs_hint_parse(gs_hint_protocols(), value, protocol) == GS_OK ||
        (strlen(value) < WORD_MAX &&
         gs_engine_protocol_number(value, protocol) == GS_OK)) {
        return true;
    }
    return option_fail(parse, value,
                       "is not a protocol; use a number or a name of /etc/protocols");
}

bool option_apply_flags(struct option_parse *parse, const char *value)
{
    char bad[WORD_MAX] = "";
    int *flags = &parse->out->question.hints.flags;
    if (gs_flags_parse(value, flags, bad, sizeof bad) != GS_OK) {
        return option_fail(parse, bad,
                           "is not a flag; use none, or names without AI_ such as "
                           "addrconfig,v4mapped");
    }
    parse->out->question.hints.has_default_flags = false;
    return true;
}

bool option_apply_server(struct option_parse *parse, const char *value)
{
    if (gs_endpoint_parse(value, GS_DNS_PORT, &parse->out->server) != GS_OK) {
        return option_fail(parse, value,
                           "is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT");
    }
    return true;
}

bool option_apply_whois(struct option_parse *parse, const char *value)
{
    struct gs_whois_server server;
    size_t len = strlen(value);
    if (len >= sizeof parse->out->whois || strpbrk(value, " \t") != NULL ||
        gs_whois_server_parse(value, len, &server) != GS_OK) {
        return option_fail(parse, value,
                           "is not a whois server; use HOST, HOST:PORT or [IPv6]:PORT");
    }
    memcpy(parse->out->whois, value, len + 1);
    return true;
}

/* Not strtod: its decimal point depends on the locale. Returns: milliseconds; -1: no number. */
static long milliseconds(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    size_t digits = *point == '.' ? strspn(point + 1, "0123456789") : 0;
    const char *end = *point == '.' ? point + 1 + digits : point;
    if (*end != '\0' || whole + digits == 0 || whole > 6) {
        return -1;
    }
    long ms = strtol(text, NULL, 10) * 1000;
    long weight = 100;
    for (size_t i = 1; i <= digits && weight > 0; i++) {
        ms += (point[i] - '0') * weight;
        weight /= 10;
    }
    return ms;
}

bool option_seconds(struct option_parse *parse, const char *value, uint32_t *out_ms)
{
    long ms = milliseconds(value);
    if (ms < TIMEOUT_MIN_MS || ms > TIMEOUT_MAX_MS) {
        return option_fail(parse, value, "is not a time; use seconds from 0.1 to 3600");
    }
    *out_ms = (uint32_t)ms;
    return true;
}

bool option_apply_timeout(struct option_parse *parse, const char *value)
{
    return option_seconds(parse, value, &parse->out->timeout_ms);
}

bool option_apply_null(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->is_null = true;
    return true;
}

bool option_apply_exact(struct option_parse *parse, const char *value)
{
    (void)value;
    parse->out->question.is_exact = true;
    return true;
}
