/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/message_text.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/rdata_fields.h"

#include <string.h>

enum {
    /* dig's columns, where its tabs end. */
    TTL_AT = 24,
    CLASS_AT = 32,
    TYPE_AT = 40,
    DATA_AT = 48,
    US_PER_MS = 1000,
};

/* --- records --- */

/* Bytes of the word at `text`, which ends at a blank outside of quotes. */
static size_t word_len(const char *text)
{
    size_t len = 0;
    bool is_quoted = false;
    while (text[len] != '\0' && (is_quoted || text[len] != ' ')) {
        if (text[len] == '\\' && text[len + 1] != '\0') {
            len++;
        } else if (text[len] == '"') {
            is_quoted = !is_quoted;
        }
        len++;
    }
    return len;
}

/* Whether a name ends in a dot of its own, which is not an escaped one. */
static bool is_absolute(const char *text, size_t len)
{
    size_t backslashes = 0;
    if (len == 0 || text[len - 1] != '.') {
        return false;
    }
    while (backslashes + 1 < len && text[len - 2 - backslashes] == '\\') {
        backslashes++;
    }
    return backslashes % 2 == 0;
}

void gs_record_data_text(const struct gs_record *record, struct gs_buf *out)
{
    const char *text = record->text;
    unsigned names = record->is_malformed ? 0 : gs_rdata_names(record->type);
    bool is_generic = strncmp(text, "\\# ", 3) == 0; /* RFC 3597: no words */
    for (; names != 0 && !is_generic && *text != '\0'; names >>= 1) {
        size_t len = word_len(text);
        gs_buf_add(out, text, len);
        gs_buf_add_text(out, (names & 1) != 0 && !is_absolute(text, len) ? "." : "");
        text += len;
        if (*text == ' ') {
            gs_buf_add(out, text++, 1);
        }
    }
    gs_buf_add_text(out, text);
}

/* Blanks up to a column of the line that began at `start`, at least one. */
static void pad_to(struct gs_buf *out, size_t start, size_t column)
{
    do {
        gs_buf_add_text(out, " ");
    } while (out->len - start < column);
}

/* A name that could not be asked is as it was given. */
static void add_owner(struct gs_buf *out, const char *name)
{
    size_t len = strlen(name);
    gs_text_sanitise(out, name, len);
    gs_buf_add_text(out, is_absolute(name, len) ? "" : ".");
}

static void add_class(struct gs_buf *out, uint16_t class_)
{
    char word[GS_TYPE_TEXT_MAX];
    gs_class_format(class_, word);
    gs_buf_add_text(out, word);
}

static void add_type(struct gs_buf *out, uint16_t number)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(number, type);
    gs_buf_add_text(out, type);
}

void gs_record_line(const struct gs_record *record, struct gs_buf *out)
{
    size_t start = out->len;
    add_owner(out, record->name);
    pad_to(out, start, TTL_AT);
    gs_buf_addf(out, "%u", (unsigned)record->ttl_s);
    pad_to(out, start, CLASS_AT);
    add_class(out, record->class_);
    pad_to(out, start, TYPE_AT);
    add_type(out, record->type);
    pad_to(out, start, DATA_AT);
    gs_record_data_text(record, out);
}

static void add_section(struct gs_buf *out, const char *title,
                        const struct gs_record_list *section)
{
    if (section->count == 0) {
        return;
    }
    gs_buf_addf(out, "\n;; %s SECTION:\n", title);
    for (size_t i = 0; i < section->count; i++) {
        gs_record_line(&section->items[i], out);
        gs_buf_add_text(out, "\n");
    }
}

/* --- header and OPT --- */

static void add_header(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    char rcode[GS_RCODE_TEXT_MAX];
    const struct gs_dns_flags *flags = &answer->flags;
    gs_rcode_format(answer->rcode, rcode);
    gs_buf_addf(out, ";; ->>HEADER<<- opcode: QUERY, status: %s, id: %u\n", rcode,
                answer->id);
    gs_buf_addf(out, ";; flags: qr%s%s%s%s%s%s;", flags->aa ? " aa" : "",
                flags->tc ? " tc" : "", flags->rd ? " rd" : "", flags->ra ? " ra" : "",
                flags->ad ? " ad" : "", flags->cd ? " cd" : "");
    gs_buf_addf(out, " QUERY: 1, ANSWER: %zu, AUTHORITY: %zu, ADDITIONAL: %zu\n",
                answer->answer.count, answer->authority.count,
                answer->additional.count + (answer->edns.is_present ? 1 : 0));
    if (flags->rd && !flags->ra) {
        gs_buf_add_text(out, ";; WARNING: recursion requested but not available\n");
    }
}

