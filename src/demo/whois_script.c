/* SPDX-License-Identifier: MIT */
#include "whois_script.h"

#include "gaiscope/base/text.h"

#include <stdbool.h>
#include <string.h>

static const struct {
    const char *word; /* in the script */
    const char *name; /* in the zone of the demo, where it is loopback */
} servers[GS_WHOIS_DEMO_COUNT] = {
    [GS_WHOIS_DEMO_ROOT] = {"root", "whois.iana.org"},
    [GS_WHOIS_DEMO_REGISTRY] = {"registry", "whois.registry.example"},
    [GS_WHOIS_DEMO_REGISTRAR] = {"registrar", "whois.registrar.example"},
    [GS_WHOIS_DEMO_RIR] = {"rir", "whois.rir.example"},
    [GS_WHOIS_DEMO_CLOSED] = {"closed", "whois.closed.example"},
};

const char *gs_whois_demo_name(enum gs_whois_demo server)
{
    return servers[server].name;
}

static bool is_equal(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && gs_text_compare_case(text, word, len) == 0;
}

/* Whether the head of a block (behind ">> ") is for a server and a line. */
static bool fits(const char *head, size_t len, enum gs_whois_demo server,
                 const char *query)
{
    const char *blank = memchr(head, ' ', len);
    if (blank == NULL || !is_equal(head, (size_t)(blank - head), servers[server].word)) {
        return false;
    }
    const char *wanted = blank + 1;
    size_t wanted_len = len - (size_t)(wanted - head);
    size_t query_len = strlen(query);
    if (wanted_len > 0 && wanted[0] == '*') {
        size_t tail = wanted_len - 1;
        return query_len >= tail &&
               gs_text_compare_case(query + query_len - tail, wanted + 1, tail) == 0;
    }
    return is_equal(wanted, wanted_len, query);
}

/* "{registry}" as name and port. Returns: bytes stepped over; 0: it is none. */
static size_t put_mark(struct gs_buf *out, const char *mark, size_t len,
                       const uint16_t ports[GS_WHOIS_DEMO_COUNT])
{
    const char *end = memchr(mark, '}', len);
    for (size_t i = 0; end != NULL && i < GS_WHOIS_DEMO_COUNT; i++) {
        if (is_equal(mark + 1, (size_t)(end - mark) - 1, servers[i].word)) {
            gs_buf_addf(out, "%s:%u", servers[i].name, ports[i]);
            return (size_t)(end - mark) + 1;
        }
    }
    return 0;
}

static void put_line(struct gs_buf *out, const char *line, size_t len,
                     const uint16_t ports[GS_WHOIS_DEMO_COUNT])
{
    for (size_t i = 0; i < len;) {
        size_t step = line[i] == '{' ? put_mark(out, line + i, len - i, ports) : 0;
        if (step == 0) {
            gs_buf_add(out, line + i, 1);
            step = 1;
        }
        i += step;
    }
    gs_buf_add_text(out, "\r\n");
}

void gs_whois_demo_text(struct gs_buf *out, const char *script, enum gs_whois_demo server,
                        const char *query, const uint16_t ports[GS_WHOIS_DEMO_COUNT])
{
    bool is_inside = false;
    for (const char *line = script; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        if (len > 3 && memcmp(line, ">> ", 3) == 0) {
            if (is_inside) {
                return;
            }
            is_inside = fits(line + 3, len - 3, server, query);
        } else if (is_inside) {
            put_line(out, line, len, ports);
        }
        line += len + (line[len] == '\n' ? 1 : 0);
    }
}
