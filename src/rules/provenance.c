/* SPDX-License-Identifier: MIT */
/*
 * NSS walks down the ladder: each source's status has an action, and the walk ends where it
 * is RETURN, or behind the last source.
 *
 *     status = SUCCESS, NOTFOUND, UNAVAIL, TRYAGAIN
 *     RETURN            -> stop: the answer is this source's, be it that there is none
 *     CONTINUE          -> next, or the end
 *     MERGE             -> not foretold: getaddrinfo of glibc cannot merge, and what it makes of
 *                          it depends on the calls that each module has
 */
#include "gaiscope/rules/provenance.h"

#include "provenance_sources.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/model/log.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

const char *gs_lead_word(enum gs_lead lead)
{
    static const char *const words[] = {
        [GS_LEAD_UNKNOWN] = "",
        [GS_LEAD_NEXT] = "next",
        [GS_LEAD_STOP] = "stop",
        [GS_LEAD_END] = "end",
        [GS_LEAD_UNREACHED] = "not reached",
    };
    return words[lead];
}

const char *gs_lead_id(enum gs_lead lead)
{
    return lead == GS_LEAD_UNKNOWN     ? NULL
           : lead == GS_LEAD_UNREACHED ? "not_reached"
                                       : gs_lead_word(lead);
}

/* libc gives up at once where the system failed; a missing module is only unavailable. */
static bool is_system_failure(const struct gs_rung *rung)
{
    return rung->state == GS_RUNG_ANSWERED && rung->answer->error.code == EAI_SYSTEM;
}

struct gs_walk gs_ladder_walk(const struct gs_ladder *ladder)
{
    struct gs_walk walk = {.decided = GS_NO_RUNG};
    size_t at = 0;
    for (; at < ladder->rungs.count; at++) {
        const struct gs_rung *rung = &ladder->rungs.items[at];
        bool is_known = rung->state != GS_RUNG_WAITING && rung->state != GS_RUNG_FAILED;
        if (!is_known || rung->source.on[rung->status] == GS_NSS_MERGE) {
            return walk; /* nobody knows what libc met there */
        }
        if (is_system_failure(rung) || rung->source.on[rung->status] == GS_NSS_RETURN) {
            walk.leads[at] = GS_LEAD_STOP;
            walk.decided = at++;
            break;
        }
        bool is_last = at + 1 == ladder->rungs.count;
        walk.leads[at] = is_last ? GS_LEAD_END : GS_LEAD_NEXT;
        walk.decided = is_last && rung->status == GS_NSS_SUCCESS ? at : GS_NO_RUNG;
    }
    for (; at < ladder->rungs.count; at++) {
        walk.leads[at] = GS_LEAD_UNREACHED;
    }
    walk.is_known = true;
    return walk;
}

bool gs_source_is_dns(const struct gs_rung *rung)
{
    return strcmp(rung->source.name, "dns") == 0 ||
           strcmp(rung->source.name, "resolve") == 0;
}

bool gs_source_is_files(const struct gs_rung *rung)
{
    return strcmp(rung->source.name, "files") == 0;
}

const char *gs_source_label(const struct gs_rung *rung)
{
    if (gs_source_is_files(rung)) {
        return "the hosts file";
    }
    if (strcmp(rung->source.name, "dns") == 0) {
        return "DNS";
    }
    if (strncmp(rung->source.name, "mdns", 4) == 0) {
        return "mDNS";
    }
    return strcmp(rung->source.name, "resolve") == 0 ? "systemd-resolved"
                                                     : rung->source.name;
}

/* The multicast sources whose name ends in _minimal answer for .local alone. */
static bool is_only_for_local(const struct gs_rung *rung,
                              const struct gs_question *question)
{
    const char *node = gs_question_node(question);
    const char *name = rung->source.name;
    size_t len = strlen(name);
    static const char ending[] = "_minimal";
    return strncmp(name, "mdns", 4) == 0 && len > sizeof ending - 1 &&
           strcmp(name + len - (sizeof ending - 1), ending) == 0 && node != NULL &&
           !gs_name_ends_in(node, "local");
}

static void count_words(const struct gs_system_answer *answer, bool is_short, char *out)
{
    size_t v4 = gs_system_answer_count(answer, AF_INET);
    size_t v6 = gs_system_answer_count(answer, AF_INET6);
    const char *ip = is_short ? "v" : "IPv";
    char first[32] = "";
    char second[32] = "";
    if (v4 > 0) {
        (void)snprintf(first, sizeof first, "%zu %s4%s", v4, ip, v6 > 0 ? ", " : "");
    }
    if (v6 > 0) {
        (void)snprintf(second, sizeof second, "%zu %s6", v6, ip);
    }
    (void)snprintf(out, GS_RUNG_WORDS_MAX, "%s%s", first, second);
}

static enum gs_rung_kind say(char *out, enum gs_rung_kind kind, const char *words)
{
    (void)snprintf(out, GS_RUNG_WORDS_MAX, "%s", words);
    return kind;
}