static void add_nsid(struct gs_buf *out, const struct gs_edns *edns)
{
    gs_buf_add_text(out, "; NSID:");
    for (size_t i = 0; i < edns->nsid_len; i++) {
        gs_buf_addf(out, " %02x", edns->nsid[i]);
    }
    gs_buf_add_text(out, " (\"");
    gs_text_sanitise(out, (const char *)edns->nsid, edns->nsid_len);
    gs_buf_add_text(out, "\")\n");
}

static void add_cookie(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    gs_buf_add_text(out, "; COOKIE: ");
    for (size_t i = 0; i < answer->edns.cookie_len; i++) {
        gs_buf_addf(out, "%02x", answer->edns.cookie[i]);
    }
    gs_buf_addf(out, " (%s)\n", gs_cookie_state_id(gs_dns_answer_cookie_state(answer)));
}

static void add_ede(struct gs_buf *out, const struct gs_ede *error)
{
    const char *name = gs_ede_name(error->code);
    gs_buf_addf(out, "; EDE: %u", error->code);
    if (name != NULL) {
        gs_buf_addf(out, " (%s)", name);
    }
    if (error->text != NULL) {
        gs_buf_addf(out, ": (%s)", error->text);
    }
    gs_buf_add_text(out, "\n");
}

static void add_opt(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    const struct gs_edns *edns = &answer->edns;
    if (!edns->is_present) {
        return;
    }
    gs_buf_addf(out, "\n;; OPT PSEUDOSECTION:\n; EDNS: version: %u, flags:%s; udp: %u\n",
                edns->version, edns->is_do ? " do" : "", edns->udp_size);
    if (edns->nsid_len > 0) {
        add_nsid(out, edns);
    }
    if (edns->subnet.family != 0) {
        gs_buf_add_text(out, "; CLIENT-SUBNET: ");
        gs_subnet_format(&edns->subnet, edns->subnet_bits, out);
        gs_buf_addf(out, "/%u\n", edns->subnet_scope);
    }
    if (edns->cookie_len > 0 || edns->has_bad_cookie) {
        add_cookie(out, answer);
    }
    for (size_t i = 0; i < edns->errors.count; i++) {
        add_ede(out, &edns->errors.items[i]);
    }
}

static void add_question(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    gs_buf_addf(out, "%s;; QUESTION SECTION:\n", answer->edns.is_present ? "" : "\n");
    size_t start = out->len;
    gs_buf_add_text(out, ";");
    add_owner(out, answer->name);
    pad_to(out, start, CLASS_AT);
    gs_buf_add_text(out, "IN");
    pad_to(out, start, TYPE_AT);
    add_type(out, answer->type);
    gs_buf_add_text(out, "\n");
}

/* --- the end --- */

static void add_server(struct gs_buf *out, const struct gs_endpoint *server)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&server->address, address);
    gs_buf_addf(out, "%s#%u", address, server->port);
}

static void add_end(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_buf_addf(out, "\n;; Query time: %lld msec\n;; SERVER: ",
                (long long)((answer->elapsed_us + US_PER_MS / 2) / US_PER_MS));
    add_server(out, &answer->server);
    gs_address_format(&answer->server.address, address);
    gs_buf_addf(out, "(%s) (%s)\n;; MSG SIZE  rcvd: %u\n", address,
                gs_transport_word(answer->transport), (unsigned)answer->size_bytes);
}

static void add_faults(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    if (answer->has_broken_end) {
        gs_buf_add_text(out, ";; WARNING: the message ends inside a record\n");
    }
    if (answer->left_out > 0) {
        gs_buf_addf(out, ";; WARNING: %u more records are left out\n",
                    (unsigned)answer->left_out);
    }
}

static void add_tries(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    gs_buf_addf(out, ";; %s\n", gs_dns_word(answer->outcome, answer->rcode));
    add_question(out, answer);
    for (size_t i = 0; i < answer->tries.count; i++) {
        const struct gs_dns_try *try = &answer->tries.items[i];
        gs_buf_add_text(out, i == 0 ? "\n;; " : ";; ");
        add_server(out, &try->server);
        gs_buf_addf(out, " (%s): %s%s\n", gs_transport_word(try->transport),
                    gs_dns_word(try->outcome, -1),
                    try->is_truncated ? ", truncated" : "");
    }
}

void gs_message_text(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    if (answer->rcode < 0) {
        add_tries(out, answer);
        return;
    }
    add_header(out, answer);
    add_faults(out, answer);
    add_opt(out, answer);
    add_question(out, answer);
    add_section(out, "ANSWER", &answer->answer);
    add_section(out, "AUTHORITY", &answer->authority);
    add_section(out, "ADDITIONAL", &answer->additional);
    add_end(out, answer);
}
