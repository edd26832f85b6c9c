/* SPDX-License-Identifier: MIT */
#include "answer_meaning.h"

#include "gaiscope/rules/answer_kind.h"

enum {
    EDE_DNSSEC_FIRST = 5, /* the extended errors of validation stand together */
    EDE_DNSSEC_LAST = 12,
    EDE_EXPIRED_BEFORE_VALID = 25,
    EDE_NSEC3_ITERATIONS = 27,
};

/* --- what it says --- */

static void say_who_and_how_long(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    struct gs_negative negative = gs_negative_of(answer);
    gs_buf_addf(out, "The SOA of %s says so; caches may keep that for %u s.",
                negative.zone, (unsigned)negative.ttl_s);
}

static enum gs_answer_tone say_no_name(const struct gs_dns_answer *answer,
                                       struct gs_buf *out)
{
    const char *last = gs_dns_answer_final_name(answer);
    bool is_alias = last != NULL && !gs_name_is_equal(last, answer->name);
    gs_buf_add_text(out, "No such name");
    if (is_alias) {
        gs_buf_addf(out, " as %s, where the alias leads", last);
    }
    if (gs_negative_of(answer).zone != NULL) {
        gs_buf_add_text(out, ", of any type. ");
        say_who_and_how_long(answer, out);
        return GS_ANSWER_PLAIN;
    }
    gs_buf_add_text(out, ". No SOA: not said by which zone, nor for how long.");
    return GS_ANSWER_ODD;
}

static enum gs_answer_tone say_no_data(const struct gs_dns_answer *answer,
                                       struct gs_buf *out)
{
    char type[GS_TYPE_TEXT_MAX];
    const char *last = gs_dns_answer_final_name(answer);
    gs_type_format(answer->type, type);
    if (gs_name_is_equal(last, answer->name)) {
        gs_buf_addf(out, "No data: the name exists, but has no %s. ", type);
    } else {
        gs_buf_addf(out, "No data: %s, where the alias leads, has no %s. ", last, type);
    }
    say_who_and_how_long(answer, out);
    return GS_ANSWER_PLAIN;
}

static enum gs_answer_tone say_referral(const struct gs_dns_answer *answer,
                                        struct gs_buf *out, bool is_down)
{
    const char *zone = ".";
    size_t count = 0;
    for (size_t i = 0; i < answer->authority.count; i++) {
        if (answer->authority.items[i].type == GS_TYPE_NS) {
            zone = count == 0 ? answer->authority.items[i].name : zone;
            count++;
        }
    }
    gs_buf_addf(out, "No answer, but a referral to the %zu name server%s of %s", count,
                count == 1 ? "" : "s", zone);
    gs_buf_add_text(out, is_down ? "." : ": up or away, so the server has not the zone.");
    return is_down ? GS_ANSWER_PLAIN : GS_ANSWER_ODD;
}

static enum gs_answer_tone say_broken(const struct gs_dns_answer *answer,
                                      struct gs_buf *out)
{
    bool is_circle = gs_dns_answer_final_name(answer) == NULL;
    gs_buf_add_text(out, is_circle ? "The aliases lead in a circle, or are too many."
                                   : "The data of the records does not fit their type.");
    return GS_ANSWER_BAD;
}

static bool is_about_validation(const struct gs_edns *edns)
{
    for (size_t i = 0; i < edns->errors.count; i++) {
        unsigned code = edns->errors.items[i].code;
        if ((code >= EDE_DNSSEC_FIRST && code <= EDE_DNSSEC_LAST) ||
            code == EDE_EXPIRED_BEFORE_VALID || code == EDE_NSEC3_ITERATIONS) {
            return true;
        }
    }
    return false;
}

static enum gs_answer_tone say_error(const struct gs_dns_answer *answer,
                                     struct gs_buf *out)
{
    static const struct {
        int rcode;
        const char *words;
    } codes[] = {
        {GS_RCODE_FORMERR, "The server does not understand the question."},
        {GS_RCODE_SERVFAIL,
         "Server failure: the server could not find out. Later it may."},
        {GS_RCODE_NOTIMP, "The server does not know this kind of question."},
        {GS_RCODE_REFUSED, "Refused: the server does not answer this asker, or not for "
                           "this name."},
        {GS_RCODE_YXDOMAIN, "A DNAME makes the name longer than 255 bytes."},
        {GS_RCODE_NOTAUTH, "The server is not responsible for the zone."},
        {GS_RCODE_BADVERS, "The server does not know this version of EDNS."},
        {GS_RCODE_BADCOOKIE, "The server wants to see a cookie of its own."},
    };

    if (answer->rcode == GS_RCODE_SERVFAIL && is_about_validation(&answer->edns)) {
        gs_buf_add_text(out, "Server failure: the resolver found an answer, but its "
                             "signatures do not hold. With cd set it shows that.");
        return GS_ANSWER_BAD;
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].rcode == answer->rcode) {
            gs_buf_add_text(out, codes[i].words);
            return GS_ANSWER_BAD;
        }
    }
    gs_buf_add_text(out, "The server answers with a code that no look-up should see.");
    return GS_ANSWER_BAD;
}

static enum gs_answer_tone say_silence(const struct gs_dns_answer *answer,
                                       struct gs_buf *out)
{
    const char *words = "No message came.";
    switch (answer->outcome) {
    case GS_OUTCOME_TIMED_OUT:
        words = "No server answered in time.";
        break;
    case GS_OUTCOME_REFUSED:
        words = "Nobody listens at the server: its host refuses.";
        break;
    case GS_OUTCOME_UNREACHABLE:
        words = "There is no way to the server.";
        break;
    case GS_OUTCOME_BAD_ANSWER:
        words = "What came is no answer to this question.";
        break;
    case GS_OUTCOME_BAD_QUESTION:
        words = "The name cannot be asked: a label has 1 to 63 bytes, a name at "
                "most 255.";
        break;
    case GS_OUTCOME_CANCELLED:
        words = "Stopped before an answer came.";
        break;
    default:
        break;
    }
    gs_buf_add_text(out, words);
    return GS_ANSWER_BAD;
}

