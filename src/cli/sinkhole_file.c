/* SPDX-License-Identifier: MIT */
#include "sinkhole_file.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/text.h"

enum {
    BYTES_MAX = 4 * 1024 * 1024, /* read of the file */
    NAME_CELLS = 48,             /* of its name in a sentence */
};

enum gs_status sinkhole_file_read(const char *path, struct gs_sinkhole_list *out,
                                  struct gs_buf *error)
{
    struct gs_buf text = {0};
    struct gs_buf reason = {0};
    if (path == NULL) {
        return GS_OK; /* the built-in ones */
    }
    enum gs_status status =
        !gs_file_read(path, BYTES_MAX, &text)
            ? GS_EOS
            : gs_sinkholes_parse(gs_buf_text(&text), text.len, out, &reason);
    if (status != GS_OK) {
        gs_buf_add_text(error, "--sinkholes: ");
        gs_text_quote(error, path, NAME_CELLS);
        gs_buf_addf(error, " %s%s", status == GS_EOS ? "cannot be read" : "is wrong: ",
                    gs_buf_text(&reason));
    }
    gs_buf_fini(&text);
    gs_buf_fini(&reason);
    return status;
}
