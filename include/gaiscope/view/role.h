/* SPDX-License-Identifier: MIT */
/**
 * What a piece of text is for. Rows and panes know only roles; a theme turns them into
 * colours (gaiscope/ui/theme.h). The table in docs/themes.md lists them with their meaning.
 */
#ifndef GAISCOPE_VIEW_ROLE_H
#define GAISCOPE_VIEW_ROLE_H

#include "gaiscope/base/status.h"

/** A role. */
enum gs_role {
    GS_ROLE_TEXT = 0,    /**< what is read */
    GS_ROLE_STRONG,      /**< the one thing of its line */
    GS_ROLE_DIM,         /**< labels, units, secondary facts */
    GS_ROLE_RULE,        /**< pane rules, axis lines */
    GS_ROLE_RULE_FOCUS,  /**< heavy rule of the focused pane */
    GS_ROLE_TITLE,       /**< pane title */
    GS_ROLE_TITLE_FOCUS, /**< title of the focused pane */
    GS_ROLE_BRAND,       /**< the program's name */
    GS_ROLE_TAB,         /**< other views */
    GS_ROLE_TAB_ACTIVE,  /**< this view */
    GS_ROLE_KEY,         /**< a key that works now */
    GS_ROLE_HEAD,        /**< column heading */
    GS_ROLE_OK,          /**< good outcome, always with ✓ */
    GS_ROLE_WARN,        /**< look here, always with ▲ ▼ ~ or ! */
    GS_ROLE_ERR,         /**< failed, always with ✗ */
    GS_ROLE_V4,          /**< IPv4, always with the word */
    GS_ROLE_V6,          /**< IPv6, always with the word */
    GS_ROLE_WAIT,        /**< under way, always with time */
    GS_ROLE_OLD,         /**< last answer while a new one is asked */
    GS_ROLE_DISABLED,    /**< cannot act now, reason beside it */
    GS_ROLE_MARK,        /**< selection bar in the gutter */
    GS_ROLE_MARK_IDLE,   /**< selection of a pane without focus */
    GS_ROLE_INPUT,       /**< text being typed */
    GS_ROLE_CURSOR,      /**< the typing place */
    GS_ROLE_MATCH,       /**< hit of / or \ */
    GS_ROLE_SPARK,       /**< sparkline, lanes, gauges */
    GS_ROLE_FRAME,       /**< border of a popup */
    GS_ROLE_SHADE,       /**< all that lies behind a popup */
    GS_ROLE_SELECT,      /**< the selected row (an overlay: its background) */
    GS_ROLE_CHANGED,     /**< changed in the last 5 s, with + - ~ in the gutter */
};

#define GS_ROLE_COUNT (GS_ROLE_CHANGED + 1) /**< how many */

/** The name used in theme files: "rule_focus". Never NULL. */
const char *gs_role_name(enum gs_role role);

/** The meaning in one clause, for docs/themes.md. */
const char *gs_role_meaning(enum gs_role role);

/** The role of a name. Returns: GS_OK; GS_ENOTFOUND. */
enum gs_status gs_role_parse(const char *name, enum gs_role *out);

/** One letter per role, for the role layer of golden screens; unique, '.' for text. */
char gs_role_letter(enum gs_role role);

#endif
