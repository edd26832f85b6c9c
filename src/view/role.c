/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/role.h"

#include <string.h>

struct role {
    const char *name;
    const char *meaning;
    char letter;
};

/* Letters stand for roles that can lie in a selected row, where their case says so. */
static const struct role roles[GS_ROLE_COUNT] = {
    [GS_ROLE_TEXT] = {"text", "what is read", '.'},
    [GS_ROLE_STRONG] = {"strong", "the one thing of its line", 's'},
    [GS_ROLE_DIM] = {"dim", "labels, units, secondary facts", 'd'},
    [GS_ROLE_RULE] = {"rule", "pane rules, axis lines", 'r'},
    [GS_ROLE_RULE_FOCUS] = {"rule_focus", "heavy rule of the focused pane", '='},
    [GS_ROLE_TITLE] = {"title", "pane title", 't'},
    [GS_ROLE_TITLE_FOCUS] = {"title_focus", "title of the focused pane", 'f'},
    [GS_ROLE_BRAND] = {"brand", "the program's name", 'b'},
    [GS_ROLE_TAB] = {"tab", "other views", '-'},
    [GS_ROLE_TAB_ACTIVE] = {"tab_active", "this view", 'a'},
    [GS_ROLE_KEY] = {"key", "a key that works now", 'k'},
    [GS_ROLE_HEAD] = {"head", "column heading", 'h'},
    [GS_ROLE_OK] = {"ok", "good outcome, always with ✓", 'o'},
    [GS_ROLE_WARN] = {"warn", "look here, always with ▲ ▼ ~ or !", 'w'},
    [GS_ROLE_ERR] = {"err", "failed, always with ✗", 'e'},
    [GS_ROLE_V4] = {"v4", "IPv4, always with the word", '4'},
    [GS_ROLE_V6] = {"v6", "IPv6, always with the word", '6'},
    [GS_ROLE_WAIT] = {"wait", "under way, always with time", 'y'},
    [GS_ROLE_OLD] = {"old", "last answer while a new one is asked", 'l'},
    [GS_ROLE_DISABLED] = {"disabled", "cannot act now, reason beside it", 'x'},
    [GS_ROLE_MARK] = {"mark", "selection bar in the gutter", '>'},
    [GS_ROLE_MARK_IDLE] = {"mark_idle", "selection of a pane without focus", '|'},
    [GS_ROLE_INPUT] = {"input", "text being typed", 'i'},
    [GS_ROLE_CURSOR] = {"cursor", "the typing place", 'c'},
    [GS_ROLE_MATCH] = {"match", "hit of / or \\", 'm'},
    [GS_ROLE_SPARK] = {"spark", "sparkline, lanes, gauges", 'p'},
    [GS_ROLE_FRAME] = {"frame", "border of a popup", '#'},
    [GS_ROLE_SHADE] = {"shade", "all that lies behind a popup", ':'},
    [GS_ROLE_SELECT] = {"select", "the selected row", '_'},
    [GS_ROLE_CHANGED] = {"changed", "changed in the last 5 s, with + - ~ in the gutter",
                         'g'},
};

static const struct role *role_of(enum gs_role role)
{
    return &roles[(unsigned)role < GS_ROLE_COUNT ? role : GS_ROLE_TEXT];
}

const char *gs_role_name(enum gs_role role)
{
    return role_of(role)->name;
}

const char *gs_role_meaning(enum gs_role role)
{
    return role_of(role)->meaning;
}

enum gs_status gs_role_parse(const char *name, enum gs_role *out)
{
    for (unsigned i = 0; i < GS_ROLE_COUNT; i++) {
        if (strcmp(roles[i].name, name) == 0) {
            *out = (enum gs_role)i;
            return GS_OK;
        }
    }
    return GS_ENOTFOUND;
}

char gs_role_letter(enum gs_role role)
{
    return role_of(role)->letter;
}
