/* SPDX-License-Identifier: MIT */
/**
 * The guided tour: ten stations, each a question for the demo, a view, and three lines that
 * say what to look at. A static table; the view (view/view.h) walks along it.
 */
#ifndef GAISCOPE_VIEW_TOUR_H
#define GAISCOPE_VIEW_TOUR_H

#include "gaiscope/model/question.h"
#include "gaiscope/view/command.h"

#define GS_TOUR_STATIONS 10 /**< how many */
#define GS_TOUR_LINES    3  /**< of each */
#define GS_TOUR_CELLS    76 /**< cells that a line may have: it fits 80 columns */

/** One station. All texts are static. */
struct gs_tour_station {
    const char *title;       /**< "V4MAPPED" */
    const char *host;        /**< whose name is asked; "": the null node */
    const char *service;     /**< and with which service */
    int family;              /**< AF_UNSPEC, AF_INET6 */
    const char *flags;       /**< "v4mapped", as --flags takes them; NULL: those that the
                                    program began with */
    enum gs_command_id view; /**< the view it is seen in */
    int pane;                /**< and the pane that has the focus there */
    const char *lines[GS_TOUR_LINES]; /**< what to look at */
};

/** A station by its number. Takes: 1 to GS_TOUR_STATIONS. */
const struct gs_tour_station *gs_tour_station_at(size_t number);

/** The arguments a station asks with. Takes: those that the program began with. */
struct gs_hints gs_tour_hints(const struct gs_tour_station *station,
                              const struct gs_hints *first);

#endif
