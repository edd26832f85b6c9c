/* SPDX-License-Identifier: MIT */
/*
 * Where the focus and the selection go by themselves, once: to the failure, to what can be bound,
 * to the asked service, to the winner of a race. After that they are the person's.
 */
#include "race_pane.h"
#include "stamp.h"
#include "table_items.h"
#include "view_state.h"

/* The source that failed to answer: the first on libc's way; GS_NO_ITEM: none. */
static size_t failing_source(const struct gs_pane_context *context)
{
    const struct gs_ladder *ladder =
        gs_part_view_of(context, GS_PART_SOURCES).facts->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (context->digest->sources[i].kind == GS_RUNG_KIND_BAD) {
            return i;
        }
    }
    return GS_NO_ITEM;
}

/* The focus goes to the failure once; after that it is the person's. */
static void follow_failure(struct gs_view *view, const struct gs_pane_context *context)
{
    bool is_address = view->tab == GS_TAB_LOOKUP &&
                      (view->focus == GS_PANE_V4 || view->focus == GS_PANE_V6);
    bool is_dead = context->is_dead && context->lookup->parts[GS_PART_SOURCES].progress !=
                                           GS_PROGRESS_WAITING;
    size_t failing = is_dead ? failing_source(context) : GS_NO_ITEM;
    if (is_dead && !view->was_dead && is_address) {
        view->focus = failing == GS_NO_ITEM ? GS_PANE_COMPARE : GS_PANE_SOURCES;
    }
    if (failing != GS_NO_ITEM && !view->was_dead) {
        gs_list_state_select(&view->lists[GS_PANE_SOURCES], failing);
    }
    view->was_dead = is_dead;
}

/* A null node is asked for what can be bound: the focus goes there once, too. */
static void follow_null_node(struct gs_view *view, const struct gs_pane_context *context)
{
    bool is_null = context->lookup != NULL && context->lookup->question.is_null;
    if (is_null && !view->was_null && view->tab == GS_TAB_LOOKUP) {
        view->focus = GS_PANE_BIND;
    }
    view->was_null = is_null;
}

/* The asked service is selected in the file's table once; after that it is the person's. */
static void follow_service(struct gs_view *view)
{
    struct gs_pane_context context = gs_view_context_of(view, GS_PANE_TABLE);
    struct gs_list_state *list = &view->lists[GS_PANE_TABLE];
    if (view->tab != GS_TAB_SERVICES || view->session->tables == NULL ||
        context.lookup == NULL || !context.lookup->question.has_service) {
        return;
    }
    uint64_t asked =
        gs_stamp_mix_text(view->session->tables_read, context.lookup->question.service);
    size_t item = view->asked_service == asked ? GS_NO_ITEM : gs_table_asked(&context);
    view->asked_service = asked;
    if (item != GS_NO_ITEM) {
        gs_list_state_select(list, item);
    }
}

/* The winner of a race is selected once, unless the person went elsewhere. */
static void follow_winner(struct gs_view *view)
{
    const struct gs_lookup *lookup = &view->session->lookup;
    const struct gs_race *race = lookup->now.race;
    struct gs_list_state *list = &view->lists[GS_PANE_RACE];
    uint64_t round = lookup->parts[GS_PART_RACE].round;
    if (list->item_count > 0 && list->item_count <= view->raced_item &&
        list->selected + 1 == list->item_count) {
        view->raced_item = list->selected; /* a race that begins has no lanes yet */
        view->raced = UINT64_MAX; /* and one that is stopped gives way to the last */
    }
    if (race == NULL || race->winner >= race->lanes.count || view->raced == round ||
        list->filter.len > 0) {
        return;
    }
    view->raced = round;
    if (list->selected == view->raced_item) {
        view->raced_item = gs_race_first_item(race) + race->winner;
        gs_list_state_select(list, view->raced_item);
    }
}

void gs_view_follow(struct gs_view *view, const struct gs_pane_context *context)
{
    follow_failure(view, context);
    follow_null_node(view, context);
    follow_service(view);
    follow_winner(view);
}
