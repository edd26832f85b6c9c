/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/answer_words.h"

#include "answer_meaning.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

#define BETWEEN "   " /* two facts on one line */

/* --- one line each --- */

/* Appends "NOERROR   3.9 ms   92 bytes   1 try". */
static void add_outcome(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    char rcode[GS_RCODE_TEXT_MAX];
    char elapsed[GS_DURATION_TEXT_MAX];
    bool has_message = answer->rcode >= 0;
    gs_duration_format(answer->elapsed_us, elapsed);
    if (has_message) {
        gs_rcode_format(answer->rcode, rcode);
    }
    gs_buf_addf(out, "%s" BETWEEN "%s" BETWEEN,
                has_message ? rcode : gs_dns_word(answer->outcome, answer->rcode),
                elapsed);
    if (has_message) {
        gs_buf_addf(out, "%u byte%s" BETWEEN, (unsigned)answer->size_bytes,
                    gs_plural(answer->size_bytes, "", "s"));
    }
    bool is_try = answer->tries.count == 1;
    gs_buf_addf(out, is_try ? "%zu try" : "%zu tries", answer->tries.count);
    if (has_message && answer->transport == GS_TRANSPORT_TCP) {
        gs_buf_add_text(out, BETWEEN "by TCP");
    }
}

/* Appends "qr answer   rd recursion wanted   ra recursion offered   aa ad tc cd not set". */
static void add_flag_words(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    const struct gs_dns_flags *flags = &answer->flags;

    const struct {
        const char *flag;
        const char *words;
        bool is_set;
    } all[] = {
        {"qr", "answer", answer->rcode >= 0},
        {"rd", "recursion wanted", flags->rd},
        {"ra", "recursion offered", flags->ra},
        {"aa", "authoritative", flags->aa},
        {"ad", "the resolver says: validated", flags->ad},
        {"tc", "truncated", flags->tc},
        {"cd", "not to be validated", flags->cd},
    };

    const char *between = "";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].is_set) {
            gs_buf_addf(out, "%s%s %s", between, all[i].flag, all[i].words);
            between = BETWEEN;
        }
    }
    bool is_any = false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!all[i].is_set) {
            gs_buf_addf(out, "%s%s", is_any ? " " : between, all[i].flag);
            is_any = true;
        }
    }
    gs_buf_add_text(out, is_any ? " not set" : "");
}

/* Appends "version 0   1232 bytes   do not set   no extended error". */
static void add_edns_words(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    const struct gs_edns *edns = &answer->edns;
    if (!edns->is_present) {
        gs_buf_add_text(out, answer->asked.udp_size == 0 ? "not used" : "none came");
        return;
    }
    gs_buf_addf(out, "version %u" BETWEEN "%u bytes" BETWEEN "do %s" BETWEEN,
                edns->version, edns->udp_size, edns->is_do ? "set" : "not set");
    if (edns->errors.count == 0) {
        gs_buf_add_text(out, "no extended error");
    } else {
        gs_buf_addf(out, "%zu extended error%s", edns->errors.count,
                    gs_plural(edns->errors.count, "", "s"));
    }
}

void gs_ede_words(const struct gs_ede *error, struct gs_buf *out)
{
    const char *name = gs_ede_name(error->code);
    gs_buf_addf(out, "%u %s", error->code, name == NULL ? "not registered" : name);
    if (error->text != NULL) {
        gs_buf_addf(out, ": %s", error->text);
    }
}

/* --- the list --- */

/* Appends a line and leaves the text empty. */
static void add_line(struct gs_answer_lines *out, const char *label, struct gs_buf *text,
                     enum gs_answer_tone tone)
{
    struct gs_answer_line line = {label, gs_buf_claim(text), tone};
    gs_vec_push(out, line);
}

/* "10.0.0.2 by UDP   no reply   5.0 s": all tries, where one was not enough. */
static void add_tries(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    struct gs_buf text = {0};
    for (size_t i = 0; answer->tries.count > 1 && i < answer->tries.count; i++) {
        const struct gs_dns_try *tried = &answer->tries.items[i];
        char server[GS_ENDPOINT_TEXT_MAX];
        char elapsed[GS_DURATION_TEXT_MAX];
        char rcode[GS_RCODE_TEXT_MAX];
        gs_endpoint_format(&tried->server, GS_DNS_PORT, server);
        gs_duration_format(tried->elapsed_us, elapsed);
        gs_rcode_format(tried->rcode < 0 ? 0 : tried->rcode, rcode);
        gs_buf_addf(&text, "%s by %s" BETWEEN "%s%s" BETWEEN "%s", server,
                    gs_transport_word(tried->transport),
                    tried->rcode < 0 ? gs_dns_word(tried->outcome, -1) : rcode,
                    tried->is_truncated ? ", truncated" : "", elapsed);
        add_line(out, i == 0 ? "tries" : "", &text, GS_ANSWER_PLAIN);
    }
}

static void add_hex(struct gs_buf *out, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        gs_buf_addf(out, "%02x", bytes[i]);
    }
}

static void add_errors(struct gs_answer_lines *out, const struct gs_edns *edns)
{
    struct gs_buf text = {0};
    for (size_t i = 0; i < edns->errors.count; i++) {
        gs_ede_words(&edns->errors.items[i], &text);
        add_line(out, i == 0 ? "error" : "", &text, GS_ANSWER_ODD);
    }
}