enum gs_answer_tone gs_answer_meaning(const struct gs_dns_answer *answer,
                                      struct gs_buf *out)
{
    switch (gs_answer_kind_of(answer, NULL)) {
    case GS_ANSWER_NONE:
        return say_silence(answer, out);
    case GS_ANSWER_RECORDS:
        gs_buf_add_text(out, answer->flags.aa ? "Answered, by a server of the zone."
                                              : "Answered.");
        return GS_ANSWER_PLAIN;
    case GS_ANSWER_ALIAS:
        gs_buf_addf(out, "An alias alone: this server has nothing of %s.",
                    gs_dns_answer_final_name(answer));
        return GS_ANSWER_ODD;
    case GS_ANSWER_NO_SUCH_NAME:
        return say_no_name(answer, out);
    case GS_ANSWER_NO_DATA:
        return say_no_data(answer, out);
    case GS_ANSWER_UNPROVEN:
        gs_buf_add_text(out, "No data, and no SOA: not proven, and not to be cached.");
        return GS_ANSWER_ODD;
    case GS_ANSWER_REFERRAL:
        return say_referral(answer, out, true);
    case GS_ANSWER_REFERRAL_UP:
        return say_referral(answer, out, false);
    case GS_ANSWER_BROKEN:
        return say_broken(answer, out);
    default:
        return say_error(answer, out);
    }
}

/* --- how it came --- */

static void add(struct gs_answer_lines *out, const char *text, enum gs_answer_tone tone)
{
    struct gs_answer_line line = {"", gs_mem_copy_text(text), tone};
    gs_vec_push(out, line);
}

static void add_way(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    bool was_truncated = false;
    for (size_t i = 0; i < answer->tries.count; i++) {
        was_truncated = was_truncated || answer->tries.items[i].is_truncated;
    }
    if (was_truncated) {
        add(out, "By UDP the answer was truncated (tc), so TCP followed.",
            GS_ANSWER_PLAIN);
    }
    if (answer->asked.cookie_len > GS_COOKIE_CLIENT) {
        add(out, "The server wanted a cookie of its own (BADCOOKIE), and got it.",
            GS_ANSWER_PLAIN);
    }
    if (answer->flags.tc) {
        add(out, "The message is truncated (tc): records are missing.", GS_ANSWER_ODD);
    }
    if (answer->is_edns_refused) {
        add(out, "The server refuses EDNS, so it was asked without.", GS_ANSWER_ODD);
    }
}

static void add_authority(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    if (!gs_answer_is_lame(answer, NULL)) {
        return;
    }
    add(out,
        answer->flags.ra ? "Not authoritative: asked for what it knows itself, "
                           "it looks into its "
                           "cache."
                         : "Lame: asked for what it knows itself, it is not "
                           "authoritative (no aa).",
        GS_ANSWER_ODD);
}

static void add_validation(struct gs_answer_lines *out,
                           const struct gs_dns_answer *answer)
{
    bool is_wanted = answer->asked.wants_signatures && !answer->asked.is_iterative &&
                     !answer->flags.aa && answer->rcode == GS_RCODE_NOERROR;
    if (answer->flags.ad) {
        add(out,
            "The resolver says that it validated this (ad). Nothing here checks "
            "it.",
            GS_ANSWER_PLAIN);
    } else if (answer->asked.is_checking_disabled && is_wanted) {
        add(out, "Not validated: the resolver was told not to (cd).", GS_ANSWER_PLAIN);
    } else if (is_wanted) {
        add(out, "The resolver does not say that it validated this (ad not set).",
            GS_ANSWER_PLAIN);
    }
}

static size_t count_malformed(const struct gs_dns_answer *answer)
{
    const struct gs_record_list *lists[] = {&answer->answer, &answer->authority,
                                            &answer->additional};
    size_t count = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (size_t r = 0; r < lists[i]->count; r++) {
            count += lists[i]->items[r].is_malformed ? 1 : 0;
        }
    }
    return count;
}

static void add_faults(struct gs_answer_lines *out, const struct gs_dns_answer *answer)
{
    struct gs_buf text = {0};
    size_t malformed = count_malformed(answer);
    if (malformed > 0) {
        gs_buf_addf(&text, "The data of %zu record%s not fit the type.", malformed,
                    malformed == 1 ? " does" : "s do");
        add(out, gs_buf_text(&text), GS_ANSWER_ODD);
    }
    if (answer->has_broken_end) {
        add(out, "The message ends inside a record. What came before is kept.",
            GS_ANSWER_ODD);
    }
    if (answer->left_out > 0) {
        gs_buf_clear(&text);
        gs_buf_addf(&text, "%u more records are left out.", (unsigned)answer->left_out);
        add(out, gs_buf_text(&text), GS_ANSWER_ODD);
    }
    gs_buf_fini(&text);
}

void gs_answer_meaning_lines(struct gs_answer_lines *out,
                             const struct gs_dns_answer *answer)
{
    struct gs_buf text = {0};
    enum gs_answer_tone tone = gs_answer_meaning(answer, &text);
    struct gs_answer_line line = {"meaning", gs_buf_claim(&text), tone};
    gs_vec_push(out, line);
    add_way(out, answer);
    if (answer->rcode >= 0) {
        add_authority(out, answer);
        add_validation(out, answer);
        add_faults(out, answer);
    }
}
