/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/frame.h"

void gs_pane_fini(struct gs_pane *pane)
{
    gs_buf_fini(&pane->info);
    gs_buf_fini(&pane->right);
    gs_rows_fini(&pane->heading);
    gs_rows_fini(&pane->rows);
    *pane = (struct gs_pane){0};
}

void gs_popup_fini(struct gs_popup *popup)
{
    gs_buf_fini(&popup->title);
    gs_buf_fini(&popup->right);
    gs_buf_fini(&popup->keys);
    gs_rows_fini(&popup->rows);
    *popup = (struct gs_popup){0};
}

struct gs_floors gs_frame_floors(size_t rows)
{
    bool is_airy = rows >= 30;
    size_t blank = rows > 24 ? 1 : 0;
    size_t call = rows >= GS_CALL_ROWS ? 1 : 0;
    struct gs_floors floors = {.question = is_airy ? 2 : 1, .gap = is_airy ? 2 : 1};
    floors.verdict = floors.question + 1;
    floors.panes_top = floors.verdict + 1 + blank;
    floors.panes_bottom =
        rows > floors.panes_top + 1 + call ? rows - 1 - call : floors.panes_top;
    return floors;
}
