/* SPDX-License-Identifier: MIT */
/*
 * What is worth knowing, most weighty first: what stands in the way of the answer, what the
 * hosts file hides, what libc and DNS do not share, who knows the name, and details.
 */
#include "findings_family.h"
#include "findings_scene.h"
#include "findings_sets.h"
#include "provenance_sources.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/model/log.h"

static const struct gs_rung *rung_at(const struct gs_scene *scene, size_t at)
{
    return &scene->ladder->rungs.items[at];
}

static void find_broken_line(struct gs_scene *scene)
{
    if (scene->ladder->is_broken) {
        gs_find(scene, GS_FINDING_LOOK, "line_broken", "the hosts: line cannot be read");
        gs_tell(scene,
                "libc cannot read the actions in line %zu of nsswitch.conf. It asks no "
                "source "
                "at all: no name is found by any program.",
                scene->ladder->nsswitch_line);
    }
}

/* What costs time on the way to the answer. */
static void find_slow(struct gs_scene *scene, size_t at)
{
    const struct gs_rung *rung = rung_at(scene, at);
    char took[GS_DURATION_TEXT_MAX];
    bool is_slow = rung->state == GS_RUNG_KILLED || (rung->state == GS_RUNG_ANSWERED &&
                                                     rung->elapsed_us >= GS_LOG_SLOW_US);
    if (!is_slow || scene->walk.leads[at] == GS_LEAD_UNREACHED) {
        return;
    }
    gs_duration_format(rung->elapsed_us, took);
    if (gs_has_found(rung)) {
        gs_find(scene, GS_FINDING_LOOK, "source_slow", "%s took %s", rung->source.name,
                took);
        gs_tell(scene, "The source %s knows the name, but took %s to say so.",
                rung->source.name, took);
    } else {
        gs_find(scene, GS_FINDING_LOOK, "source_timed_out", "%s timed out, %s",
                rung->source.name, took);
        gs_tell(
            scene,
            "The source %s gave no answer. Every program that looks this name up waits "
            "%s%s for it.",
            rung->source.name, rung->state == GS_RUNG_KILLED ? "longer than " : "", took);
    }
}

static void find_missing(struct gs_scene *scene, size_t at)
{
    const struct gs_rung *rung = rung_at(scene, at);
    bool is_end = scene->walk.leads[at] == GS_LEAD_STOP;
    if (rung->state == GS_RUNG_MISSING) {
        gs_find(scene, is_end ? GS_FINDING_LOOK : GS_FINDING_NOTE, "module_missing",
                "%s is not installed", rung->source.name);
        gs_tell(scene, "nsswitch.conf names the source %s, but %s cannot be loaded. %s",
                rung->source.name, rung->module,
                is_end ? "An action ends the search there."
                       : "libc passes over it without a word.");
    }
}

/* A source that knows the name is never asked, because one before it ends the search. */
static void find_stopped_early(struct gs_scene *scene)
{
    const struct gs_rung *stop = gs_decided_rung(scene);
    if (stop == NULL || gs_has_found(stop)) {
        return;
    }
    for (size_t at = scene->walk.decided + 1; at < scene->ladder->rungs.count; at++) {
        const struct gs_rung *rung = rung_at(scene, at);
        if (gs_has_found(rung)) {
            gs_find(scene, GS_FINDING_LOOK, "stopped_early",
                    "%s knows it, is never asked", gs_source_label(rung));
            gs_tell(
                scene,
                "The action %s behind %s ends the search. The source %s has the name, "
                "but "
                "libc does not come to it.",
                stop->source.actions, stop->source.name, rung->source.name);
            scene->is_stopped_early = true;
            return;
        }
    }
}

static void find_who_knows(struct gs_scene *scene)
{
    const struct gs_rung *alone =
        scene->ladder->is_complete ? gs_source_that_alone_knows(scene->ladder) : NULL;
    char words[GS_LADDER_WORD_MAX];
    if (alone != NULL && alone == gs_decided_rung(scene)) {
        gs_ladder_words(scene->ladder, false, words);
        gs_find(scene, GS_FINDING_NOTE,
                gs_source_is_files(alone) ? "only_hosts_file"
                : gs_source_is_dns(alone) ? "only_dns_knows"
                                          : "only_one_source",
                "%s", words);
        gs_tell(scene, "Of %zu sources in the hosts: line only %s knows the name.",
                scene->ladder->rungs.count, gs_source_label(alone));
    }
}

