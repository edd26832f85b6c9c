/* SPDX-License-Identifier: MIT */
/* A, AAAA and the types that are one name: CNAME, DNAME, NS, PTR; and MX. */
#include "record_reading.h"

#include "gaiscope/rules/address_class.h"

#include <string.h>

#include <sys/socket.h>

static void add_class(struct gs_record_reading *reading, const struct gs_address *address)
{
    struct gs_address_class class = gs_address_class_of(address);
    struct gs_address inner;
    gs_words_add(reading->out, "class", "%s", class.word);
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s%s%s", class.prefix,
                    class.prefix[0] != '\0' ? ", " : "", class.source);
    if (gs_address_embedded(address, &inner)) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&inner, text);
        gs_words_add(reading->out, "holds", "%s", text);
        gs_words_remark(reading->out, GS_SIGN_NONE, "the IPv4 address inside of it");
    }
}

/* What a class means for who reads the record. */
static const char *meaning_of_class(const char *id)
{
    static const struct {
        const char *id;
        const char *meaning;
    } meanings[] = {
        {"private", "Reachable inside of its own network alone."},
        {"unique_local", "Reachable inside of its own network alone."},
        {"shared", "Reachable inside of its provider's network alone."},
        {"loopback", "Whoever asks is sent to the own machine."},
        {"unspecified", "No host has it: often the sign of a blocked name."},
        {"link_local", "Reachable on one link alone; DNS cannot say on which."},
        {"documentation", "An address for examples: no host has it."},
        {"v4_mapped", "An IPv4 address in an AAAA record: many programs refuse it."},
        {"multicast", "A group of hosts, not one host."},
    };

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcmp(meanings[i].id, id) == 0) {
            return meanings[i].meaning;
        }
    }
    return NULL;
}

void gs_explain_address(struct gs_record_reading *reading)
{
    bool is_v4 = reading->subject->record->type == GS_TYPE_A;
    size_t len = is_v4 ? 4 : 16;
    if (gs_reading_left(reading) != len) {
        gs_reading_fail(reading, is_v4 ? "an IPv4 address has 4 bytes"
                                       : "an IPv6 address has 16 bytes");
        return;
    }
    struct gs_address address =
        gs_address_from_bytes(is_v4 ? AF_INET : AF_INET6, gs_reading_bytes(reading, len));
    char text[GS_ADDRESS_TEXT_MAX];
    char reverse[GS_REVERSE_NAME_MAX];
    gs_address_format(&address, text);
    gs_address_reverse_name(&address, reverse);
    gs_words_add(reading->out, "address", "%s", text);
    gs_words_remark(reading->out, GS_SIGN_NONE, is_v4 ? "IPv4" : "IPv6");
    add_class(reading, &address);
    gs_words_add(reading->out, "reverse", "%s", reverse);
    gs_words_remark(reading->out, GS_SIGN_NONE, "its PTR records name the host");
    const char *meaning = meaning_of_class(gs_address_class_of(&address).id);
    if (meaning != NULL) {
        gs_reading_mean(reading, "%s", meaning);
    }
}

static void mean_name(struct gs_record_reading *reading, const char *target)
{
    const struct gs_record *record = reading->subject->record;
    switch (record->type) {
    case GS_TYPE_CNAME:
        gs_reading_mean(reading, "An alias: whoever asks goes on with the target.");
        gs_reading_mean(reading, "No other data may stand beside it.  RFC 1034");
        break;
    case GS_TYPE_DNAME:
        gs_reading_mean(reading, "Every name below %s goes on below %s.", record->name,
                        target);
        gs_reading_mean(reading, "The name itself is no alias.  RFC 6672");
        break;
    case GS_TYPE_NS:
        gs_reading_mean(reading, "This server answers for %s and what is below it.",
                        record->name);
        break;
    default:
        gs_reading_mean(reading, "The name of the host that has the address.");
        break;
    }
}

void gs_explain_name(struct gs_record_reading *reading)
{
    const struct gs_record *record = reading->subject->record;
    struct gs_dname name;
    if (!gs_reading_name(reading, &name)) {
        return;
    }
    struct gs_buf target = {0};
    gs_dname_format(&name, &target);
    gs_words_add(reading->out, record->type == GS_TYPE_NS ? "server" : "target", "%s",
                 gs_buf_text(&target));
    if (record->type == GS_TYPE_CNAME &&
        gs_name_is_equal(record->name, gs_buf_text(&target))) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "leads back to itself");
    }
    mean_name(reading, gs_buf_text(&target));
    gs_buf_fini(&target);
}

/* Other MX records of the answer: how many, and how many with the same preference. */
static void count_beside(const struct gs_record_reading *reading, size_t *others,
                         size_t *equals)
{
    const struct gs_record *own = reading->subject->record;
    const struct gs_record_list *list = &reading->subject->answer->answer;
    *others = *equals = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_record *record = &list->items[i];
        if (record != own && record->type == own->type && !record->is_malformed) {
            *others += 1;
            *equals += record->preference == own->preference ? 1 : 0;
        }
    }
}

void gs_explain_mx(struct gs_record_reading *reading)
{
    unsigned preference = (unsigned)gs_reading_number(reading, 2);
    size_t others;
    size_t equals;
    count_beside(reading, &others, &equals);
    gs_words_add(reading->out, "preference", "%u", preference);
    gs_words_remark(reading->out, GS_SIGN_NONE,
                    equals > 0 ? "%zu other%s with it: any order, drawn by lot"
                               : "the lowest is tried first",
                    equals, equals == 1 ? "" : "s");
    bool is_null = gs_reading_left(reading) == 1;
    if (!gs_reading_add_name(reading, "exchange")) {
        return;
    }
    if (is_null && others > 0) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "null MX beside other MX records");
        gs_reading_mean(reading,
                        "A null MX stands alone: the domain contradicts itself.");
    } else if (is_null) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "null MX");
        gs_reading_mean(reading, "The domain accepts no mail.  RFC 7505");
    } else {
        gs_reading_mean(reading, "A host that takes mail for %s.",
                        reading->subject->record->name);
    }
}