static enum gs_rung_kind answer_words(const struct gs_rung *rung,
                                      const struct gs_question *question, bool is_short,
                                      char *out)
{
    const struct gs_system_answer *answer = rung->answer;
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        count_words(answer, is_short, out);
        return GS_RUNG_KIND_GOOD;
    }
    if (answer->outcome == GS_OUTCOME_BAD_QUESTION) {
        return say(out, GS_RUNG_KIND_PLAIN, "not asked");
    }
    if (is_only_for_local(rung, question)) {
        return say(out, GS_RUNG_KIND_PLAIN, is_short ? "only .local" : "only for .local");
    }
    if (gs_outcome_is_temporary(answer->outcome)) {
        bool is_slow = answer->elapsed_us >= GS_LOG_SLOW_US;
        return say(out, GS_RUNG_KIND_BAD,
                   is_slow ? "timed out" : gs_outcome_word(answer->outcome));
    }
    if (answer->outcome == GS_OUTCOME_FAILED) {
        (void)snprintf(out, GS_RUNG_WORDS_MAX, "failed %s",
                       gs_errno_name(answer->error.system_errno));
        return GS_RUNG_KIND_BAD;
    }
    return say(out, GS_RUNG_KIND_PLAIN,
               rung->status == GS_NSS_UNAVAIL ? "not available"
                                              : gs_outcome_word(answer->outcome));
}

enum gs_rung_kind gs_rung_words(const struct gs_rung *rung,
                                const struct gs_question *question, bool is_unasked,
                                bool is_short, char out[GS_RUNG_WORDS_MAX])
{
    if (is_unasked && rung->state == GS_RUNG_ANSWERED &&
        rung->answer->outcome != GS_OUTCOME_ANSWERED) {
        return say(out, GS_RUNG_KIND_PLAIN, "not asked");
    }
    switch (rung->state) {
    case GS_RUNG_WAITING:
        break;
    case GS_RUNG_ANSWERED:
        return answer_words(rung, question, is_short, out);
    case GS_RUNG_MISSING:
        return say(out, GS_RUNG_KIND_LOOK, is_short ? "missing" : "not installed");
    case GS_RUNG_KILLED:
        return say(out, GS_RUNG_KIND_BAD, "timed out");
    case GS_RUNG_FAILED:
        return rung->answer->outcome == GS_OUTCOME_CANCELLED
                   ? say(out, GS_RUNG_KIND_PLAIN, "stopped")
                   : say(out, GS_RUNG_KIND_BAD, "helper failed");
    }
    return say(out, GS_RUNG_KIND_WAITING, "");
}

/* Whether a source has said what it knows, or can know nothing. */
static bool is_settled(const struct gs_rung *rung)
{
    return rung->state == GS_RUNG_MISSING ||
           (rung->state == GS_RUNG_ANSWERED &&
            (rung->status == GS_NSS_SUCCESS ||
             (!gs_outcome_is_temporary(rung->answer->outcome) &&
              rung->answer->outcome != GS_OUTCOME_FAILED)));
}

const struct gs_rung *gs_source_that_alone_knows(const struct gs_ladder *ladder)
{
    const struct gs_rung *found = NULL;
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        const struct gs_rung *rung = &ladder->rungs.items[i];
        bool knows = rung->state == GS_RUNG_ANSWERED && rung->status == GS_NSS_SUCCESS;
        if (!is_settled(rung) || (knows && found != NULL)) {
            return NULL;
        }
        found = knows ? rung : found;
    }
    return ladder->rungs.count > 1 ? found : NULL;
}

/* Takes: whose answer it is. */
static void answered_words(const struct gs_rung *rung, bool is_alone, bool is_short,
                           char out[GS_LADDER_WORD_MAX])
{
    const char *label = gs_source_label(rung);
    if (is_short && gs_source_is_files(rung)) {
        label = "hosts file";
    }
    (void)snprintf(out, GS_LADDER_WORD_MAX, "%s%s%s", is_alone ? "only " : "", label,
                   is_short   ? ""
                   : is_alone ? " knows it"
                              : " answered");
}

void gs_ladder_words(const struct gs_ladder *ladder, bool is_short,
                     char out[GS_LADDER_WORD_MAX])
{
    out[0] = '\0';
    if (!ladder->is_supported) {
        (void)snprintf(out, GS_LADDER_WORD_MAX, "not known");
        return;
    }
    if (ladder->is_numeric) {
        (void)snprintf(out, GS_LADDER_WORD_MAX, "nobody was asked");
        return;
    }
    const struct gs_rung *alone =
        ladder->is_complete ? gs_source_that_alone_knows(ladder) : NULL;
    struct gs_walk walk = gs_ladder_walk(ladder);
    const struct gs_rung *decided =
        walk.decided == GS_NO_RUNG ? NULL : &ladder->rungs.items[walk.decided];
    if (alone != NULL) {
        answered_words(alone, true, is_short, out);
    } else if (decided != NULL && decided->status == GS_NSS_SUCCESS) {
        answered_words(decided, false, is_short, out);
    } else if (ladder->is_complete && walk.is_known) {
        (void)snprintf(out, GS_LADDER_WORD_MAX, "nobody");
    }
}