static void add_nsid(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    const struct gs_edns *edns = &answer->edns;
    struct gs_buf text = {0};
    if (edns->nsid_len > 0) {
        gs_buf_add_text(&text, "identifier ");
        gs_text_sanitise(&text, (const char *)edns->nsid, edns->nsid_len);
        gs_buf_add_text(&text, BETWEEN);
        add_hex(&text, edns->nsid, edns->nsid_len);
        add_line(out, "", &text, GS_ANSWER_PLAIN);
    } else if (answer->asked.wants_nsid && answer->rcode >= 0) {
        gs_buf_add_text(&text, "identifier asked for, none came");
        add_line(out, "", &text, GS_ANSWER_DIM);
    }
}

static void add_cookie(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    static const struct {
        const char *words;
        enum gs_answer_tone tone;
    } states[] = {
        [GS_COOKIE_NONE] = {"cookie sent, none came back", GS_ANSWER_DIM},
        [GS_COOKIE_GOOD] = {"cookie ours came back, with the server's", GS_ANSWER_PLAIN},
        [GS_COOKIE_ALONE] = {"cookie ours came back, without one of the server",
                             GS_ANSWER_ODD},
        [GS_COOKIE_MISMATCH] = {"cookie not the one sent: this answer may be forged",
                                GS_ANSWER_BAD},
        [GS_COOKIE_UNASKED] = {"cookie came, though none was sent", GS_ANSWER_ODD},
        [GS_COOKIE_BROKEN] = {"cookie of a length that none has", GS_ANSWER_ODD},
    };
    enum gs_cookie_state state = gs_dns_answer_cookie_state(answer);
    bool was_sent = answer->asked.cookie_len > 0 && answer->rcode >= 0;
    if (state == GS_COOKIE_NONE && !was_sent) {
        return;
    }
    struct gs_buf text = {0};
    gs_buf_add_text(&text, states[state].words);
    if (answer->edns.cookie_len > 0) {
        gs_buf_add_text(&text, BETWEEN);
        add_hex(&text, answer->edns.cookie, answer->edns.cookie_len);
    }
    add_line(out, "", &text, states[state].tone);
}

static void add_subnet(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    const struct gs_edns *edns = &answer->edns;
    struct gs_buf text = {0};
    if (edns->subnet.family != 0) {
        gs_buf_add_text(&text, "subnet ");
        gs_subnet_format(&edns->subnet, edns->subnet_bits, &text);
        if (edns->subnet_scope == 0) {
            gs_buf_add_text(&text, ", and the answer is for everybody");
        } else {
            gs_buf_addf(&text, ", and the answer is for its /%u", edns->subnet_scope);
        }
        add_line(out, "", &text, GS_ANSWER_PLAIN);
    } else if (answer->asked.subnet.family != 0 && answer->rcode >= 0) {
        gs_buf_add_text(&text, "subnet told, not taken up");
        add_line(out, "", &text, GS_ANSWER_DIM);
    }
}

static void add_record(struct gs_buf *out, const struct gs_record *record)
{
    char type[GS_TYPE_TEXT_MAX];
    char class_text[GS_TYPE_TEXT_MAX];
    bool is_root = strcmp(record->name, ".") == 0;
    gs_type_format(record->type, type);
    gs_buf_addf(out, "%s%s  %u  ", record->name, is_root ? "" : ".",
                (unsigned)record->ttl_s);
    gs_class_format(record->class_, class_text);
    gs_buf_addf(out, "%s  %s  %s", class_text, type, record->text);
}

static void add_section(struct gs_answer_lines *out, const char *label,
                        const struct gs_record_list *section, size_t records_max)
{
    struct gs_buf text = {0};
    for (size_t i = 0; i < section->count && i < records_max; i++) {
        const struct gs_record *record = &section->items[i];
        add_record(&text, record);
        add_line(out, i == 0 ? label : "", &text,
                 record->is_malformed ? GS_ANSWER_ODD : GS_ANSWER_PLAIN);
    }
    if (section->count > records_max) {
        gs_buf_addf(&text, "%s%zu more", records_max > 0 ? "and " : "",
                    section->count - records_max);
        add_line(out, records_max > 0 ? "" : label, &text, GS_ANSWER_DIM);
    }
}

static void add_sections(struct gs_answer_lines *out, const struct gs_dns_answer *answer,
                         size_t records_max)
{
    const struct {
        const char *label;
        const struct gs_record_list *list;
        const char *empty;
    } sections[] = {
        {"answer", &answer->answer, "empty"},
        {"authority", &answer->authority, "empty"},
        {"additional", &answer->additional,
         answer->edns.is_present ? "OPT only" : "empty"},
    };

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        struct gs_buf text = {0};
        if (sections[i].list->count == 0) {
            gs_buf_add_text(&text, sections[i].empty);
            add_line(out, sections[i].label, &text, GS_ANSWER_DIM);
        } else {
            add_section(out, sections[i].label, sections[i].list, records_max);
        }
    }
}

static void add_words(struct gs_answer_lines *out, const char *label,
                      const struct gs_dns_answer *answer,
                      void (*words)(const struct gs_dns_answer *answer,
                                    struct gs_buf *out))
{
    struct gs_buf text = {0};
    words(answer, &text);
    add_line(out, label, &text, GS_ANSWER_PLAIN);
}

void gs_answer_lines_add(struct gs_answer_lines *out, const struct gs_dns_answer *answer,
                         size_t records_max)
{
    add_words(out, "outcome", answer, add_outcome);
    gs_answer_meaning_lines(out, answer);
    add_tries(out, answer);
    if (answer->rcode < 0) {
        return;
    }
    add_errors(out, &answer->edns);
    add_words(out, "flags", answer, add_flag_words);
    add_words(out, "EDNS", answer, add_edns_words);
    add_nsid(out, answer);
    add_cookie(out, answer);
    add_subnet(out, answer);
    add_sections(out, answer, records_max);
}

void gs_answer_lines_fini(struct gs_answer_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->items[i].text);
    }
    gs_vec_fini(lines);
}
