/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/dns_answer.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

enum {
    CHAIN_MAX = 16, /* CNAMEs followed; no honest chain comes near it */
};

const char *gs_transport_word(enum gs_transport transport)
{
    return transport == GS_TRANSPORT_TCP ? "TCP" : "UDP";
}

struct gs_dns_answer *gs_dns_answer_new(const char *name, uint16_t type)
{
    struct gs_dns_answer *answer = gs_mem_new(1, sizeof *answer);
    answer->name = gs_mem_copy_text(name);
    answer->type = type;
    answer->rcode = -1;
    answer->asked = gs_dns_asking_default();
    return answer;
}

enum gs_cookie_state gs_dns_answer_cookie_state(const struct gs_dns_answer *answer)
{
    const struct gs_edns *edns = &answer->edns;
    const struct gs_dns_asking *asked = &answer->asked;
    if (edns->has_bad_cookie) {
        return GS_COOKIE_BROKEN;
    }
    if (edns->cookie_len == 0) {
        return GS_COOKIE_NONE;
    }
    if (asked->cookie_len == 0) {
        return GS_COOKIE_UNASKED;
    }
    if (memcmp(edns->cookie, asked->cookie, GS_COOKIE_CLIENT) != 0) {
        return GS_COOKIE_MISMATCH;
    }
    return edns->cookie_len == GS_COOKIE_CLIENT ? GS_COOKIE_ALONE : GS_COOKIE_GOOD;
}

const char *gs_cookie_state_id(enum gs_cookie_state state)
{
    static const char *const ids[] = {"none",     "good",    "alone",
                                      "mismatch", "unasked", "broken"};
    return (unsigned)state < sizeof ids / sizeof *ids ? ids[state] : ids[0];
}

bool gs_dns_is_port_closed(enum gs_outcome outcome, int rcode)
{
    return outcome == GS_OUTCOME_REFUSED && rcode < 0;
}

const char *gs_dns_word(enum gs_outcome outcome, int rcode)
{
    if (gs_dns_is_port_closed(outcome, rcode)) {
        return "port closed";
    }
    return outcome == GS_OUTCOME_TIMED_OUT   ? "no reply"
           : outcome == GS_OUTCOME_CANCELLED ? "stopped"
                                             : gs_outcome_word(outcome);
}

static struct gs_record_list copy_records(const struct gs_record_list *list)
{
    struct gs_record_list copy = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct gs_record record = list->items[i];
        record.name = gs_mem_copy_text(record.name);
        record.text = gs_mem_copy_text(record.text);
        record.target = gs_mem_copy_text(record.target);
        gs_vec_push(&copy, record);
    }
    return copy;
}

struct gs_dns_answer *gs_dns_answer_copy(const struct gs_dns_answer *answer)
{
    struct gs_dns_answer *copy = gs_mem_new(1, sizeof *copy);
    *copy = *answer;
    copy->name = gs_mem_copy_text(answer->name);
    copy->answer = copy_records(&answer->answer);
    copy->authority = copy_records(&answer->authority);
    copy->additional = copy_records(&answer->additional);
    copy->tries = (struct gs_dns_try_list){0};
    for (size_t i = 0; i < answer->tries.count; i++) {
        gs_vec_push(&copy->tries, answer->tries.items[i]);
    }
    copy->edns.errors = (struct gs_ede_list){0};
    for (size_t i = 0; i < answer->edns.errors.count; i++) {
        struct gs_ede ede = answer->edns.errors.items[i];
        ede.text = gs_mem_copy_text(ede.text);
        gs_vec_push(&copy->edns.errors, ede);
    }
    if (answer->wire != NULL) {
        copy->wire = gs_mem_new(1, answer->size_bytes);
        memcpy(copy->wire, answer->wire, answer->size_bytes);
    }
    return copy;
}

void gs_record_list_fini(struct gs_record_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].text);
        free(list->items[i].target);
    }
    gs_vec_fini(list);
}

void gs_edns_fini(struct gs_edns *edns)
{
    for (size_t i = 0; i < edns->errors.count; i++) {
        free(edns->errors.items[i].text);
    }
    gs_vec_fini(&edns->errors);
}

void gs_dns_answer_free(struct gs_dns_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    gs_record_list_fini(&answer->answer);
    gs_record_list_fini(&answer->authority);
    gs_record_list_fini(&answer->additional);
    gs_vec_fini(&answer->tries);
    gs_edns_fini(&answer->edns);
    free(answer->wire);
    free(answer->name);
    free(answer);
}

/* The target of the CNAME that `name` owns; NULL: none. */
static const char *find_alias(const struct gs_record_list *records, const char *name)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct gs_record *record = &records->items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            gs_name_is_equal(record->name, name)) {
            return record->target;
        }
    }
    return NULL;
}

const char *gs_dns_answer_final_name(const struct gs_dns_answer *answer)
{
    const char *name = answer->name;
    if (answer->type == GS_TYPE_CNAME || answer->type == GS_TYPE_ANY) {
        return name;
    }
    for (int i = 0; i <= CHAIN_MAX; i++) {
        const char *target = find_alias(&answer->answer, name);
        if (target == NULL) {
            return name;
        }
        name = target;
    }
    return NULL;
}

enum {
    NAME_DOT = 1000, /* between labels; an escaped dot is an octet like any other */
    NAME_END = 1001,
};

/* Takes the octet at *at, its escape undone and its ASCII letter small, or one of the two
 * above. RFC 1035 5.1, RFC 4343. */
static unsigned next_octet(const char **at)
{
    const char *text = *at;
    unsigned octet = (unsigned char)text[0];
    if (octet == '\0' || (octet == '.' && text[1] == '\0')) {
        return NAME_END;
    }
    *at = text + 1;
    if (octet == '.') {
        return NAME_DOT;
    }
    if (octet == '\\' && gs_ascii_is_digit(text[1]) && gs_ascii_is_digit(text[2]) &&
        gs_ascii_is_digit(text[3])) {
        octet = (unsigned)((text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0');
        *at = text + 4;
    } else if (octet == '\\' && text[1] != '\0') {
        octet = (unsigned char)text[1];
        *at = text + 2;
    }
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
}

bool gs_name_is_equal(const char *a, const char *b)
{
    unsigned octet = next_octet(&a);
    while (octet == next_octet(&b)) {
        if (octet == NAME_END) {
            return true;
        }
        octet = next_octet(&a);
    }
    return false;
}

bool gs_name_ends_in(const char *name, const char *label)
{
    const char *last = name;
    for (unsigned octet = next_octet(&name); octet != NAME_END;
         octet = next_octet(&name)) {
        last = octet == NAME_DOT ? name : last;
    }
    return gs_name_is_equal(last, label);
}

bool gs_name_is_for_dns(const char *name)
{
    return !gs_name_ends_in(name, "localhost") && !gs_name_ends_in(name, "onion");
}
