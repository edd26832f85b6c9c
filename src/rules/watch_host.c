/* SPDX-License-Identifier: MIT */
/*
 * The host of a line of the list: a name as DNS has it, or an address.
 */
#include "watch_text.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/question.h"
#include "gaiscope/rules/idn.h"

#include <string.h>

enum {
    LABEL_BYTES_MAX = 63,
};

/* Labels of at most 63 bytes out of letters, digits, `-`, `_`, and what RFC 2317 and wildcards
 * add; the last one is no number, or it were an address with a slip. RFC 1035 2.3.4. */
static const char *name_fault(const char *name)
{
    size_t label = 0;
    bool is_number = true;
    if (name[0] == '\0') {
        return "is the root: it has no address";
    }
    if (strcmp(name, "*") == 0) {
        return "is no host: use a name or an address";
    }
    if (strlen(name) > GS_NAME_MAX - 2) {
        return "is too long for a name: 253 bytes";
    }
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '.') {
            if (label == 0) {
                return "has an empty label between two dots";
            }
            label = 0;
            is_number = true;
            continue;
        }
        if (!gs_ascii_is_letter(*at) && !gs_ascii_is_digit(*at) &&
            strchr("-_/*", *at) == NULL) {
            return "is neither a name nor an address";
        }
        is_number = is_number && gs_ascii_is_digit(*at);
        if (++label > LABEL_BYTES_MAX) {
            return "has a label of more than 63 bytes";
        }
    }
    if (label == 0) {
        return "has an empty label between two dots";
    }
    return is_number ? "ends in a number: it is neither a name nor an address" : NULL;
}

/* A host without its final dot, in lower case; the caller's. */
static char *plain_name(const char *name)
{
    size_t len = strlen(name);
    len -= len > 0 && name[len - 1] == '.' ? 1 : 0;
    char *plain = gs_mem_copy_span(name, len);
    for (char *at = plain; *at != '\0'; at++) {
        *at = gs_ascii_lower(*at);
    }
    return plain;
}

/* The name that a question's host stands for. Returns: NULL with a reason. */
static char *name_of(struct gs_question *question, struct gs_buf *reason)
{
    gs_idn_complete(question);
    if (gs_question_is_refused(question)) {
        (void)watch_refuse(reason, question->host, "is no name: ");
        gs_text_sanitise(reason, question->idn_error, strlen(question->idn_error));
        return NULL;
    }
    char *name = plain_name(question->host_ascii);
    const char *fault = name_fault(name);
    if (fault == NULL && strchr(name, '/') != NULL && !gs_name_ends_in(name, "arpa")) {
        fault = "is neither a name nor an address"; /* only RFC 2317 has names with it */
    }
    if (fault == NULL && gs_name_ends_in(name, "onion")) {
        fault = "is Tor's: .onion is never asked of DNS (RFC 7686)";
    }
    if (fault != NULL) {
        (void)watch_refuse(reason, question->host, fault);
        free(name);
        return NULL;
    }
    return name;
}

char *watch_name(const char *word, struct gs_buf *reason)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    struct gs_address address;
    char *name = NULL;
    if (gs_question_set(question, word, NULL) != GS_OK || word[0] == '\0' ||
        gs_address_parse(word, &address) == GS_OK) {
        (void)watch_refuse(reason, word, "is no name of a host");
    } else {
        name = name_of(question, reason);
    }
    free(question);
    return name;
}

/* Whether every character can be seen. Takes: UTF-8. */
bool watch_is_printable(const char *text)
{
    for (size_t len = strlen(text); len > 0;) {
        struct gs_char c = gs_text_decode(text, len);
        if (!c.is_valid || !gs_text_is_printable(c.code)) {
            return false;
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    return true;
}

/* What was written is kept where it shows more than the name: letters beyond ASCII. */
static bool is_shown(const char *typed)
{
    bool is_ascii = true;
    for (const char *at = typed; *at != '\0'; at++) {
        is_ascii = is_ascii && (unsigned char)*at < 0x80;
    }
    return !is_ascii && strchr(typed, '/') == NULL && watch_is_printable(typed);
}

/* The name or number of an interface, as people name them. */
static bool is_zone(const char *zone)
{
    for (const char *at = zone; *at != '\0'; at++) {
        if (!gs_ascii_is_letter(*at) && !gs_ascii_is_digit(*at) &&
            strchr("._-", *at) == NULL) {
            return false;
        }
    }
    return true;
}

static bool take_address(struct gs_watch *watch, const struct gs_address *address,
                         struct gs_buf *reason)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (!is_zone(address->zone)) {
        return watch_refuse(reason, address->zone,
                            "is no interface: an address may end in %eth0");
    }
    gs_address_format(address, text);
    watch->host = gs_mem_copy_text(text);
    watch->is_address = true;
    return true;
}

static bool take_name(struct gs_watch *watch, struct gs_question *question,
                      struct gs_buf *reason)
{
    watch->host = name_of(question, reason);
    if (watch->host == NULL) {
        return false;
    }
    if (is_shown(question->host)) {
        watch->typed = gs_mem_copy_text(question->host);
    }
    watch->asks_mx = question->is_mail;
    return true;
}

/* As the question line takes it: a name, an address, HOST:PORT, a URL, user@domain. */
bool watch_host(struct gs_watch *watch, const char *word, struct gs_buf *reason)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    struct gs_address address;
    bool is_fine = false;
    enum gs_status status = gs_question_parse(word, question);
    if (status == GS_ELIMIT) {
        (void)watch_refuse(reason, word, "is too long for a host");
    } else if (status == GS_EINVAL ||
               (status == GS_OK && gs_question_is_range(question))) {
        (void)watch_refuse(reason, word,
                           "is several hosts: write each on a line of its own");
    } else if (status != GS_OK || question->is_null) {
        (void)watch_refuse(reason, word, "is no host: use a name or an address");
    } else if (gs_address_parse(question->host, &address) == GS_OK) {
        is_fine = take_address(watch, &address, reason);
    } else {
        is_fine = take_name(watch, question, reason);
    }
    if (is_fine && question->has_service) {
        is_fine = watch_service(watch, question->service, reason);
    }
    free(question);
    return is_fine;
}