static void find_hosts_lines(struct gs_scene *scene)
{
    const struct gs_hosts_line_list *lines = &scene->ladder->hosts;
    for (size_t i = 0; i < lines->count; i++) {
        const struct gs_hosts_line *line = &lines->items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&line->address, address);
        if (line->is_scoped || line->address.family == 0) {
            gs_find(scene, GS_FINDING_LOOK, "hosts_line_ignored",
                    "hosts line %zu is ignored", line->line);
            gs_tell(scene,
                    "Line %zu of /etc/hosts has the name, but libc does not read its "
                    "address%s: it passes over the line.",
                    line->line, line->is_scoped ? ", which has a zone" : "");
        } else if (gs_has_found(gs_decided_rung(scene)) &&
                   gs_source_is_files(gs_decided_rung(scene))) {
            gs_find(scene, GS_FINDING_DETAIL, "hosts_line", "line %zu of /etc/hosts",
                    line->line);
            gs_tell(scene, "Line %zu of /etc/hosts has the name with %s.", line->line,
                    address);
        }
    }
}

/* The sources were asked beside getaddrinfo: one may have changed its mind, or a cache
 * (nscd) answered for them. */
static void find_contradiction(struct gs_scene *scene)
{
    const struct gs_system_answer *answer = scene->lookup->now.system;
    if (answer == NULL || !scene->walk.is_known || scene->ladder->rungs.count == 0 ||
        gs_outcome_is_temporary(answer->outcome) ||
        answer->outcome == GS_OUTCOME_BAD_QUESTION) {
        return;
    }
    bool is_answered = answer->outcome == GS_OUTCOME_ANSWERED;
    if (is_answered != gs_has_found(gs_decided_rung(scene))) {
        gs_find(scene, GS_FINDING_LOOK, "sources_contradict",
                "the sources say otherwise");
        gs_tell(scene,
                "getaddrinfo %s, the sources asked alone say the contrary. An answer has "
                "just "
                "changed, or a cache such as nscd stands between.",
                is_answered ? "found the name" : "did not find the name");
    }
}

/* Moves the weighty ones to the front; equal ones keep their order. */
static void sort(struct gs_finding_list *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        struct gs_finding moved = findings->items[i];
        size_t at = i;
        for (; at > 0 && findings->items[at - 1].weight > moved.weight; at--) {
            findings->items[at] = findings->items[at - 1];
        }
        findings->items[at] = moved;
    }
}

static bool is_name(const struct gs_question *question)
{
    return gs_question_node(question) != NULL && !gs_question_is_literal(question, NULL);
}

static size_t count_rungs(const struct gs_scene *scene)
{
    return scene->ladder == NULL ? 0 : scene->ladder->rungs.count;
}

struct gs_finding_list gs_findings_of(const struct gs_lookup *lookup,
                                      const struct gs_machine *machine)
{
    struct gs_scene scene = {
        .lookup = lookup, .machine = machine, .ladder = lookup->now.sources};
    if (scene.ladder != NULL) {
        scene.walk = gs_ladder_walk(scene.ladder);
        find_broken_line(&scene);
        find_stopped_early(&scene);
    }
    for (size_t at = 0; at < count_rungs(&scene); at++) {
        find_slow(&scene, at);
    }
    if (lookup->now.system != NULL && is_name(&lookup->question) &&
        !gs_find_search_domain(&scene)) {
        gs_find_left_out(&scene);
        gs_find_differences(&scene); /* else DNS was asked another name than libc found */
    }
    if (scene.ladder != NULL) {
        find_contradiction(&scene);
        find_who_knows(&scene);
        find_hosts_lines(&scene);
    }
    for (size_t at = 0; at < count_rungs(&scene); at++) {
        find_missing(&scene, at);
    }
    sort(&scene.findings);
    return scene.findings;
}
